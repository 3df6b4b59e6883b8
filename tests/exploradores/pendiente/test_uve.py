"""La V del error: dónde está su fondo, y que cada frase sea verdad con cada h."""

from __future__ import annotations

import math

import pytest

from minigrad.exploradores.comun.funciones import Funcion
from minigrad.exploradores.pendiente.cuentas import LADOS, PASOS
from minigrad.exploradores.pendiente.uve import Error, Uve, errores

DERECHA, IZQUIERDA, LOS_DOS = LADOS
LUGARES = (0.0, 0.3, 1.0, -1.0, 2.5)

CURVAS = {
    "parábola": (lambda x: 3 * x**2 - 4 * x + 5, lambda x: 6 * x - 4),
    "seno": (math.sin, math.cos),
    "coseno": (math.cos, lambda x: -math.sin(x)),
    "seno rápido": (lambda x: math.sin(20 * x), lambda x: 20 * math.cos(20 * x)),
    "exp": (math.exp, math.exp),
    "tanh": (math.tanh, lambda x: 1 - math.tanh(x) ** 2),
    "cubo": (lambda x: x**3, lambda x: 3 * x**2),
    "recta": (lambda x: 5 - 2 * x, lambda x: -2.0),
    "constante": (lambda x: 7.0, lambda x: 0.0),
    "lejos": (lambda x: 1e6 + x**2, lambda x: 2 * x),
    "raíz": (lambda x: math.sqrt(x + 1.5), lambda x: 0.5 / math.sqrt(x + 1.5)),
    "chica": (lambda x: 1e-4 * math.sin(x), lambda x: 1e-4 * math.cos(x)),
}


def uve(nombre: str, x: float, lado: str) -> Uve:
    f, derivada = CURVAS[nombre]
    return Uve(errores(Funcion(f), x, derivada(x), lado), derivada(x))


# --- las cuentas ---------------------------------------------------------------------------------


def test_el_error_baja_con_h_y_con_h_al_cuadrado():
    """Lejos del redondeo: a un lado |f''|·h/2; a los dos, |f'''|·h²/6."""
    exacta = math.cos(1.0)
    for e in errores(math.sin, 1.0, exacta, DERECHA, [1e-2, 1e-3, 1e-4]):
        assert e.error == pytest.approx(math.sin(1.0) * e.h / 2, rel=0.01)
    for e in errores(math.sin, 1.0, exacta, LOS_DOS, [1e-1, 1e-2, 1e-3]):
        assert e.error == pytest.approx(math.cos(1.0) * e.h**2 / 6, rel=0.01)


def test_los_pasos_en_que_falla_no_aparecen():
    hallados = errores(Funcion(math.sqrt), 0.25, 1.0, IZQUIERDA)
    assert hallados[-1].h == 0.2
    assert len(hallados) == len([h for h in PASOS if h <= 0.25])


def test_el_fondo_de_cada_v():
    assert 1e-9 <= uve("seno", 1.0, DERECHA).fondo <= 1e-7
    assert 1e-6 <= uve("seno", 1.0, LOS_DOS).fondo <= 1e-4


def test_un_acierto_suelto_no_es_el_fondo():
    lista = [Error(10.0**-k, error) for k, error in
             [(6, 1.0), (5, 0.0), (4, 1.0), (3, 0.1), (2, 0.01), (1, 0.1), (0, 10.0)]]  # fmt: skip
    assert Uve(lista, 1.0).fondo == 1e-2
    assert "por casualidad" in Uve(lista, 1.0).frases(1e-5, 0.0)[0]


def test_con_pocos_pasos_no_se_dice_nada():
    assert Uve([], 1.0).fondo is None
    assert Uve([], 1.0).frases(0.1, 1.0) == []
    dos = [Error(0.1, 1.0), Error(0.2, 2.0)]
    assert (Uve(dos, 1.0).fondo, Uve(dos, 1.0).frases(0.1, 1.0)) == (None, [])


