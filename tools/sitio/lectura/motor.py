"""El código del motor como página: con color, un ancla por línea y un índice de lo que define.

No pasa por Sphinx como un bloque más porque ahí no se puede enlazar una línea. `linea_de` le dice a
la referencia dónde está escrito cada nombre.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from tools.comun import RAIZ

#: lo que se muestra entero, en el orden en que conviene leerlo, y qué es
MODULOS = {
    "engine": "El motor",
    "nn": "Las redes",
    "losses": "Las pérdidas",
    "optim": "Los optimizadores",
    "tensor": "El motor en bloque",
    "layers": "Las capas en bloque",
}


def pagina(modulo: str) -> str:
    """El Markdown de la página de un módulo."""
    ruta = RAIZ / "minigrad" / f"{modulo}.py"
    codigo = ruta.read_text("utf-8")
    formato = HtmlFormatter(linespans=modulo, wrapcode=True)
    pintado = highlight(codigo, PythonLexer(), formato).replace("\n\n", "\n")
    # una línea vacía cerraría el bloque de HTML
    pintado = "\n".join(linea or "&#8203;" for linea in pintado.split("\n"))
    return (
        f"# {MODULOS[modulo]}: `{modulo}.py`\n\n{_entrada(codigo)}\n\n"
        "*La idea y su forma vienen de [micrograd](https://github.com/karpathy/micrograd), "
        "de Andrej Karpathy.*\n\n"
        f'<details class="mapa"><summary>Qué hay en este archivo</summary><ul>'
        f"{''.join(_mapa(codigo, modulo))}</ul></details>\n\n"
        f'<div class="codigo-entero">{pintado.strip()}</div>\n'
    )


def linea_de(nombre_del_modulo: str, nombre: str) -> str | None:
    """La dirección, desde la raíz del sitio, de la línea donde se define algo."""
    modulo = nombre_del_modulo.removeprefix("minigrad.")
    if modulo not in MODULOS:
        return None
    objeto: Any = __import__(nombre_del_modulo, fromlist=["_"])
    for parte in nombre.split("."):
        objeto = inspect.getattr_static(objeto, parte, None)
    objeto = getattr(objeto, "__func__", objeto)
    codigo = inspect.unwrap(getattr(objeto, "fget", None) or objeto)
    try:
        archivo, linea = inspect.getsourcefile(codigo), inspect.getsourcelines(codigo)[1]
    except TypeError:
        return None
    escrito = Path(archivo or "").stem
    return f"motor/{escrito}.html#{escrito}-{linea}" if escrito in MODULOS else None


def _entrada(codigo: str) -> str:
    """La primera frase del módulo, que dice qué es."""
    docstring = ast.get_docstring(ast.parse(codigo)) or ""
    return docstring.split("\n\n")[0].replace("\n", " ")


def _mapa(codigo: str, modulo: str) -> Iterator[str]:
    for nodo in ast.parse(codigo).body:
        if isinstance(nodo, ast.ClassDef | ast.FunctionDef):
            yield _renglon(nodo, nodo.name, modulo)
            metodos = [n for n in ast.iter_child_nodes(nodo) if isinstance(n, ast.FunctionDef)]
            if isinstance(nodo, ast.ClassDef):
                yield from (_renglon(n, f"{nodo.name}.{n.name}", modulo) for n in metodos)


def _renglon(nodo: ast.ClassDef | ast.FunctionDef, nombre: str, modulo: str) -> str:
    dicho = (ast.get_docstring(nodo) or "").split("\n")[0]
    enlace = f'<a href="#{modulo}-{nodo.lineno}"><code>{nombre}</code></a>'
    return f"<li>{enlace} {escape(dicho)}</li>"
