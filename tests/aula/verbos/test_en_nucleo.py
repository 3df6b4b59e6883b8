"""El aula en un núcleo de verdad: preparar, errores en español, `%%con_torch`, botones."""

import os
import re
from pathlib import Path

import pytest
from curso_de_prueba import CELDAS, escribir_cuaderno

nbformat = pytest.importorskip("nbformat")
NotebookClient = pytest.importorskip("nbclient").NotebookClient

AQUI = Path(__file__).parents[2]

PREPARAR = """
import sys
sys.path[:0] = [{aqui!r}, {raiz!r}]
from pathlib import Path
from curso_de_prueba import EJERCICIOS
from minigrad.aula import comprobar, pista, preparar, progreso, solucion
from minigrad.aula.curso.activo import _activo
from minigrad.aula.curso.curso import Curso
_activo.append(Curso(Path({carpeta!r}), EJERCICIOS))
preparar()
"""

FUENTES = {
    "preparar": "preparar()",
    "blanco": 'comprobar("02-numero", ...)',
    "correcto": 'comprobar("02-numero", 13.5)',
    "desconocido": 'Value = comprobar("02-nmero", 1)',
    "sin_definir": "Value(3)",
    "comprueba_sin_definir": "doble = comprobar('02-doble', doble)",
    "comprueba_y_reparte": "nodos = comprobar('02-nodos', nodos)\na, b, c = nodos",
    "sin_importar": "math.pi",
    "nadie_lo_define": "nada_de_nada",
    "dentro": "def f(x):\n    return x.dato\n\nf(3)",
    "sintaxis": "def f(x)\n    return x",
    "comilla_curva": "s = “hola”",
    "interrumpida": "raise KeyboardInterrupt",
    "del_paquete": "from minigrad import Value as V\nV('3')",
    "biblioteca": "import json\njson.loads('{')",
    "con_torch": "%%con_torch\n1 + 1",
    "con_torch_mal": "%%con_torch\n\n1 / 0",
    "sin_torch": "sys.modules['torch'] = None",
    "guardada": "%%con_torch\nimport torch\nprint(torch.tensor(2.0) * 3)",
    "no_guardada": "%%con_torch\nfor i in range(10):\n    print('otra cosa', i)",
    "de_antes": "numero = 13.5",
    "mal_escrita": "numero = 1,000,001",
    "la_de_antes": 'comprobar("02-numero", numero)',
    "rota": "numero = 13.5 + nada_de_nada",
    "tampoco": 'comprobar("02-numero", numero)',
    "arreglada": "numero = 13.5",
    "ahora_si": 'comprobar("02-numero", numero)',
    "equivocado": "numero = 7.5",
    "comprobado": 'comprobar("02-numero", numero)',
    "solucion": 'solucion("02-numero", celda=True)',
    "detenida": "def derivada(f, x):\n    return 1\n\n1 / 0",
    "detenida_y_comprobada": "comprobar('02-derivada', len);",
    "junta": "def derivada(f, x):\n    return 2\n\nderivada = comprobar('02-derivada', derivada)",
    "interrumpe": "def derivada(f, x):\n    raise KeyboardInterrupt\n\n"
    "derivada = comprobar('02-derivada', derivada)",
    "junta_otra_vez": "def derivada(f, x):\n    return 3\n\n"
    "derivada = comprobar('02-derivada', derivada)",
    "definida": "numero = 7.5",
    "nombra_y_falla": "print(numero)\nnumero == 3\nnumero.nada",
    "comprobada_despues": "comprobar('02-numero', numero);",
    "presta": "class Value: pass\nValue = comprobar('02-sumar', Value)",
    "presta_otra": 'nodos = comprobar("02-grads", ...)\na, b, c = nodos',
    "sin_trabajar": 'comprobar("02-grads", nodos);',
    "trabajar_a_medias": "a.grad = 1.0",
    "trabajada_a_medias": 'comprobar("02-grads", nodos);',
    "trabajar": "a.grad = 1.0\nb.grad = 1.0",
    "trabajada": 'comprobar("02-grads", nodos);',
    "con_otro_nombre": "del numero\nnumeroo = 13.5",
    "comprobada_con_el_bueno": 'comprobar("02-numero", numero)',
    "letra": "repaso = d",
    "de_otra_celda": "def ayuda(x):\n    return x.nada",
    "usa_la_otra": "def derivada(f, x, h=1e-5):\n    return ayuda(x)",
    "comprobada_la_otra": "derivada = comprobar('02-derivada', derivada)",
}