@pytest.mark.parametrize(
    ("curva", "x", "lado", "dicho"),
    [
        ("parábola", 2.5, LOS_DOS, "con un h grande ya se acierta"),
        ("recta", 1.0, DERECHA, "con un h grande ya se acierta"),
        ("constante", 1.0, DERECHA, "con un h grande ya se acierta"),
        ("seno", 0.0, DERECHA, "no vuelve a subir"),
        ("coseno", 0.0, IZQUIERDA, "no vuelve a subir"),
    ],
)
def test_sin_una_de_sus_ramas_no_hay_v(curva, x, lado, dicho):
    sin_v = uve(curva, x, lado)
    assert sin_v.fondo is None
    assert all(dicho in sin_v.frases(*e)[1] for e in sin_v.lista)


# --- las palabras --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("h", "dicho"),
    [
        (0.1, "mirar lejos: con un h menor baja"),
        (1e-4, "mirar lejos: con un h menor baja"),
        (1e-7, "mirar lejos: con un h menor baja"),
        (2e-8, "Aquí es el fondo"),
        (1e-8, "Aquí es el fondo"),
        (1e-10, "redondeo: con un h mayor, hacia el fondo, baja"),
        (1e-12, "redondeo: con un h mayor, hacia el fondo, baja"),
    ],
)
def test_en_cada_rama_y_en_el_fondo_del_seno(h, dicho):
    seno = uve("seno", 1.0, DERECHA)
    (hallado,) = (e for e in seno.lista if e.h == h)
    assert dicho in seno.frases(h, hallado.error)[0]


@pytest.mark.parametrize("h", [1e-6, 2e-6, 5e-6, 1e-5])
def test_el_fondo_de_la_simetrica_esta_en_otro_sitio(h):
    seno = uve("seno", 1.0, LOS_DOS)
    assert "Aquí es el fondo" in seno.frases(h, seno.menor)[0]


def dice_la_verdad(v: Uve, exacta: float, de: Error) -> list[str]:
    """Lo que una frase afirma de otros h, comparado con el error que tienen."""
    h, error = de
    dicho = " ".join(v.frases(h, error))
    menores, mayores = [e for e in v.lista if e.h < h], [e for e in v.lista if e.h > h]
    cerca = [e.error for e in (*menores[-1:], *mayores[:1])]
    suelo = max(v.menor, 2.0**-52 * max(1.0, abs(exacta)))
    afirma = {
        "lejos: con un h menor baja": lambda: menores[-1].error < error,
        "cerca del fondo, baja": lambda: any(e.error < error for e in menores),
        "hacia el fondo, baja": lambda: [e.error < error for e in mayores if e.h == v.fondo] == [1],
        "mucho mayor baja": lambda: any(e.error < error for e in mayores),
        "llega a más": lambda: max(e.error for e in menores) > error,
        "con los h vecinos": lambda: max(cerca) > error,
        "Aquí es el fondo": lambda: (
            error <= 4 * suelo
            and max(e.error for e in menores) > suelo < max(e.error for e in mayores)
        ),
        "no vuelve a subir": lambda: all(e.error <= 4 * suelo for e in v.lista[:5]),
        "con un h grande ya se acierta": lambda: v.lista[-1].error <= 4 * suelo,
        "casi el menor": lambda: error <= 4 * suelo,
        "todas las cifras": lambda: error == 0,
    }
    assert any(frase in dicho for frase in afirma), dicho
    return [f"h={h:g}: {dicho}" for frase, cierta in afirma.items()
            if frase in dicho and not cierta()]  # fmt: skip


@pytest.mark.parametrize("lado", LADOS)
@pytest.mark.parametrize("nombre", CURVAS)
def test_cada_frase_es_verdad_con_cada_h(nombre, lado):
    """También con un h que no está en la barra: el que dio quien llamó a `pendiente`."""
    f, derivada = CURVAS[nombre]
    falsas = []
    for x in LUGARES:
        v = uve(nombre, x, lado)
        for e in v.lista:
            falsas += [f"x={x} {dicha}" for dicha in dice_la_verdad(v, derivada(x), e)]
        for e in errores(Funcion(f), x, derivada(x), lado, (3e-9, 7e-7, 3e-3, 0.7)):
            con_ella = Uve(sorted([*v.lista, e]), derivada(x))
            assert v.frases(*e) == con_ella.frases(*e)
            falsas += [f"x={x} {dicha}" for dicha in dice_la_verdad(con_ella, derivada(x), e)]
    assert not falsas, "\n".join(falsas)
