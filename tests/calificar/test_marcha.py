"""Una calificación entera: se interrumpe y sigue, y nada de lo que alguien escribió se pierde."""

from __future__ import annotations

import json
import os
import threading
from importlib.util import find_spec

import pytest
from armar import celda, como_colab, en_bytes, entregado, resuelto

from minigrad.aula.celda.cuaderno import sin_magias
from minigrad.aula.curso.activo import activo
from minigrad.calificar.boleta.boleta import Boleta, Nota
from minigrad.calificar.calificador import Calificador
from minigrad.calificar.entrega.buscar import buscar
from minigrad.calificar.jaula.encierro import Limites
from minigrad.calificar.juez import Juez
from minigrad.calificar.marcha import Marcha, lo_que_falta
from minigrad.calificar.memoria import Memoria, escribir, sello
from minigrad.calificar.puesto.suelto import PuestoSuelto
from minigrad.calificar.reparto import repartir
from minigrad.ordenes.cli import principal

STEM = "00_introduccion"
LECCIONES = activo().cuadernos()


def poner(carpeta, **entregas):
    carpeta.mkdir(exist_ok=True)
    for nombre, cuaderno in entregas.items():
        (carpeta / f"{nombre}.ipynb").write_bytes(en_bytes(cuaderno))


@pytest.fixture
def clase(tmp_path):
    """Una carpeta con tres entregas."""
    poner(tmp_path / "clase", ana=resuelto(STEM), beto=entregado(STEM), caro=entregado(STEM))
    return tmp_path / "clase"


@pytest.fixture
def marchar(calificador, tmp_path):
    """Una marcha nueva sobre una carpeta, como la haría otra ejecución de la orden."""

    def empezar(carpeta, con="sello"):
        return Marcha(calificador, buscar(carpeta, LECCIONES), Memoria(tmp_path / ".estado", con))

    return empezar


def de_mentira(entregas):
    """Reparte sin correr nada: cada entrega, con una nota."""
    for entrega in entregas:
        yield entrega, Boleta(entrega.relativa, entrega.aprendiz, notas=(NOTA,))


NOTA = Nota("00-pago", STEM, "correcto", 1, 1)


def calificados(marcha):
    return [boleta.aprendiz for boleta in marcha.seguir(de_mentira)]


def test_interrumpida_sigue_donde_iba(marchar, clase):
    marcha = marchar(clase).seguir(de_mentira)
    next(marcha)
    marcha.close()
    otra = marchar(clase)
    assert list(otra.hechas) == ["ana.ipynb"]
    assert calificados(otra) == ["beto", "caro"]
    assert calificados(marchar(clase)) == []


def test_una_entrega_cambiada_se_califica_otra_vez_y_solo_esa(marchar, clase):
    assert len(calificados(marchar(clase))) == 3
    poner(clase, beto=resuelto(STEM))
    assert calificados(marchar(clase)) == ["beto"]


def test_si_cambia_con_que_se_califica_se_empieza_de_nuevo(marchar, clase):
    calificados(marchar(clase))
    assert len(calificados(marchar(clase, con="otro sello"))) == 3


@pytest.mark.parametrize(
    "boleta",
    [{"rechazo": "no se pudo abrir"}, {"notas": (Nota("00-pago", STEM, "sin_calificar", 0, 0),)}],
)
def test_lo_que_no_se_pudo_calificar_se_intenta_de_nuevo(marchar, clase, boleta):
    def sin_poder(entregas):
        yield from ((e, Boleta(e.relativa, e.aprendiz, **boleta)) for e in entregas)

    assert len(list(marchar(clase).seguir(sin_poder))) == 3
    assert len(marchar(clase).pendientes) == 3


def test_el_sello_depende_de_los_limites():
    assert sello(Limites()) == sello(Limites()) != sello(Limites(segundos=9))


@pytest.mark.parametrize("danada", [b"", b"{", b"[]", b'{"notas": 3}', b"\xff\xfe", b"null"])
def test_una_boleta_danada_se_hace_otra_vez(marchar, clase, tmp_path, danada):
    calificados(marchar(clase))
    for archivo in (tmp_path / ".estado").glob("*.json"):
        archivo.write_bytes(danada)
    assert len(calificados(marchar(clase))) == 3


def test_al_publicar_se_olvida_lo_de_entregas_que_ya_no_estan(marchar, clase, tmp_path):
    marcha = marchar(clase)
    calificados(marcha)
    (clase / "caro.ipynb").unlink()
    otra = marchar(clase)
    otra.publicar(otra.clase(), tmp_path / "notas.csv", None)
    assert len(list((tmp_path / ".estado").glob("*.json"))) == 2 + 1  # y lo que se publicó


