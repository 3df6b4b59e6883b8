"""`diagnostico`: ve lo que funciona, da la cura de lo que no, y nunca lanza."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from minigrad import _extras, _recursos
from minigrad.aula import diagnostico
from minigrad.aula.verbos import revisiones
from minigrad.aula.verbos.diagnostico import Hallazgo, revisar
from minigrad.graph import svg
from minigrad.ordenes import cli

RAIZ = Path(__file__).resolve().parents[3]
EN_TERMINAL = ["Python", "Mini-Grad", "JupyterLab", "Núcleo", "Widgets", "Dibujo con dot",
               "Dibujo sin dot", "Figuras", "Barra de avance", "PyTorch", "Carpeta", "Espacio",
               "Puerto", "Español"]  # fmt: skip


@pytest.fixture(autouse=True)
def encontrable(monkeypatch, tmp_path):
    """El núcleo que se arranca es otro proceso: encuentra minigrad por el entorno."""
    antes = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(RAIZ), *([antes] if antes else [])]))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))


@pytest.fixture
def rapido(monkeypatch):
    """Sin arrancar un núcleo ni PyTorch, que tardan."""
    monkeypatch.setattr(revisiones, "nucleo", lambda: "")
    monkeypatch.setattr(revisiones, "torch", lambda: "")


@pytest.fixture(autouse=True)
def instalado(monkeypatch):
    """Como quien lo instaló con pip, aunque aquí corra desde una copia sin instalar."""
    monkeypatch.setattr(_extras, "_procedencia", lambda: {})


def punto(que: str, carpeta: Path | None = None) -> Hallazgo:
    return {p.que: p for p in revisar(carpeta)}[que]


def sin_paquete(monkeypatch, nombre: str) -> None:
    """Como si no estuviera instalado: ni se encuentra ni se importa."""
    de_verdad = importlib.util.find_spec
    monkeypatch.setitem(sys.modules, nombre, None)
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda n, *r: None if n == nombre else de_verdad(n, *r)
    )


def paquete_falso(monkeypatch, carpeta: Path, nombre: str, codigo: str) -> None:
    """Un paquete roto que se encuentra antes que el de verdad, aquí y en otro proceso."""
    carpeta.mkdir(exist_ok=True)
    (carpeta / f"{nombre}.py").write_text(codigo, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(carpeta), os.environ["PYTHONPATH"]]))
    monkeypatch.syspath_prepend(carpeta)
    monkeypatch.delitem(sys.modules, nombre, raising=False)


def necesita_graphviz_pure() -> None:
    if "graphviz-pure" not in {Path(ruta).stem for ruta in svg.programas()}:
        pytest.skip("no está el programa graphviz-pure")


# --- lo que funciona ---------------------------------------------------------------------------


@pytest.mark.lento
def test_en_una_instalacion_completa_todo_va_bien(tmp_path, capsys):
    for paquete in ("jupyterlab", "jupyterlab_language_pack_es_ES", "torch"):
        pytest.importorskip(paquete)
    necesita_graphviz_pure()
    assert cli.principal(["diagnostico", str(tmp_path / "mi taller")]) == 0
    lineas = capsys.readouterr().out.splitlines()
    assert lineas[-1] == "Todo lo necesario funciona."
    sin_dot = shutil.which("dot") is None
    simbolos = {que: "–" if que == "Dibujo con dot" and sin_dot else "✓" for que in EN_TERMINAL}
    assert [f"{s} {que}" for que, s in simbolos.items()] == [
        linea[:18].rstrip() for linea in lineas if linea[:1] in "✓✗–" and linea
    ]
    assert not list(tmp_path.glob("mi*"))


def test_no_deja_nada_escrito(tmp_path, rapido):
    (tmp_path / ".minigrad").mkdir()
    assert punto("Carpeta", tmp_path).estado == "bien"
    assert [ruta.name for ruta in tmp_path.rglob("*") if "ipython" not in ruta.parts] == [
        ".minigrad"
    ]


# --- quitando cosas ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("que", "paquete", "estado", "cura"),
    [
        ("JupyterLab", "jupyterlab", "mal", "[cuadernos]"),
        ("Widgets", "ipywidgets", "mal", "[cuadernos]"),
        ("Figuras", "matplotlib", "mal", "[cuadernos]"),
        ("Barra de avance", "tqdm", "mal", "[cuadernos]"),
        ("Español", "jupyterlab_language_pack_es_ES", "opcional", "[cuadernos]"),
    ],
)
def test_un_paquete_que_falta(que, paquete, estado, cura, monkeypatch, rapido):
    sin_paquete(monkeypatch, paquete)
    visto = punto(que)
    assert visto.estado == estado
    assert cura in visto.cura
    assert visto.cura.startswith((sys.executable, '"'))


def test_sin_torch_no_estorba_pero_roto_si(monkeypatch, tmp_path):
    monkeypatch.setattr(revisiones, "nucleo", lambda: "")
    with monkeypatch.context() as aparte:
        sin_paquete(aparte, "torch")
        assert punto("PyTorch").estado == "opcional"
    paquete_falso(monkeypatch, tmp_path / "falsos", "torch", "raise OSError('falta una DLL')")
    assert punto("PyTorch").estado == "mal"
    assert "--force-reinstall torch" in punto("PyTorch").cura


@pytest.mark.parametrize(
    ("hay", "con_dot", "sin_dot"),
    [(("graphviz-pure",), "opcional", "bien"), ((), "mal", "mal")],
)
def test_sin_dot(hay, con_dot, sin_dot, monkeypatch, rapido):
    necesita_graphviz_pure()
    rutas = [r for r in svg.programas() if Path(r).stem in hay]
    monkeypatch.setattr(svg, "programas", lambda: rutas)
    assert punto("Dibujo con dot").estado == con_dot
    assert punto("Dibujo sin dot").estado == sin_dot
    assert "Graphviz" in punto("Dibujo con dot").cura


@pytest.mark.skipif(os.name != "posix", reason="un programa de mentira se escribe en sh")
def test_un_dot_que_no_dibuja_no_cuenta(monkeypatch, tmp_path, rapido):
    (tmp_path / "dot").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "dot").chmod(0o755)
    monkeypatch.setattr(svg, "programas", lambda: [str(tmp_path / "dot")])
    assert punto("Dibujo con dot").estado == "mal"


@pytest.mark.parametrize("lanza", ["raise SystemExit(3)", "1 / 0", "import nada_de_nada"])
def test_un_paquete_roto_no_detiene_el_diagnostico(lanza, monkeypatch, tmp_path, rapido):
    paquete_falso(monkeypatch, tmp_path / "falsos", "tqdm", lanza)
    puntos = list(revisar())
    assert [p.que for p in puntos] == EN_TERMINAL
    visto = next(p for p in puntos if p.que == "Barra de avance")
    assert (visto.estado, bool(visto.cura)) == ("mal", True)


def test_en_el_paquete_de_una_clase_no_faltan_las_soluciones(monkeypatch, tmp_path, rapido):
    (tmp_path / "clase.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(_recursos, "CLASE", tmp_path)
    de_verdad = _recursos.cuadernos
    vacia = {"solutions": tmp_path}
    monkeypatch.setattr(_recursos, "cuadernos", lambda n: vacia.get(n) or de_verdad(n))
    assert punto("Mini-Grad").detalle.endswith("cuadernos, de una clase")
    monkeypatch.setitem(sys.modules, "cryptography", None)
    visto = punto("Mini-Grad")
    assert visto.estado == "opcional"  # lo demás se hace sin ella, y no la hay para todo sistema
    assert "[sellado]" in visto.cura


def test_una_copia_sin_cuadernos(monkeypatch, tmp_path, rapido):
    monkeypatch.setattr(_recursos, "cuadernos", lambda n: tmp_path)
    assert punto("Mini-Grad").cura == "Descarga el taller otra vez."


def test_un_ipywidgets_viejo(monkeypatch, rapido):
    monkeypatch.setattr(pytest.importorskip("ipywidgets"), "__version__", "7.6.5")
    assert punto("Widgets").estado == "mal"
    assert "es viejo" in punto("Widgets").detalle


def test_un_lab_que_no_dibuja_widgets(monkeypatch, tmp_path, rapido):
    pytest.importorskip("ipywidgets")
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *r: [str(tmp_path)])
    assert "jupyterlab_widgets" in punto("Widgets").cura


def test_no_se_puede_escribir(tmp_path, rapido, capsys):
    (tmp_path / "ocupado").write_text("", encoding="utf-8")
    carpeta = tmp_path / "ocupado" / "taller"
    assert punto("Carpeta", carpeta).estado == "mal"
    assert cli.principal(["diagnostico", str(carpeta)]) == 1
    dicho = capsys.readouterr().out
    assert "✗ Carpeta" in dicho
    assert "Hay que arreglar: " in dicho.splitlines()[-1]


@pytest.mark.parametrize("consola", ["ascii", "cp437", "cp1252", "latin-1", "utf-8"])
def test_lo_que_va_bien_y_lo_que_va_mal_se_distinguen_en_cualquier_consola(
    consola, monkeypatch, tmp_path
):
    puntos = [Hallazgo(e, e, "detalle", "cura") for e in ("bien", "mal", "opcional")]
    monkeypatch.setattr("minigrad.ordenes.diagnostico.revisar", lambda carpeta: iter(puntos))
    dicho = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(dicho, consola, errors="replace"))
    assert cli.principal(["diagnostico", str(tmp_path)]) == 1
    lineas = dicho.getvalue().decode(consola).splitlines()
    signos = [linea.split()[0] for linea in lineas if linea.endswith("detalle")]
    assert len(set(signos)) == 3
    assert not [linea for linea in lineas if "?" in linea]


def test_poco_espacio(monkeypatch, rapido):
    uso = namedtuple("uso", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda ruta: uso(10**12, 10**12, 10**8))
    assert "Libera" in punto("Espacio").cura


def test_un_cortafuegos(monkeypatch, rapido):
    def no(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", no)
    assert "cortafuegos" in punto("Puerto").cura


def test_la_carpeta_de_trabajo_desaparecio(monkeypatch, tmp_path, rapido):
    def no() -> Path:
        raise FileNotFoundError("se borró")

    monkeypatch.setattr(Path, "cwd", no)
    assert punto("Carpeta").estado == "mal"


@pytest.mark.lento
def test_un_nucleo_que_es_otro_python(monkeypatch, tmp_path):
    pytest.importorskip("jupyter_client")
    arranque = "import sys; sys.modules['minigrad'] = None\n"
    arranque += "from ipykernel.kernelapp import launch_new_instance\nlaunch_new_instance()"
    ficha = {
        "argv": [sys.executable, "-c", arranque, "-f", "{connection_file}"],
        "display_name": "otro", "language": "python",
    }  # fmt: skip
    (tmp_path / "kernels" / "python3").mkdir(parents=True)
    (tmp_path / "kernels" / "python3" / "kernel.json").write_text(json.dumps(ficha))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    visto = punto("Núcleo")
    assert visto.estado == "mal"
    assert "no se encuentra minigrad" in visto.detalle


def test_en_un_entorno_pelado(tmp_path):
    """Un Python sin ningún paquete: cada línea sale, con su cura, y el código es 1."""
    orden = [sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "pelado")]
    subprocess.run(orden, check=True)
    python = tmp_path / "pelado" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    hecho = subprocess.run(
        [python, "-m", "minigrad", "diagnostico", str(tmp_path / "t")],
        env={**os.environ, "PYTHONPATH": str(RAIZ), "PYTHONIOENCODING": "utf-8"},
        capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert hecho.returncode == 1
    assert not hecho.stderr
    lineas = hecho.stdout.splitlines()
    assert [x[2:18].rstrip() for x in lineas if x[:1] in ("✓", "✗", "–")] == EN_TERMINAL
    con_cura = [lineas[i + 1] for i, x in enumerate(lineas) if x[:1] in ("✗", "–")]
    assert len(con_cura) >= 8
    assert all(linea.startswith("    → ") for linea in con_cura)


# --- en un cuaderno ----------------------------------------------------------------------------


@pytest.fixture
def en_cuaderno(monkeypatch):
    monkeypatch.setattr(revisiones, "en_cuaderno", lambda: True)


def test_en_un_cuaderno_no_mira_lo_de_la_terminal(en_cuaderno, rapido, capsys):
    pytest.importorskip("ipykernel")
    diagnostico()
    dicho = capsys.readouterr().out
    assert "este cuaderno corre en ipykernel" in dicho
    assert not {"Puerto", "Español", "Núcleo"} & set(dicho.split())


def test_en_un_cuaderno_la_cura_es_una_celda(en_cuaderno, rapido, monkeypatch, capsys):
    sin_paquete(monkeypatch, "tqdm")
    diagnostico()
    dicho = capsys.readouterr().out
    assert dicho.startswith("! Hay que arreglar: Barra de avance.")
    assert '%pip install "minigrad-taller[cuadernos]"' in dicho
