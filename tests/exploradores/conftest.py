"""Lo común de las pruebas de los exploradores."""

import importlib
import sys

import pytest


@pytest.fixture
def olvidar(monkeypatch):
    """Hace que unos módulos de `minigrad.exploradores` se tengan que importar otra vez."""

    def con(*nombres):
        for nombre in nombres:
            entero = f"minigrad.exploradores.{nombre}"
            importlib.import_module(entero)  # si se mudó, aquí se nota
            monkeypatch.delitem(sys.modules, entero)
            padre, _, hijo = entero.rpartition(".")
            monkeypatch.delattr(sys.modules[padre], hijo)

    return con
