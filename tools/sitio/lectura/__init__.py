"""El sitio de lectura: las lecciones y las guías, para leerlas sin ejecutar nada.

`construir(destino)` deja ahí páginas que se publican tal cual, sin pedir nada a otro servidor.

Glosario. *Hoja*: un cuaderno como se lee, el blanco con las salidas de su gemelo donde no delatan
una respuesta. *Página*: lo que se ve en el navegador. *Tema*: la forma común de las páginas
(`tema/`). *Caja*: lo que, si no cabe a lo ancho, se desplaza por dentro y no mueve la página.
"""
