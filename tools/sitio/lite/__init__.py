"""Cómo se arma el taller: JupyterLite, el núcleo de Python y los cuadernos, en una carpeta.

`armar.py` da los pasos; `rueda.py` hace nuestra rueda; `lock.py` dice qué paquetes hay;
`lanzamiento.py` trae NumPy y matplotlib, si se pidieron; `jupyterlite.py` pone la aplicación.
"""
