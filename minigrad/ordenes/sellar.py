"""`minigrad sellar`: hace un paquete de clase con los cuadernos en blanco y sin soluciones."""

from __future__ import annotations

import argparse
import importlib.util
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from minigrad import _extras, _recursos
from minigrad._archivos import apartar
from minigrad.aula.celda.entorno import hay_torch
from minigrad.aula.cerrojo.politica import (
    NOMBRE,
    POR_OMISION,
    Politica,
    Politicas,
    fecha,
    leer,
)
from minigrad.aula.curso.activo import activo
from minigrad.ordenes.comun import fallar
from minigrad.sellar import claves, cuadernos
from minigrad.sellar.anterior import Anterior, NoSeEntiende, de_aula, de_paquete
from minigrad.sellar.claves import como_aula
from minigrad.sellar.datos import NoSeSella
from minigrad.sellar.paquete import SUELTOS, Pedido, armar

AYUDA = """\
uso: minigrad sellar [--salida CARPETA] [--politica CUAL] [--intentos N] [--desde FECHA]
                     [--aula ARCHIVO] [--direccion URL] [--sin-prestamos | --con-prestamos]
                     [--otra-vez] [--solo-aula]

Hace el paquete de una clase: CARPETA y CARPETA.zip (clase y clase.zip, si no dices otra), con los
cuadernos en blanco, las comprobaciones y las pistas, y las soluciones cifradas. Reparte el zip.
Se usa desde la carpeta del taller, la que tiene taller.py.

Nadie tropieza con una solución, pero no sirve para un examen: lo que se presta para seguir es el
código de casi todas las que son código, y va oculto, no cifrado. Con --sin-prestamos no va.

Cuándo se abren las soluciones:
  --politica clave     cada cuaderno, con cuatro palabras que tú dices en clase (lo normal); quedan
                       en CARPETA-claves.txt, que es solo tuyo y no va en el paquete
  --politica fecha     desde la FECHA de --desde, por ejemplo 2025-03-08T18:00
  --politica intento   tras un intento de verdad: repetir lo mismo o dejarlo en blanco no cuenta
  --politica abiertas  siempre
  --politica cerradas  nunca: no van en el paquete
  --intentos N         pide además N intentos (1 con intento, 0 con clave o fecha)
  --aula ARCHIVO       una política para cada cuaderno, escrita como un aula.toml:
                           soluciones = "clave"
                           [secciones.03]            # la lección 3; 03p es su práctica
                           soluciones = "fecha"
                           desde = 2025-03-08T18:00:00-06:00

Lo prestado: cuando un ejercicio falta, `comprobar` pone código de referencia para poder seguir.
  --sin-prestamos      no lleva ese código. En un cuaderno con clave, hasta que se abra, cada quien
                       sigue con lo suyo y lo que dependa de un ejercicio que falta se detiene; en
                       uno cerrado, siempre. En los demás se presta igual: su llave va dentro
  --con-prestamos      lo lleva (lo normal); para volver a él con --otra-vez

Otras opciones:
  --direccion URL      de dónde trae Colab el zip, si lo publicas; si no, la primera celda lo pide
  --otra-vez           rehace el paquete con las mismas claves y, si no dices otra cosa, la misma
                       política, los mismos préstamos y la misma dirección; conserva el anterior
                       con su fecha en el nombre
  --solo-aula          no hace un paquete: escribe CARPETA-aula.toml, con la política y los candados
                       de las claves. Cópialo con el nombre aula.toml junto al taller de cada quien
                       (o en su mi_taller). Ahí las soluciones solo se esconden: no van cifradas
  -h, --help           muestra esta ayuda

Quien aprende abre una sección con  solucion("03-sumar", clave="cuatro palabras cualquiera aquí").

Qué protege y qué no:
  - El texto de las soluciones y sus explicaciones va cifrado: de un cuaderno con clave no se lee
    sin ella (36 bits y scrypt). La explicación de un ejercicio la abre también su respuesta.
  - Con fecha o con intentos la llave va en el paquete, oculta: quien se lo proponga la encuentra,
    o cambia el reloj.
  - Oculto no es cifrado: quien se lo proponga lee lo que se presta, también de un cuaderno con
    clave o cerrado, y el motor de minigrad, que va siempre.
  - Los números y las letras que se piden van en resúmenes que no se leen, pero se adivinan
    probando: una letra o un entero pequeño, en un momento; un número con tres decimales, en
    minutos.
  - El taller completo es público.
"""


