"""Lo esperado, sellado: se reconoce al verlo y no se puede leer.

De cada observación se guarda, en lugar del valor, un resumen hecho con scrypt de su texto
canónico (`canonico`). Quien observa lo mismo obtiene el mismo resumen; del resumen no se vuelve al
valor. Se ven solo la clase (un número, una lista) y, en las respuestas numéricas, cuántos son.

Límite, dicho con franqueza: quien sospecha un valor lo confirma resumiéndolo, igual que lo
confirmaría con `comprobar`; por eso cada resumen cuesta un par de milésimas. Una letra entre
cuatro o un entero pequeño se adivinan probando, como siempre; un número con decimales, no.

Glosario. *Sello*: el resumen de una observación y la tolerancia con que se hizo.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from minigrad.aula.huella.canonico import canonico, centrados
from minigrad.aula.huella.forma import Forma
from minigrad.aula.huella.observar import Huella, Observada

_COSTO = {"n": 2**10, "r": 8, "p": 1}
_LARGO = 12


@dataclass(frozen=True)
class Sello:
    """Reconoce un valor. `contexto` dice de qué observación es, para que no haya dos iguales."""

    tolerancia: float
    corrimientos: tuple[int, ...]
    resumen: bytes
    contexto: str
    sal: bytes

    def texto(self, forma: Forma) -> str:
        """El texto canónico de una forma, con las casillas de este sello."""
        return canonico(forma, self.tolerancia, iter(self.corrimientos))

    def reconoce(self, forma: Forma) -> bool:
        """Dice si es el valor sellado."""
        resumen = resumir(self.texto(forma), self.contexto, self.sal, _LARGO)
        return hmac.compare_digest(resumen, self.resumen)


@lru_cache(maxsize=4096)
def resumir(texto: str, contexto: str, sal: bytes, largo: int) -> bytes:
    """El resumen de un texto; lento a propósito."""
    mensaje = f"{contexto}\n{texto}".encode("utf-8", "backslashreplace")
    return hashlib.scrypt(mensaje, salt=sal, dklen=largo, **_COSTO)


@dataclass(frozen=True)
class Sellada(Forma):
    """Una forma de la que solo se sabe si otra es igual.

    Lleva un sello por tolerancia, de menor a mayor. `valor` es None o, en una lista de números,
    una forma sellada por número.
    """

    sellos: tuple[Sello, ...] = ()

    @property
    def visible(self) -> bool:
        return False

    def reconoce(self, otra: Forma, tolerancia: float) -> bool:
        """Con el primer sello que no sea más exigente de lo que se pide."""
        if not otra.visible:
            return self == otra
        sirven = (sello for sello in self.sellos if sello.tolerancia >= tolerancia)
        return next(sirven, self.sellos[-1]).reconoce(otra)


# --- sellar ----------------------------------------------------------------------------------


def sellar(forma: Forma, contexto: str, sal: bytes, tolerancias: Iterable[float]) -> Sellada:
    """La forma sellada con cada tolerancia."""
    hechos = (_sello(forma, contexto, sal, tolerancia) for tolerancia in tolerancias)
    return Sellada(forma.clase, sellos=tuple(hechos))


def sellar_partes(forma: Forma, contexto: str, sal: bytes, tolerancias: Iterable[float]) -> Sellada:
    """Como `sellar`; de una lista se sella, además, cada elemento."""
    entera, todas = sellar(forma, contexto, sal, tolerancias), tuple(tolerancias)
    if forma.clase != "secuencia":
        return entera
    elementos = enumerate(forma.valor)
    partes = tuple(sellar_partes(v, f"{contexto} [{i}]", sal, todas) for i, v in elementos)
    return Sellada(entera.clase, partes, sellos=entera.sellos)


def _sello(forma: Forma, contexto: str, sal: bytes, tolerancia: float) -> Sello:
    corrimientos = tuple(centrados(forma, tolerancia))
    texto = canonico(forma, tolerancia, iter(corrimientos))
    resumen = resumir(texto, contexto, sal, _LARGO)
    return Sello(tolerancia, corrimientos, resumen, contexto, sal)


# --- guardar y leer --------------------------------------------------------------------------


def como_datos(huella: Huella) -> list[Any]:
    """Una huella sellada, hecha solo de listas, textos y números."""
    return [[o.etiqueta, _forma_como_datos(o.forma)] for o in huella]


def _forma_como_datos(forma: Forma) -> dict[str, Any]:
    assert isinstance(forma, Sellada)
    datos: dict[str, Any] = {
        "clase": forma.clase,
        "sellos": [
            [s.tolerancia, "".join(f"{c:x}" for c in s.corrimientos), s.resumen.hex()]
            for s in forma.sellos
        ],
    }
    if forma.valor is not None:
        datos["partes"] = [_forma_como_datos(parte) for parte in forma.valor]
    return datos


def desde_datos(datos: Iterable[Any], contexto: str, sal: bytes) -> Huella:
    """La huella que `como_datos` escribió; el contexto de cada una empieza por el del ejercicio."""
    return tuple(
        Observada(etiqueta, _forma_desde_datos(dato, contexto_de(contexto, etiqueta), sal))
        for etiqueta, dato in datos
    )


def _forma_desde_datos(datos: dict[str, Any], contexto: str, sal: bytes) -> Sellada:
    sellos = tuple(
        Sello(
            tolerancia, tuple(int(c, 16) for c in corridos), bytes.fromhex(resumen), contexto, sal
        )
        for tolerancia, corridos, resumen in datos["sellos"]
    )
    partes = None
    if "partes" in datos:
        todas = enumerate(datos["partes"])
        partes = tuple(_forma_desde_datos(d, f"{contexto} [{i}]", sal) for i, d in todas)
    return Sellada(datos["clase"], partes, sellos=sellos)


def contexto_de(ejercicio: str, etiqueta: str) -> str:
    """Lo que distingue una observación de todas las demás."""
    return f"{ejercicio}\n{etiqueta}"


# --- lo que abre la respuesta correcta -------------------------------------------------------


def cerrar_con_respuesta(texto: str, correcta: Huella, esperada: Huella) -> bytes:
    """Un texto que solo se lee con una respuesta que se porte como la esperada."""
    datos = texto.encode()
    return _mezclar(hashlib.sha256(datos).digest()[:_LARGO] + datos, correcta, esperada)


def abrir_con_respuesta(cerrado: bytes, huella: Huella, esperada: Huella) -> str:
    """El texto que se cerró, o nada si la respuesta no es la correcta."""
    abierto = _mezclar(cerrado, huella, esperada)
    datos = abierto[_LARGO:]
    return datos.decode() if abierto[:_LARGO] == hashlib.sha256(datos).digest()[:_LARGO] else ""


def _mezclar(datos: bytes, huella: Huella, esperada: Huella) -> bytes:
    """Suma un relleno que depende de todo lo observado; hecho dos veces, deja los datos igual."""
    sellos = [o.forma.sellos[0] for o in esperada if isinstance(o.forma, Sellada)]
    textos = [s.texto(o.forma) for s, o in zip(sellos, huella, strict=False)]
    llave = resumir(json.dumps(textos), f"{sellos[0].contexto} y lo demás", sellos[0].sal, 32)
    relleno = hashlib.shake_256(llave).digest(len(datos))
    return bytes(a ^ b for a, b in zip(datos, relleno, strict=True))
