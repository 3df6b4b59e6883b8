"""El sitio: el taller que corre en el navegador y las páginas para leerlo.

Se construye en una carpeta que cualquiera puede publicar tal cual. Cada subcarpeta contesta una
pregunta: `piezas/`, qué se trae de los registros; `lite/`, cómo se arma el taller.
"""
