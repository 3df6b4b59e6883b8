"""Ejercicios de la lección 1: predecir y leer gradientes de PyTorch y de Mini-Grad."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import observar_opcion, observar_respuesta
from minigrad.engine import Value

Programa = Callable[[Any, Any], tuple[Any, Any, Any]]


def _valores(programa: Programa, x: float, y: float) -> list[float]:
    return [float(nodo) for nodo in programa(Value(x), Value(y))]


def _gradientes(programa: Programa, x: float, y: float) -> list[float]:
    hojas = [Value(x), Value(y)]
    programa(*hojas)[-1].backward()
    return [hoja.grad for hoja in hojas]


def observar_programa(programa: Programa) -> Iterator[Observacion]:
    """Los valores, los gradientes y, al final, que también sirva con números."""
    yield "z, w y f con x = 2, y = 3", lambda: _valores(programa, 2.0, 3.0)
    yield "z, w y f con x = −1, y = 4", lambda: _valores(programa, -1.0, 4.0)
    yield "df/dx y df/dy con x = 2, y = 3", lambda: _gradientes(programa, 2.0, 3.0)
    yield "df/dx y df/dy con x = −1, y = 4", lambda: _gradientes(programa, -1.0, 4.0)
    yield "z, w y f con números comunes", lambda: [float(n) for n in programa(1.0, 2.0)]


def observar_gradientes(gradientes: Callable[[float, float], Any]) -> Iterator[Observacion]:
    """En varios puntos; en ninguno coinciden los gradientes de nodos distintos."""
    yield "gradientes(2, 3)", lambda: gradientes(2.0, 3.0)
    yield "gradientes(1, 2)", lambda: gradientes(1.0, 2.0)
    yield "gradientes(−1, 4)", lambda: gradientes(-1.0, 4.0)


#: una respuesta con dos huecos: desde qué nodo va hacia atrás y qué lee
_GRADIENTES = """\
def gradientes(x, y):
    a, b = Value(x), Value(y)
    z, w, f = programa(a, b)
    {desde}.backward()
    return {lee}
