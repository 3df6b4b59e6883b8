"""Lo que la lección 5 afirma desde 5.5, con muchas semillas.

Las funciones son las del cuaderno, con el motor del paquete. Donde serían minutos, la misma red se
entrena con numpy, y una prueba compara sus pasos con los del motor.
"""

import ast
import math
import random
from pathlib import Path

import pytest

import minigrad.nn as nn
from minigrad import Value
from minigrad.datasets import moons
from minigrad.exploradores.entrenamiento.cuentas import Ajustes, Entrenador

np = pytest.importorskip("numpy")
FUENTE = Path(__file__).parents[3] / "solutions" / "05_red_neuronal.py"
SEMILLAS = range(10)


@pytest.fixture(scope="module")
def cuaderno():
    """Las clases y funciones de la lección resuelta, sin ejecutar sus celdas."""
    nombres = {"random": random, "math": math, "Value": Value, "nn": nn}
    nombres["trange"] = lambda n, **_: range(n)
    for celda in FUENTE.read_text(encoding="utf-8").split("# %%"):
        codigo = celda.partition("\n")[2]
        if celda.startswith(" [markdown]"):
            continue
        for parte in ast.parse(codigo).body:
            if isinstance(parte, ast.FunctionDef | ast.ClassDef):
                exec(compile(ast.Module([parte], []), "cuaderno", "exec"), nombres)
            elif "Neuron.parameters" in ast.unparse(parte):
                exec(ast.unparse(parte), nombres)
    nombres["xs"] = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    nombres["ys"] = [1.0, -1.0, -1.0, 1.0]
    return nombres


# --- la misma red, con numpy ---------------------------------------------------------------------

TANH = (np.tanh, lambda salida: 1 - salida**2)
RELU = (lambda suma: np.maximum(suma, 0), lambda salida: salida > 0)
NADA = (lambda suma: suma, np.ones_like)


def capas_de(red):
    """Los pesos y los sesgos de una red, del paquete o del cuaderno."""
    return [
        (
            np.array([[w.data for w in n.w] for n in capa.neurons]),
            np.array([n.b.data for n in capa.neurons]),
        )
        for capa in red.layers
    ]


def adelante(capas, activaciones, x):
    salidas = [x]
    for (w, b), (activar, _) in zip(capas, activaciones, strict=True):
        salidas.append(activar(salidas[-1] @ w.T + b))
    return salidas


def un_paso(capas, activaciones, salidas, error, lr, alfa=0.0):
    """Las capas después de un paso; `error` es la derivada de la pérdida respecto a la salida."""
    nuevas = []
    for i in range(len(capas) - 1, -1, -1):
        w, b = capas[i]
        error = error * activaciones[i][1](salidas[i + 1])
        dw, db = error.T @ salidas[i], error.sum(0)
        error = error @ w
        nuevas.append((w - lr * (dw + 2 * alfa * w), b - lr * (db + 2 * alfa * b)))
    return nuevas[::-1]


def perdida_de_margen(puntajes, clases):
    return np.maximum(0, 1 - clases * puntajes).mean()


def entrenar(red, vistos, nuevos, *, alfa=0.0, pasos=150, tasa):
    """Las pérdidas en vistos y nuevos, paso a paso, y la exactitud final en los vistos."""
    (x, y), (x2, y2) = [tuple(map(np.array, pareja)) for pareja in (vistos, nuevos)]
    capas, activaciones = capas_de(red), [RELU, RELU, NADA]
    en_vistos, en_nuevos = [], []
    for k in range(pasos):
        salidas = adelante(capas, activaciones, x)
        puntajes = salidas[-1][:, 0]
        en_vistos.append(perdida_de_margen(puntajes, y))
        en_nuevos.append(perdida_de_margen(adelante(capas, activaciones, x2)[-1][:, 0], y2))
        error = (-y * (1 - y * puntajes > 0) / len(y))[:, None]
        capas = un_paso(capas, activaciones, salidas, error, tasa(k, pasos), alfa)
    puntajes = adelante(capas, activaciones, x)[-1][:, 0]
    return en_vistos, en_nuevos, ((puntajes > 0) == (y > 0)).mean()


