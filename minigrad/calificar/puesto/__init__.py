"""Un puesto: el proceso aparte que corre una respuesta y la observa."""
