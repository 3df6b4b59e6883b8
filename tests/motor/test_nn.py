"""Las redes: tamaños, semillas, errores, archivos, y mil redes al azar contra PyTorch."""

from __future__ import annotations

import json
import math
import os
import random

import pytest

from minigrad import MLP, Layer, Module, Neuron, Value, cross_entropy, max_margin, mse, nn


def test_tamanos():
    red = MLP(3, [4, 4, 1])
    assert len(red.parameters()) == 41
    assert [len(capa.neurons) for capa in red.layers] == [4, 4, 1]
    assert isinstance(red([1.0, 2.0, 3.0]), Value)
    assert len(MLP(2, [3, 2])([1.0, 2.0])) == 2
    assert isinstance(MLP(2, [1, 3, 1])([1.0, 2.0]), Value)


def test_se_leen_bien():
    red = MLP(3, [4, 1], activation="relu")
    assert repr(red) == "MLP(3, [4, 1], activation='relu')"
    assert repr(red.layers[0]) == "Layer(3, 4, activation='relu')"
    assert repr(red.layers[1].neurons[0]) == "Neuron(4, activation=None)"


@pytest.mark.parametrize("activation", [*nn.ACTIVACIONES, None])
def test_una_neurona_es_una_suma_ponderada_y_una_activacion(activation):
    neurona, x = Neuron(3, activation, seed=4), [0.5, Value(-1.0), 2]
    suma = neurona.b + sum(w * xi for w, xi in zip(neurona.w, x, strict=True))
    esperado = getattr(suma, activation)() if activation else suma
    assert neurona(x).data == pytest.approx(esperado.data, rel=1e-12)


def test_la_activacion_puede_ser_una_funcion():
    neurona = Neuron(1, lambda v: v * 10, seed=1)
    assert neurona([1.0]).data == 10 * neurona.w[0].data


def test_la_ultima_capa_es_lineal():
    red = MLP(2, [3, 1], activation="tanh", seed=0)
    assert [capa.neurons[0].activation for capa in red.layers] == ["tanh", None]


def test_la_semilla_decide_y_no_toca_el_azar_ajeno():
    random.seed(5)
    esperado = random.Random(5).random()
    pesos = [[p.data for p in MLP(2, [3, 1], seed=s).parameters()] for s in (1, 1, 2, None, None)]
    assert random.random() == esperado
    assert pesos[0] == pesos[1]
    assert len({tuple(p) for p in pesos}) == 4


@pytest.mark.parametrize("seed", [0, None, random.Random(0)])
def test_ninguna_neurona_nace_igual_a_otra(seed):
    """Con los mismos pesos aprenderían lo mismo: tampoco entre capas del mismo tamaño."""
    red = MLP(4, [4, 4, 4], seed=seed)
    neuronas = [tuple(w.data for w in n.w) for capa in red.layers for n in capa.neurons]
    assert len(set(neuronas)) == 12
    assert len({id(p) for p in red.parameters()}) == 3 * 4 * 5


@pytest.mark.parametrize(("activation", "varianza"), [("tanh", 1 / 50), ("relu", 2 / 50)])
def test_los_pesos_empiezan_del_tamano_debido(activation, varianza):
    capa = Layer(50, 100, activation, seed=0)
    pesos = [w.data for neurona in capa.neurons for w in neurona.w]
    assert sum(w * w for w in pesos) / len(pesos) == pytest.approx(varianza, rel=0.05)
    assert all(neurona.b.data == 0.0 for neurona in capa.neurons)


def test_modulo_propio_encuentra_sus_parametros_sin_repetir():
    class Dos(Module):
        def __init__(self):
            self.a = Value(1.0)
            self.capas = [Neuron(2), {"otra": (Neuron(1), self.a)}]
            self.nombre = "dos"

    modulo = Dos()
    assert len(modulo.parameters()) == 1 + 3 + 2
    assert repr(modulo) == "Dos(6 parámetros)"
    for p in modulo.parameters():
        p.grad = 1.0
    modulo.zero_grad()
    assert [p.grad for p in modulo.parameters()] == [0.0] * 6


def test_lo_que_un_modulo_recuerda_no_es_un_parametro():
    class Curiosa(Module):
        def __init__(self):
            self.neurona = Neuron(2)

        def __call__(self, x):
            self.ultima = self.neurona(x)
            return self.ultima

    modulo = Curiosa()
    modulo([1.0, 2.0])
    assert repr(modulo) == "Curiosa(3 parámetros)"


