"""El archivo del trabajo: se lee venga como venga, y lo que no se puede leer se dice."""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minigrad.aula.trabajo import archivo as modulo
from minigrad.aula.trabajo.archivo import (
    NoEsTrabajo,
    Trabajo,
    empacar,
    en_zip,
    leer_trabajo,
    nombre_de_hoy,
)

CUADERNO = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
BASE = {"notebooks/02_a_mano.ipynb": CUADERNO, ".minigrad/progreso.json": b"{}"}


def abrir(contenido: bytes) -> Trabajo:
    return leer_trabajo(io.BytesIO(contenido))


def crudo(entradas: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """Un zip con esas entradas tal cual, también las que nadie escribiría de buena fe."""
    hecho = io.BytesIO()
    with zipfile.ZipFile(hecho, "w", zipfile.ZIP_DEFLATED) as destino:
        for nombre, dentro in entradas:
            destino.writestr(nombre, dentro)
    return hecho.getvalue()


def sin_decir_utf8(contenido: bytes) -> bytes:
    """Como los de macOS: los nombres van en UTF-8, y ninguna marca lo dice."""
    hecho = bytearray(contenido)
    for marca, lugar in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        donde = hecho.find(marca)
        while donde >= 0:
            hecho[donde + lugar + 1] &= ~0x08 & 0xFF
            donde = hecho.find(marca, donde + 4)
    return bytes(hecho)


# --- hacerlo ---------------------------------------------------------------------------------


def test_va_y_vuelve_igual(tmp_path: Path) -> None:
    partes = {
        "notebooks/02_a_mano.ipynb": CUADERNO,
        "exercises/02_a_mano_practica.ipynb": CUADERNO,
        "mis notas/día 1 ñandú.txt": "¿qué?".encode(),
        ".minigrad/progreso.json": b"{}",
        "vacío.csv": b"",
    }
    for ruta, contenido in partes.items():
        (tmp_path / ruta).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ruta).write_bytes(contenido)
    trabajo = abrir(empacar(tmp_path))
    assert {ruta: trabajo.leer(ruta) for ruta in trabajo.partes} == partes


def test_no_se_lleva_lo_que_se_hace_solo(tmp_path: Path) -> None:
    ajenos = [
        ".minigrad/jupyter.log", ".minigrad/cuadernos.json", ".minigrad/progreso.turno",
        "notebooks/.ipynb_checkpoints/02-checkpoint.ipynb", "notebooks/__pycache__/x.pyc",
        ".DS_Store", ".venv/lib/x.py", "._02.ipynb", ".git/config",
    ]  # fmt: skip
    for ruta in [*ajenos, "notebooks/02_a_mano.ipynb"]:
        (tmp_path / ruta).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ruta).write_bytes(CUADERNO)
    assert abrir(empacar(tmp_path)).partes == ["notebooks/02_a_mano.ipynb"]


def test_un_enlace_no_se_sigue(tmp_path: Path) -> None:
    (tmp_path / "secreto").write_text("no")
    carpeta = tmp_path / "taller"
    carpeta.mkdir()
    (carpeta / "x.ipynb").write_bytes(CUADERNO)
    try:
        (carpeta / "enlace").symlink_to(tmp_path / "secreto")
        (carpeta / "vuelta").symlink_to(tmp_path)
    except OSError:
        pytest.skip("aquí no se pueden hacer enlaces")
    assert abrir(empacar(carpeta)).partes == ["x.ipynb"]


def test_el_nombre_lleva_la_fecha() -> None:
    assert re.fullmatch(r"mi_taller_\d{4}-\d\d-\d\d\.zip", nombre_de_hoy())


# --- comprimido por otro ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "envoltura", ["", "mi_taller/", "Mi taller (2)/", "a/b/c/", "mi_taller_2026-11-28/mi_taller/"]
)
def test_la_carpeta_de_mas_no_estorba(envoltura: str) -> None:
    extra = [("__MACOSX/._x", b"."), (f"{envoltura}.DS_Store", b"."), (envoltura or "x/", b"")]
    hecho = crudo([*extra, *((f"{envoltura}{ruta}", c) for ruta, c in BASE.items())])
    assert abrir(hecho).partes == sorted(BASE)


def test_lo_que_va_junto_a_la_carpeta_tambien_viene() -> None:
    hecho = crudo([(f"mi_taller/{ruta}", c) for ruta, c in BASE.items()] + [("LEEME.txt", b"a")])
    assert abrir(hecho).partes == sorted([*BASE, "LEEME.txt"])


def test_dos_talleres_no_se_confunden() -> None:
    rutas = ["a/notebooks/02.ipynb", "b/notebooks/02.ipynb"]
    assert abrir(crudo((ruta, CUADERNO) for ruta in rutas)).partes == rutas


