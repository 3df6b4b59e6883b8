"""Cuándo se abren las soluciones de cada sección: lo que dice el archivo `aula.toml`.

    soluciones = "intento"     # o "abiertas", "fecha", "clave", "cerradas"
    intentos = 2

    [secciones.03]             # la lección 3; su práctica es [secciones.03p]
    soluciones = "fecha"
    desde = 2025-03-08T18:00:00-06:00

Lo primero vale para todo el curso. Una sección que dice `soluciones` empieza de cero; una que no,
solo cambia lo que nombra. Sin archivo, cada solución se abre tras un intento. Lo que no se
entiende cierra las soluciones a las que afecta, y un texto dice qué corregir.

Glosario. *Sección*: los ejercicios de un cuaderno, «03» o «03p». *Candado*: lo que reconoce la
clave de una sección sin decirla.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from minigrad.aula.cerrojo.candado import Candado

NOMBRE = "aula.toml"
#: qué se escribe en `soluciones` → cuántos intentos pide si no se dice
POR_OMISION = {"abiertas": 0, "intento": 1, "fecha": 0, "clave": 0, "cerradas": 0}
_CLAVES = ("soluciones", "intentos", "desde", "candado")


class PoliticaDanada(ValueError):
    """Algo de `aula.toml` no se entiende; el texto dice dónde y qué escribir."""


@dataclass(frozen=True)
class Politica:
    """Lo que hace falta para abrir una solución."""

    soluciones: str = "intento"
    intentos: int = 1
    desde: datetime | None = None
    candado: Candado | None = None


@dataclass(frozen=True)
class Politicas:
    """La política de cada sección; `problemas` son frases para quien escribió el archivo."""

    general: Politica = field(default_factory=Politica)
    secciones: Mapping[str, Politica] = field(default_factory=dict)
    problemas: tuple[str, ...] = ()

    def de(self, seccion: str) -> Politica:
        """La política de una sección."""
        return self.secciones.get(seccion, self.general)


_CERRADA = Politica("cerradas", 0)


# --- dónde ---------------------------------------------------------------------------------


def de_la_carpeta(secciones: Collection[str], aqui: Path | None = None) -> Politicas:
    """Lo que dice el `aula.toml` más cercano: aquí, en `mi_taller` o junto a él."""
    aqui = aqui or Path.cwd()
    for carpeta in (aqui, *aqui.parents[:2]):
        archivo = carpeta / NOMBRE
        if archivo.exists():
            return _leer_archivo(archivo, secciones)
    return Politicas()


def _leer_archivo(archivo: Path, secciones: Collection[str]) -> Politicas:
    try:
        return leer(archivo.read_text(encoding="utf-8-sig"), secciones)
    except UnicodeDecodeError:
        problema = f"`{NOMBRE}` no es un texto en UTF-8. Guárdalo otra vez con esa codificación."
    except OSError as error:
        problema = f"No se puede leer `{archivo}` ({type(error).__name__}). Revisa sus permisos."
    return Politicas(_CERRADA, {}, (problema,))


# --- qué dice ------------------------------------------------------------------------------


def leer(texto: str, secciones: Collection[str]) -> Politicas:
    """Las políticas escritas en un texto TOML; nunca lanza."""
    try:
        datos = tomllib.loads(texto)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Politicas(_CERRADA, {}, (_donde_se_rompe(texto, str(error)),))
    lector = _Lector(frozenset(secciones))
    return lector.politicas(datos)


def _donde_se_rompe(texto: str, mensaje: str) -> str:
    hallada = re.search(r"line (\d+)", mensaje)
    linea = int(hallada[1]) if hallada else len(texto.rstrip().splitlines())
    return (
        f"En `{NOMBRE}` no se entiende la línea {linea}. Cada línea es `nombre = valor`, los "
        'textos van entre comillas (`soluciones = "intento"`) y ningún nombre se repite.'
    )


class _Lector:
    """Lee unos datos y junta los problemas; lo que tiene uno queda cerrado."""

    def __init__(self, secciones: frozenset[str]) -> None:
        self._conocidas = secciones
        self._problemas: list[str] = []

    def politicas(self, datos: dict[str, Any]) -> Politicas:
        """Primero lo general; después cada sección, que parte de lo general."""
        tablas = datos.pop("secciones", {})
        general = self._sin_fallo("", datos, Politica())
        secciones = {}
        for nombre, tabla in self._las(tablas):
            secciones[nombre] = self._sin_fallo(f"secciones.{nombre}.", tabla, general)
        if len(self._problemas) > sum(p is _CERRADA for p in secciones.values()):
            general = _CERRADA  # algún problema no es de una sección: puede ser de cualquiera
        return Politicas(general, secciones, tuple(self._problemas))

    def _las(self, tablas: Any) -> Iterator[tuple[str, Any]]:
        if not isinstance(tablas, dict):
            self._problemas.append(_en("secciones", "van una por una", "[secciones.03]"))
            return
        for nombre, tabla in tablas.items():
            propio = nombre.zfill(2 + nombre.endswith("p"))
            if propio in self._conocidas:
                yield propio, tabla
            else:
                hay = ", ".join(sorted(self._conocidas))
                self._problemas.append(
                    _en(f"secciones.{nombre}", f"no existe; hay {hay}", "[secciones.03]")
                )

    def _sin_fallo(self, donde: str, tabla: Any, base: Politica) -> Politica:
        try:
            return _politica(donde, tabla, base)
        except PoliticaDanada as danada:
            self._problemas.append(str(danada))
            return _CERRADA


def _politica(donde: str, tabla: Any, base: Politica) -> Politica:
    if not isinstance(tabla, dict):
        raise PoliticaDanada(_en(donde.rstrip("."), "debe ser una tabla", f"[{donde[:-1]}]"))
    for nombre in tabla:
        if nombre not in _CLAVES:
            parecidas = difflib.get_close_matches(nombre, _CLAVES, n=1) or ["soluciones"]
            raise PoliticaDanada(_en(donde + nombre, "no existe", f"{parecidas[0]} = …"))
    cuando = _soluciones(donde, tabla.get("soluciones", base.soluciones))
    # quien dice `soluciones` empieza de cero
    heredada = Politica(cuando, POR_OMISION[cuando]) if "soluciones" in tabla else base
    hecha = Politica(
        cuando,
        _intentos(donde, tabla.get("intentos", heredada.intentos)),
        _desde(donde, tabla["desde"]) if "desde" in tabla else heredada.desde,
        _candado(donde, tabla["candado"]) if "candado" in tabla else heredada.candado,
    )
    _coherente(donde, hecha)
    return hecha


def _coherente(donde: str, politica: Politica) -> None:
    """Que no se contradiga: ante la duda, mejor preguntar que abrir de más."""
    if politica.soluciones == "abiertas" and politica.intentos:
        que = "pide intentos y las soluciones están abiertas"
        raise PoliticaDanada(_en(f"{donde}intentos", que, 'soluciones = "intento"'))
    if politica.soluciones == "intento" and not politica.intentos:
        que = "no puede ser 0 si se espera un intento"
        raise PoliticaDanada(_en(f"{donde}intentos", que, 'soluciones = "abiertas"'))
    if politica.soluciones == "fecha" and politica.desde is None:
        raise PoliticaDanada(_en(f"{donde}desde", "falta", "desde = 2025-03-08T18:00:00-06:00"))
    if politica.soluciones != "fecha" and politica.desde is not None:
        que = "solo vale con fecha"
        raise PoliticaDanada(_en(f"{donde}desde", que, 'soluciones = "fecha"'))


def _soluciones(donde: str, valor: Any) -> str:
    if isinstance(valor, str) and valor in POR_OMISION:
        return valor
    opciones = ", ".join(f'"{opcion}"' for opcion in POR_OMISION)
    que = f"no puede ser `{_corto(valor)}`; puede ser {opciones}"
    raise PoliticaDanada(_en(f"{donde}soluciones", que, 'soluciones = "intento"'))


def _intentos(donde: str, valor: Any) -> int:
    if isinstance(valor, int) and not isinstance(valor, bool) and 0 <= valor <= 100:
        return valor
    que = f"no puede ser `{_corto(valor)}`: es un entero de 0 a 100"
    raise PoliticaDanada(_en(f"{donde}intentos", que, "intentos = 1"))


def _desde(donde: str, valor: Any) -> datetime:
    try:
        return fecha(valor)
    except ValueError:
        que = f"no puede ser `{_corto(valor)}`: es año-mes-día, una T y la hora"
        ejemplo = "desde = 2025-03-08T18:00:00-06:00"
        raise PoliticaDanada(_en(f"{donde}desde", que, ejemplo)) from None


def fecha(valor: Any) -> datetime:
    """Una fecha, con hora o sin ella, o su texto; lanza `ValueError` si no lo es."""
    if isinstance(valor, str):
        valor = datetime.fromisoformat(valor.strip())
    if isinstance(valor, date) and not isinstance(valor, datetime):
        valor = datetime(valor.year, valor.month, valor.day)
    if not isinstance(valor, datetime) or not 1971 <= valor.year <= 9000:
        raise ValueError("no es una fecha")  # cerca de los extremos no se puede cambiar de zona
    return valor


def _candado(donde: str, valor: Any) -> Candado:
    try:
        return Candado.desde_texto(valor)
    except ValueError:
        que = "está dañado; lo escribe `minigrad sellar`, y se copia entero"
        raise PoliticaDanada(_en(f"{donde}candado", que, 'candado = "…"')) from None


def _corto(valor: Any) -> str:
    texto = str(valor).replace("`", "'").replace("\n", " ")
    return texto if len(texto) <= 30 else texto[:29] + "…"


def _en(clave: str, que: str, escribir: str) -> str:
    return f"En `{NOMBRE}`, `{clave}` {que}. Escribe, por ejemplo, `{escribir}`."
