"""El sitio se hace aparte y se cambia al final; lo que no hicimos no se toca."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.sitio import NoSePuede, construir
from tools.sitio.__main__ import principal
from tools.sitio.construir import Paso, Pedido


def escribir(texto: str) -> Paso:
    return Paso(texto, lambda destino, _: (destino / "index.html").write_text(texto))


def fallar(destino: Path, _: Pedido) -> None:
    (destino / "a-medias").touch()
    raise NoSePuede("no hay red")


def hacer(salida: Path, *pasos: Paso) -> None:
    construir.construir(Pedido(salida=salida), lambda _: None, list(pasos))


@pytest.fixture
def salida(tmp_path: Path) -> Path:
    return tmp_path / "lejos" / "sitio"


def test_se_cambia_entero(salida: Path) -> None:
    for texto in ("uno", "dos"):
        hacer(salida, escribir(texto))
        assert (salida / "index.html").read_text() == texto
    assert [ruta.name for ruta in salida.parent.iterdir()] == ["sitio"]


@pytest.mark.parametrize("error", [NoSePuede("x"), OSError("x"), KeyboardInterrupt()])
def test_una_construccion_que_falla_deja_lo_que_habia(salida: Path, error: BaseException) -> None:
    def fallar(destino: Path, _: Pedido) -> None:
        (destino / "a-medias").touch()
        raise error

    hacer(salida, escribir("uno"))
    with pytest.raises(type(error)):
        hacer(salida, escribir("dos"), Paso("falla", fallar))
    assert (salida / "index.html").read_text() == "uno"
    assert [ruta.name for ruta in salida.parent.iterdir()] == ["sitio"]


def test_los_pasos_que_no_se_pidieron_no_se_dan(salida: Path) -> None:
    hacer(salida, escribir("uno"), Paso("no va", fallar, lambda pedido: not pedido.taller))
    assert (salida / "index.html").read_text() == "uno"


@pytest.mark.parametrize("que", ["carpeta", "archivo"])
def test_una_carpeta_con_otra_cosa_no_se_toca(
    que: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ajena = tmp_path / "ajena"
    if que == "carpeta":
        ajena.mkdir()
        (ajena / "tesis.txt").touch()
    else:
        ajena.touch()
    assert principal(["--salida", str(ajena)]) == 1
    assert "no lo toqué" in capsys.readouterr().err
    assert [ruta.name for ruta in tmp_path.iterdir()] == ["ajena"]


def test_una_carpeta_vacia_sirve(salida: Path) -> None:
    salida.mkdir(parents=True)
    hacer(salida, escribir("uno"))
    assert (salida / "index.html").is_file()


def test_habla_espanol(capsys: pytest.CaptureFixture[str]) -> None:
    for argumentos in (["--help"], ["--nada"], ["--puerto", "x"], ["sobra"]):
        with pytest.raises(SystemExit):
            principal(argumentos)
    dicho = "".join(capsys.readouterr())
    assert dicho.count("uso: python -m tools.sitio") == 4
    assert not any(palabra in dicho for palabra in ("usage", "error", "invalid"))


def test_una_pagina_mala_se_dice_sin_traza_y_no_deja_sitio(
    salida: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paginas = pytest.importorskip("tools.sitio.lectura.construir", reason="falta el extra «sitio»")

    def enlace_roto(textos: Path, _: object) -> None:
        textos.mkdir()
        (textos / "index.md").write_text("# Portada\n\n[otra](no_existe.md)\n", encoding="utf-8")

    monkeypatch.setattr(paginas, "_textos", enlace_roto)
    assert principal(["--sin-taller", "--salida", str(salida)]) == 1
    dicho = capsys.readouterr().err
    assert "no_existe.md" in dicho
    assert "Traceback" not in dicho
    assert not salida.exists()
