# %% [markdown]
# # Práctica 5. Una Red Neuronal Simple con Mini-Grad
#
# {{COLAB}}
#
# Diez problemas: un ciclo revuelto, tres entrenamientos averiados, dos predicciones, un optimizador con
# impulso y una red que distingue tres clases. Las secciones se pueden hacer en cualquier orden.
#
# **Tiempo:** unos 55 minutos. **Se da por sabido:** la lección 5.
#
# *Inspirado en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
import random

from minigrad import MLP, Value

# %% [markdown]
# ## P5.1 Un ciclo revuelto
#
# Estas seis líneas entrenan una red y guardan la pérdida de cada paso. Están revueltas y conservan su
# sangría.

# %% tags=["nbval-ignore-output"]
# esta celda muestra botones, y su salida cambia en cada ejecución
from minigrad.aula.ejercicios.practica_05 import LINEAS, armar
from minigrad.exploradores import ordenar

mesa = ordenar(LINEAS)
mesa

# %% [markdown]
# ### Ejercicio 05p-revuelto · Seis líneas revueltas · ★★☆ · 4 min
#
# Ordénalas arriba con los botones y copia aquí el orden que se lee debajo de ellos: así queda guardado.
# O escribe tú las seis letras en orden, en un solo texto. Por ejemplo: `"A B C D E F"`.

# %% ejercicio="05p-revuelto"
mi_orden = "C F A E B D"  # SOLUTION

# %%
comprobar("05p-revuelto", mi_orden)

# %% [markdown]
# Así queda el programa con tu orden:

# %%
print(armar(mi_orden))

# %% [markdown]
# ## P5.2 Entrenamientos averiados
#
# Alguien entrenó esta red 40 pasos. La pérdida no baja. No hay ningún error a la vista.

# %% tags=["base", "muestra"]
XS = [[2.0, 3.0], [3.0, -1.0], [0.5, 1.0], [1.0, -2.0]]
YS = [1, -1, 1, -1]


def paso_averiado(red, xs, ys, lr):
    perdida = sum((red(x) - y) ** 2 for x, y in zip(xs, ys, strict=True)) / len(ys)
    perdida.backward()
    red.zero_grad()
    for p in red.parameters():
        p.data += lr * p.grad
    return perdida

# %%
red = MLP(2, [4, 1], seed=1)
perdidas = [paso_averiado(red, XS, YS, 0.05).data for _ in range(40)]
print(f"pérdida: {perdidas[0]:.4f} al empezar, {perdidas[-1]:.4f} al terminar")

# %% [markdown]
# ### Ejercicio 05p-ciclo · Repara el paso · ★★☆ · 7 min
#
# Hay **tres** fallas: dos impiden aprender y otra devuelve algo que no es un número. Escribe el paso
# reparado. Debe devolver la pérdida, como número común, que había antes de mover los parámetros.

# %% ejercicio="05p-ciclo"
def paso(red, xs, ys, lr):
    perdida = sum((red(x) - y) ** 2 for x, y in zip(xs, ys, strict=True)) / len(ys)
    ### BEGIN SOLUTION
    red.zero_grad()
    perdida.backward()
    for p in red.parameters():
        p.data -= lr * p.grad
    return perdida.data
    ### END SOLUTION

# %%
paso = comprobar("05p-ciclo", paso)

# %%
red = MLP(2, [4, 1], seed=1)
perdidas = [paso(red, XS, YS, 0.05) for _ in range(40)]
print(f"pérdida: {perdidas[0]:.4f} al empezar, {perdidas[-1]:.4f} al terminar")

# %% [markdown]
# Esta otra capa también está averiada. Tiene 4 neuronas, pero todas dan siempre lo mismo, y el entrenamiento
# no mueve sus sesgos.

# %% tags=["base", "muestra"]
class Neurona:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        return (sum(w * xi for w, xi in zip(self.w, x, strict=True)) + self.b).tanh()


class CapaAveriada:
    def __init__(self, nin, nout):
        self.neuronas = [Neurona(nin)] * nout

    def __call__(self, x):
        return [neurona(x) for neurona in self.neuronas]

    def parameters(self):
        return [w for neurona in self.neuronas for w in neurona.w]

# %%
salidas = CapaAveriada(2, 4)([1.0, 2.0])
print("salidas distintas:", len({s.data for s in salidas}))

