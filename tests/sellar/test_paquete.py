"""El paquete del curso real: no deja leer nada, juzga igual y se usa como lo usará un aprendiz."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from paquete_de_prueba import RAIZ, ejecutar, minigrad

from minigrad import _oculto
from minigrad.aula.curso.activo import activo
from tools import fugas
from tools.comun import Taller, este_taller
from tools.revision import leer_fuentes
from tools.verificar import _numeros

pytestmark = [pytest.mark.lento, pytest.mark.torch]  # sin PyTorch no se sella
#: de cada cuántos errores conocidos se juzga uno; con MINIGRAD_UNA_DE=1, todos
UNO_DE = int(os.environ.get("MINIGRAD_UNA_DE", "3"))
#: números que no salen por casualidad: con cinco cifras o más
_CIFRAS = 5


@pytest.fixture(scope="module")
def archivos(paquete):
    """Cada archivo del zip, descomprimido, como texto."""
    with zipfile.ZipFile(paquete.zip) as zip_:
        return {n: zip_.read(n).decode("utf-8", "replace") for n in zip_.namelist()}


@pytest.fixture(scope="module")
def secretos():
    """Las líneas de cada solución que la delatan."""
    return fugas.secretos(leer_fuentes(este_taller(), ())[0])


# --- no deja leer nada -------------------------------------------------------------------------


def test_ninguna_linea_de_ninguna_solucion(archivos, secretos):
    assert len(secretos) > 150
    vistas = [
        (nombre, secreto.ejercicio, sena)
        for nombre, texto in archivos.items()
        if not nombre.endswith(".ipynb")
        for secreto in secretos
        for sena in secreto.senas
        if fugas.ve(sena, texto)
    ]
    assert vistas == []


def test_los_cuadernos_solo_muestran_lo_que_ya_mostraban_en_blanco(paquete, secretos):
    taller = Taller(paquete.carpeta, "", "", lambda _: ())
    cuadernos = sorted(paquete.carpeta.glob("[ne]*/*.ipynb"))
    assert len(cuadernos) == len([*RAIZ.glob("notebooks/*.ipynb"), *RAIZ.glob("exercises/*.ipynb")])
    problemas = [p for c in cuadernos for p in fugas.en_cuaderno(c, taller, secretos)]
    assert problemas == []


def test_ningun_numero_esperado(archivos):
    vigente = activo()
    enunciados = "".join(p.read_text("utf-8") for p in RAIZ.glob("[ne]*/*.ipynb"))
    esperados = {
        repr(numero)
        for ejercicio in vigente.todos()
        for observada in vigente.huella_de_referencia(ejercicio)
        for numero in _numeros(observada.forma)
    }
    largos = {n for n in esperados if len(re.sub(r"\D", "", n)) >= _CIFRAS and n not in enunciados}
    assert len(largos) > 150
    assert [(n, x) for n, texto in archivos.items() for x in largos if x in texto] == []


def test_las_claves_no_van_en_el_zip(paquete, archivos):
    claves = [linea.rpartition("  ")[2] for linea in paquete.claves.read_text().splitlines()[4:]]
    assert len(claves) == len(activo().secciones())
    for clave in claves:
        assert not [n for n, texto in archivos.items() if clave in texto]
    assert not [n for n in archivos if "claves" in n]
    if sys.platform != "win32":
        assert paquete.claves.stat().st_mode & 0o077 == 0


def test_tampoco_lo_oculto_lleva_respuestas_que_no_se_prestan(paquete):
    """Ni descubriendo lo oculto se leen los números, las letras ni los porqués."""
    carpeta = paquete.carpeta / "minigrad" / "_clase"
    datos = json.loads(_oculto.leer("curso", carpeta))
    textos = "\n".join(textos_de(datos))
    for ejercicio in activo().todos():
        assert ejercicio.porque not in textos
        if ejercicio.id not in datos["prestables"]:
            solucion = activo().solucion(ejercicio.id).strip()
            assert solucion not in textos, ejercicio.id
    modulos = [p.stem for p in carpeta.glob("*ejercicios*.oculto")]
    podados = "\n".join(_oculto.leer(nombre, carpeta) for nombre in modulos)
    assert "porque" not in podados
    assert "pistas" not in podados


def test_de_un_numero_que_se_pide_no_va_ningun_sello_grueso(paquete):
    """Con uno grueso y uno fino, un número se recupera en pocas pruebas."""
    datos = json.loads(_oculto.leer("curso", paquete.carpeta / "minigrad" / "_clase"))
    numericos = [
        dato
        for seccion in datos["secciones"].values()
        for dato in seccion
        if dato["campos"]["tipo"] == "numero"
    ]
    assert len(numericos) > 30
    for dato in numericos:
        huellas = [dato["referencia"], dato["blanco"], *(e["huella"] for e in dato["errores"])]
        hechos = [s for huella in huellas for _, forma in huella for s in sellos_de(forma)]
        assert hechos
        assert {sello[0] for sello in hechos} == {dato["campos"]["tolerancia"]}
        assert {sello[3] for sello in hechos if len(sello) > 2} <= {2**12}


def sellos_de(forma):
    if "partes" in forma:
        for parte in forma["partes"]:
            yield from sellos_de(parte)
    else:
        yield forma.get("sello") or forma["casillas"]


def textos_de(datos):
    """Todos los textos que hay dentro de unos datos."""
    if isinstance(datos, str):
        yield datos
    elif isinstance(datos, dict | list):
        for parte in datos.values() if isinstance(datos, dict) else datos:
            yield from textos_de(parte)


# --- juzga igual -------------------------------------------------------------------------------

JUZGAR = """
import json, sys
from minigrad.aula.curso.activo import activo
from minigrad.aula.juicio.juzgar import juzgar
vigente = activo()
assert type(vigente).__name__ == "CursoSellado"
for id_, esperado, fuente in json.load(open(sys.argv[1], encoding="utf-8")):
    ejercicio = vigente.buscar(id_)
    objeto = vigente.ejecutar(ejercicio, fuente)[ejercicio.nombre]
    veredicto = juzgar(vigente, ejercicio, objeto)
    dicho = veredicto.error.nombre if veredicto.error else veredicto.estado
    if dicho != esperado:
        print(id_, esperado, "->", dicho)
    if esperado == "correcto" and not vigente.porque(ejercicio, veredicto.huella):
        print(id_, "sin su porqué")
