"""De un cuaderno entregado salen las celdas de ejercicio, pase lo que les haya pasado."""

from __future__ import annotations

import json
import time

import pytest
from armar import celda, como_colab, en_bytes, entregado, nueva, resuelto

from minigrad.aula.curso.activo import activo
from minigrad.calificar.entrega.extraer import extraer
from minigrad.calificar.entrega.leer import LARGO, NoEsCuaderno, celdas_de_codigo
from minigrad.calificar.entrega.plano import hacer_plano, senas

STEM = "00_introduccion"
CUADERNOS = activo().cuadernos()


@pytest.fixture(scope="module")
def plano():
    return hacer_plano(activo())


@pytest.fixture
def sacar(plano):
    return lambda cuaderno, leccion=None: extraer(en_bytes(cuaderno), plano, leccion)


def fuentes(leido, id_):
    return [version["fuente"] for version in leido["ejercicios"][id_]["versiones"]]


@pytest.mark.parametrize("stem", CUADERNOS)
def test_del_resuelto_sale_una_version_de_cada_ejercicio(sacar, stem):
    leido = sacar(resuelto(stem))
    assert leido["cuadernos"] == [stem]
    assert [len(hecho["versiones"]) for hecho in leido["ejercicios"].values()] == [1] * len(
        leido["ejercicios"]
    )
    assert not any(hecho["avisos"] for hecho in leido["ejercicios"].values())
    assert leido["avisos"] == []


@pytest.mark.parametrize("stem", CUADERNOS)
def test_del_cuaderno_en_blanco_no_sale_ninguna(sacar, stem):
    hechos = sacar(entregado(stem))["ejercicios"].values()
    assert hechos
    assert all(hecho["esta"] and not hecho["versiones"] for hecho in hechos)


@pytest.mark.parametrize("stem", CUADERNOS)
def test_sin_ninguna_clave_se_reconocen_por_lo_que_definen(sacar, stem):
    cuaderno = resuelto(stem)
    for una in cuaderno["cells"]:
        una["metadata"] = {}
    hechos = sacar(cuaderno)["ejercicios"]
    assert {len(hecho["versiones"]) for hecho in hechos.values()} == {1}
    assert all("reconocí" in hecho["avisos"][0] for hecho in hechos.values())


def test_el_plano_no_lleva_soluciones(plano):
    texto = json.dumps(plano)
    assert "precio * cantidad + envio" not in texto
    assert json.loads(texto) == plano


def test_el_blanco_con_comentarios_y_espacios_sigue_en_blanco(sacar):
    blanco = "".join(celda(entregado(STEM), "00-cuenta")["source"])
    cuaderno = entregado(STEM, {"00-cuenta": f"# lo intenté\n\n{blanco}   # y nada\n"})
    assert fuentes(sacar(cuaderno), "00-cuenta") == []


def test_una_celda_de_un_python_mas_nuevo_lo_dice(sacar):
    """Con 3.12 se escribe `f"{d["a"]}"`; quien califica con 3.11 tiene que saberlo."""
    mala = entregado(STEM, {"00-pago": "pago = = 18", "00-cuenta": "def cuenta(x):\n    return x"})
    for version, se_dice in (("99.1.0", True), ("3.11.0", False), (None, False), ([3], False)):
        mala["metadata"]["language_info"] = {"name": "python", "version": version}
        hechos = sacar(mala)["ejercicios"]
        dicho = " ".join(hechos["00-pago"]["avisos"])
        assert ("se hizo con Python 99.1 y aquí se califica con 3.1" in dicho) is se_dice
        assert not hechos["00-cuenta"]["avisos"]
    mala["metadata"] = "nada"
    assert not sacar(mala)["ejercicios"]["00-cuenta"]["avisos"]


def test_una_celda_copiada_se_informa_y_las_dos_se_prueban(sacar):
    cuaderno = entregado(STEM, {"00-cuenta": "def cuenta(): 1"})
    cuaderno["cells"].append(nueva("def cuenta(): 18", ejercicio="00-cuenta"))
    leido = sacar(cuaderno)
    assert fuentes(leido, "00-cuenta") == ["def cuenta(): 1", "def cuenta(): 18"]
    assert "2 celdas" in leido["ejercicios"]["00-cuenta"]["avisos"][0]


def test_de_una_pregunta_solo_cuenta_la_ultima(sacar):
    cuaderno = entregado(STEM, {"00-pago": "pago = 1"})
    cuaderno["cells"].append(nueva("pago = 18", ejercicio="00-pago"))
    cuaderno["cells"].append(nueva("print(pago)", ejercicio="00-pago"))
    leido = sacar(cuaderno)
    assert fuentes(leido, "00-pago") == ["pago = 18"]
    assert "cuenta la última" in leido["ejercicios"]["00-pago"]["avisos"][0]


def test_de_muchas_copias_se_prueban_las_ultimas(sacar):
    cuaderno = entregado(STEM, {"00-cuenta": "def cuenta(): 0"})
    cuaderno["cells"] += [nueva(f"def cuenta(): {n}", ejercicio="00-cuenta") for n in range(1, 9)]
    ultimas = [f"def cuenta(): {n}" for n in (5, 6, 7, 8)]
    assert fuentes(sacar(cuaderno), "00-cuenta") == ultimas


def test_una_celda_movida_se_informa_y_solo_esa(sacar):
    cuaderno = resuelto(STEM)
    movida = celda(cuaderno, "00-pago")
    cuaderno["cells"].remove(movida)
    cuaderno["cells"].append(movida)
    hechos = sacar(cuaderno)["ejercicios"]
    assert [id_ for id_, hecho in hechos.items() if hecho["avisos"]] == ["00-pago"]
    assert "lugar" in hechos["00-pago"]["avisos"][0]


