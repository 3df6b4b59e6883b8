"""Las figuras fijas de la lección 2: curvas, errores y neuronas, dibujadas por nosotros.

Cada función dibuja una figura con matplotlib, la muestra y no devuelve nada, para que una celda
del cuaderno quepa en una línea. Se leen en gris: lo que el color distingue, lo distingue también
el trazo. matplotlib se importa al dibujar, así que importar este módulo no cuesta nada.

Glosario. *Ejes*: el recuadro donde se dibuja. *Trazo*: el estilo de línea (continua, a rayas…).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from minigrad.exploradores.comun.estilo import AZUL, COLORES, GRIS, NARANJA, TINTA, TRAZOS, VERDE

Funcion = Callable[[float], float]


def curva(
    f: Funcion,
    desde: float,
    hasta: float,
    puntos: Sequence[float] = (),
    tangentes: Sequence[float] = (),
    fondo: bool = False,
) -> None:
    """Dibuja `f`; marca puntos, tangentes con su pendiente y, si se pide, el punto más bajo."""
    figura, ejes = _lienzo(6.4, 3.8)
    xs = _malla(desde, hasta)
    ejes.plot(xs, [f(x) for x in xs], color=AZUL, linewidth=2)
    for x in puntos:
        _punto(ejes, x, f(x), f"({x:g}, {f(x):g})")
    for x in tangentes:
        m = _pendiente(f, x)
        _tangente(ejes, f, x, m, f"pendiente {m:.0f}".replace("-", "−"))
    if fondo:
        _tangente(ejes, f, min(xs, key=f), 0.0, "pendiente 0")
    _ejes_con_nombre(ejes, "x", "f(x)")
    _mostrar(figura)


def secantes(f: Funcion, x: float, pasos: Sequence[float]) -> None:
    """Dibuja cómo la recta que corta en `x` y en `x + h` se vuelve la tangente."""
    figura, ejes = _lienzo(6.4, 3.8)
    ancho = 1.3 * max(pasos)
    xs = _malla(x - ancho / 2, x + ancho)
    ejes.plot(xs, [f(v) for v in xs], color=AZUL, linewidth=2.5, label="la curva")
    for h, trazo in zip(pasos, TRAZOS[1:], strict=False):
        m = (f(x + h) - f(x)) / h
        ejes.plot(xs, _recta(f, x, m, xs), trazo, color=NARANJA, label=f"h = {h:g}: {m:.2f}")
        ejes.plot([x + h], [f(x + h)], "s", color=NARANJA, markersize=6)
    m = _pendiente(f, x)
    ejes.plot(xs, _recta(f, x, m, xs), color=TINTA, linewidth=1.2, label=f"tangente: {m:.2f}")
    ejes.plot([x], [f(x)], "o", color=TINTA, zorder=5)
    ejes.legend(title="pendiente de cada recta", frameon=False)
    _ejes_con_nombre(ejes, "x", "f(x)")
    _mostrar(figura)


def error_segun_h(f: Funcion, exacta: float, x: float) -> None:
    """Dibuja, en escala logarítmica, el error de las dos diferencias contra `h`: dos V."""
    figura, ejes = _lienzo(6.4, 3.8)
    pasos = [10 ** (-k / 8) for k in range(8, 8 * 16)]
    un_lado = [abs((f(x + h) - f(x)) / h - exacta) for h in pasos]
    simetrica = [abs((f(x + h) - f(x - h)) / (2 * h) - exacta) for h in pasos]
    ejes.loglog(pasos, un_lado, "--", color=NARANJA, label="por un solo lado")
    ejes.loglog(pasos, simetrica, "-", color=AZUL, linewidth=2, label="simétrica")
    _etiqueta(ejes, 2e-14, 1e-8, "redondeo:\nh demasiado pequeña")
    _etiqueta(ejes, 4e-3, 2e-11, "lejanía:\nh demasiado grande")
    ejes.legend(frameon=False, loc="upper center")
    _ejes_con_nombre(ejes, "h", "error")
    _mostrar(figura)


def aplastadoras() -> None:
    """Dibuja cuatro funciones con forma de S y, al lado, la pendiente de cada una."""
    figura, paneles = _lienzo(9.0, 3.6, columnas=2)
    xs = _malla(-6, 6)
    for i, (nombre, f) in enumerate(_APLASTADORAS.items()):
        estilo = {"color": COLORES[i], "linestyle": TRAZOS[i], "linewidth": 2, "label": nombre}
        paneles[0].plot(xs, [f(x) for x in xs], **estilo)
        paneles[1].plot(xs, [_pendiente(f, x) for x in xs], **estilo)
    for ejes, titulo in zip(paneles, ("la función", "su pendiente"), strict=True):
        ejes.set_title(titulo, fontsize=11)
        _ejes_con_nombre(ejes, "x", "")
    paneles[0].legend(frameon=False, fontsize=9)
    _mostrar(figura)


def neurona_biologica() -> None:
    """Dibuja una neurona: dendritas, cuerpo celular con su núcleo, axón y terminales."""
    figura, ejes = _lienzo(8.0, 3.4)
    _vestir_diagrama(ejes)
    for angulo in (100, 140, 180, 220, 260):
        _rama(ejes, 2.3, 2.0, math.radians(angulo), 1.05, 3)
    ejes.plot([2.3, 7.3], [2.0, 2.0], color=TINTA, linewidth=4, solid_capstyle="round")
    for x in (3.7, 4.75, 5.8):
        _capsula(ejes, x, 2.0)
    for angulo in (35, 0, -35):
        _rama(ejes, 7.3, 2.0, math.radians(angulo), 0.75, 2)
    _circulo(ejes, 2.3, 2.0, 0.55, "#dce9f5")
    _circulo(ejes, 2.3, 2.0, 0.18, TINTA)
    _nombrar(ejes, 0.45, 4.0, "dendritas", "reciben")
    _nombrar(ejes, 3.6, 3.3, "cuerpo celular", "reúne")
    _nombrar(ejes, 5.2, 2.8, "axón", "lleva la señal")
    _nombrar(ejes, 8.2, 3.45, "terminales", "entregan")
    _flecha(ejes, 3.4, 1.25, 6.9, 1.25)
    _mostrar(figura)


def neurona_matematica() -> None:
    """Dibuja la neurona del papel: entradas por pesos, suma con sesgo, tanh y salida."""
    figura, ejes = _lienzo(8.0, 3.4)
    _vestir_diagrama(ejes)
    for nombre, y in (("1", 3.2), ("2", 0.8)):
        _circulo(ejes, 0.8, y, 0.36, "white", f"$x_{nombre}$")
        _circulo(ejes, 2.7, y, 0.36, "#f3e3d6", f"$\\times w_{nombre}$")
        _flecha(ejes, 1.18, y, 2.3, y)
        _flecha(ejes, 3.05, y + 0.1 * (2 - y), 4.05, 2.0 + 0.22 * (y - 2))
    _circulo(ejes, 4.6, 2.0, 0.52, "#dce9f5", "$\\Sigma$")
    _circulo(ejes, 4.6, 3.6, 0.34, "white", "$b$")
    _flecha(ejes, 4.6, 3.24, 4.6, 2.56)
    _flecha(ejes, 5.14, 2.0, 6.3, 2.0, "$n$")
    _caja_de_tanh(ejes, 7.0, 2.0)
    _flecha(ejes, 7.7, 2.0, 9.1, 2.0, "$o$")
    _nombrar(ejes, 1.75, 2.1, "entradas y pesos", "como las dendritas")
    _nombrar(ejes, 4.6, 1.05, "suma y sesgo", "como el cuerpo celular")
    _nombrar(ejes, 7.7, 1.05, "aplastar y entregar", "como el axón")
    _mostrar(figura)


def _sigmoide(x: float) -> float:
    return 1 / (1 + math.exp(-x))


_APLASTADORAS: dict[str, Funcion] = {
    "tanh": math.tanh,
    "sigmoide": _sigmoide,
    "softsign": lambda x: x / (1 + abs(x)),
    "arcotangente": lambda x: math.atan(x) / (math.pi / 2),
}


def _lienzo(ancho: float, alto: float, columnas: int = 1) -> Any:
    import matplotlib.pyplot as plt

    return plt.subplots(1, columnas, figsize=(ancho, alto), layout="constrained")


def _mostrar(figura: Any) -> None:
    """Muestra la figura y la cierra, para que ninguna quede abierta."""
    import matplotlib.pyplot as plt

    plt.show()
    plt.close(figura)


def _malla(desde: float, hasta: float, cuantos: int = 241) -> list[float]:
    return [desde + (hasta - desde) * i / (cuantos - 1) for i in range(cuantos)]


def _pendiente(f: Funcion, x: float) -> float:
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


def _recta(f: Funcion, x: float, m: float, xs: Sequence[float]) -> list[float]:
    return [f(x) + m * (v - x) for v in xs]


def _ejes_con_nombre(ejes: Any, nombre_x: str, nombre_y: str) -> None:
    ejes.set_xlabel(nombre_x)
    ejes.set_ylabel(nombre_y)
    ejes.grid(alpha=0.3)
    for lado in ("top", "right"):
        ejes.spines[lado].set_visible(False)


def _punto(ejes: Any, x: float, y: float, texto: str) -> None:
    ejes.plot([x], [y], "o", color=TINTA, zorder=5)
    texto = texto.replace("-", "−")
    ejes.annotate(texto, (x, y), xytext=(10, 2), textcoords="offset points", fontsize=10)


def _tangente(ejes: Any, f: Funcion, x: float, m: float, texto: str) -> None:
    xs = [x - 0.9, x + 0.9]
    ejes.plot(xs, _recta(f, x, m, xs), "--", color=NARANJA, linewidth=2)
    _punto(ejes, x, f(x), "")
    lugar = (0, 10) if m == 0 else (12, 2)
    centrado = "center" if m == 0 else "left"
    ejes.annotate(texto, (x, f(x)), xytext=lugar, textcoords="offset points", ha=centrado)


def _etiqueta(ejes: Any, x: float, y: float, texto: str) -> None:
    ejes.text(x, y, texto, ha="center", va="center", fontsize=9, color=TINTA)


def _vestir_diagrama(ejes: Any) -> None:
    """Un recuadro de 10 × 4 sin ejes y con la misma escala en las dos direcciones."""
    ejes.set_xlim(-0.2, 9.6)
    ejes.set_ylim(-0.1, 4.3)
    ejes.set_aspect("equal")
    ejes.axis("off")


def _rama(ejes: Any, x: float, y: float, angulo: float, largo: float, niveles: int) -> None:
    """Una rama que se parte en dos, y esas en dos, hasta agotar los niveles."""
    if niveles == 0:
        return
    x2, y2 = x + largo * math.cos(angulo), y + largo * math.sin(angulo)
    ejes.plot([x, x2], [y, y2], color=TINTA, linewidth=1.2 * niveles, solid_capstyle="round")
    for giro in (-0.38, 0.38):
        _rama(ejes, x2, y2, angulo + giro, largo * 0.6, niveles - 1)


def _circulo(ejes: Any, x: float, y: float, radio: float, relleno: str, texto: str = "") -> None:
    from matplotlib.patches import Circle

    ejes.add_patch(Circle((x, y), radio, facecolor=relleno, edgecolor=TINTA, zorder=4))
    ejes.text(x, y, texto, ha="center", va="center", fontsize=13, zorder=5)


def _capsula(ejes: Any, x: float, y: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    forma = "round,pad=0.02,rounding_size=0.17"
    caja = FancyBboxPatch((x - 0.4, y - 0.17), 0.8, 0.34, boxstyle=forma, zorder=3)
    caja.set(facecolor="#f3e3d6", edgecolor=TINTA)
    ejes.add_patch(caja)


def _caja_de_tanh(ejes: Any, x: float, y: float) -> None:
    from matplotlib.patches import Rectangle

    caja = Rectangle((x - 0.7, y - 0.6), 1.4, 1.2, facecolor="#e2f0e8", edgecolor=TINTA)
    ejes.add_patch(caja)
    xs = _malla(-3, 3, 61)
    ejes.plot([x + 0.18 * v for v in xs], [y + 0.4 * math.tanh(v) for v in xs], color=VERDE)
    ejes.text(x, y + 0.8, "tanh", ha="center", fontsize=11)


def _flecha(ejes: Any, x: float, y: float, x2: float, y2: float, texto: str = "") -> None:
    estilo = {"arrowstyle": "-|>", "color": TINTA, "linewidth": 1.3}
    ejes.annotate("", (x2, y2), xytext=(x, y), arrowprops=estilo)
    ejes.text((x + x2) / 2, (y + y2) / 2 + 0.15, texto, ha="center", fontsize=13)


def _nombrar(ejes: Any, x: float, y: float, nombre: str, oficio: str) -> None:
    ejes.text(x, y, nombre, ha="center", fontsize=11, fontweight="bold")
    ejes.text(x, y - 0.3, oficio, ha="center", fontsize=10, color=GRIS)
