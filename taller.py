"""La puerta del taller: lo prepara todo y lo abre, o corre todas las pruebas.

Usa solo la biblioteca estándar, y sintaxis de Python 3.8 para que un Python viejo llegue a
decir que es viejo. Cada entorno lleva una *marca*, un archivo que dice con qué se hizo; se
completa al final, así un entorno que quedó a medias se reconoce. Mientras se hace uno nuevo, el
que servía espera al lado, apartado, y vuelve si algo falla: lo que funcionaba nunca se pierde.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import hashlib
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

AYUDA = """\
uso: python3 taller.py abrir [CARPETA] [--sin-torch] [--sin-navegador] [--puerto N]
     python3 taller.py diagnostico [CARPETA] [--sin-torch]
     python3 taller.py probar [--rapido] [--sin-torch]
     python3 taller.py sitio [--pyodide CARPETA|DIRECCION] [--sin-navegador] [--puerto N]

abrir        prepara el taller (la primera vez tarda unos minutos) y lo abre en el navegador,
             en la primera lección que no has terminado; CARPETA es tu carpeta de trabajo
             (si no dices otra, mi_taller), o el .zip con tu trabajo que te dio el navegador
diagnostico  dice qué funciona en esta máquina y cómo se cura lo que no
probar       corre todas las pruebas, las mismas que corre CI
sitio        construye el sitio, con el taller que corre en el navegador, y lo abre aquí

opciones:
  --sin-torch       instalación pequeña, sin PyTorch: 0.4 GB en lugar de 1.3; `probar` la
                    hace aparte y omite lo que usa PyTorch
  --con-torch       intenta otra vez instalar PyTorch donde no se pudo
  --sin-navegador   no abre el navegador: escribe la dirección
  --puerto N        el puerto en que se atiende (si no, uno libre)
  --rapido          solo las pruebas cortas, sin ejecutar los cuadernos
  --salida CARPETA  dónde queda el sitio construido (si no, sitio/)
  --pyodide DONDE   el lanzamiento de Pyodide con NumPy y matplotlib para el navegador
  --taller CARPETA  el sitio de una clase: la carpeta que dejó `minigrad sellar`
  -h, --help        muestra esta ayuda
