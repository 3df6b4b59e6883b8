# %% [markdown]
# # Práctica 5. Una Red Neuronal Simple con Mini-Grad
#
# {{COLAB}}
#
# Trece problemas: tres entrenamientos averiados, un paso que se cuida, un optimizador con impulso, elegir sin
# mirar la prueba, una red profunda que calla y una que distingue tres clases. Las secciones se pueden hacer en
# cualquier orden, salvo P5.2, que usa el `paso` de P5.1. Aquí entrena el motor del paquete.
#
# **Tiempo:** 65 minutos. **Se da por sabido:** la lección 5.
#
# *Inspirado en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
import random

from minigrad import MLP, Value

# %% [markdown]
# ## P5.1 Entrenamientos averiados
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
# ### Ejercicio 05p-ciclo · Repara el paso · ★★☆ · 6 min
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
# ### Ejercicio 05p-capa · Repara la capa · ★★☆ · 5 min
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
# ### Ejercicio 05p-clases · De 0 y 1 a −1 y 1 · ★☆☆ · 2 min
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
# ## P5.2 Un paso que se cuida
#
# En 5.4 un paso prometía bajar cierta cantidad, y con una tasa grande no cumplía. Eso se puede usar: si cumplió
# menos de la mitad, la tasa siguiente será la mitad.
#
# ### Ejercicio 05p-acortar · La tasa que sigue · ★★☆ · 4 min
#
# Escribe `siguiente_tasa(lr, predicho, real)`. Los dos cambios son como los de 5.4: negativos si la pérdida
# baja. Si bajó menos de la mitad de lo predicho, o subió, devuelve la mitad de `lr`; si no, `lr`.

# %% ejercicio="05p-acortar"
def siguiente_tasa(lr, predicho, real):
    ### BEGIN SOLUTION
    if real > predicho / 2:
        return lr / 2
    return lr
    ### END SOLUTION

# %%
siguiente_tasa = comprobar("05p-acortar", siguiente_tasa)

# %% [markdown]
# Probémosla donde más falta hace: con `lr = 1`, que para esta red es demasiado.

# %%
def perdida_de(red):
    return sum((red(x).data - y) ** 2 for x, y in zip(XS, YS, strict=True)) / len(YS)


def entrenar(semilla, cuidarse, lr=1.0):
    red = MLP(2, [4, 1], seed=semilla)
    for _ in range(40):
        antes = paso(red, XS, YS, lr)
        predicho = -lr * sum(p.grad**2 for p in red.parameters())
        if cuidarse:
            lr = siguiente_tasa(lr, predicho, perdida_de(red) - antes)
    return perdida_de(red), lr


for semilla in (1, 2, 3):
    fija, _ = entrenar(semilla, cuidarse=False)
    cuidada, lr = entrenar(semilla, cuidarse=True)
    print(f"semilla {semilla}   fija: {fija:.0e}   cuidada: {cuidada:.4f}, y lr terminó en {lr}")

# %% [markdown]
# Con la tasa fija la pérdida se escapa. Cuidándose, la tasa se acorta sola y la red aprende. No siempre: a veces
# los primeros pasos, largos, la dejan en un mal lugar.
#
# ## P5.3 Un optimizador con impulso
#
# El descenso por el gradiente no tiene memoria: cada paso mira solo el gradiente de ahora. Con **impulso**
# (*momentum*), el paso lleva una velocidad `v` que recuerda los gradientes anteriores:
#
# $$v \leftarrow \mu \cdot v + g \qquad\qquad p \leftarrow p - lr \cdot v$$
#
# En palabras: la velocidad conserva una fracción $\mu$ de la que traía y suma el gradiente; el parámetro se
# mueve según la velocidad.
#
# ### Ejercicio 05p-velocidad · Tres pasos de velocidad · ★★☆ · 2 min
#
# Empiezas con `v = 0` y el gradiente es 1 en los tres pasos. Con $\mu = 0.9$, ¿cuánto vale `v` después del
# tercero?

# %% ejercicio="05p-velocidad"
velocidad = 0.9 * (0.9 * 1 + 1) + 1  # SOLUTION

# %%
comprobar("05p-velocidad", velocidad)

# %% [markdown]
# ### Ejercicio 05p-impulso · El paso con impulso · ★★☆ · 5 min
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
# Con $\mu = 1$ la velocidad no pierde nada: es la suma de todos los gradientes. Eso ya lo viste en 5.5: **olvidar
# el cero es un impulso sin freno**. Midámoslo con $(w - 3)^2$.

