"""`minigrad sellar`: hace un paquete de clase con los cuadernos en blanco y sin soluciones."""

from __future__ import annotations

import argparse
import importlib.util
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from minigrad import _extras, _recursos
from minigrad._archivos import apartar
from minigrad.aula.celda.entorno import hay_torch
from minigrad.aula.cerrojo.politica import POR_OMISION, Politica, Politicas, fecha, leer
from minigrad.aula.curso.activo import activo
from minigrad.ordenes.comun import fallar
from minigrad.sellar import claves, cuadernos
from minigrad.sellar.claves import como_aula
from minigrad.sellar.datos import NoSeSella
from minigrad.sellar.paquete import SUELTOS, Pedido, armar

AYUDA = """\
uso: minigrad sellar [--salida CARPETA] [--politica CUAL] [--intentos N] [--desde FECHA]
                     [--aula ARCHIVO] [--direccion URL] [--sin-prestamos] [--otra-vez]
                     [--solo-aula]

Hace el paquete de una clase: CARPETA y CARPETA.zip (clase y clase.zip, si no dices otra), con los
cuadernos en blanco, las comprobaciones y las pistas, y las soluciones cifradas. Reparte el zip.
Se usa desde la carpeta del taller, la que tiene taller.py.

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

Otras opciones:
  --direccion URL      de dónde trae Colab el zip, si lo publicas; si no, la primera celda lo pide
  --sin-prestamos      no lleva el código con que un cuaderno sigue cuando un ejercicio está vacío;
                       se presta solo después de abrir la sección
  --otra-vez           rehace el paquete con las mismas claves y conserva el anterior con su fecha
  --solo-aula          no hace un paquete: escribe CARPETA-aula.toml, con la política y los candados
                       de las claves. Cópialo con el nombre aula.toml junto al taller de cada quien
                       (o en su mi_taller). Ahí las soluciones solo se esconden: no van cifradas
  -h, --help           muestra esta ayuda

Quien aprende abre una sección con  solucion("03-sumar", clave="cuatro palabras cualquiera aquí").

Qué protege: lo cifrado de una sección no se lee sin su clave (36 bits y scrypt). Con fecha o con
intentos la llave va en el paquete, oculta: quien se lo proponga la encuentra, o cambia el reloj.
También van ocultos, no cifrados, el motor y el código que se presta, que es el de muchas
soluciones: si eso importa, usa --sin-prestamos. Lo que esperan las pruebas va en resúmenes que no
se leen, pero una letra entre tres se adivina probando. Y el taller completo es público.
"""


def configurar(interprete: argparse.ArgumentParser) -> None:
    interprete.add_argument("--salida", type=Path, default=Path("clase"))
    interprete.add_argument("--politica", choices=tuple(POR_OMISION))
    interprete.add_argument("--intentos", type=int)
    interprete.add_argument("--desde")
    interprete.add_argument("--aula", type=Path)
    interprete.add_argument("--direccion", default="")
    interprete.add_argument("--sin-prestamos", action="store_true")
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
    if falta:
        return fallar(falta)
    politicas = _politicas(pedido)
    if politicas.problemas:
        return fallar("\n".join(politicas.problemas))
    vigente = activo()
    porseccion = {seccion: politicas.de(seccion) for seccion in vigente.secciones()}
    dichas = _claves(archivo, porseccion) if pedido.otra_vez else _claves(None, porseccion)
    try:
        salida.parent.mkdir(parents=True, exist_ok=True)
        # se arma aparte: si algo falla o se interrumpe, queda todo como estaba
        with tempfile.TemporaryDirectory(prefix=".sellando-", dir=salida.parent) as aparte:
            hecho = Pedido(raiz, Path(aparte) / salida.name, porseccion, dichas, pedido.direccion,
                           prestar=not pedido.sin_prestamos)  # fmt: skip
            if pedido.solo_aula:
                _aula_de(hecho.salida).write_text(como_aula(porseccion, dichas), encoding="utf-8")
            else:
                armar(vigente, hecho, lambda modulo: print(f"sellando {modulo}…", flush=True))
            conservados = [apartar(ruta) for ruta in hechos if ruta.exists()]
            if dichas:
                conservados += claves.escribir(archivo, salida.name, dichas, _titulos(raiz))
            for ruta in hechos:
                (Path(aparte) / ruta.name).rename(ruta)
    except NoSeSella as error:
        return fallar(f"El taller no se puede sellar así: {error}")
    except OSError as error:
        return fallar(f"No pude escribir el paquete ({error}): elige otro lugar con --salida.")
    except KeyboardInterrupt:
        return fallar("\nDetenido antes de terminar: no quedó nada a medias.")
    _contar(hechos, archivo if dichas else None, conservados)
    return 0


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


