"""La boleta: las notas de cada quien, su CSV y su informe."""
