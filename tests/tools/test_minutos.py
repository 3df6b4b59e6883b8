"""Cuánto se cuenta de un cuaderno, y qué se exige de lo que anuncia."""

from __future__ import annotations

import pytest
from cuadernos_de_mentira import BUENA, DATOS, Hacer

from tools.fuente import leer
from tools.minutos import Cuenta, cuentas, principal, tiempos

PAUSA = """
# %% [markdown]
# ## Pausa: ya tienes el doble
#
# **Para volver:** ejecuta todo por encima de esta celda.
"""
EXPLORADOR = """
# %%
from minigrad.exploradores import recorrer

recorrer(nodo)
"""
APUESTA = """
# %% [markdown]
# Antes de ejecutar: ¿cuánto dará?

# %%
print(2)
print(3)

# %%
print(4)
"""


@pytest.fixture
def de(hacer: Hacer):
    """Las cuentas y los problemas de una fuente."""

    def mirar(texto: str) -> tuple[list[Cuenta], list[str]]:
        taller = hacer(texto)
        fuente = leer(taller.solutions / "02_prueba.py", "solutions/02_prueba.py")
        datos = {ejercicio.id: ejercicio for ejercicio in DATOS}
        return cuentas(fuente, datos), [str(p) for p in tiempos(fuente, datos)]

    return mirar


def test_cuenta_lo_que_se_lee_lo_que_dicen_los_ejercicios_y_lo_que_sorprende(de) -> None:
    cuenta = de(BUENA)[0][0]
    assert cuenta.ejercicios == 8
    assert cuenta.sorpresas == 1  # la celda que sigue a `02-cuenta`, que pide un número
    assert 30 < cuenta.palabras < 60


@pytest.mark.parametrize("mas", [EXPLORADOR, APUESTA])
def test_sorprenden_un_explorador_y_la_respuesta_a_una_apuesta(de, mas: str) -> None:
    assert de(BUENA + mas)[0][0].sorpresas == 2


def test_no_sorprenden_la_portada_lo_que_prepara_ni_una_definicion(de) -> None:
    portada = BUENA.replace("# # 2. Prueba", "# # 2. Prueba\n#\n# Aprenderás a predecir.")
    definicion = '\n# %% tags=["base"]\nfrom minigrad import Value, draw_dot\n'
    assert de(portada + definicion)[0][0].sorpresas == 1


def test_una_formula_se_lee_de_un_golpe_y_de_un_enlace_su_texto(de) -> None:
    formula = "\n# %% [markdown]\n# $$\\frac{a + b}{c}$$\n#\n# [mira](../una/direccion.ipynb)\n"
    assert de(BUENA + formula)[0][0].palabras == de(BUENA)[0][0].palabras + 2


def test_una_pausa_parte_el_cuaderno_en_ratos(de) -> None:
    texto = BUENA.replace("8 minutos", "12 minutos, en dos ratos: 11 y 1") + PAUSA + APUESTA
    contado, problemas = de(texto)
    assert [cuenta.sorpresas for cuenta in contado] == [1, 1]
    assert problemas == []


@pytest.mark.parametrize(
    ("texto", "que"),
    [
        (BUENA.replace("**Tiempo:** 8 minutos.", ""), "anuncia 0 ratos"),
        (BUENA.replace("8 minutos", "30 minutos"), "anuncia 30 minutos y se cuentan 10"),
        (BUENA.replace("8 minutos", "80 minutos"), "pasa de 75 minutos"),
        (BUENA + PAUSA, "anuncia 1 ratos"),
        (
            BUENA.replace("8 minutos", "9 minutos, en dos ratos: 8 y 2") + PAUSA,
            "9 minutos no es la suma",
        ),
        (
            BUENA.replace("8 minutos", "10 minutos, en dos ratos: 8 y 2")
            + PAUSA.replace("**Para volver:**", "Vuelve:"),
            "no dice cómo volver",
        ),
    ],
)
def test_lo_que_se_anuncia_debe_cumplirse(de, texto: str, que: str) -> None:
    assert any(que in problema for problema in de(texto)[1])


def test_la_orden_dice_una_linea_por_rato(hacer: Hacer, capsys) -> None:
    assert principal([], hacer(BUENA)) == 0
    assert "anuncia  8, cuenta  10 min" in capsys.readouterr().out
    assert principal([], hacer(BUENA.replace("8 minutos", "30 minutos"))) == 1