def test_los_tamanos_pueden_venir_de_numpy():
    np = pytest.importorskip("numpy")
    assert repr(MLP(np.int64(2), list(np.array([3, 1])))) == repr(MLP(2, [3, 1]))


@pytest.mark.parametrize("pieza", [Neuron(3), Layer(3, 2), MLP(3, [2, 1])])
def test_rechaza_entradas_que_no_son_las_suyas(pieza):
    for x in ([1.0, 2.0], [1.0] * 4, []):
        with pytest.raises(ValueError, match=f"espera 3 entradas y recibió {len(x)}"):
            pieza(x)
    for x in (1.0, "abc", None):
        with pytest.raises(TypeError, match="una lista de 3 números"):
            pieza(x)
    with pytest.raises(TypeError, match="texto"):
        pieza([1.0, 2.0, "3"])


@pytest.mark.parametrize(
    ("crear", "mensaje"),
    [
        (lambda: Neuron(0), "número entero de entradas, 1 o más; recibió 0"),
        (lambda: Neuron(2.0), "número entero de entradas, 1 o más; recibió 2.0"),
        (lambda: Layer(2, -1), "número entero de neuronas, 1 o más; recibió -1"),
        (lambda: MLP(2, []), "tamaños"),
        (lambda: MLP(2, 3), "tamaños"),
        (lambda: MLP(2, [3, 1], activation="tanhh"), "'tanh', 'relu'"),
        (lambda: MLP(2, [1], activation="tanhh"), "'tanh', 'relu'"),
    ],
)
def test_rechaza_lo_que_no_se_puede_construir(crear, mensaje):
    with pytest.raises(ValueError, match=mensaje):
        crear()


# ── Guardar y cargar ─────────────────────────────────────────────────────────────────────────


def test_guardar_y_cargar(tmp_path):
    red, otra = MLP(2, [3, 1], seed=1), MLP(2, [3, 1], seed=2)
    for p, raro in zip(red.parameters(), (math.inf, -math.inf, 0.1, math.nan), strict=False):
        p.data = raro
    red.guardar(tmp_path / "red.json")
    otra.cargar(str(tmp_path / "red.json"))
    leidos = [p.data for p in otra.parameters()]
    assert leidos == pytest.approx([p.data for p in red.parameters()], rel=0, abs=0, nan_ok=True)
    assert os.listdir(tmp_path) == ["red.json"]
    guardado = json.loads((tmp_path / "red.json").read_text(), parse_constant=pytest.fail)
    assert len(guardado["parametros"]) == 13


def test_se_guarda_en_utf_8(tmp_path):
    def sigmoide_pequeña(v):
        return v.sigmoid() * 0.1

    red = MLP(2, [3, 1], activation=sigmoide_pequeña, seed=1)
    red.guardar(tmp_path / "red.json")
    assert "sigmoide_pequeña" in (tmp_path / "red.json").read_text(encoding="utf-8")
    MLP(2, [3, 1], activation=sigmoide_pequeña).cargar(tmp_path / "red.json")


@pytest.mark.skipif(os.name != "posix", reason="los permisos y los enlaces son de POSIX")
def test_guardar_respeta_permisos_y_enlaces(tmp_path):
    red, enlace = MLP(2, [1], seed=1), tmp_path / "enlace.json"
    (tmp_path / "comun.txt").write_text("")
    red.guardar(tmp_path / "red.json")
    modos = {os.stat(tmp_path / f).st_mode for f in ("comun.txt", "red.json")}
    assert len(modos) == 1
    enlace.symlink_to(tmp_path / "red.json")
    MLP(2, [1], seed=2).guardar(enlace)
    assert enlace.is_symlink()
    MLP(2, [1]).cargar(tmp_path / "red.json")


def test_cargar_de_otro_modelo_no_cambia_nada(tmp_path):
    ruta = tmp_path / "red.json"
    MLP(2, [3, 1], seed=1).guardar(ruta)
    for otra, mensaje in (
        (MLP(2, [4, 1]), "13 parámetros.* 17"),
        (MLP(2, [3, 1], activation="relu"), "activation='relu'"),
    ):
        antes = [p.data for p in otra.parameters()]
        with pytest.raises(ValueError, match=mensaje):
            otra.cargar(ruta)
        assert [p.data for p in otra.parameters()] == antes


