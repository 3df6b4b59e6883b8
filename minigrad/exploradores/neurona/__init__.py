"""Una neurona y sus gradientes."""
