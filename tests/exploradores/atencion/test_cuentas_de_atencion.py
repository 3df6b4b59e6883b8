"""Lo que un modelo contesta, revisado; y el modelo de ejemplo, contra las cuentas en bloque."""

from __future__ import annotations

import base64
import math
import random
import warnings

import numpy as np
import pytest

from minigrad.exploradores.atencion import ejemplo, pesos
from minigrad.exploradores.atencion.cuentas import (
    Modelo,
    mirada,
    probabilidades,
    siguiente,
    sortear,
)
from minigrad.exploradores.comun.funciones import Fallo
from minigrad.tensor import Tensor

ABC = ".abc"


def parejo(prefijo: str) -> dict:
    """Dos cabezas: una mira a todas por igual, la otra solo a sí misma."""
    n = len(prefijo) + 1
    return {"atencion": [[1 / n] * n, [0.0] * (n - 1) + [1.0]], "logits": [0.0, 1.0, 2.0, 3.0]}


def contesta(**cambios):
    return lambda prefijo: {**parejo(prefijo), **cambios}


def test_lo_que_contesta_se_lee() -> None:
    paso = Modelo(parejo, ABC)("ab")
    assert paso.mirada(0) == pytest.approx((1 / 3,) * 3)
    assert paso.mirada(1) == (0.0, 0.0, 1.0)
    assert paso.mirada(None) == pytest.approx((1 / 6, 1 / 6, 2 / 3))
    assert paso.logits == (0.0, 1.0, 2.0, 3.0)


def test_se_pregunta_una_vez_por_prefijo() -> None:
    pedidos: list[str] = []
    modelo = Modelo(lambda p: pedidos.append(p) or parejo(p), ABC)
    for prefijo in ("", "a", "", "a", "ab"):
        modelo(prefijo)
    assert pedidos == ["", "a", "ab"]


def test_sirven_arreglos_y_tensores() -> None:
    modelo = Modelo(
        contesta(
            atencion=np.array([[0.25, 0.75]], np.float32), logits=Tensor([1.0, 2.0, 3.0, 4.0])
        ),
        list(ABC),
    )
    assert modelo("a").mirada(0) == (0.25, 0.75)
    assert modelo("a").logits == (1.0, 2.0, 3.0, 4.0)
    assert Modelo(contesta(atencion=[np.array([0.5, 0.5])]), ABC)("a").mirada(0) == (0.5, 0.5)


def test_las_probabilidades_sirven_de_logits() -> None:
    dado = {"atencion": [[1.0]], "probabilidades": [0.5, 0.25, 0.25, 0.0]}
    paso = Modelo(lambda _: dado, ABC)("")
    assert probabilidades(paso.logits, 1.0) == pytest.approx([0.5, 0.25, 0.25, 0.0])


def test_un_contexto_corto_deja_de_ver_y_uno_relleno_se_junta_en_la_marca() -> None:
    corto = Modelo(contesta(atencion=[[0.25, 0.75]]), ABC)("abc")
    assert corto.mirada(0) == (None, None, 0.25, 0.75)
    assert corto.mirada(None) == (None, None, 0.25, 0.75)
    relleno = Modelo(contesta(atencion=[[0.1, 0.2, 0.3, 0.4]]), ABC)("a")
    assert relleno.mirada(0) == pytest.approx((0.6, 0.4))


def test_una_lista_solo_sabe_de_su_nombre() -> None:
    modelo = Modelo([parejo(p) for p in ("", "a", "ab")], ABC, None, "ab")
    assert modelo("ab").mirada(1) == (0.0, 0.0, 1.0)
    for otro in ("b", "abc", "aa"):
        with pytest.raises(Fallo, match=r"De «.*» no hay datos: los que llegaron son .* «ab»"):
            modelo(otro)


@pytest.mark.parametrize(
    ("dado", "dicho"),
    [
        (None, "Por cada prefijo hace falta"),
        ([1.0], "Por cada prefijo hace falta"),
        ({"logits": [1.0]}, "Por cada prefijo hace falta"),
        ({"atencion": [0.5, 0.5], "logits": [0.0] * 4}, "«atencion» es una lista por cabeza"),
        ({"atencion": [], "logits": [0.0] * 4}, "«atencion» es una lista por cabeza"),
        ({"atencion": [[1.0]]}, "Faltan los «logits»"),
        ({"atencion": [[1.0]], "logits": [0.0] * 3}, "Hay 3 logits y 4 letras"),
        ({"atencion": [[1.0]], "logits": [[0.0] * 4]}, "«logits» debe ser una lista de números"),
        ({"atencion": [[1.0]], "logits": [math.nan] * 4}, "hay un nan"),
        ({"atencion": [[1.0]], "logits": [math.inf] * 4}, "es infinito"),
        ({"atencion": [[2.0]], "logits": [0.0] * 4}, "suman 2.0"),
        ({"atencion": [[1.5, -0.5]], "logits": [0.0] * 4}, "deben ser de 0 a 1"),
        ({"atencion": [[]], "logits": [0.0] * 4}, "deben ser de 0 a 1"),
        ({"atencion": [[[1.0]]], "logits": [0.0] * 4}, r"La cabeza 1 de .* última letra"),
        ({"atencion": [[1.0]], "logits": "abcd"}, "«logits» debe ser una lista de números"),
    ],
)
def test_lo_que_no_sirve_es_una_frase(dado, dicho: str) -> None:
    with pytest.raises(Fallo, match=dicho):
        Modelo(lambda _: dado, ABC)("a")


def test_lo_que_falla_en_la_funcion_es_una_frase_y_sus_avisos_se_callan() -> None:
    def mala(prefijo: str):
        warnings.warn("overflow", RuntimeWarning, stacklevel=1)
        return {}[prefijo]

    with pytest.raises(Fallo, match="Tu función falló con el prefijo 'a': KeyError"):
        Modelo(mala, ABC)("a")


