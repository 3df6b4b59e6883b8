"""Califica los cuadernos de una clase entera sin fiarse de lo que hay escrito en ellos.

El camino de una entrega: `entregas` la encuentra y dice de quién es; `extraer` saca de ella las
celdas de ejercicio, por su clave; `hijo` corre cada una sobre nuestras propias celdas, en un
proceso nuevo y encerrado, y devuelve lo que se observó; `juez` compara eso, aquí, con lo que da la
solución. El código del aprendiz nunca dice cómo le fue: solo se ve lo que hace.

Glosario. *Entrega*: un cuaderno de un aprendiz. *Puesto*: un núcleo que trabaja, con su semillero.
*Semillero*: el proceso que ya importó todo y del que nace, por bifurcación, cada *hijo*. *Boleta*:
las notas de una entrega.
"""
