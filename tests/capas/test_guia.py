"""Lo que afirma INSTRUCTORES.md es lo que hay: ejercicios, errores, minutos, órdenes y llamadas."""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import re
import shlex
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import taller
from minigrad import aula
from minigrad.aula.cerrojo.politica import leer
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.ordenes import cli

RAIZ = Path(__file__).resolve().parents[2]
GUIA = (RAIZ / "INSTRUCTORES.md").read_text(encoding="utf-8")
PROYECTO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CURSO = activo()
EJERCICIOS = {ejercicio.id: ejercicio for ejercicio in CURSO.todos()}
LECCIONES = sorted(RAIZ.glob("solutions/[0-9][0-9]_*.py"))
LECCIONES = [ruta for ruta in LECCIONES if not ruta.stem.endswith("_practica")]
#: lo que va entre acentos graves o en un bloque de código
CODIGO = re.findall(r"^```\w*\n(.*?)^```", GUIA, re.MULTILINE | re.DOTALL)
CODIGO += re.findall(r"(?<!`)`([^`\n]+)`(?!`)", GUIA)


def parte(titulo: str) -> str:
    """El texto de una parte de la guía, hasta el siguiente título de su nivel o uno mayor."""
    nivel = len(titulo) - len(titulo.lstrip("#"))
    _, hallado, resto = GUIA.partition(f"\n{titulo}")
    assert hallado, titulo
    return re.split(rf"^#{{2,{nivel}}} ", resto, maxsplit=1, flags=re.MULTILINE)[0]


def filas(texto: str) -> list[list[str]]:
    """Las filas de las tablas de un texto, sin sus cabeceras."""
    lineas = [linea for linea in texto.splitlines() if linea.startswith("|")]
    celdas = [[celda.strip() for celda in linea.strip("|").split("|")] for linea in lineas]
    rayas = [i for i, fila in enumerate(celdas) if set(fila[0]) == {"-"}]
    return [fila for i, fila in enumerate(celdas) if i not in rayas and i + 1 not in rayas]


def ids(texto: str) -> list[str]:
    return re.findall(r"`(\d\dp?-[a-z0-9-]+)`", texto)


def ejercicios_de(numero: int) -> tuple[Ejercicio, ...]:
    return CURSO.de_seccion(f"{numero:02}")


# --- ejercicios y errores ----------------------------------------------------------------------


def test_los_ejercicios_citados_existen() -> None:
    citados = set(re.findall(r"(?<![\w-])\d\dp?-[a-z][a-z0-9-]+", GUIA))
    assert citados
    assert not citados - EJERCICIOS.keys()


def test_los_totales() -> None:
    de_leccion = sum(len(CURSO.de_seccion(s)) for s in CURSO.secciones() if not s.endswith("p"))
    practicas = [s for s in CURSO.secciones() if s.endswith("p")]
    dicho = re.search(r"(\d+) lecciones con (\d+) ejercicios y (\d+) prácticas con (\d+)", GUIA)
    assert dicho is not None
    de_practica = sum(len(CURSO.de_seccion(s)) for s in practicas)
    hechos = (len(LECCIONES), de_leccion, len(practicas), de_practica)
    assert tuple(map(int, dicho.groups())) == hechos


@pytest.mark.parametrize("ruta", LECCIONES, ids=lambda ruta: ruta.stem)
def test_cada_leccion_dice_su_titulo_su_tiempo_y_cuantos_ejercicios(ruta: Path) -> None:
    fuente = ruta.read_text(encoding="utf-8")
    titulo = re.search(r"^# # (\d)\. (.+)$", fuente, re.MULTILINE)
    minutos = re.search(r"\*\*Tiempo:\*\*\D*(\d+) minutos", fuente)
    assert titulo is not None
    assert minutos is not None
    cuantos = len(ejercicios_de(int(titulo[1])))
    nombre = f"### Lección {titulo[1]} · {titulo[2]} · {minutos[1]} minutos, {cuantos} ejercicios"
    assert f"\n{nombre}\n" in GUIA


@pytest.mark.parametrize("numero", range(len(LECCIONES)))
def test_los_cinco_errores_de_cada_leccion_tienen_ese_nombre(numero: int) -> None:
    errores = filas(parte(f"### Lección {numero} "))
    assert len(errores) == 5
    propios = {ejercicio.id for ejercicio in ejercicios_de(numero)}
    for celda, nombre, respuesta in errores:
        (id_,) = ids(celda)
        assert id_ in propios
        assert nombre.strip("«»") in [error.nombre for error in EJERCICIOS[id_].errores], id_
        assert "?" in respuesta or respuesta.endswith(".»")


@pytest.mark.parametrize("ruta", LECCIONES, ids=lambda ruta: ruta.stem)
def test_las_preguntas_son_de_secciones_que_existen(ruta: Path) -> None:
    texto = parte(f"### Lección {int(ruta.stem[:2])} ")
    titulos = re.findall(r"^# #+ (\d+(?:\.\d+)?)\.? ", ruta.read_text("utf-8"), re.MULTILINE)
    citadas = re.findall(r"^- (?:Sección )?(\d+(?:\.\d+)?)[:,]", texto, re.MULTILINE)
    assert len(citadas) == 3
    assert not set(citadas) - set(titulos)


