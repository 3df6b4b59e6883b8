"""La prosa: qué se señala y, sobre todo, qué no."""

from __future__ import annotations

import pytest

from tools.prosa import faltas, parrafos


@pytest.mark.parametrize(
    "texto",
    [
        "¿Qué pasa aquí? ¡Nada!",
        "La celda `total.backward()` y `a != b` no son prosa.",
        "El factorial $n!$ y [una página](https://ejemplo.org/?x=1) tampoco.",
        "En inglés se dice *forward pass*; aquí, paso hacia adelante.",
        "Un compadre no es un nodo.",
        "![dibujo](figura.png)".replace("!", ""),
    ],
)
def test_no_se_senala(texto: str) -> None:
    assert list(faltas(texto)) == []


@pytest.mark.parametrize(
    "texto", ["Qué?", "¡Sí", "Sí!", "El padre", "the gradient", "la learning rate"]
)
def test_se_senala(texto: str) -> None:
    assert list(faltas(texto))


def test_los_parrafos_llevan_la_linea_en_que_empiezan() -> None:
    texto = "# Título\n\nuno\ndos\n\n- punto\n- otro\n\n```\ncódigo\n\nmás\n```\ntres"
    assert list(parrafos(texto)) == [
        (1, "# Título"),
        (3, "uno\ndos"),
        (6, "- punto"),
        (7, "- otro"),
        (14, "tres"),
    ]
