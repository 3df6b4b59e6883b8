"""El curso de un paquete de clase: comprueba y presta igual que el abierto, sin las soluciones.

Qué hay en el paquete y cuánto resiste:

- las soluciones y su porqué, *cifradas* por sección (Fernet); la llave sale de la clave que dice
  quien dicta la clase. Si la política no es por clave, la llave va en el paquete, oculta;
- lo que se espera de una respuesta, *sellado* (`sellada`): se reconoce y no se lee. El porqué
  también se abre con la respuesta correcta, que hace de llave;
- el código que `comprobar` presta cuando falta el del aprendiz y los módulos del motor, *ocultos*
  (`minigrad._oculto`): se ejecutan y no se leen al pasar, pero quien se lo proponga los descubre.
  Un paquete hecho con `--sin-prestamos` no lleva el código prestado.
"""

from __future__ import annotations

import importlib
import json
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from minigrad import _extras, _oculto
from minigrad.aula.celda.cuaderno import Celda
from minigrad.aula.cerrojo import llavero
from minigrad.aula.cerrojo.candado import Candado
from minigrad.aula.cerrojo.politica import Politica, Politicas, fecha
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.curso.solucionario import ARCHIVO_NUESTRO, SolucionCerrada
from minigrad.aula.huella.observar import Huella, Observar
from minigrad.aula.huella.sellada import abrir_con_respuesta, desde_datos
from minigrad.navegador import AQUI
from minigrad.navegador.cripto import abrir_fernet

#: el nombre con que los datos del curso van ocultos
DATOS = "curso"
#: lo que va a la vista: la política de cada sección y lo cifrado
PUBLICO = "clase.json"


class CursoSellado(Curso):
    """El curso que lleva un paquete de clase en `minigrad/_clase/`."""

    def __init__(self, carpeta: Path) -> None:
        super().__init__(carpeta)
        self._publico = json.loads((carpeta / PUBLICO).read_text(encoding="utf-8"))
        self._oculto = json.loads(_oculto.leer(DATOS, carpeta))
        self._sal = bytes.fromhex(self._oculto["sal"])
        self._ejercicios: dict[str, tuple[Ejercicio, ...]] = {}
        self._celdas = {
            nombre: tuple(Celda(nombre, *celda) for celda in celdas)
            for nombre, celdas in self._oculto["cuadernos"].items()
        }
        self._datos: dict[str, Any] = {
            datos["campos"]["id"]: datos
            for lista in self._oculto["secciones"].values()
            for datos in lista
        }

    # --- los datos ---------------------------------------------------------------------------

    def secciones(self) -> list[str]:
        return list(self._publico["secciones"])

    def de_seccion(self, seccion: str) -> tuple[Ejercicio, ...]:
        if seccion not in self._ejercicios:
            todos = self._oculto["secciones"][seccion]
            self._ejercicios[seccion] = tuple(map(_ejercicio, todos))
        return self._ejercicios[seccion]

    # --- lo que en el curso abierto se calcula con la solución --------------------------------

    def huella_de_referencia(self, ejercicio: Ejercicio) -> Huella:
        return self._sellada(ejercicio, self._datos[ejercicio.id]["referencia"])

    def huella_de_error(self, ejercicio: Ejercicio, error: Error) -> Huella:
        [huella] = (
            dato["huella"]
            for dato in self._datos[ejercicio.id]["errores"]
            if dato["nombre"] == error.nombre
        )
        return self._sellada(ejercicio, huella)

    def huella_en_blanco(self, ejercicio: Ejercicio) -> Huella:
        return self._sellada(ejercicio, self._datos[ejercicio.id]["blanco"])

    def partes(self, ejercicio: Ejercicio) -> tuple[str, ...]:
        return tuple(self._datos[ejercicio.id]["partes"])

    def _sellada(self, ejercicio: Ejercicio, datos: Any) -> Huella:
        return desde_datos(datos, ejercicio.id, self._sal)

    def cuaderno(self, nombre: str) -> tuple[Celda, ...]:
        return self._celdas[nombre]

    def cuadernos(self) -> list[str]:
        return list(self._celdas)

    def destinos(self, id_: str) -> set[str]:
        return set(self._datos[id_]["destinos"])

    def que_pide(self, ejercicio: Ejercicio) -> str:
        return str(self._datos[ejercicio.id]["pide"])

    # --- lo cifrado --------------------------------------------------------------------------

    def politicas(self) -> Politicas:
        """Las que se eligieron al sellar: un `aula.toml` no las cambia."""
        publicas = self._publico["secciones"].items()
        return Politicas(secciones={seccion: politica_de(datos) for seccion, datos in publicas})

    def solucion(self, id_: str) -> str:
        """El código de la solución; lanza `SolucionCerrada` si su sección no está abierta."""
        return str(self._abierta(self.buscar(id_).seccion)[id_]["solucion"])

    def porque(self, ejercicio: Ejercicio, huella: Huella = ()) -> str:
        """Lo abre la llave de la sección o, tras acertar, la propia respuesta."""
        if not huella:
            return str(self._abierta(ejercicio.seccion)[ejercicio.id]["porque"])
        cifrado = bytes.fromhex(self._datos[ejercicio.id]["porque"])
        esperada = self.huella_de_referencia(ejercicio)
        return abrir_con_respuesta(cifrado, huella, esperada)

    def _abierta(self, seccion: str) -> dict[str, dict[str, str]]:
        """Las soluciones de una sección."""
        datos = self._publico["secciones"][seccion]
        llave = self._llave(seccion)
        if llave is None or "cifrado" not in datos:
            raise SolucionCerrada("Esta sección sigue cerrada.")
        abiertas: dict[str, dict[str, str]] = _descifrar(datos["cifrado"], llave)
        return abiertas

    def _llave(self, seccion: str) -> bytes | None:
        guardada = self._oculto["llaves"].get(seccion)
        if guardada is not None:
            return bytes.fromhex(guardada)
        candado = self.politicas().de(seccion).candado
        return None if candado is None else llavero.recordada(candado)

    # --- lo prestado -------------------------------------------------------------------------

    def presta(self, ejercicio: Ejercicio) -> bool:
        propio = [ejercicio] if ejercicio.pieza else []
        return all(
            self._prestable(e.id) is not None for e in [*propio, *self.requeridos(ejercicio)]
        )

    def codigo_de(self, celda: Celda) -> CodeType:
        if celda.ejercicio is None:
            return super().codigo_de(celda)
        fuente = self._prestable(celda.ejercicio)
        # sin nada que prestar, se sigue con la celda en blanco
        return _compilar(celda.fuente if fuente is None else fuente, celda.ejercicio)

    def _prestable(self, id_: str) -> str | None:
        prestada: str | None = self._oculto["prestables"].get(id_)
        seccion = id_.partition("-")[0]
        if prestada is None and self._llave(seccion) is not None:
            try:
                return self.solucion(id_)
            except SolucionCerrada:
                return None
        return prestada


