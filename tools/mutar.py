"""Juzga respuestas que casi están bien: `python -m tools.mutar [id o sección…]`.

De la solución de cada ejercicio de código se hacen mutantes (`tools.mutantes`), y el aula los
juzga como a cualquier respuesta. El que sobrevive se acepta: o la comprobación no lo ve, o se
porta igual y entonces se dice por qué en `tests/aula/juicio/mutantes.txt`, una línea por mutante:

    03-sumar · redondea a 6 · antes → después · la razón

`…` vale por cualquier texto. Falla quien sobrevive sin razón y la razón que ya no hace falta.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.forma import iguales
from minigrad.aula.huella.observar import una_a_una
from minigrad.aula.juicio.juzgar import juzgar
from tools.comun import RAIZ
from tools.mutantes import Mutante, mutantes

RAZONES = RAIZ / "tests" / "aula" / "juicio" / "mutantes.txt"
#: un mutante que no termina no hace falta esperarlo tanto como a una persona
_SEGUNDOS = 2.0


# --- juzgar un mutante -----------------------------------------------------------------------


def sobrevive(vigente: Curso, ejercicio: Ejercicio, mutante: Mutante) -> bool:
    """Dice si el aula acepta el mutante."""
    try:
        with acotado(_SEGUNDOS):
            respuesta = vigente.ejecutar(ejercicio, mutante.fuente)[ejercicio.nombre]
            if _difiere(vigente, ejercicio, respuesta):
                return False
            # observar pudo dejarla cambiada
            respuesta = vigente.ejecutar(ejercicio, mutante.fuente)[ejercicio.nombre]
    except (Exception, TiempoAgotado):
        return False
    return juzgar(vigente, ejercicio, respuesta).estado == "correcto"


def _difiere(vigente: Curso, ejercicio: Ejercicio, respuesta: object) -> bool:
    """Dice si alguna observación no es la esperada: no hace falta seguir hasta la última."""
    esperada = vigente.huella_de_referencia(ejercicio)
    vistas = una_a_una(ejercicio.observar, respuesta)
    for vista, buena in zip(vistas, esperada, strict=False):
        if vista.etiqueta != buena.etiqueta:
            return True
        if not iguales(vista.forma, buena.forma, ejercicio.tolerancia):
            return True
    return False


def muestra(ejercicio: Ejercicio, todos: Sequence[Mutante], cada: int) -> list[Mutante]:
    """Uno de cada tantos, siempre los mismos; el primero cambia con el ejercicio."""
    return list(islice(todos, crc32(ejercicio.id.encode()) % cada, None, cada))


# --- las razones -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Razon:
    """Por qué se acepta un mutante, o unos cuantos parecidos."""

    linea: int
    ejercicio: str
    operador: str
    cambio: str

    def vale(self, ejercicio: Ejercicio, mutante: Mutante) -> bool:
        pares = (
            (self.ejercicio, ejercicio.id),
            (self.operador, mutante.operador),
            (self.cambio, cambio_de(mutante)),
        )
        return all(_patron(dicho).fullmatch(visto) for dicho, visto in pares)


def cambio_de(mutante: Mutante) -> str:
    return f"{mutante.antes} → {mutante.despues}"


def _patron(dicho: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, dicho.split("…"))))


def leer_razones(texto: str) -> list[Razon]:
    """Las de un archivo; lanza `ValueError` con la línea que no se entiende."""
    razones = []
    for numero, linea in enumerate(texto.splitlines(), start=1):
        if not linea.strip() or linea.startswith("#"):
            continue
        campos = [campo.strip() for campo in linea.split(" · ")]
        if len(campos) != 4 or not all(campos):
            raise ValueError(
                f"línea {numero}: una razón son cuatro campos: "
                f"ejercicio · operador · antes → después · razón"
            )
        razones.append(Razon(numero, *campos[:3]))
    return razones


# --- la orden --------------------------------------------------------------------------------


def principal(pedidos: Sequence[str]) -> int:
    """Informa de los ejercicios o secciones pedidos, o de todos; 1 si hay qué corregir."""
    vigente = activo()
    razones = leer_razones(RAZONES.read_text("utf-8"))
    usadas: set[Razon] = set()
    cuantos = vivos = sin_razon = 0
    for ejercicio in elegidos(vigente, pedidos):
        todos = list(mutantes(vigente.solucion(ejercicio.id)))
        quedan = [m for m in todos if sobrevive(vigente, ejercicio, m)]
        suyas = {m: [r for r in razones if r.vale(ejercicio, m)] for m in quedan}
        usadas.update(razon for cada in suyas.values() for razon in cada)
        malos = [m for m in quedan if not suyas[m]]
        _informar(ejercicio, len(todos), len(quedan), malos)
        cuantos, vivos = cuantos + len(todos), vivos + len(quedan)
        sin_razon += len(malos)
    sobran = [] if pedidos else [razon for razon in razones if razon not in usadas]
    for razon in sobran:
        print(f"{RAZONES.name}, línea {razon.linea}: ya no hace falta")
    print(f"{cuantos} mutantes; sobreviven {vivos}, y {sin_razon} sin una razón.")
    return 1 if sin_razon or sobran else 0


def elegidos(vigente: Curso, pedidos: Sequence[str]) -> Iterator[Ejercicio]:
    """Los ejercicios de código que se piden por su id o por su sección; sin pedir, todos."""
    secciones = vigente.secciones()
    for pedido in pedidos or secciones:
        suyos = vigente.de_seccion(pedido) if pedido in secciones else [vigente.buscar(pedido)]
        yield from (ejercicio for ejercicio in suyos if ejercicio.tipo == "codigo")


def _informar(ejercicio: Ejercicio, todos: int, quedan: int, malos: Sequence[Mutante]) -> None:
    print(f"{'✘' if malos else '✔'} {ejercicio.id}: {todos} mutantes, {quedan} sobreviven")
    for mutante in malos:
        print(f"    {mutante.operador} · {cambio_de(mutante)}", flush=True)


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
