"""Un cuaderno como se lee: el blanco, con las salidas de su gemelo que no delatan una respuesta.

El texto es el del blanco, así que ninguna solución llega hasta aquí. Una celda dada trae su
salida; la de un ejercicio, ninguna, y la que lo comprueba se vuelve una nota: la tarjeta diría la
respuesta. Donde el texto pide predecir, la salida espera detrás de un botón.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

import nbformat
from nbformat import NotebookNode

from tools.comun import Taller, carpeta_del_blanco
from tools.sitio.lectura import enlaces
from tools.sitio.lectura.figuras import Figuras

_AYUDA = re.compile(r"^(?:\w+ = )?(comprobar|progreso|pista|solucion)\(.*\)$")
_APUESTA = re.compile(r"\b(predice|adivina|apuesta|antes de ejecutar)\b", re.IGNORECASE)
_FIGURA = re.compile(r"^\*Figura: (.+?)\*$", re.MULTILINE | re.DOTALL)
_QUE_HACE = {
    "comprobar": "te dice si está bien y, si no, cuál fue el error",
    "pista": "te da un empujón sin decirte la respuesta",
    "progreso": "te cuenta qué llevas hecho",
    "solucion": "te enseña una solución, con su porqué",
}


class Hoja:
    """Un cuaderno, celda por celda, mientras se convierte."""

    def __init__(self, stem: str, taller: Taller, figuras: Figuras) -> None:
        self.stem, self.taller, self.figuras = stem, taller, figuras
        self.blanco = nbformat.read(taller.blanco(stem), as_version=4)
        gemelo = nbformat.read(taller.gemelo(stem), as_version=4)
        self.resueltas = {celda.id: celda for celda in gemelo.cells}

    def cuaderno(self) -> NotebookNode:
        """El cuaderno que lee Sphinx."""
        celdas = [nueva for i in range(len(self.blanco.cells)) for nueva in self._celda(i)]
        todo = {"cells": celdas, "metadata": self.blanco.metadata, "nbformat": 4}
        hecho: NotebookNode = nbformat.from_dict(
            json.loads(json.dumps(todo | {"nbformat_minor": 5}))
        )
        return hecho

    def _celda(self, i: int) -> Iterator[Any]:
        celda = self.blanco.cells[i]
        if celda.cell_type == "markdown":
            yield _texto(celda.id, self._prosa(celda.source))
        elif celda.source == self.taller.preparar:
            yield _codigo(celda, [], ["hide-input"], "La celda que prepara el cuaderno")
        elif hallado := _AYUDA.match(celda.source):
            yield _texto(celda.id, self._nota(hallado[0], hallado[1]))
        else:
            yield _codigo(celda, self._salidas(i), *self._envoltura(i))

    def _prosa(self, texto: str) -> str:
        texto = texto.replace(self.taller.insignia(self.stem), self._botones())
        return enlaces.para_leer(texto, carpeta_del_blanco(self.stem), self.taller)

    def _botones(self) -> str:
        insignia = self.taller.insignia(self.stem)
        colab = insignia[insignia.rindex("(") + 1 : -1]
        return (
            '<nav class="acciones" aria-label="Este cuaderno">'
            f'<a class="boton" href="{enlaces.practicar(self.stem)}">Practica aquí</a>'
            f'<a class="boton segundo" href="{colab}">Abrir en Colab</a>'
            f'<a class="boton segundo" href="{enlaces.descargar(self.stem)}" download>Descargar</a>'
            "</nav>"
        )

    def _nota(self, codigo: str, verbo: str) -> str:
        return (
            f'<p class="nota-de-ayuda"><code>{escape(codigo)}</code> {_QUE_HACE[verbo]}, '
            f'<a href="{enlaces.practicar(self.stem)}">cuando practicas</a>.</p>'
        )

    def _salidas(self, i: int) -> list[Any]:
        celda = self.blanco.cells[i]
        resuelta = self.resueltas[celda.id]
        # una celda con huecos, o que empieza por comprobar, enseñaría la respuesta
        if resuelta.source != celda.source or _AYUDA.match(celda.source.split("\n")[0]):
            return []
        nombre = f"{self.stem}-{celda.id}"
        alt, aviso = self._descripcion(i), enlaces.practicar(self.stem)
        pares = ((n, salida) for n, salida in enumerate(resuelta.outputs, start=1))
        nuevas = (self.figuras.salida(s, f"{nombre}-{n}", alt, aviso) for n, s in pares)
        return [nueva for nueva in nuevas if nueva is not None]

    def _descripcion(self, i: int) -> str | None:
        """Lo que el texto que sigue dice de la figura: su primera frase."""
        siguiente = self.blanco.cells[i + 1] if i + 1 < len(self.blanco.cells) else None
        hallada = _FIGURA.search(siguiente.source) if siguiente else None
        return " ".join(hallada[1].split()) if hallada else None

    def _envoltura(self, i: int) -> tuple[list[str], str | None]:
        """Las etiquetas de la celda y, si su salida espera un clic, lo que dice el botón."""
        celda, previa = self.blanco.cells[i], self.blanco.cells[i - 1]
        if celda.metadata.get("ejercicio"):
            return ["ejercicio"], None
        ultimo = previa.source.rstrip().rsplit("\n\n", 1)[-1]
        se_apuesta = previa.cell_type == "markdown" and _APUESTA.search(ultimo)
        if (se_apuesta or _AYUDA.match(previa.source)) and self._salidas(i):
            return ["hide-output"], "Predice primero. Después, mira qué sale"
        return [], None


def _texto(ident: str, texto: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": ident, "metadata": {}, "source": texto}


def _codigo(
    celda: Any, salidas: list[Any], etiquetas: list[str], boton: str | None = None
) -> dict[str, Any]:
    datos: dict[str, Any] = {"tags": etiquetas}
    if boton:
        datos["mystnb"] = {"code_prompt_show": boton, "code_prompt_hide": boton}
    return {
        "cell_type": "code", "id": celda.id, "metadata": datos, "source": celda.source,
        "execution_count": None, "outputs": salidas,
    }  # fmt: skip
