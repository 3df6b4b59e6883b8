"""Cómo arranca el taller: qué se ve mientras carga, y qué se adelanta para que cargue antes.

`poner.py` lo agrega a lo que construyó `lite`; en `pagina/` está lo que corre en el navegador.
"""
