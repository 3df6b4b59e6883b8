"""Ejercicios de la lección 2: medir pendientes, construir `Value` y retropropagar a mano."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import observar_opcion, observar_respuesta

Funcion = Callable[[float], float]

# --- qué se observa --------------------------------------------------------------------------


def observar_funcion_de_x(f: Funcion) -> Iterator[Observacion]:
    """Una función de un número, en varios puntos."""
    for x in (-3.0, 0.0, 2.0, 0.5, 1.25):
        yield f"en x = {x:g}".replace("-", "−"), lambda x=x: f(x)


def _redondo(valor: Any) -> Any:
    """Con una cifra: el mismo error se reconoce aunque se haya usado otra h pequeña."""
    return round(valor, 1) if isinstance(valor, float | int) else valor


def observar_derivada(derivada: Callable[..., float]) -> Iterator[Observacion]:
    """Curvas suaves y una esquina; después, si la medida es precisa y si usa su `h`."""
    yield "pendiente de x² en x = 3", lambda: _redondo(derivada(lambda x: x * x, 3.0))
    yield "¿es 0 la pendiente de x²?", lambda: derivada(lambda x: x * x, 3.0) == 0
    yield "¿pasa de una millonésima?", lambda: abs(derivada(lambda x: x * x, 3.0)) > 1e-6
    yield "pendiente de |x| en x = 0", lambda: _redondo(derivada(abs, 0.0))
    yield "pendiente de x³ en x = 2", lambda: _redondo(derivada(lambda x: x**3, 2.0))
    yield "pendiente del seno en x = 1", lambda: _redondo(derivada(math.sin, 1.0))
    yield "pendiente de 7 − 4x en x = −1", lambda: _redondo(derivada(lambda x: 7 - 4 * x, -1.0))
    yield (
        "¿acierta la pendiente de x³ con cuatro decimales?",
        lambda: abs(derivada(lambda x: x**3, 2.0) - 12.0) < 5e-5,
    )
    yield (
        "¿cambia la medida de x³ si h es grande?",
        lambda: abs(derivada(lambda x: x**3, 2.0, 0.1) - 12.0) > 1e-4,
    )


def observar_empujones(pendientes: Sequence[float]) -> Iterator[Observacion]:
    """Las tres pendientes de d, una por una."""
    for i, nombre in enumerate("abc"):
        yield f"pendiente de d respecto a {nombre}", lambda i=i: pendientes[i]


def _datos(hijos: Any) -> list[Any]:
    """Los datos en su orden; los de un conjunto, que no tiene, de menor a mayor."""
    datos = [hijo.data for hijo in hijos]
    return datos if isinstance(hijos, tuple | list) else sorted(datos)


def observar_value(clase: Any) -> Iterator[Observacion]:
    """Una hoja y un nodo con dos hijos; los hijos, también si llegan en una lista."""
    hoja = clase(2.5, label="a")
    otra = clase(-1.0)
    nodo = clase(1.5, (hoja, otra), "+", "d")
    yield "data de Value(2.5)", lambda: hoja.data
    yield "grad al nacer", lambda: hoja.grad
    yield "_prev de una hoja", lambda: hoja._prev
    yield "_op de una hoja", lambda: hoja._op
    yield "label de Value(2.5, label='a')", lambda: hoja.label
    yield "label si no se da", lambda: otra.label
    yield "datos de los hijos, en orden", lambda: _datos(nodo._prev)
    yield "_op de un nodo que sale de una suma", lambda: nodo._op
    yield "label de ese nodo", lambda: nodo.label
    yield (
        "cuántos hijos hay en _prev si salió de a + a",
        lambda: len(clase(5.0, (hoja, hoja), "+")._prev),
    )
    yield "tipo de _prev cuando los hijos llegan en una tupla", lambda: type(nodo._prev).__name__
    yield (
        "tipo de _prev cuando los hijos llegan en una lista",
        lambda: type(clase(1.0, [hoja, otra])._prev).__name__,
    )


def observar_repr(clase: Any) -> Iterator[Observacion]:
    """El texto de varios valores, y que sea texto."""
    yield "qué devuelve __repr__", lambda: type(clase.__repr__(clase(2.0))).__name__
    yield "cómo se muestra Value(2.0)", lambda: repr(clase(2.0))
    yield "cómo se muestra Value(-0.5)", lambda: repr(clase(-0.5))
    yield "cómo se muestra Value(1.375)", lambda: repr(clase(1.375))


def observar_operacion(
    clase: Any, operar: Callable[[Any, Any], Any], signo: str
) -> Iterator[Observacion]:
    """Dato, hijos y operación de un nodo de dos hijos; los hijos quedan como estaban."""
    for x, y in ((2.0, -3.0), (0.5, 4.0)):
        caso = f"{x:g} {signo} ({y:g})".replace("-", "−")
        yield f"dato de {caso}", lambda x=x, y=y: operar(clase(x), clase(y)).data
    # con un hash propio, el orden dentro de un conjunto no cambia en cada ejecución
    fija = type("Value", (clase,), {"__hash__": lambda nodo: int(nodo.data)})
    par = SimpleNamespace(x=fija(7.0), y=fija(5.0))
    nodo = SimpleNamespace(valor=None)

    def resultado() -> Any:
        nodo.valor = nodo.valor or operar(par.x, par.y)
        return nodo.valor

    yield "hijos, en orden", lambda: [hijo.data for hijo in resultado()._prev]
    yield (
        "¿los hijos son los mismos objetos, no copias?",
        lambda: all(h is x for h, x in zip(resultado()._prev, (par.x, par.y), strict=False)),
    )
    yield "cuántos hijos si es x con x", lambda: len(operar(par.x, par.x)._prev)
    yield "operación anotada", lambda: resultado()._op
    yield "gradiente al nacer", lambda: resultado().grad
    yield "los operandos después de operar", lambda: [resultado() and par.x.data, par.y.data]


def observar_sumar(clase: Any) -> Iterator[Observacion]:
    """La suma de dos nodos."""
    yield from observar_operacion(clase, lambda x, y: x + y, "+")


def observar_multiplicar(clase: Any) -> Iterator[Observacion]:
    """El producto de dos nodos."""
    yield from observar_operacion(clase, lambda x, y: x * y, "×")


def _describir_nodo(nodo: Any) -> list[Any]:
    """La operación y los datos de los hijos, de menor a mayor: c + e vale tanto como e + c."""
    return [nodo._op, sorted(hijo.data for hijo in nodo._prev)]


def observar_expresion(nodos: Sequence[Any]) -> Iterator[Observacion]:
    """Los valores y las conexiones de d y de L."""
    e, d, raiz = nodos[3], nodos[4], nodos[6]
    yield "qué son d y L", [type(d).__name__, type(raiz).__name__]
    yield "dato de d", lambda: d.data
    yield "operación e hijos de d", lambda: _describir_nodo(d)
    yield "dato de L", lambda: raiz.data
    yield "operación e hijos de L", lambda: _describir_nodo(raiz)
    yield "¿d es hijo de L?", lambda: any(hijo is d for hijo in raiz._prev)
    yield "¿e es hijo de d?", lambda: any(hijo is e for hijo in d._prev)


def _gradientes(nodos: Sequence[Any], cuales: dict[str, int]) -> Iterator[Observacion]:
    for nombre, lugar in cuales.items():
        yield f"gradiente de {nombre}", lambda lugar=lugar: nodos[lugar].grad


def observar_producto(nodos: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes de d y f; el de la raíz está dado."""
    yield from _gradientes(nodos, {"d": 4, "f": 5})


