"""Qué se observa en la lección 7: contar letras, la atención, el bloque, Adam y lo inventado.

Lo que se entrega usa nombres del cuaderno (`V`, `letras`…): aquí se toman de donde los halla la
respuesta, con `_de`. El azar se mira por lo que no cambia de una semilla a otra: qué puede salir,
qué sale más, y que la misma semilla dé lo mismo.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from minigrad.aula.celda.codigo import funcion_de
from minigrad.aula.huella.observar import Observacion
from minigrad.aula.observadores.para_seguir.arreglos import (
    Cuenta,
    Formas,
    con_backward,
    de_cerca,
    decir,
    explorar_arreglo,
    np,
    numeros,
    su_tensor,
)

#: listas de nombres con uno, varios, repetidos, de una letra, con tilde y con ñ
_LISTAS: tuple[tuple[str, ...], ...] = (
    ("ana",),
    ("eva", "noé"),
    ("a",),
    ("ana", "ana", "iñaki"),
    ("maximiliano", "lía", "o"),
    ("aa", "aaa"),
)
#: tablas de números, sin las de un solo eje
_TABLAS: tuple[Formas, ...] = (
    ((2, 3),), ((3, 3),), ((4, 2),), ((1, 4),), ((3, 1),), ((1, 1),), ((6, 5),),
)  # fmt: skip


def _de(respuesta: Any, nombre: str) -> Any:
    """Lo que la respuesta halla en el cuaderno con ese nombre."""
    funcion = funcion_de(respuesta)
    return None if funcion is None else funcion.__globals__.get(nombre)


def _decir(nombres: Sequence[str]) -> str:
    return ", ".join(f"«{nombre}»" for nombre in nombres)


def _que_es(x: Any, clase: Any) -> str:
    return "un Tensor" if isinstance(x, clase) else type(x).__name__


def _explorar(
    operar: Callable[..., Any],
    clase: Any,
    nombre: str,
    formas: Sequence[Formas],
    escala: float = 1.0,
    enormes: bool = True,
) -> Iterator[Observacion]:
    """Una cuenta con tensores: el resultado, y el gradiente que le llega a cada operando.

    Vale con el `Tensor` de quien aprende y con el del paquete: solo mira `data` y `grad`, y vuelve
    con el `backward` de la clase.
    """
    op = Cuenta(operar, clase, nombre, con_backward, False)

    def con(fs: Formas, veces: float = escala, llega: float = 1.0) -> list[Any]:
        return [np.asarray(z, float) for z in op.hecha(op.datos(fs, veces), llega)]

    def despues(fs: Formas) -> list[Any]:
        hojas = op.hojas(op.datos(fs, escala))
        operar(*hojas)
        return [[np.asarray(z, float) for z in (h.data, h.grad)] for h in hojas]

    yield f"qué da {nombre}", lambda: _que_es(operar(*op.hojas(op.datos(formas[0]))), clase)
    for fs in formas:
        yield f"{nombre}, con {decir(*fs)}: el resultado", lambda fs=fs: con(fs)[0]
        for i, letra in enumerate("ab"[: len(fs)], start=1):
            yield (
                f"{nombre}, con {decir(*fs)}: el gradiente de {letra}",
                lambda fs=fs, i=i: con(fs)[i],
            )
    fs = formas[0]
    for dicho, veces in {"negativos": -0.7, "ceros": 0.0, "diminutos": 1e-6}.items():
        yield f"{nombre}, con {dicho}", lambda v=veces: con(fs, escala * v)
    if enormes:
        yield f"{nombre}, con enormes", lambda: con(fs, 1e6)
    yield f"{nombre}, si llega un gradiente −250 veces más grande", lambda: con(fs, escala, -250.0)
    yield f"{nombre}, dos veces", lambda: [con(fs), con(formas[-1]), con(fs)]
    yield f"{nombre}: los operandos, después", lambda: despues(fs)


# --- de letras a números, y contar -----------------------------------------------------------


def observar_codificar(codificar: Callable[[str], Any]) -> Iterator[Observacion]:
    """Nombres cortos y largos, con letras repetidas, con tilde y con ñ; y uno sin letras."""

    def intacta() -> list[Any]:
        codificar("ana")
        primera = codificar("ana")
        if isinstance(primera, list):
            primera.append(99)
        return [len(_de(codificar, "numero_de") or ""), codificar("ana"), codificar("eva")]

    for nombre in ("ana", "begoña", "sofía", "a", "anna", "maximiliano", "zoé", ""):
        yield f"los números de «{nombre}»", lambda n=nombre: codificar(n)
    yield "qué clase de cosa entrega", lambda: type(codificar("ana")).__name__
    yield "cuántas letras hay en `numero_de` después, y «ana» y «eva» otra vez", intacta


def observar_contar(contar: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Con uno y con varios nombres, con repetidos, y sin ninguno."""

    def despues() -> list[Any]:
        lista = ["ana", "eva"]
        primera = contar(lista)
        primera += 5.0  # cambiar la que dio no cambia la que dará
        return [lista, contar(lista), contar(["lía"])]

    def casilla(a: str, b: str) -> Any:
        numero = _de(contar, "numero_de")
        return contar(["ana", "noé", "ana"])[numero[a], numero[b]]

    for a, b in (
        ("a", "n"),
        ("n", "a"),
        (".", "a"),
        ("a", "."),
        (".", "n"),
        ("é", "."),
        ("a", "a"),
    ):
        yield f"con «ana», «noé», «ana»: fila «{a}», columna «{b}»", lambda a=a, b=b: casilla(a, b)
    yield "la tabla de ningún nombre", lambda: contar([])
    for lista in _LISTAS:
        yield f"la tabla de {_decir(lista)}", lambda lista=lista: contar([*lista])
    yield "la lista después, y dos tablas seguidas", despues


