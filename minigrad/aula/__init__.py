"""El aula: comprueba respuestas, da pistas, muestra soluciones y recuerda el progreso.

Un cuaderno usa cinco nombres: `preparar()` al comienzo; `comprobar("02-derivada", derivada)`
después de cada ejercicio; `pista("02-derivada")` y `solucion("02-derivada")` cuando hacen falta;
y `progreso()` al final. Si algo no anda, `diagnostico()` dice qué y cómo se cura.

De abajo arriba, cada carpeta contesta una pregunta: `celda/` qué se escribió y cómo ejecutarlo;
`espanol/` qué significa un error; `huella/` qué se observa de una respuesta; `trabajo/` dónde se
guarda; `cerrojo/` cuándo se abre una solución; `observadores/` qué se mira en cada ejercicio;
`curso/` qué ejercicios hay; `juicio/` si está bien y qué error es; `tarjetas/` qué se dice;
`verbos/` lo que llama el cuaderno. Cada una importa solo de las de antes.
"""

from minigrad.aula.verbos.ayuda import pista, solucion
from minigrad.aula.verbos.comprobar import comprobar
from minigrad.aula.verbos.diagnostico import diagnostico
from minigrad.aula.verbos.preparar import preparar
from minigrad.aula.verbos.progreso import progreso

__all__ = ["comprobar", "diagnostico", "pista", "preparar", "progreso", "solucion"]
