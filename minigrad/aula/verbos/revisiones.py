"""Las revisiones de `diagnostico`: cada una prueba una cosa de esta máquina, de verdad.

Cada función dibuja, deriva, escribe o arranca un núcleo, y devuelve en palabras lo que encontró,
o lanza `Falta` con la cura. Ninguna deja nada instalado ni escrito.

Glosario. *Núcleo*: el proceso de Python que ejecuta las celdas de un cuaderno.
"""

from __future__ import annotations

import importlib.util
import io
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from minigrad import __version__, _extras, _recursos
from minigrad.aula.celda.entorno import hay_torch, interprete
from minigrad.aula.trabajo import progreso
from minigrad.navegador import AQUI
from minigrad.navegador.figuras import hay, se_puede_traer

_ESPERA = 120.0
_GIGAS = 0.2


class Falta(Exception):
    """Algo no funciona; lleva la cura, y si el taller se puede hacer sin ello."""

    def __init__(self, detalle: str, cura: str, *, opcional: bool = False) -> None:
        super().__init__(detalle)
        self.detalle, self.cura, self.opcional = detalle, cura, opcional


def en_cuaderno() -> bool:
    """Si esto corre en el núcleo de un cuaderno y no en una terminal."""
    return hasattr(interprete(), "kernel")


def en_colab() -> bool:
    return "google.colab" in sys.modules


def como_instalar(paquetes: str, extra: str = "cuadernos") -> str:
    """Cómo conseguir algo que falta en este Python y no en otro."""
    if AQUI:
        return "Con conexión, abre la página otra vez; si sigue igual, avisa a quien la publica."
    orden = _extras.orden(extra, paquetes, celda=en_cuaderno())
    if not en_cuaderno():
        return orden
    donde = "una celda nueva" if orden.startswith("%") else "una terminal"
    return f"En {donde} escribe `{orden}` y reinicia el núcleo."


#: lo que en una página no se puede tener
_EN_OTRA_PARTE = "Para tenerlo, abre el taller en Colab o en una computadora."


# --- Python y Jupyter ------------------------------------------------------------------------


#: el primero y el último con que se prueba
_PYTHONS = (3, 11), (3, 15)


def python() -> str:
    primero, ultimo = (f"{mayor}.{menor}" for mayor, menor in _PYTHONS)
    este = platform.python_version()
    if sys.version_info[:2] < _PYTHONS[0]:
        raise Falta(f"es {este}", f"Instala Python, de la versión {primero} a la {ultimo}.")
    de_mas = sys.version_info[:2] > _PYTHONS[1]
    return f"{este}, más nuevo que el último con que se probó ({ultimo})" if de_mas else este


def cuadernos() -> str:
    # en una página, los que están en blanco van con el sitio y no con el paquete
    nombres: list[_recursos.Nombre] = [] if AQUI else ["notebooks", "exercises"]
    if _recursos.es_de_clase():
        con_que_abrirlas()
    else:
        nombres.append("solutions")
    cuantos = {n: len(list(_recursos.cuadernos(n).glob("*.ipynb"))) for n in nombres}
    vacias = [nombre for nombre, cuantos_hay in cuantos.items() if not cuantos_hay]
    if vacias:
        raise Falta(f"no trae los cuadernos de {vacias[0]}", "Descarga el taller otra vez.")
    de_clase = ", de una clase" if _recursos.es_de_clase() else ""
    if AQUI:
        return f"{__version__}{de_clase}"
    return f"{__version__}, con {sum(cuantos.values())} cuadernos{de_clase}"


def con_que_abrirlas() -> None:
    """Las soluciones de una clase van cifradas; lo demás se hace sin cryptography."""
    if AQUI:
        return  # lo que las abre viene con la página
    try:
        import cryptography  # noqa: F401
    except ImportError:
        cura = como_instalar("cryptography", "sellado")
        detalle = "sin cryptography, las soluciones de esta clase no se pueden abrir"
        raise Falta(detalle, cura, opcional=True) from None


def pagina() -> str:
    """En una página no hay Jupyter que instalar: lo que hay es Pyodide."""
    from pyodide_js import version as pyodide

    return f"corre en el navegador, con Pyodide {pyodide}; no hay nada que instalar"


def jupyterlab() -> str:
    if importlib.util.find_spec("jupyterlab") is None:
        raise Falta("no está instalado", como_instalar("jupyterlab"))
    return version("jupyterlab")


