"""La clave de una sección: unas palabras que se dicen en voz alta y abren lo que está cerrado.

De las palabras sale una *llave* (con scrypt, lento a propósito, y una sal de cada sección). El
*candado* reconoce la llave sin contenerla. Al escribir la clave no importan las mayúsculas, las
tildes, los espacios ni los guiones.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from minigrad.navegador.cripto import scrypt

_COSTO = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26}


def limpiar(clave: str) -> str:
    """Solo las letras, en minúscula y sin tildes: «Río-LUNA» y «rio luna» quedan igual."""
    sueltas = unicodedata.normalize("NFKD", clave).lower()
    return "".join(letra for letra in sueltas if letra.isalpha())


@dataclass(frozen=True)
class Candado:
    """La sal de una sección y lo que debe resultar de su clave."""

    sal: bytes
    comprobante: bytes

    @classmethod
    def de(cls, clave: str, sal: bytes) -> Candado:
        """El candado que abre esa clave."""
        return cls(sal, _comprobante(_derivar(clave, sal)))

    def llave(self, clave: str) -> bytes | None:
        """La llave de la sección (32 bytes), o None si la clave no es esa."""
        llave = _derivar(clave, self.sal)
        return llave if self.reconoce(llave) else None

    def reconoce(self, llave: bytes) -> bool:
        """Dice si es la llave de este candado."""
        return hmac.compare_digest(_comprobante(llave), self.comprobante)

    def __str__(self) -> str:
        return f"{self.sal.hex()}:{self.comprobante.hex()}"

    @classmethod
    def desde_texto(cls, texto: Any) -> Candado:
        """Lee lo que `str` escribe; lanza `ValueError` si no lo es."""
        if not isinstance(texto, str) or not re.fullmatch(r"[0-9a-f]{32}:[0-9a-f]{32}", texto):
            raise ValueError("no es un candado")
        sal, _, comprobante = texto.partition(":")
        return cls(bytes.fromhex(sal), bytes.fromhex(comprobante))


def _derivar(clave: str, sal: bytes) -> bytes:
    return scrypt(limpiar(clave).encode(), salt=sal, dklen=32, **_COSTO)


def _comprobante(llave: bytes) -> bytes:
    """De él no se llega a la llave."""
    return hashlib.sha256(b"comprobante de " + llave).digest()[:16]