def observar_hojas(nodos: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes de lo que queda a la izquierda de d."""
    yield from _gradientes(nodos, {"c": 2, "e": 3, "a": 0, "b": 1})


def observar_orden(orden: Any) -> Iterator[Observacion]:
    """Qué cumple el orden; valen una lista, una tupla o un texto como «b, d, a»."""
    if orden is ...:
        yield "tu orden", ...
        return
    texto = orden if isinstance(orden, str) else "".join(str(letra) for letra in orden)
    letras = [letra for letra in texto.upper() if letra.isalpha()]
    yield "cuántas líneas usaste", len(letras)
    yield "¿evitaste la línea que sobra?", "E" not in letras
    yield "¿empiezas por la definición?", letras[:1] == ["B"]
    yield "¿terminas en el resultado?", letras[-1:] == ["C"]
    yield "¿quitas los paréntesis antes de cancelar?", "".join(letras).find("DA") >= 0
    yield "¿empiezas por el principio y no por el final?", letras[:1] != ["C"]


def observar_medir(medir: Callable[[str], float]) -> Iterator[Observacion]:
    """La pendiente de L respecto a cada nodo."""
    for nombre in "fdceba":
        yield f"pendiente de L respecto a {nombre}", lambda nombre=nombre: medir(nombre)
    yield "¿es 0 la pendiente respecto a a?", lambda: medir("a") == 0


def _hoja(dato: float, gradiente: float) -> Any:
    # se llama Value para que un mensaje de Python la nombre como la conoce el aprendiz
    return type("Value", (SimpleNamespace,), {})(data=dato, grad=gradiente)


def observar_mover(mover: Callable[[Any, float], float]) -> Iterator[Observacion]:
    """El dato nuevo de varias hojas, y que la hoja no cambie."""
    for dato, gradiente, paso in ((2.0, 6.0, 0.01), (-3.0, -4.0, 0.01), (1.0, 0.5, 2.0)):
        caso = f"dato {dato:g}, gradiente {gradiente:g}, paso {paso:g}".replace("-", "−")
        yield (
            caso,
            lambda dato=dato, gradiente=gradiente, paso=paso: mover(_hoja(dato, gradiente), paso),
        )
    hoja = _hoja(2.0, 6.0)
    yield "dato de la hoja después de llamar a mover", lambda: [mover(hoja, 0.5), hoja.data][1]


def observar_tanh(clase: Any) -> Iterator[Observacion]:
    """Dato, único hijo y operación; un número enorme no rompe nada."""
    hoja = clase(0.5)
    yield "dato de Value(0.5).tanh()", lambda: hoja.tanh().data
    yield "dato de Value(-2.0).tanh()", lambda: clase(-2.0).tanh().data
    yield "dato de Value(1000.0).tanh()", lambda: clase(1000.0).tanh().data
    yield "hijos", lambda: [hijo.data for hijo in hoja.tanh()._prev]
    yield "operación anotada", lambda: hoja.tanh()._op
    yield "el nodo de partida después de la llamada", lambda: [hoja.tanh() and hoja.data]
    flotante = type("Value", (clase,), {"__float__": lambda nodo: nodo.data})
    yield "dato de tanh en un nodo que Python sabe volver número", lambda: flotante(0.5).tanh().data


def observar_neurona(neurona: Sequence[Any]) -> Iterator[Observacion]:
    """n y o: dato, operación, hijos."""
    n, o = neurona[8], neurona[9]
    yield "dato de n", lambda: n.data
    yield "operación e hijos de n", lambda: _describir_nodo(n)
    yield "qué es o", type(o).__name__
    yield "dato de o", lambda: o.data
    yield "operación e hijos de o", lambda: _describir_nodo(o)


def observar_neurona_medio(neurona: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes desde n hasta los productos; el de la raíz está dado."""
    lugares = {"n": 8, "b (el sesgo)": 7, "la suma": 6, "x1·w1": 4, "x2·w2": 5}
    yield from _gradientes(neurona, lugares)


def observar_neurona_hojas(neurona: Sequence[Any]) -> Iterator[Observacion]:
    """Los gradientes de entradas y pesos."""
    yield from _gradientes(neurona, {"x1": 0, "w1": 1, "x2": 2, "w2": 3})


# --- los ejercicios --------------------------------------------------------------------------

REPASO = (
    Ejercicio(
        id="02-repaso-1",
        titulo="Lo que un motor no necesita",
        nombre="repaso_1",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="recordar la operación",
                codigo='repaso_1 = "a"',
                mensaje="Eso sí lo necesita: sin saber de dónde salió cada nodo, no hay camino "
                "de vuelta. La pregunta pide lo que no hace falta.",
            ),
            Error(
                nombre="la derivada local",
                codigo='repaso_1 = "b"',
                mensaje="Eso sí lo necesita: es lo que se multiplica en cada paso hacia atrás. "
                "La pregunta pide lo que no hace falta.",
            ),
        ),
        pistas=(
            "En la lección 1, ¿le diste tú a Mini-Grad alguna derivada?",
            "Un motor necesita el grafo, de qué depende cada nodo y la regla de cada operación.",
            "Dos de las tres opciones están en esa lista. La que busco es la otra.",
        ),
        porque="El motor nunca escribe la derivada completa: junta reglas locales, una por "
        "operación, mientras recorre el grafo.",
    ),
    Ejercicio(
        id="02-repaso-2",
        titulo="De quién es el gradiente",
        nombre="repaso_2",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="z.grad como df/dx",
                codigo='repaso_2 = "a"',
                mensaje="Ese es `x.grad`. Cada nodo guarda el cambio de f respecto a sí mismo.",
            ),
            Error(
                nombre="z.grad como dz/dx",
                codigo='repaso_2 = "c"',
                mensaje="Quien llamó a `backward()` fue f. ¿De quién miden el cambio entonces "
                "todos los gradientes?",
            ),
        ),
        pistas=(
            "¿Sobre qué nodo llamaste a `backward()`?",
            "`nodo.grad` dice cuánto cambia la raíz cuando cambia ese nodo.",
            "`y.grad` es el cambio de f respecto a y. Cambia y por z.",
        ),
        porque="Todos los gradientes hablan de la misma raíz, f; cada uno, respecto a su nodo.",
    ),
    Ejercicio(
        id="02-repaso-3",
        titulo="Guardar un gradiente intermedio",
        nombre="repaso_3",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="item",
                codigo='repaso_3 = "b"',
                mensaje="`.item()` saca el número de un tensor y lo vuelve un número de Python. "
                "No guarda gradientes.",
            ),
            Error(
                nombre="grad_fn",
                codigo='repaso_3 = "c"',
                mensaje="`grad_fn` dice de qué operación salió el tensor; solo se lee. "
                "No pide guardar nada.",
            ),
        ),
        pistas=(
            "¿Cuál de los tres nombres habla de conservar algo?",
            "*Retain* quiere decir «retener».",
            "Se llama sobre el nodo intermedio, antes de `backward()`: `z.…_grad()`.",
        ),
        porque="PyTorch ahorra memoria: solo las hojas conservan su gradiente, "
        "salvo que pidas `retain_grad()`.",
    ),
)

