"""Donde falta un paquete, una celda muestra lo que dejó el cuaderno resuelto.

- PyTorch: la marca `%%con_torch` señala una celda que lo usa y que también sirve sin él. Si está,
  la celda corre como cualquier otra (por eso no es una magia, que la ejecutaría por dentro y
  cambiaría sus errores).
- NumPy, en el navegador: la celda que lo importa (a él o a lo nuestro que está hecho con él), y las
  que usan lo que ella no llegó a definir. Si la celda comprueba, dice que aquí no se puede.
- matplotlib, en el navegador: la celda corre entera, y donde iría su figura se ve la guardada.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from minigrad import navegador
from minigrad._recursos import cuadernos
from minigrad.aula.celda.blanco import en_blanco, sin_marcas
from minigrad.aula.celda.cuaderno import Celda, leer, sin_magias
from minigrad.aula.celda.entorno import hay_torch, historia, interprete
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.curso import Curso
from minigrad.aula.juicio.falta import definidos
from minigrad.aula.tarjetas.de_veredicto import SIN_NUMPY
from minigrad.navegador.figuras import hay, se_puede_traer
from minigrad.navegador.guardadas import NoLlego, traer

MARCA = "%%con_torch"
_PARECIDO = 0.6
#: lo que no se puede importar sin NumPy
_CON_NUMPY = ("numpy", "minigrad.tensor", "minigrad.layers", "minigrad.aula.tensor_del_gpt")
#: lo que definirían las celdas que no corrieron
_sin_definir: set[str] = set()


def con_lo_que_hay(lineas: list[str]) -> list[str]:
    """Transforma una celda que usa lo que falta antes de que Python la vea; las demás, iguales."""
    if lineas and lineas[0].strip() == MARCA:
        if hay_torch():
            # un comentario en su lugar, para que los números de línea no cambien
            return [f"# {MARCA}\n", *lineas[1:]]
        return _en_su_lugar("PyTorch", "".join(lineas[1:]))
    if navegador.AQUI and not hay("numpy"):
        cuerpo = "".join(lineas)
        # la que no viene en el cuaderno falla como cualquier otra: así se sabe que no corrió
        if _usa_numpy(cuerpo, _perdidos()) and guardada(activo(), "NumPy", cuerpo):
            return _en_su_lugar("NumPy", cuerpo)
    return lineas


def _en_su_lugar(falta: str, cuerpo: str) -> list[str]:
    modulo = f"__import__({__name__!r}, fromlist=['_'])"
    return [f"{modulo}.mostrar_lo_guardado({falta!r}, {cuerpo!r})\n"]


def mostrar_lo_guardado(falta: str, cuerpo: str) -> None:
    """Escribe lo que esta celda mostró en el cuaderno resuelto."""
    celda = guardada(activo(), falta, cuerpo)
    if celda is not None and falta == "NumPy":
        _sin_definir.update(definidos(celda))
    if falta == "NumPy" and _COMPRUEBA.search(cuerpo):
        print(SIN_NUMPY)  # lo guardado es el «correcto» de la solución
    elif celda is not None and celda.salida:
        dicho = f"{falta} no está instalado aquí. Con él, esta celda mostraría:\n\n{celda.salida}"
        print(dicho, end="")
    elif celda is None or not celda.figuras:
        print(f"{falta} no está instalado aquí, y esta celda lo necesita. Sigue con la próxima.")
    if celda is not None and celda.figuras and navegador.AQUI:
        _publicar(celda, f"{falta} no está instalado aquí")


_COMPRUEBA = re.compile(r"^(?:\w+ = )?comprobar\(", re.MULTILINE)


@lru_cache(maxsize=8)  # se pregunta al llegar la celda y otra vez al mostrarla
def guardada(vigente: Curso, falta: str, cuerpo: str) -> Celda | None:
    """La celda resuelta, de las que usan lo que falta, que más se parece a `cuerpo`."""
    return _la_mas_parecida(_las_que_usan(vigente, falta), cuerpo)


@lru_cache(maxsize=4)  # son cientos, y leerlas todas en cada celda se nota en una página
def _las_que_usan(vigente: Curso, falta: str) -> tuple[Celda, ...]:
    usan = con_torch if falta == "PyTorch" else con_numpy
    return tuple(celda for celdas in _cuadernos(vigente) for celda in usan(celdas))


def con_torch(celdas: Iterable[Celda]) -> Iterator[Celda]:
    """Las celdas de un cuaderno que usan PyTorch."""
    return (celda for celda in celdas if celda.fuente.startswith(MARCA))


def con_numpy(celdas: Iterable[Celda]) -> Iterator[Celda]:
    """Las que importan NumPy, y las que usan lo que esas definen."""
    suyos: set[str] = set()
    for celda in celdas:
        if _usa_numpy(celda.python, suyos):
            suyos |= definidos(celda)
            yield celda


def _usa_numpy(fuente: str, suyos: set[str]) -> bool:
    if not suyos and not any(modulo in fuente for modulo in _CON_NUMPY):
        return False
    try:
        nodos = list(ast.walk(ast.parse(sin_magias(fuente))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(
        (isinstance(n, ast.Import) and any(_lo_necesita(alias.name) for alias in n.names))
        or (isinstance(n, ast.ImportFrom) and _lo_necesita(n.module or ""))
        or (isinstance(n, ast.Name) and n.id in suyos)
        for n in nodos
    )


def _lo_necesita(modulo: str) -> bool:
    return modulo in _CON_NUMPY or modulo.startswith("numpy.")


def _perdidos() -> set[str]:
    """Los nombres que faltan por las celdas que no corrieron, si nadie los definió después."""
    ip = interprete()
    return _sin_definir - set(ip.user_ns if ip else ())


# --- las figuras -------------------------------------------------------------------------------

_NO_ESTA = "Aquí no está matplotlib, que dibuja las figuras"
_SIN_TRAER = "Todavía no se ha descargado matplotlib, que dibuja las figuras"
_DONDE = "En Colab, o con el taller instalado en tu computadora, se dibuja la tuya."
_COMO_TRAERLO = "Para dibujar la tuya, ejecuta `import matplotlib` en una celda y repite esta."


def mostrar_figura_guardada() -> None:
    """En lugar de la figura de la celda que corre, la que dejó el cuaderno resuelto."""
    vigente, cuerpo = activo(), (historia() or [""])[-1]
    con_figura = (celda for celdas in _cuadernos(vigente) for celda in celdas if celda.figuras)
    celda = _la_mas_parecida(con_figura, cuerpo)
    porque, cura = _NO_ESTA, _DONDE
    if se_puede_traer("matplotlib"):
        porque, cura = _SIN_TRAER, _COMO_TRAERLO
    if celda is None:
        print(f"{porque}, y de esta celda no hay ninguna guardada.\n{cura}")
        return
    cual = "" if _parecido(celda, cuerpo) == 1 else " con la celda como venía"
    _publicar(
        celda,
        porque,
        f".\nEsta se guardó con el cuaderno resuelto{cual}: no depende de lo que "
        f"ejecutaste.\n{cura}",
    )


def _publicar(celda: Celda, porque: str, cuales: str = "; esta es la figura guardada.") -> None:
    try:
        figuras = [(tipo, traer(figura)) for tipo, figura in celda.figuras]
    except NoLlego:
        print(f"{porque}, y la que se guardó no llegó: revisa tu conexión y ejecuta otra vez esto.")
        return
    print(f"{porque}{cuales}")
    from IPython.display import publish_display_data

    for tipo, figura in figuras:
        publish_display_data({tipo: figura, "text/plain": "(la figura guardada)"})  # type: ignore[no-untyped-call]


# --- cuál es -----------------------------------------------------------------------------------


def _cuadernos(vigente: Curso) -> Iterator[Iterable[Celda]]:
    """Los del curso y, en el sitio de una clase, lo que de ellos no va sellado."""
    yield from map(vigente.cuaderno, vigente.cuadernos())
    yield from map(leer, sorted(cuadernos("dados").glob("*.ipynb")))


def _la_mas_parecida(celdas: Iterable[Celda], cuerpo: str) -> Celda | None:
    """Entre iguales, la que dice algo: un cuaderno sellado no guarda lo que mostró cada celda."""
    celdas, suyo = [*celdas], _sin_importes(cuerpo)
    iguales = [celda for celda in celdas if suyo in _versiones(celda.fuente)]
    mejor = max(
        iguales or celdas,
        key=lambda c: (_parecido(c, cuerpo, _PARECIDO), bool(c.salida)),
        default=None,
    )
    return mejor if mejor and _parecido(mejor, cuerpo) > _PARECIDO else None


def _parecido(celda: Celda, cuerpo: str, minimo: float = 0.0) -> float:
    """De 0 a 1; si se ve enseguida que no llega al mínimo, 0."""
    suyo = _sin_importes(cuerpo)
    if suyo in _versiones(celda.fuente):
        return 1.0
    mejor = SequenceMatcher(b=suyo)  # lo que se prepara una vez es el segundo
    partes = [0.0]
    for version in _versiones(celda.fuente):
        mejor.set_seq1(version)
        if mejor.real_quick_ratio() > minimo and mejor.quick_ratio() > minimo:
            partes.append(mejor.ratio())
    return max(partes)


@lru_cache(maxsize=4096)
def _versiones(resuelta: str) -> frozenset[str]:
    """Una celda resuelta y la misma en blanco, sin lo que importa."""
    if resuelta.startswith(MARCA):
        resuelta = resuelta.partition("\n")[2]
    return frozenset(_sin_importes(v) for v in (sin_marcas(resuelta), en_blanco(resuelta)))


def _sin_importes(fuente: str) -> str:
    """Lo que distingue a una celda: lo que importa se quita o se pone sin cambiar lo que hace."""
    lineas = [x for x in fuente.splitlines() if not x.startswith(("import ", "from "))]
    return "\n".join(lineas).strip() or fuente.strip()
