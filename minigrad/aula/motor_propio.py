"""Del cuaderno a un archivo: escribe el motor del aprendiz como un módulo que se puede importar.

El cuaderno arma la clase, `Value` o `Tensor`, por partes: una función por ejercicio, colgada de la
clase. Aquí se recogen esas funciones con su texto, tal como el aprendiz las escribió, y se ponen en
una clase. Lo que todavía es prestado lleva al lado un comentario que lo dice.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import linecache
import math
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from minigrad._archivos import apartar, escribir
from minigrad.aula.celda.codigo import funcion_de, globales, ligada, miembros
from minigrad.aula.celda.herencia import recuperar
from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.solucionario import ARCHIVO_NUESTRO

ENCABEZADO = '"""Mi motor de autodiferenciación, escrito en la lección {} de Mini-Grad."""\n'
#: de cada clase, en qué lección se escribe, qué es y en qué archivo va
_MOTORES = {
    "Value": ("4", "Un número que recuerda de qué operación salió.", "mi_minigrad.py"),
    "Tensor": ("6", "Un arreglo que recuerda de qué operación salió.", "mi_tensor.py"),
}


class MotorIncompleto(ValueError):
    """La clase no se puede escribir: le falta algo o no se encuentra su texto."""


def _de(clase: type) -> tuple[str, str, str]:
    return _MOTORES.get(clase.__name__, _MOTORES["Value"])


def escribir_motor(clase: type, ruta: str = "") -> None:
    """Escribe la clase y las funciones que usa; si ya había otro motor, lo conserva.

    Si no se dice dónde, va en `mi_minigrad.py` o, si es `Tensor`, en `mi_tensor.py`. El archivo
    anterior, si era distinto, queda al lado con la fecha y la hora en el nombre; si ya estaba
    guardado así, no se guarda dos veces.
    Lanza `MotorIncompleto` si no encuentra el texto de alguna función.
    """
    recuperar(clase)
    ruta = ruta or _de(clase)[2]
    destino = Path(ruta)
    texto = texto_del_motor(clase)
    _exigir_que_se_importe(texto, destino.stem)
    if destino.exists() and destino.read_text("utf-8") == texto:
        print(f"{ruta} ya tenía este mismo motor.")
    else:
        guardado = _ya_guardado(destino)
        if guardado is None and destino.exists():
            guardado = apartar(destino)
        if guardado is not None:
            print(f"Había otro motor: lo conservé en {guardado.name}.")
        escribir(destino, texto)
        metodos = dict(_metodos(clase))
        print(f"Listo: {ruta} tiene la clase {clase.__name__}, con {len(metodos)} métodos.")
    ajenos = prestados(clase)
    if ajenos:
        print(_AVISO.format(nombres=", ".join(f"{n} ({id_})" for n, id_ in ajenos.items())))


def _ya_guardado(destino: Path) -> Path | None:
    """El respaldo que dice lo mismo que el archivo de ahora, si lo hay: otro igual sobraría."""
    if not destino.exists():
        return None
    ahora = destino.read_bytes()
    respaldos = sorted(destino.parent.glob(f"{destino.stem}.[0-9]*{destino.suffix}"))
    return next((r for r in respaldos if r.is_file() and r.read_bytes() == ahora), None)


_AVISO = (
    "Sigue prestado: {nombres}.\nCuando lo corrijas, vuelve a ejecutar esta celda y será el tuyo."
)


def _exigir_que_se_importe(texto: str, modulo: str) -> None:
    try:
        with acotado(_SEGUNDOS):
            exec(compile(texto, f"{modulo}.py", "exec"), {"__name__": modulo})
    except (Exception, TiempoAgotado) as error:
        raise MotorIncompleto(
            f"El archivo no se podría importar: {type(error).__name__}: {error}. No lo escribí. "
            "Lo que tu clase usa debe estar en este cuaderno, fuera de otras funciones."
        ) from None


#: lo que se espera a que un archivo de motor se importe; son milésimas
_SEGUNDOS = 5.0


def importar_motor(ruta: str = "mi_minigrad.py") -> ModuleType:
    """Importa el motor recién escrito, aunque ya se hubiera importado antes."""
    archivo = Path(ruta)
    if not archivo.exists():
        raise FileNotFoundError(
            f"No existe {ruta}. Ejecuta primero la celda con escribir_motor(…)."
        )
    carpeta = str(archivo.resolve().parent)
    if carpeta not in sys.path:
        sys.path.insert(0, carpeta)
    importlib.invalidate_caches()
    # dos versiones del mismo segundo y del mismo largo se confunden en el archivo compilado
    Path(importlib.util.cache_from_source(str(archivo.resolve()))).unlink(missing_ok=True)
    sys.modules.pop(archivo.stem, None)
    _textos[archivo.stem] = archivo.read_text("utf-8")
    return importlib.import_module(archivo.stem)


#: lo que decía cada motor cuando se importó
_textos: dict[str, str] = {}


def cambio_despues(clase: type) -> str:
    """El nombre del archivo de un motor, si ya no dice lo que decía al importarlo; si no, «»."""
    donde = getattr(sys.modules.get(clase.__module__), "__file__", None)
    archivo = Path(donde) if donde and clase.__module__ in _textos else None
    if archivo is None or not archivo.is_file():
        return ""
    return "" if archivo.read_text("utf-8") == _textos[archivo.stem] else archivo.name


def texto_del_motor(clase: type) -> str:
    """El módulo entero: lo que importa, las funciones sueltas que la clase usa y la clase."""
    metodos = dict(_metodos(clase))
    sueltas = _sueltas(metodos.values(), clase)
    todas = [*metodos.values(), *sueltas.values()]
    previas = set(_previas(todas, sueltas, clase))
    if any(map(_es_oculto, todas)):
        previas.add(f"from {__name__} import {prestada.__name__}")
    grupos = [
        ENCABEZADO.format(_de(clase)[0]).rstrip(),
        "\n".join(sorted(previas, key=_imports_primero)),
    ]
    piezas = [_como(nombre, funcion).rstrip() for nombre, funcion in sueltas.items()]
    cuerpo = "\n".join(textwrap.indent(texto, "    ") for texto in _cuerpo(clase))
    piezas.append(f"{_clase(clase)}\n{cuerpo}".rstrip())
    return "\n\n".join(filter(None, grupos)) + "\n\n\n" + "\n\n\n".join(piezas) + "\n"


# --- lo prestado -----------------------------------------------------------------------------

_PRESTADO = "# Prestado: es la versión de referencia del ejercicio "


def prestados(clase: type) -> dict[str, str]:
    """Lo que no escribió el aprendiz, y de qué ejercicio es: métodos y funciones que usan."""
    return dict(codigos_prestados(clase).values())


def codigos_prestados(clase: type) -> dict[CodeType, tuple[str, str]]:
    """El código prestado de un motor, del cuaderno o de un archivo: su nombre y su ejercicio."""
    metodos = dict(_metodos(clase))
    hallados: dict[CodeType, tuple[str, str]] = {}
    for nombre, funcion in [*metodos.items(), *_sueltas(metodos.values(), clase).items()]:
        id_ = _prestado_de(funcion)
        if id_:
            hallados.setdefault(funcion.__code__, (nombre, id_))
    return hallados


def _prestado_de(funcion: FunctionType) -> str:
    """De qué ejercicio es la referencia que se prestó; vacío si no es prestada."""
    nuestra = _NUESTRO.match(funcion.__code__.co_filename)
    if nuestra:
        return nuestra["id"]
    try:
        comentario = inspect.getcomments(funcion) or ""
    except (OSError, TypeError):
        return ""
    marcas = [x for x in comentario.splitlines() if x.startswith(_PRESTADO)]
    return marcas[-1].removeprefix(_PRESTADO).partition(".")[0] if marcas else ""


#: lo que se compiló de la celda de un ejercicio, y no de una celda dada
_NUESTRO = re.compile(re.escape(ARCHIVO_NUESTRO) + r"(?P<id>\d\dp?-[\w-]+)[ >]")


def _metodos(clase: type) -> Iterator[tuple[str, FunctionType]]:
    for nombre, valor in miembros(clase).items():
        funcion = funcion_de(valor)
        if funcion is not None:
            yield nombre, funcion


def _clase(clase: type) -> str:
    doc = (clase.__doc__ or "").strip()
    linea = doc.splitlines()[0] if doc else _de(clase)[1]
    return f'class {clase.__name__}:\n    """{linea}"""\n'


def _cuerpo(clase: type) -> Iterator[str]:
    """Cada método con su texto; si la misma función va con dos nombres, el segundo es un alias."""
    vistos: dict[int, str] = {}
    for nombre, valor in miembros(clase).items():
        funcion = funcion_de(valor)
        if funcion is None:
            if nombre not in _DE_PYTHON and isinstance(valor, _SIMPLES):
                yield f"{nombre} = {valor!r}\n"
            continue
        primero = vistos.setdefault(id(valor), nombre)
        yield f"{nombre} = {primero}\n" if primero != nombre else _metodo(nombre, funcion, valor)


#: los atributos que Python pone solo en toda clase
_DE_PYTHON = {*vars(type("_", (), {})), "__qualname__", "__firstlineno__", "__static_attributes__"}
_SIMPLES = (int, float, str, tuple, type(None))


def _metodo(nombre: str, funcion: FunctionType, valor: Any) -> str:
    if funcion.__name__ == "<lambda>" and not _es_oculto(funcion):
        texto = f"{nombre} = {_texto_de_lambda(funcion)}\n"
    else:
        texto = re.sub(r"(?m)^def\s+\w+", f"def {nombre}", _como(nombre, funcion), count=1)
    envoltura = type(valor).__name__
    if envoltura in ("property", "staticmethod", "classmethod") and f"@{envoltura}" not in texto:
        texto += f"{nombre} = {envoltura}({nombre})\n"
    return texto


# --- lo prestado en un paquete de clase, que no se puede leer --------------------------------


def prestada(id_: str, camino: str, espacio: dict[str, Any]) -> FunctionType:
    """La función que presta un ejercicio, para que use los nombres de `espacio`.

    Un motor escrito en el paquete de una clase la llama donde falta algo del aprendiz.
    """
    nombre, *atributos = camino.split(".")
    objeto: Any = activo().referencia(activo().buscar(id_))[nombre]
    for atributo in atributos:
        objeto = vars(objeto)[atributo]
    funcion: FunctionType = ligada(funcion_de(objeto), espacio)
    return funcion


def _es_oculto(funcion: FunctionType) -> bool:
    """Dice si es prestada y su texto no se puede leer."""
    archivo = funcion.__code__.co_filename
    return archivo.startswith(ARCHIVO_NUESTRO) and archivo not in linecache.cache


def _como(nombre: str, funcion: FunctionType) -> str:
    """El texto de una función o, si es oculta, cómo pedirla; si es prestada, lo dice encima."""
    id_ = _prestado_de(funcion)
    aviso = f"{_PRESTADO}{id_}. Cuando lo corrijas, será el tuyo.\n" if id_ else ""
    if not _es_oculto(funcion):
        return aviso + _texto(funcion)
    pedir = f'{prestada.__name__}("{id_}", "{funcion.__qualname__}", globals())'
    return f"{aviso}{nombre} = {pedir}\n"


def _texto(funcion: FunctionType) -> str:
    try:
        return textwrap.dedent(inspect.getsource(funcion)).rstrip() + "\n"
    except (OSError, TypeError):
        raise MotorIncompleto(
            f"No encuentro el texto de `{funcion.__name__}`. Vuelve a ejecutar la celda donde la "
            "escribiste y después esta."
        ) from None


def _texto_de_lambda(funcion: FunctionType) -> str:
    """`Value.neg = lambda a: a * -1` → `lambda a: a * -1`."""
    nodos = [n for n in ast.walk(ast.parse(_texto(funcion))) if isinstance(n, ast.Lambda)]
    if len(nodos) != 1:
        raise MotorIncompleto("Hay varias `lambda` en una línea: escríbelas con `def`.")
    return ast.unparse(nodos[0])


def _sueltas(metodos: Iterable[FunctionType], clase: type) -> dict[str, FunctionType]:
    """Las funciones del cuaderno que usan los métodos, y las que usan esas."""
    sueltas: dict[str, FunctionType] = {}
    por_ver = list(metodos)
    while por_ver:
        funcion = por_ver.pop(0)
        for nombre, valor in _de_fuera(funcion, clase):
            if _es_suelta(valor, funcion) and nombre not in sueltas:
                sueltas[nombre] = valor
                por_ver.append(valor)
    return sueltas


def _previas(
    funciones: Iterable[FunctionType], sueltas: Mapping[str, FunctionType], clase: type
) -> Iterator[str]:
    """Las líneas que van antes: `import math`, `H = 0.1`."""
    for funcion in funciones:
        for nombre, valor in _de_fuera(funcion, clase):
            if nombre not in sueltas and not _es_suelta(valor, funcion):
                yield _linea_previa(nombre, valor)


def _de_fuera(funcion: FunctionType, clase: type) -> Iterator[tuple[str, Any]]:
    """Los nombres del cuaderno que usa una función, con su valor."""
    nombres = globales(funcion.__code__) | _de_la_firma(funcion)
    for nombre in sorted(nombres & funcion.__globals__.keys() - {clase.__name__}):
        if funcion.__globals__[nombre] is not clase:
            yield nombre, funcion.__globals__[nombre]


def _de_la_firma(funcion: FunctionType) -> set[str]:
    """Los nombres de los valores por omisión y los decoradores, que se buscan al definirla."""
    try:
        definida = ast.parse(_texto(funcion)).body[0]
    except (MotorIncompleto, SyntaxError):
        return set()
    if not isinstance(definida, ast.FunctionDef):
        return set()
    partes = [definida.args, *definida.decorator_list, *filter(None, [definida.returns])]
    return {n.id for parte in partes for n in ast.walk(parte) if isinstance(n, ast.Name)}


def _es_suelta(valor: Any, funcion: FunctionType) -> bool:
    return isinstance(valor, FunctionType) and valor.__module__ == funcion.__module__


def _imports_primero(linea: str) -> tuple[bool, bool, str]:
    """`import math` va antes que `from math import log`, y las constantes al final."""
    return not linea.startswith(("import ", "from ")), linea.startswith("from "), linea


def _linea_previa(nombre: str, valor: Any) -> str:
    if isinstance(valor, ModuleType):
        modulo = valor.__name__
        return f"import {modulo}" if modulo == nombre else f"import {modulo} as {nombre}"
    if isinstance(valor, float) and not math.isfinite(valor):
        return f'{nombre} = float("{valor}")'
    if isinstance(valor, float):  # también un número de NumPy
        return f"{nombre} = {float(valor)!r}"
    if isinstance(valor, int | str | None):
        return f"{nombre} = {valor!r}"
    # las funciones que NumPy hace en C no dicen de dónde son
    modulo = getattr(valor, "__module__", None) or type(valor).__module__
    propio = getattr(valor, "__name__", nombre)
    if getattr(sys.modules.get(modulo), propio, None) is valor and modulo != "__main__":
        alias = "" if propio == nombre else f" as {nombre}"
        return f"from {modulo} import {propio}{alias}"
    raise MotorIncompleto(
        f"Tu clase usa `{nombre}`, y no sé escribirlo en el archivo: ponlo dentro de una función."
    )