PENDIENTES = (
    Ejercicio(
        id="02-signo",
        titulo="¿Subes o bajas?",
        nombre="signo",
        tipo="opcion",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="altura por pendiente",
                codigo='signo = "a"',
                mensaje="¿Miraste la altura? Ahí la curva está alta, 44, pero la pendiente dice "
                "hacia dónde va, no dónde está.",
            ),
            Error(
                nombre="cero",
                codigo='signo = "c"',
                mensaje="Plano está el fondo de la U. Busca −3 en el eje de abajo y sube hasta "
                "la curva.",
            ),
        ),
        pistas=(
            "Si das un paso a la derecha desde (−3, 44), ¿quedas más arriba o más abajo?",
            "Bajar al avanzar es pendiente negativa; subir, positiva.",
            "Compara dos alturas: `parabola(-3.0)` y `parabola(-2.9)`.",
        ),
        porque="Al avanzar, la altura disminuye: la salida se mueve en contra de la entrada, "
        "y eso es una pendiente negativa.",
    ),
    Ejercicio(
        id="02-exacta",
        titulo="La derivada con lápiz y papel",
        nombre="pendiente_exacta",
        minutos=3,
        pieza=True,
        observar=observar_funcion_de_x,
        errores=(
            Error(
                nombre="perdió el trozo lineal",
                codigo="def pendiente_exacta(x):\n    return 6 * x",
                mensaje="Falta el trozo −4x. También tiene pendiente: cada unidad que avanzas, "
                "¿cuánto lo cambia?",
            ),
            Error(
                nombre="signo del trozo lineal",
                codigo="def pendiente_exacta(x):\n    return 6 * x + 4",
                mensaje="Revisa un signo: el trozo es −4x, que baja al avanzar.",
            ),
            Error(
                nombre="derivó la constante como 5",
                codigo="def pendiente_exacta(x):\n    return 6 * x - 4 + 5",
                mensaje="El 5 no cambia cuando x se mueve. ¿Qué pendiente tiene algo que no "
                "cambia?",
            ),
            Error(
                nombre="constante como 1",
                codigo="def pendiente_exacta(x):\n    return 6 * x - 4 + 1",
                mensaje="Al 5 le diste pendiente 1. Pero una constante no sube ni baja.",
            ),
            Error(
                nombre="no bajó el exponente",
                codigo="def pendiente_exacta(x):\n    return 3 * x - 4",
                mensaje="El trozo 3x² está hecho en el texto: al desarrollar (x + h)² aparece "
                "el doble de x por h. ¿Dónde quedó ese doble?",
            ),
            Error(
                nombre="dejó el cuadrado",
                codigo="def pendiente_exacta(x):\n    return 6 * x**2 - 4",
                mensaje="En el trozo 3x² quedó un cuadrado. Tras dividir entre h, la x "
                "aparece una sola vez.",
            ),
            Error(
                nombre="dejó la x en el trozo lineal",
                codigo="def pendiente_exacta(x):\n    return 6 * x - 4 * x",
                mensaje="El trozo −4x es una recta: su pendiente es la misma en todas partes, "
                "no depende de x.",
            ),
            Error(
                nombre="midió en vez de derivar",
                codigo="def pendiente_exacta(x):\n    h = 0.0001\n"
                "    return (parabola(x + h) - parabola(x)) / h",
                mensaje="Eso mide la pendiente, y queda un resto por culpa de h. Aquí va la "
                "fórmula que sale cuando h desaparece.",
            ),
            Error(
                nombre="devolvió la altura",
                codigo="def pendiente_exacta(x):\n    return 3 * x**2 - 4 * x + 5",
                mensaje="Esa es la altura de la curva, f(x). Aquí va su pendiente.",
            ),
            Error(
                nombre="derivó solo el primer trozo",
                codigo="def pendiente_exacta(x):\n    return 6 * x - 4 * x + 5",
                mensaje="El trozo 3x² ya es pendiente; los otros dos siguen como en la curva. "
                "Hazles lo mismo que a 3x².",
            ),
        ),
        pistas=(
            "Si x avanza h, ¿cuánto cambia −4x? ¿Y cuánto cambia el 5?",
            "La pendiente de una suma de trozos es la suma de sus pendientes.",
            "Trozo −4x: (−4(x + h) − (−4x)) / h = −4h / h. Trozo 5: (5 − 5) / h. "
            "Súmalos al 6x que ya está.",
        ),
        porque="3x² aporta 6x; −4x es una recta que baja 4 por unidad; el 5 no se mueve y no "
        "aporta nada.",
    ),
    Ejercicio(
        id="02-minimo",
        titulo="Terreno plano",
        nombre="x_plano",
        tipo="numero",
        minutos=2,
        tolerancia=1e-3,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="fracción al revés",
                codigo="x_plano = 3 / 2",
                mensaje="Al despejar dividiste al revés. Prueba tu respuesta en "
                "`pendiente_exacta`: ¿da 0?",
            ),
            Error(
                nombre="signo",
                codigo="x_plano = -2 / 3",
                mensaje="El tamaño está bien, el signo no. ¿De qué lado del 0 está el fondo "
                "de la U?",
            ),
            Error(
                nombre="la altura",
                codigo="x_plano = 11 / 3",
                mensaje="Esa es la altura del fondo. La pregunta es por la x donde ocurre.",
            ),
            Error(
                nombre="x = 0",
                codigo="x_plano = 0",
                mensaje="En x = 0 la curva todavía baja: mira `pendiente_exacta(0)`.",
            ),
            Error(
                nombre="pocas cifras",
                codigo="x_plano = 0.67",
                mensaje="Vas bien, pero con pocas cifras. Escribe la fracción o más decimales.",
            ),
            Error(
                nombre="más o menos un medio",
                codigo="x_plano = 0.7",
                mensaje="Lo leíste del dibujo, y queda cerca. Con la fórmula de la pendiente "
                "igualada a 0 sale exacto.",
            ),
        ),
        pistas=(
            "¿Qué ecuación dice «la pendiente es 0»?",
            "Iguala a 0 la fórmula que escribiste en el ejercicio anterior y despeja x.",
            "6x − 4 = 0, así que 6x = 4, así que x = …",
        ),
        porque="La pendiente, 6x − 4, vale 0 cuando 6x = 4. A la izquierda de ese punto la "
        "curva baja; a la derecha, sube.",
    ),
    Ejercicio(
        id="02-h",
        titulo="La mejor h",
        nombre="mejor_h",
        tipo="opcion",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="la más grande",
                codigo='mejor_h = "a"',
                mensaje="Con un paso de 0.1 miras lejos, y la curva ya se dobló por el camino. "
                "Ejecuta la celda que sigue para ver cuánto.",
            ),
            Error(
                nombre="la más chica",
                codigo='mejor_h = "c"',
                mensaje="Es lo que sugiere el límite, y casi todo el mundo apuesta por ella. "
                "Pero la computadora no guarda infinitas cifras. Ejecuta la celda que sigue: "
                "mira la última fila.",
            ),
        ),
        pistas=(
            "¿Cuántas cifras guarda un `float`?",
            "Un `float` guarda unas 16 cifras. ¿Qué pasa con 1 + h si h empieza después de esas?",
            "Escribe en una celda `1.0 + 1e-17 == 1.0` y luego `1.0 + 1e-8 == 1.0`.",
        ),
        porque="Hay dos errores: mirar lejos (h grande) y redondear (h diminuta). La mejor h "
        "está en medio.",
    ),
    Ejercicio(
        id="02-derivada",
        titulo="La derivada numérica",
        nombre="derivada",
        minutos=4,
        pieza=True,
        observar=observar_derivada,
        errores=(
            Error(
                nombre="solo hacia la derecha",
                codigo="def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x)) / h",
                mensaje="Mediste solo hacia la derecha. ¿Y qué hay al otro lado de x?",
            ),
            Error(
                nombre="solo hacia la izquierda",
                codigo="def derivada(f, x, h=1e-5):\n    return (f(x) - f(x - h)) / h",
                mensaje="Mediste solo hacia la izquierda. ¿Y qué hay al otro lado de x?",
            ),
            Error(
                nombre="dividió entre h",
                codigo="def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x - h)) / h",
                mensaje="Sale el doble. ¿Qué distancia separa a x − h de x + h?",
            ),
            Error(
                nombre="paréntesis del denominador",
                codigo="def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x - h)) / 2 * h",
                mensaje="Python divide entre 2 y luego multiplica por h. Ponle paréntesis "
                "a lo que va abajo.",
            ),
            Error(
                nombre="paréntesis del numerador",
                codigo="def derivada(f, x, h=1e-5):\n    return f(x + h) - f(x - h) / (2 * h)",
                mensaje="Sin paréntesis arriba, Python divide solo el segundo término. "
                "Primero la resta, después la división.",
            ),
            Error(
                nombre="ningún paréntesis",
                codigo="def derivada(f, x, h=1e-5):\n    return f(x + h) - f(x - h) / 2 * h",
                mensaje="Sin paréntesis, Python no junta ni la resta de arriba ni el 2h de abajo. "
                "Hacen falta los dos pares.",
            ),
            Error(
                nombre="la mitad",
                codigo="def derivada(f, x, h=1e-5):\n    return (f(x + h) - f(x)) / (2 * h)",
                mensaje="Sale la mitad: los puntos x y x + h están a una distancia h, y dividiste "
                "entre 2h. Además, falta mirar a la izquierda.",
            ),
            Error(
                nombre="sumó",
                codigo="def derivada(f, x, h=1e-5):\n    return (f(x + h) + f(x - h)) / (2 * h)",
                mensaje="Sumaste las dos alturas. Lo que subió la curva es una resta.",
            ),
            Error(
                nombre="resta al revés",
                codigo="def derivada(f, x, h=1e-5):\n    return (f(x - h) - f(x + h)) / (2 * h)",
                mensaje="El signo sale al revés: una recta que sube te da negativo. "
                "¿Qué va primero en la resta?",
            ),
            Error(
                nombre="no dividió",
                codigo="def derivada(f, x, h=1e-5):\n    return f(x + h) - f(x - h)",
                mensaje="Eso es cuánto subió. Falta dividir entre cuánto avanzó.",
            ),
            Error(
                nombre="h demasiado pequeña",
                codigo="def derivada(f, x, h=1e-17):\n    return (f(x + h) - f(x - h)) / (2 * h)",
                mensaje="Con una h tan pequeña, x + h es igual a x para la computadora, "
                "y la pendiente sale 0. Vuelve a mirar la tabla de errores.",
            ),
            Error(
                nombre="h demasiado grande",
                codigo="def derivada(f, x, h=0.1):\n    return (f(x + h) - f(x - h)) / (2 * h)",
                mensaje="La fórmula está bien, pero con una h tan grande miras lejos y las "
                "curvas se doblan. Usa `h=1e-5`.",
            ),
            Error(
                nombre="h ignorada",
                codigo="def derivada(f, x, h=1e-5):\n"
                "    return (f(x + 1e-5) - f(x - 1e-5)) / (2 * 1e-5)",
                mensaje="Las medidas salen bien, pero tu función no hace caso de la `h` que "
                "recibe: está escrita con un número fijo.",
            ),
            Error(
                nombre="imprime en vez de devolver",
                codigo="def derivada(f, x, h=1e-5):\n    print((f(x + h) - f(x - h)) / (2 * h))",
                mensaje="La cuenta se imprime, pero la función no devuelve nada. Usa `return`.",
            ),
            Error(
                nombre="parábola fija",
                codigo="def derivada(f, x, h=1e-5):\n"
                "    return (parabola(x + h) - parabola(x - h)) / (2 * h)",
                mensaje="Mides siempre la misma curva, `parabola`. La función que hay que medir "
                "llega en `f`.",
            ),
        ),
        pistas=(
            "¿En qué dos puntos hay que evaluar `f`? ¿A qué distancia están uno del otro?",
            "La subida entre x − h y x + h, dividida entre 2h. Cuida los paréntesis.",
            "`subida = f(x + h) - …` y después `return subida / (…)`.",
        ),
        porque="Los dos puntos están a la misma distancia de x, así que lo que la curva se dobla "
        "a un lado se compensa con el otro.",
    ),
    Ejercicio(
        id="02-empujones",
        titulo="Un empujón a cada entrada",
        nombre="pendientes",
        tipo="numero",
        dificultad=2,
        minutos=4,
        tolerancia=1e-3,
        observar=observar_empujones,
        errores=(
            Error(
                nombre="empujó a en los tres",
                codigo="pendientes = (-3.0, -3.0, -3.0)",
                mensaje="Las tres te salen iguales: ¿sumaste `h` siempre a la primera entrada? "
                "En `por_b` se empuja la segunda; en `por_c`, la tercera.",
            ),
            Error(
                nombre="b y c cruzadas",
                codigo="pendientes = (-3.0, 1.0, 2.0)",
                mensaje="Las dos pendientes están intercambiadas. Revisa a qué entrada le "
                "sumaste `h` en cada una.",
            ),
            Error(
                nombre="no dividió",
                codigo="pendientes = (-3.0, 0.0002, 0.0001)",
                mensaje="Eso es cuánto se movió d. Para la pendiente, divide entre lo que "
                "moviste la entrada.",
            ),
            Error(
                nombre="no restó",
                codigo="pendientes = (-3.0, 40002.0, 40001.0)",
                mensaje="Salen números enormes: dividiste el valor de d. Primero réstale "
                "`antes`, para tener solo lo que cambió.",
            ),
            Error(
                nombre="resta sin paréntesis",
                codigo="pendientes = (-3.0, 4.0002 - 40000.0, 4.0001 - 40000.0)",
                mensaje="Faltan paréntesis: Python divide solo `antes`. Primero la resta, "
                "después la división.",
            ),
            Error(
                nombre="resta al revés",
                codigo="pendientes = (-3.0, -2.0, -1.0)",
                mensaje="El signo está al revés: es lo nuevo menos lo de antes.",
            ),
            Error(
                nombre="el propio valor de b",
                codigo="pendientes = (-3.0, -3.0, 1.0)",
                mensaje="La pendiente respecto a b no es lo mismo que la de a. ¿Sumaste `h` al "
                "−3? ¿Por qué número está multiplicada b?",
            ),
            Error(
                nombre="c vale 10",
                codigo="pendientes = (-3.0, 2.0, 10.0)",
                mensaje="10 es el valor de c. La pendiente dice cuánto se mueve d por cada "
                "unidad que se mueve c.",
            ),
            Error(
                nombre="c no influye",
                codigo="pendientes = (-3.0, 2.0, 0.0)",
                mensaje="Una pendiente 0 diría que c no influye en d. Pero c se suma: si crece, "
                "¿qué hace d?",
            ),
            Error(
                nombre="empujó varias a la vez",
                codigo="pendientes = (-3.0, -1.0, 0.0)",
                mensaje="Empujaste varias entradas a la vez. Mueve una sola y deja las demás "
                "quietas.",
            ),
        ),
        pistas=(
            "En `por_a`, ¿a qué entrada se le sumó `h`? ¿A cuál toca ahora?",
            "Mueve una sola entrada, resta `antes` y divide entre `h`.",
            "`por_b = (calcular_d(2.0, -3.0 + h, …) - antes) / …`",
        ),
        porque="b está multiplicada por a, que vale 2: por cada unidad de b, d sube 2. "
        "c solo se suma: por cada unidad de c, d sube 1.",
    ),
)

_CLASE = """class Value:
    def __init__(self, data, hijos=(), op="", label=""):
        self.data = data
        self.grad = 0.0
"""

