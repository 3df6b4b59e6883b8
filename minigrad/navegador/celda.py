"""Una celda que no termina, en una página: ahí el botón de interrumpir no le llega a Python.

El núcleo de JupyterLite corre en un hilo de la página que, mientras ejecuta, no oye a nadie. Así
que se avisa cuando una celda se demora y, si sigue, se detiene sola. `esperar` le da más tiempo.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from minigrad.navegador import limite

#: segundos hasta el aviso, y cada cuánto se insiste si el código atrapa la interrupción
_AVISO, _INSISTENCIA = 30.0, 0.5
_POR_OMISION = 3.0
_minutos = _POR_OMISION


class CeldaSinFin(KeyboardInterrupt):
    """La celda tardó más de lo que se espera a una. Es una interrupción, como la del botón."""


_vigilantes: dict[int, Vigilante] = {}


def vigilar(ip: Any, avisar: Callable[[str], None]) -> Vigilante:
    """El vigilante de ese IPython; siempre el mismo, que puede estar en medio de una celda."""
    return _vigilantes.setdefault(id(ip), Vigilante(ip, avisar))


def esperar(minutos: float) -> None:
    """Desde ahora, cada celda puede tardar esos minutos antes de que se la detenga."""
    global _minutos
    _minutos = float(minutos)
    print(f"Cada celda puede tardar ahora {_en_palabras(_minutos)}.")


def _en_palabras(minutos: float) -> str:
    return "1 minuto" if minutos == 1 else f"{minutos:g} minutos"


class Vigilante:
    """Cuenta el tiempo de cada celda de un IPython; `avisar` recibe una frase."""

    def __init__(self, ip: Any, avisar: Callable[[str], None]) -> None:
        self._ip, self._avisar = ip, avisar
        self._comienzo, self._veces, self._avisada = 0.0, 0, False
        self._anteriores: tuple[Any, Any] | None = None

    def al_empezar(self, _: Any = None) -> None:
        """Lo que IPython llama antes de cada celda."""
        self.al_terminar()
        self._comienzo, self._veces, self._avisada = time.monotonic(), 0, False
        self._anteriores = signal.signal(signal.SIGALRM, self._suena), sys.gettrace()
        limite.setitimer(limite.ITIMER_REAL, min(_AVISO, _minutos * 60), _INSISTENCIA)

    def al_terminar(self, _: Any = None) -> None:
        """Lo que IPython llama después, como haya acabado."""
        if self._anteriores is not None:
            limite.setitimer(limite.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._anteriores[0])
            if self._veces > 1:
                sys.settrace(self._anteriores[1])
            self._anteriores = None

    def _suena(self, _senal: int, marco: FrameType | None) -> None:
        de_la_celda = self._de_la_celda(marco)
        if not de_la_celda:  # ya salió: IPython está mostrando lo que pasó
            return
        if time.monotonic() - self._comienzo >= _minutos * 60:
            self._veces += 1
            if self._veces > 1:
                _lanzar_en_cada_linea(de_la_celda)
            raise CeldaSinFin(_detenida())
        if not self._avisada:
            self._avisada = True
            self._avisar(
                f"Esta celda lleva {_AVISO:g} segundos trabajando. Un entrenamiento puede tardar: "
                f"déjala seguir. Si no termina, a los {_en_palabras(_minutos)} la detengo."
            )

    def _de_la_celda(self, marco: FrameType | None) -> list[FrameType]:
        """Lo que se está ejecutando, hasta la celda; nada si no se viene de ella."""
        marcos: list[FrameType] = []
        hasta = 0
        while marco is not None:
            marcos.append(marco)
            if marco.f_globals is self._ip.user_global_ns:
                hasta = len(marcos)
            marco = marco.f_back
        return marcos[:hasta]


def _detenida() -> str:
    return (
        f"La celda llevaba {_en_palabras(_minutos)} sin terminar y la detuve: en el navegador el "
        "botón de interrumpir no llega a Python. Si hay un bucle que nunca se cumple, corrígelo. "
        "Si es un entrenamiento largo, dale más tiempo: ejecuta antes "
        "`from minigrad.navegador.celda import esperar` y `esperar(minutos=30)`."
    )


def _lanzar_en_cada_linea(marcos: list[FrameType]) -> None:
    """Contra `while True: try: … except: pass`: la línea del `except` también lanza."""

    def rastro(_marco: FrameType, evento: str, _dato: Any) -> Any:
        if evento == "line":
            raise CeldaSinFin(_detenida())
        return None if evento == "call" else rastro

    for marco in marcos:
        marco.f_trace = rastro
    sys.settrace(rastro)
