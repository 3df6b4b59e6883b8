"""Lo que hace `minigrad sellar`: de este taller, un paquete de clase sin soluciones a la vista."""