"""
RAIZ = Path(__file__).resolve().parent
EN_WINDOWS = os.name == "nt"
MARCA, MARCA_NUEVA = "taller.json", "taller.json.nueva"
REGISTRO = "instalacion.log"
#: la carpeta con los paquetes ya descargados, para instalar sin conexión
RUEDAS = "ruedas"
#: el primero y el último Python con que se prueba
PYTHONS = (3, 11), (3, 15)
DE_CUAL_A_CUAL = "de la versión {}.{} a la {}.{}".format(*PYTHONS[0], *PYTHONS[1])
#: segundos que se espera a un paso de las pruebas
LIMITE = 1200.0

#: cómo empieza el nombre de una carpeta que se está borrando
BASURA = ".venv-basura-"
#: lo que ocupa lo que se instala
GIGAS = {"base": 0.6, "torch": 1.0, "sellado": 0.1}
#: los extras que se instalan aparte, porque no los hay para todo sistema: qué son y qué se pierde
APARTE = {
    "torch": (
        "PyTorch",
        "El taller se hace igual: las celdas que lo usan muestran lo que habrían mostrado. Para "
        "intentarlo otra vez, añade --con-torch.",
    ),
    "sellado": (
        "cryptography",
        "El taller se hace igual: solo hace falta para sellar el paquete de una clase y para abrir "
        "sus soluciones.",
    ),
}


class Detenido(Exception):
    """Algo impide seguir; el mensaje dice qué es y cómo se remedia."""


class NoExiste(Detenido):
    """Un paquete no se puede tener en este Python y este sistema: repetir no lo arregla."""


OTRO_PYTHON = (
    f"instala uno {DE_CUAL_A_CUAL}, de 64 bits, y repite la orden con él. (Si hay una carpeta "
    f"{RUEDAS}, se instala solo de ella: tiene que ser para este sistema y este Python.)"
)
#: cómo se reconoce en lo que dijo pip (o venv) cada tropiezo, y cómo se remedia; lo que puede
#: causar a otro va antes: sin red, pip termina diciendo que no hay versiones
TROPIEZOS: tuple[tuple[type[Detenido], str, str], ...] = (
    (
        Detenido,
        r"No space left on device|Errno 28\b|not enough space on the disk|WinError 112|"
        r"Disk quota exceeded|Errno 122\b",
        "No queda espacio en el disco: libera un par de GB y repite la orden.",
    ),
    (
        Detenido,
        r"ensurepip is not available|No module named '?(ensurepip|venv|pip)\b",
        "A este Python le falta el módulo venv: en Debian o Ubuntu escribe "
        "`sudo apt install python3-venv` y repite la orden.",
    ),
    (
        Detenido,
        r"enable-long-paths|WinError 206|File name too long",
        "La ruta de la carpeta del taller es demasiado larga para este sistema: muévela a una más "
        "corta (en Windows, por ejemplo C:\\taller) y repite la orden.",
    ),
    (
        Detenido,
        r"SSL module is not available|No module named '?_?ssl\b",
        "Este Python no sabe abrir conexiones seguras (le falta el módulo ssl): instala otro, de "
        "python.org, y repite la orden con él.",
    ),
    (
        Detenido,
        r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|SSLCertVerificationError|"
        r"invalid path to a TLS CA|Could not find a suitable TLS CA",
        "El certificado del índice de paquetes de Python no se pudo comprobar: revisa la fecha de "
        "tu máquina. Si tu red usa certificados suyos, pide el archivo a quien la administra y di "
        "dónde está con la variable PIP_CERT. Después repite la orden.",
    ),
    (
        Detenido,
        r"ProxyError|Cannot connect to proxy|Proxy Authentication Required|"
        r"Tunnel connection failed|Invalid proxy|Missing dependencies for SOCKS",
        "No se pudo pasar por el intermediario de tu red (proxy): revisa la variable HTTPS_PROXY "
        "con quien la administra y repite la orden.",
    ),
    (
        Detenido,
        r"after connection broken by|NameResolutionError|NewConnectionError|"
        r"ConnectionError|Failed to establish|Connection refused|"
        r"Temporary failure in name resolution|getaddrinfo failed|ConnectTimeout|"
        r"Read timed out|ReadTimeout|SSLError|Max retries exceeded|IncompleteRead|"
        r"Connection reset|RemoteDisconnected|Connection aborted|incomplete-download|"
        r"HTTP error [45]\d\d|[45]\d\d (Client|Server) Error",
        "No hay conexión con el índice de paquetes de Python: revisa tu conexión a Internet (y la "
        "variable HTTPS_PROXY, si tu red la pide) y repite la orden.",
    ),
    (
        Detenido,
        r"DO NOT MATCH THE HASHES|HashMismatch|is not a zip file|BadZipFile|has an invalid wheel|"
        r"Wheel '.*' located at .* is invalid",
        "Un paquete llegó dañado: repite la orden. Si vuelve a pasar, bórralo de lo que pip guarda "
        "con `python3 -m pip cache purge`"
        f" (y de la carpeta {RUEDAS}, si la usas).",
    ),
    (
        Detenido,
        r"externally-managed-environment",
        "El entorno que se creó no quedó separado del Python del sistema: repite la orden y, si "
        "vuelve a pasar, hazlo con un Python de python.org.",
    ),
    (
        Detenido,
        r"Permission denied|Errno 13\b|Read-only file system|WinError (5|32)\b",
        "No puedo escribir en la carpeta del taller. Si está abierto en otra ventana, ciérralo; "
        "si la carpeta no es tuya, cópiala a una que lo sea. Después repite la orden.",
    ),
    (
        NoExiste,
        r"\(from versions: none\)",
        "Algún paquete no aparece en el índice: tu red no deja verlo o no lo hay para este Python. "
        f"Si otras páginas se abren bien, {OTRO_PYTHON}",
    ),
    (
        NoExiste,
        r"requires a different Python|No matching distribution found|no matching distributions|"
        r"Could not find a version that satisfies|is not a supported wheel on this platform",
        f"Algún paquete no tiene versión para este Python: {OTRO_PYTHON}",
    ),
    (
        NoExiste,
        r"ResolutionImpossible",
        "Las versiones probadas no se pueden juntar aquí; casi siempre, porque alguna no existe "
        f"para este Python: {OTRO_PYTHON}",
    ),
    (
        NoExiste,
        r"metadata-generation-failed|Failed building wheel|Failed to build|"
        r"Could not build wheels|failed-wheel-build|legacy-install-failure|"
        r"subprocess-exited-with-error|Command errored out with exit status|Microsoft Visual C\+\+",
        "Algún paquete no viene listo para este Python y este sistema, y aquí no se pudo compilar: "
        + OTRO_PYTHON,
    ),
)


class Interprete(argparse.ArgumentParser):
    """Un `ArgumentParser` que habla español."""

    def format_help(self) -> str:
        return AYUDA

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"No entiendo lo que pides.\n\n{AYUDA}")
        raise SystemExit(2)


# --- el entorno ------------------------------------------------------------------------------


def preparar_entorno(nombre: str, extras: Iterable[str], otra_vez: bool = False) -> Path:
    """Deja listo el entorno `nombre` y devuelve su Python; si ya lo estaba, no hace nada.

    Si algo falla y lo que ya había sirve, se sigue con eso. Con `otra_vez`, intenta de nuevo lo que
    se sabe que aquí no existe.
    """
    entorno, pedidos = RAIZ / nombre, set(extras)
    if otra_vez or hay_restos(entorno) or le_falta(entorno, pedidos):
        try:
            with turno():
                recuperar(entorno)
                completar(entorno, pedidos, otra_vez)
        except (Detenido, OSError) as error:
            if not sirve(entorno):
                raise
            avisar(f"No pude poner al día el taller. {en_palabras(error)} Sigo con lo que había.")
    return python_de(entorno)


def le_falta(entorno: Path, pedidos: set[str]) -> bool:
    """Si hay algo que instalar; lo que aquí no existe, y ya se sabe, no cuenta."""
    marca = leer_marca(entorno)
    sabidos = {extra for extra in APARTE if sin_remedio(marca, extra)}
    return marca.get("listas") != huella_de_las_listas() or not (
        pedidos <= set(marca["extras"]) | sabidos
    )


def completar(entorno: Path, pedidos: set[str], otra_vez: bool) -> None:
    """Instala lo que falta, y nunca quita un extra que ya estaba."""
    pedidos = pedidos | set(leer_marca(entorno).get("extras", ()))
    poner_al_dia(entorno, pedidos - set(APARTE))
    for extra in sorted(pedidos & set(APARTE)):
        marca = leer_marca(entorno)
        if extra not in marca["extras"] and (otra_vez or not sin_remedio(marca, extra)):
            poner_aparte(entorno, extra, marca)


def poner_al_dia(entorno: Path, pedidos: set[str]) -> None:
    """Lo que hace falta: en una copia de lo que hay si es de este Python, o desde cero."""
    marca, listas = leer_marca(entorno), huella_de_las_listas()
    if marca.get("listas") == listas and pedidos <= set(marca["extras"]):
        return
    de_nuevo = not (marca and sirve(entorno))
    if de_nuevo:
        exigir_venv()
        exigir_espacio(GIGAS["base"])
        avisar_si_es_nuevo()
    with en_obra(entorno):
        if de_nuevo:
            crear(entorno)
        else:
            copiar(entorno)
        que = ["-e", f"{RAIZ}[{','.join(sorted(pedidos))}]"]
        instalar(entorno, "Instalando lo que usa (la primera vez tarda unos minutos)", que)
        escribir_marca(entorno, listas=listas, extras=sorted(pedidos))


def poner_aparte(entorno: Path, extra: str, marca: dict[str, Any]) -> None:
    """Un extra sin el que el taller también se hace: si no se puede tener, se dice y se sigue."""
    nombre, sin_ello = APARTE[extra]
    try:
        exigir_espacio(GIGAS[extra])
        with en_obra(entorno):
            copiar(entorno)
            instalar(entorno, f"Instalando {nombre}", ["--only-binary=:all:", *requisitos(extra)])
            escribir_marca(entorno, **{**marca, "extras": sorted({*marca["extras"], extra})})
    except NoExiste:
        aqui = f"{platform.python_version()}, {sysconfig.get_platform()}"
        avisar(f"No encontré {nombre} para este Python y este sistema ({aqui}). {sin_ello}")
        sin = {**marca.get("sin", {}), extra: huella_de_las_ruedas()}
        escribir_marca(entorno, **{**marca, "sin": sin})
    except (Detenido, OSError) as error:
        avisar(f"No pude instalar {nombre}. {en_palabras(error)} {sin_ello}")


def requisitos(extra: str) -> list[str]:
    """Lo que pyproject.toml pide para un extra."""
    import tomllib  # no está en un Python viejo, que no llega hasta aquí

    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(proyecto["optional-dependencies"][extra])


def avisar(frase: str) -> None:
    print(frase, file=sys.stderr, flush=True)


# --- la marca --------------------------------------------------------------------------------


def leer_marca(entorno: Path) -> dict[str, Any]:
    """Lo que dice la marca; vacío si el entorno falta, está a medias o cambió de lugar."""
    marca = marca_de(entorno)
    aqui = marca.get("lugar") == lugar_de(entorno) and python_de(entorno).exists()
    return marca if entera(marca) and aqui else {}


def marca_de(carpeta: Path) -> dict[str, Any]:
    try:
        marca = json.loads((carpeta / MARCA).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return marca if isinstance(marca, dict) else {}


def entera(marca: dict[str, Any]) -> bool:
    """Si se escribió al final, cuando ya estaba todo."""
    return "listas" in marca and isinstance(marca.get("extras"), list)


def escribir_marca(entorno: Path, **datos: object) -> None:
    texto = json.dumps({**datos, "lugar": lugar_de(entorno)})
    provisional = entorno / MARCA_NUEVA
    provisional.write_text(texto, encoding="utf-8")
    os.replace(provisional, entorno / MARCA)


def lugar_de(entorno: Path) -> list[str]:
    """Dónde está y con qué Python se hizo: si algo de esto cambia, se hace otro."""
    return [str(entorno), platform.python_version()]


def sin_remedio(marca: dict[str, Any], extra: str) -> bool:
    """Si ya se vio que este extra no existe aquí, con las mismas listas y las mismas ruedas."""
    sin = marca.get("sin", {})
    return extra in sin and bool(sin[extra] == huella_de_las_ruedas())


def huella_de_las_listas() -> str:
    """Cambia cuando cambian las dependencias o las versiones probadas."""
    listas = [(RAIZ / nombre).read_bytes() for nombre in ("pyproject.toml", "restricciones.txt")]
    return hashlib.sha256(b"\0".join(listas)).hexdigest()


def huella_de_las_ruedas() -> str:
    nombres = sorted(ruta.name for ruta in (RAIZ / RUEDAS).glob("*"))
    return hashlib.sha256("\0".join(nombres).encode()).hexdigest()


def python_de(entorno: Path) -> Path:
    return entorno / ("Scripts/python.exe" if EN_WINDOWS else "bin/python")


def sirve(entorno: Path) -> bool:
    """Si con este entorno se puede abrir este taller: su Python corre y lo encuentra."""
    codigo = "import importlib.util as u, minigrad; print(minigrad.__file__); "
    codigo += "next(filter(u.find_spec, ('jupyterlab', 'jupyterlite_core')))"
    orden = [str(python_de(entorno)), "-P", "-c", codigo]
    try:
        hecho = subprocess.run(
            orden, env=variables(), stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", timeout=60, check=True,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.SubprocessError):
        return False
    return Path(hecho.stdout.strip()).resolve() == RAIZ / "minigrad" / "__init__.py"


# --- hacer uno sin perder el otro ------------------------------------------------------------


@contextlib.contextmanager
def turno() -> Iterator[None]:
    """Uno a la vez. El turno lo hereda pip: si a taller.py lo matan, nadie entra mientras corra."""
    with (RAIZ / ".venv-turno").open("a") as candado:
        os.set_inheritable(candado.fileno(), True)
        if not tomar(candado):
            print("El taller se está preparando en otra ventana: espero a que termine…", flush=True)
            while not tomar(candado):
                time.sleep(0.2)
        yield


def tomar(candado: IO[str]) -> bool:
    """Toma el turno si está libre; el sistema lo devuelve solo cuando el proceso termina."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(candado.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(candado, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # un disco de red que no sabe de turnos
    return True


