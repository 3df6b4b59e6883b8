"""Un zip con el trabajo de alguien es una entrega suya: una persona, una fila, pase lo que pase."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from armar import en_bytes, entregado, resuelto

from minigrad.aula.trabajo.archivo import en_zip
from minigrad.calificar.boleta.lista import leer_lista
from minigrad.calificar.con_dask import _contenido, _sin_ruta
from minigrad.calificar.entrega.buscar import Entrega, abrir_entrega, buscar
from minigrad.calificar.entrega.de_quien import del_zip
from minigrad.calificar.marcha import Marcha, Pedido
from minigrad.calificar.memoria import Memoria
from minigrad.calificar.reparto import repartir
from minigrad.ordenes import cli

LECCIONES = ["03_automatizando", "03_automatizando_practica", "04_minigrad_final"]
PARTES = {
    "notebooks/03_automatizando.ipynb": b'{"cells": []}',
    "exercises/03_automatizando_practica.ipynb": b'{"cells": []}',
    ".minigrad/progreso.json": b"{}",
    "datos.csv": b"1",
}
ZIP = en_zip(PARTES)
HOSTIL = en_zip({"../fuera.ipynb": b"{}"})


@pytest.mark.parametrize(
    ("ruta", "aprendiz"),
    [
        ("ana.zip", "ana"),
        ("ana.ZIP", "ana"),
        ("ana.zip (1)", "ana"),
        ("ana (1).zip", "ana"),
        ("Copia de ana.zip", "ana"),
        ("José Ñandú.zip", "José Ñandú"),
        ("20231234.zip", "20231234"),
        ("ana2.zip", "ana2"),
        ("Tallerina.zip", "Tallerina"),
        ("grupo b/Ana.zip", "grupo b/Ana"),
        # el nombre que trae no es de nadie: lo dice la carpeta
        ("Ana/mi_taller_2026-11-28.zip", "Ana"),
        ("Ana/mi_taller_2026-11-28 (1).zip", "Ana"),
        ("Ana/mi_taller_2026-11-28-1.zip", "Ana"),
        ("Ana/Mi taller.zip", "Ana"),
        ("Ana/notebooks.zip", "Ana"),
        ("Ana/Archivo comprimido.zip", "Ana"),
        ("Ana/Archive 2.zip", "Ana"),
        ("Ana/tarea2.zip", "Ana"),
        ("Ana/03_automatizando.zip", "Ana"),
        # y sin carpeta, cada archivo es de alguien distinto
        ("mi_taller_2026-11-28.zip", "mi_taller_2026-11-28"),
        ("mi_taller_2026-11-28 (1).zip", "mi_taller_2026-11-28 (1)"),
        # el nombre que trae, y el de la persona
        ("ana_mi_taller_2026-11-28.zip", "ana"),
        ("mi_taller_2026-11-28_ana.zip", "ana"),
        ("mi_taller_ana.zip", "ana"),
        ("Mi taller Ana Pérez.zip", "Ana Pérez"),
        ("mi_taller_20231234.zip", "20231234"),
        ("03_automatizando_ana.zip", "ana"),
        ("tarea2_ana.zip", "ana"),
        ("grupo b/mi_taller_2026-11-28_beto.zip", "grupo b/beto"),
        # Moodle y Canvas
        ("Ana Pérez_12_assignsubmission_file_/mi_taller_2026-11-28.zip", "Ana Pérez_12"),
        ("Ana Pérez_12_assignsubmission_file_/lo mío.zip", "Ana Pérez_12"),
        ("Ana Pérez_12_assignsubmission_file_mi_taller_2026-11-28.zip", "Ana Pérez_12"),
        ("perezana_12345_67890_mi_taller_2026-11-28-1.zip", "perezana_12345"),
        ("perezana_LATE_12345_67890_mi_taller.zip", "perezana_12345"),
    ],
)
def test_de_quien_es(ruta: str, aprendiz: str) -> None:
    assert del_zip(ruta, LECCIONES) == aprendiz


def dejar(carpeta: Path, archivos: dict[str, bytes]) -> Path:
    for ruta, contenido in archivos.items():
        (carpeta / ruta).parent.mkdir(parents=True, exist_ok=True)
        (carpeta / ruta).write_bytes(contenido)
    return carpeta


def hallar(carpeta: Path, archivos: dict[str, bytes]) -> list[Entrega]:
    return buscar(dejar(carpeta, archivos), LECCIONES)


def test_cada_cuaderno_que_trae_es_una_entrega(tmp_path: Path) -> None:
    una, otra = hallar(tmp_path, {"ana.zip": ZIP})
    assert (una.relativa, una.aprendiz) == (
        "ana.zip/exercises/03_automatizando_practica.ipynb", "ana",
    )  # fmt: skip
    assert (otra.leccion, otra.dentro) == ("03_automatizando", "notebooks/03_automatizando.ipynb")
    with abrir_entrega(otra) as archivo:
        assert archivo.read() == b'{"cells": []}'


def test_uno_solo_en_lugar_de_la_carpeta(tmp_path: Path) -> None:
    dejar(tmp_path, {"ana.zip": ZIP, "beto.zip": ZIP})
    assert {e.aprendiz for e in buscar(tmp_path / "ana.zip", LECCIONES)} == {"ana"}


@pytest.mark.parametrize(
    ("archivos", "aprendices"),
    [
        ({"ana.zip": ZIP, "beto.zip": ZIP, "carla/03_automatizando.ipynb": b"{}"},
         {"ana", "beto", "carla"}),
        ({"g/ana.zip": ZIP, "g/beto.zip": HOSTIL}, {"g/ana", "g/beto"}),
        ({"ana/03_automatizando.ipynb": b"{}", "ana/lo de ayer.zip": ZIP}, {"ana"}),
        ({"ana/03_automatizando.ipynb": b"{}", "ana/fotos.zip": HOSTIL}, {"ana"}),
        ({"ana/mi_taller_2026-11-27.zip": ZIP, "ana/mi_taller_2026-11-28.zip": ZIP}, {"ana"}),
        ({"ana/mi_taller.zip": ZIP, "ana/rota.zip": b"PK"}, {"ana"}),
        ({"ana/mi_taller/notebooks/03_automatizando.ipynb": b"{}", "ana/mi_taller.zip": ZIP},
         {"ana"}),
        ({"A_1_assignsubmission_file_/x.zip": ZIP, "B_2_assignsubmission_file_/x.zip": HOSTIL},
         {"A_1", "B_2"}),
        ({"notas.csv": b"", "ana.zip": ZIP}, {"notas", "ana"}),
        ({"ana.zip": HOSTIL, "ana (1).zip": ZIP}, {"ana"}),
        ({"ana/mi_taller_2026-11-28/notebooks/03_automatizando.ipynb": b"{}"}, {"ana"}),
        ({"ana/notebooks/03_automatizando-recuperado-2.ipynb": b"{}"}, {"ana"}),
    ],
)  # fmt: skip
def test_una_persona_una_fila(
    archivos: dict[str, bytes], aprendices: set[str], tmp_path: Path
) -> None:
    assert {e.aprendiz for e in hallar(tmp_path, archivos)} == aprendices


def sin_celdas() -> bytes:
    return en_zip({".minigrad/progreso.json": b"{}"})


@pytest.mark.parametrize(
    ("contenido", "dicho"),
    [
        (HOSTIL, "se saldría"),
        (b"", "vacío"),
        (b"PK\x03\x04rota", "dañado"),
        (b"hola", "no es un zip"),
        (b'{"cells": []}', "un cuaderno suelto"),
        (en_zip({"foto.png": b""}), "no trae ningún cuaderno"),
        (sin_celdas(), "ningún cuaderno"),
        (en_zip({"ana.zip": ZIP, "beto.zip": ZIP}), "de varias personas"),
    ],
)
def test_uno_que_no_sirve_es_una_fila_con_su_razon(
    contenido: bytes, dicho: str, tmp_path: Path
) -> None:
    mala, *buenas = hallar(tmp_path, {"ana.zip": contenido, "beto.zip": ZIP})
    assert (mala.relativa, mala.aprendiz) == ("ana.zip", "ana")
    assert dicho in mala.rechazo
    assert {e.aprendiz for e in buenas} == {"beto"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="solo en Unix")
def test_un_enlace_o_una_tuberia_que_se_llaman_zip(tmp_path: Path) -> None:
    dejar(tmp_path, {"de otro lado/x.zip": ZIP})
    clase = tmp_path / "clase"
    clase.mkdir()
    (clase / "ana.zip").symlink_to(tmp_path / "de otro lado" / "x.zip")
    os.mkfifo(clase / "beto.zip")
    ana, beto = buscar(clase, LECCIONES)
    assert "enlace" in ana.rechazo
    assert "no es un archivo" in beto.rechazo


def test_si_cambia_despues_de_hallado_no_se_abre(tmp_path: Path) -> None:
    _, entrega = hallar(tmp_path, {"ana.zip": ZIP})
    for ahora in (en_zip({"otro.ipynb": b"{}"}), HOSTIL, b"PK", b""):
        entrega.ruta.write_bytes(ahora)
        with pytest.raises(OSError, match=r"ana\.zip"):
            abrir_entrega(entrega)
        assert _contenido(entrega) is None
    entrega.ruta.unlink()
    with pytest.raises(OSError, match=r"ana\.zip"):
        abrir_entrega(entrega)


def test_a_un_cluster_viaja_solo_el_cuaderno(tmp_path: Path) -> None:
    _, entrega = hallar(tmp_path, {"ana.zip": ZIP})
    assert _contenido(entrega) == PARTES["notebooks/03_automatizando.ipynb"]
    alla = Entrega(**{**_sin_ruta(entrega), "ruta": tmp_path / "entrega.ipynb"})
    assert (alla.dentro, alla.aprendiz, alla.leccion) == ("", "ana", "03_automatizando")


def test_la_misma_respuesta_no_corre_dos_veces_y_otra_si(tmp_path: Path) -> None:
    memoria = Memoria(tmp_path / "m", "sello")
    _, entrega = hallar(tmp_path, {"ana.zip": ZIP})
    primera = memoria.clave(entrega)
    entrega.ruta.write_bytes(en_zip({**PARTES, "datos.csv": b"otros"}))
    assert memoria.clave(entrega) == primera
    entrega.ruta.write_bytes(en_zip({**PARTES, entrega.dentro: b'{"cells": [1]}'}))
    assert memoria.clave(entrega) != primera


# --- la clase entera -------------------------------------------------------------------------


def mi_taller(stem: str, resuelta: bool = True) -> bytes:
    """Todo el taller en un zip, con un cuaderno resuelto y los demás en blanco."""
    partes = {
        f"notebooks/{otro}.ipynb": en_bytes(entregado(otro))
        for otro in ("00_introduccion", "02_a_mano")
    }
    propio = resuelto(stem) if resuelta else entregado(stem)
    return en_zip({**partes, f"notebooks/{stem}.ipynb": en_bytes(propio)})


def calificada(calificador, carpeta: Path, pedido: Pedido):
    entregas = buscar(carpeta, calificador.juez.curso.cuadernos())
    marcha = Marcha(calificador, entregas, Memoria(carpeta / ".x-calificadas", "s"), pedido)
    for _ in marcha.seguir(lambda unas: repartir(calificador, unas, 1)):
        pass
    return marcha.clase()


def test_la_nota_es_la_misma_que_con_la_carpeta(calificador, tmp_path: Path) -> None:
    dejar(tmp_path, {
        "ana.zip": mi_taller("00_introduccion"),
        "Beto Ruiz/mi_taller_2026-11-28.zip": mi_taller("00_introduccion", resuelta=False),
        "carla/00_introduccion.ipynb": en_bytes(resuelto("00_introduccion")),
        "dora.zip": HOSTIL,
    })  # fmt: skip
    (tmp_path.parent / "lista.csv").write_text(
        "identificador,nombre\n1,Ana\n2,Beto Ruiz\n3,Carla\n4,Dora\n5,Eva\n", encoding="utf-8"
    )
    lista = leer_lista(tmp_path.parent / "lista.csv")
    clase = calificada(calificador, tmp_path, Pedido(lista=lista))
    # lo que no se ha empezado no es parte de la tarea, aunque venga en el zip
    assert clase.cuadernos == ("00_introduccion",)
    puntos = {fila.persona.nombre: fila.puntos for fila in clase.filas}
    assert puntos == {"Ana": clase.maximo(), "Beto Ruiz": 0, "Carla": clase.maximo(),
                      "Dora": 0, "Eva": 0}  # fmt: skip
    (rechazada,) = clase.rechazadas
    assert (rechazada.entrega, rechazada.aprendiz) == ("dora.zip", "dora")


@pytest.mark.lento
def test_la_orden_toma_un_zip_o_una_carpeta_de_ellos(tmp_path: Path, capsys) -> None:
    clase = dejar(tmp_path / "clase", {"ana.zip": mi_taller("00_introduccion"), "b.zip": b"PK"})
    notas = tmp_path / "notas.csv"
    for que, filas in ((clase, {"ana", "b"}), (clase / "ana.zip", {"ana"})):
        assert cli.principal(["calificar", str(que), "--csv", str(notas), "--nucleos", "1"]) == 0
        lineas = notas.read_text("utf-8-sig").splitlines()[1:]
        assert {linea.partition(",")[0] for linea in lineas} == filas
    assert "b.zip" in capsys.readouterr().out


def test_lo_que_no_es_carpeta_ni_zip_se_dice(tmp_path: Path, capsys) -> None:
    dejar(tmp_path, {"x.rar": b"Rar!"})
    for que, dicho in (("x.rar", "no es una carpeta ni un .zip"), ("y.zip", "No encuentro")):
        assert cli.principal(["calificar", str(tmp_path / que)]) == 1
        assert dicho in capsys.readouterr().err


def test_el_zip_de_otro_programa_tambien(tmp_path: Path) -> None:
    hecho = io.BytesIO()
    with zipfile.ZipFile(hecho, "w") as destino:
        destino.writestr("Mi taller/", b"")
        for ruta, contenido in PARTES.items():
            destino.writestr(f"Mi taller/{ruta}", contenido)
            destino.writestr(f"__MACOSX/Mi taller/._{ruta.rpartition('/')[2]}", b"\0")
    entregas = hallar(tmp_path, {"ana.zip": hecho.getvalue()})
    assert [e.leccion for e in entregas] == ["03_automatizando_practica", "03_automatizando"]
    assert json.loads(abrir_entrega(entregas[0]).read()) == {"cells": []}
