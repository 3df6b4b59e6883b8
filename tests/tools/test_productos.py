"""Qué sale de una fuente: el gemelo, el blanco y sus ids."""

from __future__ import annotations

import json

import nbformat
import pytest
from cuadernos_de_mentira import BUENA, PREPARAR, Hacer

from minigrad import _recursos
from tools.comun import este_taller
from tools.fuente import leer, sin_magia
from tools.productos import como_texto, hacer_blanco, hacer_gemelo


@pytest.fixture
def fuente_y_taller(hacer: Hacer):
    taller = hacer()
    return leer(taller.solutions / "02_prueba.py", "solutions/02_prueba.py"), taller


def test_el_blanco_tiene_huecos_y_nada_de_la_solucion(fuente_y_taller) -> None:
    blanco = hacer_blanco(*fuente_y_taller)
    fuentes = [celda.source for celda in blanco.cells]
    assert "def doble_mas(a, b):\n    # Escribe tu código aquí\n    ..." in fuentes
    assert "cuenta = ..." in fuentes
    texto = como_texto(blanco)
    assert "100000" not in texto
    assert "SOLUTION" not in texto
    assert "secreta" not in texto


def test_el_gemelo_conserva_la_solucion_con_sus_marcas(fuente_y_taller) -> None:
    texto = como_texto(hacer_gemelo(*fuente_y_taller))
    assert "### BEGIN SOLUTION" in texto
    assert "secreta" in texto


def test_los_dos_llevan_insignia_y_celda_que_prepara(fuente_y_taller) -> None:
    enlace = "colab.research.google.com/github/ana/taller/blob/main/notebooks/02_prueba.ipynb"
    for hecho in (hacer_blanco(*fuente_y_taller), hacer_gemelo(*fuente_y_taller)):
        assert enlace in hecho.cells[0].source
        assert hecho.cells[1].source == PREPARAR


def test_los_productos_son_cuadernos_validos(fuente_y_taller) -> None:
    for hecho in (hacer_blanco(*fuente_y_taller), hacer_gemelo(*fuente_y_taller)):
        nbformat.validate(nbformat.reads(como_texto(hecho), as_version=4))


def test_los_ids_salen_del_ejercicio_y_de_la_seccion(fuente_y_taller) -> None:
    ids = [celda.id for celda in hacer_gemelo(*fuente_y_taller).cells]
    assert ids[:2] == ["2-prueba", "2-prueba-2"]
    assert ids[3:5] == ["02-doble-mas", "02-doble-mas-comprobar"]
    assert len(set(ids)) == len(ids)


def test_insertar_una_celda_no_cambia_los_ids_de_otras_secciones(hacer: Hacer) -> None:
    def ids(texto: str) -> list[str]:
        taller = hacer(texto)
        fuente = leer(taller.solutions / "02_prueba.py", "f")
        return [celda.id for celda in hacer_gemelo(fuente, taller).cells]

    antes = ids(BUENA)
    despues = ids(BUENA.replace("# {{PREPARAR}}\n", "# {{PREPARAR}}\n\n# %%\nx = 1\n"))
    assert despues == [*antes[:2], "2-prueba-3", *antes[2:]]


def test_cambiar_una_palabra_cambia_dos_lineas(hacer: Hacer) -> None:
    def lineas(texto: str) -> list[str]:
        taller = hacer(texto)
        fuente = leer(taller.solutions / "02_prueba.py", "f")
        return como_texto(hacer_gemelo(fuente, taller)).split("\n")

    antes, despues = lineas(BUENA), lineas(BUENA.replace("el resultado", "el número"))
    distintas = [par for par in zip(antes, despues, strict=True) if par[0] != par[1]]
    assert len(distintas) == 1


def test_las_celdas_saben_su_linea(fuente_y_taller) -> None:
    fuente, _ = fuente_y_taller
    lineas = BUENA.split("\n")
    for celda in fuente.celdas:
        primera = celda.texto.split("\n")[0]
        assert lineas[celda.linea - 1] in (primera, f"# {primera}")


def test_una_practica_va_a_exercises(hacer: Hacer) -> None:
    taller = hacer(stem="02_prueba_practica")
    assert taller.blanco("02_prueba_practica").parent.name == "exercises"


def test_las_magias_se_vuelven_comentarios() -> None:
    assert sin_magia("%%con_torch\nx = 1\n  !ls") == "#%con_torch\nx = 1\n  #ls"


def test_la_celda_que_prepara_lleva_la_direccion_de_pyproject() -> None:
    taller = este_taller()
    assert taller.repositorio.startswith("https://github.com/")
    assert taller.repositorio in taller.preparar
    assert "{{" not in taller.preparar


def test_mientras_se_construye_los_cuadernos_pueden_estar_en_otra_carpeta(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    de_siempre = _recursos.cuadernos("solutions")
    (tmp_path / "solutions").mkdir()
    monkeypatch.setenv("MINIGRAD_CUADERNOS", str(tmp_path))
    assert _recursos.cuadernos("solutions") == tmp_path / "solutions"
    assert _recursos.cuadernos("notebooks") == de_siempre.parent / "notebooks"


def test_el_texto_guardado_no_depende_del_orden_de_las_claves(fuente_y_taller) -> None:
    hecho = hacer_gemelo(*fuente_y_taller)
    al_reves = json.loads(json.dumps(hecho), object_pairs_hook=lambda p: dict(reversed(p)))
    assert como_texto(nbformat.from_dict(al_reves)) == como_texto(hecho)