# --- los planes --------------------------------------------------------------------------------

PLANES = [("## Tres horas", 180), *((f"### Sesión {k}:", 50) for k in range(1, 7))]


def minuto(texto: str) -> int:
    horas, minutos = texto.split(":")
    return 60 * int(horas) + int(minutos)


@pytest.mark.parametrize(("titulo", "total"), PLANES)
def test_el_plan_cuadra(titulo: str, total: int) -> None:
    """Los bloques se siguen sin huecos, y los ejercicios ocupan hasta dos tercios de cada uno."""
    ahora = 0
    for cuando, que, cuales in filas(parte(titulo)):
        empieza, termina = map(minuto, cuando.split("–"))
        assert empieza == ahora
        assert que
        assert sum(EJERCICIOS[id_].minutos for id_ in ids(cuales)) * 3 <= 2 * (termina - empieza)
        ahora = termina
    assert ahora == total


@pytest.mark.parametrize("sesion", range(1, 7))
def test_cada_sesion_es_de_su_leccion_y_en_orden(sesion: int) -> None:
    orden = [ejercicio.id for ejercicio in ejercicios_de(sesion - 1)]
    en_clase = [id_ for *_, cuales in filas(parte(f"### Sesión {sesion}:")) for id_ in ids(cuales)]
    assert en_clase == sorted(en_clase, key=orden.index)
    assert en_clase


def test_las_tres_horas_siguen_el_orden_del_curso() -> None:
    orden = list(EJERCICIOS)
    citados = [id_ for *_, cuales in filas(parte("## Tres horas")) for id_ in ids(cuales)]
    assert citados == sorted(citados, key=orden.index)


# --- órdenes, llamadas y enlaces ---------------------------------------------------------------


def ordenes(programa: str) -> Iterator[list[str]]:
    """Los argumentos de cada orden citada de un programa."""
    for linea in "\n".join(CODIGO).splitlines():
        hallada = re.match(rf"(?:python3? |py )?{re.escape(programa)} (.+)", linea.strip())
        if hallada:
            yield shlex.split(hallada[1])


def test_las_ordenes_de_minigrad_se_pueden_escribir_asi() -> None:
    citadas = list(ordenes("minigrad"))
    assert citadas
    for nombre, *resto in citadas:
        assert nombre in cli.ORDENES
        interprete = argparse.ArgumentParser(allow_abbrev=False, exit_on_error=False)
        importlib.import_module(f"minigrad.ordenes.{nombre}").configurar(interprete)
        interprete.parse_args(resto)


def test_las_ordenes_de_taller_se_pueden_escribir_asi() -> None:
    citadas = list(ordenes("taller.py"))
    assert citadas
    for pedido in citadas:
        taller.interprete().parse_args(pedido)


def test_las_llamadas_del_aula_se_pueden_hacer_asi() -> None:
    vistas = set()
    for trozo in CODIGO:
        try:
            arbol = ast.parse(trozo)
        except SyntaxError:
            continue
        for nodo in ast.walk(arbol):
            if isinstance(nodo, ast.Call) and isinstance(nodo.func, ast.Name):
                vistas.add(nodo.func.id)
                if nodo.func.id in aula.__all__:
                    nombrados = {k.arg: None for k in nodo.keywords if k.arg}
                    firma = inspect.signature(getattr(aula, nodo.func.id))
                    firma.bind(*nodo.args, **nombrados)
    assert {"diagnostico", "pista", "progreso", "solucion"} <= vistas


def test_el_aula_de_ejemplo_se_entiende() -> None:
    (texto,) = re.findall(r"^```toml\n(.*?)^```", GUIA, re.MULTILINE | re.DOTALL)
    secciones = {id_.partition("-")[0] for id_ in EJERCICIOS}
    politicas = leer(texto, secciones)
    assert not politicas.problemas
    assert [politicas.de(seccion).soluciones for seccion in ("03", "00", "05p")] == [
        "clave", "intento", "fecha",
    ]  # fmt: skip


def ancla(titulo: str) -> str:
    """Como GitHub: minúsculas, sin signos, con guiones por espacios."""
    letras = [x for x in titulo.lower() if x in " -_" or unicodedata.category(x)[0] in "LN"]
    return "".join(letras).strip().replace(" ", "-")


def test_las_anclas_existen() -> None:
    for documento, destino in re.findall(r"\]\(([\w.]*)#([^)]+)\)", GUIA):
        texto = (RAIZ / documento).read_text(encoding="utf-8") if documento else GUIA
        titulos = re.findall(r"^#+ (.+)$", texto, re.MULTILINE)
        assert destino in [ancla(titulo) for titulo in titulos]


def test_lo_que_se_da_al_hub_es_este_paquete() -> None:
    pedidos = re.findall(r"minigrad-taller\[([\w,]+)\](?: @ git\+([^\"`\s]+))?", GUIA)
    assert pedidos
    for extras, direccion in pedidos:
        assert set(extras.split(",")) <= PROYECTO["optional-dependencies"].keys()
        assert direccion in ("", PROYECTO["urls"]["Repository"])
