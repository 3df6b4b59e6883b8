"""Ejercicios de la lección 0: blancos, empujones y qué necesita un motor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import observar_opcion, observar_respuesta
from minigrad.engine import Value


def _gradientes(cuenta: Callable[..., Any], *numeros: float) -> list[float]:
    entradas = [Value(numero) for numero in numeros]
    cuenta(*entradas).backward()
    return [entrada.grad for entrada in entradas]


def observar_cuenta(cuenta: Callable[..., Any]) -> Iterator[Observacion]:
    """Primero con números, después con `Value`: la misma función sirve para los dos."""
    yield "cuenta(4, 3, 6)", lambda: cuenta(4, 3, 6)
    yield "cuenta(10, 2, 5)", lambda: cuenta(10, 2, 5)
    yield "cuenta(7, 0, 2)", lambda: cuenta(7, 0, 2)
    yield "cuenta con Value, el valor", lambda: cuenta(Value(4.0), Value(3.0), Value(6.0)).data
    yield "cuenta con Value, los gradientes", lambda: _gradientes(cuenta, 4.0, 3.0, 6.0)


EJERCICIOS = (
    Ejercicio(
        id="00-pago",
        titulo="Tu primer blanco",
        nombre="pago",
        tipo="numero",
        dificultad=1,
        minutos=3,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="todo sumado",
                codigo="pago = precio + cantidad + envio",
                mensaje="Sumaste las tres cosas, como si el precio y la cantidad fueran dos "
                "gastos. ¿Qué se hace con el precio cuando compras varios?",
            ),
            Error(
                nombre="envío multiplicado por el precio",
                codigo="pago = precio * (cantidad + envio)",
                mensaje="Con ese paréntesis pagas el envío como si fuera otros 6 cuadernos. "
                "¿Qué se multiplica y qué solo se suma al final?",
            ),
            Error(
                nombre="envío por cada cuaderno",
                codigo="pago = cantidad * (precio + envio)",
                mensaje="Cobraste el envío una vez por cada cuaderno. El enunciado dice que el "
                "envío cuesta eso en total.",
            ),
            Error(
                nombre="sin envío",
                codigo="pago = precio * cantidad",
                mensaje="Esos son los cuadernos. ¿Cómo llegan hasta tu casa?",
            ),
        ),
        pistas=(
            "¿Cuánto pagas por los 3 cuadernos, antes de pensar en el envío?",
            "Varios objetos del mismo precio se multiplican. Lo que se paga una sola vez se suma.",
            "Empieza así: `pago = precio * cantidad` … y falta una suma.",
        ),
        porque="Los cuadernos se multiplican; el envío se suma una vez. "
        "En Python, `*` se hace antes que `+`, así que no hacen falta paréntesis.",
    ),
    Ejercicio(
        id="00-cuenta",
        titulo="La cuenta, como función",
        nombre="cuenta",
        pieza=True,
        dificultad=1,
        minutos=4,
        observar=observar_cuenta,
        errores=(
            Error(
                nombre="sin return",
                codigo="def cuenta(precio, cantidad, envio):\n"
                "    total = precio * cantidad + envio",
                mensaje="Tu función calcula, pero no entrega nada: devuelve None. "
                "¿Qué palabra de Python devuelve un resultado?",
            ),
            Error(
                nombre="un texto",
                codigo="def cuenta(precio, cantidad, envio):\n"
                "    return str(precio * cantidad + envio)",
                mensaje="Devolviste un texto. Se ve igual en pantalla, pero con un texto no se "
                "pueden hacer cuentas. Devuelve el número.",
            ),
            Error(
                nombre="números fijos",
                codigo="def cuenta(precio, cantidad, envio):\n    return 4 * 3 + 6",
                mensaje="Tu función responde siempre lo mismo. Usa los nombres que están entre "
                "paréntesis, no los números de este caso.",
            ),
            Error(
                nombre="envío dentro del producto",
                codigo="def cuenta(precio, cantidad, envio):\n"
                "    return precio * (cantidad + envio)",
                mensaje="El paréntesis mete el envío en la multiplicación. El envío se paga una "
                "sola vez, al final.",
            ),
            Error(
                nombre="convierte a número",
                codigo="def cuenta(precio, cantidad, envio):\n"
                "    return float(precio) * float(cantidad) + float(envio)",
                mensaje="Con números va bien. Pero `float(...)` convierte las entradas en números "
                "sueltos, y esta lección les dará unos objetos que recuerdan. Usa solo + y *.",
            ),
            Error(
                nombre="sin envío",
                codigo="def cuenta(precio, cantidad, envio):\n    return precio * cantidad",
                mensaje="Falta el envío: la función lo recibe, pero no lo usa.",
            ),
            Error(
                nombre="todo sumado",
                codigo="def cuenta(precio, cantidad, envio):\n    return precio + cantidad + envio",
                mensaje="Sumaste el precio y la cantidad. Comprar varios del mismo precio es "
                "multiplicar.",
            ),
        ),
        pistas=(
            "¿Qué escribiste en el blanco anterior? ¿Puede ir casi igual dentro de la función?",
            "Una función entrega su resultado con `return`, seguido de la expresión.",
            "Media línea: `return precio * …`",
        ),
        porque="Es la misma cuenta, con nombres en lugar de números fijos. "
        "Como solo usa + y *, sirve para todo lo que sepa sumarse y multiplicarse.",
    ),
    Ejercicio(
        id="00-empujon",
        titulo="Tres empujones",
        nombre="empujones",
        tipo="numero",
        dificultad=1,
        minutos=5,
        observar=observar_respuesta,
        tolerancia=1e-3,
        errores=(
            Error(
                nombre="todo sube uno",
                codigo="empujones = (1, 1, 1)",
                mensaje="Dijiste que todo pasa tal cual. Eso vale para lo que solo se suma. "
                "Si cada cuaderno sube 1 peso, ¿cuántas veces pagas ese peso?",
            ),
            Error(
                nombre="sin cruzar",
                codigo="empujones = (4, 3, 1)",
                mensaje="Casi: el envío está bien. Pero a cada factor le pusiste su propio valor. "
                "Si el precio sube 1 peso, ¿qué número dice cuántas veces lo pagas?",
            ),
            Error(
                nombre="el envío vale su valor",
                codigo="empujones = (3, 4, 6)",
                mensaje="Los dos primeros están bien. En el tercero pusiste cuánto vale el envío. "
                "La pregunta es cuánto sube el pago si el envío sube 1.",
            ),
            Error(
                nombre="los valores de partida",
                codigo="empujones = (4, 3, 6)",
                mensaje="Esos son los valores de partida. La pregunta es cuánto sube el pago "
                "cuando uno solo de ellos sube 1.",
            ),
            Error(
                nombre="totales nuevos",
                codigo="empujones = (21, 22, 19)",
                mensaje="Esos son los pagos nuevos, y están bien calculados. "
                "La pregunta es cuánto suben respecto al pago de partida.",
            ),
            Error(
                nombre="el envío no influye",
                codigo="empujones = (3, 4, 0)",
                mensaje="Los dos primeros están bien. ¿De verdad el envío no influye en el pago?",
            ),
        ),
        pistas=(
            "Si cada cuaderno cuesta un peso más, ¿cuántas veces pagas ese peso?",
            "Haz la cuenta dos veces, antes y después del empujón, y resta. Cambia una sola cosa.",
            "Antes pagabas 18. Con el precio en 5 pagas 21: esa diferencia es el primer número. "
            "Haz lo mismo empujando solo la cantidad, y después solo el envío.",
        ),
        porque="En el producto, cada factor se multiplica por el otro: el precio por la cantidad y "
        "la cantidad por el precio. El envío solo se suma, así que su empujón pasa tal cual.",
    ),
    Ejercicio(
        id="00-millon",
        titulo="Un millón de empujones",
        nombre="veces",
        tipo="numero",
        dificultad=2,
        minutos=5,
        observar=observar_respuesta,
        tolerancia=1e-9,  # un millón y un millón más uno son respuestas distintas
        errores=(
            Error(
                nombre="sin la cuenta de partida",
                codigo="veces = 1_000_000",
                mensaje="Contaste los empujones. Pero para saber cuánto *sube* el resultado hay "
                "que compararlo con algo. ¿Con qué?",
            ),
            Error(
                nombre="dos por entrada",
                codigo="veces = 2_000_000",
                mensaje="Calculaste el resultado de partida otra vez para cada entrada. Es siempre "
                "el mismo: ¿cuántas veces hace falta?",
            ),
            Error(
                nombre="todas de una vez",
                codigo="veces = 2",
                mensaje="Con dos evaluaciones empujarías todas las entradas a la vez. Sabrías "
                "cuánto sube el resultado, pero no por culpa de cuál.",
            ),
            Error(
                nombre="una sola",
                codigo="veces = 1",
                mensaje="Una sola evaluación da el resultado, pero no dice cómo cambia.",
            ),
        ),
        pistas=(
            "Con las tres entradas de la cuenta, ¿cuántas veces llamamos a `cuenta`?",
            "Una evaluación por entrada, y otra que no empuja nada.",
            "Con 3 entradas son 3 + 1. Con un millón …",
        ),
        porque="Un empujón por entrada, más la evaluación de partida con la que se comparan. "
        "Por eso empujar no sirve para redes grandes.",
    ),
    Ejercicio(
        id="00-necesidad",
        titulo="¿Qué le falta a este motor?",
        nombre="necesidad",
        tipo="opcion",
        dificultad=2,
        minutos=4,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="comportamiento local",
                codigo='necesidad = "b"',
                mensaje="Las reglas locales las conoce: lo dice el enunciado. "
                "El problema viene antes: ¿a qué operaciones las va a aplicar?",
            ),
            Error(
                nombre="empujar",
                codigo='necesidad = "c"',
                mensaje="Empujar cada entrada es justo lo que un motor evita. "
                "No está en la lista de las tres necesidades.",
            ),
        ),
        pistas=(
            "Si solo tienes el número 18, ¿puedes saber si vino de 4 × 3 + 6 o de 9 × 2?",
            "Relee las tres necesidades. ¿Cuál habla de recordar lo que se hizo?",
            "Sabe derivar un producto, pero no sabe que hubo un producto. "
            "Nadie anotó las operaciones mientras ocurrían …",
        ),
        porque="Sin grafo no hay nada que recorrer: del 18 no se puede saber qué operaciones lo "
        "produjeron. Las otras dos necesidades trabajan sobre ese grafo.",
    ),
)
