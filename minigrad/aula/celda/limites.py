"""Ejecuta código de otra persona sin que moleste: con límites, en silencio y repetible.

`acotado(segundos)` corta un bucle infinito o una lista que crece sin parar, descarta lo que se
imprima, impide que `input()` espere para siempre y deja el azar como estaba. No es una caja
fuerte: solo protege de descuidos.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import io
import random
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from types import FrameType
from typing import Any

from minigrad.aula.celda.entorno import interprete
from minigrad.navegador import AQUI

#: quien tiene `setitimer`: en una página, `signal` no
_reloj: Any = signal
if AQUI:
    from minigrad.navegador import limite

    _reloj = limite
    limite.proteger_la_pila()

#: cada cuánto se mira, y se insiste cuando el código atrapa la interrupción (`except: pass`)
_INSISTENCIA = 0.2


#: cuánto puede crecer la memoria; ningún ejercicio necesita ni la décima parte
_MEMORIA = 2**30


class TiempoAgotado(BaseException):
    """El código tardó más de lo permitido. No es `Exception`: un `except Exception` no la para."""


class MemoriaAgotada(TiempoAgotado):
    """El código pidió más memoria de la permitida."""


#: Da los segundos que van: de pared (`time.monotonic`) o de procesador (`time.process_time`), que
#: no corren mientras la máquina atiende a otros.
Reloj = Callable[[], float]


@contextmanager
def acotado(segundos: float, reloj: Reloj = time.monotonic) -> Iterator[None]:
    """Todo lo anterior a la vez; lanza `TiempoAgotado` si no alcanza el tiempo."""
    with ExitStack() as pila:
        pila.enter_context(_azar_fijo())
        pila.enter_context(_en_silencio())
        pila.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        pila.enter_context(_sin_teclado())
        pila.enter_context(_recursion_intacta())
        pila.enter_context(limite_de_tiempo(segundos, reloj))
        yield


@contextmanager
def limite_de_tiempo(segundos: float, reloj: Reloj = time.monotonic) -> Iterator[None]:
    """Lanza `TiempoAgotado` en este hilo cuando pasan `segundos`, o si la memoria crece mucho."""
    principal = threading.current_thread() is threading.main_thread()
    limitar = _con_alarma if principal and hasattr(_reloj, "setitimer") else _con_vigilante
    with limitar(segundos, reloj):
        yield


@contextmanager
def _con_alarma(segundos: float, reloj: Reloj = time.monotonic) -> Iterator[None]:
    """Unix o una página, hilo principal: una alarma interrumpe entre dos instrucciones."""
    activo, veces = True, 0
    rastreador = sys.gettrace()

    comienzo, vigia, aviso = time.monotonic(), Vigia(_MEMORIA), sys.unraisablehook
    limite = reloj() + segundos

    def suena(_senal: int, marco: FrameType | None) -> None:
        nonlocal veces
        corte = _corte(reloj() >= limite, vigia) if activo else None
        if (corte is None and not veces) or _saliendo(marco):
            return
        veces += 1
        if activo:
            if veces > 1:
                _lanzar_en_cada_linea(marco)
            raise corte or TiempoAgotado

    def reponer() -> None:
        nonlocal activo
        activo = False
        _reloj.setitimer(_reloj.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, anterior)
        sys.unraisablehook = aviso
        sys.settrace(rastreador)

    anterior = signal.signal(signal.SIGALRM, suena)
    sys.unraisablehook = _sin_avisar(aviso)
    pendiente, repeticion = _reloj.getitimer(_reloj.ITIMER_REAL)
    try:
        try:
            _reloj.setitimer(_reloj.ITIMER_REAL, min(segundos, _INSISTENCIA), _INSISTENCIA)
            yield
        finally:
            reponer()
    finally:
        reponer()  # dos veces: la alarma puede sonar justo antes de la primera
        if pendiente:
            resto = max(pendiente - (time.monotonic() - comienzo), 0.001)
            _reloj.setitimer(_reloj.ITIMER_REAL, resto, repeticion)


def _saliendo(marco: FrameType | None) -> bool:
    """Si ya se está saliendo de un límite: una alarma ahí impediría quitarlo.

    Pasa cuando soltar lo que el código armó, una lista enorme, tarda más que la insistencia.
    """
    while marco is not None and marco.f_code.co_filename in (__file__, contextlib.__file__):
        if marco.f_code is _SALIDA and marco.f_locals["self"].gen.gi_code in _NUESTROS:
            return True
        marco = marco.f_back
    return False


def _sin_avisar(aviso: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Calla la interrupción que cae en un `__del__`, donde se pierde: se insiste enseguida."""

    def avisar(perdida: Any) -> None:
        if perdida.exc_type not in (TiempoAgotado, MemoriaAgotada):
            aviso(perdida)

    return avisar