def constante(k, pasos):
    return 1.0


def test_los_pasos_de_numpy_son_los_del_motor(cuaderno):
    vistos, nuevos = cuaderno["partir"](*moons(60, 0.35, seed=0), 20)
    red = nn.MLP(2, [16, 16, 1], activation="relu", seed=1)
    con_numpy = entrenar(red, vistos, nuevos, alfa=0.01, pasos=6, tasa=cuaderno["tasa"])
    for k in range(6):
        perdida = cuaderno["perdida_de_margen"](red, *vistos)
        de_los_nuevos = cuaderno["perdida_de_margen"](red, *nuevos)
        assert perdida.data == pytest.approx(con_numpy[0][k], abs=1e-9)
        assert de_los_nuevos.data == pytest.approx(con_numpy[1][k], abs=1e-9)
        red.zero_grad()
        (perdida + cuaderno["castigo"](red.parameters(), 0.01)).backward()
        for p in red.parameters():
            p.data = cuaderno["nuevo_dato"](p.data, p.grad, cuaderno["tasa"](k, 6))


# --- 5.5 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lr", [0.01, 0.05, 0.1, 0.2, 0.3, 0.5])
def test_olvidar_el_cero_es_impulso_sin_freno(cuaderno, lr):
    sin_cero = cuaderno["camino"](en_cero=False, lr=lr)
    assert sin_cero == cuaderno["camino_con_impulso"](mu=1.0, lr=lr)
    assert max(sin_cero) > 5  # se pasa del 3, y vuelve


def test_con_freno_llega_y_sin_freno_no_se_queda(cuaderno):
    con_freno, sin_impulso = cuaderno["camino_con_impulso"](mu=0.5), cuaderno["camino"](True)
    assert abs(con_freno[20] - 3) < abs(sin_impulso[20] - 3) / 10
    final = cuaderno["camino"](en_cero=False, pasos=200)[-40:]
    assert min(final) < 1
    assert max(final) > 5


def test_sin_cero_siete_terminan_mejor_y_tres_se_atascan(cuaderno):
    entrenada_con, paso, sin = (cuaderno[n] for n in ("entrenada_con", "paso", "paso_sin_cero"))
    con_cero = [entrenada_con(paso, semilla, 0.5) for semilla in SEMILLAS]
    sin_cero = [entrenada_con(sin, semilla, 0.5) for semilla in SEMILLAS]
    assert max(con_cero) < 0.01
    atascadas = [perdida for perdida in sin_cero if perdida > 0.5]
    assert all(round(perdida, 3) in (1.0, 2.0) for perdida in atascadas)
    assert len(atascadas) == 3
    assert sum(s < c for s, c in zip(sin_cero, con_cero, strict=True)) == 7


def test_con_la_tasa_cuatro_se_rompen_ocho_de_diez(cuaderno):
    finales = [cuaderno["entrenada_con"](cuaderno["paso"], s, 4.0) for s in SEMILLAS]
    assert sum(perdida == pytest.approx(2, abs=0.01) for perdida in finales) == 8
    assert sum(perdida < 0.01 for perdida in finales) == 2


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_con_la_tasa_diminuta_casi_no_avanza(cuaderno, semilla):
    assert cuaderno["entrenada_con"](cuaderno["paso"], semilla, 0.001) > 0.3


def test_cuesta_arriba_el_techo_es_cuatro(cuaderno):
    finales = [cuaderno["entrenada_con"](cuaderno["paso"], s, -0.5) for s in SEMILLAS]
    assert max(finales) < 4
    assert sum(perdida > 3.99 for perdida in finales) == 8
    assert all(perdida > 3.99 or 1.9 < perdida < 2 for perdida in finales)