# %% [markdown]
# ### Ejercicio 05p-capa · Repara la capa · ★★☆ · 6 min
#
# Completa las dos líneas. Los parámetros van neurona por neurona, primero sus pesos y después su sesgo.

# %% ejercicio="05p-capa"
class Capa:
    def __init__(self, nin, nout):
        self.neuronas = [Neurona(nin) for _ in range(nout)]  # SOLUTION

    def __call__(self, x):
        return [neurona(x) for neurona in self.neuronas]

    def parameters(self):
        return [p for neurona in self.neuronas for p in (*neurona.w, neurona.b)]  # SOLUTION

# %%
Capa = comprobar("05p-capa", Capa)

# %%
capa = Capa(2, 4)
print("salidas distintas:", len({s.data for s in capa([1.0, 2.0])}))
print("parámetros:", len(capa.parameters()))

# %% [markdown]
# El tercer caso: los datos llegaron con clases 0 y 1, y la pérdida de margen espera −1 y 1. Con clase 0,
# $\max(0, 1 - 0 \cdot s)$ vale 1 siempre: ese ejemplo no enseña nada.
#
# ### Ejercicio 05p-clases · De 0 y 1 a −1 y 1 · ★☆☆ · 3 min
#
# Escribe `a_signos(clases)`: recibe una lista de ceros y unos y devuelve una lista nueva con −1 y 1.

# %% ejercicio="05p-clases"
def a_signos(clases):
    return [2 * c - 1 for c in clases]  # SOLUTION

# %%
a_signos = comprobar("05p-clases", a_signos)

# %%
print(a_signos([0, 1, 1, 0]))

# %% [markdown]
# ## P5.3 Predicciones
#
# ### Ejercicio 05p-cuantos · Otra red que contar · ★★☆ · 3 min
#
# ¿Cuántos parámetros tiene `MLP(2, [8, 8, 3])`? Cuéntalos antes de preguntarle a la red.

# %% ejercicio="05p-cuantos"
cuantos = 8 * (2 + 1) + 8 * (8 + 1) + 3 * (8 + 1)  # SOLUTION

# %%
comprobar("05p-cuantos", cuantos)

# %%
print("parámetros:", len(MLP(2, [8, 8, 3]).parameters()))

# %% [markdown]
# ## P5.4 Un optimizador con impulso
#
# El descenso por el gradiente no tiene memoria: cada paso mira solo el gradiente de ahora. Con **impulso**
# (*momentum*), el paso lleva una velocidad `v` que recuerda los gradientes anteriores:
#
# $$v \leftarrow \mu \cdot v + g \qquad\qquad p \leftarrow p - lr \cdot v$$
#
# En palabras: la velocidad conserva una fracción $\mu$ de la que traía y suma el gradiente; el parámetro se
# mueve según la velocidad.
#
# ### Ejercicio 05p-velocidad · Tres pasos de velocidad · ★★☆ · 3 min
#
# Empiezas con `v = 0` y el gradiente es 1 en los tres pasos. Con $\mu = 0.9$, ¿cuánto vale `v` después del
# tercero?

# %% ejercicio="05p-velocidad"
velocidad = 0.9 * (0.9 * 1 + 1) + 1  # SOLUTION

# %%
comprobar("05p-velocidad", velocidad)

# %% [markdown]
# ### Ejercicio 05p-impulso · El paso con impulso · ★★☆ · 6 min
#
# Escribe `con_impulso(dato, grad, v, lr, mu)`: devuelve una pareja, el dato nuevo y la velocidad nueva, en
# ese orden.

# %% ejercicio="05p-impulso"
def con_impulso(dato, grad, v, lr, mu):
    ### BEGIN SOLUTION
    v = mu * v + grad
    return dato - lr * v, v
    ### END SOLUTION

# %%
con_impulso = comprobar("05p-impulso", con_impulso)

# %% [markdown]
# Un valle largo y angosto: $f(a, b) = \frac{1}{2}(a^2 + 30\,b^2)$. Sin impulso, avanzar por `a` es lento. Y tu
# paso debe coincidir con el `SGD` del paquete.

# %%
from minigrad.optim import SGD


