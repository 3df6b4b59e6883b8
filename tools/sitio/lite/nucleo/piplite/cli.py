"""Lo que el núcleo llama cuando una celda dice `%pip`."""

from __future__ import annotations

from piplite import NO_SE_INSTALA


async def get_transformed_code(argv: list[str]) -> str:
    """El código que toma el lugar de la línea `%pip …`."""
    return f"print({NO_SE_INSTALA!r})\n"
