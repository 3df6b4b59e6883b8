"""Las pruebas de un motor, para correrlas sobre cualquier clase `Value`: la del paquete o la tuya.

    from minigrad.aula.suite_motor import evaluar
    evaluar(Value)

Cada caso es un dato: con qué números se hace una cuenta, cuánto debe valer y cuánto debe valer el
gradiente de cada entrada, todo escrito con las fórmulas de siempre. El paquete corre estos mismos
casos sobre su propio motor.

Los casos de nivel «lección» los cumple el motor que se arma en la lección 4. Los de nivel «extra»
son lo que el motor del paquete hace además: más funciones, los extremos, copias.
"""

from __future__ import annotations

import copy
import math
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.celda.tarjeta import Parrafo, Tabla, Tarjeta
from minigrad.aula.motor_propio import cambio_despues, codigos_prestados

INF, NAN = math.inf, math.nan
LECCION, EXTRA = "lección", "extra"
#: diferencia relativa que se perdona: la de un mismo cálculo hecho en otro orden
TOLERANCIA = 1e-9
#: segundos que se espera a un caso antes de darlo por colgado
SEGUNDOS = 5.0

Revision = Callable[[type], None]


class NoCumple(AssertionError):
    """El motor dio otra cosa; el texto dice qué, en palabras."""


@dataclass(frozen=True)
class Caso:
    """Una prueba con nombre. `revisar(Value)` no hace nada si está bien y, si no, lanza."""

    operador: str
    nombre: str
    revisar: Revision
    nivel: str = LECCION


@dataclass(frozen=True)
class Cuenta:
    """Una cuenta con su resultado y el gradiente de cada entrada."""

    texto: str
    hacer: Callable[..., Any]
    entradas: Sequence[float]
    valor: float
    gradientes: Sequence[float]

    def __call__(self, Value: type) -> None:  # noqa: N803 (es una clase)
        hojas = [Value(x) for x in self.entradas]
        resultado = self.hacer(*hojas)
        _comparar("el resultado", resultado.data, self.valor)
        resultado.backward()
        for i, (hoja, esperado) in enumerate(zip(hojas, self.gradientes, strict=True)):
            _comparar(f"el gradiente de {'abc'[i]}", hoja.grad, esperado)


def _comparar(que: str, obtenido: Any, esperado: float) -> None:
    if not _iguales(float(obtenido), esperado):
        raise NoCumple(f"{que} es {float(obtenido):.6g} y debe ser {esperado:.6g}")


def _iguales(x: float, y: float) -> bool:
    return math.isclose(x, y, rel_tol=TOLERANCIA, abs_tol=1e-12) or (x != x and y != y)


# ── Cuentas, por operador: (texto, cuenta, entradas, valor, gradientes) ──────────────────────

_E2, _T, _S = math.exp(2.0), math.tanh(0.7), 1 / (1 + math.exp(-0.7))

