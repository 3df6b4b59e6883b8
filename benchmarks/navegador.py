"""La lección 0 en el navegador, junto a Pyodide pelado: `python -m benchmarks.navegador [VUELTAS]`.

Construye el sitio (o usa el de `--sitio`), lo sirve como lo haría quien lo publica y, vuelta a
vuelta, abre en Chromium dos páginas: una pelada, que solo carga Pyodide y `minigrad` y corre la
primera celda de la lección 0, y la lección 0 del taller, cuya primera celda se pide con el teclado
en cuanto se ve. «Frío» es un perfil recién creado; «caliente», la segunda visita con el mismo
perfil. El reloj arranca al navegar y se detiene al verse «Todo listo».

Los bytes los cuenta el servidor, encabezados incluidos: así entran los que piden el núcleo y el
service worker, que el navegador cuenta aparte. Con `--red` el servidor entrega a esa velocidad.
Los segundos de procesador de cada hilo de Chromium (en Linux) dicen dónde se va el tiempo, y casi
no cambian con lo que corra al lado.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from tools.sitio import piezas
from tools.sitio.construir import Pedido, construir
from tools.sitio.lite import rueda
from tools.sitio.lugares import RAIZ
from tools.sitio.servir import Sitio

LECCION = "taller/notebooks/index.html?path=notebooks/00_introduccion.ipynb"
LISTO = "Todo listo"
MINUTO = 60_000
DE_PYODIDE = (
    "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "pyodide-lock.json", "python_stdlib.zip",
)  # fmt: skip
#: lo que se ve, en orden; cada hito es una expresión de la página
HITOS = {
    "la página": "document.readyState !== 'loading'",
    "el cuaderno": "document.querySelector('.jp-Notebook .jp-CodeCell')",
    "el núcleo": "document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]')",
    "pedida": "document.querySelector('.jp-Notebook .jp-CodeCell')?.innerText.includes('[*]')",
    "la celda": f"TERMINO() && SALIDA()?.innerText.includes({LISTO!r})",
}
#: la misma primera celda, sin JupyterLite; `depends` del lock trae lo que minigrad necesita
PELADA = """<!doctype html><meta charset="utf-8"><title>pelada</title><body><script type="module">
import { loadPyodide } from "./pelada/pyodide.mjs";
const pyodide = await loadPyodide({
  packages: PAQUETES, stdout: (texto) => document.body.append(texto),
});
pyodide.runPython(CELDA);
</script>"""


class Visita(NamedTuple):
    """Una página abierta una vez: a los cuántos segundos se vio cada cosa, y qué se trajo."""

    hitos: dict[str, float]
    bytes: Counter[str]
    hilos: Counter[str]

    @property
    def segundos(self) -> float:
        return self.hitos["la celda"]

    @property
    def megas(self) -> float:
        return self.bytes.total() / 1e6


class Cuenta(Sitio):
    """El servidor del sitio, que anota lo que entrega y puede ir tan despacio como una red."""

    anotados: ClassVar[Counter[str]] = Counter()
    turno = threading.Lock()
    bytes_por_segundo = 0.0
    demora = 0.0

    def setup(self) -> None:
        super().setup()
        self.wfile = _Contado(self.wfile, self)  # type: ignore[assignment]

    def send_response(self, code: int, message: str | None = None) -> None:
        time.sleep(self.demora)
        super().send_response(code, message)


class _Contado:
    """Lo que se escribe en la conexión, contado y a la velocidad pedida."""

    def __init__(self, salida: Any, de: Cuenta) -> None:
        self._salida, self._de = salida, de

    def write(self, datos: bytes) -> None:
        nombre = self._de.path.partition("?")[0].rpartition("/")[2] or "index.html"
        Cuenta.anotados[nombre] += len(datos)
        if not Cuenta.bytes_por_segundo:
            self._salida.write(datos)
            return
        for desde in range(0, len(datos), 16_384):
            trozo = datos[desde : desde + 16_384]
            with Cuenta.turno:  # una sola línea para todas las conexiones
                time.sleep(len(trozo) / Cuenta.bytes_por_segundo)
            self._salida.write(trozo)

    def __getattr__(self, nombre: str) -> Any:
        return getattr(self._salida, nombre)


@contextmanager
def sirviendo(carpeta: Path) -> Iterator[str]:
    """La dirección del sitio, publicado bajo un prefijo como en Pages."""
    atender = partial(Cuenta, directory=str(carpeta), prefijo="/minigrad/")
    with ThreadingHTTPServer(("127.0.0.1", 0), atender) as servidor:
        servidor.daemon_threads = True
        threading.Thread(target=servidor.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{servidor.server_address[1]}/minigrad/"
        servidor.shutdown()


def poner_pelada(sitio: Path) -> None:
    """La página pelada, junto al sitio: Pyodide como lo publica npm, y la rueda de `minigrad`."""
    aparte = sitio / "pelada"
    aparte.mkdir()
    for nombre in DE_PYODIDE:
        shutil.copy(piezas.npm() / "pyodide" / nombre, aparte)
    hecha = rueda.del_taller(RAIZ, aparte, aparte)
    cuaderno = next((sitio / "taller/files/notebooks").glob("00_*.ipynb"))
    celdas = json.loads(cuaderno.read_text("utf-8"))["cells"]
    celda = next("".join(c["source"]) for c in celdas if c["cell_type"] == "code")
    pagina = PELADA.replace("PAQUETES", json.dumps([f"./pelada/{hecha.name}"]))
    (sitio / "pelada.html").write_text(pagina.replace("CELDA", json.dumps(celda)), "utf-8")


# --- abrir una página y mirarla --------------------------------------------------------------


def visitar(contexto: BrowserContext, direccion: str, pelada: bool, de: Path) -> Visita:
    """Abre la página, pide la celda en cuanto se ve y espera su resultado."""
    Cuenta.anotados.clear()
    pagina = contexto.pages[0] if contexto.pages else contexto.new_page()
    pagina.add_init_script(_vigia(pelada))
    pagina.goto(direccion + ("pelada.html" if pelada else LECCION), wait_until="commit")
    if not pelada:
        _pedir_la_celda(pagina)
    pagina.wait_for_function("'la celda' in (window.HITOS ?? {})", timeout=MINUTO)
    hitos = {k: v / 1000 for k, v in pagina.evaluate("window.HITOS").items()}
    return Visita(hitos, Counter(Cuenta.anotados), procesador(de))


def procesador(de: Path) -> Counter[str]:
    """Segundos de procesador de cada clase de hilo del Chromium de ese perfil, hasta ahora."""
    padres, suyos = {}, set()
    for proceso in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            padres[proceso.name] = _campos(proceso / "stat")[1]
            if f"--user-data-dir={de}".encode() in (proceso / "cmdline").read_bytes():
                suyos.add(proceso.name)
    while nuevos := {hijo for hijo, padre in padres.items() if padre in suyos} - suyos:
        suyos |= nuevos
    gastado: Counter[str] = Counter()
    for hilo in (h for numero in suyos for h in Path(f"/proc/{numero}/task").glob("*")):
        with suppress(OSError):
            nombre = (hilo / "comm").read_text().strip().split("/")[0]
            cuanto = sum(map(int, _campos(hilo / "stat")[11:13])) / os.sysconf("SC_CLK_TCK")
            gastado[nombre] += cuanto  # type: ignore[assignment]
    return gastado


def _campos(stat: Path) -> list[str]:
    """Los campos que siguen al nombre, que puede llevar espacios."""
    return stat.read_text().rpartition(")")[2].split()


def _vigia(pelada: bool) -> str:
    """Un guion que anota el instante en que se ve cada cosa."""
    termino = "true" if pelada else "HITOS.pedida && !PRUEBAS.pedida()"
    salida = "body" if pelada else ".jp-Notebook .jp-CodeCell .jp-OutputArea-output"
    pruebas = ", ".join(f"{json.dumps(k)}: () => {v}" for k, v in HITOS.items())
    return f"""
      window.HITOS = {{}};
      const SALIDA = () => document.querySelector({json.dumps(salida)});
      const TERMINO = () => {termino};
      const PRUEBAS = {{ {pruebas} }};
      setInterval(() => {{
        for (const [nombre, prueba] of Object.entries(PRUEBAS))
          if (!(nombre in HITOS) && prueba()) HITOS[nombre] = performance.now();
      }}, 20);
    """


def _pedir_la_celda(pagina: Page) -> None:
    """Clic en la primera celda de código y Mayús + Entrar, en cuanto se ve."""
    celda = pagina.locator(".jp-Notebook .jp-CodeCell .cm-content").first
    celda.click(timeout=2 * MINUTO)
    pagina.keyboard.press("Shift+Enter")


@contextmanager
def perfil(p: Playwright, carpeta: Path, servicio: bool) -> Iterator[BrowserContext]:
    """Un Chromium con ese perfil, con service worker o sin él."""
    contexto = p.chromium.launch_persistent_context(
        str(carpeta),
        executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
        args=["--no-sandbox"],
    )
    if not servicio:  # como en una ventana privada de Firefox: la página no lo encuentra
        contexto.add_init_script("delete Navigator.prototype.serviceWorker")
    try:
        yield contexto
    finally:
        contexto.close()


def vuelta(p: Playwright, direccion: str, servicio: bool, al_reves: bool) -> dict[str, Visita]:
    """Frío y caliente, pelada y taller, con segundos de diferencia."""
    visitas = {}
    for pelada in (False, True) if al_reves else (True, False):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as carpeta:
            for momento in ("frío", "caliente"):
                with perfil(p, Path(carpeta), servicio) as contexto:
                    nombre = f"{'pelada' if pelada else 'taller'}, {momento}"
                    visitas[nombre] = visitar(contexto, direccion, pelada, Path(carpeta))
    return visitas


# --- decirlo -----------------------------------------------------------------------------------


def contar(vueltas: list[dict[str, Visita]]) -> None:
    """Razones con su dispersión, bytes por archivo y dónde se va el tiempo."""
    for momento in ("frío", "caliente"):
        pelada = [v[f"pelada, {momento}"] for v in vueltas]
        taller = [v[f"taller, {momento}"] for v in vueltas]
        razones = [t.segundos / p.segundos for t, p in zip(taller, pelada, strict=True)]
        print(f"\n{momento}: {_rango(razones)} veces la pelada, en la misma vuelta")
        for nombre, visitas in (("pelada", pelada), ("taller", taller)):
            segundos = _rango([v.segundos for v in visitas])
            print(f"  {nombre}: {segundos} s, {visitas[0].megas:.2f} MB")
            print(f"    procesador: {_hilos(visitas)}")
        perfiles = (f"{h} {_mediana(taller, h):.2f}" for h in HITOS if h in taller[0].hitos)
        print("  segundos hasta ver, en el taller: " + ", ".join(perfiles))
    print("\nLo que más pesa en la primera visita al taller, en kB:")
    for nombre, cuantos in vueltas[0]["taller, frío"].bytes.most_common(25):
        print(f"  {cuantos / 1000:8.0f}  {nombre}")


def _rango(numeros: list[float]) -> str:
    return f"{statistics.median(numeros):.2f} ({min(numeros):.2f} a {max(numeros):.2f})"


def _hilos(visitas: list[Visita]) -> str:
    """Los hilos que más trabajan, con la mediana de sus segundos."""
    nombres = sum((v.hilos for v in visitas), Counter()).most_common(5)
    medianas = {n: statistics.median(v.hilos[n] for v in visitas) for n, _ in nombres}
    return ", ".join(f"{n} {segundos:.2f}" for n, segundos in medianas.items())


def _mediana(visitas: list[Visita], hito: str) -> float:
    return statistics.median(v.hitos.get(hito, float("nan")) for v in visitas)


def principal() -> None:
    """Construye si hace falta, mide y lo cuenta."""
    dicho = argparse.ArgumentParser(prog="python -m benchmarks.navegador", description=__doc__)
    dicho.add_argument("vueltas", nargs="?", type=int, default=5)
    dicho.add_argument("--sitio", type=Path, metavar="CARPETA", help="uno ya construido")
    dicho.add_argument("--sin-servicio", action="store_true", help="sin service worker")
    dicho.add_argument("--red", type=float, default=0, metavar="MBIT", help="y 40 ms de demora")
    pedido = dicho.parse_args()
    if pedido.red:
        Cuenta.bytes_por_segundo, Cuenta.demora = pedido.red * 1e6 / 8, 0.04
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as obra:
        sitio = Path(obra) / "sitio"
        if pedido.sitio:
            shutil.copytree(pedido.sitio, sitio)
        else:
            construir(Pedido(salida=sitio, lectura=False))
        poner_pelada(sitio)
        with sirviendo(sitio) as direccion, sync_playwright() as p:
            vueltas = []
            for numero in range(pedido.vueltas):
                vueltas.append(vuelta(p, direccion, not pedido.sin_servicio, numero % 2 == 1))
                segundos = {k: round(v.segundos, 2) for k, v in vueltas[-1].items()}
                print(
                    f"vuelta {numero + 1}, carga {os.getloadavg()[0]:.1f}: {segundos}", flush=True
                )
    contar(vueltas)


if __name__ == "__main__":
    principal()
