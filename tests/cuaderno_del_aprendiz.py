"""Un cuaderno del curso, ejecutado celda por celda como lo haría un aprendiz que tropieza."""

from curso_de_prueba import ejecutar_celda

from minigrad.aula import comprobar
from minigrad.aula.celda.blanco import sin_marcas
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.solucionario import ARCHIVO_NUESTRO


class Cuaderno:
    """Un cuaderno del curso de verdad, ejecutado celda por celda como lo haría un aprendiz."""

    def __init__(self, nombre, clase="Value"):
        self.clase = clase
        self.nombres = {"__name__": "__main__", "comprobar": comprobar}
        self.celdas = activo().cuaderno(nombre)
        self.numero = 0

    def escribir(self, fuente):
        self.numero += 1
        ejecutar_celda(self.nombres, fuente, f"<celda {id(self)} {self.numero}>")

    def resolver(self, id_, fuente=None):
        """La celda de un ejercicio, con la solución u otro texto, y la que la comprueba."""
        self.escribir(activo().solucion(id_) if fuente is None else fuente)
        self.comprobar(id_)

    def comprobar(self, id_):
        [celda] = [c for c in self.celdas if c.fuente.find(f'comprobar("{id_}"') >= 0]
        self.escribir(celda.fuente)

    def recorrer(self, equivocadas=()):
        """De arriba abajo: las dadas y los ejercicios, con un tropiezo en los que se digan."""
        for celda in self.celdas:
            if celda.ejercicio in equivocadas:
                self.escribir(tropiezo(celda.ejercicio))
            elif celda.ejercicio or celda.base:
                self.escribir(sin_marcas(celda.python))
            elif self._hace_falta(celda.fuente):
                self.escribir(celda.fuente)

    def _hace_falta(self, fuente):
        return "= comprobar(" in fuente or fuente.startswith((f"{self.clase}.", "def sin"))

    @property
    def motor(self):
        return self.nombres[self.clase]

    def metodos(self):
        return {n: v for n, v in vars(self.motor).items() if hasattr(v, "__code__")}


def tropiezo(id_):
    """La respuesta con el primer error conocido del ejercicio."""
    ejercicio = activo().buscar(id_)
    return activo().equivocada(ejercicio, ejercicio.errores[0])


def nuestra(funcion):
    return funcion.__code__.co_filename.startswith(ARCHIVO_NUESTRO)
