"""Ejecuta un cuaderno de arriba abajo y deja salidas que no dependen de la máquina.

El núcleo es siempre el intérprete que construye; la carpeta de trabajo es temporal, para que
lo que el cuaderno escriba no caiga en el repositorio.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from tools.comun import RAIZ
from tools.productos import celdas_de_codigo

_SEGUNDOS_POR_CELDA = 300
_LARGO = re.compile(r"^(?P<nombre>(?:PASOS|EPOCAS)\w*) = (?P<pasos>\d+)$", re.MULTILINE)
_POCOS = 20
# la vista de un control lleva un id al azar y sin núcleo no se dibuja; queda su texto
_EFIMEROS = ("application/vnd.jupyter.widget-view+json",)
# trozos de PNG que dicen quién y cuándo, no qué se ve
_TROZOS_DE_MAS = (b"tEXt", b"zTXt", b"iTXt", b"tIME")
_FIRMA_PNG = b"\x89PNG\r\n\x1a\n"


class FalloDeCelda(Exception):
    """Una celda lanzó una excepción; `indice` cuenta desde 0 entre todas las celdas."""

    def __init__(self, indice: int, que: str) -> None:
        super().__init__(que)
        self.indice = indice
        self.que = que


class _EsteInterprete(KernelSpecManager):
    """Ignora los núcleos instalados en la máquina, que pueden ser de otro Python."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(resource_dir=str(RESOURCES), **get_kernel_dict())


class _Nucleo(AsyncKernelManager):
    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return _EsteInterprete()


def ejecutar(cuaderno: NotebookNode, resueltos: Path | None = None) -> None:
    """Ejecuta el cuaderno y le guarda las salidas; `resueltos` sustituye a `solutions/`."""
    with tempfile.TemporaryDirectory(prefix="cuaderno-", ignore_cleanup_errors=True) as carpeta:
        trabajo = Path(carpeta) / "trabajo"
        trabajo.mkdir()
        _correr(cuaderno, trabajo, entorno(Path(carpeta) / "ipython", resueltos))
    for celda in celdas_de_codigo(cuaderno):
        celda.metadata.pop("execution", None)
        celda.outputs = [_limpia(salida) for salida in celda.outputs]
    cuaderno.metadata.pop("widgets", None)
    cuaderno.metadata["language_info"] = {"name": "python"}


def acortar(cuaderno: NotebookNode) -> NotebookNode:
    """El mismo cuaderno, con sus entrenamientos de pocos pasos.

    Para probar que corre, y no que aprende: eso lo dice el cuaderno resuelto, que nbval ejecuta
    entero. Los pasos van en una constante con su nombre, sola en un renglón: `PASOS = 3000`.
    """
    for celda in celdas_de_codigo(cuaderno):
        celda.source = _LARGO.sub(
            lambda m: f"{m['nombre']} = {min(int(m['pasos']), _POCOS)}", celda.source
        )
    return cuaderno


def entorno(ipython: Path, resueltos: Path | None = None) -> dict[str, str]:
    """Las variables con que corre todo cuaderno, al construir y al validar."""
    camino = os.pathsep.join(filter(None, [str(RAIZ), os.environ.get("PYTHONPATH")]))
    propias = {
        "IPYTHONDIR": str(ipython),
        # el dibujante que viene en un paquete de Python: los mismos bytes en todas las máquinas
        "MINIGRAD_DOT": "graphviz-pure",
        # lo que muestra un cuaderno no depende del motor que haya al lado
        "MINIGRAD_MOTOR": "paquete",
        "MINIGRAD_PROGRESO": "memoria",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": camino,
        "PYTHONUTF8": "1",
        # una barra de progreso cambia en cada ejecución
        "TQDM_DISABLE": "1",
    }
    ajenos = {"MINIGRAD_CUADERNOS": str(resueltos.parent)} if resueltos else {}
    return {**os.environ, **propias, **ajenos}


def _correr(cuaderno: NotebookNode, trabajo: Path, variables: dict[str, str]) -> None:
    cliente = NotebookClient(
        cuaderno,
        coalesce_streams=True,
        kernel_manager_class=_Nucleo,
        record_timing=False,
        resources={"metadata": {"path": str(trabajo)}},
        store_widget_state=False,
        timeout=_SEGUNDOS_POR_CELDA,
    )
    # lo que el núcleo mismo anuncia al arrancar no le sirve a nadie
    tarea = cliente.async_execute(env=variables, stderr=subprocess.DEVNULL)
    try:
        # ZeroMQ no se entiende con el bucle que Windows usa si no se le dice
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as bucle:
            bucle.run(tarea)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise FalloDeCelda(_indice_del_fallo(cuaderno), _resumen(error)) from None


def _indice_del_fallo(cuaderno: NotebookNode) -> int:
    """La celda con un error a la vista o, si el núcleo se fue, la primera sin terminar."""
    ultima = 0
    for indice, celda in enumerate(cuaderno.cells):
        if celda.cell_type == "code":
            ultima = indice
            fallo = any(salida.output_type == "error" for salida in celda.outputs)
            if fallo or (celda.execution_count is None and celda.source.strip()):
                return indice
    return ultima


def _resumen(error: Exception) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}".strip().split("\n")[0]
    if isinstance(error, CellTimeoutError):
        return f"tardó más de {_SEGUNDOS_POR_CELDA} segundos."
    return "el núcleo de Python se cerró."


def _limpia(salida: Any) -> Any:
    datos = salida.get("data")
    if datos is None:
        return salida
    for tipo in _EFIMEROS:
        datos.pop(tipo, None)
    if "image/png" in datos:
        datos["image/png"] = png_sin_autor(datos["image/png"])
    salida["metadata"] = {k: v for k, v in salida["metadata"].items() if k.startswith("image/")}
    return salida


def png_sin_autor(en_base64: str) -> str:
    """El mismo dibujo sin la versión de matplotlib ni fechas; en una sola línea."""
    crudo = base64.b64decode(en_base64)
    trozos = b"".join(trozo for tipo, trozo in _trozos(crudo) if tipo not in _TROZOS_DE_MAS)
    return base64.b64encode(_FIRMA_PNG + trozos).decode()


def _trozos(crudo: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Un PNG es su firma y trozos: largo (4 bytes), tipo (4), contenido y control (4)."""
    inicio = len(_FIRMA_PNG)
    while inicio < len(crudo):
        (largo,) = struct.unpack(">I", crudo[inicio : inicio + 4])
        fin = inicio + 12 + largo
        yield crudo[inicio + 4 : inicio + 8], crudo[inicio:fin]
        inicio = fin


def hay_torch() -> bool:
    """Si este intérprete puede ejecutar las celdas que comparan con PyTorch."""
    return find_spec("torch") is not None
