"""Entradas por clase (un nodo, dos, un grafo…), siempre con las difíciles, para explorar."""