CLASE_VALUE = (
    Ejercicio(
        id="02-value",
        titulo="Un número con memoria",
        nombre="Value",
        parte="__init__",
        minutos=4,
        pieza=True,
        observar=observar_value,
        errores=(
            Error(
                nombre="no guarda los hijos",
                cambiar={"tuple(hijos)": "()"},
                mensaje="Los hijos que llegan se pierden: `_prev` queda siempre vacío. "
                "Guarda lo que viene en `hijos`.",
            ),
            Error(
                nombre="hijos sin volver tupla",
                cambiar={"tuple(hijos)": "hijos"},
                mensaje="Casi: si los hijos llegan en una lista, se queda la lista. "
                "Conviértelos en tupla al guardarlos.",
            ),
            Error(
                nombre="hijos en lista",
                cambiar={"tuple(hijos)": "list(hijos)"},
                mensaje="`_prev` quedó como lista. Una tupla avisa que los hijos de un nodo "
                "no cambian nunca.",
            ),
            Error(
                nombre="hijos en conjunto",
                cambiar={"tuple(hijos)": "set(hijos)"},
                mensaje="Un conjunto no guarda repetidos: en a + a perderías uno de los dos "
                "hijos. Usa una tupla.",
            ),
            Error(
                nombre="hijos dentro de otra tupla",
                cambiar={"tuple(hijos)": "(hijos,)"},
                mensaje="Metiste la tupla de hijos dentro de otra tupla. `tuple(hijos)` "
                "conserva los hijos tal cual.",
            ),
            Error(
                nombre="olvidó label",
                cambiar={"self.label = label": "pass"},
                mensaje="No encuentro `label`, el nombre que se leerá en el dibujo. "
                "¿Lo guardaste con `self.`?",
            ),
            Error(
                nombre="olvidó _op",
                cambiar={"self._op = op": "pass"},
                mensaje="No encuentro `_op`, la operación que produjo el nodo. "
                "¿La guardaste con ese nombre, con `self.` y con el guion bajo?",
            ),
            Error(
                nombre="olvidó _prev",
                cambiar={"self._prev = tuple(hijos)": "pass"},
                mensaje="No encuentro `_prev`, la tupla de los hijos. "
                "¿La guardaste con ese nombre, con `self.` y con el guion bajo?",
            ),
            Error(
                nombre="label y op intercambiados",
                cambiar={
                    "self._op = op": "self._op = label",
                    "self.label = label": "self.label = op",
                },
                mensaje="`_op` y `label` están intercambiados.",
            ),
            Error(
                nombre="op y label vacíos",
                cambiar={"self._op = op": 'self._op = ""', "self.label = label": 'self.label = ""'},
                mensaje="`_op` y `label` quedan siempre vacíos. Guarda lo que llega en los "
                "argumentos.",
            ),
            Error(
                nombre="sin self",
                codigo=_CLASE
                + "        _prev = tuple(hijos)\n        _op = op\n        label = label\n",
                mensaje="Sin `self.` delante, esos nombres se olvidan al terminar el constructor.",
            ),
            Error(
                nombre="sin guion bajo",
                cambiar={"self._prev": "self.prev", "self._op": "self.op"},
                mensaje="No encuentro ni `_prev` ni `_op`. Se guardan con `self.`, y su nombre "
                "empieza por un guion bajo.",
            ),
        ),
        pistas=(
            "`data` ya está guardado. ¿Cómo harías lo mismo con lo que llega en `op`?",
            "Cada atributo se guarda con `self.nombre = …`. `tuple(algo)` convierte en tupla.",
            "`self._prev = tuple(…)`, `self._op = …`, `self.label = …`",
        ),
        porque="El nodo guarda de quién salió y con qué operación; eso basta para volver. "
        "Tupla, porque tiene orden, admite repetidos (a + a) y no cambia.",
    ),
    Ejercicio(
        id="02-repr",
        titulo="Que se deje ver",
        nombre="Value",
        parte="__repr__",
        minutos=2,
        pieza=True,
        requiere=("02-value",),
        observar=observar_repr,
        errores=(
            Error(
                nombre="sin la f",
                codigo='def mostrar(self):\n    return "Value(data={self.data})"\n\n\n'
                "Value.__repr__ = mostrar",
                mensaje="Las llaves salen tal cual: falta una `f` antes de las comillas.",
            ),
            Error(
                nombre="solo el número",
                codigo="def mostrar(self):\n    return str(self.data)\n\n\n"
                "Value.__repr__ = mostrar",
                mensaje="Se muestra solo el número, y no se distingue de un `float`. "
                "Rodéalo con `Value(data=…)`.",
            ),
            Error(
                nombre="devolvió el número",
                codigo="def mostrar(self):\n    return self.data\n\n\nValue.__repr__ = mostrar",
                mensaje="`__repr__` debe devolver texto, y devolviste un número.",
            ),
            Error(
                nombre="imprime en vez de devolver",
                codigo='def mostrar(self):\n    print(f"Value(data={self.data})")\n\n\n'
                "Value.__repr__ = mostrar",
                mensaje="Imprimes el texto, pero no lo devuelves. Python espera que `__repr__` "
                "devuelva un texto: usa `return`.",
            ),
            Error(
                nombre="sin data=",
                codigo='def mostrar(self):\n    return f"Value({self.data})"\n\n\n'
                "Value.__repr__ = mostrar",
                mensaje="Casi: falta `data=` dentro del paréntesis.",
            ),
            Error(
                nombre="redondeado a dos decimales",
                codigo='def mostrar(self):\n    return f"Value(data={self.data:.2f})"\n\n\n'
                "Value.__repr__ = mostrar",
                mensaje="Le diste un formato fijo al número. Muéstralo tal como está guardado.",
            ),
            Error(
                nombre="redondeado a un decimal",
                codigo='def mostrar(self):\n    return f"Value(data={self.data:.1f})"\n\n\n'
                "Value.__repr__ = mostrar",
                mensaje="Redondeas el número al mostrarlo, y así se esconden decimales. Muéstralo "
                "tal como está guardado.",
            ),
            Error(
                nombre="valor fijo",
                codigo='def mostrar(self):\n    return "Value(data=2.0)"\n\n\n'
                "Value.__repr__ = mostrar",
                mensaje="Siempre muestra 2.0. El número tiene que salir de `self.data`.",
            ),
        ),
        pistas=(
            "¿Cómo se mete el valor de una variable dentro de un texto?",
            'Un texto con `f` delante cambia `{algo}` por su valor: f"x = {x}".',
            'return f"Value(data={…})"',
        ),
        porque="Python llama a `__repr__` cada vez que tiene que mostrar el objeto, y usa el "
        "texto que devuelve.",
    ),
    Ejercicio(
        id="02-sumar",
        titulo="La suma con memoria",
        nombre="Value",
        parte="__add__",
        dificultad=2,
        minutos=4,
        pieza=True,
        requiere=("02-value", "02-repr"),
        observar=observar_sumar,
        errores=(
            Error(
                nombre="hijos en un conjunto",
                cambiar={", (self, otro)": ", {self, otro}"},
                mensaje="Las llaves hacen un conjunto: no guarda el orden, y si los dos hijos son "
                "el mismo nodo, pierde uno. Usa paréntesis.",
            ),
            Error(
                nombre="sin hijos ni operación",
                cambiar={'Value(dato, (self, otro), "+")': "Value(dato)"},
                mensaje="El número está bien, pero el nodo nuevo no recuerda nada: le faltan "
                "sus hijos y su operación.",
            ),
            Error(
                nombre="sin operación",
                cambiar={', "+")': ")"},
                mensaje='Falta anotar la operación. Es el tercer argumento: "+".',
            ),
            Error(
                nombre="sin hijos",
                cambiar={'(self, otro), "+"': 'op="+"'},
                mensaje="Faltan los hijos: sin ellos el nodo no sabe de quién salió.",
            ),
            Error(
                nombre="un número, no un Value",
                cambiar={'Value(dato, (self, otro), "+")': "dato"},
                mensaje="Devolviste un número suelto. El resultado debe ser un `Value`, para "
                "que recuerde y se pueda seguir operando.",
            ),
            Error(
                nombre="un solo hijo",
                cambiar={", (self, otro)": ", (self,)"},
                mensaje="La suma tiene dos hijos y anotaste solo uno.",
            ),
            Error(
                nombre="solo el otro hijo",
                cambiar={", (self, otro)": ", (otro,)"},
                mensaje="La suma tiene dos hijos y falta `self`.",
            ),
            Error(
                nombre="hijos al revés",
                cambiar={", (self, otro)": ", (otro, self)"},
                mensaje="Los hijos están al revés: primero `self`, luego `otro`. En la suma da "
                "igual, pero en otras operaciones el orden importará.",
            ),
            Error(
                nombre="guardó los números de los hijos",
                cambiar={", (self, otro)": ", (self.data, otro.data)"},
                mensaje="Los hijos son los nodos, no sus números. Con los números no se "
                "puede seguir el camino hacia atrás.",
            ),
            Error(
                nombre="argumentos en otro orden",
                cambiar={'(self, otro), "+"': '"+", (self, otro)'},
                mensaje="Los argumentos están en otro orden: primero el dato, luego los hijos y "
                "al final la operación.",
            ),
            Error(
                nombre="operación equivocada",
                cambiar={'"+"': '"*"'},
                mensaje='La operación anotada es la del producto. Aquí es "+".',
            ),
            Error(
                nombre="cambia a self",
                codigo="def sumar(self, otro):\n    self.data += otro.data\n    return self\n\n\n"
                "Value.__add__ = sumar",
                mensaje="Cambiaste el primer sumando. Sumar no altera a sus hijos: crea un nodo "
                "nuevo.",
            ),
            Error(
                nombre="falta return",
                cambiar={"return Value": "Value"},
                mensaje="El nodo se crea, pero no se devuelve. Falta `return`.",
            ),
            Error(
                nombre="hijos copiados",
                cambiar={", (self, otro)": ", (Value(self.data), Value(otro.data))"},
                mensaje="Los hijos son copias nuevas. Guarda los mismos nodos, para que el "
                "grafo quede unido.",
            ),
            Error(
                nombre="hijos sin tupla",
                cambiar={"(self, otro), ": "self, otro, "},
                mensaje="`Value` recibe primero el dato, después **una** tupla con todos los hijos "
                "y al final la operación. ¿Los dos hijos van juntos, entre paréntesis?",
            ),
        ),
        pistas=(
            "¿Qué tres cosas tiene que saber el nodo nuevo?",
            "`Value(dato, hijos, operación)`: los hijos van en una tupla, en orden.",
            'return Value(dato, (self, …), "…")',
        ),
        porque="El resultado es un nodo nuevo: guarda el número, a sus dos hijos y cómo se "
        "hizo. Los hijos no cambian.",
    ),
    Ejercicio(
        id="02-multiplicar",
        titulo="El producto con memoria",
        nombre="Value",
        parte="__mul__",
        dificultad=2,
        minutos=3,
        pieza=True,
        requiere=("02-value", "02-repr", "02-sumar"),
        observar=observar_multiplicar,
        errores=(
            Error(
                nombre="hijos en un conjunto",
                cambiar={", (self, otro)": ", {self, otro}"},
                mensaje="Las llaves hacen un conjunto: no guarda el orden, y si los dos hijos son "
                "el mismo nodo, pierde uno. Usa paréntesis.",
            ),
            Error(
                nombre="copió la suma",
                cambiar={"self.data * otro.data": "self.data + otro.data"},
                mensaje="¿Copiaste la suma? La operación dice producto, pero el número es el "
                "de una suma.",
            ),
            Error(
                nombre="operación de la suma",
                cambiar={'"*"': '"+"'},
                mensaje='El número está bien, pero la operación quedó como "+".',
            ),
            Error(
                nombre="suma entera copiada",
                cambiar={"self.data * otro.data": "self.data + otro.data", '"*"': '"+"'},
                mensaje="Esto es la suma otra vez. Cambia el cálculo y la operación.",
            ),
            Error(
                nombre="sin hijos ni operación",
                cambiar={', (self, otro), "*"': ""},
                mensaje="El nodo nuevo no recuerda nada: le faltan sus hijos y su operación.",
            ),
            Error(
                nombre="sin operación",
                cambiar={', "*"': ""},
                mensaje="Falta anotar la operación en el tercer argumento.",
            ),
            Error(
                nombre="hijos repetidos",
                cambiar={", (self, otro)": ", (self, self)"},
                mensaje="Anotaste dos veces a `self`. El segundo hijo es `otro`.",
            ),
            Error(
                nombre="hijos al revés",
                cambiar={", (self, otro)": ", (otro, self)"},
                mensaje="Los hijos están al revés: primero `self`, luego `otro`.",
            ),
            Error(
                nombre="signo x",
                cambiar={'"*"': '"x"'},
                mensaje='Usa el asterisco, "*", como en Python: así lo entenderá quien lea '
                "el grafo.",
            ),
            Error(
                nombre="un número, no un Value",
                codigo="def multiplicar(self, otro):\n    return self.data * otro.data\n\n\n"
                "Value.__mul__ = multiplicar",
                mensaje="Devolviste un número suelto. El resultado debe ser un `Value`.",
            ),
            Error(
                nombre="falta return",
                cambiar={"return Value": "Value"},
                mensaje="El nodo se crea, pero no se devuelve. Falta `return`.",
            ),
        ),
        pistas=(
            "¿Qué tendrías que cambiar en `sumar` para que multiplique?",
            "Dos cosas cambian: la cuenta y la operación anotada. Los hijos van igual.",
            'return Value(self.data … otro.data, (self, otro), "…")',
        ),
        porque="Misma forma que la suma: número, hijos y operación. Cambian solo la cuenta y "
        "el signo anotado.",
    ),
    Ejercicio(
        id="02-expresion",
        titulo="Una expresión completa",
        nombre="nodos",
        minutos=3,
        pieza=True,
        requiere=("02-value", "02-repr", "02-sumar", "02-multiplicar"),
        observar=observar_expresion,
        errores=(
            Error(
                nombre="d con producto",
                cambiar={"d = e + c": "d = e * c"},
                mensaje="d es una suma, y la hiciste como producto.",
            ),
            Error(
                nombre="L con suma",
                cambiar={"L = d * f": "L = d + f"},
                mensaje="L es un producto, y lo hiciste como suma.",
            ),
            Error(
                nombre="L con e",
                cambiar={"L = d * f": "L = e * f"},
                mensaje="Conectaste L con e. En la fórmula, L usa a d.",
            ),
            Error(
                nombre="d con f",
                cambiar={"d = e + c": "d = e + f"},
                mensaje="En d se suma c, no f.",
            ),
            Error(
                nombre="con números sueltos",
                cambiar={"d = e + c": "d = Value(4.0)", "L = d * f": "L = Value(-8.0)"},
                mensaje="Los números están bien, pero son hojas sueltas: no recuerdan de dónde "
                "salieron. Opera con los nodos `e`, `c`, `d` y `f`.",
            ),
            Error(
                nombre="repite el producto en d",
                cambiar={"d = e + c": "d = a * b + c"},
                mensaje="El valor está bien, pero calculaste el producto otra vez: tu `e` quedó "
                "fuera del grafo. Opera con `e`.",
            ),
            Error(
                nombre="todo junto en L",
                cambiar={"L = d * f": "L = (a * b + c) * f"},
                mensaje="El valor está bien, pero L no usa tu d: hiciste otro camino aparte. "
                "Opera con `d`.",
            ),
            Error(
                nombre="con .data",
                cambiar={"d = e + c": "d = e.data + c.data", "L = d * f": "L = d * f.data"},
                mensaje="Al usar `.data` sacas el número y se pierde la memoria. Suma y "
                "multiplica los nodos.",
            ),
        ),
        pistas=(
            "¿Cómo escribiste `e`? Las otras dos son igual de cortas.",
            "`+` y `*` ya saben crear nodos: opera con los nodos, no con sus números.",
            "`d = e + …` y `L = … * f`",
        ),
        porque="Cada operación crea un nodo que apunta a sus hijos. L apunta a d, d apunta a e, "
        "y así hasta las hojas.",
    ),
)

