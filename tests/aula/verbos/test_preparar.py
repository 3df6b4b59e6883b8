"""Lo que `preparar` deja puesto en el proceso."""

import os

from minigrad.aula import preparar

HILOS = "OPENBLAS_NUM_THREADS"


def test_numpy_usara_un_hilo(monkeypatch):
    monkeypatch.delenv(HILOS, raising=False)
    preparar()
    assert os.environ[HILOS] == "1"


def test_se_respetan_los_hilos_que_alguien_pidio(monkeypatch):
    monkeypatch.setenv(HILOS, "4")
    preparar()
    assert os.environ[HILOS] == "4"
