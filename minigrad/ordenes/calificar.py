"""`minigrad calificar`: las notas de una clase entera."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from minigrad.aula.curso.activo import activo
from minigrad.calificar.boleta.informe import SIN_JINJA, hay_jinja
from minigrad.calificar.boleta.planilla import Clase
from minigrad.calificar.calificador import Calificador
from minigrad.calificar.con_dask import Cluster, Encargo, SinCluster
from minigrad.calificar.entrega.buscar import Entrega, buscar
from minigrad.calificar.jaula.encierro import FALTA, Limites
from minigrad.calificar.juez import Juez
from minigrad.calificar.marcha import Marcha, Repartir, lo_que_falta
from minigrad.calificar.memoria import Memoria, sello
from minigrad.calificar.reparto import nucleos, repartir
from minigrad.ordenes.comun import fallar

AYUDA = """\
uso: minigrad calificar CARPETA [--csv NOTAS] [--html INFORME] [opciones]

Califica los cuadernos que hay en CARPETA: una carpeta por aprendiz, o los archivos juntos con el
nombre de cada uno. Cada respuesta corre en un proceso aparte, sin red, sin tocar tus archivos y
con tiempo y memoria contados. Un ejercicio vale tantos puntos como estrellas tiene.

Si la interrumpes, la misma orden sigue donde iba; y solo repite las entregas que cambiaron.

opciones:
  --csv NOTAS        dónde escribir las notas (notas.csv, si no dices otra cosa)
  --html INFORME     dónde escribir el informe de la clase, una página para el navegador
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
    interprete.add_argument("--html", type=Path)
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
        return fallar("Falta un paquete para la barra de avance. Instálalo:  pip install tqdm")
    if pedido.html and not hay_jinja():
        return fallar(SIN_JINJA)
    carpeta: Path = pedido.carpeta.expanduser()
    if not carpeta.is_dir():
        return fallar(f"No encuentro la carpeta {carpeta}: ¿está bien escrito su nombre?")
    limites = Limites(segundos=pedido.segundos, memoria_mb=int(pedido.memoria))
    calificador = Calificador(Juez(activo(), limites))
    entregas = buscar(carpeta, calificador.juez.curso.cuadernos())
    if not entregas:
        return fallar(f"En {carpeta} no hay cuadernos: pon ahí los .ipynb de tu clase.")
    _atender_senales()
    try:
        return _calificar(pedido, calificador, entregas)
    except OSError as error:
        donde = error.filename or pedido.csv
        return fallar(f"No puedo escribir en {donde} ({error.strerror}). ¿Está abierto en Excel?")


def _calificar(
    pedido: argparse.Namespace, calificador: Calificador, entregas: Sequence[Entrega]
) -> int:
    hecho_con = sello(calificador.juez.limites)
    marcha = Marcha(calificador, entregas, Memoria(_carpeta_de_memoria(pedido.csv), hecho_con))
    if marcha.hechas:
        print(
            f"Ya estaban calificadas {len(marcha.hechas)} de {len(entregas)}: sigo con las demás."
        )
    try:
        if marcha.pendientes:
            _seguir(pedido, calificador, marcha, hecho_con)
    except KeyboardInterrupt:
        van = f"{len(marcha.hechas)} de {len(entregas)}"
        print(f"\nInterrumpido con {van} calificadas. La misma orden sigue desde ahí.")
        return 130
    except SinCluster as error:
        return fallar(str(error))
    clase = marcha.clase()
    _contar(clase)
    for publicado in marcha.publicar(clase, pedido.csv, pedido.html):
        if publicado.apartado:
            print(f"Habías cambiado {publicado.archivo}: lo tuyo quedó en {publicado.apartado}.")
        print(f"Listo: {publicado.archivo}")
    return 0


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
        _advertir(cluster.lo_que_falta(list(FALTA)))
        _con_barra(marcha, cluster.repartir)
    finally:
        cluster.cerrar()


def _advertir(faltan: Sequence[str]) -> None:
    for nombre in faltan:
        print(f"Cuidado, aquí no se puede limitar {nombre}: {FALTA[nombre]}.")


def _carpeta_de_memoria(csv: Path) -> Path:
    return csv.with_name(f".{csv.stem}-calificadas")


def _con_barra(marcha: Marcha, repartir: Repartir) -> None:
    from tqdm import tqdm

    van, faltan = len(marcha.hechas), len(marcha.pendientes)
    with tqdm(total=van + faltan, initial=van, desc="Entregas", bar_format=_BARRA) as barra:
        for _ in marcha.seguir(repartir):
            barra.update()


def _contar(clase: Clase) -> None:
    for boleta in clase.rechazadas:
        print(f"  {boleta.entrega}: {boleta.rechazo}")
    con_nota = [fila for fila in clase.filas if fila.maximo]
    media = sum(fila.puntos / fila.maximo for fila in con_nota) / max(1, len(con_nota))
    print(f"{len(clase.filas)} aprendices; en promedio, {media:.0%} de los puntos.")


def _atender_senales() -> None:
    """Que terminar el proceso o cerrar la ventana sea como oprimir Ctrl-C."""

    def interrumpir(*_: Any) -> NoReturn:
        raise KeyboardInterrupt

    for nombre in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, nombre):
            signal.signal(getattr(signal, nombre), interrumpir)
