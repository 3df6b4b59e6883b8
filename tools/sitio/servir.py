"""Servir el sitio en esta máquina como lo haría quien lo publica: archivos, y nada más.

Los tipos que el navegador exige (`.wasm`, `.mjs`), comprimido lo que se deja comprimir, y ningún
encabezado que aísle la página (COOP, COEP): con ellos el taller no funciona igual.
"""

from __future__ import annotations

import gzip
import mimetypes
import os
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from minigrad.aula.trabajo.servidor import hay_pantalla
from tools.sitio import NoSePuede

_TIPOS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ipynb": "application/json; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/octet-stream",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
    ".zst": "application/zstd",
}
#: lo que ya viene comprimido
_YA = (".whl", ".zip", ".zst", ".png", ".jpg", ".gif", ".woff", ".woff2")


class Sitio(SimpleHTTPRequestHandler):
    """Atiende un pedido. `prefijo` es la carpeta en que el sitio estaría publicado."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *sueltos: object, prefijo: str = "/", **nombrados: object) -> None:
        self.prefijo = prefijo
        super().__init__(*sueltos, **nombrados)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._responder(con_cuerpo=True)

    def do_HEAD(self) -> None:
        self._responder(con_cuerpo=False)

    def _responder(self, con_cuerpo: bool) -> None:
        ruta = self._archivo()
        if ruta is None:
            return
        codigo = HTTPStatus.OK
        if not ruta.is_file():
            codigo, ruta = HTTPStatus.NOT_FOUND, Path(self.directory) / "404.html"
        estado = ruta.stat() if ruta.is_file() else None
        marca = f'"{estado.st_mtime_ns:x}-{estado.st_size:x}"' if estado else ""
        if marca and codigo is HTTPStatus.OK and self.headers.get("If-None-Match") == marca:
            self._encabezar(HTTPStatus.NOT_MODIFIED, {"ETag": marca})
            return
        cuerpo = ruta.read_bytes() if estado else b"No existe.\n"
        campos = {"Content-Type": tipo(ruta), "Cache-Control": "no-cache", "ETag": marca}
        if estado and ruta.suffix not in _YA:
            campos["Vary"] = "Accept-Encoding"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                cuerpo = comprimido(ruta, marca)
                campos["Content-Encoding"] = "gzip"
        self._encabezar(codigo, {**campos, "Content-Length": str(len(cuerpo))})
        if con_cuerpo:
            with suppress(ConnectionError):  # la página se cerró antes de terminar
                self.wfile.write(cuerpo)

    def _archivo(self) -> Path | None:
        """El archivo pedido; nada si ya se contestó con otra dirección."""
        pedida = urlsplit(self.path).path
        if not pedida.startswith(self.prefijo):
            return Path(self.directory) / "no-existe"
        ruta = Path(self.translate_path("/" + pedida[len(self.prefijo) :]))
        if ruta.is_dir() and not pedida.endswith("/"):
            consulta = urlsplit(self.path).query
            otra = f"{pedida}/" + (f"?{consulta}" if consulta else "")
            self._encabezar(HTTPStatus.MOVED_PERMANENTLY, {"Location": otra, "Content-Length": "0"})
            return None
        return ruta / "index.html" if ruta.is_dir() else ruta

    def _encabezar(self, codigo: HTTPStatus, campos: dict[str, str]) -> None:
        self.send_response(codigo)
        for nombre, valor in campos.items():
            if valor:
                self.send_header(nombre, valor)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """En silencio: a la pantalla sale solo la dirección."""


def tipo(ruta: Path) -> str:
    """El tipo de un archivo, sin lo que esta máquina tenga registrado de otro modo."""
    return _TIPOS.get(ruta.suffix) or mimetypes.guess_type(ruta.name)[0] or "text/plain"


@lru_cache(maxsize=512)
def comprimido(ruta: Path, _marca: str) -> bytes:
    """El archivo comprimido, una sola vez por cada versión suya."""
    return gzip.compress(ruta.read_bytes(), 6, mtime=0)


class _Servidor(ThreadingHTTPServer):
    daemon_threads = True
    #: en Windows, dos programas podrían atender el mismo
    allow_reuse_address = os.name == "posix"
    #: una página pide decenas de archivos a la vez
    request_queue_size = 128


#: el primero que se prueba. Siempre el mismo: lo que alguien escribe queda guardado en su navegador
#: con la dirección. Y no el de JupyterLab, que el sitio tiene un service worker
PUERTO = 8314
_OTROS = 20


def atender(carpeta: Path, pedido: int | None, navegador: bool) -> None:
    """Sirve el sitio y se queda hasta Ctrl-C."""
    with _en_un_puerto(carpeta, pedido) as uno:
        direccion = f"http://127.0.0.1:{uno.server_address[1]}/"
        print(f"El sitio está abierto en esta dirección:\n  {direccion}")
        print("Para terminar, oprime Ctrl-C en esta ventana.", flush=True)
        if navegador and hay_pantalla():
            webbrowser.open(direccion)
        with suppress(KeyboardInterrupt):
            uno.serve_forever(poll_interval=0.2)


def _en_un_puerto(carpeta: Path, pedido: int | None) -> ThreadingHTTPServer:
    for puerto in [*range(PUERTO, PUERTO + _OTROS), 0] if pedido is None else [pedido]:
        with suppress(OSError):
            return servidor(carpeta, puerto)
    raise NoSePuede(
        f"El puerto {pedido} está ocupado, o no es para tu usuario: elige otro con --puerto."
    )


def servidor(carpeta: Path, puerto: int = 0, prefijo: str = "/") -> ThreadingHTTPServer:
    """Uno que todavía no atiende, solo para esta máquina; el puerto 0 es «uno libre»."""
    atiende = partial(Sitio, directory=str(carpeta), prefijo=prefijo)
    return _Servidor(("127.0.0.1", puerto), atiende)


@contextmanager
def servido(carpeta: Path, prefijo: str = "/") -> Iterator[str]:
    """El sitio mientras dure el `with`; da su dirección."""
    with servidor(carpeta, prefijo=prefijo) as uno:
        hilo = threading.Thread(target=uno.serve_forever, kwargs={"poll_interval": 0.05})
        hilo.start()
        try:
            yield f"http://127.0.0.1:{uno.server_address[1]}{prefijo}"
        finally:
            uno.shutdown()
            hilo.join()
