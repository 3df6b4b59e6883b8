"""Respuestas que no están en ningún catálogo: lo correcto se acepta y lo equivocado no.

En `otras_respuestas/`, cada respuesta empieza con `#### bien ID` o `#### mal ID`. Son otras formas
de escribir lo mismo, y equivocaciones que alguien cometió o podría cometer.
"""

import random
from pathlib import Path

import pytest
from curso_de_prueba import ejecutar_celda

from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio.juzgar import juzgar

numpy = pytest.importorskip("numpy")
VIGENTE = activo()
CARPETA = Path(__file__).parent / "otras_respuestas"


def respuestas(archivo):
    """`(id, si está bien, fuente)` de un archivo."""
    for trozo in archivo.read_text(encoding="utf-8").split("#### ")[1:]:
        encabezado, _, fuente = trozo.partition("\n")
        clase, id_ = encabezado.split()
        yield id_, clase == "bien", fuente


def estado(id_, fuente):
    ejercicio = VIGENTE.buscar(id_)
    nombres = VIGENTE.preparar(ejercicio)
    ejecutar_celda(nombres, fuente)
    return juzgar(VIGENTE, ejercicio, nombres[ejercicio.nombre]).estado


@pytest.mark.parametrize("archivo", sorted(CARPETA.glob("*.txt")), ids=lambda ruta: ruta.stem)
def test_lo_correcto_se_acepta_y_lo_equivocado_no(archivo):
    fallos = []
    for id_, bien, fuente in respuestas(archivo):
        obtenido = estado(id_, fuente)
        if (obtenido == "correcto") != bien or obtenido == "blanco":
            fallos.append(f"{id_}: se dio por «{obtenido}»\n{fuente}")
    # lo que alguna deje cambiado ahí se queda, así que basta mirar al final
    for id_ in {id_ for id_, _, _ in respuestas(archivo)}:
        if estado(id_, VIGENTE.solucion(id_)) != "correcto":
            fallos.append(f"{id_}: después de juzgar estas respuestas, la solución no se acepta")
    assert not fallos, "\n".join(fallos)


# --- números y letras ----------------------------------------------------------------------


def _numericos():
    for ejercicio in VIGENTE.todos():
        respuesta = VIGENTE.referencia(ejercicio)[ejercicio.nombre]
        lisa = respuesta if isinstance(respuesta, tuple) else (respuesta,)
        if ejercicio.tipo == "numero" and all(type(x) in (int, float) for x in lisa):
            yield pytest.param(ejercicio, respuesta, id=ejercicio.id)


def _otras_formas(respuesta):
    if not isinstance(respuesta, tuple):
        return [float(respuesta), numpy.float64(respuesta), numpy.array(respuesta)]
    return [list(respuesta), tuple(map(float, respuesta)), numpy.array(respuesta)]


def _equivocadas(respuesta):
    if not isinstance(respuesta, tuple):
        return [respuesta + 1, respuesta * 1.05 + 0.5, -respuesta - 1, str(respuesta), None]
    corridas = [
        (*respuesta[:i], respuesta[i] + 1, *respuesta[i + 1 :]) for i in range(len(respuesta))
    ]
    distintas = [respuesta[::-1]] if respuesta[::-1] != respuesta else []
    return [*corridas, *distintas, respuesta[:-1], str(respuesta), None]


@pytest.mark.parametrize(("ejercicio", "respuesta"), list(_numericos()))
def test_un_numero_vale_en_cualquier_forma_razonable_y_ningun_otro(ejercicio, respuesta):
    for forma in _otras_formas(respuesta):
        assert juzgar(VIGENTE, ejercicio, forma).estado == "correcto", repr(forma)
    for mala in _equivocadas(respuesta):
        assert juzgar(VIGENTE, ejercicio, mala).estado != "correcto", repr(mala)


def test_una_letra_vale_escrita_como_sea_y_las_demas_no():
    for ejercicio in VIGENTE.todos():
        buena = VIGENTE.referencia(ejercicio)[ejercicio.nombre]
        if ejercicio.tipo not in ("opcion", "repaso") or len(buena) != 1:
            continue
        for forma in (buena.upper(), f" {buena}", f"({buena})", f"{buena}) lo que diga"):
            assert juzgar(VIGENTE, ejercicio, forma).estado == "correcto", (ejercicio.id, forma)
        for mala in {*"abcdef", "", f"{buena}{buena}"} - {buena}:
            assert juzgar(VIGENTE, ejercicio, mala).estado != "correcto", (ejercicio.id, mala)


def test_ninguna_respuesta_al_azar_rompe_una_comprobacion():
    azar = random.Random(0)
    cosas = [
        None,
        ...,
        -0.5,
        "",
        [],
        {},
        set(),
        object(),
        lambda: 1,
        print,
        int,
        [None],
        float("nan"),
    ]
    for ejercicio in VIGENTE.todos():
        for cosa in azar.sample(cosas, 4):
            assert juzgar(VIGENTE, ejercicio, cosa).estado in ("mal", "blanco"), ejercicio.id
