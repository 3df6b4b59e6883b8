"""La tarjeta de un veredicto: qué pasó, dónde se nota y qué hacer."""

from __future__ import annotations

import ast
import linecache
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from minigrad.aula.celda.codigo import es, funcion_de, no_devuelve_nada, parte_de
from minigrad.aula.celda.herencia import enganchados
from minigrad.aula.celda.tarjeta import Bloque, Codigo, Parrafo, Tarjeta, en_lista
from minigrad.aula.curso.activo import activo
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.espanol.entregado import de_entregado, es_de_la_llamada
from minigrad.aula.espanol.explicar import es_de_mini_grad, explicar, linea_de
from minigrad.aula.espanol.palabras import COMPARA, tipo_en_palabras
from minigrad.aula.huella.descripcion import contrastar, describir, en_que_difieren
from minigrad.aula.huella.forma import Forma, congelar, contiene, iguales
from minigrad.aula.huella.observar import Observada
from minigrad.aula.juicio.dos_errores import los_dos_errores
from minigrad.aula.juicio.falta import celda_que_falta
from minigrad.aula.juicio.prestamos import Seguimiento, prestados_en
from minigrad.aula.juicio.veredicto import Veredicto
from minigrad.aula.tarjetas.diferencias import lo_que_difiere, otra_cosa, sin_decir_lo_esperado

_INERTE = "En todo lo que se prueba, se porta igual que la celda sin tocar."
_SIN_REFERENCIA = "Esta sección está sellada: lo que sigue usará lo tuyo, así como está."


def tarjeta_de_veredicto(
    ejercicio: Ejercicio, veredicto: Veredicto, respuesta: Any = None
) -> Tarjeta:
    """Lo que se dice de la respuesta; con qué se sigue lo añade `con_lo_prestado`."""
    if veredicto.estado == "correcto":
        return Tarjeta("bien", f"Correcto: {ejercicio.titulo}", tuple(_bien(ejercicio, veredicto)))
    if veredicto.estado == "blanco":
        return Tarjeta(
            "blanco", f"En blanco: {ejercicio.titulo}", tuple(_vacia(ejercicio, veredicto))
        )
    if veredicto.estado == "sin_juicio":
        return Tarjeta("aviso", f"Sin comprobar: {ejercicio.titulo}", (_LENTA,))
    bloques = tuple(_mal(ejercicio, veredicto, respuesta))
    return Tarjeta("mal", f"Todavía no: {ejercicio.titulo}", bloques)


_LENTA = Parrafo(
    "Esta máquina va muy lenta ahora mismo. Vuelve a ejecutar la celda en un momento. Mientras "
    "tanto seguimos con lo tuyo, así como está."
)


def con_lo_prestado(
    tarjeta: Tarjeta, ejercicio: Ejercicio, veredicto: Veredicto, seguimiento: Seguimiento
) -> Tarjeta:
    """La tarjeta, que dice además con qué se sigue: qué se prestó y qué es del aprendiz."""
    if veredicto.falla_lo_anterior:
        final = [_anterior(ejercicio, seguimiento), *_prestado(ejercicio, seguimiento)]
    elif veredicto.estado in ("mal", "blanco"):
        final = [*_sigue(ejercicio, seguimiento), _ayuda(ejercicio)]
    else:
        return tarjeta
    return replace(tarjeta, bloques=(*tarjeta.bloques, *final))


def tarjeta_sin_torch(ejercicio: Ejercicio) -> Tarjeta:
    """No se juzga: hace falta PyTorch y no está."""
    texto = "Este ejercicio usa PyTorch, que no está instalado aquí. Sigue con el próximo."
    return Tarjeta("aviso", f"Sin PyTorch: {ejercicio.titulo}", (Parrafo(texto),))


SIN_NUMPY = (
    "NumPy no está instalado aquí, y sin él este ejercicio no se puede comprobar. En Colab, o con "
    "el taller instalado en tu computadora, sí."
)


def tarjeta_sin_numpy(ejercicio: Ejercicio) -> Tarjeta:
    """No se juzga: lo dado del cuaderno usa NumPy y no está, como en una página."""
    return Tarjeta("aviso", f"Sin NumPy: {ejercicio.titulo}", (Parrafo(SIN_NUMPY),))


