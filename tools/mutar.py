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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
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

    def es_de(self, ejercicio: Ejercicio) -> bool:
        return bool(_patron(self.ejercicio).fullmatch(ejercicio.id))

    def vale(self, mutante: Mutante) -> bool:
        """Dice si habla de este mutante, que es de un ejercicio suyo."""
        otro = _patron(self.operador).fullmatch(mutante.operador)
        return bool(otro and _patron(self.cambio).fullmatch(cambio_de(mutante)))


def cambio_de(mutante: Mutante) -> str:
    return f"{mutante.antes} → {mutante.despues}"


@cache
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


def sin_razon(
    vigente: Curso, ejercicio: Ejercicio, probados: Iterable[Mutante], razones: Sequence[Razon]
) -> Iterator[Mutante]:
    """Los que el aula acepta y nadie dijo por qué."""
    suyas = [razon for razon in razones if razon.es_de(ejercicio)]
    for mutante in probados:
        dicho = any(razon.vale(mutante) for razon in suyas)
        if not dicho and sobrevive(vigente, ejercicio, mutante):
            yield mutante


def que_sobran(
    vigente: Curso, ejercicios: Iterable[Ejercicio], razones: Sequence[Razon]
) -> list[Razon]:
    """Las razones que no hacen falta: ningún mutante de los que dicen se acepta."""
    faltan = {razon.linea: razon for razon in razones}
    for ejercicio in ejercicios:
        suyas = [razon for razon in faltan.values() if razon.es_de(ejercicio)]
        for mutante in mutantes(vigente.solucion(ejercicio.id)) if suyas else ():
            dicen = [r.linea for r in suyas if r.linea in faltan and r.vale(mutante)]
            if dicen and sobrevive(vigente, ejercicio, mutante):
                faltan = {linea: r for linea, r in faltan.items() if linea not in dicen}
    return list(faltan.values())


# --- la orden --------------------------------------------------------------------------------


def principal(pedidos: Sequence[str]) -> int:
    """Informa de los ejercicios o secciones pedidos, o de todos; 1 si hay qué corregir."""
    vigente = activo()
    razones = leer_razones(RAZONES.read_text("utf-8"))
    probados = list(elegidos(vigente, pedidos))
    cuentas = [_informar(vigente, ejercicio, razones) for ejercicio in probados]
    # de letras y números no hay mutantes, y la suma de ninguno es 0
    todos, vivos, faltan = (sum(cuenta[i] for cuenta in cuentas) for i in range(3))
    sobran = [] if pedidos else que_sobran(vigente, probados, razones)
    for razon in sobran:
        print(f"{RAZONES.name}, línea {razon.linea}: ya no hace falta")
    print(f"{todos} mutantes; sobreviven {vivos}, y {faltan} sin una razón.")
    return 1 if faltan or sobran else 0


def elegidos(vigente: Curso, pedidos: Sequence[str] = ()) -> Iterator[Ejercicio]:
    """Los ejercicios de código que se piden por su id o por su sección; sin pedir, todos."""
    secciones = vigente.secciones()
    for pedido in pedidos or secciones:
        suyos = vigente.de_seccion(pedido) if pedido in secciones else [vigente.buscar(pedido)]
        yield from (ejercicio for ejercicio in suyos if ejercicio.tipo == "codigo")


def _informar(
    vigente: Curso, ejercicio: Ejercicio, razones: Sequence[Razon]
) -> tuple[int, int, int]:
    """Cuántos mutantes hay, cuántos sobreviven y cuántos de esos no tienen una razón."""
    todos = mutantes(vigente.solucion(ejercicio.id))
    vivos = [mutante for mutante in todos if sobrevive(vigente, ejercicio, mutante)]
    suyas = [razon for razon in razones if razon.es_de(ejercicio)]
    malos = [m for m in vivos if not any(razon.vale(m) for razon in suyas)]
    cuenta = f"{len(todos)} mutantes, sobreviven {len(vivos)}"
    print(f"{'✘' if malos else '✔'} {ejercicio.id}: {cuenta}, {len(malos)} sin una razón")
    for mutante in malos:
        print(f"    {mutante.operador} · {cambio_de(mutante)}", flush=True)
    return len(todos), len(vivos), len(malos)


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
