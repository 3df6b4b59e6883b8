"""Con qué ajustes corre JupyterLab: los del taller, y nada de cómo cada quien tenga el suyo.

Una clave, un certificado o una dirección propios dejarían fuera a quien abre el taller, y un
núcleo o un arranque de IPython propios harían otra cosa que la que se enseña. De lo suyo se copia,
una vez, lo que se ve: el tema, el tamaño de letra, los atajos. Lo que aquí se ejecuta o da permisos
no va en la carpeta de trabajo, que pasa de mano en mano.

Glosario. *Ficha*: la clave (`token`) que va en la dirección; sin ella nadie más entra. *Casa*: la
carpeta, de esta persona, donde JupyterLab guarda lo suyo de una vez a otra. *Privada*: la que
dura lo que dura el taller abierto.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from minigrad._archivos import escribir

#: cada cuántos segundos guarda JupyterLab por su cuenta; el cuidado de `pagina/` lo hace antes
_CADA = 5
#: lo que el entorno le diría a Jupyter, al núcleo o a `%pip`; el resto pasa tal cual
_AJENAS = ("JUPYTER", "IPYTHON", "MPLBACKEND", "PYTHONSTARTUP", "PIP_USER")
_QUEDA = "JUPYTER_ALLOW_INSECURE_WRITES"
#: con esto, una celda que se ejecuta antes que «Prepara el cuaderno» ya falla en español
_ARRANQUE = """\
try:
    __import__("minigrad.aula.verbos.preparar", fromlist=["_"]).en_espanol(get_ipython())
except Exception:
    pass
"""


def casa_propia(privada: Path) -> Path:
    """Junto a los datos de Jupyter de esta persona; si ahí no se puede escribir, en la privada."""
    from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir

    suyos = Path(jupyter_config_dir()) / "lab" / "user-settings"
    for casa in (Path(jupyter_data_dir()) / "minigrad", privada / "casa"):
        with suppress(OSError):
            _amoblar(casa, suyos)
            break
    return casa


def _amoblar(casa: Path, suyos: Path) -> None:
    arranque = casa / "ipython" / "profile_default" / "startup"
    arranque.mkdir(parents=True, exist_ok=True)
    escribir(arranque / "00-minigrad.py", _ARRANQUE)
    if not (casa / "ajustes").exists():
        # menos cada cuánto se guarda, que de eso responde el taller
        with suppress(OSError):
            sin = shutil.ignore_patterns("docmanager-extension")
            shutil.copytree(suyos, casa / "ajustes", ignore=sin)
        (casa / "ajustes").mkdir(exist_ok=True)


def variables(casa: Path, privada: Path) -> dict[str, str]:
    """El entorno de JupyterLab y de sus núcleos."""
    quedan = {k: v for k, v in os.environ.items() if k == _QUEDA or not k.startswith(_AJENAS)}
    if casa.is_relative_to(privada):  # su casa no se puede escribir: tampoco para matplotlib
        quedan.setdefault("MPLCONFIGDIR", str(casa / "matplotlib"))
    return {
        **quedan,
        "IPYTHONDIR": str(casa / "ipython"),
        "JUPYTER_CONFIG_DIR": str(privada),
        "JUPYTER_DATA_DIR": str(casa / "datos"),
        "JUPYTER_RUNTIME_DIR": str(privada),
    }


def configuracion(carpeta: Path, casa: Path, puerto: int, otros: int, ficha: str) -> str:
    """Lo que se le dice a JupyterLab, con la ficha: va en un archivo que solo su dueño lee."""
    servidor = {
        "ip": "127.0.0.1",
        "port": puerto,
        "port_retries": otros,
        "root_dir": str(carpeta),
        "open_browser": False,
        # en un contenedor se suele ser root; solo escucha aquí
        "allow_root": True,
        "base_url": "/",
        # dura de una vez a otra: en el mismo puerto, no deja fuera a una página que quedó abierta
        "cookie_secret_file": str(casa / "galletas"),
        **dict.fromkeys(("certfile", "keyfile", "client_ca", "sock"), ""),
    }
    laboratorio = {
        "app_settings_dir": str(ajustes(carpeta)),
        "user_settings_dir": str(casa / "ajustes"),
        "workspaces_dir": str(casa / "mesas"),
        "extra_labextensions_path": [str(Path(__file__).with_name("pagina"))],
    }
    return json.dumps(
        {
            "ServerApp": servidor,
            "LabApp": laboratorio,
            "IdentityProvider": {"token": ficha},
            "PasswordIdentityProvider": {"hashed_password": ""},
        }
    )


def ajustes(carpeta: Path) -> Path:
    """Guarda seguido, sin avisos de novedades, y en español si está el paquete de idioma."""
    sin_avisos = {"fetchNews": "false", "checkForUpdates": False}
    ajustes: dict[str, Any] = {
        "@jupyterlab/apputils-extension:notification": sin_avisos,
        "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": _CADA},
    }
    if importlib.util.find_spec("jupyterlab_language_pack_es_ES"):
        ajustes["@jupyterlab/translation-extension:plugin"] = {"locale": "es_ES"}
    destino = carpeta / ".minigrad" / "jupyter"
    destino.mkdir(parents=True, exist_ok=True)
    escribir(destino / "overrides.json", json.dumps(ajustes))
    return destino