def bajar(mu, pasos=60, lr=0.03):
    a, b = Value(4.0), Value(1.0)
    velocidades = [0.0, 0.0]
    for _ in range(pasos):
        a.grad = b.grad = 0.0
        ((a * a + 30 * b * b) / 2).backward()
        for k, p in enumerate((a, b)):
            p.data, velocidades[k] = con_impulso(p.data, p.grad, velocidades[k], lr, mu)
    return (a * a + 30 * b * b).data / 2


print(f"sin impulso {bajar(0.0):.5f}   con impulso {bajar(0.8):.5f}")

# %%
a = Value(4.0)
optimizador, mio, v = SGD([a], lr=0.1, momentum=0.9), 4.0, 0.0
for _ in range(5):
    optimizador.zero_grad()
    (a * a).backward()
    mio, v = con_impulso(mio, 2 * mio, v, 0.1, 0.9)
    optimizador.step()
print("¿igual al SGD del paquete?", "sí" if abs(a.data - mio) < 1e-12 else "no")

# %% [markdown]
# ## P5.5 Tres clases en espiral
#
# Con más de dos clases, el signo ya no alcanza. La red da **un puntaje por clase**. Se elige la clase del
# mayor, y la pérdida es la de la lección 4: menos el logaritmo de la probabilidad que softmax le da a la
# correcta.
#
# ### Ejercicio 05p-elegida · La clase elegida · ★☆☆ · 4 min
#
# Escribe `elegida(puntajes)`: recibe una lista de `Value` y devuelve el lugar del mayor (0, 1, 2…).

# %% ejercicio="05p-elegida"
def elegida(puntajes):
    ### BEGIN SOLUTION
    datos = [p.data for p in puntajes]
    return datos.index(max(datos))
    ### END SOLUTION

# %%
elegida = comprobar("05p-elegida", elegida)

# %% [markdown]
# ### Ejercicio 05p-entropia · La pérdida de tres clases · ★★★ · 8 min
#
# Escribe `entropia(logits, clase)` para un ejemplo: el logaritmo de la suma de las exponenciales, menos el
# puntaje de la clase correcta. Es lo mismo que $-\ln(\text{softmax}_{clase})$, con menos cuentas.

# %% ejercicio="05p-entropia"
def entropia(logits, clase):
    ### BEGIN SOLUTION
    total = sum(z.exp() for z in logits)
    return total.log() - logits[clase]
    ### END SOLUTION

# %%
entropia = comprobar("05p-entropia", entropia)

# %% [markdown]
# Entrenemos: 90 puntos en tres brazos de espiral, y Adam, que ajusta el largo de cada paso por su cuenta.

# %%
from minigrad.datasets import spiral
from minigrad.optim import Adam

puntos, clases = spiral(90, seed=3)
red = MLP(2, [16, 16, 3], activation="tanh", seed=3)
optimizador = Adam(red.parameters(), lr=0.05)
for k in range(121):
    salidas = [red(p) for p in puntos]
    perdida = sum(entropia(s, c) for s, c in zip(salidas, clases, strict=True)) / len(clases)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
    if k % 40 == 0:
        aciertos = sum(elegida(s) == c for s, c in zip(salidas, clases, strict=True))
        print(f"paso {k:3d}   pérdida {perdida.data:.3f}   aciertos {aciertos} de {len(clases)}")

# %%
import matplotlib.pyplot as plt

eje = [-1.2 + 0.08 * i for i in range(31)]
mapa = [[elegida(red([x, y])) for x in eje] for y in eje]
fig, ax = plt.subplots(figsize=(4.5, 4.2))
ax.contourf(eje, eje, mapa, levels=[-0.5, 0.5, 1.5, 2.5], colors=["white", "0.85", "0.65"])
for clase, marca in enumerate("osx"):
    brazo = [p for p, c in zip(puntos, clases, strict=True) if c == clase]
    ax.scatter(*zip(*brazo), marker=marca, color="black", s=18)
plt.show()

# %% [markdown]
# *Figura: tres brazos de espiral, con círculos, cuadrados y cruces. El fondo tiene tres zonas, blanca, gris clara
# y gris oscura, que se enroscan siguiendo cada una a su brazo.*
#
# ## Lo que practicaste

# %%
progreso("05")

# %% [markdown]
# Con esto terminas el taller. Si quieres seguir, abre `minigrad/engine.py` y `minigrad/nn.py`: ya puedes leerlos
# enteros.