# %%
w, mio, v = Value(0.0), 0.0, 0.0
for _ in range(30):
    ((w - 3) ** 2).backward()  # sin poner en cero
    w.data -= 0.1 * w.grad
    mio, v = con_impulso(mio, 2 * (mio - 3), v, 0.1, 1.0)
print("¿el mismo camino?", "sí" if abs(w.data - mio) < 1e-9 else "no")

# %% [markdown]
# Con freno, en cambio, ayuda. Un valle largo y angosto: $f(a, b) = \frac{1}{2}(a^2 + 30\,b^2)$. Sin impulso, avanzar
# por `a` es lento.

# %%
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

# %% [markdown]
# En el mapa de un valle parecido se ve por qué: hay **una** tasa para las dos variables, y la que va bien a lo largo es
# demasiado grande a lo ancho. Mira cómo termina sin impulso; después súbelo a la mitad de su barra.

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import descenso


def valle(x, y):
    return x**2 / 4 + 2 * y**2


descenso(valle, inicio=(-3.5, 1.5), lr=0.1, desde=(-4, -2), hasta=(4, 2))

# %% [markdown]
# Sin impulso se arrastra por el fondo; con la mitad de la barra, llega. Y tu paso debe coincidir con el `SGD` del
# paquete:

# %%
from minigrad.optim import SGD

a = Value(4.0)
optimizador, mio, v = SGD([a], lr=0.1, momentum=0.9), 4.0, 0.0
for _ in range(5):
    optimizador.zero_grad()
    (a * a).backward()
    mio, v = con_impulso(mio, 2 * mio, v, 0.1, 0.9)
    optimizador.step()
print("¿igual al SGD del paquete?", "sí" if abs(a.data - mio) < 1e-12 else "no")

# %% [markdown]
# ## P5.4 Elegir sin mirar la prueba
#
# En 5.7 elegiste el paso con los puntos nuevos. Pero un punto con el que se elige ya no es nuevo del todo. Por eso
# se hacen tres montones: con los de entrenamiento se mueven los pesos; con los de **validación** se elige; y con los
# de **prueba**, que nadie miró, se anuncia el resultado.
#
# Estas seis líneas entrenan 100 pasos y se quedan con los parámetros que mejor contestan la validación. Están
# revueltas y conservan su sangría.

# %% tags=["nbval-ignore-output"]
from minigrad.aula.ejercicios.practica_05 import LINEAS, armar
from minigrad.exploradores import ordenar

mesa = ordenar(LINEAS)
mesa

# %% [markdown]
# ### Ejercicio 05p-parada · Quédate con los mejores · ★★☆ · 4 min
#
# Ordénalas arriba con los botones y copia aquí el orden que se lee debajo de ellos: así queda guardado.
# O escribe tú las seis letras en orden, así: `"A B C D E F"`.

# %% ejercicio="05p-parada"
mi_orden = "C D A E F B"  # SOLUTION

# %%
comprobar("05p-parada", mi_orden)

# %% [markdown]
# Así queda el programa con tu orden:

# %%
print(armar(mi_orden))

# %% [markdown]
# ¿Y por qué no elegir con los de prueba, y ahorrarse un montón? Una apuesta, sin redes.
#
# ### Ejercicio 05p-de-veinte · La mejor de veinte · ★★☆ · 1 min
#
# Veinte personas contestan **al azar** un examen de 40 preguntas de sí o no. De cada una se esperan 20 aciertos.
# ¿Cuántos tendrá la mejor?
#
# - a) 20, o alguno más: nadie sabe nada.
# - b) Entre 23 y 30: de veinte, a alguna le toca más suerte.
# - c) Casi los 40.

# %% ejercicio="05p-de-veinte"
mejor_de_veinte = "b"  # SOLUTION

# %%
comprobar("05p-de-veinte", mejor_de_veinte)

# %%
def examen(preguntas):
    return sum(random.choice((0, 1)) for _ in range(preguntas)) / preguntas


for semilla in range(4):
    random.seed(semilla)
    notas = [examen(40) for _ in range(20)]
    print(f"semilla {semilla}   la mejor acierta {40 * max(notas):.0f} de 40")

# %% [markdown]
# Nadie sabe nada y la mejor parece saber. A una red elegida así le pasa igual: parte de su nota es suerte.
#
# ### Ejercicio 05p-informe · La nota que se anuncia · ★★☆ · 4 min
#
# Escribe `anunciar(validacion, prueba)`. Recibe dos listas: la exactitud de cada red en validación y, en el mismo
# orden, en prueba. Elige la red, y devuelve la exactitud que se puede anunciar de ella. Si empatan, la primera.