@pytest.mark.parametrize("envoltura", ["", "lo mío/"])
def test_solo_los_cuadernos_sueltos(envoltura: str) -> None:
    rutas = ["02_a_mano.ipynb", "03_automatizando.ipynb"]
    assert abrir(crudo((f"{envoltura}{ruta}", CUADERNO) for ruta in rutas)).partes == rutas


def test_un_zip_dentro_de_otro() -> None:
    assert abrir(en_zip({"mi_taller.zip": en_zip(BASE)})).partes == sorted(BASE)
    assert abrir(en_zip({"a/b.ZIP": en_zip(BASE), "__MACOSX/b": b""})).partes == sorted(BASE)
    with pytest.raises(NoEsTrabajo, match="no trae ningún cuaderno"):  # uno, y no más adentro
        abrir(en_zip({"a.zip": en_zip({"b.zip": en_zip(BASE)})}))


def test_con_varios_zip_parece_de_varios() -> None:
    with pytest.raises(NoEsTrabajo, match="de varias personas"):
        abrir(en_zip({"ana.zip": en_zip(BASE), "beto.zip": en_zip(BASE)}))


NOMBRE = "notebooks/año_ñandú_pingüino_É.ipynb"


@pytest.mark.parametrize(
    "como",
    [
        lambda: en_zip({NOMBRE: CUADERNO}),
        lambda: crudo(
            [("notebooks/an\u0303o_n\u0303andu\u0301_pingu\u0308ino_E\u0301.ipynb", b"")]
        ),
        lambda: sin_decir_utf8(en_zip({NOMBRE: CUADERNO})),
        lambda: crudo([(NOMBRE.replace("/", "\\"), CUADERNO)]),
    ],
)
def test_nombres_con_tildes_los_comprima_quien_los_comprima(como) -> None:
    assert abrir(como()).partes == [NOMBRE]


def test_nombres_en_la_codificacion_de_windows() -> None:
    marcador = "notebooks/aNo_E.ipynb"
    hecho = crudo([(marcador, CUADERNO)]).replace(
        marcador.encode(), "notebooks/año_é.ipynb".encode("cp850")
    )
    assert abrir(hecho).partes == ["notebooks/año_é.ipynb"]


# --- hecho para estorbar, o roto -------------------------------------------------------------


def enlace(nombre: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(nombre)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("entradas", "dicho"),
    [
        ([("../fuera.ipynb", b"")], "se saldría"),
        ([("notebooks/../../fuera.ipynb", b"")], "se saldría"),
        ([("..", b"")], "se saldría"),
        ([("/etc/passwd", b"")], "se saldría"),
        ([("\\\\servidor\\x.ipynb", b"")], "se saldría"),
        ([("C:\\Windows\\x.ipynb", b"")], "se saldría"),
        ([("c:/x.ipynb", b"")], "se saldría"),
        ([("a/..\\..\\x.ipynb", b"")], "se saldría"),
        ([(enlace("notebooks/02.ipynb"), b"/etc/passwd")], "es un enlace"),
        ([("x.ipynb/", b""), ("a/" * 40 + "x.ipynb", b"")], "demasiadas carpetas"),
        ([("a" * 500 + ".ipynb", b"")], "nombres muy largos"),
        ([("a/./b.ipynb", b"")], "un nombre que no se puede usar"),
        ([("a//b.ipynb", b"")], "un nombre que no se puede usar"),
        ([("a\x1b[31m.ipynb", b"")], "un nombre que no se puede usar"),
        ([("a\u202egnp.ipynb", b"")], "un nombre que no se puede usar"),
        ([("a\nb.ipynb", b"")], "un nombre que no se puede usar"),
    ],
)
def test_nombres_hostiles(entradas, dicho: str) -> None:
    with pytest.raises(NoEsTrabajo, match=dicho) as error:
        abrir(crudo([*entradas, ("notebooks/02_a_mano.ipynb", CUADERNO)]))
    assert str(error.value).isprintable()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "dos", [("a.ipynb", "a.ipynb"), ("a/b.ipynb", "a\\b.ipynb"), ("é.ipynb", "e\u0301.ipynb")]
)
def test_nombres_repetidos(dos: tuple[str, str]) -> None:
    with pytest.raises(NoEsTrabajo, match="trae dos veces"):
        abrir(crudo((nombre, CUADERNO) for nombre in dos))


