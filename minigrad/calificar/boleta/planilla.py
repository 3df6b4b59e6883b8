"""Las notas de la clase: por aprendiz y por cuaderno, y como CSV, con una línea por ejercicio.

Los totales cuentan todo lo que se pidió, se haya entregado o no. Lo que no se pudo calificar en
esta máquina no cuenta ni a favor ni en contra.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from minigrad.calificar.boleta.boleta import Boleta, Nota, corto
from minigrad.calificar.boleta.lista import Lista, Persona
from minigrad.calificar.boleta.tarea import TARDE, cuadernos_de, deducir
from minigrad.calificar.entrega.plano import Plano

COLUMNAS = ("identificador", "ejercicio", "puntos", "maximo", "comentario")
TOTAL = "total"
_REPETIDO = "estaba en más de un archivo: cuenta el mejor"
#: una hoja de cálculo toma por fórmula un texto que empieza así
_FORMULAS = ("=", "+", "-", "@")
_SUGERIDOS = 3


@dataclass(frozen=True)
class Cuenta:
    """Unos puntos, y sobre cuántos."""

    puntos: float
    maximo: float

    @property
    def dicho(self) -> str:
        return f"{numero(self.puntos)} de {numero(self.maximo)}"

    @property
    def porcentaje(self) -> str:
        return f"{100 * self.puntos / self.maximo:.0f} %" if self.maximo else "—"


@dataclass(frozen=True)
class Cambio:
    """Unos puntos puestos a mano: cuántos había, cuántos quedaron, quién los puso y por qué."""

    antes: float
    puntos: float
    quien: str
    porque: str

    @property
    def dicho(self) -> str:
        return (
            f"puntos cambiados a mano: {numero(self.antes)} → {numero(self.puntos)}, "
            f"{self.quien or 'no dice quién'}: {self.porque or 'no dice por qué'}"
        )


@dataclass
class Fila:
    """Un aprendiz: sus notas por ejercicio, y lo que se dice de sus entregas."""

    aprendiz: str
    notas: dict[str, Nota] = field(default_factory=dict)
    avisos: list[str] = field(default_factory=list)
    #: quién es en la lista, si está
    persona: Persona | None = None
    #: los ejercicios que cuentan
    pedidos: tuple[str, ...] = ()
    #: por ejercicio, por cuaderno o, con «», el total
    cambios: dict[str, Cambio] = field(default_factory=dict)
    #: si entregó algo de lo pedido, aunque no se pueda leer
    entrego: bool = False
    #: las entregas que llegaron tarde, y quién lo dice
    tarde: list[str] = field(default_factory=list)

    @property
    def nombre(self) -> str:
        return self.persona.nombre if self.persona else self.aprendiz

    @property
    def contadas(self) -> list[Nota]:
        """Las notas de lo que se pidió."""
        return [self.notas[id_] for id_ in self.pedidos if id_ in self.notas]

    @property
    def puntos(self) -> float:
        return self.cuenta().puntos

    @property
    def maximo(self) -> float:
        return self.cuenta().maximo

    def cuenta(self, cuaderno: str = "") -> Cuenta:
        """Lo que suma en un cuaderno o, sin decir cuál, en todos los pedidos."""
        notas = [nota for nota in self.contadas if cuaderno in ("", nota.cuaderno)]
        maximo = sum(nota.maximo for nota in notas)
        if cuaderno in self.cambios:
            return Cuenta(self.cambios[cuaderno].puntos, maximo)
        if cuaderno:
            return Cuenta(sum(nota.puntos for nota in notas), maximo)
        cuadernos = dict.fromkeys(nota.cuaderno for nota in notas)
        return Cuenta(sum(self.cuenta(uno).puntos for uno in cuadernos), maximo)


@dataclass(frozen=True)
class Clase:
    """Todos los aprendices, y los ejercicios calificados en el orden del curso."""

    filas: tuple[Fila, ...]
    ejercicios: tuple[str, ...]
    rechazadas: tuple[Boleta, ...]
    #: lo que se pidió: sobre eso se cuenta
    pedidos: tuple[str, ...] = ()
    cuadernos: tuple[str, ...] = ()
    #: lo que vale cada ejercicio
    maximos: Mapping[str, int] = field(default_factory=dict)
    lista: Lista | None = None

    def maximo(self, cuaderno: str = "") -> float:
        """Lo más que alguien puede sacar en un cuaderno, o en total."""
        return max((fila.cuenta(cuaderno).maximo for fila in self.filas), default=0)

    @property
    def media(self) -> float:
        """La parte de los puntos que saca un aprendiz, en promedio."""
        cuentas = [cuenta for fila in self.filas if (cuenta := fila.cuenta()).maximo]
        return sum(c.puntos / c.maximo for c in cuentas) / max(1, len(cuentas))

    @property
    def fuera(self) -> list[Fila]:
        """Quienes entregaron y no están en la lista."""
        return [fila for fila in self.filas if self.lista and not fila.persona]


def numero(puntos: float) -> str:
    """Unos puntos, sin decimales de más."""
    return f"{round(puntos, 2):g}"


# --- de las boletas a las filas ------------------------------------------------------------------


def reunir(
    boletas: Sequence[Boleta],
    plano: Plano,
    maximos: Mapping[str, int],
    *,
    tarea: Sequence[str] = (),
    lista: Lista | None = None,
    tardanzas: Mapping[str, str] | None = None,
) -> Clase:
    """Junta las boletas de cada aprendiz; `maximos` son los puntos que vale cada ejercicio.

    De un ejercicio entregado en varios archivos cuenta el mejor. De lo que se pidió y alguien no
    entregó, o entregó y no se puede leer, tiene 0. Sin `tarea`, se pidió lo que entregó la mitad.
    """
    pedidos = tuple(tarea) or deducir(boletas, plano)
    cuadernos = cuadernos_de(pedidos, plano)
    filas = _filas(boletas, lista)
    suyas: dict[int, list[Boleta]] = {id(fila): [] for fila in filas}
    for fila, boleta in zip(filas, boletas, strict=False):
        suyas[id(fila)].append(boleta)
        propias = [nota for nota in boleta.notas if not tarea or nota.ejercicio in pedidos]
        if not propias and not (boleta.rechazo and boleta.leccion in (None, *cuadernos)):
            continue  # no es de la tarea
        fila.entrego = True
        tarde = (tardanzas or {}).get(boleta.entrega, "")
        if tarde and (boleta.rechazo or any(nota.ejercicio in pedidos for nota in propias)):
            fila.tarde.append(f"{corto(boleta.entrega)}: {tarde}")
        for nota in propias:
            nota = replace(nota, avisos=(*nota.avisos, tarde)) if tarde else nota
            fila.notas[nota.ejercicio] = _la_mejor(fila.notas.get(nota.ejercicio), nota)
    unicas = list({id(fila): fila for fila in filas}.values())
    de_nadie = _sin_calificar_para_nadie(unicas)
    for fila in unicas:
        fila.pedidos = pedidos
        for nota in _faltantes(fila, suyas[id(fila)], plano, maximos):
            fila.notas[nota.ejercicio] = (
                replace(nota, maximo=0) if nota.ejercicio in de_nadie else nota
            )
    vistos = {id_ for fila in unicas for id_ in fila.notas}
    return Clase(
        filas=tuple(_en_orden(unicas, lista)),
        ejercicios=tuple(id_ for id_ in plano["ejercicios"] if id_ in vistos),
        rechazadas=tuple(boleta for boleta in boletas if boleta.rechazo),
        pedidos=pedidos,
        cuadernos=cuadernos,
        maximos=maximos,
        lista=lista,
    )


def _filas(boletas: Sequence[Boleta], lista: Lista | None) -> list[Fila]:
    """La fila de cada boleta; y al final, las de quienes están en la lista y no entregaron nada."""
    filas: dict[tuple[bool, str], Fila] = {}
    hechas = []
    for boleta in boletas:
        hallados = lista.de_quien(boleta.aprendiz) if lista else []
        persona = hallados[0] if len(hallados) == 1 else None
        clave = (True, persona.identificador) if persona else (False, boleta.aprendiz)
        if clave not in filas:
            filas[clave] = Fila(clave[1], persona=persona)
            if lista and not persona:
                filas[clave].avisos.append(_de_nadie(boleta.aprendiz, hallados, lista))
        fila = filas[clave]
        fila.avisos += [f"{corto(boleta.entrega)}: {aviso}" for aviso in _avisos(boleta)]
        hechas.append(fila)
    for persona in lista.personas if lista else ():
        clave = (True, persona.identificador)
        if clave not in filas:
            filas[clave] = Fila(persona.identificador, persona=persona, avisos=["no entregó"])
            hechas.append(filas[clave])
    return hechas


def _de_nadie(aprendiz: str, hallados: Sequence[Persona], lista: Lista) -> str:
    if hallados:
        cuales = "; ".join(f"{p.nombre} ({p.identificador})" for p in hallados[:_SUGERIDOS])
        return f"en la lista puede ser más de una persona: {corto(cuales)}"
    parecidas = lista.parecidas(aprendiz)[:_SUGERIDOS]
    return "no está en la lista" + (f"; ¿es {corto(' o '.join(parecidas))}?" if parecidas else "")


def _avisos(boleta: Boleta) -> Iterator[str]:
    if boleta.rechazo:
        yield boleta.rechazo
    yield from boleta.avisos


def _la_mejor(una: Nota | None, otra: Nota) -> Nota:
    if una is None:
        return otra
    mejor = max(una, otra, key=lambda n: (n.puntos, n.estado != "falta", not _tarde(n)))
    if "falta" in (una.estado, otra.estado) or _REPETIDO in mejor.avisos:
        return mejor
    return replace(mejor, avisos=(*mejor.avisos, _REPETIDO))


def _tarde(nota: Nota) -> bool:
    return any(aviso.startswith(TARDE) for aviso in nota.avisos)


def _sin_calificar_para_nadie(filas: Iterable[Fila]) -> set[str]:
    """Lo que aquí no se le pudo calificar a nadie: tampoco cuenta a quien no lo entregó."""
    notas = [nota for fila in filas for nota in fila.notas.values()]
    sin_poder = {nota.ejercicio for nota in notas if not nota.maximo}
    return sin_poder - {n.ejercicio for n in notas if n.estado in ("correcto", "mal", "limite")}


def _faltantes(
    fila: Fila, boletas: Sequence[Boleta], plano: Plano, maximos: Mapping[str, int]
) -> Iterator[Nota]:
    """Las notas, en 0, de los cuadernos pedidos que no entregó o que no se pudieron leer."""
    entregados = {nota.cuaderno for nota in fila.notas.values()}
    for id_ in fila.pedidos:
        cuaderno = plano["ejercicios"][id_]["cuaderno"]
        if cuaderno in entregados:
            continue
        # un archivo ilegible que no dice de qué lección es puede ser el pedido, si no hay otro
        puede = {cuaderno} if entregados else {cuaderno, None}
        rechazo = next((b.rechazo for b in boletas if b.rechazo and b.leccion in puede), "")
        estado = "rechazada" if rechazo else "no_entrego"
        yield Nota(id_, cuaderno, estado, 0, maximos[id_], rechazo or "no entregó")


def _en_orden(filas: Iterable[Fila], lista: Lista | None) -> list[Fila]:
    """Como en la lista, y después quienes no están, por su nombre."""
    lugares = {p.identificador: i for i, p in enumerate(lista.personas if lista else ())}

    def lugar(fila: Fila) -> tuple[int, str]:
        propio = lugares[fila.persona.identificador] if fila.persona else len(lugares)
        return propio, fila.aprendiz.casefold()

    return sorted(filas, key=lugar)


# --- el CSV --------------------------------------------------------------------------------------


def como_csv(clase: Clase) -> bytes:
    """Una línea por aprendiz y ejercicio, con la marca que Excel necesita para ver las tildes."""
    lineas = (linea for fila in clase.filas for linea in _lineas(fila))
    return b"\xef\xbb\xbf" + en_csv([COLUMNAS, *lineas])


def en_csv(lineas: Iterable[Sequence[str]]) -> bytes:
    """Unas líneas como CSV, sin que una hoja de cálculo tome nada por una fórmula."""
    texto = io.StringIO(newline="")
    csv.writer(texto).writerows(map(_sin_formulas, lineas))
    return texto.getvalue().encode("utf-8", "replace")


def _lineas(fila: Fila) -> Iterator[tuple[str, ...]]:
    quien = corto(fila.aprendiz)
    if not fila.notas:
        yield quien, "", "0", "0", "; ".join(map(corto, fila.avisos))
    for nota in fila.notas.values():
        partes = [nota.comentario, *nota.avisos]
        if nota.ejercicio in fila.cambios:
            partes.append(fila.cambios[nota.ejercicio].dicho)
        dicho = "; ".join(corto(parte) for parte in partes if parte)
        yield quien, nota.ejercicio, numero(nota.puntos), numero(nota.maximo), dicho
    for de_que, cambio in fila.cambios.items():
        if de_que not in fila.notas:  # de un cuaderno entero, o del total
            sobre = numero(fila.cuenta(de_que).maximo)
            yield quien, de_que or TOTAL, numero(cambio.puntos), sobre, corto(cambio.dicho)


def _sin_formulas(celdas: Iterable[str]) -> list[str]:
    return [f"'{celda}" if _es_formula(celda.strip()) else celda for celda in celdas]


def _es_formula(celda: str) -> bool:
    return len(celda) > 1 and celda.startswith(_FORMULAS)  # un guion solo no es una
