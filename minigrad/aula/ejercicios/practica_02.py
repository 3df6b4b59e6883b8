"""Ejercicios de la práctica 2: medir, reparar código roto y retropropagar otras expresiones."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.ejercicios.leccion_02 import observar_multiplicar, observar_sumar
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import observar_opcion, observar_respuesta

Funcion = Callable[[float], float]

# --- qué se observa --------------------------------------------------------------------------

#: las mismas líneas que muestra el enunciado
LINEAS = {
    "A": "    return (arriba - abajo) / (2 * h)",
    "B": "def derivada(f, x, h=1e-5):",
    "C": "    abajo = f(x - h)",
    "D": "    arriba = f(x + h)",
    "E": "    return (arriba - abajo) / h",
}


def _letras(orden: Any) -> list[str]:
    texto = orden if isinstance(orden, str) else "".join(str(letra) for letra in orden)
    return [letra for letra in texto.upper() if letra.isalpha()]


def _armar(orden: Any) -> Callable[..., float]:
    """La función que resulta de poner las líneas en ese orden."""
    nombres: dict[str, Any] = {}
    exec("\n".join(LINEAS[letra] for letra in _letras(orden)), nombres)
    derivada: Callable[..., float] = nombres["derivada"]
    return derivada


def observar_orden(orden: Any) -> Iterator[Observacion]:
    """Lo que hace el programa armado: vale cualquier orden que funcione."""
    if orden is ...:
        yield "tu orden", ...
        return
    yield "pendiente de x² en x = 3", lambda: _armar(orden)(lambda x: x * x, 3.0)
    yield "pendiente de |x| en x = 0", lambda: _armar(orden)(abs, 0.0)
    yield "cuántas líneas usaste", lambda: len(_letras(orden))


def observar_derivada(derivada: Callable[[Funcion, float], float]) -> Iterator[Observacion]:
    """Curvas suaves y una esquina."""
    yield "pendiente de x² en x = 3", lambda: derivada(lambda x: x * x, 3.0)
    yield "¿es 0 la pendiente de x²?", lambda: derivada(lambda x: x * x, 3.0) == 0
    yield "pendiente de exp en x = 1", lambda: derivada(math.exp, 1.0)
    yield "pendiente de |x| en x = 0", lambda: derivada(abs, 0.0)
    yield "pendiente de 5 − 2x en x = 1", lambda: derivada(lambda x: 5 - 2 * x, 1.0)


def observar_segunda(segunda: Callable[..., float]) -> Iterator[Observacion]:
    """Una parábola, una cúbica, una recta y el seno."""
    yield "segunda derivada de 3x² en x = 1", lambda: segunda(lambda x: 3 * x * x, 1.0)
    yield "segunda derivada de x³ en x = 2", lambda: segunda(lambda x: x**3, 2.0)
    yield "segunda derivada de 5x en x = −1", lambda: segunda(lambda x: 5 * x, -1.0)
    yield "segunda derivada del seno en x = 1", lambda: segunda(math.sin, 1.0)


def observar_bajar(bajar: Callable[..., float]) -> Iterator[Observacion]:
    """Sin pasos, un paso, dos y muchos."""

    def cuenco(x: float) -> float:
        return (x - 1) ** 2

    yield "desde 3, sin dar ningún paso", lambda: bajar(cuenco, 3.0, 0.1, 0)
    yield "desde 3, un paso de 0.1", lambda: bajar(cuenco, 3.0, 0.1, 1)
    yield "desde 3, dos pasos de 0.1", lambda: bajar(cuenco, 3.0, 0.1, 2)
    yield "desde −2, cien pasos de 0.2", lambda: bajar(cuenco, -2.0, 0.2, 100)


class _Nodo:
    """Un nodo mínimo: lo que hace falta para recorrer un grafo."""

    def __init__(self, dato: float, hijos: Sequence[Any] = ()) -> None:
        self.data, self.grad, self._prev, self._op, self.label = dato, 0.0, tuple(hijos), "", ""


def observar_trazar(trazar: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Una hoja sola, una suma, x · x y una cadena con un nodo compartido."""
    a, b = _Nodo(1.0), _Nodo(2.0)
    suma = _Nodo(3.0, (a, b))
    doble = _Nodo(1.0, (a, a))
    raiz = _Nodo(9.0, (suma, doble))
    casos = {"una hoja sola": a, "a + b": suma, "a · a": doble, "(a + b) + a · a": raiz}
    for nombre, nodo in casos.items():
        yield f"cuántos nodos hay en {nombre}", lambda nodo=nodo: len(trazar(nodo)[0])
        yield f"cuántas aristas hay en {nombre}", lambda nodo=nodo: len(trazar(nodo)[1])
    yield (
        "aristas de (a + b) + a · a, como (dato del hijo, dato del nodo)",
        lambda: sorted((hijo.data, nodo.data) for hijo, nodo in trazar(raiz)[1]),
    )


