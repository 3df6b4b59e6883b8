"""Donde faltan NumPy y matplotlib, como en el navegador: la celda corre y se ve lo guardado."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from minigrad.aula.curso.curso import Curso
from minigrad.aula.verbos.lo_guardado import guardada

pytest.importorskip("IPython")
RAIZ = Path(__file__).parents[3]

#: un Python sin esos paquetes y que se cree en una página; corre celdas y dice qué se vio
PROGRAMA = """
import json, sys, types
from importlib.machinery import PathFinder

faltan, grupos = json.load(sys.stdin)
buscar = PathFinder.find_spec

def find_spec(cls, nombre, *resto):
    return None if nombre.partition(".")[0] in faltan else buscar(nombre, *resto)

PathFinder.find_spec = classmethod(find_spec)
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from minigrad.aula.verbos import lo_guardado, preparar

lo_guardado.navegador = preparar.navegador = types.SimpleNamespace(AQUI=True)
# lo que solo anda en una página de verdad
preparar._vigilar, preparar._pedir_el_dibujo = (lambda ip: None), (lambda: None)
hecho = []
for celdas in grupos:
    InteractiveShell.clear_instance()
    ip = InteractiveShell.instance()
    preparar.en_espanol(ip)
    vistas = []
    for celda in celdas:
        with capture_output() as visto:
            corrida = ip.run_cell(celda, store_history=True)
        error = corrida.error_before_exec or corrida.error_in_exec
        figuras = [x.data["image/png"] for x in visto.outputs if "image/png" in x.data]
        vistas.append((visto.stdout, figuras, repr(error) if error else ""))
    hecho.append(vistas)
