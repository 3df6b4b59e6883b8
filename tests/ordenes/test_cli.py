"""La orden `minigrad`: habla español, prepara la carpeta y atiende hasta un Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from minigrad.aula.trabajo.servidor import NoArranca, elegir_puerto
from minigrad.ordenes import cli

RAIZ = Path(__file__).resolve().parents[2]


def test_ayuda_y_errores_en_espanol(capsys: pytest.CaptureFixture[str]) -> None:
    for argumentos in (["--help"], ["abrir", "-h"], ["abrirr"], ["abrir", "--nada", "x"]):
        with pytest.raises(SystemExit):
            cli.principal(argumentos)
    assert cli.principal([]) == 2
    dicho = "".join(capsys.readouterr())
    assert dicho.count("uso: minigrad abrir") == 2
    assert dicho.count("uso: minigrad ORDEN") == 3
    assert not re.search(r"\b(usage|options|error|show|exit|invalid)\b", dicho)


@pytest.mark.parametrize("puerto", ["abc", "-1", "8888.0", "²", ""])
def test_un_puerto_mal_escrito_se_dice_antes_de_preparar_nada(
    puerto: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.principal(["abrir", str(tmp_path / "t"), f"--puerto={puerto}"]) == 1
    assert f"No hay puerto {puerto}: elige uno" in capsys.readouterr().err
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize("orden", cli.ORDENES)
def test_cada_orden_se_explica(orden: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as salida:
        cli.principal([orden, "--help"])
    assert salida.value.code == 0
    assert capsys.readouterr().out.startswith(f"uso: minigrad {orden}")


def test_dice_su_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.principal(["--version"]) == 0
    assert capsys.readouterr().out.startswith("minigrad-taller ")


@pytest.mark.skipif(os.name != "posix", reason="en Windows una tubería rota da otro error")
def test_si_quien_lee_se_va_no_hay_traza(tmp_path: Path) -> None:
    orden = f'"{sys.executable}" -m minigrad diagnostico "{tmp_path}" | head -n 1'
    hecho = subprocess.run(orden, shell=True, cwd=RAIZ, capture_output=True, text=True)
    assert hecho.stdout.startswith("✓ Python")
    assert "Traceback" not in hecho.stderr


def test_prepara_sin_abrir(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.principal(["abrir", str(tmp_path / "mío"), "--solo-preparar"]) == 0
    assert "Cuadernos nuevos" in capsys.readouterr().out
    assert list((tmp_path / "mío" / "notebooks").glob("*.ipynb"))


def test_no_trabaja_sobre_los_originales(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.principal(["abrir", str(RAIZ), "--solo-preparar"]) == 1
    assert "elige otra" in capsys.readouterr().err


def test_un_archivo_donde_va_la_carpeta(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ocupado").write_text("", encoding="utf-8")
    assert cli.principal(["abrir", str(tmp_path / "ocupado"), "--solo-preparar"]) == 1
    assert "No puedo escribir" in capsys.readouterr().err


def test_sin_jupyterlab_dice_como_instalarlo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "minigrad.aula.trabajo.servidor.importlib.util.find_spec", lambda nombre: None
    )
    assert cli.principal(["abrir", str(tmp_path / "t")]) == 1
    assert "Falta JupyterLab" in capsys.readouterr().err


def test_el_puerto_pedido_si_esta_libre_y_otro_si_no_se_pide() -> None:
    with socket.socket() as ocupado:
        ocupado.bind(("127.0.0.1", 0))
        ocupado.listen()
        with pytest.raises(NoArranca, match="ocupado"):
            elegir_puerto(ocupado.getsockname()[1])
        with pytest.raises(NoArranca):
            elegir_puerto(99999)
        assert elegir_puerto(None) != ocupado.getsockname()[1]


@pytest.mark.lento
@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C se imita con una señal de Unix")
@pytest.mark.parametrize("senal", [signal.SIGINT, signal.SIGTERM])
def test_abre_atiende_y_cierra_limpio(tmp_path: Path, senal: signal.Signals) -> None:
    pytest.importorskip("jupyterlab")
    orden = [sys.executable, "-m", "minigrad", "abrir", str(tmp_path / "t"), "--sin-navegador"]
    with subprocess.Popen(
        orden, cwd=RAIZ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as proceso:
        assert proceso.stdout is not None
        dicho = ""
        while "Para terminar" not in dicho:
            dicho += (linea := proceso.stdout.readline())
            assert linea, dicho
        direccion = re.search(r"http://127\.0\.0\.1:\d+/lab/tree/notebooks/\S+", dicho)
        assert direccion is not None
        pedir = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        with pedir(direccion.group().replace("/lab/tree/", "/api/contents/"), timeout=20) as pagina:
            assert b"00_introduccion.ipynb" in pagina.read()
        proceso.send_signal(senal)
        resto = proceso.stdout.read()
    assert proceso.returncode == 0
    assert "Taller cerrado" in resto
    assert "Traceback" not in dicho + resto
