"""Una entrega: de quién es, qué cuaderno y qué celdas."""
