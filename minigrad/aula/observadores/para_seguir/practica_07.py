"""Qué se observa en la práctica de la lección 7: tríos, entropía, lo revuelto y la memoria.

Las piezas del transformador ajeno que se reparan se miran con los observadores de su lección.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from minigrad.aula.celda.codigo import funcion_de
from minigrad.aula.ejercicios.lineas import leer_letras, se_puede_leer
from minigrad.aula.ejercicios.practica_07 import LINEAS, armar
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.para_seguir.arreglos import de_cerca, np, numeros
from minigrad.aula.observadores.respuestas import que_entrego

#: filas de probabilidades, sin empates y sin ceros, que no están en orden
_FILAS: Mapping[str, Sequence[float]] = {
    "(0.2, 0.5, 0.3)": (0.2, 0.5, 0.3),
    "(0.6, 0.4)": (0.6, 0.4),
    "(1)": (1.0,),
    "siete letras": (0.07, 0.21, 0.02, 0.33, 0.11, 0.17, 0.09),
    "una casi segura": (1e-9, 1 - 4e-9, 3e-9),
}


def _de(respuesta: Any, nombre: str) -> Any:
    """Lo que la respuesta halla en el cuaderno con ese nombre."""
    funcion = funcion_de(respuesta)
    return None if funcion is None else funcion.__globals__.get(nombre)


def _si(cierto: bool) -> str:
    return "sí" if cierto else "no"


# --- contar más atrás ------------------------------------------------------------------------


def observar_perplejidad(perplejidad: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Con una, con varias iguales, con desiguales, y casi imposibles; el arreglo no cambia."""
    casos: Mapping[str, Sequence[float]] = {
        "todas 0.5": (0.5, 0.5, 0.5),
        "una sola, 0.1": (0.1,),
        "(0.9, 0.1)": (0.9, 0.1),
        "(0.25, 0.5, 0.125)": (0.25, 0.5, 0.125),
        "todas 1": (1.0, 1.0),
        "una de mil millones": (1e-9, 0.5),
        "siete distintas": _FILAS["siete letras"],
    }
    for dicho, p in casos.items():
        yield f"perplejidad, con {dicho}", lambda p=p: perplejidad(np.array(p))
    yield (
        "perplejidad de casi seguro, lo que pasa de 1, por mil millones",
        lambda: de_cerca(float(perplejidad(np.array([1 - 3e-7, 1.0]))) - 1),
    )

    def despues() -> list[Any]:
        p = np.array([0.9, 0.1, 0.3])
        return [perplejidad(p), p, perplejidad(np.array([0.2])), perplejidad(p)]

    yield "el arreglo después, y otras llamadas", despues