def tarjeta_de_detenida(ejercicio: Ejercicio) -> Tarjeta:
    """No se juzga: la celda del ejercicio no terminó."""
    texto = (
        "La última vez, la celda de este ejercicio se detuvo con un error y no dejó una respuesta "
        "nueva. Arregla lo que dice su mensaje, ejecútala otra vez y vuelve aquí."
    )
    return Tarjeta("aviso", f"Sin comprobar: {ejercicio.titulo}", (Parrafo(texto),))


def tarjeta_de_prestada(ejercicio: Ejercicio, respuesta: Any) -> Tarjeta:
    """No se juzga: lo que se entrega es nuestra referencia."""
    prestadas = [p for p in activo().partes(ejercicio) if p in prestados_en(respuesta)]
    que = f"{en_lista(prestadas)}: es" if prestadas else "Esta es"
    texto = (
        f"{que} la versión de referencia que te prestamos; ejecuta primero tu celda del "
        f"ejercicio {ejercicio.id} y después esta."
    )
    return Tarjeta("aviso", f"Falta tu respuesta: {ejercicio.titulo}", (Parrafo(texto),))


def _bien(ejercicio: Ejercicio, veredicto: Veredicto) -> Iterator[Bloque]:
    porque = activo().porque(ejercicio, veredicto.huella)
    yield from [Parrafo(porque)] if porque else []


def _vacia(ejercicio: Ejercicio, veredicto: Veredicto) -> Iterator[Bloque]:
    que = veredicto.mensaje or "Todavía no hay nada que comprobar."
    yield Parrafo(f"{que} Escribe tu respuesta en la celda del ejercicio, ejecútala y vuelve aquí.")


def _anterior(ejercicio: Ejercicio, seguimiento: Seguimiento) -> Parrafo:
    ids = ", ".join(seguimiento.anteriores or ejercicio.requiere)
    return Parrafo(
        "Tu parte está bien, pero algo anterior que ella usa no lo está. "
        f"Vuelve a comprobar: {ids}."
    )


def _sigue(ejercicio: Ejercicio, seguimiento: Seguimiento) -> Iterator[Parrafo]:
    if not ejercicio.pieza:
        return
    if not activo().presta(ejercicio):
        yield Parrafo(_SIN_REFERENCIA)
        return
    yield from _prestado(ejercicio, seguimiento)
    if seguimiento.anteriores:
        ids = ", ".join(seguimiento.anteriores)
        yield Parrafo(f"Algo anterior que ella usa tampoco está bien. Vuelve a comprobar: {ids}.")


def _y_sigue(otras: Sequence[str]) -> str:
    """Lo que ya estaba prestado; si es mucho, cuánto: en un cuaderno en blanco es casi todo."""
    if len(otras) > _POCAS:
        return f", y siguen prestadas otras {len(otras)} partes"
    return f", y sigue prestado {en_lista(otras)}" if otras else ""


_POCAS = 3


def _prestado(ejercicio: Ejercicio, seguimiento: Seguimiento) -> Iterator[Parrafo]:
    """«Mientras tanto te prestamos `__mul__`; lo demás de tu `Value` es tuyo»."""
    if not seguimiento.prestado:
        return
    frase = f"Mientras tanto te prestamos {en_lista(seguimiento.prestado)}"
    if es(seguimiento.objeto, type):
        otras = [p for p in prestados_en(seguimiento.objeto) if p not in seguimiento.prestado]
        frase += f"{_y_sigue(otras)}; lo demás de tu `{ejercicio.nombre}` es tuyo"
    if seguimiento.prestado == (ejercicio.nombre,) and es(seguimiento.objeto, type):
        suyos = enganchados(seguimiento.objeto).keys() - {*prestados_en(seguimiento.objeto)}
        con_lo_suyo = ", con los métodos que tú le pusiste después" if suyos else ""
        frase = f"Mientras tanto te prestamos la clase `{ejercicio.nombre}`{con_lo_suyo}"
    yield Parrafo(f"{frase}.")