def configurar(interprete: argparse.ArgumentParser) -> None:
    interprete.add_argument("--salida", type=Path, default=Path("clase"))
    interprete.add_argument("--politica", choices=tuple(POR_OMISION))
    interprete.add_argument("--intentos", type=int)
    interprete.add_argument("--desde")
    interprete.add_argument("--aula", type=Path)
    interprete.add_argument("--direccion")
    prestamos = interprete.add_mutually_exclusive_group()
    prestamos.add_argument("--sin-prestamos", action="store_true")
    prestamos.add_argument("--con-prestamos", action="store_true")
    interprete.add_argument("--otra-vez", action="store_true")
    interprete.add_argument("--solo-aula", action="store_true")


def ejecutar(pedido: argparse.Namespace) -> int:
    salida: Path = pedido.salida.expanduser().absolute()
    raiz = _recursos.cuadernos("notebooks").parent
    archivo = salida.with_name(f"{salida.name}-claves.txt")
    hechos = [_aula_de(salida)] if pedido.solo_aula else [salida, _zip_de(salida)]
    falta = _lo_que_falta(raiz, solo_aula=pedido.solo_aula)
    falta = falta or _lo_mal_escrito(salida, pedido.direccion)
    if not pedido.otra_vez:
        falta = falta or _lo_que_ya_hay([*hechos, archivo])
    falta = falta or _lo_que_estorba(raiz, salida, hechos, archivo)
    if falta:
        return fallar(falta)
    vigente = activo()
    try:
        previo = _anterior(pedido, salida, vigente.secciones()) if pedido.otra_vez else None
        ya = claves.leer(archivo) if pedido.otra_vez else {}
    except (NoSeEntiende, claves.ClavesDanadas) as error:
        return fallar(str(error))
    politicas = _politicas(pedido, previo)
    if politicas.problemas:
        return fallar("\n".join(politicas.problemas))
    porseccion = {seccion: politicas.de(seccion) for seccion in vigente.secciones()}
    dichas = _claves(ya, porseccion)
    prestar = pedido.con_prestamos or (not pedido.sin_prestamos and (not previo or previo.prestar))
    direccion = previo.direccion if previo and pedido.direccion is None else pedido.direccion or ""
    try:
        salida.parent.mkdir(parents=True, exist_ok=True)
        # se arma aparte: si algo falla o se interrumpe, queda todo como estaba
        with tempfile.TemporaryDirectory(prefix=".sellando-", dir=salida.parent) as aparte:
            hecho = Pedido(raiz, Path(aparte) / salida.name, porseccion, dichas, direccion, prestar)
            if pedido.solo_aula:
                _aula_de(hecho.salida).write_text(como_aula(porseccion, dichas), encoding="utf-8")
            else:
                armar(vigente, hecho, lambda modulo: print(f"sellando {modulo}…", flush=True))
            titulos = _titulos(raiz)
            conservados = claves.escribir(archivo, salida.name, dichas, titulos) if dichas else []
            conservados += _poner(hechos, Path(aparte))
    except NoSeSella as error:
        return fallar(f"El taller no se puede sellar así: {error}")
    except OSError as error:
        donde = error.filename or salida
        return fallar(
            f"No pude escribir en {donde} ({error.strerror or error}): elige otro lugar con "
            "--salida."
        )
    except KeyboardInterrupt:
        return fallar("\nDetenido antes de terminar: no quedó nada a medias.")
    if not pedido.solo_aula:
        print(_CON_PRESTAMOS if prestar else _SIN_PRESTAMOS)
    for seccion in sorted(dichas.keys() - ya.keys()) if pedido.otra_vez and ya else ():
        print(f"La clave de {seccion} es nueva: no estaba en {archivo.name}.")
    if pedido.otra_vez and previo is None:
        print(
            "No encontré un paquete anterior del que tomar la política: usé la que dice la orden."
        )
    _contar(hechos, archivo if dichas else None, conservados)
    return 0


