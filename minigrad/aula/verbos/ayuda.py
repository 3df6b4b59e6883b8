"""`pista` y `solucion`: la ayuda llega de a poco, y la solución no toca lo que escribiste."""

from __future__ import annotations

from minigrad.aula.celda.entorno import interprete
from minigrad.aula.celda.tarjeta import mostrar
from minigrad.aula.curso.activo import activo
from minigrad.aula.tarjetas import espera
from minigrad.aula.tarjetas.de_ayuda import tarjeta_de_pista, tarjeta_de_solucion


def pista(id_: str) -> None:
    """Muestra la pista que sigue; cada llamada avanza un escalón."""
    mostrar(tarjeta_de_pista(activo().buscar(id_)))


def solucion(id_: str, *, clave: str | None = None, celda: bool = False) -> None:
    """Muestra la solución junto a tu código; con `celda=True`, además, la pone en una celda nueva.

    `clave` son las palabras que abren la sección, si quien dicta la clase la cerró con clave; se
    escriben una sola vez. Tu celda no cambia nunca.
    """
    vigente = activo()
    ejercicio = vigente.buscar(id_)
    if clave is not None and not espera.abrir_con(vigente, ejercicio, str(clave)):
        mostrar(espera.tarjeta_de_clave_equivocada(ejercicio, str(clave)))
        return
    tarjeta = tarjeta_de_solucion(vigente, ejercicio, celda=celda)
    mostrar(tarjeta)
    if celda and tarjeta.tono == "ayuda":
        _poner_en_celda(vigente.solucion(id_))


def _poner_en_celda(codigo: str) -> None:
    ip = interprete()
    if ip is not None:
        ip.set_next_input(codigo.strip("\n"), replace=False)
