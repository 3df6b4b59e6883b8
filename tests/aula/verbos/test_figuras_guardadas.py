"""Las figuras guardadas que van aparte se traen al mostrarlas; lo demás no cambia."""

from __future__ import annotations

import base64
import sys
from types import SimpleNamespace

import pytest

from minigrad.navegador.guardadas import APARTE, NoLlego, traer

LUGARES = [
    "https://x.io/curso/taller/extensions/@jupyterlite/nucleo/static/comlink.js",
    "https://x.io/curso/taller/static/arranque/nucleo.mjs",
]


class Pedido:
    """Un `XMLHttpRequest` de mentira."""

    def __init__(self, estado: int, pedidas: list[str]) -> None:
        self.status, self.pedidas = estado, pedidas
        self.response = SimpleNamespace(to_bytes=lambda: b"una figura")

    def open(self, _: str, direccion: str, __: bool) -> None:
        self.pedidas.append(direccion)

    def send(self) -> None:
        if not self.status:
            raise RuntimeError("NetworkError")


@pytest.fixture
def pagina(monkeypatch):
    def abierta(donde: str, estado: int = 200) -> list[str]:
        pedidas: list[str] = []
        nuevo = SimpleNamespace(new=lambda: Pedido(estado, pedidas))
        js = SimpleNamespace(location=SimpleNamespace(href=donde), XMLHttpRequest=nuevo)
        monkeypatch.setitem(sys.modules, "js", js)
        return pedidas

    return abierta


@pytest.mark.parametrize("donde", LUGARES)
def test_se_trae_de_su_lugar_en_el_taller(donde, pagina) -> None:
    pedidas = pagina(donde)
    assert base64.b64decode(traer(f"{APARTE}a.png")) == b"una figura"
    assert pedidas == ["https://x.io/curso/taller/static/figuras/a.png"]


@pytest.mark.parametrize("estado", [0, 404, 503])
def test_si_no_llega_se_sabe(estado, pagina) -> None:
    pagina(LUGARES[0], estado)
    with pytest.raises(NoLlego):
        traer(f"{APARTE}a.png")


def test_la_que_viene_en_el_cuaderno_queda_igual() -> None:
    assert traer("iVBORw0KGgo=") == "iVBORw0KGgo="
