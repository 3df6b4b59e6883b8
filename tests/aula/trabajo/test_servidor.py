"""El taller abierto: entra quien debe, el Jupyter de cada quien no estorba, y el final se dice."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from minigrad.aula.trabajo import ajustes
from minigrad.aula.trabajo.servidor import NoArranca, elegir_puerto

RAIZ = Path(__file__).resolve().parents[3]
pytest.importorskip("jupyterlab")
#: el proceso que atiende se busca y se mata como en Unix
en_unix = pytest.mark.skipif(os.name != "posix", reason="señales de Unix")


class Abierto:
    """Un `minigrad abrir` en marcha y lo que dijo hasta quedar listo."""

    def __init__(self, proceso: subprocess.Popen[str]) -> None:
        self.proceso = proceso
        self.dicho = ""

    def esperar(self) -> Abierto:
        assert self.proceso.stdout is not None
        while "Para terminar" not in self.dicho:
            self.dicho += (linea := self.proceso.stdout.readline())
            assert linea, self.dicho
        hallada = re.search(r"http://127\.0\.0\.1:(\d+)/lab/\S+token=(\w+)", self.dicho)
        assert hallada, self.dicho
        self.direccion, self.puerto, self.ficha = hallada[0], int(hallada[1]), hallada[2]
        return self

    def pedir(self, ruta: str, metodo: str = "GET") -> Any:
        pedido = urllib.request.Request(
            f"http://127.0.0.1:{self.puerto}/api/{ruta}", method=metodo,
            headers={"Authorization": f"token {self.ficha}"},
        )  # fmt: skip
        with _directo().open(pedido, timeout=20) as respuesta:
            return json.loads(respuesta.read() or b"null")

    def terminar(self, senal: signal.Signals | None = signal.SIGTERM) -> str:
        if senal is not None:
            self.proceso.send_signal(senal)
        return self.proceso.communicate(timeout=60)[0]


def _directo() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def abrir(carpeta: Path, *opciones: str, **variables: str) -> Iterator[Abierto]:
    orden = [sys.executable, "-m", "minigrad", "abrir", str(carpeta), "--sin-navegador", *opciones]
    entorno = {**os.environ, "PYTHONPATH": str(RAIZ), "PYTHONUTF8": "1", **variables}
    with subprocess.Popen(
        orden, env=entorno, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8",
    ) as proceso:  # fmt: skip
        try:
            yield Abierto(proceso)
        finally:
            if proceso.poll() is None:
                proceso.terminate()
                proceso.communicate(timeout=60)


def test_un_puerto_que_no_existe_no_esta_ocupado() -> None:
    for pedido in (-1, 65536, 99999):
        with pytest.raises(NoArranca, match=f"No hay puerto {pedido}"):
            elegir_puerto(pedido)


@en_unix
def test_el_puerto_que_se_acaba_de_soltar_ya_sirve() -> None:
    with socket.create_server(("127.0.0.1", 0)) as servidor:
        puerto = servidor.getsockname()[1]
        with socket.create_connection(("127.0.0.1", puerto)) as cliente:
            servidor.accept()[0].close()  # quien cierra primero se queda esperando un minuto
            assert cliente.recv(1) == b""
    assert elegir_puerto(puerto) == puerto


def test_lo_propio_no_llega_a_jupyter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    suyas = ("JUPYTER_TOKEN", "JUPYTER_PORT", "JUPYTER_PATH", "JUPYTERLAB_DIR", "IPYTHON_X",
             "PIP_USER", "MPLBACKEND", "PYTHONSTARTUP")  # fmt: skip
    for nombre in (*suyas, "JUPYTER_ALLOW_INSECURE_WRITES", "PIP_INDEX_URL", "LANG"):
        monkeypatch.setenv(nombre, "suyo")
    hechas = ajustes.variables(tmp_path / "casa", tmp_path / "privada")
    assert not set(suyas) & set(hechas)
    for nombre in ("JUPYTER_ALLOW_INSECURE_WRITES", "PIP_INDEX_URL", "LANG"):
        assert hechas[nombre] == "suyo"
    assert "MPLCONFIGDIR" not in hechas or "MPLCONFIGDIR" in os.environ


def test_lo_que_se_ve_se_copia_una_vez_y_cada_cuanto_se_guarda_no(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    suyos = tmp_path / "conf" / "lab" / "user-settings" / "@jupyterlab"
    for cual in ("apputils-extension", "docmanager-extension"):
        (suyos / cual).mkdir(parents=True)
        (suyos / cual / "x.jupyterlab-settings").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "conf"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "datos"))
    casa = ajustes.casa_propia(tmp_path / "privada")
    assert casa == tmp_path / "datos" / "minigrad"
    copiados = [p.name for p in (casa / "ajustes" / "@jupyterlab").iterdir()]
    assert copiados == ["apputils-extension"]
    (casa / "ajustes" / "mio").write_text("", encoding="utf-8")
    assert (ajustes.casa_propia(tmp_path / "privada") / "ajustes" / "mio").exists()


def test_sin_donde_guardar_lo_suyo_dura_lo_que_el_taller(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "archivo").write_text("", encoding="utf-8")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "archivo"))
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)
    privada = tmp_path / "privada"
    casa = ajustes.casa_propia(privada)
    assert casa.is_relative_to(privada)
    assert Path(ajustes.variables(casa, privada)["MPLCONFIGDIR"]).is_relative_to(privada)


def test_una_celda_antes_que_preparar_falla_en_espanol(tmp_path: Path) -> None:
    from jupyter_client.manager import start_new_kernel

    casa, vistas = ajustes.casa_propia(tmp_path), []
    entorno = {**os.environ, **ajustes.variables(casa, tmp_path), "PYTHONPATH": str(RAIZ)}
    gestor, cliente = start_new_kernel(env=entorno, stderr=subprocess.DEVNULL)
    try:
        celda = "comprobar('02-derivada', 1)"
        cliente.execute_interactive(celda, timeout=60, output_hook=vistas.append)
    finally:
        cliente.stop_channels()
        gestor.shutdown_kernel(now=True)
    dicho = [str(vista["content"]) for vista in vistas]
    assert any("Ejecuta primero la celda que prepara el cuaderno" in texto for texto in dicho)
    assert "La celda se detuvo (NameError): lo dice la tarjeta" in str(dicho)


@pytest.mark.lento
def test_tres_a_la_vez_cada_quien_en_su_puerto(tmp_path: Path) -> None:
    with ExitStack() as pila:
        todos = [pila.enter_context(abrir(tmp_path / str(i))) for i in range(3)]
        for abierto in todos:
            abierto.esperar()
        assert len({abierto.puerto for abierto in todos}) == 3
        for abierto in todos:
            assert abierto.pedir("status")["kernels"] == 1
            assert abierto.proceso.poll() is None
        for abierto in todos:
            abierto.proceso.terminate()
        for abierto in todos:
            assert "Lo guardado queda en" in abierto.terminar(None)
            assert abierto.proceso.returncode == 0


def _molesta(carpeta: Path) -> Mapping[str, str]:
    """Un HOME donde no se escribe y una configuración de Jupyter que cambia todo lo que puede."""
    propia = {
        "ServerApp": {
            "token": "otra", "base_url": "/otra/", "ip": "0.0.0.0", "port": 1, "port_retries": 0,
            "certfile": "no-existe.pem", "keyfile": "no-existe.key", "allow_origin": "*",
            "root_dir": "/", "jpserver_extensions": {"no_existe": True}, "open_browser": True,
            "identity_provider_class": "no.existe", "contents_manager_class": "no.existe",
        },
        "IdentityProvider": {"token": "otra"},
        "PasswordIdentityProvider": {"hashed_password": "argon2:x", "password_required": True},
        "LabApp": {"user_settings_dir": "/no/existe", "app_settings_dir": "/no/existe"},
    }  # fmt: skip
    texto = json.dumps(propia)
    for nombre in ("jupyter_config", "jupyter_server_config", "jupyter_lab_config"):
        (carpeta / f"{nombre}.json").write_text(texto, encoding="utf-8")
        codigo = "c = get_config()\nc.IdentityProvider.token = c.ServerApp.token = 'otra'\n"
        (carpeta / f"{nombre}.py").write_text(codigo, encoding="utf-8")
    (carpeta / "jupyter_server_config.d").mkdir()
    (carpeta / "jupyter_server_config.d" / "x.json").write_text(texto, encoding="utf-8")
    nucleo = carpeta / "kernels" / "python3"
    nucleo.mkdir(parents=True)
    otro = {"argv": ["no-existe", "{connection_file}"], "display_name": "X", "language": "python"}
    (nucleo / "kernel.json").write_text(json.dumps(otro), encoding="utf-8")
    donde = str(carpeta)
    return {
        "JUPYTER_CONFIG_DIR": donde, "JUPYTER_CONFIG_PATH": donde, "JUPYTER_PATH": donde,
        "JUPYTER_TOKEN": "otra", "JUPYTER_PORT": "1", "JUPYTER_PREFER_ENV_PATH": "0",
        "JUPYTER_DATA_DIR": os.devnull, "JUPYTER_RUNTIME_DIR": os.devnull,
        "IPYTHONDIR": os.devnull, "HOME": os.devnull, "USERPROFILE": os.devnull, "PIP_USER": "1",
    }  # fmt: skip


@pytest.mark.lento
def test_la_configuracion_de_cada_quien_no_toca_la_nuestra(tmp_path: Path) -> None:
    (suya := tmp_path / "suya").mkdir()
    with abrir(tmp_path / "t", "--puerto", "0", **_molesta(suya)) as abierto:
        abierto.esperar()
        with _directo().open(abierto.direccion, timeout=20) as pagina:
            assert "/login" not in pagina.geturl()
            assert "/lab/tree/" in pagina.geturl()
        sesion = abierto.pedir("sessions")[0]
        assert sesion["path"] == "notebooks/00_introduccion.ipynb"
        assert (
            abierto.pedir("kernelspecs")["kernelspecs"]["python3"]["spec"]["argv"][0] != "no-existe"
        )


@en_unix
@pytest.mark.lento
def test_que_se_caiga_es_un_error_con_su_frase(tmp_path: Path) -> None:
    with abrir(tmp_path / "t") as abierto:
        abierto.esperar()
        hijos = subprocess.run(
            ["pgrep", "-P", str(abierto.proceso.pid)], capture_output=True, text=True, check=True
        ).stdout.split()
        for hijo in hijos:
            os.kill(int(hijo), signal.SIGKILL)
        resto = abierto.terminar(None)
    assert abierto.proceso.returncode == 1
    assert "se cerró solo" in resto
    assert str(tmp_path / "t") in resto
    assert "Traceback" not in resto


@pytest.mark.lento
def test_apagado_desde_su_menu_y_abierto_otra_vez_en_el_mismo_puerto(tmp_path: Path) -> None:
    puerto = elegir_puerto(0)
    for _ in range(2):
        with abrir(tmp_path / "t", "--puerto", str(puerto)) as abierto:
            assert abierto.esperar().puerto == puerto
            abierto.pedir("shutdown", "POST")
            assert "Taller cerrado. Lo guardado queda en" in abierto.terminar(None)
            assert abierto.proceso.returncode == 0
