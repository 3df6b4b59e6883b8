"""El entorno se hace una vez, lo que servía no se pierde, y se abre sin lo que no existe aquí."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import threading
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TODO = ["cuadernos", "sellado", "torch"]
SIN_RED = "Max retries exceeded"
NO_HAY = "ERROR: No matching distribution found for torch==2.13.0"


def instalado(copia: Path) -> list[str]:
    return (copia / ".venv" / "instalado").read_text(encoding="utf-8").splitlines()


def cambiar_las_listas(copia: Path) -> None:
    with (copia / "pyproject.toml").open("a", encoding="utf-8") as archivo:
        archivo.write("# cambio\n")


def restos(copia: Path) -> set[str]:
    """Lo que queda junto al entorno y no es él, ni su registro, ni el turno."""
    return {ruta.name for ruta in copia.glob(".venv?*")} - {".venv-turno", ".venv-instalacion.log"}


@pytest.fixture
def falla(
    taller: ModuleType, pasos: list[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], None]:
    """Desde que se llama, pip falla diciendo eso cuando le piden algo que lleve ese nombre."""

    def con(dicho: str, nombre: str = "") -> None:
        de_verdad = taller.correr

        def fallar(paso: str, orden: list[str], registro: Path) -> None:
            if "pip" in orden and nombre in Path(orden[-1]).name:
                (Path(orden[0]).parents[1] / "a medias").touch()
                raise taller.explicar(dicho, registro)
            de_verdad(paso, orden, registro)

        monkeypatch.setattr(taller, "correr", fallar)

    return con


# --- se hace una vez -------------------------------------------------------------------------


def test_la_segunda_vez_no_hace_nada(taller: ModuleType, pasos: list[str]) -> None:
    for _ in range(2):
        taller.preparar_entorno(".venv", TODO)
    assert pasos == ["crear", "cuadernos", "cryptography", "torch"]


def test_lo_que_ya_tiene_de_mas_no_se_quita(taller: ModuleType, pasos: list[str]) -> None:
    for extras in (["cuadernos"], ["cuadernos", "torch"], ["cuadernos"]):
        taller.preparar_entorno(".venv", extras)
    assert pasos == ["crear", "cuadernos", "torch"]


@pytest.mark.parametrize("lista", ["pyproject.toml", "restricciones.txt"])
def test_si_cambian_las_listas_se_actualiza_sin_empezar_de_cero(
    lista: str, taller: ModuleType, pasos: list[str], copia: Path
) -> None:
    taller.preparar_entorno(".venv", ["cuadernos"])
    with (copia / lista).open("a", encoding="utf-8") as archivo:
        archivo.write("# cambio\n")
    taller.preparar_entorno(".venv", ["cuadernos"])
    assert pasos == ["crear", "cuadernos", "cuadernos"]
    assert instalado(copia) == ["cuadernos", "cuadernos"]
    assert not restos(copia)


@pytest.mark.parametrize(
    "dano", ["{", "[]", '{"lugar": ["otro", "3.11"], "listas": "x", "extras": []}']
)
def test_mudado_o_con_la_marca_danada_se_hace_de_nuevo(
    dano: str, taller: ModuleType, pasos: list[str], copia: Path
) -> None:
    taller.preparar_entorno(".venv", ["cuadernos"])
    (copia / ".venv" / "taller.json").write_text(dano, encoding="utf-8")
    (copia / ".venv" / "basura").touch()
    taller.preparar_entorno(".venv", ["cuadernos"])
    assert pasos == ["crear", "cuadernos"] * 2
    assert not (copia / ".venv" / "basura").exists()
    assert not restos(copia)


def test_otro_python_o_uno_que_ya_no_esta_se_hace_de_nuevo(
    taller: ModuleType, pasos: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    python = taller.preparar_entorno(".venv", ["cuadernos"])
    monkeypatch.setattr(platform, "python_version", lambda: "3.11.99")
    taller.preparar_entorno(".venv", ["cuadernos"])
    python.unlink()
    taller.preparar_entorno(".venv", ["cuadernos"])
    assert pasos == ["crear", "cuadernos"] * 3


def test_desde_el_propio_entorno_se_crea_con_el_python_de_fuera(
    taller: ModuleType, pasos: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ordenes: list[list[str]] = []
    de_verdad = taller.correr
    monkeypatch.setattr(taller, "correr", lambda *a: ordenes.append(a[1]) or de_verdad(*a))
    monkeypatch.setattr(sys, "_base_executable", "/fuera/python3")
    taller.preparar_entorno(".venv", ["cuadernos"])
    assert ordenes[0][0] == "/fuera/python3"


# --- lo que servía no se pierde --------------------------------------------------------------


@pytest.mark.parametrize("antes", [["cuadernos"], TODO])
def test_sin_red_se_abre_con_lo_que_habia(
    antes: list[str], taller: ModuleType, falla: Callable[..., None], copia: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    taller.preparar_entorno(".venv", antes)
    tenia = instalado(copia)
    cambiar_las_listas(copia)
    falla(SIN_RED)
    for _ in range(2):
        assert taller.preparar_entorno(".venv", antes) == taller.python_de(copia / ".venv")
        dicho = capsys.readouterr().err
        assert dicho.startswith("No pude poner al día el taller. No hay conexión")
        assert dicho.endswith("Sigo con lo que había.\n")
        assert instalado(copia) == tenia
        assert not (copia / ".venv" / "a medias").exists()
        assert not restos(copia)


def test_con_otro_python_y_sin_red_se_abre_con_el_de_antes(
    taller: ModuleType, falla: Callable[..., None], copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taller.preparar_entorno(".venv", ["cuadernos"])
    monkeypatch.setattr(platform, "python_version", lambda: "3.11.99")
    falla(SIN_RED)
    assert taller.preparar_entorno(".venv", ["cuadernos"]).exists()
    assert instalado(copia) == ["cuadernos"]


def test_mudado_y_sin_red_no_se_borra(
    taller: ModuleType, falla: Callable[..., None], copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taller.preparar_entorno(".venv", ["cuadernos"])
    marca = (copia / ".venv" / "taller.json").read_text(encoding="utf-8")
    (copia / ".venv" / "taller.json").write_text(marca.replace("el taller", "otro"))
    monkeypatch.setattr(taller, "sirve", lambda e: False)  # sus rutas llevan a otro lugar
    falla(SIN_RED)
    with pytest.raises(taller.Detenido, match="No hay conexión"):
        taller.preparar_entorno(".venv", ["cuadernos"])
    assert instalado(copia) == ["cuadernos"]


def test_la_primera_vez_sin_red_no_deja_nada(
    taller: ModuleType, falla: Callable[..., None], copia: Path
) -> None:
    falla(SIN_RED)
    with pytest.raises(taller.Detenido, match="No hay conexión"):
        taller.preparar_entorno(".venv", TODO)
    assert not (copia / ".venv").exists()
    assert not restos(copia)


def test_lo_que_dejo_la_version_anterior_de_taller_py_se_aprovecha(
    taller: ModuleType, falla: Callable[..., None], copia: Path
) -> None:
    """Antes, una actualización sin red dejaba sin marca completa un entorno que servía."""
    taller.preparar_entorno(".venv", ["cuadernos"])
    taller.escribir_marca(copia / ".venv")
    falla(SIN_RED)
    assert taller.preparar_entorno(".venv", ["cuadernos"]).exists()
    assert instalado(copia) == ["cuadernos"]


def test_un_borrado_a_medias_de_la_version_anterior_no_se_rechaza(
    taller: ModuleType, pasos: list[str], copia: Path
) -> None:
    (copia / ".venv" / "lib").mkdir(parents=True)
    (copia / ".venv" / "instalacion.log").touch()
    taller.preparar_entorno(".venv", ["cuadernos"])
    assert instalado(copia) == ["cuadernos"]


def test_con_el_taller_abierto_windows_no_deja_y_se_dice(
    taller: ModuleType, pasos: list[str], copia: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    taller.preparar_entorno(".venv", ["cuadernos"])
    cambiar_las_listas(copia)

    def en_uso(*_: object) -> None:
        raise PermissionError(13, "El proceso no tiene acceso al archivo", str(copia / ".venv"))

    monkeypatch.setattr(os, "rename", en_uso)
    assert taller.preparar_entorno(".venv", ["cuadernos"]).exists()
    assert "Si el taller está abierto en otra ventana, ciérralo" in capsys.readouterr().err
    assert instalado(copia) == ["cuadernos"]


def test_si_un_antivirus_tiene_abierta_la_carpeta_se_insiste(
    taller: ModuleType, pasos: list[str], copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taller.preparar_entorno(".venv", ["cuadernos"])
    de_verdad, veces = os.rename, []

    def casi(*rutas: object) -> None:
        veces.append(rutas)
        if len(veces) < 3:
            raise PermissionError(13, "El proceso no tiene acceso al archivo")
        de_verdad(*rutas)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "rename", casi)
    monkeypatch.setattr(taller, "EN_WINDOWS", True)
    monkeypatch.setattr(taller.time, "sleep", lambda segundos: None)
    taller.mover(copia / ".venv", copia / "otro")
    assert len(veces) == 3


def test_si_no_cabe_la_copia_se_dice_que_es_el_disco(
    taller: ModuleType, pasos: list[str], copia: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def lleno(*_: object, **__: object) -> None:
        raise shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")])

    taller.preparar_entorno(".venv", ["cuadernos"])
    monkeypatch.setattr(shutil, "copytree", lleno)
    cambiar_las_listas(copia)
    taller.preparar_entorno(".venv", ["cuadernos"])
    assert "No queda espacio en el disco" in capsys.readouterr().err
    assert instalado(copia) == ["cuadernos"]


def test_lo_que_no_se_puede_borrar_todavia_no_estorba(
    taller: ModuleType, pasos: list[str], copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taller.preparar_entorno(".venv", ["cuadernos"])
    cambiar_las_listas(copia)
    with monkeypatch.context() as parche:
        parche.setattr(shutil, "rmtree", lambda *a, **k: None)
        taller.preparar_entorno(".venv", ["cuadernos"])
    assert restos(copia)
    cambiar_las_listas(copia)
    taller.preparar_entorno(".venv", ["cuadernos"])
    assert not restos(copia)


def test_donde_no_hay_enlaces_se_copia(
    taller: ModuleType, pasos: list[str], copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no)
    taller.preparar_entorno(".venv", TODO)
    assert instalado(copia) == ["cuadernos", "cryptography", "torch"]


def test_una_carpeta_de_solo_lectura_con_todo_puesto_abre(
    taller: ModuleType, pasos: list[str], copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taller.preparar_entorno(".venv", ["cuadernos"])

    def no(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(taller, "turno", no)
    assert taller.preparar_entorno(".venv", ["cuadernos"]).exists()
    cambiar_las_listas(copia)
    assert taller.preparar_entorno(".venv", ["cuadernos"]).exists()


# --- cortes en cada paso ---------------------------------------------------------------------


class Muerto(BaseException):
    """El proceso ya no existe: desde aquí nada de lo que haga llega al disco."""


class Corte:
    """Corta en el enésimo cambio del disco, y todos los que siguen."""

    faltan: float = float("inf")
    cambios = frozenset(
        ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate")
    )

    def __call__(self, que: str, datos: tuple[Any, ...]) -> None:
        escribe = (
            que == "open" and isinstance(datos[1], str) and not set(datos[1]).isdisjoint("wax+")
        )
        if self.faltan < float("inf") and (que in self.cambios or escribe):
            self.faltan -= 1
            if self.faltan < 0:
                raise Muerto


CORTE = Corte()
sys.addaudithook(CORTE)


@pytest.fixture
def cortar(copia: Path) -> Iterator[Callable[[Callable[[], object], Callable[[], object]], Any]]:
    """Da cada estado del disco que deja matar lo segundo, después de hacer lo primero."""

    def en_cada_paso(antes: Callable[[], object], hacer: Callable[[], object]) -> Iterator[int]:
        for cuantos in range(1000):
            for ruta in copia.glob(".venv*"):
                shutil.rmtree(ruta) if ruta.is_dir() else ruta.unlink()
            antes()
            CORTE.faltan = cuantos
            try:
                hacer()
            except Muerto:
                CORTE.faltan = float("inf")
                yield cuantos
            else:
                CORTE.faltan = float("inf")
                assert cuantos > 10
                return

    yield en_cada_paso
    CORTE.faltan = float("inf")


CAMBIOS = {
    "cambian las listas": (["cuadernos"], lambda copia: cambiar_las_listas(copia)),
    "se pide algo más": (TODO, lambda copia: None),
    "la marca se daña": (
        ["cuadernos"],
        lambda copia: (copia / ".venv/taller.json").write_text("{"),
    ),
}


@pytest.mark.parametrize("que", CAMBIOS)
@pytest.mark.parametrize("hay_red", [True, False])
def test_un_corte_en_cualquier_paso_deja_con_que_abrir(
    que: str, hay_red: bool, taller: ModuleType, falla: Callable[..., None], cortar: Any,
    copia: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    extras, cambiar = CAMBIOS[que]
    con_red = taller.correr

    def antes() -> None:
        taller.preparar_entorno(".venv", ["cuadernos"])
        cambiar(copia)

    for paso in cortar(antes, lambda: taller.preparar_entorno(".venv", extras)):
        if not hay_red:
            falla(SIN_RED)
        assert taller.preparar_entorno(".venv", extras).exists(), paso
        assert instalado(copia)[0] == "cuadernos", paso
        monkeypatch.setattr(taller, "correr", con_red)
        taller.preparar_entorno(".venv", extras)
        assert not restos(copia), paso
        assert set(taller.leer_marca(copia / ".venv")["extras"]) == set(extras), paso


def test_un_corte_en_la_primera_instalacion_se_hace_de_nuevo(
    taller: ModuleType, pasos: list[str], cortar: Any, copia: Path
) -> None:
    for paso in cortar(lambda: None, lambda: taller.preparar_entorno(".venv", TODO)):
        assert taller.preparar_entorno(".venv", TODO).exists()
        assert instalado(copia) == ["cuadernos", "cryptography", "torch"], paso
        assert not restos(copia), paso


@pytest.mark.parametrize("en", ["crear", "cuadernos", "torch"])
def test_ctrl_c_deja_lo_que_habia(
    en: str, taller: ModuleType, pasos: list[str], copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taller.preparar_entorno(".venv", ["cuadernos"])
    tenia = instalado(copia)
    if en != "torch":
        cambiar_las_listas(copia)
    if en == "crear":
        monkeypatch.setattr(platform, "python_version", lambda: "3.11.99")

    def interrumpir(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as parche:
        parche.setattr(taller, "correr", interrumpir)
        with pytest.raises(KeyboardInterrupt):
            taller.preparar_entorno(".venv", ["cuadernos", "torch"])
    assert instalado(copia) == tenia
    assert not restos(copia)


# --- uno a la vez ----------------------------------------------------------------------------


def test_dos_a_la_vez_lo_hace_uno_y_el_otro_espera(
    taller: ModuleType, pasos: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    hilo = threading.Thread(target=taller.preparar_entorno, args=(".venv", ["cuadernos"]))
    with taller.turno():
        hilo.start()
        limite = time.monotonic() + 20
        while "espero a que termine" not in capsys.readouterr().out:
            assert time.monotonic() < limite
            time.sleep(0.02)
        taller.completar(taller.RAIZ / ".venv", {"cuadernos"}, False)
    hilo.join(20)
    assert pasos == ["crear", "cuadernos"]


@pytest.mark.skipif(os.name != "posix", reason="en Windows un programa hijo no hereda el turno")
def test_mientras_pip_siga_vivo_nadie_toma_el_turno(taller: ModuleType, copia: Path) -> None:
    with taller.turno():
        pip = taller.hablando([sys.executable, "-c", "import time; time.sleep(60)"])
    with (copia / ".venv-turno").open("a") as otro:
        assert not taller.tomar(otro)
        with pip:
            pip.kill()
        assert taller.tomar(otro)


# --- lo que no existe para este sistema ------------------------------------------------------


@pytest.mark.parametrize(
    "dicho",
    [
        NO_HAY,
        "ERROR: ResolutionImpossible: for help visit",
        "Additionally, some packages in these conflicts have no matching distributions available",
        "error: metadata-generation-failed",
    ],
)
def test_sin_torch_para_este_sistema_el_taller_abre(
    dicho: str, taller: ModuleType, falla: Callable[..., None], copia: Path, pasos: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    falla(dicho, "torch")
    taller.preparar_entorno(".venv", TODO)
    assert "No encontré PyTorch para este Python y este sistema" in capsys.readouterr().err
    assert instalado(copia) == ["cuadernos", "cryptography"]
    assert not (copia / ".venv" / "a medias").exists()
    taller.preparar_entorno(".venv", TODO)  # ya lo sabe: ni lo intenta ni lo repite
    assert not capsys.readouterr().err


def test_lo_intenta_otra_vez_si_cambia_algo_o_se_pide(
    taller: ModuleType, falla: Callable[..., None], copia: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    falla(NO_HAY, "torch")

    def intenta(**mas: bool) -> bool:
        taller.preparar_entorno(".venv", TODO, **mas)
        return "No encontré PyTorch" in capsys.readouterr().err

    assert [intenta(), intenta(), intenta(otra_vez=True), intenta()] == [True, False, True, False]
    cambiar_las_listas(copia)
    assert [intenta(), intenta()] == [True, False]
    (copia / "ruedas").mkdir()
    (copia / "ruedas" / "torch-2.13.0-py3-none-any.whl").touch()
    assert [intenta(), intenta()] == [True, False]


def test_sin_cryptography_tambien(
    taller: ModuleType, falla: Callable[..., None], copia: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    falla("error: metadata-generation-failed", "cryptography")
    taller.preparar_entorno(".venv", TODO)
    dicho = capsys.readouterr().err
    assert "No encontré cryptography para este Python" in dicho
    assert "abrir sus soluciones" in dicho
    assert instalado(copia) == ["cuadernos", "torch"]


@pytest.mark.parametrize("dicho", [SIN_RED, "[Errno 28] No space left on device"])
def test_un_tropiezo_pasajero_con_torch_abre_y_la_proxima_vez_lo_intenta(
    dicho: str, taller: ModuleType, falla: Callable[..., None], copia: Path, pasos: list[str],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    de_verdad = taller.correr
    falla(dicho, "torch")
    taller.preparar_entorno(".venv", TODO)
    assert "No pude instalar PyTorch." in capsys.readouterr().err
    assert instalado(copia) == ["cuadernos", "cryptography"]
    monkeypatch.setattr(taller, "correr", de_verdad)
    taller.preparar_entorno(".venv", TODO)
    assert instalado(copia) == ["cuadernos", "cryptography", "torch"]


def test_si_torch_no_cabe_se_abre_sin_el_y_no_se_nombra_una_opcion(
    taller: ModuleType, pasos: list[str], monkeypatch: pytest.MonkeyPatch, copia: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    uso = namedtuple("uso", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda ruta: uso(10**12, 10**12, 8 * 10**8))
    taller.preparar_entorno(".venv", TODO)
    dicho = capsys.readouterr().err
    assert "No pude instalar PyTorch. No queda espacio en el disco: hacen falta 1.0 GB" in dicho
    assert "--sin-torch" not in dicho
    assert instalado(copia) == ["cuadernos", "cryptography"]


def test_lo_que_hace_falta_y_no_existe_si_detiene(
    taller: ModuleType, falla: Callable[..., None]
) -> None:
    falla("ERROR: No matching distribution found for numpy==2.4.6", "cuadernos")
    with pytest.raises(taller.Detenido, match="no tiene versión para este Python"):
        taller.preparar_entorno(".venv", TODO)


def test_pip_instala_en_el_entorno_diga_lo_que_diga_el_de_quien_corre(
    taller: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nombre in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_DRY_RUN", "PYTHONHOME"):
        monkeypatch.setenv(nombre, "1")
    monkeypatch.setenv("PIP_INDEX_URL", "https://ejemplo.test/simple")
    variables = taller.variables()
    assert variables["PIP_USER"] == "0"
    assert not {"PIP_TARGET", "PIP_PREFIX", "PIP_DRY_RUN", "PYTHONHOME"} & set(variables)
    assert variables["PIP_INDEX_URL"] == "https://ejemplo.test/simple"


def test_lo_de_aparte_esta_en_pyproject(taller: ModuleType) -> None:
    for extra, (nombre, _) in taller.APARTE.items():
        assert taller.requisitos(extra)
        assert re.search(nombre.removeprefix("Py"), taller.requisitos(extra)[0], re.IGNORECASE)
