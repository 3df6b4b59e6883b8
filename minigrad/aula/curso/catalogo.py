"""El catálogo de un cuaderno: errores conocidos, pistas y porqués, escritos en texto.

    ## 03-sumar
    observar: observar_sumar
    errores: COMUNES menos «nota al revés», DE_DOS_OPERANDOS

    - acumula solo en self | `otro.grad +=` → `otro.grad =`
      Acumulas en `self`, pero en `otro` todavía borras lo que había.
    - no suma := `def sumar(self, otro): ...`
      Falta escribir la cuenta.

    1. ¿Qué cambiarías para que la segunda línea no borre lo que puso la primera?
    > Cada uso del nodo aporta una parte, y las partes se suman.

Un error es un nombre y, en el renglón siguiente, su mensaje. `viejo → nuevo` cambia la solución
(`⏎` es un salto de línea); `:= código`, o un bloque con más sangría, la reemplaza; `- = 6` es la
respuesta equivocada `6`. `1.` es una pista y `>` el porqué. Un encabezado en mayúsculas es un
grupo de errores, que otros ejercicios piden con `errores:`. Los acentos graves guardan los
espacios. Lo que dice el cuaderno (título, estrellas, variable…) no se repite aquí.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from minigrad.aula.curso.ejercicio import Ejercicio, Error
from minigrad.aula.curso.enunciado import Enunciado
from minigrad.aula.huella.observar import Observar
from minigrad.aula.observadores import modulos
from minigrad.aula.observadores.respuestas import observar_opcion, observar_respuesta

#: lo que se perdona al comparar un número que se pide, si no se dice otra cosa
_MILESIMA = 1e-3
_CAMPOS = ("observar", "tipo", "tolerancia", "segundos", "requiere", "parte", "errores")
_GRUPO = re.compile(r"[A-Z][A-Z_]+")
_CAMBIO = r"\s*\|\s*(`[^`]+`|[^`|→]+?)\s*→\s*(`[^`]*`|[^`|→]*?)(?=\s*\||\s*$)"

Grupos = Mapping[str, tuple[Error, ...]]


class CatalogoDanado(ValueError):
    """Algo del texto no se entiende; dice el archivo, la línea y el ejercicio."""


@dataclass
class _Punto:
    """Un error, una pista o un porqué: su primera línea y las que la siguen, más adentro."""

    linea: int
    marca: str
    texto: str
    cuerpo: list[str] = field(default_factory=list)


@dataclass
class _Ficha:
    """Lo escrito bajo un encabezado, sin interpretar."""

    linea: int
    id: str
    campos: dict[str, str] = field(default_factory=dict)
    puntos: list[_Punto] = field(default_factory=list)


def leer(
    texto: str, archivo: str, de_cuaderno: Mapping[str, Enunciado], ajenos: Grupos
) -> tuple[dict[str, Ejercicio], Grupos]:
    """Los ejercicios, en el orden del texto, y los grupos de errores que se pueden usar.

    `ajenos` son los grupos de la lección, para su práctica. Lanza `CatalogoDanado`.
    """
    ejercicios: dict[str, Ejercicio] = {}
    grupos, vistos = dict(ajenos), set()
    for ficha in _fichas(texto, archivo):
        lector = _Lector(archivo, ficha, grupos)
        if ficha.id in vistos:
            raise lector.fallo(ficha.linea, "ya está más arriba")
        vistos.add(ficha.id)
        if _GRUPO.fullmatch(ficha.id):
            grupos[ficha.id] = tuple(lector.errores("…"))
        elif ficha.id not in de_cuaderno:
            raise lector.fallo(ficha.linea, "no tiene celda en su cuaderno, o nadie la comprueba")
        else:
            ejercicios[ficha.id] = lector.ejercicio(de_cuaderno[ficha.id])
    return ejercicios, grupos


def _fichas(texto: str, archivo: str) -> Iterator[_Ficha]:
    ficha: _Ficha | None = None
    for numero, linea in enumerate([*texto.split("\n"), "## fin"], start=1):
        if linea.startswith("## "):
            if ficha is not None:
                yield ficha
            id_, _, titulo = linea[3:].strip().partition(" · ")
            if titulo:
                que = f"sobra «{titulo}»: el título es el que se ve en el cuaderno"
                raise CatalogoDanado(f"{archivo}, línea {numero}, {id_}: {que}.")
            ficha = _Ficha(numero, id_)
        elif ficha is not None and (que := _anadir(ficha, numero, linea)):
            raise CatalogoDanado(f"{archivo}, línea {numero}, {ficha.id}: {que}.")


def _anadir(ficha: _Ficha, numero: int, linea: str) -> str:
    """Pone una línea donde va; si no tiene sentido ahí, dice por qué."""
    punto = re.match(r"(-|\d+\.|>)(?: (.*)|$)", linea)
    campo = re.match(r"(\w+): (.+)$", linea)
    if punto:
        ficha.puntos.append(_Punto(numero, punto[1][-1], punto[2] or ""))
    elif ficha.puntos and (linea.startswith("  ") or not linea.strip()):
        ficha.puntos[-1].cuerpo.append(linea)
    elif campo and campo[1] in _CAMPOS and not ficha.puntos:
        if campo[1] in ficha.campos:
            return f"`{campo[1]}` está dos veces"
        ficha.campos[campo[1]] = campo[2].strip()
    elif linea.strip():
        return f"no entiendo «{linea.strip()}»"
    return ""


class _Lector:
    """Interpreta una ficha; todo tropiezo dice dónde."""

    def __init__(self, archivo: str, ficha: _Ficha, grupos: Grupos) -> None:
        self._archivo, self._ficha, self._grupos = archivo, ficha, grupos

    def fallo(self, linea: int, que: str) -> CatalogoDanado:
        return CatalogoDanado(f"{self._archivo}, línea {linea}, {self._ficha.id}: {que}.")

    def ejercicio(self, dicho: Enunciado) -> Ejercicio:
        campos = self._ficha.campos
        tipo = campos.get("tipo") or self._tipo(dicho)
        tolerancia = _MILESIMA if tipo == "numero" else Ejercicio.tolerancia
        return Ejercicio(
            id=dicho.id,
            titulo=dicho.titulo,
            nombre=dicho.nombre,
            observar=self._observador(tipo),
            errores=self._todos(dicho.nombre),
            pistas=tuple(_parrafo(p, 3) for p in self._ficha.puntos if p.marca == "."),
            porque="\n".join(p.texto for p in self._ficha.puntos if p.marca == ">"),
            dificultad=dicho.dificultad,
            minutos=dicho.minutos,
            tipo=tipo,
            pieza=dicho.pieza,
            parte=campos.get("parte") or dicho.parte,
            requiere=tuple(re.findall(r"[\w-]+", campos.get("requiere", ""))),
            tolerancia=self._decimal("tolerancia", tolerancia),
            segundos=self._decimal("segundos", Ejercicio.segundos),
            torch=dicho.torch,
        )

    def _tipo(self, dicho: Enunciado) -> str:
        if "-repaso-" in dicho.id:
            return "repaso"
        if "observar" in self._ficha.campos:
            return "codigo"
        return "opcion" if dicho.clase == "letras" else "numero"

    def _observador(self, tipo: str) -> Observar:
        nombre = self._ficha.campos.get("observar")
        if nombre is None:
            return observar_respuesta if tipo == "numero" else observar_opcion
        posibles = modulos(self._ficha.id[:2], self._ficha.id[2:3] == "p")
        suyos = [modulo for modulo in posibles if importlib.util.find_spec(modulo)]
        for modulo in map(importlib.import_module, suyos):
            if hasattr(modulo, nombre):
                observar: Observar = getattr(modulo, nombre)
                return observar
        donde = " ni en ".join(f"{modulo.replace('.', '/')}.py" for modulo in suyos or posibles)
        raise self.fallo(self._ficha.linea, f"`{nombre}` no está en {donde}")

    def _decimal(self, campo: str, si_no: float) -> float:
        try:
            return float(self._ficha.campos.get(campo, si_no))
        except ValueError:
            raise self.fallo(self._ficha.linea, f"`{campo}` lleva un número") from None

    # --- los errores -------------------------------------------------------------------------

    def _todos(self, variable: str) -> tuple[Error, ...]:
        todos = (*self._de_grupos(), *self.errores(variable))
        nombres = [error.nombre for error in todos]
        repetido = next((n for n in nombres if nombres.count(n) > 1), None)
        if repetido is not None:
            raise self.fallo(self._ficha.linea, f"hay dos errores «{repetido}»")
        return todos

    def errores(self, variable: str) -> Iterator[Error]:
        """Los que la ficha escribe; `variable` es a la que se da una respuesta `- = 6`."""
        for punto in self._ficha.puntos:
            if punto.marca == "-":
                lugar = f"{self._archivo}, línea {punto.linea}"
                yield replace(self._error(punto, variable), lugar=lugar)

    def _error(self, punto: _Punto, variable: str) -> Error:
        codigo, mensaje = _partir(punto.cuerpo)
        if not mensaje:
            raise self.fallo(punto.linea, f"a «{punto.texto}» le falta su mensaje")
        if punto.texto.startswith("= "):
            valor = _literal(punto.texto[2:])
            letra = re.fullmatch(r'"(\w)"', valor)
            nombre = f"opción {letra[1]}" if letra else f"dice {valor}"
            return Error(nombre=nombre, mensaje=mensaje, codigo=f"{variable} = {valor}")
        nombre, es_codigo, resto = punto.texto.partition(" := ")
        if es_codigo or codigo:
            return Error(nombre=nombre.strip(), mensaje=mensaje, codigo=codigo or _literal(resto))
        cambios = re.fullmatch(rf"([^|]+?)((?:{_CAMBIO})+)\s*", punto.texto)
        if cambios is None:
            raise self.fallo(punto.linea, f"«{punto.texto}» no dice qué cambia de la solución")
        pares = {_literal(a): _literal(b) for a, b in re.findall(_CAMBIO, cambios[2])}
        return Error(nombre=cambios[1].strip(), mensaje=mensaje, cambiar=pares)

    def _de_grupos(self) -> Iterator[Error]:
        for pedido in filter(None, self._ficha.campos.get("errores", "").split(", ")):
            nombre, _, menos = pedido.partition(" menos ")
            if nombre not in self._grupos:
                raise self.fallo(self._ficha.linea, f"no hay ningún grupo {nombre}")
            quitados = set(re.findall(r"«(.+?)»", menos))
            sobran = quitados - {error.nombre for error in self._grupos[nombre]}
            if sobran:
                que = f"en {nombre} no hay ningún error «{min(sobran)}»"
                raise self.fallo(self._ficha.linea, que)
            yield from (e for e in self._grupos[nombre] if e.nombre not in quitados)


def _partir(cuerpo: Sequence[str]) -> tuple[str, str]:
    """El bloque de código que abre un error, si lo hay, y su mensaje."""
    corte = next((i for i, x in enumerate(cuerpo) if x.strip() and not x.startswith(" " * 6)), 0)
    codigo = "\n".join(linea[6:] for linea in cuerpo[:corte]).strip("\n")
    return codigo, " ".join(linea.strip() for linea in cuerpo[corte:] if linea.strip())


def _parrafo(punto: _Punto, sangria: int) -> str:
    """Las líneas de una pista, como se escribieron."""
    return "\n".join([punto.texto, *(linea[sangria:] for linea in punto.cuerpo)]).rstrip("\n")


def _literal(texto: str) -> str:
    """Lo escrito, tal cual si va entre acentos graves; `⏎` es un salto de línea."""
    limpio = texto.strip()
    entre = re.fullmatch(r"`([^`]*)`", limpio)
    return (entre[1] if entre else limpio).replace("⏎", "\n")