@contextlib.contextmanager
def en_obra(entorno: Path) -> Iterator[None]:
    """Aparta el entorno que hay mientras se hace otro en su lugar; si algo falla, lo devuelve.

    En su lugar y no al lado, porque los programas de un entorno llevan escrita su ruta.
    """
    exigir_nuestro(entorno)
    if entera(marca_de(entorno)) or sirve(entorno):
        mover(entorno, apartado(entorno))
    vaciar(entorno)
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            if not entera(marca_de(entorno)):
                vaciar(entorno)
            recuperar(entorno)
        raise
    recuperar(entorno)


def apartado(entorno: Path) -> Path:
    """Donde espera el entorno que servía mientras se hace otro."""
    return entorno.with_name(f"{entorno.name}-anterior")


def hay_restos(entorno: Path) -> bool:
    """Si un corte dejó algo junto al entorno."""
    return apartado(entorno).exists() or any(RAIZ.glob(f"{BASURA}*"))


def recuperar(entorno: Path) -> None:
    """Resuelve lo que haya dejado un corte: queda el nuevo si está entero y, si no, el anterior."""
    for basura in RAIZ.glob(f"{BASURA}*"):
        shutil.rmtree(larga(basura), ignore_errors=True)
    anterior = apartado(entorno)
    if entera(marca_de(entorno)):
        with contextlib.suppress(OSError):  # algo lo tiene abierto: se borrará otro día
            vaciar(anterior)
    elif anterior.exists():
        vaciar(entorno)
        mover(anterior, entorno)


