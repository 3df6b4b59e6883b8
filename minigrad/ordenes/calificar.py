"""`minigrad calificar`: las notas de una clase entera."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from minigrad import _extras
from minigrad.aula.curso.activo import activo
from minigrad.calificar.boleta.ajustes import Ajuste, ajustar, leer_ajustes
from minigrad.calificar.boleta.informe import hay_jinja
from minigrad.calificar.boleta.lista import NoSeLee, leer_lista
from minigrad.calificar.boleta.plataformas import sin_su_total
from minigrad.calificar.boleta.tarea import NoEsTarea, leer_hasta, leer_tarea
from minigrad.calificar.calificador import Calificador
from minigrad.calificar.con_dask import Cluster, Encargo, SinCluster
from minigrad.calificar.entrega.buscar import Entrega, buscar, es_zip
from minigrad.calificar.jaula.encierro import PROTECCIONES, Limites, advertencias
from minigrad.calificar.juez import Juez
from minigrad.calificar.marcha import Marcha, Pedido, Publicado, Repartir, lo_que_falta, resumir
from minigrad.calificar.memoria import Memoria, carpeta_de, es_nuestro, sello
from minigrad.calificar.reparto import nucleos, repartir
from minigrad.ordenes.comun import fallar

AYUDA = """\
uso: minigrad calificar CARPETA [--csv NOTAS] [--html INFORME] [opciones]

Califica los cuadernos que hay en CARPETA: una carpeta por aprendiz, o los archivos juntos con el
nombre de cada uno. También los que trae un .zip, como el que da «Descargar mi trabajo»: uno por
aprendiz en CARPETA (ana.zip), o uno solo en su lugar. Cada respuesta corre en un proceso aparte,
sin red, sin tocar tus archivos y con tiempo y memoria contados. Un ejercicio vale tantos puntos
como estrellas tiene.

Si la interrumpes, la misma orden sigue donde iba; y solo repite las entregas que cambiaron. Con
otra lista, otros ajustes u otra fecha no repite ninguna.