def _por_nombre(numeros: Sequence[float], nombres: Sequence[str]) -> Iterator[Observacion]:
    for i, nombre in enumerate(nombres):
        yield f"gradiente de {nombre}", lambda i=i: numeros[i]


def observar_expresion(gradientes: Sequence[float]) -> Iterator[Observacion]:
    """Los gradientes de p, q, r y s."""
    yield from _por_nombre(gradientes, "pqrs")


def observar_neurona(gradientes: Sequence[float]) -> Iterator[Observacion]:
    """Los gradientes de n, b y los dos pesos."""
    yield from _por_nombre(gradientes, ("n", "b", "w1", "w2"))


def observar_pendiente(f: Funcion) -> Iterator[Observacion]:
    """Una fórmula de pendiente, a los dos lados del 0."""
    for x in (0.0, 1.0, -1.0, 0.5, -3.0):
        yield f"pendiente en x = {x:g}".replace("-", "−"), lambda x=x: f(x)


# --- los ejercicios --------------------------------------------------------------------------


def _derivada(cuerpo: str) -> str:
    return f"def derivada_sana(f, x):\n    {cuerpo}"


MEDIR = (
    Ejercicio(
        id="02p-orden-derivada",
        titulo="Ordena la derivada numérica",
        nombre="orden",
        minutos=3,
        observar=observar_orden,
        errores=(
            Error(
                nombre="ninguna línea",
                codigo="orden = []",
                mensaje="Todavía no pusiste ninguna línea. Ordénalas con los botones de la mesa, o "
                "escribe sus letras.",
            ),
            Error(
                nombre="la línea que sobra",
                codigo='orden = ["B", "D", "C", "E"]',
                mensaje="Sale el doble. ¿Qué distancia hay entre x − h y x + h?",
            ),
            Error(
                nombre="devuelve antes de medir",
                codigo='orden = ["B", "A", "D", "C"]',
                mensaje="`return` termina la función: lo que va después no se ejecuta, y "
                "`arriba` y `abajo` todavía no existen.",
            ),
            Error(
                nombre="el cuerpo antes que def",
                codigo='orden = ["D", "C", "B", "A"]',
                mensaje="Las líneas con sangría viven dentro de la función: la línea `def` va "
                "primero.",
            ),
            Error(
                nombre="sin return",
                codigo='orden = ["B", "D", "C"]',
                mensaje="Mides los dos lados, pero la función no devuelve nada.",
            ),
            Error(
                nombre="usó las cinco",
                codigo='orden = ["B", "D", "C", "A", "E"]',
                mensaje="Funciona, pero usaste las cinco líneas y una no se ejecuta nunca. "
                "Quita la que sobra.",
            ),
            Error(
                nombre="falta un punto",
                codigo='orden = ["B", "D", "A"]',
                mensaje="Falta evaluar uno de los dos lados: un nombre se usa sin haberse "
                "definido.",
            ),
        ),
        pistas=(
            "¿Con qué línea empieza toda función?",
            "Primero `def`, después se miden los dos lados, al final se devuelve.",
            "Empieza por B y termina con la línea que divide entre la distancia completa.",
        ),
        porque="Hay que tener `arriba` y `abajo` antes de dividir; entre ellas, el orden da "
        "igual. La distancia entre los dos puntos es 2h.",
    ),
    Ejercicio(
        id="02p-bicho-derivada",
        titulo="La derivada que siempre da 0",
        nombre="derivada_sana",
        dificultad=2,
        minutos=5,
        pieza=True,
        observar=observar_derivada,
        errores=(
            Error(
                nombre="sigue en 0: los dos puntos son el mismo",
                codigo=_derivada("return (f(x + 1e-5) - f(x + 1e-5)) / 2e-5"),
                mensaje="Sigue dando 0. Hay dos causas posibles: o los dos lados evalúan el "
                "mismo punto, o `h` es tan pequeña que se pierde al sumarla.",
            ),
            Error(
                nombre="faltan los paréntesis de abajo",
                codigo=_derivada("h = 1e-5\n    return (f(x + h) - f(x - h)) / 2 * h"),
                mensaje="Ya no da 0, pero casi. Python divide entre 2 y multiplica por h: "
                "faltan paréntesis abajo.",
            ),
            Error(
                nombre="dividió entre h",
                codigo=_derivada("h = 1e-5\n    return (f(x + h) - f(x - h)) / h"),
                mensaje="Sale el doble: los puntos están a 2h uno del otro.",
            ),
            Error(
                nombre="un solo lado",
                codigo=_derivada("h = 1e-5\n    return (f(x + h) - f(x)) / h"),
                mensaje="Mide, pero solo hacia la derecha. La de la lección mira a los dos lados.",
            ),
            Error(
                nombre="un lado entre 2h",
                codigo=_derivada("h = 1e-5\n    return (f(x + h) - f(x)) / (2 * h)"),
                mensaje="Sale la mitad: evalúas x y x + h, que están a h, y divides entre 2h.",
            ),
            Error(
                nombre="al revés",
                codigo=_derivada("h = 1e-5\n    return (f(x - h) - f(x + h)) / (2 * h)"),
                mensaje="El signo está al revés: lo de la derecha menos lo de la izquierda.",
            ),
            Error(
                nombre="sin return",
                codigo=_derivada("h = 1e-5\n    derecha, izquierda = f(x + h), f(x - h)"),
                mensaje="La función no devuelve nada: falta el `return`.",
            ),
        ),
        pistas=(
            "¿En qué punto debería evaluarse `izquierda`?",
            "Revisa tres cosas: el tamaño de `h`, el punto de `izquierda` y los paréntesis de la "
            "división.",
            "`h = 1e-5`, `izquierda = f(x - h)` y `return (derecha - izquierda) / (…)`.",
        ),
        porque="h era tan pequeña que x + h quedaba igual a x; los dos puntos eran el mismo; y "
        "`/ 2 * h` multiplica por h en vez de dividir.",
    ),
    Ejercicio(
        id="02p-esquina",
        titulo="La pendiente en una esquina",
        nombre="en_la_esquina",
        tipo="opcion",
        dificultad=2,
        minutos=2,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="la izquierda",
                codigo='en_la_esquina = "a"',
                mensaje="0 es la pendiente de la izquierda (y la que eligen PyTorch y "
                "Mini-Grad). La simétrica mira también a la derecha.",
            ),
            Error(
                nombre="la derecha",
                codigo='en_la_esquina = "c"',
                mensaje="1 es la pendiente de la derecha. La simétrica mira también a la "
                "izquierda.",
            ),
        ),
        pistas=(
            "¿Cuánto vale relu en h? ¿Y en −h?",
            "La simétrica es el promedio de las dos pendientes laterales.",
            "(relu(h) − relu(−h)) / 2h = (h − 0) / 2h",
        ),
        porque="Sube h en una distancia de 2h: sale la mitad, que no es la pendiente de ninguno "
        "de los dos lados.",
    ),
    Ejercicio(
        id="02p-segunda",
        titulo="La pendiente de la pendiente",
        nombre="segunda",
        dificultad=3,
        minutos=5,
        pieza=True,
        tolerancia=1e-3,
        observar=observar_segunda,
        errores=(
            Error(
                nombre="solo la primera",
                codigo="def segunda(f, x, h=1e-3):\n    return medida(f, x, h)",
                mensaje="Esa es la primera derivada: la pendiente. Falta medir la pendiente "
                "de esa pendiente.",
            ),
            Error(
                nombre="la pendiente al cuadrado",
                codigo="def segunda(f, x, h=1e-3):\n    return medida(f, x, h) ** 2",
                mensaje="Elevaste la pendiente al cuadrado. Lo que se pide es cuánto cambia la "
                "pendiente al mover x.",
            ),
            Error(
                nombre="medir un número",
                codigo="def segunda(f, x, h=1e-3):\n    return medida(medida(f, x, h), x, h)",
                mensaje="`medida` espera una función y le diste un número. Haz una función "
                "de un punto que mida ahí la pendiente.",
            ),
            Error(
                nombre="no usa el punto nuevo",
                codigo="def segunda(f, x, h=1e-3):\n"
                "    return medida(lambda v: medida(f, x, h), x, h)",
                mensaje="Tu función interior no usa su propio punto: siempre mide en x, así que "
                "no cambia y sale 0.",
            ),
            Error(
                nombre="doble",
                codigo="def segunda(f, x, h=1e-3):\n    return 2 * medida(f, x, h)",
                mensaje="«Segunda» no es «el doble»: es volver a medir la pendiente de lo que "
                "ya era una pendiente.",
            ),
            Error(
                nombre="sin dividir dos veces",
                codigo="def segunda(f, x, h=1e-3):\n"
                "    return (f(x + h) - 2 * f(x) + f(x - h)) / h",
                mensaje="Se mide dos veces, así que se divide dos veces: entre h².",
            ),
            Error(
                nombre="una pendiente menos otra sin dividir",
                codigo="def segunda(f, x, h=1e-3):\n"
                "    return medida(f, x + h, h) - medida(f, x - h, h)",
                mensaje="Restaste dos pendientes, bien. Falta dividir entre la distancia que "
                "separa los dos puntos.",
            ),
            Error(
                nombre="dos pendientes entre h",
                codigo="def segunda(f, x, h=1e-3):\n"
                "    return (medida(f, x + h, h) - medida(f, x - h, h)) / h",
                mensaje="Sale el doble: los puntos x − h y x + h están a 2h.",
            ),
        ),
        pistas=(
            "Si `pendiente_en(v)` midiera la pendiente en v, ¿cómo medirías cuánto cambia?",
            "Mide la pendiente de una función que, a su vez, mide una pendiente.",
            "`medida(lambda v: medida(f, v, …), x, h)`",
        ),
        porque="La pendiente en cada punto v es una función de v; a esa función también se le "
        "puede medir la pendiente.",
    ),
    Ejercicio(
        id="02p-bajar",
        titulo="Rueda hasta el fondo",
        nombre="bajar",
        dificultad=2,
        minutos=5,
        pieza=True,
        tolerancia=1e-5,
        observar=observar_bajar,
        errores=(
            Error(
                nombre="cuesta arriba",
                cambiar={"x - paso": "x + paso"},
                mensaje="Vas cuesta arriba y te alejas del fondo. Para bajar, el paso va en "
                "contra de la pendiente.",
            ),
            Error(
                nombre="sin paso",
                cambiar={"x - paso * medida(f, x)": "x - medida(f, x)"},
                mensaje="Das la pendiente entera como paso y te pasas del fondo. Multiplícala "
                "por `paso`.",
            ),
            Error(
                nombre="sin pendiente",
                cambiar={"x - paso * medida(f, x)": "x - paso"},
                mensaje="Te mueves siempre hacia la izquierda. La pendiente dice hacia dónde y "
                "cuánto.",
            ),
            Error(
                nombre="resta la altura",
                cambiar={"medida(f, x)": "f(x)"},
                mensaje="Usaste la altura f(x). Lo que guía el paso es la pendiente.",
            ),
            Error(
                nombre="return dentro del for",
                codigo="def bajar(f, x, paso, veces):\n    for _ in range(veces):\n"
                "        x = x - paso * medida(f, x)\n        return x",
                mensaje="El `return` quedó dentro del `for`: sales después del primer paso.",
            ),
            Error(
                nombre="olvida la x anterior",
                cambiar={"x - paso * medida(f, x)": "-paso * medida(f, x)"},
                mensaje="Guardas solo el movimiento. Falta sumarlo a la x donde estabas.",
            ),
            Error(
                nombre="no actualiza x",
                codigo="def bajar(f, x, paso, veces):\n    for _ in range(veces):\n"
                "        nueva = x - paso * medida(f, x)\n    return x",
                mensaje="Calculas el punto nuevo, pero x no cambia nunca. Guárdalo en `x`.",
            ),
        ),
        pistas=(
            "Si la pendiente es positiva, ¿el fondo está a la izquierda o a la derecha?",
            "x nueva = x − paso × pendiente en x.",
            "`x = x - paso * medida(…)`",
        ),
        porque="Restar paso × pendiente lleva siempre cuesta abajo, y los pasos se acortan solos "
        "al acercarse al fondo.",
    ),
)

