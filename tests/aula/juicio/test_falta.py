"""Qué le faltó a una clase del cuaderno, dicho con el nombre del método que otra celda define."""

import pytest
from curso_de_prueba import ejecutar_celda

from minigrad.aula.juicio.falta import _lo_que_falto

CLASE = """
class Tensor:
    __array_ufunc__ = None
    def __init__(self, data): self.data = data
a, b = Tensor(1.0), Tensor(2.0)
"""


@pytest.mark.parametrize(
    ("fuente", "falto"),
    [
        ("a @ b", "Tensor.__matmul__"),
        ("a @ 3", "Tensor.__matmul__"),
        ("a + b", "Tensor.__add__"),
        ("2 * a", "Tensor.__mul__"),
        ("-a", "Tensor.__neg__"),
        ("a[0]", "Tensor.__getitem__"),
        ("a[[1, 0]]", "Tensor.__getitem__"),
        ("a.relu()", "Tensor.relu"),
        ("Tensor.relu(a)", "Tensor.relu"),
        ("3[0]", None),
        ("Tensor.__mul__ = Tensor.__rmul__ = lambda a, b: a.data * b.data\n2 * a", None),
        ("Tensor.__mul__ = lambda a, b: a\n2 * a", "Tensor.__rmul__"),
        ("Tensor.__getitem__ = lambda a, i: 3[i]\na[0]", None),
    ],
)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_el_metodo_que_falta(fuente, falto):
    nombres = {"__name__": "__main__"}
    ejecutar_celda(nombres, CLASE)
    with pytest.raises((TypeError, AttributeError)) as error:
        ejecutar_celda(nombres, fuente, "<ipython-input-2-x>")
    assert _lo_que_falto(error.value) == falto


def test_con_un_arreglo_a_la_izquierda_falta_el_reflejado():
    np = pytest.importorskip("numpy")
    nombres = {"__name__": "__main__", "np": np}
    ejecutar_celda(nombres, CLASE + "Tensor.__matmul__ = lambda a, b: a")
    with pytest.raises(TypeError) as error:
        ejecutar_celda(nombres, "np.ones(2) @ a", "<ipython-input-2-x>")
    assert _lo_que_falto(error.value) == "Tensor.__rmatmul__"