json.dump(hecho, sys.stdout)
"""
SIN_NADA = ["numpy", "matplotlib", "contourpy", "torch"]
NO_ESTA = "Aquí no está matplotlib, que dibuja las figuras"
DEL_CUADERNO = "Esta se guardó con el cuaderno resuelto: no depende de lo que ejecutaste."
CON_CAMBIOS = "con el cuaderno resuelto con la celda como venía:"


def correr(tmp_path, *grupos, faltan=SIN_NADA):
    """Lo que se vio en cada celda: el texto, las figuras y el error."""
    hecho = subprocess.run(
        [sys.executable, "-c", PROGRAMA], input=json.dumps([faltan, grupos]), cwd=tmp_path,
        env={"PYTHONPATH": str(RAIZ), "PATH": "", "HOME": str(tmp_path), "MPLBACKEND": "agg"},
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert hecho.returncode == 0, hecho.stderr
    return json.loads(hecho.stdout)


def resueltas(nombre):
    celdas = json.loads((RAIZ / "solutions" / f"{nombre}.ipynb").read_text(encoding="utf-8"))
    return [c for c in celdas["cells"] if c["cell_type"] == "code"]


def la_que_dice(nombre, dicho):
    """La celda resuelta que contiene un texto, con la figura que guarda."""
    celdas = [c for c in resueltas(nombre) if dicho in "".join(c["source"])]
    salidas = [salida.get("data", {}) for salida in celdas[0]["outputs"]]
    figuras = ["".join(x["image/png"]) for x in salidas if "image/png" in x]
    return "".join(celdas[0]["source"]), figuras


CURVAS, DE_CURVAS = la_que_dice("05_red_neuronal", "def camino(en_cero")
PIERDE, DE_PIERDE = la_que_dice("05_red_neuronal", "def comparar(")
PARABOLA, DE_PARABOLA = la_que_dice("02_a_mano", "figuras.curva(parabola, -4, 5, puntos")
NUMPY, _ = la_que_dice("04_minigrad_final", "import numpy as np")
TIEMPOS, _ = la_que_dice("04_minigrad_final", 'print(f"NumPy ')
BARRAS, DE_BARRAS = la_que_dice("04_minigrad_final", "import matplotlib.pyplot as plt")

DIBUJA = [
    "import matplotlib.pyplot as plt\nfrom minigrad import Value",
    CURVAS,
    "print(len(camino(True)))",
    CURVAS.replace("pasos=60", "pasos=6").replace("# ", "#"),
    "en_vistos = en_nuevos = [1.0]\n" + PIERDE,
    "comparar([2.0], [3.0])",
    "fig, ax = plt.subplots()\nlinea, = ax.plot([1, 2])\nax.set_title('mía')",
    "plt.plot([1, 2])\n1 / 0",
    "plt.rcParams['font.size'] = 8\nplt.close('all');",
    "plt.show()",
]
USA = [
    "a, b = plt.subplots(2, 3)[1][0][:2]\n"
    "ejes = plt.subplots(2, 3)[1]\nunos = [*ejes[0], ejes[1, 2], *ejes[:, 0], *ejes.flat]\n"
    "fig, (izq, der) = plt.subplots(1, 2, width_ratios=[3, 1])\n"
    "solo = fig.subplots(squeeze=False)[0, 0]\nn, cajas, partes = izq.hist([1, 2])\n"
    "abajo, arriba = der.get_ylim()\narriba - abajo\n"
    "with plt.style.context('ggplot'):\n    der.imshow([[1]], cmap=plt.cm.gray)\n"
    "vueltas = [k for k, color in zip(range(3), plt.cm.viridis([0, 1, 2]))]\n"
    "print(len(unos), vueltas)",
    "import matplotlib\nfrom matplotlib import cm, colors\nfrom matplotlib.patches import Circle\n"
    "matplotlib.use('agg')\ncolors.ListedColormap(['w'])\nCircle((0, 0), 1).set(color='k');",
    "import sys\nprint([m for m in sys.modules if m.startswith('matplotlib') and 'inl' not in m])",
    "import matplotlib_que_no_existe",
]


@pytest.fixture(scope="module")
def vistas(tmp_path_factory):
    grupos = {
        "dibuja": DIBUJA,
        "usa": [DIBUJA[0], *USA],
        "paquete": [
            "from minigrad.exploradores import figuras\nparabola = cubica = lambda x: x * x",
            PARABOLA,
            PARABOLA.replace("parabola", "cubica"),
            PARABOLA.splitlines()[-1],
            "for k in range(3):\n    figuras.aplastadoras()",
        ],
        "numpy": [
            "PUNTOS, PESOS, con_200, segundos = [[1.0, 2.0]], [[1.0, 2.0, 3.0]], [1.0], print",
            NUMPY,
            TIEMPOS,
            "def pasada_numpy():\n    return 1\n\n\n" + TIEMPOS.splitlines()[0],
            "import numpy as np\nnp.zeros(3)",
            "import numpy.linalg",
            "numpy = 'no hace falta'\nnumpy",
        ],
    }  # fmt: skip
    hecho = correr(tmp_path_factory.mktemp("sin"), *grupos.values())
    return dict(zip(grupos, hecho, strict=True))


def test_la_celda_hace_sus_cuentas_y_muestra_la_figura_guardada(vistas):
    _, (dicho, figuras, error), (cuantos, *_), *_ = vistas["dibuja"]
    assert dicho.startswith(NO_ESTA)
    assert DEL_CUADERNO in dicho
    assert "En Colab" in dicho
    assert (figuras, error) == (DE_CURVAS, "")
    assert cuantos == "60\n"


def test_una_celda_cambiada_muestra_la_de_antes_y_lo_dice(vistas):
    dicho, figuras, error = vistas["dibuja"][3]
    assert CON_CAMBIOS in dicho
    assert (figuras, error) == (DE_CURVAS, "")


def test_una_figura_que_dibuja_otra_funcion(vistas):
    assert vistas["dibuja"][4][1:] == [DE_PIERDE, ""]


def test_una_figura_del_aprendiz_no_se_cambia_por_otra(vistas):
    for dicho, figuras, error in vistas["dibuja"][5:7]:
        assert "de esta celda no hay ninguna guardada.\nEn Colab" in dicho
        assert (figuras, error) == ([], "")


def test_una_celda_que_falla_o_no_dibuja_no_muestra_nada(vistas):
    falla, ajusta, vacia = vistas["dibuja"][7:]
    assert "ZeroDivisionError" in falla[2]
    assert NO_ESTA not in falla[0]
    assert ajusta == vacia == ["", [], ""]


def test_lo_que_se_le_pide_a_matplotlib_se_acepta(vistas):
    usa, importa, quedan, otro = vistas["usa"][1:]
    assert usa[2] == importa[2] == ""
    assert usa[0].startswith("12 [0, 1, 2]\n")
    assert importa[0] == ""
    assert quedan[0] == "[]\n"  # si la próxima celda lo trae, es el verdadero
    assert "ModuleNotFoundError" in otro[2]


def test_las_figuras_del_paquete_tambien(vistas):
    _, suya, cambiada, sin_importar, tres_veces = vistas["paquete"]
    assert sin_importar[1:] == [DE_PARABOLA, ""]  # hay otra celda que se escribe casi igual
    assert suya[1:] == [DE_PARABOLA, ""]
    assert DEL_CUADERNO in suya[0]
    assert CON_CAMBIOS in cambiada[0]
    assert tres_veces[2] == ""
    assert tres_veces[0].count(NO_ESTA) == 1


def test_una_celda_con_numpy_muestra_lo_que_mostraba(vistas):
    _, importa, mide, ya_esta, *_ = vistas["numpy"]
    dicho = "NumPy no está instalado aquí. Con él, esta celda mostraría:\n\n"
    assert importa == [f"{dicho}el mismo gradiente: 363.6563\n", [], ""]
    assert mide[0].startswith(f"{dicho}el del paquete")
    assert mide[2] == ""
    assert ya_esta[0] == "el del paquete 1.00 ms\n"


def test_una_celda_con_numpy_del_aprendiz_falla_y_se_sabe(vistas):
    suya, parte, nombre = vistas["numpy"][4:]
    assert "No module named 'numpy'" in suya[2]
    assert "ModuleNotFoundError" in parte[2]
    assert nombre[2] == ""


def test_en_el_sitio_de_una_clase_lo_guardado_va_aparte(tmp_path, monkeypatch):
    """El curso sellado tiene las mismas celdas, sin lo que mostraron."""
    (tmp_path / "dados").mkdir()
    (tmp_path / "solutions").mkdir()
    for carpeta in ("dados", "solutions"):
        leccion = json.loads((RAIZ / "solutions/04_minigrad_final.ipynb").read_text("utf-8"))
        for celda in leccion["cells"]:
            if carpeta == "solutions" and celda["cell_type"] == "code":
                celda["outputs"] = []
        escrito = tmp_path / carpeta / "04_minigrad_final.ipynb"
        escrito.write_text(json.dumps(leccion), encoding="utf-8")
    monkeypatch.setenv("MINIGRAD_CUADERNOS", str(tmp_path))
    vacio = Curso(tmp_path / "solutions", ())
    assert guardada(vacio, "NumPy", NUMPY).salida == "el mismo gradiente: 363.6563\n"


def test_con_los_paquetes_nada_de_esto_se_usa(tmp_path):
    pytest.importorskip("matplotlib")
    [dibuja, numpy] = correr(
        tmp_path,
        ["import matplotlib\nmatplotlib.__version__[0] in '123'", "import matplotlib.pyplot as plt",
         "plt.rcParams['font.size']", "plt.rcParams['font.size'] = 5", "plt.rcParams['font.size']",
         "plt.plot([1, 2])"],
        ["import numpy as np\nprint(np.arange(3).sum())"],
        faltan=["torch"],
    )  # fmt: skip
    assert [visto[2] for visto in [*dibuja, *numpy]] == [""] * 7
    assert not any(NO_ESTA in visto[0] for visto in dibuja)
    assert numpy[0][0] == "3\n"
    # nuestros ajustes, una vez: lo que después cambie el aprendiz se queda
    assert "11" in dibuja[2][0]
    assert "5" in dibuja[4][0]


@pytest.mark.lento
def test_un_cuaderno_en_blanco_entero(tmp_path):
    donde = "notebooks/04_minigrad_final"  # el único con PyTorch, NumPy y matplotlib
    celdas = json.loads((RAIZ / f"{donde}.ipynb").read_text(encoding="utf-8"))["cells"]
    fuentes = ["".join(c["source"]) for c in celdas if c["cell_type"] == "code"]
    [visto] = correr(tmp_path, fuentes)
    assert [error for _, _, error in visto if error] == []
    suyas = [c for c in resueltas(Path(donde).name) if "display_data" in str(c["outputs"])]
    con_figura = sum("image/png" in str(c["outputs"]) for c in suyas)
    assert sum(len(figuras) for _, figuras, _ in visto) == con_figura > 0


@pytest.mark.lento
@pytest.mark.parametrize("donde", ["notebooks/06_tensores", "exercises/07_un_gpt_practica"])
def test_un_cuaderno_hecho_con_numpy_entero(tmp_path, donde):
    celdas = json.loads((RAIZ / f"{donde}.ipynb").read_text(encoding="utf-8"))["cells"]
    fuentes = ["".join(c["source"]) for c in celdas if c["cell_type"] == "code"]
    [visto] = correr(tmp_path, fuentes)
    assert [error for _, _, error in visto if error] == []
    comprueban = [v[0] for f, v in zip(fuentes, visto, strict=True) if "comprobar(" in f]
    assert not any("✔" in dicho for dicho in comprueban)  # ni lo guardado de la solución
    assert any("sin él este ejercicio no se puede comprobar" in dicho for dicho in comprueban)