print("listo")
"""


def test_cada_respuesta_conocida_recibe_lo_mismo_que_en_el_curso_abierto(paquete, tmp_path):
    vigente, casos = activo(), []
    for turno, e in enumerate(vigente.todos()):
        casos.append([e.id, "correcto", vigente.solucion(e.id)])
        casos.append([e.id, "blanco", vigente.blanco(e.id)])
        # de cada ejercicio, los errores a los que les toca
        van = [error for n, error in enumerate(e.errores) if (n + turno) % UNO_DE == 0]
        casos += [[e.id, error.nombre, vigente.equivocada(e, error)] for error in van]
    (tmp_path / "casos.json").write_text(json.dumps(casos), encoding="utf-8")
    hecho = ejecutar(paquete.carpeta, "-c", JUZGAR, str(tmp_path / "casos.json"))
    assert hecho.stdout == "listo\n", hecho.stdout + hecho.stderr


# --- como lo usa un aprendiz -------------------------------------------------------------------


def correr(cuaderno, carpeta):
    """Ejecuta un cuaderno desde una carpeta, con lo que la primera celda encuentre."""
    cliente = NotebookClient(
        cuaderno,
        kernel_name="python3",
        resources={"metadata": {"path": str(carpeta)}},
        allow_errors=True,
        timeout=300,
    )
    return cliente.execute()


def errores(cuaderno):
    return [
        (celda.source[:60], salida.evalue)
        for celda in cuaderno.cells
        for salida in celda.get("outputs", ())
        if salida.output_type == "error"
    ]


def visto(celda):
    """El texto de todo lo que una celda mostró."""
    textos = []
    for salida in celda.outputs:
        datos = salida.get("data", {})
        textos += [salida.get("text", ""), datos.get("text/plain", ""), datos.get("text/html", "")]
    return "\n".join(textos)


@pytest.fixture
def sin_rastro(monkeypatch):
    """Un núcleo que no hereda ni el taller completo ni sus variables."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.delenv("MINIGRAD_PROGRESO", raising=False)


