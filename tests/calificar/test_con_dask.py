"""El mismo trabajo, repartido en un cluster de procesos."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from armar import en_bytes, entregado, resuelto

from minigrad.calificar.con_dask import Cluster, Encargo, SinCluster
from minigrad.calificar.entrega.buscar import Entrega, buscar
from minigrad.calificar.jaula.encierro import FALTA, Limites
from minigrad.calificar.memoria import sello
from minigrad.ordenes.cli import principal

distributed = pytest.importorskip("distributed")

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask avisa de muchas cosas que no son nuestras
STEM = "00_introduccion"
LIMITES = Limites(segundos=0.7)
ENCARGO = Encargo(LIMITES, (7,), sello(LIMITES))


@pytest.fixture(scope="module")
def direccion():
    """Un cluster local de dos procesos."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as local:
        yield local.scheduler_address


@pytest.fixture
def cluster(direccion):
    abierto = Cluster(direccion, ENCARGO)
    yield abierto
    abierto.cerrar()


@pytest.fixture
def clase(tmp_path):
    carpeta = tmp_path / "clase"
    carpeta.mkdir()
    entregas = {"Ñusta": resuelto(STEM), "Beto": entregado(STEM)}
    entregas["Caro"] = entregado(STEM, {"00-pago": "while True: pass"})
    for nombre, cuaderno in entregas.items():
        (carpeta / f"{nombre}.ipynb").write_bytes(en_bytes(cuaderno))
    (carpeta / "Dani.pdf").write_bytes(b"%PDF")
    return carpeta


def test_reparte_y_da_lo_mismo_que_aqui(cluster, clase, calificador, puesto):
    entregas = buscar(clase, [STEM])
    aqui = {e.relativa: calificador.calificar(puesto, e) for e in entregas}
    alla = {entrega.relativa: boleta for entrega, boleta in cluster.repartir(entregas)}
    assert alla == aqui
    assert {b.aprendiz: b.puntos for b in alla.values()} == {
        "Ñusta": 7, "Beto": 0, "Caro": 0, "Dani": 0
    }  # fmt: skip


def test_un_archivo_que_no_se_puede_leer_tiene_su_fila(cluster, tmp_path):
    perdida = Entrega(tmp_path / "no_esta.ipynb", "no_esta.ipynb", "Ana")
    ((_, boleta),) = cluster.repartir([perdida])
    assert "no puedo abrir" in boleta.rechazo


def test_dice_que_no_pueden_limitar_los_trabajadores(cluster, puestas):
    assert not set(cluster.lo_que_falta(list(FALTA))) & puestas
    assert cluster.lo_que_falta(["nada que exista"]) == ["nada que exista"]


def test_sin_cluster_se_dice(monkeypatch):
    monkeypatch.setattr("minigrad.calificar.con_dask._ESPERA", 0.5)
    with pytest.raises(SinCluster, match="No encuentro ningún cluster"):
        Cluster("tcp://127.0.0.1:9", ENCARGO)


def test_con_otra_version_no_se_califica(direccion):
    with pytest.raises(SinCluster, match="misma versión"):
        Cluster(direccion, Encargo(LIMITES, (7,), "otro sello"))


def test_la_orden_con_dask(direccion, clase, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert principal(["calificar", "clase", "--segundos", "0.7", "--dask", direccion]) == 0
    assert "4 aprendices" in capsys.readouterr().out
    assert "Ñusta,00-pago,1,1," in (tmp_path / "notas.csv").read_text("utf-8-sig")


def test_un_cluster_sin_trabajadores_se_dice(direccion, clase, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(distributed.Client, "nthreads", lambda self: {})
    assert principal(["calificar", "clase", "--dask", direccion]) == 1
    assert "ningún trabajador" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="mata un proceso con una señal de Unix")
def test_si_un_trabajador_se_muere_otro_sigue(cluster, clase):
    entregas = buscar(clase, [STEM])
    marcha = cluster.repartir(entregas)
    primera = next(marcha)
    victima = next(iter(cluster._cliente.run(os.getpid).values()))
    with contextlib.suppress(ProcessLookupError):
        os.kill(victima, signal.SIGKILL)
    assert len([primera, *marcha]) == len(entregas)


# --- un cluster que se pierde --------------------------------------------------------------------

LENTA = {"00-pago": "import time\ntime.sleep(0.6)\npago = 18"}


@pytest.fixture
def perdible(monkeypatch):
    """Un cluster de procesos sueltos, que nadie vuelve a levantar: el planificador y dos más."""
    monkeypatch.setattr("minigrad.calificar.con_dask._SIN_NADIE", 1.0)
    monkeypatch.setattr("minigrad.calificar.con_dask._ESPERA", 8.0)
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]
    donde = f"tcp://127.0.0.1:{puerto}"
    ordenes = [["scheduler", "--host", donde, "--no-dashboard", "--no-show"]]
    ordenes += [["worker", donde, "--no-nanny", "--nthreads", "1", "--no-dashboard"]] * 2
    procesos = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{cual}", *opciones],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for cual, *opciones in ordenes
    ]  # fmt: skip
    with distributed.Client(donde, timeout=30, set_as_default=False) as cliente:
        cliente.wait_for_workers(2, timeout=60)
    yield donde, procesos
    for proceso in procesos:
        proceso.kill()
        proceso.wait()


