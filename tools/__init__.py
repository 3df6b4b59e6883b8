"""Herramientas de quien escribe el taller; ninguna va en el paquete instalado."""
