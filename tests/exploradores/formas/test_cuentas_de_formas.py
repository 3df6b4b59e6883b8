"""Las cuentas de las formas, celda por celda, contra NumPy y contra el Tensor del paquete."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from minigrad.exploradores.comun.funciones import Fallo
from minigrad.exploradores.formas.cuentas import (
    Caso,
    Encuentro,
    NoEncajan,
    exigir,
    leer,
    lugares,
    resultado,
)
from minigrad.exploradores.formas.palabras import ida, revisar, vuelta
from minigrad.tensor import Tensor

CUENTAS = {"+": lambda a, b: a + b, "*": lambda a, b: a * b, "@": lambda a, b: a @ b}
FORMAS = [f for ejes in range(4) for f in itertools.product((1, 2, 3), repeat=ejes)]


def de_numpy(caso: Caso) -> tuple[int, ...] | None:
    try:
        return CUENTAS[caso.operacion](np.zeros(caso.a), np.zeros(caso.b)).shape
    except ValueError:
        return None


def nuestra(caso: Caso) -> tuple[int, ...] | None:
    try:
        return resultado(caso)
    except NoEncajan:
        return None


@pytest.mark.parametrize("operacion", CUENTAS)
def test_la_forma_que_sale_es_la_de_numpy(operacion: str) -> None:
    """Todas las parejas de formas con ejes de 1 a 3."""
    casos = [Caso(a, b, operacion) for a in FORMAS for b in FORMAS]
    assert [caso for caso in casos if nuestra(caso) != de_numpy(caso)] == []
    assert sum(nuestra(caso) is not None for caso in casos) > 100


def al_azar(operacion: str, cuantos: int) -> list[Encuentro]:
    dado = np.random.default_rng(sum(map(ord, operacion)))
    hallados: list[Encuentro] = []
    while len(hallados) < cuantos:
        a, b = (tuple(map(int, dado.integers(1, 5, dado.integers(0, 4)))) for _ in "ab")
        if nuestra(Caso(a, b, operacion)) is not None:
            hallados.append(Encuentro(Caso(a, b, operacion)))
    return hallados


def arreglo(numero, forma, vista):
    return np.array([numero(x) for x in lugares(vista)], float).reshape(forma)


@pytest.mark.parametrize("operacion", CUENTAS)
def test_los_numeros_y_los_gradientes_son_los_del_tensor(operacion: str) -> None:
    for e in al_azar(operacion, 60):
        a, b = (Tensor(arreglo(o.numero, o.forma, o.vista)) for o in (e.a, e.b))
        c = CUENTAS[operacion](a, b)
        c.sum().backward()
        assert (arreglo(e.numero, e.forma, e.vista) == c.data).all(), e.caso
        for o, tensor in ((e.a, a), (e.b, b)):
            grad = arreglo(lambda x, o=o, e=e: e.gradiente(o, x), o.forma, o.vista)
            assert (grad == tensor.grad).all(), (e.caso, o.nombre)


@pytest.mark.parametrize("operacion", CUENTAS)
def test_lo_que_se_encuentra_se_mide_moviendo_cada_celda(operacion: str) -> None:
    """Una celda entra en otra del resultado si, al moverla, la otra cambia."""
    for e in al_azar(operacion, 15):
        a, b = (arreglo(o.numero, o.forma, o.vista) for o in (e.a, e.b))
        antes = CUENTAS[operacion](a, b)
        for o, datos in ((e.a, a), (e.b, b)):
            for original in lugares(o.vista):
                indice = o.indice(original)
                datos[indice] += 1
                cambian = (CUENTAS[operacion](a, b) != antes).reshape(e.vista)
                datos[indice] -= 1
                assert sorted(e.llegan(o, original)) == [*map(tuple, np.argwhere(cambian))]


def test_una_copia_no_es_la_celda() -> None:
    e = Encuentro(Caso((2, 3, 4), (3, 1), "+"))
    originales = [x for x in lugares(e.b.extendida) if not e.b.repetida(x)]
    assert originales == [(0, 0, 0), (0, 1, 0), (0, 2, 0)]
    assert not e.a.se_repite
    assert not any(map(e.a.repetida, lugares(e.a.extendida)))


@pytest.mark.parametrize(
    ("caso", "eje", "dicho"),
    [
        (Caso((3, 4), (3,), "+"), -1, "el eje −1 mide 4 en una y 3 en la otra"),
        (Caso((2, 3, 4), (3, 3, 4), "*"), -3, "el eje −3 mide 2 en una y 3 en la otra"),
        (Caso((2, 3), (2, 3), "@"), -1, "el eje −2 de la segunda mide 2"),
        (Caso((2, 3), (2,), "@"), -1, "el eje −1 de la segunda mide 2"),
        (Caso((2, 1, 3), (3, 3, 1), "@"), -3, "el eje −3 mide 2 en una y 3 en la otra"),
        (Caso((2, 3), (), "@"), 0, "Para multiplicar por un número se usa *"),
    ],
)
def test_lo_que_no_encaja_dice_el_eje(caso: Caso, eje: int, dicho: str) -> None:
    with pytest.raises(NoEncajan, match=dicho.replace("*", r"\*")) as fallo:
        resultado(caso)
    assert fallo.value.eje == eje


# --- lo que se escribe ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texto", "forma"),
    [
        ("(3, 4)", (3, 4)),
        ("3,4", (3, 4)),
        (" 3 4 ", (3, 4)),
        ("3x4", (3, 4)),
        ("2 × 3 × 4", (2, 3, 4)),
        ("[3, 4]", (3, 4)),
        ("(4,)", (4,)),
        ("4", (4,)),
        ("()", ()),
        ("( )", ()),
    ],
)
def test_una_forma_se_escribe_de_varias_maneras(texto: str, forma: tuple[int, ...]) -> None:
    assert leer(texto) == forma


@pytest.mark.parametrize(
    "texto", ["", "  ", "tres", "(3; a)", "-3", "3.5", "(0, 4)", "9", "(1, 1, 1, 1)", ",", "(3, 4"
              ", 5)", "²", "__import__('os')"],
)  # fmt: skip
def test_lo_que_no_es_una_forma_lo_dice_una_frase(texto: str) -> None:
    with pytest.raises(Fallo, match=r"forma|eje"):
        leer(texto)


@pytest.mark.parametrize(
    "mal",
    [((3, 4), "ab", "+"), (None, (3,), "+"), ((3,), (3,), "-"), ((5,), (5,), "+"),
     ((2.0,), (2,), "*"), ((1, 1, 1, 1), (1,), "+"), ((True,), (1,), "mas")],
)  # fmt: skip
def test_lo_que_no_sirve_es_una_frase(mal) -> None:
    with pytest.raises(Fallo):
        exigir(*mal)


# --- las palabras --------------------------------------------------------------------------------


def test_las_palabras_de_una_fila_sobre_tres() -> None:
    e = Encuentro(Caso((3, 4), (4,), "+"))
    assert " ".join(ida(e, (1, 2))) == (
        "c[1, 2] = a[1, 2] + b[2] = 7 + 30 = 37. b[2] entra en 3 celdas de c."
    )
    assert vuelta(e, (1, 2))[1:] == [
        "Ningún otro llega hasta a[1, 2].",
        "En b[2] se suman 3 gradientes: uno por cada celda de c en que entró. Como se repitió al "
        "ir, lo que vuelve, de forma (3, 4), se encoge a (4,).",
    ]


def test_las_palabras_de_una_matriz_por_otra() -> None:
    e = Encuentro(Caso((2, 3), (3, 4), "@"))
    assert "4 × 3 + 5 × 7 + 6 × 11 = 113" in ida(e, (1, 2))[0]
    assert "En a[1, 0] se suman 4 gradientes" in vuelta(e, (1, 2))[1]


# --- predecir ------------------------------------------------------------------------------------


@pytest.mark.parametrize("operacion", CUENTAS)
def test_solo_la_forma_correcta_pasa_y_ninguna_pista_la_dice(operacion: str) -> None:
    for a, b in [
        ((3, 4), (4,)),
        ((2, 3), (3, 4)),
        ((3,), (3, 2)),
        ((2, 3), (2, 3)),
        ((3, 1), (4,)),
    ]:
        caso = Caso(a, b, operacion)
        bien = nuestra(caso)
        assert revisar(caso, bien) == ""
        for otra in (None, (), (9,), (4, 3), (1, 2, 3)):
            pista = revisar(caso, otra)
            assert bool(pista) == (otra != bien)
            assert bien is None or not bien or str(bien) not in pista
