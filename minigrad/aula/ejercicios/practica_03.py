"""Los ejercicios de la práctica 3: líneas revueltas, un motor con fallas y operaciones nuevas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.ejercicios.leccion_03 import observar_backward, observar_orden
from minigrad.aula.ejercicios.notas import (
    COMUNES_CON_LOCAL,
    DE_UN_OPERANDO,
    luego,
    observar_dos,
    observar_una,
    opcion,
    prediccion,
    sin,
    sin_operacion,
    tras_la_nota,
)
from minigrad.aula.huella.observar import Observacion

# --- líneas revueltas ----------------------------------------------------------------------------

#: Las líneas de `orden_topologico`, revueltas y con su sangría.
LINEAS = {
    "A": "    visitar(raiz)",
    "B": "        orden.append(nodo)",
    "C": "def orden_topologico(raiz):",
    "D": "            visitar(hijo)",
    "E": "        visitados.add(nodo)",
    "F": "    return orden",
    "G": "    def visitar(nodo):",
    "H": "        for hijo in nodo._prev:",
    "I": "    orden, visitados = [], set()",
    "J": "        if nodo in visitados: return",
}


def armar(letras: Any) -> str:
    """El programa que forman esas letras, o una frase si todavía no hay letras."""
    if letras is ...:
        return "Todavía no ordenaste las líneas."
    return "\n".join(LINEAS.get(letra, f"# no hay línea {letra}") for letra in _letras(letras))


def _letras(respuesta: Any) -> list[str]:
    """`"c, i"`, `"CI"` y `["C", "I"]` dicen lo mismo."""
    return [letra for letra in "".join(respuesta).upper() if letra.isalpha()]


def _funcion(letras: list[str]) -> Any:
    nombres: dict[str, Any] = {}
    exec(compile(armar(letras), "<minigrad revuelto>", "exec"), nombres)
    return nombres["orden_topologico"]


def _se_puede_leer(letras: list[str]) -> bool:
    try:
        compile(armar(letras), "<minigrad revuelto>", "exec")
    except SyntaxError:
        return False
    return True


def observar_revuelto(respuesta: Any) -> Iterator[Observacion]:
    """Arma el programa y lo prueba: vale cualquier orden que funcione."""
    letras = _letras(respuesta)
    yield "líneas que faltan", lambda: sorted(set(LINEAS) - set(letras))
    yield "líneas en total", lambda: len(letras)
    yield "¿la última línea devuelve la lista?", lambda: letras[-1:] == ["F"]
    yield "¿Python entiende el programa?", lambda: _se_puede_leer(letras)
    yield from observar_orden(lambda raiz: _funcion(letras)(raiz))


def _revuelto(nombre: str, letras: str, mensaje: str) -> Error:
    return Error(nombre=nombre, codigo=f'mi_orden = "{letras}"', mensaje=mensaje)


_REVUELTO = (
    Ejercicio(
        id="03p-revuelto",
        titulo="Diez líneas revueltas",
        nombre="mi_orden",
        dificultad=2,
        minutos=4,
        observar=observar_revuelto,
        errores=(
            _revuelto(
                "ninguna línea",
                "",
                "Todavía no pusiste ninguna línea. Ordénalas con los botones de la mesa, o escribe "
                "sus letras.",
            ),
            _revuelto(
                "se anota antes que sus hijos",
                "C I G J E B H D A F",
                "El nodo se anota antes de visitar a sus hijos, y queda delante de ellos. ¿Cuándo "
                "debe anotarse?",
            ),
            _revuelto(
                "se marca antes de preguntar",
                "C I G E J H D B A F",
                "Marcas el nodo y enseguida preguntas si está marcado: siempre lo está, y la lista "
                "sale vacía. Primero se pregunta.",
            ),
            _revuelto(
                "devuelve antes de visitar",
                "C I G J E H D B F A",
                "Devuelves la lista antes de visitar a la raíz. Después de un `return`, nada se "
                "ejecuta.",
            ),
            _revuelto(
                "el orden del alfabeto",
                "A B C D E F G H I J",
                "Ese es el ejemplo del enunciado. Empieza por la línea que no tiene sangría.",
            ),
            _revuelto(
                "llama antes de definir",
                "C I A G J E H D B F",
                "Llamas a `visitar(raiz)` antes de definir `visitar`. Primero la función de "
                "dentro, después la llamada.",
            ),
            _revuelto(
                "sin preguntar por los visitados",
                "C I G E H D B A F",
                "Falta la línea que pregunta si el nodo ya fue visitado: los nodos compartidos "
                "salen repetidos.",
            ),
            _revuelto(
                "sin marcar los visitados",
                "C I G J H D B A F",
                "Preguntas por los visitados, pero nadie los marca: los nodos compartidos salen "
                "repetidos.",
            ),
            _revuelto(
                "pregunta al final",
                "C I G E H D B J A F",
                "La pregunta por los visitados quedó al final, cuando ya se hizo todo. Va al "
                "entrar.",
            ),
            _revuelto(
                "la sangría se rompe",
                "C I G J E D H B A F",
                "`visitar(hijo)` quedó fuera del `for`. Mira la sangría: va justo debajo de él.",
            ),
        ),
        pistas=(
            "Solo una línea no tiene sangría, y solo una va al final. ¿Cuáles?",
            "Con cuatro espacios van las líneas de fuera; con ocho, las de `visitar`; con doce, la "
            "del `for`. Dentro de `visitar`: preguntar, marcar, visitar a los hijos, anotarse.",
            "Empieza con C, I, G y termina con A, F. Las cinco del medio son el cuerpo de "
            "`visitar`.",
        ),
        porque="Un nodo se anota después de todos sus hijos. Marcarlo al entrar evita repetirlo.",
    ),
    opcion(
        "03p-lista",
        "Una lista que sirva",
        "lista_que_sirve",
        minutos=2,
        malas={
            "a": "`d` usa a `c`, así que `c` tiene que aparecer antes.",
            "b": "`c` usa a `b`, así que `b` tiene que aparecer antes.",
        },
        pistas=(
            "¿De quién es hijo `b`? ¿De quién es hijo `c`?",
            "Cada hijo aparece antes que sus consumidores. El orden entre dos hojas no importa.",
            "`c` necesita a `a` y `b`; `d`, a `c` y `a`; `e`, a `d` y `c`. Revisa cada lista.",
        ),
        porque="Las hojas pueden ir en cualquier orden, pero c espera a las dos, d espera a c, y "
        "e, a los dos.",
    ),
)

# --- el motor ajeno ------------------------------------------------------------------------------


def observar_producto(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a * b, "×", (2.0, -3.5), suelto=False)


def observar_division(clase: Any) -> Iterator[Observacion]:
    yield from observar_dos(clase, lambda a, b: a / b, "/", (2.0, -4.0), suelto=False)
    yield from observar_dos(clase, lambda a, b: a / b, "/", (1.0, 0.5), suelto=False)


def observar_exp(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.exp(), "exp", (2.0, 0.5, -1.0, 0.0))


_ATRAS = "def hacia_atras_reparado(self):\n"
_PEGAR_ATRAS = "\nMotor.backward = hacia_atras_reparado"
_PREORDEN = (
    "    orden, visitados = [], set()\n    def visitar(nodo):\n"
    "        if nodo not in visitados:\n            visitados.add(nodo)\n"
    "            orden.append(nodo)\n            for hijo in nodo._prev:\n"
    "                visitar(hijo)\n    visitar(self)\n    self.grad = 1.0\n"
)

_CAZA = (
    prediccion(
        "03p-con-igual",
        "Primera sospecha",
        "con_igual",
        dificultad=2,
        minutos=3,
        malas={
            "(7, 7)": "La derivada es correcta. Pero con `=`, lo que `a` recibe primero se pierde.",
            "(7, 4)": "Al motor le dejaste el 1 de la suma. La nota del producto se llama después "
            "y, con `=`, lo borra.",
            "(7, 1)": "¿Quién escribe al último en `a.grad`: la suma o el producto?",
            "(7, 6)": "La nota del producto escribe dos veces en el mismo `grad`, y la segunda "
            "tapa a la primera.",
            "(6, 3)": "El motor sí da ese número. En la derivada de verdad olvidaste el `+ a`.",
            "(3, 7)": "Son los dos números, en el orden contrario: primero la derivada de verdad.",
            "(12, 3)": "El motor sí da ese número. El primero es el valor de f; se pide su "
            "derivada.",
        },
        pistas=(
            "La derivada de a² + a es 2a + 1. Pon ahí el valor de `a`.",
            "Sigue al motor: la suma le da 1 a `a` y 1 al producto. Después, el producto escribe "
            "dos veces en `a.grad`, con `=`.",
            "Las dos líneas de la nota del producto asignan lo mismo: el número del otro factor, "
            "por 1. ¿Qué queda después de la segunda?",
        ),
        porque="La derivada es 2a + 1. Con `=`, la última asignación del producto tapa todo lo "
        "demás.",
    ),
    Ejercicio(
        id="03p-caza-producto",
        titulo="La falla de x * x",
        nombre="Motor",
        parte="__mul__",
        dificultad=1,
        minutos=2,
        pieza=True,
        observar=observar_producto,
        errores=(
            sin_operacion('"*"'),
            *COMUNES_CON_LOCAL,
            Error(
                nombre="arregla solo self",
                cambiar={"otro.grad +=": "otro.grad ="},
                mensaje="Arreglaste la primera línea de la nota. La segunda todavía borra.",
            ),
            Error(
                nombre="arregla solo otro",
                cambiar={"self.grad +=": "self.grad ="},
                mensaje="Arreglaste la segunda línea de la nota. La primera todavía borra lo que "
                "el nodo traía.",
            ),
            Error(
                nombre="no cruza",
                cambiar={
                    "self.grad += otro.data": "self.grad += self.data",
                    "otro.grad += self.data": "otro.grad += otro.data",
                },
                mensaje="Ahora acumula, pero ya no cruza: a cada hijo le toca el número del otro.",
            ),
            Error(
                nombre="hijos en un conjunto",
                cambiar={"(self, otro), ": "{self, otro}, "},
                mensaje="La falla no está en los hijos. Y un conjunto perdería uno cuando son el "
                "mismo.",
            ),
        ),
        pistas=(
            "Compara su nota con la de la suma. ¿Qué signo cambia?",
            "Los dos factores de `x * x` son el mismo nodo: la nota debe agregar, no reemplazar.",
            "self.grad += otro.data * …",
        ),
        porque="Con `=`, x recibe una sola de sus dos partes. Con `+=`, las dos.",
    ),
    Ejercicio(
        id="03p-caza-division",
        titulo="La falla de 1 / x",
        nombre="Motor",
        parte="__truediv__",
        dificultad=2,
        minutos=2,
        pieza=True,
        requiere=("03p-caza-producto",),
        observar=observar_division,
        errores=(
            sin_operacion('"/"'),
            *sin(
                "nota al revés",
                "olvida out.grad",
                "suma out.grad",
                "usa out.data por out.grad",
                "resta el gradiente",
                de=COMUNES_CON_LOCAL,
            ),
            Error(
                nombre="la función rota",
                cambiar={"-self.data / otro": "self.data / otro"},
                mensaje="El divisor todavía recibe el gradiente con el signo cambiado: si el de "
                "abajo crece, el cociente se achica.",
            ),
            Error(
                nombre="cambia el signo del de arriba",
                cambiar={
                    "self.grad += out.grad": "self.grad += -out.grad",
                    "-self.data / otro": "self.data / otro",
                },
                mensaje="Cambiaste el signo del de arriba, que estaba bien. El que falla es el de "
                "abajo.",
            ),
            Error(
                nombre="cambia los dos signos",
                cambiar={"self.grad += out.grad": "self.grad += -out.grad"},
                mensaje="El de abajo quedó bien, pero también le cambiaste el signo al de arriba.",
            ),
            Error(
                nombre="pierde el cuadrado",
                cambiar={"otro.data**2": "otro.data"},
                mensaje="El signo está bien, pero se perdió el cuadrado del divisor.",
            ),
            Error(
                nombre="da vuelta a la división",
                cambiar={"self.data / otro.data, (": "otro.data / self.data, ("},
                mensaje="El dato estaba bien y ahora sale al revés. La falla está en la nota.",
            ),
            Error(
                nombre="multiplica en vez de dividir",
                cambiar={"out.grad / otro.data": "out.grad * otro.data"},
                mensaje="Al de arriba le multiplicaste el divisor: su derivada local es 1 entre "
                "el de abajo.",
            ),
        ),
        pistas=(
            "De las dos líneas de la nota, ¿cuál le toca al de abajo?",
            "La derivada de a/b respecto de b es −a/b².",
            "otro.grad += -self.data / …",
        ),
        porque="Si el divisor crece, el cociente se achica: su derivada lleva un menos.",
    ),
    Ejercicio(
        id="03p-caza-exp",
        titulo="La falla de exp(x)",
        nombre="Motor",
        parte="exp",
        dificultad=1,
        minutos=2,
        pieza=True,
        requiere=("03p-caza-division",),
        observar=observar_exp,
        errores=(
            sin_operacion('"exp"'),
            *DE_UN_OPERANDO,
            Error(
                nombre="la función rota",
                cambiar={"out.data * out": "self.data * out"},
                mensaje="La nota todavía usa la entrada. ¿Cuál es la derivada de la exponencial?",
            ),
            Error(
                nombre="exponencial de la salida",
                cambiar={"out.data * out": "math.exp(out.data) * out"},
                mensaje="Aplicaste la exponencial dos veces: la salida ya la tiene.",
            ),
            Error(
                nombre="deja pasar",
                cambiar={"out.data * out.grad": "out.grad"},
                mensaje="Quitaste la derivada local en vez de corregirla.",
            ),
        ),
        pistas=(
            "En x = 2, la medida da 7.3891. ¿Qué número conocido es ese?",
            "La exponencial es su propia derivada, y su valor está en `out.data`.",
            "self.grad += … * out.grad",
        ),
        porque="La derivada local es la salida. Con la entrada, en x = 2 salía justo 2.",
    ),
    Ejercicio(
        id="03p-caza-orden",
        titulo="La falla que solo aparece a veces",
        nombre="Motor",
        parte="backward",
        dificultad=3,
        minutos=4,
        pieza=True,
        requiere=("03p-caza-exp",),
        observar=observar_backward,
        errores=(
            Error(
                nombre="la función rota",
                codigo=_ATRAS
                + _PREORDEN
                + "    for nodo in orden:\n        nodo._backward()"
                + _PEGAR_ATRAS,
                mensaje="Sigue igual: cada nodo se anota antes que sus hijos, y alguno reparte "
                "antes de recibirlo todo.",
            ),
            Error(
                nombre="un solo cambio",
                cambiar={"reversed(orden)": "orden"},
                mensaje="Hiciste uno de los dos cambios, y ahora la raíz reparte al final. Falta "
                "el otro: mira dónde se anota cada nodo y en qué sentido recorres la lista.",
            ),
            Error(
                nombre="sin visitados",
                cambiar={"if nodo not in visitados:": "if True:"},
                mensaje="Al no mirar los visitados, los nodos compartidos se anotan y reparten "
                "varias veces.",
            ),
            Error(
                nombre="sin el 1",
                cambiar={"self.grad = 1.0": "pass"},
                mensaje="En el camino se perdió el 1 de la raíz.",
            ),
            Error(
                nombre="olvida visitar a la raíz",
                cambiar={"    visitar(self)\n": ""},
                mensaje="La lista sale vacía: nadie visita a la raíz.",
            ),
        ),
        pistas=(
            "Escribe la lista que arma este motor para `y + (y + 1)`. ¿`y` está donde debe?",
            "Hacen falta dos cambios: dónde se anota el nodo y en qué sentido se recorre la lista.",
            "for hijo in nodo._prev:\n    visitar(hijo)\n… aquí se anota\n\n"
            "for nodo in reversed(…):",
        ),
        porque="Anotarse después de los hijos da un orden topológico; recorrido al revés, cada "
        "nodo reparte cuando ya recibió todo.",
    ),
)

# --- operaciones nuevas --------------------------------------------------------------------------


def observar_seno(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.sin(), "sin", (0.7, 2.5, -1.2, 0.0))


def observar_coseno(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.cos(), "cos", (0.7, 2.5, -1.2, 0.0))


def observar_abs(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, abs, "abs", (-3.0, 2.0, -0.5, 0.5, 0.0))


def observar_softplus(clase: Any) -> Iterator[Observacion]:
    yield from observar_una(clase, lambda x: x.softplus(), "softplus", (0.5, -2.0, 3.0, 0.0))


def observar_maximo(clase: Any) -> Iterator[Observacion]:
    def mayor(a: Any, b: Any) -> Any:
        return a.maximo(b)

    yield from observar_dos(clase, mayor, "máximo", (2.0, -3.5))
    casos = (((-1.0, 6.0), "gana b"), ((3.0, 1.0), "gana a"), ((5.0, 5.0), "empate"))
    for datos, caso in casos:
        etiqueta = f"gradientes de a y b cuando al máximo le llega 2 ({caso})"
        yield etiqueta, luego(tras_la_nota, clase, mayor, datos, 2.0)


_ROTA = "usa la salida en vez de la entrada"

_NUEVAS = (
    Ejercicio(
        id="03p-seno",
        titulo="El seno",
        nombre="Value",
        parte="sin",
        dificultad=2,
        minutos=3,
        pieza=True,
        observar=observar_seno,
        errores=(
            sin_operacion('"sin"'),
            # restar el gradiente es lo mismo que cambiarle el signo a la derivada
            *sin("resta el gradiente", de=DE_UN_OPERANDO),
            Error(
                nombre="menos coseno",
                cambiar={"+= math.cos": "+= -math.cos"},
                mensaje="Sobra un menos: el que cambia de signo al derivar es el coseno.",
            ),
            Error(
                nombre="seno como derivada",
                cambiar={"+= math.cos": "+= math.sin"},
                mensaje="Usaste el seno como su propia derivada. Eso solo lo hace la exponencial.",
            ),
            Error(
                nombre=_ROTA,
                cambiar={"math.cos(self.data)": "math.cos(out.data)"},
                mensaje="Calculaste el coseno de la salida. Va el de la entrada.",
            ),
            Error(
                nombre="grados",
                cambiar={"math.sin(self.data)": "math.sin(math.radians(self.data))"},
                mensaje="Convertiste a radianes, y el dato ya está en radianes.",
            ),
            Error(
                nombre="intercambia seno y coseno",
                cambiar={"Value(math.sin": "Value(math.cos", "+= math.cos": "+= math.sin"},
                mensaje="El dato es el coseno. ¿Intercambiaste las dos funciones?",
            ),
        ),
        pistas=(
            "¿Qué operación de la lección tenía un solo hijo? Copia su forma.",
            "El dato es `math.sin(self.data)`; la derivada local, `math.cos(self.data)`.",
            'out = Value(math.sin(self.data), (self,), "sin")\n\n'
            "def _backward():\n    self.grad += …",
        ),
        porque="La forma es siempre la misma: dato, nota, enganche. Solo cambia la derivada local.",
    ),
    Ejercicio(
        id="03p-coseno",
        titulo="El coseno",
        nombre="Value",
        parte="cos",
        dificultad=1,
        minutos=2,
        pieza=True,
        requiere=("03p-seno",),
        observar=observar_coseno,
        errores=(
            sin_operacion('"cos"'),
            # con un menos delante, restar es lo mismo que olvidar ese menos
            *sin("resta el gradiente", de=DE_UN_OPERANDO),
            Error(
                nombre="olvida el menos",
                cambiar={"+= -math.sin": "+= math.sin"},
                mensaje="Falta un signo: al derivar el coseno aparece un menos.",
            ),
            Error(
                nombre="coseno como derivada",
                cambiar={"+= -math.sin": "+= math.cos"},
                mensaje="Usaste el coseno como su propia derivada.",
            ),
            Error(
                nombre=_ROTA,
                cambiar={"-math.sin(self.data)": "-math.sin(out.data)"},
                mensaje="Calculaste el seno de la salida. Va el de la entrada.",
            ),
            Error(
                nombre="copia del seno",
                cambiar={"Value(math.cos": "Value(math.sin", "-math.sin(self": "math.cos(self"},
                mensaje="Eso es el seno, otra vez. ¿Copiaste la función de arriba?",
            ),
        ),
        pistas=(
            "En x = 0.7 el coseno baja. ¿Qué signo tiene su derivada ahí?",
            "La derivada local es el seno de la entrada, con un menos delante.",
            "self.grad += -math.sin(…) * …",
        ),
        porque="El coseno es un seno corrido, y al derivarlo cambia de signo.",
    ),
    Ejercicio(
        id="03p-abs",
        titulo="El valor absoluto",
        nombre="Value",
        parte="__abs__",
        dificultad=2,
        minutos=3,
        pieza=True,
        requiere=("03p-coseno",),
        observar=observar_abs,
        errores=(
            sin_operacion('"abs"'),
            *sin("resta el gradiente", de=DE_UN_OPERANDO),
            Error(
                nombre="siempre 1",
                cambiar={"signo * out.grad": "out.grad"},
                mensaje="Del lado negativo la curva baja: ahí la pendiente no es 1.",
            ),
            Error(
                nombre="signo contrario",
                cambiar={"(self.data > 0) - (self.data < 0)": "(self.data < 0) - (self.data > 0)"},
                mensaje="Tienes los dos lados cambiados: a la derecha del cero, la curva sube.",
            ),
            Error(
                nombre="divide entre el dato",
                cambiar={"signo * out": "out.data / self.data * out"},
                mensaje="Buena idea, salvo en x = 0: ahí divides entre cero. Acordamos que vale 0.",
            ),
            Error(
                nombre="1 en el cero",
                cambiar={"(self.data > 0) - (self.data < 0)": "1 if self.data >= 0 else -1"},
                mensaje="Solo falla en x = 0, donde acordamos derivada 0.",
            ),
            Error(
                nombre="-1 en el cero",
                cambiar={"(self.data > 0) - (self.data < 0)": "1 if self.data > 0 else -1"},
                mensaje="En x = 0 te quedó −1. Ahí acordamos derivada 0.",
            ),
            Error(
                nombre="como relu",
                cambiar={"(self.data > 0) - (self.data < 0)": "float(self.data > 0)"},
                mensaje="Esa es la derivada de relu. Del lado negativo, el valor absoluto sí se "
                "mueve.",
            ),
            Error(
                nombre="el dato como derivada",
                cambiar={"signo * out": "self.data * out"},
                mensaje="Multiplicaste por el dato. La pendiente de cada lado es constante: no "
                "depende de cuán lejos estés del cero.",
            ),
        ),
        pistas=(
            "Si x = −3 sube a −2.9, ¿|x| sube o baja? ¿Y si x = 2 sube a 2.1?",
            "La derivada local es 1 a la derecha del cero, −1 a la izquierda y 0 en el cero.",
            "(self.data > 0) - (self.data < 0) vale 1, −1 o 0. Úsalo dentro de la nota.",
        ),
        porque="A la derecha, |x| copia a x; a la izquierda, a −x. En la esquina elegimos 0.",
    ),
    Ejercicio(
        id="03p-softplus",
        titulo="Una relu sin esquina",
        nombre="Value",
        parte="softplus",
        dificultad=2,
        minutos=4,
        pieza=True,
        requiere=("03p-abs",),
        observar=observar_softplus,
        errores=(
            sin_operacion('"softplus"'),
            *DE_UN_OPERANDO,
            Error(
                nombre="sin el menos",
                cambiar={"math.exp(-self.data)": "math.exp(self.data)"},
                mensaje="En la derivada, el exponente lleva un menos. Con el tuyo, la pendiente "
                "baja cuando la curva debería empinarse.",
            ),
            Error(
                nombre="derivada a medias",
                cambiar={
                    "1 / (1 + math.exp(-self.data))": "1 / (1 + math.exp(self.data)) * 1.0 * "
                    "math.exp(-self.data)"
                },
                mensaje="Revisa la regla de la cadena: la derivada del logaritmo es 1 entre lo de "
                "dentro, por la derivada de lo de dentro, que es e^x (con el exponente positivo).",
            ),
            Error(
                nombre="olvida la derivada de dentro",
                cambiar={"1 / (1 + math.exp(-self.data))": "1 / math.log(1 + math.exp(self.data))"},
                mensaje="Dividiste entre el logaritmo. La derivada está escrita en el enunciado.",
            ),
            Error(
                nombre="con la salida",
                cambiar={"math.exp(-self.data)": "math.exp(-out.data)"},
                mensaje="En la derivada va la entrada, no la salida.",
            ),
            Error(
                nombre="logaritmo decimal",
                cambiar={"math.log(": "math.log10("},
                mensaje="Ese es el logaritmo en base 10. El natural es `math.log`.",
            ),
            Error(
                nombre="sin paréntesis",
                cambiar={"1 / (1 + math.exp(-self.data))": "1 / 1 + math.exp(-self.data)"},
                mensaje="Faltan paréntesis: Python divide antes de sumar.",
            ),
            Error(
                nombre="derivada de relu",
                cambiar={"1 / (1 + math.exp(-self.data))": "(self.data > 0)"},
                mensaje="Esa es la derivada de relu, que salta. La de softplus cambia con "
                "suavidad.",
            ),
            Error(
                nombre="derivada de tanh",
                cambiar={"1 / (1 + math.exp(-self.data))": "(1 - out.data**2)"},
                mensaje="Esa derivada es la de tanh. La de softplus está en el enunciado.",
            ),
        ),
        pistas=(
            "¿Qué dos fórmulas del enunciado necesitas, y dónde va cada una?",
            "El dato es el logaritmo de 1 más la exponencial de x. La derivada local usa e "
            "elevado a menos x.",
            "self.grad += 1 / (1 + math.exp(…)) * …",
        ),
        porque="La derivada es la sigmoide, que vas a usar mucho: va de 0 a 1, como la de relu, "
        "pero sin saltar.",
    ),
    Ejercicio(
        id="03p-maximo",
        titulo="El mayor de dos",
        nombre="Value",
        parte="maximo",
        dificultad=3,
        minutos=5,
        pieza=True,
        requiere=("03p-softplus",),
        observar=observar_maximo,
        errores=(
            sin_operacion('"max"'),
            *COMUNES_CON_LOCAL,
            Error(
                nombre="no envuelve números",
                cambiar={"otro = otro if isinstance(otro, Value) else Value(otro)": "pass"},
                mensaje="Entre dos `Value` va bien, pero no con un número suelto.",
            ),
            Error(
                nombre="empate para el primero",
                cambiar={
                    "0.5 if self.data == otro.data else float(self.data > otro.data)": "float(self.data >= otro.data)"
                },
                mensaje="En un empate le das todo al primero. El enunciado pide la mitad a cada "
                "uno.",
            ),
            Error(
                nombre="empate para el segundo",
                cambiar={
                    "0.5 if self.data == otro.data else float(self.data > otro.data)": "float(self.data > otro.data)"
                },
                mensaje="En un empate le das todo al segundo. El enunciado pide la mitad a cada "
                "uno.",
            ),
            Error(
                nombre="empate doble",
                cambiar={
                    "(1 - parte)": "(1.0 if self.data == otro.data else 1 - parte)",
                    "* out.grad\n        otro": "* (2 if parte == 0.5 else 1) * out.grad\n"
                    "        otro",
                },
                mensaje="En un empate le das todo a los dos. El gradiente se parte por la mitad.",
            ),
            Error(
                nombre="empate para nadie",
                cambiar={
                    "0.5 if self.data == otro.data else float(self.data > otro.data)": "float(self.data > otro.data)",
                    "(1 - parte)": "float(self.data < otro.data)",
                },
                mensaje="En un empate nadie recibe nada. El enunciado pide la mitad a cada uno.",
            ),
            Error(
                nombre="le da al menor",
                cambiar={"self.data > otro.data": "self.data < otro.data"},
                mensaje="Le diste el gradiente al que perdió. Si mueves al menor, el máximo no "
                "cambia.",
            ),
            Error(
                nombre="a los dos por igual",
                cambiar={"0.5 if self.data == otro.data else float(self.data > otro.data)": "0.5"},
                mensaje="Repartes la mitad siempre. Eso es solo para el empate.",
            ),
            Error(
                nombre="a los dos entero",
                cambiar={"parte * out.grad\n": "out.grad\n", "(1 - parte) * out.grad": "out.grad"},
                mensaje="Les diste el gradiente entero a los dos, como en una suma.",
            ),
            Error(
                nombre="solo a self",
                cambiar={"otro.grad += (1 - parte) * out.grad": "pass"},
                mensaje="Cuando gana el segundo, nadie recibe el gradiente.",
            ),
            Error(
                nombre="mínimo",
                cambiar={"max(self.data": "min(self.data"},
                mensaje="Guardaste el menor de los dos.",
            ),
            Error(
                nombre="devuelve al ganador",
                codigo="def maximo(self, otro):\n"
                "    otro = otro if isinstance(otro, Value) else Value(otro)\n"
                "    return self if self.data > otro.data else otro\nValue.maximo = maximo",
                mensaje="Devolviste al ganador mismo: ingenioso, pero no queda registro de la "
                "operación, y en un empate el gradiente se lo lleva uno solo. Crea un nodo nuevo.",
            ),
        ),
        pistas=(
            "Si gana `a` y mueves un poquito a `b`, ¿cambia el máximo?",
            "Hay tres casos: gana `self`, gana `otro`, o empatan. ¿Qué fracción recibe cada uno?",
            "parte = … (1, 0 o 0.5)\n\nself.grad += parte * …\notro.grad += (1 - …) * …",
        ),
        porque="El máximo copia al ganador, así que su derivada local es 1 para él y 0 para el "
        "otro. En el empate, PyTorch parte por la mitad.",
    ),
)

EJERCICIOS: tuple[Ejercicio, ...] = (*_REVUELTO, *_CAZA, *_NUEVAS)