@pytest.mark.parametrize("semilla", [42, *SEMILLAS])
def test_un_paso_diminuto_dice_el_signo(cuaderno, semilla):
    for lr in (0.001, -0.001):
        random.seed(semilla)
        red = cuaderno["MLP"](3, [4, 4, 1])
        antes, despues = [
            cuaderno["paso"](red, cuaderno["xs"], cuaderno["ys"], lr) for _ in range(2)
        ]
        assert (despues < antes) == (lr > 0)


# --- 5.6 -----------------------------------------------------------------------------------------


def con_un_punto(cuaderno, semilla, *, baja, pasos=2000):
    """Lo que hace `con_un_punto` del cuaderno: los aciertos al final."""
    puntos, clases = map(np.array, moons(100, 0.1, seed=1))
    random.seed(semilla)
    capas, activaciones = capas_de(cuaderno["MLP"](2, [16, 1])), [TANH, TANH]
    for k in range(pasos):
        i = random.randrange(100)
        salidas = adelante(capas, activaciones, puntos[i : i + 1])
        lr = 0.2 * cuaderno["tasa"](k, pasos) if baja else 0.2
        capas = un_paso(capas, activaciones, salidas, 2 * (salidas[-1] - clases[i]), lr)
    puntajes = adelante(capas, activaciones, puntos)[-1][:, 0]
    return int(((puntajes > 0) == (clases > 0)).sum())


def test_con_un_punto_por_paso_conviene_que_la_tasa_baje(cuaderno):
    # dos mil pasos agrandan la última cifra de `sin` y `cos`, que cambia de un sistema a otro
    fijas = [con_un_punto(cuaderno, semilla, baja=False) for semilla in SEMILLAS]
    bajas = [con_un_punto(cuaderno, semilla, baja=True) for semilla in SEMILLAS]
    assert sum(baja > fija for fija, baja in zip(fijas, bajas, strict=True)) >= 8
    assert bajas[4] > fijas[4]  # la semilla del cuaderno
    assert min(bajas) >= 95


def test_con_todos_los_puntos_una_tasa_constante_va_igual_de_bien(cuaderno):
    lunas = moons(100, 0.1, seed=1)
    for semilla in SEMILLAS:
        fija, baja = [
            entrenar(nn.MLP(2, [16, 16, 1], "relu", semilla), lunas, lunas, pasos=100, tasa=como)
            for como in (constante, cuaderno["tasa"])
        ]
        assert fija[0][-1] <= baja[0][-1]
        assert fija[2] >= 0.99


@pytest.mark.parametrize("semilla", range(1, 12))
def test_lo_que_se_apuesta_en_el_explorador_pasa_con_toda_semilla(semilla):
    con_diez = Entrenador(Ajustes("moons", (8, 8), "relu", semilla), 10.0, 0.0)
    con_diez.avanzar(12)
    assert con_diez.apagada
    sin_capas = Entrenador(Ajustes("moons", (), "relu", semilla), 0.5, 0.0)
    sin_capas.avanzar(60)
    assert sin_capas.exactitud == pytest.approx(0.85, abs=0.02)


# --- 5.7 -----------------------------------------------------------------------------------------


def curvas(cuaderno, semilla, *, datos=0, alfa=0.0):
    vistos, nuevos = cuaderno["partir"](*moons(140, 0.35, seed=datos), 40)
    red = nn.MLP(2, [16, 16, 1], "relu", semilla)
    return entrenar(red, vistos, nuevos, alfa=alfa, tasa=cuaderno["tasa"])