def vaciar(carpeta: Path) -> None:
    """Borra una carpeta nuestra. Antes le cambia el nombre: un borrado a medias no se confunde."""
    if carpeta.exists():
        basura = RAIZ / (BASURA + os.urandom(3).hex())
        mover(carpeta, basura)
        shutil.rmtree(larga(basura), ignore_errors=True)


def mover(carpeta: Path, destino: Path) -> None:
    """Le cambia el nombre; en Windows se insiste, que un antivirus la puede tener abierta."""
    for espera in (0.1, 0.3, 1.0, 2.0) if EN_WINDOWS else ():
        try:
            return os.rename(carpeta, destino)
        except PermissionError:
            time.sleep(espera)
    return os.rename(carpeta, destino)


def larga(carpeta: Path) -> str:
    """Una ruta con la que Windows deja pasar de 260 letras a lo que hay dentro."""
    return f"\\\\?\\{carpeta}" if EN_WINDOWS else str(carpeta)


def exigir_nuestro(entorno: Path) -> None:
    """Un entorno que hizo otra persona no se toca."""
    if not entorno.exists() or not any(entorno.iterdir()):
        return
    if not any((entorno / nombre).exists() for nombre in (MARCA, MARCA_NUEVA, REGISTRO)):
        raise Detenido(
            f"La carpeta {entorno} ya existe y no la hizo este taller: bórrala o cámbiale el "
            "nombre y repite la orden."
        )