def _corte(agotado: bool, vigia: Vigia) -> type[TiempoAgotado] | None:
    """Qué límite se pasó, si se pasó alguno."""
    if vigia.excedida():
        return MemoriaAgotada
    return TiempoAgotado if agotado else None


def _lanzar_en_cada_linea(marco: FrameType | None) -> None:
    """Contra `while True: try: … except: pass`: la línea del `except` también lanza."""

    def rastro(_marco: FrameType, evento: str, _dato: Any) -> Any:
        # lanzar en otro evento apagaría el rastro antes de llegar al `except`
        if evento == "line":
            raise TiempoAgotado
        return None if evento == "call" else rastro

    while marco is not None and marco.f_code.co_filename != __file__:
        marco.f_trace = rastro
        marco = marco.f_back
    sys.settrace(rastro)


@contextmanager
def _con_vigilante(segundos: float, reloj: Reloj = time.monotonic) -> Iterator[None]:
    """Windows u otro hilo: un hilo aparte pide a Python que lance la excepción aquí."""
    terminado, cerrojo = threading.Event(), threading.Lock()
    hilo, avisado = threading.get_ident(), False
    limite, vigia = reloj() + segundos, Vigia(_MEMORIA)

    def vigila() -> None:
        nonlocal avisado
        while not terminado.wait(min(segundos, _INSISTENCIA)):
            corte = _corte(reloj() >= limite, vigia) or (TiempoAgotado if avisado else None)
            with cerrojo:
                if corte is not None and not terminado.is_set():
                    avisado = True
                    _lanzar_en(hilo, corte)

    vigilante = threading.Thread(target=vigila, daemon=True)
    vigilante.start()
    try:
        try:
            yield
        finally:
            terminado.set()
    finally:
        # dos veces: la excepción puede llegar justo antes de la primera
        terminado.set()
        with cerrojo:
            if avisado:
                _recoger_en(hilo)


def _lanzar_en(hilo: int, corte: type[TiempoAgotado] = TiempoAgotado) -> None:
    """Deja una excepción pendiente en un hilo; si ya tenía una, la cambia por esta."""
    lanzar = ctypes.pythonapi.PyThreadState_SetAsyncExc
    lanzar(ctypes.c_ulong(hilo), ctypes.py_object(corte))


def _recoger_en(hilo: int) -> None:
    """Deja sin nada pendiente a este hilo, `hilo`.

    La excepción se recibe, no se retira: tras retirarla, CPython 3.11 sigue creyendo hasta el
    final que hay una, lo mira a cada salto y un depurador se le queda pegado.
    """
    try:
        _lanzar_en(hilo)
        while True:
            pass
    except TiempoAgotado:
        pass


#: por donde pasa la salida de un `with`, y de cuáles
_SALIDA = type(limite_de_tiempo(0)).__exit__.__code__
_NUESTROS = {
    f.__wrapped__.__code__  # type: ignore[attr-defined]  # lo pone `contextmanager`
    for f in (acotado, limite_de_tiempo, _con_alarma)
}


class _Sumidero(io.TextIOBase):
    """Acepta texto y lo olvida, para que un `print` sin fin no llene la memoria."""

    def write(self, texto: str) -> int:
        return len(texto)