_DE_LA_LECCION: dict[str, tuple[tuple[Any, ...], ...]] = {
    "suma": (
        ("a + b", lambda a, b: a + b, (2.0, -3.0), -1.0, (1, 1)),
        ("a + 3", lambda a: a + 3, (2.0,), 5.0, (1,)),
        ("3 + a", lambda a: 3 + a, (2.0,), 5.0, (1,)),
        ("a + a", lambda a: a + a, (3.0,), 6.0, (2,)),
        ("sum([a, b, c])", lambda a, b, c: sum([a, b, c]), (1.0, 2.0, 3.0), 6.0, (1, 1, 1)),
    ),
    "producto": (
        ("a * b", lambda a, b: a * b, (2.0, -3.0), -6.0, (-3, 2)),
        ("a * 3", lambda a: a * 3, (2.0,), 6.0, (3,)),
        ("3 * a", lambda a: 3 * a, (2.0,), 6.0, (3,)),
        ("a * a", lambda a: a * a, (3.0,), 9.0, (6,)),
    ),
    "negación": (("-a", lambda a: -a, (2.0,), -2.0, (-1,)),),
    "resta": (
        ("a - b", lambda a, b: a - b, (2.0, -3.0), 5.0, (1, -1)),
        ("a - 3", lambda a: a - 3, (2.0,), -1.0, (1,)),
        ("3 - a", lambda a: 3 - a, (2.0,), 1.0, (-1,)),
        ("a - a", lambda a: a - a, (2.0,), 0.0, (0,)),
    ),
    "división": (
        ("a / b", lambda a, b: a / b, (3.0, -2.0), -1.5, (-0.5, -0.75)),
        ("a / 4", lambda a: a / 4, (3.0,), 0.75, (0.25,)),
        ("4 / a", lambda a: 4 / a, (-2.0,), -2.0, (-1,)),
    ),
    "potencia": (
        ("a ** 3", lambda a: a**3, (-2.0,), -8.0, (12,)),
        ("a ** -1", lambda a: a**-1, (4.0,), 0.25, (-0.0625,)),
        ("a ** 0.5", lambda a: a**0.5, (4.0,), 2.0, (0.25,)),
        ("a ** b", lambda a, b: a**b, (2.0, 3.0), 8.0, (12, 8 * math.log(2))),
        ("a ** a", lambda a: a**a, (2.0,), 4.0, (4 * (1 + math.log(2)),)),
    ),
    "exp": (("a.exp()", lambda a: a.exp(), (2.0,), _E2, (_E2,)),),
    "log": (("a.log()", lambda a: a.log(), (4.0,), math.log(4.0), (0.25,)),),
    "tanh": (
        ("a.tanh()", lambda a: a.tanh(), (0.7,), _T, (1 - _T * _T,)),
        ("a.tanh(), a negativo", lambda a: a.tanh(), (-0.7,), -_T, (1 - _T * _T,)),
        ("a.tanh(), a grande", lambda a: a.tanh(), (400.0,), 1.0, (0,)),
    ),
    "sigmoid": (
        ("a.sigmoid()", lambda a: a.sigmoid(), (0.7,), _S, (_S * (1 - _S),)),
        ("a.sigmoid(), a negativo", lambda a: a.sigmoid(), (-0.7,), 1 - _S, (_S * (1 - _S),)),
    ),
    "relu": (
        ("a.relu(), a positivo", lambda a: a.relu(), (2.0,), 2.0, (1,)),
        ("a.relu(), a negativo", lambda a: a.relu(), (-2.0,), 0.0, (0,)),
        ("a.relu(), a = 0", lambda a: a.relu(), (0.0,), 0.0, (0,)),
    ),
    "sin": (("a.sin()", lambda a: a.sin(), (1.0,), math.sin(1.0), (math.cos(1.0),)),),
    "regla de la cadena": (
        ("((a * b + c) * -2).tanh()", lambda a, b, c: ((a * b + c) * -2).tanh(), (0.5, -1.0, 0.3),
         math.tanh(0.4), tuple(d * (1 - math.tanh(0.4) ** 2) for d in (2.0, -1.0, -2.0))),
        ("(a * b) * (a + b)", lambda a, b: (a * b) * (a + b), (-2.0, 3.0), -6.0, (-3, -8)),
        ("un nodo que se usa 1000 veces", lambda a: sum([a * 1] * 1000), (2.0,), 2000.0, (1000,)),
    ),
}  # fmt: skip

_EXTRAS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "cos": (("a.cos()", lambda a: a.cos(), (1.0,), math.cos(1.0), (-math.sin(1.0),)),),
    "abs": (
        ("abs(a), a negativo", abs, (-2.0,), 2.0, (-1,)),
        ("abs(a), a = 0", abs, (0.0,), 0.0, (0,)),
        ("a.abs()", lambda a: a.abs(), (3.0,), 3.0, (1,)),
    ),
    "potencia, casos límite": (
        ("2 ** a", lambda a: 2**a, (3.0,), 8.0, (8 * math.log(2),)),
        ("a ** b, con a = 0", lambda a, b: a**b, (0.0, 2.0), 0.0, (0, 0)),
        ("a ** b, con a negativo", lambda a, b: a**b, (-2.0, 3.0), -8.0, (12, NAN)),
        ("a ** 0, con a = 0", lambda a: a**0, (0.0,), 1.0, (0,)),
    ),
    "extremos": (
        ("exp(1000)", lambda a: a.exp(), (1000.0,), INF, (INF,)),
        ("log(0)", lambda a: a.log(), (0.0,), -INF, (INF,)),
        ("log(-1)", lambda a: a.log(), (-1.0,), NAN, (-1,)),
        ("1 / 0", lambda a: 1 / a, (0.0,), INF, (-INF,)),
        ("0 / 0", lambda a, b: a / b, (0.0, 0.0), NAN, (INF, NAN)),
        ("0 ** 0.5", lambda a: a**0.5, (0.0,), 0.0, (INF,)),
        ("(-8) ** 0.5", lambda a: a**0.5, (-8.0,), NAN, (NAN,)),
        ("0 ** -1", lambda a: a**-1, (0.0,), INF, (-INF,)),
        ("(-10) ** 401", lambda a: a**401, (-10.0,), -INF, (INF,)),
        ("sigmoid(-1000)", lambda a: a.sigmoid(), (-1000.0,), 0.0, (0,)),
        ("inf - inf", lambda a, b: a - b, (INF, INF), NAN, (1, -1)),
        ("sin(inf)", lambda a: a.sin(), (INF,), NAN, (NAN,)),
    ),
}