def politica_de(datos: dict[str, Any]) -> Politica:
    """La política que se eligió al sellar una sección."""
    desde, candado = datos.get("desde"), datos.get("candado")
    return Politica(
        datos["soluciones"],
        datos["intentos"],
        desde and fecha(desde),
        candado and Candado.desde_texto(candado),
    )


def _ejercicio(datos: dict[str, Any]) -> Ejercicio:
    errores = [Error(nombre=e["nombre"], mensaje=e["mensaje"], codigo="") for e in datos["errores"]]
    modulo, nombre = datos["observador"]
    observar: Observar = getattr(importlib.import_module(modulo), nombre)
    return Ejercicio(**datos["campos"], errores=errores, porque="", observar=observar)


@lru_cache(maxsize=512)
def _compilar(fuente: str, id_: str) -> CodeType:
    return _oculto.compilar(fuente, f"{ARCHIVO_NUESTRO}{id_}>")


@lru_cache(maxsize=32)
def _descifrar(cifrado: str, llave: bytes) -> Any:
    try:
        abierto = abrir_fernet(cifrado, llave)
    except ImportError:
        raise SolucionCerrada(
            "Para abrirla hace falta el paquete `cryptography`, que aquí no está. Instálalo con "
            f"`{_extras.orden('sellado', 'cryptography', celda=True)}` y pide otra vez la solución."
        ) from None
    if abierto is None:
        raise SolucionCerrada(_DANADO_ALLA if AQUI else _DANADO)
    return json.loads(abierto)


_DANADO = (
    "El paquete de la clase está dañado: descárgalo otra vez y copia encima la carpeta "
    "`minigrad`. Tus cuadernos y tu progreso no se pierden."
)
_DANADO_ALLA = (
    "Lo que esta página guarda de la clase está dañado: avísale a quien dicta la clase. Tus "
    "cuadernos y tu progreso no se pierden."
)
