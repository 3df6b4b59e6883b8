"""Los verbos de un cuaderno en una página: ninguno falla ni afirma lo que allí no es cierto."""

import pytest

VERBOS = ['pista("00-pago")', 'solucion("00-pago")', "progreso()", "diagnostico()", "comprobar"]


@pytest.fixture(scope="module")
def celdas(pyodide):
    return pyodide("con_ipython.py")


@pytest.mark.lento
def test_los_verbos_andan_y_no_mandan_instalar(celdas):
    dicho = {que: (error, texto) for que, error, texto, _ in celdas}
    assert "Todo listo" in dicho["preparar"][1]
    for verbo in VERBOS:
        error, texto = dicho[verbo]
        assert not error
        assert texto
        assert not [x for x in ("pip", "brew", "apt", "ipykernel", "instala el") if x in texto]
    assert "✔ Correcto" in dicho["comprobar"][1]
    diagnostico = dicho["diagnostico()"][1]
    assert "Todo lo necesario funciona" in diagnostico
    assert "con Pyodide 3" in diagnostico
    assert "GB" not in diagnostico


@pytest.mark.lento
@pytest.mark.parametrize("que", ["sin fin", "atrapa todo", "suelta", "dos limites"])
def test_una_celda_sin_fin_se_avisa_y_se_detiene_sola(celdas, que):
    error, texto = next((e, t) for q, e, t, _ in celdas if q == que)
    assert error == "CeldaSinFin"
    assert texto.count("segundos trabajando") == 1
    assert "el botón de interrumpir no llega a Python" in texto
    assert "Línea" in texto
    assert "esperar(minutos=30)" in texto


@pytest.mark.lento
def test_despues_de_detenerla_se_sigue(celdas):
    assert [t.splitlines()[-1] for q, _, t, _ in celdas if q == "otra"] == ["2", "4"]
