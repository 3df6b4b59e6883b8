"""La figura del explorador de las formas: las celdas de los operandos y las del resultado.

Lo que el color dice, lo dice también el borde: el de la celda elegida y las que se encuentran con
ella es grueso; el de las que se suman en su mismo lugar, punteado y grueso; el de las copias que
hizo la difusión, a rayas finas.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from minigrad.exploradores.comun.ejes import como_imagen, legible, letrero, lienzo, tabla
from minigrad.exploradores.comun.estilo import GRIS, NARANJA, TINTA, a_la_vista, marco, sigue
from minigrad.exploradores.formas.cuentas import (
    Caso,
    Encuentro,
    Forma,
    Lugar,
    NoEncajan,
    Operando,
    lugares,
    resultado,
)
from minigrad.exploradores.formas.palabras import ida, vuelta

_ALTO, _MENOR, _ENTRE = 26, 30, 12
#: por encima de las celdas van dos renglones
_CABEZA = 40
#: relleno, borde, grosor y rayas de cada clase de celda
_ESTILOS = {
    "": ("#ffffff", GRIS, 1, ""),
    "copia": ("#f3f3f3", "#9a9a9a", 1, "3 3"),
    "elegida": ("#ffd54f", TINTA, 3, ""),
    "copia elegida": ("#ffecb3", TINTA, 2.5, "5 3"),
    "junta": ("#fbe3d3", NARANJA, 2.5, "2 3"),
}

LEYENDA = {
    False: "Borde grueso: la celda elegida y las que entran en ella · a rayas: una copia que hizo "
    "la difusión.",
    True: "Borde grueso: la celda elegida y a dónde va su gradiente · punteado: otras que se suman "
    "en el mismo lugar. La raíz es c.sum(), así que el gradiente de toda celda de c es 1.",
}


class Rejilla(NamedTuple):
    """Una matriz de celdas, o varias, una debajo de otra."""

    titulo: str
    nota: str
    forma: Forma
    #: lo que dice cada celda, y de qué clase es
    celdas: dict[Lugar, tuple[str, str]]

    @property
    def hojas(self) -> list[Lugar]:
        return list(lugares(self.forma[:-2]))

    @property
    def filas(self) -> int:
        return self.forma[-2] if len(self.forma) > 1 else 1

    @property
    def lado(self) -> float:
        """El ancho de una celda: el del número más largo."""
        return max(_MENOR, 12 + 7.5 * max(len(texto) for texto, _ in self.celdas.values()))

    @property
    def ancho(self) -> float:
        celdas = self.lado * (self.forma[-1] if self.forma else 1)
        return max(celdas, 7.2 * len(self.titulo), 5.7 * len(self.nota)) + 6

    @property
    def alto(self) -> float:
        return _CABEZA + len(self.hojas) * (self.filas * _ALTO + _ENTRE)

    def svg(self, x: float, y: float, alto_de_hoja: float) -> str:
        """Las celdas, con su título; cada hoja empieza `alto_de_hoja` más abajo que la anterior."""
        partes = [letrero(x, y + 13, self.titulo, TINTA, cuerpo=13)]
        partes.append(letrero(x, y + 30, self.nota, TINTA, cuerpo=11))
        for lugar, (texto, clase) in sorted(self.celdas.items(), key=lambda par: bool(par[1][1])):
            *hoja, fila, columna = (0, 0, *lugar)[-max(2, len(lugar)) :]
            cual = self.hojas.index(tuple(hoja)) if hoja else 0
            partes.append(
                _celda(x + columna * self.lado, y + _CABEZA + cual * alto_de_hoja + fila * _ALTO,
                       self.lado, texto, clase)
            )  # fmt: skip
        return "".join(partes)


def _celda(x: float, y: float, lado: float, texto: str, clase: str) -> str:
    relleno, borde, grosor, rayas = _ESTILOS[clase]
    trazo = f' stroke-dasharray="{rayas}"' if rayas else ""
    peso = ' font-weight="bold"' if "elegida" in clase else ""
    color = GRIS if clase == "copia" else TINTA
    return (
        f'<rect x="{x + 1.5:.1f}" y="{y + 1.5:.1f}" width="{lado - 3:.1f}" height="{_ALTO - 3}" '
        f'fill="{relleno}" stroke="{borde}" stroke-width="{grosor}"{trazo}/>'
        f'<text x="{x + lado / 2:.1f}" y="{y + 17.5:.1f}" font-size="12" text-anchor="middle" '
        f'fill="{color}"{peso}>{html.escape(texto)}</text>'
    )


# --- las rejillas de cada momento ----------------------------------------------------------------


def _sola(nombre: str, forma: Forma, paso: int) -> Rejilla:
    """Un operando como es, sin extender."""
    celdas = {x: (str(paso * (i + 1)), "") for i, x in enumerate(lugares(forma))}
    return Rejilla(nombre, str(forma), forma, celdas)


def _de_ida(encuentro: Encuentro, celda: Lugar) -> list[Rejilla]:
    parejas = encuentro.parejas(celda)
    celdas = {
        x: (str(encuentro.numero(x)), "elegida" if x == celda else "")
        for x in lugares(encuentro.vista)
    }
    return [
        _extendida(encuentro.a, {x for x, _ in parejas}),
        _extendida(encuentro.b, {y for _, y in parejas}),
        Rejilla("c", str(encuentro.forma), encuentro.vista, celdas),
    ]


def _extendida(operando: Operando, elegidas: set[Lugar]) -> Rejilla:
    """Un operando con la forma que le toca en la cuenta; las copias, más tenues."""
    nota = str(operando.forma)
    if operando.se_repite:
        nota += f" repetida hasta {operando.extendida}"
    celdas = {}
    for x in lugares(operando.extendida):
        clases = ("copia" if operando.repetida(x) else "", "elegida" if x in elegidas else "")
        celdas[x] = str(operando.numero(x)), " ".join(filter(None, clases))
    return Rejilla(operando.nombre, nota, operando.extendida, celdas)


def _de_vuelta(encuentro: Encuentro, celda: Lugar) -> tuple[list[Rejilla], list[Rejilla | None]]:
    """Lo que vuelve a cada lugar y, debajo, lo que queda al encoger cada operando repetido."""
    arriba: list[Rejilla] = []
    abajo: list[Rejilla | None] = []
    companeras: set[Lugar] = set()
    elegidas = [set(parte) for parte in zip(*encuentro.parejas(celda), strict=True)]
    for o, suyas in zip((encuentro.a, encuentro.b), elegidas, strict=True):
        originales = {o.original(x) for x in suyas}
        juntas = {copia for x in originales for copia in encuentro.copias(o, x)} - suyas
        companeras |= {c for x in originales for c in encuentro.llegan(o, x)}
        titulo = f"lo que vuelve a «{o.nombre}»" if o.se_repite else f"{o.nombre}.grad"
        celdas = {
            x: (
                str(encuentro.vuelve(o, x)),
                "elegida" if x in suyas else "junta" if x in juntas else "",
            )
            for x in lugares(o.extendida)
        }
        nota = o.extendida if o.se_repite else o.forma
        arriba.append(Rejilla(titulo, str(nota), o.extendida, celdas))
        abajo.append(_encogida(encuentro, o, originales) if o.se_repite else None)
    celdas_de_c = {
        x: ("1", "elegida" if x == celda else "junta" if x in companeras else "")
        for x in lugares(encuentro.vista)
    }
    return [*arriba, Rejilla("c.grad", str(encuentro.forma), encuentro.vista, celdas_de_c)], abajo


def _encogida(encuentro: Encuentro, operando: Operando, elegidas: set[Lugar]) -> Rejilla:
    celdas = {
        x: (str(encuentro.gradiente(operando, x)), "elegida" if x in elegidas else "")
        for x in lugares(operando.vista)
    }
    titulo = f"{operando.nombre}.grad"
    return Rejilla(titulo, f"sumado: {operando.forma}", operando.vista, celdas)


# --- el dibujo -----------------------------------------------------------------------------------


class Lamina(NamedTuple):
    """Unas rejillas ya puestas en su sitio, que se pueden juntar con otras."""

    ancho: int
    alto: int
    titulo: str
    dicho: str
    partes: list[str]

    @property
    def svg(self) -> str:
        return lienzo(self.ancho, self.alto, self.titulo, self.dicho, self.partes)


def lamina(caso: Caso, celda: Lugar | None, atras: bool = False) -> Lamina:
    """Las dos formas y su resultado; sin `celda`, el resultado no se ve."""
    signo = "×" if caso.operacion == "*" else caso.operacion
    if celda is None:
        solas = [_sola("a", caso.a, 1), _sola("b", caso.b, 1 if caso.operacion == "@" else 10)]
        incognita = Rejilla("c", "", (), {(): ("?", "")})
        dicho = f"a es de forma {caso.a} y b de forma {caso.b}. La forma de c no se muestra."
        return _poner(f"Dos formas: {caso}", dicho, (signo, "="), [*solas, incognita])
    encuentro = Encuentro(caso)
    if atras:
        arriba, abajo = _de_vuelta(encuentro, celda)
        dicho = " ".join(vuelta(encuentro, celda))
        titulo = f"{caso}, hacia atrás: el gradiente de {encuentro.llamada(celda)}"
        return _poner(titulo, dicho, ("", "←"), arriba, abajo)
    titulo = f"{caso}: las celdas que entran en {encuentro.llamada(celda)}"
    dicho = " ".join(ida(encuentro, celda))
    return _poner(titulo, dicho, (signo, "="), _de_ida(encuentro, celda))


def _poner(
    titulo: str,
    dicho: str,
    signos: tuple[str, str],
    arriba: Sequence[Rejilla],
    abajo: Sequence[Rejilla | None] = (None, None),
) -> Lamina:
    hoja = max(r.filas for r in arriba) * _ALTO + _ENTRE
    fondo = 14 + _CABEZA + hoja * max(len(r.hojas) for r in arriba)
    medio = 14 + _CABEZA + (hoja - _ENTRE) / 2
    partes, x = [], 10.0
    for rejilla, debajo, signo in zip(arriba, (*abajo, None), (*signos, ""), strict=True):
        partes.append(rejilla.svg(x, 8, hoja))
        if debajo:
            partes.append(debajo.svg(x, fondo, debajo.filas * _ALTO + _ENTRE))
        x += max(rejilla.ancho, debajo.ancho if debajo else 0)
        if rejilla is not arriba[-1]:
            partes.append(letrero(x + 15, medio, signo, TINTA, "middle", 18))
            x += 34
    alto = fondo + max((r.alto for r in abajo if r), default=-6)
    return Lamina(round(max(x, 300)), round(alto), titulo, dicho, partes)


# --- las palabras --------------------------------------------------------------------------------


def por_ejes(caso: Caso) -> str:
    """Las formas una debajo de otra, alineadas a la derecha, con lo que pasa en cada eje."""
    largo = max(len(caso.a), len(caso.b))
    if caso.operacion == "@" or not largo:
        return ""
    try:
        forma, falla = resultado(caso), 0
    except NoEncajan as fallo:
        forma, falla = (), fallo.eje
    ejes = range(-largo, 0)
    filas = [
        (nombre, *(str(f[i]) if -i <= len(f) else "" for i in ejes))
        for nombre, f in (("a", caso.a), ("b", caso.b))
    ]
    de_c = ("✗" if i == falla else "" if falla else str(forma[i]) for i in ejes)
    return tabla(("eje", *(f"−{-i}" for i in ejes)), [*filas, ("c", *de_c)])


def cuadro(caso: Caso, celda: Lugar | None, atras: bool = False) -> str:
    """La figura con sus palabras; sin `celda`, solo las dos formas."""
    figura = lamina(caso, celda, atras)
    minimo = legible(figura.ancho)
    if celda is None:
        return marco(f"{a_la_vista(sigue(minimo))}{figura.svg}", minimo)
    principal, *otras = map(html.escape, (vuelta if atras else ida)(Encuentro(caso), celda))
    dicho = (
        f'<div role="status"><div style="font-weight:bold">{principal}</div>'
        f"<div>{' '.join(otras)}</div></div>"
    )
    pie = _pie(LEYENDA[atras]) + por_ejes(caso)
    return marco(f"{a_la_vista(dicho + sigue(minimo))}{figura.svg}{a_la_vista(pie)}", minimo)


def _pie(texto: str) -> str:
    return f'<div style="font-size:12px;color:{GRIS};margin:2px 0">{html.escape(texto)}</div>'


def no_encajan(caso: Caso, motivo: str) -> str:
    """Las dos formas, el eje que no encaja y por qué."""
    figura = lamina(caso, None)
    minimo = legible(figura.ancho)
    dicho = f'<div role="status"><strong>No encajan.</strong> {html.escape(motivo)}</div>'
    return marco(f"{a_la_vista(dicho + por_ejes(caso) + sigue(minimo))}{figura.svg}", minimo)


def estatico(caso: Caso) -> str:
    """La ida y la vuelta de una celda, como imágenes, para una página sin Python."""
    try:
        encuentro = Encuentro(caso)
    except NoEncajan as fallo:
        dicho = f"{caso} no encajan. {fallo}"
        figura = como_imagen(lamina(caso, None).svg, f"Las celdas de dos formas. {dicho}")
        return marco(f"<div>{html.escape(dicho)}</div>{por_ejes(caso)}{figura}")
    return marco("".join(_momentos(encuentro, primera(encuentro))) + por_ejes(caso))


def primera(encuentro: Encuentro) -> Lugar:
    """La celda con que se empieza: la segunda fila y la tercera columna, o la que haya."""
    vista = encuentro.vista
    return tuple(min(i, n - 1) for i, n in zip((0, 1, 2)[3 - len(vista) :], vista, strict=True))


def _momentos(encuentro: Encuentro, celda: Lugar) -> Iterator[str]:
    for atras, frases in ((False, ida(encuentro, celda)), (True, vuelta(encuentro, celda))):
        nombre = "Al volver" if atras else f"{encuentro.caso} da una forma {encuentro.forma}"
        texto = " ".join(frases)
        yield f'<div style="margin-top:8px"><strong>{nombre}.</strong> {html.escape(texto)}</div>'
        alternativo = f"Las celdas de dos formas y las de su resultado. {texto}"
        yield como_imagen(lamina(encuentro.caso, celda, atras).svg, alternativo)
        yield _pie(LEYENDA[atras])