def crear(entorno: Path) -> None:
    entorno.mkdir()
    escribir_marca(entorno)
    # el Python de fuera: el de un entorno desaparecería con él
    python = getattr(sys, "_base_executable", None) or sys.executable
    orden = [python, "-m", "venv", str(entorno)]
    correr(f"Creando el entorno en {entorno.name}", orden, registro_de(entorno))


def copiar(entorno: Path) -> None:
    """Empieza por lo que ya había, que pip reemplaza archivo por archivo sin escribir en ellos."""
    sin_marca = shutil.ignore_patterns(MARCA)
    origen, destino = larga(apartado(entorno)), larga(entorno)
    shutil.copytree(origen, destino, symlinks=True, ignore=sin_marca, copy_function=enlazar)
    escribir_marca(entorno)


def enlazar(origen: str, destino: str) -> None:
    """El mismo archivo con dos nombres, que no ocupa más; donde no se puede, una copia."""
    try:
        os.link(origen, destino)
    except OSError:
        shutil.copy2(origen, destino)


# --- lo que puede faltar ---------------------------------------------------------------------


def exigir_venv() -> None:
    """Debian y Ubuntu reparten aparte la mitad de `venv`."""
    try:
        __import__("venv")
        __import__("ensurepip")
    except ImportError as error:
        raise explicar(f"No module named '{error.name or 'venv'}'") from error


def exigir_espacio(gigas: float) -> None:
    libres = shutil.disk_usage(RAIZ).free / 1e9
    if libres < gigas:
        raise Detenido(
            f"No queda espacio en el disco: hacen falta {gigas} GB y hay {libres:.1f}. Libera un "
            "poco y repite la orden."
        )


# --- correr y explicar -----------------------------------------------------------------------


def instalar(entorno: Path, paso: str, que: Sequence[str]) -> None:
    """Instala algo en las versiones exactas que se probaron."""
    orden = [str(python_de(entorno)), "-m", "pip", "install", "--no-input"]
    orden += ["--disable-pip-version-check", "-c", str(RAIZ / "restricciones.txt")]
    if (RAIZ / RUEDAS).is_dir():
        orden += ["--no-index", "--find-links", str(RAIZ / RUEDAS)]
    correr(paso, [*orden, *que], registro_de(entorno))


def registro_de(entorno: Path) -> Path:
    """Lo que dijeron venv y pip; fuera del entorno, que si algo falla desaparece."""
    return entorno.with_name(f"{entorno.name}-{REGISTRO}")


def correr(paso: str, orden: Sequence[str], registro: Path) -> None:
    """Corre una orden en silencio: lo que dice va al registro, y si falla se explica."""
    print(f"{paso}…", flush=True)
    dicho = []
    with registro.open("a", encoding="utf-8") as destino, hablando(orden, variables()) as proceso:
        for renglon in proceso.stdout or ():
            dicho.append(renglon.decode("utf-8", errors="replace"))
            destino.write(dicho[-1])
            mostrar_avance(dicho[-1])
    mostrar_avance("")
    if proceso.returncode:
        raise explicar("".join(dicho), registro)


