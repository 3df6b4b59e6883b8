"""Lo que Sphinx hace distinto aquí: fórmulas ya hechas, búsqueda en español, páginas con cajas.

Glosario. *Raíz* de una palabra: lo que queda al quitarle género, número y conjugación; con ella se
busca, así «derivadas» encuentra «derivada». Aquí, además, las tildes no cuentan.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search.es import SearchSpanish

from tools.sitio.lectura import formulas, motor

_TILDES = str.maketrans("áéíóúü", "aeiouu")
#: lo que describe una página sin texto propio, como la de buscar
_LEMA = (
    "Mini-Grad: un taller en español para construir, desde cero, un motor de autodiferenciación."
)
#: en el índice de la página, de un ejercicio basta el nombre
_DATOS_DE_EJERCICIO = re.compile(r"( · [★☆]{3} · \d+ min)(?=</a>)")
#: la esquina vacía de una tabla no encabeza nada
_ESQUINA = re.compile(r"<th\b[^>]*>(?:<p>)?(?:</p>)?</th>")
#: se copia con el ratón; a quien oye le estorbaría en el nombre de cada título
_ENLACE_AL_LUGAR = 'title="Enlace a este lugar" aria-hidden="true" tabindex="-1">#</a>'
_LUGAR = re.compile(r'title="Link to this \w+">[^<]*</a>')
#: un nombre, un signo o un espacio van del color del texto: marcarlos haría la página el doble
_SIN_COLOR = re.compile(r'<span class="(?:n|o|p|w|vm)">([^<]*)</span>')
_TABLA = re.compile(r"<table\b.*?</table>", re.DOTALL)


class Espanol(SearchSpanish):
    """La búsqueda en español de Sphinx, sin tildes; `buscar.js` hace lo mismo con la pregunta."""

    def stem(self, word: str) -> str:
        return sin_tildes(super().stem(sin_tildes(word.lower())))

    def word_filter(self, word: str) -> bool:
        return super().word_filter(word) and len(word) > 1


def sin_tildes(texto: str) -> str:
    """Lo mismo sin tildes; la ñ es otra letra y se queda."""
    return texto.translate(_TILDES)


def setup(app: Sphinx) -> dict[str, bool]:
    """Lo que Sphinx llama al cargar la extensión."""
    app.add_search_language(Espanol)
    app.add_html_math_renderer("katex", (_formula, None), (_formula_aparte, None))
    app.connect("doctree-read", _juntar_formulas)
    app.connect("env-updated", _convertir_formulas)
    app.connect("autodoc-process-docstring", _docstring)
    app.connect("html-page-context", _contexto)
    return {"parallel_read_safe": False, "parallel_write_safe": False}


# --- las fórmulas ----------------------------------------------------------------------------


def _juntar_formulas(app: Sphinx, doctree: nodes.document) -> None:
    vistas = app.env.__dict__.setdefault("formulas_vistas", set())
    vistas |= {(n.astext(), isinstance(n, nodes.math_block)) for n in _de_formula(doctree)}


def _de_formula(doctree: nodes.document) -> list[Any]:
    return list(doctree.findall(lambda n: isinstance(n, nodes.math | nodes.math_block)))


def _convertir_formulas(app: Sphinx, entorno: Any) -> None:
    app.formulas_hechas = formulas.convertir(entorno.__dict__.pop("formulas_vistas", set()))  # type: ignore[attr-defined]


def _formula(pagina: Any, nodo: nodes.math) -> None:
    pagina.body.append(pagina.builder.app.formulas_hechas[nodo.astext(), False])
    raise nodes.SkipNode


def _formula_aparte(pagina: Any, nodo: nodes.math_block) -> None:
    hecha = pagina.builder.app.formulas_hechas[nodo.astext(), True]
    pagina.body.append(f'<div class="formula caja">{hecha}</div>\n')
    raise nodes.SkipNode


# --- la referencia ---------------------------------------------------------------------------


def _docstring(
    app: Sphinx, que: str, nombre: str, objeto: Any, opciones: Any, renglones: list[str]
) -> None:
    """Nuestras docstrings no son reST: un bloque con sangría es código."""
    hechos: list[str] = []
    for renglon in renglones:
        abre = renglon.startswith("    ") and hechos and not hechos[-1].strip()
        if abre and not _en_codigo(hechos):
            hechos += [".. code-block:: python", ""]
        hechos.append(renglon if renglon.startswith("    ") else _literal(renglon))
    renglones[:] = hechos


def _literal(renglon: str) -> str:
    """El renglón sin nada que reST tome por una orden; lo que va entre acentos graves es código."""
    trozos = renglon.split("`")
    trozos[::2] = [re.sub(r"([*|_])", r"\\\1", trozo) for trozo in trozos[::2]]
    return "`".join(trozos)


def _en_codigo(hechos: list[str]) -> bool:
    previos = [r for r in hechos if r.strip()]
    return bool(previos) and previos[-1].startswith("    ")


def fuente(dominio: str, datos: dict[str, str]) -> str | None:
    """Para `linkcode`: dónde se lee en el sitio lo que describe una entrada de la referencia."""
    return motor.linea_de(datos["module"], datos["fullname"]) if dominio == "py" else None


# --- las páginas -----------------------------------------------------------------------------


def _contexto(
    app: Sphinx, pagina: str, plantilla: str, contexto: dict[str, Any], doctree: Any
) -> None:
    contexto["descripcion"] = _descripcion(doctree) or _LEMA
    cuerpo = contexto.get("body", "")
    cuerpo = _TABLA.sub(lambda t: f'<div class="caja">{t[0]}</div>', cuerpo)
    cuerpo = _SIN_COLOR.sub(r"\1", cuerpo)
    cuerpo = _ESQUINA.sub("<td></td>", cuerpo)
    cuerpo = cuerpo.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    cuerpo = _LUGAR.sub(_ENLACE_AL_LUGAR, cuerpo)
    contexto["body"] = cuerpo
    contexto["toc"] = _DATOS_DE_EJERCICIO.sub("", contexto.get("toc", ""))


def _descripcion(doctree: Any) -> str:
    """El primer párrafo, hasta donde cabe en una línea de resultados."""
    parrafos = doctree.findall(nodes.paragraph) if doctree else ()
    textos = (" ".join(p.astext().split()) for p in parrafos)
    primero = next((texto for texto in textos if len(texto) > 40), "")
    if len(primero) > 160:
        primero = primero[:157].rsplit(" ", 1)[0] + "…"
    return escape(primero)
