"""Entradas por clase (un nodo, dos, un grafo…), las difíciles siempre, para probar una respuesta."""
