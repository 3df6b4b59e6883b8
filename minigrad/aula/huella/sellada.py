"""Lo esperado, sellado: se reconoce al verlo y no se puede leer.

De cada observación se guarda, en lugar del valor, un resumen hecho con scrypt de su texto
canónico (`canonico`). Quien observa lo mismo obtiene el mismo resumen; del resumen no se vuelve al
valor. Se ven solo la clase (un número, una lista) y, en las respuestas numéricas, cuántos son.

De un número que se pide se guardan las pocas casillas, de media tolerancia, en que cae lo que se
toma por él: comprobar cuesta un solo resumen, y ninguno dice si otro número anda cerca.

Límite, dicho con franqueza: quien sospecha un valor lo confirma resumiéndolo, igual que lo
confirmaría con `comprobar`. Por eso cada resumen cuesta un par de milésimas, y cerca de diez el de
un número que se pide; no es más porque lo paga también quien aprende. Así que una letra, un entero
pequeño o un número de pocas cifras se adivinan probando: con la tolerancia de una milésima, hasta
100 hay unos 5600 que probar, y eso es un minuto.

Glosario. *Sello*: el resumen de una observación y la tolerancia con que se hizo. *Casillas*: los
resúmenes de un número que se pide. *Secreto*: lo que da una respuesta correcta y abre el porqué.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import math
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from minigrad.aula.huella.canonico import canonico, casilla_fina, casillas_finas, centrados
from minigrad.aula.huella.forma import Forma, como_secuencia
from minigrad.aula.huella.observar import Huella, Observada
from minigrad.navegador.cripto import scrypt

#: cuánto cuesta un resumen; el segundo, el de una respuesta numérica
_NORMAL, _LENTO = 2**10, 2**12
_LARGO = 12
_SECRETO = 16


@dataclass(frozen=True)
class Sello:
    """Reconoce un valor. `contexto` dice de qué observación es, para que no haya dos iguales."""

    tolerancia: float
    corrimientos: tuple[int, ...]
    resumen: bytes
    contexto: str
    sal: bytes
    costo: int = _NORMAL

    def reconoce(self, forma: Forma) -> bool:
        """Dice si es el valor sellado."""
        texto = self.secreto(forma).decode()
        resumen = resumir(texto, self.contexto, self.sal, _LARGO, self.costo)
        return hmac.compare_digest(resumen, self.resumen)

    def secreto(self, forma: Forma) -> bytes:
        """El texto canónico de una forma, con las casillas de este sello."""
        texto = canonico(forma, self.tolerancia, iter(self.corrimientos))
        return texto.encode("utf-8", "backslashreplace")


@dataclass(frozen=True)
class Casillas:
    """Reconoce un número que se pide: el resumen de cada casilla cercana, y el secreto tapado."""

    tolerancia: float
    tapados: tuple[tuple[bytes, bytes], ...]
    contexto: str
    sal: bytes

    @classmethod
    def de(cls, numero: float, contexto: str, sal: bytes, tolerancia: float) -> Casillas:
        """Las de un número."""
        secreto = secrets.token_bytes(_SECRETO)
        partidos = (
            _partido(casilla, contexto, sal) for casilla in casillas_finas(numero, tolerancia)
        )
        tapados = sorted((resumen, _sumar(tapa, secreto)) for resumen, tapa in partidos)
        return cls(tolerancia, tuple(tapados), contexto, sal)

    def reconoce(self, forma: Forma) -> bool:
        """Dice si es el número sellado."""
        return bool(self.secreto(forma))

    def secreto(self, forma: Forma) -> bytes:
        """Lo que destapa el número sellado; vacío si no es ese."""
        numero = _finito(forma, self.tolerancia)
        if numero is None:
            return b""
        suya, tapa = _partido(casilla_fina(numero, self.tolerancia), self.contexto, self.sal)
        halladas = (secreto for resumen, secreto in self.tapados if resumen == suya)
        return next((_sumar(tapa, secreto) for secreto in halladas), b"")


@lru_cache(maxsize=4096)
def resumir(texto: str, contexto: str, sal: bytes, largo: int, costo: int = _NORMAL) -> bytes:
    """El resumen de un texto; lento a propósito."""
    mensaje = f"{contexto}\n{texto}".encode("utf-8", "backslashreplace")
    return scrypt(mensaje, salt=sal, dklen=largo, n=costo, r=8, p=1)


def _partido(casilla: int, contexto: str, sal: bytes) -> tuple[bytes, bytes]:
    """El resumen de una casilla y con qué se tapa en ella el secreto."""
    entero = resumir(str(casilla), contexto, sal, _LARGO + _SECRETO, _LENTO)
    return entero[:_LARGO], entero[_LARGO:]


def _sumar(unos: bytes, otros: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(unos, otros, strict=True))


def _finito(forma: Forma, tolerancia: float) -> float | None:
    """El número real que hay en una forma, si lo hay."""
    valor = forma.valor
    if forma.clase == "numero" and isinstance(valor, complex) and abs(valor.imag) <= tolerancia:
        valor = valor.real  # un complejo sin parte imaginaria es ese número
    if forma.clase != "numero" or isinstance(valor, complex):
        return None
    try:
        return float(valor) if math.isfinite(valor) else None
    except OverflowError:
        return None


@dataclass(frozen=True)
class Sellada(Forma):
    """Una forma de la que solo se sabe si otra es igual; de un arreglo, también cuánto mide.

    La reconoce su sello; o, si es una lista de una respuesta numérica y no lo lleva, sus elementos:
    `valor` es entonces una forma sellada por cada uno.
    """

    sello: Sello | Casillas | None = None

    @property
    def visible(self) -> bool:
        return False

    def reconoce(self, otra: Forma, tolerancia: float) -> bool:
        """Con la tolerancia del sello: pedir menos exactitud no ayuda a adivinar."""
        if self.clase == "secuencia":
            otra = como_secuencia(otra)
        if not otra.visible or otra.clase != self.clase:
            return self == otra
        if self.sello is not None:
            return self.sello.reconoce(otra)
        pares = zip(self.valor, otra.valor, strict=False)
        return len(self.valor) == len(otra.valor) and all(
            mia.reconoce(suya, tolerancia) for mia, suya in pares
        )

    def secretos(self, otra: Forma) -> list[str]:
        """Lo que de este valor solo sabe quien lo tiene."""
        otra = como_secuencia(otra) if self.clase == "secuencia" else otra
        if self.sello is not None:
            return [self.sello.secreto(otra).hex()]
        partes = otra.valor if otra.clase == self.clase else ()
        return [
            s for mia, suya in zip(self.valor, partes, strict=False) for s in mia.secretos(suya)
        ]


# --- sellar ----------------------------------------------------------------------------------


def sellar(forma: Forma, contexto: str, sal: bytes, tolerancia: float) -> Sellada:
    """La forma sellada entera."""
    medidas = forma.valor.forma if forma.clase == "arreglo" else None
    return Sellada(forma.clase, medidas, sello=_sello(forma, contexto, sal, tolerancia, _NORMAL))


def sellar_numeros(forma: Forma, contexto: str, sal: bytes, tolerancia: float) -> Sellada:
    """Una respuesta numérica sellada; de una lista, cada elemento."""
    if forma.clase == "secuencia":
        elementos = enumerate(forma.valor)
        return Sellada(
            forma.clase,
            tuple(sellar_numeros(v, f"{contexto} [{i}]", sal, tolerancia) for i, v in elementos),
        )
    numero = _finito(forma, tolerancia)
    if numero is None:
        return Sellada(forma.clase, sello=_sello(forma, contexto, sal, tolerancia, _LENTO))
    return Sellada(forma.clase, sello=Casillas.de(numero, contexto, sal, tolerancia))


def _sello(forma: Forma, contexto: str, sal: bytes, tolerancia: float, costo: int) -> Sello:
    corrimientos = tuple(centrados(forma, tolerancia))
    texto = canonico(forma, tolerancia, iter(corrimientos))
    resumen = resumir(texto, contexto, sal, _LARGO, costo)
    return Sello(tolerancia, corrimientos, resumen, contexto, sal, costo)


# --- guardar y leer --------------------------------------------------------------------------


def como_datos(huella: Huella) -> list[Any]:
    """Una huella sellada, hecha solo de listas, textos y números."""
    return [[o.etiqueta, _forma_como_datos(o.forma)] for o in huella]


def _forma_como_datos(forma: Forma) -> dict[str, Any]:
    assert isinstance(forma, Sellada)
    sello = forma.sello
    if sello is None:
        return {"clase": forma.clase, "partes": [_forma_como_datos(v) for v in forma.valor]}
    if isinstance(sello, Casillas):
        tapados = [[resumen.hex(), tapado.hex()] for resumen, tapado in sello.tapados]
        return {"clase": forma.clase, "casillas": [sello.tolerancia, tapados]}
    corridos = "".join(f"{c:x}" for c in sello.corrimientos)
    datos = [sello.tolerancia, corridos, sello.resumen.hex(), sello.costo]
    medidas = {} if forma.valor is None else {"medidas": list(forma.valor)}
    return {"clase": forma.clase, "sello": datos, **medidas}


def desde_datos(datos: Iterable[Any], contexto: str, sal: bytes) -> Huella:
    """La huella que `como_datos` escribió; el contexto de cada una empieza por el del ejercicio."""
    return tuple(
        Observada(etiqueta, _forma_desde_datos(dato, contexto_de(contexto, etiqueta), sal))
        for etiqueta, dato in datos
    )


def _forma_desde_datos(datos: dict[str, Any], contexto: str, sal: bytes) -> Sellada:
    if "partes" in datos:
        todas = enumerate(datos["partes"])
        partes = tuple(_forma_desde_datos(d, f"{contexto} [{i}]", sal) for i, d in todas)
        return Sellada(datos["clase"], partes)
    if "casillas" in datos:
        tolerancia, pares = datos["casillas"]
        tapados = tuple((bytes.fromhex(uno), bytes.fromhex(otro)) for uno, otro in pares)
        return Sellada(datos["clase"], sello=Casillas(tolerancia, tapados, contexto, sal))
    tolerancia, corridos, resumen, costo = datos["sello"]
    corrimientos = tuple(int(c, 16) for c in corridos)
    sello = Sello(tolerancia, corrimientos, bytes.fromhex(resumen), contexto, sal, costo)
    medidas = tuple(datos["medidas"]) if "medidas" in datos else None
    return Sellada(datos["clase"], medidas, sello=sello)


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
    pares = zip(esperada, huella, strict=False)
    secretos = [e.forma.secretos(o.forma) for e, o in pares if isinstance(e.forma, Sellada)]
    uno = _algun_sello(esperada[0].forma)
    llave = resumir(json.dumps(secretos), f"{uno.contexto} y lo demás", uno.sal, 32, _LENTO)
    return _sumar(hashlib.shake_256(llave).digest(len(datos)), datos)


def _algun_sello(forma: Forma) -> Sello | Casillas:
    assert isinstance(forma, Sellada)
    return forma.sello or _algun_sello(forma.valor[0])