def _ayuda(ejercicio: Ejercicio) -> Parrafo:
    return Parrafo(f'Ayuda: `pista("{ejercicio.id}")` · `solucion("{ejercicio.id}")`')


def _mal(ejercicio: Ejercicio, veredicto: Veredicto, respuesta: Any) -> Sequence[Bloque]:
    obtenidas = [observada.forma for observada in veredicto.huella]
    if any(forma.clase == "tiempo" for forma in obtenidas):
        return _lento(ejercicio, veredicto)
    if veredicto.error is not None:
        nombrado = _nombrado(ejercicio, veredicto, respuesta)
        return [*nombrado, *_signo_al_reves(ejercicio, respuesta)]
    if ejercicio.tipo != "codigo":
        return [Parrafo(sin_decir_lo_esperado(ejercicio, veredicto))]
    distinto = _lo_distinto(ejercicio, veredicto, respuesta)
    deslices = [*_signo_al_reves(ejercicio, respuesta), *_sin_efecto(ejercicio, respuesta)]
    nuevos = [bloque for bloque in deslices if bloque not in distinto]
    return [*distinto, *nuevos, *_dos_a_la_vez(ejercicio, veredicto)]


def _lento(ejercicio: Ejercicio, veredicto: Veredicto) -> list[Bloque]:
    corte = (
        f"Tu código no terminó en {ejercicio.segundos:g} segundos y lo detuve. "
        "¿Hay un bucle o una llamada que nunca acaba?"
    )
    if any(observada.forma.causa == "memoria" for observada in veredicto.huella):
        corte = "Tu código pidió demasiada memoria y lo detuve. ¿Una lista crece sin parar?"
    return [Parrafo(texto) for texto in (corte, veredicto.mensaje) if texto]


def _signo_al_reves(ejercicio: Ejercicio, respuesta: Any) -> Iterator[Bloque]:
    """El `=+` o el `=-` de una respuesta equivocada: Python los acepta y no hacen lo que parece."""
    for archivo in sorted(set(_archivos(ejercicio, respuesta))):
        for numero, linea in enumerate(linecache.getlines(archivo), start=1):
            hallado = _AL_REVES.match(linea)
            if hallado:
                signo = hallado[1]
                yield Codigo(linea.strip(), f"Línea {numero} de tu celda:")
                yield Parrafo(
                    f"`={signo}` es un `=` y después un signo: da el valor y borra el de antes. "
                    f"Para cambiar lo que había, el signo va primero: `{signo}=`."
                )
                return


_AL_REVES = re.compile(r"\s*[\w.\[\]]+\s*=([-+])(?:\s|(?<=\+))")


def _sin_efecto(ejercicio: Ejercicio, respuesta: Any) -> Iterator[Bloque]:
    """La línea de sus funciones que Python acepta y no hace lo que parece, si la hay."""
    for archivo in sorted(set(_archivos(ejercicio, respuesta))):
        lineas = linecache.getlines(archivo)
        try:
            arbol = ast.parse("".join(lineas))
        except (SyntaxError, ValueError):
            continue
        # fuera de una función, una comparación suelta sirve para verla
        funciones = [nodo for nodo in ast.walk(arbol) if isinstance(nodo, ast.FunctionDef)]
        for nodo in (dentro for funcion in funciones for dentro in ast.walk(funcion)):
            linea, que = _corta_el_bucle(nodo) or (nodo, _por_que_no_hace_nada(nodo))
            if que and isinstance(linea, ast.stmt):
                texto = lineas[linea.lineno - 1].strip()
                yield Codigo(texto, f"Línea {linea.lineno} de tu celda:")
                yield Parrafo(que)
                return


def _corta_el_bucle(nodo: ast.AST) -> tuple[ast.stmt, str] | None:
    """El `return` que está, sin ninguna condición, dentro de un bucle: no hay segunda vuelta."""
    if not isinstance(nodo, ast.For | ast.While):
        return None
    que = (
        f"Este `return` está dentro del `{'for' if isinstance(nodo, ast.For) else 'while'}`: sale "
        "en la primera vuelta. Si va después de todas, quítale un nivel de sangría."
    )
    return next(((x, que) for x in nodo.body if isinstance(x, ast.Return)), None)


