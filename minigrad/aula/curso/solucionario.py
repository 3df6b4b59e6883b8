"""Encuentra un ejercicio por su id y ejecuta su solución en limpio.

Los datos de cada ejercicio están en el catálogo y en el cuaderno resuelto, uno junto a otro
(`solutions/NN_tema.md` y `.ipynb`); su solución, en el cuaderno. Cada ejecución usa un diccionario
nuevo: lo que sale de aquí no comparte nada con el cuaderno del aprendiz ni con otra ejecución.

Glosario. *Sección*: los ejercicios de un cuaderno, «03» o «03p» si es la práctica.
"""

from __future__ import annotations

import difflib
import linecache
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any
from zlib import crc32

from minigrad.aula.celda import cuaderno
from minigrad.aula.celda.blanco import en_blanco, sin_marcas
from minigrad.aula.celda.codigo import destinos, es
from minigrad.aula.celda.cuaderno import Celda
from minigrad.aula.celda.limites import acotado
from minigrad.aula.cerrojo.politica import Politicas, de_la_carpeta
from minigrad.aula.curso import catalogo
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.curso.enunciado import enunciados
from minigrad.aula.huella.observar import Huella

#: así empieza el nombre de archivo de todo lo que ejecutamos nosotros
ARCHIVO_NUESTRO = "<minigrad "


class EjercicioDesconocido(ValueError):
    """No hay ejercicio con ese id."""


class SolucionCerrada(LookupError):
    """La solución no se puede leer todavía; el texto dice qué hace falta."""


def seccion_de(stem: str) -> str:
    """`03_automatizando_practica` es la sección «03p»."""
    return stem[:2] + ("p" if stem.endswith("_practica") else "")


