"""Una red que se entrena a la vista."""
