"""Poner en un sitio ya construido lo que guarda sus páginas para usarlas sin conexión.

Va de último: el manifiesto lleva la huella de cada archivo, así que nada puede cambiar después.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.sitio import piezas

_PAGINA = Path(__file__).with_name("pagina")
#: el service worker de JupyterLite, que el nuestro lleva detrás
_DE_JUPYTERLITE = Path("taller") / "service-worker.js"
#: JupyterLite, en la segunda visita, quita todos los service workers y pone el suyo otra vez: sin
#: conexión no podría. El nuestro se actualiza solo
_SIN_QUITARLO = (
    "window.ServiceWorkerRegistration&&"
    "(ServiceWorkerRegistration.prototype.unregister=async()=>true)"
)
#: en qué orden se guarda: primero, lo que una lección usa
_ORDEN = (
    "taller/notebooks/", "trabajo/", "taller/static/", "taller/build/", "taller/extensions/",
    "taller/api/", "taller/files/", "taller/", "lecciones/", "_static/", "",
)  # fmt: skip


def poner(sitio: Path) -> None:
    """El service worker, lo que cada página usa de él y el manifiesto de esta versión."""
    propios = sitio / "trabajo"
    propios.mkdir()
    shutil.copyfile(_PAGINA / "conexion.js", propios / "conexion.js")
    shutil.copyfile(piezas.npm() / "fflate" / "umd" / "index.js", propios / "fflate.js")
    for pagina in sorted(sitio.rglob("*.html")):
        _vestir(pagina, sitio)
    _poner_servicio(sitio)


def _vestir(pagina: Path, sitio: Path) -> None:
    html = pagina.read_text(encoding="utf-8")
    if "</body>" not in html:
        return
    partes = pagina.relative_to(sitio).parts
    raiz = "../" * (len(partes) - 1) or "./"
    en_taller = partes[0] == "taller"
    donde = " data-taller" if en_taller else ""
    if en_taller:
        html = html.replace("<head>", f"<head><script>{_SIN_QUITARLO}</script>", 1)
    guion = f'<script src="{raiz}trabajo/conexion.js" data-raiz="{raiz}"{donde} async></script>'
    antes, cierre, despues = html.rpartition("</body>")
    pagina.write_text(f"{antes}{guion}\n{cierre}{despues}", encoding="utf-8")


def _poner_servicio(sitio: Path) -> None:
    de_jupyterlite = sitio / _DE_JUPYTERLITE
    detras = de_jupyterlite.read_text(encoding="utf-8") if de_jupyterlite.is_file() else ""
    # con el de JupyterLite en la cuenta: si cambia, cambia la versión
    archivos = json.dumps({"archivos": dict(_archivos(sitio))}, ensure_ascii=False, indent=0)
    version = _huella((archivos + detras + _guion("", "", "")).encode())
    (sitio / f"manifiesto-{version}.json").write_text(archivos, encoding="utf-8")
    # también en la raíz: quien llega al taller desde una página de lectura lo abre con este
    propio = _guion(version, "./", "en-uso/lectura")
    (sitio / "servicio.js").write_text(f"{propio}\n{detras}", encoding="utf-8")
    if detras:
        propio = _guion(version, "../", "en-uso/taller")
        de_jupyterlite.write_text(f"{propio}\n{detras}", encoding="utf-8")


def _guion(version: str, raiz: str, lugar: str) -> str:
    texto = (_PAGINA / "servicio.js").read_text(encoding="utf-8")
    valores = {"VERSION": version, "RAIZ": raiz, "LUGAR": lugar}
    return re.sub(r"\{\{(\w+)\}\}", lambda hueco: valores[hueco[1]], texto)


def _archivos(sitio: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    """Cada archivo que se puede pedir, con su huella y su peso."""
    rutas = [ruta.relative_to(sitio) for ruta in sitio.rglob("*") if ruta.is_file()]
    for ruta in sorted(rutas, key=lambda una: (_turno(una.as_posix()), una.as_posix())):
        if ruta != _DE_JUPYTERLITE and not ruta.name.startswith(".") and ruta.suffix != ".map":
            contenido = (sitio / ruta).read_bytes()
            yield ruta.as_posix(), (_huella(contenido), len(contenido))


def _turno(ruta: str) -> int:
    return next(i for i, comienzo in enumerate(_ORDEN) if ruta.startswith(comienzo))


def _huella(contenido: bytes) -> str:
    return hashlib.sha256(contenido).hexdigest()[:16]