def nucleo() -> str:
    """Arranca un núcleo lejos de aquí, como lo hará un cuaderno, e importa minigrad en él."""
    from jupyter_client.manager import start_new_kernel

    oido: list[str] = []
    with tempfile.TemporaryDirectory() as lejos:
        gestor, cliente = start_new_kernel(
            startup_timeout=_ESPERA, cwd=lejos, stderr=subprocess.DEVNULL
        )
        try:
            hecho = cliente.execute_interactive(
                "import minigrad, sys; print(sys.executable)",
                timeout=_ESPERA,
                output_hook=lambda m: oido.append(m["content"].get("text", "")),
            )
        finally:
            cliente.stop_channels()
            gestor.shutdown_kernel(now=True)
    if hecho["content"]["status"] != "ok":
        raise Falta(
            "arranca, pero desde ahí no se encuentra minigrad",
            como_instalar("--force-reinstall ipykernel")
            + "  y, si sigue igual, instala el taller en un entorno nuevo.",
        )
    return f"arranca y encuentra minigrad, con {''.join(oido).strip()}"


def widgets() -> str:
    import ipywidgets

    numeros = tuple(int(parte) for parte in ipywidgets.__version__.split(".")[:2])
    if numeros < (7, 7):
        raise Falta(f"ipywidgets {ipywidgets.__version__} es viejo", como_instalar("-U ipywidgets"))
    ipywidgets.IntSlider().close()
    if not en_cuaderno() and not _lab_dibuja_widgets():
        raise Falta(
            "JupyterLab no tiene la parte que los dibuja",
            como_instalar("-U jupyterlab_widgets ipywidgets"),
        )
    return f"ipywidgets {ipywidgets.__version__}"


def _lab_dibuja_widgets() -> bool:
    from jupyter_core.paths import jupyter_path

    extension = Path("@jupyter-widgets") / "jupyterlab-manager" / "package.json"
    return any((Path(ruta) / extension).exists() for ruta in jupyter_path("labextensions"))


def espanol() -> str:
    if importlib.util.find_spec("jupyterlab_language_pack_es_ES") is None:
        cura = como_instalar("jupyterlab-language-pack-es-ES")
        raise Falta("los menús de JupyterLab saldrán en inglés", cura, opcional=True)
    return "los menús de JupyterLab salen en español"


def puerto() -> str:
    """Abre un puerto y se conecta a él: un cortafuegos podría impedir lo segundo."""
    # aquí, y no arriba: trae media biblioteca de red, que en una página nadie usa
    from minigrad.aula.trabajo import servidor

    numero = servidor.elegir_puerto(None)
    try:
        with (
            socket.create_server(("127.0.0.1", numero)),
            socket.create_connection(("127.0.0.1", numero), timeout=5),
        ):
            return f"el {numero} está libre"
    except OSError as error:
        cura = "Permite a Python las conexiones locales (127.0.0.1) en el cortafuegos o antivirus."
        raise Falta(f"no puedo conectarme al {numero}", cura) from error


# --- dibujos, figuras y PyTorch --------------------------------------------------------------


def dibujo(programa: str, otro: str) -> str:
    """Dibuja un grafo con un programa; si falta, no estorba mientras dibuje el otro."""
    ruta = _que_dibuja(programa)
    if ruta is None:
        cura = {
            "dot": "Instala Graphviz: en Debian o Ubuntu, sudo apt install graphviz; en macOS, "
            "brew install graphviz; en Windows, winget install graphviz.",
            "graphviz-pure": como_instalar("graphviz graphviz-pure"),
        }[programa]
        hay_otro = _que_dibuja(otro) is not None
        detalle = "no hay con qué dibujar los grafos"
        if hay_otro:
            detalle = f"no está, o no dibuja; lo hace {otro}"
        raise Falta(detalle, cura, opcional=hay_otro)
    return f"dibuja con {ruta}"


def dibujo_de_la_pagina() -> str:
    """Dibuja un grafo con lo que va con el sitio."""
    from minigrad.graph import svg
    from minigrad.navegador.dibujo import consejo

    try:
        svg.trazar(svg.programas()[0], "digraph{a}", svg.PLAZO)
    except (IndexError, RuntimeError):
        detalle = "no ha llegado lo que dibuja los grafos; mientras tanto se leen con palabras"
        raise Falta(detalle, consejo(), opcional=True) from None
    return f"dibuja con {svg.programas()[0]}"


