"""Las órdenes de `minigrad`, una por módulo.

Cada módulo tiene `AYUDA` (lo que muestra `minigrad ORDEN -h`, entero y en español),
`configurar(interprete)`, que dice qué argumentos acepta, y `ejecutar(pedido)`, que devuelve el
código de salida. Lo que necesita un paquete de fuera lo importa dentro de `ejecutar`.
"""
