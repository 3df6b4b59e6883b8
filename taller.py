"""La puerta del taller: lo prepara todo y lo abre, o corre todas las pruebas.

Usa solo la biblioteca estándar, y sintaxis de Python 3.8 para que un Python viejo llegue a
decir que es viejo. Cada entorno lleva una *marca*, un archivo que dice con qué se hizo; se
completa al final, así un entorno que quedó a medias se reconoce y se hace de nuevo.
"""

from __future__ import annotations

import argparse
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
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

AYUDA = """\
uso: python3 taller.py abrir [CARPETA] [--sin-torch] [--sin-navegador] [--puerto N]
     python3 taller.py diagnostico [CARPETA] [--sin-torch]
     python3 taller.py probar [--rapido] [--sin-torch]

abrir        prepara el taller (la primera vez tarda unos minutos) y lo abre en el navegador,
             en la primera lección que no has terminado; CARPETA es tu carpeta de trabajo
             (si no dices otra, mi_taller)
diagnostico  dice qué funciona en esta máquina y cómo se cura lo que no
probar       corre todas las pruebas, las mismas que corre CI

opciones:
  --sin-torch       instalación pequeña, sin PyTorch: 0.4 GB en lugar de 1.3; `probar` la
                    hace aparte y omite lo que usa PyTorch
  --sin-navegador   no abre el navegador: escribe la dirección
  --puerto N        el puerto de JupyterLab (si no, uno libre)
  --rapido          solo las pruebas cortas, sin ejecutar los cuadernos
  -h, --help        muestra esta ayuda
"""
RAIZ = Path(__file__).resolve().parent
MARCA = "taller.json"
REGISTRO = "instalacion.log"
#: la carpeta con los paquetes ya descargados, para instalar sin conexión
RUEDAS = "ruedas"
#: segundos que se espera a un paso de las pruebas
LIMITE = 1200.0

#: cómo se reconoce en lo que dijo pip (o venv) cada tropiezo, y cómo se remedia
TROPIEZOS = (
    (
        r"No space left on device|Errno 28|not enough space on the disk",
        "No queda espacio en el disco: libera unos 2 GB (con --sin-torch basta 1) y repite la "
        "orden.",
    ),
    (
        r"ensurepip is not available|No module named '?(ensurepip|venv)",
        "A este Python le falta el módulo venv: en Debian o Ubuntu escribe "
        "`sudo apt install python3-venv` y repite la orden.",
    ),
    (
        r"NewConnectionError|ConnectionError|Failed to establish|Connection refused|"
        r"Temporary failure in name resolution|getaddrinfo failed|ConnectTimeout|"
        r"Read timed out|ProxyError|SSLError|Max retries exceeded",
        "No hay conexión con el índice de paquetes de Python: revisa tu conexión a Internet y "
        "repite la orden.",
    ),
    (
        r"Permission denied|Errno 13|Read-only file system",
        "No puedo escribir en la carpeta del taller: cópiala a una carpeta tuya y repite la "
        "orden allí.",
    ),
    (
        r"No matching distribution found",
        "Algún paquete no tiene versión para este Python: instala Python 3.11, 3.12 o 3.13 y "
        f"repite la orden con él. (Si hay una carpeta {RUEDAS}, se instala solo de ella: tiene que "
        "ser para este sistema y este Python, y sin PyTorch en ella va --sin-torch.)",
    ),
)


class Detenido(Exception):
    """Algo impide seguir; el mensaje dice qué es y cómo se remedia."""


class Interprete(argparse.ArgumentParser):
    """Un `ArgumentParser` que habla español."""

    def format_help(self) -> str:
        return AYUDA

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"No entiendo lo que pides.\n\n{AYUDA}")
        raise SystemExit(2)


# --- el entorno ------------------------------------------------------------------------------


def preparar_entorno(nombre: str, extras: Iterable[str]) -> Path:
    """Deja listo el entorno `nombre` y devuelve su Python; si ya lo estaba, no hace nada."""
    entorno, pedidos = RAIZ / nombre, set(extras)
    marca = leer_marca(entorno)
    listas = huella_de_las_listas()
    if marca.get("listas") != listas or not pedidos <= set(marca["extras"]):
        pedidos |= set(marca.get("extras", ()))
        if not marca:
            crear(entorno, gigas=1.5 if "torch" in pedidos else 0.6)
        instalar(entorno, pedidos)
        escribir_marca(entorno, listas=listas, extras=sorted(pedidos))
    return python_de(entorno)


