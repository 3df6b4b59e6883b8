"""El servidor y una carpeta de trabajo recién hecha."""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from chromium import PACIENCIA

from minigrad.aula.trabajo.carpeta import preparar_carpeta

playwright = pytest.importorskip("playwright.sync_api", reason="falta el paquete playwright")
from laboratorio import Mesa  # noqa: E402  necesita playwright

RAIZ = Path(__file__).resolve().parents[2]


class Servidor(NamedTuple):
    """Un JupyterLab en marcha: su carpeta de trabajo, dónde atiende y su ficha."""

    carpeta: Path
    base: str
    ficha: str

    def direccion(self, archivo: Path) -> str:
        ruta = archivo.relative_to(self.carpeta).as_posix()
        return f"{self.base}/lab/tree/{ruta}?token={self.ficha}&reset"

    def pedir(self, ruta: str, metodo: str = "GET") -> bytes:
        encabezado = {"Authorization": f"token {self.ficha}"}
        pedido = urllib.request.Request(f"{self.base}/api/{ruta}", None, encabezado, method=metodo)
        directo = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with directo.open(pedido, timeout=PACIENCIA) as respuesta:
            return bytes(respuesta.read())

    def apagar_nucleos(self) -> None:
        for nucleo in json.loads(self.pedir("kernels")):
            self.pedir(f"kernels/{nucleo['id']}", "DELETE")


@pytest.fixture(scope="session")
def servidor(
    navegador: playwright.Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Servidor]:
    """El taller abierto con la orden del aprendiz, en un puerto libre."""
    aparte = tmp_path_factory.mktemp("jupyter")
    carpeta = aparte / "mi_taller"
    propias = {f"JUPYTER_{n}_DIR": str(aparte / n) for n in ("CONFIG", "DATA", "RUNTIME")}
    ajenas = {k: v for k, v in os.environ.items() if not k.startswith(("MINIGRAD_", "MPLBACKEND"))}
    variables = {**ajenas, **propias, "IPYTHONDIR": str(aparte / "ipython"),
                 "PYTHONPATH": str(RAIZ), "PYTHONUTF8": "1"}  # fmt: skip
    # el tema claro u oscuro, el que diga el navegador: así una prueba puede cambiarlo
    temas = aparte / "CONFIG/lab/user-settings/@jupyterlab/apputils-extension"
    temas.mkdir(parents=True)
    (temas / "themes.jupyterlab-settings").write_text('{"adaptive-theme": true}', "utf-8")
    orden = [sys.executable, "-m", "minigrad", "abrir", str(carpeta)]
    with subprocess.Popen(
        [*orden, "--sin-navegador", "--puerto", "0"], env=variables, cwd=aparte,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    ) as proceso:  # fmt: skip
        try:
            dicho = ""
            for renglon in proceso.stdout or ():
                dicho += renglon
                if "Ctrl-C" in renglon:
                    break
            hallada = re.search(r"(http://127\.0\.0\.1:\d+)/lab/\S+\?token=(\w+)", dicho)
            assert hallada, dicho
            yield Servidor(carpeta, hallada[1], hallada[2])
        finally:
            proceso.send_signal(signal.SIGTERM)


@pytest.fixture(scope="session")
def mesa(navegador: playwright.Browser, servidor: Servidor) -> Iterator[Mesa]:
    """Una ventana y una carpeta de trabajo; un cuaderno se abre una sola vez para todas."""
    carpeta = servidor.carpeta / "de_todas"
    preparar_carpeta(carpeta)
    contexto = navegador.new_context(viewport={"width": 1200, "height": 900}, locale="es-MX")
    contexto.set_default_timeout(PACIENCIA * 1000)
    yield Mesa(contexto, carpeta, servidor.direccion, PACIENCIA)
    contexto.close()
    servidor.apagar_nucleos()


@pytest.fixture(autouse=True)
def nada_prohibido(mesa: Mesa, request: pytest.FixtureRequest) -> Iterator[None]:
    """Después de cada prueba: ni errores del navegador, ni trazas, ni inglés, ni otros hosts."""
    yield
    faltas = {cuaderno: cuaderno.faltas() for cuaderno in mesa.abiertos.values()}
    for cuaderno in filter(faltas.get, faltas):
        cuaderno.foto(f"al_final_{request.node.name}_{cuaderno.archivo.stem}")
    assert not any(faltas.values()), "\n".join(itertools.chain(*faltas.values()))
