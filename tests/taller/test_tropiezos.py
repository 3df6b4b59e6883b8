"""Lo que dicen pip y venv cuando fallan, con sus propias palabras, se explica en una frase."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SIN_VERSIONES = (
    "ERROR: Could not find a version that satisfies the requirement cc (from versions: none)\n"
    "ERROR: No matching distribution found for cc\n"
)
CORTADA = (
    "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after "
    "connection broken by '{}': /simple/cc/\n" + SIN_VERSIONES
)
CONFLICTO = (
    "ERROR: Cannot install torch>=2 because these package versions have conflicting dependencies.\n"
    "\nThe conflict is caused by:\n    The user requested torch>=2\n"
    "    The user requested (constraint) torch==2.13.0\n{}\n"
    "ERROR: ResolutionImpossible: for help visit\n"
)
RED = "revisa tu conexión a Internet"
NO_VERSION = "no tiene versión para este Python"
NO_COMPILA = "aquí no se pudo compilar"
#: lo que dijeron de verdad pip 21, 22, 23, 24 y 26, y venv → un trozo de la frase
PASAJEROS = {
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device": (
        "No queda espacio"
    ),
    "ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota exceeded": (
        "No queda espacio"
    ),
    "ERROR: Could not install packages: [Errno 13] Permission denied: '/x'": "No puedo escribir",
    "OSError: [Errno 30] Read-only file system: '/x'": "No puedo escribir",
    "ERROR: Could not install packages due to an OSError: [WinError 5] Acceso denegado: 'x.pyd'": (
        "Si está abierto en otra ventana, ciérralo"
    ),
    "The virtual environment was not created successfully because ensurepip is not available.": (
        "sudo apt install python3-venv"
    ),
    "/x/.venv/bin/python: No module named pip": "sudo apt install python3-venv",
    "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: "
    "'C:\\\\larga'\nHINT: This error might have occurred since this system does not have Windows "
    "Long Path support enabled. You can find information on how to enable this at "
    "https://pip.pypa.io/warnings/enable-long-paths": "demasiado larga",
    "FileNotFoundError: [WinError 206] The filename or extension is too long: 'C'": (
        "demasiado larga"
    ),
    CORTADA.format(
        "NewConnectionError(\"HTTPConnection(host='127.0.0.1', port=9): Failed …\")"
    ): RED,
    CORTADA.format("NameResolutionError(\"Failed to resolve 'no.existe.invalid'\")"): RED,
    "WARNING: Connection interrupted while downloading.\nerror: incomplete-download": RED,
    "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool: Read timed out.": RED,
    CORTADA.format("ProxyError('Cannot connect to proxy.', NewConnectionError('…'))"): "proxy",
    CORTADA.format("ProxyError('x', OSError('Tunnel connection failed: 407 Proxy …'))"): "proxy",
    CORTADA.format("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))"): (
        "PIP_CERT"
    ),
    "ERROR: Could not find a suitable TLS CA certificate bundle, invalid path: x": "PIP_CERT",
    "WARNING: pip is configured with locations that require TLS/SSL, however the ssl module in "
    "Python is not available.\nCould not fetch URL: There was a problem confirming the ssl "
    "certificate: SSLError(…because the SSL module is not available.)": ("módulo ssl"),
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.": "llegó dañado",
    "ERROR: Wheel 'cc' located at /x/cc-1.0-py3-none-any.whl is invalid.": "llegó dañado",
    "error: externally-managed-environment\n\n× This environment is externally managed": (
        "separado del Python del sistema"
    ),
}
NO_EXISTE = {
    SIN_VERSIONES: "tu red no deja verlo o no lo hay",
    "ERROR: Ignored the following versions that require a different python version: 4.0 "
    "Requires-Python >=3.12\nERROR: Could not find a version that satisfies the requirement "
    "cc>=4 (from versions: 1.0, 2.0)\nERROR: No matching distribution found for cc>=4": NO_VERSION,
    "ERROR: Package 'cc' requires a different Python: 3.11.2 not in '>=3.11.5'": NO_VERSION,
    "ERROR: cc-1.0-cp311-win_amd64.whl is not a supported wheel on this platform.": NO_VERSION,
    CONFLICTO.format(""): "no se pueden juntar aquí",
    CONFLICTO.format(
        "\nAdditionally, some packages in these conflicts have no matching distributions available "
        "for your environment:\n    torch\n"
    ): NO_VERSION,
    "error: metadata-generation-failed\n\n× Encountered error while generating package metadata.": (
        NO_COMPILA
    ),
    "  error: subprocess-exited-with-error\n  × Getting requirements to build wheel": NO_COMPILA,
    "  ERROR: Failed building wheel for cc\nFailed to build cc": NO_COMPILA,
    "error: failed-wheel-build-for-install": NO_COMPILA,
    "error: legacy-install-failure\n\n× Encountered error while trying to install": NO_COMPILA,
    "ERROR: Command errored out with exit status 1: python setup.py egg_info": NO_COMPILA,
}


@pytest.mark.parametrize("dicho", PASAJEROS)
def test_un_tropiezo_que_puede_pasar(dicho: str, taller: ModuleType) -> None:
    error = taller.explicar(dicho)
    assert PASAJEROS[dicho] in str(error)
    assert not isinstance(error, taller.NoExiste)


@pytest.mark.parametrize("dicho", NO_EXISTE)
def test_lo_que_aqui_no_existe(dicho: str, taller: ModuleType) -> None:
    error = taller.explicar(dicho)
    assert NO_EXISTE[dicho] in str(error)
    assert isinstance(error, taller.NoExiste)


@pytest.mark.parametrize("dicho", [*PASAJEROS, *NO_EXISTE])
def test_ninguna_frase_nombra_una_opcion(dicho: str, taller: ModuleType) -> None:
    """Quien la lee puede haberla usado ya."""
    assert "--sin-torch" not in str(taller.explicar(dicho))


def test_lo_que_no_se_conoce_se_cita(taller: ModuleType, copia: Path) -> None:
    orden = [sys.executable, "-c", "import sys; print('error: algo raro'); sys.exit(1)"]
    with pytest.raises(taller.Detenido, match="lo último que dijo fue «error: algo raro»"):
        taller.correr("paso", orden, copia / "registro.log")
    assert "error: algo raro" in (copia / "registro.log").read_text(encoding="utf-8")


def test_un_pip_de_verdad_sin_lo_que_se_pide(taller: ModuleType, copia: Path) -> None:
    (copia / "ruedas").mkdir()
    orden = [sys.executable, "-m", "pip", "install", "--no-index", "--find-links", "ruedas"]
    with pytest.raises(taller.NoExiste):
        taller.correr("paso", [*orden, "no-existe-nunca"], copia / "registro.log")


def test_falta_un_archivo_del_taller(
    taller: ModuleType, copia: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copia / "restricciones.txt").unlink()
    assert taller.principal(["abrir"]) == 1
    assert "No encuentro" in capsys.readouterr().err


# --- la consola y las esperas ----------------------------------------------------------------


def test_el_avance_no_lleva_codigos_de_escape(
    taller: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for linea in ("Collecting numpy==2.4.6", "  Downloading numpy", "Collecting " + "a" * 90, ""):
        taller.mostrar_avance(linea)
    dicho = capsys.readouterr().out
    assert "\x1b" not in dicho
    assert "numpy" in dicho
    assert {len(parte) for parte in dicho.split("\r")} == {0, 60}


def test_la_espera_se_puede_interrumpir(
    taller: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """En Windows una espera sin plazo no deja pasar Ctrl-C; tampoco se abandona a quien cierra."""
    plazos: list[float | None] = []

    class Proceso:
        def __init__(self, orden: list[str]) -> None: ...

        def __enter__(self) -> Proceso:
            return self

        def __exit__(self, *_: object) -> None: ...

        def wait(self, timeout: float | None = None) -> int:
            plazos.append(timeout)
            if len(plazos) == 1:
                raise subprocess.TimeoutExpired("x", 1)
            if len(plazos) == 2:
                raise KeyboardInterrupt
            return 7

    monkeypatch.setattr(taller.subprocess, "Popen", Proceso)
    assert taller.esperar(["x"]) == 7
    assert len(plazos) == 3
    assert all(plazos)


@pytest.mark.parametrize("puerto", ["99999", "-1", "abc", "8888.0", "65536", "²", ""])
def test_un_puerto_que_no_existe_se_dice_antes_de_preparar_nada(
    puerto: str, taller: ModuleType, copia: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert taller.principal(["abrir", f"--puerto={puerto}"]) == 1
    dicho = capsys.readouterr().err
    assert "un número del 1 al 65535" in dicho
    assert "ocupado" not in dicho
    assert not (copia / ".venv").exists()
