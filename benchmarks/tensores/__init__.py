"""W6 y W7, los motores en bloque: `python -m benchmarks.tensores`."""