def _lo_mal_escrito(salida: Path, direccion: str) -> str:
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


# --- qué se pidió ----------------------------------------------------------------------------


def _politicas(pedido: argparse.Namespace) -> Politicas:
    """Las de --aula o, si no se dio, una para todo."""
    secciones = activo().secciones()
    if pedido.aula is not None:
        if pedido.politica or pedido.desde or pedido.intentos is not None:
            return Politicas(problemas=("Con --aula, la política se escribe en ese archivo.",))
        return _de_archivo(pedido.aula, secciones)
    lineas = [f'soluciones = "{pedido.politica or ("fecha" if pedido.desde else "clave")}"']
    if pedido.intentos is not None:
        lineas.append(f"intentos = {pedido.intentos}")
    if pedido.desde is not None:
        try:
            # la hora que se escribe es la de aquí; en otra máquina puede ser otra
            lineas.append(f"desde = {fecha(pedido.desde).astimezone().isoformat()}")
        except ValueError:
            que = "La fecha de --desde se escribe año-mes-día, una T y la hora: 2025-03-08T18:00"
            return Politicas(problemas=(que,))
    escritas = leer("\n".join(lineas), secciones)
    frases = (p.replace("En `aula.toml`, ", "En lo que pides, ") for p in escritas.problemas)
    return Politicas(escritas.general, escritas.secciones, tuple(frases))


def _de_archivo(archivo: Path, secciones: list[str]) -> Politicas:
    try:
        texto = archivo.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        que = f"No puedo leer {archivo} ({type(error).__name__}): revisa el nombre y que sea texto."
        return Politicas(problemas=(que,))
    return leer(texto, secciones)


def _claves(archivo: Path | None, politicas: Mapping[str, Politica]) -> dict[str, str]:
    """Una clave por sección que la pida: la que ya tenía, si se rehace, o una nueva."""
    ya = claves.leer(archivo) if archivo is not None else {}
    cerradas = [s for s, politica in politicas.items() if politica.soluciones == "clave"]
    return ya | {seccion: ya.get(seccion) or claves.inventar() for seccion in cerradas}


def _titulos(raiz: Path) -> dict[str, str]:
    """El título del cuaderno de cada sección."""
    titulos = {}
    for ruta in (*raiz.glob("notebooks/*.ipynb"), *raiz.glob("exercises/*.ipynb")):
        seccion = ruta.name[:2] + ("p" if ruta.parent.name == "exercises" else "")
        titulos[seccion] = cuadernos.titulo(ruta)
    return titulos


# --- al terminar -----------------------------------------------------------------------------


def _contar(hechos: list[Path], archivo: Path | None, conservados: list[Path]) -> None:
    for ruta in conservados:
        print(f"Conservé lo anterior en {ruta}")
    if len(hechos) == 1:
        print(f"La política está en {hechos[0]}: repártela con el nombre aula.toml.")
    else:
        print(f"\nEl paquete está en {hechos[0]}\ny, para repartirlo, en {hechos[1]}")
    if archivo is not None:
        print(f"Las claves están en {archivo}: son solo tuyas, no lo repartas.")
