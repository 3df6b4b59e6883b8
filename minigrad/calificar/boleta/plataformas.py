"""Las notas en las columnas que Moodle y Canvas importan: una línea por aprendiz.

Quién es cada quien va tal como está en la lista, que es lo que la plataforma compara. Con una
lista, quien no está en ella no va: Moodle detiene toda la importación si no encuentra a alguien.

Canvas reconoce una tarea por el título de su columna: si la lista ya trae una con el nombre del
cuaderno («02_a_mano (1234)»), se usa esa, y los puntos van en su escala. La hoja de calificaciones
de una tarea de Moodle («Calificación», «Comentarios de retroalimentación») se devuelve rellena.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from minigrad.calificar.boleta.boleta import ESTADOS, Nota, corto
from minigrad.calificar.boleta.lista import Lista, Persona, llano
from minigrad.calificar.boleta.planilla import Clase, Cuenta, Fila, en_csv, numero

_DE_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_CALIFICACION = ("calificacion", "grade")
_MAXIMA = ("calificacion maxima", "maximum grade")
_COMENTARIOS = ("comentarios de retroalimentacion", "feedback comments", "retroalimentacion")
_LARGO = 1000


def van(clase: Clase) -> list[Fila]:
    """Las filas que van a la plataforma."""
    return [fila for fila in clase.filas if fila.persona or not clase.lista]


# --- Moodle ----------------------------------------------------------------------------------


def como_moodle(clase: Clase) -> bytes:
    """Cómo se identifica cada quien, sus puntos por cuaderno, el total y la retroalimentación."""
    lista = clase.lista
    if lista and any(llano(columna) in _CALIFICACION for columna in lista.columnas):
        return en_csv(_hoja_de_tarea(clase, lista))
    propias = [c for c, campo in lista.columnas.items() if campo] if lista else ["identificador"]
    sobre = {uno: clase.maximo(uno) for uno in (*clase.cuadernos, "")}  # al final, el total
    titulos = [f"{uno or 'Total'} (de {numero(maximo)})" for uno, maximo in sobre.items()]
    cabecera = [*propias, *titulos, "Total (%)", "Retroalimentación"]
    return en_csv([cabecera, *(_de_moodle(fila, propias, sobre) for fila in van(clase))])


def _de_moodle(fila: Fila, columnas: Sequence[str], sobre: Mapping[str, float]) -> list[str]:
    propias = fila.persona.celdas if fila.persona else {columnas[0]: fila.aprendiz}
    return [
        *(corto(propias.get(columna, "")) for columna in columnas),
        *(_en_escala(fila.cuenta(uno), maximo) for uno, maximo in sobre.items()),
        _en_escala(fila.cuenta(), 100),
        retroalimentacion(fila),
    ]


def _hoja_de_tarea(clase: Clase, lista: Lista) -> Iterator[list[str]]:
    """La misma hoja que dio Moodle, con la calificación y los comentarios puestos."""
    yield list(lista.columnas)
    for fila in van(clase):
        celdas = fila.persona.celdas if fila.persona else {}
        yield [_de_la_hoja(columna, celdas, fila) for columna in lista.columnas]


def _de_la_hoja(columna: str, celdas: Mapping[str, str], fila: Fila) -> str:
    if llano(columna) in _COMENTARIOS:
        return retroalimentacion(fila)
    if llano(columna) in _CALIFICACION:
        maxima = next((v for c, v in celdas.items() if llano(c) in _MAXIMA), "")
        return _en_escala(fila.cuenta(), _cantidad(maxima))
    return corto(celdas.get(columna, ""))


def retroalimentacion(fila: Fila) -> str:
    """Cómo le fue, en una línea y sin nada que haya escrito un aprendiz."""
    total = fila.cuenta()
    partes = [f"{total.dicho} puntos ({total.porcentaje})" if fila.entrego else "No entregó"]
    partes += ["Entregado tarde"] if fila.tarde else []
    partes += _por_revisar(fila) if fila.entrego else []
    partes += [f"{de_que or 'total'}: {cambio.dicho}" for de_que, cambio in fila.cambios.items()]
    texto = ". ".join(partes)
    return texto if len(texto) <= _LARGO else f"{texto[:_LARGO]}…"


def _por_revisar(fila: Fila) -> list[str]:
    """Los errores, uno por uno; lo que está en blanco o no se entregó, junto."""
    juntos: dict[str, list[str]] = {}
    sueltos = []
    for nota in fila.contadas:
        if nota.estado in ("no_entrego", "rechazada"):
            juntos.setdefault(ESTADOS[nota.estado], []).append(nota.cuaderno)
        elif nota.estado in ("blanco", "falta", "sin_calificar"):
            juntos.setdefault(ESTADOS[nota.estado], []).append(nota.ejercicio)
        elif nota.estado != "correcto":
            sueltos.append(f"{nota.ejercicio}: {_en_breve(nota)}")
    return sueltos + [
        f"{que.capitalize()}: {', '.join(dict.fromkeys(cuales))}" for que, cuales in juntos.items()
    ]


def _en_breve(nota: Nota) -> str:
    """El nombre del error, salvo que lleve números: podrían ser los que se piden."""
    sabido = nota.error and not any(map(str.isdigit, nota.error))
    return f"«{nota.error}»" if sabido else ESTADOS[nota.estado]


# --- Canvas ----------------------------------------------------------------------------------


def como_canvas(clase: Clase) -> bytes:
    """Las cinco columnas de Canvas, una por cuaderno y, primero, los puntos que vale cada uno."""
    columnas = [_columna(clase.lista, cuaderno) for cuaderno in clase.cuadernos]
    posibles = [
        _cantidad((clase.lista.posibles if clase.lista else {}).get(columna, ""))
        or clase.maximo(cuaderno)
        for columna, cuaderno in zip(columnas, clase.cuadernos, strict=True)
    ]
    puntos = ["Points Possible", *[""] * 4, *map(numero, posibles)]
    filas = (
        [*_quien(fila), *map(_en_escala, map(fila.cuenta, clase.cuadernos), posibles)]
        for fila in van(clase)
    )
    return en_csv([[*_DE_CANVAS, *columnas], puntos, *filas])


def sin_su_total(clase: Clase) -> list[str]:
    """A quiénes se les cambió el total a mano: en Canvas no hay dónde ponerlo, lo suma Canvas."""
    return [fila.nombre for fila in van(clase) if "" in fila.cambios]


def _columna(lista: Lista | None, cuaderno: str) -> str:
    """La columna de la lista que es de un cuaderno o, si no hay, su nombre."""
    for columna in lista.columnas if lista else ():
        if llano(re.sub(r"\(\d+\)\s*$", "", columna)) == llano(cuaderno):
            return columna
    return cuaderno


def _quien(fila: Fila) -> list[str]:
    persona = fila.persona
    if persona is None:
        # sin lista, Canvas reconoce a cada quien por el número que puso en sus archivos
        suyo = re.fullmatch(r"[^\W\d_A-Z]+_(\d{2,})", fila.aprendiz)
        return [corto(fila.aprendiz), suyo[1] if suyo else "", "", corto(fila.aprendiz), ""]
    propias = [persona.celdas.get(columna, "") for columna in _DE_CANVAS]
    return list(map(corto, propias if any(propias) else _como_canvas(persona)))


def _como_canvas(persona: Persona) -> list[str]:
    """Lo mismo con los datos de otra lista."""
    campos = persona.campos
    apellidos = ", ".join(filter(None, (campos.get("apellidos"), campos.get("nombre"))))
    nombre = apellidos if campos.get("apellidos") else persona.nombre
    usuario = campos.get("usuario") or campos.get("correo") or campos.get("identificador", "")
    return [nombre, "", campos.get("numero", ""), usuario, campos.get("grupo", "")]


# --- la escala de cada plataforma ------------------------------------------------------------


def _en_escala(cuenta: Cuenta, sobre: float) -> str:
    """Unos puntos sobre los que da la plataforma; los nuestros, si no dice cuántos."""
    if not sobre or not cuenta.maximo:
        return numero(cuenta.puntos)
    return numero(cuenta.puntos * sobre / cuenta.maximo)


def _cantidad(texto: str) -> float:
    hallada = re.fullmatch(r"\d+(?:[.,]\d+)?", texto.strip())
    return float(hallada[0].replace(",", ".")) if hallada else 0.0
