"""Si una solución ya se puede ver, y si no, qué falta: un intento, una fecha o una clave."""

from __future__ import annotations

import difflib
import re
from datetime import datetime

from minigrad.aula.celda.tarjeta import Parrafo, Tarjeta
from minigrad.aula.cerrojo import llavero
from minigrad.aula.cerrojo.candado import limpiar
from minigrad.aula.cerrojo.politica import Politica, Politicas
from minigrad.aula.cerrojo.vocabulario import PALABRAS
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.trabajo import progreso

_MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip


def motivo_para_esperar(vigente: Curso, ejercicio: Ejercicio) -> Tarjeta | None:
    """Por qué todavía no se muestra la solución, o None si ya se puede."""
    politicas = vigente.politicas()
    politica = politicas.de(ejercicio.seccion)
    if politica.soluciones == "cerradas":
        return _cerrada(ejercicio, politicas)
    if politica.soluciones == "fecha" and politica.desde and not _paso(politica.desde):
        return _falta_la_fecha(ejercicio, politica.desde)
    if politica.soluciones == "clave" and not esta_abierta(politica):
        return _falta_la_clave(ejercicio)
    return _faltan_intentos(ejercicio, politica)


def abrir_con(vigente: Curso, ejercicio: Ejercicio, clave: str) -> bool:
    """Prueba una clave; la sección queda abierta si es la suya o si no lleva clave."""
    candado = vigente.politicas().de(ejercicio.seccion).candado
    return candado is None or llavero.abrir(candado, clave) is not None


def esta_abierta(politica: Politica) -> bool:
    """Dice si la sección ya se abrió aquí con su clave."""
    return politica.candado is not None and llavero.recordada(politica.candado) is not None


def _paso(desde: datetime) -> bool:
    # una fecha sin zona es de la hora de esta máquina
    return datetime.now().astimezone() >= desde.astimezone()


# --- lo que se dice ------------------------------------------------------------------------


def _cerrada(ejercicio: Ejercicio, politicas: Politicas) -> Tarjeta:
    if not politicas.problemas:
        texto = "Quien dicta la clase las mantiene cerradas."
        return _tarjeta("Soluciones cerradas", ejercicio, texto)
    aviso = "Se abrirán cuando se corrija. Avísale a quien dicta la clase."
    return _tarjeta("Soluciones cerradas", ejercicio, *politicas.problemas, aviso)


def _falta_la_fecha(ejercicio: Ejercicio, desde: datetime) -> Tarjeta:
    return _tarjeta("Todavía no es la hora", ejercicio, f"La solución se abre el {_dia(desde)}.")


def _dia(desde: datetime) -> str:
    zona = f"hora {desde.tzname()}" if desde.tzinfo else "hora de esta máquina"
    mes = _MESES[desde.month - 1]
    return f"{desde.day} de {mes} de {desde.year} a las {desde:%H:%M} ({zona})"


def _falta_la_clave(ejercicio: Ejercicio) -> Tarjeta:
    texto = (
        "Esta sección se abre con la clave que dirá quien dicta la clase. Cuando la sepas: "
        f'`solucion("{ejercicio.id}", clave="las cuatro palabras")`.'
    )
    return _tarjeta("Falta la clave", ejercicio, texto)


def _faltan_intentos(ejercicio: Ejercicio, politica: Politica) -> Tarjeta | None:
    registro = progreso.actual().de(ejercicio.id)
    faltan = politica.intentos - registro.intentos
    if faltan <= 0 or registro.correcto or registro.solucion:
        return None
    if politica.intentos == 1:
        cuando = "de tu primer intento. Escribe algo, ejecuta la comprobación y vuelve."
        return _tarjeta("Primero un intento", ejercicio, f"La solución se abre después {cuando}")
    llevas = f"llevas {registro.intentos}" if registro.intentos else "todavía no llevas ninguno"
    texto = (
        f"La solución se abre después de {politica.intentos} intentos y {llevas}. "
        "Cuenta cada respuesta distinta que compruebes; repetir la misma no."
    )
    return _tarjeta("Primero unos intentos", ejercicio, texto)


def _tarjeta(que: str, ejercicio: Ejercicio, *textos: str) -> Tarjeta:
    *antes, ultimo = textos
    ultimo += f' Mientras tanto: `pista("{ejercicio.id}")`.'
    return Tarjeta("aviso", f"{que}: {ejercicio.titulo}", tuple(map(Parrafo, (*antes, ultimo))))


def tarjeta_de_clave_equivocada(ejercicio: Ejercicio, clave: str) -> Tarjeta:
    """Qué revisar en una clave que no abrió; no cambió nada."""
    texto = (
        "Revisa las cuatro palabras y su orden. Las mayúsculas, las tildes, los espacios y los "
        "guiones no importan. No cambió nada, y esto no cuenta como intento."
    )
    dudas = [Parrafo(duda) for duda in _dudas(clave)]
    titulo = f"Esa clave no abre esta sección: {ejercicio.titulo}"
    return Tarjeta("aviso", titulo, (*dudas, Parrafo(texto)))


def _dudas(clave: str) -> list[str]:
    """Las palabras que no pueden ser de una clave y a cuál se parecen."""
    palabras = [limpiar(p) for p in re.split(r"[\s\-_,.;:]+", clave)]
    raras = [p for p in palabras if p and p not in PALABRAS]
    if len(palabras) != 4 or len(raras) > 2:
        return []
    dudas = []
    for rara in raras:
        parecidas = difflib.get_close_matches(rara, PALABRAS, n=1, cutoff=0.6)
        dudas += [f"¿«{rara}» será «{parecida}»?" for parecida in parecidas]
    return dudas