def _por_que_no_hace_nada(nodo: ast.AST) -> str:
    valor = nodo.value if isinstance(nodo, ast.Expr | ast.Return) else None
    if isinstance(nodo, ast.Expr) and isinstance(valor, ast.Compare):
        return COMPARA if isinstance(valor.ops[0], ast.Eq) else ""
    llamado = valor.func if isinstance(valor, ast.Call) else None
    if isinstance(nodo, ast.Return) and getattr(llamado, "attr", "") == "backward":
        return "`backward()` no devuelve nada: deja cada gradiente en el `.grad` de su nodo."
    return ""


def _nombrado(ejercicio: Ejercicio, veredicto: Veredicto, respuesta: Any) -> Iterator[Bloque]:
    """El error conocido y, como prueba, la primera observación en que se nota."""
    yield Parrafo(veredicto.mensaje)
    obtenida, esperada = lo_que_difiere(veredicto, ejercicio.tolerancia)
    if obtenida is None or ejercicio.tipo != "codigo":
        return
    excepcion = obtenida.forma.excepcion
    if excepcion is not None:
        que = f"tu código lanzó `{obtenida.forma.valor}`"
        if _es_de_lo_entregado(excepcion):
            que = "tu código terminó, pero lo que entrega no se pudo usar"
        yield Parrafo(f"Al probar {obtenida.etiqueta}, {que}.")
        yield from _linea(ejercicio, respuesta, excepcion)
    elif esperada is not None and not esperada.visible:
        yield Parrafo(f"Al probar {obtenida.etiqueta}: obtuviste `{describir(obtenida.forma)}`.")
    elif esperada is not None:
        if _si_o_no(obtenida.forma, esperada):
            yield Parrafo(_pregunta(obtenida))
            return
        en_palabras = en_que_difieren(obtenida.forma, esperada, ejercicio.tolerancia)
        if en_palabras and not _misma_forma(obtenida.forma, esperada):
            dicho = en_palabras[0].lower() + en_palabras[1:]
            yield Parrafo(f"Al probar {obtenida.etiqueta}: {dicho}")
            return
        donde, una, otra = contrastar(obtenida.forma, esperada, ejercicio.tolerancia)
        sitio = f" `{donde}`" if donde else ""
        una, otra = _dichos(obtenida.forma, esperada, una, otra)
        yield Parrafo(
            f"Al probar {obtenida.etiqueta}{sitio}: obtuviste {una} y se esperaba {otra}."
        )


def _lo_distinto(ejercicio: Ejercicio, veredicto: Veredicto, respuesta: Any) -> list[Bloque]:
    obtenida, esperada = lo_que_difiere(veredicto, ejercicio.tolerancia)
    if obtenida is None:
        return [Parrafo("Tu respuesta no se porta como se pide. Lee otra vez el enunciado.")]
    confusion = otra_cosa(ejercicio, respuesta)
    if confusion:
        return [Parrafo(confusion)]
    lanzo = obtenida.forma.excepcion
    suya = lanzo is not None and explicar(lanzo).linea is not None
    # si algo suyo lanzó, de eso se habla: quizás nunca llegó a un `return`
    if not suya and _sin_return(ejercicio, respuesta):
        return [Parrafo(_SIN_RETURN)]
    if _falta_return(veredicto, ejercicio.tolerancia):
        return [Parrafo(_a_veces_sin_return(veredicto, obtenida, ejercicio.tolerancia))]
    if obtenida.forma.excepcion is not None:
        return _excepcion(ejercicio, respuesta, obtenida, obtenida.forma.excepcion)
    if contiene(obtenida.forma, "hueco"):
        return [Parrafo("En el resultado todavía aparece un `...`: falta llenar una parte.")]
    inerte = [Parrafo(_INERTE)] if veredicto.inerte else []
    return [*_contraste(obtenida, esperada, ejercicio.tolerancia), *inerte]


