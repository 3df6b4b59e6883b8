"""Las marcas que separan, dentro de una celda resuelta, lo dado de lo que escribe el aprendiz.

Son las del oficio (nbgrader y otter las usan): un bloque entre `### BEGIN SOLUTION` y
`### END SOLUTION`, o `# SOLUTION` al final de una línea. De la misma celda salen dos textos:
el blanco (`en_blanco`) y la solución limpia (`sin_marcas`).

Glosario. *Blanco*: el texto con huecos que recibe el aprendiz. *Hueco*: un `...` por llenar.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from itertools import groupby

INVITACION = "# Escribe tu código aquí"
INICIO, FIN = "### BEGIN SOLUTION", "### END SOLUTION"

_INICIO = re.compile(r"^(\s*)###\s*BEGIN SOLUTION\s*$")
_FIN = re.compile(r"^\s*###\s*END SOLUTION\s*$")
_EN_LINEA = re.compile(r"^(?P<codigo>.*?\S)\s*#\s*SOLUTION\s*$")
_SUELTA = re.compile(r"^\s*#+.*\b(BEGIN|END)?\s*SOLUTION\s*$")


class MarcaError(ValueError):
    """Una marca mal puesta; `linea` cuenta desde 1 dentro de la celda."""

    def __init__(self, linea: int, que: str) -> None:
        super().__init__(f"línea {linea}: {que}")
        self.linea = linea


def tiene_marcas(fuente: str) -> bool:
    """Dice si en la celda hay algo marcado como solución."""
    return any(clase != "dado" for clase, _, _ in _clasificar(fuente))


def en_blanco(fuente: str) -> str:
    """El texto que recibe el aprendiz: cada bloque se vuelve una invitación y un `...`."""
    return a_medias(fuente, ())


def a_medias(fuente: str, llenos: Collection[int]) -> str:
    """La celda en blanco con algunos huecos ya llenos, contados desde 0, con su solución."""
    lineas, hueco = [], -1
    for clase, numero, texto in _clasificar(fuente):
        hueco += clase in ("inicio", "linea")
        lleno = hueco in llenos
        if clase == "inicio" and not lleno:
            sangria = texto[: len(texto) - len(texto.lstrip())]
            lineas += [sangria + INVITACION, sangria + "..."]
        elif clase == "linea":
            lineas.append(texto if lleno else _hueco(texto, numero))
        elif clase == "dado" or (clase == "bloque" and lleno):
            lineas.append(texto)
    return "\n".join(lineas)


def cuantos_huecos(fuente: str) -> int:
    """Cuántos bloques y líneas por llenar hay en una celda."""
    return sum(clase in ("inicio", "linea") for clase, _, _ in _clasificar(fuente))


def sin_marcas(fuente: str) -> str:
    """La solución como se le muestra a una persona, sin las marcas."""
    visibles = ("dado", "bloque", "linea")
    return "\n".join(texto for clase, _, texto in _clasificar(fuente) if clase in visibles)


def en_bloques(fuente: str) -> str:
    """La misma celda resuelta sin `# SOLUTION`, solo con bloques, que es lo que lee nbgrader.

    Antes del bloque queda la línea con su hueco, así el nombre existe aunque nadie escriba nada.
    """
    lineas: list[str] = []
    for en_linea, grupo in groupby(_clasificar(fuente), key=lambda trozo: trozo[0] == "linea"):
        trozos = list(grupo)
        if not en_linea:
            lineas += [texto for _, _, texto in trozos]
            continue
        sangria = trozos[0][2][: len(trozos[0][2]) - len(trozos[0][2].lstrip())]
        huecos = [_hueco(texto, numero) for _, numero, texto in trozos]
        # un `return ...` antes del bloque no lo dejaría ejecutarse
        lineas += [hueco for hueco in huecos if not hueco.lstrip().startswith("return")]
        lineas += [sangria + INICIO, *(texto for _, _, texto in trozos), sangria + FIN]
    return "\n".join(lineas)


def lineas_de_solucion(fuente: str) -> list[str]:
    """Las líneas que no pueden aparecer en un cuaderno en blanco, sin sangría."""
    escondidas = ("bloque", "linea")
    lineas = (texto.strip() for clase, _, texto in _clasificar(fuente) if clase in escondidas)
    return [linea for linea in lineas if linea]


def _clasificar(fuente: str) -> Iterator[tuple[str, int, str]]:
    """Da `(clase, número, texto)` por línea; clase: dado, inicio, bloque, fin o linea."""
    abierto = 0
    for numero, texto in enumerate(fuente.split("\n"), start=1):
        clase = _clase(texto, numero, abierto)
        abierto = {"inicio": numero, "fin": 0}.get(clase, abierto)
        en_linea = _EN_LINEA.match(texto) if clase == "linea" else None
        yield clase, numero, en_linea["codigo"] if en_linea else texto
    if abierto:
        raise MarcaError(abierto, "este `### BEGIN SOLUTION` no tiene su `### END SOLUTION`.")


def _clase(texto: str, numero: int, abierto: int) -> str:
    if _INICIO.match(texto):
        if abierto:
            raise MarcaError(numero, f"bloque dentro de otro (el de fuera empieza en {abierto}).")
        return "inicio"
    if _FIN.match(texto):
        if not abierto:
            raise MarcaError(numero, "este `### END SOLUTION` no cierra ningún bloque.")
        return "fin"
    if _SUELTA.match(texto):
        raise MarcaError(numero, f"marca mal escrita: `{texto.strip()}`.")
    if _EN_LINEA.match(texto):
        if abierto:
            raise MarcaError(numero, f"`# SOLUTION` dentro del bloque que empieza en {abierto}.")
        return "linea"
    return "bloque" if abierto else "dado"


def _hueco(codigo: str, numero: int) -> str:
    """Deja lo que está a la izquierda del `=` (o el `return`) y vacía el resto."""
    limpio = codigo.lstrip()
    sangria = codigo[: len(codigo) - len(limpio)]
    try:
        cuerpo = ast.parse(f"def _():\n {limpio}").body[0].body  # type: ignore[attr-defined]
    except SyntaxError:
        cuerpo = []
    if len(cuerpo) != 1:
        raise MarcaError(numero, "`# SOLUTION` marca una instrucción de una línea; usa un bloque.")
    return sangria + _vaciar(cuerpo[0], limpio, numero)


def _vaciar(nodo: ast.stmt, codigo: str, numero: int) -> str:
    if isinstance(nodo, ast.Assign | ast.AnnAssign) and nodo.value is not None:
        # `ast` cuenta columnas en bytes y una línea puede llevar acentos
        izquierda = codigo.encode()[: nodo.value.col_offset - 1].decode().rstrip("( ")
        destino = nodo.targets[-1] if isinstance(nodo, ast.Assign) else nodo.target
        return f"{izquierda} {_puntos(destino)}"
    if isinstance(nodo, ast.Return):
        return "return ..."
    if isinstance(nodo, ast.AugAssign):
        # `x += ...` fallaría en el cuaderno intacto, que debe correr de punta a punta
        raise MarcaError(numero, "`# SOLUTION` no vale en `+=` y parecidos; usa un bloque.")
    return "..."


def _puntos(destino: ast.expr) -> str:
    """`a, b = 1, 2` queda `a, b = ..., ...`, que se puede ejecutar."""
    cuantos = len(destino.elts) if isinstance(destino, ast.Tuple | ast.List) else 1
    return ", ".join(["..."] * cuantos)