class Solucionario:
    """Los ejercicios y sus soluciones, en una carpeta de cuadernos resueltos."""

    def __init__(self, carpeta: Path, dados: Iterable[Ejercicio] | None = None) -> None:
        self.carpeta = carpeta
        self._leidos: dict[str, tuple[tuple[Ejercicio, ...], catalogo.Grupos]] = {}
        self._dados = dados is not None
        for ejercicio in dados or ():
            antes = self._leidos.get(ejercicio.seccion, ((), {}))[0]
            self._leidos[ejercicio.seccion] = ((*antes, ejercicio), {})

    # --- los datos ---------------------------------------------------------------------------

    def secciones(self) -> list[str]:
        """Las secciones del curso, en orden: cada lección y luego su práctica."""
        return list(self._leidos) if self._dados else list(map(seccion_de, self.cuadernos()))

    def de_seccion(self, seccion: str) -> tuple[Ejercicio, ...]:
        """Los ejercicios de una sección, en el orden del cuaderno."""
        return self._leida(seccion)[0]

    def _leida(self, seccion: str) -> tuple[tuple[Ejercicio, ...], catalogo.Grupos]:
        if seccion not in self._leidos:
            [stem] = (n for n in self.cuadernos() if seccion_de(n) == seccion)
            dichos = enunciados(cuaderno.leer_todo(self.carpeta / f"{stem}.ipynb"))
            texto = (self.carpeta / f"{stem}.md").read_text(encoding="utf-8")
            # la práctica puede usar los grupos de errores de su lección
            ajenos = self._leida(seccion[:2])[1] if seccion.endswith("p") else {}
            leidos, grupos = catalogo.leer(texto, f"solutions/{stem}.md", dichos, ajenos)
            self._leidos[seccion] = (tuple(leidos.values()), grupos)
        return self._leidos[seccion]

    def todos(self) -> Iterator[Ejercicio]:
        """Todos los ejercicios del curso."""
        for seccion in self.secciones():
            yield from self.de_seccion(seccion)

    def buscar(self, id_: str) -> Ejercicio:
        """El ejercicio con ese id; si no existe, propone los ids que más se parecen."""
        if not isinstance(id_, str):
            raise EjercicioDesconocido(
                'Primero va el id del ejercicio, entre comillas, como "02-derivada", y llegó '
                f"un objeto de tipo {type(id_).__name__}."
            )
        # basta con esa lección, salvo que el id esté mal escrito
        for seccion in (s for s in self.secciones() if s[:2] == id_[:2]):
            for ejercicio in self.de_seccion(seccion):
                if ejercicio.id == id_:
                    return ejercicio
        raise EjercicioDesconocido(self._no_existe(id_))

    def politicas(self) -> Politicas:
        """Cuándo se abren las soluciones: lo que diga el `aula.toml` que haya."""
        return de_la_carpeta(self.secciones())

    def _no_existe(self, id_: str) -> str:
        parecidos = self._parecidos(id_)
        cura = "¿Querías decir " + " o ".join(f'"{p}"' for p in parecidos) + "?"
        return f'No hay ningún ejercicio "{id_}". ' + (cura if parecidos else "Revisa el id.")

    def _parecidos(self, id_: str) -> list[str]:
        limpio = id_.strip().lower().replace("_", "-")
        seguros = [e.id for e in self.todos() if limpio in (e.id, e.id[3:], e.nombre.lower())]
        ids = [e.id for e in self.todos()]
        return seguros[:3] or difflib.get_close_matches(limpio, ids, n=3, cutoff=0.5)

    # --- las celdas --------------------------------------------------------------------------

    def cuaderno(self, nombre: str) -> tuple[Celda, ...]:
        """Las celdas de un cuaderno resuelto."""
        return cuaderno.leer(self.carpeta / f"{nombre}.ipynb")

    def cuadernos(self) -> list[str]:
        """Los nombres de los cuadernos resueltos, en orden."""
        return sorted(ruta.stem for ruta in self.carpeta.glob("*.ipynb"))

    def celda(self, id_: str) -> Celda:
        """La celda resuelta de un ejercicio."""
        nombres = sorted(self.cuadernos(), key=lambda n: n[:2] != id_[:2])
        for nombre in nombres:
            for celda in self.cuaderno(nombre):
                if celda.ejercicio == id_:
                    return celda
        raise LookupError(f'Falta la solución de "{id_}" en los cuadernos de {self.carpeta.name}/.')

    def solucion(self, id_: str) -> str:
        """El código de la solución, sin marcas."""
        return sin_marcas(self.celda(id_).python)

    def porque(self, ejercicio: Ejercicio, huella: Huella = ()) -> str:
        """Por qué la solución es la que es; `huella` es la de una respuesta correcta."""
        return ejercicio.porque

    def destinos(self, id_: str) -> set[str]:
        """Los nombres que define o cambia la solución."""
        return destinos(self.solucion(id_))

    def blanco(self, id_: str) -> str:
        """El código de la celda como la recibe el aprendiz."""
        return en_blanco(self.celda(id_).python)

    def equivocada(self, ejercicio: Ejercicio, error: Error) -> str:
        """El código de una respuesta equivocada conocida."""
        if error.codigo is not None:
            return error.codigo
        codigo = self.solucion(ejercicio.id)
        for viejo, nuevo in (error.cambiar or {}).items():
            codigo = codigo.replace(viejo, nuevo)
        return codigo

    # --- la ejecución ------------------------------------------------------------------------

    def requeridos(self, ejercicio: Ejercicio) -> list[Ejercicio]:
        """Los ejercicios de los que depende, directa o indirectamente."""
        vistos: dict[str, Ejercicio] = {}
        pendientes = list(ejercicio.requiere)
        while pendientes:
            id_ = pendientes.pop()
            if id_ not in vistos and id_ != ejercicio.id:
                vistos[id_] = self.buscar(id_)
                pendientes += vistos[id_].requiere
        return list(vistos.values())

    def contexto(self, ejercicio: Ejercicio) -> list[Celda]:
        """Lo que se ejecuta antes de la celda: las base que la preceden y lo que requiere."""
        propia = self.celda(ejercicio.id)
        ids = {e.id for e in self.requeridos(ejercicio)}
        hasta = {propia.cuaderno: propia.posicion}
        for celda in map(self.celda, ids):
            if celda.cuaderno != propia.cuaderno:
                tope = hasta.get(celda.cuaderno, 0)
                hasta[celda.cuaderno] = max(tope, celda.posicion + 1)
        return [
            celda
            for nombre in sorted(hasta, key=lambda n: (n == propia.cuaderno, n))
            for celda in self.cuaderno(nombre)
            if celda.posicion < hasta[nombre] and (celda.base or celda.ejercicio in ids)
        ]

    def preparar(self, ejercicio: Ejercicio) -> dict[str, Any]:
        """Un espacio de nombres nuevo en el que ya se ejecutó el contexto."""
        nombres: dict[str, Any] = {"__name__": "__main__"}
        for celda in self.contexto(ejercicio):
            exec(self.codigo_de(celda), nombres)
        return nombres

    def codigo_de(self, celda: Celda) -> CodeType:
        """La celda resuelta, lista para ejecutar."""
        etiqueta = celda.ejercicio or f"{celda.cuaderno} celda {celda.posicion}"
        return compilar(sin_marcas(celda.python), etiqueta)

    def ejecutar(self, ejercicio: Ejercicio, fuente: str) -> dict[str, Any]:
        """Ejecuta `fuente` después del contexto y devuelve todos los nombres que quedan."""
        nombres = self.preparar(ejercicio)
        exec(compilar(fuente, ejercicio.id), nombres)
        return nombres

    def referencia(self, ejercicio: Ejercicio) -> dict[str, Any]:
        """Los nombres que deja una ejecución nueva de la solución."""
        with acotado(4 * ejercicio.segundos):
            nombres = self.preparar(ejercicio)
            exec(self.codigo_de(self.celda(ejercicio.id)), nombres)
            return nombres

    def presta(self, ejercicio: Ejercicio) -> bool:
        """Dice si hay una referencia con que seguir cuando falta lo del aprendiz."""
        return True

    def que_pide(self, ejercicio: Ejercicio) -> str:
        """«la función» o «la clase», si es eso lo que se entrega; «» si es otra cosa."""
        objeto = self.referencia(ejercicio)[ejercicio.nombre]
        if not callable(objeto):
            return ""
        return "la clase" if es(objeto, type) else "la función"


@lru_cache(maxsize=512)
def compilar(fuente: str, etiqueta: str) -> CodeType:
    """Compila y deja el texto donde `inspect` y los mensajes de error lo encuentran."""
    archivo = f"{ARCHIVO_NUESTRO}{etiqueta} {crc32(fuente.encode()):x}>"
    linecache.cache[archivo] = (len(fuente), None, fuente.splitlines(keepends=True), archivo)
    return compile(fuente, archivo, "exec", dont_inherit=True)
