"""Los límites se ponen y se quitan sin dejar rastro."""

import contextlib
import random
import signal
import subprocess
import sys
import threading
import time
import warnings

import pytest

from minigrad.aula.celda import limites
from minigrad.aula.celda.limites import MemoriaAgotada, TiempoAgotado, acotado, limite_de_tiempo

unix = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="solo en Unix")
los_dos = pytest.mark.parametrize(
    "reloj", [limites._con_vigilante, pytest.param(limites._con_alarma, marks=unix)]
)


def _para_siempre():
    while True:
        time.sleep(0.001)


def _atrapa_todo():
    while True:
        try:
            time.sleep(0.001)
        except BaseException:
            continue


def test_lo_que_acaba_a_tiempo_no_se_entera():
    with limite_de_tiempo(5):
        assert sum(range(1000)) == 499500


@pytest.mark.parametrize(
    "reloj", [limites._con_vigilante, pytest.param(limites._con_alarma, marks=unix)]
)
def test_los_dos_relojes_cortan(reloj):
    with pytest.raises(TiempoAgotado), reloj(0.1):
        _para_siempre()
    time.sleep(0.3)  # nada pendiente que estalle después


@pytest.mark.parametrize(
    "reloj", [limites._con_vigilante, pytest.param(limites._con_alarma, marks=unix)]
)
def test_un_error_propio_pasa_tal_cual(reloj):
    with pytest.raises(KeyError), reloj(5):
        raise KeyError


@pytest.mark.skipif(limites.en_uso() is None, reason="aquí no se sabe cuánta memoria se usa")
@los_dos
def test_una_lista_que_crece_sin_parar_se_detiene(reloj, monkeypatch):
    monkeypatch.setattr(limites, "_MEMORIA", 50 * 2**20)
    comienzo = time.monotonic()
    with pytest.raises(MemoriaAgotada), reloj(20):
        _crece()
    assert time.monotonic() - comienzo < 10


def _crece():
    lista = []
    while True:
        lista.append(str(len(lista)) * 100)


@los_dos
def test_mientras_no_se_pase_nadie_interrumpe(reloj):
    """Se mira varias veces por segundo, y mirar no se nota."""
    vueltas = 0
    with reloj(30):
        limite = time.monotonic() + 0.7
        while time.monotonic() < limite:
            vueltas += 1
    assert vueltas > 100


def test_donde_no_se_sabe_la_memoria_no_hay_tope(monkeypatch):
    monkeypatch.setattr(limites, "en_uso", lambda: None)
    assert not limites.Vigia(0).excedida()