@pytest.fixture(scope="module")
def corrida(tmp_path_factory):
    """Cada celda de `FUENTES` ya ejecutada, con su texto y su error si lo hubo."""
    carpeta = tmp_path_factory.mktemp("nucleo")
    escribir_cuaderno(carpeta / "02_prueba.ipynb", CELDAS)
    trabajo = carpeta / "trabajo"
    trabajo.mkdir()
    fuentes = [
        PREPARAR.format(aqui=str(AQUI), raiz=str(AQUI.parent), carpeta=str(carpeta)),
        *FUENTES.values(),
    ]
    nuevas = [nbformat.v4.new_code_cell(fuente) for fuente in fuentes]
    hoja = nbformat.v4.new_notebook(cells=nuevas)
    variables = {k: v for k, v in os.environ.items() if k != "MINIGRAD_PROGRESO"}
    cliente = NotebookClient(
        hoja, allow_errors=True, resources={"metadata": {"path": str(trabajo)}}
    )
    cliente.execute(env={**variables, "IPYTHONDIR": str(carpeta / "ipython")})
    return dict(zip(["cero", *FUENTES], hoja.cells, strict=True))


def textos(celda):
    partes = []
    for salida in celda.outputs:
        partes.append(salida.get("text") or salida.get("data", {}).get("text/plain", ""))
    return "\n".join(partes)


def error(celda):
    halladas = [salida for salida in celda.outputs if salida.output_type == "error"]
    assert len(halladas) == 1
    traza = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(halladas[0].traceback))
    return halladas[0].ename, traza


def test_preparar_dice_una_linea_y_se_puede_repetir(corrida):
    assert re.fullmatch(r"Todo listo: Mini-Grad [\d.]+\.\n", textos(corrida["cero"]))
    assert textos(corrida["preparar"]) == textos(corrida["cero"])


def test_la_tarjeta_es_html_y_tambien_texto(corrida):
    datos = corrida["correcto"].outputs[0].data
    assert set(datos) == {"text/html", "text/plain"}
    assert "✔ Correcto" in datos["text/html"]
    assert datos["text/plain"].startswith("✔ Correcto: Un número")


def test_hay_botones_cuando_hacen_falta(corrida):
    pytest.importorskip("ipywidgets")
    vistas = [set(salida.data) for salida in corrida["blanco"].outputs]
    assert any("application/vnd.jupyter.widget-view+json" in vista for vista in vistas)
    assert len(corrida["correcto"].outputs) == 1


@pytest.mark.parametrize(
    ("cual", "tipo", "palabras"),
    [
        ("desconocido", "EjercicioDesconocido", ['"02-numero"']),
        ("sin_definir", "NameError", ["“Un número con memoria” (ejercicio 02-value)"]),
        ("comprueba_sin_definir", "NameError", ["“El doble” (ejercicio 02-doble)"]),
        ("comprueba_y_reparte", "NameError", ["“Nodos” (ejercicio 02-nodos)"]),
        ("sin_importar", "NameError", ["la celda que define `math`"]),
        ("nadie_lo_define", "NameError", ["Revisa cómo lo escribiste"]),
        ("dentro", "AttributeError", ["Línea 2:", "return x.dato"]),
        ("sintaxis", "SyntaxError", ["dos puntos", "def f(x)"]),
        ("comilla_curva", "SyntaxError", ["signo “", "^"]),
        ("interrumpida", "KeyboardInterrupt", ["Alguien detuvo la celda"]),
        ("del_paquete", "TypeError", ["número real"]),
        ("biblioteca", "JSONDecodeError", ["json.loads('{')"]),
        pytest.param(
            "con_torch_mal", "ZeroDivisionError", ["Línea 3:", "1 / 0"], marks=pytest.mark.torch
        ),
    ],
)
def test_una_celda_que_falla_lleva_una_tarjeta_y_sigue_fallando(corrida, cual, tipo, palabras):
    nombre, traza = error(corrida[cual])
    texto = textos(corrida[cual])
    assert nombre == tipo
    assert texto.count("La celda se detuvo") == 1
    for palabra in palabras:
        assert palabra in texto
    assert "site-packages" not in traza
    assert "minigrad/" not in traza.replace("\\", "/")