def hablando(
    orden: Sequence[str], entorno: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Un proceso al que no se le puede escribir, del que se oye todo y que hereda el turno."""
    return subprocess.Popen(
        orden, env=entorno, close_fds=EN_WINDOWS,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def variables() -> dict[str, str]:
    """Las de quien corre, sin las que harían a pip instalar fuera del entorno, o no instalar."""
    ajenas = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_DRY_RUN", "PIP_NO_DEPS", "PYTHONHOME"}
    propias = {clave: valor for clave, valor in os.environ.items() if clave not in ajenas}
    return {**propias, "PIP_USER": "0", "PYTHONIOENCODING": "utf-8"}


def mostrar_avance(linea: str) -> None:
    """En una terminal, qué paquete va: siempre en la misma línea, que al final se borra.

    Con espacios y no con códigos de escape, que una consola vieja escribe tal cual.
    """
    if not sys.stdout.isatty():
        return
    paquete = re.match(r"Collecting ([\w.-]+)", linea)
    if paquete or not linea:
        texto = f"  {paquete.group(1)}"[:60] if paquete else ""
        print(f"\r{texto:60}" + "\r" * (not texto), end="", flush=True)


def explicar(dicho: str, registro: Path | None = None) -> Detenido:
    """Una frase con el remedio, a partir de lo que dijo un programa que falló."""
    for clase, patron, frase in TROPIEZOS:
        if re.search(patron, dicho):
            return clase(frase)
    ultima = (dicho.strip().splitlines() or ["nada"])[-1]
    return Detenido(
        f"La instalación se detuvo; lo último que dijo fue «{ultima}» (todo está en {registro})."
    )


def explicar_disco(error: OSError) -> str:
    # `copytree` junta en uno los de muchos archivos
    if error.errno == errno.ENOSPC or "Errno 28" in str(error):
        return str(explicar("No space left on device"))
    donde = error.filename or RAIZ
    if isinstance(error, FileNotFoundError):
        return f"No encuentro {donde}: descarga el taller otra vez y repite la orden."
    return (
        f"No puedo escribir en {donde}. Si el taller está abierto en otra ventana, ciérralo; si la "
        "carpeta no es tuya, cópiala a una que lo sea; y si ya hay algo con ese nombre, quítalo. "
        "Después repite la orden."
    )


def en_palabras(error: Exception) -> str:
    return explicar_disco(error) if isinstance(error, OSError) else str(error)


# --- las órdenes -----------------------------------------------------------------------------


def abrir(pedido: argparse.Namespace) -> int:
    """Prepara el entorno del aprendiz y cede el paso a `minigrad abrir`."""
    opciones = ["--sin-navegador"] * pedido.sin_navegador
    if pedido.puerto is not None:
        opciones += ["--puerto", str(puerto_valido(pedido.puerto))]
    return ceder("abrir", pedido, opciones)


def puerto_valido(pedido: str) -> int:
    """El puerto que se pidió (0 es «el que sea»), antes de gastar tiempo en preparar nada."""
    if not re.fullmatch("[0-9]{1,5}", pedido) or int(pedido) > 65535:
        raise Detenido(
            f"El puerto {pedido} no existe: después de --puerto va un número del 1 al 65535, por "
            "ejemplo  --puerto 8890"
        )
    return int(pedido)


def diagnostico(pedido: argparse.Namespace) -> int:
    """Prepara el entorno del aprendiz y cede el paso a `minigrad diagnostico`."""
    return ceder("diagnostico", pedido)


def sitio(pedido: argparse.Namespace) -> int:
    """Prepara el entorno que construye el sitio y cede el paso a `tools.sitio`."""
    if not (RAIZ / "tools" / "sitio").is_dir():
        raise Detenido(
            "Esta carpeta no trae con qué construir el sitio: eso viene en el taller completo, en "
            "su repositorio. Con él, `python3 taller.py sitio --taller CARPETA` toma esta carpeta."
        )
    opciones = ["--servir"] + ["--sin-navegador"] * pedido.sin_navegador
    if pedido.puerto is not None:
        opciones += ["--puerto", str(puerto_valido(pedido.puerto))]
    for nombre in ("salida", "pyodide", "taller"):
        if getattr(pedido, nombre):
            opciones += [f"--{nombre}", getattr(pedido, nombre)]
    python = preparar_entorno(".venv-sitio", ["sitio"])
    return seguir([str(python), "-P", "-m", "tools.sitio", *opciones])


def ceder(orden_de_minigrad: str, pedido: argparse.Namespace, opciones: Sequence[str] = ()) -> int:
    extras = ["cuadernos", "sellado"] + ["torch"] * (not pedido.sin_torch)
    python = preparar_entorno(".venv", extras, pedido.con_torch)
    carpeta = Path(pedido.carpeta).expanduser() if pedido.carpeta else RAIZ / "mi_taller"
    return seguir([str(python), "-P", "-m", "minigrad", orden_de_minigrad, str(carpeta), *opciones])


def seguir(orden: list[str]) -> int:
    """Cede el paso a otra orden."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(orden[0], orden)  # así Ctrl-C llega a quien sabe cerrar
    return esperar(orden)


def esperar(orden: Sequence[str]) -> int:
    """Espera de a poco: en Windows, Ctrl-C no interrumpe una espera sin plazo."""
    with subprocess.Popen(orden) as proceso:
        while True:
            # el Ctrl-C también le llegó a él, que está cerrando
            with contextlib.suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
                return proceso.wait(timeout=0.5)


class Paso(NamedTuple):
    """Un paso de las pruebas ya terminado."""

    nombre: str
    codigo: int
    segundos: float
    salida: str

    @property
    def cuenta(self) -> tuple[int, int, int]:
        """Cuántas pruebas pasaron, fallaron y se omitieron; un paso sin pruebas es una."""
        final = re.findall(r"^=*\s*(\d+ \w+.* in [\d.]+s.*)$", self.salida, re.MULTILINE)
        contar = dict.fromkeys(("passed", "failed", "error", "skipped"), 0)
        for numero, clase in re.findall(r"(\d+) (passed|failed|error|skipped)", "".join(final)):
            contar[clase] += int(numero)
        if not final:
            return int(not self.codigo), int(bool(self.codigo)), 0
        fallidas = contar["failed"] + contar["error"]
        return contar["passed"], max(fallidas, int(bool(self.codigo))), contar["skipped"]


def probar(pedido: argparse.Namespace) -> int:
    """Corre todo lo que corre CI, de dos en dos, y lo resume en la última línea."""
    entorno = ".venv-sin-torch" if pedido.sin_torch else ".venv-pruebas"
    extras = ["cuadernos", "dask", "desarrollo", "sellado", "sitio"]
    extras += ["torch"] * (not pedido.sin_torch)
    python = preparar_entorno(entorno, extras, pedido.con_torch)
    sin_torch = "torch" not in leer_marca(RAIZ / entorno).get("extras", ())
    os.chdir(RAIZ)
    pasos = []
    with ThreadPoolExecutor(2) as hilos:
        pendientes = [
            hilos.submit(dar_paso, nombre, [str(python), "-m", *orden])
            for nombre, orden in ordenes_de_prueba(pedido.rapido, sin_torch)
        ]
        for pendiente in as_completed(pendientes):
            pasos.append(pendiente.result())
            contar_paso(pasos[-1])
    return resumir(pasos)


def ordenes_de_prueba(rapido: bool, sin_torch: bool = False) -> list[tuple[str, list[str]]]:
    """Lo más largo va primero; al final, lo que ya reparte su trabajo entre dos procesos."""
    pytest = ["pytest", "-q", "--color=no"]
    estaticas = [
        ("cuadernos al día", ["tools.construir", "--check"]),
        ("tipos", ["mypy"]),
        ("estilo", ["ruff", "check", "."]),
    ]
    if rapido:
        return [("pruebas", [*pytest, "-m", "not lento and not navegador"]), *estaticas]
    aparte = {
        "sitio": ["tests/sitio", "tests/pyodide"],
        "calificar": ["tests/calificar"],
        "sellar y explorar": ["tests/sellar", "tests/exploradores"],
        "navegador": ["tests/navegador"],
        "entorno de Colab": ["tests/colab"],
    }
    resto = [f"--ignore={carpeta}" for carpetas in aparte.values() for carpeta in carpetas]
    # las salidas guardadas de un cuaderno resuelto son las que da con PyTorch
    resueltos = [("cuadernos resueltos", ["tools.validar"])] * (not sin_torch)
    return [
        ("pruebas", [*pytest, *resto]),
        *((nombre, [*pytest, *carpetas]) for nombre, carpetas in aparte.items()),
        *estaticas,
        ("cuadernos en blanco", ["tools.validar", "--en-blanco"]),
        *resueltos,
    ]


def dar_paso(nombre: str, orden: Sequence[str]) -> Paso:
    inicio = time.monotonic()
    with hablando(orden) as proceso:
        # un paso que se cuelga se corta y cuenta como fallido, con lo que alcanzó a decir
        reloj = threading.Timer(LIMITE, proceso.kill)
        reloj.start()
        salida, _ = proceso.communicate()
        reloj.cancel()
    texto = salida.decode("utf-8", errors="replace")
    return Paso(nombre, proceso.returncode, time.monotonic() - inicio, texto)


def contar_paso(paso: Paso) -> None:
    """Un paso que pasa es una línea, más lo que omitió; uno que falla muestra todo lo que dijo."""
    print(f"{'MAL ' if paso.codigo else 'bien'}  {paso.nombre} ({paso.segundos:.0f} s)")
    omitidas = re.findall(r"^SKIPPED .*$", paso.salida, re.MULTILINE)
    print(*([paso.salida] if paso.codigo else omitidas), sep="\n", flush=True)


def resumir(pasos: Sequence[Paso]) -> int:
    fallidos = [paso.nombre for paso in pasos if paso.codigo]
    print("Falló: " + ", ".join(fallidos) if fallidos else "Todo pasó.")
    cuentas = [paso.cuenta for paso in pasos]
    bien, mal, omitidas = (sum(cuenta) for cuenta in zip(*cuentas, strict=True))
    # la última línea va en la forma que leen los programas que cuentan pruebas
    print(f"{bien} passed, {mal} failed" + (f", {omitidas} skipped" if omitidas else ""))
    return 1 if fallidos else 0


def interprete() -> Interprete:
    principal = Interprete(prog="taller.py", allow_abbrev=False)
    ordenes = principal.add_subparsers(dest="orden", required=True, parser_class=Interprete)
    for nombre, hacer in (("abrir", abrir), ("diagnostico", diagnostico)):
        orden = ordenes.add_parser(nombre, allow_abbrev=False)
        orden.add_argument("carpeta", nargs="?")
        orden.set_defaults(hacer=hacer)
    orden = ordenes.add_parser("sitio", allow_abbrev=False)
    orden.set_defaults(hacer=sitio)
    for nombre in ("salida", "pyodide", "taller"):
        orden.add_argument(f"--{nombre}")
    for orden in (ordenes.choices["abrir"], ordenes.choices["sitio"]):
        orden.add_argument("--puerto")
        orden.add_argument("--sin-navegador", action="store_true")
    orden = ordenes.add_parser("probar", allow_abbrev=False)
    orden.add_argument("--rapido", action="store_true")
    orden.set_defaults(hacer=probar)
    for nombre in ("abrir", "diagnostico", "probar"):
        orden = ordenes.choices[nombre]
        torch = orden.add_mutually_exclusive_group()
        torch.add_argument("--sin-torch", action="store_true")
        torch.add_argument("--con-torch", action="store_true")
    return principal


def principal(argumentos: Sequence[str] | None = None) -> int:
    """Hace lo pedido; todo tropiezo sale como una frase, sin traza."""
    for salida in (sys.stdout, sys.stderr):
        if isinstance(salida, io.TextIOWrapper):
            salida.reconfigure(errors="replace")  # una consola sin «…» no debe detener nada
    try:
        exigir_python()
        pedido = interprete().parse_args(argumentos)
        return int(pedido.hacer(pedido))
    except Detenido as error:
        avisar(str(error))
    except OSError as error:
        avisar(explicar_disco(error))
    except KeyboardInterrupt:
        avisar("\nDetenido. Repite la orden cuando quieras: nada quedó roto.")
        return 130
    return 1


def exigir_python() -> None:
    if sys.version_info < PYTHONS[0]:  # quien llega con uno más viejo merece una frase
        raise Detenido(
            f"El taller necesita Python 3.11 o más nuevo y este es {platform.python_version()}: "
            f"instala uno de python.org, {DE_CUAL_A_CUAL}, y repite la orden con él "
            "(por ejemplo, python3.14 taller.py abrir)."
        )


def avisar_si_es_nuevo() -> None:
    """Con un Python más nuevo se intenta; si algo no se puede instalar, ya se sabe con cuál sí."""
    if sys.version_info[:2] > PYTHONS[1]:
        avisar(
            f"Este Python, {platform.python_version()}, es más nuevo que los que se probaron con "
            f"el taller. Si algo falla, usa uno {DE_CUAL_A_CUAL}."
        )


if __name__ == "__main__":
    sys.exit(principal())
