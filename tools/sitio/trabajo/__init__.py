"""El trabajo del aprendiz en el sitio: llevárselo, traerlo de vuelta y seguir sin conexión.

`poner.py` lo agrega a un sitio ya construido. `tu_trabajo.md` y los `.js` de esta carpeta son de la
página «Tu trabajo», que pone `lectura`; en `pagina/` está lo que va en las demás páginas y el
service worker.
"""