def test_unas_notas_retocadas_a_mano_no_se_pierden(marchar, clase, tmp_path):
    csv, html = tmp_path / "notas.csv", tmp_path / "informe.html"
    marcha = marchar(clase)
    calificados(marcha)
    for _ in range(2):
        publicados = marcha.publicar(marcha.clase(), csv, html)
        assert [p.apartado for p in publicados] == [None, None]
    csv.write_text("mis notas")
    apartado = marcha.publicar(marcha.clase(), csv, html)[0].apartado
    assert apartado.read_text() == "mis notas"
    assert "identificador" in csv.read_text("utf-8-sig")


def test_un_archivo_ajeno_con_ese_nombre_tampoco(marchar, clase, tmp_path):
    (tmp_path / "notas.csv").write_text("la lista del súper", "utf-8")
    marcha = marchar(clase)
    calificados(marcha)
    apartado = marcha.publicar(marcha.clase(), tmp_path / "notas.csv", None)[0].apartado
    assert apartado.read_text("utf-8") == "la lista del súper"


def test_escribir_es_todo_o_nada(tmp_path, monkeypatch):
    destino = tmp_path / "x.json"
    escribir(destino, b"antes")

    def sin_disco(_):
        raise OSError("no queda espacio")

    monkeypatch.setattr(os, "fsync", sin_disco)
    with pytest.raises(OSError, match="espacio"):
        escribir(destino, b"despues")
    assert [(ruta.name, ruta.read_bytes()) for ruta in tmp_path.iterdir()] == [("x.json", b"antes")]


# --- con procesos de verdad ----------------------------------------------------------------------


@pytest.fixture
def corta():
    """Una calificador cuyo plazo por entrega es corto."""
    limites = Limites(segundos=0.5, segundos_por_entrega=3)
    return Calificador(Juez(activo(), limites, semillas=[5]))


def test_una_entrega_que_agota_su_tiempo_no_gasta_mas(corta, tmp_path):
    cuaderno = resuelto("03_automatizando")
    for una in cuaderno["cells"]:
        if una["metadata"].get("ejercicio"):
            una["source"] = "while True: pass"
    poner(tmp_path / "clase", lenta=cuaderno)
    ((_, boleta),) = repartir(corta, buscar(tmp_path / "clase", LECCIONES), 1)
    comentarios = [nota.comentario for nota in boleta.notas]
    assert boleta.puntos == 0
    assert "no terminó" in comentarios[0]
    assert "agotó 3 segundos" in comentarios[-1]


def test_parar_a_la_mitad_no_deja_hilos(corta, clase):
    poner(clase, ana=entregado(STEM, {"00-pago": "import time\ntime.sleep(60)"}))
    antes = threading.active_count()
    marcha = repartir(corta, buscar(clase, LECCIONES), 2)
    next(marcha)
    marcha.close()
    assert threading.active_count() == antes


def test_si_el_proceso_se_cae_se_repite_y_al_final_se_dice(calificador, clase, monkeypatch):
    veces = []

    def se_cae(_, entrega):
        veces.append(entrega.relativa)
        raise ConnectionError

    monkeypatch.setattr(
        type(calificador), "calificar", lambda _, puesto, entrega: se_cae(puesto, entrega)
    )
    boletas = [boleta for _, boleta in repartir(calificador, buscar(clase, LECCIONES), 1)]
    assert len(veces) == 6
    assert all("se cayó dos veces" in boleta.rechazo for boleta in boletas)


def test_un_fallo_nuestro_se_dice_en_cada_fila(calificador, clase, monkeypatch):
    monkeypatch.setattr(type(calificador), "calificar", lambda *_: 1 / 0)
    boletas = [boleta for _, boleta in repartir(calificador, buscar(clase, LECCIONES), 2)]
    assert len(boletas) == 3
    assert all("ZeroDivisionError" in b.rechazo and not b.firme for b in boletas)


@pytest.mark.parametrize("como", [lambda c: c, como_colab])
def test_un_resuelto_de_60_mb_vale_todo(calificador, puesto, tmp_path, como):
    cuaderno = como(resuelto(STEM))
    cuaderno["cells"][3]["outputs"] = [{"data": {"image/png": "A" * (60 * 2**20)}}]
    poner(tmp_path / "clase", Íñigo=cuaderno)
    (entrega,) = buscar(tmp_path / "clase", LECCIONES)
    boleta = calificador.calificar(puesto, entrega)
    assert boleta.puntos == boleta.maximo == 7


def test_la_leccion_4_puede_escribir_su_motor(calificador, puesto, tmp_path):
    cuaderno = resuelto("04_minigrad_final")
    ultima = celda(cuaderno, "04-backward")
    ultima["source"] = "".join(ultima["source"]) + (
        "\nfrom minigrad.aula.motor_propio import escribir_motor, importar_motor\n"
        "escribir_motor(Value, 'mi_minigrad.py')\n"
        "assert importar_motor('mi_minigrad.py').Value(2.0).data == 2.0\n"
        "import mi_minigrad\n"
    )
    poner(tmp_path / "clase", ana=cuaderno)
    (entrega,) = buscar(tmp_path / "clase", LECCIONES)
    boleta = calificador.calificar(puesto, entrega)
    assert [n for n in boleta.notas if n.estado != "correcto"] == []


