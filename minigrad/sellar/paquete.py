"""Arma el paquete de una clase: una carpeta y un zip con todo lo que un aprendiz necesita.

Lleva su propia copia de `minigrad`, porque el taller público trae las soluciones. De ella se
quedan fuera las soluciones y las órdenes de quien dicta la clase; lo que observa una respuesta, el
motor y los exploradores van ocultos. La carpeta tiene la misma forma que el taller, así que
`taller.py abrir` y los enlaces entre cuadernos funcionan igual.
"""

from __future__ import annotations

import json
import secrets
import shutil
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minigrad import _oculto
from minigrad.aula.cerrojo.candado import Candado
from minigrad.aula.cerrojo.politica import Politica
from minigrad.aula.curso.curso import Curso
from minigrad.aula.curso.sellado import DATOS, PUBLICO
from minigrad.sellar.cuadernos import adaptar, en_colab, plantilla
from minigrad.sellar.datos import CursoPorSellar, sellar_curso

_PAQUETE = Path(__file__).resolve().parents[1]
#: lo que se copia del taller tal como está
SUELTOS = ("taller.py", "pyproject.toml", "environment.yml", "restricciones.txt", "LICENSE")
#: lo que es solo de quien dicta la clase
_FUERA = ("sellar", "calificar", "_cuadernos", "_clase")
_LLEVA = (".py", ".typed", ".js", ".json", ".txt", ".gz", ".md")
_FUERA_SUELTOS = ("ordenes/calificar.py", "ordenes/exportar.py", "ordenes/sellar.py")
#: del aula, lo que también enseña soluciones
_OCULTOS = (
    "aula/motor_de_cierres.py",
    "aula/suite_motor.py",
    "aula/suite_tensor.py",
    "aula/ejercicios/",
    "aula/observadores/",
    "aula/exploracion/",
)
#: fuera del aula va a la vista solo lo que no es motor ni dibujos
_A_LA_VISTA = ("_datos", "aula", "navegador", "ordenes")
_A_LA_VISTA_SUELTOS = (
    "__init__.py", "__main__.py", "_archivos.py", "_extras.py", "_oculto.py", "_recursos.py",
)  # fmt: skip
_LLAMADA = '''"""Este módulo va oculto en el paquete de una clase (ver `minigrad._oculto`)."""

from minigrad._oculto import cargar

cargar(__name__, globals())
'''


@dataclass(frozen=True)
class Pedido:
    """Qué paquete se quiere. `claves` son las de las secciones que se abren con clave."""

    raiz: Path
    salida: Path
    politicas: Mapping[str, Politica]
    claves: Mapping[str, str]
    direccion: str = ""
    #: si lleva el código con que se sigue cuando un ejercicio falta
    prestar: bool = True

    @property
    def clase(self) -> str:
        """El nombre de la carpeta, que es el de la clase."""
        return self.salida.name

    @property
    def zip(self) -> Path:
        return self.salida.with_name(f"{self.clase}.zip")


def armar(curso: Curso, pedido: Pedido, avanzar: Callable[[str], None]) -> None:
    """Escribe la carpeta y el zip, que no deben existir."""
    pedido.salida.mkdir(parents=True)
    datos = sellar_curso(curso, secrets.token_bytes(16), prestar=pedido.prestar, avanzar=avanzar)
    _copiar_minigrad(pedido.salida / "minigrad")
    escribir_clase(pedido.salida / "minigrad" / "_clase", pedido, datos)
    for nombre in ("notebooks", "exercises"):
        for origen in sorted((pedido.raiz / nombre).glob("*.ipynb")):
            destino = pedido.salida / nombre / origen.name
            adaptar(origen, destino, pedido.clase, pedido.direccion)
    for nombre in SUELTOS:
        shutil.copy(pedido.raiz / nombre, pedido.salida)
    colab = en_colab(pedido.clase, pedido.direccion)
    leeme = plantilla("LEEME.md", CLASE=pedido.clase, EN_COLAB=colab)
    (pedido.salida / "README.md").write_text(leeme, encoding="utf-8", newline="\n")
    _comprimir(pedido.salida, pedido.zip)


