"""El estilo de todo explorador: sus colores y su recuadro, que se lee igual en un tema oscuro."""

from __future__ import annotations

import html

TINTA = "#222222"
AZUL = "#0b5fa5"
NARANJA = "#b34a00"
VERDE = "#1b7a4b"
GRIS = "#6b6b6b"
COLORES = (AZUL, NARANJA, VERDE, GRIS)
TRAZOS = ("-", "--", "-.", ":")


def marco(contenido: str) -> str:
    """Fondo blanco y tinta oscura propios: se lee igual con un tema claro que con uno oscuro."""
    estilo = (
        "background:#ffffff;color:#1a1a1a;border:1px solid #8a8a8a;border-radius:6px;"
        "padding:10px;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:1.45"
    )
    return f'<div style="{estilo}">{contenido}</div>'


def aviso(mensaje: str) -> str:
    """Una frase en lugar de un error."""
    return marco(f'<div role="alert"><strong>Atención:</strong> {html.escape(mensaje)}</div>')