# ── Lo que no es una cuenta ──────────────────────────────────────────────────────────────────


def _segundo_backward(Value: type) -> None:  # noqa: N803
    x, y = Value(2.0), Value(3.0)
    z = 3 * x + y
    f = (z + y * x) ** 2 / 2
    f.backward()
    _comparar("df/dx después de un backward()", x.grad, 90.0)
    f.backward()
    _comparar("df/dx después de dos backward()", x.grad, 180.0)
    _comparar("el gradiente del nodo intermedio z", z.grad, 15.0)


def _dos_grafos(Value: type) -> None:  # noqa: N803
    x = Value(2.0)
    (x * 3).backward()
    (x * 4).backward()
    _comparar("el gradiente de una hoja que está en dos grafos", x.grad, 7.0)


def _compartido(Value: type) -> None:  # noqa: N803
    a = Value(3.0)
    b = a + a
    c = b + b
    d = c * b
    d.backward()
    _comparar("∂d/∂a con nodos que se usan varias veces", a.grad, 48.0)
    _comparar("∂d/∂b", b.grad, 24.0)


def _cadena(Value: type) -> None:  # noqa: N803
    inicio = nodo = Value(1.0)
    for _ in range(10_000):
        nodo = nodo + 0.5
    nodo.backward()
    _comparar("el gradiente al otro lado de 10 000 sumas", inicio.grad, 1.0)


def _hijos_en_orden(Value: type) -> None:  # noqa: N803
    a, b = Value(2.0), Value(3.0)
    if list((a - b * 1)._prev)[:1] != [a]:
        raise NoCumple("`_prev` no tiene los hijos en orden: en `a - b` el primero es a")
    if len((a + a)._prev) != 2:
        raise NoCumple("`a + a` debe tener dos hijos, los dos a; ¿los guardas en un `set`?")


def _rechaza(malo: Any) -> Revision:
    def revisar(Value: type) -> None:  # noqa: N803
        try:
            Value(malo)
        except TypeError:
            return
        raise NoCumple(f"Value({malo!r}) no lanzó TypeError")

    return revisar


def _entero(Value: type) -> None:  # noqa: N803
    if not isinstance(Value(2).data, float):
        raise NoCumple("Value(2).data debe ser 2.0, un float")


def _hoja_en_cero(Value: type) -> None:  # noqa: N803
    _comparar("el gradiente de un Value recién hecho", Value(2.0).grad, 0.0)


def _por_pickle(x: Any) -> Any:
    return pickle.loads(pickle.dumps(x))


def _copias(Value: type) -> None:  # noqa: N803
    a = Value(3.0)
    for copiar in (copy.deepcopy, _por_pickle):
        raiz, hoja = copiar([a * a, a])
        raiz.backward()
        _comparar("el gradiente de la hoja copiada", hoja.grad, 6.0)
        _comparar("el gradiente de la hoja original", a.grad, 0.0)


def _muchos_hijos(Value: Any) -> None:  # noqa: N803
    a, b, c = Value(2.0), Value(3.0), Value(4.0)
    (Value.sum([a, b, a, 1.0]) * Value.dot([a, b], [b, 5.0], c)).backward()
    for nombre, hoja, esperado in (("a", a, 74.0), ("b", b, 81.0), ("c", c, 8.0)):
        _comparar(f"el gradiente de {nombre}", hoja.grad, esperado)


