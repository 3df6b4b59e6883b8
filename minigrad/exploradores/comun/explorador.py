"""Lo común a los exploradores: una figura fija para quien no tiene kernel y errores con frases.

Solo se usa ipywidgets básico, de modo que sirven la versión 7.7 (la de Colab) y la 8.
"""

from __future__ import annotations

import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import ipywidgets as widgets
from IPython.display import publish_display_data

from minigrad.exploradores.comun.estilo import HOJA, aviso

#: IPython no publica tipos
_publicar: Any = publish_display_data
#: ipywidgets guarda cada control hasta que se cierra: aquí se cierran los de celdas ya repetidas.
_VIVOS = 12
#: lo que JupyterLab escribe, en inglés, en lugar de los controles de un núcleo que ya no está
_VOLVER = (
    '<p style="color:#6b6b6b;font-size:12px;margin:4px 0">Los controles aparecen al ejecutar esta '
    "celda. Si debajo hay un error en inglés, ejecútala otra vez.</p>"
)
_vivos: deque[Explorador] = deque()


class Explorador(widgets.VBox):  # type: ignore[misc]  # ipywidgets no publica tipos
    """Una caja de controles que deja en la página una figura fija.

    La figura se publica antes que los controles. Donde los controles viven, una hoja de estilo
    que va con ellos la esconde; donde no hay Python detrás (una página publicada, un cuaderno
    recién abierto), los controles no aparecen y la figura se queda, con una línea que dice cómo
    traerlos. `otros` son los controles que no se ven, como los enlaces.
    """

    def __init__(
        self, partes: Sequence[Any], resumen: str, estatico: str, otros: Sequence[Any] = ()
    ):
        self.resumen, self.otros = resumen, otros
        marca = f"mg-fijo-{zlib.crc32(estatico.encode()):08x}"
        self._fija = zlib.compress(f'<div class="{marca}">{estatico}{_VOLVER}</div>'.encode())
        esconder = widgets.HTML(f"{HOJA}<style>.{marca}{{display:none}}</style>")
        super().__init__([esconder, *partes])
        self.add_class("mg-explorador")
        for control in _dentro([self]):
            if getattr(control, "tooltip", "") is None:
                control.tooltip = ""  # sin esto, ipywidgets 8 muestra «null» bajo el puntero
        _vivos.append(self)
        if len(_vivos) > _VIVOS:
            _vivos.popleft().cerrar()

    @property
    def estatico(self) -> str:
        """La figura fija. Se guarda apretada: Jupyter conserva en `Out` lo que dio cada celda."""
        return zlib.decompress(self._fija).decode()

    def cerrar(self) -> None:
        """Suelta todos sus controles; en la página vuelve a verse la figura fija."""
        for control in list(_dentro([self, *self.otros])):
            control.close()
        # en `Out` solo tiene que quedar la figura fija
        self.children, self.otros = (), ()
        mandos = self.__dict__.pop("mandos", self)
        if hasattr(mandos, "cuidar"):
            mandos.cuidar.soltar()  # los mandos y sus controles se nombran: así no quedan atados

    def __repr__(self) -> str:
        return self.resumen

    def _ipython_display_(self, **opciones: Any) -> None:
        _publicar({"text/html": self.estatico, "text/plain": self.resumen})
        if hasattr(widgets.VBox, "_ipython_display_"):  # ipywidgets 7
            super()._ipython_display_(**opciones)
        else:
            _publicar(self._repr_mimebundle_(**opciones))


def _dentro(pila: list[Any]) -> Iterator[Any]:
    """Los controles dados y todos los que tienen adentro, sus estilos y medidas incluidos."""
    vistos: set[int] = set()
    while pila:
        control = pila.pop()
        if isinstance(control, tuple | list):
            pila += control
        elif isinstance(control, widgets.Widget) and id(control) not in vistos:
            vistos.add(id(control))
            pila += [getattr(control, nombre) for nombre in control.keys]
            yield control


def frase(mensaje: str) -> Explorador:
    """Un explorador que solo dice por qué no se pudo armar."""
    return Explorador([widgets.HTML(aviso(mensaje))], mensaje, aviso(mensaje))


class Cuidador:
    """Ejecuta lo que pide un control: de a una cosa por vez y sin dejar escapar errores.

    JupyterLab puede atender cada control en un hilo distinto. Lo que pide otro hilo espera su
    turno; lo que un control mueve mientras se le atiende no empieza otra vuelta.
    """

    def __init__(self) -> None:
        self.mensaje = widgets.HTML()
        self._acciones: list[Callable[[], None]] = []
        self._turno = threading.Lock()
        self._atiende: int | None = None

    def __call__(self, accion: Callable[[], None]) -> Callable[[Any], None]:
        """La función que se le da a un botón o a `observe`."""
        self._acciones.append(accion)
        cual = len(self._acciones) - 1

        def atender(_: Any) -> None:
            este = threading.get_ident()
            if self._atiende == este:
                return
            with self._turno:
                self._atiende = este
                try:
                    self._hacer(cual)
                finally:
                    self._atiende = None

        return atender

    def soltar(self) -> None:
        """Olvida lo que hace cada control: desde ahora, nada."""
        self._acciones = []

    def _hacer(self, cual: int) -> None:
        try:
            for accion in self._acciones[cual : cual + 1]:
                accion()
            self.mensaje.value = ""
        except Exception as error:  # lo que falle se dice con una frase, nunca con una traza
            self.mensaje.value = aviso(f"Algo falló al dar este paso: {error}")
