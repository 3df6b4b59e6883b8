"""Con qué se abre una clase sellada: scrypt y Fernet, los de siempre o los de esta página.

En una página no hay OpenSSL, que es quien sabe de esto en Python. Ahí se usan las librerías
`noble`, de JavaScript: el sitio las junta en `cripto.js`, al lado de este archivo. Dan los mismos
bytes.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from pathlib import Path
from typing import Any

from minigrad.navegador import AQUI

_DEL_SITIO = Path(__file__).with_name("cripto.js")
#: lo que lleva un texto de Fernet: versión, fecha, vector inicial, lo cifrado y su sello
_VERSION, _VECTOR, _CIFRADO, _SELLO = b"\x80", 9, 25, 32


def scrypt(
    clave: bytes, *, salt: bytes, n: int, r: int, p: int, dklen: int, maxmem: int = 0
) -> bytes:
    """Unos bytes que salen de una clave; lento a propósito."""
    if not AQUI:
        return hashlib.scrypt(clave, salt=salt, n=n, r=r, p=p, dklen=dklen, maxmem=maxmem)
    opciones = _de_python({"N": n, "r": r, "p": p, "dkLen": dklen})
    return bytes(_noble().scrypt(_de_python(clave), _de_python(salt), opciones).to_bytes())


def abrir_fernet(cifrado: str, llave: bytes) -> bytes | None:
    """Lo que Fernet cerró con esa llave; None si no es esa o se dañó."""
    if AQUI:
        return _abrir_aqui(cifrado, llave)
    from cryptography.fernet import Fernet, InvalidToken

    try:
        return Fernet(urlsafe_b64encode(llave)).decrypt(cifrado.encode())
    except InvalidToken:
        return None


def _abrir_aqui(cifrado: str, llave: bytes) -> bytes | None:
    """La primera mitad de la llave firma y la segunda cifra."""
    try:
        datos = urlsafe_b64decode(cifrado)
    except ValueError:
        return None
    cuerpo, sello = datos[:-_SELLO], datos[-_SELLO:]
    firma = hmac.new(llave[:16], cuerpo, hashlib.sha256).digest()
    if not cuerpo.startswith(_VERSION) or not hmac.compare_digest(firma, sello):
        return None
    vector, dentro = cuerpo[_VECTOR:_CIFRADO], cuerpo[_CIFRADO:]
    aes = _noble().cbc(_de_python(llave[16:]), _de_python(vector))
    return bytes(aes.decrypt(_de_python(dentro)).to_bytes())


@cache
def _noble() -> Any:
    from pyodide.code import run_js

    codigo = _DEL_SITIO.read_text(encoding="utf-8")
    return run_js(f"(() => {{ {codigo}\nreturn cripto; }})()")


def _de_python(valor: Any) -> Any:
    from js import Object
    from pyodide.ffi import to_js

    return to_js(valor, dict_converter=Object.fromEntries)
