"""Las carpetas y los textos comunes con que se construye: lo único que cambia en las pruebas.

Glosario. *Fuente*: `solutions/NN_tema.py`, lo que se edita. *Catálogo*: `solutions/NN_tema.md`,
los errores conocidos, las pistas y los porqués de sus ejercicios. *Gemelo*: el mismo cuaderno ya
ejecutado, junto a su fuente. *Blanco*: el que recibe el aprendiz. *Producto*: gemelo o blanco.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from minigrad.aula.celda.cuaderno import Trozo
from minigrad.aula.curso import catalogo
from minigrad.aula.curso.ejercicio import Ejercicio
from minigrad.aula.curso.enunciado import enunciados
from tools.fuente import leer as leer_fuente

RAIZ = Path(__file__).resolve().parent.parent
_RAMA = "main"


@dataclass(frozen=True, order=True)
class Problema:
    """Algo que corregir, con el archivo, la línea de la fuente y la celda (0 si no hay)."""

    ruta: str
    linea: int
    celda: int
    que: str

    def __str__(self) -> str:
        linea = f":{self.linea}" if self.linea else ""
        celda = f" celda {self.celda}:" if self.celda else ""
        return f"{self.ruta}{linea}:{celda} {self.que}"


@dataclass(frozen=True)
class Taller:
    """Dónde está cada cosa. `datos(stem)` da los ejercicios de un cuaderno."""

    raiz: Path
    repositorio: str
    preparar: str
    datos: Callable[[str], Sequence[Ejercicio]]

    @property
    def solutions(self) -> Path:
        return self.raiz / "solutions"

    def fuentes(self) -> list[Path]:
        return sorted(self.solutions.glob("[0-9][0-9]_*.py"))

    def gemelo(self, stem: str) -> Path:
        return self.solutions / f"{stem}.ipynb"

    def blanco(self, stem: str) -> Path:
        return self.raiz / carpeta_del_blanco(stem) / f"{stem}.ipynb"

    def catalogo(self, stem: str) -> Path:
        return self.solutions / f"{stem}.md"

    def nombre(self, ruta: Path) -> str:
        """La ruta como se le dice a una persona: desde la raíz y con `/`."""
        return ruta.relative_to(self.raiz).as_posix()

    def insignia(self, stem: str) -> str:
        """Un enlace de texto: una imagen remota se vería rota sin conexión."""
        sitio = self.repositorio.replace(
            "https://github.com", "https://colab.research.google.com/github"
        )
        return (
            f"[**▶ Abrir en Colab**]({sitio}/blob/{_RAMA}/{carpeta_del_blanco(stem)}/{stem}.ipynb)"
        )


def carpeta_del_blanco(stem: str) -> str:
    return "exercises" if stem.endswith("_practica") else "notebooks"


def datos_de(solutions: Path, stem: str) -> Sequence[Ejercicio]:
    """Los ejercicios de un cuaderno: su catálogo y lo que dice su fuente."""
    return tuple(_leer(solutions, stem)[0].values())


def _leer(solutions: Path, stem: str) -> tuple[dict[str, Ejercicio], catalogo.Grupos]:
    celdas = leer_fuente(solutions / f"{stem}.py", stem).celdas
    dichos = enunciados([Trozo(c.es_codigo, c.texto, c.ejercicio) for c in celdas])
    leccion = stem.removesuffix("_practica")
    ajenos = _leer(solutions, leccion)[1] if leccion != stem else {}
    texto = (solutions / f"{stem}.md").read_text("utf-8")
    return catalogo.leer(texto, f"solutions/{stem}.md", dichos, ajenos)


def este_taller() -> Taller:
    """El de este repositorio; su dirección sale de pyproject.toml."""
    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text("utf-8"))["project"]
    repositorio = proyecto["urls"]["Repository"]
    plantilla = (RAIZ / "tools" / "plantillas" / "preparar.py").read_text("utf-8")
    preparar = plantilla.rstrip("\n").replace("{{REPOSITORIO}}", repositorio)
    return Taller(RAIZ, repositorio, preparar, lambda stem: datos_de(RAIZ / "solutions", stem))
