"""Las tarjetas de `pista` y `solucion`."""

from __future__ import annotations

import ast
import difflib
import re
import textwrap
from collections.abc import Iterator, Sequence

from minigrad.aula.celda.codigo import destinos, sin_comprobar
from minigrad.aula.celda.entorno import historia, interprete
from minigrad.aula.celda.tarjeta import Bloque, Codigo, Lado, Parrafo, Tarjeta
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.curso.solucionario import SolucionCerrada
from minigrad.aula.tarjetas.espera import motivo_para_esperar
from minigrad.aula.trabajo import progreso

#: las que se pidieron con la respuesta ya correcta, que no se anotan: de cada id, cuántas
_de_repaso: dict[str, int] = {}


def pistas_dadas(ejercicio: Ejercicio) -> int:
    """Cuántas se han visto; las pedidas después de acertar no cuentan en el progreso."""
    anotadas = progreso.actual().de(ejercicio.id).pistas
    return min(max(anotadas, _de_repaso.get(ejercicio.id, 0)), len(ejercicio.pistas))


def tarjeta_de_pista(ejercicio: Ejercicio) -> Tarjeta:
    """La tarjeta con la pista que sigue, que queda anotada como vista."""
    total, dadas = len(ejercicio.pistas), pistas_dadas(ejercicio)
    numero = min(dadas + 1, total)
    if progreso.actual().de(ejercicio.id).correcto:
        _de_repaso[ejercicio.id] = numero
    else:
        progreso.actual().anotar(ejercicio.id, pistas=numero)
    pista = ejercicio.pistas[numero - 1]
    bloques = list(bloques_de_pista(pista, _sangria(pista, activo().blanco(ejercicio.id))))
    if dadas == total:
        bloques.append(
            Parrafo(f'No hay más pistas. La solución se ve con `solucion("{ejercicio.id}")`.')
        )
    return Tarjeta("ayuda", f"Pista {numero}/{total}: {ejercicio.titulo}", bloques)


def bloques_de_pista(pista: str, sangria: str = "") -> Iterator[Bloque]:
    """El texto de una pista y su código, cada uno como lo que es.

    El código se muestra con la `sangria` del hueco y con `...` donde la pista dice `…`: copiado en
    su lugar, corre.
    """
    lineas = pista.split("\n")
    while lineas:
        hasta = next((n for n in range(len(lineas), 0, -1) if es_codigo(lineas[:n])), 0)
        if hasta:
            codigo = textwrap.dedent("\n".join(lineas[:hasta])).replace("…", "...").strip("\n")
            yield Codigo(textwrap.indent(codigo, sangria))
        elif lineas[0].strip():
            yield Parrafo(lineas[0])
        lineas = lineas[hasta or 1 :]


def es_codigo(lineas: Sequence[str]) -> bool:
    """Si unas líneas de una pista son código y no prosa: Python las entiende y hacen algo."""
    if not lineas[0].strip():
        return False
    try:
        cuerpo = ast.parse(textwrap.dedent("\n".join(lineas)).replace("…", "...")).body
    except (SyntaxError, ValueError):
        return False
    return not all(isinstance(n, ast.Expr) and _son_palabras(n.value) for n in cuerpo)


def _son_palabras(nodo: ast.expr) -> bool:
    """Una palabra suelta, un número o varios entre comas: Python también los entendería."""
    if isinstance(nodo, ast.Tuple):
        return all(map(_son_palabras, nodo.elts))
    return isinstance(nodo, ast.Name | ast.Constant | ast.Attribute | ast.Compare)


def _sangria(pista: str, blanco: str) -> str:
    """La del `def` que la pista completa o, si no, la del hueco que se llena, si hay una sola."""
    funcion = re.match(r"def \w+\(", pista)
    suya = re.search(rf"^( *){re.escape(funcion[0])}", blanco, re.MULTILINE) if funcion else None
    huecos = set(re.findall(r"^( *)(?:.*[= (])?\.\.\.", blanco, re.MULTILINE))
    return suya[1] if suya else huecos.pop() if len(huecos) == 1 else ""


def tarjeta_de_solucion(vigente: Curso, ejercicio: Ejercicio, *, celda: bool = False) -> Tarjeta:
    """La tarjeta con la solución, o con el motivo para esperar."""
    espera = motivo_para_esperar(vigente, ejercicio)
    if espera is not None:
        return espera
    try:
        codigo = vigente.solucion(ejercicio.id).strip("\n")
    except SolucionCerrada as cerrada:
        return Tarjeta("aviso", f"Solución cerrada: {ejercicio.titulo}", (Parrafo(str(cerrada)),))
    progreso.actual().anotar(ejercicio.id, solucion=True)
    comparada = _comparada(codigo, codigo_del_aprendiz(vigente, ejercicio))
    frases = (vigente.porque(ejercicio), _otra_celda(ejercicio, celda))
    bloques = (comparada, *(Parrafo(frase) for frase in frases if frase))
    return Tarjeta("ayuda", f"Solución: {ejercicio.titulo}", bloques)


def _otra_celda(ejercicio: Ejercicio, pedida: bool) -> str:
    """Cómo tener la solución en una celda aparte, según dónde se esté."""
    if interprete() is None:
        return "Aquí no hay celdas: si la quieres probar, cópiala." if pedida else ""
    if pedida:
        return (
            "La pongo en una celda nueva, debajo de esta; la tuya no cambia. Si no la ves, cópiala."
        )
    return f'Para tenerla en una celda nueva: `solucion("{ejercicio.id}", celda=True)`.'


def _comparada(solucion: str, propio: str | None) -> Bloque:
    if propio is None:
        return Codigo(solucion)
    tuyas, nuestras = propio.strip("\n").split("\n"), solucion.split("\n")
    marcas = _diferencias(tuyas, nuestras)
    return Lado(("Tu código", "La solución"), (tuyas, nuestras), marcas)


def _diferencias(unas: list[str], otras: list[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Las posiciones de las líneas de cada texto que no están en el otro."""
    comparador = difflib.SequenceMatcher(
        None, [x.rstrip() for x in unas], [x.rstrip() for x in otras], autojunk=False
    )
    iguales = comparador.get_matching_blocks()
    en_unas = {b.a + i for b in iguales for i in range(b.size)}
    en_otras = {b.b + i for b in iguales for i in range(b.size)}
    return frozenset(range(len(unas))) - en_unas, frozenset(range(len(otras))) - en_otras


def codigo_del_aprendiz(vigente: Curso, ejercicio: Ejercicio) -> str | None:
    """La última celda ejecutada que define lo que define la solución, si se encuentra."""
    buscados = vigente.destinos(ejercicio.id)
    for celda in map(sin_comprobar, reversed(historia())):
        if len(destinos(celda) & buscados) * 2 > len(buscados):
            return celda
    return None