def observar_trios(contar_trios: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Casillas que se pueden pensar a mano, y la tabla entera de varias listas."""
    numero = _de(contar_trios, "numero_de") or {}
    v = _de(contar_trios, "V") or 0
    lista = ["ana", "eva", "ana", "noé"]

    def casilla(trio: str) -> Any:
        return contar_trios([*lista])[tuple(0 if x == "." else numero[x] for x in trio)]

    for trio in ("..a", ".an", "ana", "na.", "va.", "a..", "nan", "...", ".a.", "noé", "oén"):
        partes = " y ".join(f"«{x}»" for x in trio[:2])
        yield (
            f"con «ana», «eva», «ana», «noé»: después de {partes}, «{trio[2]}»",
            lambda trio=trio: casilla(trio),
        )

    def resumen(nombres: Sequence[str]) -> list[Any]:
        veces = contar_trios([*nombres])
        donde = np.argwhere(veces)
        return [list(veces.shape) == [v] * 3, veces.sum(), donde, veces[tuple(donde.T)]]

    for nombres in (
        (),
        ("a",),
        ("aaa", "aa"),
        ("begoña", "iñaki", "begoña"),
        ("ana", "nana"),
        ("aaaaa", "nanana"),
    ):
        dicho = ", ".join(f"«{n}»" for n in nombres) or "ningún nombre"
        yield f"los tríos de {dicho}", lambda nombres=nombres: resumen(nombres)

    def despues() -> list[Any]:
        nombres = ["ana", "eva"]
        primera = contar_trios(nombres)
        primera += 5.0  # cambiar la que dio no cambia la que dará
        return [nombres, *resumen(["lía"]), *resumen(nombres)]

    yield "la lista después, y otras tablas", despues


# --- elegir y mirar --------------------------------------------------------------------------


def observar_las_mejores(las_mejores: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    """De una letra a todas, con filas desordenadas; la que se recibe no cambia."""
    for dicho, p in _FILAS.items():
        for k in sorted({1, 2, 3, len(p) - 1, len(p)} & set(range(1, len(p) + 1))):
            caso = f"las {k} mejores de {dicho}" if k > 1 else f"la mejor de {dicho}"
            yield caso, lambda p=p, k=k: las_mejores(np.array(p), k)
    yield (
        "las 2 mejores de la casi segura, por mil millones",
        lambda: de_cerca(las_mejores(np.array(_FILAS["una casi segura"]), 2)),
    )
    yield (
        "las 3 mejores de una fila con ceros",
        lambda: las_mejores(np.array([0.0, 0.7, 0.0, 0.3]), 3),
    )

    def despues() -> list[Any]:
        p = np.array(_FILAS["siete letras"])
        primera = las_mejores(p, 7)
        primera += 1.0  # cambiar la que dio no cambia la que recibió
        return [p, las_mejores(p, 3), p, las_mejores(p, 1)]

    yield "la fila que recibe, después, y otras llamadas", despues


def observar_entropia(entropia: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Filas iguales, desiguales, con ceros y con uno solo; la fila no cambia."""
    casos: Mapping[str, Sequence[float]] = {
        "(0.5, 0.5)": (0.5, 0.5),
        "(0.25, 0.25, 0.25, 0.25)": (0.25,) * 4,
        "(0.7, 0.2, 0.1)": (0.7, 0.2, 0.1),
        "(0.5, 0.5, 0, 0)": (0.5, 0.5, 0.0, 0.0),
        "(0, 0.9, 0, 0.1)": (0.0, 0.9, 0.0, 0.1),
        "(1, 0, 0)": (1.0, 0.0, 0.0),
        "(1)": (1.0,),
        "siete distintos": _FILAS["siete letras"],
    }
    for dicho, p in casos.items():
        yield f"entropía de {dicho}", lambda p=p: entropia(np.array(p)) + 0.0
    yield (
        "entropía de (1 − 1e-9, 1e-9), por mil millones",
        lambda: de_cerca(float(entropia(np.array([1 - 1e-9, 1e-9])))),
    )
    yield (
        "entropía de cien pesos iguales y cien tapados",
        lambda: entropia(np.array([0.01] * 100 + [0.0] * 100)),
    )

    def despues() -> list[Any]:
        p = np.array([0.0, 0.6, 0.4])
        return [entropia(p), p, entropia(np.array([0.5, 0.5])), entropia(p)]

    yield "la fila después, y otras llamadas", despues


# --- entrenar, revuelto ----------------------------------------------------------------------


class _Parametro:
    def __init__(self, data: Any) -> None:
        # trae un gradiente de antes: hay que borrarlo también en el primer paso
        self.data, self.grad = np.array(data), np.full(np.shape(data), 10.0)


class _Perdida:
    """La de un cuadrado en cada parámetro; su `backward` acumula, como el de verdad."""

    def __init__(self, parametros: Sequence[Any], pesa: float) -> None:
        self.parametros, self.pesa = parametros, pesa
        self.vistos = [p.data for p in parametros]

    def backward(self) -> None:
        for p, visto in zip(self.parametros, self.vistos, strict=True):
            p.grad = p.grad + self.pesa * visto


def _adam(dato: Any, grad: Any, m: Any, v: Any, t: int, lr: float) -> tuple[Any, Any, Any]:
    m, v = 0.9 * m + 0.1 * grad, 0.99 * v + 0.01 * grad**2
    m_corregido, v_corregido = m / (1 - 0.9**t), v / (1 - 0.99**t)
    return dato - lr * m_corregido / (v_corregido**0.5 + 1e-8), m, v


def observar_revuelto(respuesta: Any) -> Iterator[Observacion]:
    """Arma el entrenamiento y entrena: vale cualquier orden que funcione."""
    yield "qué entregas", que_entrego(respuesta)
    letras = leer_letras(respuesta)
    yield "líneas que faltan", lambda: sorted(set(LINEAS) - set(letras))
    yield "líneas en total", lambda: len(letras)
    yield "¿la primera línea tiene sangría?", lambda: _si(letras[:1] not in ([], ["F"]))
    yield "¿Python entiende el programa?", lambda: _si(se_puede_leer(armar(letras)))

    def entrenado(pasos: int, lr: float = 0.1) -> list[Any]:
        parametros = [_Parametro([2.0, -1.0]), _Parametro(3.5)]
        pedidos: list[int] = []

        def perdida_en(t: int) -> _Perdida:
            pedidos.append(t)
            return _Perdida(parametros, 1.0 + t % 3)

        nombres: dict[str, Any] = {"np": np, "adam": _adam}
        exec(compile(armar(letras), "<minigrad revuelto>", "exec"), nombres)
        nombres["entrenar"](parametros, perdida_en, pasos, lr)
        return [pedidos, *(p.data for p in parametros)]

    def sin_valor() -> str:
        try:
            entrenado(1)
        except UnboundLocalError as error:
            return str(error).split("'")[1]
        except Exception:
            pass  # lo dicen las observaciones que siguen
        return "nada"

    yield "lo que se usa antes de tener valor", sin_valor
    for pasos in (1, 2, 3, 7):
        veces = "un paso" if pasos == 1 else f"{pasos} pasos"
        yield f"los parámetros después de {veces}", lambda n=pasos: entrenado(n)
    yield "con otra tasa", lambda: entrenado(4, 0.01)


# --- la memoria ------------------------------------------------------------------------------


def observar_memoria(atender_uno: Callable[..., Any]) -> Iterator[Observacion]:
    """Lugar por lugar, con pocos y muchos números; lo que sale y lo que queda guardado."""

    def seguidas(t: int, d: int, veces: float = 0.3) -> tuple[list[Any], list[Any], list[Any]]:
        q, k, v = (veces * numeros((t, d), desde) for desde in (0, 4, 7))
        claves: list[Any] = []
        valores: list[Any] = []
        salen = [
            np.array(atender_uno(q[i], k[i], v[i], claves, valores), dtype=float) for i in range(t)
        ]
        return salen, claves, valores

    def con_memoria() -> Any:
        claves, valores = [np.array([1.0, 0.0])], [np.array([10.0, 0.0])]
        nuevos = (np.array([2.0, 0.0]), np.array([0.0, 1.0]), np.array([0.0, 20.0]))
        return atender_uno(*nuevos, claves, valores)

    def recibidos() -> list[Any]:
        q, k, v = (0.3 * numeros((4,), desde) for desde in (0, 4, 7))
        claves, valores = [numeros((4,), 2)], [numeros((4,), 3)]
        atender_uno(q, k, v, claves, valores)
        return [q, k, v, claves, valores]

    def dos_textos() -> list[Any]:
        return [seguidas(2, 3)[0], seguidas(3, 3, 0.2)[0], seguidas(2, 3)[0]]

    yield "con la memoria vacía", lambda: seguidas(1, 2)[0]
    yield "con un lugar en la memoria", con_memoria
    for t, d in ((2, 2), (3, 4), (5, 3), (4, 1), (6, 9)):
        yield f"{t} lugares de {d} números: lo que sale", lambda t=t, d=d: seguidas(t, d)[0]
    yield "las claves y los valores guardados, después de 3 lugares", lambda: seguidas(3, 2)[1:]
    yield "con números grandes", lambda: seguidas(3, 4, 30.0)[0]
    yield "con ceros", lambda: seguidas(3, 4, 0.0)[0]
    yield "lo que recibe, después", recibidos
    yield "dos textos, cada uno con su memoria", dos_textos


# --- otra lista ------------------------------------------------------------------------------


def observar_vocabulario(vocabulario: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Listas con espacios, con tilde, con ñ, con repetidos y vacía; la lista no cambia."""
    for textos in (
        ("ba", "ab"), ("uno", "dos"), ("treinta y uno",), ("año", "árbol", "zeta"), ("aaa",), (),
        ("Ana", "ana"), ("b", "a", "c", "a"), ("a-b", "a b"),
    ):  # fmt: skip
        dicho = ", ".join(f"«{t}»" for t in textos) or "ningún texto"
        yield f"las letras de {dicho}", lambda t=textos: vocabulario([*t])[0]
        yield f"los números de {dicho}", lambda t=textos: sorted(vocabulario([*t])[1].items())
    yield "cuántas cosas entrega", lambda: len(vocabulario(["uno"]))
    yield "qué cosas entrega", lambda: [type(x).__name__ for x in vocabulario(["uno"])]

    def despues() -> list[Any]:
        textos = ["uno", "dos"]
        vocabulario(textos)[1]["nueva"] = 99
        return [textos, vocabulario(textos)[0], len(vocabulario(textos)[1])]

    yield "la lista después, y otra llamada", despues