def _dos_a_la_vez(ejercicio: Ejercicio, veredicto: Veredicto) -> Iterator[Bloque]:
    """Los dos errores conocidos que juntos explican todo lo que falla, si los hay."""
    juntos = los_dos_errores(activo(), ejercicio, veredicto)
    if juntos:
        yield Parrafo("Hay dos errores a la vez:")
    for error in juntos:
        yield Parrafo(f"• {error.mensaje}")


def _contraste(obtenida: Observada, esperada: Forma | None, tolerancia: float) -> Iterator[Bloque]:
    if esperada is not None and _si_o_no(obtenida.forma, esperada):
        yield Parrafo(_pregunta(obtenida))
        return
    yield Parrafo(f"Al probar: {obtenida.etiqueta}")
    en_palabras = "" if esperada is None else en_que_difieren(obtenida.forma, esperada, tolerancia)
    if en_palabras:
        yield Parrafo(en_palabras)
    if esperada is None or not esperada.visible:
        yield Parrafo(f"obtuviste: `{describir(obtenida.forma)}`")
        return
    if en_palabras and not _misma_forma(obtenida.forma, esperada):
        return
    donde, una, otra = contrastar(obtenida.forma, esperada, tolerancia)
    if donde:
        yield Parrafo(f"en la posición `{donde}`, contando desde 0")
    una, otra = _dichos(obtenida.forma, esperada, una, otra)
    yield Parrafo(f"obtuviste: {una}")
    yield Parrafo(f"se esperaba: {otra}")
    if esperada.clase not in ("secuencia", "nada") and obtenida.forma.causa == "tupla":
        yield Parrafo(
            "Varios valores separados por comas no son uno solo: ¿una coma de más? Los decimales "
            "van con punto: `3.5`."
        )


def _misma_forma(obtenida: Forma, esperada: Forma) -> bool:
    """Si son dos arreglos de los que solo cambian los números."""
    un, otro = obtenida, esperada
    return un.clase == otro.clase == "arreglo" and (un.valor.forma, un.valor.tipo) == (
        otro.valor.forma,
        otro.valor.tipo,
    )


def _dichos(obtenida: Forma, esperada: Forma, una: str, otra: str) -> tuple[str, str]:
    """Lo obtenido y lo esperado; si son nombres de tipos de Python, en español."""
    de_una, de_otra = _tipo_dicho(obtenida), _tipo_dicho(esperada)
    return (de_una, de_otra) if de_una and de_otra else (f"`{una}`", f"`{otra}`")


def _tipo_dicho(forma: Forma) -> str:
    """Si lo observado es el nombre de un tipo de Python, cómo se dice en español; si no, «»."""
    tipo = forma.valor if forma.clase == "texto" else ""
    dicho = tipo_en_palabras(tipo)
    return "" if dicho == f"un `{tipo}`" else dicho


def _si_o_no(obtenida: Forma, esperada: Forma) -> bool:
    """Si lo observado es una pregunta nuestra: «True» y «False» no le dicen nada a nadie."""
    return obtenida.clase == esperada.clase == "logico"


def _pregunta(obtenida: Observada) -> str:
    """Lo que no se cumple, dicho con su etiqueta, que suele ser la pregunta."""
    sale, va = ("sí", "no") if obtenida.forma.valor else ("no", "sí")
    return f"Al probar: {obtenida.etiqueta} Salió que {sale}, y debe ser que {va}."


def _linea(ejercicio: Ejercicio, respuesta: Any, excepcion: BaseException) -> Iterator[Bloque]:
    """La línea donde ocurrió; mejor una de la celda del ejercicio que de otra anterior."""
    linea = linea_de(excepcion, set(_archivos(ejercicio, respuesta)))
    if linea is not None and linea.ajena:
        yield Codigo(linea.texto, f"Dentro de `{linea.ajena}`, que está en otra celda:")
    elif linea is not None:
        yield Codigo(linea.texto, f"Línea {linea.numero} de tu celda:")


