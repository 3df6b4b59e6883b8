"""Califica los cuadernos de una clase entera sin fiarse de lo que hay escrito en ellos.

El camino de una entrega: `entrega/` la encuentra, dice de quién es y saca de ella las celdas de
ejercicio, por su clave; `puesto/` corre cada una sobre nuestras propias celdas, en un proceso nuevo
y encerrado en la `jaula/`, y devuelve lo que se observó; `juez` compara eso, aquí, con lo que da la
solución; `boleta/` lo escribe. El código del aprendiz nunca dice cómo le fue: solo se ve lo que
hace.

Glosario. *Entrega*: un cuaderno de un aprendiz. *Puesto*: un núcleo que trabaja, con su semillero.
*Semillero*: el proceso que ya importó todo y del que nace, por bifurcación, cada *hijo*. *Boleta*:
las notas de una entrega.
"""