@contextmanager
def _en_silencio() -> Iterator[None]:
    sumidero = _Sumidero()
    with redirect_stdout(sumidero), redirect_stderr(sumidero), _sin_figuras():
        yield


@contextmanager
def _sin_figuras() -> Iterator[None]:
    """En un cuaderno, tampoco `display()` debe llenar la pantalla."""
    ip = interprete()
    if ip is None:
        yield
        return
    from IPython.core.displaypub import CapturingDisplayPublisher

    publicador = ip.display_pub
    ip.display_pub = CapturingDisplayPublisher()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        ip.display_pub = publicador


@contextmanager
def _sin_teclado() -> Iterator[None]:
    def pregunta(*_: Any) -> str:
        raise EOFError(
            "Durante la comprobación nadie puede responder a `input()`: usa lo que recibe tu "
            "función."
        )

    entrada, teclado = builtins.input, sys.stdin
    builtins.input, sys.stdin = pregunta, io.StringIO()
    try:
        yield
    finally:
        builtins.input, sys.stdin = entrada, teclado


@contextmanager
def _recursion_intacta() -> Iterator[None]:
    tope = sys.getrecursionlimit()
    try:
        yield
    finally:
        sys.setrecursionlimit(tope)


@contextmanager
def _azar_fijo() -> Iterator[None]:
    """El mismo azar para todas las respuestas; al final, el azar sigue donde iba."""
    devolver = [_fijar(*generador) for generador in _generadores()]
    with _numpy_de_fabrica():
        try:
            yield
        finally:
            for restaurar in devolver:
                restaurar()


@contextmanager
def _numpy_de_fabrica() -> Iterator[None]:
    """Sin sus avisos, diga lo que diga `np.seterr`; y `default_rng()` da siempre lo mismo."""
    numpy: Any = sys.modules.get("numpy")
    if not hasattr(numpy, "random"):  # no está, o apenas se está importando
        yield
        return
    azar, hacer = numpy.random, numpy.random.default_rng

    def default_rng(seed: Any = None) -> Any:
        return hacer(0 if seed is None else seed)

    azar.default_rng = default_rng
    try:
        with numpy.errstate(all="ignore"):
            yield
    finally:
        azar.default_rng = hacer


_Generador = tuple[Callable[[], Any], Callable[[Any], Any], Callable[[int], Any]]


def _generadores() -> Iterator[_Generador]:
    """`(leer, poner, sembrar)` de cada fuente de azar que ya esté cargada."""
    yield random.getstate, random.setstate, random.seed
    numpy = getattr(sys.modules.get("numpy"), "random", None)
    if numpy is not None:
        yield numpy.get_state, numpy.set_state, numpy.seed
    torch = getattr(sys.modules.get("torch"), "random", None)
    if torch is not None:
        yield torch.get_rng_state, torch.set_rng_state, torch.manual_seed


def _fijar(
    leer: Callable[[], Any], poner: Callable[[Any], Any], sembrar: Callable[[int], Any]
) -> Callable[[], Any]:
    estado = leer()
    sembrar(0)
    return lambda: poner(estado)


# --- la memoria ----------------------------------------------------------------------------

_PAGINAS = "/proc/self/statm"


def en_uso() -> int | None:
    """Los bytes en uso, o None donde no se puede saber (Windows).

    En macOS y en una página es lo más que se ha usado: sirve igual para ver cuánto crece.
    """
    if AQUI:
        return limite.memoria()
    try:
        import resource
    except ImportError:
        return None
    try:
        with open(_PAGINAS, "rb") as archivo:
            return int(archivo.read().split()[1]) * resource.getpagesize()
    except OSError:
        unidad = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unidad


class Vigia:
    """Dice si, desde que se creó, la memoria creció más de `bytes_`."""

    def __init__(self, bytes_: int) -> None:
        inicio = en_uso()
        self._tope = None if inicio is None else inicio + bytes_

    def excedida(self) -> bool:
        """Si ya se pasó del tope."""
        actual = en_uso()
        return self._tope is not None and actual is not None and actual > self._tope
