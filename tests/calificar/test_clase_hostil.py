"""Una clase hostil entera: cada inocente con su nota, y nada crudo en lo que se publica."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import unicodedata

import pytest
from armar import celda, en_bytes, nueva, resuelto

from minigrad.ordenes.cli import principal

STEM, ID = "00_introduccion", "00-cuenta"
INOCENTES = ["Ana", "Íñigo Ñusta", "محمد", "王小明", "Zoe 👩‍💻"]
FALSA = """
import sys, os, json
marco = sys._getframe()
while not isinstance(marco.f_locals.get("pedido"), dict): marco = marco.f_back
suelta = {"clave": marco.f_locals["pedido"]["clave"], "puestas": [], "cambios": [], "intentos": []}
dicho = json.dumps({**suelta, **(%s)}).encode()
for n in range(3, 100):
    try: os.write(n, dicho)
    except OSError: pass
os._exit(0)
"""
CONTESTA = ["{'error': {'tipo': 'NameError', 'falta': ['x']}}", "{'cambios': 3}", "{'intentos': 3}",
            "{'error': 3}", "{'huellas': 3}", "{'huellas': [[['x', ['numero', 'fnan']]]] * 4}",
            "{'falta': {}}", "{'error': {'tipo': '\\x1b[31m', 'mensaje': '\\u202e', 'linea': 1}}",
            "{'huellas': [[['\\x1b[2J\\u202e', ['excepcion', '\\x1b[2J']]]] * 4}",
            "{'cambios': ['\\x1b[2J'] * 50}", "{'intentos': ['\\u2028' * 300] * 50}",
            "{'retrato': 3}", "{'faltan': {'nombres': ['\\x1b'], 'paquetes': []}}",
            "{'huellas': [[]] * 4, 'otro': 1}"]  # fmt: skip
CODIGOS = [
    *(FALSA % contesta for contesta in CONTESTA),
    "raise type('E\\x1b[2J\\u202e\\n', (Exception,), {})('\\x1b]0;t\\x07\\u2066\\r\\n=1+1')",
    "raise NameError(name='\\x1b[2J')",
    "import os; os._exit(0)",
    "import os; os.kill(os.getpid(), 9)",
    "import os\nfor n in range(3, 100):\n    try: os.write(n, b'[' * 10**6)\n    except OSError: 0",
    "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
    "x = bytearray(10**13)",
    "open('../../fuera', 'w')",
    "cuenta = type('X', (), {'__getattr__': lambda s, n: 1 / 0, '__call__': lambda s, *a: s})()",
    "cuenta = lambda *a: 10**5000",
    "cuenta = lambda *a: [[[]]] * 10**5",
    "import math\nsetattr(math, '\\x1b[2J\\u202e' * 99, 1)\ndef cuenta(*a): return 0",
    "%timeit\n" * 300,
]  # fmt: skip


def con(codigo):
    cuaderno = resuelto(STEM)
    celda(cuaderno, ID)["source"] = codigo
    return en_bytes(cuaderno)


def con_celdas(*celdas):
    cuaderno = resuelto(STEM)
    cuaderno["cells"] += celdas
    return en_bytes(cuaderno)


ARCHIVOS = [
    b"", b"\x00" * 100, b"[" * 100_000, b'{"cells": 3}', b'{"cells": [3, null, [], {}]}',
    b'{"cells": [{"cell_type": "code", "metadata": 3, "source": {"a": 1}}]}', b"NaN",
    b'{"cells": NaN}', b"9" * 100_000, b"\xff\xfe\x00", b'{"worksheets": []}', b"<html>",
    con_celdas(*(nueva("x = 1", ejercicio=f"\x1b[2J\u202e{i}") for i in range(3000))),
    con_celdas(*(nueva(f"%%\x1b[2J{i}\n1", ejercicio=ID) for i in range(200))),
    con_celdas(nueva("\ud800 = 1", ejercicio=ID), nueva("x" * 10**6, ejercicio=ID)),
    con_celdas(nueva("cuenta = " + "(" * 5000, ejercicio=ID), nueva("-" * 90_000 + "1")),
]  # fmt: skip
NOMBRES = ["\x1b[2J", "a\nb", "\u202egpj", "\u2066x", "\u200b", "=1+1", "-1", "@x", "\r", "\u2028",
           "\udce9", "x" * 200]  # fmt: skip


@pytest.fixture
def clase(tmp_path):
    carpeta = tmp_path / "clase"
    carpeta.mkdir()
    for nombre in INOCENTES:
        (carpeta / nombre).mkdir()
        (carpeta / nombre / f"{STEM}.ipynb").write_bytes(en_bytes(resuelto(STEM)))
    for i, contenido in enumerate([*map(con, CODIGOS), *ARCHIVOS]):
        (carpeta / f"mala{i:02}.ipynb").write_bytes(contenido)
    for nombre in NOMBRES:
        (carpeta / f"n{nombre}").mkdir()
        (carpeta / f"n{nombre}" / f"{STEM}.ipynb").write_bytes(b"{}")
    os.mkfifo(carpeta / "fifo.ipynb")
    (carpeta / "vuelta.ipynb").symlink_to("vuelta.ipynb")
    (carpeta / "raiz").symlink_to("/")
    donde = os.open(carpeta, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("hondo", dir_fd=donde)
        donde, antes = os.open("hondo", os.O_RDONLY, dir_fd=donde), donde
        os.close(antes)
    os.close(donde)
    yield carpeta
    subprocess.run(["rm", "-rf", carpeta / "hondo"], check=True)


def crudos(texto):
    """Lo que gobierna una terminal o cambia el orden de lo escrito."""
    unidos = re.sub("(?<=[^\x00-\x7f])\u200d(?=[^\x00-\x7f])", "", texto)  # los de un emoji
    return {
        letra
        for letra in unidos
        if unicodedata.category(letra) in ("Cc", "Cf", "Cs", "Zl", "Zp") and letra not in "\n"
    }


@pytest.mark.lento
@pytest.mark.skipif(os.name == "nt", reason="Windows no permite estos nombres")
def test_cada_inocente_con_su_nota_y_nada_crudo(clase, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    orden = ["calificar", "clase", "--segundos", "0.5", "--memoria", "200", "--html", "i.html"]
    assert principal(orden) == 0
    dicho = capsys.readouterr()
    assert "Traceback" not in dicho.out + dicho.err
    assert crudos(dicho.out) == set()

    escrito = (tmp_path / "notas.csv").read_bytes().decode("utf-8-sig")
    filas = list(csv.DictReader(escrito.splitlines()))
    for nombre in INOCENTES:
        suyas = [fila for fila in filas if fila["identificador"] == nombre]
        assert sum(float(fila["puntos"]) for fila in suyas) == 7, nombre
    for i in range(len(CODIGOS)):
        (suya,) = [f for f in filas if (f["identificador"], f["ejercicio"]) == (f"mala{i:02}", ID)]
        assert float(suya["puntos"]) == 0, CODIGOS[i]
    assert crudos(escrito.replace("\r\n", "\n")) == set()
    assert max(map(len, escrito.splitlines())) < 4000
    assert not any(celda.startswith(("=", "+", "-", "@")) for f in filas for celda in f.values())

    pagina = (tmp_path / "i.html").read_text("utf-8")
    assert crudos(pagina.replace("\t", "")) == set()
    assert len(pagina) < 3_000_000
    assert not (tmp_path / "fuera").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [".notas-calificadas", "clase", "i.html", "notas.csv"]
    )
    for guardada in (tmp_path / ".notas-calificadas").glob("*.json"):
        json.loads(guardada.read_text("ascii"))