def observar_probabilidades(probabilidades: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Tablas de veces de varias formas; la que se recibe no cambia."""
    yield (
        "con veces (3, 1) y (0, 0)",
        lambda: probabilidades(np.array([[3.0, 1.0], [0.0, 0.0]])),
    )
    yield (
        "cuánto suma cada fila",
        lambda: probabilidades(np.array([[3.0, 1.0, 5.0], [0.0, 2.0, 0.0]])).sum(axis=1),
    )
    yield from explorar_arreglo(
        probabilidades, "probabilidades", formas=_TABLAS, positivos=True, enormes=False
    )
    yield "con veces enormes", lambda: probabilidades(np.array([[3e7, 0.0], [1e7, 2e7]]))
    yield (
        "con una fila de ceros, por mil millones",
        lambda: de_cerca(
            probabilidades(np.array([[0.0] * 7, [1e9, 0.0, 3.0, 0.0, 0.0, 2.0, 0.0]]))
        ),
    )


def _tabla_de(respuesta: Any, desde: int = 0) -> Any:
    """Probabilidades cualesquiera, que por filas suman 1."""
    v = len(_de(respuesta, "letras") or "") or 2
    crudas = np.array([[1.0 + (7 * a + 3 * b + desde) % 11 for b in range(v)] for a in range(v)])
    return crudas / crudas.sum(axis=1, keepdims=True)


def observar_nats(nats: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Con probabilidades parejas, disparejas y casi imposibles, y listas de varios largos."""

    def pareja() -> Any:
        tabla = _tabla_de(nats)
        return nats(np.full(tabla.shape, 0.5), ["ana", "o"])

    def imposible() -> Any:
        tabla = np.full(_tabla_de(nats).shape, 1e-300)
        return nats(tabla, ["eva"])

    def despues() -> list[Any]:
        tabla, lista = _tabla_de(nats), ["ana", "eva"]
        antes = tabla.copy()
        return [nats(tabla, lista), bool((tabla == antes).all()), lista, nats(tabla, lista)]

    yield "si toda probabilidad es 0.5, con «ana» y «o»", pareja
    for desde in (0, 5):
        for lista in _LISTAS:
            yield (
                f"tabla {1 + desde // 5}, con {_decir(lista)}",
                lambda lista=lista, d=desde: nats(_tabla_de(nats, d), [*lista]),
            )
    yield (
        "si toda probabilidad es 1, con «eva»",
        lambda: nats(np.ones(_tabla_de(nats).shape), ["eva"]),
    )
    yield "si toda probabilidad es casi 0, con «eva»", imposible
    yield (
        "si toda probabilidad es casi 1, por mil millones",
        lambda: de_cerca(float(nats(np.full(_tabla_de(nats).shape, 1 - 3e-9), ["eva"]))),
    )
    yield "la tabla y la lista, después", despues


# --- inventar --------------------------------------------------------------------------------


def observar_inventar(inventar: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Con un camino seguro, uno que no termina, y al azar de verdad."""
    letras = _de(inventar, "letras") or ""
    contexto = _de(inventar, "CONTEXTO") or 0

    def seguro(i: int, como: Callable[[Any], Any] = np.array) -> Any:
        return como([1.0 * (i == k) for k in range(len(letras))])

    def camino(nombre: str, como: Callable[[Any], Any] = np.array) -> tuple[Any, list[Any]]:
        """Lo que inventa si cada letra es segura, y lo que recibió `seguir` cada vez."""
        orden, recibidas = [*map(letras.index, nombre), 0], list[Any]()

        def seguir(puestos: Any) -> Any:
            recibidas.append([*puestos])
            return seguro(orden[min(len(puestos) - 1, len(nombre))], como)

        return inventar(seguir, random.Random(5)), recibidas

    def muchos(pesos: Mapping[str, float], semilla: int) -> list[str]:
        """Primeras letras de 300 nombres que terminan enseguida."""
        azar = random.Random(semilla)
        primera = np.array([pesos.get(letra, 0.0) for letra in letras])
        fin = seguro(0)
        return [inventar(lambda p: primera if len(p) == 1 else fin, azar) for _ in range(300)]

    def cual_mas() -> Any:
        salen = muchos({"a": 0.15, "e": 0.75, "ñ": 0.1}, 3)
        return sorted(set(salen), key=salen.count)[-1]

    def dos_veces() -> bool:
        return muchos({"a": 0.5, "o": 0.5}, 8) == muchos({"a": 0.5, "o": 0.5}, 8)

    for nombre in ("ana", "a", "", "anna", "begoña"):
        yield f"con el camino seguro de «{nombre}»", lambda n=nombre: camino(n)[0]
    yield "lo que recibe `seguir` cada vez, camino a «eva»", lambda: camino("eva")[1]
    yield "con las probabilidades en una lista", lambda: camino("lía", list)[0]
    yield (
        "letras que pone si el punto nunca sale",
        lambda: len(inventar(lambda p: seguro(1), random.Random(1))) == contexto,
    )
    yield (
        "lo que puede salir si «a», «e» y «ñ» son posibles",
        lambda: sorted(set(muchos({"a": 0.4, "e": 0.35, "ñ": 0.25}, 2))),
    )
    yield "lo que más sale si «e» tiene 0.75", cual_mas
    yield (
        "lo que puede salir si el punto también es posible",
        lambda: sorted(set(muchos({".": 0.5, "a": 0.5}, 4))),
    )
    yield "con la misma semilla, ¿sale lo mismo?", dos_veces


# --- la atención -----------------------------------------------------------------------------


def observar_promedio(promedio_hasta: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Tablas de varias formas; la que se recibe no cambia."""
    yield "con filas (2, 0), (4, 6)", lambda: promedio_hasta(np.array([[2.0, 0.0], [4.0, 6.0]]))
    yield from explorar_arreglo(promedio_hasta, "promedio_hasta", formas=_TABLAS)


def observar_reparto(reparto: Callable[[int], Any]) -> Iterator[Observacion]:
    """De uno a nueve lugares."""

    def despues() -> Any:
        primera = reparto(3)
        primera[0, 0] = 7.0
        return reparto(3)

    for t in (3, 1, 2, 4, 9):
        yield f"reparto({t})", lambda t=t: reparto(t)
    yield "reparto(3), después de cambiar la que dio antes", despues


def observar_mascara(mascara: Callable[[int], Any]) -> Iterator[Observacion]:
    """De uno a nueve lugares, y que cada una sea nueva."""

    def despues() -> Any:
        primera = mascara(3)
        primera[0, 0] = 7.0
        return mascara(3)

    for t in (3, 1, 2, 4, 9):
        yield f"mascara({t})", lambda t=t: mascara(t)
    yield "mascara(3), después de cambiar la que dio antes", despues


def _tapada(t: int) -> Any:
    return np.triu(np.full((t, t), -np.inf), 1)


def observar_pesos(pesos: Callable[[Any, Any, Any], Any]) -> Iterator[Observacion]:
    """Con un nombre y con muchos, con máscara y sin ella; los pesos y los dos gradientes."""
    clase = su_tensor(pesos)

    def de(forma: tuple[int, ...], m: Any) -> Any:
        q, k = (clase(0.3 * numeros(forma, desde)) for desde in (0, 5))
        return pesos(q, k, m).data

    def con_mascara(q: Any, k: Any) -> Any:
        # con puntajes chicos ningún peso se queda con todo
        return pesos(q * 0.2, k * 0.2, _tapada(q.shape[-2]))

    yield "pesos de 3 lugares, con d = 4 y máscara", lambda: de((3, 4), _tapada(3))
    yield "pesos de 3 lugares, con d = 4 y sin máscara", lambda: de((3, 4), 0.0)
    yield "cuánto suma cada fila", lambda: de((4, 2), _tapada(4)).sum(axis=-1)
    yield "pesos de 4 lugares, con d = 4", lambda: de((4, 4), _tapada(4))
    yield "pesos de 4 lugares, con d = 1", lambda: de((4, 1), _tapada(4))
    yield "pesos de un solo lugar", lambda: de((1, 3), _tapada(1))
    yield "pesos de 2 nombres con 2 cabezas", lambda: de((2, 2, 3, 4), _tapada(3))
    yield (
        "pesos con una máscara que solo deja mirar atrás",
        lambda: de((3, 2), np.array([[0.0, 0, 0], [0, -np.inf, 0], [0, 0, -np.inf]])),
    )
    yield from _explorar(
        con_mascara,
        clase,
        "pesos",
        (((3, 4), (3, 4)), ((4, 4), (4, 4)), ((2, 2, 3, 4), (2, 2, 3, 4))),
        enormes=False,
    )


def observar_en_cabezas(en_cabezas: Callable[[Any, int], Any]) -> Iterator[Observacion]:
    """Formas con todos los ejes distintos, y cuántas cabezas; los números y su gradiente."""
    clase = su_tensor(en_cabezas)
    for forma, h in (
        ((1, 2, 4), 2),
        ((2, 3, 8), 4),
        ((3, 2, 6), 3),
        ((2, 5, 4), 1),
        ((1, 1, 6), 6),
    ):
        yield (
            f"de {forma}, con {h} cabezas",
            lambda f=forma, h=h: en_cabezas(clase(numeros(f)), h).data,
        )
    yield from _explorar(
        lambda x: en_cabezas(x, 2),
        clase,
        "en_cabezas, con 2",
        (((2, 3, 8),), ((1, 2, 4),), ((3, 1, 6),)),
    )


# --- el bloque y el modelo -------------------------------------------------------------------


def observar_normalizar(normalizar: Callable[[Any], Any]) -> Iterator[Observacion]:
    """De uno a tres ejes, con ceros y con tamaños muy distintos; el resultado y el gradiente."""
    clase = su_tensor(normalizar)
    yield "con (3, −4)", lambda: normalizar(clase([[3.0, -4.0]])).data
    yield "con (2, 2, 2) y (0, 0, 6)", lambda: normalizar(clase([[2.0] * 3, [0.0, 0, 6]])).data
    yield "con ceros", lambda: normalizar(clase([[0.0, 0.0]])).data
    yield "con (0.003, −0.001)", lambda: normalizar(clase([[0.003, -0.001]])).data
    yield from _explorar(
        normalizar,
        clase,
        "normalizar",
        (((2, 3),), ((3, 3),), ((1, 4),), ((2, 3, 4),), ((3, 1),)),
    )


_MATRICES = ("consultas", "claves", "valores", "salida", "subir", "bajar")


def observar_bloque(bloque: Callable[[Any, Any, Any], Any]) -> Iterator[Observacion]:
    """Con máscara y sin ella: lo que sale, y el gradiente de la entrada y de cada matriz."""
    clase = su_tensor(bloque)

    def con(n: int, t: int, tapar: bool, veces: float = 1.0) -> tuple[Any, Any, Any]:
        b = {
            cual: clase(
                0.1 * numeros((32 if cual == "bajar" else 8, 32 if cual == "subir" else 8), i)
            )
            for i, cual in enumerate(_MATRICES)
        }
        hoja = clase(veces * numeros((n, t, 8), 2))
        x = hoja * 1.0  # como en el modelo: a un bloque le llega una cuenta, y `x += …` vale
        return hoja, b, bloque(x, b, _tapada(t) if tapar else 0.0)

    def gradientes(n: int, t: int) -> list[Any]:
        x, b, salida = con(n, t, True)
        con_backward(salida, numeros((n, t, 8), 1))
        return [x.grad, *(b[cual].grad for cual in _MATRICES)]

    def despues() -> list[Any]:
        x, b, _ = con(1, 2, True)
        return [x.data, sorted(b), len(x._prev)]

    yield "con 1 nombre de 3 lugares", lambda: con(1, 3, True)[2].data
    yield "con 2 nombres de 4 lugares", lambda: con(2, 4, True)[2].data
    yield "sin máscara", lambda: con(2, 3, False)[2].data
    yield "con entradas cien veces más chicas", lambda: con(1, 3, True, 0.01)[2].data
    yield "con entradas cien veces más grandes", lambda: con(1, 3, True, 100.0)[2].data
    yield "los gradientes de la entrada y de las seis matrices", lambda: gradientes(2, 3)
    yield "la entrada y las matrices, después", despues


def observar_cuantos(cuantos: Callable[[int, int, int, int], Any]) -> Iterator[Observacion]:
    """Modelos con todos los tamaños distintos, sin ningún bloque y con muchos."""
    for medidas in (
        (34, 13, 32, 1), (10, 5, 4, 1), (10, 5, 4, 3), (7, 3, 6, 0), (1, 1, 1, 1), (2, 9, 5, 2),
        (50257, 1024, 768, 12), (100, 1, 16, 7),
    ):  # fmt: skip
        v, c, ancho, b = medidas
        yield (
            f"vocabulario {v}, contexto {c}, ancho {ancho}, bloques {b}",
            lambda m=medidas: cuantos(*m),
        )


# --- los minilotes ---------------------------------------------------------------------------


def observar_lote(lote: Callable[[Any], Any]) -> Iterator[Observacion]:
    """Uno solo, varios del mismo largo y de largos distintos; la lista no cambia."""

    def despues() -> list[Any]:
        lista = ["ana", "begoña"]
        primero = lote(lista)
        primero[0][0, 0] = 7
        return [lista, *lote(["o"]), *lote(lista)]

    for lista in (
        ("ana",),
        ("ana", "begoña"),
        ("sofía", "o", "iñaki"),
        ("eva", "noé"),
        *_LISTAS[3:],
    ):
        yield f"xs de {_decir(lista)}", lambda lista=lista: lote([*lista])[0]
        yield f"ys de {_decir(lista)}", lambda lista=lista: lote([*lista])[1]
    yield "cuántos arreglos da", lambda: len(lote(["ana"]))
    yield "la lista después, y otros lotes", despues


def observar_perdida(perdida_de: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Sin relleno, con poco y con mucho, y con el final entre lo que se pregunta."""
    clase, v = su_tensor(perdida_de), _de(perdida_de, "V") or 2

    def hecha(ys: Any, veces: float = 0.2) -> tuple[Any, Any]:
        ys = np.array(ys)
        logits = clase(veces * numeros((*ys.shape, v), 3))
        return logits, perdida_de(logits, ys)

    def gradiente(ys: Any) -> Any:
        logits, perdida = hecha(ys)
        (perdida * 1.5).backward()
        return np.asarray(logits.grad, float)

    def despues() -> Any:
        ys = np.array([[1, 0, -1], [2, 1, 0]])
        perdida_de(clase(np.zeros((2, 3, v))), ys)
        return ys

    yield "qué da perdida_de", lambda: _que_es(hecha([[1, 0]])[1], clase)
    for dicho, ys in {
        "sin relleno": [[1, 2, 0], [2, 1, 0]],
        "con un lugar de relleno": [[1, 0, -1], [2, 1, 0]],
        "con casi todo relleno": [[1, -1, -1, -1], [-1, -1, -1, -1], [-1, -1, -1, -1]],
        "con puros finales": [[0, -1], [0, -1], [0, 0]],
        "con un nombre largo y uno corto": [[1, 3, 1, 4, 1, 0], [2, 0, -1, -1, -1, -1]],
        "con el relleno en medio": [[1, -1, 0], [-1, 2, 0]],
    }.items():
        yield f"la pérdida, {dicho}", lambda ys=ys: float(hecha(ys)[1].data)
        yield f"el gradiente de los logits, {dicho}", lambda ys=ys: gradiente(ys)
    yield "la pérdida con logits enormes", lambda: float(hecha([[1, 0], [2, -1]], 1e6)[1].data)
    yield "las ys, después", despues


# --- Adam ------------------------------------------------------------------------------------


def observar_adam(adam: Callable[..., Any]) -> Iterator[Observacion]:
    """El primer paso y los que siguen, con gradientes de todo tamaño; números y arreglos."""

    def uno(dato: Any, grad: Any, m: Any, v: Any, t: int, lr: float) -> list[Any]:
        return [*adam(dato, grad, m, v, t, lr)]

    def seguidos(grads: Sequence[Any], dato: Any, lr: float = 0.1) -> list[Any]:
        m = v = 0.0
        vistos = []
        for t, grad in enumerate(grads, start=1):
            dato, m, v = adam(dato, grad, m, v, t, lr)
            vistos += [dato, m, v]
        return vistos

    def despues() -> list[Any]:
        recibidos = [numeros((2, 2), i) for i in range(3)] + [abs(numeros((2, 2), 7))]
        for salida in adam(*recibidos, 2, 0.1):
            salida += 9.5  # cambiar lo que dio no cambia lo que dará
        return [*recibidos, *adam(*recibidos, 2, 0.1)]

    for que, i in (("el dato", 0), ("m", 1), ("v", 2)):
        yield (
            f"{que} tras el primer paso, con gradiente 2",
            lambda i=i: uno(1.0, 2.0, 0.0, 0.0, 1, 0.1)[i],
        )
        yield (
            f"{que} en el paso 3, con gradiente −4, m 0.5 y v 2",
            lambda i=i: uno(1.0, -4.0, 0.5, 2.0, 3, 0.1)[i],
        )
    yield "cuántas cosas devuelve", lambda: len(adam(1.0, 2.0, 0.0, 0.0, 1, 0.1))
    for casos in (
        (0.0, 1000.0, 0.0, 0.0, 1, 0.01), (0.0, 0.001, 0.0, 0.0, 1, 0.01),
        (0.5, 0.0, 0.0, 0.0, 1, 0.1),
        (0.5, 0.0, 0.25, 0.75, 2, 0.1), (-3.0, 1.7345, -0.2183, 12.75, 40, 0.003),
        (0.0, 3e7, 2e6, 4e13, 7, 0.5), (0.0, 1e-9, 0.0, 0.0, 1, 1.0), (2, 3, 0, 0, 1, 1),
        (0.5, 2.0, 1.0, 3.0, 3, 0.0), (0.5, 2.0, 1.0, 3.0, 3, -0.25),
        (0.5, 2.0, 1.0, 3.0, 3, 250.0),
        (0.5, 2.0, 1.0, 3.0, 150, 0.1),
    ):  # fmt: skip
        dato, grad, m, v, t, lr = casos
        etiqueta = f"dato {dato:g}, gradiente {grad:g}, m {m:g}, v {v:g}, t {t}, lr {lr:g}"
        yield etiqueta.replace("-", "−"), lambda c=casos: uno(*c)
    yield "seis pasos seguidos", lambda: seguidos((1.0, -2.0, 0.5, 0.5, 0.0, 3.0), 0.0)
    yield (
        "con una tasa diminuta, por mil millones",
        lambda: de_cerca(np.array(uno(0.0, 2.0, 1.0, 3.0, 5, 3e-9))),
    )
    yield (
        "con arreglos, tres pasos",
        lambda: seguidos([numeros((2, 3), i) for i in range(3)], numeros((2, 3), 5)),
    )
    yield (
        "con v diminuto, por mil millones",
        lambda: de_cerca(np.array(uno(0.0, 2e-9, 3e-9, 1e-18, 5, 0.5))),
    )
    yield "el dato, el gradiente, m y v que recibe, después", despues


# --- inventar con el modelo ------------------------------------------------------------------


def observar_temperatura(con_temperatura: Callable[[Any, float], Any]) -> Iterator[Observacion]:
    """Frías, templadas y calientes; con iguales, negativos, enormes, y uno solo."""

    def de(logits: Sequence[float], temperatura: float) -> Any:
        return con_temperatura(np.array(logits), temperatura)

    def despues() -> list[Any]:
        logits = np.array([2.0, 1.0, 0.0])
        return [con_temperatura(logits, 0.7), logits, con_temperatura(logits, 1.0)]

    for logits in (
        (2.0, 1.0, 0.0), (-1.5, 0.25, 0.75, -0.1), (0.0, 0.0), (3.25,), (-3.0, -2.5, -4.75, -3.5),
        (1000.0, 999.5, 0.0), (3, -1, 2),
    ):  # fmt: skip
        for temperatura in (1.0, 0.5, 2.0, 0.13, 7.5):
            dicho = ", ".join(f"{x:g}" for x in logits).replace("-", "−")
            yield (
                f"logits ({dicho}), temperatura {temperatura:g}",
                lambda z=logits, t=temperatura: de(z, t),
            )
    yield "con temperatura 1, un entero", lambda: de((0.5, -0.5), 1)
    yield "muy fría, con logits grandes", lambda: de((30.0, 29.0, -20.0), 0.01)
    yield "los logits, después, y otra vez", despues


def observar_nuevos(cuantos_nuevos: Callable[[Any, Any], Any]) -> Iterator[Observacion]:
    """Todos nuevos, todos conocidos, con repetidos de los dos lados; las listas no cambian."""

    def despues() -> list[Any]:
        inventados, conocidos = ["ana", "zar", "ana"], ["eva", "ana"]
        fraccion = cuantos_nuevos(inventados, conocidos)
        return [fraccion, inventados, conocidos]

    for inventados, conocidos in (
        (("ana", "zor"), ("ana", "eva", "lía")),
        (("ana", "ana", "ana", "zor"), ("ana", "eva")),
        (("zor", "zor", "zor", "ana"), ("ana", "eva", "noé", "lía", "paz")),
        (("ana", "eva"), ("ana", "eva", "lía")),
        (("zor", "mip", "xul"), ("ana",)),
        (("zor",), ()),
        (("ana", "zor", "mip", "eva", "xul"), ("ana", "ana", "eva", "eva", "lía", "sol", "paz")),
        (("an", "anabel", "ana "), ("ana", "anabela")),
        (("", "ana"), ("ana",)),
        (("a", "b", "c", "d", "e", "f", "g"), ("a", "b", "c", "d", "e")),
    ):
        yield (
            f"inventados {_decir(inventados)}; conocidos {_decir(conocidos) or 'ninguno'}",
            lambda i=inventados, c=conocidos: cuantos_nuevos([*i], [*c]),
        )
    yield "las dos listas, después", despues