@pytest.mark.parametrize("semilla", range(1, 13))
def test_con_los_puntos_del_cuaderno_toda_red_se_sobreajusta_y_el_castigo_lo_evita(
    cuaderno, semilla
):
    en_vistos, en_nuevos, _ = curvas(cuaderno, semilla)
    k = cuaderno["mejor_paso"](en_nuevos)
    assert 0 < k < 100
    assert en_nuevos[-1] > 1.1 * en_nuevos[k]
    assert en_vistos[-1] < en_vistos[k]
    con_castigo = curvas(cuaderno, semilla, alfa=0.01)
    assert con_castigo[1][-1] < en_nuevos[-1]
    assert con_castigo[1][-1] < 1.1 * min(con_castigo[1])
    assert con_castigo[0][-1] > en_vistos[-1]


def test_con_otros_puntos_se_sobreajusta_casi_siempre(cuaderno):
    suben, mejoran = 0, 0
    for semilla in range(20):
        _, en_nuevos, _ = curvas(cuaderno, semilla, datos=semilla)
        suben += en_nuevos[-1] > 1.1 * min(en_nuevos)
        mejoran += curvas(cuaderno, semilla, datos=semilla, alfa=0.003)[1][-1] < en_nuevos[-1]
    assert (suben, mejoran) == (17, 16)


# --- 5.8 -----------------------------------------------------------------------------------------


def test_tres_nubes_la_red_esta_segura_en_la_nube_y_duda_entre_las_tres(cuaderno):
    for semilla in SEMILLAS:
        azar, nubes, cual = random.Random(semilla), [], []
        for clase, (x, y) in enumerate([(-1, -0.6), (1, -0.6), (0, 1)]):
            nubes += [[x + azar.gauss(0, 0.4), y + azar.gauss(0, 0.4)] for _ in range(20)]
            cual += [clase] * 20
        red = nn.MLP(2, [8, 3], "tanh", semilla)
        inicial = cuaderno["perdida_clases"]([red(p) for p in nubes], cual).data
        capas, activaciones, x = capas_de(red), [TANH, NADA], np.array(nubes)
        for _ in range(61):
            salidas = adelante(capas, activaciones, x)
            p = probabilidades(salidas[-1])
            error = (p - np.eye(3)[cual]) / 60
            capas = un_paso(capas, activaciones, salidas, error, 1.0)
        final = -np.log(p[range(60), cual]).mean()
        assert final < 0.1 < inicial
        en_la_nube, entre = probabilidades(
            adelante(capas, activaciones, np.array([[-1, -0.6], [0, -0.1]]))[-1]
        )
        assert en_la_nube[0] > 0.97
        assert entre.max() < 0.97


def probabilidades(puntajes):
    exponenciales = np.exp(puntajes)
    return exponenciales / exponenciales.sum(1, keepdims=True)


# --- 5.9 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_diez_capas_callan_con_la_sigmoide(cuaderno, semilla):
    llega = cuaderno["llega_al_principio"]
    sigmoide, *otras = [
        llega(activar, semilla=semilla) for activar in (Value.sigmoid, Value.tanh, Value.relu)
    ]
    assert 0.25**10 < sigmoide < 1e-4  # más que por un camino: son muchos, y se suman
    assert all(otra > 1000 * sigmoide for otra in otras)


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_pesos_chicos_callan_y_grandes_explotan(cuaderno, semilla):
    chicos, medios, grandes = [
        cuaderno["llega_al_principio"](Value.relu, ancho, semilla)
        for ancho in (0.1, math.sqrt(6 / 8), 3.0)
    ]
    assert chicos < 1e-8
    assert 0.01 < medios < 100
    assert grandes > 1000


@pytest.mark.parametrize("peso", [0.05 * k for k in range(1, 11)])
def test_los_pesos_iguales_se_quedan_iguales(cuaderno, peso):
    red = cuaderno["MLP"](3, [4, 4, 1])
    for p in red.parameters():
        p.data = peso
    for _ in range(60):
        cuaderno["paso"](red, cuaderno["xs"], cuaderno["ys"], lr=0.1)
    primera, *otras = [[w.data for w in n.w] for n in red.layers[0].neurons]
    assert all(otra == pytest.approx(primera, abs=1e-12) for otra in otras)
    assert primera != [peso] * 3