def _que_dibuja(programa: str) -> str | None:
    """La ruta del programa, si está y de verdad dibuja."""
    from minigrad.graph import svg

    for ruta in svg.programas():
        if Path(ruta).stem.lower() == programa:
            with suppress(OSError, RuntimeError, subprocess.SubprocessError):
                svg.trazar(ruta, "digraph{a}", svg.PLAZO)
                return ruta
    return None


def _dicho(orden: list[str]) -> str:
    """Lo que un programa escribe; nada si no existe, falla o no acaba."""
    try:
        hecho = subprocess.run(
            orden, stdin=subprocess.DEVNULL, capture_output=True, timeout=_ESPERA, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return hecho.stdout.decode("utf-8", errors="replace")


def figuras() -> str:
    if AQUI and not hay("matplotlib"):
        if se_puede_traer("matplotlib"):
            return "matplotlib llega cuando una celda lo importa"
        detalle = "matplotlib no va con este sitio; las celdas que dibujan muestran la guardada"
        raise Falta(detalle, _EN_OTRA_PARTE, opcional=True)
    import matplotlib
    from matplotlib.figure import Figure

    figura = Figure()
    figura.subplots().plot([0.0, 1.0])
    figura.savefig(io.BytesIO())
    return f"matplotlib {matplotlib.__version__} y numpy {version('numpy')}"


def barra() -> str:
    import tqdm

    return f"tqdm {tqdm.__version__}"


def torch() -> str:
    if not hay_torch():
        detalle = "no está; las celdas que lo usan muestran lo que habrían mostrado"
        cura = _EN_OTRA_PARTE if AQUI else como_instalar("torch", "torch")
        raise Falta(detalle, cura, opcional=True)
    # aparte: una instalación rota puede tumbar el proceso entero
    derivar = (
        "import torch; x = torch.tensor(3.0, requires_grad=True); (x * x).backward(); "
        "print(torch.__version__, x.grad.item())"
    )
    numeros = _dicho([sys.executable, "-c", derivar]).split()
    if numeros[1:] != ["6.0"]:
        # más que ausente: está a medias, y las celdas que lo usan van a fallar
        cura = como_instalar("--force-reinstall torch") + "  o quítalo: el taller funciona sin él."
        raise Falta("está instalado y no funciona", cura)
    return f"{numeros[0]} deriva bien"


# --- el disco --------------------------------------------------------------------------------


def carpeta_de_trabajo() -> Path:
    """Donde se guarda el progreso de este cuaderno o, si no se guarda, donde se está."""
    archivo = progreso.archivo_de_trabajo()
    return archivo.parent.parent if archivo else Path.cwd()


def escritura(carpeta: Path) -> str:
    """Escribe, reemplaza y borra un archivo donde se va a trabajar."""
    existente = _la_que_existe(carpeta)
    guardado = existente / ".minigrad"
    lugar = guardado if guardado.is_dir() else existente
    try:
        with tempfile.TemporaryDirectory(prefix=".minigrad-prueba-", dir=lugar) as prueba:
            nuevo = Path(prueba) / "señal.tmp"
            nuevo.write_text("✓", encoding="utf-8")
            os.replace(nuevo, nuevo.with_suffix(".json"))
    except OSError as error:
        cura = "Trabaja en una carpeta tuya, por ejemplo: minigrad abrir mi_taller"
        raise Falta(f"no puedo escribir en {lugar} ({type(error).__name__})", cura) from error
    if en_colab():
        return f"{carpeta}, que se borra al cerrar la sesión: guarda tu copia en Drive"
    return f"{carpeta} se puede escribir" if existente == carpeta else f"{carpeta} se puede crear"


def espacio(carpeta: Path) -> str:
    gigas = shutil.disk_usage(_la_que_existe(carpeta)).free / 1e9
    if gigas < _GIGAS:
        raise Falta(f"quedan {gigas:.1f} GB", f"Libera al menos {_GIGAS} GB en este disco.")
    return f"quedan {gigas:.1f} GB"


def _la_que_existe(carpeta: Path) -> Path:
    """La carpeta o, si todavía no se ha creado, la más cercana que exista."""
    return next(c for c in (carpeta, *carpeta.parents) if c.exists())
