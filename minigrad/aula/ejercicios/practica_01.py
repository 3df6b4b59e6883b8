"""Ejercicios de la práctica 1: predecir, ordenar, reparar y llevar la idea a otro lugar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import observar_respuesta
from minigrad.engine import Value

#: las líneas revueltas de «01p-ordena»; el cuaderno las muestra
LINEAS = {
    "A": "f.backward()",
    "B": "x = Value(2.0)",
    "C": "f = z * x",
    "D": "gradiente = x.grad",
    "E": "z = x + 3",
    "F": "z.backward()",
}


def _letras(orden: Any) -> list[str]:
    """Acepta `["B", "E"]`, `"BE"` y `"b, e"`; de lo que no tiene letras, dice qué es."""
    if not isinstance(orden, list | tuple | set | str):
        return [f"?{type(orden).__name__}"]
    return [letra for parte in orden for letra in str(parte).upper() if letra.isalnum()]


def _primera_que_falla(letras: Sequence[str]) -> str:
    nombres: dict[str, Any] = {"Value": Value}
    for letra in letras:
        try:
            exec(LINEAS[letra], nombres)
        except Exception:
            return f"la línea {letra}"
    return "ninguna"


def _gradiente_final(letras: Sequence[str]) -> Any:
    nombres: dict[str, Any] = {"Value": Value}
    for letra in letras:
        exec(LINEAS[letra], nombres)
    return nombres.get("gradiente", "nadie lo leyó")


def observar_orden(orden: Any) -> Iterator[Observacion]:
    """Ejecuta las líneas en el orden dado: vale cualquier orden que llegue al gradiente."""
    letras = _letras(orden)
    yield "letras que no están en la lista", [letra for letra in letras if letra not in LINEAS]
    yield "primera línea que falla", lambda: _primera_que_falla(letras)
    yield "lo que queda en `gradiente`", lambda: _gradiente_final(letras)
    yield "cuántas líneas usaste", lambda: len(letras)


def _revuelto() -> tuple[dict[str, Value], Value, Value]:
    a, b = Value(2.0), Value(3.0)
    s, q = a * b, a + b
    r = s + q
    return {"s": s, "q": q, "r": r, "f": r * s, "a": a, "b": b}, a, b


def _repartir(orden: Sequence[str]) -> list[float]:
    """Cada nodo reparte lo que tiene cuando le toca, como haría un motor con ese orden."""
    nodos, a, b = _revuelto()
    nodos["f"].grad = 1.0
    for nombre in orden:
        nodo = nodos[nombre]
        for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
            hijo.grad += local * nodo.grad
    return [a.grad, b.grad]


def observar_reparto(reparto: Any) -> Iterator[Observacion]:
    """Cuántos reparten, y qué llega a las hojas si reparten en ese orden."""
    nombres = [letra.lower() for letra in _letras(reparto)]
    yield "nombres que no están en el grafo", [n for n in nombres if n not in _revuelto()[0]]
    # nombrar una hoja no cambia nada: no tiene a quién repartir
    yield "cuántos nodos reparten", sum(nombre not in "ab" for nombre in nombres)
    yield "gradientes de a y de b si reparten en ese orden", lambda: _repartir(nombres)


def observar_quien(nombres: Any) -> Iterator[Observacion]:
    """Los nombres, sin importar el orden ni cómo se escribieron."""
    yield "los que guardan gradiente", sorted({n for n in _letras(nombres) if n[0] in "ABCDE?"})


def observar_informe(informe: Callable[[float, float], Any]) -> Iterator[Observacion]:
    """En dos puntos en los que no coinciden los gradientes de nodos distintos."""
    yield "informe(3, 4)", lambda: informe(3.0, 4.0)
    yield "informe(−1, 5)", lambda: informe(-1.0, 5.0)


def _valor_y_gradiente(costo: Callable[[Value], Any], x: float) -> list[float]:
    hoja = Value(x)
    salida = costo(hoja)
    salida.backward()
    return [salida.data, hoja.grad]


def observar_costo(costo: Callable[[Value], Any]) -> Iterator[Observacion]:
    """El valor no basta: lo que estaba roto es el gradiente."""
    yield "valor con x = 4", lambda: float(costo(Value(4.0)))
    yield "valor y gradiente con x = 4", lambda: _valor_y_gradiente(costo, 4.0)
    yield "valor y gradiente con x = −1", lambda: _valor_y_gradiente(costo, -1.0)


def observar_gradiente(gradiente: Callable[..., Any]) -> Iterator[Observacion]:
    """Funciones de una, dos y tres entradas; una que no usa todas."""
    yield "de a·b + a, con 3 y −2", lambda: gradiente(lambda a, b: a * b + a, 3.0, -2.0)
    yield "de x³, con 2", lambda: gradiente(lambda x: x**3, 2.0)
    yield "de a·b·c, con 2, 3 y 5", lambda: gradiente(lambda a, b, c: a * b * c, 2.0, 3.0, 5.0)
    yield "de a / c, sin usar b", lambda: gradiente(lambda a, b, c: a / c, 1.0, 7.0, 2.0)


def _lejania(
    lejania: Callable[..., Any], respuesta: Sequence[float], meta: Sequence[float]
) -> list[float]:
    hojas = [Value(numero) for numero in respuesta]
    salida = lejania(hojas, list(meta))
    salida.backward()
    return [salida.data, *(hoja.grad for hoja in hojas)]


def _un_numero(resultado: Any) -> Any:
    """El número, o qué llegó en su lugar."""
    if isinstance(resultado, int | float | Value):
        return float(resultado)
    return f"un {type(resultado).__name__}"


def observar_lejania(lejania: Callable[..., Any]) -> Iterator[Observacion]:
    """Primero con números; después, valor y gradientes."""
    unos, otros = [2.0, -1.0, 0.0], [2.0, 1.0, 4.0]
    yield "lejania([1, 5], [3, 4])", lambda: _un_numero(lejania([1.0, 5.0], [3.0, 4.0]))
    yield "lejania([2, −1, 0], [2, 1, 4])", lambda: _un_numero(lejania(unos, otros))
    yield "valor y gradientes con Value", lambda: _lejania(lejania, unos, otros)


#: respuestas con huecos: desde qué nodo va hacia atrás y qué lee
_INFORME = """\
def informe(x, y):
    x, y = Value(x), Value(y)
    z = x * y
    w = z + x
    f = w * w
    {atras}
    return {{"df/dx": {dx}, "df/dy": {dy}}}
