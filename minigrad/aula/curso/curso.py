"""El curso: los ejercicios, sus soluciones y cómo se porta cada respuesta conocida.

Cada huella conocida se calcula una vez, la primera que hace falta. Un curso sellado no las
calcula: las trae.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from minigrad.aula.celda.codigo import mismo_codigo, parte_de
from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.curso.enunciado import definidas, enganchadas
from minigrad.aula.curso.solucionario import Solucionario
from minigrad.aula.huella.forma import Forma
from minigrad.aula.huella.observar import Huella, Observada, observar
from minigrad.navegador import LENTITUD

#: cuánto se espera a una respuesta equivocada conocida; normalmente son milésimas. Son segundos de
#: procesador: su huella se guarda, y con la máquina ocupada quedaría trunca para siempre
_SEGUNDOS_DE_ERROR, _RELOJ = 1.0 * LENTITUD, time.process_time


class Curso(Solucionario):
    """Los ejercicios y las soluciones de una carpeta, con memoria."""

    def __init__(self, carpeta: Path, dados: Iterable[Ejercicio] | None = None) -> None:
        super().__init__(carpeta, dados)
        self._de_referencia: dict[str, Huella] = {}
        self._de_error: dict[tuple[str, str], Huella] = {}
        self._en_blanco: dict[str, Huella] = {}
        self._objetos_en_blanco: dict[str, Any] = {}
        self._partes: dict[str, tuple[str, ...]] = {}

    def huella_de_referencia(self, ejercicio: Ejercicio) -> Huella:
        """Lo que se observa de la solución."""
        if ejercicio.id not in self._de_referencia:
            objeto = self.referencia(ejercicio)[ejercicio.nombre]
            huella = observar(ejercicio.observar, objeto, 4 * ejercicio.segundos)
            if huella and huella[-1].forma.clase == "tiempo":
                return huella  # la máquina iba lenta: que la próxima vez se vuelva a intentar
            self._de_referencia[ejercicio.id] = huella
        return self._de_referencia[ejercicio.id]

    def huella_de_error(self, ejercicio: Ejercicio, error: Error) -> Huella:
        """Lo que se observa de una respuesta equivocada conocida."""
        clave = ejercicio.id, error.nombre
        if clave not in self._de_error:
            self._de_error[clave] = self._huella_de_fuente(
                ejercicio, self.equivocada(ejercicio, error)
            )
        return self._de_error[clave]

    def huella_en_blanco(self, ejercicio: Ejercicio) -> Huella:
        """Lo que se observa de la celda sin tocar."""
        if ejercicio.id not in self._en_blanco:
            vacio = self.objeto_en_blanco(ejercicio)
            self._en_blanco[ejercicio.id] = observar(
                ejercicio.observar, vacio, _SEGUNDOS_DE_ERROR, _RELOJ
            )
        return self._en_blanco[ejercicio.id]

    def objeto_en_blanco(self, ejercicio: Ejercicio) -> Any:
        """Lo que deja la celda sin tocar, o None si no se puede ejecutar."""
        if ejercicio.id not in self._objetos_en_blanco:
            try:
                with acotado(ejercicio.segundos, _RELOJ):
                    nombres = self.ejecutar(ejercicio, self.blanco(ejercicio.id))
            except (Exception, TiempoAgotado):
                nombres = {}
            self._objetos_en_blanco[ejercicio.id] = nombres.get(ejercicio.nombre)
        return self._objetos_en_blanco[ejercicio.id]

    def partes(self, ejercicio: Ejercicio) -> tuple[str, ...]:
        """Los atributos de la clase que el aprendiz escribe en este ejercicio.

        Son los que su celda engancha (`Value.__mul__ = multiplicar`) o los de su `class …:`, menos
        los que ya venían dados.
        """
        if ejercicio.id not in self._partes:
            self._partes[ejercicio.id] = tuple(self._escritas(ejercicio))
        return self._partes[ejercicio.id]

    def _escritas(self, ejercicio: Ejercicio) -> list[str]:
        puestas = self.puestas(ejercicio)
        if not puestas:
            return []
        resuelta = self.referencia(ejercicio)[ejercicio.nombre]
        vacia = self.objeto_en_blanco(ejercicio)
        propias = [
            p for p in puestas if not mismo_codigo(parte_de(resuelta, p), parte_de(vacia, p))
        ]
        return propias or puestas[-1:]

    def puestas(self, ejercicio: Ejercicio) -> list[str]:
        """Los atributos de la clase que la celda pone, los dados también."""
        if ejercicio.tipo != "codigo":
            return []
        solucion, nombre = self.solucion(ejercicio.id), ejercicio.nombre
        return [*definidas(solucion, nombre), *enganchadas(solucion, nombre)]

    def _huella_de_fuente(self, ejercicio: Ejercicio, fuente: str) -> Huella:
        try:
            with acotado(_SEGUNDOS_DE_ERROR, _RELOJ):
                objeto = self.ejecutar(ejercicio, fuente)[ejercicio.nombre]
        except TiempoAgotado:
            return (Observada("tiempo", Forma("tiempo")),)
        except Exception as excepcion:
            return (Observada("la celda", Forma("excepcion", type(excepcion).__name__)),)
        huella = observar(ejercicio.observar, objeto, _SEGUNDOS_DE_ERROR, _RELOJ)
        # la excepción retiene toda la pila; para comparar bastan su tipo y su causa
        return tuple(
            Observada(o.etiqueta, Forma(o.forma.clase, o.forma.valor, causa=o.forma.causa))
            for o in huella
        )
