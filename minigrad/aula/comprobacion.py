"""`comprobar`: juzga lo que entregó el aprendiz, lo anota y muestra la tarjeta."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from minigrad.aula import avance, botones, curso
from minigrad.aula.con_torch import hay_torch
from minigrad.aula.curso import Curso
from minigrad.aula.ejercicio import Ejercicio
from minigrad.aula.explicar import explicar
from minigrad.aula.juicio import Veredicto, juzgar
from minigrad.aula.observacion import (
    Forma,
    Observada,
    contiene,
    describir,
    iguales,
    primera_distinta,
)
from minigrad.aula.prestamos import anotar, es_prestada, prestar
from minigrad.aula.tarjeta import Bloque, Codigo, Parrafo, Tarjeta, mostrar

_REFERENCIA = "Seguimos con la versión de referencia."


def comprobar(id_: str, respuesta: Any) -> Any:
    """Comprueba una respuesta y muestra cómo va.

    Si el ejercicio es una pieza de la que depende lo que sigue, devuelve con qué seguir: lo tuyo
    si es correcto y la referencia si no.
    """
    vigente = curso.activo()
    ejercicio = vigente.buscar(id_)
    if ejercicio.torch and not hay_torch():
        mostrar(Tarjeta("aviso", f"Sin PyTorch: {ejercicio.titulo}", (_SIN_TORCH,)))
        return respuesta if ejercicio.pieza else None
    if es_prestada(vigente, ejercicio, respuesta):
        mostrar(_tarjeta_de_prestada(ejercicio))
        return respuesta if ejercicio.pieza else None
    veredicto = juzgar(vigente, ejercicio, respuesta)
    _anotar(ejercicio, veredicto)
    _mostrar(vigente, ejercicio, respuesta, veredicto)
    return _con_que_seguir(vigente, ejercicio, respuesta, veredicto) if ejercicio.pieza else None


def _anotar(ejercicio: Ejercicio, veredicto: Veredicto) -> None:
    progreso = avance.actual()
    intentos = progreso.de(ejercicio.id).intentos
    if veredicto.estado == "correcto":
        progreso.anotar(ejercicio.id, intentos=intentos + 1, correcto=True)
    elif veredicto.estado == "mal":
        progreso.anotar(ejercicio.id, intentos=intentos + 1)


def _con_que_seguir(
    vigente: Curso, ejercicio: Ejercicio, respuesta: Any, veredicto: Veredicto
) -> Any:
    if veredicto.trasplante is not None:
        if veredicto.trasplante is not respuesta:
            for requerido in vigente.requeridos(ejercicio):
                if requerido.nombre == ejercicio.nombre:
                    anotar(vigente, requerido, veredicto.trasplante)
        return veredicto.trasplante
    return respuesta if veredicto.estado == "correcto" else prestar(vigente, ejercicio)


# --- la tarjeta ----------------------------------------------------------------------------


def _mostrar(vigente: Curso, ejercicio: Ejercicio, respuesta: Any, veredicto: Veredicto) -> None:
    tarjeta = tarjeta_de(ejercicio, veredicto, respuesta)
    mostrar(tarjeta)
    if veredicto.estado in ("mal", "blanco"):
        botones.ofrecer(ejercicio)


def tarjeta_de(ejercicio: Ejercicio, veredicto: Veredicto, respuesta: Any = None) -> Tarjeta:
    """La tarjeta de un veredicto."""
    if veredicto.estado == "correcto":
        return Tarjeta("bien", f"Correcto: {ejercicio.titulo}", tuple(_bien(ejercicio, veredicto)))
    if veredicto.estado == "blanco":
        return Tarjeta(
            "blanco", f"En blanco: {ejercicio.titulo}", tuple(_vacia(ejercicio, veredicto))
        )
    if veredicto.estado == "sin_juicio":
        return Tarjeta("aviso", f"Sin comprobar: {ejercicio.titulo}", (_LENTA, *_sigue(ejercicio)))
    bloques = (*_mal(ejercicio, veredicto, respuesta), *_sigue(ejercicio), _ayuda(ejercicio))
    return Tarjeta("mal", f"Todavía no: {ejercicio.titulo}", bloques)


_SIN_TORCH = Parrafo(
    "Este ejercicio usa PyTorch, que no está instalado aquí. Sigue con el próximo."
)
_LENTA = Parrafo("Esta máquina va muy lenta ahora mismo. Vuelve a ejecutar la celda en un momento.")


def _tarjeta_de_prestada(ejercicio: Ejercicio) -> Tarjeta:
    texto = (
        "Esta es la versión de referencia que te prestamos; ejecuta primero tu celda del "
        f"ejercicio {ejercicio.id} y después esta."
    )
    return Tarjeta("aviso", f"Falta tu respuesta: {ejercicio.titulo}", (Parrafo(texto),))


def _bien(ejercicio: Ejercicio, veredicto: Veredicto) -> Iterator[Bloque]:
    if ejercicio.tipo != "codigo":
        yield Parrafo(ejercicio.porque)
    if veredicto.trasplante is not None:
        requeridos = ", ".join(ejercicio.requiere)
        yield Parrafo(
            "Tu parte está bien, pero algo anterior que ella usa no lo está. "
            f"Vuelve a comprobar: {requeridos}."
        )
        if ejercicio.parte:
            yield Parrafo("Seguimos con tu parte sobre la versión de referencia de lo demás.")


def _vacia(ejercicio: Ejercicio, veredicto: Veredicto) -> Iterator[Bloque]:
    que = veredicto.mensaje or "Todavía no hay nada que comprobar."
    yield Parrafo(f"{que} Escribe tu respuesta en la celda del ejercicio, ejecútala y vuelve aquí.")
    yield from _sigue(ejercicio)
    yield _ayuda(ejercicio)


def _sigue(ejercicio: Ejercicio) -> tuple[Parrafo, ...]:
    return (Parrafo(_REFERENCIA),) if ejercicio.pieza else ()


def _ayuda(ejercicio: Ejercicio) -> Parrafo:
    return Parrafo(f'Ayuda: `pista("{ejercicio.id}")` · `solucion("{ejercicio.id}")`')


def _mal(ejercicio: Ejercicio, veredicto: Veredicto, respuesta: Any) -> Sequence[Bloque]:
    obtenidas = [observada.forma for observada in veredicto.huella]
    if any(forma.clase == "tiempo" for forma in obtenidas):
        return _lento(ejercicio, veredicto)
    if veredicto.error is not None:
        return [Parrafo(veredicto.mensaje), *_de_la_excepcion(veredicto)]
    if ejercicio.tipo != "codigo":
        return [Parrafo(_sin_decir_el_numero(ejercicio, veredicto))]
    return _lo_distinto(veredicto)


def _lento(ejercicio: Ejercicio, veredicto: Veredicto) -> list[Bloque]:
    corte = (
        f"Tu código no terminó en {ejercicio.segundos:g} segundos y lo detuve. "
        "¿Hay un bucle o una llamada que nunca acaba?"
    )
    return [Parrafo(texto) for texto in (corte, veredicto.mensaje) if texto]


def _distintas(veredicto: Veredicto, tolerancia: float) -> tuple[Observada | None, Forma | None]:
    """La primera observación distinta y lo que se esperaba en ella."""
    i = primera_distinta(veredicto.huella, veredicto.esperada, tolerancia)
    if i is None or i >= len(veredicto.huella):
        return None, None
    obtenida = veredicto.huella[i]
    de_etiqueta = (o.forma for o in veredicto.esperada if o.etiqueta == obtenida.etiqueta)
    return obtenida, next(de_etiqueta, None)


def _de_la_excepcion(veredicto: Veredicto) -> Iterable[Bloque]:
    """Si el error conocido además lanza algo, la línea ayuda a encontrarlo."""
    for observada in veredicto.huella:
        excepcion = observada.forma.excepcion
        linea = explicar(excepcion).linea if excepcion is not None else None
        if linea is not None:
            return [Codigo(linea.texto, f"Línea {linea.numero} de tu celda:")]
    return []


def _lo_distinto(veredicto: Veredicto) -> list[Bloque]:
    obtenida, esperada = _distintas(veredicto, 1e-9)
    if obtenida is None:
        return [Parrafo("Tu respuesta no se porta como se pide. Lee otra vez el enunciado.")]
    if _falta_return(veredicto):
        return [Parrafo("Tu función no devuelve nada. ¿Le falta un `return`?")]
    if obtenida.forma.excepcion is not None:
        return _excepcion(obtenida, obtenida.forma.excepcion)
    if contiene(obtenida.forma, "hueco"):
        return [Parrafo("En el resultado todavía aparece un `...`: falta llenar una parte.")]
    return [
        Parrafo(f"Al probar: {obtenida.etiqueta}"),
        Parrafo(f"obtuviste: `{describir(obtenida.forma)}`"),
        *([Parrafo(f"se esperaba: `{describir(esperada)}`")] if esperada else []),
    ]


def _excepcion(obtenida: Observada, excepcion: BaseException) -> list[Bloque]:
    explicada = explicar(excepcion)
    bloques: list[Bloque] = [Parrafo(f"Tu código lanzó `{explicada.tipo}`. {explicada.significa}")]
    if explicada.linea is not None:
        nota = f"Línea {explicada.linea.numero} de tu celda:"
        bloques.append(Codigo(explicada.linea.texto, nota))
    if explicada.hacer:
        bloques.append(Parrafo(explicada.hacer))
    bloques.append(Parrafo(f"Pasó al probar: {obtenida.etiqueta}"))
    return bloques


def _falta_return(veredicto: Veredicto) -> bool:
    """Dice si todo lo que se observa delata un `None` donde debía haber un resultado."""
    pares = [
        (o.forma, e.forma)
        for o, e in zip(veredicto.huella, veredicto.esperada, strict=False)
        if not iguales(o.forma, e.forma, 1e-9)
    ]
    return bool(pares) and all(_es_none(o) for o, _ in pares)


def _es_none(forma: Forma) -> bool:
    if forma.excepcion is None:
        return forma.clase == "nada"
    culpa_suya = explicar(forma.excepcion).linea is not None
    return "NoneType" in str(forma.excepcion) and not culpa_suya


# --- números y opciones: nunca se dice lo esperado -----------------------------------------


def _sin_decir_el_numero(ejercicio: Ejercicio, veredicto: Veredicto) -> str:
    if not veredicto.huella or not veredicto.esperada:
        return "Revisa tu respuesta."
    obtenida, esperada = _distintas(veredicto, ejercicio.tolerancia)
    if obtenida is None or esperada is None:
        return "Revisa qué entregas: no es lo que se pide."
    if ejercicio.tipo in ("opcion", "repaso"):
        return _de_opcion(obtenida.forma)
    mensaje = _de_numero(obtenida.forma, esperada, ejercicio.tolerancia)
    # con varias observaciones, decir cuál falla ayuda y no dice el número
    return mensaje if len(veredicto.esperada) == 1 else f"Mira: {obtenida.etiqueta}. {mensaje}"


def _de_opcion(obtenida: Forma) -> str:
    if obtenida.clase == "texto":
        return 'Esa letra no está entre las opciones. Escribe una sola, por ejemplo `"a"`.'
    return 'Escribe la letra de tu opción entre comillas, por ejemplo `"a"`.'


def _de_numero(obtenida: Forma, esperada: Forma, tolerancia: float) -> str:
    if obtenida.clase == "texto":
        coma = " Los decimales van con punto, no con coma." if "," in obtenida.valor else ""
        return f"Entregaste un texto. Escribe el número sin comillas.{coma}"
    if obtenida.clase == "objeto":
        return f"Entregaste {describir(obtenida)}. Se pide el número que hay dentro."
    if obtenida.clase == "nada":
        return "Entregaste `None`. ¿Guardaste el resultado en la variable?"
    if obtenida.clase == "excepcion":
        return "No se pudo leer un número en lo que entregaste."
    if obtenida.clase == "secuencia" and esperada.clase == "numero":
        return (
            "Entregaste varios valores y se pide uno. "
            "Si querías un decimal, se escribe con punto: `3.5` y no `3,5`."
        )
    if obtenida.clase == "secuencia" and esperada.clase == "secuencia":
        return _de_varios(obtenida, esperada, tolerancia)
    if obtenida.clase == "numero" == esperada.clase:
        return _casi(obtenida.valor, esperada.valor, tolerancia)
    return "No es lo que se pide. Lee otra vez el enunciado."


def _de_varios(obtenida: Forma, esperada: Forma, tolerancia: float) -> str:
    if len(obtenida.valor) != len(esperada.valor):
        return f"Se piden {len(esperada.valor)} números y entregaste {len(obtenida.valor)}."
    pares = zip(obtenida.valor, esperada.valor, strict=True)
    malos = [i for i, (o, e) in enumerate(pares, start=1) if not iguales(o, e, tolerancia)]
    if len(malos) < len(esperada.valor):
        cuales = ", ".join(map(str, malos))
        return (
            f"No todos están bien. Revisa el que está en la posición {cuales} (contando desde 1)."
        )
    return "Ninguno es correcto todavía. Repasa la cuenta."


def _casi(obtenido: float, esperado: float, tolerancia: float) -> str:
    """Nombra los casi aciertos: el signo, un factor 2, pocos decimales."""

    def es(otro: float, margen: float = tolerancia) -> bool:
        return iguales(Forma("numero", obtenido), Forma("numero", otro), margen)

    if es(-esperado):
        return "Casi: revisa el signo."
    if esperado and (es(2 * esperado) or es(esperado / 2)):
        return "Casi: te sobra o te falta un factor 2."
    if es(esperado, max(0.01, 10 * tolerancia)) and abs(esperado) > 0.01:
        return "Casi: te faltan decimales."
    return "Ese número no es. Repasa la cuenta."
