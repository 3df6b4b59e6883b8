"""Explica por qué lo entregado no es lo que se pide, cuando el error no es de los conocidos.

En los números y en las opciones, ningún mensaje dice lo que se esperaba.
"""

from __future__ import annotations

import re
from typing import Any

from minigrad.aula.celda.codigo import es
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.huella.descripcion import describir
from minigrad.aula.huella.forma import APROXIMADA, Forma, como_secuencia, congelar, iguales
from minigrad.aula.huella.observar import Observada, primera_distinta
from minigrad.aula.juicio.veredicto import Veredicto
from minigrad.aula.observadores.respuestas import observar_opcion


def lo_que_difiere(
    veredicto: Veredicto, tolerancia: float
) -> tuple[Observada | None, Forma | None]:
    """La primera observación distinta y lo que se esperaba en ella."""
    i = primera_distinta(veredicto.huella, veredicto.esperada, tolerancia)
    if i is None or i >= len(veredicto.huella):
        return None, None
    obtenida = veredicto.huella[i]
    de_etiqueta = (o.forma for o in veredicto.esperada if o.etiqueta == obtenida.etiqueta)
    return obtenida, next(de_etiqueta, None)


# --- se entregó otra cosa ------------------------------------------------------------------


def otra_cosa(ejercicio: Ejercicio, respuesta: Any) -> str:
    """Qué decir si se pide una función o una clase y llegó algo que no lo es; «» si no."""
    que, nombre = activo().que_pide(ejercicio), ejercicio.nombre
    if not que or es(respuesta, type) or callable(respuesta):
        return ""
    entregado = describir(congelar(respuesta))
    llamada = f'`comprobar("{ejercicio.id}", {nombre})`'
    return (
        f"Se pide {que} `{nombre}` y entregaste `{entregado}`. Pásala por su nombre, sin "
        f"comillas ni paréntesis: {llamada}."
    )


# --- números y opciones: nunca se dice lo esperado -----------------------------------------


def sin_decir_lo_esperado(ejercicio: Ejercicio, veredicto: Veredicto) -> str:
    """Una frase sobre lo entregado, que ayuda sin decir la respuesta."""
    if not veredicto.huella or not veredicto.esperada:
        return "Revisa tu respuesta."
    obtenida, esperada = lo_que_difiere(veredicto, ejercicio.tolerancia)
    if obtenida is None or esperada is None:
        return "Revisa qué entregas: no es lo que se pide."
    if ejercicio.tipo in ("opcion", "repaso"):
        return _de_opcion(ejercicio, obtenida.forma, esperada)
    mensaje = _de_numero(obtenida.forma, esperada, ejercicio.tolerancia)
    # con varias observaciones, decir cuál falla ayuda y no dice el número
    return mensaje if len(veredicto.esperada) == 1 else f"Mira: {obtenida.etiqueta}. {mensaje}"


def _de_opcion(ejercicio: Ejercicio, obtenida: Forma, esperada: Forma) -> str:
    if ejercicio.observar is not observar_opcion:
        return _de_orden(obtenida, esperada)
    if obtenida.clase == "texto" and len(obtenida.valor) == 1:
        return "Esa letra no está entre las opciones. Escribe solo la letra de una, entre comillas."
    return "Escribe solo la letra de tu opción, entre comillas."


def _de_orden(obtenida: Forma, esperada: Forma) -> str:
    """Varias letras; en un curso sellado no se sabe cuántas son."""
    if esperada.visible and esperada.clase == "secuencia" and not esperada.valor:
        fallas = [parte.valor for parte in obtenida.valor] if obtenida.clase == "secuencia" else []
        return f"Con ese orden, {fallas[0]}." if fallas else "Ese orden todavía no."
    if not esperada.visible or esperada.clase != "texto":
        return "No es eso todavía. Lee otra vez qué letras se piden y cómo se escriben."
    letras = len(esperada.valor)
    if obtenida.clase != "texto":
        return f'Escribe las {letras} letras en orden, entre comillas, por ejemplo `"ABCD"`.'
    if len(obtenida.valor) != letras:
        return f"Son {letras} letras, cada una una vez, y escribiste {len(obtenida.valor)}."
    return "Ese orden todavía no. ¿Qué hace falta tener antes de cada parte?"


def _de_numero(obtenida: Forma, esperada: Forma, tolerancia: float) -> str:
    obtenida, esperada = como_secuencia(obtenida), como_secuencia(esperada)
    if obtenida.clase == "numero" == esperada.clase:
        return _casi(obtenida.valor, esperada, tolerancia)
    if obtenida.clase == "secuencia":
        return _de_secuencia(obtenida, esperada, tolerancia)
    que = _en_vez_de_numero(obtenida, esperada)
    if que and esperada.clase == "secuencia" and obtenida.clase != "nada":
        return f"{que} {_cuantos(esperada)}, entre paréntesis y separados por comas."
    if obtenida.clase in ("logico", "conjunto", "tabla") and esperada.clase == "numero":
        return f"{que} Se pide un número."
    return que or "No es lo que se pide. Lee otra vez el enunciado."


def _cuantos(esperada: Forma) -> str:
    que = "número" if all(parte.clase == "numero" for parte in esperada.valor) else "valor"
    cuantos = len(esperada.valor)
    plural = {"número": "números", "valor": "valores"}[que]
    return f"Se pide 1 {que}" if cuantos == 1 else f"Se piden {cuantos} {plural}"


