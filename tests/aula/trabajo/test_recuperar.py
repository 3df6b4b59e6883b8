"""Recuperar no pisa nada: lo que choca queda con otro nombre, y el progreso se suma."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from minigrad._recursos import cuadernos
from minigrad.aula.trabajo import recuperar as modulo
from minigrad.aula.trabajo.archivo import empacar, en_zip, leer_trabajo
from minigrad.aula.trabajo.carpeta import preparar_carpeta
from minigrad.aula.trabajo.progreso import NOMBRE, Registro, como_texto, leer_registros
from minigrad.aula.trabajo.recuperar import Recuperado, recuperar

LECCION = "notebooks/02_a_mano.ipynb"


def original(ruta: str = LECCION) -> dict:
    carpeta, nombre = ruta.split("/")
    return json.loads((cuadernos(carpeta) / nombre).read_text("utf-8"))


def respondido(texto: str, ruta: str = LECCION) -> bytes:
    """La lección con una celda más, como la guarda otro programa."""
    cuaderno = original(ruta)
    cuaderno["cells"].append({"cell_type": "code", "metadata": {}, "outputs": [],
                              "execution_count": 1, "source": [texto, "\n"]})  # fmt: skip
    return json.dumps(cuaderno, indent=3).encode()


def ejecutado(ruta: str = LECCION) -> bytes:
    """La lección en blanco, con salidas: nadie ha escrito nada."""
    cuaderno = original(ruta)
    for celda in cuaderno["cells"]:
        celda["source"] = "".join(celda["source"])
        if celda["cell_type"] == "code":
            celda["execution_count"] = 7
            celda["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "a"}]
    return json.dumps(cuaderno).encode()


def poner(carpeta: Path, **_: object) -> Path:
    preparar_carpeta(carpeta)
    return carpeta


def volver(carpeta: Path, partes: dict[str, bytes]) -> Recuperado:
    return recuperar(leer_trabajo(io.BytesIO(en_zip(partes))), carpeta)


def test_en_una_carpeta_recien_hecha_todo_queda_en_su_lugar(tmp_path: Path) -> None:
    antes, despues = poner(tmp_path / "a"), poner(tmp_path / "b")
    (antes / LECCION).write_bytes(respondido("x = 1"))
    (antes / "mio").mkdir()
    (antes / "mio" / "apuntes.txt").write_text("hola", encoding="utf-8")
    (antes / NOMBRE).write_text(como_texto({"02-derivada": Registro(correcto=True)}), "utf-8")
    hecho = recuperar(leer_trabajo(io.BytesIO(empacar(antes))), despues)
    assert hecho.puestos == ["mio/apuntes.txt", LECCION]
    assert not hecho.aparte
    assert (despues / LECCION).read_bytes() == respondido("x = 1")
    assert leer_registros(despues / NOMBRE)["02-derivada"].correcto


def con_progreso() -> bytes:
    """La lección en blanco, con las celdas que se añaden para llegar a los botones."""
    cuaderno = original()
    for texto in ("progreso()", "", 'progreso("02")\n'):
        cuaderno["cells"].append({"cell_type": "code", "source": texto})
    return json.dumps(cuaderno).encode()


@pytest.mark.parametrize(
    "actual", [ejecutado, con_progreso, lambda: json.dumps(original()).encode()]
)
def test_un_cuaderno_sin_tocar_deja_su_lugar(actual, tmp_path: Path) -> None:
    carpeta = poner(tmp_path)
    (carpeta / LECCION).write_bytes(actual())
    assert volver(carpeta, {LECCION: respondido("x = 1")}).puestos == [LECCION]
    assert (carpeta / LECCION).read_bytes() == respondido("x = 1")


def test_lo_que_choca_queda_con_otro_nombre(tmp_path: Path) -> None:
    carpeta = poner(tmp_path)
    (carpeta / LECCION).write_bytes(respondido("lo de aquí"))
    (carpeta / "datos.csv").write_bytes(b"uno")
    nombre = "notebooks/02_a_mano-recuperado"
    for numero, cual in (("lo otro", ""), ("lo de más allá", "-2")):
        partes = {LECCION: respondido(numero), "datos.csv": b"dos", "otra/x.txt": b"nuevo"}
        hecho = volver(carpeta, partes)
        assert hecho.aparte[LECCION] == f"{nombre}{cual}.ipynb"
        assert (carpeta / f"{nombre}{cual}.ipynb").read_bytes() == respondido(numero)
    assert (carpeta / LECCION).read_bytes() == respondido("lo de aquí")
    assert (carpeta / "datos.csv").read_bytes() == b"uno"
    assert (carpeta / "datos-recuperado.csv").read_bytes() == b"dos"
    assert not (carpeta / "datos-recuperado-2.csv").exists()  # era lo mismo: no se repite


def test_recuperar_dos_veces_es_como_una(tmp_path: Path) -> None:
    carpeta = poner(tmp_path)
    (carpeta / LECCION).write_bytes(respondido("lo de aquí"))
    volver(carpeta, {LECCION: respondido("lo otro")})
    antes = {ruta: ruta.read_bytes() for ruta in carpeta.rglob("*.ipynb")}
    volver(carpeta, {LECCION: respondido("lo otro")})
    assert {ruta: ruta.read_bytes() for ruta in carpeta.rglob("*.ipynb")} == antes


@pytest.mark.parametrize(
    "otro", [ejecutado(), json.dumps(json.loads(respondido("lo mío"))).encode()]
)
def test_lo_que_no_trae_nada_nuevo_no_se_pone(otro: bytes, tmp_path: Path) -> None:
    carpeta = poner(tmp_path)
    (carpeta / LECCION).write_bytes(respondido("lo mío"))
    assert volver(carpeta, {LECCION: otro}).iguales == [LECCION]
    assert (carpeta / LECCION).read_bytes() == respondido("lo mío")


def test_el_progreso_se_suma(tmp_path: Path) -> None:
    carpeta = poner(tmp_path)
    aqui = {"02-derivada": Registro(intentos=3, correcto=True), "03-sumar": Registro(pistas=2)}
    alla = {"02-derivada": Registro(intentos=1, pistas=1), "03-sumar": Registro(correcto=True)}
    (carpeta / NOMBRE).write_text(como_texto(aqui), encoding="utf-8")
    volver(carpeta, {str(NOMBRE.as_posix()): como_texto(alla).encode(), "x.ipynb": b"{}"})
    assert leer_registros(carpeta / NOMBRE) == {
        "02-derivada": Registro(3, 1, True), "03-sumar": Registro(0, 2, True),
    }  # fmt: skip


@pytest.mark.parametrize("danado", [b"", b"{", b"[]", b"\xff\xfe", b'{"02-derivada": 3}'])
def test_un_progreso_danado_se_dice_y_lo_demas_vuelve(danado: bytes, tmp_path: Path) -> None:
    carpeta = poner(tmp_path)
    (carpeta / NOMBRE).write_text(como_texto({"03-sumar": Registro(correcto=True)}), "utf-8")
    hecho = volver(carpeta, {".minigrad/progreso.json": danado, LECCION: respondido("x")})
    assert "progreso está dañado" in hecho.perdidos[".minigrad/progreso.json"]
    assert hecho.puestos == [LECCION]
    assert leer_registros(carpeta / NOMBRE)["03-sumar"].correcto


def test_lo_que_guarda_el_taller_no_se_toma_de_otro(tmp_path: Path) -> None:
    carpeta = poner(tmp_path)
    registro = (carpeta / ".minigrad" / "cuadernos.json").read_bytes()
    volver(carpeta, {".minigrad/cuadernos.json": b"{}", ".minigrad/x": b"", "a.ipynb": b"{}"})
    assert (carpeta / ".minigrad" / "cuadernos.json").read_bytes() == registro
    assert not (carpeta / ".minigrad" / "x").exists()


def test_una_leccion_suelta_va_con_las_demas(tmp_path: Path) -> None:
    carpeta = poner(tmp_path)
    hecho = volver(carpeta, {"02_a_mano.ipynb": respondido("x"), "otro.ipynb": b"{}"})
    assert hecho.puestos == [LECCION, "otro.ipynb"]


def test_una_carpeta_donde_iria_el_archivo_y_al_reves(tmp_path: Path) -> None:
    carpeta = poner(tmp_path)
    (carpeta / "a.txt").mkdir()
    (carpeta / "b").write_text("archivo")
    hecho = volver(carpeta, {"a.txt": b"1", "b/c.txt": b"2", "x.ipynb": b"{}"})
    assert (carpeta / hecho.aparte["a.txt"]).read_bytes() == b"1"
    assert "hay un archivo" in hecho.perdidos["b/c.txt"]
    assert (carpeta / "b").read_text() == "archivo"


@pytest.mark.parametrize(
    ("nombre", "queda"),
    [
        ("día: ¿qué?.txt", "día_ ¿qué_.txt"),
        ("con.txt", "_con.txt"),
        ("a. ", "a_"),
        ("conga", "conga"),
    ],
)
def test_nombres_que_windows_no_acepta(
    nombre: str, queda: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modulo.os, "name", "nt")
    assert modulo._lugar(f"mío/{nombre}") == f"mío/{queda}"


def test_sin_los_cuadernos_se_conocen_por_su_huella(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / modulo.BLANCOS).write_text(json.dumps(modulo.blancos()), encoding="utf-8")
    todos = dict(modulo.blancos())
    monkeypatch.setattr(modulo, "cuadernos", lambda nombre: tmp_path / nombre)
    modulo.blancos.cache_clear()
    try:
        assert modulo.blancos() == todos
        assert LECCION in todos
        assert modulo.esta_en_blanco(ejecutado(), LECCION)
        assert not modulo.esta_en_blanco(respondido("x"), LECCION)
    finally:
        modulo.blancos.cache_clear()
