"""Lo que NumPy o Python avisan sin detenerse se dice en español, una vez, con su línea."""

import warnings

import pytest
from curso_de_prueba import ejecutar_celda

from minigrad.aula.verbos.al_fallar import avisar_en_espanol

NP = "import numpy as np\n"
AVISOS = {
    "`/` se dividió entre cero": "1.0 / np.zeros(2)",
    "Se pidió `log` de 0": "np.log(np.zeros(2))",
    "el logaritmo de un negativo": "np.log(-np.ones(2))",
    "`/` no está definida": "np.zeros(2) / np.zeros(2)",
    "`exp` un número pasó": "np.exp(np.array([1000.0]))",
    "`*` un número pasó": "np.float64(1e200) * np.float64(1e200)",
    "`**` un número pasó": "np.array([1e200]) ** 2",
    "`-` no está definida": "np.array([np.inf]) - np.array([np.inf])",
    "promedio de un arreglo sin números": "np.zeros(0).mean()",
    "Para comparar números va `==`": "x = 3\nx is 3",
    "¿una coma, o un `*`?": "[(1, 2) (3, 4)] if 0 else 1",
}


@pytest.fixture
def avisos():
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        avisar_en_espanol()
        yield


@pytest.mark.usefixtures("avisos")
@pytest.mark.parametrize(("frase", "fuente"), AVISOS.items(), ids=AVISOS)
def test_se_avisa_en_espanol(capsys, frase, fuente):
    pytest.importorskip("numpy")
    ejecutar_celda({"__name__": "__main__"}, NP + fuente)
    salida, error = capsys.readouterr()
    assert salida.startswith("! La cuenta siguió")
    assert frase in salida
    assert error == ""
    assert "Warning" not in salida


@pytest.mark.usefixtures("avisos")
def test_se_dice_la_linea(capsys):
    pytest.importorskip("numpy")
    ejecutar_celda({"__name__": "__main__"}, f"{NP}a = np.zeros(2)\nb = 1 / a")
    assert "Línea 3 de tu celda:" in capsys.readouterr().out
    avisar_en_espanol()  # dos veces no lo dice dos veces
    ejecutar_celda({"__name__": "__main__"}, f"{NP}1 / np.zeros(2)")
    assert capsys.readouterr().out.count("La cuenta siguió") == 1


@pytest.mark.usefixtures("avisos")
def test_lo_que_se_lee_sin_ejecutarse_no_avisa(capsys):
    compile("x = 3\nx is 3", "<unknown>", "exec")
    assert capsys.readouterr() == ("", "")


def test_lo_desconocido_sale_como_siempre(monkeypatch):
    vistos = []
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        monkeypatch.setattr(warnings, "showwarning", lambda *todo: vistos.append(str(todo[0])))
        avisar_en_espanol()
        warnings.warn("something else", UserWarning, stacklevel=1)
    assert vistos == ["something else"]
