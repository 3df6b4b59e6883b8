"""`pista` y `solucion`: la ayuda llega de a poco, y la solución no toca lo que escribiste."""

from __future__ import annotations

import difflib

from minigrad.aula import apertura, avance, curso
from minigrad.aula.codigo import destinos, sin_comprobar
from minigrad.aula.curso import Curso, SolucionCerrada
from minigrad.aula.ejercicio import Ejercicio
from minigrad.aula.limites import interprete
from minigrad.aula.prestamos import historia
from minigrad.aula.tarjeta import Bloque, Codigo, Lado, Parrafo, Tarjeta, mostrar


def pista(id_: str) -> None:
    """Muestra la pista que sigue; cada llamada avanza un escalón."""
    mostrar(tarjeta_de_pista(curso.activo().buscar(id_)))


def tarjeta_de_pista(ejercicio: Ejercicio) -> Tarjeta:
    """La tarjeta con la pista que sigue, que queda anotada como vista."""
    total = len(ejercicio.pistas)
    dadas = min(avance.actual().de(ejercicio.id).pistas, total)
    numero = min(dadas + 1, total)
    avance.actual().anotar(ejercicio.id, pistas=numero)
    bloques = [Parrafo(ejercicio.pistas[numero - 1])]
    if dadas == total:
        bloques.append(
            Parrafo(f'No hay más pistas. La solución se ve con `solucion("{ejercicio.id}")`.')
        )
    return Tarjeta("ayuda", f"Pista {numero}/{total}: {ejercicio.titulo}", bloques)


def solucion(id_: str, *, clave: str | None = None, celda: bool = False) -> None:
    """Muestra la solución junto a tu código; con `celda=True`, además, la pone en una celda nueva.

    `clave` son las palabras que abren la sección, si quien dicta la clase la cerró con clave; se
    escriben una sola vez. Tu celda no cambia nunca.
    """
    vigente = curso.activo()
    ejercicio = vigente.buscar(id_)
    if clave is not None and not apertura.abrir_con(vigente, ejercicio, str(clave)):
        mostrar(apertura.tarjeta_de_clave_equivocada(ejercicio, str(clave)))
        return
    tarjeta = tarjeta_de_solucion(vigente, ejercicio, celda=celda)
    mostrar(tarjeta)
    if celda and tarjeta.tono == "ayuda":
        _poner_en_celda(vigente.solucion(id_))


def tarjeta_de_solucion(vigente: Curso, ejercicio: Ejercicio, *, celda: bool = False) -> Tarjeta:
    """La tarjeta con la solución, o con el motivo para esperar."""
    espera = apertura.motivo_para_esperar(vigente, ejercicio)
    if espera is not None:
        return espera
    try:
        codigo = vigente.solucion(ejercicio.id).strip("\n")
    except SolucionCerrada as cerrada:
        return Tarjeta("aviso", f"Solución cerrada: {ejercicio.titulo}", (Parrafo(str(cerrada)),))
    avance.actual().anotar(ejercicio.id, solucion=True)
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


def _poner_en_celda(codigo: str) -> None:
    ip = interprete()
    if ip is not None:
        ip.set_next_input(codigo.strip("\n"), replace=False)