qué se cuenta:
  --tarea QUÉ…       lo que pediste: cuadernos (02_a_mano, 02), su práctica (02p, "02 y su
                     práctica") o ejercicios (02-derivada). Va después de CARPETA. Sin ella, los
                     cuadernos que entregó al menos la mitad
  --lista ARCHIVO    el CSV de la clase, como lo exportan Moodle o Canvas, o uno tuyo con
                     identificador,nombre: quien no entregó tiene su fila, con 0
  --hasta FECHA      marca lo entregado después, sin descontar: 2027-03-08T18:00, o 2027-03-08 para
                     el día entero. Se mira la fecha del archivo, que a veces se pierde al
                     descomprimir; en los archivos de Canvas, si su nombre dice LATE
  --ajustes ARCHIVO  puntos que cambias a mano, en un CSV tuyo que aquí solo se lee:
                         identificador,ejercicio,puntos,quién,porqué
                     puntos son los que quedan. En ejercicio puede ir un cuaderno (su total) o
                     nada (el total)

qué se escribe:
  --csv NOTAS        una línea por aprendiz y ejercicio (notas.csv, si no dices otra cosa)
  --html INFORME     el informe de la clase, una página para el navegador
  --hojas CARPETA    una página por aprendiz, para devolver: qué estuvo bien, qué error fue y qué
                     pista releer, sin soluciones
  --moodle ARCHIVO   un CSV para Moodle: una línea por aprendiz, cada cuaderno, el total y la
                     retroalimentación
  --canvas ARCHIVO   un CSV para Canvas: una línea por aprendiz y una columna por cuaderno
                     Los dos salen mejor con --lista, que dice quién es cada quien allá

cómo:
  --segundos N       lo que se espera a cada respuesta (5)
  --memoria MB       la memoria que puede pedir cada respuesta (512)
  --nucleos N        cuántas se califican a la vez (todas las que tu máquina puede)
  --dask DIRECCION   reparte el trabajo en un cluster de Dask que ya está en marcha
  -h, --help         muestra esta ayuda
"""

_BARRA = "{desc} {n_fmt} de {total_fmt} |{bar:30}| quedan {remaining}"


def configurar(interprete: argparse.ArgumentParser) -> None:
    interprete.add_argument("carpeta", type=Path)
    interprete.add_argument("--csv", type=Path, default=Path("notas.csv"))
    for salida in ("--html", "--hojas", "--moodle", "--canvas"):
        interprete.add_argument(salida, type=Path)
    interprete.add_argument("--tarea", nargs="+", action="extend", default=[])
    interprete.add_argument("--lista", type=Path)
    interprete.add_argument("--hasta")
    interprete.add_argument("--ajustes", type=Path)
    interprete.add_argument("--segundos", type=_positivo, default=5.0)
    interprete.add_argument("--memoria", type=_positivo, default=512)
    interprete.add_argument("--nucleos", type=_positivo)
    interprete.add_argument("--dask")


def _positivo(texto: str) -> float:
    numero = float(texto)
    if not 0 < numero < 1e6:
        raise ValueError(texto)
    return numero


def ejecutar(pedido: argparse.Namespace) -> int:
    try:
        import tqdm  # noqa: F401
    except ImportError:
        falta = _extras.orden("cuadernos", "tqdm")
        return fallar(f"Falta un paquete para la barra de avance. Instálalo:  {falta}")
    if (pedido.html or pedido.hojas) and not hay_jinja():
        falta = _extras.orden("cuadernos", "jinja2")
        return fallar(
            f"Para el informe y las hojas falta Jinja2: instálalo con  {falta}  y repite la orden, "
            "o pide solo los CSV."
        )
    carpeta: Path = pedido.carpeta.expanduser()
    if not carpeta.exists():
        return fallar(f"No encuentro {carpeta}: ¿está bien escrito su nombre?")
    if not carpeta.is_dir() and not es_zip(carpeta):
        return fallar(f"{carpeta} no es una carpeta ni un .zip: di la carpeta en que está.")
    if choque := _se_pisan(pedido):
        return fallar(choque)
    limites = Limites(segundos=pedido.segundos, memoria_mb=int(pedido.memoria))
    calificador = Calificador(Juez(activo(), limites))
    try:
        que = Pedido(
            tarea=leer_tarea(pedido.tarea, calificador.plano) if pedido.tarea else (),
            lista=leer_lista(pedido.lista) if pedido.lista else None,
            hasta=leer_hasta(pedido.hasta) if pedido.hasta else None,
        )
        ajustes = leer_ajustes(pedido.ajustes) if pedido.ajustes else []
    except (NoEsTarea, NoSeLee) as error:
        return fallar(str(error))
    # las notas de otra vez, la lista o los ajustes pueden estar junto a las entregas
    propios = {archivo.resolve() for _, archivo in _archivos(pedido)}
    try:
        todas = buscar(carpeta, calificador.juez.curso.cuadernos())
    except OSError as error:
        return fallar(f"No puedo abrir {carpeta} ({error.strerror}).")
    registros = {carpeta if carpeta.is_dir() else carpeta.parent, pedido.csv.parent}
    entregas = [
        e
        for e in todas
        if e.ruta.is_symlink() or not (e.ruta.resolve() in propios or es_nuestro(e.ruta, registros))
    ]
    if not entregas:
        return fallar(f"En {carpeta} no hay cuadernos: pon ahí los .ipynb o los .zip de tu clase.")
    _atender_senales()
    try:
        return _calificar(pedido, calificador, entregas, que, ajustes)
    except OSError as error:
        donde = error.filename or pedido.csv
        return fallar(f"No puedo escribir en {donde} ({error.strerror}). ¿Está abierto en Excel?")


def _se_pisan(pedido: argparse.Namespace) -> str:
    """Dos archivos que son el mismo, o que no lo son: ninguno de los tuyos se toca."""
    vistos: dict[Path, str] = {}
    for opcion, archivo in _archivos(pedido):
        if opcion == "hojas" and archivo.is_file():
            return f"--hojas pide una carpeta, y {archivo} es un archivo: di otra."
        if opcion != "hojas" and archivo.is_dir():
            return f"--{opcion} pide un archivo, y {archivo} es una carpeta: di su nombre."
        if archivo.resolve() in vistos:
            otra = vistos[archivo.resolve()]
            return f"--{otra} y --{opcion} son el mismo archivo, {archivo}: cambia uno."
        vistos[archivo.resolve()] = opcion
    return ""


def _archivos(pedido: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    """Los archivos que se nombran al escribir la orden."""
    for opcion in ("lista", "ajustes", "csv", "html", "moodle", "canvas", "hojas"):
        if archivo := getattr(pedido, opcion):
            yield opcion, archivo


def _calificar(
    pedido: argparse.Namespace,
    calificador: Calificador,
    entregas: Sequence[Entrega],
    que: Pedido,
    ajustes: Sequence[Ajuste],
) -> int:
    hecho_con = sello(calificador.juez.limites)
    memoria = Memoria(carpeta_de(pedido.csv), hecho_con)
    marcha = Marcha(calificador, entregas, memoria, que)
    total = len(marcha.hechas) + len(marcha.pendientes)
    if marcha.hechas:
        sigo = ": sigo con las demás" if marcha.pendientes else ""
        print(f"Ya estaban calificadas {len(marcha.hechas)} de {total}{sigo}.")
    try:
        if marcha.pendientes:
            _seguir(pedido, calificador, marcha, hecho_con)
    except KeyboardInterrupt:
        van = f"{len(marcha.hechas)} de {total}"
        print(f"\nInterrumpido con {van} calificadas. La misma orden sigue desde ahí.")
        return 130
    except SinCluster as error:
        return fallar(str(error))
    clase = marcha.clase()
    mal_ajustados = ajustar(clase, ajustes)
    for linea in resumir(clase, que):
        print(linea)
    for dicho in mal_ajustados:
        print(f"  {pedido.ajustes}, {dicho}")
    if (pedido.moodle or pedido.canvas) and clase.fuera:
        print("Quien no está en la lista no va en los archivos de Moodle y Canvas.")
    if pedido.canvas and (cambiados := sin_su_total(clase)):
        print(
            f"Totales cambiados a mano que no van en {pedido.canvas}: {len(cambiados)}. Canvas los "
            "suma de nuevo: cambia los puntos de un cuaderno, o el total allá."
        )
    salidas = (pedido.csv, pedido.html, pedido.moodle, pedido.canvas, pedido.hojas)
    _decir(marcha.publicar(clase, *salidas), pedido.hojas)
    return 0


def _decir(publicados: Sequence[Publicado], hojas: Path | None) -> None:
    en_hojas = 0
    for publicado in publicados:
        if publicado.apartado:
            print(f"Habías cambiado {publicado.archivo}: lo tuyo quedó en {publicado.apartado}.")
        if hojas is not None and publicado.archivo.parent == hojas:
            en_hojas += 1
        else:
            print(f"Listo: {publicado.archivo}")
    if hojas is not None:
        print(f"Listo: {en_hojas} hojas en {hojas}")


def _seguir(
    pedido: argparse.Namespace, calificador: Calificador, marcha: Marcha, hecho_con: str
) -> None:
    if not pedido.dask:
        cuantos = int(pedido.nucleos or nucleos())
        _advertir(lo_que_falta(calificador.juez.limites))
        _con_barra(marcha, lambda entregas: repartir(calificador, entregas, cuantos))
        return
    encargo = Encargo(calificador.juez.limites, tuple(calificador.juez.semillas), hecho_con)
    cluster = Cluster(pedido.dask, encargo)
    try:
        _advertir(cluster.lo_que_falta(PROTECCIONES))
        _con_barra(marcha, cluster.repartir)
    finally:
        cluster.cerrar()


def _advertir(faltan: Sequence[str]) -> None:
    for frase in advertencias(faltan):
        print(frase)


def _con_barra(marcha: Marcha, repartir: Repartir) -> None:
    from tqdm import tqdm

    van, faltan = len(marcha.hechas), len(marcha.pendientes)
    with tqdm(total=van + faltan, initial=van, desc="Entregas", bar_format=_BARRA) as barra:
        for _ in marcha.seguir(repartir):
            barra.update()


def _atender_senales() -> None:
    """Que terminar el proceso o cerrar la ventana sea como oprimir Ctrl-C."""

    def interrumpir(*_: Any) -> NoReturn:
        raise KeyboardInterrupt

    for nombre in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, nombre):
            signal.signal(getattr(signal, nombre), interrumpir)
