"""De una celda resuelta salen el blanco y la solución limpia; una marca mal puesta se señala."""

import pytest

from minigrad.aula.celda.blanco import (
    MarcaError,
    en_blanco,
    lineas_de_solucion,
    sin_marcas,
    tiene_marcas,
)

FUNCION = """def doble(x):
    \"\"\"El doble de x.\"\"\"
    ### BEGIN SOLUTION
    y = x + x
    return y
    ### END SOLUTION

print(doble(2))"""


def test_un_bloque_se_vuelve_invitacion_y_puntos_con_su_sangria():
    assert en_blanco(FUNCION) == (
        'def doble(x):\n    """El doble de x."""\n'
        "    # Escribe tu código aquí\n    ...\n\nprint(doble(2))"
    )


def test_la_solucion_se_muestra_sin_marcas():
    limpia = sin_marcas(FUNCION)
    assert "SOLUTION" not in limpia
    assert "    y = x + x\n    return y\n" in limpia
    assert sin_marcas("x = 3 * 4  # SOLUTION") == "x = 3 * 4"


@pytest.mark.parametrize(
    ("resuelta", "blanco"),
    [
        ("x = 3 * 4  # SOLUTION", "x = ..."),
        ("    x = 3 * 4 # SOLUTION", "    x = ..."),
        ("x = (1 + 2) * 3  #SOLUTION", "x = ..."),
        ("x = ((1 + 2))  # SOLUTION", "x = ..."),
        ("x = (1, 2)  # SOLUTION", "x = ..."),
        ("a, b = 1, 2  # SOLUTION", "a, b = ..., ..."),
        ("a = b = 1  # SOLUTION", "a = b = ..."),
        ("x: float = 1.5  # SOLUTION", "x: float = ..."),
        ("    return x + 1  # SOLUTION", "    return ..."),
        ("nodo.grad = 'a = b'  # SOLUTION", "nodo.grad = ..."),
        ("niño['año'] = 'sí'  # SOLUTION", "niño['año'] = ..."),
        ("f(3)  # SOLUTION", "..."),
        ("x = [n == 1 for n in y]  # SOLUTION", "x = ..."),
        ("x = lambda t=1: t  # SOLUTION", "x = ..."),
    ],
)
def test_una_linea_conserva_la_izquierda(resuelta, blanco):
    assert en_blanco(resuelta) == blanco
    compile(blanco.strip() if "return" not in blanco else "0", "<blanco>", "exec")


def test_varias_marcas_en_una_celda():
    fuente = f"x = 1  # SOLUTION\ny = 2\n{FUNCION}\nz = 3  # SOLUTION"
    assert en_blanco(fuente).count("...") == 3
    assert "y = 2" in en_blanco(fuente)
    assert lineas_de_solucion(fuente) == ["x = 1", "y = x + x", "return y", "z = 3"]


def test_sin_marcas_no_cambia_nada():
    fuente = "x = 1\n\n# una solución en prosa\n"
    assert en_blanco(fuente) == sin_marcas(fuente) == fuente
    assert not tiene_marcas(fuente)
    assert tiene_marcas(FUNCION)


@pytest.mark.parametrize(
    ("fuente", "linea", "dice"),
    [
        ("x = 1\n### BEGIN SOLUTION\ny = 2", 2, "END SOLUTION"),
        ("### END SOLUTION", 1, "no cierra"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", 2, "dentro de otro"),
        ("### BEGIN SOLUTION\nx = 1  # SOLUTION\n### END SOLUTION", 2, "empieza en 1"),
        ("x = 1\nfor i in x:  # SOLUTION", 2, "usa un bloque"),
        ("x += 1  # SOLUTION", 1, "usa un bloque"),
        ("x = 1; y = 2  # SOLUTION", 1, "una línea"),
        ("# BEGIN SOLUTION\nx = 1", 1, "mal escrita"),
        ("x = (\n    1\n)  # SOLUTION", 3, "una línea"),
    ],
)
def test_una_marca_mal_puesta_se_dice_con_su_linea(fuente, linea, dice):
    with pytest.raises(MarcaError, match=dice) as caso:
        en_blanco(fuente)
    assert caso.value.linea == linea
    assert f"línea {linea}" in str(caso.value)