def test_las_cabezas_no_cambian_de_numero() -> None:
    modelo = Modelo(lambda p: {**parejo(p), "atencion": parejo(p)["atencion"][: 2 - len(p)]}, ABC)
    modelo("")
    with pytest.raises(Fallo, match="más cabezas"):
        modelo("a")


@pytest.mark.parametrize("vocabulario", [None, 3, "", ".", ".aa", [1, 2], {"a": 1}, ["", "a"]])
def test_un_vocabulario_que_no_sirve(vocabulario) -> None:
    with pytest.raises(Fallo, match="ocabulario"):
        Modelo(parejo, vocabulario)


def test_la_marca_se_halla_o_se_dice() -> None:
    assert Modelo(parejo, "abc·").fin == "·"
    assert Modelo(parejo, ["<fin>", "a", "b", "c"]).fin == "<fin>"
    assert Modelo(parejo, "abcz", "z").fin == "z"
    for vocabulario, fin in (("abcd", None), (".abc-", None), (".abc", "·")):
        with pytest.raises(Fallo, match=r"marca|empieza o termina"):
            Modelo(parejo, vocabulario, fin)


def test_las_letras_que_el_modelo_no_conoce_se_dicen() -> None:
    modelo = Modelo(parejo, ABC)
    assert modelo.limpiar("  AbC ") == "abc"
    for mal in ("abz", "a.b", "a b", "ñ", "a" * 21):
        with pytest.raises(Fallo, match=r"no conoce|hasta 20"):
            modelo.limpiar(mal)


# --- la que sigue --------------------------------------------------------------------------------


def test_la_temperatura_reparte_o_concentra() -> None:
    logits = [2.0, 0.0, -1.0, 800.0, 799.0]
    fria, tibia, caliente = (probabilidades(logits, t) for t in (0.1, 1.0, 3.0))
    assert fria[3] > tibia[3] > caliente[3]
    for probables in (fria, tibia, caliente):
        assert sum(probables) == pytest.approx(1)
    esperada = np.exp(np.array([1.0, 0.0]) / 3)
    assert caliente[3] == pytest.approx(esperada[0] / esperada.sum())


def test_el_sorteo_sigue_las_probabilidades() -> None:
    probables = [0.5, 0.0, 0.3, 0.2]
    azar = random.Random(0)
    veces = [0] * 4
    for _ in range(4000):
        veces[sortear(probables, azar.random())] += 1
    assert [v / 4000 for v in veces] == pytest.approx(probables, abs=0.03)
    assert sortear([0.3, 0.3, 0.3], 0.95) == 0  # lo que falte por redondeo, a la más probable
    assert sortear(probables, 0.0) == 0


# --- las palabras --------------------------------------------------------------------------------


def test_las_palabras() -> None:
    modelo = Modelo(contesta(atencion=[[0.05, 0.6, 0.3, 0.05]]), ABC)
    assert mirada(modelo, modelo("aba"), 0) == (
        "Desde la «a» del lugar 3, la cabeza 1 mira sobre todo a la «a» del lugar 1 (60 %) y la "
        "«b» (30 %)."
    )
    assert siguiente(modelo, modelo("aba"), 1.0) == (
        "Con temperatura 1.0, lo más probable es que siga «c» (64 %), «b» (24 %) o «a» (9 %)."
    )
    solo = Modelo(contesta(logits=[90.0, 0.0, 0.0, 0.0]), ABC)
    assert "Solo ve la marca de comienzo" in mirada(solo, solo(""), None)
    assert siguiente(solo, solo(""), 0.5).endswith("que siga el fin (100 %).")


# --- el modelo de ejemplo ------------------------------------------------------------------------


def en_bloque(prefijo: str):
    """Lo mismo que `ejemplo.paso`, con matrices."""
    matrices = ejemplo.formas(len(pesos.VOCABULARIO))
    crudo, p, desde = np.frombuffer(base64.b64decode(pesos.BYTES), np.int8), {}, 0
    for (nombre, forma), escala in zip(matrices.items(), pesos.ESCALAS, strict=True):
        p[nombre] = escala * crudo[desde : desde + math.prod(forma)].reshape(forma)
        desde += math.prod(forma)
    assert desde == len(crudo)
    cuales = [pesos.VOCABULARIO.index(x) for x in "." + prefijo][-ejemplo.CONTEXTO :]
    x = p["letra"][cuales] + p["lugar"][: len(cuales)]

    def norma(x):
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-5)

    h, ancho = norma(x), ejemplo.ANCHO
    q, k, v = (
        (h @ p[n]).reshape(-1, ejemplo.CABEZAS, ancho // ejemplo.CABEZAS).transpose(1, 0, 2)
        for n in "qkv"
    )
    e = np.exp(q[:, -1:] @ k.transpose(0, 2, 1) / 2)
    a = e / e.sum(-1, keepdims=True)
    x = x[-1] + (a @ v).reshape(ancho) @ p["o"]
    x = x + np.maximum(norma(x) @ p["sube"], 0) @ p["baja"]
    return a[:, 0], norma(x) @ p["salida"]


@pytest.mark.parametrize("prefijo", ["", "m", "sofía", "maximilianoale"])
def test_el_ejemplo_hace_las_cuentas_de_un_gpt(prefijo: str) -> None:
    dado = ejemplo.paso(prefijo)
    atencion, logits = en_bloque(prefijo)
    assert np.allclose(dado["atencion"], atencion, atol=1e-12)
    assert np.allclose(dado["logits"], logits, atol=1e-12)
    Modelo(ejemplo.paso, pesos.VOCABULARIO)(prefijo)
