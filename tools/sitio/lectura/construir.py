"""Construye las páginas de lectura: prepara los textos, se los da a Sphinx y limpia lo que sobra.

Todo es función del repositorio: dos construcciones dan los mismos bytes. Un aviso de Sphinx (un
enlace roto, una fórmula que no se entiende) detiene la construcción.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from tools.comun import RAIZ, Taller, carpeta_del_blanco, este_taller
from tools.productos import como_texto
from tools.sitio import NoSePuede
from tools.sitio.lectura import enlaces, extension, formulas, motor
from tools.sitio.lectura.figuras import Figuras
from tools.sitio.lectura.hojas import Hoja
from tools.sitio.lugares import DIRECCION

AQUI = Path(__file__).parent
_TRABAJO = AQUI.parent / "trabajo"
#: lo que Sphinx copia y ninguna página usa
_DE_SOBRA = ("basic.css", "pygments.css", "file.png", "minus.png", "plus.png", "spanish-stemmer.js",
             "base-stemmer.js", "translations.js", "mystnb.*.css")  # fmt: skip


class PaginaMala(NoSePuede):
    """Sphinx encontró algo que corregir; el mensaje dice dónde."""


def construir(destino: Path) -> None:
    """Deja en `destino` todas las páginas de lectura."""
    taller = este_taller()
    with tempfile.TemporaryDirectory(prefix="lectura-") as carpeta:
        obra = Path(carpeta)
        _textos(obra / "textos", taller)
        _recursos(obra / "recursos")
        _correr_sphinx(obra, taller)
        for nombre in _DE_SOBRA:
            for ruta in (obra / "html" / "_static").glob(nombre):
                ruta.unlink()
        _descargas(obra / "html" / "descargas", taller)
        perdida = (
            (AQUI / "tema" / "404.html").read_text("utf-8").replace("{{DIRECCION}}", DIRECCION)
        )
        (obra / "html" / "404.html").write_text(perdida, "utf-8")
        shutil.copytree(obra / "figuras", obra / "html" / "figuras")
        de_sphinx = shutil.ignore_patterns("_sources", ".buildinfo*", "objects.inv")
        shutil.copytree(obra / "html", destino, ignore=de_sphinx, dirs_exist_ok=True)


# --- lo que Sphinx lee -----------------------------------------------------------------------


def _textos(textos: Path, taller: Taller) -> None:
    figuras = Figuras(textos.parent / "figuras", "../figuras")
    (textos / "lecciones").mkdir(parents=True)
    (textos / "motor").mkdir()
    stems = [fuente.stem for fuente in taller.fuentes()]
    for stem in stems:
        hoja = como_texto(Hoja(stem, taller, figuras).cuaderno())
        (textos / "lecciones" / f"{stem}.ipynb").write_text(hoja, "utf-8")
    for modulo in motor.MODULOS:
        (textos / "motor" / f"{modulo}.md").write_text(motor.pagina(modulo), "utf-8")
    for guia, pagina in enlaces.GUIAS.items():
        texto = enlaces.para_leer((RAIZ / guia).read_text("utf-8"), str(Path(guia).parent), taller)
        (textos / f"{pagina}.md").write_text(texto, "utf-8")
    for pagina in ("motor.md", "referencia.rst", "licencias.md"):
        shutil.copy(AQUI / "paginas" / pagina, textos)
    propia = _TRABAJO / "tu_trabajo.md"
    if propia.is_file():
        shutil.copy(propia, textos)
    portada = (AQUI / "portada.md").read_text("utf-8")
    (textos / "index.md").write_text(portada + _indice(stems, propia.is_file()), "utf-8")


def _indice(stems: list[str], con_trabajo: bool) -> str:
    """El orden de las páginas: cada lección con su práctica, y después lo demás."""
    partes = {
        "Lecciones y prácticas": [f"lecciones/{stem}" for stem in stems],
        "Tu trabajo": ["tu_trabajo"] if con_trabajo else [],
        "Para enseñar y contribuir": list(enlaces.GUIAS.values()),
        "Mini-Grad por dentro": [
            "motor",
            *(f"motor/{m}" for m in motor.MODULOS),
            "referencia",
            "licencias",
        ],
    }
    return "".join(
        f"\n```{{toctree}}\n:hidden:\n:caption: {titulo}\n\n" + "\n".join(paginas) + "\n```\n"
        for titulo, paginas in partes.items()
        if paginas
    )


def _recursos(recursos: Path) -> None:
    """Una sola hoja de estilo, las letras de las fórmulas, los programas y los dibujos."""
    recursos.mkdir()
    tema = (AQUI / "tema" / "lectura.css").read_text("utf-8")
    oscuro = re.search(r"/\* oscuro \*/\s*:root\s*\{(.*?)\}", tema, re.DOTALL)
    assert oscuro is not None
    tema = tema.replace(oscuro[0], _OSCURO.replace("COLORES", oscuro[1].strip()))
    (recursos / "lectura.css").write_text(formulas.estilo(recursos) + tema, "utf-8")
    for nombre in ("lectura.js", "buscar.js", "icono.svg", "grafo.svg"):
        shutil.copy(AQUI / "tema" / nombre, recursos)
    for guion in sorted(_TRABAJO.glob("*.js")):
        shutil.copy(guion, recursos)


#: los mismos colores si los pide el sistema o si los eligió quien lee
_OSCURO = """@media (prefers-color-scheme: dark) {
  :root:not([data-tema="claro"]) { COLORES }
}
:root[data-tema="oscuro"] { COLORES }"""


# --- lo que Sphinx hace ----------------------------------------------------------------------


def _correr_sphinx(obra: Path, taller: Taller) -> None:
    avisos = io.StringIO()
    with docutils_namespace(), warnings.catch_warnings():
        # lo que unas bibliotecas dejarán de usar de otras no es cosa de estas páginas
        for clase in (DeprecationWarning, PendingDeprecationWarning):
            warnings.simplefilter("ignore", clase)
        sphinx = Sphinx(
            obra / "textos", None, obra / "html", obra / "arboles", "html",
            confoverrides=_ajustes(obra, taller), status=None, warning=avisos,
        )  # fmt: skip
        sphinx.build(force_all=True)
    dicho = re.sub(r"\x1b\[[\d;]*m", "", avisos.getvalue()).replace(str(obra), "").strip()
    if dicho:
        raise PaginaMala(dicho)


def _ajustes(obra: Path, taller: Taller) -> dict[str, Any]:
    return {
        "project": "Mini-Grad",
        "language": "es",
        "extensions": [
            "myst_nb", "sphinx.ext.autodoc", "sphinx.ext.linkcode", "tools.sitio.lectura.extension",
        ],
        "default_role": "literal",
        "add_module_names": False,
        "autodoc_member_order": "bysource",
        "autodoc_typehints": "none",
        "html_theme": "tema",
        "html_theme_path": [str(AQUI)],
        "html_static_path": [str(obra / "recursos")],
        "html_math_renderer": "katex",
        "html_title": "Mini-Grad",
        "html_context": {"repositorio": taller.repositorio},
        "linkcode_resolve": extension.fuente,
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "myst_enable_extensions": ["attrs_inline", "colon_fence", "dollarmath"],
        "myst_heading_anchors": 4,
        "nb_execution_mode": "off",
    }  # fmt: skip


def _descargas(carpeta: Path, taller: Taller) -> None:
    """Los cuadernos en blanco, tal como están en el repositorio."""
    for fuente in taller.fuentes():
        donde = carpeta / carpeta_del_blanco(fuente.stem)
        donde.mkdir(parents=True, exist_ok=True)
        shutil.copy(taller.blanco(fuente.stem), donde)