_NODOS = ("02-expresion",)

HACIA_ATRAS = (
    Ejercicio(
        id="02-producto",
        titulo="Los gradientes de d y f",
        nombre="nodos",
        tipo="numero",
        dificultad=2,
        minutos=3,
        pieza=True,
        tolerancia=1e-3,
        requiere=_NODOS,
        observar=observar_producto,
        errores=(
            Error(
                nombre="cada uno su propio valor",
                cambiar={
                    "d.grad = f.data * L.grad": "d.grad = 4.0",
                    "f.grad = d.data * L.grad": "f.grad = -2.0",
                },
                mensaje="Le diste a cada uno su propio valor. En el producto se cruza: "
                "cada factor recibe el valor del otro.",
            ),
            Error(
                nombre="los dos en 1",
                cambiar={"f.data * L.grad": "1.0", "d.data * L.grad": "1.0"},
                mensaje="Los dos en 1 sería si L fuera una suma. Es un producto: mira cómo "
                "terminó la demostración.",
            ),
            Error(
                nombre="multiplicó por el valor de L",
                cambiar={"L.grad\n": "L.data\n", "d.data * L.grad": "d.data * L.data"},
                mensaje="Multiplicaste por el valor de L, que es −8. Lo que baja es su gradiente.",
            ),
            Error(
                nombre="el valor de L en los dos",
                cambiar={"f.data * L.grad": "-8.0", "d.data * L.grad": "-8.0"},
                mensaje="−8 es el valor de L. Su gradiente respecto a cada factor es otra cosa: "
                "el otro factor.",
            ),
            Error(
                nombre="solo f mal, signo",
                cambiar={"d.data * L.grad": "-4.0"},
                mensaje="d está bien. En f revisa el signo: ¿cuánto vale d?",
            ),
            Error(
                nombre="solo d mal, signo",
                cambiar={"f.data * L.grad": "2.0"},
                mensaje="f está bien. En d revisa el signo: ¿cuánto vale f?",
            ),
            Error(
                nombre="guardó el nodo",
                cambiar={"f.data * L.grad": "f", "d.data * L.grad": "d"},
                mensaje="Guardaste un nodo entero en `grad`. El gradiente es un número: "
                "usa `.data`.",
            ),
        ),
        pistas=(
            "En L = d · f, si d crece en 1, ¿cuánto crece L? ¿De quién depende?",
            "La derivada local de un producto respecto a un factor es el otro factor. "
            "Multiplícala por el gradiente de L, que es 1.",
            "`d.grad = f.data * L.grad`. Ahora, lo mismo para f: ¿quién es el otro factor?",
        ),
        porque="El producto cruza: a d le toca el valor de f, y a f el de d, siempre por el "
        "gradiente que viene de L.",
    ),
    Ejercicio(
        id="02-orden-suma",
        titulo="Ordena la demostración",
        nombre="orden_suma",
        dificultad=2,
        minutos=3,
        observar=observar_orden,
        errores=(
            Error(
                nombre="al revés",
                codigo='orden_suma = ["C", "A", "D", "B"]',
                mensaje="Está de atrás hacia adelante. Se empieza por la definición y se llega "
                "al resultado.",
            ),
            Error(
                nombre="usó la que sobra",
                codigo='orden_suma = ["B", "D", "E", "C"]',
                mensaje="La línea E multiplica e por h, y aquí no hay ningún producto. Tras "
                "quitar los paréntesis, ¿qué queda arriba?",
            ),
            Error(
                nombre="usó las cinco",
                codigo='orden_suma = ["B", "D", "E", "A", "C"]',
                mensaje="Usaste las cinco, y una sobra. ¿Cuál tiene un producto que nadie pidió?",
            ),
            Error(
                nombre="paréntesis después",
                codigo='orden_suma = ["D", "B", "A", "C"]',
                mensaje="B y D están al revés: primero se escribe la definición, con sus "
                "paréntesis, y luego se quitan.",
            ),
            Error(
                nombre="saltó un paso",
                codigo='orden_suma = ["B", "A", "C"]',
                mensaje="Falta una línea: entre la definición y h / h, alguien tiene que quitar "
                "los paréntesis.",
            ),
            Error(
                nombre="sin llegar al final",
                codigo='orden_suma = ["B", "D", "A"]',
                mensaje="Falta la última: ¿cuánto es h / h?",
            ),
            Error(
                nombre="cancela al final",
                codigo='orden_suma = ["B", "A", "D", "C"]',
                mensaje="Para llegar a h / h hay que quitar antes los paréntesis y cancelar.",
            ),
        ),
        pistas=(
            "¿Cuál de las líneas se parece a la definición del límite?",
            "Definición → quitar paréntesis → cancelar lo que se repite → resultado.",
            "Empieza por B y termina en C. Entre las dos van dos líneas.",
        ),
        porque="Al empujar c, la suma sube exactamente lo mismo: h entre h es 1, sin importar "
        "cuánto valga e.",
    ),
    Ejercicio(
        id="02-cadena",
        titulo="Tres engranajes",
        nombre="engranajes",
        tipo="opcion",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="sumar",
                codigo='engranajes = "a"',
                mensaje="Sumar es la primera idea de mucha gente. Cuenta despacio: el segundo "
                "da 3 vueltas, y cada una mueve al tercero.",
            ),
            Error(
                nombre="solo el último",
                codigo='engranajes = "c"',
                mensaje="2 es por cada vuelta del segundo. Y el segundo no da una sola.",
            ),
        ),
        pistas=(
            "Cuando el primero da una vuelta, ¿cuántas da el segundo?",
            "Por cada una de esas vueltas, el tercero da 2.",
            "Son 3 vueltas del segundo, y por cada una 2 del tercero: 2, 2 y 2.",
        ),
        porque="Los cambios encadenados se multiplican: 3 vueltas, cada una convertida en 2.",
    ),
    Ejercicio(
        id="02-hojas",
        titulo="Hasta las hojas",
        nombre="nodos",
        tipo="numero",
        dificultad=2,
        minutos=5,
        pieza=True,
        tolerancia=1e-3,
        requiere=("02-expresion", "02-producto"),
        observar=observar_hojas,
        errores=(
            Error(
                nombre="solo la derivada local",
                codigo="c.grad, e.grad, a.grad, b.grad = 1.0, 1.0, -3.0, 2.0",
                mensaje="Escribiste las derivadas locales. Falta multiplicar cada una por el "
                "gradiente de su consumidor.",
            ),
            Error(
                nombre="a y b solo locales",
                codigo="c.grad, e.grad, a.grad, b.grad = -2.0, -2.0, -3.0, 2.0",
                mensaje="c y e están bien. En a y b pusiste la derivada local, el otro factor: "
                "falta multiplicarla por el gradiente de e.",
            ),
            Error(
                nombre="sumó en vez de multiplicar",
                codigo="c.grad, e.grad, a.grad, b.grad = -1.0, -1.0, -4.0, 1.0",
                mensaje="Parece que sumaste la derivada local y el gradiente que llega. "
                "Recuerda los engranajes: se multiplican.",
            ),
            Error(
                nombre="bien la suma, a y b sumados",
                codigo="c.grad, e.grad, a.grad, b.grad = -2.0, -2.0, -5.0, 0.0",
                mensaje="c y e están bien. En a y b sumaste; el gradiente de e se "
                "multiplica por el otro factor.",
            ),
            Error(
                nombre="a y b sin cruzar",
                codigo="c.grad, e.grad, a.grad, b.grad = -2.0, -2.0, -4.0, 6.0",
                mensaje="a y b están intercambiados. En el producto, cada factor recibe el "
                "valor del otro.",
            ),
            Error(
                nombre="c con su valor",
                codigo="c.grad, e.grad, a.grad, b.grad = -20.0, -2.0, 6.0, -4.0",
                mensaje="En c usaste su valor, 10. La suma no mira los valores: su derivada "
                "local es siempre la misma.",
            ),
            Error(
                nombre="la suma cruzada como producto",
                codigo="c.grad, e.grad, a.grad, b.grad = 12.0, -20.0, 60.0, -40.0",
                mensaje="Trataste d = e + c como un producto. La suma reparte el gradiente "
                "tal cual llega.",
            ),
            Error(
                nombre="gradiente repartido por mitades",
                codigo="c.grad, e.grad, a.grad, b.grad = -1.0, -1.0, 3.0, -2.0",
                mensaje="Partiste el gradiente en dos. Repartir es darle a cada sumando el "
                "gradiente completo.",
            ),
            Error(
                nombre="signo perdido",
                codigo="c.grad, e.grad, a.grad, b.grad = -2.0, -2.0, -6.0, 4.0",
                mensaje="El tamaño está bien en a y b, el signo no. El gradiente de e es "
                "negativo: inclúyelo en la cuenta.",
            ),
            Error(
                nombre="signo de a",
                codigo="c.grad, e.grad, a.grad, b.grad = -2.0, -2.0, -6.0, -4.0",
                mensaje="Solo falla el signo de a: menos por menos…",
            ),
            Error(
                nombre="e y c con el valor de d",
                codigo="c.grad, e.grad, a.grad, b.grad = 4.0, 4.0, -12.0, 8.0",
                mensaje="Usaste el valor de d, que es 4. Lo que baja por el grafo es su "
                "gradiente, `d.grad`.",
            ),
        ),
        pistas=(
            "¿Quién usa a c? ¿Qué gradiente tiene ese consumidor?",
            "La suma reparte: cada sumando recibe el gradiente tal cual. El producto cruza: "
            "el otro factor, por el gradiente del consumidor.",
            "`c.grad = 1.0 * d.grad` y `a.grad = b.data * e.grad`. Escribe las otras dos igual.",
        ),
        porque="La suma deja pasar el gradiente de d sin tocarlo. En el producto, a recibe el "
        "valor de b por el gradiente de e, y b recibe el de a.",
    ),
    Ejercicio(
        id="02-medir",
        titulo="Mide cualquier nodo",
        nombre="medir",
        dificultad=2,
        minutos=4,
        pieza=True,
        tolerancia=1e-4,
        requiere=("02-derivada",),
        observar=observar_medir,
        errores=(
            Error(
                nombre="siempre a",
                codigo='def medir(nodo):\n    return derivada(lambda h: L_empujada("a", h), 0.0)',
                mensaje="Mides siempre el nodo a. El nombre del nodo llega en `nodo`.",
            ),
            Error(
                nombre="dividió entre h",
                codigo="def medir(nodo):\n    h = 1e-5\n"
                "    return (L_empujada(nodo, h) - L_empujada(nodo, -h)) / h",
                mensaje="Sale el doble: entre −h y h hay una distancia de 2h.",
            ),
            Error(
                nombre="no dividió",
                codigo="def medir(nodo):\n    h = 1e-5\n"
                "    return L_empujada(nodo, h) - L_empujada(nodo, -h)",
                mensaje="Eso es cuánto cambió L. Falta dividir entre cuánto moviste el nodo.",
            ),
            Error(
                nombre="devuelve L",
                codigo="def medir(nodo):\n    return L_empujada(nodo, 1e-5)",
                mensaje="Eso es el valor de L después del empujón, no la pendiente. "
                "Compáralo con otro valor.",
            ),
            Error(
                nombre="paréntesis del denominador",
                codigo="def medir(nodo):\n    h = 1e-5\n"
                "    return (L_empujada(nodo, h) - L_empujada(nodo, -h)) / 2 * h",
                mensaje="Python divide entre 2 y luego multiplica por h. Pon paréntesis abajo.",
            ),
            Error(
                nombre="resta al revés",
                codigo="def medir(nodo):\n    h = 1e-5\n"
                "    return (L_empujada(nodo, -h) - L_empujada(nodo, h)) / (2 * h)",
                mensaje="Todos los signos salen al revés: es lo de adelante menos lo de atrás.",
            ),
            Error(
                nombre="h diminuta",
                codigo="def medir(nodo):\n    h = 1e-17\n"
                "    return (L_empujada(nodo, h) - L_empujada(nodo, -h)) / (2 * h)",
                mensaje="Todo sale 0 o casi. Hay dos causas posibles: o mides dos veces el mismo "
                "punto, o h es tan pequeña que el empujón se pierde al sumarlo. Recuerda la V.",
            ),
            Error(
                nombre="derivada de L_empujada sin nodo",
                codigo="def medir(nodo):\n    return derivada(L_empujada, 0.0)",
                mensaje="`L_empujada` pide dos cosas separadas por una coma: el nodo, que es un "
                "texto, y h, que es un número. ¿Le llegan las dos, y en ese orden?",
            ),
        ),
        pistas=(
            "¿Qué dos valores de L hay que comparar para la diferencia simétrica?",
            "Empuja el nodo h y −h, resta, y divide entre 2h.",
            "`h = 1e-5` y después `(L_empujada(nodo, …) - L_empujada(nodo, …)) / (…)`.",
        ),
        porque="L, vista como función del empujón h, es una función de un número; su pendiente "
        "en h = 0 es el gradiente del nodo.",
    ),
    Ejercicio(
        id="02-subir",
        titulo="Un paso a favor del gradiente",
        nombre="mover",
        dificultad=2,
        minutos=3,
        pieza=True,
        observar=observar_mover,
        errores=(
            Error(
                nombre="cuesta abajo",
                codigo="def mover(hoja, paso):\n    return hoja.data - paso * hoja.grad",
                mensaje="Con el menos vas en contra del gradiente y L baja. Servirá en la "
                "lección 5; hoy queremos subir.",
            ),
            Error(
                nombre="solo el movimiento",
                codigo="def mover(hoja, paso):\n    return paso * hoja.grad",
                mensaje="Eso es cuánto hay que moverse. Falta el punto de partida: el dato de "
                "la hoja.",
            ),
            Error(
                nombre="sin paso",
                codigo="def mover(hoja, paso):\n    return hoja.data + hoja.grad",
                mensaje="Te mueves el gradiente entero. El movimiento es `paso` veces el "
                "gradiente.",
            ),
            Error(
                nombre="sin gradiente",
                codigo="def mover(hoja, paso):\n    return hoja.data + paso",
                mensaje="Mueves todas las hojas igual y siempre hacia arriba. Es el gradiente "
                "quien dice cuánto y hacia dónde.",
            ),
            Error(
                nombre="dato por paso por gradiente",
                codigo="def mover(hoja, paso):\n    return hoja.data * paso * hoja.grad",
                mensaje="Multiplicaste las tres cosas. El movimiento se suma al dato.",
            ),
            Error(
                nombre="escala el dato",
                codigo="def mover(hoja, paso):\n    return hoja.data * (1 + paso * hoja.grad)",
                mensaje="El movimiento no depende del dato: es `paso` por el gradiente, y se suma.",
            ),
            Error(
                nombre="mezcló dato y gradiente",
                codigo="def mover(hoja, paso):\n    return hoja.grad + paso * hoja.data",
                mensaje="Están cambiados: se parte del dato y se avanza según el gradiente.",
            ),
            Error(
                nombre="cambia la hoja",
                codigo="def mover(hoja, paso):\n    hoja.data += paso * hoja.grad\n"
                "    return hoja.data",
                mensaje="El número es correcto, pero cambiaste la hoja. Si la celda se ejecuta "
                "dos veces, se movería dos veces. Devuelve el número nuevo sin tocarla.",
            ),
            Error(
                nombre="cambia la hoja sin devolver",
                codigo="def mover(hoja, paso):\n    hoja.data += paso * hoja.grad",
                mensaje="Cambias la hoja y no devuelves nada. Devuelve el número nuevo y deja "
                "la hoja como está.",
            ),
        ),
        pistas=(
            "Si el gradiente es positivo, ¿L sube cuando la hoja crece o cuando disminuye?",
            "Dato nuevo = dato + paso × gradiente.",
            "`return hoja.data + paso * …`",
        ),
        porque="Si el gradiente es positivo, crecer sube L; si es negativo, disminuir la sube. "
        "Sumar paso × gradiente hace lo correcto en los dos casos.",
    ),
)

