"""El sitio: el taller que corre en el navegador y las páginas para leerlo.

Se construye en una carpeta que cualquiera puede publicar tal cual. Cada subcarpeta contesta una
pregunta: `piezas/`, qué se trae de los registros; `lite/`, cómo se arma el taller; `arranque/`, qué
pasa mientras carga; `lectura/`, cómo se leen las lecciones y las guías sin ejecutar nada;
`trabajo/`, cómo se usa sin conexión y cómo se lleva cada quien lo suyo.
"""


class NoSePuede(Exception):
    """El sitio no se pudo construir o servir; el mensaje dice por qué y qué hacer."""