# --- la copia de minigrad --------------------------------------------------------------------


def _copiar_minigrad(destino: Path) -> None:
    clase = destino / "_clase"
    clase.mkdir(parents=True)
    for ruta, relativa in _archivos():
        puesto = destino / relativa
        puesto.parent.mkdir(parents=True, exist_ok=True)
        if _se_oculta(relativa):
            nombre = ".".join(("minigrad", *Path(relativa).with_suffix("").parts))
            _ocultar(puesto, nombre.removesuffix(".__init__"), ruta.read_text("utf-8"), clase)
        else:
            shutil.copy(ruta, puesto)


def _archivos() -> Iterator[tuple[Path, str]]:
    for ruta in sorted(_PAQUETE.rglob("*")):
        relativa = ruta.relative_to(_PAQUETE).as_posix()
        es_de_otro = any(relativa.startswith(f"{f}/") for f in _FUERA)
        if ruta.suffix in _LLEVA and not es_de_otro and relativa not in _FUERA_SUELTOS:
            yield ruta, relativa


def _se_oculta(relativa: str) -> bool:
    if relativa.startswith(_OCULTOS):
        return True
    suelto = relativa in _A_LA_VISTA_SUELTOS or relativa.endswith(".typed")
    return not suelto and relativa.partition("/")[0] not in _A_LA_VISTA


def _ocultar(archivo: Path, nombre: str, texto: str, clase: Path) -> None:
    archivo.write_text(_LLAMADA, encoding="utf-8", newline="\n")
    _oculto.guardar(clase, nombre, texto)


# --- lo cifrado ------------------------------------------------------------------------------


def escribir_clase(carpeta: Path, pedido: Pedido, datos: CursoPorSellar) -> None:
    """Los datos del curso: lo cifrado y las políticas, a la vista; lo demás, oculto."""
    secciones: dict[str, dict[str, Any]] = {}
    for seccion, soluciones in datos.soluciones.items():
        politica = pedido.politicas[seccion]
        publico: dict[str, Any] = {
            "soluciones": politica.soluciones,
            "intentos": politica.intentos,
            "desde": politica.desde and politica.desde.isoformat(),
        }
        llave = secrets.token_bytes(32)
        if politica.soluciones == "clave":
            candado = Candado.de(pedido.claves[seccion], secrets.token_bytes(16))
            llave = candado.llave(pedido.claves[seccion]) or llave
            publico["candado"] = str(candado)
        elif politica.soluciones != "cerradas":
            datos.oculto["llaves"][seccion] = llave.hex()
        if politica.soluciones != "cerradas":
            publico["cifrado"] = _cifrar(soluciones, llave)
        secciones[seccion] = publico
    _oculto.guardar(carpeta, DATOS, json.dumps(datos.oculto, ensure_ascii=False))
    publico = {
        "clase": pedido.clase,
        "direccion": pedido.direccion,
        "presta": pedido.prestar,
        "secciones": secciones,
    }
    texto = json.dumps(publico, indent=1) + "\n"
    (carpeta / PUBLICO).write_text(texto, encoding="utf-8", newline="\n")


def _cifrar(soluciones: dict[str, dict[str, str]], llave: bytes) -> str:
    from cryptography.fernet import Fernet

    texto = json.dumps(soluciones, ensure_ascii=False).encode()
    return Fernet(urlsafe_b64encode(llave)).encrypt(texto).decode()


def _comprimir(carpeta: Path, destino: Path) -> None:
    with zipfile.ZipFile(destino, "w", zipfile.ZIP_DEFLATED) as archivo:
        for ruta in sorted(carpeta.rglob("*")):
            if ruta.is_file():
                archivo.write(ruta, ruta.relative_to(carpeta.parent))
