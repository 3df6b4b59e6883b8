"""La pendiente de una curva, medida y exacta."""