def _poner(hechos: Sequence[Path], aparte: Path) -> list[Path]:
    """Cambia lo anterior por lo nuevo y da dónde quedó; si no se puede, queda todo como estaba."""
    cambiados: list[tuple[Path, Path | None]] = []
    try:
        for ruta in hechos:
            cambiados.append((ruta, apartar(ruta) if ruta.exists() else None))
            (aparte / ruta.name).rename(ruta)
    except BaseException:
        for ruta, apartada in reversed(cambiados):
            if ruta.exists() and not (aparte / ruta.name).exists():
                ruta.rename(aparte / ruta.name)
            if apartada is not None:
                apartada.rename(ruta)
        raise
    return [apartada for _, apartada in cambiados if apartada is not None]


def _aula_de(salida: Path) -> Path:
    return salida.with_name(f"{salida.name}-aula.toml")


def _zip_de(salida: Path) -> Path:
    return salida.with_name(f"{salida.name}.zip")


# --- antes de empezar ------------------------------------------------------------------------


def _lo_que_falta(raiz: Path, *, solo_aula: bool) -> str:
    if _recursos.es_de_clase():
        return "Este ya es el paquete de una clase: `sellar` se usa en el taller completo."
    if solo_aula:
        return ""
    if not all((raiz / nombre).is_file() for nombre in SUELTOS):
        return (
            "`sellar` se usa en la carpeta del taller, la que tiene taller.py: descárgala y repite "
            "la orden ahí, con  python -m minigrad sellar"
        )
    if not _hay_cryptography():
        falta = _extras.orden("sellado", "cryptography")
        return f"Para sellar hace falta el paquete cryptography: escribe  {falta}  y repite."
    if not hay_torch():
        falta = _extras.orden("torch", "torch")
        return f"Para sellar hace falta PyTorch: escribe  {falta}  y repite."
    return ""


def _hay_cryptography() -> bool:
    return importlib.util.find_spec("cryptography") is not None


def _lo_mal_escrito(salida: Path, direccion: str | None) -> str:
    if not re.fullmatch(r"[\w][\w .-]*", salida.name):
        return f"El nombre {salida.name!r} no sirve: usa letras, números, guiones y espacios."
    if direccion and not re.fullmatch(r"https?://[^\s\"'\\{}]+", direccion):
        return "La dirección del zip empieza por https:// y no lleva espacios ni comillas."
    return ""


def _lo_que_ya_hay(rutas: Iterable[Path]) -> str:
    for ruta in rutas:
        if ruta.exists():
            return (
                f"Ya existe {ruta}, y no lo piso. Elige otro nombre con --salida, o rehazlo "
                "con sus mismas claves con --otra-vez."
            )
    return ""


def _lo_que_estorba(raiz: Path, salida: Path, hechos: Sequence[Path], archivo: Path) -> str:
    """Lo que hay donde va el paquete y no es un paquete."""
    if salida == raiz or salida in raiz.parents:
        return f"{salida} es la carpeta del taller, y no la muevo: elige otro nombre con --salida."
    for ruta in (*hechos, archivo):
        if ruta.exists() and ruta.is_dir() != (ruta == salida):
            es, va = (
                ("un archivo", "una carpeta") if ruta == salida else ("una carpeta", "un archivo")
            )
            return f"{ruta} es {es}, y ahí va {va}: elige otro nombre con --salida."
    for carpeta in salida.parents:
        if carpeta.exists() and not carpeta.is_dir():
            return f"{carpeta} es un archivo, no una carpeta: elige otro lugar con --salida."
    return ""


# --- qué se pidió ----------------------------------------------------------------------------


def _politicas(pedido: argparse.Namespace, previo: Anterior | None) -> Politicas:
    """Las de --aula; si no se dio, una para todo; y si se rehace sin decir nada, las que tenía."""
    secciones = activo().secciones()
    dicha = pedido.politica or pedido.desde or pedido.intentos is not None
    if pedido.aula is not None:
        if dicha:
            return Politicas(problemas=("Con --aula, la política se escribe en ese archivo.",))
        return _de_archivo(pedido.aula.expanduser(), secciones)
    if previo and not dicha:
        return Politicas(Politica("clave", 0), previo.politicas)
    lineas = [f'soluciones = "{pedido.politica or ("fecha" if pedido.desde else "clave")}"']
    if pedido.intentos is not None:
        lineas.append(f"intentos = {pedido.intentos}")
    if pedido.desde is not None:
        try:
            lineas.append(f"desde = {fecha(pedido.desde).isoformat()}")
        except ValueError:
            que = "La fecha de --desde se escribe año-mes-día, una T y la hora: 2025-03-08T18:00"
            return Politicas(problemas=(que,))
    return _leer("\n".join(lineas), secciones, "lo que pides")