def leer_marca(entorno: Path) -> dict[str, Any]:
    """Lo que dice la marca; vacío si el entorno falta, está a medias o cambió de lugar."""
    try:
        marca = json.loads((entorno / MARCA).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    sirve = python_de(entorno).exists() and "listas" in marca
    return marca if sirve and marca.get("lugar") == lugar_de(entorno) else {}


def escribir_marca(entorno: Path, **datos: object) -> None:
    texto = json.dumps({"lugar": lugar_de(entorno), **datos})
    provisional = entorno / (MARCA + ".nueva")
    provisional.write_text(texto, encoding="utf-8")
    os.replace(provisional, entorno / MARCA)


def lugar_de(entorno: Path) -> list[str]:
    """Dónde está y con qué Python se hizo: si algo de esto cambia, el entorno ya no sirve."""
    return [str(entorno), platform.python_version()]


def huella_de_las_listas() -> str:
    """Cambia cuando cambian las dependencias o las versiones probadas."""
    listas = [(RAIZ / nombre).read_bytes() for nombre in ("pyproject.toml", "restricciones.txt")]
    return hashlib.sha256(b"\0".join(listas)).hexdigest()


def python_de(entorno: Path) -> Path:
    return entorno / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def crear(entorno: Path, gigas: float) -> None:
    """Hace el entorno de nuevo; antes de gastar tiempo mira si falta algo."""
    exigir_venv()
    exigir_espacio(gigas)
    vaciar(entorno)
    entorno.mkdir()
    escribir_marca(entorno)
    orden = [sys.executable, "-m", "venv", str(entorno)]
    correr(f"Creando el entorno en {entorno.name}", orden, entorno / REGISTRO)


def exigir_venv() -> None:
    """Debian y Ubuntu reparten aparte la mitad de `venv`."""
    try:
        __import__("venv")
        __import__("ensurepip")
    except ImportError as error:
        raise Detenido(explicar(f"No module named '{error.name or 'venv'}'")) from error


def exigir_espacio(gigas: float) -> None:
    libres = shutil.disk_usage(RAIZ).free / 1e9
    if libres < gigas:
        raise Detenido(
            f"No queda espacio en el disco: hacen falta {gigas} GB y hay {libres:.1f}. Libera un "
            "poco (o usa --sin-torch, que pide 0.6) y repite la orden."
        )


def vaciar(entorno: Path) -> None:
    """Borra un entorno nuestro que quedó a medias; uno que hizo otra persona, nunca."""
    if not entorno.exists():
        return
    if any(entorno.iterdir()) and not (entorno / MARCA).exists():
        raise Detenido(
            f"La carpeta {entorno} ya existe y no la hizo este taller: bórrala o cámbiale el "
            "nombre y repite la orden."
        )
    shutil.rmtree(entorno)


def instalar(entorno: Path, extras: Iterable[str]) -> None:
    """Instala el taller y lo que usa, en las versiones exactas que se probaron."""
    escribir_marca(entorno)
    orden = [str(python_de(entorno)), "-m", "pip", "install", "--no-input"]
    orden += ["--disable-pip-version-check", "-c", str(RAIZ / "restricciones.txt")]
    if (RAIZ / RUEDAS).is_dir():
        orden += ["--no-index", "--find-links", str(RAIZ / RUEDAS)]
    orden += ["-e", f"{RAIZ}[{','.join(sorted(extras))}]"]
    correr("Instalando lo que usa (la primera vez tarda unos minutos)", orden, entorno / REGISTRO)


def correr(paso: str, orden: Sequence[str], registro: Path) -> None:
    """Corre una orden en silencio: lo que dice va al registro, y si falla se explica."""
    print(f"{paso}…", flush=True)
    dicho = []
    with registro.open("a", encoding="utf-8") as destino, hablando(orden) as proceso:
        for renglon in proceso.stdout or ():
            dicho.append(renglon.decode("utf-8", errors="replace"))
            destino.write(dicho[-1])
            mostrar_avance(dicho[-1])
    mostrar_avance("")
    if proceso.returncode:
        raise Detenido(explicar("".join(dicho), registro))


def hablando(orden: Sequence[str]) -> subprocess.Popen[bytes]:
    """Un proceso al que no se le puede escribir y del que se oye todo."""
    return subprocess.Popen(
        orden, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def mostrar_avance(linea: str) -> None:
    """En una terminal, qué paquete va: siempre en la misma línea, que al final se borra."""
    if not sys.stdout.isatty():
        return
    paquete = re.match(r"Collecting ([\w.-]+)", linea)
    if paquete or not linea:
        print("\r\033[K" + (f"  {paquete.group(1)}" if paquete else ""), end="", flush=True)


def explicar(dicho: str, registro: Path | None = None) -> str:
    """Una frase con el remedio, a partir de lo que dijo un programa que falló."""
    for patron, frase in TROPIEZOS:
        if re.search(patron, dicho):
            return frase
    ultima = (dicho.strip().splitlines() or ["nada"])[-1]
    return f"La instalación se detuvo; lo último que dijo fue «{ultima}» (todo está en {registro})."


# --- las órdenes -----------------------------------------------------------------------------


def abrir(pedido: argparse.Namespace) -> int:
    """Prepara el entorno del aprendiz y cede el paso a `minigrad abrir`."""
    opciones = ["--sin-navegador"] * pedido.sin_navegador
    opciones += ["--puerto", pedido.puerto] if pedido.puerto else []
    return ceder("abrir", pedido, opciones)


def diagnostico(pedido: argparse.Namespace) -> int:
    """Prepara el entorno del aprendiz y cede el paso a `minigrad diagnostico`."""
    return ceder("diagnostico", pedido)


def ceder(orden_de_minigrad: str, pedido: argparse.Namespace, opciones: Sequence[str] = ()) -> int:
    python = preparar_entorno(".venv", ["cuadernos"] + ["torch"] * (not pedido.sin_torch))
    carpeta = Path(pedido.carpeta).expanduser() if pedido.carpeta else RAIZ / "mi_taller"
    orden = [str(python), "-P", "-m", "minigrad", orden_de_minigrad, str(carpeta), *opciones]
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(orden[0], orden)  # así Ctrl-C llega a quien sabe cerrar
    return esperar(orden)


def esperar(orden: Sequence[str]) -> int:
    with subprocess.Popen(orden) as proceso:
        while True:
            try:
                return proceso.wait()
            except KeyboardInterrupt:
                continue  # también le llegó a él, que está cerrando


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
    extras = ["cuadernos", "dask", "desarrollo"] + ["torch"] * (not pedido.sin_torch)
    python = preparar_entorno(entorno, extras)
    os.chdir(RAIZ)
    pasos = []
    with ThreadPoolExecutor(2) as hilos:
        pendientes = [
            hilos.submit(dar_paso, nombre, [str(python), "-m", *orden])
            for nombre, orden in ordenes_de_prueba(pedido.rapido, pedido.sin_torch)
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
        "juzgar y explorar": ["tests/calificar", "tests/sellar", "tests/exploradores"],
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
        orden.add_argument("--sin-torch", action="store_true")
        orden.set_defaults(hacer=hacer)
    orden = ordenes.choices["abrir"]
    orden.add_argument("--puerto")
    orden.add_argument("--sin-navegador", action="store_true")
    orden = ordenes.add_parser("probar", allow_abbrev=False)
    orden.add_argument("--rapido", action="store_true")
    orden.add_argument("--sin-torch", action="store_true")
    orden.set_defaults(hacer=probar)
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
        print(error, file=sys.stderr)
    except OSError as error:
        print(explicar_disco(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("\nDetenido. Repite la orden cuando quieras: nada quedó roto.", file=sys.stderr)
        return 130
    return 1


def exigir_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  quien llega con uno más viejo merece una frase
        raise Detenido(
            f"El taller necesita Python 3.11 o más nuevo y este es {platform.python_version()}: "
            "instala uno de python.org y repite la orden con él "
            "(por ejemplo, python3.12 taller.py abrir)."
        )


def explicar_disco(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return explicar("No space left on device")
    return (
        f"No puedo escribir en {error.filename or RAIZ}: copia el taller a una carpeta tuya, o "
        "quita lo que haya con ese nombre, y repite la orden."
    )


if __name__ == "__main__":
    sys.exit(principal())