"""

#: para cada nodo de «01p-quien»: si guarda su gradiente, y qué decir a quien creyó lo contrario
_QUIEN = {
    "a": (True, "Falta una hoja: la que pidió gradiente al crearse."),
    "b": (False, "b es una hoja, pero ¿pidió gradiente?"),
    "c": (False, "c es un nodo intermedio, y PyTorch tira su gradiente si nadie lo retiene."),
    "d": (True, "Mira la línea de `retain_grad()`: ese nodo pidió quedarse con el suyo."),
    "e": (False, "La raíz también es un nodo calculado, y nadie pidió retener su gradiente."),
}


def _errores_de_quien() -> Iterator[Error]:
    """Todas las listas equivocadas, con las dos primeras cosas que corregir de cada una."""
    for cuantos in range(len(_QUIEN) + 1):
        for lista in combinations(_QUIEN, cuantos):
            dudas = [texto for n, (si, texto) in _QUIEN.items() if si != (n in lista)]
            if len(lista) == len(_QUIEN):
                dudas = ["Así sería en Mini-Grad, que guarda el gradiente de todos. PyTorch no."]
            if dudas:
                nombre = ", ".join(lista) or "ninguno"
                codigo = f"con_gradiente = {list(lista)}"
                yield Error(nombre=nombre, codigo=codigo, mensaje=" ".join(dudas[:2]))


PREDECIR = (
    Ejercicio(
        id="01p-compartido",
        titulo="Un nodo, dos caminos",
        nombre="compartido",
        tipo="numero",
        dificultad=1,
        minutos=4,
        observar=observar_respuesta,
        tolerancia=1e-3,
        errores=(
            Error(
                nombre="solo el producto",
                codigo="compartido = (-2, 3)",
                mensaje="El de b está bien. En a contaste solo el camino del producto. "
                "¿Dónde más aparece a?",
            ),
            Error(
                nombre="solo la suma",
                codigo="compartido = (1, 3)",
                mensaje="El de b está bien. En a contaste solo el camino de la suma. "
                "¿Dónde más aparece a?",
            ),
            Error(
                nombre="resta los caminos",
                codigo="compartido = (-3, 3)",
                mensaje="El de b está bien. En a restaste los dos caminos. Los caminos se suman, "
                "cada uno con su signo.",
            ),
            Error(
                nombre="multiplica los caminos",
                codigo="compartido = (-2 * 1, -2)",
                mensaje="En el producto cada factor recibe al otro. Y a tiene dos caminos: "
                "entre caminos se suma.",
            ),
            Error(
                nombre="sin cruzar",
                codigo="compartido = (4, -2)",
                mensaje="Sumaste los dos caminos, muy bien. Pero en el producto cada factor recibe "
                "el valor del otro, no el suyo.",
            ),
            Error(
                nombre="al revés",
                codigo="compartido = (3, -1)",
                mensaje="Los dos números están bien, pero al revés: primero a.grad.",
            ),
            Error(
                nombre="los valores",
                codigo="compartido = (3, -2)",
                mensaje="Esos son los valores de a y de b. La pregunta es por sus gradientes.",
            ),
        ),
        pistas=(
            "¿Cuántas flechas salen de a? ¿Y de b?",
            "El producto cruza: a recibe b. La suma pasa 1. Los caminos se suman.",
            "Para a: −2 por el producto, más … por la suma.",
        ),
        porque="a llega a d por el producto (−2) y por la suma (1): −2 + 1 = −1. "
        "b solo llega por el producto, y recibe el valor de a: 3.",
    ),
    Ejercicio(
        id="01p-tarifa",
        titulo="El precio de un viaje",
        nombre="por_kilometro",
        tipo="numero",
        dificultad=2,
        minutos=5,
        observar=observar_respuesta,
        tolerancia=1e-3,
        errores=(
            Error(
                nombre="nunca entra al if",
                codigo="por_kilometro = (2, 2)",
                mensaje="El viaje corto está bien. En el largo, ¿cuánto vale `total` antes del if?",
            ),
            Error(
                nombre="siempre entra al if",
                codigo="por_kilometro = (5, 5)",
                mensaje="El viaje largo está bien. En el corto, ¿cuánto vale `total` antes del if?",
            ),
            Error(
                nombre="los precios",
                codigo="por_kilometro = (8, 30)",
                mensaje="Eso es cuánto cuesta cada viaje. El gradiente es cuánto más cuesta cada "
                "kilómetro más.",
            ),
            Error(
                nombre="olvida el primer camino",
                codigo="por_kilometro = (2, 3)",
                mensaje="En el viaje largo contaste solo lo que añade el if. Los 2 de antes siguen "
                "ahí: `total + …`.",
            ),
            Error(
                nombre="multiplica los caminos",
                codigo="por_kilometro = (2, 6)",
                mensaje="En el viaje largo multiplicaste los dos caminos. Entre caminos se suma.",
            ),
            Error(
                nombre="al revés",
                codigo="por_kilometro = (5, 2)",
                mensaje="Los dos números están bien, pero al revés: primero el viaje corto.",
            ),
        ),
        pistas=(
            "Con 4 kilómetros, ¿se cumple `total.data > 10`? ¿Y con 6?",
            "Dibuja el grafo de cada viaje: solo las operaciones que de verdad ocurrieron.",
            "Viaje corto: un camino, de valor 2. Viaje largo: ese camino y otro, de valor 3.",
        ),
        porque="Con 4 km el total es 8 y el if no se cumple: queda un camino, 2. "
        "Con 6 km el total es 12 y se añade otro camino: 2 + 3 = 5.",
    ),
    Ejercicio(
        id="01p-quien",
        titulo="¿Quién guarda su gradiente?",
        nombre="con_gradiente",
        tipo="opcion",
        dificultad=2,
        minutos=5,
        observar=observar_quien,
        errores=tuple(_errores_de_quien()),
        pistas=(
            "De los cinco, ¿cuáles son hojas? ¿Cuáles de ellas pidieron gradiente?",
            "Guardan gradiente las hojas con `requires_grad=True` y los nodos con `retain_grad()`.",
            "Hay una hoja que lo pidió y un nodo intermedio que lo retuvo: dos letras.",
        ),
        porque="a es hoja y lo pidió. d es intermedio, pero se le retuvo. b no lo pidió; "
        "c y e son calculados y nadie los retuvo.",
    ),
)

ORDENAR = (
    Ejercicio(
        id="01p-ordena",
        titulo="El programa revuelto",
        nombre="orden",
        dificultad=1,
        minutos=5,
        observar=observar_orden,
        errores=(
            Error(
                nombre="ninguna línea",
                codigo="orden = []",
                mensaje="Todavía no pusiste ninguna línea. Ordénalas con los botones de la mesa, o "
                "escribe sus letras.",
            ),
            Error(
                nombre="lee antes de ir hacia atrás",
                codigo='orden = ["B", "E", "C", "D", "A"]',
                mensaje="Leíste el gradiente antes de calcularlo: todavía era 0. "
                "¿Qué línea llena los gradientes?",
            ),
            Error(
                nombre="atrás desde z",
                codigo='orden = ["B", "E", "C", "F", "D"]',
                mensaje="Fuiste hacia atrás desde z: eso da dz/dx. Queremos df/dx.",
            ),
            Error(
                nombre="las seis",
                codigo='orden = ["B", "E", "F", "C", "A", "D"]',
                mensaje="Usaste las seis líneas, con dos pasos hacia atrás, y en la hoja los "
                "gradientes se acumulan. Una línea sobra.",
            ),
            Error(
                nombre="A antes que f",
                codigo='orden = ["A", "B", "C", "D", "E"]',
                mensaje="La línea A usa f, y en ese momento nadie la ha calculado. "
                "¿Qué línea no necesita a ninguna otra?",
            ),
            Error(
                nombre="f antes que z",
                codigo='orden = ["B", "C", "E", "A", "D"]',
                mensaje="La línea C usa z, y en ese momento z no existe todavía.",
            ),
            Error(
                nombre="z antes que x",
                codigo='orden = ["E", "B", "C", "A", "D"]',
                mensaje="La línea E usa x, y en ese momento x no existe todavía.",
            ),
            Error(
                nombre="sin leer",
                codigo='orden = ["B", "E", "C", "A"]',
                mensaje="Todo bien hasta el paso hacia atrás. Falta guardar lo que buscabas.",
            ),
            Error(
                nombre="sin ir hacia atrás",
                codigo='orden = ["B", "E", "C", "D"]',
                mensaje="Nadie hizo el paso hacia atrás, así que el gradiente sigue en 0.",
            ),
        ),
        pistas=(
            "¿Qué línea puede ir primera porque no usa nada de las otras?",
            "Paso hacia adelante, paso hacia atrás, leer. En ese orden.",
            "B, E, … y al final D.",
        ),
        porque="Primero la hoja (B), después z y f, después el paso hacia atrás desde f, y solo "
        "entonces leer. Sobra F: da el gradiente de otra raíz.",
    ),
    Ejercicio(
        id="01p-hacia-atras",
        titulo="¿Quién reparte primero?",
        nombre="reparto",
        dificultad=3,
        minutos=8,
        observar=observar_reparto,
        errores=(
            Error(
                nombre="hacia adelante",
                codigo='reparto = ["s", "q", "r", "f"]',
                mensaje="s y q repartieron cuando todavía no habían recibido nada. ¿Qué nodo tiene "
                "ya su gradiente al empezar el paso hacia atrás?",
            ),
            Error(
                nombre="s antes que nadie",
                codigo='reparto = ["s", "f", "r", "q"]',
                mensaje="s repartió antes de recibir nada. Lo que le llega de f y de r se quedó "
                "sin repartir.",
            ),
            Error(
                nombre="s antes que r",
                codigo='reparto = ["f", "s", "r", "q"]',
                mensaje="s repartió demasiado pronto: le faltaba lo que le llega desde r. "
                "s tiene dos consumidores.",
            ),
            Error(
                nombre="r a destiempo",
                codigo='reparto = ["f", "s", "q", "r"]',
                mensaje="A s y a q les faltó lo que llega desde r: o no lo esperaron, o r repartió "
                "antes de recibir su parte de f.",
            ),
            Error(
                nombre="q a destiempo",
                codigo='reparto = ["f", "q", "r", "s"]',
                mensaje="q repartió antes de recibir lo que le llega desde r: repartió un 0.",
            ),
            Error(
                nombre="sin q",
                codigo='reparto = ["f", "r", "s"]',
                mensaje="Falta q: lo que recibió de r nunca llegó a las hojas.",
            ),
            Error(
                nombre="sin la raíz",
                codigo='reparto = ["r", "s", "q"]',
                mensaje="Falta el nodo que empieza: sin él, nadie recibe nada que repartir.",
            ),
            Error(
                nombre="solo la raíz",
                codigo='reparto = ["f"]',
                mensaje="La raíz empieza, sí. Después reparten también los que recibieron algo.",
            ),
        ),
        pistas=(
            "¿De qué nodo parte siempre el paso hacia atrás?",
            "Un nodo reparte cuando ya repartieron todos sus consumidores.",
            "Primero f. s tiene dos consumidores, f y r, así que espera a los dos …",
        ),
        porque="Cada nodo reparte después de todos sus consumidores: f, luego r, y al final s y q "
        "en cualquier orden. Eso es un orden topológico, al revés.",
    ),
)

REPARAR = (
    Ejercicio(
        id="01p-informe",
        titulo="El informe que miente",
        nombre="informe",
        pieza=True,
        dificultad=2,
        minutos=7,
        observar=observar_informe,
        errores=(
            Error(
                nombre="nada reparado",
                codigo=_INFORME.format(atras="w.backward()", dx="z.grad", dy="y.grad"),
                mensaje="Sigue igual que la rota. Pregúntate desde qué nodo parte y qué nodo lee.",
            ),
            Error(
                nombre="solo la etiqueta",
                codigo=_INFORME.format(atras="w.backward()", dx="x.grad", dy="y.grad"),
                mensaje="Reparaste la lectura: ahora lees x e y. Queda el otro error: "
                "¿desde qué nodo va hacia atrás?",
            ),
            Error(
                nombre="solo la raíz",
                codigo=_INFORME.format(atras="f.backward()", dx="z.grad", dy="y.grad"),
                mensaje="Reparaste la raíz: ahora parte de f. Queda el otro error: "
                "¿qué gradiente lleva la etiqueta df/dx?",
            ),
            Error(
                nombre="dos pasos hacia atrás",
                codigo=_INFORME.format(
                    atras="w.backward(); f.backward()", dx="x.grad", dy="y.grad"
                ),
                mensaje="Hay dos pasos hacia atrás, y en las hojas los gradientes se acumulan. "
                "Solo hace falta uno.",
            ),
            Error(
                nombre="al revés",
                codigo=_INFORME.format(atras="f.backward()", dx="y.grad", dy="x.grad"),
                mensaje="Los dos gradientes están bien, pero con las etiquetas cambiadas.",
            ),
            Error(
                nombre="sin ir hacia atrás",
                codigo=_INFORME.format(atras="pass", dx="x.grad", dy="y.grad"),
                mensaje="Nadie hizo el paso hacia atrás: todo sigue en 0.",
            ),
            Error(
                nombre="desde z",
                codigo=_INFORME.format(atras="z.backward()", dx="x.grad", dy="y.grad"),
                mensaje="Partiste de z: eso da dz/dx y dz/dy. La etiqueta promete otra raíz.",
            ),
        ),
        pistas=(
            "La etiqueta dice df/dx. ¿Qué nodo es la «f» y qué nodo es la «x»?",
            "`backward()` se llama en la raíz, y cada gradiente se lee en su hoja.",
            "Una línea: `f.…()`. La otra: un diccionario con `x.grad` y …",
        ),
        porque="df/dx se calcula partiendo de f y se lee en x. "
        "`w.backward()` y `z.grad` responden a otras preguntas.",
    ),
    Ejercicio(
        id="01p-cortado",
        titulo="El grafo cortado",
        nombre="costo",
        pieza=True,
        dificultad=2,
        minutos=5,
        observar=observar_costo,
        errores=(
            Error(
                nombre="sigue cortado",
                cambiar={"z = y + 1": "z = Value(y.data + 1)"},
                mensaje="El gradiente sigue en 0. Ese `Value(…)` nuevo recibe un número suelto: "
                "no sabe que viene de y.",
            ),
            Error(
                nombre="un número suelto",
                cambiar={"z = y + 1": "z = y.data + 1"},
                mensaje="Ahora z es un número común, y ya no hay grafo. "
                "¿Puedes sumar sin sacar el número de y?",
            ),
            Error(
                nombre="Value dentro de Value",
                cambiar={"z = y + 1": "z = Value(y + 1)"},
                mensaje="Lo que metiste en `Value(…)` ya es un `Value`. No hace falta envolverlo "
                "otra vez.",
            ),
            Error(
                nombre="sin el uno",
                cambiar={"z = y + 1": "z = y"},
                mensaje="El grafo ya no está cortado, pero falta sumar 1.",
            ),
            Error(
                nombre="suma x",
                cambiar={"z = y + 1": "z = x + 1"},
                mensaje="Sumaste sobre x. La línea parte de y, que es x al cuadrado.",
            ),
        ),
        pistas=(
            "¿Qué recuerda `y.data` de dónde vino?",
            "`.data` da un número suelto. Si operas con el nodo, el motor lo anota.",
            "`z = y …`, sin `.data` y sin `Value`.",
        ),
        porque="`.data` saca el número y deja atrás su historia. Sumar con el nodo la conserva. "
        "En PyTorch pasa lo mismo con `.item()` y `.detach()`.",
    ),
)

TRASLADAR = (
    Ejercicio(
        id="01p-nodos",
        titulo="Dos grafos, el mismo número",
        nombre="operaciones",
        tipo="numero",
        dificultad=2,
        minutos=4,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="iguales, tres",
                codigo="operaciones = (3, 3)",
                mensaje="`larga` está bien. En `corta`, ¿cuántas veces se hace la suma?",
            ),
            Error(
                nombre="iguales, dos",
                codigo="operaciones = (2, 2)",
                mensaje="`corta` está bien. El motor no se da cuenta de que las dos sumas de "
                "`larga` son iguales.",
            ),
            Error(
                nombre="cuenta las hojas",
                codigo="operaciones = (5, 4)",
                mensaje="Contaste también las hojas. Las operaciones son los signos, no los "
                "números.",
            ),
            Error(
                nombre="al revés",
                codigo="operaciones = (2, 3)",
                mensaje="Los dos números están bien, pero al revés: primero `larga`.",
            ),
            Error(
                nombre="una sola",
                codigo="operaciones = (3, 1)",
                mensaje="`larga` está bien. En `corta` hay un producto, pero antes pasa algo más.",
            ),
        ),
        pistas=(
            "¿Cuántos signos `+` y `*` se ejecutan en cada función?",
            "Cada vez que se ejecuta una operación, el motor anota un nodo nuevo.",
            "`larga`: una suma, otra suma y un producto. Ahora `corta`.",
        ),
        porque="`larga` hace la suma dos veces y un producto: 3. `corta` la hace una vez, la "
        "guarda "
        "y la usa dos veces: 2.",
    ),
    Ejercicio(
        id="01p-gradiente",
        titulo="El gradiente de cualquier función",
        nombre="gradiente",
        pieza=True,
        dificultad=3,
        minutos=10,
        observar=observar_gradiente,
        errores=(
            Error(
                nombre="sin backward",
                codigo="def gradiente(funcion, *numeros):\n"
                "    hojas = [Value(n) for n in numeros]\n"
                "    funcion(*hojas)\n"
                "    return [hoja.grad for hoja in hojas]",
                mensaje="Todo en 0: o nadie hizo el paso hacia atrás, o leíste unos `Value` "
                "distintos de los que entraron en la función.",
            ),
            Error(
                nombre="números sin Value",
                codigo="def gradiente(funcion, *numeros):\n"
                "    funcion(*numeros).backward()\n"
                "    return [n.grad for n in numeros]",
                mensaje="Le diste a la función números comunes, que no recuerdan nada. "
                "¿Cómo se convierte un número en una hoja?",
            ),
            Error(
                nombre="la lista entera",
                codigo="def gradiente(funcion, *numeros):\n"
                "    hojas = [Value(n) for n in numeros]\n"
                "    funcion(hojas).backward()\n"
                "    return [hoja.grad for hoja in hojas]",
                mensaje="Una lista entera llegó a donde se esperaba un solo valor. ¿Falta "
                "convertir "
                "cada número, o el asterisco que reparte la lista?",
            ),
            Error(
                nombre="un backward por hoja",
                codigo="def gradiente(funcion, *numeros):\n"
                "    hojas = [Value(n) for n in numeros]\n"
                "    salida = funcion(*hojas)\n"
                "    for hoja in hojas:\n"
                "        salida.backward()\n"
                "    return [hoja.grad for hoja in hojas]",
                mensaje="Llamaste a `backward()` varias veces y los gradientes se acumularon. "
                "Una sola pasada llega a todas las hojas.",
            ),
            Error(
                nombre="los valores",
                codigo="def gradiente(funcion, *numeros):\n"
                "    hojas = [Value(n) for n in numeros]\n"
                "    funcion(*hojas).backward()\n"
                "    return [hoja.data for hoja in hojas]",
                mensaje="Devolviste los valores de las hojas. El gradiente está en otro atributo.",
            ),
            Error(
                nombre="los nodos",
                codigo="def gradiente(funcion, *numeros):\n"
                "    hojas = [Value(n) for n in numeros]\n"
                "    funcion(*hojas).backward()\n"
                "    return hojas",
                mensaje="Devolviste los nodos enteros. ¿Qué atributo guarda su gradiente?",
            ),
            Error(
                nombre="solo el primero",
                codigo="def gradiente(funcion, *numeros):\n"
                "    hojas = [Value(n) for n in numeros]\n"
                "    funcion(*hojas).backward()\n"
                "    return hojas[0].grad",
                mensaje="Devolviste un solo gradiente. Hace falta una lista, con uno por número.",
            ),
            Error(
                nombre="el resultado",
                codigo="def gradiente(funcion, *numeros):\n"
                "    hojas = [Value(n) for n in numeros]\n"
                "    salida = funcion(*hojas)\n"
                "    salida.backward()\n"
                "    return salida.data",
                mensaje="Devolviste lo que vale la función. Los gradientes están en las hojas.",
            ),
            Error(
                nombre="el gradiente de la raíz",
                codigo="def gradiente(funcion, *numeros):\n"
                "    hojas = [Value(n) for n in numeros]\n"
                "    salida = funcion(*hojas)\n"
                "    salida.backward()\n"
                "    return [salida.grad]",
                mensaje="Ese es el gradiente de la raíz respecto de sí misma, que siempre es 1. "
                "Lee el de las hojas.",
            ),
        ),
        pistas=(
            "¿Qué hiciste en la lección con `gradientes(x, y)`? ¿Qué cambia si no sabes cuántas "
            "entradas hay?",
            "Una lista de hojas, una llamada a la función, una pasada hacia atrás, una lista de "
            "gradientes.",
            "`hojas = [Value(n) for n in numeros]`. Después `funcion(*hojas)` te da la raíz …",
        ),
        porque="Es el mismo camino de siempre (hojas, adelante, atrás, leer) con listas. "
        "Una sola pasada hacia atrás llena todas las hojas.",
    ),
    Ejercicio(
        id="01p-distancia",
        titulo="Qué tan lejos estás",
        nombre="lejania",
        pieza=True,
        dificultad=2,
        minutos=7,
        observar=observar_lejania,
        errores=(
            Error(
                nombre="sin cuadrado",
                codigo="def lejania(respuesta, meta):\n"
                "    return sum(r - m for r, m in zip(respuesta, meta))",
                mensaje="Sumaste las diferencias sin elevarlas: una positiva y una negativa se "
                "cancelan, como si no hubiera error.",
            ),
            Error(
                nombre="cuadrado de la suma",
                codigo="def lejania(respuesta, meta):\n"
                "    return sum(r - m for r, m in zip(respuesta, meta)) ** 2",
                mensaje="Elevaste al cuadrado la suma entera. Cada diferencia se eleva por su "
                "cuenta, antes de sumar.",
            ),
            Error(
                nombre="valor absoluto",
                codigo="def lejania(respuesta, meta):\n"
                "    return sum(abs(r - m) for r, m in zip(respuesta, meta))",
                mensaje="Usaste el valor absoluto. El enunciado pide el cuadrado.",
            ),
            Error(
                nombre="doble en vez de cuadrado",
                codigo="def lejania(respuesta, meta):\n"
                "    return sum((r - m) * 2 for r, m in zip(respuesta, meta))",
                mensaje="Multiplicaste cada diferencia por 2. Al cuadrado es por sí misma.",
            ),
            Error(
                nombre="sin sumar",
                codigo="def lejania(respuesta, meta):\n"
                "    return [(r - m) ** 2 for r, m in zip(respuesta, meta)]",
                mensaje="Devolviste la lista de las diferencias al cuadrado. Falta sumarlas.",
            ),
            Error(
                nombre="raíz",
                codigo="def lejania(respuesta, meta):\n"
                "    return sum((r - m) ** 2 for r, m in zip(respuesta, meta)) ** 0.5",
                mensaje="Sacaste la raíz al final. Aquí la suma de cuadrados se queda como está.",
            ),
            Error(
                nombre="suma en vez de resta",
                codigo="def lejania(respuesta, meta):\n"
                "    return sum((r + m) ** 2 for r, m in zip(respuesta, meta))",
                mensaje="Sumaste cada par. Una diferencia es una resta.",
            ),
            Error(
                nombre="promedio",
                codigo="def lejania(respuesta, meta):\n"
                "    pares = list(zip(respuesta, meta))\n"
                "    return sum((r - m) ** 2 for r, m in pares) / len(pares)",
                mensaje="Dividiste entre cuántas son: eso es el promedio. Aquí se pide la suma.",
            ),
            Error(
                nombre="return en el bucle",
                codigo="def lejania(respuesta, meta):\n"
                "    total = 0\n"
                "    for r, m in zip(respuesta, meta):\n"
                "        total = total + (r - m) ** 2\n"
                "        return total",
                mensaje="Tu `return` está dentro del bucle: solo cuenta la primera pareja.",
            ),
            Error(
                nombre="solo la última",
                codigo="def lejania(respuesta, meta):\n"
                "    for r, m in zip(respuesta, meta):\n"
                "        total = (r - m) ** 2\n"
                "    return total",
                mensaje="En cada vuelta olvidas lo anterior: solo queda la última pareja. "
                "Hay que acumular.",
            ),
            Error(
                nombre="saca los números",
                codigo="def lejania(respuesta, meta):\n"
                "    return Value(sum((float(r) - float(m)) ** 2 for r, m in zip(respuesta, "
                "meta)))",
                mensaje="El valor está bien, pero los gradientes son 0: al sacar los números con "
                "`float(…)` cortaste el grafo.",
            ),
        ),
        pistas=(
            "Con una sola pareja, ¿cómo escribirías la diferencia al cuadrado?",
            "`zip(respuesta, meta)` recorre las dos listas a la vez. `sum(…)` suma nodos también.",
            "`(r - m) ** 2` para cada `r, m` de `zip(respuesta, meta)`. Falta sumarlas.",
        ),
        porque="Cada diferencia al cuadrado es positiva, así que los errores no se cancelan. "
        "`sum` empieza en 0 y suma nodos: el grafo queda completo.",
    ),
)

EJERCICIOS = PREDECIR + ORDENAR + REPARAR + TRASLADAR