def test_una_respuesta_puede_usar_lo_de_otra_celda(calificador, puesto, tmp_path):
    """Lo que define una celda nuestra que no es base, o una respuesta suya anterior."""
    cuaderno = entregado(
        STEM,
        {
            "00-pago": "def por(a, b):\n    return a * b\npago = 18",
            "00-cuenta": "def cuenta(precio, cantidad, envio):\n"
            "    return por(precio, cantidad) + envio",
            "00-millon": "veces = por(1_000_000, 1) + 1",
        },
    )
    poner(tmp_path / "clase", ana=cuaderno)
    (entrega,) = buscar(tmp_path / "clase", LECCIONES)
    notas = {n.ejercicio: n for n in calificador.calificar(puesto, entrega).notas}
    assert notas["00-millon"].estado == "correcto"
    # dentro de una función, el nombre falta al observarla
    assert notas["00-cuenta"].estado == "correcto"


@pytest.mark.parametrize(
    "extra",
    [
        "cuenta = comprobar('00-cuenta', cuenta)",
        "from minigrad.aula import comprobar, pista\ncuenta = comprobar('00-cuenta', cuenta)\n"
        "pista('00-cuenta')",
        "%time\n!pip install algo\ndisplay(cuenta)",
        pytest.param(
            "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
            marks=pytest.mark.skipif(not find_spec("matplotlib"), reason="sin matplotlib"),
        ),
        pytest.param(
            "import torch\nx = torch.ones(2, requires_grad=True)\nx.sum().backward()",
            marks=pytest.mark.torch,
        ),
    ],
)
def test_lo_que_alguien_deja_en_su_celda_no_estorba(calificador, puesto, extra):
    ejercicio = calificador.juez.ejercicios["00-cuenta"]
    fuente = sin_magias(f"{calificador.juez.curso.solucion(ejercicio.id)}\n{extra}")
    dictamen = calificador.juez.juzgar(puesto, ejercicio, fuente)
    assert dictamen.veredicto.estado == "correcto"
    assert dictamen.corrida.respuesta.datos["intentos"] == []


# --- la orden ------------------------------------------------------------------------------------


def test_la_orden_de_principio_a_fin(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for carpeta, cuaderno in (("Ana", resuelto(STEM)), ("grupo b/Ana", entregado(STEM))):
        (tmp_path / "clase" / carpeta).mkdir(parents=True)
        destino = tmp_path / "clase" / carpeta / f"{STEM} (1).ipynb"
        destino.write_bytes(b"\xef\xbb\xbf" + en_bytes(cuaderno))
    (tmp_path / "clase" / "Ñusta.ipynb").write_text("<html>")
    assert principal(["calificar", "clase", "--html", "informe.html"]) == 0
    dicho = capsys.readouterr().out
    assert "3 aprendices; en promedio, 33%" in dicho
    assert "página web" in dicho
    lineas = (tmp_path / "notas.csv").read_text("utf-8-sig").splitlines()
    assert lineas[1] == "Ana,00-pago,1,1,"
    assert "grupo b/Ana,00-pago,0,1,en blanco" in lineas
    assert any(linea.startswith('Ñusta,00-pago,0,1,"no es un cuaderno') for linea in lineas)
    assert "grupo b/Ana" in (tmp_path / "informe.html").read_text("utf-8")
    assert principal(["calificar", "clase"]) == 0
    assert "Ya estaban calificadas 2 de 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argumentos", "dice"),
    [(["no_existe"], "No encuentro"), (["vacia"], "no hay cuadernos")],
)
def test_lo_que_no_se_puede_se_dice(tmp_path, monkeypatch, capsys, argumentos, dice):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vacia").mkdir()
    assert principal(["calificar", *argumentos]) == 1
    assert dice in capsys.readouterr().err


def test_la_orden_dice_que_limites_no_aplican(monkeypatch, puestas, tmp_path, capsys):
    assert not set(lo_que_falta(Limites())) & puestas
    monkeypatch.setattr("minigrad.calificar.marcha.abrir", PuestoSuelto)
    (tmp_path / "Ana.ipynb").write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert principal(["calificar", "."]) == 0
    assert "no se puede limitar archivos ajenos: una respuesta podría" in capsys.readouterr().out


def test_la_ayuda_nombra_la_orden(capsys):
    principal([])
    assert "calificar" in capsys.readouterr().out


def test_el_estado_no_guarda_nada_ejecutable(marchar, clase, tmp_path):
    calificados(marchar(clase))
    for archivo in (tmp_path / ".estado").iterdir():
        json.loads(archivo.read_text("ascii"))