@pytest.fixture
def larga(tmp_path):
    """Una clase que tarda."""
    carpeta = tmp_path / "clase"
    carpeta.mkdir()
    for numero in range(12):
        cuaderno = entregado(STEM, {"00-pago": f"{LENTA['00-pago']} # {numero}"})
        (carpeta / f"a{numero:02}.ipynb").write_bytes(en_bytes(cuaderno))
    return carpeta


@pytest.mark.lento
@pytest.mark.parametrize("quienes", [slice(1, None), slice(0, 1), slice(0, None)],
                         ids=["los trabajadores", "el planificador", "todos"])  # fmt: skip
def test_si_el_cluster_se_pierde_se_dice_y_termina(perdible, larga, quienes):
    direccion, procesos = perdible
    abierto = Cluster(direccion, ENCARGO)
    marcha = abierto.repartir(buscar(larga, [STEM]))
    hechas = [next(marcha), next(marcha)]
    for proceso in procesos[quienes]:
        proceso.kill()
    comienzo = time.monotonic()
    with pytest.raises(SinCluster, match="quedó guardado"):
        hechas.extend(marcha)
    abierto.cerrar()
    assert time.monotonic() - comienzo < 40
    assert len(hechas) < 12
    assert all(not boleta.rechazo for _, boleta in hechas)


@pytest.mark.lento
@pytest.mark.skipif(os.name == "nt", reason="detiene un proceso con una señal de Unix")
def test_un_trabajador_que_no_contesta_se_dice(perdible, monkeypatch):
    direccion, procesos = perdible
    monkeypatch.setattr("minigrad.calificar.con_dask._CONTESTAR", 1.0)
    procesos[1].send_signal(signal.SIGSTOP)
    with pytest.raises(SinCluster, match="no contestó"):
        Cluster(direccion, ENCARGO)


@pytest.mark.lento
def test_una_boleta_que_se_pierde_con_su_trabajador_no_se_espera(perdible, larga, monkeypatch):
    """La boleta vive en quien la hizo: puede perderse entre que se anuncia y que se recoge."""
    direccion, procesos = perdible
    recoger = distributed.Future._result

    async def y_se_mueren(futuro, **opciones):
        for proceso in procesos[1:]:
            proceso.kill()
            proceso.wait()
        return await recoger(futuro, **opciones)

    monkeypatch.setattr(distributed.Future, "_result", y_se_mueren)
    abierto = Cluster(direccion, ENCARGO)
    with pytest.raises(SinCluster, match="quedó guardado"):
        next(abierto.repartir(buscar(larga, [STEM])))
    abierto.cerrar()


@pytest.mark.lento
def test_la_orden_lo_dice_y_despues_sigue_desde_ahi(perdible, larga, tmp_path, monkeypatch, capsys):
    direccion, procesos = perdible
    monkeypatch.chdir(tmp_path)
    estado = tmp_path / ".notas-calificadas"

    def matar():
        hasta = time.monotonic() + 60
        while not list(estado.glob("*.json")) and time.monotonic() < hasta:
            time.sleep(0.05)
        for proceso in procesos[1:]:
            proceso.kill()

    verdugo = threading.Thread(target=matar)
    verdugo.start()
    orden = ["calificar", "clase", "--segundos", "0.7"]
    assert principal([*orden, "--dask", direccion]) == 1
    verdugo.join()
    dicho = capsys.readouterr()
    assert "quedó guardado" in dicho.err
    assert "Traceback" not in dicho.err
    assert principal(orden) == 0
    assert "Ya estaban calificadas" in capsys.readouterr().out


def test_un_nombre_que_no_es_utf_8_llega_y_vuelve(cluster, tmp_path):
    ruta = tmp_path / "x.ipynb"
    ruta.write_bytes(en_bytes(entregado(STEM)))
    rara = Entrega(ruta, "Jos\udce9.ipynb", "Jos\udce9")
    ((_, boleta),) = cluster.repartir([rara])
    assert (boleta.aprendiz, boleta.rechazo) == ("Jos\udce9", "")
