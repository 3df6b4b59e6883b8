"""`preparar`: deja listo el cuaderno. Se puede ejecutar las veces que haga falta."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def preparar() -> None:
    """Prepara el cuaderno y dice en una línea que está listo."""
    print(f"Todo listo: Mini-Grad {_version()}.")


def _version() -> str:
    try:
        return version("minigrad-taller")
    except PackageNotFoundError:
        return "0.1.0"