_PRUEBAS = (
    Caso("backward", "un segundo backward() acumula solo en las hojas", _segundo_backward),
    Caso("backward", "una hoja en dos grafos", _dos_grafos),
    Caso("backward", "un nodo con varios consumidores", _compartido),
    Caso("backward", "una cadena de 10 000 nodos, sin recursión", _cadena),
    Caso("Value", "el gradiente empieza en cero", _hoja_en_cero),
    Caso("Value", "un entero se guarda como float", _entero),
    Caso("Value", "los hijos van en orden y repetidos", _hijos_en_orden),
    Caso("Value", "rechaza un texto", _rechaza("2")),
    Caso("Value", "rechaza None", _rechaza(None)),
    Caso("Value", "rechaza una lista", _rechaza([1.0])),
    Caso("Value", "rechaza un complejo", _rechaza(1 + 2j)),
    Caso("copias de un grafo", "copy.deepcopy y pickle", _copias, EXTRA),
    Caso("muchos hijos", "Value.sum y Value.dot", _muchos_hijos, EXTRA),
)


def _cuentas(tabla: dict[str, tuple[tuple[Any, ...], ...]], nivel: str) -> Iterator[Caso]:
    for operador, filas in tabla.items():
        for fila in filas:
            yield Caso(operador, fila[0], Cuenta(*fila), nivel)


#: todos los casos: primero los de la lección, por operador
CASOS: tuple[Caso, ...] = (
    *_cuentas(_DE_LA_LECCION, LECCION),
    *_PRUEBAS,
    *_cuentas(_EXTRAS, EXTRA),
)


# ── El informe ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Resultado:
    """Cómo le fue a un motor en un caso; `motivo` está vacío si pasa."""

    caso: Caso
    motivo: str = ""
    #: lo que no es del aprendiz y el caso usó, con su ejercicio: `log (04-log)`
    prestado: tuple[str, ...] = ()

    @property
    def pasa(self) -> bool:
        return not self.motivo


@dataclass(frozen=True)
class Informe:
    """Qué operadores pasan y cuáles no, y por qué. En un cuaderno se muestra como tarjeta."""

    resultados: tuple[Resultado, ...]
    #: el archivo de donde salió, si cambió después de importarlo
    cambiado: str = ""
    #: qué hace además el motor del paquete; vacío si es lo de siempre
    del_paquete: str = ""

    @property
    def aprobado(self) -> bool:
        """Si pasan todos los casos de la lección y nada es prestado; los extras no cuentan."""
        return _todos(self._de(LECCION)) and not self.prestado

    @property
    def prestado(self) -> list[str]:
        """Lo que no es del aprendiz y algún caso de la lección usó."""
        return sorted({nombre for r in self._de(LECCION) for nombre in r.prestado})

    def operadores(self, nivel: str = LECCION) -> dict[str, list[Resultado]]:
        """Los resultados agrupados por operador."""
        grupos: dict[str, list[Resultado]] = {}
        for resultado in self._de(nivel):
            grupos.setdefault(resultado.caso.operador, []).append(resultado)
        return grupos

    def tarjeta(self) -> Tarjeta:
        """El informe entero, para mostrarlo."""
        propios, extras = self.operadores(), self.operadores(EXTRA)
        bien = sum(_todos(grupo) and not _prestado(grupo) for grupo in propios.values())
        son = " son todo tuyos y" if self.prestado else ""
        titulo = f"Tu motor: {bien} de {len(propios)} operadores{son} pasan todas sus pruebas"
        de_mas = ", ".join(nombre for nombre, grupo in extras.items() if _todos(grupo))
        nota = (
            f"Además hace lo que no se pedía: {de_mas}."
            if de_mas
            else self.del_paquete or _SIN_EXTRAS
        )
        tono = "bien" if self.aprobado else "aviso" if _todos(self._de(LECCION)) else "mal"
        viejo = [_VIEJO.format(self.cambiado)] if self.cambiado else []
        tono = "aviso" if viejo and tono == "bien" else tono
        notas = [_AJENO.format(", ".join(self.prestado))] if self.prestado else []
        return Tarjeta(tono, titulo, (_tabla(propios), *map(Parrafo, [*viejo, *notas, nota])))

    def _de(self, nivel: str) -> list[Resultado]:
        return [r for r in self.resultados if r.caso.nivel == nivel]

    def _repr_html_(self) -> str:
        return self.tarjeta()._repr_html_()

    def __repr__(self) -> str:
        return repr(self.tarjeta())


