"""La jaula: lo que el código de una entrega no puede hacer."""