def test_si_la_celda_se_detuvo_no_se_juzga_la_respuesta_de_antes(corrida):
    for cual in ("la_de_antes", "tampoco"):
        assert "se detuvo con un error" in textos(corrida[cual])
    assert "Correcto" in textos(corrida["ahora_si"])


def test_el_mensaje_completo_queda_plegado(corrida):
    html = corrida["biblioteca"].outputs[0].data["text/html"]
    assert "<details" in html
    assert "decoder.py" in html


@pytest.mark.torch
def test_con_torch_corre_como_una_celda_cualquiera(corrida):
    assert textos(corrida["con_torch"]) == "2"


def test_sin_torch_se_muestra_lo_guardado(corrida):
    assert "PyTorch no está instalado" in textos(corrida["guardada"])
    assert textos(corrida["guardada"]).endswith("tensor(6.)\n")
    assert "Sigue con la próxima" in textos(corrida["no_guardada"])


def test_la_solucion_va_junto_a_la_celda_y_a_una_nueva(corrida):
    assert "Sumaste los factores" in textos(corrida["comprobado"])
    texto = textos(corrida["solucion"])
    assert "numero = 7.5" in texto
    assert "numero = 3 * 4.5" in texto
    assert corrida["equivocado"].source == "numero = 7.5"


def test_lo_que_se_cambia_por_dentro_cuenta_si_la_celda_se_ejecuto(corrida):
    assert "En blanco" in textos(corrida["presta_otra"])
    assert "prestamos" in textos(corrida["sin_trabajar"])
    # lo que no llenó sigue siendo lo prestado
    assert "Correcto" not in textos(corrida["trabajada_a_medias"])
    assert "✔ Correcto" in textos(corrida["trabajada"])


def test_una_celda_detenida_no_deja_respuesta_y_una_que_vuelve_a_definirla_si(corrida):
    assert "Sin comprobar" in textos(corrida["detenida_y_comprobada"])
    assert "obtuviste: `2`" in textos(corrida["junta"])
    assert error(corrida["interrumpe"])[0] == "KeyboardInterrupt"
    # la misma celda define y comprueba: lo que se detuvo antes ya no importa
    assert "obtuviste: `3`" in textos(corrida["junta_otra_vez"])
    assert "Sumaste los factores" in textos(corrida["comprobada_despues"])


@pytest.mark.parametrize(
    ("celda", "asigna"),
    [
        ("numero = 3 +", True),
        ("x, numero = 1, 2 2", True),
        ("def numero(x)\n    return x", True),
        ("if 1:\n    numero += 2 2", True),
        ("numero.nada", False),
        ("numero == 3", False),
        ("print(numero)", False),
        ("otro_numero = 3 +", False),
        ("x.numero = 3 +", False),
    ],
)
def test_que_celdas_iban_a_dar_la_respuesta(celda, asigna):
    from minigrad.aula.juicio.detenidas import _nombra

    assert _nombra(celda, {"numero"}) is asigna


def test_otra_celda_que_engancha_un_metodo_dado_no_es_la_del_ejercicio():
    from minigrad.aula.curso.activo import activo
    from minigrad.aula.juicio.detenidas import _lo_que_asigna

    buscados = _lo_que_asigna(activo(), activo().buscar("04-multiplicar"))
    assert "Value.__mul__" in buscados
    assert "Value.__add__" not in buscados


def test_a_quien_ya_ejecuto_su_celda_no_se_le_manda_ejecutarla(corrida):
    dicho = textos(corrida["comprobada_con_el_bueno"])
    assert "¿Querías decir `numeroo`?" in dicho
    assert "Ejecuta primero" not in dicho


def test_a_una_letra_sin_comillas_se_le_piden_las_comillas(corrida):
    assert '¿Falta poner comillas? Un texto va entre comillas: `"d"`' in textos(corrida["letra"])


def test_una_linea_de_otra_celda_no_se_dice_que_es_de_esta(corrida):
    # la línea propia que llevó hasta ahí es la que se muestra
    dicho = textos(corrida["comprobada_la_otra"])
    assert "Línea 2 de tu celda" in dicho
    assert "return ayuda(x)" in dicho
