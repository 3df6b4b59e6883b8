"""Presta lo que falta para seguir, y lleva la cuenta para no darlo nunca por respuesta.

Se presta solo la parte que falla, puesta sobre lo del aprendiz: su clase, sus otros métodos, sus
nombres. Cuando la corrige, la suya vuelve a todos los lugares donde estaba la prestada.

Volver a ejecutar solo la celda de `comprobar` entrega otra vez lo prestado, y eso no es una
respuesta correcta. Lo prestado se reconoce por identidad. Y en un ejercicio que cambia por dentro
lo que ya había (`c.grad = …`), la entrega vale si la celda se ejecutó después del préstamo.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from types import FunctionType
from typing import Any

from minigrad.aula.celda import herencia
from minigrad.aula.celda.codigo import destinos, es, funcion_de, globales, ligada, parte_de
from minigrad.aula.celda.entorno import historia, interprete
from minigrad.aula.celda.instantanea import Instantanea
from minigrad.aula.celda.limites import TiempoAgotado, acotado
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.curso.solucionario import ARCHIVO_NUESTRO
from minigrad.aula.huella.observar import misma_huella, observar


@dataclass(frozen=True)
class Seguimiento:
    """Con qué sigue el cuaderno y qué se le prestó ahora para eso."""

    objeto: Any
    #: los nombres de lo prestado: `__mul__`, `numero`
    prestado: tuple[str, ...] = ()
    #: los ids de los ejercicios anteriores que no se cumplen
    anteriores: tuple[str, ...] = ()


@dataclass
class _Prestamo:
    parte: str | None
    objeto: Any
    foto: Instantanea | None
    celdas: int


_prestados: dict[str, list[_Prestamo]] = {}


# --- lo que se prestó ------------------------------------------------------------------------


def es_prestada(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> bool:
    """Dice si en lo que se entrega hay algo nuestro en lugar del trabajo del aprendiz."""
    partes = curso.partes(ejercicio) or (None,)
    return any(_esta_prestado(curso, ejercicio, parte_de(respuesta, parte)) for parte in partes)


def devolver(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> None:
    """Pone lo que el aprendiz corrigió en todos los lugares donde estaba lo prestado."""
    if not es(respuesta, type):
        return
    for prestamo in _prestados.get(ejercicio.id, ()):
        if prestamo.parte is not None:
            _reemplazar(respuesta, prestamo.objeto, vars(respuesta).get(prestamo.parte))


def prestados_en(clase: Any) -> list[str]:
    """Los métodos de una clase que son nuestros; los alias no se cuentan aparte."""
    if not es(clase, type):
        return []
    nombres: dict[int, str] = {}
    for nombre, valor in vars(clase).items():
        funcion = funcion_de(valor)
        if funcion is not None and funcion.__code__.co_filename.startswith(ARCHIVO_NUESTRO):
            nombres.setdefault(id(funcion), nombre)
    return list(nombres.values())


def _anotar(curso: Curso, ejercicio: Ejercicio, objeto: Any, parte: str | None = None) -> None:
    foto = Instantanea(objeto) if _cambia_por_dentro(curso, ejercicio) else None
    prestamo = _Prestamo(parte, objeto, foto, len(historia()))
    _prestados.setdefault(ejercicio.id, []).append(prestamo)


def _esta_prestado(curso: Curso, ejercicio: Ejercicio, objeto: Any) -> bool:
    for prestamo in _prestados.get(ejercicio.id, ()):
        if prestamo.objeto is objeto and objeto is not None:
            return not _trabajada(curso, ejercicio, prestamo)
    return False


def _trabajada(curso: Curso, ejercicio: Ejercicio, prestamo: _Prestamo) -> bool:
    """Dice si después del préstamo se ejecutó la celda que cambia el objeto por dentro.

    Lo que la celda no llenó todavía es lo prestado: si falta un hueco, no es su respuesta.
    """
    if prestamo.foto is None:
        return False
    if interprete() is None:
        return prestamo.foto.cambio()
    buscados = curso.destinos(ejercicio.id)
    celdas = map(destinos, historia()[prestamo.celdas :])
    escritos = {destino for suyos in celdas if suyos & buscados for destino in suyos}
    atributos = {buscado.rpartition(".")[2] for buscado in buscados}
    # con un `for`, por ejemplo: `nodo.grad = …`
    de_otro_modo = any(d.rpartition(".")[2] in atributos for d in escritos - buscados if "." in d)
    pedidos = buscados - _dados(curso.blanco(ejercicio.id))
    return bool(escritos) and (de_otro_modo or pedidos <= escritos)


def _dados(blanco: str) -> set[str]:
    """A qué se asigna en una celda en blanco algo que no es un hueco: `L.grad`."""
    lineas = [
        ast.unparse(nodo)
        for nodo in ast.parse(blanco).body
        if not (isinstance(nodo, ast.Assign) and ast.unparse(nodo.value) == "...")
    ]
    return destinos("\n".join(lineas))


def _cambia_por_dentro(curso: Curso, ejercicio: Ejercicio) -> bool:
    if curso.partes(ejercicio):
        return False
    return ejercicio.nombre not in curso.destinos(ejercicio.id)


# --- prestar ---------------------------------------------------------------------------------


def prestar(
    curso: Curso, ejercicio: Ejercicio, respuesta: Any, *, probando: bool = True
) -> Seguimiento:
    """Con qué seguir: lo del aprendiz, y nuestro solo lo que falla.

    Con `probando=False` no se averigua qué parte de varias falla ni si lo anterior está bien: es
    lo que se hace con un código que no termina, para no esperarlo otra vez.
    """
    if not curso.partes(ejercicio):
        return _Suyo(curso, respuesta).con_otro_objeto(ejercicio)
    clase = respuesta if _es_la_pedida(ejercicio, respuesta) else herencia.ultima(ejercicio.nombre)
    if clase is None:
        return _entera(curso, ejercicio, {})
    return _Suyo(curso, clase).con_sus_partes(ejercicio, clase, probando)


def prestar_lo_anterior(curso: Curso, ejercicio: Ejercicio, respuesta: Any) -> Seguimiento:
    """La respuesta está bien, pero algo anterior que usa no: se presta eso, y nada más."""
    suyo = _Suyo(curso, respuesta)
    suyo.arreglar_lo_anterior(ejercicio, respuesta)
    return suyo.seguimiento(respuesta)


class _Suyo:
    """Lo que hay en el cuaderno del aprendiz, donde se pone lo prestado."""

    def __init__(self, curso: Curso, respuesta: Any) -> None:
        self._curso = curso
        self._espacio = _espacio(respuesta)
        self._prestado: list[str] = []
        self._anteriores: list[str] = []

    def seguimiento(self, objeto: Any) -> Seguimiento:
        return Seguimiento(objeto, tuple(self._prestado), tuple(self._anteriores))

    # --- una clase -----------------------------------------------------------------------

    def con_sus_partes(self, ejercicio: Ejercicio, clase: type, probando: bool) -> Seguimiento:
        """La clase, con lo que falla prestado; si ni así va, la nuestra con lo suyo enganchado."""
        if self._espacio is not None:
            self._espacio.setdefault(ejercicio.nombre, clase)
        if not probando:
            self._poner(ejercicio, clase, self._nuestras(ejercicio))
        elif not (
            self._ceder(ejercicio, clase)
            or (self._completar(ejercicio, clase) and self._ceder(ejercicio, clase))
            or (self.arreglar_lo_anterior(ejercicio, clase) and self._ceder(ejercicio, clase))
        ):
            return _entera(self._curso, ejercicio, herencia.enganchados(clase))
        return self.seguimiento(clase)

    def _ceder(self, ejercicio: Ejercicio, clase: type) -> bool:
        """Presta las menos partes con que la clase cumple; dice si alguna combinación sirve."""
        nuestras = self._nuestras(ejercicio)
        for partes in _de_menos_a_mas(self._curso.partes(ejercicio)):
            elegidas = {parte: nuestras[parte] for parte in partes}
            if self._cumple(ejercicio, clase, elegidas):
                self._poner(ejercicio, clase, elegidas)
                return True
        return False

    def _completar(self, ejercicio: Ejercicio, clase: type) -> bool:
        """Pone los métodos dados en la celda que aún no se ejecutó; dice si faltaba alguno."""
        nombres = self._curso.referencia(ejercicio)
        escritos = {p for e in _en_orden(self._curso, ejercicio) for p in self._curso.partes(e)}
        dados = {
            nombre: self._ligar(ejercicio, valor, nombres)
            for nombre, valor in vars(nombres[ejercicio.nombre]).items()
            if es(valor, FunctionType)
            and nombre not in {*vars(clase), *escritos, *self._curso.partes(ejercicio)}
        }
        for nombre, valor in dados.items():
            type.__setattr__(clase, nombre, valor)
        return bool(dados)

    def _nuestras(self, ejercicio: Ejercicio) -> dict[str, Any]:
        nombres = self._curso.referencia(ejercicio)
        nuestra = nombres[ejercicio.nombre]
        partes = self._curso.partes(ejercicio)
        return {p: self._ligar(ejercicio, parte_de(nuestra, p), nombres) for p in partes}

    def _cumple(
        self, ejercicio: Ejercicio, objeto: Any, puestas: dict[str, Any] | None = None
    ) -> bool:
        """Dice si lo suyo, con esas partes puestas, se porta como se pide; queda como estaba."""
        foto = Instantanea(objeto)
        try:
            for parte, nuestra in (puestas or {}).items():
                _sustituir(objeto, parte, nuestra)
            huella = observar(ejercicio.observar, objeto, ejercicio.segundos)
        finally:
            foto.restaurar()
        esperada = self._curso.huella_de_referencia(ejercicio)
        return misma_huella(huella, esperada, ejercicio.tolerancia)

    def _poner(self, ejercicio: Ejercicio, clase: type, nuestras: dict[str, Any]) -> None:
        for parte, nuestra in nuestras.items():
            _sustituir(clase, parte, nuestra)
            _anotar(self._curso, ejercicio, nuestra, parte)
            self._prestado.append(parte)

    # --- lo anterior ---------------------------------------------------------------------

    def arreglar_lo_anterior(self, ejercicio: Ejercicio, suya: Any = None) -> bool:
        """Presta lo que falle de los ejercicios de que depende, en orden; dice si algo fallaba."""
        espacio = self._espacio or {}
        for anterior in _en_orden(self._curso, ejercicio):
            misma = anterior.nombre == ejercicio.nombre and es(suya, type)
            objeto = suya if misma else espacio.get(anterior.nombre)
            if not anterior.pieza or not es(objeto, type, FunctionType):
                continue
            if not self._cumple(anterior, objeto):
                self._anteriores.append(anterior.id)
                self._prestar_anterior(anterior, objeto)
        return bool(self._anteriores)

    def _prestar_anterior(self, anterior: Ejercicio, objeto: Any) -> None:
        if self._espacio is not None and not self._curso.partes(anterior):
            self._espacio[anterior.nombre] = self._funcion(anterior)
        elif es(objeto, type) and not self._ceder(anterior, objeto):
            self._poner(anterior, objeto, self._nuestras(anterior))

    # --- una función o unos datos --------------------------------------------------------

    def con_otro_objeto(self, ejercicio: Ejercicio) -> Seguimiento:
        """La función o los datos nuestros, hechos con lo suyo."""
        if not self._curso.que_pide(ejercicio):
            return self.seguimiento(self._datos(ejercicio))
        objeto = self._funcion(ejercicio)
        if ejercicio.requiere and not self._cumple(ejercicio, objeto):
            self.arreglar_lo_anterior(ejercicio)
        return self.seguimiento(objeto)

    def _funcion(self, ejercicio: Ejercicio) -> Any:
        nombres = self._curso.referencia(ejercicio)
        objeto = self._ligar(ejercicio, nombres[ejercicio.nombre], nombres)
        _anotar(self._curso, ejercicio, objeto)
        self._prestado.append(ejercicio.nombre)
        return objeto

    def _datos(self, ejercicio: Ejercicio) -> Any:
        objeto = self._datos_con_lo_suyo(ejercicio)
        if objeto is None or not self._cumple(ejercicio, objeto):
            objeto = self._curso.referencia(ejercicio)[ejercicio.nombre]
        for cada in (*self._de_datos(ejercicio), ejercicio):
            if cada.nombre == ejercicio.nombre:
                _anotar(self._curso, cada, objeto)
        self._prestado.append(ejercicio.nombre)
        return objeto

    def _datos_con_lo_suyo(self, ejercicio: Ejercicio) -> Any:
        """Lo que dejan nuestras celdas de datos con sus clases; None si con ellas no se puede."""
        nombres = dict(self._espacio or {})
        try:
            with acotado(ejercicio.segundos):
                for cada in (*self._de_datos(ejercicio), ejercicio):
                    exec(self._curso.codigo_de(self._curso.celda(cada.id)), nombres)
        except (Exception, TiempoAgotado):
            return None
        return nombres.get(ejercicio.nombre)

    def _de_datos(self, ejercicio: Ejercicio) -> list[Ejercicio]:
        anteriores = _en_orden(self._curso, ejercicio)
        return [e for e in anteriores if e.pieza and not self._curso.que_pide(e)]

    # --- sus nombres ---------------------------------------------------------------------

    def _ligar(self, ejercicio: Ejercicio, objeto: Any, nuestros: dict[str, Any]) -> Any:
        """Lo nuestro, que busca los nombres en su cuaderno; los que ahí falten, prestados."""
        funcion = objeto.fget if es(objeto, property) else objeto
        if not es(funcion, FunctionType) or self._espacio is None:
            return objeto
        for nombre in sorted(globales(funcion.__code__) & nuestros.keys() - self._espacio.keys()):
            self._espacio[nombre] = ...  # así una función que se llama a sí misma no da vueltas
            prestado = self._ligar(ejercicio, nuestros[nombre], nuestros)
            self._espacio[nombre] = prestado
            for anterior in _en_orden(self._curso, ejercicio):
                if anterior.nombre == nombre:
                    _anotar(self._curso, anterior, prestado)
                    self._prestado.append(nombre)
        return ligada(objeto, self._espacio)


def _entera(curso: Curso, ejercicio: Ejercicio, suyos: dict[str, Any]) -> Seguimiento:
    """La clase nuestra, con los métodos que el aprendiz ya le había enganchado a la suya."""
    nuestra = curso.referencia(ejercicio)[ejercicio.nombre]
    propias = curso.partes(ejercicio)
    for nombre, valor in suyos.items():
        if nombre not in propias:
            type.__setattr__(nuestra, nombre, valor)
    for cada in (*_en_orden(curso, ejercicio), ejercicio):
        if cada.nombre == ejercicio.nombre:
            for parte in curso.partes(cada):
                if parte not in suyos or parte in propias:
                    _anotar(curso, cada, parte_de(nuestra, parte), parte)
    return Seguimiento(nuestra, (ejercicio.nombre,))


def _espacio(respuesta: Any) -> dict[str, Any] | None:
    """Los nombres del cuaderno del aprendiz, si se saben."""
    ip = interprete()
    if ip is not None:
        espacio: dict[str, Any] = ip.user_ns
        return espacio
    objetos = vars(respuesta).values() if es(respuesta, type) else [respuesta]
    funciones = [f for f in map(funcion_de, objetos) if f is not None]
    suyos = (f.__globals__ for f in funciones if f.__globals__.get("__name__") == "__main__")
    return next(suyos, None)


def _es_la_pedida(ejercicio: Ejercicio, respuesta: Any) -> bool:
    """Dice si es una clase del cuaderno, y la de ese ejercicio: en otra no se pone nada."""
    if not es(respuesta, type) or vars(respuesta).get("__module__") != "__main__":
        return False
    return bool(respuesta.__name__ == ejercicio.nombre)


def _en_orden(curso: Curso, ejercicio: Ejercicio) -> Iterable[Ejercicio]:
    """Los ejercicios de que depende, cada uno después de los suyos."""
    return [curso.buscar(c.ejercicio) for c in curso.contexto(ejercicio) if c.ejercicio]


def _de_menos_a_mas(partes: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for cuantas in range(1, len(partes) + 1):
        yield from combinations(partes, cuantas)


def _sustituir(clase: type, parte: str, nueva: Any) -> None:
    """Cambia una parte, también donde esté con otro nombre (`__rmul__ = __mul__`)."""
    _reemplazar(clase, vars(clase).get(parte), nueva)
    type.__setattr__(clase, parte, nueva)


def _reemplazar(clase: type, vieja: Any, nueva: Any) -> None:
    if vieja is None or nueva is None:
        return
    for nombre, valor in list(vars(clase).items()):
        if valor is vieja:
            type.__setattr__(clase, nombre, nueva)
