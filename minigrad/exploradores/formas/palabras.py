"""Lo que se lee junto a las celdas: la ida, la vuelta, y las pistas de quien predice una forma."""

from __future__ import annotations

from minigrad.exploradores.formas.cuentas import (
    Caso,
    Encuentro,
    Forma,
    Lugar,
    NoEncajan,
    Operando,
    resultado,
)


def ida(encuentro: Encuentro, celda: Lugar) -> list[str]:
    """Cómo se hace una celda del resultado, y en cuántas más entran las suyas."""
    a, b, operacion = encuentro.a, encuentro.b, encuentro.caso.operacion
    parejas = encuentro.parejas(celda)
    signo = operacion if operacion == "+" else "×"
    letras = " + ".join(f"{a.llamada(x)} {signo} {b.llamada(y)}" for x, y in parejas)
    cifras = " + ".join(f"{a.numero(x)} {signo} {b.numero(y)}" for x, y in parejas)
    primera = f"{encuentro.llamada(celda)} = {letras} = {cifras} = {encuentro.numero(celda)}."
    if operacion == "@":
        cuantas = "una pareja" if len(parejas) == 1 else f"{len(parejas)} parejas"
        otras = [f"Una fila de a y una columna de b, recorridas juntas: {cuantas}."]
    else:
        otras = [
            f"{o.llamada(celda)} entra en {encuentro.cuantas(o, celda)} celdas de c."
            for o in (a, b)
            if o.se_repite
        ]
    return [primera, *(otras or ["Cada celda se encuentra con una sola: nada se repite."])]


def vuelta(encuentro: Encuentro, celda: Lugar) -> list[str]:
    """A dónde va el gradiente de una celda del resultado, y cuántos se suman donde llega."""
    quien = encuentro.llamada(celda)
    x, y = encuentro.parejas(celda)[0]
    a, b = encuentro.a.llamada(x), encuentro.b.llamada(y)
    por_b, por_a = f"{b} = {encuentro.b.numero(y)}", f"{a} = {encuentro.a.numero(x)}"
    dicho = {
        "+": f"El gradiente de {quien} pasa igual hacia {a} y hacia {b}.",
        "*": f"El gradiente de {quien} va hacia {a} multiplicado por {por_b}, y hacia {b} "
        f"multiplicado por {por_a}.",
        "@": f"El gradiente de {quien} vuelve a las celdas que se encontraron, multiplicado por la "
        f"pareja de cada una: hacia {a}, por {por_b}; hacia {b}, por {por_a}…",
    }[encuentro.caso.operacion]
    return [dicho, *(_se_suman(encuentro, o, p) for o, p in ((encuentro.a, x), (encuentro.b, y)))]


def _se_suman(encuentro: Encuentro, operando: Operando, lugar: Lugar) -> str:
    cuantas, donde = encuentro.cuantas(operando, lugar), operando.llamada(lugar)
    if cuantas == 1:
        return f"Ningún otro llega hasta {donde}."
    dicho = f"En {donde} se suman {cuantas} gradientes: uno por cada celda de c en que entró."
    if not operando.se_repite:
        return dicho
    de, a = operando.extendida, operando.forma
    return f"{dicho} Como se repitió al ir, lo que vuelve, de forma {de}, se encoge a {a}."


# --- predecir ------------------------------------------------------------------------------------


def pregunta(caso: Caso) -> str:
    """Lo que se pide antes de mostrar el resultado."""
    return f"¿Qué forma tiene {caso}? Escríbela, o di que no encajan."


def revisar(caso: Caso, prediccion: Forma | None) -> str:
    """Nada si se acertó (`None` es «no encajan»); si no, una pista que no dice la respuesta."""
    try:
        forma = resultado(caso)
    except NoEncajan:
        return "" if prediccion is None else _HAY_UN_EJE[caso.operacion == "@"]
    if prediccion is None:
        return _SI_ENCAJAN[caso.operacion == "@"]
    if prediccion == forma:
        return ""
    if len(prediccion) != len(forma):
        return f"No tiene {_ejes(len(prediccion))}. {_CUANTOS[caso.operacion == '@']}"
    eje = next(i for i in range(1, 1 + len(forma)) if prediccion[-i] != forma[-i])
    return f"Contado desde la derecha, el eje −{eje} no mide {prediccion[-eje]}. ¿De dónde sale?"


def _ejes(cuantos: int) -> str:
    return "ningún eje" if cuantos == 0 else "un eje" if cuantos == 1 else f"{cuantos} ejes"


#: la pista de difusión y la de @
_HAY_UN_EJE = (
    "Hay un eje que no encaja. Escríbelas una debajo de la otra, alineadas a la derecha.",
    "No encajan. Compara lo último de la primera con las filas de la segunda.",
)
_SI_ENCAJAN = (
    "Sí encajan. Alinéalas a la derecha: cada eje es igual, o uno de los dos mide 1, o no está.",
    "Sí encajan: lo que se recorre de la primera mide lo mismo que lo de la segunda.",
)
_CUANTOS = (
    "El resultado tiene tantos ejes como la forma que tiene más.",
    "El eje que se recorre desaparece de las dos formas, y los demás se quedan.",
)
