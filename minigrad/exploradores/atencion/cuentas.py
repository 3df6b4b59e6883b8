"""Las cuentas del explorador de la atención: a qué letras se mira y cuál puede seguir, sin NumPy.

El modelo es de quien aprende: aquí solo se le pregunta por un comienzo de nombre, se revisa lo que
contesta y se guarda, para no preguntar dos veces lo mismo.

Glosario. *Prefijo*: las letras puestas hasta ahora. *Marca*: la letra que dice «aquí empieza» y
«aquí termina». *Pesos*: cuánto mira la última letra a cada una de las que ve; suman 1.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from minigrad.exploradores.comun.funciones import Fallo
from minigrad.graph.palabras import corto, numero

#: un nombre no pasa de estas letras
LARGO = 20
#: lo que los pesos de una cabeza pueden apartarse de sumar 1
_HOLGURA = 1e-3
_CLAVES = '{"atencion": [[…] por cabeza], "logits": […]}'


class Paso(NamedTuple):
    """Lo que el modelo contesta a un prefijo."""

    prefijo: str
    #: por cabeza, el peso de la marca y el de cada letra; `None` si ya no la ve
    cabezas: tuple[tuple[float | None, ...], ...]
    #: uno por cada letra del vocabulario
    logits: tuple[float, ...]

    def mirada(self, cabeza: int | None) -> tuple[float | None, ...]:
        """Los pesos de una cabeza; con `None`, el promedio de todas."""
        if cabeza is not None:
            return self.cabezas[cabeza]
        columnas = zip(*self.cabezas, strict=True)
        vistas = ([p for p in columna if p is not None] for columna in columnas)
        return tuple(sum(v) / len(v) if len(v) == len(self.cabezas) else None for v in vistas)


class Modelo:
    """La función del aprendiz, preguntada una sola vez por cada prefijo."""

    def __init__(self, paso: Any, vocabulario: Any, fin: Any = None, letras: str = ""):
        self.vocabulario = _letras(vocabulario)
        self.fin = _marca(self.vocabulario, fin)
        self._paso: Callable[[str], Any] = paso if callable(paso) else _de_una_lista(paso, letras)
        self._sabidos: dict[str, Paso] = {}

    def __call__(self, prefijo: str) -> Paso:
        """Lo que contesta a ese prefijo; lo que no sirva es un `Fallo` con su frase."""
        if prefijo not in self._sabidos:
            paso = self._revisar(prefijo, self._preguntar(prefijo))
            if len({len(p.cabezas) for p in (*self._sabidos.values(), paso)}) > 1:
                raise Fallo("Unos prefijos dieron más cabezas que otros. Manda siempre las mismas.")
            self._sabidos[prefijo] = paso
        return self._sabidos[prefijo]

    def limpiar(self, letras: Any) -> str:
        """Unas letras escritas, en minúsculas, si todas están en el vocabulario."""
        texto = str(letras).strip().lower()
        ajenas = sorted({x for x in texto if x not in self.vocabulario or x == self.fin})
        if ajenas:
            raise Fallo(
                f"El modelo no conoce {_y([f'«{x}»' for x in ajenas])}: su vocabulario es "
                f"{' '.join(x for x in self.vocabulario if x != self.fin)}."
            )
        if len(texto) > LARGO:
            raise Fallo(f"Aquí caben hasta {LARGO} letras, y escribiste {len(texto)}.")
        return texto

    def _preguntar(self, prefijo: str) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self._paso(prefijo)
        except Fallo:
            raise
        except Exception as error:  # la función es de quien aprende: puede lanzar cualquier cosa
            raise Fallo(
                f"Tu función falló con el prefijo {prefijo!r}: {type(error).__name__}: {error}. Si "
                "solo falla con los largos, es que no caben en el contexto de tu modelo."
            ) from error

    def _revisar(self, prefijo: str, dado: Any) -> Paso:
        if not isinstance(dado, Mapping) or "atencion" not in dado:
            raise Fallo(f"Por cada prefijo hace falta {_CLAVES}, y llegó {corto(repr(dado), 60)}.")
        cabezas = _listas(dado["atencion"])
        if not isinstance(cabezas, list) or not cabezas or not isinstance(cabezas[0], list):
            raise Fallo(f"«atencion» es una lista por cabeza, como en {_CLAVES}.")
        logits = self._logits(dado)
        pesos = tuple(_alinear(_pesos(c, i), len(prefijo) + 1) for i, c in enumerate(cabezas, 1))
        return Paso(prefijo, pesos, logits)

    def _logits(self, dado: Mapping[str, Any]) -> tuple[float, ...]:
        if "logits" in dado:
            lista = _numeros(_listas(dado["logits"]), "«logits»")
        elif "probabilidades" in dado:
            probables = _numeros(_listas(dado["probabilidades"]), "«probabilidades»")
            lista = [math.log(p) if p > 0 else -math.inf for p in probables]
        else:
            raise Fallo(f"Faltan los «logits» de la letra que sigue: {_CLAVES}.")
        if len(lista) != len(self.vocabulario):
            raise Fallo(
                f"Hay {len(lista)} logits y {len(self.vocabulario)} letras en el vocabulario: debe "
                "ser uno por letra, y solo los de la última posición."
            )
        if max(lista) in (math.inf, -math.inf):
            raise Fallo("Un logit es infinito, y no queda con qué comparar a los demás.")
        return tuple(lista)


# --- lo que llega --------------------------------------------------------------------------------


def _letras(vocabulario: Any) -> tuple[str, ...]:
    if isinstance(vocabulario, Mapping) or not hasattr(vocabulario, "__iter__"):
        raise Fallo(
            "Falta el vocabulario: las letras en el orden de los logits, como '.abc' o ['.', 'a']."
        )
    letras = tuple(vocabulario)
    if len(letras) < 2 or len(set(letras)) < len(letras) or not all(
        isinstance(x, str) and x for x in letras
    ):  # fmt: skip
        raise Fallo(
            "El vocabulario son dos letras o más, cada una distinta, en el orden de los logits."
        )
    return letras


def _marca(vocabulario: Sequence[str], fin: Any) -> str:
    if fin is not None:
        if fin not in vocabulario:
            raise Fallo(f"La marca {corto(repr(fin))} no está en el vocabulario.")
        return str(fin)
    candidatas = [x for x in vocabulario if not x.isalpha()]
    if len(candidatas) != 1:
        raise Fallo(
            "No sé cuál letra del vocabulario dice que el nombre empieza o termina. Dilo: "
            "atencion(…, fin='.')."
        )
    return candidatas[0]


def _de_una_lista(pasos: Any, letras: str) -> Callable[[str], Any]:
    if not isinstance(pasos, Sequence) or isinstance(pasos, str) or not pasos:
        raise Fallo(
            f"Hace falta una función que reciba las letras puestas y devuelva {_CLAVES}, o una "
            f"lista de esos; y llegó {corto(repr(pasos))}."
        )

    def paso(prefijo: str) -> Any:
        if not letras.startswith(prefijo) or len(prefijo) >= len(pasos):
            raise Fallo(
                f"De «{prefijo}» no hay datos: los que llegaron son de los comienzos de "
                f"«{letras[: len(pasos) - 1]}». Con una función se puede seguir por donde sea."
            )
        return pasos[len(prefijo)]

    return paso


def _listas(x: Any) -> Any:
    """Un arreglo o un tensor, en listas; lo demás, igual."""
    x = getattr(x, "data", x) if hasattr(x, "grad") else x
    if hasattr(x, "tolist"):
        return x.tolist()
    return [_listas(v) for v in x] if isinstance(x, list | tuple) else x


def _numeros(lista: Any, que: str) -> list[float]:
    if not isinstance(lista, list) or not all(isinstance(v, int | float) for v in lista):
        consejo = " Manda solo la fila de la última letra." if _es_tabla(lista) else ""
        llego = corto(repr(lista), 60)
        raise Fallo(f"{que} debe ser una lista de números, y llegó {llego}.{consejo}")
    if any(math.isnan(v) for v in lista):
        raise Fallo(f"En {que} hay un nan: las cuentas de tu modelo se desbordaron.")
    return [float(v) for v in lista]


def _es_tabla(lista: Any) -> bool:
    return isinstance(lista, list) and any(isinstance(v, list) for v in lista)


def _pesos(cabeza: Any, cual: int) -> list[float]:
    pesos = _numeros(cabeza, f"La cabeza {cual} de «atencion»")
    if not pesos or min(pesos) < -_HOLGURA or abs(sum(pesos) - 1) > _HOLGURA:
        raise Fallo(
            f"Los pesos de la cabeza {cual} deben ser de 0 a 1 y sumar 1, y suman "
            f"{numero(sum(pesos))}. ¿Son los de después de softmax, y solo la última fila?"
        )
    return pesos


def _alinear(pesos: list[float], lugares: int) -> tuple[float | None, ...]:
    """El último es el de la última letra; las marcas de relleno se suman en la primera."""
    sobran = len(pesos) - lugares
    if sobran > 0:
        return (sum(pesos[: sobran + 1]), *pesos[sobran + 1 :])
    return (None,) * -sobran + tuple(pesos)


# --- elegir la que sigue -------------------------------------------------------------------------


def probabilidades(logits: Sequence[float], temperatura: float) -> list[float]:
    """softmax de los logits divididos por la temperatura."""
    mayor = max(logits)
    exponenciales = [math.exp((v - mayor) / temperatura) for v in logits]
    total = sum(exponenciales)
    return [e / total for e in exponenciales]


def sortear(probables: Sequence[float], azar: float) -> int:
    """La letra que toca si `azar`, de 0 a 1, cae en su tramo."""
    hasta = 0.0
    for i, p in enumerate(probables):
        hasta += p
        if azar < hasta:
            return i
    return max(range(len(probables)), key=probables.__getitem__)


# --- las palabras --------------------------------------------------------------------------------


def mirada(modelo: Modelo, paso: Paso, cabeza: int | None) -> str:
    """A qué letras mira más la actual."""
    columnas = [modelo.fin, *paso.prefijo]
    pesos = [(p, i) for i, p in enumerate(paso.mirada(cabeza)) if p is not None]
    mayores = sorted(pesos, reverse=True)[:3]
    dichos = [
        f"{_cual(columnas, i)} ({porciento(p)})"
        for p, i in mayores
        if p >= 0.1 or p == mayores[0][0]
    ]
    quien = "el promedio de las cabezas" if cabeza is None else f"la cabeza {cabeza + 1}"
    if len(pesos) == 1:
        return f"Solo ve {_cual(columnas, pesos[0][1])}: todavía no hay a quién más mirar."
    return f"Desde {_cual(columnas, len(paso.prefijo))}, {quien} mira sobre todo a {_y(dichos)}."


def _cual(columnas: Sequence[str], i: int) -> str:
    """La letra con su lugar si se repite; la marca, por su oficio."""
    if i == 0:
        return "la marca de comienzo"
    veces = columnas.count(columnas[i])
    return f"la «{columnas[i]}»" + (f" del lugar {i}" if veces > 1 else "")


def siguiente(modelo: Modelo, paso: Paso, temperatura: float) -> str:
    """Las letras más probables, con esa temperatura."""
    probables = probabilidades(paso.logits, temperatura)
    orden = sorted(range(len(probables)), key=probables.__getitem__, reverse=True)[:3]
    dichos = [
        f"{letra(modelo, i)} ({porciento(probables[i])})"
        for i in orden
        if probables[i] >= 0.01 or i == orden[0]
    ]
    return f"Con temperatura {numero(temperatura)}, lo más probable es que siga {_y(dichos, 'o')}."


def letra(modelo: Modelo, i: int) -> str:
    """«a»; la marca, «el fin»."""
    cual = modelo.vocabulario[i]
    return "el fin" if cual == modelo.fin else f"«{cual}»"


def porciento(p: float) -> str:
    """`45 %`."""
    return "menos de 1 %" if 0 < p < 0.005 else f"{100 * p:.0f} %"


def _y(dichos: Sequence[str], nexo: str = "y") -> str:
    *antes, ultimo = dichos
    return f"{', '.join(antes)} {nexo} {ultimo}" if antes else ultimo