GRAFO = (
    Ejercicio(
        id="02p-bicho-suma",
        titulo="El grafo cortado",
        nombre="Value",
        parte="__add__",
        dificultad=2,
        minutos=4,
        pieza=True,
        observar=observar_sumar,
        errores=(
            Error(
                nombre="copia los dos",
                cambiar={", (self, otro)": ", (Value(self.data), Value(otro.data))"},
                mensaje="Sigue habiendo copias: `Value(x.data)` crea un nodo nuevo, que no sabe "
                "de dónde salió el viejo.",
            ),
            Error(
                nombre="números como hijos",
                cambiar={", (self, otro)": ", (self.data, otro.data)"},
                mensaje="Guardaste números. Los hijos son los nodos mismos.",
            ),
            Error(
                nombre="sin hijos",
                cambiar={", (self, otro)": ", ()"},
                mensaje="Sin hijos, el grafo queda aún más cortado.",
            ),
            Error(
                nombre="hijos al revés",
                cambiar={", (self, otro)": ", (otro, self)"},
                mensaje="Ya no hay copias, pero los hijos están al revés: primero `self`, "
                "luego `otro`.",
            ),
        ),
        pistas=(
            "¿Qué objeto crea `Value(self.data)`? ¿Tiene hijos?",
            "Los hijos deben ser los mismos nodos que entraron, no copias.",
            'return Value(self.data + otro.data, (self, …), "+")',
        ),
        porque="Una copia tiene el mismo número y ningún recuerdo. Guardar el nodo original "
        "conserva todo lo que hay detrás.",
    ),
    Ejercicio(
        id="02p-bicho-producto",
        titulo="El hijo que desaparece",
        nombre="Value",
        parte="__mul__",
        dificultad=2,
        minutos=3,
        pieza=True,
        requiere=("02p-bicho-suma",),
        observar=observar_multiplicar,
        errores=(
            Error(
                nombre="sigue con el conjunto",
                cambiar={", (self, otro)": ", set([self, otro])"},
                mensaje="Sigue siendo un conjunto: no guarda repetidos ni orden. Necesitas algo "
                "que sí.",
            ),
            Error(
                nombre="siempre dos veces self",
                cambiar={", (self, otro)": ", (self, self)"},
                mensaje="x · x queda bien, pero con dos números distintos pierdes a `otro`.",
            ),
            Error(
                nombre="operación cambiada",
                cambiar={'"*"': '"+"'},
                mensaje="Los hijos están bien, pero anotaste la operación de la suma.",
            ),
            Error(
                nombre="calcula la suma",
                cambiar={"self.data * otro.data": "self.data + otro.data"},
                mensaje="Los hijos están bien, pero el número es el de una suma.",
            ),
            Error(
                nombre="hijos al revés",
                cambiar={", (self, otro)": ", (otro, self)"},
                mensaje="Los dos hijos están, pero al revés: primero `self`, luego `otro`.",
            ),
            Error(
                nombre="un solo hijo",
                cambiar={", (self, otro)": ", (self,)"},
                mensaje="Guardaste un solo hijo. Un producto siempre tiene dos.",
            ),
        ),
        pistas=(
            "¿Qué crea Python con las llaves `{x, x}`?",
            "Un conjunto no guarda repetidos. Una tupla sí.",
            'return Value(…, (self, otro), "*")',
        ),
        porque="Las llaves hacen un conjunto, y en un conjunto x y x son uno solo. La tupla "
        "guarda los dos, en orden.",
    ),
    Ejercicio(
        id="02p-trazar",
        titulo="Tu propio trace",
        nombre="trazar",
        dificultad=3,
        minutos=6,
        pieza=True,
        observar=observar_trazar,
        errores=(
            Error(
                nombre="no visita al hijo",
                cambiar={"                visitar(hijo)\n": "                pass\n"},
                mensaje="Anotas las aristas de la raíz y te detienes ahí. Falta visitar a cada "
                "hijo (no otra vez al nodo, que ya está anotado).",
            ),
            Error(
                nombre="no anota aristas",
                cambiar={"aristas.append((hijo, nodo))": "pass"},
                mensaje="Visitas todos los nodos, pero ninguna arista queda anotada.",
            ),
            Error(
                nombre="arista al revés",
                cambiar={"(hijo, nodo))": "(nodo, hijo))"},
                mensaje="Las aristas van al revés: la pareja es `(hijo, nodo)`, del que entra al "
                "que sale.",
            ),
            Error(
                nombre="pareja con la raíz",
                cambiar={"(hijo, nodo))": "(hijo, raiz))"},
                mensaje="Todas tus aristas llegan a la raíz. Cada una llega al nodo que se está "
                "visitando.",
            ),
            Error(
                nombre="dos elementos sueltos",
                cambiar={"aristas.append((hijo, nodo))": "aristas.extend((hijo, nodo))"},
                mensaje="Agregaste los dos nodos por separado. Cada arista es una pareja.",
            ),
            Error(
                nombre="append con dos argumentos",
                cambiar={"aristas.append((hijo, nodo))": "aristas.append(hijo, nodo)"},
                mensaje="`append` recibe una sola cosa. La pareja lleva sus propios paréntesis: "
                "`append((…, …))`.",
            ),
            Error(
                nombre="sin repetir aristas",
                cambiar={
                    "aristas.append((hijo, nodo))": "aristas.append((hijo, nodo)) "
                    "if (hijo, nodo) not in aristas else None"
                },
                mensaje="Evitas las aristas repetidas, y así a · a pierde una. Si el mismo hijo "
                "entra dos veces, son dos aristas.",
            ),
        ),
        pistas=(
            "¿Qué hay que hacer con cada hijo, además de anotar que entra al nodo?",
            "Dos líneas: agregar la pareja a `aristas` y llamar a `visitar` con el hijo.",
            "`aristas.append((hijo, …))` y `visitar(…)`",
        ),
        porque="Cada hijo aporta una arista aunque se repita; `visitar` se encarga de que ningún "
        "nodo se anote dos veces.",
    ),
)