def test_una_celda_borrada_falta(sacar):
    cuaderno = resuelto(STEM)
    cuaderno["cells"].remove(celda(cuaderno, "00-pago"))
    hecho = sacar(cuaderno)["ejercicios"]["00-pago"]
    assert hecho == {"versiones": [], "avisos": [], "esta": False}


def test_una_clave_cambiada_se_informa_y_la_celda_se_reconoce(sacar):
    cuaderno = resuelto(STEM)
    celda(cuaderno, "00-cuenta")["metadata"]["ejercicio"] = "00-la-cuenta"
    leido = sacar(cuaderno)
    assert "«00-la-cuenta»" in leido["avisos"][0]
    assert len(leido["ejercicios"]["00-cuenta"]["versiones"]) == 1


def test_una_celda_de_otro_cuaderno_no_cuenta_y_se_informa(sacar):
    cuaderno = resuelto(STEM)
    cuaderno["cells"].append(nueva("repaso_1 = 'a'", ejercicio="03-repaso-1"))
    leido = sacar(cuaderno)
    assert leido["cuadernos"] == [STEM]
    assert "03-repaso-1" in leido["avisos"][0]


def test_dos_cuadernos_pegados_cuentan_los_dos(sacar):
    cuaderno = resuelto(STEM)
    cuaderno["cells"] += resuelto("03_automatizando")["cells"]
    assert sacar(cuaderno)["cuadernos"] == [STEM, "03_automatizando"]


def test_como_lo_guarda_colab(sacar):
    leido = sacar(como_colab(resuelto(STEM)))
    assert all(len(hecho["versiones"]) == 1 for hecho in leido["ejercicios"].values())
    assert "\n" in fuentes(leido, "00-cuenta")[0]


def test_una_celda_desmedida_no_se_ejecuta(sacar):
    cuaderno = entregado(STEM, {"00-pago": "pago = 18" + " " * LARGO})
    leido = sacar(cuaderno)
    assert fuentes(leido, "00-pago") == []
    assert "larga" in leido["ejercicios"]["00-pago"]["avisos"][0]


def test_celdas_con_formas_raras_se_pasan_por_alto():
    sin_metadata = {"cell_type": "code", "metadata": None, "source": [1, "x = 1", None]}
    con_numero = {"cell_type": "code", "metadata": {"ejercicio": 7}}
    crudas = [None, 3, {}, {"cell_type": "code"}, sin_metadata, con_numero]
    celdas = celdas_de_codigo(json.dumps({"cells": crudas}).encode())
    assert [(c.clave, c.fuente) for c in celdas] == [(None, ""), (None, "x = 1"), (None, "")]


@pytest.mark.parametrize("codificado", ["utf-8", "utf-8-sig", "utf-16"])
def test_la_codificacion_no_importa(codificado):
    texto = json.dumps({"cells": [nueva("x = 'ñ'")]}, ensure_ascii=False)
    assert celdas_de_codigo(texto.encode(codificado))[0].fuente == "x = 'ñ'"


@pytest.mark.parametrize(
    ("contenido", "dice"),
    [
        (b"", "vacío"),
        (b"\xef\xbb\xbf  \n", "vacío"),
        (b"<!DOCTYPE html>", "página web"),
        (b"PK\x03\x04...", "comprimido"),
        (b"%PDF-1.4", "PDF"),
        (b"version https://git-lfs.github.com/spec/v1", "Git LFS"),
        (b'{"cells": [', "línea 1"),
        (b'{"cells": "\xe1"}', "UTF-8"),
        (b"[1, 2]", "no tiene celdas"),
        (b'{"cells": 3}', "no tiene celdas"),
        (b'{"worksheets": []}', "muy antiguo"),
        (b"[" * 200_000, "medida"),
        (b"[" + b"9" * 10_000 + b"]", "medida"),
    ],
)
def test_lo_que_no_es_un_cuaderno_se_rechaza_con_una_frase(contenido, dice):
    with pytest.raises(NoEsCuaderno, match=dice):
        celdas_de_codigo(contenido)


def test_las_senas_no_dependen_de_como_se_ve_el_codigo():
    assert senas("def f(x):\n    'Doc.'\n    return x  # así") == senas("def f( x ):\n\n  return x")
    assert senas("x = 1") != senas("x = 2")
    assert senas("def f(:") == senas("x = '\0'") == senas("(" * 10_000) == ""


@pytest.mark.parametrize(
    "rara",
    [
        "cuenta = " + "+".join("1" * 49_000),
        "cuenta = " + "-" * 90_000 + "1",
        "cuenta = " + "(" * 49_000,
        "x" + ".a" * 40_000 + " = 1",
        "!a\n" * 33_000,
        "a?\n" * 33_000,
        "x = %a\n" * 14_000,
        "%%time\n" * 10_000,
    ],
    ids=["suma", "menos", "parentesis", "puntos", "ordenes", "ayudas", "asignadas", "magias"],
)
def test_una_celda_absurda_no_deja_sin_leer_las_demas(sacar, rara):
    cuaderno = entregado(STEM, {"00-cuenta": rara, "00-millon": "veces = 3"})
    comienzo = time.monotonic()
    assert fuentes(sacar(cuaderno), "00-millon") == ["veces = 3"]
    assert time.monotonic() - comienzo < 40  # se espera un minuto; con 3.12 son unos 8 segundos
