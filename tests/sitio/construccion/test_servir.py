"""El servidor de esta máquina hace lo que haría cualquiera que publique archivos."""

from __future__ import annotations

import gzip
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.sitio import NoSePuede, servir

TEXTO = "hola, señal " * 100


@pytest.fixture
def carpeta(tmp_path: Path) -> Path:
    sitio = tmp_path / "sitio"
    (sitio / "sub").mkdir(parents=True)
    for nombre in ("index.html", "sub/index.html", "a b.mjs", "a.js", "a.wasm", "a.whl", "a.json"):
        (sitio / nombre).write_text(TEXTO, encoding="utf-8")
    (tmp_path / "secreto.txt").touch()
    return sitio


@pytest.fixture
def base(carpeta: Path) -> Iterator[str]:
    with servir.servido(carpeta, prefijo="/curso/") as direccion:
        yield direccion


def pedir(direccion: str, **campos: str) -> tuple[int, Any, bytes]:
    pedido = urllib.request.Request(direccion, headers=campos)
    directo = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with directo.open(pedido, timeout=10) as respuesta:
            return respuesta.status, respuesta.headers, respuesta.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.mark.parametrize(
    ("nombre", "tipo"),
    [
        ("", "text/html; charset=utf-8"),
        ("sub/", "text/html; charset=utf-8"),
        ("a%20b.mjs", "text/javascript; charset=utf-8"),
        ("a.js?x=1", "text/javascript; charset=utf-8"),
        ("a.wasm", "application/wasm"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.whl", "application/octet-stream"),
    ],
)
def test_cada_archivo_con_su_tipo_y_sin_aislar_la_pagina(nombre: str, tipo: str, base: str) -> None:
    codigo, campos, cuerpo = pedir(base + nombre)
    assert (codigo, campos["Content-Type"], cuerpo.decode()) == (200, tipo, TEXTO)
    assert not [campo for campo in campos if campo.startswith("Cross-Origin")]


@pytest.mark.parametrize(
    ("nombre", "se_deja"), [("a.js", True), ("a.wasm", True), ("a.whl", False)]
)
def test_comprimido_si_se_deja_y_si_se_pide(nombre: str, se_deja: bool, base: str) -> None:
    _, campos, cuerpo = pedir(base + nombre, **{"Accept-Encoding": "gzip, br"})
    assert (campos["Content-Encoding"] == "gzip") == se_deja
    assert (gzip.decompress(cuerpo) if se_deja else cuerpo).decode() == TEXTO
    assert pedir(base + nombre)[1]["Content-Encoding"] is None


def test_lo_que_no_cambio_no_se_manda_otra_vez(base: str, carpeta: Path) -> None:
    marca = pedir(base + "a.js")[1]["ETag"]
    assert pedir(base + "a.js", **{"If-None-Match": marca})[0] == 304
    (carpeta / "a.js").write_text("otro", encoding="utf-8")
    codigo, _, cuerpo = pedir(base + "a.js", **{"If-None-Match": marca, "Accept-Encoding": "gzip"})
    assert (codigo, gzip.decompress(cuerpo)) == (200, b"otro")


@pytest.mark.parametrize("ruta", ["nada.js", "../secreto.txt", "%2e%2e/secreto.txt", "sub/nada/"])
def test_lo_que_no_hay_no_se_da(ruta: str, base: str) -> None:
    assert pedir(base + ruta)[0] == 404


def test_fuera_de_su_carpeta_no_hay_nada(base: str, carpeta: Path) -> None:
    raiz = base.removesuffix("curso/")
    assert pedir(raiz)[0] == 404
    (carpeta / "404.html").write_text("No está", encoding="utf-8")
    codigo, campos, cuerpo = pedir(base + "x")
    assert (codigo, cuerpo.decode()) == (404, "No está")
    assert campos["Content-Type"].startswith("text/html")


def test_una_carpeta_se_abre_con_su_barra_y_su_consulta(base: str) -> None:
    codigo, _, cuerpo = pedir(base + "sub?path=x")  # sigue la redirección
    assert (codigo, cuerpo.decode()) == (200, TEXTO)


def test_un_puerto_ocupado_se_dice_y_sin_pedirlo_se_toma_otro(carpeta: Path) -> None:
    with socket.socket() as ocupado:
        ocupado.bind(("127.0.0.1", 0))
        ocupado.listen()
        puerto = ocupado.getsockname()[1]
        with pytest.raises(NoSePuede, match=f"{puerto} está ocupado"):
            servir.atender(carpeta, puerto, navegador=False)
    with servir._en_un_puerto(carpeta, None) as uno, servir._en_un_puerto(carpeta, None) as otro:
        assert uno.server_address != otro.server_address
