"""Los botones para llevarse el trabajo y traerlo de vuelta, en el navegador."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from minigrad.aula.trabajo.archivo import NoEsTrabajo, corto, empacar, leer_trabajo, nombre_de_hoy
from minigrad.aula.trabajo.progreso import Progreso, archivo_de_trabajo
from minigrad.aula.trabajo.recuperar import Recuperado, recuperar
from minigrad.navegador import pagina

#: el taller guarda solo cada segundo: lo último que se escribió ya está en el disco
_HASTA_QUE_GUARDE = 2.0
_NOMBRADOS = 6
_AVISO = (
    "Tu trabajo se guarda en este navegador y en ningún otro lado: si borras los datos del sitio, "
    "o cierras una ventana privada, se pierde. Descárgalo de vez en cuando."
)
_PARA_LEER = (
    "color:#0c2d57;background:#e8f1fc;padding:4px 12px;max-width:60em;font-size:14px;"
    "line-height:1.45;white-space:pre-line"
)


def botones_de_trabajo(progreso: Progreso) -> Any:
    """«Descargar mi trabajo» y «Recuperar mi trabajo», con lo que dicen al usarlos."""
    import ipywidgets as w

    ancho = w.Layout(width="auto", min_height="32px")
    bajar = w.Button(description="Descargar mi trabajo", icon="download", layout=ancho)
    subir = w.FileUpload(description="Recuperar mi trabajo", accept=".zip", layout=ancho)
    subir.tooltip = "Elige el .zip que descargaste"  # sin él, al pasar el puntero se lee «null»
    dicho = w.HTML(_en_html(_AVISO))

    def al_bajar(_: Any) -> None:
        dicho.value = _en_html(descargar())

    def al_subir(cambio: Any) -> None:
        if cambio["new"]:
            dicho.value = _en_html("Recuperando tu trabajo…")
            tarea = asyncio.ensure_future(_traer(cambio["new"], progreso, dicho))
            _en_marcha.add(tarea)
            tarea.add_done_callback(_en_marcha.discard)

    bajar.on_click(al_bajar)
    subir.observe(al_subir, "value")
    renglon = w.Layout(flex_flow="row wrap", align_items="center")
    return w.VBox([w.Box([bajar, subir], layout=renglon), dicho])


#: lo que está en marcha: sin esto, Python lo podría olvidar a medias
_en_marcha: set[Any] = set()


def descargar() -> str:
    """Le da a la página el archivo; dice qué pasó."""
    carpeta, nombre = _carpeta(), nombre_de_hoy()
    if carpeta is None:
        return "Aquí no hay una carpeta de trabajo: no hay nada que descargar."
    try:
        contenido = empacar(carpeta)
    except OSError as error:
        return f"No pude leer tu trabajo ({type(error).__name__}). Recarga la página y prueba."
    pagina.bajar(nombre, contenido)
    return (
        f"Descargué {nombre} ({len(contenido) / 1000:.0f} kB): está donde tu navegador deja lo que "
        "descarga. Con «Recuperar mi trabajo» vuelve, aquí o en otra máquina."
    )


async def _traer(subido: Any, progreso: Progreso, dicho: Any) -> None:
    await asyncio.sleep(_HASTA_QUE_GUARDE)
    bien, texto = traer(_contenido(subido), progreso)
    dicho.value = _en_html(texto)
    if bien:
        pagina.recargar(texto)


def traer(contenido: bytes, progreso: Progreso) -> tuple[bool, str]:
    """Si se recuperó algo, y qué se dice de ello."""
    carpeta = _carpeta()
    if carpeta is None:
        return False, "Aquí no hay una carpeta de trabajo donde ponerlo."
    try:
        hecho = recuperar(leer_trabajo(io.BytesIO(contenido)), carpeta, progreso)
    except NoEsTrabajo as error:
        return False, f"Ese archivo no se pudo recuperar: {error}. No cambié nada."
    except OSError as error:
        return False, f"No pude escribir en el taller ({type(error).__name__}). Recarga y prueba."
    return True, contar(hecho)


def contar(hecho: Recuperado) -> str:
    """Lo que pasó al recuperar, en palabras."""
    lineas = ["Recuperé tu trabajo."]
    if hecho.puestos:
        lineas.append(f"Volvieron: {_nombres(hecho.puestos)}.")
    if hecho.iguales:
        lineas.append(f"Ya estaban aquí: {_nombres(hecho.iguales)}.")
    for antes, ahora in list(hecho.aparte.items())[:_NOMBRADOS]:
        lineas.append(f"{corto(antes)} ya tenía otro trabajo, y no lo toqué: el tuyo es {ahora}.")
    if len(hecho.aparte) > _NOMBRADOS:
        lineas.append(f"Y {len(hecho.aparte) - _NOMBRADOS} más, con «-recuperado» en el nombre.")
    if hecho.progreso:
        correctos = sum(registro.correcto for registro in hecho.progreso.values())
        cuantos = "un ejercicio correcto" if correctos == 1 else f"{correctos} ejercicios correctos"
        lineas.append(f"Sumé tu progreso: {cuantos}.")
    lineas += [f"{corto(parte)}: {porque}." for parte, porque in hecho.perdidos.items()]
    return "\n".join(lineas)


def _nombres(rutas: Iterable[str]) -> str:
    todos = [corto(ruta) for ruta in rutas]
    sobran = len(todos) - _NOMBRADOS
    return ", ".join(todos[:_NOMBRADOS]) + (f" y {sobran} más" if sobran > 0 else "")


def _contenido(subido: Any) -> bytes:
    """Lo que trae el botón: ipywidgets 7 da un diccionario por nombre, y 8 una tupla."""
    uno = next(iter(subido.values())) if isinstance(subido, dict) else subido[0]
    return bytes(uno["content"])


def _carpeta() -> Path | None:
    archivo = archivo_de_trabajo()
    return archivo.parent.parent if archivo else None


def _en_html(texto: str) -> str:
    from html import escape

    return f'<div role="status" style="{_PARA_LEER}">{escape(texto)}</div>'