def _archivos(ejercicio: Ejercicio, respuesta: Any) -> Iterator[str]:
    """Las celdas de donde sale la respuesta."""
    propias = activo().partes(ejercicio)
    objetos = [parte_de(respuesta, p) for p in propias] if propias else [respuesta]
    for objeto in objetos:
        # de una clase entera, los métodos que se escribieron dentro de ella
        dentro = vars(objeto).values() if es(objeto, type) else [objeto]
        funciones = [f for f in map(funcion_de, dentro) if f is not None]
        escritas = [f for f in funciones if not es(objeto, type) or "." in f.__qualname__]
        yield from (f.__code__.co_filename for f in escritas)


def _excepcion(
    ejercicio: Ejercicio, respuesta: Any, obtenida: Observada, excepcion: BaseException
) -> list[Bloque]:
    explicada = explicar(excepcion)
    falta = celda_que_falta(excepcion, ejercicio)
    if _es_de_lo_entregado(excepcion) and falta is None:
        pide, entregado = activo().que_pide(ejercicio), congelar(respuesta)
        que, hacer = de_entregado(excepcion, pide)
        # un valor suelto no es un código que termina
        suelto = not pide and entregado.clase in ("nada", "numero", "logico", "texto")
        inicio = f"Entregaste `{describir(entregado)}`." if suelto else "Tu código terminó."
        frases = [f"Al probar: {obtenida.etiqueta}", f"{inicio} {que}", hacer]
        return [Parrafo(frase) for frase in frases if frase]
    bloques: list[Bloque] = [Parrafo(f"Tu código lanzó `{explicada.tipo}`. {explicada.significa}")]
    bloques += _linea(ejercicio, respuesta, excepcion)
    hacer = falta or explicada.hacer
    bloques += [Parrafo(hacer)] if hacer else []
    bloques.append(Parrafo(f"Pasó al probar: {obtenida.etiqueta}"))
    return bloques


def _es_de_lo_entregado(excepcion: BaseException) -> bool:
    """Si ninguna línea del aprendiz lanzó: falló usar lo que devolvió o dejó."""
    if es_de_la_llamada(excepcion) or es_de_mini_grad(excepcion):
        return False
    return explicar(excepcion).linea is None


def _falta_return(veredicto: Veredicto, tolerancia: float) -> bool:
    """Dice si todo lo que se observa delata un `None` donde debía haber un resultado."""
    pares = [
        (o.forma, e.forma)
        for o, e in zip(veredicto.huella, veredicto.esperada, strict=False)
        if not iguales(o.forma, e.forma, tolerancia)
    ]
    return bool(pares) and all(_es_none(o) for o, _ in pares)


_SIN_RETURN = "Tu función no devuelve nada. ¿Le falta un `return`?"


def _a_veces_sin_return(veredicto: Veredicto, obtenida: Observada, tolerancia: float) -> str:
    """Si en algo acierta con un resultado, el `return` no falta siempre: se dice dónde."""
    acierta = any(
        o.forma.clase not in ("nada", "excepcion") and iguales(o.forma, e.forma, tolerancia)
        for o, e in zip(veredicto.huella, veredicto.esperada, strict=False)
    )
    if not acierta:
        return _SIN_RETURN
    if obtenida.forma.excepcion is not None:  # quizás devuelve algo que lo lleva dentro
        return (
            f"Al probar {obtenida.etiqueta}: ahí sale `None`, y en otros casos sí hay resultado. "
            "¿Qué camino no llega a un `return`, o deja un `None`?"
        )
    return (
        f"Al probar {obtenida.etiqueta}: ahí no se devuelve nada, y en otros casos sí. "
        "¿Qué camino no llega a un `return`?"
    )


def _sin_return(ejercicio: Ejercicio, respuesta: Any) -> bool:
    """Dice si el aprendiz no devuelve nada en ningún lado y la solución sí."""
    if not activo().presta(ejercicio):
        return False
    buena = activo().referencia(ejercicio).get(ejercicio.nombre)
    return any(
        no_devuelve_nada(parte_de(respuesta, parte))
        and not no_devuelve_nada(parte_de(buena, parte))
        for parte in activo().partes(ejercicio) or (None,)
    )


def _es_none(forma: Forma) -> bool:
    if forma.excepcion is None:
        return forma.clase == "nada"
    culpa_suya = explicar(forma.excepcion).linea is not None
    return "NoneType" in str(forma.excepcion) and not culpa_suya