def test_una_bomba_no_se_descomprime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modulo, "PESO_DENTRO", 10_000)
    for partes in ({"a.ipynb": bytes(20_000)}, {f"{i}.ipynb": bytes(500) for i in range(30)}):
        with pytest.raises(NoEsTrabajo, match="descomprimido pesa más"):
            abrir(en_zip(partes))
    with pytest.raises(NoEsTrabajo, match="descomprimido pesa más"):  # la de adentro también
        abrir(en_zip({"a.zip": en_zip({"a.ipynb": bytes(20_000)})}))


def test_lo_que_dice_pesar_menos_de_lo_que_pesa_no_engana(monkeypatch: pytest.MonkeyPatch) -> None:
    hecho = bytearray(en_zip({"a.ipynb": bytes(3_000_000)}))
    directorio = hecho.index(b"PK\x01\x02")
    hecho[directorio + 24 : directorio + 28] = (100).to_bytes(4, "little")
    with pytest.raises(NoEsTrabajo, match="dañado"):
        abrir(bytes(hecho)).leer("a.ipynb")


def test_demasiados_archivos_o_demasiado_peso(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modulo, "CUANTOS", 50)
    with pytest.raises(NoEsTrabajo, match="más de 50 archivos"):
        abrir(en_zip({f"{i}.ipynb": b"" for i in range(60)}))
    monkeypatch.setattr(modulo, "PESO", 1000)
    with pytest.raises(NoEsTrabajo, match="pesa más"):
        abrir(crudo([(zipfile.ZipInfo("a.ipynb"), bytes(range(256)) * 10)]))


@pytest.mark.parametrize(
    ("contenido", "dicho"),
    [
        (b"", "está vacío"),
        (en_zip({}), "está vacío"),
        (crudo([("mi_taller/", b""), ("__MACOSX/x", b"")]), "está vacío"),
        (CUADERNO, "un cuaderno suelto"),
        (b"\xef\xbb\xbf\n " + CUADERNO, "un cuaderno suelto"),
        (b"<!doctype html>", "una página web"),
        (b"Rar!\x1a\x07", "un .rar"),
        (b"7z\xbc\xaf\x27\x1c", "un .7z"),
        (b"\x1f\x8b\x08", "un .gz"),
        (b"%PDF-1.7", "un PDF"),
        (b"hola", "no es un zip"),
        (b"PK", "dañado"),
        (b"PK\x03\x04" + bytes(200), "dañado"),
        (en_zip(BASE)[:-30], "dañado"),
        (en_zip(BASE)[:60], "dañado"),
        (en_zip({"fotos/a.png": b"x"}), "no trae ningún cuaderno"),
        (en_zip({"[Content_Types].xml": b"x", "word/a.xml": b"x"}), "no trae ningún cuaderno"),
    ],
)
def test_lo_que_no_es_un_trabajo_se_dice(contenido: bytes, dicho: str) -> None:
    with pytest.raises(NoEsTrabajo, match=dicho):
        abrir(contenido)


def test_con_contrasena_o_comprimido_de_otro_modo() -> None:
    con_clave = bytearray(en_zip(BASE))
    for marca, lugar in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        con_clave[con_clave.index(marca) + lugar] |= 1
    with pytest.raises(NoEsTrabajo, match="contraseña"):
        abrir(bytes(con_clave))
    raro = bytearray(en_zip({"a.ipynb": CUADERNO}))
    for marca, lugar in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        raro[raro.index(marca) + lugar] = 9  # deflate64
    with pytest.raises(NoEsTrabajo, match="de un modo que aquí no se puede leer"):
        abrir(bytes(raro)).leer("a.ipynb")


def test_un_solo_cuaderno_danado_no_estropea_los_otros() -> None:
    hecho = bytearray(en_zip({"a.ipynb": CUADERNO * 9, "b.ipynb": CUADERNO}))
    donde = hecho.index(b"a.ipynb") + 12
    hecho[donde : donde + 8] = b"\xff" * 8
    trabajo = abrir(bytes(hecho))
    assert trabajo.leer("b.ipynb") == CUADERNO
    with pytest.raises(NoEsTrabajo, match=r"a\.ipynb.*dañado"):
        trabajo.leer("a.ipynb")


@given(st.data())
def test_nada_de_lo_que_llegue_lanza_otra_cosa(data: st.DataObject) -> None:
    hecho = bytearray(en_zip({"a/x.ipynb": b"{}" * 50, "b.ipynb": b"x", "c.txt": b""}))
    for _ in range(data.draw(st.integers(1, 6))):
        hecho[data.draw(st.integers(0, len(hecho) - 1))] = data.draw(st.integers(0, 255))
    del hecho[data.draw(st.integers(0, len(hecho))) or len(hecho) :]
    with suppress(NoEsTrabajo):
        trabajo = abrir(bytes(hecho))
        for ruta in trabajo.partes:
            trabajo.leer(ruta)
