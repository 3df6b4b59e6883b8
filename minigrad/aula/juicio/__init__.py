"""Si una respuesta es correcta, qué error es y con qué se sigue."""