@pytest.fixture
def descomprimido(paquete, tmp_path):
    """El zip, tal como lo abre quien lo recibe."""
    with zipfile.ZipFile(paquete.zip) as zip_:
        zip_.extractall(tmp_path)
    return tmp_path / "clase"


@pytest.mark.parametrize("nombre", ["00_introduccion", "04_minigrad_final"])
def test_un_cuaderno_en_blanco_corre_entero(descomprimido, sin_rastro, nombre):
    cuaderno = nbformat.read(descomprimido / "notebooks" / f"{nombre}.ipynb", 4)
    hecho = correr(cuaderno, descomprimido / "notebooks")
    assert errores(hecho) == []


def test_una_sesion_de_punta_a_punta(paquete, descomprimido, sin_rastro):
    clave = dict(re.findall(r"^(\w+)  .*  (\w+ \w+ \w+ \w+)$", paquete.claves.read_text(), re.M))
    original = nbformat.read(descomprimido / "notebooks" / "02_a_mano.ipynb", 4)
    preparar = next(celda for celda in original.cells if celda.cell_type == "code")
    celdas = [
        preparar.source,
        'comprobar("02-derivada", ...)',
        "def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x)) / h",
        'derivada = comprobar("02-derivada", derivada)',
        'solucion("02-derivada")',
        'solucion("02-derivada", clave="gato perro luna sol")',
        f'solucion("02-derivada", clave="{clave["02"].upper().replace(" ", "-")}")',
        "def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x - h)) / (2 * h)",
        'derivada = comprobar("02-derivada", derivada)',
        'solucion("03-sumar")',
        "import minigrad; minigrad.__file__",
    ]
    nuevo = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in celdas])
    hecho = correr(nuevo, descomprimido / "notebooks")
    assert errores(hecho) == []
    textos = [visto(celda) for celda in hecho.cells]
    assert "Todo listo" in textos[0]
    assert "En blanco" in textos[1]
    assert "Todavía no" in textos[3]
    assert "Falta la clave" in textos[4]
    assert "Esa clave no abre esta sección" in textos[5]
    assert "Tu código" in textos[6]
    assert "(2 * h)" in textos[6]
    assert "Correcto" in textos[8]
    assert "Falta la clave" in textos[9]
    assert str(descomprimido) in textos[10]
    progreso = json.loads((descomprimido / ".minigrad" / "progreso.json").read_text("utf-8"))
    assert progreso["02-derivada"]["intentos"] == 2
    assert progreso["02-derivada"]["correcto"]


def test_lejos_del_paquete_la_primera_celda_dice_que_falta(descomprimido, tmp_path_factory):
    lejos = tmp_path_factory.mktemp("lejos")
    hecho = primera_celda(descomprimido, lejos)
    assert "abre este cuaderno desde la carpeta que te dieron" in hecho.stdout


#: como si el taller no estuviera instalado aquí
SIN_TALLER = """
import pathlib, sys
sys.path = [p for p in sys.path if not (pathlib.Path(p) / "minigrad").is_dir()]
"""


def primera_celda(descomprimido, carpeta, antes=""):
    """Corre la celda de preparación en un Python sin `minigrad`, y escribe su error si lanza."""
    cuaderno = nbformat.read(descomprimido / "notebooks" / "02_a_mano.ipynb", 4)
    celda = next(celda.source for celda in cuaderno.cells if celda.cell_type == "code")
    codigo = f"{SIN_TALLER}{antes}\ntry:\n    exec({celda!r})\nexcept Exception as e:\n    print(e)"
    orden = [sys.executable, "-c", codigo]
    return subprocess.run(orden, cwd=carpeta, capture_output=True, text=True, encoding="utf-8")


COLAB = """
import os, shutil, types
subidos = []
def upload():
    subidos.append(shutil.copy(os.environ["SUBIR"], ".")) if "SUBIR" in os.environ else None
files = types.SimpleNamespace(upload=upload)
colab = types.ModuleType("google.colab")
colab.files = files
sys.modules.update({"google": types.ModuleType("google"), "google.colab": colab})
"""


