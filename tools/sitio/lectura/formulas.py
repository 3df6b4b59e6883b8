"""Las fórmulas, convertidas al construir con KaTeX: HTML para los ojos, MathML para quien oye.

Se convierten todas de una vez, porque arrancar node cuesta más que convertirlas.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tools.sitio.piezas import node, npm

Formula = tuple[str, bool]
_EN_TEX = re.compile(r"<annotation\b.*?</annotation>", re.DOTALL)
_GUION = Path(__file__).with_suffix(".mjs")
_OTROS_FORMATOS = re.compile(r',url\(fonts/[^)]+\.(?:woff|ttf)\) format\("\w+"\)')


def convertir(formulas: Iterable[Formula]) -> dict[Formula, str]:
    """El HTML de cada fórmula; el segundo dato dice si va aparte, en su renglón."""
    pedidas = sorted(set(formulas))
    hecho = subprocess.run(
        [str(node()), str(_GUION), str(_katex() / "katex.mjs")],
        input=json.dumps(pedidas), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if hecho.returncode:
        dicho = re.search(r"Error: (.+)", hecho.stderr)
        raise ValueError(dicho[1] if dicho else hecho.stderr)
    # la fórmula en TeX, que KaTeX guarda además, no la ve ni la oye nadie
    hechas = (_EN_TEX.sub("", html) for html in json.loads(hecho.stdout))
    return dict(zip(pedidas, hechas, strict=True))


def estilo(carpeta: Path) -> str:
    """El CSS de las fórmulas; sus letras quedan en `carpeta/fonts`, en un solo formato."""
    css = (_katex() / "katex.min.css").read_text("utf-8")
    css = _OTROS_FORMATOS.sub("", css)
    (carpeta / "fonts").mkdir(parents=True, exist_ok=True)
    for nombre in re.findall(r"fonts/([\w-]+\.woff2)", css):
        shutil.copyfile(_katex() / "fonts" / nombre, carpeta / "fonts" / nombre)
    return css


def _katex() -> Path:
    return npm() / "katex" / "dist"
