"""Qué se le dice a la persona, según lo que pasó."""
