"""La forma de una fuente: marcas, ejercicios con su comprobación y su título, tamaños.

Cada función mira una sola cosa y da los problemas que encuentra.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from minigrad.aula.celda.blanco import MarcaError, en_blanco, tiene_marcas
from minigrad.aula.celda.tarjeta import Parrafo
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.tarjetas.de_ayuda import bloques_de_pista
from tools.comun import Problema
from tools.fuente import Celda, Fuente, sin_magia

LINEAS_DE_CODIGO = 30
_ETIQUETAS = {"base", "muestra", "nbval-ignore-output", "solucion"}
_ID = re.compile(r"\d\d[a-z]?-[a-z0-9-]+")
_TITULO = re.compile(r"^### Ejercicio (\S+)", re.MULTILINE)
_AYUDA = re.compile(r"""\b(?:comprobar|pista|solucion)\(\s*["'](\d\d[\w-]+)["']""")


def problema(fuente: Fuente, celda: Celda, que: str, dentro: int = 1) -> Problema:
    """Un problema de la línea `dentro` (desde 1) de una celda de la fuente."""
    return Problema(fuente.ruta, celda.linea + dentro - 1 if celda.linea else 0, celda.numero, que)


def marcas(fuente: Fuente) -> Iterator[Problema]:
    """Marcas que no se pueden deshacer: sin cerrar, anidadas o mal escritas."""
    for celda in filter(_con_codigo, fuente.celdas):
        try:
            en_blanco(celda.texto)
        except MarcaError as error:
            que = str(error).split(": ", 1)[1]
            yield problema(fuente, celda, que, error.linea)


def claves(fuente: Fuente) -> Iterator[Problema]:
    """Toda marca va en una celda con `ejercicio=`, y toda celda así tiene un blanco."""
    for celda in fuente.celdas:
        if not celda.es_codigo:
            if "SOLUTION" in celda.texto or celda.ejercicio:
                yield problema(fuente, celda, "una celda de texto no lleva marcas ni `ejercicio=`.")
        elif tiene_marcas(celda.texto) and not celda.ejercicio:
            yield problema(fuente, celda, "hay una marca de solución y falta `ejercicio=`.")
        elif celda.ejercicio and not tiene_marcas(celda.texto):
            yield problema(fuente, celda, f"{celda.ejercicio} no tiene ningún blanco.")


def metadatos(fuente: Fuente) -> Iterator[Problema]:
    """Solo los tipos, las claves y las etiquetas que usamos."""
    for celda in fuente.celdas:
        if celda.tipo not in ("code", "markdown"):
            yield problema(fuente, celda, f"celda de tipo «{celda.tipo}»: solo código o texto.")
        for etiqueta in sorted(set(celda.etiquetas) - _ETIQUETAS):
            yield problema(fuente, celda, f"etiqueta desconocida: «{etiqueta}».")
        for clave in celda.otros:
            yield problema(fuente, celda, f"metadato desconocido: «{clave}».")
        if celda.ejercicio and not _ID.fullmatch(celda.ejercicio):
            yield problema(fuente, celda, f"«{celda.ejercicio}» no tiene la forma NN-tema.")


def lugares(fuente: Fuente) -> Iterator[Problema]:
    """El enlace a Colab y la celda que prepara, una vez cada uno, y ningún otro `{{…}}`."""
    for lugar, codigo in (("{{COLAB}}", False), ("# {{PREPARAR}}", True)):
        celdas = [c for c in fuente.celdas if lugar in c.texto.split("\n")]
        if len(celdas) != 1 or celdas[0].es_codigo != codigo:
            clase = "de código" if codigo else "de texto"
            que = f"`{lugar}` va solo en su línea, en una única celda {clase}."
            yield Problema(fuente.ruta, 0, 0, que)
    for celda in fuente.celdas:
        resto = celda.texto.replace("{{COLAB}}", "").replace("# {{PREPARAR}}", "")
        for nombre in re.findall(r"\{\{[A-Z]+\}\}", resto):
            yield problema(fuente, celda, f"nadie llena `{nombre}`.")


def blancos_compilan(fuente: Fuente) -> Iterator[Problema]:
    """El cuaderno intacto corre de punta a punta, así que cada blanco es Python válido."""
    for celda in filter(_es_python, fuente.celdas):
        try:
            compile(sin_magia(en_blanco(celda.texto)), "<blanco>", "exec", dont_inherit=True)
        except SyntaxError as error:
            que = f"en blanco no es Python válido ({error.msg}, línea {error.lineno})."
            yield problema(fuente, celda, que)


def tamanos(fuente: Fuente) -> Iterator[Problema]:
    """Ninguna celda de código vacía ni de más de treinta líneas."""
    for celda in filter(_con_codigo, fuente.celdas):
        lineas = celda.texto.count("\n") + 1
        if lineas > LINEAS_DE_CODIGO:
            yield problema(fuente, celda, f"{lineas} líneas de código; el máximo es 30.")
        if not celda.texto.strip():
            yield problema(fuente, celda, "celda de código vacía.")


def comprobaciones(fuente: Fuente) -> Iterator[Problema]:
    """Tras cada ejercicio, una celda que empieza por comprobarlo, y quizás recoge la pieza."""
    codigos = [celda for celda in fuente.celdas if celda.es_codigo]
    for celda, siguiente in zip(codigos, [*codigos[1:], None], strict=True):
        if celda.ejercicio:
            hallado = _primera_instruccion(siguiente.texto) if siguiente else None
            esperado = rf'(?:(\w+) = )?comprobar\("{celda.ejercicio}", (\w+)\)'
            partes = re.fullmatch(esperado, hallado or "")
            if partes is None or partes[1] not in (None, partes[2]):
                que = f'después de {celda.ejercicio} va `x = comprobar("{celda.ejercicio}", x)`.'
                yield problema(fuente, siguiente or celda, que)


def titulos(fuente: Fuente) -> Iterator[Problema]:
    """Antes de cada ejercicio, salvo los de repaso, su línea de título; y ninguna de sobra."""
    desde = 0
    for indice, celda in enumerate(fuente.celdas):
        if celda.ejercicio:
            previas, desde = fuente.celdas[desde:indice], indice + 1
            bien = rf"### Ejercicio {celda.ejercicio} · .+ · (★☆☆|★★☆|★★★) · \d+ min"
            hay = any(re.fullmatch(bien, linea) for linea in _lineas(previas))
            if not hay and "-repaso-" not in celda.ejercicio:
                linea = f"### Ejercicio {celda.ejercicio} · Título · ★☆☆ · 5 min"
                yield problema(fuente, celda, f"antes falta la línea «{linea}».")
    escritos = {celda.ejercicio for celda in fuente.celdas}
    for celda in fuente.celdas:
        for id_ in [] if celda.es_codigo else _TITULO.findall(celda.texto):
            if id_ not in escritos:
                yield problema(fuente, celda, f"hay título y no hay celda del ejercicio {id_}.")


def repasos(fuente: Fuente) -> Iterator[Problema]:
    """Antes de cada pregunta de repaso, la línea que empieza por el nombre que dice su tarjeta."""
    desde = 0
    for indice, celda in enumerate(fuente.celdas):
        hallado = re.fullmatch(r"\d\dp?-repaso-(\d+)", celda.ejercicio or "")
        if hallado:
            inicio = f"**Repaso {hallado[1]}.** "
            previas = _lineas(fuente.celdas[desde:indice])
            if not any(linea.startswith(inicio) for linea in previas):
                yield problema(fuente, celda, f"antes falta una línea que empiece «{inicio}…».")
        desde = indice + 1 if celda.ejercicio else desde


def inventario(fuente: Fuente, datos: Mapping[str, Ejercicio], catalogo: str) -> Iterator[Problema]:
    """Los ejercicios del cuaderno y los de sus datos son los mismos y van en el mismo orden."""
    escritos = {c.ejercicio: c for c in fuente.celdas if c.ejercicio}
    for id_, celda in escritos.items():
        if id_ not in datos:
            yield problema(fuente, celda, f"{id_} no está en {catalogo}.")
    for id_ in datos:
        if id_ not in escritos:
            yield Problema(catalogo, 0, 0, f"{id_} no tiene celda en {fuente.ruta}.")
    comunes = [id_ for id_ in escritos if id_ in datos]
    if comunes != [id_ for id_ in datos if id_ in escritos]:
        yield Problema(catalogo, 0, 0, f"los ejercicios no van en el orden de {fuente.ruta}.")


def pistas(datos: Mapping[str, Ejercicio], catalogo: str) -> Iterator[Problema]:
    """El código de una pista va en su propio renglón, o entre acentos graves: así se ve y corre."""
    for id_, ejercicio in datos.items():
        for numero, pista in enumerate(ejercicio.pistas, start=1):
            prosa = [b.texto for b in bloques_de_pista(pista) if isinstance(b, Parrafo)]
            sueltos = (_CODIGO.search(re.sub(r"`[^`]*`", "", texto)) for texto in prosa)
            for hallado in filter(None, sueltos):
                que = f"la pista {numero} dice `{hallado[0]}` fuera de un renglón de código."
                yield Problema(catalogo, 0, 0, f"{id_}: {que}")


#: lo que en una frase solo puede ser código
_CODIGO = re.compile(
    r"\bself\.\w+|\breturn\b|^\s*(?:for|if|while|def)\b.*:|\w\(\)|\bmath\.\w+|…\]|;\s*\w+ = "
)


def repetidos(fuentes: Sequence[Fuente]) -> Iterator[Problema]:
    """Un id nombra un solo ejercicio en todo el taller."""
    primero: dict[str, str] = {}
    for fuente in fuentes:
        for celda in fuente.celdas:
            if celda.ejercicio in primero:
                donde = primero[celda.ejercicio]
                yield problema(fuente, celda, f"{celda.ejercicio} ya está en {donde}.")
            elif celda.ejercicio:
                primero[celda.ejercicio] = f"{fuente.ruta}:{celda.linea}"


def ayudas(fuente: Fuente, conocidos: set[str]) -> Iterator[Problema]:
    """`comprobar`, `pista` y `solucion` nombran ejercicios que existen."""
    for celda in fuente.celdas:
        for dentro, linea in enumerate(celda.texto.split("\n"), start=1):
            for id_ in _AYUDA.findall(linea):
                if id_ not in conocidos:
                    yield problema(fuente, celda, f"no existe el ejercicio «{id_}».", dentro)


def _con_codigo(celda: Celda) -> bool:
    return celda.es_codigo


def _es_python(celda: Celda) -> bool:
    """Una magia de celda puede ser de otro lenguaje; `%%con_torch` es nuestra y es Python."""
    otra = celda.texto.startswith("%%") and not celda.texto.startswith("%%con_torch")
    return celda.es_codigo and not otra


def _lineas(celdas: Sequence[Celda]) -> set[str]:
    return {linea for celda in celdas if not celda.es_codigo for linea in celda.texto.split("\n")}


def _primera_instruccion(texto: str) -> str | None:
    """La primera instrucción, escrita de una sola manera; nada si no es Python."""
    try:
        cuerpo = ast.parse(sin_magia(texto)).body
    except SyntaxError:
        return None
    return ast.unparse(cuerpo[0]).replace("'", '"') if cuerpo else None