@unix
def test_la_alarma_de_otro_sigue_viva():
    sonadas = []
    anterior = signal.signal(signal.SIGALRM, lambda *_: sonadas.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(TiempoAgotado), limite_de_tiempo(0.05):
            _para_siempre()
        assert signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL
        time.sleep(0.4)
        assert sonadas == [1]
    finally:
        signal.signal(signal.SIGALRM, anterior)


@unix
@pytest.mark.parametrize("cual", [0, 1])
def test_una_alarma_que_suena_al_ponerla_o_al_quitarla_no_queda_viva(monkeypatch, cual):
    poner, veces = signal.setitimer, iter(range(99))

    def poner_y_que_suene(*argumentos):
        poner(*argumentos)
        if next(veces) == cual:
            poner(signal.ITIMER_REAL, 1e-6)
            time.sleep(0.01)

    monkeypatch.setattr(signal, "setitimer", poner_y_que_suene)
    anterior = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    try:
        with contextlib.suppress(TiempoAgotado), limite_de_tiempo(1e-6):
            pass
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        assert signal.getsignal(signal.SIGALRM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGALRM, anterior)


def test_el_rastreador_de_otro_sigue_puesto():
    antes = sys.gettrace()
    with pytest.raises(TiempoAgotado), limite_de_tiempo(0.1):
        _atrapa_todo()
    assert sys.gettrace() is antes


def test_la_recursion_y_los_avisos_quedan_igual():
    tope = sys.getrecursionlimit()
    filtros = list(warnings.filters)
    with acotado(5):
        sys.setrecursionlimit(tope + 7)
        warnings.warn("no se ve", stacklevel=1)
        print("tampoco")
        print("ni esto", file=sys.stderr)
    assert sys.getrecursionlimit() == tope
    assert warnings.filters == filtros


def test_el_teclado_vuelve():
    entrada = sys.stdin
    with acotado(5), pytest.raises(EOFError, match="nadie puede responder"):
        input("¿?")
    assert sys.stdin is entrada


def test_el_azar_nuevo_de_numpy_tambien_se_repite():
    numpy = pytest.importorskip("numpy")
    hacer = numpy.random.default_rng
    dados = []
    for _ in range(2):
        with acotado(5):
            dados.append(
                [numpy.random.default_rng().random(), numpy.random.default_rng(3).random()]
            )
    assert dados[0] == dados[1]
    assert dados[0][1] == hacer(3).random()
    assert numpy.random.default_rng is hacer
    with pytest.raises(ValueError, match="no"), acotado(5):
        raise ValueError("no")
    assert numpy.random.default_rng is hacer


def test_lo_que_numpy_avisa_no_detiene_ni_se_ve(recwarn):
    numpy = pytest.importorskip("numpy")
    with numpy.errstate(all="raise"):
        with acotado(5):
            assert numpy.isinf(1.0 / numpy.zeros(2)).all()
        with pytest.raises(FloatingPointError):
            1.0 / numpy.zeros(2)
    assert not list(recwarn)


def test_el_mismo_azar_dentro_y_el_de_antes_fuera():
    numpy = pytest.importorskip("numpy")
    random.seed(3)
    numpy.random.seed(3)
    fuera = (random.getstate(), numpy.random.get_state()[2])
    dados = []
    for _ in range(2):
        with acotado(5):
            dados.append((random.random(), numpy.random.rand()))
    assert dados[0] == dados[1]
    assert (random.getstate(), numpy.random.get_state()[2]) == fuera


def test_varios_hilos_a_la_vez():
    cortados = []

    def trabajo():
        try:
            with limite_de_tiempo(0.2):
                _para_siempre()
        except TiempoAgotado:
            cortados.append(1)

    hilos = [threading.Thread(target=trabajo) for _ in range(3)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(5)
    assert cortados == [1, 1, 1]


DEPURAR_DESPUES = """
import sys
from minigrad.aula.celda import limites

def girar():  # aparte: un bucle suelto en un `with` queda, en 3.12 y 3.13, sin su `except`
    while segundos < 1:
        pass

for segundos in (0.05, 5):
    try:
        with limites._con_vigilante(segundos):
            girar()
    except limites.TiempoAgotado:
        pass

# los primeros 3.12 no avisan de las instrucciones a quien lo pide al entrar
CUAL = "line" if sys.version_info[:2] == (3, 12) else "opcode"

def rastro(marco, evento, _dato):
    marco.f_trace_opcodes = True
    if evento == CUAL:
        raise KeyboardInterrupt
    return rastro

def cualquiera():
    return 1

sys.settrace(rastro)
try:
    cualquiera()
except KeyboardInterrupt:
    print("cortado")
"""


def test_un_depurador_funciona_despues_del_vigilante():
    orden = [sys.executable, "-c", DEPURAR_DESPUES]
    hecho = subprocess.run(orden, capture_output=True, text=True, timeout=60, check=True)
    assert hecho.stdout == "cortado\n"


class _Terca:
    """Al soltarla, Python ejecuta `__del__`; una excepción que salga de ahí se pierde."""

    def __del__(self):
        _para_siempre()


def _soltar_y_seguir():
    _Terca()
    _para_siempre()


@unix
def test_una_interrupcion_que_se_pierde_no_deja_avisos():
    anterior = sys.unraisablehook
    with pytest.raises(TiempoAgotado), limite_de_tiempo(0.1):
        _soltar_y_seguir()
    assert sys.unraisablehook is anterior


@unix
def test_la_alarma_que_suena_mientras_se_sale_no_impide_quitar_el_limite():
    """Pasa si soltar lo que el código armó tarda más que la insistencia."""

    def al_salir(marco, evento, _):
        if evento == "call" and marco.f_code is limites._SALIDA:
            sys.setprofile(None)
            suena(signal.SIGALRM, marco)

    anterior = signal.getsignal(signal.SIGALRM)
    try:
        with limite_de_tiempo(0.1):
            suena = signal.getsignal(signal.SIGALRM)
            sys.setprofile(al_salir)
            _para_siempre()
    except TiempoAgotado:  # más tarde lo quitaría el recolector de basura
        quitado = signal.getitimer(signal.ITIMER_REAL), signal.getsignal(signal.SIGALRM)
    assert quitado == ((0.0, 0.0), anterior)