def _en_vez_de_numero(obtenida: Forma, esperada: Forma) -> str:
    """Qué se entregó donde iba un número."""
    if obtenida.clase == "texto":
        if esperada.clase == "secuencia":
            return "Entregaste un texto: quita las comillas."
        return f"Entregaste un texto. Escribe el número sin comillas.{_de_signos(obtenida.valor)}"
    if obtenida.clase == "objeto":
        hay = obtenida.valor[1] is not None
        return f"Entregaste {describir(obtenida)}." + (
            " Se pide el número que hay dentro." if hay else ""
        )
    frases = {
        "nada": "Entregaste `None`: no hay un resultado. (`print(…)` muestra, y no da nada.)",
        "excepcion": "Ahí no hay un número: falta, o lo entregado no se puede abrir por posición.",
        "logico": f"Entregaste `{obtenida.valor}`, que es un sí o un no.",
        "conjunto": "Entregaste un conjunto, con llaves: no guarda el orden ni los repetidos.",
        "tabla": "Entregaste un diccionario.",
        "numero": "Entregaste un solo número.",
    }
    return frases.get(obtenida.clase, "")


def _de_signos(texto: str) -> str:
    """Cómo se escribe sin comillas un número que, así como está, Python no leería."""
    miles = " Los miles van juntos, sin puntos, comas ni espacios." if _MILES.search(texto) else ""
    # una sola coma puede ser también la de los decimales
    decimal = texto.count(",") == 1
    return miles + (" Los decimales van con punto, no con coma." if decimal else "")


_MILES = re.compile(r"\d\.\d{3}[.,]|\d[, ]\d{3}(?!\d)")


def _de_secuencia(obtenida: Forma, esperada: Forma, tolerancia: float) -> str:
    if esperada.clase == "secuencia":
        return _de_varios(obtenida, esperada, tolerancia)
    if len(obtenida.valor) == 1:
        return (
            "Entregaste el valor dentro de una lista o una tupla. Se pide solo: sin corchetes y "
            "sin una coma al final."
        )
    if obtenida.causa != "tupla":
        return "Entregaste varios valores y se pide uno."
    return (
        "Entregaste varios valores y se pide uno. Si es un solo número, no lleva comas: el decimal "
        "va con punto (`3.5`) y los miles van juntos (`1000000`)."
    )


def _de_varios(obtenida: Forma, esperada: Forma, tolerancia: float) -> str:
    if len(obtenida.valor) != len(esperada.valor):
        coma = " Si alguno es decimal, va con punto: con coma, Python lee dos números."
        sobran = obtenida.causa == "tupla" and len(obtenida.valor) > len(esperada.valor)
        sobran = sobran and not (esperada.visible and _enteros(esperada))  # quizás es una forma
        cuenta = f"{_cuantos(esperada)} y entregaste {len(obtenida.valor)}."
        return cuenta + (coma if sobran else "")
    pares = list(zip(obtenida.valor, esperada.valor, strict=True))
    for i, (una, otra) in enumerate(pares, start=1):
        if otra.clase == "numero" != una.clase:
            que = _en_vez_de_numero(una, otra) or "Ahí no hay un número."
            return f"Mira la posición {i} (contando desde 1). {que}"
    malos = [i for i, (o, e) in enumerate(pares, start=1) if not iguales(o, e, tolerancia)]
    if len(malos) < len(esperada.valor):
        if len(malos) == 1:
            return f"Casi: revisa el de la posición {malos[0]} (contando desde 1)."
        cuales = f"{', '.join(map(str, malos[:-1]))} y {malos[-1]}"
        return f"No todos están bien: revisa los de las posiciones {cuales} (contando desde 1)."
    return "Ninguno es correcto todavía. Repasa la cuenta."


_CERCA = "Casi, estás muy cerca. ¿Será que te faltan decimales, o que contaste de más o de menos?"
_NO_ES = "Ese número no es. Repasa la cuenta."
_ENTERO = "Casi, estás muy cerca. Si lo que se pide es contar algo, no lleva decimales."


def _casi(obtenido: Any, esperada: Forma, tolerancia: float) -> str:
    """Nombra los casi aciertos: el signo, un factor 2, pocos decimales."""

    def acierta(otro: Any, margen: float = tolerancia) -> bool:
        return iguales(Forma("numero", otro), esperada, margen)

    if isinstance(obtenido, int) and abs(obtenido) > 10**300:  # no cabe en un float
        return _NO_ES
    if acierta(-obtenido):
        return "Casi: revisa el signo."
    if obtenido and (acierta(2 * obtenido) or acierta(obtenido / 2)):
        return "Casi: te sobra o te falta un factor 2."
    if not esperada.visible:  # si anda cerca, en un curso sellado no se sabe
        return f"{_NO_ES} Si lleva decimales, escríbelos todos."
    if acierta(obtenido, max(APROXIMADA, 10 * tolerancia)) and abs(obtenido) > APROXIMADA:
        if _entero(obtenido):
            return _CERCA
        return _ENTERO if _entero(esperada.valor) else "Casi: te faltan decimales."
    return _NO_ES


def _enteros(forma: Forma) -> bool:
    return all(p.clase == "numero" and p.visible and _entero(p.valor) for p in forma.valor)


def _entero(numero: Any) -> bool:
    return not isinstance(numero, complex) and float(numero).is_integer()
