"""Lo que una entrega hace contra quien la califica: recibe su motivo y a nadie más le pasa nada.

Cada código va en la celda de un ejercicio; el resto del cuaderno está bien resuelto.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from pathlib import Path

import pytest
from armar import celda, en_bytes, resuelto

import minigrad.aula
from minigrad._recursos import cuadernos
from minigrad.calificar.comentarios import comentario
from minigrad.calificar.entrega.buscar import Entrega
from minigrad.calificar.puesto.suelto import PuestoSuelto

STEM, ID = "00_introduccion", "00-cuenta"
BUENA = "\ndef cuenta(precio, cantidad, envio):\n    return precio * cantidad + envio\n"
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="es de Unix")


@pytest.fixture
def entregar(calificador, puesto, tmp_path):
    """Califica el cuaderno resuelto con otro código en un ejercicio; da la nota de ese."""

    def calificar(codigo, donde=puesto):
        cuaderno = resuelto(STEM)
        celda(cuaderno, ID)["source"] = codigo
        ruta = tmp_path / "entrega.ipynb"
        ruta.write_bytes(en_bytes(cuaderno))
        boleta = calificador.calificar(donde, Entrega(ruta, ruta.name, "Ana"))
        suya = next(n for n in boleta.notas if n.ejercicio == ID)
        assert boleta.puntos == boleta.maximo - suya.maximo + suya.puntos
        return suya

    return calificar


LIMITES = {
    "bucle": ("while True: pass", "no terminó"),
    "bucle que atrapa todo": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "no terminó",
    ),
    "espera": ("import time; time.sleep(60)", "no terminó"),
    "imprime sin fin": ("while True: print('x' * 10_000)", "imprimió más de 100 KB"),
    "exit": ("exit()", "cierra el programa"),
    "sys.exit": ("import sys; sys.exit(0)", "cierra el programa"),
    "os._exit": ("import os; os._exit(0)", "cerró Python sin terminar"),
    "input": ("input()", "EOFError"),
    "recursión": ("def f(): f()\nf()", "RecursionError"),
    "bajo cero": ("import ctypes; ctypes.string_at(0)", "memoria que no es suya|OSError"),
    "no es Python": ("x = 1\ndef cuenta(:", r"no es Python válido \(línea 2\)"),
    "con un nulo": ("x = '\0'", "no es Python válido|ValueError"),
    "medio carácter": ("x = '\ud800'", "UnicodeEncodeError"),
    "no define nada": ("x = 1", "no define `cuenta`"),
    "otro nombre": ("def mi_cuenta(a, b, c): return a * b + c", "no define `cuenta`"),
    "lanza algo enorme": ("raise ValueError('x' * 10**6)", "ValueError: x+"),
    "excepción que miente": (
        "class Rara(Exception):\n    def __str__(self): raise SystemExit\nraise Rara",
        "lanza Rara",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("codigo", "dice"), LIMITES.values(), ids=LIMITES)
def test_recibe_su_motivo(entregar, codigo, dice):
    nota = entregar(codigo)
    assert nota.puntos == 0
    assert re.search(dice, nota.comentario)


def test_el_motivo_de_un_limite_es_limite_y_no_otra_cosa(entregar):
    assert entregar("while True: pass").estado == "limite"
    assert entregar("while True: print('x' * 10_000)").estado == "limite"


@UNIX
@pytest.mark.parametrize(
    ("codigo", "dice"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "se mató"),
        ("import os; os.abort()", "se abortó"),
    ],
)
def test_lo_que_solo_pasa_en_unix(entregar, codigo, dice):
    assert dice in entregar(codigo).comentario


@UNIX
def test_la_alarma_que_detiene_un_bucle_se_puede_apagar_y_el_plazo_no(puesto, calificador):
    mira = ["minigrad.aula.observadores.respuestas", "observar_respuesta"]
    pedido = {"que": "correr", "nombre": "x", "observador": mira, "semillas": [], "previas": [],
              "antes": [], "despues": [], "apoyo": 0, "partes": [], "permitidos": [],
              "segundos": 0.3, "observar": 5.0,
              "fuente": "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\n"
                        "while True: pass"}  # fmt: skip
    respuesta = puesto.pedir(pedido, 1.0, calificador.juez.limites)
    assert respuesta.motivo == "tiempo"


def test_la_memoria_tiene_tope(entregar, puestas):
    if "memoria" not in puestas:
        pytest.skip("este sistema no limita la memoria, y la orden lo dice")
    for codigo in ("x = bytearray(10**12)", "x = []\nwhile True: x.append(bytearray(10**8))"):
        nota = entregar(codigo)
        assert (nota.estado, nota.puntos) == ("limite", 0)
        assert "200 MB" in nota.comentario


@pytest.mark.parametrize(
    "codigo",
    [
        "for i in range(10**6): open(f'f{i}', 'wb').write(b'x' * 10**6)",
        "for i in range(10**6): open(f'f{i}', 'wb').close()",
        "import os\nwhile True:\n    os.mkdir('d')\n    os.chdir('d')",
    ],
)
@UNIX
def test_el_disco_tiene_tope(entregar, codigo):
    assert "escribió más de" in entregar(codigo).comentario


@UNIX
def test_un_archivo_tiene_tope(entregar):
    assert "OSError" in entregar("open('f', 'wb').write(b'x' * 10**7)").comentario


# --- lo que toca afuera --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codigo", "dice"),
    [
        ("import os; os.fork()", "crear procesos"),
        ("import subprocess; subprocess.run(['ls'])", "crear procesos"),
        ("import os; os.system('ls')", "crear procesos"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "usar la red"),
        ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')", "usar la red"),
        ("import os; os.kill(os.getppid(), 9)", "enviar señales"),
        ("open('../../aqui.txt', 'w')", "archivos de fuera"),
    ],
)
def test_lo_que_no_necesita_se_niega_y_se_dice(entregar, codigo, dice):
    if "fork" in codigo and not hasattr(os, "fork"):
        pytest.skip("este sistema no sabe bifurcarse")
    # la respuesta es buena: intentarlo y seguir no la hace peor, pero se dice
    nota = entregar(f"try:\n    {codigo.replace(chr(10), chr(10) + '    ')}\n"
                    f"except Exception: pass\n{BUENA}")  # fmt: skip
    assert nota.estado == "correcto"
    assert dice in nota.comentario
    assert entregar(codigo).puntos == 0


def sin_vigia(*lineas):
    """El mismo daño, sin pasar por Python: llama a la biblioteca de C."""
    return "\n".join(["import ctypes, os", "c = ctypes.CDLL(None)", *lineas, BUENA])


@pytest.fixture
def victima(tmp_path):
    ajena = tmp_path / "ajena"
    ajena.mkdir()
    archivo = ajena / "notas.txt"
    archivo.write_text("intactas")
    antes = archivo.stat()
    yield archivo
    assert archivo.read_text() == "intactas"
    assert (archivo.stat().st_mode, archivo.stat().st_mtime) == (antes.st_mode, antes.st_mtime)


@UNIX
def test_ni_borra_ni_lee_ni_toca_archivos_ajenos(entregar, puestas, victima):
    if "archivos ajenos" not in puestas:
        pytest.skip("este sistema no encierra archivos, y la orden lo dice")
    ruta, carpeta = repr(os.fsencode(victima)), repr(os.fsencode(victima.parent))
    llamadas = (
        f"unlink({ruta})", f"open({ruta}, 0)", f"open({ruta}, 1)", f"chmod({ruta}, 0)",
        f"truncate({ruta}, 0)", f"rename({ruta}, b'x')", f"rmdir({carpeta})",
        f"utimes({ruta}, None)", f"link({ruta}, b'x')", f"symlink({ruta}, {carpeta} + b'/y')",
    )  # fmt: skip
    for llamada in llamadas:
        nota = entregar(sin_vigia(f"assert c.{llamada} == -1"))
        assert (nota.estado, nota.comentario) == ("correcto", ""), llamada


@UNIX
def test_ni_procesos_ni_red_ni_senales_aunque_no_pase_por_python(entregar, puestas):
    if not {"procesos", "red"} <= puestas:
        pytest.skip("este sistema no niega llamadas, y la orden lo dice")
    llamadas = ("c.fork()", "c.vfork()", "c.socket(2, 1, 0)", "c.kill(os.getppid(), 9)",
                "c.ptrace(16, os.getppid(), 0, 0)", "c.unshare(0x10000000)",
                "c.kill(-1, 9)", "c.memfd_create(b'x', 0)")  # fmt: skip
    nota = entregar(sin_vigia(*(f"assert {llamada} == -1" for llamada in llamadas)))
    assert (nota.estado, nota.comentario) == ("correcto", "")


def test_no_puede_leer_la_solucion(entregar):
    traer = "from minigrad.aula.curso.activo import activo"
    nota = entregar(f"{traer}\nexec(activo().solucion('{ID}'))")
    assert nota.puntos == 0
    assert "archivos de fuera" in nota.comentario


def test_no_puede_leer_con_que_se_prueba_ni_el_catalogo(entregar, puestas):
    if "archivos ajenos" not in puestas:
        pytest.skip("este sistema no protege los archivos, y la orden lo dice")
    aula = Path(minigrad.aula.__file__).parent
    observador, paleta = aula / "observadores" / "leccion_00.py", aula / "exploracion" / "paleta.py"
    for ruta in (observador, paleta, cuadernos("solutions") / f"{STEM}.md"):
        assert ruta.exists()
        codigo = (
            f"try:\n    open({str(ruta)!r})\nexcept PermissionError:\n    pass\nelse:\n    1 / 0"
        )
        assert entregar(codigo + BUENA).estado == "correcto"


def test_lo_que_aun_no_se_importo_se_encuentra(entregar):
    with contextlib.suppress(PermissionError):  # como si otro programa acabara de escribir ahí
        os.utime(Path(minigrad.aula.__file__).parent)
    traer = "from minigrad.aula import motor_de_cierres\nfrom minigrad.aula.ejercicios import "
    nota = entregar(f"{traer}practica_05{BUENA}")
    assert (nota.estado, nota.comentario) == ("correcto", "")


# --- falsear el veredicto ------------------------------------------------------------------------

MALA = "\ndef cuenta(precio, cantidad, envio):\n    return 0\n"


@pytest.mark.parametrize(
    "codigo",
    [
        "import minigrad.aula\nminigrad.aula.comprobar = lambda *a: True",
        "import minigrad.aula.huella.forma as o\no.misma_huella = o.iguales = lambda *a: True",
        "import minigrad.calificar.puesto.hijo as h\nh.responder = lambda *a: b'{}'",
        "import math\nmath.isclose = lambda *a, **k: True",
        "import builtins\nbuiltins.abs = builtins.sum = lambda *a: 0",
        "import sys\nsys.modules['minigrad.engine'] = sys",
        "import minigrad.engine as e\ne.Value.__mul__ = lambda a, b: e.Value(18)",
    ],
)
def test_parchar_no_sirve_y_se_informa(entregar, codigo):
    mala, buena = entregar(codigo + MALA), entregar(codigo + BUENA)
    assert mala.puntos == 0
    assert (buena.estado, buena.comentario) == ("correcto", "")
    for nota in (mala, buena):
        assert "lo dejé como estaba" in nota.avisos[0]


def test_escribir_en_el_canal_no_sirve(entregar):
    nota = entregar(
        "import os\nfor n in range(3, 200):\n    try: os.write(n, b'{\"huellas\": [[]]}')\n"
        f"    except OSError: pass\n{BUENA}"
    )
    assert (nota.puntos, nota.estado) == (0, "limite")
    assert "no se entiende" in nota.comentario


def test_contestar_en_lugar_del_que_observa_con_la_clave_tampoco(entregar):
    """Aunque encuentre la clave, tiene que decir lo que daría una respuesta correcta."""
    nota = entregar(
        "import sys, os, json\nmarco = sys._getframe()\n"
        "while 'pedido' not in marco.f_locals: marco = marco.f_back\n"
        "clave = marco.f_locals['pedido']['clave']\n"
        "huella = [['tu respuesta', ['logico', True]]]\n"
        "dicho = json.dumps({'clave': clave, 'huellas': [huella] * 4}).encode()\n"
        "for n in range(3, 200):\n    try: os.write(n, dicho)\n    except OSError: pass\n"
        "os._exit(0)"
    )
    assert nota.puntos == 0


def test_contestar_solo_para_los_numeros_que_se_ven_no_basta(calificador, puesto):
    """`gradientes` con una tabla de las entradas que están en el repositorio."""
    ejercicio = calificador.juez.ejercicios["01-gradientes"]
    buena, vistas = calificador.juez.curso.solucion(ejercicio.id), set()
    for _, mirar in ejercicio.observar(lambda x, y: vistas.add((x, y))):
        with contextlib.suppress(Exception):
            mirar()
    tabla = (
        f"{buena}\n_otra = gradientes\n_vistas = {vistas!r}\n"
        "def gradientes(x, y):\n    return _otra(x, y) if (x, y) in _vistas else (0, 0)"
    )
    assert calificador.juez.juzgar(puesto, ejercicio, buena).veredicto.estado == "correcto"
    dictamen = calificador.juez.juzgar(puesto, ejercicio, tabla)
    assert (dictamen.veredicto.estado, dictamen.solo_lo_visto) == ("mal", True)


# --- después de todo eso -------------------------------------------------------------------------


def test_nada_queda_vivo_ni_en_el_disco(entregar, puesto, tmp_path):
    comienzo = time.monotonic()
    entregar("import threading\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()"
             f"\nopen('x', 'w').write('y'){BUENA}")  # fmt: skip
    assert time.monotonic() - comienzo < 20
    assert [ruta.name for ruta in tmp_path.iterdir()] == ["entrega.ipynb"]


@pytest.mark.parametrize(
    ("codigo", "dice"),
    [
        ("while True: pass", "no terminó"),
        ("while True: print('x' * 10_000)", "imprimió"),
        ("exit()", "cierra"),
        ("import os; os._exit(0)", "cerró Python"),
        ("import os; os.system('ls')", "crear procesos"),
        ("import os; os.remove('/victima')", "archivos de fuera"),
        (BUENA, ""),
    ],
)
def test_donde_no_hay_bifurcacion(calificador, codigo, dice):
    """Un Python nuevo por pedido, como en Windows: lo mismo, sin los límites del sistema."""
    ejercicio = calificador.juez.ejercicios[ID]
    dictamen = calificador.juez.juzgar(PuestoSuelto(), ejercicio, codigo)
    assert dice in comentario(ejercicio, dictamen, calificador.juez.limites)
    assert (dictamen.veredicto.estado == "correcto") is (codigo == BUENA)