def test_en_colab_se_sube_el_zip(paquete, descomprimido, tmp_path_factory, monkeypatch):
    content = tmp_path_factory.mktemp("content")
    (content / "clase.zip").write_bytes(b"una subida que se corto")
    hecho = primera_celda(descomprimido, content, antes=COLAB)
    assert "elige el archivo clase.zip" in hecho.stdout, hecho.stderr
    monkeypatch.setenv("SUBIR", str(paquete.zip))
    for _ in range(2):  # ejecutarla otra vez no pide nada
        hecho = primera_celda(descomprimido, content, antes=COLAB)
        assert "Todo listo" in hecho.stdout, hecho.stdout + hecho.stderr


def test_en_colab_se_trae_de_la_direccion(paquete, descomprimido, tmp_path_factory):
    content = tmp_path_factory.mktemp("content")
    cuaderno = descomprimido / "notebooks" / "02_a_mano.ipynb"
    texto = cuaderno.read_text("utf-8")
    for direccion, dicho in [
        ("http://127.0.0.1:9/clase.zip", "No pude traer clase.zip"),
        (paquete.zip.as_uri(), "Todo listo"),
    ]:
        celda = texto.replace('\\"clase\\", \\"\\"', f'\\"clase\\", \\"{direccion}\\"')
        assert direccion in celda
        cuaderno.write_text(celda, encoding="utf-8")
        assert dicho in primera_celda(descomprimido, content, antes=COLAB).stdout


# --- lo demás de la carpeta --------------------------------------------------------------------


def test_minigrad_abrir_prepara_la_carpeta_de_trabajo(descomprimido):
    hecho = minigrad(descomprimido, "abrir", "mi_taller", "--solo-preparar")
    assert hecho.returncode == 0, hecho.stderr
    cuantos = len([*RAIZ.glob("notebooks/*.ipynb"), *RAIZ.glob("exercises/*.ipynb")])
    assert f"Cuadernos nuevos en ella: {cuantos}." in hecho.stdout
    cuaderno = (descomprimido / "mi_taller" / "notebooks" / "02_a_mano.ipynb").read_text("utf-8")
    assert "git clone" not in cuaderno
    assert "sube este cuaderno" in cuaderno


def test_las_ordenes_de_quien_dicta_no_estan(descomprimido):
    ayuda = minigrad(descomprimido).stdout
    assert "abrir" in ayuda
    assert "sellar" not in ayuda
    pedida = minigrad(descomprimido, "sellar")
    assert pedida.returncode == 2
    assert "No entiendo lo que pides" in pedida.stderr


def test_el_leeme_dice_como_empezar(descomprimido):
    leeme = (descomprimido / "README.md").read_text("utf-8")
    assert "python3 taller.py abrir" in leeme
    assert "{{" not in leeme
    for nombre in re.findall(r"`(\w+/)`", leeme):
        assert (descomprimido / nombre).is_dir() or nombre == "mi_taller/"


def test_todo_lo_que_se_puede_importar_se_importa(descomprimido):
    modulos = [
        ".".join(p.relative_to(descomprimido).with_suffix("").parts).removesuffix(".__init__")
        for p in sorted((descomprimido / "minigrad").rglob("*.py"))
        if p.name != "__main__.py"
    ]
    # lo de una página pide módulos que solo hay en ella
    modulos = [m for m in modulos if not m.startswith("minigrad.navegador.")]
    codigo = f"import importlib\nfor m in {modulos!r}:\n    importlib.import_module(m)"
    hecho = ejecutar(descomprimido, "-c", codigo)
    assert hecho.returncode == 0, hecho.stderr
    assert len(modulos) > 40
    assert Path(descomprimido).is_dir()


def test_los_datos_que_no_se_calculan_viajan_en_el_paquete(descomprimido):
    codigo = "from minigrad.datasets import *; print(len(digits()[0]), len(nombres()) > 5000)"
    hecho = ejecutar(descomprimido, "-c", codigo)
    assert hecho.stdout == "1797 True\n", hecho.stderr