_VIEJO = (
    "Esto es del motor que importaste antes: `{}` cambió después. Ejecuta otra vez la celda que lo "
    "importa, y esta."
)
_SIN_EXTRAS = (
    "El motor del paquete aguanta además los extremos (`exp(1000)`, `1/0`), `cos`, `abs`, copias y "
    "nodos de muchos hijos: léelo en `minigrad/engine.py`."
)


_AJENO = (
    "Sigue prestado: {}. Los operadores que lo usan no son tuyos todavía: corrige ese ejercicio y "
    "escribe otra vez el motor."
)


def evaluar(
    Value: type,  # noqa: N803 (es una clase)
    casos: Sequence[Caso] = CASOS,
    del_paquete: str = "",
) -> Informe:
    """Corre todos los casos sobre una clase `Value`; un motor roto da un informe, no un error.

    Tras un caso que no termina, los demás ya no se prueban: se esperaría por cada uno.
    """
    ajenos = {c: f"{n} ({id_})" for c, (n, id_) in codigos_prestados(Value).items()}
    resultados: list[Resultado] = []
    for caso in casos:
        if resultados and resultados[-1].motivo in (_COLGADO, SIN_PROBAR):
            resultados.append(Resultado(caso, SIN_PROBAR))
            continue
        with _atento(ajenos) as usados:
            motivo = _motivo(caso, Value)
        resultados.append(Resultado(caso, motivo, tuple(sorted(usados))))
    return Informe(tuple(resultados), cambio_despues(Value), del_paquete)


_COLGADO = f"no terminó en {SEGUNDOS:g} segundos"
#: el motivo de un caso que ya no se probó
SIN_PROBAR = "no se probó: otra cuenta no terminó"


@contextmanager
def _atento(codigos: Mapping[CodeType, str]) -> Iterator[set[str]]:
    """Los nombres de los códigos que se ejecutan mientras dura el bloque."""
    usados: set[str] = set()

    def anotar(marco: FrameType, evento: str, _dato: Any) -> None:
        if evento == "call" and marco.f_code in codigos:
            usados.add(codigos[marco.f_code])

    antes = sys.getprofile()
    if codigos:
        sys.setprofile(anotar)
    try:
        yield usados
    finally:
        sys.setprofile(antes)


def _motivo(caso: Caso, Value: type) -> str:  # noqa: N803
    """Por qué un motor no pasa un caso, en español; vacío si pasa."""
    try:
        with acotado(SEGUNDOS):
            caso.revisar(Value)
    except KeyboardInterrupt:
        raise
    except NoCumple as error:
        return str(error)
    except TiempoAgotado:
        return _COLGADO
    except RecursionError:
        return "se acabó la pila: la recursión no alcanza, usa una lista y un bucle"
    except BaseException as error:  # el código es del aprendiz: puede lanzar cualquier cosa
        return _de_excepcion(error)
    return ""


def _de_excepcion(error: BaseException) -> str:
    nombre = getattr(error, "name", None)
    if isinstance(error, AttributeError) and nombre:
        return f"falta `{nombre}`"
    if isinstance(error, TypeError) and (
        "unsupported operand" in str(error) or "bad operand type" in str(error)
    ):
        return "falta el operador, o no acepta un número en ese lado"
    return f"lanzó {type(error).__name__}: {error}"


def _todos(resultados: Sequence[Resultado]) -> bool:
    return all(r.pasa for r in resultados)


def _prestado(resultados: Sequence[Resultado]) -> str:
    """«prestado: log (04-log)», si algún caso usó algo que no es del aprendiz."""
    ajenos = sorted({nombre for r in resultados for nombre in r.prestado})
    return f"prestado: {', '.join(ajenos)}" if ajenos else ""


def _marca(resultados: Sequence[Resultado]) -> str:
    if not _todos(resultados):
        return "✘"
    return "○" if _prestado(resultados) else "✔"


def _tabla(operadores: dict[str, list[Resultado]]) -> Tabla:
    """Una fila por operador, y debajo de los que no pasan, cada caso con su motivo."""
    filas = [("operador", "pruebas", "")]
    for nombre, resultados in operadores.items():
        bien = sum(r.pasa for r in resultados)
        filas.append(
            (
                f"{_marca(resultados)} {nombre}",
                f"{bien} de {len(resultados)}",
                _prestado(resultados),
            )
        )
        filas += [("", f"`{r.caso.nombre}`", r.motivo) for r in resultados if not r.pasa]
    return Tabla(filas)