"""


class _TensorDePrueba:
    """Se porta como un tensor de un solo número: su `.data` sigue siendo un tensor."""

    def __init__(self, numero: float) -> None:
        self._numero = numero

    @property
    def data(self) -> _TensorDePrueba:
        return self

    def item(self) -> float:
        return self._numero

    def __float__(self) -> float:
        return self._numero


def _descrito(numeros: Any) -> list[Any]:
    """Cada elemento tal cual si es un número; si no, en palabras qué es."""
    if isinstance(numeros, str):
        return ["un texto"]
    return [n if isinstance(n, int | float) else f"un {type(n).__name__}" for n in numeros]


def observar_a_numeros(a_numeros: Callable[[Sequence[Any]], Any]) -> Iterator[Observacion]:
    """Con `Value`, con una lista vacía y con algo que se porta como un tensor."""
    yield "con dos Value: 2.5 y −1", lambda: _descrito(a_numeros([Value(2.5), Value(-1.0)]))
    yield "¿devuelve una lista?", lambda: type(a_numeros([Value(2.5)])).__name__
    yield "con una lista vacía", lambda: _descrito(a_numeros([]))
    yield (
        "con un tensor que guarda 7",
        lambda: [isinstance(n, float) and n for n in a_numeros([_TensorDePrueba(7.0)])],
    )
    recibida = [Value(2.5), Value(-1.0)]
    yield (
        "¿la lista que recibió sigue teniendo nodos?",
        lambda: [a_numeros(recibida), isinstance(recibida[0], Value)][1],
    )


REPASO = (
    Ejercicio(
        id="01-repaso-1",
        titulo="Qué dice un gradiente",
        nombre="repaso_1",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="el valor",
                codigo='repaso_1 = "a"',
                mensaje="Eso es `data`, el valor. El gradiente habla de cómo se mueve otro número.",
            ),
            Error(
                nombre="proporción",
                codigo='repaso_1 = "c"',
                mensaje="El total era 18 y la cantidad 3: 18 no es 4 × 3, porque también está el "
                "envío. El gradiente no compara valores, compara cambios.",
            ),
        ),
        pistas=(
            "¿Qué hicimos con cada entrada antes de conocer la palabra «gradiente»?",
            "Un gradiente compara dos cambios: el del resultado y el de la entrada.",
            "Empujón en la entrada → el resultado se mueve … veces ese empujón.",
        ),
        porque="El gradiente es cuánto cambia el resultado por cada unidad que empujas la entrada, "
        "con un empujón pequeño.",
    ),
    Ejercicio(
        id="01-repaso-2",
        titulo="La necesidad que falla",
        nombre="repaso_2",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="el grafo",
                codigo='repaso_2 = "a"',
                mensaje="Las operaciones sí están anotadas, lo dice la pregunta. Le falta saber "
                "algo sobre cada nodo para recorrerlas.",
            ),
            Error(
                nombre="lo local",
                codigo='repaso_2 = "b"',
                mensaje="Las reglas del + y del * las conoce. El problema es el orden.",
            ),
        ),
        pistas=(
            "¿Qué hay que saber de un nodo para decidir cuándo visitarlo?",
            "Las tres necesidades: anotar las operaciones, saber de quién salió cada nodo y saber "
            "derivar cada operación.",
            "El orden sale de saber quién depende de quién …",
        ),
        porque="Saber de qué nodos salió cada uno permite ordenarlos. Sin orden, un gradiente se "
        "reparte antes de estar completo.",
    ),
    Ejercicio(
        id="01-repaso-3",
        titulo="Cuántos pasos hacia atrás",
        nombre="repaso_3",
        tipo="repaso",
        minutos=1,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="uno por entrada",
                codigo='repaso_3 = "b"',
                mensaje="Uno por entrada es lo que cuesta empujar. ¿Qué ganábamos con el motor?",
            ),
            Error(
                nombre="uno por entrada y la partida",
                codigo='repaso_3 = "c"',
                mensaje="Esa es la cuenta de los empujones: 500 y la de partida. El motor hace "
                "otra "
                "cosa.",
            ),
        ),
        pistas=(
            "En la lección 0, ¿cuántas veces llamaste a `backward()` para tener tres gradientes?",
            "El paso hacia atrás va de la raíz a todas las hojas.",
            "Una raíz, una pasada …",
        ),
        porque="Una sola pasada desde la raíz llega a todas las hojas, sean 3 o un millón.",
    ),
)

LECCION = (
    Ejercicio(
        id="01-adelante",
        titulo="El paso hacia adelante, a mano",
        nombre="valores",
        tipo="numero",
        dificultad=1,
        minutos=4,
        observar=observar_respuesta,
        tolerancia=1e-3,
        errores=(
            Error(
                nombre="sin la mitad",
                codigo="valores = (7, 13, 169)",
                mensaje="z y w están bien. En f elevaste al cuadrado, pero falta algo de la línea.",
            ),
            Error(
                nombre="divide antes de elevar",
                codigo="valores = (7, 13, 42.25)",
                mensaje="z y w están bien. En f dividiste primero y elevaste después. "
                "¿Cuál de las dos operaciones va antes en Python?",
            ),
            Error(
                nombre="f igual que w",
                codigo="valores = (7, 13, 13)",
                mensaje="z y w están bien, pero f te salió igual que w. `w**2` no es w por 2: es w "
                "por w. Y el 2 que divide no toca al exponente.",
            ),
            Error(
                nombre="suma antes de multiplicar",
                codigo="valores = (7, 20, 200)",
                mensaje="z está bien. En w sumaste z + y antes de multiplicar por x. "
                "La multiplicación va primero.",
            ),
            Error(
                nombre="exponente con todo",
                codigo="valores = (25, 31, 480.5)",
                mensaje="En z elevaste al cuadrado la suma entera. El cuadrado es solo de x.",
            ),
            Error(
                nombre="los valores cambiados",
                codigo="valores = (11, 17, 144.5)",
                mensaje="Parece que cambiaste los papeles: la x es 2; la y es 3.",
            ),
        ),
        pistas=(
            "¿Cuánto es x por x cuando x vale 2? Empieza por ahí y súmale y.",
            "El orden de Python: primero `**`, después `*` y `/`, al final `+`.",
            "z = 4 + 3. Con ese z, w = z + 6. Con ese w, f = w × w / 2.",
        ),
        porque="z = 2² + 3 = 7; w = 7 + 3·2 = 13; f = 13²/2 = 84.5. "
        "Cada línea usa el resultado de la anterior: eso es el paso hacia adelante.",
    ),
    Ejercicio(
        id="01-caminos",
        titulo="Dos caminos hasta f",
        nombre="caminos",
        tipo="numero",
        dificultad=2,
        minutos=6,
        observar=observar_respuesta,
        tolerancia=1e-3,
        errores=(
            Error(
                nombre="sin la última flecha",
                codigo="caminos = (4, 3)",
                mensaje="Llegaste hasta w y ahí te quedaste. El camino termina en f: "
                "falta una flecha.",
            ),
            Error(
                nombre="suma a lo largo del camino",
                codigo="caminos = (4 + 1 + 13, 3 + 1 + 13)",
                mensaje="Sumaste las flechas de cada camino. A lo largo de un camino se "
                "multiplica: "
                "cada flecha amplía lo que le llega.",
            ),
            Error(
                nombre="caminos en otro orden",
                codigo="caminos = (39, 52)",
                mensaje="Los dos números están bien, pero al revés: primero el camino por z.",
            ),
            Error(
                nombre="los caminos de y",
                codigo="caminos = (13, 26)",
                mensaje="Esos son los caminos que salen de y. La pregunta es por los de x.",
            ),
            Error(
                nombre="los dos gradientes",
                codigo="caminos = (91, 39)",
                mensaje="Esos son df/dx y df/dy, los dos completos. Aquí queremos las dos partes "
                "de df/dx.",
            ),
            Error(
                nombre="la otra flecha de p",
                codigo="caminos = (52, 26)",
                mensaje="El camino por z está bien. En el otro usaste la flecha de y a p. "
                "¿Cuál es la que sale de x?",
            ),
            Error(
                nombre="los dos juntos",
                codigo="caminos = 91",
                mensaje="Eso es lo que aportan los dos juntos. Se pide cuánto aporta cada uno: dos "
                "números entre paréntesis, separados por una coma.",
            ),
        ),
        pistas=(
            "Pon el dedo en x. ¿Por qué flechas pasas si vas a f por arriba?",
            "Multiplica los números de las flechas del camino. Son tres flechas por camino.",
            "Por z: 4 × 1 × 13. Por p, igual, con otra primera flecha.",
        ),
        porque="Por z: 4·1·13 = 52. Por p: 3·1·13 = 39. "
        "La suma, 91, es el gradiente completo de x.",
    ),
    Ejercicio(
        id="01-ejes",
        titulo="Un lote de fotos",
        nombre="ejes",
        tipo="numero",
        dificultad=1,
        minutos=3,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="una sola foto",
                codigo="ejes = 3",
                mensaje="Esos son los ejes de una foto: color, alto y ancho. Juntar 10 fotos añade "
                "algo.",
            ),
            Error(
                nombre="sin color",
                codigo="ejes = 2",
                mensaje="Dos ejes son una sola tabla. Cada foto tiene tres tablas, y hay 10 fotos.",
            ),
            Error(
                nombre="cuenta números",
                codigo="ejes = 10 * 3 * 32 * 32",
                mensaje="Contaste cuántos números hay dentro. Los ejes son cuántas preguntas hacen "
                "falta para señalar uno de ellos.",
            ),
            Error(
                nombre="cuenta tablas",
                codigo="ejes = 30",
                mensaje="Contaste las tablas que hay: 10 fotos por 3 colores. Un eje es una "
                "dirección en la que están ordenadas.",
            ),
            Error(
                nombre="cuenta fotos",
                codigo="ejes = 10",
                mensaje="Diez es el tamaño de uno de los ejes. ¿Cuántos ejes hay?",
            ),
        ),
        pistas=(
            "Para señalar un solo número del tensor, ¿cuántas cosas tienes que decir?",
            "Cada eje es una de esas cosas: qué foto, qué color …",
            "Qué foto, qué color, qué fila y qué columna. Cuéntalas.",
        ),
        porque="Foto, color, fila y columna: cuatro índices para llegar a un número, cuatro ejes.",
    ),
    Ejercicio(
        id="01-cuantos",
        titulo="De un tensor a muchos Value",
        nombre="cuantos",
        tipo="numero",
        dificultad=1,
        minutos=3,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="uno",
                codigo="cuantos = 1",
                mensaje="Uno bastaría si `Value` guardara la matriz entera. ¿Qué guarda un "
                "`Value`?",
            ),
            Error(
                nombre="filas más columnas",
                codigo="cuantos = 3 + 4",
                mensaje="Sumaste filas y columnas. ¿Cuántas casillas tiene una tabla de 3 por 4?",
            ),
            Error(
                nombre="un Value por fila",
                codigo="cuantos = 3",
                mensaje="Eso sería un `Value` por fila. Pero un `Value` no puede guardar una fila.",
            ),
            Error(
                nombre="un Value por columna",
                codigo="cuantos = 4",
                mensaje="Eso sería un `Value` por columna. Pero un `Value` no puede guardar una "
                "columna.",
            ),
            Error(
                nombre="los ejes",
                codigo="cuantos = 2",
                mensaje="Dos son los ejes de la matriz. ¿Cuántos números hay dentro?",
            ),
        ),
        pistas=(
            "¿Cuántos números caben en un `Value`?",
            "Un `Value` por cada número de la matriz.",
            "3 filas con 4 números cada una …",
        ),
        porque="Un Value guarda un escalar, y la matriz tiene 3 × 4 = 12 escalares.",
    ),
    Ejercicio(
        id="01-sin-pedir",
        titulo="Un tensor que no pide gradiente",
        nombre="sin_pedir",
        tipo="opcion",
        dificultad=1,
        minutos=3,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="como antes",
                codigo='sin_pedir = "a"',
                mensaje="PyTorch solo calcula el gradiente de quien lo pide. ¿y lo pidió?",
            ),
            Error(
                nombre="cero",
                codigo='sin_pedir = "b"',
                mensaje="y sigue influyendo en f: aparece en la expresión. Que no pida gradiente "
                "no "
                "lo saca de la cuenta.",
            ),
            Error(
                nombre="error",
                codigo='sin_pedir = "d"',
                mensaje="Fallaría si nadie pidiera gradiente. Pero x sí lo pide, así que hay "
                "grafo.",
            ),
        ),
        pistas=(
            "¿Es lo mismo «vale cero» que «no se midió»?",
            "Sin `requires_grad=True`, PyTorch no anota nada para ese tensor.",
            "En Python, «aquí no hay nada» se escribe …",
        ),
        porque="y entra en la cuenta, pero PyTorch no anota nada para él. "
        "Su casilla de gradiente queda vacía: `None`.",
    ),
    Ejercicio(
        id="01-programa",
        titulo="La línea que falta",
        nombre="programa",
        pieza=True,
        dificultad=1,
        minutos=3,
        observar=observar_programa,
        errores=(
            Error(
                nombre="el z del primer programa",
                cambiar={"z = 3 * x + y": "z = x**2 + y"},
                mensaje="Ese z es el del primer programa. En este, z es tres veces x, más y.",
            ),
            Error(
                nombre="3 por toda la suma",
                cambiar={"z = 3 * x + y": "z = 3 * (x + y)"},
                mensaje="Multiplicaste por 3 la suma entera. El 3 es solo para x.",
            ),
            Error(
                nombre="elevar a 3",
                cambiar={"z = 3 * x + y": "z = x**3 + y"},
                mensaje="Elevaste x a la tercera potencia. «Tres veces x» es una multiplicación.",
            ),
            Error(
                nombre="3 en y",
                cambiar={"z = 3 * x + y": "z = x + 3 * y"},
                mensaje="Pusiste el 3 en y. Relee: tres veces x, más y.",
            ),
            Error(
                nombre="todo multiplicado",
                cambiar={"z = 3 * x + y": "z = 3 * x * y"},
                mensaje="Multiplicaste por y. El enunciado dice «más y».",
            ),
            Error(
                nombre="todo sumado",
                cambiar={"z = 3 * x + y": "z = 3 + x + y"},
                mensaje="Sumaste un 3. «Tres veces x» es una multiplicación.",
            ),
            Error(
                nombre="sin y",
                cambiar={"z = 3 * x + y": "z = 3 * x"},
                mensaje="Tres veces x está bien. Falta la segunda mitad de la frase.",
            ),
            Error(
                nombre="saca los números",
                cambiar={"z = 3 * x + y": "z = Value(3 * x.data + y.data)"},
                mensaje="Con `.data` sacaste los números, y z ya no recuerda que viene de x y de "
                "y: "
                "cortaste el grafo. Opera con x e y directamente.",
            ),
            Error(
                nombre="convierte a número",
                cambiar={"z = 3 * x + y": "z = 3 * float(x) + float(y)"},
                mensaje="Con `float(…)` z es un número suelto, que ya no recuerda de dónde viene: "
                "cortaste el grafo. Opera con x e y directamente.",
            ),
            Error(
                nombre="números fijos",
                cambiar={"z = 3 * x + y": "z = 3 * 2 + 3"},
                mensaje="Escribiste los números de este caso. Usa los nombres x e y, para que "
                "sirva "
                "con cualquier entrada y el motor vea de dónde viene z.",
            ),
        ),
        pistas=(
            "¿Cómo escribirías «tres veces x, más y» si x e y fueran números?",
            "Con `Value` se escribe igual que con números: las operaciones anotan el grafo solas.",
            "`z = 3 * …` y después la suma.",
        ),
        porque="Se escribe como con números: las operaciones de `Value` anotan el grafo solas. "
        "Por eso la misma función sirve para números y para tensores.",
    ),
    Ejercicio(
        id="01-que-mide",
        titulo="¿Qué mide ese 15?",
        nombre="que_mide",
        tipo="opcion",
        dificultad=2,
        minutos=4,
        observar=observar_opcion,
        errores=(
            Error(
                nombre="de x a z",
                codigo='que_mide = "a"',
                mensaje="Eso es la derivada local de la flecha de x a z, y vale 3. "
                "¿Desde qué nodo llamamos a `backward()`?",
            ),
            Error(
                nombre="un camino de x",
                codigo='que_mide = "c"',
                mensaje="El camino de x que pasa por z es 3 × 15 = 45. Al 15 todavía le falta la "
                "flecha de x a z.",
            ),
            Error(
                nombre="el valor de w",
                codigo='que_mide = "d"',
                mensaje="w vale 15 y el número coincide, pero `grad` nunca guarda valores. "
                "`z.grad` habla de un empujón.",
            ),
        ),
        pistas=(
            "`z.grad`: ¿a qué nodo pertenece? ¿Desde cuál se hizo el paso hacia atrás?",
            "`nodo.grad` dice cuánto se mueve la raíz si empujas ese nodo.",
            "La raíz es f y el nodo es z …",
        ),
        porque="`z.grad` es df/dz: cuánto se mueve la raíz f si empujas z. "
        "Para df/dx hay que seguir retrocediendo hasta x, por todos sus caminos.",
    ),
    Ejercicio(
        id="01-gradientes",
        titulo="Que no vuelva a pasar",
        nombre="gradientes",
        pieza=True,
        requiere=("01-programa",),
        dificultad=2,
        minutos=6,
        observar=observar_gradientes,
        errores=(
            Error(
                nombre="z.grad como df/dx",
                codigo=_GRADIENTES.format(desde="f", lee="z.grad, b.grad"),
                mensaje="Devolviste `z.grad` con la etiqueta df/dx: es la trampa de esta sección. "
                "¿Qué nodo es la hoja x?",
            ),
            Error(
                nombre="backward desde z",
                codigo=_GRADIENTES.format(desde="z", lee="a.grad, b.grad"),
                mensaje="Hiciste el paso hacia atrás desde z: eso da dz/dx y dz/dy. "
                "¿De qué nodo queremos los gradientes?",
            ),
            Error(
                nombre="backward desde w",
                codigo=_GRADIENTES.format(desde="w", lee="a.grad, b.grad"),
                mensaje="Hiciste el paso hacia atrás desde w y faltó la última flecha. "
                "La raíz es f.",
            ),
            Error(
                nombre="dos nodos intermedios",
                codigo=_GRADIENTES.format(desde="f", lee="z.grad, w.grad"),
                mensaje="Devolviste los gradientes de z y de w, que son nodos intermedios. "
                "¿Cuáles son las hojas?",
            ),
            Error(
                nombre="backward dos veces",
                codigo=_GRADIENTES.format(desde="f.backward(), f", lee="a.grad, b.grad"),
                mensaje="Salió el doble: hay dos pasos hacia atrás desde f, y en las hojas los "
                "gradientes se acumulan.",
            ),
            Error(
                nombre="números fijos",
                codigo="def gradientes(x, y):\n"
                "    a, b = Value(2.0), Value(3.0)\n"
                "    z, w, f = programa(a, b)\n"
                "    f.backward()\n"
                "    return a.grad, b.grad",
                mensaje="Respondes siempre con x = 2 e y = 3. Usa los números que recibe la "
                "función.",
            ),
            Error(
                nombre="sin backward",
                codigo="def gradientes(x, y):\n"
                "    a, b = Value(x), Value(y)\n"
                "    z, w, f = programa(a, b)\n"
                "    return a.grad, b.grad",
                mensaje="Todos los gradientes están en 0: nadie pidió el paso hacia atrás, o lo "
                "pediste con unos `Value` y leíste otros.",
            ),
            Error(
                nombre="backward a lo que no es un nodo",
                codigo="def gradientes(x, y):\n"
                "    z, w, f = programa(x, y)\n"
                "    f.backward()\n"
                "    return x.grad, y.grad",
                mensaje="Le pediste algo de nodos a lo que no es un nodo. Mira dos cosas: si "
                "convertiste los números en `Value`, y si separaste los tres resultados de "
                "`programa`.",
            ),
            Error(
                nombre="al revés",
                codigo=_GRADIENTES.format(desde="f", lee="b.grad, a.grad"),
                mensaje="Los dos números están bien, pero al revés: primero df/dx.",
            ),
            Error(
                nombre="los valores",
                codigo=_GRADIENTES.format(desde="f", lee="a.data, b.data"),
                mensaje="Devolviste los valores de x e y. El gradiente está en otro atributo.",
            ),
            Error(
                nombre="los nodos",
                codigo=_GRADIENTES.format(desde="f", lee="a, b"),
                mensaje="Devolviste los nodos enteros. ¿Qué atributo guarda su gradiente?",
            ),
            Error(
                nombre="uno solo",
                codigo=_GRADIENTES.format(desde="f", lee="a.grad"),
                mensaje="Devolviste solo df/dx. Una función puede devolver dos cosas separadas "
                "por una coma.",
            ),
            Error(
                nombre="sin return",
                codigo="def gradientes(x, y):\n"
                "    a, b = Value(x), Value(y)\n"
                "    z, w, f = programa(a, b)\n"
                "    f.backward()",
                mensaje="Haces el paso hacia atrás, pero no devuelves nada.",
            ),
        ),
        pistas=(
            "Mira la celda que imprime `df/dx: 90.0000`. ¿Qué cuatro cosas hace antes de imprimir?",
            "Crea las dos hojas, llama a `programa`, haz el paso hacia atrás desde la raíz, y lee "
            "el "
            "gradiente de las hojas.",
            "`a, b = Value(x), Value(y)` y después `z, w, f = programa(a, b)`. Faltan dos líneas.",
        ),
        porque="El gradiente de una hoja está en la hoja, después de `backward()` desde la raíz. "
        "z y w son nodos intermedios: sus gradientes responden otra pregunta.",
    ),
    Ejercicio(
        id="01-predice",
        titulo="Predice los dos gradientes",
        nombre="prediccion",
        tipo="numero",
        dificultad=2,
        minutos=7,
        observar=observar_respuesta,
        tolerancia=1e-3,
        errores=(
            Error(
                nombre="solo los caminos por z",
                codigo="prediccion = (21, 7)",
                mensaje="Contaste solo los caminos que pasan por z. "
                "x e y llegan a w también por su producto.",
            ),
            Error(
                nombre="solo los caminos por el producto",
                codigo="prediccion = (14, 7)",
                mensaje="Contaste solo los caminos que pasan por el producto. "
                "x e y llegan a w también por z.",
            ),
            Error(
                nombre="sin la última flecha",
                codigo="prediccion = (5, 2)",
                mensaje="Eso es cuánto se mueve w. Falta la última flecha, de w a f.",
            ),
            Error(
                nombre="números de antes",
                codigo="prediccion = (90, 45)",
                mensaje="Esos son los gradientes con x = 2 e y = 3. Cambian con los números.",
            ),
            Error(
                nombre="producto sin cruzar",
                codigo="prediccion = (28, 21)",
                mensaje="Vas bien con los caminos. Pero en el producto cada factor recibe al otro: "
                "la flecha que sale de x vale y.",
            ),
            Error(
                nombre="gradiente de z",
                codigo="prediccion = (7, 7)",
                mensaje="Ese 7 es z.grad. Falta retroceder hasta x y hasta y.",
            ),
            Error(
                nombre="al revés",
                codigo="prediccion = (14, 35)",
                mensaje="Los dos números están bien, pero al revés: primero df/dx.",
            ),
            Error(
                nombre="el primer programa",
                codigo="prediccion = (20, 10)",
                mensaje="Usaste el primer programa, el de x al cuadrado. Aquí z es 3·x + y.",
            ),
        ),
        pistas=(
            "¿Cuánto vale w con x = 1 e y = 2? Ese número es la última flecha.",
            "De cada hoja salen dos caminos. En cada camino multiplica; después suma los dos.",
            "z = 5, p = 2, w = 7. Para x: 3 × 1 × 7 por z, más … × 1 × 7 por el producto.",
        ),
        porque="w = 7. Para x: 3·7 por z y 2·7 por el producto, 35 en total. "
        "Para y: 1·7 por z y 1·7 por el producto, 14.",
    ),
    Ejercicio(
        id="01-bucle",
        titulo="Cuántas vueltas dio",
        nombre="gradiente_bucle",
        tipo="numero",
        dificultad=2,
        minutos=5,
        observar=observar_respuesta,
        tolerancia=1e-3,
        errores=(
            Error(
                nombre="una vuelta",
                codigo="gradiente_bucle = 2",
                mensaje="Contaste una sola vuelta. Con 6, ¿el bucle ya se detiene?",
            ),
            Error(
                nombre="una vuelta de más",
                codigo="gradiente_bucle = 8",
                mensaje="Contaste una vuelta de más. ¿Cuándo deja de cumplirse `x.data < 10`?",
            ),
            Error(
                nombre="el valor final",
                codigo="gradiente_bucle = 12",
                mensaje="Ese es el valor en el que termina. El gradiente es cuántas veces se "
                "amplía un empujón al 3.",
            ),
            Error(
                nombre="suma las vueltas",
                codigo="gradiente_bucle = 2 + 2 + 2",
                mensaje="A lo largo de un camino se multiplica, no se suma. ¿Y cuántas vueltas "
                "son?",
            ),
            Error(
                nombre="sin efecto",
                codigo="gradiente_bucle = 1",
                mensaje="Un gradiente de 1 sería si el bucle no hiciera nada. Con 3 sí entra.",
            ),
        ),
        pistas=(
            "Empieza en 3. ¿Cuánto vale x después de la primera vuelta? ¿Y de la segunda?",
            "Cada vuelta multiplica por 2, y cada multiplicación añade una flecha de valor 2.",
            "3 → 6 → 12 y para: dos flechas de 2 …",
        ),
        porque="El bucle da dos vueltas, 3 → 6 → 12. El camino tiene dos flechas de 2: 2·2 = 4.",
    ),
    Ejercicio(
        id="01-a-numeros",
        titulo="Solo los números",
        nombre="a_numeros",
        pieza=True,
        dificultad=1,
        minutos=5,
        observar=observar_a_numeros,
        errores=(
            Error(
                nombre="devuelve los nodos",
                codigo="def a_numeros(nodos):\n    return [nodo for nodo in nodos]",
                mensaje="Devolviste los mismos nodos. ¿Qué método saca el número de cada uno?",
            ),
            Error(
                nombre="usa data",
                codigo="def a_numeros(nodos):\n    return [nodo.data for nodo in nodos]",
                mensaje="Con `Value` funciona. Pero en PyTorch `.data` sigue siendo un tensor. "
                "Hay un método que sirve en los dos.",
            ),
            Error(
                nombre="solo el primero",
                codigo="def a_numeros(nodos):\n"
                "    for nodo in nodos:\n"
                "        return [nodo.item()]",
                mensaje="Tu `return` está dentro del bucle: en la primera vuelta la función "
                "termina.",
            ),
            Error(
                nombre="cambia la lista que recibe",
                codigo="def a_numeros(nodos):\n"
                "    for i in range(len(nodos)):\n"
                "        nodos[i] = nodos[i].item()\n"
                "    return nodos",
                mensaje="Los números están bien, pero los escribiste encima de los nodos: quien te "
                "pasó esa lista se queda sin ellos. Llena una lista nueva.",
            ),
            Error(
                nombre="no llama al método",
                codigo="def a_numeros(nodos):\n    return [nodo.item for nodo in nodos]",
                mensaje="Guardaste el método sin llamarlo. ¿Qué le falta a `.item`?",
            ),
            Error(
                nombre="item de la lista",
                codigo="def a_numeros(nodos):\n    return nodos.item()",
                mensaje="Le pediste `.item()` a la lista. Quien lo tiene es cada nodo.",
            ),
            Error(
                nombre="los gradientes",
                codigo="def a_numeros(nodos):\n    return [nodo.grad for nodo in nodos]",
                mensaje="Esos son los gradientes. Aquí queremos los valores.",
            ),
            Error(
                nombre="sin return",
                codigo="def a_numeros(nodos):\n    numeros = [nodo.item() for nodo in nodos]",
                mensaje="Tu función no devuelve nada: calcula o imprime, y falta el `return`.",
            ),
            Error(
                nombre="generador",
                codigo="def a_numeros(nodos):\n    return (nodo.item() for nodo in nodos)",
                mensaje="Con paréntesis no es una lista: es un generador, que se gasta al "
                "recorrerlo. ¿Qué signos hacen una lista?",
            ),
            Error(
                nombre="un número, no una lista",
                codigo="def a_numeros(nodos):\n    for nodo in nodos:\n        return nodo.item()",
                mensaje="Devuelves un solo número: el `return` está dentro del bucle, y la función "
                "termina en la primera vuelta. Hay que juntarlos todos en una lista.",
            ),
        ),
        pistas=(
            "¿Qué llamaste en `f.item()`? ¿Cómo lo harías con cada nodo de una lista?",
            "Una lista nueva a partir de otra: `[algo for nodo in nodos]`.",
            "`return [nodo.… for nodo in nodos]`",
        ),
        porque="`.item()` existe en Value y en los tensores, y da un número común de Python. "
        "La lista por comprensión lo aplica a cada nodo.",
    ),
)

EJERCICIOS = REPASO + LECCION
