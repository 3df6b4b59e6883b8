"""Cuándo se abre una solución: políticas, claves y candados."""
