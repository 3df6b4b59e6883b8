"""Un paso con lotes grandes no devuelve su memoria al sistema para pedirla otra vez."""

from __future__ import annotations

import subprocess
import sys

import pytest

PASOS = """
import resource
import numpy as np
from minigrad.tensor import Tensor

x, w = np.ones((2000, 64)), Tensor(np.ones((64, 32)))

def faltas(pasos):
    antes = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(pasos):
        (x @ w).relu().sum().backward()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - antes

faltas(5)
print(faltas(50))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="es cosa de glibc")
def test_los_pasos_repetidos_usan_la_misma_memoria():
    salida = subprocess.run([sys.executable, "-c", PASOS], check=True, capture_output=True)
    assert int(salida.stdout) < 50 * 20
