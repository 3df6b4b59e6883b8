"""El lugar de matplotlib donde no está: acepta lo que se le pida y no dibuja nada.

Así, una celda que mezcla cuentas y dibujo hace sus cuentas. Donde se habría visto una figura se
llama a lo que `instalar` recibió. Si matplotlib está, nada de esto se usa; y lo que ocupa su lugar
no dura más que una celda: si la siguiente lo trae, es el verdadero.

Glosario. *Trazo*: lo que devuelve cualquier llamada (unos ejes, una línea, un color).
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_RAIZ = "matplotlib"
#: lo que se pide a `pyplot` sin empezar ninguna figura
_NO_DIBUJAN = {
    "cla", "clf", "close", "colormaps", "get_cmap", "ioff", "ion", "rc", "rcdefaults", "savefig",
    "set_cmap", "switch_backend",
}  # fmt: skip
#: cuántas cosas hay en un trazo que se recorre: los colores de una paleta
_VARIAS = 10


class Trazo:
    """Tiene cualquier atributo, se llama con lo que sea y se recorre."""

    def __init__(self, nombre: str = "") -> None:
        self._nombre = nombre

    def __getattr__(self, nombre: str) -> Any:
        if nombre.startswith("_"):  # quien pregunta es Python o Jupyter, no quien dibuja
            raise AttributeError(nombre)
        return Trazo(nombre)

    def __call__(self, *dados: Any, **opciones: Any) -> Any:
        hacer: Callable[..., Any] = _RESULTADOS.get(self._nombre, _trazo)
        return hacer(*dados, **opciones)

    def __getitem__(self, _: Any) -> Any:
        return Trazo()

    def __setitem__(self, _: Any, __: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter([Trazo() for _ in range(_VARIAS)])

    def __len__(self) -> int:
        return _VARIAS

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __repr__(self) -> str:
        return "(aquí no está matplotlib)"

    def _ipython_display_(self) -> None:
        """Como resultado de una celda no se muestra: su figura, sí."""


class Ejes(list[Any]):
    """Los ejes de `subplots(2, 3)`: se toman como `ejes[0, 1]`, `ejes[0][1]` o de corrido."""

    def __getitem__(self, cual: Any) -> Any:
        if not isinstance(cual, tuple):
            return super().__getitem__(cual)
        fila, columna = cual
        if isinstance(fila, slice):
            return Ejes(una[columna] for una in super().__getitem__(fila))
        return super().__getitem__(fila)[columna]

    @property
    def flat(self) -> Ejes:
        """Todos, uno tras otro."""
        return Ejes(
            eje for parte in self for eje in (parte if isinstance(parte, Ejes) else [parte])
        )

    def ravel(self) -> Ejes:
        return self.flat

    flatten = ravel

    def _ipython_display_(self) -> None:
        pass


def _ejes(nrows: int = 1, ncols: int = 1, *_: Any, squeeze: bool = True, **__: Any) -> Any:
    filas = [Ejes(Trazo() for _ in range(ncols)) for _ in range(nrows)]
    if not squeeze or (nrows > 1 and ncols > 1):
        return Ejes(filas)
    corridos = Ejes(filas).flat
    return corridos if len(corridos) > 1 else corridos[0]


def _trazo(*_: Any, **__: Any) -> Trazo:
    return Trazo()


def _lineas(*_: Any, **__: Any) -> Ejes:
    return Ejes([Trazo()])


def _limites(*_: Any, **__: Any) -> tuple[float, float]:
    return 0.0, 1.0


#: lo que devuelve una llamada cuyo resultado se suele repartir: `linea, = ejes.plot(…)`
_RESULTADOS: dict[str, Callable[..., Any]] = {
    "subplots": _ejes,
    "hist": lambda *_, **__: (Trazo(), Trazo(), Trazo()),
    **dict.fromkeys(("plot", "fill", "loglog", "semilogx", "semilogy", "step"), _lineas),
    **dict.fromkeys(("get_xlim", "get_ylim", "xlim", "ylim"), _limites),
}


class _Estado:
    """Lo que va de la celda: si empezó una figura y si ya se mostró."""

    mostrar: Callable[[], None] = staticmethod(lambda: None)
    empezada = mostrada = False


def _mostrar_una_vez() -> None:
    if _Estado.empezada and not _Estado.mostrada:
        _Estado.mostrada = True
        _Estado.mostrar()


class _DePyplot(Trazo):
    """Una función de `pyplot`: al llamarla empieza una figura, y `show` la muestra."""

    def __call__(self, *dados: Any, **opciones: Any) -> Any:
        if self._nombre == "show":
            return _mostrar_una_vez()
        _Estado.empezada = _Estado.empezada or self._nombre not in _NO_DIBUJAN
        hecho = super().__call__(*dados, **opciones)
        return (Trazo(), hecho) if self._nombre == "subplots" else hecho


class _Modulo(ModuleType):
    """`matplotlib`, o cualquier parte suya: todo lo que se le pida existe."""

    def __getattr__(self, nombre: str) -> Any:
        if nombre.startswith("__"):
            raise AttributeError(nombre)
        de_pyplot = self.__name__ == f"{_RAIZ}.pyplot"
        return _DePyplot(nombre) if de_pyplot else Trazo(nombre)


class _Cargador(Loader):
    def create_module(self, especificacion: ModuleSpec) -> ModuleType:
        return _Modulo(especificacion.name)

    def exec_module(self, modulo: ModuleType) -> None:
        pass


class _Buscador:
    """Va al final de los que buscan módulos: solo le llega lo que nadie encontró."""

    def find_spec(self, nombre: str, _: Sequence[str] | None = None, __: Any = None) -> Any:
        if nombre.partition(".")[0] != _RAIZ:
            return None
        return ModuleSpec(nombre, _Cargador(), is_package=True)


def instalar(mostrar: Callable[[], None]) -> None:
    """Desde ahora, si matplotlib no está, se importa su lugar, y `mostrar` hace lo que `show`."""
    _Estado.mostrar = staticmethod(mostrar)
    sys.meta_path[:] = [b for b in sys.meta_path if not isinstance(b, _Buscador)]
    sys.meta_path.append(_Buscador())


def hay(modulo: str) -> bool:
    """Si un módulo está de verdad, sin importarlo."""
    try:
        hallado = importlib.util.find_spec(modulo)
    except ValueError:  # alguien lo retiró de `sys.modules`
        return False
    return hallado is not None and not isinstance(hallado.loader, _Cargador)


def se_puede_traer(paquete: str) -> bool:
    """Si esta página lleva un paquete, que se descarga cuando una celda lo importa."""
    try:
        from pyodide_js import lockfile
    except ImportError:
        return False
    return hasattr(lockfile.packages, paquete)


def al_terminar(resultado: Any) -> None:
    """Lo que IPython llama al acabar una celda: muestra la figura que ella no mostró."""
    if resultado.success:
        _mostrar_una_vez()
    _Estado.empezada = _Estado.mostrada = False
    for nombre in [n for n, modulo in sys.modules.items() if isinstance(modulo, _Modulo)]:
        del sys.modules[nombre]
