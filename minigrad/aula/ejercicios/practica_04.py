"""Los ejercicios de la práctica 4: un motor de derivadas locales con fallas, softmax y el juez."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.ejercicios.leccion_04 import (
    ANOTA,
    con_gradientes,
    observar_backward,
    observar_funcion,
    observar_ordenar,
)
from minigrad.aula.ejercicios.notas import luego, opcion, ordenar, prediccion, sin_operacion
from minigrad.aula.huella.observar import Observacion

# --- líneas revueltas ----------------------------------------------------------------------------

#: Las líneas de `ordenar`, revueltas y con su sangría.
LINEAS = {
    "A": "            orden.append(nodo)",
    "B": "    while pila:",
    "C": "            vistos.add(nodo)",
    "D": "def ordenar(raiz):",
    "E": "    return orden",
    "F": "        if listo:",
    "G": "            pila += [(hijo, False) for hijo in nodo._prev]",
    "H": "    orden, vistos, pila = [], set(), [(raiz, False)]",
    "I": "        elif nodo not in vistos:",
    "J": "            pila.append((nodo, True))",
    "K": "        nodo, listo = pila.pop()",
}


def armar(letras: Any) -> str:
    """El programa que forman esas letras, o una frase si todavía no hay letras."""
    if letras is ...:
        return "Todavía no ordenaste las líneas."
    return "\n".join(LINEAS.get(letra, f"# no hay línea {letra}") for letra in _letras(letras))


def _letras(respuesta: Any) -> list[str]:
    """`"d, h"`, `"DH"` y `["D", "H"]` dicen lo mismo."""
    return [letra for letra in "".join(respuesta).upper() if letra.isalpha()]


def _funcion(letras: list[str]) -> Any:
    nombres: dict[str, Any] = {}
    exec(compile(armar(letras), "<minigrad revuelto>", "exec"), nombres)
    return nombres["ordenar"]


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
    yield "¿la última línea devuelve la lista?", lambda: letras[-1:] == ["E"]
    yield "¿Python entiende el programa?", lambda: _se_puede_leer(letras)
    yield from observar_ordenar(lambda raiz: _funcion(letras)(raiz))


def _revuelto(nombre: str, letras: str, mensaje: str) -> Error:
    return Error(nombre=nombre, codigo=f'mi_orden = "{letras}"', mensaje=mensaje)


_REVUELTO = (
    Ejercicio(
        id="04p-revuelto",
        titulo="Once líneas revueltas",
        nombre="mi_orden",
        dificultad=2,
        minutos=5,
        observar=observar_revuelto,
        errores=(
            _revuelto(
                "ninguna línea",
                "",
                "Todavía no pusiste ninguna línea. Ordénalas con los botones de la mesa, o escribe "
                "sus letras.",
            ),
            _revuelto(
                "los hijos debajo del nodo",
                "D H B K F A I C G J E",
                "Los hijos quedan en la pila **debajo** del nodo listo, así que el nodo sale "
                "primero. Lo último que entra es lo primero que sale.",
            ),
            _revuelto(
                "el orden del alfabeto",
                "A B C D E F G H I J K",
                "Ese es el ejemplo del enunciado. Empieza por la línea que no tiene sangría.",
            ),
            _revuelto(
                "anota lo no visto",
                "D H B K F C J G I A E",
                "Cambiaste los dos casos: si está listo se anota en el orden, y si no se ha visto "
                "se marca y se ponen sus hijos.",
            ),
            _revuelto(
                "sin marcar",
                "D H B K F A I J G E",
                "Falta la línea que marca el nodo como visto: los nodos compartidos salen "
                "repetidos.",
            ),
            _revuelto(
                "sin volver a la pila",
                "D H B K F A I C G E",
                "Falta la línea que devuelve el nodo a la pila como listo: nadie llega al orden.",
            ),
            _revuelto(
                "saca antes de preguntar si hay",
                "D H K B F A I C J G E",
                "`pila.pop()` va dentro del `while`: hay que sacar una pareja en cada vuelta.",
            ),
        ),
        pistas=(
            "¿Qué línea no tiene sangría, y cuál va al final?",
            "Con doce espacios hay cuatro líneas. Una va con `if listo`, y tres con el `elif`.",
            "Empieza con D, H, B, K y termina con E. Debajo de F va una sola línea.",
        ),
        porque="El nodo vuelve a la pila debajo de sus hijos: cuando sale como listo, ellos ya "
        "salieron.",
    ),
)

# --- operaciones nuevas --------------------------------------------------------------------------


def observar_abs(clase: Any) -> Iterator[Observacion]:
    for x in (3.0, -2.0, 0.0, -0.25, 0.5):
        texto = f"{x:g}".replace("-", "−")
        yield (
            f"abs en {texto}: valor y gradiente",
            luego(con_gradientes, clase, lambda a: abs(a), x),
        )
    yield (
        "3 · |a| · a con a = −2: valor y gradiente",
        luego(con_gradientes, clase, lambda a: abs(a) * 3 * a, -2.0),
    )
    yield ANOTA, lambda: bool(abs(clase(3.0))._op)


def observar_maximo(clase: Any) -> Iterator[Observacion]:
    def dos(a: Any, b: Any) -> Any:
        return a.maximo(b)

    for a, b in ((2.0, 5.0), (4.0, -1.0), (-3.0, -7.0), (1.5, 1.5)):
        texto = f"a = {a:g}, b = {b:g}".replace("-", "−")
        yield f"máximo con {texto}: valor y gradientes", luego(con_gradientes, clase, dos, a, b)
    yield (
        "máximo de a y el número 1, con a = 3: valor y gradiente",
        luego(con_gradientes, clase, lambda a: a.maximo(1), 3.0),
    )
    yield (
        "2 · máximo(a, b) · b con a = 2, b = 5: valor y gradientes",
        luego(con_gradientes, clase, lambda a, b: a.maximo(b) * 2 * b, 2.0, 5.0),
    )
    yield ANOTA, lambda: bool(dos(clase(2.0), clase(5.0))._op)


def _comunes(parte: str, funcion: str, valor: str) -> tuple[Error, ...]:
    """Los errores de toda operación de un solo hijo."""
    suelto = f"def {funcion}(self):\n    return Value({valor})\n\nValue.{parte} = {funcion}"
    return (
        Error(
            nombre="un número suelto",
            codigo=suelto,
            mensaje="El valor está bien, pero el nodo no recuerda de quién salió: le faltan su "
            "hijo y su derivada local.",
        ),
        Error(
            nombre="tuplas disparejas",
            cambiar={"(self,), (": "(), ("},
            mensaje="El nodo lleva un hijo y una derivada local, parejos. A una de las dos tuplas "
            "le falta algo.",
        ),
        Error(
            nombre="devuelve un número",
            codigo=suelto.replace("return Value(", "return ("),
            mensaje="Devolviste un número, y ahí se corta el grafo. Hay que devolver un `Value`.",
        ),
    )


_OPERACIONES = (
    Ejercicio(
        id="04p-cos",
        titulo="El coseno",
        nombre="Value",
        parte="cos",
        pieza=True,
        minutos=3,
        observar=observar_funcion("cos", (0.5, -2.0, 3.0)),
        errores=(
            sin_operacion('"cos"'),
            *_comunes("cos", "coseno", "math.cos(self.data)"),
            Error(
                nombre="sin el menos",
                cambiar={"-math.sin": "math.sin"},
                mensaje="Falta un signo: justo a la derecha de 0, el coseno baja.",
            ),
            Error(
                nombre="otra vez el coseno",
                cambiar={"-math.sin": "math.cos"},
                mensaje="Pusiste el propio coseno como derivada local. Eso vale para `exp`.",
            ),
            Error(
                nombre="valor del seno",
                cambiar={"math.cos(self.data), ": "math.sin(self.data), "},
                mensaje="El valor es el del seno. Se pide el coseno.",
            ),
            Error(
                nombre="menos coseno",
                cambiar={"-math.sin": "-math.cos"},
                mensaje="El menos está bien. Pero la derivada del coseno no se escribe con coseno.",
            ),
        ),
        pistas=(
            "Compara con `sin`, al final de la parte 4.5 de la lección. ¿Qué cambia?",
            "Valor: el coseno del dato. Derivada local: menos el seno del dato.",
            'return Value(math.cos(…), (self,), (-…,), "cos")',
        ),
        porque="Un valor, un hijo y una derivada local: menos el seno.",
    ),
    Ejercicio(
        id="04p-abs",
        titulo="El valor absoluto",
        nombre="Value",
        parte="__abs__",
        pieza=True,
        dificultad=2,
        minutos=3,
        requiere=("04p-cos",),
        observar=observar_abs,
        errores=(
            sin_operacion('"abs"'),
            *_comunes("__abs__", "valor_absoluto", "abs(self.data)"),
            Error(
                nombre="esquina con uno",
                cambiar={"(self.data > 0) - (self.data < 0)": "1 if self.data >= 0 else -1"},
                mensaje="En la esquina, con a = 0, tu derivada es 1. Elegimos 0, como PyTorch.",
            ),
            Error(
                nombre="esquina con menos uno",
                cambiar={"(self.data > 0) - (self.data < 0)": "1 if self.data > 0 else -1"},
                mensaje="En la esquina, con a = 0, tu derivada es −1. Elegimos 0, como PyTorch.",
            ),
            Error(
                nombre="siempre uno",
                cambiar={"(self.data > 0) - (self.data < 0)": "1"},
                mensaje="Tu derivada es siempre 1. A la izquierda de 0 la curva baja.",
            ),
            Error(
                nombre="como relu",
                cambiar={"(self.data > 0) - (self.data < 0)": "(self.data > 0)"},
                mensaje="Esa es la derivada de relu. Aquí, a la izquierda de 0, la curva no es "
                "plana.",
            ),
            Error(
                nombre="el dato",
                cambiar={"float(signo)": "abs(self.data)"},
                mensaje="Pusiste el valor como derivada local. La pendiente es 1, −1 o 0.",
            ),
        ),
        pistas=(
            "¿Qué pendiente tiene la V a cada lado?",
            "1 si el dato es positivo, −1 si es negativo, 0 en la esquina.",
            "Puedes usar un if con tres casos, y después Value(abs(…), (self,), (…,), …)",
        ),
        porque="La pendiente es el signo del dato; en la esquina, por acuerdo, 0.",
    ),
    Ejercicio(
        id="04p-softplus",
        titulo="Una relu que no se desborda",
        nombre="Value",
        parte="softplus",
        pieza=True,
        dificultad=3,
        minutos=6,
        requiere=("04p-cos", "04p-abs"),
        observar=observar_funcion("softplus", (0.5, -2.0, 0.0, 800.0, -800.0)),
        errores=(
            sin_operacion('"softplus"'),
            *_comunes(
                "softplus",
                "softplus",
                "max(self.data, 0.0) + math.log(1 + math.exp(-abs(self.data)))",
            ),
            Error(
                nombre="la forma que se desborda",
                codigo="def softplus(self):\n"
                "    e = math.exp(self.data)\n"
                '    return Value(math.log(1 + e), (self,), (e / (1 + e),), "softplus")\n\n'
                "Value.softplus = softplus",
                mensaje="Con números pequeños va bien, pero con 800 se desborda. Usa la forma con "
                "exponentes negativos.",
            ),
            Error(
                nombre="la sigmoide se desborda",
                cambiar={
                    "1 / (1 + chico) if self.data > 0 else chico / (1 + chico)": (
                        "1 / (1 + math.exp(-self.data))"
                    )
                },
                mensaje="El valor está bien, pero la derivada se desborda con a = −800. Para a "
                "negativo, multiplica arriba y abajo por e elevado a la a.",
            ),
            Error(
                nombre="las dos se desbordan",
                codigo="def softplus(self):\n"
                "    valor = math.log(1 + math.exp(self.data))\n"
                "    local = 1 / (1 + math.exp(-self.data))\n"
                '    return Value(valor, (self,), (local,), "softplus")\n\n'
                "Value.softplus = softplus",
                mensaje="Con números pequeños va bien, pero se desborda con 800 y también con "
                "−800. Usa la forma con exponentes negativos, en el valor y en la derivada.",
            ),
            Error(
                nombre="sin el máximo",
                cambiar={"max(self.data, 0.0) + ": ""},
                mensaje="Falta el primer término, `max(a, 0)`: con a positivo sale casi 0.",
            ),
            Error(
                nombre="sigmoide sin mirar el signo",
                cambiar={" if self.data > 0 else chico / (1 + chico)": ""},
                mensaje="Tu derivada no distingue el signo: con a negativo debe ser menor que un "
                "medio.",
            ),
            Error(
                nombre="derivada de relu",
                cambiar={
                    "1 / (1 + chico) if self.data > 0 else chico / (1 + chico)": (
                        "1.0 if self.data > 0 else 0.0"
                    )
                },
                mensaje="Esa es la derivada de relu, con su esquina. La de softplus es la "
                "sigmoide.",
            ),
        ),
        pistas=(
            "¿Qué exponente nunca es positivo, sea cual sea a?",
            "Guarda chico = exp(−|a|). Valor: max(a, 0) + log(1 + chico). La sigmoide es "
            "1/(1 + chico) si a > 0; si no, chico/(1 + chico).",
            "chico = math.exp(-abs(…)); valor = max(…, 0.0) + math.log(…); local = … if … else …",
        ),
        porque="Con exponentes negativos, lo más que pasa es que `exp` dé 0. Nunca se desborda.",
    ),
    Ejercicio(
        id="04p-maximo",
        titulo="El mayor de dos",
        nombre="Value",
        parte="maximo",
        pieza=True,
        dificultad=2,
        minutos=5,
        requiere=("04p-cos", "04p-abs", "04p-softplus"),
        observar=observar_maximo,
        errores=(
            sin_operacion('"max"'),
            Error(
                nombre="empate para el primero",
                cambiar={
                    "self.data == otro.data": "False",
                    "self.data > otro.data": "self.data >= otro.data",
                },
                mensaje="En el empate le das todo al primero. Se pide la mitad a cada uno.",
            ),
            Error(
                nombre="empate para el segundo",
                cambiar={"self.data == otro.data": "False"},
                mensaje="En el empate le das todo al segundo. Se pide la mitad a cada uno.",
            ),
            Error(
                nombre="empate para los dos",
                cambiar={"(0.5, 0.5)": "(1.0, 1.0)"},
                mensaje="En el empate repartes el doble: entero a cada uno. Entre los dos debe "
                "sumar 1.",
            ),
            Error(
                nombre="gana el menor",
                cambiar={"self.data > otro.data": "self.data < otro.data"},
                mensaje="El gradiente le llega al que perdió. Le toca al mayor.",
            ),
            Error(
                nombre="como la suma",
                cambiar={
                    "(0.5, 0.5)": "(1.0, 1.0)",
                    "(1.0, 0.0)": "(1.0, 1.0)",
                    "(0.0, 1.0)": "(1.0, 1.0)",
                },
                mensaje="Le das gradiente a los dos. Si empujas al que perdió, el máximo no se "
                "mueve.",
            ),
            Error(
                nombre="el mínimo",
                cambiar={"max(self.data": "min(self.data"},
                mensaje="El valor es el del menor. Se pide el mayor.",
            ),
        ),
        pistas=(
            "Si empujas un poquito al que perdió, ¿se mueve el máximo?",
            "Tres casos: (1, 0) si gana `self`, (0, 1) si gana `otro`, y (0.5, 0.5) si empatan.",
            'Value(max(…), (self, otro), …, "max")',
        ),
        porque="Solo cuenta quien ganó: su derivada local es 1 y la del otro 0. En el empate se "
        "reparte.",
    ),
)

# --- el motor ajeno ------------------------------------------------------------------------------


def _repartir(clase: Any, f: Callable[..., Any], *datos: float) -> list[Any]:
    """El resultado y los gradientes, con un recorrido nuestro: el del motor está averiado."""
    hojas = [clase(dato) for dato in datos]
    raiz = f(*hojas)
    orden = ordenar(raiz)
    raiz.grad = 1.0
    for nodo in reversed(orden):
        for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
            hijo.grad += local * nodo.grad
    return [raiz.data, *(hoja.grad for hoja in hojas)]


def observar_hijos(clase: Any) -> Iterator[Observacion]:
    def doble() -> Any:
        a = clase(2.0)
        return clase(4.0, (a, a), (1.0, 1.0))

    def en_orden() -> str:
        # son muchos, para que un conjunto no acierte el orden por casualidad
        hijos = [clase(float(k)) for k in range(12)]
        return "sí" if list(clase(0.0, hijos, [1.0] * 12)._prev) == hijos else "no"

    yield "cuántos hijos tiene a + a", lambda: len(doble()._prev)
    yield "las derivadas locales de a + a", lambda: list(doble()._locales)
    yield "¿están doce hijos en el orden en que llegaron?", en_orden
    yield (
        "las derivadas, en orden",
        lambda: list(clase(0.0, (clase(1.0), clase(2.0)), (3.0, -4.0))._locales),
    )
    yield "los hijos de una hoja", lambda: list(clase(1.0)._prev)
    yield "x + x con x = 3: valor y gradiente", luego(_repartir, clase, lambda x: x + x, 3.0)


def observar_log(clase: Any) -> Iterator[Observacion]:
    for x in (3.0, 0.5, 10.0):
        yield f"log en {x:g}: valor y gradiente", luego(_repartir, clase, lambda a: a.log(), x)


def observar_division(clase: Any) -> Iterator[Observacion]:
    for a, b in ((6.0, 4.0), (1.0, -2.0), (3.0, 0.5)):
        texto = f"a = {a:g}, b = {b:g}".replace("-", "−")
        yield (
            f"a / b con {texto}: valor y gradientes",
            luego(_repartir, clase, lambda x, y: x / y, a, b),
        )


def observar_orden_del_motor(clase: Any) -> Iterator[Observacion]:
    yield from observar_ordenar(lambda raiz: clase.ordenar(raiz))


_CAZA = (
    prediccion(
        "04p-segunda",
        "Dos veces, con el motor ajeno",
        "segunda",
        dificultad=2,
        minutos=4,
        malas={
            "30": "Eso da un motor que pone los intermedios en cero. ¿Dónde lo hace este?",
            "15": "Eso queda después de la primera vez. La hoja acumula en la segunda.",
            "60": "No se duplica todo. Sigue al nodo intermedio, x · 3: ¿cuánto tenía, y cuánto "
            "recibe?",
            "225": "Los gradientes de dos llamadas no se multiplican: se suman.",
            "10": "Eso queda en el nodo **intermedio**. Falta repartirlo hacia x.",
        },
        pistas=(
            "Primera vez: la raíz vale 1, el intermedio recibe 5 y x recibe 15.",
            "La segunda vez, la raíz vuelve a 1. El intermedio ya tenía 5, y le suman otros 5.",
            "x tenía 15, y ahora recibe 3 por lo que tiene el intermedio.",
        ),
        porque="El intermedio llega a 10 y le reparte 30 a x, que tenía 15. No es el doble de "
        "nada.",
    ),
    Ejercicio(
        id="04p-caza-hijos",
        titulo="La falla de x + x",
        nombre="Motor",
        parte="__init__",
        pieza=True,
        dificultad=2,
        minutos=3,
        observar=observar_hijos,
        errores=(
            Error(
                nombre="la función rota",
                cambiar={"tuple(hijos)": "tuple(dict.fromkeys(hijos))"},
                mensaje="Los hijos repetidos todavía se pierden: en `x + x` queda uno solo.",
            ),
            Error(
                nombre="un conjunto",
                cambiar={"tuple(hijos)": "tuple(set(hijos))"},
                mensaje="Un conjunto tampoco repite, y además pierde el orden.",
            ),
            Error(
                nombre="sin locales",
                cambiar={"tuple(locales)": "()"},
                mensaje="Los hijos quedaron bien, pero se perdieron las derivadas locales.",
            ),
            Error(
                nombre="locales sin repetir",
                cambiar={"tuple(locales)": "tuple(dict.fromkeys(locales))"},
                mensaje="Ahora las que pierden los repetidos son las derivadas locales.",
            ),
            Error(
                nombre="cambiados",
                cambiar={"tuple(hijos)": "tuple(locales)", "tuple(locales)": "tuple(hijos)"},
                mensaje="Están cruzados: en `_prev` van los hijos y en `_locales` las derivadas.",
            ),
        ),
        pistas=(
            "En `x + x`, ¿cuántos hijos llegan? ¿Cuántos quedan?",
            "Una tupla guarda todo lo que le llega, en orden y con repetidos.",
            "self._prev = tuple(…)",
        ),
        porque="El nodo guarda un hijo por operando, aunque sean el mismo: cada uno trae su "
        "derivada.",
    ),
    Ejercicio(
        id="04p-caza-log",
        titulo="La falla del logaritmo",
        nombre="Motor",
        parte="log",
        pieza=True,
        minutos=2,
        requiere=("04p-caza-hijos",),
        observar=observar_log,
        errores=(
            Error(
                nombre="la función rota",
                cambiar={"1 / self.data": "1 / math.log(self.data)"},
                mensaje="Todavía divides entre el resultado. Es entre el **dato**.",
            ),
            Error(
                nombre="sin invertir",
                cambiar={"1 / self.data": "self.data"},
                mensaje="Ahora falta dividir: es 1 **entre** el dato.",
            ),
            Error(
                nombre="signo",
                cambiar={"1 / self.data": "-1 / self.data"},
                mensaje="El tamaño está bien, pero el logaritmo siempre sube.",
            ),
            Error(
                nombre="al cuadrado",
                cambiar={"1 / self.data": "1 / self.data**2"},
                mensaje="Sobra el cuadrado. Ese es el de la división.",
            ),
        ),
        pistas=(
            "La derivada de ln(a) es 1/a. ¿Quién es a?",
            "`c` es el resultado; el dato de entrada es `self.data`.",
            "Motor(math.log(…), (self,), (1 / …,))",
        ),
        porque="La pendiente del logaritmo en a es 1/a: se mira el dato de entrada.",
    ),
    Ejercicio(
        id="04p-caza-division",
        titulo="La falla de 1 / x",
        nombre="Motor",
        parte="__truediv__",
        pieza=True,
        dificultad=2,
        minutos=3,
        requiere=("04p-caza-hijos", "04p-caza-log"),
        observar=observar_division,
        errores=(
            Error(
                nombre="la función rota",
                cambiar={"-self.data / otro": "self.data / otro"},
                mensaje="El de abajo todavía recibe el signo cambiado.",
            ),
            Error(
                nombre="los dos signos",
                cambiar={"1 / otro.data\n": "-1 / otro.data\n"},
                mensaje="El de abajo quedó bien, pero también le cambiaste el signo al de arriba.",
            ),
            Error(
                nombre="el otro signo",
                cambiar={
                    "1 / otro.data\n": "-1 / otro.data\n",
                    "-self.data / otro": "self.data / otro",
                },
                mensaje="Cambiaste el signo del de arriba, que estaba bien. El que falla es el de "
                "abajo.",
            ),
            Error(
                nombre="sin cuadrado",
                cambiar={"otro.data**2": "otro.data"},
                mensaje="El signo está bien, pero se perdió el cuadrado del divisor.",
            ),
            Error(
                nombre="sin el de arriba",
                cambiar={"-self.data / otro": "-1 / otro"},
                mensaje="Eso vale cuando arriba hay un 1. ¿Y en 6 / b?",
            ),
            Error(
                nombre="cambiadas",
                cambiar={"(hacia_self, hacia_otro)": "(hacia_otro, hacia_self)"},
                mensaje="Las dos derivadas están cambiadas de lugar.",
            ),
        ),
        pistas=(
            "De las dos derivadas locales, ¿cuál es la del de abajo?",
            "La derivada de a/b respecto de b es −a/b².",
            "hacia_otro = -… / otro.data**2",
        ),
        porque="Si el divisor crece, el cociente se achica: esa derivada lleva un menos.",
    ),
    Ejercicio(
        id="04p-caza-orden",
        titulo="La falla que solo aparece a veces",
        nombre="Motor",
        parte="ordenar",
        pieza=True,
        dificultad=3,
        minutos=6,
        requiere=("04p-caza-hijos", "04p-caza-log", "04p-caza-division"),
        observar=observar_orden_del_motor,
        errores=(
            Error(
                nombre="la función rota",
                codigo="Motor.ordenar = ordenar_ajeno\nordenar_reparado = ordenar_ajeno",
                mensaje="Los hijos se marcan todavía al **ponerlos** en la pila. Un nodo "
                "compartido se marca temprano y ya nadie lo sube.",
            ),
            Error(
                nombre="sin marcar",
                cambiar={"            vistos.add(nodo)\n": ""},
                mensaje="Los nodos compartidos salen repetidos: ¿se marca cada uno al sacarlo, y "
                "se pregunta antes si ya estaba?",
            ),
            Error(
                nombre="la raíz ya marcada",
                cambiar={"[], set(), [": "[], {raiz}, ["},
                mensaje="La raíz está marcada desde el principio, y si preguntas al sacar, nunca "
                "entra. ¿Con qué debe empezar `vistos`?",
            ),
            Error(
                nombre="antes que sus hijos",
                cambiar={
                    "            pila.append((nodo, True))\n": "            orden.append(nodo)\n",
                },
                mensaje="Anotas el nodo antes que a sus hijos. Debe volver a la pila y esperar.",
            ),
        ),
        pistas=(
            "Con y · (y + 1): ¿cuándo se marca y? ¿Quién lo necesita después?",
            "Marca cada nodo al **sacarlo** por primera vez, no al ponerlo. Así puede estar varias "
            "veces en la pila, y vale la de más arriba.",
            "if listo: … elif nodo not in vistos: vistos.add(nodo); … y `vistos` empieza vacío.",
        ),
        porque="Si se marca al sacarlo, gana la copia que está más arriba en la pila: sale antes "
        "que todos los que la esperan.",
    ),
    Ejercicio(
        id="04p-caza-backward",
        titulo="La falla de la segunda vez",
        nombre="Motor",
        parte="backward",
        pieza=True,
        dificultad=2,
        minutos=4,
        requiere=("04p-caza-hijos", "04p-caza-log", "04p-caza-division", "04p-caza-orden"),
        observar=lambda clase: observar_backward(_con_numeros(clase)),
        errores=(
            Error(
                nombre="la función rota",
                codigo="Motor.backward = backward_ajeno\nbackward_reparado = backward_ajeno",
                mensaje="El intermedio todavía guarda su gradiente viejo, y lo vuelve a repartir.",
            ),
            Error(
                nombre="borra también las hojas",
                cambiar={
                    "        if nodo._prev:\n            nodo.grad = 0.0": "        nodo.grad = 0.0"
                },
                mensaje="Ahora borras también las hojas, y ellas sí acumulan. ¿En qué se distingue "
                "una hoja?",
            ),
            Error(
                nombre="borra solo las hojas",
                cambiar={"if nodo._prev:": "if not nodo._prev:"},
                mensaje="Está al revés: borras las hojas y dejas a los intermedios.",
            ),
            Error(
                nombre="borra después de la raíz",
                cambiar={
                    "    self.grad = 1.0\n": "",
                    "    orden = self.ordenar()\n": "    self.grad = 1.0\n"
                    "    orden = self.ordenar()\n",
                },
                mensaje="Pones la raíz en 1 y enseguida la borras con los demás: todo sale en 0. "
                "Cambia el orden.",
            ),
            Error(
                nombre="asigna",
                cambiar={"+= local": "= local"},
                mensaje="Con `=`, un nodo con dos caminos se queda solo con el último.",
            ),
        ),
        pistas=(
            "¿Qué nodos tienen hijos? ¿Qué gradiente deben tener al empezar?",
            "Antes de poner la raíz en 1, recorre el orden y pon en cero los que tienen hijos.",
            "for nodo in orden: if nodo._prev: nodo.grad = …",
        ),
        porque="El gradiente de un intermedio es de una sola llamada; el de una hoja es la suma de "
        "todas.",
    ),
)


def _con_numeros(clase: Any) -> Any:
    """La misma clase, que además acepta `a * 3`: las pruebas de la lección lo usan."""

    class ConNumeros(clase):  # type: ignore[misc]
        def __mul__(self, otro: Any) -> Any:
            otro = otro if isinstance(otro, clase) else clase(otro)
            return super().__mul__(otro)

    return ConNumeros


# --- softmax y el juez ---------------------------------------------------------------------------


def observar_softmax_estable(softmax: Callable[[Any], Any]) -> Iterator[Observacion]:
    def queda_igual() -> list[float]:
        logits = [1.0, 2.0]
        softmax(logits)
        return logits

    for logits in ([0.0, 0.0], [1.0, 2.0, 3.0], [-1.0, 4.0, 0.5, 0.5], [1000, 1001]):
        texto = str(logits).replace("-", "−")
        yield f"softmax de {texto}", luego(_lista, softmax, logits)
    yield "softmax de [−1000, 0]", luego(_lista, softmax, [-1000, 0])
    yield "softmax de [−1001, −1000]", luego(_lista, softmax, [-1001, -1000])
    yield "softmax de [0, 3000]", luego(_lista, softmax, [0, 3000])
    yield "la lista que recibe, después", queda_igual


def _lista(funcion: Callable[..., Any], *argumentos: Any) -> list[Any]:
    return list(funcion(*argumentos))


def observar_p_menos_y(p_menos_y: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    casos: Sequence[tuple[list[float], int]] = (
        ([0.0, 0.0], 0),
        ([1.0, 2.0, 3.0], 2),
        ([1.0, 2.0, 3.0], 0),
        ([-1.0, 0.5, 4.0], 1),
    )
    for logits, clase in casos:
        texto = f"{logits}, clase {clase}".replace("-", "−")
        yield f"gradientes con {texto}", luego(_lista, p_menos_y, logits, clase)


def observar_coinciden(coinciden: Callable[..., Any]) -> Iterator[Observacion]:
    nan = float("nan")
    casos = {
        "1 y 1.000001": (1.0, 1.000001),
        "1 y 1.5": (1.0, 1.5),
        "1.5 y 1": (1.5, 1.0),
        "mil millones y mil millones más 0.5": (1e9, 1e9 + 0.5),
        "menos mil millones y menos mil millones más 0.5": (-1e9, -1e9 + 0.5),
        "0 y 0.000000001": (0.0, 1e-9),
        "2 y −2": (2.0, -2.0),
        "nan y 1": (nan, 1.0),
        "1 y nan": (1.0, nan),
        "nan y nan": (nan, nan),
    }
    for etiqueta, (a, b) in casos.items():
        yield f"¿coinciden {etiqueta}?", luego(_si_o_no, coinciden, a, b)
    yield (
        "¿coinciden 1 y 1.5, con tolerancia 0.6?",
        luego(_si_o_no, coinciden, 1.0, 1.5, 0.6),
    )
    yield (
        "¿coinciden 100 y 101, con tolerancia 0.1?",
        luego(_si_o_no, coinciden, 100.0, 101.0, 0.1),
    )
    for a, b in ((1.0, 2.4), (2.4, 1.0), (-2.4, -1.0), (-1.0, -2.4)):
        etiqueta = f"¿coinciden {a:g} y {b:g}, con tolerancia 0.6?".replace("-", "−")
        yield etiqueta, luego(_si_o_no, coinciden, a, b, 0.6)
    yield "¿coinciden 0 y 0.7, con tolerancia 0.5?", luego(_si_o_no, coinciden, 0.0, 0.7, 0.5)
    yield "¿coinciden 0 y 0.5, con tolerancia 0.5?", luego(_si_o_no, coinciden, 0.0, 0.5, 0.5)


def _si_o_no(coinciden: Callable[..., Any], *argumentos: float) -> Any:
    respuesta = coinciden(*argumentos)
    return respuesta if respuesta is None or respuesta is ... else bool(respuesta)


_JUEZ = (
    prediccion(
        "04p-suma-cero",
        "¿Cuánto suman?",
        "suma_de_gradientes",
        dificultad=2,
        minutos=3,
        malas={
            "1": "Las **probabilidades** suman 1. Aquí se suman gradientes.",
            "0.1753": "Esa es la primera probabilidad. Se pregunta por sus gradientes.",
            "3": "No es cuántos son. Si a los tres puntajes les sumas lo mismo, ¿se mueve la "
            "probabilidad?",
            "1.5": "Esa es la suma de los logits. Se pregunta por la de sus gradientes.",
        },
        pistas=(
            "Si a los tres logits les sumas 10, ¿cuánto cambia cada exponencial?",
            "Todas se multiplican por el mismo número, y al dividir se cancela: p no se mueve.",
            "Empujar los tres a la vez cambia p en la suma de sus gradientes por el empujón. Y p "
            "no cambia…",
        ),
        porque="Sumar lo mismo a todos los logits no mueve ninguna probabilidad: los empujones se "
        "cancelan.",
    ),
    Ejercicio(
        id="04p-softmax-estable",
        titulo="Softmax con puntajes enormes",
        nombre="softmax_estable",
        pieza=True,
        dificultad=2,
        minutos=5,
        observar=observar_softmax_estable,
        errores=(
            Error(
                nombre="sin restar",
                cambiar={"z - mayor": "z"},
                mensaje="Con puntajes pequeños va bien, pero con 1000 se desborda. Resta el mayor "
                "antes de `exp`.",
            ),
            Error(
                nombre="resta el menor",
                cambiar={"max(logits)": "min(logits)"},
                mensaje="Restaste el menor, y los demás siguen siendo enormes. Con [−1000, 0] se "
                "desborda.",
            ),
            Error(
                nombre="resta el promedio",
                cambiar={"max(logits)": "sum(logits) / len(logits)"},
                mensaje="Con puntajes parecidos va bien, pero el promedio puede quedar muy lejos "
                "del mayor: con [0, 3000] se desborda.",
            ),
            Error(
                nombre="divide entre el mayor",
                cambiar={"z - mayor": "z / mayor"},
                mensaje="Dividir entre el mayor sí cambia las probabilidades. Lo que no las cambia "
                "es **restar**.",
            ),
            Error(
                nombre="sin dividir",
                cambiar={"e / total": "e"},
                mensaje="No suman 1: falta dividir entre el total.",
            ),
            Error(
                nombre="al revés",
                cambiar={"z - mayor": "mayor - z"},
                mensaje="Restaste al revés: el de menor puntaje sale como el más probable.",
            ),
            Error(
                nombre="resta el valor absoluto",
                cambiar={"max(logits)": "max(abs(z) for z in logits)"},
                mensaje="Restaste el mayor **sin signo**. Con puntajes muy negativos, todas las "
                "exponenciales dan 0.",
            ),
        ),
        pistas=(
            "¿Qué puedes restarles a todos sin cambiar nada?",
            "Resta el mayor: el exponente más grande queda en 0. Después, como siempre.",
            "mayor = max(logits); exps = [math.exp(… - …) for z in logits]; …",
        ),
        porque="Restar lo mismo a todos no cambia el resultado, y con el mayor en 0 `exp` nunca se "
        "desborda.",
    ),
    Ejercicio(
        id="04p-p-menos-y",
        titulo="El gradiente, sin motor",
        nombre="p_menos_y",
        pieza=True,
        dificultad=2,
        minutos=5,
        requiere=("04p-softmax-estable",),
        observar=observar_p_menos_y,
        errores=(
            Error(
                nombre="solo las probabilidades",
                cambiar={"    gradientes[clase] -= 1\n": ""},
                mensaje="Esas son las probabilidades. Falta restar `y`, que vale 1 en la clase "
                "correcta.",
            ),
            Error(
                nombre="suma",
                cambiar={"-= 1": "+= 1"},
                mensaje="Sumaste `y` en lugar de restarla: el gradiente de la clase correcta debe "
                "ser negativo.",
            ),
            Error(
                nombre="y menos p",
                cambiar={"return gradientes": "return [-g for g in gradientes]"},
                mensaje="El signo está al revés: es p menos y.",
            ),
            Error(
                nombre="resta a todas",
                cambiar={
                    "    gradientes[clase] -= 1\n": "    gradientes = [p - 1 for p in gradientes]\n"
                },
                mensaje="Restaste 1 a todas. `y` vale 1 solo en la clase correcta.",
            ),
            Error(
                nombre="sin softmax",
                cambiar={"softmax_estable(logits)": "logits"},
                mensaje="Restaste sobre los puntajes. Primero hay que volverlos probabilidades.",
            ),
            Error(
                nombre="siempre la primera",
                cambiar={"gradientes[clase]": "gradientes[0]"},
                mensaje="Restas siempre en la primera. ¿Para qué llega `clase`?",
            ),
        ),
        pistas=(
            "¿En cuántos lugares es y distinto de 0?",
            "Calcula las probabilidades y resta 1 en el lugar `clase`.",
            "p = softmax_estable(logits); p[…] -= …",
        ),
        porque="A la clase correcta le falta 1 − p para llegar a 1; a las demás les sobra p.",
    ),
    opcion(
        "04p-cual-h",
        "¿Qué h mide mejor?",
        "cual_h",
        dificultad=2,
        minutos=3,
        malas={
            "a": "Con 0.1 la curva alcanza a doblarse entre los dos puntos: se mide otra cosa.",
            "c": "Con h tan pequeño, los dos valores son casi iguales y la resta pierde todas las "
            "cifras. Recuerda la V de la lección 2.",
        },
        pistas=(
            "Hay dos errores: uno crece con h y el otro crece cuando h se achica.",
            "Un float guarda unas 16 cifras. ¿Cuántas quedan al restar dos números que se parecen "
            "en 14?",
            "Piensa en la V de la lección 2: el fondo no está en ninguno de los dos extremos.",
        ),
        porque="Ni tan grande que la curva se doble, ni tan pequeño que la resta se quede sin "
        "cifras.",
    ),
    Ejercicio(
        id="04p-coinciden",
        titulo="¿Son el mismo número?",
        nombre="coinciden",
        pieza=True,
        dificultad=2,
        minutos=6,
        observar=observar_coinciden,
        errores=(
            Error(
                nombre="igualdad exacta",
                cambiar={"abs(a - b) <= tolerancia * max(1, abs(a), abs(b))": "a == b"},
                mensaje="Pides que sean idénticos. La medición siempre trae un poco de ruido.",
            ),
            Error(
                nombre="sin escala",
                cambiar={" * max(1, abs(a), abs(b))": ""},
                mensaje="La tolerancia no crece con los números: con mil millones, medio es nada.",
            ),
            Error(
                nombre="sin el uno",
                cambiar={"max(1, abs(a), abs(b))": "max(abs(a), abs(b))"},
                mensaje="Falta el 1 en el mayor: cerca de 0 la tolerancia se vuelve 0, y nada "
                "coincide.",
            ),
            Error(
                nombre="distancia sin abs",
                cambiar={"abs(a - b)": "(a - b)"},
                mensaje="Una distancia negativa es siempre menor que la tolerancia. Falta el "
                "`abs`.",
            ),
            Error(
                nombre="escala de uno solo",
                cambiar={", abs(b))": ")"},
                mensaje="La tolerancia mira solo el tamaño de `a`. Si los cambias de lugar, la "
                "respuesta cambia: falta `b`.",
            ),
            Error(
                nombre="menor estricto",
                cambiar={"<=": "<"},
                mensaje="«A lo sumo» incluye el límite: si la distancia es justo la tolerancia, "
                "también coinciden.",
            ),
            Error(
                nombre="suma las escalas",
                cambiar={"max(1, abs(a), abs(b))": "(1 + abs(a) + abs(b))"},
                mensaje="Sumas los tres y la tolerancia sale de más. Es por el **mayor** de ellos.",
            ),
            Error(
                nombre="números negativos",
                cambiar={"max(1, abs(a), abs(b))": "max(1, a, b)"},
                mensaje="Con números negativos la tolerancia no crece: el mayor se toma sin el "
                "signo.",
            ),
            Error(
                nombre="nan con nan",
                cambiar={
                    "if math.isnan(a) or math.isnan(b):\n        return False": (
                        "if math.isnan(a) or math.isnan(b):\n"
                        "        return math.isnan(a) and math.isnan(b)"
                    )
                },
                mensaje="`nan` no coincide con nadie, tampoco con otro `nan`: un motor que da "
                "`nan` está averiado.",
            ),
            Error(
                nombre="al revés",
                cambiar={"<= tolerancia": ">= tolerancia"},
                mensaje="La comparación está al revés: coinciden si la distancia es **pequeña**.",
            ),
        ),
        pistas=(
            "¿Cuánto es «poquito» si los números son enormes? ¿Y si son casi 0?",
            "La distancia es abs(a − b). Se compara con tolerancia por el mayor de 1, |a| y |b|.",
            "return abs(…) <= tolerancia * max(1, …, …)",
        ),
        porque="Con números grandes la tolerancia crece con ellos; cerca de 0, el 1 impide que "
        "desaparezca. Y con `nan` toda comparación da falso.",
    ),
)

EJERCICIOS = (*_REVUELTO, *_OPERACIONES, *_CAZA, *_JUEZ)
