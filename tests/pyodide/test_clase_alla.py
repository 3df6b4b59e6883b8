"""Una clase sellada, en el navegador: se juzgan sus respuestas y se abren sus secciones."""

import hashlib
import json
import os
import shutil
from base64 import b64decode, urlsafe_b64encode

import pytest
from curso_de_prueba import CELDAS, EJERCICIOS, escribir_cuaderno

from minigrad.aula.cerrojo.politica import Politica
from minigrad.aula.curso.curso import Curso
from minigrad.sellar.datos import sellar_curso
from minigrad.sellar.paquete import Pedido, escribir_clase

Fernet = pytest.importorskip("cryptography.fernet").Fernet
pytestmark = pytest.mark.lento
CLAVE = "abeja cobre jaguar sombra"
SECRETO = "lo que está cerrado, con sus eñes".encode()


@pytest.fixture(scope="module")
def visto(pyodide, tmp_path_factory):
    """Lo que se vio allá, en orden."""
    from tools.sitio import piezas

    carpeta, llave = tmp_path_factory.mktemp("llevar"), os.urandom(32)
    escribir_cuaderno(carpeta / "02_prueba.ipynb", CELDAS)
    abierto = Curso(carpeta, EJERCICIOS)
    sellado = sellar_curso(abierto, b"0123456789abcdef", prestar=True, avanzar=lambda _: None)
    (carpeta / "_clase").mkdir()
    pedido = Pedido(carpeta, carpeta, {"02": Politica("clave", 0)}, {"02": CLAVE})
    escribir_clase(carpeta / "_clase", pedido, sellado)
    (carpeta / "02_prueba.ipynb").unlink()  # allá no hay soluciones
    shutil.copy(piezas.cripto(), carpeta)
    datos = {
        "clave": CLAVE,
        "llave": llave.hex(),
        "token": Fernet(urlsafe_b64encode(llave)).encrypt(SECRETO).decode(),
        "resumenes": [(n, resumido(n)) for n in (2**10, 2**12, 2**15)],
    }
    (carpeta / "datos.json").write_text(json.dumps(datos), encoding="utf-8")
    return pyodide("clase_sellada.py", llevar=carpeta)


def resumido(n):
    sal, cabe = b"s" * 16, 2**26
    return hashlib.scrypt("ñandú".encode(), salt=sal, n=n, r=8, p=1, dklen=32, maxmem=cabe).hex()


def de(visto, nombre):
    return [partes for clase, *partes in visto if clase == nombre]


def test_sale_lo_mismo_y_no_tarda(visto):
    assert de(visto, "aquí") == [[True]]
    resumenes = de(visto, "scrypt")
    assert [igual for igual, _ in resumenes] == [True] * 3
    assert max(tarda for _, tarda in resumenes) < 5


def test_fernet_abre_lo_suyo_y_nada_mas(visto):
    [[suyo], *otros] = de(visto, "fernet")
    assert b64decode(suyo) == SECRETO
    assert otros == [[None]] * 3


@pytest.mark.parametrize(
    ("paso", "dicho"),
    [
        ("número", "✔ Correcto"),
        ("número", "Porque sí"),  # el porqué lo abre la respuesta
        ("otro número", "✘ Todavía no"),
        ("letra", "✔ Correcto"),
        ("función", "✔ Correcto"),
        ("casi", "✘ Todavía no"),
        ("sin clave", "se abre con la clave"),
        ("otra clave", "no abre esta sección"),
        ("clave", "return (f(x + h) - f(x - h)) / (2 * h)"),
        ("ya abierta", "numero = 3 * 4.5"),
    ],
)
def test_se_juzga_y_se_abre(visto, paso, dicho):
    [[texto]] = de(visto, paso)
    assert dicho in texto
