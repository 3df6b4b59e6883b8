"""La figura del explorador de la atención: las letras, a cuáles se mira y cuál puede seguir.

Lo que el color dice lo dicen también los números y los bordes: la letra actual tiene el borde
grueso, y las que el modelo todavía no ve, a rayas.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import NamedTuple

from minigrad.exploradores.atencion.cuentas import (
    Modelo,
    Paso,
    letra,
    mirada,
    porciento,
    probabilidades,
    siguiente,
)
from minigrad.exploradores.comun.ejes import como_imagen, legible, letrero, lienzo
from minigrad.exploradores.comun.estilo import AZUL, GRIS, NARANJA, TINTA, a_la_vista, marco, sigue
from minigrad.graph.palabras import numero

#: el dibujo de las letras, y el de la que sigue
_ANCHO, _ANCHO_DE_LA_QUE_SIGUE = 424, 356
#: dónde empiezan las letras, lo que ocupan, y el alto de las barras que llevan encima
_IZQUIERDA, _LETRAS, _BARRA = 40.0, 376.0, 84
_RENGLON, _FILA = 19, 15
_ARRIBA = 46
#: dónde empiezan las barras de la letra que sigue, y lo que mide la de 100 %
_DERECHA, _ENTERA = 66.0, 170.0
#: las letras que se ven por separado; las demás van juntas
_PROBABLES = 11


class Escena(NamedTuple):
    """Todo lo que se ve en un momento."""

    modelo: Modelo
    letras: str
    #: cuántas letras había puestas; la que sigue es `letras[donde]`, si ya se eligió
    donde: int
    termino: bool
    cabeza: int | None
    temperatura: float

    @property
    def paso(self) -> Paso:
        return self.modelo(self.letras[: self.donde])

    @property
    def elegida(self) -> str | None:
        """La letra que se eligió después de este paso."""
        if self.donde < len(self.letras):
            return self.letras[self.donde]
        return self.modelo.fin if self.termino else None


# --- el dibujo -----------------------------------------------------------------------------------


def letras(escena: Escena) -> str:
    """Las letras con lo que mira la actual y, debajo, lo que miró cada una."""
    alto = _ARRIBA + _BARRA + 54 + _FILA * (len(escena.letras) + 1)
    cabezas = len(escena.paso.cabezas)
    titulo = f"La atención al escribir «{escena.letras}»; cabezas: {cabezas}"
    partes = [*_barras(escena), *_triangulo(escena)]
    return lienzo(_ANCHO, alto, titulo, mirada(escena.modelo, escena.paso, escena.cabeza), partes)


def la_que_sigue(escena: Escena) -> str:
    """Qué tan probable es cada letra."""
    alto = _ARRIBA + _RENGLON * (_PROBABLES + 1) + 4
    dicho = siguiente(escena.modelo, escena.paso, escena.temperatura)
    titulo = f"La letra que sigue, con temperatura {numero(escena.temperatura)}"
    return lienzo(_ANCHO_DE_LA_QUE_SIGUE, alto, titulo, dicho, _probables(escena))


def _lado(escena: Escena) -> float:
    return min(38.0, _LETRAS / (len(escena.letras) + 1))


def _barras(escena: Escena) -> Iterator[str]:
    lado, suelo = _lado(escena), _ARRIBA + _BARRA
    quien = "promedio de las cabezas" if escena.cabeza is None else f"cabeza {escena.cabeza + 1}"
    yield letrero(10, 18, f"A cuáles mira, en % ({quien})", TINTA, cuerpo=13)
    pesos = escena.paso.mirada(escena.cabeza)
    for i, cual in enumerate([escena.modelo.fin, *escena.letras]):
        x, peso = _IZQUIERDA + i * lado, pesos[i] if i < len(pesos) else None
        if peso is not None:
            alto = max(peso, 0.0) * _BARRA
            yield (
                f'<rect x="{x + 3:.1f}" y="{suelo - alto:.1f}" width="{lado - 6:.1f}" '
                f'height="{alto:.1f}" fill="{AZUL}"/>'
            )
            cifra = f"{100 * peso:.0f}"
            yield letrero(x + lado / 2, suelo - alto - 4, cifra, TINTA, "middle", 11)
        estilo = "nada" if peso is None else "actual" if i == escena.donde else "vista"
        yield _caja(x, suelo + 4, lado, cual, estilo)


_CAJAS = {
    "vista": ("#ffffff", GRIS, 1, ""),
    "actual": ("#ffd54f", TINTA, 3, ""),
    "nada": ("#f3f3f3", "#9a9a9a", 1, "3 3"),
}


def _caja(x: float, y: float, lado: float, texto: str, estilo: str) -> str:
    relleno, borde, grosor, rayas = _CAJAS[estilo]
    trazo = f' stroke-dasharray="{rayas}"' if rayas else ""
    return (
        f'<rect x="{x + 2:.1f}" y="{y:.1f}" width="{lado - 4:.1f}" height="28" '
        f'fill="{relleno}" stroke="{borde}" stroke-width="{grosor}"{trazo}/>'
        f'<text x="{x + lado / 2:.1f}" y="{y + 19:.1f}" font-size="16" text-anchor="middle" '
        f'fill="{GRIS if estilo == "nada" else TINTA}">{html.escape(texto)}</text>'
    )


def _triangulo(escena: Escena) -> Iterator[str]:
    """Una fila por letra: a cuáles miró. Lo que queda a la derecha no se podía ver."""
    lado, y = _lado(escena), _ARRIBA + _BARRA + 46
    yield letrero(_IZQUIERDA - 8, y + 11, "desde", GRIS, "end", 11)
    for fila, cual in enumerate([escena.modelo.fin, *escena.letras]):
        alto = y + fila * _FILA
        if fila:
            yield letrero(_IZQUIERDA - 8, alto + 11, cual, TINTA, "end", 12)
        for i, peso in enumerate(escena.modelo(escena.letras[:fila]).mirada(escena.cabeza)):
            opaco = (
                f'fill="{AZUL}" fill-opacity="{peso:.2f}"' if peso is not None else 'fill="none"'
            )
            yield (
                f'<rect x="{_IZQUIERDA + i * lado + 2:.1f}" y="{alto + 1}" width="{lado - 4:.1f}" '
                f'height="{_FILA - 3}" {opaco} stroke="{GRIS}" stroke-width="0.6"/>'
            )
        if fila == escena.donde:
            yield (
                f'<rect x="{_IZQUIERDA:.1f}" y="{alto - 1}" width="{(fila + 1) * lado:.1f}" '
                f'height="{_FILA + 1}" fill="none" stroke="{TINTA}" stroke-width="2.5"/>'
            )


def _probables(escena: Escena) -> Iterator[str]:
    logits, modelo = escena.paso.logits, escena.modelo
    probables, con_uno = (probabilidades(logits, t) for t in (escena.temperatura, 1.0))
    orden = sorted(range(len(logits)), key=logits.__getitem__, reverse=True)
    vistas = orden[:_PROBABLES]
    elegida = None if escena.elegida is None else modelo.vocabulario.index(escena.elegida)
    if elegida is not None and elegida not in vistas:
        vistas[-1] = elegida
    yield letrero(
        _DERECHA - 44, 18, "La letra que sigue (la raya: temperatura 1)", TINTA, cuerpo=13
    )
    for i, cual in enumerate(vistas):
        nombre = "fin" if modelo.vocabulario[cual] == modelo.fin else modelo.vocabulario[cual]
        marca = " ◀ elegida" if cual == elegida else ""
        yield _barra(i, nombre, probables[cual], con_uno[cual], marca)
    otras = [i for i in orden if i not in vistas]
    if otras:
        junto, antes = (sum(lista[i] for i in otras) for lista in (probables, con_uno))
        yield _barra(len(vistas), f"otras {len(otras)}", junto, antes, "")


def _barra(renglon: int, nombre: str, p: float, con_uno: float, marca: str) -> str:
    y = _ARRIBA - 10 + renglon * _RENGLON
    raya = _DERECHA + _ENTERA * con_uno
    color = NARANJA if marca else AZUL
    return (
        letrero(_DERECHA - 8, y + 12, nombre, TINTA, "end", 13)
        + f'<rect x="{_DERECHA:g}" y="{y}" width="{_ENTERA * p:.1f}" height="14" fill="{color}"/>'
        f'<path d="M{raya:.1f} {y - 2}v18" stroke="{TINTA}" stroke-width="1.5"/>'
        + letrero(_DERECHA + _ENTERA * max(p, con_uno) + 6, y + 12, f"{_cifra(p)}{marca}", TINTA,
                  cuerpo=11)
    )  # fmt: skip


def _cifra(p: float) -> str:
    return "< 1 %" if 0 < p < 0.005 else porciento(p)


# --- las palabras --------------------------------------------------------------------------------


def frases(escena: Escena) -> list[str]:
    """Lo que se lee junto a la figura."""
    dicho = [
        mirada(escena.modelo, escena.paso, escena.cabeza),
        siguiente(escena.modelo, escena.paso, escena.temperatura),
    ]
    if escena.elegida is not None:
        cual = escena.modelo.vocabulario.index(escena.elegida)
        dicho.append(f"Siguió {letra(escena.modelo, cual)}.")
    return dicho


def titular(escena: Escena) -> str:
    """El nombre, hasta donde va."""
    if not escena.letras:
        return "Todavía no hay letras."
    return f"«{escena.letras}»" if escena.termino else f"«{escena.letras}…»"


def cuadro(escena: Escena, nota: str = "") -> str:
    """La figura con sus palabras."""
    dicho = (
        f'<div role="status"><div style="font-weight:bold">{html.escape(titular(escena))}</div>'
        f"<div>{html.escape(' '.join(frases(escena)))}</div></div>"
    )
    figura = _dos(letras(escena), la_que_sigue(escena))
    minimo = legible(_ANCHO)
    return marco(f"{a_la_vista(dicho + sigue(minimo))}{figura}{_nota(nota)}", minimo)


def _dos(izquierda: str, derecha: str) -> str:
    """Uno junto al otro o, si no caben, uno debajo del otro."""
    partes = "".join(
        f'<div style="flex:1 1 {legible(ancho):.0f}px;min-width:{legible(ancho):.0f}px;'
        f'max-width:{ancho}px">{svg}</div>'
        for svg, ancho in ((izquierda, _ANCHO), (derecha, _ANCHO_DE_LA_QUE_SIGUE))
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:4px 12px">{partes}</div>'


def estatico(escena: Escena, nota: str = "") -> str:
    """El mismo cuadro como imágenes, para una página sin Python."""
    dicho = html.escape(f"{titular(escena)} {' '.join(frases(escena))}")
    mira, sigue_despues, *_ = frases(escena)
    figura = _dos(
        como_imagen(letras(escena), f"Las letras de un nombre y a cuáles mira cada una. {mira}"),
        como_imagen(la_que_sigue(escena), f"Las letras que pueden seguir. {sigue_despues}"),
    )
    return marco(f"<div>{dicho}</div>{figura}{_nota(nota)}")


def _nota(nota: str) -> str:
    if not nota:
        return ""
    return a_la_vista(f'<div style="font-size:12px;color:{GRIS}">{html.escape(nota)}</div>')
