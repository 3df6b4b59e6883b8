"""Los ejercicios de la lección 3: la nota de cada operación, el orden y `backward()`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.ejercicios.notas import (
    COMUNES,
    COMUNES_CON_LOCAL,
    DE_UN_OPERANDO,
    Nodo,
    enlazar,
    luego,
    observar_combinada,
    observar_dos,
    observar_una,
    opcion,
    ordenar,
    prediccion,
    sin,
    sin_operacion,
)
from minigrad.aula.huella.observar import Observacion

_REPASO = (
    opcion(
        "03-repaso-1",
        "La derivada de un producto",
        "repaso_1",
        tipo="repaso",
        malas={
            "a": "Ese es el valor de a. Si mueves a un poquito, d se mueve tantas veces como diga "
            "el otro factor.",
            "c": "Eso pasa en una suma. En un producto, el otro factor estira o encoge el cambio.",
        },
        pistas=(
            "Mueve a de 2 a 3 con b = −3. ¿Cuánto cambió d?",
            "En un producto, la derivada respecto de un factor es el otro factor.",
            "Con c = x · 7, la derivada respecto de x es 7. Aquí el otro factor es b.",
        ),
        porque="Al mover a, el producto cambia b veces ese cambio. Por eso la derivada es b.",
    ),
    opcion(
        "03-repaso-2",
        "La regla de la cadena",
        "repaso_2",
        tipo="repaso",
        malas={
            "a": "Sumaste. A lo largo de un mismo camino, las derivadas se multiplican.",
            "b": "Esa es solo la derivada local. Falta contar el gradiente que llega a d.",
        },
        pistas=(
            "Si L cambia −2 veces lo que cambia d, y d cambia −3 veces lo que cambia a…",
            "La regla de la cadena multiplica: derivada local por gradiente que llega.",
            "Con −2 y 4 daría −8. Ojo con los dos signos menos.",
        ),
        porque="Un cambio en a se multiplica por −3 al pasar a d, y por −2 al pasar al final.",
    ),
    opcion(
        "03-repaso-3",
        "La derivada de tanh",
        "repaso_3",
        tipo="repaso",
        malas={
            "b": "Eso es 1 − o. En la derivada de tanh, la salida va al cuadrado.",
            "c": "Eso es o al cuadrado. Falta restarlo de 1.",
        },
        pistas=(
            "¿Recuerdas que la derivada de tanh se escribe con su propia salida?",
            "La derivada de tanh es uno menos la salida al cuadrado.",
            "Con o = 0.5 sería 1 − 0.25 = 0.75.",
        ),
        porque="La derivada es 1 − o². Con la salida ya calculada, no hace falta volver a usar "
        "tanh.",
    ),
)

# --- reglas locales y clausuras ------------------------------------------------------------------


def observar_nota(dejar_nota: Any) -> Iterator[Observacion]:
    def preparar(local: float, al_crear: float, al_llamar: float) -> tuple[Nodo, Any]:
        hijo, salida = Nodo(2.0), Nodo(7.0)
        salida.grad = al_crear
        nota = dejar_nota(hijo, salida, local)
        salida.grad = al_llamar
        return hijo, nota

    def antes() -> float:
        return preparar(-3.0, 11.0, 5.0)[0].grad

    def despues(local: float, al_crear: float, al_llamar: float) -> float:
        hijo, nota = preparar(local, al_crear, al_llamar)
        nota()
        return hijo.grad

    def salida_despues() -> float:
        hijo, salida = Nodo(2.0), Nodo(7.0)
        salida.grad = 5.0
        dejar_nota(hijo, salida, -3.0)()
        return salida.grad

    yield "gradiente del hijo antes de llamar a la nota", antes
    yield (
        "gradiente del hijo con derivada local −3, cuando a la salida le llega 5",
        luego(despues, -3.0, 0.0, 5.0),
    )
    yield (
        "gradiente del hijo si a la salida le llega 2 y la derivada local es 0.5",
        luego(despues, 0.5, 4.0, 2.0),
    )
    yield "gradiente de la salida, que la nota no debe cambiar", salida_despues


_DEJAR = "def dejar_nota(hijo, salida, local):\n"

_REGLAS = (
    prediccion(
        "03-cruza",
        "El producto cruza",
        "cruza",
        malas={
            "(10, -15)": "Las cuentas están bien y los destinatarios, cambiados: en un producto, a "
            "cada hijo le toca el número del otro.",
            "(-3, 2)": "Son las derivadas locales. Falta multiplicarlas por el gradiente que "
            "llega.",
            "(2, -3)": "A cada uno le diste su propio número. Dos cosas: el producto cruza, y hay "
            "que multiplicar por el gradiente que llega.",
            "(5, 5)": "Así reparte una suma. El producto entrega a cada hijo algo distinto.",
            "(2, 2)": "Sumaste el gradiente que llega con un factor. Aquí se multiplica.",
            "(-30, -30)": "Multiplicaste por todo el producto. A cada hijo le toca solo el número "
            "del otro.",
            "(15, 10)": "Casi: revisa el signo del primero.",
            "(15, -10)": "Los signos están al revés. ¿Cuál de los dos factores es negativo, y a "
            "quién le toca?",
            "-15": "Ese es el de uno de los dos. Faltan el otro, una coma y los paréntesis.",
        },
        pistas=(
            "¿Cuánto vale la derivada de c respecto de a? ¿Y respecto de b?",
            "Gradiente del hijo = número del otro hijo × gradiente que llega.",
            "Para a, el otro es b: su gradiente es −3 × 5. Haz lo mismo con b.",
        ),
        porque="La derivada local respecto de cada factor es el otro factor, y el 5 que llega "
        "multiplica a las dos.",
    ),
    opcion(
        "03-recado",
        "¿Cuánto debe Ana?",
        "respuesta_recado",
        malas={
            "a": "El texto está dentro de `recado`, y lo de dentro se ejecuta cuando se la llama. "
            "Antes de eso, nadie miró la deuda.",
            "b": "Parece lógico, pero la función de dentro conserva las variables que necesita, "
            "aunque la de fuera haya terminado.",
        },
        pistas=(
            "¿En qué momento se ejecuta la línea que arma el texto?",
            "El cuerpo de una función se ejecuta al llamarla, no al definirla.",
            "`ana['deuda'] = 50` se ejecuta antes que `recado()`. ¿Qué encuentra `recado` al "
            "mirar?",
        ),
        porque="La clausura recuerda la variable, no una copia de su valor: la mira al ser "
        "llamada.",
    ),
    Ejercicio(
        id="03-clausura",
        titulo="Una nota para después",
        nombre="dejar_nota",
        dificultad=2,
        minutos=3,
        pieza=True,
        observar=observar_nota,
        errores=(
            Error(
                nombre="lo hace en el acto",
                codigo=_DEJAR + "    hijo.grad = local * salida.grad",
                mensaje="Hiciste la cuenta en el acto. Hay que dejarla escrita dentro de otra "
                "función, que alguien llamará después.",
            ),
            Error(
                nombre="no devuelve la nota",
                cambiar={"return nota": "return None"},
                mensaje="La función de dentro está escrita, pero nadie la recibe: `dejar_nota` "
                "debe devolverla.",
            ),
            Error(
                nombre="mira el gradiente demasiado pronto",
                codigo=_DEJAR + "    cuanto = local * salida.grad\n"
                "    def nota():\n        hijo.grad = cuanto\n    return nota",
                mensaje="Miraste `salida.grad` al escribir la nota. En ese momento todavía no "
                "había llegado el gradiente: míralo dentro de la nota.",
            ),
            Error(
                nombre="calcula y no escribe",
                codigo=_DEJAR
                + "    def nota():\n        return local * salida.grad\n    return nota",
                mensaje="Tu nota calcula el número y lo devuelve, pero no lo escribe en "
                "`hijo.grad`.",
            ),
            Error(
                nombre="olvida la salida",
                cambiar={"local * salida.grad": "local"},
                mensaje="Pusiste solo la derivada local. Falta multiplicarla por el gradiente de "
                "`salida`.",
            ),
            Error(
                nombre="olvida la derivada local",
                cambiar={"local * salida.grad": "salida.grad"},
                mensaje="Pasaste el gradiente de `salida` tal cual. Falta multiplicarlo por "
                "`local`.",
            ),
            Error(
                nombre="suma",
                cambiar={"local * salida.grad": "local + salida.grad"},
                mensaje="Sumaste `local` y el gradiente. La regla de la cadena multiplica.",
            ),
            Error(
                nombre="usa salida.data",
                cambiar={"local * salida.grad": "local * salida.data"},
                mensaje="Multiplicaste por el dato de `salida`. Lo que viaja hacia atrás es su "
                "gradiente, `salida.grad`.",
            ),
            Error(
                nombre="escribe en la salida",
                cambiar={"hijo.grad = local": "salida.grad = local"},
                mensaje="Escribiste en `salida`. Quien recibe el gradiente es el hijo.",
            ),
        ),
        pistas=(
            "Mira `dejar_recado`: ¿qué hace con la función que define dentro?",
            "Define dentro una función sin argumentos que haga la cuenta, y devuélvela sin "
            "paréntesis.",
            "def nota():\n    hijo.grad = …\n\nreturn …",
        ),
        porque="La función de dentro recuerda hijo, salida y local, y lee salida.grad cuando la "
        "llaman. Así la cuenta se puede escribir antes de conocer el gradiente.",
    ),
    prediccion(
        "03-a-mas-a",
        "Un nodo que se suma consigo mismo",
        "derivada_de_b",
        malas={
            "1": "Eso sería con un solo camino de a hasta b. ¿Cuántas veces aparece a en la suma?",
            "6": "Ese es el valor de b si a = 3. Se pregunta cuánto cambia b cuando a cambia.",
            "3": "La derivada de esta suma no depende del valor de a. ¿Cuánto sube b si a sube 1?",
            "0": "Si a sube, b también sube. La derivada no puede ser 0.",
        },
        pistas=(
            "Si a pasa de 3 a 4, ¿de cuánto a cuánto pasa b?",
            "Sumar un número consigo mismo es multiplicarlo por algo. ¿Por cuánto?",
            "Para b = a + a + a, la derivada es 3. Aquí hay un sumando menos.",
        ),
        porque="a entra por dos caminos y cada uno aporta 1.",
    ),
    opcion(
        "03-por-que-uno",
        "¿Quién se equivocó?",
        "por_que_uno",
        malas={
            "b": "Llamarla dos veces daría lo mismo: cada vez que se ejecuta, vuelve a poner 1.",
            "c": "La tupla guarda dos veces al mismo nodo; en un conjunto sí aparecería una sola "
            "vez. Mira quién escribe en `grad`.",
        },
        pistas=(
            "Si `self` y `otro` son el mismo nodo, ¿cuántos `grad` distintos hay?",
            "Una asignación con `=` no recuerda lo que había antes.",
            "Las dos líneas dicen `a.grad = 1.0`. ¿Qué queda después de la segunda?",
        ),
        porque="Las dos contribuciones se escriben en el mismo lugar y la segunda tapa a la "
        "primera.",
    ),
)

# --- las tres primeras notas ---------------------------------------------------------------------


def observar_sumar(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a + b, "+", (2.0, -3.0))


def observar_multiplicar(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a * b, "×", (2.0, -3.5))


def observar_tanh(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.tanh(), "tanh", (0.8, -0.3, 0.0, 2.0))


_ENVOLVER = "otro = otro if isinstance(otro, Value) else Value(otro)"

_DE_DOS_OPERANDOS = (
    Error(
        nombre="no envuelve números",
        cambiar={_ENVOLVER: "pass"},
        mensaje="Con dos `Value` funciona, pero no con un número suelto, como un 4: "
        "hay que convertirlo en `Value` antes de usarlo.",
    ),
    Error(
        nombre="hijos en un conjunto",
        cambiar={"(self, otro), ": "{self, otro}, "},
        mensaje="Un conjunto no repite elementos: si los dos operandos son el mismo nodo, perdiste "
        "uno. Usa una tupla, con paréntesis.",
    ),
    Error(
        nombre="sin hijos",
        cambiar={"(self, otro), ": "(), "},
        mensaje="El resultado no recuerda de quién salió: falta entregarle la tupla de hijos.",
    ),
    Error(
        nombre="devuelve un número",
        cambiar={"return out": "return out.data"},
        mensaje="Devolviste un número. Un número no recuerda nada: devuelve el nodo.",
    ),
)

_MANO = ("x1", "x2", "w1", "w2", "b", "p1", "p2", "s", "n")


def _neurona_a_mano() -> dict[str, Nodo]:
    """La neurona de la lección, con notas hechas aquí."""
    x1, x2, w1, w2, b = (Nodo(v) for v in (2.0, 0.0, -3.0, 1.0, 6.8813735870195432))
    p1 = enlazar(Nodo, -6.0, [(x1, w1.data), (w1, x1.data)])
    p2 = enlazar(Nodo, 0.0, [(x2, w2.data), (w2, x2.data)])
    s = enlazar(Nodo, -6.0, [(p1, 1.0), (p2, 1.0)])
    n = enlazar(Nodo, s.data + b.data, [(s, 1.0), (b, 1.0)])
    o = enlazar(Nodo, math.tanh(n.data), [(n, 1 - math.tanh(n.data) ** 2)])
    return dict(zip((*_MANO, "o"), (x1, x2, w1, w2, b, p1, p2, s, n, o), strict=True))


def observar_a_mano(orden: Any) -> Iterator[Observacion]:
    """Llama a las notas en el orden dado; vale cualquier orden que complete los gradientes."""
    nodos = _neurona_a_mano()

    otras = {"str": "un texto", "set": "un conjunto, que no guarda el orden"}
    yield "qué escribiste", otras.get(type(orden).__name__, "una lista")
    if not isinstance(orden, list | tuple):
        return
    yield "nodos que dejaste fuera", [n for n in ("o", "n", "s", "p1", "p2") if n not in orden]
    yield "nombres que no están en el grafo", [n for n in orden if n not in nodos]
    nodos["o"].grad = 1.0
    for nombre in orden:
        if nombre in nodos:
            nodos[nombre]._backward()
    for nombre in reversed(_MANO):
        yield f"gradiente de {nombre} al terminar", luego(_grad_de, nodos, nombre)


def _grad_de(nodos: Mapping[str, Nodo], nombre: str) -> float:
    return nodos[nombre].grad


_NOTAS = (
    Ejercicio(
        id="03-sumar",
        titulo="La suma que acumula",
        nombre="Value",
        parte="__add__",
        dificultad=1,
        minutos=2,
        pieza=True,
        observar=observar_sumar,
        errores=(
            *sin("nota al revés", de=COMUNES),
            *_DE_DOS_OPERANDOS,
            Error(
                nombre="acumula solo en self",
                cambiar={"otro.grad +=": "otro.grad ="},
                mensaje="Acumulas en `self`, pero en `otro` todavía borras lo que había.",
            ),
            Error(
                nombre="acumula solo en otro",
                cambiar={"self.grad +=": "self.grad ="},
                mensaje="Acumulas en `otro`, pero en `self` todavía borras lo que había. Con `a + "
                "a` no se nota; con un nodo que ya traía gradiente, sí.",
            ),
            Error(
                nombre="olvida out.grad",
                cambiar={"+= out.grad": "+= 1.0"},
                mensaje="Agregas siempre 1. Eso es la derivada local; falta multiplicarla por el "
                "gradiente que llegó al resultado.",
            ),
            Error(
                nombre="solo un hijo: self",
                cambiar={"otro.grad += out.grad": "pass"},
                mensaje="La suma reparte a los dos, y solo el primero recibió su parte.",
            ),
            Error(
                nombre="solo un hijo: otro",
                cambiar={"self.grad += out.grad": "pass"},
                mensaje="La suma reparte a los dos, y solo el segundo recibió su parte.",
            ),
            Error(
                nombre="agrega dos veces lo que había",
                cambiar={
                    "self.grad += out": "self.grad += self.grad + out",
                    "otro.grad += out": "otro.grad += otro.grad + out",
                },
                mensaje="Agregaste también lo que ya había, así que se cuenta dos veces. `+=` ya "
                "lo conserva: a su derecha va solo lo nuevo.",
            ),
            Error(
                nombre="reparte a medias",
                cambiar={"+= out.grad": "+= out.grad / 2"},
                mensaje="Dividiste el gradiente entre los dos. Cada hijo recibe el gradiente "
                "entero: si uno sube 1, la suma sube 1.",
            ),
            Error(
                nombre="cruza como el producto",
                cambiar={
                    "self.grad += out": "self.grad += otro.data * out",
                    "otro.grad += out": "otro.grad += self.data * out",
                },
                mensaje="Cruzaste los números: esa es la regla del producto. En una suma, las "
                "derivadas locales valen 1.",
            ),
            Error(
                nombre="usa out.data",
                cambiar={"+= out.grad": "+= out.data"},
                mensaje="Repartiste el dato del resultado. Lo que viaja hacia atrás es su "
                "gradiente.",
            ),
            Error(
                nombre="cambia los datos",
                cambiar={"self.grad +=": "self.data +=", "otro.grad +=": "otro.data +="},
                mensaje="Tu nota cambió los datos de los hijos. El paso hacia atrás solo escribe "
                "en `grad`.",
            ),
            Error(
                nombre="multiplica en vez de agregar",
                cambiar={"+=": "*="},
                mensaje="Multiplicas lo que había, que era 0, y sigue en 0. Las partes que llegan "
                "por distintos caminos se suman.",
            ),
            Error(
                nombre="nota al revés",
                cambiar={
                    "self.grad += out.grad": "out.grad += self.grad",
                    "otro.grad += out.grad": "out.grad += otro.grad",
                },
                mensaje="La nota le da gradiente al resultado. Vamos hacia atrás: el resultado ya "
                "tiene el suyo, y quienes reciben son los hijos.",
            ),
        ),
        pistas=(
            "¿Qué cambiarías en `suma_v1` para que la segunda línea no borre lo que puso la "
            "primera?",
            "Agrega al gradiente que ya había, en lugar de reemplazarlo. En los dos hijos.",
            "self.grad += …\notro.grad += …",
        ),
        porque="Cada uso del nodo aporta una parte, y las partes se suman. Con `+=` da igual "
        "cuántas veces se use el nodo o en qué orden lleguen las partes.",
    ),
    Ejercicio(
        id="03-multiplicar",
        titulo="El producto que cruza",
        nombre="Value",
        parte="__mul__",
        dificultad=2,
        minutos=3,
        pieza=True,
        requiere=("03-sumar",),
        observar=observar_multiplicar,
        errores=(
            sin_operacion('"*"'),
            *COMUNES_CON_LOCAL,
            *_DE_DOS_OPERANDOS,
            Error(
                nombre="no cruza",
                cambiar={
                    "self.grad += otro.data": "self.grad += self.data",
                    "otro.grad += self.data": "otro.grad += otro.data",
                },
                mensaje="A cada hijo le diste su propio número. El producto cruza: a cada uno le "
                "toca el número del otro.",
            ),
            Error(
                nombre="cruza solo self",
                cambiar={"otro.grad += self.data": "otro.grad += otro.data"},
                mensaje="`self` recibe bien su parte. En la de `otro` usaste su propio número.",
            ),
            Error(
                nombre="cruza solo otro",
                cambiar={"self.grad += otro.data": "self.grad += self.data"},
                mensaje="`otro` recibe bien su parte. En la de `self` usaste su propio número.",
            ),
            Error(
                nombre="reparte como la suma",
                cambiar={"otro.data * out.grad": "out.grad", "self.data * out.grad": "out.grad"},
                mensaje="Así reparte la suma. En un producto, el otro factor estira el cambio: "
                "tiene que aparecer en la cuenta.",
            ),
            Error(
                nombre="multiplica por los dos",
                cambiar={
                    "otro.data * out.grad": "out.data * out.grad",
                    "self.data * out.grad": "out.data * out.grad",
                },
                mensaje="Usaste el dato del resultado, que ya incluye a los dos factores. A cada "
                "hijo le toca solo el del otro.",
            ),
            Error(
                nombre="solo self",
                cambiar={"otro.grad += self.data * out.grad": "pass"},
                mensaje="`self` recibe bien su parte, pero `otro` se quedó sin gradiente.",
            ),
            Error(
                nombre="solo otro",
                cambiar={"self.grad += otro.data * out.grad": "pass"},
                mensaje="`otro` recibe bien su parte, pero `self` se quedó sin gradiente.",
            ),
            Error(
                nombre="acumula solo en self",
                cambiar={"otro.grad +=": "otro.grad ="},
                mensaje="Acumulas en `self`, pero en `otro` borras lo que había.",
            ),
            Error(
                nombre="acumula solo en otro",
                cambiar={"self.grad +=": "self.grad ="},
                mensaje="Acumulas en `otro`, pero en `self` borras lo que había.",
            ),
            Error(
                nombre="gradiente del otro en vez de su dato",
                cambiar={
                    "otro.data * out": "otro.grad * out",
                    "self.data * out": "self.grad * out",
                },
                mensaje="Multiplicaste por el gradiente del otro hijo. La derivada local de un "
                "producto es el dato del otro.",
            ),
            Error(
                nombre="copia de la suma",
                cambiar={"self.data * otro.data": "self.data + otro.data"},
                mensaje="Los gradientes son de un producto, pero el dato es de una suma. "
                "¿Copiaste la función `sumar` y quedó un signo?",
            ),
        ),
        pistas=(
            "Copia la forma de `sumar`. ¿Qué dos líneas cambian? ¿Y qué signo?",
            "El hijo `self` recibe `otro.data` por el gradiente de `out`, y al revés.",
            "def _backward():\n    self.grad += otro.data * out.grad\n    otro.grad += …",
        ),
        porque="La derivada de a·b respecto de a es b, y respecto de b es a. Con `+=`, también "
        "`a * a` recibe sus dos partes.",
    ),
    Ejercicio(
        id="03-tanh",
        titulo="La tangente hiperbólica",
        nombre="Value",
        parte="tanh",
        dificultad=2,
        minutos=2,
        pieza=True,
        requiere=("03-multiplicar",),
        observar=observar_tanh,
        errores=(
            sin_operacion('"tanh"'),
            *DE_UN_OPERANDO,
            Error(
                nombre="1 - t",
                cambiar={"1 - t**2": "1 - t"},
                mensaje="Falta elevar al cuadrado: la derivada local es 1 − t², no 1 − t.",
            ),
            Error(
                nombre="1 - x²",
                cambiar={"1 - t**2": "1 - self.data**2"},
                mensaje="Usaste el cuadrado de la entrada. En la fórmula, t es la salida de tanh.",
            ),
            Error(
                nombre="tanh de la salida",
                cambiar={"t**2": "math.tanh(out.data)**2"},
                mensaje="Aplicaste tanh dos veces: la salida ya es tanh(x).",
            ),
            Error(
                nombre="t²",
                cambiar={"(1 - t**2)": "t**2"},
                mensaje="Te quedaste con t². Falta restarlo de 1.",
            ),
            Error(
                nombre="1 + t²",
                cambiar={"1 - t**2": "1 + t**2"},
                mensaje="El signo: cuanto más se aplana tanh, menor es la pendiente. Tu fórmula "
                "crece.",
            ),
            Error(
                nombre="el doble por el cuadrado",
                cambiar={"t**2": "t*2"},
                mensaje="`t*2` es el doble. El cuadrado se escribe `t**2`.",
            ),
            Error(
                nombre="sin paréntesis",
                cambiar={"(1 - t**2)": "1 - t**2"},
                mensaje="Sin paréntesis, Python multiplica primero: solo t² se multiplicó por el "
                "gradiente, y el 1 quedó suelto.",
            ),
            Error(
                nombre="deja pasar el gradiente",
                cambiar={"(1 - t**2) * out.grad": "out.grad"},
                mensaje="El gradiente pasa tal cual. La tanh lo frena: falta su derivada local.",
            ),
            Error(
                nombre="guarda x en vez de tanh(x)",
                cambiar={"Value(t, ": "Value(self.data, "},
                mensaje="El resultado guarda la entrada sin aplastar. Su dato tiene que ser "
                "tanh(x).",
            ),
        ),
        pistas=(
            "¿Cuántos hijos tiene este nodo? ¿Y qué número necesitas recordar para la derivada?",
            "Calcula `t` una vez, úsalo como dato del resultado y otra vez dentro de la nota.",
            't = math.tanh(self.data)\nout = Value(t, (self,), "tanh")\n\n'
            "def _backward():\n    self.grad += … * out.grad",
        ),
        porque="La derivada local se escribe con la propia salida, así que la clausura solo tiene "
        "que recordar t.",
    ),
    Ejercicio(
        id="03-a-mano",
        titulo="¿A quién llamas primero?",
        nombre="orden_a_mano",
        dificultad=2,
        minutos=2,
        pieza=True,
        observar=observar_a_mano,
        errores=(
            Error(
                nombre="hacia adelante",
                codigo='orden_a_mano = ["p1", "p2", "s", "n", "o"]',
                mensaje="Ese es el orden del paso hacia adelante. Al principio solo `o` tiene "
                "gradiente: los demás repartirían ceros.",
            ),
            Error(
                nombre="falta o",
                codigo='orden_a_mano = ["n", "s", "p1", "p2"]',
                mensaje="Nadie llamó a la nota de `o`, que es el único que tiene gradiente al "
                "empezar.",
            ),
            Error(
                nombre="un solo texto",
                codigo='orden_a_mano = "o n s p1 p2"',
                mensaje="Eso es un solo texto. Hace falta una lista, con corchetes, y cada nombre "
                "entre sus comillas.",
            ),
            Error(
                nombre="s antes que n",
                codigo='orden_a_mano = ["o", "s", "n", "p1", "p2"]',
                mensaje="Llamaste a `s` antes que a `n`, y es `n` quien le da su gradiente.",
            ),
            Error(
                nombre="los productos antes que s",
                codigo='orden_a_mano = ["o", "n", "p1", "p2", "s"]',
                mensaje="Los productos repartieron antes de recibir. ¿Quién les da su gradiente?",
            ),
            Error(
                nombre="falta p1",
                codigo='orden_a_mano = ["o", "n", "s", "p2"]',
                mensaje="`x1` y `w1` se quedaron sin gradiente: nadie llamó a la nota de `p1`.",
            ),
            Error(
                nombre="falta p2",
                codigo='orden_a_mano = ["o", "n", "s", "p1"]',
                mensaje="`x2` y `w2` se quedaron sin gradiente: nadie llamó a la nota de `p2`.",
            ),
            Error(
                nombre="falta s",
                codigo='orden_a_mano = ["o", "n", "p1", "p2"]',
                mensaje="El gradiente se quedó en `s`: falta llamar a su nota.",
            ),
            Error(
                nombre="p1 antes que s",
                codigo='orden_a_mano = ["o", "n", "p1", "s", "p2"]',
                mensaje="`p1` repartió antes de que `s` le diera su parte.",
            ),
            Error(
                nombre="p2 antes que s",
                codigo='orden_a_mano = ["o", "n", "p2", "s", "p1"]',
                mensaje="`p2` repartió antes de que `s` le diera su parte.",
            ),
        ),
        pistas=(
            "Al empezar, solo un nodo tiene gradiente. ¿Cuál?",
            "Ve de la raíz hacia las hojas: un nodo reparte cuando su consumidor ya repartió.",
            '["o", "n", …]: ¿quién recibió gradiente de la nota de n?',
        ),
        porque="Cada nodo tiene aquí un solo consumidor, y le toca después de él. Entre p1 y p2 "
        "da lo mismo quién vaya primero.",
    ),
)

# --- el orden ------------------------------------------------------------------------------------

_ORDEN = "def orden_topologico(raiz):\n    orden = []\n    visitados = set()\n\n"
_VISITAR = _ORDEN + "    def visitar(nodo):\n"
_FIN = "\n    visitar(raiz)\n    return orden"


def _mas(*hijos: Nodo) -> Nodo:
    return Nodo(sum(h.data for h in hijos), hijos)


def _grafos() -> Iterator[tuple[str, Nodo]]:
    """Grafos cada vez más difíciles; algunos nodos distintos guardan el mismo número."""
    yield "un nodo solo", Nodo(1.0)
    yield "c = a + b", _mas(Nodo(1.0), Nodo(2.0))
    a = Nodo(1.0)
    b = _mas(a, a)
    yield "b = a + a; c = b + b", _mas(b, b)
    yield "d = b + c, donde c usa a b", _mas(b, _mas(b, Nodo(5.0)))
    yield "d = c + b, donde c usa a b", _mas(_mas(b, Nodo(5.0)), b)
    yield "dos hojas con el mismo dato", _mas(Nodo(3.0), Nodo(3.0))
    capa = [Nodo(1.0), Nodo(2.0), Nodo(3.0)]
    for _ in range(3):
        capa = [_mas(*capa), _mas(*reversed(capa)), _mas(capa[0], capa[2])]
    yield "tres capas donde todos usan a todos", _mas(*capa)


def _nodos_de(orden: Any) -> list[Any]:
    if not isinstance(orden, list | tuple):
        raise TypeError("se espera una lista")
    return list(orden)


def _que_entrega(orden: Any) -> str:
    nombres = {list: "una lista", tuple: "una lista", set: "un conjunto", type(None): "nada"}
    return nombres.get(type(orden), "otra cosa")


def _cuantos(orden: Any) -> int:
    return len(_nodos_de(orden))


def _sin_repetir(orden: Any) -> bool:
    nodos = _nodos_de(orden)
    return len({id(nodo) for nodo in nodos}) == len(nodos)


def _raiz_al_final(orden: Any, raiz: Nodo) -> bool:
    return _nodos_de(orden)[-1] is raiz


def _hijos_antes(orden: Any) -> bool:
    puesto = {id(nodo): i for i, nodo in enumerate(_nodos_de(orden))}
    return all(puesto.get(id(hijo), -1) < puesto[id(nodo)] for nodo in orden for hijo in nodo._prev)


def _consumidores_antes(orden: Any) -> bool:
    return _hijos_antes(_nodos_de(orden)[::-1])


def observar_orden(orden_topologico: Any) -> Iterator[Observacion]:
    """Vale cualquier orden correcto: se mira qué cumple la lista, no qué lista es."""
    for caso, raiz in _grafos():
        lista = _una_vez(orden_topologico, raiz)
        yield f"qué entrega la función ({caso})", lambda lista=lista: _que_entrega(lista())
        yield f"nodos en la lista ({caso})", lambda lista=lista: _cuantos(lista())
        yield f"¿ninguno se repite? ({caso})", lambda lista=lista: _sin_repetir(lista())
        yield (
            f"¿la raíz está al final? ({caso})",
            lambda lista=lista, raiz=raiz: _raiz_al_final(lista(), raiz),
        )
        yield (
            f"¿cada hijo va antes que sus consumidores? ({caso})",
            lambda lista=lista: _hijos_antes(lista()),
        )
        if raiz._prev:
            yield (
                f"¿está la lista al revés? ({caso})",
                lambda lista=lista: _consumidores_antes(lista()),
            )


def _una_vez(funcion: Any, raiz: Nodo) -> Any:
    """Llama a la función la primera vez y después devuelve lo mismo."""
    hechas: list[Any] = []

    def llamar() -> Any:
        if not hechas:
            hechas.append(funcion(raiz))
        return hechas[0]

    return llamar


# --- el paso hacia atrás -------------------------------------------------------------------------


def _suma(clase: Any, x: Any, y: Any) -> Any:
    return enlazar(clase, x.data + y.data, [(x, 1.0), (y, 1.0)])


def _producto(clase: Any, x: Any, y: Any) -> Any:
    return enlazar(clase, x.data * y.data, [(x, y.data), (y, x.data)])


def _cadena(clase: Any) -> dict[str, Any]:
    a, b = clase(2.0), clase(-3.0)
    c = _producto(clase, a, b)
    return {"a": a, "b": b, "c": c, "d": _suma(clase, c, clase(10.0))}


def _doble(clase: Any) -> dict[str, Any]:
    a = clase(1.0)
    b = _suma(clase, a, a)
    return {"a": a, "b": b, "c": _suma(clase, b, b)}


def _rombo(clase: Any) -> dict[str, Any]:
    a = clase(1.0)
    b = _suma(clase, a, a)
    c = _producto(clase, b, clase(5.0))
    return {"a": a, "b": b, "c": c, "d": _suma(clase, b, c)}


def _rombo_negativo(clase: Any) -> dict[str, Any]:
    """Aquí los datos bajan: quien ordene los nodos por su dato se equivoca."""
    a = clase(1.0)
    b = _suma(clase, a, a)
    c = _producto(clase, b, clase(-5.0))
    return {"a": a, "b": b, "c": c, "d": _suma(clase, b, c)}


def _rombo_al_reves(clase: Any) -> dict[str, Any]:
    a = clase(1.5)
    b = _producto(clase, a, a)
    c = _suma(clase, b, clase(2.0))
    d = _producto(clase, c, b)
    return {"a": a, "b": b, "c": c, "d": d, "e": _suma(clase, _suma(clase, d, c), b)}


_GRAFOS = {
    "c = a·b; d = c + 10": _cadena,
    "b = a + a; c = b + b": _doble,
    "b = a + a; c = 5b; d = b + c": _rombo,
    "b = a + a; c = −5b; d = b + c": _rombo_negativo,
    "b = a·a; c = b + 2; d = c·b; e = (d + c) + b": _rombo_al_reves,
}


def _tras_backward(clase: Any, grafo: Any) -> dict[str, float]:
    nodos = grafo(clase)
    list(nodos.values())[-1].backward()
    return {nombre: nodo.grad for nombre, nodo in nodos.items()}


def _al_llamar_a_la_raiz(clase: Any) -> list[float]:
    """Qué gradiente tenía la raíz cada vez que alguien llamó a su nota."""
    raiz = clase(4.0)
    vistos: list[float] = []
    raiz._backward = lambda: vistos.append(raiz.grad)
    raiz.backward()
    return vistos


def _llamadas(clase: Any) -> list[str]:
    """Las notas que se llaman en la cadena a → b → c → d, sin contar la de la hoja."""
    llamadas: list[str] = []
    nodo = clase(2.0)
    for nombre in "bcd":
        nodo = clase(2.0, [nodo])
        nodo._backward = luego(llamadas.append, nombre)
    nodo.backward()
    return llamadas


def _dato_de_la_raiz(clase: Any) -> float:
    raiz = _suma(clase, clase(1.0), clase(2.0))
    raiz.backward()
    return float(raiz.data)


def _dos_raices(clase: Any) -> float:
    a = clase(3.0)
    primera, segunda = _suma(clase, a, clase(1.0)), _producto(clase, a, clase(5.0))
    primera.backward()
    segunda.backward()
    return float(a.grad)


def _raiz_dos_veces(clase: Any) -> float:
    raiz = _suma(clase, clase(1.0), clase(2.0))
    raiz.backward()
    raiz.backward()
    return float(raiz.grad)


def _hoja_dos_veces(clase: Any) -> bool:
    a = clase(1.0)
    b = _suma(clase, a, a)
    raiz = _producto(clase, b, b)
    raiz.backward()
    primera = a.grad
    raiz.backward()
    return bool(a.grad > primera)


def observar_backward(clase: Any) -> Iterator[Observacion]:
    """Las notas se ponen a mano: así no importa si la suma o el producto están mal."""
    for caso, grafo in _GRAFOS.items():
        yield f"gradientes después de backward ({caso})", luego(_tras_backward, clase, grafo)
    yield "gradiente de la raíz al llamar a su nota", luego(_al_llamar_a_la_raiz, clase)
    yield "notas llamadas, en orden (cadena de a hasta d)", luego(_llamadas, clase)
    yield "dato de la raíz después de backward (1 + 2)", luego(_dato_de_la_raiz, clase)
    yield "gradiente de a, hoja de dos resultados (1 + 5)", luego(_dos_raices, clase)
    yield "gradiente de la raíz tras llamar dos veces", luego(_raiz_dos_veces, clase)
    # cuánto crece depende de si los nodos intermedios se borran o no, y las dos cosas valen
    yield "¿crece el gradiente de la hoja al llamar otra vez?", luego(_hoja_dos_veces, clase)


_BACKWARD = "def backward(self):\n"
_PEGAR = "\nValue.backward = backward"

_EL_ORDEN = (
    prediccion(
        "03-visitas",
        "Cuenta las visitas",
        "visitas",
        dificultad=2,
        minutos=2,
        malas={
            "4": "Esa es la derivada correcta. Pero `retroceder_v1` visita dos veces a `b`: ¿qué "
            "reparte en la segunda visita?",
            "2": "Ese es el gradiente que junta `b`. Sigue: `b` lo reparte por dos flechas, y más "
            "de una vez.",
            "6": "¿Pensaste que la primera visita reparte menos que la segunda? La nota de `c` se "
            "llama una sola vez y deja a `b` con su gradiente completo antes de cualquier visita.",
            "16": "Contaste visitas de más. A `b` se lo visita dos veces, una por cada flecha de "
            "`c`.",
            "1": "`b` recibe por dos flechas y reparte por dos flechas: el número crece.",
            "12": "En la segunda visita, el gradiente de `b` es el mismo que en la primera. Nadie "
            "le agregó nada entre las dos.",
        },
        pistas=(
            "Después de la nota de `c`, ¿cuánto vale `b.grad`?",
            "Cada visita a `b` agrega a `a` el doble de `b.grad`. ¿Cuántas visitas hay?",
            "Nota de c: b.grad = 2. Primera visita a b: a.grad = 4. Segunda visita a b: …",
        ),
        porque="La nota de c deja b.grad en 2. Cada una de las dos visitas a b agrega 2 + 2.",
    ),
    prediccion(
        "03-demasiado-pronto",
        "Demasiado pronto",
        "demasiado_pronto",
        dificultad=2,
        minutos=2,
        malas={
            "12": "Esa es la derivada correcta. Pero `b` reparte en su primera visita, y no hay "
            "segunda. ¿Qué gradiente tenía en ese momento?",
            "14": "Eso daría el primer intento, que repite visitas. Este visita a `b` una sola "
            "vez.",
            "10": "Contaste solo lo que llega por `c`. ¿A quién visita primero `retroceder_v2`?",
            "6": "Ese es el gradiente con que termina `b`. Pregúntate con cuánto repartió.",
            "1": "Es lo que tiene `b` cuando lo visitan. ¿Por cuántas flechas se lo pasa a `a`?",
            "5": "Eso es lo que `c` le da a `b`, y llega cuando `b` ya repartió.",
        },
        pistas=(
            "La nota de `d` le da 1 a `b` y 1 a `c`. ¿A cuál de los dos se visita primero?",
            "`b` reparte con lo que tiene en ese momento, y no se lo vuelve a visitar.",
            "Visita a b con b.grad = 1: a recibe 1 por la primera flecha y … por la segunda.",
        ),
        porque="b repartió su 1 por dos flechas antes de recibir el 5 de c. Esos 5 nunca llegaron "
        "a a.",
    ),
    Ejercicio(
        id="03-orden-topologico",
        titulo="El orden topológico",
        nombre="orden_topologico",
        dificultad=3,
        minutos=5,
        pieza=True,
        observar=observar_orden,
        errores=(
            Error(
                nombre="se anota antes de visitar a los hijos",
                codigo=_VISITAR + "        if nodo in visitados:\n            return\n"
                "        visitados.add(nodo)\n        orden.append(nodo)\n"
                "        for hijo in nodo._prev:\n            visitar(hijo)\n" + _FIN,
                mensaje="Cada nodo entra en la lista antes que sus hijos. Es justo lo que hacía "
                "`retroceder_v2`: ¿en qué momento debe anotarse?",
            ),
            Error(
                nombre="no revisa los visitados",
                codigo=_VISITAR + "        for hijo in nodo._prev:\n            visitar(hijo)\n"
                "        orden.append(nodo)\n" + _FIN,
                mensaje="Los nodos que se usan varias veces salen repetidos. Para eso está "
                "`visitados`: hay que mirarlo al entrar y anotar a quien entra.",
            ),
            Error(
                nombre="se marca antes de preguntar",
                codigo=_VISITAR + "        visitados.add(nodo)\n        if nodo in visitados:\n"
                "            return\n        for hijo in nodo._prev:\n            visitar(hijo)\n"
                "        orden.append(nodo)\n" + _FIN,
                mensaje="La lista sale vacía: marcas el nodo y enseguida preguntas si está "
                "marcado. Primero se pregunta.",
            ),
            Error(
                nombre="solo la raíz",
                codigo=_VISITAR + "        if nodo not in visitados:\n"
                "            visitados.add(nodo)\n            orden.append(nodo)\n" + _FIN,
                mensaje="Solo anotaste a la raíz. ¿Quién visita a sus hijos?",
            ),
            Error(
                nombre="solo los hijos de la raíz",
                codigo=_VISITAR + "        for hijo in nodo._prev:\n"
                "            if hijo not in visitados:\n                visitados.add(hijo)\n"
                "                orden.append(hijo)\n        orden.append(nodo)\n" + _FIN,
                mensaje="Anotas a los hijos, pero no a los hijos de los hijos. `visitar` tiene que "
                "llamarse a sí misma.",
            ),
            Error(
                nombre="no devuelve la lista",
                cambiar={"return orden": "pass"},
                mensaje="La lista se arma, pero la función no la devuelve.",
            ),
            Error(
                nombre="devuelve el conjunto",
                cambiar={"return orden": "return visitados"},
                mensaje="Devolviste el conjunto de visitados, y un conjunto no tiene orden. La "
                "lista es `orden`.",
            ),
            Error(
                nombre="lista al revés",
                cambiar={"return orden": "return orden[::-1]"},
                mensaje="La lista está al revés: la raíz quedó al principio. Aquí va al final; "
                "darla vuelta será trabajo de `backward`.",
            ),
            Error(
                nombre="sin las hojas",
                cambiar={"if nodo in visitados:": "if nodo in visitados or not nodo._prev:"},
                mensaje="Faltan las hojas. Aunque no tengan hijos, también son nodos del grafo.",
            ),
            Error(
                nombre="sin la raíz",
                cambiar={"orden.append(nodo)": "orden.append(nodo) if nodo is not raiz else None"},
                mensaje="Falta la raíz, que también es un nodo: es la última de la lista.",
            ),
            Error(
                nombre="compara datos en vez de nodos",
                cambiar={
                    "nodo in visitados": "nodo.data in visitados",
                    "add(nodo)": "add(nodo.data)",
                },
                mensaje="Dos nodos distintos pueden guardar el mismo número. Apunta en "
                "`visitados` el nodo, no su dato.",
            ),
            Error(
                nombre="por niveles",
                codigo=_ORDEN + "    cola = [raiz]\n    while cola:\n        nodo = cola.pop(0)\n"
                "        if nodo not in visitados:\n            visitados.add(nodo)\n"
                "            orden.insert(0, nodo)\n            cola.extend(nodo._prev)\n"
                "    return orden",
                mensaje="Recorriste el grafo por niveles. Un nodo que está cerca de la raíz por un "
                "camino y lejos por otro queda después de alguno de sus consumidores.",
            ),
            Error(
                nombre="se anota dentro del bucle",
                cambiar={"        orden.append(nodo)": "            orden.append(nodo)"},
                mensaje="La línea que anota está dentro del `for`: se repite por cada hijo, y las "
                "hojas, que no tienen, no se anotan nunca. Revisa la sangría.",
            ),
            Error(
                nombre="anota al hijo y no al nodo",
                cambiar={
                    "visitar(hijo)": "visitar(hijo)\n            orden.append(hijo)",
                    "        orden.append(nodo)": "        pass",
                },
                mensaje="Anotas al hijo después de visitarlo, así que un nodo con dos consumidores "
                "sale repetido, y la raíz no sale. Que cada nodo se anote a sí mismo.",
            ),
        ),
        pistas=(
            "Si el nodo ya fue visitado, ¿qué hay que hacer? ¿Y si no?",
            "Cuatro pasos: si ya está visitado, vuelve; márcalo; visita a cada hijo; y al final, "
            "anótalo.",
            "if nodo in visitados:\n    return\nvisitados.add(nodo)\nfor hijo in …:\n    …\n…",
        ),
        porque="Un nodo se anota cuando todos sus hijos ya están anotados, así que siempre queda "
        "después de ellos. El conjunto evita anotarlo dos veces.",
    ),
    Ejercicio(
        id="03-backward",
        titulo="El paso hacia atrás",
        nombre="Value",
        parte="backward",
        dificultad=2,
        minutos=3,
        pieza=True,
        requiere=("03-tanh", "03-orden-topologico"),
        observar=observar_backward,
        errores=(
            Error(
                nombre="sin el 1 de la raíz",
                cambiar={"self.grad = 1.0": "pass"},
                mensaje="Todos los gradientes quedaron en 0. Repartir 0 da 0: ¿con qué gradiente "
                "empieza la raíz?",
            ),
            Error(
                nombre="sin reversed",
                cambiar={"reversed(orden)": "orden"},
                mensaje="Llamaste a las notas desde las hojas. En la lista, los hijos van "
                "primero, y aquí la raíz tiene que ser la primera en repartir.",
            ),
            Error(
                nombre="solo la nota de la raíz",
                codigo=_BACKWARD + "    self.grad = 1.0\n    self._backward()" + _PEGAR,
                mensaje="Solo llamaste a la nota de la raíz: el gradiente llegó a sus hijos y ahí "
                "se detuvo.",
            ),
            Error(
                nombre="nota sin paréntesis",
                cambiar={"nodo._backward()": "nodo._backward"},
                mensaje="La raíz tiene su 1, pero no se llamó a ninguna nota. Dentro del bucle, "
                "aquí sí, van los paréntesis.",
            ),
            Error(
                nombre="usa .reverse()",
                codigo=_BACKWARD + "    self.grad = 1.0\n"
                "    for nodo in orden_topologico(self).reverse():\n        nodo._backward()"
                + _PEGAR,
                mensaje="`.reverse()` da vuelta a la lista y no devuelve nada que recorrer. "
                "`reversed(lista)` sí.",
            ),
            Error(
                nombre="el 1 llega tarde",
                codigo=_BACKWARD + "    for nodo in reversed(orden_topologico(self)):\n"
                "        nodo._backward()\n    self.grad = 1.0" + _PEGAR,
                mensaje="Pusiste el 1 en la raíz cuando todos ya habían repartido. Tiene que estar "
                "antes de llamar a la primera nota.",
            ),
            Error(
                nombre="primero la nota y después cada hijo",
                codigo=_BACKWARD + "    self.grad = 1.0\n    def bajar(nodo):\n"
                "        nodo._backward()\n        for hijo in nodo._prev:\n"
                "            bajar(hijo)\n    bajar(self)" + _PEGAR,
                mensaje="Es el primer intento de la sección 3.5: los nodos que se usan varias "
                "veces reparten varias veces. Usa el orden topológico.",
            ),
            Error(
                nombre="lo mismo con visitados",
                codigo=_BACKWARD + "    self.grad = 1.0\n    vistos = set()\n"
                "    def bajar(nodo):\n        if nodo in vistos:\n            return\n"
                "        vistos.add(nodo)\n        nodo._backward()\n"
                "        for hijo in nodo._prev:\n            bajar(hijo)\n    bajar(self)"
                + _PEGAR,
                mensaje="Es el segundo intento de la sección 3.5: algún nodo reparte antes de que "
                "todos sus consumidores le den lo suyo. Usa el orden topológico.",
            ),
            Error(
                nombre="un 1 en todos",
                cambiar={"self.grad = 1.0": "for nodo in orden:\n        nodo.grad = 1.0"},
                mensaje="Pusiste un 1 en todos los nodos. Solo la raíz empieza con 1; a los demás "
                "les llega su gradiente por las notas.",
            ),
            Error(
                nombre="el 1 en el dato",
                cambiar={"self.grad = 1.0": "self.data = 1.0"},
                mensaje="El 1 va en el gradiente de la raíz, y lo pusiste en su dato.",
            ),
            Error(
                nombre="llama a backward de cada nodo",
                cambiar={"nodo._backward()": "nodo.backward()"},
                mensaje="`backward` se llama a sí mismo sin fin. Dentro del bucle toca la nota de "
                "cada nodo, que lleva guion bajo: `_backward`.",
            ),
            Error(
                nombre="agrega 1 a la raíz",
                cambiar={"self.grad = 1.0": "self.grad += 1.0"},
                mensaje="Casi. En una segunda llamada, la raíz empezaría con 2. Su gradiente "
                "respecto de sí misma siempre es 1: asígnalo.",
            ),
            Error(
                nombre="borra los gradientes al empezar",
                cambiar={
                    "self.grad = 1.0": "for nodo in orden:\n        nodo.grad = 0.0\n    self.grad = 1.0"
                },
                mensaje="Al empezar borras los gradientes de las hojas, también los que ya habían "
                "recibido de otro resultado. En las hojas, las llamadas se acumulan.",
            ),
            Error(
                nombre="borra las notas al usarlas",
                cambiar={
                    "nodo._backward()": "nodo._backward()\n        nodo._backward = lambda: None"
                },
                mensaje="La primera llamada va bien, pero cada nodo pierde su nota al usarla: la "
                "segunda ya no reparte nada. Deja las notas donde están.",
            ),
            Error(
                nombre="olvida la nota de la raíz",
                cambiar={"reversed(orden)": "reversed(orden[:-1])"},
                mensaje="Te saltaste la nota de la raíz, que es quien empieza a repartir.",
            ),
            Error(
                nombre="sin el 1 y sin reversed",
                cambiar={"self.grad = 1.0": "pass", "reversed(orden)": "orden"},
                mensaje="Faltan dos cosas: el gradiente con que empieza la raíz, y recorrer la "
                "lista desde ella hacia las hojas.",
            ),
        ),
        pistas=(
            "¿Cuál es el único nodo cuyo gradiente conoces antes de empezar?",
            "Tres pasos: la lista, el 1 en la raíz, y un bucle que recorre la lista al revés.",
            "orden = orden_topologico(self)\nself.grad = …\nfor nodo in reversed(…):\n    …",
        ),
        porque="La lista al revés garantiza que cada nodo reparte cuando ya recibió todo. El 1 de "
        "la raíz es la derivada de un número respecto de sí mismo.",
    ),
)

# --- más operaciones -----------------------------------------------------------------------------


def observar_restar(clase: Any) -> Iterator[Observacion]:
    yield from observar_combinada(clase, lambda a: -a, "−a", [(3.0,), (-2.0,)])
    casos = [(2.0, 5.0), (-1.0, -4.0)]
    yield from observar_combinada(clase, lambda a, b: a - b, "a − b", casos)
    yield from observar_combinada(clase, lambda a: a - 4, "a − 4", [(3.0,)])
    yield from observar_combinada(clase, lambda a: a - a, "a − a", [(3.0,)])
    casos = [(2.0, 5.0)]
    yield from observar_combinada(clase, lambda a, b: (a - b) * (a - b), "(a − b)²", casos)


def observar_reflejados(clase: Any) -> Iterator[Observacion]:
    yield from observar_combinada(clase, lambda a: 4 + a, "4 + a", [(3.0,)])
    yield from observar_combinada(clase, lambda a: 2 * a, "2 · a", [(3.0,), (-5.0,)])
    yield from observar_combinada(clase, lambda a: 1 - a, "1 − a", [(3.0,), (-5.0,)])
    yield from observar_combinada(clase, lambda a: 2.5 * a * a, "2.5 · a · a", [(3.0,)])
    casos = [(3.0, 4.0)]
    yield from observar_combinada(clase, lambda a, b: sum([a, b, a]), "sum([a, b, a])", casos)
    yield from observar_combinada(clase, lambda a, b: (1 - a) * b, "(1 − a) · b", casos)


def observar_potencia(clase: Any) -> Iterator[Observacion]:
    casos = ((3.0, 2), (2.0, 3), (-2.0, 3), (2.0, -1), (4.0, 0.5), (5.0, 1), (3.0, 0))
    for x, n in casos:
        caso = f"x**{n}, con x = {x:g}".replace("-", "−")
        potencia = _elevar(n)
        yield from observar_combinada(clase, potencia, caso, [(x,)])
    yield from observar_una(clase, _elevar(2), "x**2", (3.0, -1.5))
    casos_de_suma = [(2.0,)]
    yield from observar_combinada(clase, lambda x: x**3 + x**2, "x**3 + x**2", casos_de_suma)


def _elevar(n: float) -> Any:
    return lambda x: x**n


def observar_dividir(clase: Any) -> Iterator[Observacion]:
    casos = [(6.0, 3.0), (-1.0, 4.0), (2.0, -0.5)]
    yield from observar_combinada(clase, lambda a, b: a / b, "a / b", casos)
    yield from observar_combinada(clase, lambda a: a / 4, "a / 4", [(3.0,)])
    yield from observar_combinada(clase, lambda a: 1 / a, "1 / a", [(2.0,), (-4.0,)])
    yield from observar_combinada(clase, lambda a: 6 / a, "6 / a", [(2.0,)])
    yield from observar_combinada(clase, lambda a: a / a, "a / a", [(3.0,)])


def observar_exp(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.exp(), "exp", (0.5, -2.0, 1.0, 0.0))


def observar_relu(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.relu(), "relu", (2.0, -3.0, 0.5, 0.0))


def observar_partes(clase: Any) -> Iterator[Observacion]:
    puntos = [(0.8,), (-0.3,), (0.0,), (2.0,)]
    yield from observar_combinada(clase, lambda x: x.tanh_por_partes(), "tanh por partes", puntos)
    yield "¿aparece la operación tanh en el grafo?", luego(_usa_tanh, clase)


def _usa_tanh(clase: Any) -> bool:
    return any(nodo._op == "tanh" for nodo in ordenar(clase(0.8).tanh_por_partes()))


_MAS = "def negar(self):\n    return self * -1\n\ndef restar(self, otro):\n"
_PEGAR_RESTA = "\nValue.__neg__ = negar\nValue.__sub__ = restar"
_PEGAR_REFLEJADOS = (
    "\nValue.__radd__ = suma_reflejada\nValue.__rmul__ = producto_reflejado\n"
    "Value.__rsub__ = resta_reflejada"
)
_SIN_FIN = (
    "Python se quedó dando vueltas. El número de la izquierda no sabe operar con un `Value`, así "
    "que vuelve a preguntarte a ti, sin fin. Pon a `self` a la izquierda de la operación."
)


def _reflejados(producto: str, resta: str) -> str:
    return (
        "def suma_reflejada(self, otro):\n    return self + otro\n\n"
        f"def producto_reflejado(self, otro):\n    return {producto}\n\n"
        f"def resta_reflejada(self, otro):\n    return {resta}\n{_PEGAR_REFLEJADOS}"
    )


def _division(directa: str, reflejada: str) -> str:
    return (
        f"def dividir(self, otro):\n    {directa}\n\n"
        f"def division_reflejada(self, otro):\n    {reflejada}\n\n"
        "Value.__truediv__ = dividir\nValue.__rtruediv__ = division_reflejada"
    )


_REFLEJADA_BIEN = "return self**-1 * otro"


def _division_con_nota(signo: str, local_otro: str = "self.data / otro.data ** 2") -> str:
    nota = (
        "otro = otro if isinstance(otro, Value) else Value(otro)\n"
        '    out = Value(self.data / otro.data, (self, otro), "/")\n'
        "    def _backward():\n"
        "        self.grad += out.grad / otro.data\n"
        f"        otro.grad {signo} {local_otro} * out.grad\n"
        "    out._backward = _backward\n"
        "    return out"
    )
    return _division(nota, _REFLEJADA_BIEN)


_OPERACIONES = (
    Ejercicio(
        id="03-restar",
        titulo="Negar y restar",
        nombre="Value",
        parte="__sub__",
        dificultad=1,
        minutos=2,
        pieza=True,
        requiere=("03-backward",),
        observar=observar_restar,
        errores=(
            Error(
                nombre="suma",
                cambiar={"self + (-otro)": "self + otro"},
                mensaje="Eso es una suma. Te falta el signo menos.",
            ),
            Error(
                nombre="al revés",
                cambiar={"self + (-otro)": "otro + (-self)"},
                mensaje="Restaste en el orden contrario: en `a - b`, `self` es a.",
            ),
            Error(
                nombre="al revés, con una resta",
                cambiar={"self + (-otro)": "otro - self"},
                mensaje="Usaste la resta para definir la resta, y además al revés. Exprésala con "
                "la suma y la negación.",
            ),
            Error(
                nombre="nodo nuevo con los datos",
                cambiar={"self + (-otro)": "Value(self.data - otro.data)"},
                mensaje="El resultado no recuerda de quién salió, y tampoco acepta números "
                "sueltos. Usa operaciones entre `Value`, que ya saben hacer las dos cosas.",
            ),
            Error(
                nombre="resta y niega",
                cambiar={"self + (-otro)": "-self + (-otro)"},
                mensaje="Negaste a los dos. Solo cambia de signo lo que se resta.",
            ),
            Error(
                nombre="nodo sin hijos",
                cambiar={
                    "self + (-otro)": "Value(self.data - "
                    "(otro.data if isinstance(otro, Value) else otro))"
                },
                mensaje="El dato está bien, pero el resultado no recuerda de quién salió: el "
                "gradiente no tiene por dónde volver.",
            ),
            Error(
                nombre="resta números",
                cambiar={
                    "self + (-otro)": "self.data - (otro.data if isinstance(otro, Value) else otro)"
                },
                mensaje="Restaste los datos y quedó un número. Hacen falta operaciones entre "
                "`Value`, que recuerdan.",
            ),
            Error(
                nombre="sin return",
                cambiar={"return self + (-otro)": "self + (-otro)"},
                mensaje="Hiciste la cuenta, pero no la devolviste.",
            ),
            Error(
                nombre="se llama a sí misma",
                cambiar={"self + (-otro)": "self - otro"},
                mensaje="Usaste la resta para definir la resta, y Python se quedó dando vueltas. "
                "Exprésala con operaciones que ya existan.",
            ),
            Error(
                nombre="nota sin el menos",
                codigo=_MAS
                + "    otro = otro if isinstance(otro, Value) else Value(otro)\n"
                + '    out = Value(self.data - otro.data, (self, otro), "-")\n'
                + "    def _backward():\n        self.grad += out.grad\n"
                + "        otro.grad += out.grad\n    out._backward = _backward\n    return out\n"
                + _PEGAR_RESTA,
                mensaje="El dato está bien, pero al que se resta le falta un signo: si él sube, el "
                "resultado baja.",
            ),
            Error(
                nombre="no funciona con números",
                cambiar={
                    "self + (-otro)": "self + otro.__neg__() if isinstance(otro, Value) "
                    "else self + otro"
                },
                mensaje="Entre dos `Value` resta bien. Con un número suelto, como `a - 4`, suma.",
            ),
        ),
        pistas=(
            "¿Cómo escribirías 5 − 3 si solo pudieras sumar?",
            "Restar es sumar el opuesto, y `-otro` ya funciona.",
            "return self + …",
        ),
        porque="Suma y negación ya tienen sus notas. El grafo las recorre, y el signo sale solo.",
    ),
    Ejercicio(
        id="03-reflejados",
        titulo="El número va primero",
        nombre="Value",
        parte="__rsub__",
        dificultad=2,
        minutos=3,
        pieza=True,
        requiere=("03-restar",),
        observar=observar_reflejados,
        errores=(
            Error(
                nombre="resta en el orden de siempre",
                codigo=_reflejados("self * otro", "self - otro"),
                mensaje="En `1 - a`, el 1 va primero. Calculaste `a - 1`.",
            ),
            Error(
                nombre="resta sin fin",
                codigo=_reflejados("self * otro", "otro - self"),
                mensaje="En la resta: " + _SIN_FIN,
            ),
            Error(
                nombre="producto sin fin",
                codigo=_reflejados("otro * self", "-self + otro"),
                mensaje="En el producto: " + _SIN_FIN,
            ),
            Error(
                nombre="las dos sin fin",
                codigo=_reflejados("otro * self", "otro - self"),
                mensaje="En las dos: " + _SIN_FIN,
            ),
            Error(
                nombre="producto que suma",
                codigo=_reflejados("self + otro", "-self + otro"),
                mensaje="El producto reflejado quedó con la suma. ¿Copiaste la función de arriba?",
            ),
            Error(
                nombre="resta que suma",
                codigo=_reflejados("self * otro", "self + otro"),
                mensaje="La resta reflejada suma. Falta cambiarle el signo a `self`.",
            ),
            Error(
                nombre="producto sin return",
                codigo=_reflejados("self * otro", "-self + otro").replace(
                    "return self * otro", "self * otro"
                ),
                mensaje="El producto reflejado hace la cuenta y no la devuelve.",
            ),
            Error(
                nombre="producto con nodo sin hijos",
                codigo=_reflejados("Value(self.data * otro)", "-self + otro"),
                mensaje="El dato de `2 * a` está bien, pero el resultado no recuerda de quién "
                "salió.",
            ),
            Error(
                nombre="resta con nodo sin hijos",
                codigo=_reflejados("self * otro", "Value(otro - self.data)"),
                mensaje="El dato de `1 - a` está bien, pero el resultado no recuerda de quién "
                "salió.",
            ),
            Error(
                nombre="niega el número",
                codigo=_reflejados("self * otro", "-self - otro"),
                mensaje="Cambiaste el signo de los dos. En `1 - a`, solo `a` cambia de signo.",
            ),
        ),
        pistas=(
            "En `2 * a`, ¿importa el orden? ¿Y en `1 - a`?",
            "`self` va a la izquierda de la operación, porque él sí sabe operar. Para la resta, "
            "piensa que 1 − a es lo mismo que −a + 1.",
            "def resta_reflejada(self, otro):\n    return -self …",
        ),
        porque="La suma y el producto dan lo mismo en cualquier orden. La resta no, así que "
        "primero se niega a self y después se le suma el número.",
    ),
    Ejercicio(
        id="03-potencia",
        titulo="La potencia",
        nombre="Value",
        parte="__pow__",
        dificultad=2,
        minutos=2,
        pieza=True,
        requiere=("03-reflejados",),
        observar=observar_potencia,
        errores=(
            sin_operacion('f"**{n}"'),
            *DE_UN_OPERANDO,
            Error(
                nombre="no resta uno al exponente",
                cambiar={"** (n - 1)": "** n"},
                mensaje="Bajaste el exponente, pero arriba quedó igual. En la derivada, el "
                "exponente es uno menos.",
            ),
            Error(
                nombre="suma uno al exponente",
                cambiar={"** (n - 1)": "** (n + 1)"},
                mensaje="El exponente subió. Al derivar, baja en uno.",
            ),
            Error(
                nombre="sin paréntesis en el exponente",
                cambiar={"** (n - 1)": "** n - 1"},
                mensaje="Sin paréntesis, Python eleva a n y después resta 1. El n − 1 entero es el "
                "exponente.",
            ),
            Error(
                nombre="olvida el factor n",
                cambiar={"n * self.data ** (n - 1)": "self.data ** (n - 1)"},
                mensaje="El exponente nuevo está bien. Falta el número que baja a multiplicar.",
            ),
            Error(
                nombre="olvida elevar",
                cambiar={"self.data ** (n - 1)": "self.data"},
                mensaje="El exponente bajó a multiplicar, y arriba no quedó ninguno. Queda uno "
                "menos.",
            ),
            Error(
                nombre="la potencia sin derivar",
                cambiar={"n * self.data ** (n - 1)": "self.data ** n"},
                mensaje="Usaste la misma potencia como derivada. El exponente baja a multiplicar "
                "y se le resta uno.",
            ),
            Error(
                nombre="baja n - 1",
                cambiar={"n * self.data": "(n - 1) * self.data"},
                mensaje="El que baja a multiplicar es el exponente original, antes de restarle "
                "uno.",
            ),
            Error(
                nombre="usa la salida",
                cambiar={"self.data ** (n - 1)": "out.data ** (n - 1)"},
                mensaje="Elevaste la salida, que ya estaba elevada. La derivada se escribe con la "
                "entrada.",
            ),
            Error(
                nombre="multiplica en lugar de elevar",
                cambiar={"self.data**n, ": "self.data * n, "},
                mensaje="El dato es x por n. Elevar se escribe con dos asteriscos.",
            ),
            Error(
                nombre="el exponente como hijo",
                cambiar={"(self,)": "(self, n)"},
                mensaje="`n` es un número suelto, no un nodo: el único hijo es `self`.",
            ),
        ),
        pistas=(
            "¿Cuál es la derivada de x²? ¿Y la de x³?",
            "La derivada local es `n` por la entrada elevada a `n - 1`. No olvides el gradiente "
            "que llega.",
            "self.grad += n * self.data ** (…) * …",
        ),
        porque="La regla vale para cualquier exponente: con n = −1 da la división, y con n = 0.5, "
        "la raíz cuadrada.",
    ),
    Ejercicio(
        id="03-dividir",
        titulo="La división, sin escribir ninguna nota",
        nombre="Value",
        parte="__truediv__",
        dificultad=2,
        minutos=2,
        pieza=True,
        requiere=("03-potencia",),
        observar=observar_dividir,
        errores=(
            Error(
                nombre="multiplica",
                cambiar={"self * otro**-1": "self * otro"},
                mensaje="Eso es el producto. Falta darle vuelta al divisor.",
            ),
            Error(
                nombre="nodo nuevo con los datos",
                cambiar={"self * otro**-1": "Value(self.data / otro.data)"},
                mensaje="El resultado no recuerda de quién salió, y tampoco acepta números "
                "sueltos. Usa operaciones entre `Value`.",
            ),
            Error(
                nombre="al revés",
                cambiar={"self * otro**-1": "self**-1 * otro"},
                mensaje="Diste vuelta al que no era: en `a / b`, el que se eleva a −1 es b.",
            ),
            Error(
                nombre="la reflejada, como la directa",
                codigo=_division("return self * otro**-1", "return self * otro**-1"),
                mensaje="La división normal está bien. En la reflejada, `self` es el de abajo: en "
                "`1 / a`, quien se eleva a −1 es `a`.",
            ),
            Error(
                nombre="la reflejada usa la directa",
                codigo=_division("return self * otro**-1", "return self / (otro * otro)"),
                mensaje="En `1 / a`, el de abajo es `self`. Tu versión deja a `self` arriba.",
            ),
            Error(
                nombre="la reflejada olvida el número",
                codigo=_division("return self * otro**-1", "return self**-1"),
                mensaje="`1 / a` sale bien, pero `6 / a` no: falta multiplicar por el número de "
                "arriba.",
            ),
            Error(
                nombre="la reflejada, sin fin",
                codigo=_division("return self * otro**-1", "return otro / self"),
                mensaje="En la reflejada: " + _SIN_FIN,
            ),
            Error(
                nombre="nota sin el menos",
                codigo=_division_con_nota("+="),
                mensaje="Escribiste la nota a mano, y al divisor le falta un signo: si el de abajo "
                "crece, el cociente se achica.",
            ),
            Error(
                nombre="nota sin el cuadrado",
                codigo=_division_con_nota("-=", "self.data / otro.data"),
                mensaje="En tu nota, el divisor va al cuadrado. O mejor: usa la potencia, que ya "
                "sabe hacer esa cuenta.",
            ),
            Error(
                nombre="nodo sin hijos",
                codigo=_division(
                    "otro = otro if isinstance(otro, Value) else Value(otro)\n"
                    "    return Value(self.data / otro.data)",
                    _REFLEJADA_BIEN,
                ),
                mensaje="El dato está bien, pero el resultado no recuerda de quién salió.",
            ),
            Error(
                nombre="se llama a sí misma",
                cambiar={"self * otro**-1": "self / otro"},
                mensaje="Usaste la división para definir la división, y Python se quedó dando "
                "vueltas.",
            ),
            Error(
                nombre="resta en lugar de invertir",
                cambiar={"otro**-1": "-otro"},
                mensaje="Multiplicaste por el opuesto. Lo que hace falta es el inverso: elevar a "
                "−1.",
            ),
            Error(
                nombre="sin return",
                cambiar={"return self * otro**-1": "self * otro**-1"},
                mensaje="Hiciste la cuenta, pero `dividir` no la devuelve.",
            ),
            Error(
                nombre="números sueltos",
                codigo=_division("return self.data / otro.data", "return otro / self.data"),
                mensaje="Con `.data` sale un número suelto, sin grafo. Usa operaciones entre "
                "`Value`: el producto y la potencia.",
            ),
        ),
        pistas=(
            "¿Cómo se escribe 1/b como potencia?",
            "En `a / b`, el de abajo es `otro`. En la reflejada, el de abajo es `self`.",
            "def dividir(self, otro):\n    return self * …",
        ),
        porque="Producto y potencia ya saben repartir. La regla del cociente sale sola, con su "
        "signo menos y su cuadrado.",
    ),
    Ejercicio(
        id="03-exp",
        titulo="La exponencial",
        nombre="Value",
        parte="exp",
        dificultad=1,
        minutos=1,
        pieza=True,
        requiere=("03-dividir",),
        observar=observar_exp,
        errores=(
            sin_operacion('"exp"'),
            *DE_UN_OPERANDO,
            Error(
                nombre="self.data por out.data",
                cambiar={"out.data * out": "self.data * out"},
                mensaje="Usaste la entrada. La derivada de la exponencial es la propia "
                "exponencial, es decir, la salida.",
            ),
            Error(
                nombre="usa el nodo",
                cambiar={"out.data * out": "out * out"},
                mensaje="Multiplicaste por el nodo. Los gradientes son números: usa su `.data`.",
            ),
            Error(
                nombre="exponencial de la salida",
                cambiar={"out.data * out": "math.exp(out.data) * out"},
                mensaje="Aplicaste la exponencial dos veces: la salida ya es la exponencial de x.",
            ),
            Error(
                nombre="deja pasar el gradiente",
                cambiar={"out.data * out.grad": "out.grad"},
                mensaje="El gradiente pasa tal cual. Falta multiplicarlo por la derivada local.",
            ),
            Error(
                nombre="regla de la potencia",
                cambiar={"out.data * out": "self.data * math.exp(self.data - 1) * out"},
                mensaje="Usaste la regla de la potencia. Aquí la variable está en el exponente, y "
                "la regla es otra, mucho más corta.",
            ),
            Error(
                nombre="2.718",
                cambiar={"math.exp(self.data)": "2.718 ** self.data"},
                mensaje="2.718 es una aproximación, y el error se nota. `math.exp` la calcula con "
                "toda la precisión.",
            ),
            Error(
                nombre="guarda x",
                cambiar={"Value(math.exp(self.data), ": "Value(self.data, "},
                mensaje="El dato del resultado es x, sin la exponencial.",
            ),
        ),
        pistas=(
            "¿Qué función es igual a su propia derivada? ¿Y dónde guardaste su valor?",
            "La derivada local es `out.data`.",
            "def _backward():\n    self.grad += … * out.grad",
        ),
        porque="La salida ya es la derivada local, así que la nota no calcula nada nuevo.",
    ),
    Ejercicio(
        id="03-relu",
        titulo="La puerta",
        nombre="Value",
        parte="relu",
        dificultad=2,
        minutos=2,
        pieza=True,
        requiere=("03-exp",),
        observar=observar_relu,
        errores=(
            sin_operacion('"relu"'),
            *sin("usa out.data por out.grad", de=DE_UN_OPERANDO),
            Error(
                nombre="usa out.data por out.grad",
                cambiar={"(self.data > 0) * out.grad": "(self.data > 0) * out.data"},
                mensaje="Repartiste el dato del resultado. Lo que viaja hacia atrás es su "
                "gradiente.",
            ),
            Error(
                nombre="el lado equivocado",
                cambiar={"self.data > 0": "self.data < 0"},
                mensaje="Abriste la puerta del lado equivocado: el gradiente pasa donde el dato "
                "era negativo.",
            ),
            Error(
                nombre="deriva 1 en el cero",
                cambiar={"self.data > 0": "self.data >= 0"},
                mensaje="Solo falla en un punto, x = 0. Ahí acordamos derivada 0, como PyTorch.",
            ),
            Error(
                nombre="pasa siempre",
                cambiar={"(self.data > 0) * out.grad": "out.grad"},
                mensaje="Dejas pasar el gradiente siempre. Si la puerta se cerró, mover x no "
                "mueve la salida.",
            ),
            Error(
                nombre="el dato como derivada",
                cambiar={"(self.data > 0) * out": "max(0.0, self.data) * out"},
                mensaje="Usaste el valor de relu como derivada. La pendiente donde la puerta está "
                "abierta es 1, sin importar el valor.",
            ),
            Error(
                nombre="mira el gradiente",
                cambiar={"self.data > 0": "out.grad > 0"},
                mensaje="La puerta mira el signo del gradiente. Tiene que mirar el dato: pasa el "
                "gradiente por donde pasó el dato, aunque sea negativo.",
            ),
            Error(
                nombre="medio en el cero",
                cambiar={
                    "(self.data > 0) * out": "(0.5 if self.data == 0 else self.data > 0) * out"
                },
                mensaje="En x = 0 pusiste un punto medio. Es una elección razonable, pero aquí "
                "tomamos 0, como PyTorch.",
            ),
            Error(
                nombre="valor absoluto",
                cambiar={"max(0.0, self.data)": "abs(self.data)"},
                mensaje="Tu dato convierte los negativos en positivos. Relu los convierte en 0.",
            ),
            Error(
                nombre="mínimo en lugar de máximo",
                cambiar={"max(0.0, self.data)": "min(0.0, self.data)"},
                mensaje="Con `min` se quedan los negativos. Relu se queda con los positivos.",
            ),
        ),
        pistas=(
            "Si x vale −3 y lo mueves un poquito, ¿cambia la salida? ¿Y si vale 2?",
            "La derivada local es 1 si el dato es mayor que 0, y 0 si no.",
            "En Python, `(x > 0) * 7` vale 7 o 0. Úsalo: self.grad += (…) * out.grad",
        ),
        porque="Donde la puerta está abierta, la salida copia a la entrada: pendiente 1. Donde "
        "está cerrada, la salida no se mueve: pendiente 0.",
    ),
    Ejercicio(
        id="03-tanh-por-partes",
        titulo="La misma curva, con otras piezas",
        nombre="Value",
        parte="tanh_por_partes",
        dificultad=2,
        minutos=3,
        pieza=True,
        requiere=("03-restar", "03-reflejados", "03-dividir", "03-exp", "03-relu"),
        observar=observar_partes,
        errores=(
            Error(
                nombre="usa tanh",
                codigo="def tanh_por_partes(self):\n    return self.tanh()\n"
                "Value.tanh_por_partes = tanh_por_partes",
                mensaje="Los números están bien, pero usaste `.tanh()`. La gracia es armarla con "
                "piezas más pequeñas.",
            ),
            Error(
                nombre="signos cambiados",
                cambiar={"(e - 1) / (e + 1)": "(e + 1) / (e - 1)"},
                mensaje="Arriba va la resta y abajo la suma.",
            ),
            Error(
                nombre="olvida el 2",
                cambiar={"(2 * self).exp()": "self.exp()"},
                mensaje="La curva sale estirada. En la fórmula, el exponente es 2x.",
            ),
            Error(
                nombre="signo contrario",
                cambiar={"(e - 1) / (e + 1)": "(1 - e) / (1 + e)"},
                mensaje="La curva sale de cabeza. Revisa el signo del exponente y el orden de la "
                "resta.",
            ),
            Error(
                nombre="sin paréntesis",
                cambiar={"(e - 1) / (e + 1)": "e - 1 / e + 1"},
                mensaje="Python divide antes de sumar y restar. Faltan paréntesis arriba y abajo.",
            ),
            Error(
                nombre="sin paréntesis abajo",
                cambiar={"/ (e + 1)": "/ e + 1"},
                mensaje="Faltan los paréntesis de abajo: Python divide entre e y después suma 1.",
            ),
            Error(
                nombre="devuelve un número",
                codigo="def tanh_por_partes(self):\n    return math.tanh(self.data)\n"
                "Value.tanh_por_partes = tanh_por_partes",
                mensaje="Devolviste un número, y un número no recuerda nada. Usa operaciones entre "
                "`Value`.",
            ),
            Error(
                nombre="corta el grafo",
                codigo="def tanh_por_partes(self):\n    e = math.exp(2 * self.data)\n"
                "    return Value((e - 1) / (e + 1))\nValue.tanh_por_partes = tanh_por_partes",
                mensaje="Hiciste la cuenta con números, y el gradiente no tiene por dónde volver. "
                "Usa operaciones entre `Value`.",
            ),
            Error(
                nombre="el 2 multiplica por fuera",
                cambiar={"(2 * self).exp()": "2 * self.exp()"},
                mensaje="El 2 quedó multiplicando a la exponencial. Va dentro, en el exponente.",
            ),
            Error(
                nombre="sin return",
                cambiar={"return (e - 1)": "(e - 1)"},
                mensaje="Hiciste la cuenta, pero no la devolviste.",
            ),
        ),
        pistas=(
            "¿Qué parte se repite arriba y abajo en la fórmula? Calcúlala una sola vez.",
            "Primero `e = (2 * self).exp()`. Después, la división, con paréntesis.",
            "e = (2 * self).exp()\nreturn (e - 1) / …",
        ),
        porque="Cada pieza conoce su derivada local, y la regla de la cadena las une. El "
        "resultado es el mismo, con más nodos.",
    ),
)

# --- la segunda llamada --------------------------------------------------------------------------


def _tras_borrar(borrar_gradientes: Any, preparar: Any) -> list[tuple[float, Any]]:
    raiz = preparar()
    nodos = ordenar(raiz)
    for numero, nodo in enumerate(nodos, start=1):
        nodo.grad = float(numero)
    borrar_gradientes(raiz)
    return [(nodo.data, nodo.grad) for nodo in nodos]


def _cadena_corta() -> Nodo:
    return _mas(_mas(Nodo(1.0), Nodo(2.0)), Nodo(3.0))


def _cadena_larga() -> Nodo:
    nodo = Nodo(1.0)
    for k in range(5):
        nodo = _mas(nodo, Nodo(float(k)))
    return nodo


def _con_repetidos() -> Nodo:
    a = Nodo(1.0)
    b = _mas(a, a)
    return _mas(b, _mas(b, Nodo(5.0)))


def observar_borrar(borrar_gradientes: Any) -> Iterator[Observacion]:
    """Cada nodo, con su dato y su gradiente: los datos no deben cambiar."""
    for caso, preparar in (
        ("un nodo solo", lambda: Nodo(7.0)),
        ("e = (a + b) + c", _cadena_corta),
        ("b = a + a; c = b + 5; d = b + c", _con_repetidos),
        ("una suma de cinco pisos", _cadena_larga),
    ):
        etiqueta = f"dato y gradiente de cada nodo, de las hojas a la raíz ({caso})"
        yield etiqueta, luego(_tras_borrar, borrar_gradientes, preparar)


_LA_SEGUNDA = (
    prediccion(
        "03-dos-veces",
        "La segunda llamada",
        "segunda_llamada",
        dificultad=3,
        minutos=3,
        malas={
            "16": "Parece razonable: otros 8. Pero `b` no empezó de cero. ¿Cuánto vale `b.grad` "
            "cuando le toca repartir?",
            "8": "Eso sería si la segunda llamada borrara lo anterior. Nadie lo borró.",
            "32": "Pusiste 2 en la raíz. Su gradiente se asigna, no se acumula: vuelve a ser 1.",
            "12": "Bien visto que `b` llega a 8, pero reparte ese 8 por dos flechas.",
            "20": "Vas bien con `b`. ¿Olvidaste los 8 que `a` ya tenía, o alguna de las flechas?",
            "64": "Multiplicaste lo viejo por lo nuevo. Las notas agregan.",
        },
        pistas=(
            "`b.grad` valía 4. La nota de `c` le agrega otra vez lo mismo. ¿Cuánto queda?",
            "`b` reparte todo lo que tiene, lo viejo y lo nuevo, por sus dos flechas hacia `a`.",
            "b.grad = 4 + 4. A a.grad, que valía 8, se le agrega b.grad dos veces: 8 + … + …",
        ),
        porque="b reparte también los 4 de la primera llamada, que ya había repartido. Por eso a "
        "recibe 16 más, y no 8.",
    ),
    Ejercicio(
        id="03-borrar",
        titulo="Borrón y cuenta nueva",
        nombre="borrar_gradientes",
        dificultad=2,
        minutos=2,
        pieza=True,
        requiere=("03-orden-topologico",),
        observar=observar_borrar,
        errores=(
            Error(
                nombre="solo la raíz",
                codigo="def borrar_gradientes(raiz):\n    raiz.grad = 0.0",
                mensaje="Solo borraste el de la raíz. Los demás conservan lo viejo.",
            ),
            Error(
                nombre="la raíz y sus hijos",
                codigo="def borrar_gradientes(raiz):\n    raiz.grad = 0.0\n"
                "    for hijo in raiz._prev:\n        hijo.grad = 0.0",
                mensaje="Llegaste hasta los hijos de la raíz. ¿Y los hijos de los hijos?",
            ),
            Error(
                nombre="hasta los nietos",
                codigo="def borrar_gradientes(raiz):\n    raiz.grad = 0.0\n"
                "    for hijo in raiz._prev:\n        hijo.grad = 0.0\n"
                "        for nieto in hijo._prev:\n            nieto.grad = 0.0",
                mensaje="Borraste hasta los nietos de la raíz, y un grafo puede tener muchos pisos "
                "más. ¿Qué función tuya los encuentra a todos?",
            ),
            Error(
                nombre="solo las hojas",
                cambiar={"nodo.grad = 0.0": "nodo.grad = nodo.grad if nodo._prev else 0.0"},
                mensaje="Borraste solo las hojas. Lo que nos dio problemas fue un nodo "
                "intermedio, `b`.",
            ),
            Error(
                nombre="solo los intermedios",
                cambiar={"nodo.grad = 0.0": "nodo.grad = 0.0 if nodo._prev else nodo.grad"},
                mensaje="Las hojas conservan su gradiente viejo. Aquí se borran todos.",
            ),
            Error(
                nombre="borra los datos",
                cambiar={"nodo.grad = 0.0": "nodo.data = 0.0"},
                mensaje="¡Cuidado! Borraste los datos, y la expresión perdió sus números.",
            ),
            Error(
                nombre="pone None",
                cambiar={"nodo.grad = 0.0": "nodo.grad = None"},
                mensaje="Con `None`, la próxima nota no puede hacer `+=`. Aquí el cero es un "
                "número.",
            ),
            Error(
                nombre="pone 1",
                cambiar={"nodo.grad = 0.0": "nodo.grad = 1.0"},
                mensaje="Pusiste 1. Entonces todos empezarían con un gradiente que nadie les dio.",
            ),
            Error(
                nombre="compara en vez de asignar",
                cambiar={"nodo.grad = 0.0": "nodo.grad == 0.0"},
                mensaje="Después de llamarla, nada cambió. ¿Escribes en `nodo.grad`, con un solo "
                "signo igual?",
            ),
            Error(
                nombre="todos menos la raíz",
                cambiar={"orden_topologico(raiz)": "orden_topologico(raiz)[:-1]"},
                mensaje="Faltó la raíz: también conserva su gradiente de antes.",
            ),
            Error(
                nombre="solo los hijos",
                cambiar={"orden_topologico(raiz)": "raiz._prev"},
                mensaje="Solo borraste los hijos de la raíz. Faltan la raíz y todos los demás.",
            ),
        ),
        pistas=(
            "¿Qué función tuya te da todos los nodos de un grafo?",
            "Recorre `orden_topologico(raiz)` y pon en cero el gradiente de cada nodo.",
            "for nodo in …:\n    nodo.grad = …",
        ),
        porque="El orden topológico contiene a cada nodo una vez. Para borrar da igual el sentido "
        "en que se recorra.",
    ),
)

EJERCICIOS: tuple[Ejercicio, ...] = (
    *_REPASO,
    *_REGLAS,
    *_NOTAS,
    *_EL_ORDEN,
    *_OPERACIONES,
    *_LA_SEGUNDA,
)
