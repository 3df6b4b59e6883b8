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


#: La hoja de estilo de los controles. Un dibujo que no cabe se desplaza dentro de su caja, que no
#: cambia de un cuadro al siguiente: así no vuelve al principio. Un botón elegido se distingue por
#: su color y por su marca, con cualquier tema.
HOJA = """<style>
.mg-explorador .widget-html-content{container-type:inline-size;overflow-x:auto;min-width:0}
.mg-explorador .widget-toggle-buttons{display:flex;flex-flow:row wrap;align-items:center;width:auto}
.mg-explorador .widget-toggle-buttons>.widget-label{width:auto;margin:0 8px 0 2px}
.mg-explorador .widget-toggle-button.mod-active{background:#0b5fa5;color:#ffffff;font-weight:bold}
.mg-explorador .widget-toggle-button.mod-active{box-shadow:0 0 0 2px var(--jp-ui-font-color1,gray)}
.mg-explorador .widget-toggle-button.mod-active::before{content:"✓ "}
.mg-explorador .mg-barra .widget-readout{min-width:3.6em;width:3.6em;margin:0 2px}
</style>"""


#: lo que el recuadro le quita de ancho a lo de adentro, en píxeles
_ORILLAS = 22


def marco(contenido: str, minimo: float = 0) -> str:
    """Fondo blanco y tinta oscura propios: se lee igual con un tema claro que con uno oscuro.

    `minimo` es el ancho, en píxeles, con que lo de adentro todavía se lee.
    """
    estilo = (
        "background:#ffffff;color:#1a1a1a;border:1px solid #8a8a8a;border-radius:6px;"
        "padding:10px;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:1.45"
    )
    if minimo:
        estilo += f";box-sizing:border-box;min-width:{minimo + _ORILLAS:.0f}px"
    return f'<div style="{estilo}">{contenido}</div>'


#: lo que no se va de la vista, aunque un dibujo ancho se desplace hacia un lado
QUIETO = f"position:sticky;left:10px;max-width:calc(100cqw - {_ORILLAS}px)"


def a_la_vista(contenido: str) -> str:
    """Unas palabras que no se desplazan con el dibujo que acompañan."""
    return f'<div style="{QUIETO}">{contenido}</div>'


def sigue(minimo: float) -> str:
    """Un renglón que solo se ve donde el dibujo no cabe: dice que sigue a la derecha."""
    if not minimo:
        return ""
    cual, ancho = f"mg-sigue-{minimo:.0f}", minimo + _ORILLAS
    return (
        f"<style>.{cual}{{display:none}}"
        f"@container (max-width:{ancho - 1:.0f}px){{.{cual}{{display:block}}}}</style>"
        f'<div class="{cual}" style="font-size:0.85em">El dibujo sigue hacia la derecha: '
        "desplázalo. →</div>"
    )


def aviso(mensaje: str) -> str:
    """Una frase en lugar de un error."""
    return marco(f'<div role="alert"><strong>Atención:</strong> {html.escape(mensaje)}</div>')
