"""taller.py: el entorno se hace una vez, se rehace si quedó a medias, y lo que falla se explica."""

from __future__ import annotations

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Correr = Callable[..., "subprocess.CompletedProcess[str]"]
Entorno = Callable[[dict[str, str]], dict[str, str]]
SIN_INDICE = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",  # el puerto 9 de esta máquina no atiende a nadie
    "PIP_RETRIES": "1",
}


def una_frase(dicho: subprocess.CompletedProcess[str]) -> str:
    """Lo que salió por stderr: una sola línea en español, sin trazas, con código distinto de 0."""
    assert dicho.returncode == 1, dicho
    assert len(dicho.stderr.splitlines()) == 1, dicho.stderr
    assert "Traceback" not in dicho.stdout + dicho.stderr
    return dicho.stderr


# --- Python viejo ----------------------------------------------------------------------------


def test_se_puede_leer_con_python_3_8(copia: Path) -> None:
    ast.parse((copia / "taller.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def pythons_viejos() -> list[str]:
    """Los Pythons de 3.8 a 3.10 que haya en la máquina."""
    nombres = [shutil.which(f"python3.{menor}") for menor in (8, 9, 10)]
    de_pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
    candidatos = [*nombres, *map(str, de_pyenv.glob("3.[89].*/bin/python"))]
    candidatos += map(str, de_pyenv.glob("3.10.*/bin/python"))
    return [ruta for ruta in candidatos if ruta and "shims" not in ruta]


def test_un_python_viejo_lo_dice_en_una_frase(copia: Path) -> None:
    if not pythons_viejos():
        pytest.skip("no hay ningún Python de 3.8 a 3.10 en esta máquina")
    for python in pythons_viejos():
        dicho = subprocess.run(
            [python, str(copia / "taller.py"), "abrir"], capture_output=True, encoding="utf-8"
        )
        assert "necesita Python 3.11" in una_frase(dicho)
    assert not (copia / ".venv").exists()


# --- lo que puede faltar ---------------------------------------------------------------------


def test_sin_venv(copia: Path, correr: Correr, entorno: Entorno) -> None:
    falta = "raise ModuleNotFoundError(\"No module named 'ensurepip'\", name='ensurepip')"
    dicho = correr("abrir", env=entorno({"ensurepip.py": falta}))
    assert "sudo apt install python3-venv" in una_frase(dicho)
    assert not (copia / ".venv").exists()


def test_sin_espacio_desde_el_principio(copia: Path, correr: Correr, entorno: Entorno) -> None:
    lleno = "import collections, shutil\nU = collections.namedtuple('U', 'total used free')\n"
    lleno += "shutil.disk_usage = lambda ruta: U(10**12, 10**12, 10**8)\n"
    dicho = correr("abrir", env=entorno({"sitecustomize.py": lleno}))
    assert "No queda espacio en el disco: hacen falta 0.6 GB y hay 0.1" in una_frase(dicho)
    assert not (copia / ".venv").exists()


def test_un_archivo_donde_va_el_entorno(copia: Path, correr: Correr) -> None:
    (copia / ".venv").write_text("", encoding="utf-8")
    assert "No puedo escribir en" in una_frase(correr("abrir"))


def test_no_borra_un_entorno_ajeno(copia: Path, correr: Correr) -> None:
    (copia / ".venv").mkdir()
    (copia / ".venv" / "mío.txt").write_text("", encoding="utf-8")
    assert "no la hizo este taller" in una_frase(correr("abrir"))
    assert (copia / ".venv" / "mío.txt").exists()


@pytest.mark.lento
def test_sin_red_lo_dice_y_la_siguiente_vez_empieza_de_nuevo(copia: Path, correr: Correr) -> None:
    for _ in range(2):
        dicho = correr("abrir", "--sin-torch", env={**os.environ, **SIN_INDICE})
        assert "revisa tu conexión a Internet" in una_frase(dicho)
        assert dicho.stdout.count("…\n") == 2  # una línea por paso
    assert (copia / ".venv-instalacion.log").exists()


def test_disco_lleno_al_escribir_la_marca(
    taller: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lleno(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(taller, "escribir_marca", lleno)
    assert taller.principal(["abrir"]) == 1
    assert "No queda espacio en el disco" in capsys.readouterr().err


@pytest.mark.lento
@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C se imita con una señal de Unix")
def test_ctrl_c_en_plena_instalacion(copia: Path, entorno: Entorno) -> None:
    dormilon = "import pathlib, time\npathlib.Path('vivo').touch()\ntime.sleep(60)\n"
    orden = [sys.executable, str(copia / "taller.py"), "abrir"]
    variables = entorno({"pip/__init__.py": "", "pip/__main__.py": dormilon})
    with subprocess.Popen(
        orden, env=variables, cwd=copia, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    ) as proceso:  # fmt: skip
        limite = time.monotonic() + 60
        while not (copia / "vivo").exists() and time.monotonic() < limite:
            time.sleep(0.05)
        os.killpg(proceso.pid, signal.SIGINT)
        dicho = proceso.communicate(timeout=20)[0]
    assert proceso.returncode == 130
    assert "nada quedó roto" in dicho
    assert "Traceback" not in dicho


def test_con_ruedas_no_usa_la_red(copia: Path, correr: Correr) -> None:
    (copia / "ruedas").mkdir()
    dicho = correr("abrir", "--sin-torch")
    assert "Si hay una carpeta ruedas, se instala solo de ella" in una_frase(dicho)
    registro = (copia / ".venv-instalacion.log").read_text(encoding="utf-8")
    assert "Looking in links:" in registro
    assert "Looking in indexes" not in registro


# --- las órdenes -----------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="en Windows se espera al proceso, no se reemplaza")
@pytest.mark.parametrize(
    ("pedido", "resto", "extras"),
    [
        ([], ["{copia}/mi_taller"], ["cuadernos", "sellado", "torch"]),
        (["~/x", "--sin-torch"], ["{hogar}/x"], ["cuadernos", "sellado"]),
        (["--puerto", "9", "--sin-navegador"],
         ["{copia}/mi_taller", "--sin-navegador", "--puerto", "9"],
         ["cuadernos", "sellado", "torch"]),
    ],
)  # fmt: skip
def test_abrir_cede_el_paso_a_minigrad(
    pedido: list[str], resto: list[str], extras: list[str],
    taller: ModuleType, copia: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    pedidos: list[object] = []
    monkeypatch.setattr(taller, "preparar_entorno", lambda *a: pedidos.append(a) or Path("py"))
    monkeypatch.setattr(taller.os, "execv", lambda ruta, orden: pedidos.append(orden))
    monkeypatch.setattr(taller, "esperar", lambda orden: 0)
    assert taller.principal(["abrir", *pedido]) == 0
    lugares = {"copia": copia, "hogar": Path.home()}
    final = [parte.format(**lugares) for parte in resto]
    assert pedidos == [(".venv", extras, False), ["py", "-P", "-m", "minigrad", "abrir", *final]]


def test_diagnostico_cede_el_paso_a_minigrad(
    taller: ModuleType, copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordenes: list[list[str]] = []
    monkeypatch.setattr(taller, "preparar_entorno", lambda *a: Path("py"))
    monkeypatch.setattr(taller.os, "execv", lambda ruta, orden: ordenes.append(orden))
    monkeypatch.setattr(taller, "esperar", lambda orden: 0)
    assert taller.principal(["diagnostico", "--sin-torch"]) == 0
    assert ordenes == [["py", "-P", "-m", "minigrad", "diagnostico", str(copia / "mi_taller")]]


@pytest.mark.parametrize(
    ("pedido", "resto"),
    [
        ([], []),
        (["--puerto", "9", "--sin-navegador"], ["--sin-navegador", "--puerto", "9"]),
        (["--salida", "x", "--pyodide", "otra"], ["--salida", "x", "--pyodide", "otra"]),
        (["--taller", "clase"], ["--taller", "clase"]),
    ],
)
def test_sitio_cede_el_paso_a_tools(
    pedido: list[str], resto: list[str],
    taller: ModuleType, copia: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    hechos: list[object] = []
    (copia / "tools" / "sitio").mkdir(parents=True)
    monkeypatch.setattr(taller, "preparar_entorno", lambda *a: hechos.append(a) or Path("py"))
    monkeypatch.setattr(taller, "seguir", lambda orden: hechos.append(orden) or 0)
    assert taller.principal(["sitio", *pedido]) == 0
    orden = ["py", "-P", "-m", "tools.sitio", "--servir", *resto]
    assert hechos == [(".venv-sitio", ["sitio"]), orden]


def test_sitio_en_una_carpeta_que_no_lo_trae_dice_donde_esta(
    taller: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(taller, "preparar_entorno", lambda *a: pytest.fail("no hacía falta"))
    assert taller.principal(["sitio"]) == 1
    assert "en el taller completo" in capsys.readouterr().err


@pytest.mark.parametrize("puerto", ["x", "99999", "-1"])
def test_sitio_mira_el_puerto_antes_de_preparar_nada(
    puerto: str, taller: ModuleType, copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copia / "tools" / "sitio").mkdir(parents=True)
    monkeypatch.setattr(taller, "preparar_entorno", lambda *a: pytest.fail("no hacía falta"))
    assert taller.principal(["sitio", f"--puerto={puerto}"]) == 1


def test_ayuda_y_errores_en_espanol(taller: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    for argumentos in (["--help"], ["abrir", "-h"], ["abre"], ["probar", "--nada"], []):
        with pytest.raises(SystemExit):
            taller.principal(argumentos)
    dicho = "".join(capsys.readouterr())
    assert dicho.count("uso: python3 taller.py abrir") == 5
    assert not re.search(r"\b(usage|options|error|show|exit|invalid)\b", dicho)


def test_probar_nombra_lo_que_falla_y_cuenta(
    taller: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(taller, "preparar_entorno", lambda *a: Path(sys.executable))
    monkeypatch.setattr(taller, "ordenes_de_prueba", lambda *_: [
        ("primero", ["platform"]), ("segundo", ["modulo_que_no_existe"])])  # fmt: skip
    assert taller.principal(["probar"]) == 1
    dicho = capsys.readouterr().out
    assert "bien  primero" in dicho
    assert "MAL   segundo" in dicho
    assert "modulo_que_no_existe" in dicho
    assert dicho.endswith("Falló: segundo\n1 passed, 1 failed\n")


def test_un_paso_colgado_se_corta(taller: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taller, "LIMITE", 0.5)
    colgado = "print('iba por aquí', flush=True); import time; time.sleep(60)"
    paso = taller.dar_paso("colgado", [sys.executable, "-c", colgado])
    assert paso.codigo
    assert "iba por aquí" in paso.salida
    assert paso.segundos < 30


@pytest.mark.parametrize(
    ("salida", "codigo", "cuenta"),
    [
        ("....\n12 passed, 3 skipped in 1.20s\n", 0, (12, 0, 3)),
        ("== 1 failed, 2 passed, 1 error in 61.01s (0:01:01) ==\n", 1, (2, 2, 0)),
        ("5 passed in 0.01s\nse rompió al cerrar\n", 1, (5, 1, 0)),
        ("All checks passed!\n", 0, (1, 0, 0)),
        ("", 2, (0, 1, 0)),
    ],
)
def test_cuenta_lo_que_dice_pytest(
    salida: str, codigo: int, cuenta: tuple[int, int, int], taller: ModuleType
) -> None:
    assert taller.Paso("pruebas", codigo, 1.0, salida).cuenta == cuenta


def test_rapido_no_ejecuta_cuadernos(taller: ModuleType) -> None:
    largas, cortas = taller.ordenes_de_prueba(False), taller.ordenes_de_prueba(True)
    assert [orden for orden in largas if orden not in cortas and "tools.validar" not in orden[1]]
    assert "not lento and not navegador" in cortas[0][1]
    assert not any("tools.validar" in orden for _, orden in cortas)


def test_sin_torch_es_otro_entorno_y_no_compara_lo_guardado(
    taller: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    hechos: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(taller, "preparar_entorno", lambda *a: hechos.append(a) or Path("py"))
    monkeypatch.setattr(taller, "dar_paso", lambda nombre, orden: taller.Paso(nombre, 0, 0.0, ""))
    con, sin = taller.ordenes_de_prueba(False), taller.ordenes_de_prueba(False, sin_torch=True)
    assert [nombre for nombre, _ in con if nombre not in dict(sin)] == ["cuadernos resueltos"]
    for opciones in ([], ["--sin-torch"]):
        assert taller.principal(["probar", *opciones]) == 0
    assert [("torch" in extras, entorno) for entorno, extras, _ in hechos] == [
        (True, ".venv-pruebas"), (False, ".venv-sin-torch"),
    ]  # fmt: skip


def test_cada_carpeta_de_pruebas_va_en_un_solo_paso(taller: ModuleType) -> None:
    pruebas = [orden for _, orden in taller.ordenes_de_prueba(False) if orden[0] == "pytest"]
    primero, *resto = ([parte for parte in orden if "tests/" in parte] for orden in pruebas)
    aparte = [carpeta for carpetas in resto for carpeta in carpetas]
    assert primero == [f"--ignore={carpeta}" for carpeta in aparte]
    assert all((Path(__file__).resolve().parents[2] / carpeta).is_dir() for carpeta in aparte)