# %% ejercicio="05p-informe"
def anunciar(validacion, prueba):
    ### BEGIN SOLUTION
    elegida = validacion.index(max(validacion))
    return prueba[elegida]
    ### END SOLUTION

# %%
anunciar = comprobar("05p-informe", anunciar)

# %%
for semilla in range(4):
    random.seed(semilla)
    primero, segundo = [examen(40) for _ in range(20)], [examen(400) for _ in range(20)]
    print(f"elegida con {max(primero):.1%}   en otro examen: {anunciar(primero, segundo):.1%}")

# %% [markdown]
# En otro examen, de 400 preguntas, la elegida acierta más o menos la mitad. Esa es la nota que dice la verdad.
#
# ## P5.5 Una red profunda que calla
#
# Si a las primeras capas no les llega gradiente, la red no avisa. Hay que medirlo.
#
# ### Ejercicio 05p-medidor · ¿Cuánto gradiente llega? · ★☆☆ · 3 min
#
# Escribe `gradiente_medio(parametros)`: el promedio del tamaño, sin signo, de sus gradientes.

# %% ejercicio="05p-medidor"
def gradiente_medio(parametros):
    return sum(abs(p.grad) for p in parametros) / len(parametros)  # SOLUTION

# %%
gradiente_medio = comprobar("05p-medidor", gradiente_medio)

# %% [markdown]
# ### Ejercicio 05p-ancho · ¿Qué tan grandes nacen los pesos? · ★★☆ · 1 min
#
# Una red de 10 capas ocultas, de 8 neuronas tanh cada una. Sus parámetros nacen al azar entre $-a$ y $a$. ¿Con qué
# $a$ llega más gradiente a la primera capa?
#
# - a) Con 0.1: así ninguna tanh se satura.
# - b) Con 1.
# - c) Con 30: a mayor peso, mayor gradiente.

# %% ejercicio="05p-ancho"
ancho = "b"  # SOLUTION

# %%
comprobar("05p-ancho", ancho)

# %%
def llega(a, semilla):
    random.seed(semilla)
    red = MLP(8, [8] * 10 + [1])
    for p in red.parameters():
        p.data = random.uniform(-a, a)
    red([random.uniform(-1, 1) for _ in range(8)]).backward()
    return gradiente_medio(red.layers[0].parameters())


for a in (0.1, 1, 30):
    medidos = [llega(a, semilla) for semilla in range(10)]
    print(f"a = {a:<4} en diez redes, de {min(medidos):.0e} a {max(medidos):.0e}")

# %% [markdown]
# Con 0.1, cada capa multiplica el gradiente por algo pequeño, y son diez. Con 30, las tanh se saturan. Por eso el
# `MLP` del paquete elige el ancho según cuántas entradas tiene cada neurona.
#
# ## P5.6 Tres clases en espiral
#
# En 5.8 la red dio **un puntaje por clase**, y la pérdida fue menos el logaritmo de la probabilidad que softmax le
# da a la correcta. Aquí, con menos cuentas y otros datos.
#
# ### Ejercicio 05p-elegida · La clase elegida · ★☆☆ · 3 min
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
# ### Ejercicio 05p-entropia · La pérdida de tres clases · ★★★ · 7 min
#
# Escribe `entropia(logits, clase)` para un ejemplo: el logaritmo de la suma de las exponenciales, menos el
# puntaje de la clase correcta. Es lo mismo que $-\ln(\text{softmax}_{clase})$.

# %% ejercicio="05p-entropia"
def entropia(logits, clase):
    ### BEGIN SOLUTION
    total = sum(z.exp() for z in logits)
    return total.log() - logits[clase]
    ### END SOLUTION

# %%
entropia = comprobar("05p-entropia", entropia)

# %% [markdown]
# Entrenemos: 90 puntos en tres brazos de espiral, y Adam, que ajusta el largo de cada paso por su cuenta. Tarda
# unos segundos.

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
from matplotlib.colors import ListedColormap

eje = [-1.2 + 0.08 * i for i in range(31)]
mapa = [[elegida(red([x, y])) for x in eje] for y in eje]
fig, ax = plt.subplots(figsize=(4.5, 4.2))
ax.pcolormesh(eje, eje, mapa, cmap=ListedColormap(["white", "0.85", "0.65"]))
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
# Con esto terminas la red. Si quieres seguir, la [lección 6](../notebooks/06_tensores.ipynb) lleva tu motor de números
# a tensores. Y abre `minigrad/engine.py` y `minigrad/nn.py`: ya puedes leerlos enteros.
