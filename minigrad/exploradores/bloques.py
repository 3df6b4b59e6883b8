"""Los diagramas fijos de las lecciones 6 y 7: formas que se difunden, `@`, el bloque y la máscara.

Cada función muestra un SVG dibujado por nosotros y no devuelve nada. No necesitan matplotlib: se
ven también en una página. Un cuaderno las llama desde `diagramas`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from minigrad.exploradores.comun.ejes import como_imagen, letrero, lienzo
from minigrad.exploradores.comun.estilo import AZUL, GRIS, NARANJA, TINTA
from minigrad.exploradores.formas.cuadro import lamina
from minigrad.exploradores.formas.cuentas import Caso

_CLARO, _CALIDO = "#e3f0fb", "#fdf0d5"


def difusion() -> None:
    """Una fila (3,) sumada a una matriz (4, 3) y, debajo, la vuelta: sus gradientes se suman."""
    ida, vuelta = (lamina(Caso((4, 3), (3,), "+"), (1, 2), atras) for atras in (False, True))
    partes = [
        letrero(10, 20, "Hacia adelante: la fila b se repite", TINTA, cuerpo=14),
        f'<g transform="translate(0 26)">{"".join(ida.partes)}</g>',
        letrero(10, ida.alto + 46, "Hacia atrás: lo que se repitió se suma", TINTA, cuerpo=14),
        f'<g transform="translate(0 {ida.alto + 52})">{"".join(vuelta.partes)}</g>',
    ]
    ancho, alto = max(ida.ancho, vuelta.ancho), ida.alto + vuelta.alto + 56
    titulo = "Una fila de forma (3,) se suma a una matriz de forma (4, 3), y su vuelta"
    _mostrar(ancho, alto, titulo, f"{ida.dicho} {vuelta.dicho}", partes)


# --- las formas de @ -----------------------------------------------------------------------------

#: lo que mide, en píxeles, cada eje de las matrices del dibujo
_LADOS = {"n": 62, "k": 40, "m": 96}
_PRODUCTOS = (
    (("A", "n", "k"), "@", ("B", "k", "m"), ("C", "n", "m")),
    (("C.grad", "n", "m"), "@", ("Bᵀ", "m", "k"), ("A.grad", "n", "k")),
    (("Aᵀ", "k", "n"), "@", ("C.grad", "n", "m"), ("B.grad", "k", "m")),
)


def producto() -> None:
    """Las formas de `A @ B` y las de sus dos gradientes: cada uno mide lo que mide el suyo."""
    partes, y = [], 14.0
    renglones = ("Hacia adelante", "Hacia atrás, a la primera", "Hacia atrás, a la segunda")
    for dicho, (izquierda, signo, derecha, sale) in zip(renglones, _PRODUCTOS, strict=True):
        partes.append(letrero(10, y + 4, dicho, TINTA, cuerpo=14))
        alto = max(_LADOS[m[1]] for m in (izquierda, derecha, sale))
        x = 56.0
        for matriz, despues in ((izquierda, signo), (derecha, "="), (sale, "")):
            partes += _matriz(x, y + 48, alto, matriz, matriz is sale)
            x += _LADOS[matriz[2]]
            partes.append(letrero(x + 38, y + 52 + alto / 2, despues, TINTA, "middle", 18))
            x += 82
        y += alto + 74
    dicho = (
        "A, de forma (n, k), por B, de forma (k, m), da C, de forma (n, m). Al volver, C.grad @ B "
        "traspuesta tiene la forma de A, y A traspuesta @ C.grad, la de B."
    )
    _mostrar(560, round(y), "Las formas de un producto de matrices y de sus dos gradientes", dicho,
             partes)  # fmt: skip


def _matriz(x: float, y: float, alto: float, matriz: tuple[str, str, str], sale: bool) -> list[str]:
    nombre, filas, columnas = matriz
    ancho, largo = _LADOS[columnas], _LADOS[filas]
    arriba = y + (alto - largo) / 2
    relleno, grosor = (_CALIDO, 2.5) if sale else (_CLARO, 1.2)
    return [
        f'<rect x="{x:g}" y="{arriba:g}" width="{ancho}" height="{largo}" fill="{relleno}" '
        f'stroke="{TINTA}" stroke-width="{grosor}"/>',
        letrero(x + ancho / 2, arriba - 22, nombre, TINTA, "middle", 14),
        letrero(x + ancho / 2, arriba - 6, columnas, AZUL, "middle", 12),
        letrero(x - 8, arriba + largo / 2 + 4, filas, AZUL, "end", 12),
    ]


# --- el bloque -----------------------------------------------------------------------------------

_SUELO, _TECHO = 150, 62


def bloque() -> None:
    """El bloque del transformador: cada parte lee del camino residual y le suma lo suyo."""
    partes = [
        _flecha(88, _SUELO, 792, _SUELO, 4),
        _caja(12, _SUELO - 25, 92, ("letra + lugar", "(T, D)"), _CLARO),
        *_ramal(150, "RMSNorm", ("atención", "cabezas, máscara")),
        *_ramal(430, "RMSNorm", ("dos capas", "con relu")),
        _caja(700, _SUELO - 25, 76, ("RMSNorm", ""), _CALIDO),
        _caja(794, _SUELO - 25, 84, ("salida", "logits (T, V)"), _CLARO),
        f'<rect x="128" y="14" width="568" height="176" fill="none" stroke="{GRIS}" '
        'stroke-width="1.2" stroke-dasharray="6 4"/>',
        letrero(136, 206, "un bloque: se puede repetir", GRIS, cuerpo=12),
        letrero(406, _SUELO + 24, "camino residual", TINTA, "middle", 13),
    ]
    dicho = (
        "La suma de la incrustación de cada letra y la de su lugar, de forma (T, D), entra a un "
        "camino residual. De él sale un ramal que pasa por RMSNorm y la atención, y lo que da se "
        "suma al camino; después otro, por RMSNorm y dos capas con relu, que también se suma. Al "
        "final, RMSNorm y una capa de salida dan los logits, de forma (T, V)."
    )
    _mostrar(890, 216, "El bloque de un transformador", dicho, partes)


def _ramal(x: float, *cajas: Any) -> Iterator[str]:
    """Lo que sale del camino, sube por dos cajas y vuelve a sumarse."""
    norma, parte = cajas
    yield f'<path d="M{x} {_SUELO}V{_TECHO}" stroke="{TINTA}" stroke-width="1.6" fill="none"/>'
    yield f'<circle cx="{x}" cy="{_SUELO}" r="4" fill="{TINTA}"/>'
    yield _flecha(x, _TECHO, x + 18, _TECHO)
    yield _caja(x + 18, _TECHO - 25, 76, (norma, ""), _CALIDO)
    yield _flecha(x + 94, _TECHO, x + 112, _TECHO)
    yield _caja(x + 112, _TECHO - 25, 112, parte, _CLARO)
    final = x + 240
    yield (
        f'<path d="M{x + 224} {_TECHO}H{final}V{_SUELO - 12}" stroke="{TINTA}" stroke-width="1.6" '
        'fill="none"/>'
    )
    yield (
        f'<circle cx="{final}" cy="{_SUELO}" r="12" fill="#ffffff" stroke="{TINTA}" '
        f'stroke-width="2"/><path d="M{final - 6} {_SUELO}h12M{final} {_SUELO - 6}v12" '
        f'stroke="{TINTA}" stroke-width="2"/>'
    )


def _caja(x: float, y: float, ancho: float, renglones: tuple[str, str], relleno: str) -> str:
    caja = (
        f'<rect x="{x}" y="{y}" width="{ancho}" height="50" rx="6" fill="{relleno}" '
        f'stroke="{TINTA}" stroke-width="1.2"/>'
    )
    primero, segundo = renglones
    centro = x + ancho / 2
    if not segundo:
        return caja + _palabra(centro, y + 30, primero, 13)
    return caja + _palabra(centro, y + 22, primero, 13) + _palabra(centro, y + 39, segundo, 11)


def _palabra(x: float, y: float, dicho: str, cuerpo: int) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{cuerpo}" text-anchor="middle" fill="{TINTA}">'
        f"{dicho}</text>"
    )


def _flecha(x: float, y: float, x2: float, y2: float, grosor: float = 1.6) -> str:
    """Una flecha acostada."""
    return (
        f'<path d="M{x:g} {y:g}H{x2 - 6:g}" stroke="{TINTA}" stroke-width="{grosor}"/>'
        f'<path d="M{x2:g} {y2:g}l-9 -5v10Z" fill="{TINTA}"/>'
    )


# --- la máscara ----------------------------------------------------------------------------------

_LADO = 34


def mascara(letras: str = ".sofía") -> None:
    """Desde cada letra (una fila), a cuáles se puede mirar: a ella y a las de antes."""
    x, y, total = 96.0, 66.0, len(letras) * _LADO
    partes = [
        letrero(x + total / 2, 20, "a cuál mira", TINTA, "middle", 14),
        letrero(12, y + total / 2 + 4, "desde", TINTA, cuerpo=14),
    ]
    for i, letra in enumerate(letras):
        partes.append(letrero(x + (i + 0.5) * _LADO, y - 10, letra, TINTA, "middle", 16))
        partes.append(letrero(x - 12, y + (i + 0.65) * _LADO, letra, TINTA, "end", 16))
        partes += (_permiso(x, y, i, j) for j in range(len(letras)))
    lado = x + total + 22
    for abajo, se_ve, renglones in (
        (6, True, ("la ve: su peso sale de softmax",)),
        (46, False, ("no la ve: −∞ antes de softmax,", "y su peso es 0")),
    ):
        partes.append(_muestra(lado, y + abajo, se_ve))
        for i, dicho in enumerate(renglones):
            partes.append(letrero(lado + 42, y + abajo + 21 + 17 * i, dicho, TINTA))
    dicho = (
        f"Una tabla con una fila y una columna por cada letra de «{letras}». Cada letra ve la suya "
        "y las de antes, que forman un triángulo; las de después están tapadas con −∞."
    )
    _mostrar(
        round(lado + 236), round(y + total + 14), "La máscara que tapa el futuro", dicho, partes
    )


def _permiso(x: float, y: float, fila: int, columna: int) -> str:
    return _muestra(x + columna * _LADO, y + fila * _LADO, columna <= fila)


def _muestra(x: float, y: float, se_ve: bool) -> str:
    caja = f'<rect x="{x + 1.5:g}" y="{y + 1.5:g}" width="{_LADO - 3}" height="{_LADO - 3}"'
    centro = x + _LADO / 2
    if se_ve:
        palomita = f'<path d="M{centro - 7:g} {y + 17:g}l5 6l9 -12" fill="none" stroke="{TINTA}" '
        return f'{caja} fill="#9cc7ec" stroke="{TINTA}"/>{palomita}stroke-width="2.2"/>'
    return (
        f'{caja} fill="#ffffff" stroke="{NARANJA}" stroke-dasharray="3 3"/>'
        f'<text x="{centro:g}" y="{y + 22:g}" font-size="13" text-anchor="middle" '
        f'fill="{NARANJA}">−∞</text>'
    )


def _mostrar(ancho: int, alto: int, titulo: str, dicho: str, partes: list[str]) -> None:
    from IPython.display import display

    imagen = como_imagen(lienzo(ancho, alto, titulo, dicho, partes), f"{titulo}. {dicho}")
    display(_Lamina(imagen, f"{titulo}. {dicho}"))  # type: ignore[no-untyped-call]


class _Lamina(NamedTuple):
    """Lo que Jupyter muestra y, fuera de un cuaderno, lo que se imprime en su lugar."""

    imagen: str
    dicho: str

    def _repr_html_(self) -> str:
        return self.imagen

    def __repr__(self) -> str:
        return self.dicho