_EXPRESION = "gradientes = ({}, {}, {}, {})"

ATRAS = (
    Ejercicio(
        id="02p-expresion",
        titulo="Otra expresión, a mano",
        nombre="gradientes",
        tipo="numero",
        dificultad=2,
        minutos=5,
        tolerancia=1e-3,
        observar=observar_expresion,
        errores=(
            Error(
                nombre="solo locales",
                codigo=_EXPRESION.format(1.0, 1.0, 0.5, -2.0),
                mensaje="Son las derivadas locales de la última capa. Falta multiplicarlas por "
                "el gradiente de u y de v.",
            ),
            Error(
                nombre="u y v sin cruzar",
                codigo=_EXPRESION.format(4.0, 4.0, -0.5, 2.0),
                mensaje="M = u · v es un producto: u recibe el valor de v, y v el de u. Los "
                "usaste sin cruzar.",
            ),
            Error(
                nombre="r y s sin cruzar",
                codigo=_EXPRESION.format(-1.0, -1.0, -8.0, 2.0),
                mensaje="p y q están bien. r y s están intercambiados: el producto cruza.",
            ),
            Error(
                nombre="suma cruzada",
                codigo=_EXPRESION.format(-3.0, -1.0, 2.0, -8.0),
                mensaje="En p + q usaste la regla del producto. La suma reparte.",
            ),
            Error(
                nombre="signo perdido",
                codigo=_EXPRESION.format(1.0, 1.0, 2.0, -8.0),
                mensaje="r y s están bien. En p y q falta un signo: ¿cuánto vale v?",
            ),
            Error(
                nombre="signo de s",
                codigo=_EXPRESION.format(-1.0, -1.0, 2.0, 8.0),
                mensaje="Solo falla el signo de s: su otro factor, r, es negativo.",
            ),
            Error(
                nombre="gradiente de M como su valor",
                codigo=_EXPRESION.format(4.0, 4.0, -8.0, 32.0),
                mensaje="Empezaste con el valor de M, −4. El gradiente de la raíz es 1.",
            ),
            Error(
                nombre="r y s solo con la local",
                codigo=_EXPRESION.format(-1.0, -1.0, 0.5, -2.0),
                mensaje="p y q están bien. En r y s falta multiplicar por el gradiente de v.",
            ),
        ),
        pistas=(
            "¿Cuál es el gradiente de u? ¿Y el de v? El último paso es un producto.",
            "El gradiente de u es el valor de v; el de v, el de u. Después: suma reparte, "
            "producto cruza.",
            "`grad_p = v` y `grad_r = u * s`. Las otras dos son parecidas.",
        ),
        porque="A u le llega −1 y lo reparte a p y q; a v le llega 4, y r y s lo reciben por el "
        "otro factor.",
    ),
    Ejercicio(
        id="02p-sigmoide",
        titulo="La pendiente de la sigmoide",
        nombre="derivada_sigmoide",
        dificultad=2,
        minutos=4,
        pieza=True,
        observar=observar_pendiente,
        errores=(
            Error(
                nombre="la de tanh",
                cambiar={"t * (1 - t)": "1 - t**2"},
                mensaje="Esa es la de tanh. Pruébala con t = 0.5: la tabla dice 0.25.",
            ),
            Error(
                nombre="con x",
                cambiar={"t * (1 - t)": "x * (1 - x)"},
                mensaje="Usaste la entrada x. La cuenta se hace con la salida, t.",
            ),
            Error(
                nombre="1 - t",
                cambiar={"t * (1 - t)": "1 - t"},
                mensaje="Con t = 0.2 y t = 0.8 te saldrían números distintos, y en la tabla son "
                "iguales.",
            ),
            Error(
                nombre="signo",
                cambiar={"t * (1 - t)": "t * (t - 1)"},
                mensaje="El tamaño está bien, el signo no: la sigmoide siempre sube.",
            ),
            Error(
                nombre="sin paréntesis",
                cambiar={"t * (1 - t)": "t * 1 - t"},
                mensaje="Faltan paréntesis: Python hace primero t · 1 y después resta t, y "
                "queda 0.",
            ),
            Error(
                nombre="con más",
                cambiar={"t * (1 - t)": "t * (1 + t)"},
                mensaje="¿Cuánto le falta a t para llegar a 1? Eso es una resta.",
            ),
            Error(
                nombre="devuelve la altura",
                cambiar={"t * (1 - t)": "t"},
                mensaje="Devolviste la altura, t. Aquí va la pendiente.",
            ),
        ),
        pistas=(
            "Si t = 0.2, lo que le falta para 1 es 0.8. ¿Cómo sale 0.16 de esos dos números?",
            "Multiplica t por lo que le falta para 1.",
            "`return t * (… - t)`",
        ),
        porque="La pendiente es t por lo que le falta para llegar a 1: máxima, 0.25, en el centro.",
    ),
    Ejercicio(
        id="02p-softsign",
        titulo="Una pendiente por descubrir",
        nombre="derivada_softsign",
        dificultad=3,
        minutos=5,
        pieza=True,
        observar=observar_pendiente,
        errores=(
            Error(
                nombre="sin cuadrado",
                codigo="def derivada_softsign(x):\n    return 1 / (1 + abs(x))",
                mensaje="Con x = 1 te da 0.5, y la tabla dice 0.25. El denominador aparece dos "
                "veces.",
            ),
            Error(
                nombre="sin valor absoluto",
                codigo="def derivada_softsign(x):\n    return 1 / (1 + x) ** 2",
                mensaje="A la derecha del 0 funciona; a la izquierda no. Revisa con x = −3.",
            ),
            Error(
                nombre="x al cuadrado",
                codigo="def derivada_softsign(x):\n    return 1 / (1 + x**2)",
                mensaje="El cuadrado va sobre todo el denominador, 1 + |x|, no solo sobre x.",
            ),
            Error(
                nombre="la propia función",
                codigo="def derivada_softsign(x):\n    return x / (1 + abs(x))",
                mensaje="Esa es softsign. Aquí va su pendiente.",
            ),
            Error(
                nombre="sin paréntesis",
                codigo="def derivada_softsign(x):\n    return 1 / 1 + abs(x) ** 2",
                mensaje="Faltan paréntesis en el denominador: Python divide solo entre el "
                "primer 1.",
            ),
            Error(
                nombre="doble denominador",
                codigo="def derivada_softsign(x):\n    return 1 / (2 * (1 + abs(x)))",
                mensaje="Con x = 1 coincide, pero con x = 0 debería dar 1. Duplicar no es elevar "
                "al cuadrado.",
            ),
            Error(
                nombre="signo de x",
                codigo="def derivada_softsign(x):\n"
                "    return (1 if x >= 0 else -1) / (1 + abs(x)) ** 2",
                mensaje="A la izquierda te sale negativa, pero softsign sube siempre: la "
                "pendiente es positiva en los dos lados.",
            ),
        ),
        pistas=(
            "0.25 es 1/4 y 0.0625 es 1/16. ¿Qué tienen que ver 4 y 16 con 2 y 4?",
            "Es 1 dividido entre el denominador al cuadrado.",
            "`return 1 / (…) ** 2`",
        ),
        porque="La pendiente es 1 / (1 + |x|)²: vale 1 en el centro y se apaga lejos, más "
        "despacio que la de tanh.",
    ),
    Ejercicio(
        id="02p-neurona",
        titulo="Otra neurona",
        nombre="gradientes_neurona",
        tipo="numero",
        dificultad=3,
        minutos=6,
        tolerancia=5e-4,
        requiere=("02p-sigmoide",),
        observar=observar_neurona,
        errores=(
            Error(
                nombre="con la pendiente de tanh",
                codigo="g = 1 - sigmoide(0.2) ** 2\ngradientes_neurona = (g, g, g, -2 * g)",
                mensaje="Usaste la fórmula de tanh. Esta neurona aplasta con la sigmoide.",
            ),
            Error(
                nombre="neurona de tanh",
                codigo="g = 1 - math.tanh(0.2) ** 2\ngradientes_neurona = (g, g, g, -2 * g)",
                mensaje="Aplastaste con tanh. Esta neurona usa la sigmoide, y su propia pendiente.",
            ),
            Error(
                nombre="pesos en vez de entradas",
                codigo="g = derivada_sigmoide(0.2)\ngradientes_neurona = (g, g, 0.5 * g, 0.25 * g)",
                mensaje="n y b están bien. Los pesos se cruzan con sus entradas: w1 recibe "
                "el valor de x1.",
            ),
            Error(
                nombre="todo al centro",
                codigo="g = derivada_sigmoide(0.0)\ngradientes_neurona = (g, g, g, -2 * g)",
                mensaje="Parece que n te dio 0: revisa si sumaste el sesgo.",
            ),
            Error(
                nombre="t como gradiente",
                codigo="g = sigmoide(0.2)\ngradientes_neurona = (g, g, g, -2 * g)",
                mensaje="Usaste la salida misma como pendiente. Aplica la derivada de la sigmoide.",
            ),
            Error(
                nombre="b en 1",
                codigo="g = derivada_sigmoide(0.2)\ngradientes_neurona = (g, 1.0, g, -2 * g)",
                mensaje="En b pusiste la derivada local de la suma. Falta multiplicarla por el "
                "gradiente de n.",
            ),
            Error(
                nombre="pesos sin gradiente de n",
                codigo="g = derivada_sigmoide(0.2)\ngradientes_neurona = (g, g, 1.0, -2.0)",
                mensaje="n y b están bien. En los pesos pusiste solo la derivada local: falta "
                "multiplicar por el gradiente de n.",
            ),
            Error(
                nombre="signo de w2",
                codigo="g = derivada_sigmoide(0.2)\ngradientes_neurona = (g, g, g, 2 * g)",
                mensaje="Casi todo bien: revisa el signo de w2. ¿Cuánto vale x2?",
            ),
            Error(
                nombre="n como gradiente",
                codigo="gradientes_neurona = (0.2, 0.2, 0.2, -0.4)",
                mensaje="0.2 es el valor de n. Su gradiente es la pendiente de la sigmoide "
                "en ese punto.",
            ),
        ),
        pistas=(
            "Primero hacia adelante: ¿cuánto vale n? ¿Y la salida?",
            "n recibe la pendiente de la sigmoide en n; el sesgo, lo mismo; cada peso, eso por "
            "su entrada.",
            "n = 0.2. `grad_n = derivada_sigmoide(0.2)`, `grad_w1 = 1.0 * grad_n`…",
        ),
        porque="La sigmoide deja pasar t(1 − t); la suma lo reparte; cada producto lo multiplica "
        "por la entrada de ese peso.",
    ),
    Ejercicio(
        id="02p-compartido",
        titulo="La sorpresa de x · x",
        nombre="grad_x",
        tipo="numero",
        dificultad=2,
        minutos=3,
        tolerancia=1e-3,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="un solo camino",
                codigo="grad_x = 3.0",
                mensaje="Contaste un solo camino. x entra dos veces al producto: cuando "
                "crece, crecen los dos factores.",
            ),
            Error(
                nombre="el valor de y",
                codigo="grad_x = 9.0",
                mensaje="9 es el valor de y, o 3 por 3. Los dos caminos llegan al mismo nodo: "
                "¿se multiplican?",
            ),
            Error(
                nombre="la derivada local de una suma",
                codigo="grad_x = 2.0",
                mensaje="2 sería si y fuera x + x. Aquí hay un producto.",
            ),
            Error(
                nombre="uno",
                codigo="grad_x = 1.0",
                mensaje="1 es el gradiente de la raíz, y. La pregunta es por x.",
            ),
        ),
        pistas=(
            "Compara 3 · 3 con 3.01 · 3.01.",
            "Si x crece, crece el primer factor y también el segundo. Los dos efectos se juntan.",
            "Por un camino llega 3 y por el otro llega 3.",
        ),
        porque="Cada camino aporta 3 y los aportes se suman: 3 + 3. Es la pendiente de x², 2x, "
        "en x = 3.",
    ),
)

EJERCICIOS = MEDIR + GRAFO + ATRAS