def _de_archivo(archivo: Path, secciones: list[str]) -> Politicas:
    try:
        texto = archivo.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        que = "no existe. Revisa cómo se escribe su nombre y en qué carpeta está."
    except UnicodeDecodeError:
        que = "no es un texto en UTF-8. Guárdalo otra vez con esa codificación."
    except OSError as error:
        es_carpeta = archivo.is_dir()
        que = "es una carpeta." if es_carpeta else f"{error.strerror}. Revisa sus permisos."
    else:
        return _leer(texto, secciones, f"`{archivo}`")
    return Politicas(problemas=(f"No puedo leer {archivo}: {que}",))


def _leer(texto: str, secciones: list[str], donde: str) -> Politicas:
    """Lo que dice un texto; los problemas nombran de dónde viene, y las horas son las de aquí."""
    leidas = leer(texto, secciones)
    frases = (problema.replace(f"`{NOMBRE}`", donde) for problema in leidas.problemas)
    propias = {seccion: _con_zona(politica) for seccion, politica in leidas.secciones.items()}
    return Politicas(_con_zona(leidas.general), propias, tuple(frases))


def _con_zona(politica: Politica) -> Politica:
    """La hora que se escribe es la de aquí; en otra máquina puede ser otra."""
    if politica.desde is None or politica.desde.tzinfo is not None:
        return politica
    return replace(politica, desde=politica.desde.astimezone())


def _anterior(
    pedido: argparse.Namespace, salida: Path, secciones: Sequence[str]
) -> Anterior | None:
    """Lo que se eligió la vez anterior, si hace falta y se encuentra."""
    try:
        if pedido.solo_aula:
            return de_aula(_aula_de(salida), secciones)
        return de_paquete(salida, _zip_de(salida))
    except NoSeEntiende:
        if pedido.aula or pedido.politica or pedido.desde:
            return None
        raise


def _claves(ya: Mapping[str, str], politicas: Mapping[str, Politica]) -> dict[str, str]:
    """Una clave por sección que la pida: la que ya tenía, si se rehace, o una nueva."""
    cerradas = [s for s, politica in politicas.items() if politica.soluciones == "clave"]
    return {**ya, **{seccion: ya.get(seccion) or claves.inventar() for seccion in cerradas}}


def _titulos(raiz: Path) -> dict[str, str]:
    """El título del cuaderno de cada sección."""
    titulos = {}
    for ruta in (*raiz.glob("notebooks/*.ipynb"), *raiz.glob("exercises/*.ipynb")):
        seccion = ruta.name[:2] + ("p" if ruta.parent.name == "exercises" else "")
        titulos[seccion] = cuadernos.titulo(ruta)
    return titulos


# --- al terminar -----------------------------------------------------------------------------


_CON_PRESTAMOS = (
    "\nLo que se presta para seguir va oculto, no cifrado, y es la solución de casi todos "
    "los\nejercicios de código: quien se lo proponga lo lee. Para que no vaya, usa --sin-prestamos."
)
_SIN_PRESTAMOS = (
    "\nDe lo que va con clave no se presta nada hasta abrirlo, y de lo cerrado, nunca: quien deje "
    "ahí un\nejercicio sin resolver sigue con lo suyo."
)


def _contar(hechos: list[Path], archivo: Path | None, conservados: list[Path]) -> None:
    for ruta in conservados:
        print(f"Conservé lo anterior en {ruta}")
    if len(hechos) == 1:
        print(f"La política está en {hechos[0]}: repártela con el nombre aula.toml.")
    else:
        print(f"\nEl paquete está en {hechos[0]}\ny, para repartirlo, en {hechos[1]}")
    if archivo is not None:
        print(f"Las claves están en {archivo}: son solo tuyas, no lo repartas.")
