"""Las pruebas de un motor de arreglos, para correrlas sobre cualquier clase `Tensor`.

    from minigrad.aula.suite_tensor import evaluar
    evaluar(Tensor)

Cada caso es un dato: una cuenta con tensores, la misma con arreglos de NumPy, y las formas de sus
entradas. El valor se compara con el de NumPy; el gradiente de cada entrada, con lo que se mide
empujando cada uno de sus números un poco hacia arriba y un poco hacia abajo. Las formas también se
comparan. La tabla y el informe son los de `suite_motor`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from minigrad.aula import suite_motor
from minigrad.aula.suite_motor import Caso, Informe, NoCumple

Forma = tuple[int, ...]
#: cuánto se empuja cada número, y cuánto se perdona: lo que se pierde al medir así
_EMPUJON, _TOLERANCIA = 1e-5, 1e-6
_EXACTA = 1e-9
_DEL_PAQUETE = (
    "El `Tensor` del paquete hace además `max`, `sigmoid`, `cat` y `no_grad`, y avisa en español "
    "de las formas que no van: léelo en `minigrad/tensor.py`."
)


def _np() -> Any:
    return importlib.import_module("numpy")  # donde no está, este archivo se importa igual


def evaluar(Tensor: type, casos: Sequence[Caso] | None = None) -> Informe:  # noqa: N803
    """Corre todos los casos sobre una clase `Tensor`; uno roto da un informe, no un error."""
    return suite_motor.evaluar(Tensor, CASOS if casos is None else casos, _DEL_PAQUETE)


@dataclass(frozen=True)
class Cuenta:
    """Una cuenta con tensores y la misma con arreglos; `positivas`, si así la pide."""

    hacer: Callable[..., Any]
    con_numpy: Callable[..., Any]
    formas: Sequence[Forma]
    positivas: bool = False

    def __call__(self, Tensor: type) -> None:  # noqa: N803 (es una clase)
        np = _np()
        datos = [self._datos(i, forma) for i, forma in enumerate(self.formas)]
        hojas = [Tensor(dato.copy()) for dato in datos]
        salida = self.hacer(*hojas)
        valor = np.asarray(self.con_numpy(*datos), dtype=float)
        _comparar("el resultado", salida.data, valor, _EXACTA)
        pesos = 0.5 + np.arange(valor.size).reshape(valor.shape) * 0.25
        raiz = salida if not valor.shape else (salida * pesos).sum()
        raiz.backward()
        pesos = pesos if valor.shape else 1.0
        for i, hoja in enumerate(hojas):
            medido = self._medir(datos, i, pesos)
            _comparar(f"el gradiente de {'abc'[i]}", hoja.grad, medido, _TOLERANCIA)
            _comparar(f"{'abc'[i]}, que no debía cambiar,", hoja.data, datos[i], 0.0)

    def _datos(self, i: int, forma: Forma) -> Any:
        np = _np()
        cuantos = int(np.prod(forma, dtype=int))
        datos = np.sin(1.7 * np.arange(1, cuantos + 1) + 2.3 * i).reshape(forma) * 1.5
        return np.array(abs(datos) + 0.25 if self.positivas else datos)

    def _medir(self, datos: Sequence[Any], i: int, pesos: Any) -> Any:
        """La derivada respecto de cada número de la entrada `i`, con diferencias centrales."""
        np = _np()
        medido = np.zeros(datos[i].shape)
        for lugar in np.ndindex(*datos[i].shape):
            lados = []
            for empujon in (_EMPUJON, -_EMPUJON):
                movidos = [dato.copy() for dato in datos]
                movidos[i][lugar] += empujon
                lados.append((self.con_numpy(*movidos) * pesos).sum())
            medido[lugar] = (lados[0] - lados[1]) / (2 * _EMPUJON)
        return medido


def _comparar(que: str, obtenido: Any, esperado: Any, tolerancia: float) -> None:
    np = _np()
    if obtenido is None:
        raise NoCumple(f"{que} es None")
    hay, va = np.asarray(obtenido, dtype=float), np.asarray(esperado, dtype=float)
    if hay.shape != va.shape:
        raise NoCumple(f"{que} es de forma {hay.shape} y debe ser de forma {va.shape}")
    malos = ~np.isclose(hay, va, rtol=tolerancia, atol=tolerancia, equal_nan=True)
    if malos.any():
        lugar = tuple(int(i) for i in np.argwhere(malos)[0])
        donde = f" en {[*lugar]}" if lugar else ""
        raise NoCumple(f"{que}{donde} es {hay[lugar]:.6g} y debe ser {va[lugar]:.6g}")


# ── Cuentas, por operador: (texto, con tensores, con arreglos, formas) ───────────────────────


def _igual(f: Callable[..., Any]) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """La cuenta se escribe igual con tensores y con arreglos."""
    return f, f


def _softmax(a: Any, axis: int = -1) -> Any:
    e = _np().exp(a - a.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _entropia(clases: Sequence[int]) -> Callable[[Any], Any]:
    return lambda a: -_np().log(_softmax(a)[_np().arange(len(a)), list(clases)]).mean()


def _juntar(cual: str, axis: Any, keepdims: bool) -> Callable[[Any], Any]:
    return lambda a: getattr(a, cual)(axis=axis, keepdims=keepdims)


_AB, _FILA, _COLUMNA, _3D = ((2, 3), (2, 3)), ((4, 3), (3,)), ((4, 1), (3,)), ((2, 3, 4), (2, 1, 4))
_MATRIZ = ((3, 4),)

_TABLA: dict[str, tuple[tuple[Any, ...], ...]] = {
    "suma": (
        ("a + b", *_igual(lambda a, b: a + b), _AB),
        ("una fila sumada a 4 filas", *_igual(lambda a, b: a + b), _FILA),
        ("a la izquierda, la fila", *_igual(lambda a, b: b + a), _FILA),
        ("una columna y una fila", *_igual(lambda a, b: a + b), _COLUMNA),
        ("con un 1 en medio", *_igual(lambda a, b: a + b), _3D),
        ("una matriz y un número", *_igual(lambda a, b: a + b), ((2, 3), ())),
        ("a + 3 y 3 + a", *_igual(lambda a: (a + 3) * (3 + a)), ((2, 3),)),
        ("a + a", *_igual(lambda a: a + a), ((2, 3),)),
    ),
    "producto": (
        ("a * b", *_igual(lambda a, b: a * b), _AB),
        ("una fila por 4 filas", *_igual(lambda a, b: a * b), _FILA),
        ("una columna y una fila", *_igual(lambda a, b: a * b), _COLUMNA),
        ("con un 1 en medio", *_igual(lambda a, b: a * b), _3D),
        ("2 * a y a * 2", *_igual(lambda a: 2 * a + a * 2), ((2, 3),)),
        ("a * a", *_igual(lambda a: a * a), ((2, 3),)),
    ),
    "resta y negación": (
        ("a - b", *_igual(lambda a, b: a - b), _FILA),
        ("b - a, con la fila a la izquierda", *_igual(lambda a, b: b - a), _FILA),
        ("a - 3 y 3 - a", *_igual(lambda a: (a - 3) * (3 - a)), ((2, 3),)),
        ("-a", *_igual(lambda a: -a), ((2, 3),)),
    ),
    "división": (
        ("a / b", *_igual(lambda a, b: a / b), _FILA, True),
        ("a / 4 y 4 / a", *_igual(lambda a: a / 4 + 4 / a), ((2, 3),), True),
        ("a / a.sum(axis=1, keepdims=True)",
         *_igual(lambda a: a / a.sum(axis=1, keepdims=True)), _MATRIZ, True),
    ),
    "potencia": (
        ("a ** 3", *_igual(lambda a: a**3), ((2, 3),)),
        ("a ** -0.5", *_igual(lambda a: a**-0.5), ((2, 3),), True),
    ),
    "@": (
        ("(2, 3) @ (3, 4)", *_igual(lambda a, b: a @ b), ((2, 3), (3, 4))),
        ("(3, 3) @ (3, 3)", *_igual(lambda a, b: a @ b), ((3, 3), (3, 3))),
        ("a @ a", *_igual(lambda a: a @ a), ((3, 3),)),
        ("muchas matrices: (2, 3, 4) @ (2, 4, 2)", *_igual(lambda a, b: a @ b),
         ((2, 3, 4), (2, 4, 2))),
        ("muchas y una: (2, 3, 4) @ (4, 2)", *_igual(lambda a, b: a @ b), ((2, 3, 4), (4, 2))),
    ),
    "sum y mean": tuple(
        (f"a.{cual}({como})", *_igual(_juntar(cual, axis, keepdims)), ((2, 3, 4),))
        for cual in ("sum", "mean")
        for como, axis, keepdims in (
            ("", None, False), ("axis=0", 0, False), ("axis=-1", -1, False),
            ("axis=1, keepdims=True", 1, True),
        )
    ),
    "exp": (("a.exp()", lambda a: a.exp(), lambda a: _np().exp(a), ((2, 3),)),),
    "log": (("a.log()", lambda a: a.log(), lambda a: _np().log(a), ((2, 3),), True),),
    "relu": (("a.relu()", lambda a: a.relu(), lambda a: _np().maximum(a, 0), ((3, 4),)),),
    "tanh": (("a.tanh()", lambda a: a.tanh(), lambda a: _np().tanh(a), ((2, 3),)),),
    "sqrt": (("a.sqrt()", lambda a: a.sqrt(), lambda a: _np().sqrt(a), ((2, 3),), True),),
    "reshape": (
        ("a.reshape(6)", *_igual(lambda a: a.reshape(6)), ((2, 3),)),
        ("a.reshape(3, -1)", *_igual(lambda a: a.reshape(3, -1)), ((2, 3, 4),)),
    ),
    "transpose y T": (
        ("a.T", *_igual(lambda a: a.T), ((2, 3),)),
        ("a.transpose()", *_igual(lambda a: a.transpose()), ((2, 3, 4),)),
        ("a.transpose(0, 2, 1)", *_igual(lambda a: a.transpose(0, 2, 1)), ((2, 3, 4),)),
        ("a.transpose(1, 2, 0)", *_igual(lambda a: a.transpose(1, 2, 0)), ((2, 3, 4),)),
    ),
    "a[…]": (
        ("a[1]", *_igual(lambda a: a[1]), _MATRIZ),
        ("a[:, 1:3]", *_igual(lambda a: a[:, 1:3]), _MATRIZ),
        ("a[[2, 0, 2]], con una fila dos veces", *_igual(lambda a: a[[2, 0, 2]]), _MATRIZ),
        ("a[matriz de enteros]", *_igual(lambda a: a[_np().array([[0, 1], [1, 1]])]), _MATRIZ),
        ("a[[0, 1, 1], [2, 0, 0]]", *_igual(lambda a: a[[0, 1, 1], [2, 0, 0]]), _MATRIZ),
    ),
    "softmax": (
        ("a.softmax()", lambda a: a.softmax(), _softmax, ((3, 4),)),
        ("a.softmax(axis=0)", lambda a: a.softmax(axis=0), lambda a: _softmax(a, 0), ((3, 4),)),
        ("con 3 ejes", lambda a: a.softmax(), _softmax, ((2, 3, 4),)),
        ("con logits enormes", lambda a: (a * 1000.0).softmax(), lambda a: _softmax(a * 1000.0),
         ((2, 2),)),
    ),
    "cross_entropy": (
        ("a.cross_entropy([2, 0, 1])", lambda a: a.cross_entropy(_np().array([2, 0, 1])),
         _entropia([2, 0, 1]), ((3, 4),)),
        ("con un solo ejemplo", lambda a: a.cross_entropy(_np().array([1])), _entropia([1]),
         ((1, 3),)),
        ("con logits enormes", lambda a: (a * 1000.0).cross_entropy(_np().array([0, 1])),
         lambda a: _perdida_enorme(a, [0, 1]), ((2, 3),)),
    ),
    "regla de la cadena": (
        ("una capa: ((x @ w + b).relu() * 2).mean()",
         lambda x, w, b: ((x @ w + b).relu() * 2).mean(),
         lambda x, w, b: (_np().maximum(x @ w + b, 0) * 2).mean(), ((4, 3), (3, 2), (2,))),
        ("un tensor que se usa en dos lugares", *_igual(lambda a, b: (a + b) * (a * b) + b),
         _FILA),
    ),
}  # fmt: skip


# ── Lo que no es una cuenta ──────────────────────────────────────────────────────────────────


def _acumula(Tensor: Any) -> None:  # noqa: N803
    a = Tensor([1.0, 2.0])
    (a * 3).sum().backward()
    (a * 4).sum().backward()
    _comparar("el gradiente de una hoja que está en dos cuentas", a.grad, [7.0, 7.0], _EXACTA)


def _cadena(Tensor: Any) -> None:  # noqa: N803
    inicio = nodo = Tensor([1.0, 2.0])
    for _ in range(3000):
        nodo = nodo + 0.5
    nodo.sum().backward()
    _comparar("el gradiente al otro lado de 3000 sumas", inicio.grad, [1.0, 1.0], _EXACTA)


def _separados(Tensor: Any) -> None:  # noqa: N803
    a, b = Tensor([1.0, 2.0]), Tensor([3.0, 4.0])
    (a + b).sum().backward()
    if a.grad.flags.writeable:
        a.grad += 5.0
    _comparar("el gradiente de b, después de cambiar el de a,", b.grad, [1.0, 1.0], _EXACTA)


def _nace(Tensor: Any) -> None:  # noqa: N803
    _comparar("el gradiente de un Tensor recién hecho", Tensor([[1, 2]]).grad, [[0, 0]], 0.0)


def _forma_e_item(Tensor: Any) -> None:  # noqa: N803
    if tuple(Tensor([[1.0, 2.0, 3.0]]).shape) != (1, 3):
        raise NoCumple("`Tensor([[1.0, 2.0, 3.0]]).shape` debe ser (1, 3)")
    if Tensor([[2.5]]).item() != 2.5:
        raise NoCumple("`Tensor([[2.5]]).item()` debe ser 2.5")


def _con_arreglos(Tensor: Any) -> None:  # noqa: N803
    np = _np()
    a = Tensor([[1.0, 2.0], [3.0, 4.0]])
    (a * np.array([10.0, 20.0])).sum().backward()
    _comparar("el gradiente de a en a * arreglo", a.grad, [[10, 20], [10, 20]], _EXACTA)


def _descenso(Tensor: Any) -> None:  # noqa: N803
    w = Tensor([2.0, -3.0])
    for _ in range(3):
        w.grad = 0 * w.data
        (w * w).sum().backward()
        w.data = w.data - 0.25 * w.grad
    _comparar("w, tras tres pasos de descenso", w.data, [0.25, -0.375], _EXACTA)


def _perdida_enorme(a: Any, clases: Sequence[int]) -> Any:
    np = _np()
    z = a * 1000.0
    z = z - z.max(axis=-1, keepdims=True)
    filas = np.arange(len(z))
    return -(z[filas, list(clases)] - np.log(np.exp(z).sum(axis=-1))).mean()


_PRUEBAS = (
    Caso("backward", "dos cuentas con la misma hoja: se acumula", _acumula),
    Caso("backward", "una cadena de 3000 nodos, sin recursión", _cadena),
    Caso("backward", "los gradientes de dos hijos no son el mismo arreglo", _separados),
    Caso("backward", "tres pasos de descenso", _descenso),
    Caso("Tensor", "el gradiente empieza en cero, con su forma", _nace),
    Caso("Tensor", "shape e item()", _forma_e_item),
    Caso("Tensor", "con un arreglo de NumPy a la derecha", _con_arreglos),
)


def _casos() -> Iterator[Caso]:
    for operador, filas in _TABLA.items():
        for nombre, *cuenta in filas:
            yield Caso(operador, nombre, Cuenta(*cuenta))
    yield from _PRUEBAS


#: todos los casos, por operador
CASOS: tuple[Caso, ...] = tuple(_casos())
