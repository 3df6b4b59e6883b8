"""Lo que corta a tiempo en una página: un temporizador, la memoria que se usa y el tope de la pila.

`setitimer` y `getitimer` son los de `signal`, que Pyodide no trae: cuando se cumple el plazo,
Python recibe `SIGALRM` entre dos instrucciones. Mientras ejecuta código, Pyodide mira cada tanto
si alguien dejó una señal en la casilla 0 de un objeto de la página; aquí esa casilla mira el reloj.
Con `sys.monitoring` habría que ejecutar Python en cada salto, y no cortaría dentro de un
rastreador ni de una expresión regular. Lo que no vuelve a Python ni pregunta por señales no se
corta: `sum(range(10**12))`, `time.sleep`.

La pila de una página es corta y Python no sabe cuánto mide: una recursión que pasa por C
(`__add__`, `sum`, soltar una cadena larga de nodos) la agota y tumba el núcleo entero.
`proteger_la_pila` le dice un tamaño menor: así lanza `RecursionError`, como en cualquier parte.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from typing import Any

import pyodide_js
from pyodide.code import run_js

ITIMER_REAL = 0
#: lo que trae un módulo que todavía no está
_importlib: Any = sys.modules["_frozen_importlib"]
#: bytes. Con menos, Python no llega a soltar lo que aplaza; con 96, en Chromium, soltar 100 000
#: nodos en fila tumba el núcleo. No alcanza a soltar miles de listas una dentro de otra
_PILA = 64 * 1024
#: lo mismo mientras se importa: compilar un módulo que otro importó pide más
_PILA_AL_IMPORTAR = 128 * 1024
#: la que hace falta, sobre la que ya se usa, para que Python suelte lo aplazado
_PILA_AL_SOLTAR = 52 * 1024

_casilla: Any = run_js(
    """({
  senal: 0, plazo: Infinity, cada: 0, otra: null,
  get 0() {
    const suya = this.otra ? this.otra[0] : 0;
    if (suya) { this.otra[0] = 0; return suya; }
    const ahora = performance.now();
    if (ahora < this.plazo) return 0;
    this.plazo = this.cada ? ahora + this.cada : Infinity;
    return this.senal;
  },
  set 0(_) {},
  poner(segundos, cada) {
    const resto = this.resto();
    this.plazo = segundos > 0 ? performance.now() + segundos * 1000 : Infinity;
    this.cada = cada * 1000;
    return resto;
  },
  resto() {
    if (this.plazo === Infinity) return 0;
    return Math.max(this.plazo - performance.now(), 0.001) / 1000;
  },
})"""
)


def setitimer(_cual: int, segundos: float, cada: float = 0.0) -> tuple[float, float]:
    """Como `signal.setitimer`; con 0 segundos, deja a Pyodide como estaba."""
    antes = getitimer(_cual)
    _casilla.poner(segundos, cada)
    if segundos and not antes[0]:
        proteger_la_pila()  # cada celda o botón llega en una llamada nueva, con la pila de fábrica
        _casilla.senal, _casilla.otra = int(signal.SIGALRM), _puesta()
        pyodide_js.setInterruptBuffer(_casilla)
    elif antes[0] and not segundos:
        pyodide_js.setInterruptBuffer(_casilla.otra)
    return antes


def getitimer(_cual: int) -> tuple[float, float]:
    """Como `signal.getitimer`: lo que falta y cada cuánto se repite."""
    resto = float(_casilla.resto())
    return resto, float(_casilla.cada) / 1000 if resto else 0.0


def _puesta() -> Any:
    """Donde otro (el núcleo) deja sus señales, si alguien lo hace."""
    return getattr(pyodide_js._module, "Py_EmscriptenSignalBuffer", None)


def memoria() -> int:
    """Los bytes de la memoria de Pyodide; solo crece."""
    return int(pyodide_js._module.HEAPU8.length)


def proteger_la_pila() -> None:
    """Que Python note que se acaba la pila antes de que se acabe la de la página."""
    importar = _importlib._find_and_load
    if getattr(importar, "__module__", "") != __name__:
        _importlib._find_and_load = _con_mas_pila(importar)
    _poner_pila(_PILA)


def _con_mas_pila(importar: Callable[..., Any]) -> Callable[..., Any]:
    """Lo que Python llama para traer un módulo que aún no está, con la pila que eso pide."""
    adentro = False

    def _find_and_load(*cual: Any) -> Any:
        nonlocal adentro
        if adentro:
            return importar(*cual)
        adentro, recoge = True, gc.isenabled()
        gc.disable()  # soltar ahora una cadena larga de nodos tumbaría el núcleo
        _soltar_lo_aplazado()
        _poner_pila(_PILA_AL_IMPORTAR)
        try:
            return importar(*cual)
        finally:
            adentro = False
            _poner_pila(_PILA)
            if recoge:
                gc.enable()

    return _find_and_load


def _soltar_lo_aplazado() -> None:
    """Cerca del tope, Python aplaza soltar lo encadenado: que lo haga ya, con poca pila más.

    Si esperara a tener la de un `import`, la usaría entera, y la de la página no alcanza.
    """
    modulo = pyodide_js._module
    _poner_pila(modulo._emscripten_stack_get_base() - modulo.stackSave() + _PILA_AL_SOLTAR)
    [[]].clear()  # soltar cualquier lista suelta lo aplazado


def _poner_pila(cuanta: int) -> None:
    modulo = pyodide_js._module
    base = modulo._emscripten_stack_get_base()
    modulo._PyUnstable_ThreadState_SetStackProtection(
        modulo._PyThreadState_Get(), base - cuanta, cuanta
    )
