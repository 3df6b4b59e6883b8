"""Lo que `--check` exige de los cuadernos, todo de una vez."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from minigrad.aula.curso.catalogo import CatalogoDanado
from minigrad.aula.curso.ejercicio import Ejercicio
from tools import forma, fugas, minutos, prosa
from tools.comun import Problema, Taller
from tools.frescura import frescura, huerfanos
from tools.fuente import Fuente, leer

Datos = Mapping[str, Ejercicio]


def leer_fuentes(taller: Taller, stems: Iterable[str]) -> tuple[list[Fuente], list[Problema]]:
    """Las fuentes con que se puede trabajar, y los problemas de las que no."""
    elegidos = set(stems)
    fuentes, problemas = [], []
    for ruta in taller.fuentes():
        if elegidos and ruta.stem not in elegidos:
            continue
        fuente = leer(ruta, taller.nombre(ruta))
        malas = list(forma.marcas(fuente))
        problemas += malas
        fuentes += [] if malas else [fuente]
    return fuentes, problemas


def revisar(taller: Taller, stems: Sequence[str] = ()) -> list[Problema]:
    """Todos los problemas de los cuadernos pedidos (o de todos), en orden y sin repetir."""
    todas, problemas = leer_fuentes(taller, ())
    pedidas = [fuente for fuente in todas if not stems or fuente.stem in stems]
    datos = {}
    for fuente in todas:
        datos[fuente.stem], fallo = _cargar(taller, fuente.stem)
        problemas += fallo
    problemas += forma.repetidos(todas)
    secretos = fugas.secretos(todas)
    for fuente in pedidas:
        problemas += _de_fuente(fuente)
        problemas += _con_datos(fuente, datos)
        problemas += frescura(fuente, taller)
        problemas += fugas.en_cuaderno(taller.blanco(fuente.stem), taller, secretos)
    problemas += [] if stems else huerfanos(taller)
    return sorted({p for p in problemas if _toca(p, stems)})


def _de_fuente(fuente: Fuente) -> Iterator[Problema]:
    for mirar in (
        forma.claves,
        forma.metadatos,
        forma.lugares,
        forma.blancos_compilan,
        forma.tamanos,
        forma.comprobaciones,
        forma.titulos,
        forma.repasos,
        prosa.prosa,
    ):
        yield from mirar(fuente)


def _con_datos(fuente: Fuente, datos: Mapping[str, Datos | None]) -> Iterator[Problema]:
    """Lo que se compara con los datos; si no cargaron, de eso ya se avisó."""
    propios, catalogo = datos[fuente.stem], _catalogo(fuente.stem)
    if propios is not None:
        yield from forma.inventario(fuente, propios, catalogo)
        yield from fugas.en_ayudas(fuente, propios, catalogo)
        yield from forma.pistas(propios, catalogo)
        yield from prosa.prosa_de_datos(propios, catalogo)
        yield from minutos.tiempos(fuente, propios)
    if all(suyos is not None for suyos in datos.values()):
        yield from forma.ayudas(fuente, {id_ for suyos in datos.values() for id_ in suyos or ()})


def _cargar(taller: Taller, stem: str) -> tuple[Datos | None, list[Problema]]:
    """Los ejercicios por id; un catálogo que no se entiende es un problema más, no un tropiezo."""
    try:
        ejercicios = taller.datos(stem)
    except CatalogoDanado as error:
        return None, [Problema(_catalogo(stem), 0, 0, str(error))]
    except Exception as error:
        que = f"no se puede cargar: {type(error).__name__}: {error}"
        return None, [Problema(_catalogo(stem), 0, 0, que)]
    return {ejercicio.id: ejercicio for ejercicio in ejercicios}, []


def _catalogo(stem: str) -> str:
    return f"solutions/{stem}.md"


def _toca(problema: Problema, stems: Sequence[str]) -> bool:
    """Con nombres dados, solo lo de esos cuadernos y de sus datos."""
    propios = [*(f"/{stem}." for stem in stems), *map(_catalogo, stems)]
    return not stems or any(propio in problema.ruta for propio in propios)
