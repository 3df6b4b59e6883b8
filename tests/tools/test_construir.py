"""Construir de verdad: se ejecuta, se repite sin cambiar un byte y se informa de lo que falla."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import nbformat
import pytest
from cuadernos_de_mentira import BUENA, DATOS, Hacer

from tools.comun import Taller
from tools.construir import principal
from tools.ejecucion import png_sin_autor


def _bytes(taller: Taller) -> dict[str, bytes]:
    return {ruta.name: ruta.read_bytes() for ruta in sorted(taller.raiz.rglob("*.ipynb"))} | {
        "blanco": taller.blanco("02_prueba").read_bytes()
    }


def test_construir_dos_veces_no_cambia_un_byte(hacer: Hacer, capsys) -> None:
    figura = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n"
    control = "import ipywidgets\nipywidgets.IntSlider()\n"
    taller = hacer(f"{BUENA}\n# %%\n{figura}\n# %%\n{control}")
    assert principal([], taller) == 0
    antes = _bytes(taller)
    assert "ejecutando" in capsys.readouterr().out
    assert principal([], taller) == 0
    assert capsys.readouterr().out == ""
    assert principal(["--forzar"], taller) == 0
    assert "ejecutando" in capsys.readouterr().out
    assert _bytes(taller) == antes
    assert principal(["--check"], taller) == 0


def test_el_gemelo_esta_ejecutado_y_solo_lleva_los_metadatos_que_usamos(hacer: Hacer) -> None:
    taller = hacer()
    assert principal([], taller) == 0
    gemelo = nbformat.read(taller.gemelo("02_prueba"), as_version=4)
    cuentas = [c.execution_count for c in gemelo.cells if c.cell_type == "code"]
    assert cuentas == list(range(1, len(cuentas) + 1))
    assert gemelo.cells[-1].outputs[0].text == "listo\n"
    assert set(gemelo.metadata) == {"kernelspec", "language_info", "minigrad"}
    assert gemelo.metadata.language_info == {"name": "python"}
    assert {clave for celda in gemelo.cells for clave in celda.metadata} == {"ejercicio", "tags"}


def test_si_solo_cambia_la_prosa_no_se_ejecuta_y_si_cambian_los_datos_si(
    hacer: Hacer, capsys
) -> None:
    taller = hacer()
    principal([], taller)
    antes = taller.gemelo("02_prueba").read_text("utf-8").split("\n")
    capsys.readouterr()
    hacer(BUENA.replace("el resultado", "el número"))
    assert principal([], taller) == 0
    assert "ejecutando" not in capsys.readouterr().out
    despues = taller.gemelo("02_prueba").read_text("utf-8").split("\n")
    assert sum(a != b for a, b in zip(antes, despues, strict=True)) == 1
    assert principal(["--check"], taller) == 0
    taller.catalogo("02_prueba").write_text("## COMUNES", "utf-8")
    assert principal(["--check"], taller) == 1
    capsys.readouterr()
    assert principal([], taller) == 0
    assert "ejecutando" in capsys.readouterr().out


def test_una_celda_que_lanza_se_nombra_y_no_se_escribe_nada(hacer: Hacer, capsys) -> None:
    taller = hacer(BUENA.replace("cuenta = 3 * 41", "cuenta = 3 // 0"))
    assert principal([], taller) == 1
    salida = capsys.readouterr().out
    assert "solutions/02_prueba.py:33: celda 7: (02-cuenta) ZeroDivisionError" in salida
    assert not list(taller.raiz.rglob("*.ipynb"))


def test_la_celda_ve_lo_que_se_construye_y_no_escribe_en_el_repositorio(
    hacer: Hacer,
) -> None:
    escribe = "open('basura.txt', 'w').close()\n"
    mira = "import os, pathlib\nruta = pathlib.Path(os.environ['MINIGRAD_CUADERNOS'])\n"
    mira += "print('3 * 41' in (ruta / 'solutions' / '02_prueba.ipynb').read_text())\n"
    taller = hacer(f"{BUENA}\n# %%\n{escribe}{mira}")
    assert principal([], taller) == 0
    gemelo = json.loads(taller.gemelo("02_prueba").read_text("utf-8"))
    assert gemelo["cells"][-1]["outputs"][0]["text"] == ["True\n"]
    assert not list(taller.raiz.rglob("basura.txt"))


def test_la_celda_ve_tambien_lo_nuevo_de_otra_fuente(hacer: Hacer) -> None:
    datos = {"02_prueba": DATOS, "03_otra": {}}
    mira = "import os, pathlib\nruta = pathlib.Path(os.environ['MINIGRAD_CUADERNOS'])\n"
    mira += "print('recién' in (ruta / 'solutions' / '03_otra.ipynb').read_text('utf-8'))\n"
    taller = hacer(f"{BUENA}\n# %%\n{mira}", datos)
    hacer("# %% [markdown]\n# # 3. Algo recién escrito\n", datos, "03_otra")
    principal(["02_prueba"], taller)
    gemelo = json.loads(taller.gemelo("02_prueba").read_text("utf-8"))
    assert gemelo["cells"][-1]["outputs"][0]["text"] == ["True\n"]


def test_una_fuente_con_marcas_malas_no_se_construye(hacer: Hacer, capsys) -> None:
    taller = hacer(BUENA.replace("    ### END SOLUTION\n", ""))
    assert principal([], taller) == 1
    dicho = capsys.readouterr().out
    assert "solutions/02_prueba.py:18: celda 4: este `### BEGIN SOLUTION`" in dicho
    assert not list(taller.raiz.rglob("*.ipynb"))


def test_un_nombre_que_no_existe_dice_los_que_hay(hacer: Hacer, capsys) -> None:
    assert principal(["03_otro"], hacer()) == 1
    assert "02_prueba" in capsys.readouterr().err


def test_el_png_pierde_al_autor_y_conserva_el_dibujo() -> None:
    import io

    from matplotlib.figure import Figure

    def dibujo(**datos: str | None) -> str:
        archivo = io.BytesIO()
        Figure().savefig(archivo, format="png", metadata=datos)
        return base64.b64encode(archivo.getvalue()).decode()

    assert dibujo(Software="una") != dibujo(Software="otra")
    assert png_sin_autor(dibujo(Software="una")) == png_sin_autor(dibujo(Software="otra"))
    assert png_sin_autor(dibujo(Software=None)) == dibujo(Software=None)


@pytest.mark.parametrize("stem", ["02_prueba", None])
def test_sin_pytorch_no_se_construye_lo_que_lo_compara(
    hacer: Hacer, capsys, monkeypatch: pytest.MonkeyPatch, stem: str | None
) -> None:
    monkeypatch.setattr("tools.construir.hay_torch", lambda: False)
    taller = hacer(f"{BUENA}\n# %%\n# %%con_torch\nimport torch\n")
    assert principal([stem] if stem else [], taller) == 1
    assert "hay que instalar PyTorch" in capsys.readouterr().out
    assert not Path(taller.gemelo("02_prueba")).exists()
