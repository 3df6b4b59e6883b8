"""Cómo se consigue un paquete que falta, según cómo se instaló el taller.

Con `pip`, con `uv tool` o con `pipx` no se escribe lo mismo, y una copia sin instalar no tiene
extras que nombrar.

Glosario. *Extra*: un grupo de paquetes de pyproject.toml: `cuadernos`, `torch`, `sellado`, `dask`.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

NOMBRE = "minigrad-taller"
#: el archivo que cada programa deja en los entornos que hace, donde `pip` no manda → su orden
_PROGRAMAS = {
    "uv-receipt.toml": "uv tool install --force",
    "pipx_metadata.json": "pipx install --force",
}
#: un módulo de cada extra: esas órdenes piden también los que ya están, que si no se quitan
_YA_PUESTOS = {"dask": "distributed", "sellado": "cryptography", "torch": "torch"}


def orden(extra: str, paquetes: str, *, celda: bool = False) -> str:
    """Lo que se escribe para tener un extra; `paquetes`, si no hay extra que lo consiga."""
    programa = next((p for archivo, p in _PROGRAMAS.items() if _prefijo(archivo).is_file()), "")
    procedencia = _procedencia()
    if programa and procedencia is not None:
        return f"{programa} {_desde(procedencia, extra)}"
    con_extra = procedencia is not None and not paquetes.startswith("-")
    que = f'"{NOMBRE}[{extra}]"' if con_extra else paquetes
    if celda:
        return f"%pip install {que}"
    ejecutable = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{ejecutable} -m pip install {que}"


def _prefijo(archivo: str) -> Path:
    return Path(sys.prefix) / archivo


def _procedencia() -> dict[str, Any] | None:
    """De dónde se instaló: vacío si fue del índice, None si es una copia sin instalar."""
    try:
        escrito = metadata.distribution(NOMBRE).read_text("direct_url.json")
        return dict(json.loads(escrito or "{}"))
    except (metadata.PackageNotFoundError, ValueError):
        return None


def _desde(procedencia: dict[str, Any], extra: str) -> str:
    """El taller con sus extras, del mismo lugar de donde vino."""
    extras = {"cuadernos", extra, *(e for e, modulo in _YA_PUESTOS.items() if _hay(modulo))}
    url = str(procedencia.get("url", ""))
    if "vcs_info" in procedencia:
        url = f"{procedencia['vcs_info'].get('vcs', 'git')}+{url}"
    return f'"{NOMBRE}[{",".join(sorted(extras))}]' + (f' @ {url}"' if url else '"')


def _hay(modulo: str) -> bool:
    try:
        return importlib.util.find_spec(modulo) is not None
    except ValueError:  # alguien lo retiró de `sys.modules`
        return False
