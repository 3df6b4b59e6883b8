"""Quien terminó la lección 6 lee `tensor.py` de una sentada: es corto, y todo se explica."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

MOTOR = Path(__file__).parents[2] / "minigrad" / "tensor.py"
FUENTE = MOTOR.read_text(encoding="utf-8")
SIN_CODIGO = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENDMARKER,
}  # fmt: skip


def lineas_de_codigo(fuente: str) -> int:
    """Los renglones sin contar los vacíos, los comentarios ni los docstrings."""
    lineas: set[int] = set()
    for ficha in tokenize.generate_tokens(io.StringIO(fuente).readline):
        if ficha.type not in SIN_CODIGO:
            lineas.update(range(ficha.start[0], ficha.end[0] + 1))
    for nodo in ast.walk(ast.parse(fuente)):
        if isinstance(nodo, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(
            nodo
        ):
            texto = nodo.body[0]
            assert texto.end_lineno is not None
            lineas -= set(range(texto.lineno, texto.end_lineno + 1))
    return len(lineas)


def test_se_cuentan_solo_las_de_codigo():
    assert lineas_de_codigo('"""Un\nmódulo."""\n\n# nada\nx = (  # sí\n    1\n)\n') == 3
    assert lineas_de_codigo('def f():\n    """No."""\n    return """a\n    b"""\n') == 3


def test_son_a_lo_mas_250_lineas():
    assert lineas_de_codigo(FUENTE) <= 250


def test_cada_funcion_con_nombre_de_fuera_dice_su_regla():
    clase = next(n for n in ast.parse(FUENTE).body if isinstance(n, ast.ClassDef))
    metodos = [n for n in clase.body if isinstance(n, ast.FunctionDef)]
    assert len(metodos) > 25
    assert [m.name for m in metodos if not ast.get_docstring(m)] == []
