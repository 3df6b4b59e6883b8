"""Mediciones: `python -m benchmarks`."""