_PIEZAS_VALUE = ("02-value", "02-repr", "02-sumar", "02-multiplicar")

NEURONA = (
    Ejercicio(
        id="02-suma-pesada",
        titulo="Antes de aplastar",
        nombre="suma_pesada",
        tipo="numero",
        minutos=2,
        tolerancia=1e-3,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="sin sesgo",
                codigo="suma_pesada = -6.0",
                mensaje="Esa es la suma de los productos. Falta el sesgo b.",
            ),
            Error(
                nombre="signo del peso",
                codigo="suma_pesada = 12.8813735870195432",
                mensaje="¿Y el signo de w1? Es −3: el primer producto resta.",
            ),
            Error(
                nombre="sumó entradas y pesos",
                codigo="suma_pesada = 2.0 + -3.0 + 0.0 + 1.0 + 6.8813735870195432",
                mensaje="Te quedó el valor del sesgo. O faltan los productos, o sumaste entradas "
                "y pesos en vez de multiplicarlos.",
            ),
            Error(
                nombre="x2 como 1",
                codigo="suma_pesada = 2.0 * -3.0 + 1.0 + 6.8813735870195432",
                mensaje="El segundo producto es 0 · 1. ¿Cuánto da cualquier número por 0?",
            ),
            Error(
                nombre="ya aplastado",
                codigo="suma_pesada = 0.7071067811865476",
                mensaje="Ese ya pasó por tanh: es la salida o. La pregunta es por n, antes de "
                "aplastar.",
            ),
            Error(
                nombre="sesgo restado",
                codigo="suma_pesada = 2.0 * -3.0 - 6.8813735870195432",
                mensaje="Restaste el sesgo. El sesgo se suma.",
            ),
            Error(
                nombre="pocas cifras",
                codigo="suma_pesada = 0.88",
                mensaje="Vas bien, pero con pocas cifras. Escribe cuatro decimales o la cuenta.",
            ),
        ),
        pistas=(
            "¿Qué pareja forma cada entrada?",
            "Multiplica cada entrada por su peso, suma los productos y agrega el sesgo.",
            "n = 2 · (−3) + 0 · 1 + 6.88137…",
        ),
        porque="−6 del primer producto, 0 del segundo y el sesgo, que apenas lo compensa.",
    ),
    Ejercicio(
        id="02-plana",
        titulo="Lejos del centro",
        nombre="pendiente_lejos",
        tipo="opcion",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="altura por pendiente",
                codigo='pendiente_lejos = "b"',
                mensaje="Casi 1 es la altura. Si das un paso a la derecha, ¿cuánto más sube?",
            ),
            Error(
                nombre="confunde x con la pendiente",
                codigo='pendiente_lejos = "c"',
                mensaje="10 es la entrada. Mira el panel de la derecha, el de las pendientes: "
                "¿hasta dónde llega la curva más alta?",
            ),
        ),
        pistas=(
            "¿La curva todavía sube ahí, o ya está acostada?",
            "Terreno plano, pendiente 0.",
            "Mira el panel de la derecha: ¿a qué altura está tanh en x = 6? ¿Y más lejos?",
        ),
        porque="Lejos del centro tanh ya casi no cambia: mover la entrada no mueve la salida.",
    ),
    Ejercicio(
        id="02-tanh",
        titulo="Enséñale tanh a Value",
        nombre="Value",
        parte="tanh",
        dificultad=2,
        minutos=3,
        pieza=True,
        requiere=_PIEZAS_VALUE,
        observar=observar_tanh,
        errores=(
            Error(
                nombre="hijo sin tupla",
                cambiar={"(self,)": "(self)"},
                mensaje="`(self)` son solo paréntesis: no hacen una tupla. Una tupla de un "
                "elemento lleva coma: `(algo,)`.",
            ),
            Error(
                nombre="sin hijos ni operación",
                cambiar={', (self,), "tanh"': ""},
                mensaje="El número está bien, pero el nodo no recuerda de quién salió ni cómo.",
            ),
            Error(
                nombre="sin operación",
                cambiar={', "tanh")': ")"},
                mensaje='Falta anotar la operación: "tanh".',
            ),
            Error(
                nombre="tan en vez de tanh",
                cambiar={"math.tanh": "math.tan"},
                mensaje="`math.tan` es otra función, la de los triángulos. La de la forma de S "
                "lleva una h al final.",
            ),
            Error(
                nombre="un número, no un Value",
                cambiar={'Value(math.tanh(self.data), (self,), "tanh")': "math.tanh(self.data)"},
                mensaje="Devolviste un número suelto. El resultado debe ser un `Value`.",
            ),
            Error(
                nombre="tanh de un Value",
                cambiar={"math.tanh(self.data)": "math.tanh(self)"},
                mensaje="`math.tanh` espera un número y recibió un `Value`. El número está "
                "en `.data`.",
            ),
            Error(
                nombre="fórmula que se desborda",
                cambiar={
                    "math.tanh(self.data)": "(math.exp(2 * self.data) - 1)"
                    " / (math.exp(2 * self.data) + 1)"
                },
                mensaje="La fórmula es correcta en papel, pero `exp` de un número grande no "
                "cabe en un `float`. `math.tanh` no tiene ese problema.",
            ),
            Error(
                nombre="sigmoide",
                cambiar={"math.tanh(self.data)": "1 / (1 + math.exp(-self.data))"},
                mensaje="Esa es la sigmoide, que va de 0 a 1. Usa `math.tanh`.",
            ),
            Error(
                nombre="operación equivocada",
                cambiar={'"tanh"': '"*"'},
                mensaje='La operación anotada es la del producto. Aquí es "tanh".',
            ),
            Error(
                nombre="hijo repetido",
                cambiar={"(self,)": "(self, self)"},
                mensaje="tanh tiene un solo hijo, y anotaste dos.",
            ),
            Error(
                nombre="falta return",
                cambiar={"return Value": "Value"},
                mensaje="El nodo se crea, pero no se devuelve. Falta `return`.",
            ),
        ),
        pistas=(
            "¿En qué se parece a `sumar`? ¿Cuántos hijos hay ahora?",
            "Dato, tupla de hijos, operación. Una tupla de un elemento lleva coma: `(x,)`.",
            'return Value(math.tanh(…), (self,), "…")',
        ),
        porque="Mismo molde que la suma, con un hijo. La coma de `(self,)` hace la tupla.",
    ),
    Ejercicio(
        id="02-neurona",
        titulo="El paso hacia adelante",
        nombre="neurona",
        minutos=3,
        pieza=True,
        requiere=(*_PIEZAS_VALUE, "02-tanh"),
        observar=observar_neurona,
        errores=(
            Error(
                nombre="sin sesgo",
                cambiar={"n = suma + sesgo": "n = suma"},
                mensaje="Falta el sesgo: n es la suma más b.",
            ),
            Error(
                nombre="sesgo multiplicado",
                cambiar={"suma + sesgo": "suma * sesgo"},
                mensaje="El sesgo se suma, no se multiplica.",
            ),
            Error(
                nombre="o sin aplastar",
                cambiar={"n.tanh()": "n"},
                mensaje="La salida todavía no pasó por tanh.",
            ),
            Error(
                nombre="tanh de la suma",
                cambiar={"n.tanh()": "suma.tanh()"},
                mensaje="Aplastaste la suma sin el sesgo. Lo que se aplasta es n.",
            ),
            Error(
                nombre="sin paréntesis",
                cambiar={"n.tanh()": "n.tanh"},
                mensaje="Sin los paréntesis nombras el método, pero no lo llamas: `n.tanh()`.",
            ),
            Error(
                nombre="math.tanh",
                cambiar={"n.tanh()": "Value(math.tanh(n.data))"},
                mensaje="El número está bien, pero es una hoja suelta: no recuerda que salió de "
                "n. Usa el método que acabas de escribir.",
            ),
            Error(
                nombre="número aplastado",
                cambiar={"n.tanh()": "math.tanh(n.data)"},
                mensaje="Salió un número sin memoria. Usa el método `tanh` de tu `Value`.",
            ),
        ),
        pistas=(
            "En la figura, ¿qué dos cosas entran al círculo de la suma que da n?",
            "n junta la suma y el sesgo; o es n después de aplastar.",
            "`n = suma + …` y `o = n.…()`",
        ),
        porque="Multiplicar, sumar, agregar el sesgo y aplastar: eso es toda la neurona.",
    ),
    Ejercicio(
        id="02-derivada-tanh",
        titulo="Descubre la fórmula",
        nombre="derivada_tanh",
        dificultad=2,
        minutos=4,
        pieza=True,
        observar=observar_funcion_de_x,
        errores=(
            Error(
                nombre="1 - t",
                cambiar={"1 - t**2": "1 - t"},
                mensaje="1 − t acierta cuando t = 0, pero mira la segunda fila: con t = 0.5 la "
                "pendiente es 0.75. Falta hacerle algo a t.",
            ),
            Error(
                nombre="con x en vez de t",
                cambiar={"1 - t**2": "1 - x**2"},
                mensaje="Usaste la entrada x. La fórmula usa la salida, t.",
            ),
            Error(
                nombre="signo al revés",
                cambiar={"1 - t**2": "t**2 - 1"},
                mensaje="El signo sale al revés: tanh siempre sube, su pendiente nunca es "
                "negativa.",
            ),
            Error(
                nombre="la de la sigmoide",
                cambiar={"1 - t**2": "t * (1 - t)"},
                mensaje="Esa es la fórmula de la sigmoide. Pruébala con t = 0: debería dar 1.",
            ),
            Error(
                nombre="suma de cuadrado",
                cambiar={"1 - t**2": "1 + t**2"},
                mensaje="Con la suma, la pendiente crecería lejos del centro. En la tabla se "
                "apaga.",
            ),
            Error(
                nombre="1 - 2t",
                cambiar={"1 - t**2": "1 - 2 * t"},
                mensaje="Mira la fila t = 0.5: con tu fórmula da 0, y la medida es 0.75. "
                "Duplicar no es elevar al cuadrado.",
            ),
            Error(
                nombre="1 - t/2",
                cambiar={"1 - t**2": "1 - t / 2"},
                mensaje="Aciertas en las dos primeras filas, pero revisa la tercera: "
                "con t = 0.7071 la pendiente es 0.5.",
            ),
            Error(
                nombre="cuadrado de 1 - t",
                cambiar={"1 - t**2": "(1 - t) ** 2"},
                mensaje="El cuadrado va solo sobre t. Compara con la fila t = 0.5.",
            ),
            Error(
                nombre="devuelve t",
                cambiar={"1 - t**2": "t"},
                mensaje="Devolviste la altura, t. Aquí va la pendiente.",
            ),
            Error(
                nombre="acento circunflejo",
                cambiar={"1 - t**2": "1 - t ^ 2"},
                mensaje="En Python la potencia se escribe `**`. El signo `^` hace otra cosa.",
            ),
        ),
        pistas=(
            "Mira las filas: 0 → 1, 0.5 → 0.75, 0.7071 → 0.5. ¿Cuánto le falta a cada pendiente "
            "para llegar a 1?",
            "A las pendientes les faltan 0, 0.25, 0.5… para llegar a 1. ¿Cómo sale 0.25 de 0.5?",
            "Le falta t · t. Así que la pendiente es 1 − …",
        ),
        porque="La pendiente de tanh es 1 − t²: vale 1 en el centro, y se apaga cuando t se "
        "acerca a 1 o a −1.",
    ),
    Ejercicio(
        id="02-neurona-medio",
        titulo="Del final a los productos",
        nombre="neurona",
        tipo="numero",
        dificultad=2,
        minutos=4,
        pieza=True,
        tolerancia=1e-3,
        requiere=("02-neurona",),
        observar=observar_neurona_medio,
        errores=(
            Error(
                nombre="1 - t",
                cambiar={"(1 - o.data**2)": "(1 - o.data)"},
                mensaje="Usaste 1 − t. La fórmula que descubriste lleva algo más sobre t.",
            ),
            Error(
                nombre="con n en vez de o",
                cambiar={"o.data**2": "n.data**2"},
                mensaje="La fórmula usa la salida de tanh, que es o. Usaste n, la entrada.",
            ),
            Error(
                nombre="salida como gradiente",
                cambiar={"(1 - o.data**2)": "o.data"},
                mensaje="El gradiente de n no es el valor de o. Aplica la derivada local de tanh.",
            ),
            Error(
                nombre="tanh deja pasar todo",
                cambiar={"(1 - o.data**2)": "1.0"},
                mensaje="Dejaste pasar el gradiente entero por tanh. Solo la suma reparte sin "
                "cambiar nada; tanh tiene su propia derivada local.",
            ),
            Error(
                nombre="mitades en las sumas",
                cambiar={
                    "sesgo.grad = n.grad": "sesgo.grad = n.grad / 2",
                    "suma.grad = n.grad": "suma.grad = n.grad / 2",
                    "x1w1.grad = suma.grad": "x1w1.grad = suma.grad / 2",
                    "x2w2.grad = suma.grad": "x2w2.grad = suma.grad / 2",
                },
                mensaje="Partiste el gradiente en cada suma. Cada sumando lo recibe completo.",
            ),
            Error(
                nombre="sumas en 1",
                codigo="o.grad = 1.0\nn.grad = 0.5\n"
                "sesgo.grad = suma.grad = x1w1.grad = x2w2.grad = 1.0",
                mensaje="n está bien. La derivada local de la suma es 1, pero falta "
                "multiplicarla por el gradiente del consumidor.",
            ),
            Error(
                nombre="suma tratada como producto",
                cambiar={
                    "sesgo.grad = n.grad": "sesgo.grad = suma.data * n.grad",
                    "\nsuma.grad = n.grad": "\nsuma.grad = sesgo.data * n.grad",
                },
                mensaje="n = suma + b es una suma, y la trataste como producto. La suma reparte "
                "sin mirar los valores.",
            ),
            Error(
                nombre="gradiente multiplicado por el valor del sumando",
                cambiar={
                    "x1w1.grad = suma.grad": "x1w1.grad = x1w1.data * suma.grad",
                    "x2w2.grad = suma.grad": "x2w2.grad = x2w2.data * suma.grad",
                },
                mensaje="Multiplicaste por el valor de cada sumando. La suma no mira los valores: "
                "reparte igual.",
            ),
        ),
        pistas=(
            "¿Qué operación lleva de n a o? ¿Y de la suma a n?",
            "tanh: 1 − t², con t = o.data. Las sumas dejan pasar el gradiente tal cual.",
            "`n.grad = (1 - o.data**2) * o.grad`. De ahí en adelante, todo son sumas.",
        ),
        porque="tanh reduce el gradiente a la mitad (1 − 0.7071² = 0.5) y las dos sumas lo "
        "reparten sin cambiarlo.",
    ),
    Ejercicio(
        id="02-neurona-hojas",
        titulo="Los pesos y las entradas",
        nombre="neurona",
        tipo="numero",
        dificultad=2,
        minutos=4,
        pieza=True,
        tolerancia=1e-3,
        requiere=("02-neurona", "02-neurona-medio"),
        observar=observar_neurona_hojas,
        errores=(
            Error(
                nombre="sin cruzar",
                codigo="x1.grad, w1.grad, x2.grad, w2.grad = 1.0, -1.5, 0.0, 0.5",
                mensaje="Cada factor recibió su propio valor. El producto cruza: x1 recibe "
                "el valor de w1, y w1 el de x1.",
            ),
            Error(
                nombre="solo la derivada local",
                codigo="x1.grad, w1.grad, x2.grad, w2.grad = -3.0, 2.0, 1.0, 0.0",
                mensaje="Son las derivadas locales. Falta multiplicarlas por el gradiente que "
                "llega a cada producto.",
            ),
            Error(
                nombre="suma en vez de producto",
                codigo="x1.grad, w1.grad, x2.grad, w2.grad = -2.5, 2.5, 1.5, 0.5",
                mensaje="Sumaste el otro factor y el gradiente. Por los engranajes: se "
                "multiplican.",
            ),
            Error(
                nombre="todos iguales",
                codigo="x1.grad = w1.grad = x2.grad = w2.grad = 0.5",
                mensaje="El gradiente pasó sin cambios, como en una suma. Aquí hay un producto.",
            ),
            Error(
                nombre="w2 por w2",
                codigo="x1.grad, w1.grad, x2.grad, w2.grad = -1.5, 1.0, 0.5, 0.5",
                mensaje="Casi. El otro factor de w2 es x2: ¿cuánto vale?",
            ),
            Error(
                nombre="x2 y w2 al revés",
                codigo="x1.grad, w1.grad, x2.grad, w2.grad = -1.5, 1.0, 0.0, 0.5",
                mensaje="La primera pareja está bien. En la segunda no cruzaste: x2 recibe el "
                "valor de w2.",
            ),
            Error(
                nombre="x2 en cero",
                codigo="x1.grad, w1.grad, x2.grad, w2.grad = -1.5, 1.0, 0.0, 0.0",
                mensaje="Revisa x2. Su valor está apagado, pero si creciera, w2 la dejaría "
                "pasar: su gradiente no depende de cuánto vale ella.",
            ),
            Error(
                nombre="signo de x1",
                codigo="x1.grad, w1.grad, x2.grad, w2.grad = 1.5, 1.0, 0.5, 0.0",
                mensaje="Revisa el signo de x1: ¿cuánto vale w1?",
            ),
            Error(
                nombre="pesos del producto, no del gradiente",
                codigo="x1.grad, w1.grad, x2.grad, w2.grad = 18.0, -12.0, 0.0, 0.0",
                mensaje="Multiplicaste por el valor de cada producto. Lo que baja es su "
                "gradiente: `x1w1.grad`, `x2w2.grad`.",
            ),
        ),
        pistas=(
            "En x1 · w1, ¿quién es el otro factor de x1? ¿Y el de w1?",
            "Gradiente = valor del otro factor × gradiente del producto.",
            "`x1.grad = w1.data * x1w1.grad`. Las otras tres siguen el mismo molde.",
        ),
        porque="El producto cruza. w2 se queda en 0 porque su otro factor, x2, vale 0.",
    ),
)

EJERCICIOS = REPASO + PENDIENTES + CLASE_VALUE + HACIA_ATRAS + NEURONA
