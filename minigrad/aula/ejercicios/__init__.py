"""Lo que un cuaderno muestra de un ejercicio: las líneas revueltas y el programa que forman."""
