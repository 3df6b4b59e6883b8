"""Los ejercicios de la práctica 5: entrenamientos averiados, impulso y tres clases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import Any

from minigrad import nn
from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.respuestas import observar_respuesta
from minigrad.engine import Value

# --- líneas revueltas ----------------------------------------------------------------------------

#: Las líneas de un ciclo de entrenamiento, revueltas y con su sangría.
LINEAS = {
    "A": "    red.zero_grad()",
    "B": "    optimizador.step()",
    "C": "for k in range(100):",
    "D": "    perdidas.append(perdida.data)",
    "E": "    perdida.backward()",
    "F": "    perdida = mse([red(x) for x in xs], ys)",
}


def armar(letras: Any) -> str:
    """El programa que forman esas letras, o una frase si todavía no hay letras."""
    if letras is ...:
        return "Todavía no ordenaste las líneas."
    return "\n".join(LINEAS.get(letra, f"# no hay línea {letra}") for letra in _letras(letras))


def _letras(respuesta: Any) -> list[str]:
    """`"c, f"`, `"CF"` y `["C", "F"]` dicen lo mismo."""
    return [letra for letra in "".join(respuesta).upper() if letra.isalpha()]


def _entrena(letras: list[str]) -> list[str]:
    """Lo que hace el ciclo con ese orden, dicho en pocas palabras."""
    lugar = {letra: i for i, letra in enumerate(letras)}
    fallas = []
    if letras[0] != "C":
        fallas.append("el ciclo no empieza por su for")
    if lugar["E"] < lugar["F"] or lugar["D"] < lugar["F"]:
        fallas.append("usa la pérdida antes de calcularla")
    if lugar["E"] < lugar["A"] < lugar["B"]:
        fallas.append("borra los gradientes antes de usarlos")
    if lugar["B"] < lugar["E"]:
        fallas.append("mueve antes de tener gradientes")
    if lugar["B"] < lugar["F"] and lugar["E"] < lugar["B"]:
        fallas.append("mueve antes de la pérdida")
    if lugar["A"] > lugar["E"] and lugar["A"] > lugar["B"]:
        fallas.append("el primer paso empieza sin borrar")
    return fallas


def observar_orden(respuesta: Any) -> Iterator[Observacion]:
    """Que estén las seis letras y que el ciclo entrene; sirve cualquier orden que entrene."""

    def estan() -> bool:
        return sorted(_letras(respuesta)) == sorted(LINEAS)

    def fallas() -> list[str]:
        return _entrena(_letras(respuesta)) if estan() else ["faltan o sobran letras"]

    yield "¿están las seis letras, una vez cada una?", estan
    yield "lo que le pasa al ciclo", fallas


def _ordenes_con(falla: list[str]) -> str:
    """El primer orden, alfabéticamente, que tiene esas fallas y ninguna otra."""
    return next("".join(o) for o in permutations("ABCDEF") if _entrena(list(o)) == falla)


# --- lo que se observa ---------------------------------------------------------------------------

XS = [[2.0, 3.0], [3.0, -1.0], [0.5, 1.0]]
YS = [1, -1, 1]


def _red() -> nn.MLP:
    return nn.MLP(2, [2, 1], seed=4)


def observar_ciclo(paso: Callable[..., Any]) -> Iterator[Observacion]:
    """La pérdida, los parámetros y los gradientes, después de uno y de tres pasos."""

    def tras(pasos: int, leer: Callable[[Any], float]) -> list[float]:
        red = _red()
        for _ in range(pasos):
            paso(red, XS, YS, 0.03)
        return [leer(p) for p in red.parameters()]

    def perdidas() -> list[Any]:
        red = _red()
        return [getattr(d, "data", d) for d in (paso(red, XS, YS, 0.03) for _ in range(3))]

    yield "los parámetros después de un paso", lambda: tras(1, lambda p: p.data)
    yield "los gradientes después de un paso", lambda: tras(1, lambda p: p.grad)
    yield "los parámetros después de tres pasos", lambda: tras(3, lambda p: p.data)
    yield "las pérdidas de tres pasos", perdidas
    yield "¿la pérdida es un número común?", lambda: isinstance(paso(_red(), XS, YS, 0.03), float)


def observar_capa(Capa: Any) -> Iterator[Observacion]:  # noqa: N803 (es una clase)
    """Neuronas distintas y todos los parámetros, en orden y sin copiar."""

    def fijada() -> Any:
        capa = Capa(2, 3)
        for k, neurona in enumerate(capa.neuronas):
            for i, w in enumerate(neurona.w):
                w.data = 10 * k + i
            neurona.b.data = 10 * k + 9
        return capa

    def son_los_mismos() -> bool:
        capa = Capa(2, 3)
        propios = {id(p) for n in capa.neuronas for p in (*n.w, n.b)}
        return all(id(p) in propios for p in capa.parameters())

    yield "neuronas en Capa(2, 3)", lambda: len(Capa(2, 3).neuronas)
    yield "neuronas distintas en Capa(2, 3)", lambda: len({id(n) for n in Capa(2, 3).neuronas})
    yield "entradas de cada neurona", lambda: [len(n.w) for n in Capa(2, 3).neuronas]
    yield "cuántos parámetros da Capa(2, 3)", lambda: len(Capa(2, 3).parameters())
    yield "los parámetros, en orden", lambda: [getattr(p, "data", p) for p in fijada().parameters()]
    yield "¿son los de las neuronas, sin copiar?", son_los_mismos


def observar_signos(a_signos: Callable[[Any], Any]) -> Iterator[Observacion]:
    """La lista nueva, y que la otra quede como estaba."""

    def original() -> list[int]:
        clases = [0, 1, 0]
        a_signos(clases)
        return clases

    yield "a_signos([0, 1, 1, 0])", lambda: list(a_signos([0, 1, 1, 0]))
    yield "a_signos([1])", lambda: list(a_signos([1]))
    yield "a_signos([])", lambda: list(a_signos([]))
    yield "la lista que entró, después", original


def observar_impulso(con_impulso: Callable[..., Any]) -> Iterator[Observacion]:
    """El dato y la velocidad, desde quieto, con velocidad y sin impulso."""
    yield (
        "dato 2, gradiente 3, v 0, lr 0.1, mu 0.9",
        lambda: list(con_impulso(2.0, 3.0, 0.0, 0.1, 0.9)),
    )
    yield (
        "dato 1, gradiente −1, v 2, lr 0.5, mu 0.5",
        lambda: list(con_impulso(1.0, -1.0, 2.0, 0.5, 0.5)),
    )
    yield (
        "dato 1, gradiente 4, v 2, lr 0.1, mu 0",
        lambda: list(con_impulso(1.0, 4.0, 2.0, 0.1, 0.0)),
    )


def observar_elegida(elegida: Callable[[Sequence[Any]], Any]) -> Iterator[Observacion]:
    """El mayor al principio, al final, en medio y entre negativos."""
    for datos in ((3.0, 1.0, 2.0), (-1.0, 0.5, 4.0), (0.0, 2.0, 1.0), (-5.0, -2.0, -9.0)):
        nombre = ", ".join(f"{d:g}".replace("-", "−") for d in datos)
        yield f"puntajes ({nombre})", lambda d=datos: elegida([Value(x) for x in d])


def observar_entropia(entropia: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    """La pérdida de cada clase y sus gradientes."""

    def con(datos: Sequence[float], clase: int) -> float:
        perdida: float = entropia([Value(x) for x in datos], clase).data
        return perdida

    def gradientes() -> list[float]:
        logits = [Value(x) for x in (0.5, 1.0, -1.0)]
        entropia(logits, 1).backward()
        return [z.grad for z in logits]

    yield "logits (0, 0, 0), clase 1", lambda: con((0.0, 0.0, 0.0), 1)
    yield "logits (1, 2, 3), clase 2", lambda: con((1.0, 2.0, 3.0), 2)
    yield "logits (1, 2, 3), clase 0", lambda: con((1.0, 2.0, 3.0), 0)
    yield "gradientes con logits (0.5, 1, −1), clase 1", gradientes


# --- ejercicios ----------------------------------------------------------------------------------


def _orden_malo(nombre: str, falla: list[str], mensaje: str) -> Error:
    return Error(nombre=nombre, codigo=f'mi_orden = "{_ordenes_con(falla)}"', mensaje=mensaje)


AVERIAS = (
    Ejercicio(
        id="05p-revuelto",
        titulo="Seis líneas revueltas",
        nombre="mi_orden",
        tipo="opcion",
        dificultad=2,
        minutos=4,
        observar=observar_orden,
        errores=(
            _orden_malo(
                "borra lo nuevo",
                ["borra los gradientes antes de usarlos"],
                "Borras los gradientes justo antes de usarlos: la red no se mueve.",
            ),
            _orden_malo(
                "mueve antes",
                ["mueve antes de tener gradientes"],
                "El optimizador se mueve antes de que `backward()` calcule los gradientes.",
            ),
            _orden_malo(
                "borra al final",
                ["el primer paso empieza sin borrar"],
                "Casi: si borras al final, el primer paso usa lo que hubiera. Borra antes de "
                "`backward()`.",
            ),
            Error(
                nombre="faltan letras",
                codigo='mi_orden = "C F E B"',
                mensaje="Van las seis letras, una vez cada una.",
            ),
        ),
        pistas=(
            "¿Qué hace falta tener antes de llamar a `backward()`?",
            "Dentro del ciclo: pérdida, borrar, hacia atrás, mover. Y en algún momento, anotar.",
            "C F … E …",
        ),
        porque="Pérdida, gradientes en cero, paso hacia atrás, mover. Anotar la pérdida puede ir "
        "en cualquier lugar después de calcularla.",
    ),
    Ejercicio(
        id="05p-ciclo",
        titulo="Repara el paso",
        nombre="paso",
        pieza=True,
        dificultad=2,
        minutos=7,
        observar=observar_ciclo,
        errores=(
            Error(
                nombre="sigue borrando tarde",
                cambiar={
                    "    red.zero_grad()\n": "",
                    "perdida.backward()": "perdida.backward()\n    red.zero_grad()",
                },
                mensaje="La red no se mueve: los gradientes siguen borrándose después de "
                "`backward()`, justo antes de usarlos.",
            ),
            Error(
                nombre="sigue cuesta arriba",
                cambiar={"p.data -= lr": "p.data += lr"},
                mensaje="La red se mueve, pero cuesta arriba: la pérdida crece.",
            ),
            Error(
                nombre="sin borrar",
                cambiar={"    red.zero_grad()\n": ""},
                mensaje="El primer paso está bien y los demás no: nadie borra los gradientes.",
            ),
            Error(
                nombre="sigue dando un Value",
                cambiar={"return perdida.data": "return perdida"},
                mensaje="La red aprende. Falta la tercera falla: devuelves un `Value` con todo su "
                "grafo, y se pidió un número común.",
            ),
            Error(
                nombre="mueve el gradiente",
                cambiar={"p.data -= lr * p.grad": "p.grad -= lr * p.grad"},
                mensaje="Mueves `grad`. Lo que se mueve es `data`.",
            ),
        ),
        pistas=(
            "¿En qué momento del paso averiado se borran los gradientes?",
            "Borrar va antes de `backward()`, el gradiente se resta, y se devuelve `.data`.",
            "red.zero_grad(); perdida.backward(); for p in red.parameters(): p.data … lr * p.grad",
        ),
        porque="Borrar antes, no después; restar, no sumar; y devolver el número, para no "
        "arrastrar el grafo entero.",
    ),
    Ejercicio(
        id="05p-capa",
        titulo="Repara la capa",
        nombre="Capa",
        pieza=True,
        dificultad=2,
        minutos=6,
        observar=observar_capa,
        errores=(
            Error(
                nombre="la misma neurona",
                cambiar={"[Neurona(nin) for _ in range(nout)]": "[Neurona(nin)] * nout"},
                mensaje="Sigue siendo una sola neurona repetida: `[x] * n` no copia.",
            ),
            Error(
                nombre="sin sesgos",
                cambiar={"(*neurona.w, neurona.b)": "neurona.w"},
                mensaje="Las neuronas ya son distintas, pero los sesgos no están entre los "
                "parámetros.",
            ),
            Error(
                nombre="solo sesgos",
                cambiar={"(*neurona.w, neurona.b)": "(neurona.b,)"},
                mensaje="Ahora están los sesgos y faltan los pesos.",
            ),
            Error(
                nombre="listas dentro",
                cambiar={
                    "p for neurona in self.neuronas for p in (*neurona.w, neurona.b)": (
                        "[*neurona.w, neurona.b] for neurona in self.neuronas"
                    )
                },
                mensaje="Quedó una lista por neurona. Hace falta una sola lista con todos.",
            ),
            Error(
                nombre="sesgo primero",
                cambiar={"(*neurona.w, neurona.b)": "(neurona.b, *neurona.w)"},
                mensaje="Están todos, pero el sesgo va después de los pesos.",
            ),
            Error(
                nombre="entradas y salidas",
                cambiar={
                    "[Neurona(nin) for _ in range(nout)]": ("[Neurona(nout) for _ in range(nin)]")
                },
                mensaje="`nin` y `nout` están al revés.",
            ),
        ),
        pistas=(
            "¿Cuántas neuronas distintas hay en `[Neurona(nin)] * nout`?",
            "Una comprensión crea una neurona nueva en cada vuelta. Los parámetros: pesos y sesgo.",
            "[Neurona(nin) for _ in …] y [p for neurona in self.neuronas for p in (*neurona.w, …)]",
        ),
        porque="La comprensión crea neuronas nuevas, y el sesgo es un parámetro como los demás.",
    ),
    Ejercicio(
        id="05p-clases",
        titulo="De 0 y 1 a −1 y 1",
        nombre="a_signos",
        pieza=True,
        minutos=3,
        observar=observar_signos,
        errores=(
            Error(
                nombre="resta uno",
                cambiar={"2 * c - 1": "c - 1"},
                mensaje="El 0 queda en −1, bien; pero el 1 queda en 0.",
            ),
            Error(
                nombre="cambia de signo",
                cambiar={"2 * c - 1": "-c"},
                mensaje="Cambiar el signo deja el 0 en 0, y el 1 en −1.",
            ),
            Error(
                nombre="al revés",
                cambiar={"2 * c - 1": "1 - 2 * c"},
                mensaje="Están al revés: el 0 debe ser −1 y el 1 debe quedar en 1.",
            ),
            Error(
                nombre="cambia la lista",
                codigo="def a_signos(clases):\n    for i in range(len(clases)):\n"
                "        clases[i] = 2 * clases[i] - 1\n    return clases",
                mensaje="El resultado está bien, pero cambiaste la lista original. Devuelve una "
                "nueva.",
            ),
        ),
        pistas=(
            "¿Qué cuenta lleva 0 a −1 y también 1 a 1?",
            "Doblar y restar uno; o preguntar con if … else.",
            "[… for c in clases]",
        ),
        porque="2·0 − 1 = −1 y 2·1 − 1 = 1, en una lista nueva.",
    ),
)

IMPULSO = (
    Ejercicio(
        id="05p-cuantos",
        titulo="Otra red que contar",
        nombre="cuantos",
        tipo="numero",
        dificultad=2,
        minutos=3,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="sin sesgos",
                codigo="cuantos = 104",
                mensaje="Contaste los pesos. Cada neurona tiene además un sesgo.",
            ),
            Error(
                nombre="solo neuronas",
                codigo="cuantos = 19",
                mensaje="Eso es cuántas neuronas hay. Cada una tiene varios parámetros.",
            ),
            Error(
                nombre="una salida",
                codigo="cuantos = 105",
                mensaje="Contaste una sola neurona de salida. ¿Cuántas hay?",
            ),
            Error(
                nombre="sin la segunda capa",
                codigo="cuantos = 51",
                mensaje="Te faltó la segunda capa: 8 neuronas que miran a otras 8.",
            ),
        ),
        pistas=(
            "¿Cuántos parámetros tiene una neurona con n entradas?",
            "n pesos y 1 sesgo. Las entradas de una capa son las neuronas de la anterior.",
            "8 · (2 + 1) + 8 · (… + 1) + 3 · (… + 1)",
        ),
        porque="Cada neurona tiene un peso por entrada y un sesgo: 8 · 3, más 8 · 9, más 3 · 9.",
    ),
    Ejercicio(
        id="05p-velocidad",
        titulo="Tres pasos de velocidad",
        nombre="velocidad",
        tipo="numero",
        dificultad=2,
        minutos=3,
        tolerancia=1e-3,
        observar=observar_respuesta,
        errores=(
            Error(
                nombre="dos pasos",
                codigo="velocidad = 1.9",
                mensaje="Esa es la velocidad después del **segundo** paso.",
            ),
            Error(
                nombre="sin conservar",
                codigo="velocidad = 3",
                mensaje="Sumaste los tres gradientes enteros. La velocidad conserva solo una "
                "fracción.",
            ),
            Error(
                nombre="sin sumar",
                codigo="velocidad = 0.729",
                mensaje="Multiplicaste por la fracción, pero no sumaste el gradiente en cada paso.",
            ),
            Error(
                nombre="cuatro pasos",
                codigo="velocidad = 3.439",
                mensaje="Ese es el cuarto paso. En el primero `v` pasa de 0 a 1.",
            ),
        ),
        pistas=(
            "¿Cuánto vale `v` después del primer paso?",
            "Cada vez: 0.9 por la velocidad que había, más 1.",
            "0 → 1 → 1.9 → …",
        ),
        porque="Primero 1, después 0.9 · 1 + 1, y después 0.9 por eso, más 1.",
    ),
    Ejercicio(
        id="05p-impulso",
        titulo="El paso con impulso",
        nombre="con_impulso",
        pieza=True,
        dificultad=2,
        minutos=6,
        observar=observar_impulso,
        errores=(
            Error(
                nombre="con la velocidad vieja",
                cambiar={
                    "    v = mu * v + grad\n": "",
                    "return dato - lr * v, v": "return dato - lr * v, mu * v + grad",
                },
                mensaje="Moviste el dato con la velocidad **vieja**. Primero se actualiza la "
                "velocidad.",
            ),
            Error(
                nombre="sin mu",
                cambiar={"mu * v + grad": "v + grad"},
                mensaje="La velocidad conserva todo lo que traía. Debe conservar una fracción, "
                "`mu`.",
            ),
            Error(
                nombre="cuesta arriba",
                cambiar={"dato - lr * v": "dato + lr * v"},
                mensaje="Vas cuesta arriba: el dato se mueve **contra** la velocidad.",
            ),
            Error(
                nombre="lr dos veces",
                cambiar={"mu * v + grad": "mu * v + lr * grad"},
                mensaje="Multiplicaste por la tasa también dentro de la velocidad: quedó dos "
                "veces.",
            ),
            Error(
                nombre="al revés",
                cambiar={"return dato - lr * v, v": "return v, dato - lr * v"},
                mensaje="Los dos números están bien, en el otro orden: primero el dato.",
            ),
            Error(
                nombre="sin velocidad",
                cambiar={"dato - lr * v, v": "dato - lr * grad, v"},
                mensaje="Calculas la velocidad y mueves el dato con el gradiente solo.",
            ),
            Error(
                nombre="promedio",
                cambiar={"mu * v + grad": "mu * v + (1 - mu) * grad"},
                mensaje="Eso es un promedio, que también existe. Aquí el gradiente entra entero.",
            ),
        ),
        pistas=(
            "¿Qué se calcula primero: la velocidad o el dato?",
            "v nueva = mu · v + grad; dato nuevo = dato − lr · v nueva.",
            "v = mu * … + …; return dato - lr * …, v",
        ),
        porque="La velocidad junta lo que traía con el gradiente de ahora, y el dato se mueve "
        "según ella.",
    ),
)

CLASES = (
    Ejercicio(
        id="05p-elegida",
        titulo="La clase elegida",
        nombre="elegida",
        pieza=True,
        minutos=4,
        observar=observar_elegida,
        errores=(
            Error(
                nombre="el puntaje",
                cambiar={"datos.index(max(datos))": "max(datos)"},
                mensaje="Devuelves el puntaje mayor. Se pide su **lugar**.",
            ),
            Error(
                nombre="el menor",
                cambiar={"max(datos)": "min(datos)"},
                mensaje="Ese es el lugar del **menor**.",
            ),
            Error(
                nombre="desde uno",
                cambiar={"datos.index(max(datos))": "datos.index(max(datos)) + 1"},
                mensaje="Cuentas desde 1. La primera clase es la 0.",
            ),
            Error(
                nombre="sin signo",
                cambiar={"[p.data for p in puntajes]": "[abs(p.data) for p in puntajes]"},
                mensaje="Comparas los tamaños sin el signo. Un puntaje muy negativo no gana.",
            ),
        ),
        pistas=(
            "Con números comunes, ¿cómo hallas el lugar del mayor de una lista?",
            "max da el mayor y index da su lugar. Antes, toma los datos de cada `Value`.",
            "datos = [… for p in puntajes]; return datos.index(…)",
        ),
        porque="Se comparan los datos, y `index` dice en qué lugar está el mayor.",
    ),
    Ejercicio(
        id="05p-entropia",
        titulo="La pérdida de tres clases",
        nombre="entropia",
        pieza=True,
        dificultad=3,
        minutos=8,
        observar=observar_entropia,
        errores=(
            Error(
                nombre="signo",
                cambiar={"total.log() - logits[clase]": "logits[clase] - total.log()"},
                mensaje="Sale negativa: los dos términos están al revés.",
            ),
            Error(
                nombre="sin logaritmo",
                cambiar={"total.log()": "total"},
                mensaje="Falta el logaritmo de la suma.",
            ),
            Error(
                nombre="sin exponencial",
                cambiar={"z.exp() for z": "z for z"},
                mensaje="Sumas los puntajes tal cual. Primero la exponencial de cada uno.",
            ),
            Error(
                nombre="logaritmo del puntaje",
                cambiar={"- logits[clase]": "- logits[clase].exp()"},
                mensaje="Al puntaje de la clase no se le aplica exponencial: ya se canceló con el "
                "logaritmo.",
            ),
            Error(
                nombre="siempre la primera",
                cambiar={"logits[clase]": "logits[0]"},
                mensaje="Restas siempre el primer puntaje. Es el de la clase correcta.",
            ),
            Error(
                nombre="solo el puntaje",
                cambiar={"total.log() - logits[clase]": "-logits[clase]"},
                mensaje="Falta el primer término: así la red podría crecer sin límite.",
            ),
        ),
        pistas=(
            "Escribe −ln(e^z / suma). ¿Qué pasa con el logaritmo de una división?",
            "Es el logaritmo de la suma menos el puntaje de la clase.",
            "total = sum(… for z in logits); return total.log() - …",
        ),
        porque="−ln(e^z / suma) = ln(suma) − z. El logaritmo deshace la exponencial de la clase "
        "correcta.",
    ),
)

EJERCICIOS = (*AVERIAS, *IMPULSO, *CLASES)
