"""El progreso: qué se intentó, qué salió bien, qué pistas y soluciones se vieron.

Se guarda en `.minigrad/progreso.json` de la carpeta de trabajo, un objeto por id:
`{"02-derivada": {"intentos": 2, "pistas": 1, "correcto": true, "solucion": false,
"probadas": ["9f3c…"]}}`. No lleva nombres, fechas ni nada personal. Todos los datos solo crecen,
así que dos cuadernos abiertos a la vez se mezclan quedándose con lo mayor de cada uno.

Glosario. *Probadas*: un resumen de cada respuesta que se comprobó; repetir una no es otro intento.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from minigrad._archivos import escribir
from minigrad.aula.celda.tarjeta import Tarjeta, mostrar
from minigrad.aula.trabajo.turno import en_turno, libre

NOMBRE = Path(".minigrad") / "progreso.json"


@dataclass(frozen=True)
class Registro:
    """Lo que se sabe de un ejercicio."""

    intentos: int = 0
    pistas: int = 0
    correcto: bool = False
    solucion: bool = False
    probadas: frozenset[str] = frozenset()

    @property
    def estado(self) -> str:
        """El estado en palabras, del más avanzado al menos."""
        if self.correcto:
            return "correcto"
        if self.solucion:
            return "solución vista"
        if self.pistas:
            return "con pistas"
        return "intentado" if self.intentos else "en blanco"

    def mezclado(self, otro: Registro) -> Registro:
        """Lo mayor de cada dato; de las probadas, todas."""
        datos = {k: max(v, getattr(otro, k)) for k, v in asdict(self).items() if k != "probadas"}
        probadas = self.probadas | otro.probadas
        # dos cuadernos a la vez: cada respuesta distinta fue un intento
        datos["intentos"] = max(datos["intentos"], len(probadas))
        return Registro(**datos, probadas=probadas)

    def con_intento(self, resumen: str) -> Registro:
        """El mismo registro con un intento más, salvo que esa respuesta ya se haya probado."""
        nueva = resumen not in self.probadas
        return replace(self, intentos=self.intentos + nueva, probadas=self.probadas | {resumen})


Registros = dict[str, Registro]


class Progreso:
    """El progreso de una carpeta de trabajo; `avisar` recibe los problemas, una vez cada uno."""

    def __init__(self, archivo: Path | None, avisar: Callable[[str], None] = print) -> None:
        self.archivo = archivo
        self._avisar = avisar
        self._sesion: Registros = {}
        self._escrito = False

    def leer(self) -> Registros:
        """Lo guardado por cualquier cuaderno, más lo de esta sesión."""
        if self.archivo is None:
            return dict(self._sesion)
        if self._escrito and not self.archivo.exists():
            # alguien borró el archivo para empezar de nuevo
            self._sesion, self._escrito = {}, False
        return mezclar(self._del_archivo(self.archivo), self._sesion)

    def de(self, id_: str) -> Registro:
        """El registro de un ejercicio."""
        return self.leer().get(id_, Registro())

    def anotar(self, id_: str, **cambios: Any) -> Registro:
        """Cambia el registro de un ejercicio y lo guarda."""
        nuevo = replace(self.de(id_), **cambios)
        self.sumar({id_: nuevo})
        return nuevo

    def anotar_intento(self, id_: str, resumen: str, **cambios: Any) -> Registro:
        """Como `anotar`, y cuenta un intento si esa respuesta no se había probado."""
        nuevo = replace(self.de(id_).con_intento(resumen), **cambios)
        self.sumar({id_: nuevo})
        return nuevo

    def sumar(self, otros: Mapping[str, Registro]) -> None:
        """Mezcla otros registros con los que hay (por ejemplo, los de un respaldo)."""
        if self.archivo is None:
            self._sesion = mezclar(self._sesion, otros)
            return
        with suppress(OSError):  # si no se puede, lo dirá `_guardar`
            self.archivo.parent.mkdir(exist_ok=True)
        with en_turno(self.archivo):
            registros = mezclar(self.leer(), otros)
            self._sesion = mezclar(self._sesion, {id_: registros[id_] for id_ in otros})
            self._guardar(registros)

    def _guardar(self, registros: Registros) -> None:
        if self.archivo is None:  # al leer se vio que no se puede
            self._sesion = registros
            return
        try:
            escribir(self.archivo, como_texto(registros))
            self._escrito = True
        except OSError:
            self._avisar(
                f"No se puede escribir en `{self.archivo.parent}`: tu progreso se guarda solo "
                "mientras este cuaderno siga abierto."
            )
            self._sesion, self.archivo = registros, None

    def _del_archivo(self, archivo: Path) -> Registros:
        try:
            return leer_registros(archivo)
        except FileNotFoundError:
            return {}
        except ValueError:
            self._apartar(archivo)
        except OSError:
            self._avisar(f"No se puede leer `{archivo}`: tu progreso empieza vacío.")
            self.archivo = None
        return {}

    def _apartar(self, archivo: Path) -> None:
        apartado = libre(archivo.with_name("progreso.danado.json"))
        self._escrito = False
        try:
            os.replace(archivo, apartado)
        except OSError:
            que = f"No pude apartarlo de `{archivo}`, así que esta vez el progreso no se guarda."
            self.archivo = None
        else:
            que = f"Lo guardé aparte, en `{apartado}`, y empezamos uno nuevo."
        self._avisar(f"El archivo del progreso estaba dañado. {que}")


def mezclar(unos: Mapping[str, Registro], otros: Mapping[str, Registro]) -> Registros:
    """Los registros de ambos, con lo mayor de cada dato."""
    mezcla = dict(unos)
    for id_, registro in otros.items():
        mezcla[id_] = mezcla.get(id_, Registro()).mezclado(registro)
    return mezcla


def como_texto(registros: Mapping[str, Registro]) -> str:
    """Los registros como se guardan."""
    ordenados = {id_: _como_datos(registros[id_]) for id_ in sorted(registros)}
    return json.dumps(ordenados, ensure_ascii=False, indent=1) + "\n"


def _como_datos(registro: Registro) -> dict[str, Any]:
    datos = asdict(registro)
    probadas = sorted(datos.pop("probadas"))
    return datos | ({"probadas": probadas} if probadas else {})


def desde_texto(texto: str) -> Registros:
    """Lee lo guardado; lanza `ValueError` si no es lo que `como_texto` escribe."""
    try:
        datos = json.loads(texto)
    except RecursionError as error:  # miles de corchetes, uno dentro de otro
        raise ValueError("demasiado profundo") from error
    if not isinstance(datos, dict):
        raise ValueError("se esperaba un objeto")
    return {str(id_): _registro(dato) for id_, dato in datos.items()}


def _registro(dato: Any) -> Registro:
    if not isinstance(dato, dict):
        raise ValueError("se esperaba un objeto por ejercicio")
    probadas = dato.get("probadas")
    # un dato que falta o que no conocemos (de otra versión) no estorba
    return Registro(
        intentos=_cuenta(dato.get("intentos", 0)),
        pistas=_cuenta(dato.get("pistas", 0)),
        correcto=dato.get("correcto") is True,
        solucion=dato.get("solucion") is True,
        probadas=frozenset(map(str, probadas if isinstance(probadas, list) else ())),
    )


def _cuenta(dato: Any) -> int:
    if type(dato) is not int or not 0 <= dato < 10**6:
        raise ValueError("se esperaba una cuenta")
    return dato


def leer_registros(archivo: Path) -> Registros:
    """Los registros de un archivo; `ValueError` si no es un progreso."""
    # hay editores que agregan una marca al comienzo
    return desde_texto(archivo.read_text(encoding="utf-8-sig"))


def archivo_de_trabajo() -> Path | None:
    """Dónde guardar: en la carpeta de trabajo, o en ningún lado si así se pidió.

    Un cuaderno corre en `mi_taller/notebooks`, y el progreso es de todo `mi_taller`.
    """
    if os.environ.get("MINIGRAD_PROGRESO") == "memoria":
        return None
    try:
        aqui = Path.cwd()
    except OSError:  # alguien borró la carpeta mientras el cuaderno seguía abierto
        return None
    for carpeta in (aqui, aqui.parent):
        if (carpeta / NOMBRE.parent).is_dir():
            return carpeta / NOMBRE
    en_subcarpeta = aqui.name in ("notebooks", "exercises")
    return (aqui.parent if en_subcarpeta else aqui) / NOMBRE


_abiertos: dict[Path | None, Progreso] = {}


def actual() -> Progreso:
    """El progreso de la carpeta en que se está trabajando."""
    archivo = archivo_de_trabajo()
    if archivo not in _abiertos:
        _abiertos[archivo] = Progreso(archivo, _avisar)
    return _abiertos[archivo]


def _avisar(texto: str) -> None:
    mostrar(Tarjeta("aviso", texto))