@pytest.mark.parametrize("contenido", ["", "[1, 2]", "{}", '{"modelo": 1, "parametros": ["x"]}'])
def test_un_archivo_ajeno_se_dice(tmp_path, contenido):
    (tmp_path / "red.json").write_text(contenido)
    with pytest.raises(ValueError, match="guardar"):
        MLP(2, [1]).cargar(tmp_path / "red.json")
    with pytest.raises(FileNotFoundError, match="No existe"):
        MLP(2, [1]).cargar(tmp_path / "otro.json")


def test_guardar_en_una_carpeta_que_no_existe_lo_dice(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"No existe la carpeta .*otra. Créala"):
        MLP(2, [1]).guardar(tmp_path / "otra" / "red.json")


def test_si_guardar_falla_queda_el_archivo_de_antes(tmp_path, monkeypatch):
    red = MLP(2, [1], seed=1)
    red.guardar(tmp_path / "red.json")
    antes = (tmp_path / "red.json").read_text()

    def sin_disco(*_):
        raise OSError("no queda espacio")

    monkeypatch.setattr(os, "replace", sin_disco)
    with pytest.raises(OSError, match="espacio"):
        MLP(2, [1], seed=2).guardar(tmp_path / "red.json")
    assert os.listdir(tmp_path) == ["red.json"]
    assert (tmp_path / "red.json").read_text() == antes


# ── Contra PyTorch ───────────────────────────────────────────────────────────────────────────


def red_en_torch(torch, red, xs):
    """La misma red con tensores, desde los mismos números; devuelve sus parámetros y su salida."""
    x, parametros = torch.tensor(xs, dtype=torch.float64), []
    for capa in red.layers:
        tabla = [[*(w.data for w in n.w), n.b.data] for n in capa.neurons]
        pesos = torch.tensor(tabla, dtype=torch.float64, requires_grad=True)
        parametros.append(pesos)
        x = x @ pesos[:, :-1].T + pesos[:, -1]
        activation = capa.neurons[0].activation
        x = getattr(torch, activation)(x) if activation else x
    return parametros, x


def perdidas(torch, nombre, salidas, suyas, azar):
    if nombre == "entropía":
        clases = [azar.randrange(suyas.shape[1]) for _ in salidas]
        filas = [s if isinstance(s, list) else [s] for s in salidas]
        return cross_entropy(filas, clases), torch.nn.functional.cross_entropy(
            suyas, torch.tensor(clases)
        )
    ys = [azar.choice([-1, 1]) for _ in salidas]
    y = torch.tensor(ys, dtype=torch.float64)
    puntajes = [s[0] if isinstance(s, list) else s for s in salidas]
    if nombre == "mse":
        return mse(puntajes, ys), torch.nn.functional.mse_loss(suyas[:, 0], y)
    return max_margin(puntajes, ys), torch.relu(1 - y * suyas[:, 0]).mean()


@pytest.mark.torch
@pytest.mark.parametrize("decena", range(10))
def test_mil_redes_al_azar(decena):
    torch = pytest.importorskip("torch")
    for semilla in range(100 * decena, 100 * decena + 100):
        azar = random.Random(semilla)
        nin, ejemplos = azar.randint(1, 4), azar.randint(1, 4)
        nouts = [azar.randint(1, 5) for _ in range(azar.randint(1, 3))]
        red = MLP(nin, nouts, activation=azar.choice(nn.ACTIVACIONES), seed=semilla)
        xs = [[azar.uniform(-2, 2) for _ in range(nin)] for _ in range(ejemplos)]
        parametros, suyas = red_en_torch(torch, red, xs)
        nombre = azar.choice(["mse", "margen", "entropía"])
        nuestra, suya = perdidas(torch, nombre, [red(x) for x in xs], suyas, azar)
        nuestra.backward()
        suya.backward()
        grads = [g for p in parametros for g in p.grad.flatten().tolist()]
        assert nuestra.data == pytest.approx(suya.item(), rel=1e-9, abs=1e-12)
        assert [p.grad for p in red.parameters()] == pytest.approx(grads, rel=1e-9, abs=1e-12)
