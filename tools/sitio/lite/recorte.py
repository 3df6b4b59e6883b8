"""Qué se quita de lo que se descarga al empezar: lo que ninguna lección ni el núcleo importan.

De cada rueda se quitan archivos enteros y su línea en el registro; lo demás queda igual. Lo que se
quita se escribió mirando qué módulos importa el núcleo al arrancar, al fallar una celda y al usar
cada explorador; una prueba en el navegador corre todas las lecciones con lo que queda.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import gmtime

from tools.sitio.lite.rueda import con_huella
from tools.sitio.lugares import FECHA

#: lo que se quita de cada rueda: todo lo que coincide, menos lo que también está en _SE_QUEDA
_SOBRA = {
    "ipython": r"IPython/(sphinxext|testing/plugin)/|.*/tests/",
    "ipywidgets": r"ipywidgets/(.*/)?tests/",
    "pygments": r"pygments/(lexers|formatters|styles)/",
}
#: de pygments, Python y lo que `ipython_pygments_lexers` importa; lo que dibuja HTML y terminal
_SE_QUEDA = {
    "pygments": r"pygments/(lexers/(__init__|_mapping|python|special|data|html|css|javascript|jvm|"
    r"perl|ruby|shell|markup|diff|_css_builtins|_luau_builtins|_openedge_builtins)"
    r"|formatters/(__init__|_mapping|html|terminal|terminal256|other|latex|svg)"
    r"|styles/(__init__|_mapping|default|monokai|gh_dark|pastie|friendly))\.py$",
}


def recortar(rueda: Path, destino: Path) -> Path:
    """La rueda en `destino`, sin lo que sobra; la que no tiene nada que sobre, tal como vino."""
    nueva = destino / rueda.name
    if rueda.name.partition("-")[0] not in _SOBRA:
        return Path(shutil.copyfile(rueda, nueva))
    _copiar(rueda, nueva)
    return nueva.rename(destino / con_huella(nueva))


def _que_va(nombre: str) -> Callable[[str], bool]:
    sobra = re.compile(_SOBRA[nombre])
    queda = re.compile(_SE_QUEDA.get(nombre, r"(?!)"))
    return lambda ruta: not sobra.match(ruta) or bool(queda.match(ruta))


def _copiar(vieja: Path, nueva: Path) -> None:
    fecha, va = gmtime(FECHA)[:6], _que_va(vieja.name.partition("-")[0])
    with zipfile.ZipFile(vieja) as origen, zipfile.ZipFile(nueva, "w") as destino:
        for ficha in sorted(origen.infolist(), key=lambda una: una.filename):
            if ficha.is_dir() or not va(ficha.filename):
                continue
            datos = origen.read(ficha)
            if ficha.filename.endswith(".dist-info/RECORD"):
                lineas = datos.decode().splitlines(keepends=True)
                datos = "".join(uno for uno in lineas if va(uno.partition(",")[0])).encode()
            puesta = zipfile.ZipInfo(ficha.filename, fecha)
            destino.writestr(puesta, datos, zipfile.ZIP_DEFLATED, 9)
