"""Dos mil expresiones al azar: los mismos valores y gradientes que PyTorch, y que empujando."""

from __future__ import annotations

import numpy as np
import pytest
from expresiones import MINIGRAD, NUMPY, TORCH, evaluar, recetas
from hypothesis import HealthCheck, given, settings

from minigrad import Tensor

RAPIDO = {
    "deadline": None, "database": None, "derandomize": True,
    "suppress_health_check": list(HealthCheck),
}  # fmt: skip


@pytest.mark.torch
@pytest.mark.lento
@settings(max_examples=2000, **RAPIDO)
@given(recetas())
def test_como_torch(receta):
    torch = pytest.importorskip("torch")
    datos, pasos = receta
    nuestras = [Tensor(a) for a in datos]
    suyas = [torch.tensor(a, requires_grad=True, dtype=torch.float64) for a in datos]
    nuestro, suyo = evaluar(pasos, nuestras, MINIGRAD), evaluar(pasos, suyas, TORCH)
    assert nuestro.item() == pytest.approx(suyo.item(), rel=1e-9, abs=1e-9)
    nuestro.backward()
    suyo.backward()
    for nuestra, suya in zip(nuestras, suyas, strict=True):
        assert nuestra.grad.shape == nuestra.shape
        np.testing.assert_allclose(nuestra.grad, suya.grad.numpy(), rtol=1e-9, atol=1e-9)


@settings(max_examples=150, **RAPIDO)
@given(recetas())
def test_como_empujando(receta):
    """La derivada a lo largo de una dirección al azar, medida con la diferencia central."""
    datos, pasos = receta
    hojas = [Tensor(a) for a in datos]
    evaluar(pasos, hojas, MINIGRAD).backward()
    azar, h = np.random.default_rng(0), 1e-5
    lados = [azar.normal(size=a.shape) for a in datos]

    def en(paso):
        return evaluar(pasos, [a + paso * d for a, d in zip(datos, lados, strict=True)], NUMPY)

    medida = (en(h) - en(-h)) / (2 * h)
    calculada = sum((p.grad * d).sum() for p, d in zip(hojas, lados, strict=True))
    assert calculada == pytest.approx(medida, rel=1e-5, abs=1e-5)
