# %% [markdown]
# # 5. Una Red Neuronal Simple con Mini-Grad
#
# {{COLAB}}
#
# Al terminar esta lección podrás:
#
# - escribir una neurona, una capa y una red, y decir cuántos parámetros tienen;
# - medir con una pérdida qué tan lejos está una red, y calcular cuánto bajará en un paso;
# - escribir el ciclo que entrena: pérdida, gradientes en cero, paso hacia atrás, paso cuesta abajo;
# - reconocer los errores que no dan ningún mensaje: no poner en cero, una tasa que no sirve, ir cuesta arriba,
#   etiquetas que la red no alcanza, capas a las que no llega gradiente;
# - distinguir una red que generaliza de una que se aprendió los ejemplos de memoria.
#
# **Tiempo:** 130 minutos, en tres ratos: 60, 37 y 33. **Se da por sabido:** las lecciones 2 y 3; para 5.8, softmax, de
# la 4. El motor ya está hecho: es el de la lección 4, el tuyo o el del paquete.
#
# *Mini-Grad sigue la idea de [micrograd](https://github.com/karpathy/micrograd), de
# Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
import random

from minigrad import Value, draw_dot

random.seed(42)  # los mismos números «al azar» para todo el mundo

# %% [markdown]
# ¿Qué motor va a entrenar? Si junto a este cuaderno está el `mi_minigrad.py` que escribiste en la lección 4 y
# pasa sus pruebas, **el tuyo**: de tu `Value` estará hecha la red que escribas. Si no, del `Value` del paquete, que
# da los mismos números.

# %%
from minigrad.aula.motor_de_la_red import motor_de_la_red, quien_entreno

Value = motor_de_la_red()

# %% [markdown]
# ## Antes de empezar: tres preguntas de memoria
#
# **Repaso 1.** `a` se usa dos veces, en `b = a + a`. ¿Por qué los gradientes se suman con `+=`?
#
# - a) Porque así el resultado es más exacto.
# - b) Porque cada camino de `a` hasta la raíz aporta su parte, y las partes se suman.
# - c) Porque `=` no funciona dentro de una función.

# %% ejercicio="05-repaso-1"
repaso_1 = "b"  # SOLUTION

# %%
comprobar("05-repaso-1", repaso_1)

# %% [markdown]
# **Repaso 2.** ¿En qué orden se visitan los nodos en el paso hacia atrás?
#
# - a) Cada nodo antes que todos sus consumidores.
# - b) En el orden en que se crearon.
# - c) Cada nodo después que todos sus consumidores.

# %% ejercicio="05-repaso-2"
repaso_2 = "c"  # SOLUTION

# %%
comprobar("05-repaso-2", repaso_2)

# %% [markdown]
# **Repaso 3.** Una neurona con tanh da 0.9999. ¿Qué gradiente llega a sus pesos?
#
# - a) Casi 0: ahí la curva de tanh es casi plana.
# - b) Casi 1: la salida es casi 1.
# - c) Depende solo de las entradas.

# %% ejercicio="05-repaso-3"
repaso_3 = "a"  # SOLUTION

# %%
comprobar("05-repaso-3", repaso_3)

# %% [markdown]
# ## 5.1 Una neurona que lleva sus pesos
#
# En la lección 2 calculaste una neurona con variables sueltas. Una red tiene muchas neuronas: conviene que cada
# una guarde **sus** pesos y calcule su salida.
#
# Para emparejar pesos y entradas sirve `zip`: con `["a", "b"]` y `[5, 6]` da las parejas `("a", 5)` y `("b", 6)`.
# Pero tiene una trampa.
#
# ### Ejercicio 05-zip · ¿Cuántas parejas? · ★☆☆ · 1 min
#
# Tres pesos y, por descuido, dos entradas. ¿Cuántas parejas salen de `zip([1, 2, 3], [10, 20])`?
# Escribe un número; si crees que da un error, escribe 0.

# %% ejercicio="05-zip"
parejas = 2  # SOLUTION

# %%
comprobar("05-zip", parejas)

# %%
print(list(zip([1, 2, 3], [10, 20])))

# %% [markdown]
# El tercer peso desapareció **sin ningún aviso**. Por eso escribiremos siempre `zip(…, strict=True)`: si las
# listas no son igual de largas, se niega.

# %%
try:
    list(zip([1, 2, 3], [10, 20], strict=True))
except ValueError:
    print("zip se negó: las listas no son igual de largas")

# %% [markdown]
# ### Ejercicio 05-neurona · La salida de una neurona · ★★☆ · 5 min
#
# Una neurona multiplica cada entrada por su peso, suma los productos, suma el sesgo **una vez** y pasa el
# total por tanh. En `__init__`, `nin` es cuántas entradas tiene: sus pesos nacen al azar entre −1 y 1.
#
# Completa `__call__`, lo que Python ejecuta al escribir `neurona([2.0, 0.0])`. Debe devolver un `Value`. Usa
# `zip(…, strict=True)`, y recuerda que en un `Value` tanh es un método: `n.tanh()`.

# %% ejercicio="05-neurona"
class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        ### BEGIN SOLUTION
        productos = [w * xi for w, xi in zip(self.w, x, strict=True)]
        return (sum(productos) + self.b).tanh()
        ### END SOLUTION

# %%
Neuron = comprobar("05-neurona", Neuron)

# %% [markdown]
# Pongámosle los números de la lección 2, que son los de la primera clase de Karpathy, y pidamos los gradientes.

# %%
neurona = Neuron(2)
neurona.w[0].data, neurona.w[1].data, neurona.b.data = -3.0, 1.0, 6.8813735870195432
salida = neurona([2.0, 0.0])
salida.backward()
print(f"salida {salida.data:.4f}")
print("gradientes de los pesos:", [round(w.grad, 4) for w in neurona.w])

# %% [markdown]
# Los que hallaste a mano: 1.0 y 0.0. Y el grafo que los produjo:

# %%
neurona.w[0].label, neurona.w[1].label, neurona.b.label, salida.label = "w1", "w2", "b", "salida"
draw_dot(salida)

# %% [markdown]
# *Figura: el grafo de la neurona. w1 se multiplica por 2 y w2 por 0; los productos se suman, se añade b y
# el total pasa por tanh. La salida vale 0.7071. Si usaste `sum`, hay una suma de más, con un 0: ahí empieza a contar.*
#
# ### Ejercicio 05-parametros · Lo que se puede ajustar · ★☆☆ · 2 min
#
# Los **parámetros** son los números que el entrenamiento mueve. Escribe una función que devuelva, en
# **una sola lista**, todos los de una neurona: primero los pesos, al final el sesgo.

# %% ejercicio="05-parametros"
def parametros_de_neurona(self):
    return [*self.w, self.b]  # SOLUTION

Neuron.parameters = parametros_de_neurona

# %%
Neuron = comprobar("05-parametros", Neuron)

# %% [markdown]
# ## 5.2 Una capa, una red
#
# Una **capa** es una lista de neuronas que miran las mismas entradas, cada una con sus propios pesos.
#
# ### Ejercicio 05-capa · Varias neuronas · ★★☆ · 2 min
#
# Completa la línea que crea las neuronas: `nout` neuronas, cada una con `nin` entradas. Lee también el resto.

# %% ejercicio="05-capa"
class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]  # SOLUTION

    def __call__(self, x):
        return [neurona(x) for neurona in self.neurons]

    def parameters(self):
        return [p for neurona in self.neurons for p in neurona.parameters()]

# %%
Layer = comprobar("05-capa", Layer)

# %%
capa = Layer(3, 4)
print("salidas:", len(capa([2.0, 3.0, -1.0])), "  parámetros:", len(capa.parameters()))

# %% [markdown]
# 4 neuronas con 3 pesos y 1 sesgo cada una: $4 \cdot (3 + 1) = 16$ parámetros.
#
# Una **red** es una lista de capas: lo que sale de una entra en la siguiente. Se llama *perceptrón
# multicapa*, MLP por su nombre en inglés. `MLP(3, [4, 4, 1])` recibe 3 números, los pasa por dos capas de 4
# neuronas y termina en 1. (La celda que sigue solo dibuja: no hace falta leerla.)

# %%
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(7, 2.8))
columnas = [3, 4, 4, 1]
alturas = [[i - (n - 1) / 2 for i in range(n)] for n in columnas]
for c in range(3):
    for ya in alturas[c]:
        for yb in alturas[c + 1]:
            ax.plot([c, c + 1], [ya, yb], color="0.6", lw=0.8, zorder=1)
for c, ys_columna in enumerate(alturas):
    color = "white" if c == 0 else "0.8"
    ax.scatter([c] * len(ys_columna), ys_columna, s=420, c=color, edgecolors="black", zorder=2)
for c, nombre in enumerate(["entradas", "capa 1", "capa 2", "salida"]):
    ax.text(c, -2.3, nombre, ha="center")
ax.set_ylim(-2.6, 2)
ax.axis("off")
plt.show()

# %% [markdown]
# *Figura: una red de cuatro columnas de círculos: 3 entradas en blanco, dos capas de 4 neuronas en gris y
# una salida en gris. Cada círculo está unido por una línea con todos los de la columna siguiente.*
#
# ### Ejercicio 05-cuantos · Cuenta los parámetros · ★★☆ · 2 min
#
# ¿Cuántos parámetros tiene `MLP(3, [4, 4, 1])`? Cada línea del dibujo es un peso,
# y cada círculo gris tiene además un sesgo.

# %% ejercicio="05-cuantos"
cuantos = 4 * (3 + 1) + 4 * (4 + 1) + 1 * (4 + 1)  # SOLUTION

# %%
comprobar("05-cuantos", cuantos)

# %% [markdown]
# ### Ejercicio 05-mlp · La red entera · ★★★ · 7 min
#
# Faltan dos piezas. En `__init__`, `self.layers`, la lista de capas: la primera va de `tamanos[0]` a
# `tamanos[1]`, la segunda de `tamanos[1]` a `tamanos[2]`… En `__call__`, pasar `x` por las capas, una tras otra.

# %% ejercicio="05-mlp"
class MLP:
    def __init__(self, nin, nouts):
        tamanos = [nin, *nouts]
        ### BEGIN SOLUTION
        pares = zip(tamanos[:-1], tamanos[1:], strict=True)
        self.layers = [Layer(entran, salen) for entran, salen in pares]
        ### END SOLUTION

    def __call__(self, x):
        ### BEGIN SOLUTION
        for capa in self.layers:
            x = capa(x)
        ### END SOLUTION
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for capa in self.layers for p in capa.parameters()]

# %%
MLP = comprobar("05-mlp", MLP)

# %%
random.seed(42)
red = MLP(3, [4, 4, 1])
print("parámetros:", len(red.parameters()))
print(f"salida: {red([2.0, 3.0, -1.0]).data:.4f}")

# %% [markdown]
# 41, como los contaste. Sus pesos son azar: la red todavía no sabe nada.
#
# ## 5.3 ¿Qué tan mal lo hace?
#
# Cuatro ejemplos, los de la primera clase de Karpathy. A cada entrada de 3 números le corresponde un objetivo,
# 1 o −1: tanh sale entre −1 y 1.

# %% tags=["base"]
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]

# %%
for x, y in zip(xs, ys, strict=True):
    print(f"objetivo {y:4.0f}   predicción {red(x).data:7.4f}")

# %% [markdown]
# Para mejorar hace falta **un solo número** que diga qué tan lejos estamos: la **pérdida**. Usaremos el error
# cuadrático medio, *mse* por su nombre en inglés:
#
# $$\text{pérdida} = \frac{1}{n} \sum_{i=1}^{n} (p_i - y_i)^2$$
#
# En palabras: cada salida $p_i$ menos su objetivo $y_i$, al cuadrado; y de los $n$ cuadrados, el promedio. Nunca
# es negativo, y es 0 solo cuando todo coincide.
#
# ### Ejercicio 05-mse · El error cuadrático medio · ★★☆ · 4 min
#
# Escribe `mse`. Si las dos listas no son igual de largas, debe negarse: `zip(…, strict=True)`.

# %% ejercicio="05-mse"
def mse(predicciones, objetivos):
    ### BEGIN SOLUTION
    pares = zip(predicciones, objetivos, strict=True)
    return sum((p - y) ** 2 for p, y in pares) / len(objetivos)
    ### END SOLUTION

# %%
mse = comprobar("05-mse", mse)

# %%
perdida = mse([red(x) for x in xs], ys)
print(f"pérdida {perdida.data:.4f}")

# %% [markdown]
# Un `Value` que depende de los 41 parámetros. Y `perdida.backward()` da, de una sola pasada, la derivada
# parcial de cada uno: cuánto se mueve la pérdida, por unidad, si lo empujas y dejas quietos los otros 40.

# %%
random.seed(42)
red = MLP(3, [4, 4, 1])  # la misma, recién hecha: sus gradientes están en cero
perdida = mse([red(x) for x in xs], ys)
perdida.backward()
peso = red.layers[0].neurons[0].w[0]
print(f"un peso: dato {peso.data:.4f}, gradiente {peso.grad:.4f}")

# %% [markdown]
# ## 5.4 Un paso cuesta abajo
#
# El **gradiente** de la pérdida es la lista de las 41 derivadas parciales. Señala hacia donde la pérdida
# **sube**: si cada parámetro se mueve un poco en el sentido de la suya, sube. Queremos que baje.
#
# ¿Cuánto movemos cada uno? Una fracción de su derivada: la **tasa de aprendizaje**, `lr` por su nombre en inglés.
#
# ### Ejercicio 05-un-peso · Mueve un peso · ★☆☆ · 2 min
#
# Escribe el nuevo dato de un parámetro, a partir de su dato, su gradiente y la tasa de aprendizaje.

# %% ejercicio="05-un-peso"
def nuevo_dato(dato, grad, lr):
    return dato - lr * grad  # SOLUTION

# %%
nuevo_dato = comprobar("05-un-peso", nuevo_dato)

# %% [markdown]
# ¿Cuánto bajará? Lo dijo la lección 2: gradiente por movimiento. Movamos un solo peso.

# %%
antes = mse([red(x) for x in xs], ys).data
movimiento = nuevo_dato(peso.data, peso.grad, 0.1) - peso.data
peso.data += movimiento
despues = mse([red(x) for x in xs], ys).data
peso.data -= movimiento  # de vuelta a su lugar
print(f"cambio predicho {peso.grad * movimiento:.6f}   cambio real {despues - antes:.6f}")

# %% [markdown]
# Casi iguales. ¿Y si se mueven los 41 a la vez? Si los movimientos son pequeños, lo que aporta cada uno **se suma**.
#
# ### Ejercicio 05-cuanto-baja · ¿Cuánto bajará? · ★★☆ · 4 min
#
# Escribe `cambio_predicho`, como en la lección 2: la suma, sobre todos los parámetros, de gradiente por movimiento.
# Cada uno se movería como dice `nuevo_dato`, pero **no muevas nada**: solo devuelve el número.

# %% ejercicio="05-cuanto-baja"
def cambio_predicho(parametros, lr):
    return sum(p.grad * (-lr * p.grad) for p in parametros)  # SOLUTION

# %%
cambio_predicho = comprobar("05-cuanto-baja", cambio_predicho)

# %% [markdown]
# `ensayar` crea una red nueva, da **un** paso y devuelve los dos cambios, el calculado y el real.

# %%
def ensayar(semilla, lr):
    random.seed(semilla)
    red = MLP(3, [4, 4, 1])
    perdida = mse([red(x) for x in xs], ys)
    perdida.backward()
    predicho = cambio_predicho(red.parameters(), lr)
    for p in red.parameters():
        p.data = nuevo_dato(p.data, p.grad, lr)
    return predicho, mse([red(x) for x in xs], ys).data - perdida.data


for lr in (0.001, 0.01, 0.1):
    predicho, real = ensayar(42, lr)
    print(f"lr = {lr:<5}  predicho {predicho:8.4f}   real {real:8.4f}")

# %% [markdown]
# ### Ejercicio 05-paso-grande · Un paso demasiado largo · ★★☆ · 1 min
#
# La pérdida de esa red es 1.3197. Con `lr = 1`, `cambio_predicho` promete −2.8052. ¿Qué pasará al dar el paso?
#
# - a) Bajará 2.8052, o muy cerca.
# - b) Bajará hasta 0 y ahí se detendrá.
# - c) Otra cosa: a esa distancia la cuenta ya no vale.

# %% ejercicio="05-paso-grande"
paso_grande = "c"  # SOLUTION

# %%
comprobar("05-paso-grande", paso_grande)

# %%
for lr in (0.1, 0.5, 1.0):
    predicho, real = ensayar(42, lr)
    print(f"lr = {lr:<5}  predicho {predicho:8.4f}   real {real:8.4f}")

# %% [markdown]
# Con 0.5 baja la décima parte de lo prometido, y con 1 **sube**. Las derivadas son las del punto de partida;
# lejos de él son otras. Eso es la tasa: hasta dónde confías en ellas.
#
# ¿Es así con cualquier red? Diez semillas, y el cambio real dividido entre el prometido: si se cumple, da 1.

# %%
for lr in (0.001, 0.1, 1.0):
    cocientes = [real / predicho for predicho, real in (ensayar(s, lr) for s in range(10))]
    print(f"lr = {lr:<5}  real entre predicho: de {min(cocientes):5.2f} a {max(cocientes):5.2f}")

# %% [markdown]
# Con 0.001 se cumple en las diez. Con 0.1, más o menos. Con 1 ninguna llega a la tercera parte; donde el cociente
# es negativo, la pérdida subió.
#
# Ahora, muchos pasos con la misma red. Falta un detalle: `backward()` **suma** en el gradiente de cada
# parámetro, y lo del paso anterior sigue ahí.
#
# ### Ejercicio 05-en-cero · Borra la pizarra · ★☆☆ · 2 min
#
# Escribe una función que ponga en cero el gradiente de cada parámetro de la lista. Los datos no se tocan.

# %% ejercicio="05-en-cero"
def poner_en_cero(parametros):
    ### BEGIN SOLUTION
    for p in parametros:
        p.grad = 0.0
    ### END SOLUTION

# %%
poner_en_cero = comprobar("05-en-cero", poner_en_cero)

# %% [markdown]
# ### Ejercicio 05-orden · Ordena el paso · ★★☆ · 2 min
#
# Estas son las partes de un paso, revueltas, para una red que ya dio otros. Escribe las letras en orden, así:
# `orden = "ABCD"`.
#
# - A: mover cada parámetro, con `nuevo_dato`
# - B: llamar a `backward()` sobre la pérdida
# - C: calcular las predicciones y, con ellas, la pérdida
# - D: poner en cero los gradientes de los parámetros

# %% ejercicio="05-orden"
orden = "CDBA"  # SOLUTION

# %%
comprobar("05-orden", orden)

# %% [markdown]
# ### Ejercicio 05-paso · El paso completo · ★★★ · 5 min
#
# Escríbelo como función. Al final devuelve la pérdida como número común (`perdida.data`), la que había **antes**
# de mover los parámetros.

# %% ejercicio="05-paso"
def paso(red, xs, ys, lr):
    ### BEGIN SOLUTION
    perdida = mse([red(x) for x in xs], ys)
    poner_en_cero(red.parameters())
    perdida.backward()
    for p in red.parameters():
        p.data = nuevo_dato(p.data, p.grad, lr)
    return perdida.data
    ### END SOLUTION

# %%
paso = comprobar("05-paso", paso)

# %% [markdown]
# Entrenemos: 60 pasos sobre una red nueva, con `lr = 0.5`. Un paso así cumple poco de lo que promete, pero aquí
# 60 llegan más lejos que 60 de 0.1.

# %%
random.seed(42)
red = MLP(3, [4, 4, 1])
perdidas = [paso(red, xs, ys, lr=0.5) for _ in range(60)]
for k in (0, 1, 2, 10, 30, 59):
    print(f"paso {k:2d}   pérdida {perdidas[k]:.4f}")

# %%
for x, y in zip(xs, ys, strict=True):
    print(f"objetivo {y:4.0f}   predicción {red(x).data:7.4f}")

# %% [markdown]
# Aprendió: 41 números se movieron, cada uno un poco cuesta abajo, 60 veces. ¿Y con qué motor?

# %%
quien_entreno(red)

# %% [markdown]
# ## Pausa: una red que aprende
#
# Ya tienes `Neuron`, `Layer` y `MLP`; una pérdida, `mse`; y `paso`, que entrena. Y sabes cuánto promete bajar un
# paso, y cuándo no creerle. Lo que sigue es ver cómo se rompe, y después problemas con dibujo.
#
# **Para volver:** abre el cuaderno, haz clic en la primera celda de 5.5 y elige *Ejecutar → Ejecutar todo por
# encima de la celda seleccionada* (en Colab, *Entorno de ejecución → Ejecutar anteriores*).

# %%
progreso("05")

# %% [markdown]
# ## 5.5 Cuatro formas de arruinarlo sin ningún aviso
#
# Un programa que entrena mal no da error: da números. Conviene haber visto la cara de cada fallo.
#
# ### Ejercicio 05-sin-cero · Si olvidas poner en cero · ★★☆ · 1 min
#
# Minimicemos $(w - 3)^2$ desde $w = 0$, con `lr = 0.1`, **sin** poner el gradiente en cero. ¿Qué hará `w`?
#
# - a) Llegará a 3, más despacio.
# - b) Llegará a 3 y se pasará; volverá, se pasará otra vez, y no se quedará quieto.
# - c) No se moverá de 0.

# %% ejercicio="05-sin-cero"
sin_cero = "b"  # SOLUTION

# %%
comprobar("05-sin-cero", sin_cero)

# %%
def camino(en_cero, lr=0.1, pasos=60):
    w, lugares = Value(0.0), []
    for _ in range(pasos):
        lugares.append(w.data)
        if en_cero:
            w.grad = 0.0
        ((w - 3) ** 2).backward()
        w.data -= lr * w.grad
    return lugares


fig, ax = plt.subplots(figsize=(7, 2.8))
ax.plot(camino(en_cero=True), "k-", label="poniendo en cero")
ax.plot(camino(en_cero=False), "k--", label="sin poner en cero")
ax.axhline(3, color="0.6", lw=0.8)
ax.set_xlabel("paso")
ax.set_ylabel("w")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()

# %% [markdown]
# *Figura: w contra el paso. La línea continua, poniendo en cero, sube hasta 3 y se queda. La discontinua, sin
# poner en cero, va y viene entre 0 y 6 sin detenerse.*
#
# Los gradientes viejos empujan como el envión de un columpio. Ese envión se llama **impulso**: una velocidad `v`
# que conserva una fracción `mu` de la que traía y suma el gradiente nuevo. ¿Y si la conserva **entera**?

# %%
def camino_con_impulso(mu, lr=0.1, pasos=60):
    w, v, lugares = Value(0.0), 0.0, []
    for _ in range(pasos):
        lugares.append(w.data)
        w.grad = 0.0
        ((w - 3) ** 2).backward()
        v = mu * v + w.grad
        w.data -= lr * v
    return lugares


es_el_mismo = camino_con_impulso(mu=1.0) == camino(en_cero=False)
print("con mu = 1, ¿el mismo camino que sin poner en cero?", "sí" if es_el_mismo else "no")
sin_impulso, con_freno = camino(en_cero=True)[20], camino_con_impulso(mu=0.5)[20]
print(f"a los 20 pasos: sin impulso {sin_impulso:.4f}, con mu = 0.5 {con_freno:.4f}")

# %% [markdown]
# Olvidar el cero **es** impulso sin freno. Con freno, llega antes: lo escribirás en
# [la práctica](../exercises/05_red_neuronal_practica.ipynb), en `05p-impulso`.
#
# ¿Y en la red de 5.4? La misma tasa, 0.5, y diez semillas, con cero y sin él. Apuesta cuál termina con menos
# pérdida.

# %%
from tqdm.auto import tqdm, trange


def paso_sin_cero(red, xs, ys, lr):
    perdida = mse([red(x) for x in xs], ys)
    perdida.backward()
    for p in red.parameters():
        p.data -= lr * p.grad
    return perdida.data


def entrenada_con(un_paso, semilla, lr):
    random.seed(semilla)
    red = MLP(3, [4, 4, 1])
    return [un_paso(red, xs, ys, lr) for _ in range(60)][-1]


for semilla in tqdm(range(10), leave=False):
    con, sin = entrenada_con(paso, semilla, 0.5), entrenada_con(paso_sin_cero, semilla, 0.5)
    print(f"semilla {semilla}   con cero {con:.4f}   sin cero {sin:.4f}")

# %% [markdown]
# En siete de diez, el descuido termina **mejor**: es impulso. En las otras tres se pasa de largo y la pérdida queda
# clavada en 1 o en 2. Por eso se cuela: suele funcionar.
#
# ### Ejercicio 05-tasa · Elige la tasa · ★★☆ · 1 min
#
# La misma red con tres tasas: 0.001, 0.5 y 4. Solo una aprende en 60 pasos. ¿Qué les pasa a las otras dos?
#
# - a) Las dos hacen subir la pérdida sin límite.
# - b) Con 0.001 casi no avanza; con 4 los pasos son tan grandes que la red se rompe.
# - c) Con 0.001 se rompe; con 4 casi no avanza.

# %% ejercicio="05-tasa"
tasa_elegida = "b"  # SOLUTION

# %%
comprobar("05-tasa", tasa_elegida)

# %%
fig, ax = plt.subplots(figsize=(7, 2.8))
for lr, estilo in ((0.001, ":"), (0.5, "-"), (4.0, "--")):
    random.seed(42)
    red_rota = MLP(3, [4, 4, 1])
    perdidas = [paso(red_rota, xs, ys, lr) for _ in range(60)]
    ax.plot(perdidas, "k" + estilo, label=f"lr = {lr}")
    print(f"lr = {lr:<5}  pérdida final {perdidas[-1]:.4f}")
ax.set_xlabel("paso")
ax.set_ylabel("pérdida")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()

# %% [markdown]
# *Figura: la pérdida contra el paso. Con 0.001 baja apenas. Con 0.5 cae casi a 0. Con 4 da dos
# saltos, llega a 2 y ahí se queda.*
#
# ¿Por qué en 2? Mira las salidas de la que se rompió:

# %%
for x, y in zip(xs, ys, strict=True):
    print(f"objetivo {y:4.0f}   predicción {red_rota(x).data:7.4f}")

# %% [markdown]
# Los primeros saltos dejan los pesos tan grandes que tanh se **satura**: da casi 1 o −1, donde la curva es plana y
# el gradiente es casi 0. Falla dos de cuatro, cada una por $2^2 = 4$: la pérdida es 2. (Así
# terminan ocho de diez semillas.)
#
# ### La tasa, en tus manos
#
# Volvamos a $(w - 3)^2$. Prueba con 0.01, 0.95, 1 y 1.5: da unos pasos, apuesta cómo terminará y ve al final.
# (`lambda w: …` es una función sin nombre.)

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import descenso

descenso(lambda w: (w - 3) ** 2, inicio=0.0, lr=0.1, desde=-2, hasta=8)

# %%
for lr in (0.01, 0.1, 0.95, 1.0, 1.5):
    lugares = camino(en_cero=True, lr=lr)
    antes, despues = abs(lugares[0] - 3), abs(lugares[-1] - 3)
    print(f"lr = {lr:<4}  factor {1 - 2 * lr:5.2f}  distancia {antes:.4g} → {despues:.4g}")

# %% [markdown]
# Cada paso multiplica la distancia a 3 por $1 - 2\,lr$. Con 0.98 se arrastra; con −0.9 cambia de lado y se
# acerca; con −1 va y vuelve sin ganar nada; con −2 se aleja sin parar: **diverge**.
#
# ### Cuesta arriba
#
# El tercer fallo es un `+` donde va un `−`, lo mismo que una tasa negativa. Python no se queja: solo se ve una
# pérdida que sube. Con diez semillas y 60 pasos, apuesta: ¿sube sin límite, o hasta cuánto?

# %%
print([round(entrenada_con(paso, semilla, -0.5), 2) for semilla in range(10)])

# %% [markdown]
# El techo es 4: con tanh ningún error pasa de 2, y su cuadrado es 4. Ahí están **todas** mal. En 2 queda la que se
# satura con la mitad mal, igual que con la tasa 4. ¿Cuál de los dos fallos es? Baja la tasa: con el signo correcto,
# un paso diminuto baja la pérdida; con el signo cambiado, la sube.

# %%
for lr in (0.001, -0.001):
    random.seed(42)
    red_nueva = MLP(3, [4, 4, 1])
    antes, despues = paso(red_nueva, xs, ys, lr), paso(red_nueva, xs, ys, lr)
    print(f"lr = {lr:<6}  pérdida {antes:.4f} → {despues:.4f}")

# %% [markdown]
# El último es pedirle a la red **etiquetas que no puede alcanzar**.
#
# ### Ejercicio 05-etiquetas · Un objetivo imposible · ★★☆ · 1 min
#
# Alguien cambia los objetivos −1 por −2 y deja tanh a la salida. ¿Cuál es el menor error cuadrático
# que puede tener un ejemplo con objetivo −2? Escribe el número al que se acerca.

# %% ejercicio="05-etiquetas"
menor_error = (-1 - -2) ** 2  # SOLUTION

# %%
comprobar("05-etiquetas", menor_error)

# %% [markdown]
# tanh nunca baja de −1: queda a distancia 1. Más callado, con etiquetas 0 y 1 la red sí alcanza el 0, pero
# «mayor que 0» ya no separa las clases.
#
# ## 5.6 Dos lunas
#
# Un problema que se puede **ver**: 100 puntos en dos medias lunas que se abrazan. Ninguna recta las separa.

# %%
from minigrad.datasets import moons


def dibujar(ax, puntos, clases):
    for clase, marca, color in ((-1, "o", "white"), (1, "s", "0.35")):
        suyos = [p for p, c in zip(puntos, clases, strict=True) if c == clase]
        ax.scatter(*zip(*suyos), marker=marca, c=color, edgecolors="black", label=f"clase {clase}")


puntos, clases = moons(100, ruido=0.1, seed=1)
fig, ax = plt.subplots(figsize=(5, 3.2))
dibujar(ax, puntos, clases)
ax.legend()
plt.show()

# %% [markdown]
# *Figura: dos medias lunas de 50 puntos. La de arriba, círculos blancos, es la clase −1; la de abajo,
# cuadrados grises, es la clase 1. La punta de cada una entra en el hueco de la otra.*
#
# ### Ejercicio 05-exactitud · ¿Cuántas acierta? · ★★☆ · 3 min
#
# La red da un **puntaje** por punto, y su signo dice la clase. La **exactitud** es la fracción de puntos que
# acierta. Recibes una lista de puntajes (`Value`) y una de clases (−1 o 1). Devuelve un número entre 0 y 1.

# %% ejercicio="05-exactitud"
def exactitud(puntajes, clases):
    ### BEGIN SOLUTION
    aciertos = [(s.data > 0) == (c > 0) for s, c in zip(puntajes, clases, strict=True)]
    return sum(aciertos) / len(aciertos)
    ### END SOLUTION

# %%
exactitud = comprobar("05-exactitud", exactitud)

# %% [markdown]
# Primero, lo tuyo: tu `MLP`, tu `paso` y el motor que dijo la tarjeta del principio. Para que no tarde, cada paso
# mira **un punto al azar**. Cada punto tira para su lado, y el camino tiembla: convienen pasos largos para llegar, y
# cortos para dejar de temblar.
#
# ### Ejercicio 05-tasa-que-baja · Pasos cada vez más cortos · ★☆☆ · 2 min
#
# Escribe qué parte de la tasa queda en el paso `k` (de 0 a `pasos`): empieza en 1.0 y baja en línea recta hasta
# 0.1 cuando `k` llega a `pasos`.

# %% ejercicio="05-tasa-que-baja"
def tasa(k, pasos):
    return 1.0 - 0.9 * k / pasos  # SOLUTION

# %%
tasa = comprobar("05-tasa-que-baja", tasa)

# %% [markdown]
# Con la tasa siempre en 0.2, y bajando de 0.2 a 0.02. Apuesta cuál acierta más al final.

# %%
def con_un_punto(baja, pasos=2000):
    random.seed(4)
    tuya = MLP(2, [16, 1])
    for k in trange(pasos, desc="un punto por paso", leave=False):
        i = random.randrange(len(puntos))
        paso(tuya, [puntos[i]], [clases[i]], lr=0.2 * tasa(k, pasos) if baja else 0.2)
    return tuya


for baja in (False, True):
    tuya = con_un_punto(baja)
    aciertos = exactitud([tuya(p) for p in puntos], clases)
    print("tasa que baja" if baja else "tasa constante", f"  exactitud {aciertos:.0%}")

# %% [markdown]
# Bajar la tasa sirve porque el camino tiembla: si cada paso mira todos los puntos, una constante va igual de bien.
#
# ### Una red con más holgura
#
# La función que va al final de cada neurona se llama **activación**. Ahora será `relu`, la puerta de la lección
# 3, en el `MLP` del paquete y con **el motor del paquete**. Es como el tuyo, con tres cambios: suma los productos
# de cada neurona en un solo nodo, y es más rápido; su última capa no lleva activación, y el puntaje puede ser
# cualquier número; y sus pesos iniciales son más pequeños cuantas más entradas hay (5.9 dirá por qué).

# %%
import minigrad.nn as nn

red_lunas = nn.MLP(2, [16, 16, 1], activation="relu", seed=1)
print("parámetros:", len(red_lunas.parameters()))
print(f"puntaje del primer punto: {red_lunas(puntos[0]).data:.4f}   su clase: {clases[0]}")
print("exactitud antes de entrenar:", exactitud([red_lunas(p) for p in puntos], clases))

# %% [markdown]
# La exactitud no sirve de pérdida: da saltos, y un empujón pequeño casi nunca la mueve. Su gradiente es 0. La
# **pérdida de margen** pide acertar el signo con holgura. Con clase $y$ y puntaje $s$:
#
# $$\max(0,\; 1 - y \cdot s)$$
#
# En palabras: si el puntaje tiene el signo bueno y su tamaño es 1 o más, no hay castigo; si no, se castiga lo
# que falta.

# %%
puntaje = [k / 10 for k in range(-20, 31)]
fig, ax = plt.subplots(figsize=(6, 2.6))
ax.plot(puntaje, [max(0, 1 - s) for s in puntaje], "k-")
ax.axvline(1, color="0.6", ls="--")
ax.set_xlabel("y · s")
ax.set_ylabel("pérdida de margen")
plt.show()

# %% [markdown]
# *Figura: la pérdida de margen. Baja en línea recta hasta que y·s vale 1, y desde ahí es 0.*
#
# ### Ejercicio 05-margen · La pérdida de margen · ★★☆ · 3 min
#
# Escríbela para un ejemplo. El puntaje es un `Value`, y ya tienes `relu()`, que es «máximo con 0».

# %% ejercicio="05-margen"
def margen(puntaje, clase):
    return (1 - clase * puntaje).relu()  # SOLUTION

# %%
margen = comprobar("05-margen", margen)

# %% [markdown]
# Es tu paso de antes, con otra pérdida y los 100 puntos.

# %%
def perdida_de_margen(red, puntos, clases):
    return sum(margen(red(p), c) for p, c in zip(puntos, clases, strict=True)) / len(puntos)


perdidas = []
for _ in trange(100, desc="entrenando", leave=False):
    perdida = perdida_de_margen(red_lunas, puntos, clases)
    red_lunas.zero_grad()
    perdida.backward()
    for p in red_lunas.parameters():
        p.data = nuevo_dato(p.data, p.grad, 1.0)
    perdidas.append(perdida.data)
print(f"pérdida {perdidas[0]:.3f} → {perdidas[-1]:.3f}")
print(f"exactitud al final: {exactitud([red_lunas(p) for p in puntos], clases):.0%}")

# %% [markdown]
# ¿Y qué aprendió? Preguntémosle por cada lugar del plano. Donde su puntaje cambia de signo está la **frontera
# de decisión**.

# %%
eje_x = [-1.5 + 0.04 * i for i in range(101)]
eje_y = [-1.0 + 0.04 * i for i in range(65)]
mapa = [[red_lunas([x, y]).data for x in eje_x] for y in eje_y]
fig, (ax, lupa) = plt.subplots(1, 2, figsize=(9, 4), width_ratios=[3, 1])
for donde in (ax, lupa):
    donde.contourf(eje_x, eje_y, mapa, levels=[-1e9, 0, 1e9], colors=["white", "0.8"])
    donde.contour(eje_x, eje_y, mapa, levels=[0], colors="black")
    dibujar(donde, puntos, clases)
lupa.set(xlim=(-0.65, -0.2), ylim=(-0.9, 0.3), title="de cerca")
plt.show()

# %% [markdown]
# *Figura: los mismos puntos sobre el mapa de la red. La zona gris, puntaje positivo, cubre los cuadrados;
# la blanca, los círculos. La frontera es una línea negra que serpentea entre las dos lunas. Al lado, de cerca, su
# parte izquierda: tramos rectos, unidos por esquinas.*
#
# De lejos parece una curva; de cerca son tramos rectos. Se dobla donde alguna `relu` se enciende o se apaga.
#
# ### Mírala aprender
#
# El mismo ciclo, con la frontera a la vista. Oprime ▶. Después haz estos cambios, y antes de cada uno apuesta qué
# verás:
#
# 1. Cambia `relu` por `tanh`. ¿Qué les pasará a los tramos rectos?
# 2. En capas ocultas elige «ninguna». ¿Hasta qué exactitud llegará?
# 3. Vuelve a «8, 8» y a `relu`, lleva la tasa a 10 y oprime «Reiniciar» y ▶.

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import entrenamiento

entrenamiento("moons", capas=(8, 8), activacion="relu", tasa=0.5)

# %% [markdown]
# Con `tanh` la frontera es una curva sin dobleces. Sin capas ocultas es una recta, y se queda cerca del 85 %. Con la
# tasa en 10, las `relu` quedan con entrada negativa, **apagadas**: no les llega gradiente y la frontera no se mueve.
#
# ### Guardar lo aprendido
#
# Los parámetros son números: caben en un archivo de texto. Otra red de la misma forma los lee y da lo mismo; si
# tiene otra forma, se niega.

# %%
red_lunas.guardar("lunas.json")
otra = nn.MLP(2, [16, 16, 1], activation="relu", seed=99)
print("antes de cargar, ¿dan lo mismo?", otra(puntos[0]).data == red_lunas(puntos[0]).data)
otra.cargar("lunas.json")
print("después de cargar, ¿dan lo mismo?", otra(puntos[0]).data == red_lunas(puntos[0]).data)
try:
    nn.MLP(2, [8, 1], activation="relu").cargar("lunas.json")
except ValueError as error:
    print(error)

# %% [markdown]
# ## Pausa: la red ya separa las lunas
#
# Ya reconoces cuatro fallos que no avisan y tienes dos redes que separan las lunas, una guardada en un archivo.
# Falta la pregunta más importante: ¿aprendieron, o se lo saben de memoria?
#
# **Para volver:** abre el cuaderno, haz clic en la primera celda de 5.7 y elige *Ejecutar → Ejecutar todo por
# encima de la celda seleccionada* (en Colab, *Entorno de ejecución → Ejecutar anteriores*).

# %% [markdown]
# ## 5.7 Preguntas que no ha visto
#
# Hasta aquí la red se examinó con los mismos puntos con que estudió. Lo que importa es qué hace con puntos
# **nuevos**: hay que guardar algunos y no enseñárselos.
#
# ### Ejercicio 05-partir · Estudiar y examinar · ★★☆ · 4 min
#
# Escribe `partir(puntos, clases, cuantos)`. Devuelve dos parejas: los primeros `cuantos` puntos con sus clases,
# para entrenar, y todos los demás con las suyas, para examinar. Así: `(puntos, clases), (puntos, clases)`.

# %% ejercicio="05-partir"
def partir(puntos, clases, cuantos):
    ### BEGIN SOLUTION
    entrenar = (puntos[:cuantos], clases[:cuantos])
    examinar = (puntos[cuantos:], clases[cuantos:])
    return entrenar, examinar
    ### END SOLUTION

# %%
partir = comprobar("05-partir", partir)

# %% [markdown]
# 140 puntos con mucho ruido, ya barajados: 40 para entrenar y 100 nuevos.

# %%
ruidosos, sus_clases = moons(140, ruido=0.35, seed=0)
vistos, nuevos = partir(ruidosos, sus_clases, 40)
fig, ax = plt.subplots(figsize=(5, 3.2))
dibujar(ax, *vistos)
plt.show()

# %% [markdown]
# *Figura: los 40 puntos de entrenar. Las lunas apenas se reconocen, y algunos círculos caen entre los cuadrados.*
#
# ### Ejercicio 05-que-curva · ¿Cuál deja de mejorar? · ★★☆ · 1 min
#
# 150 pasos con los 40; en cada uno mediremos también la pérdida en los 100 nuevos, sin entrenar con ellos. ¿Qué
# hará la pérdida de los **nuevos**?
#
# - a) Bajará hasta el final, a la par de la otra.
# - b) Bajará al principio y después subirá, mientras la otra sigue bajando.
# - c) No bajará nunca: la red no los ha visto.

# %% ejercicio="05-que-curva"
que_curva = "b"  # SOLUTION

# %%
comprobar("05-que-curva", que_curva)

# %%
def entrenar(alfa=0.0, pasos=150):
    red = nn.MLP(2, [16, 16, 1], activation="relu", seed=1)
    en_vistos, en_nuevos = [], []
    for k in trange(pasos, desc="entrenando", leave=False):
        perdida = perdida_de_margen(red, *vistos)
        en_vistos.append(perdida.data)
        en_nuevos.append(perdida_de_margen(red, *nuevos).data)
        if alfa:
            perdida = perdida + castigo(red.parameters(), alfa)
        red.zero_grad()
        perdida.backward()
        for p in red.parameters():
            p.data = nuevo_dato(p.data, p.grad, tasa(k, pasos))
    for nombre, datos in (("vistos", vistos), ("nuevos", nuevos)):
        aciertos = exactitud([red(p) for p in datos[0]], datos[1])
        print(f"exactitud al final, en los {nombre}: {aciertos:.0%}")
    return en_vistos, en_nuevos


en_vistos, en_nuevos = entrenar()

# %%
def comparar(en_vistos, en_nuevos):
    fig, ax = plt.subplots(figsize=(6, 2.8))
    ax.plot(en_vistos, "k-", label="vistos")
    ax.plot(en_nuevos, "k--", label="nuevos")
    ax.set(xlabel="paso", ylabel="pérdida", ylim=(0, 0.9))
    ax.legend()
    plt.show()


comparar(en_vistos, en_nuevos)

# %% [markdown]
# *Figura: la pérdida en cada paso. La continua, la de los puntos vistos, baja a saltos y después despacio,
# hasta el final. La discontinua, la de los nuevos, baja al principio, toca fondo y vuelve a subir.*
#
# Eso es **sobreajuste**: la red deja de aprender las lunas y se aprende el ruido de esos 40 puntos. Lo que
# queremos es **generalizar**: acertar en lo que no se ha visto. (De 20 juegos de puntos, pasó con 17.)
#
# ### Ejercicio 05-mejor-paso · Cuándo parar · ★★☆ · 2 min
#
# Escribe `mejor_paso(perdidas)`: el número del paso (desde 0) con la **menor** pérdida. Si hay empate, el primero:
# ¿para qué entrenar más?

# %% ejercicio="05-mejor-paso"
def mejor_paso(perdidas):
    return perdidas.index(min(perdidas))  # SOLUTION

# %%
mejor_paso = comprobar("05-mejor-paso", mejor_paso)

# %%
k = mejor_paso(en_nuevos)
print(f"paso {k}: nuevos {en_nuevos[k]:.3f}   vistos {en_vistos[k]:.3f}")
print(f"al final: nuevos {en_nuevos[-1]:.3f}   vistos {en_vistos[-1]:.3f}")

# %% [markdown]
# Parar ahí es un remedio. Otro: que memorizar cueste. Se suma a la pérdida un castigo, la suma de los cuadrados de
# los parámetros por un número pequeño `alfa`. Se llama **regularización L2**.
#
# ### Ejercicio 05-l2 · El castigo a los pesos grandes · ★★☆ · 2 min
#
# Escribe `castigo(parametros, alfa)`. Debe ser un `Value`, para que también tenga gradiente.

# %% ejercicio="05-l2"
def castigo(parametros, alfa):
    return alfa * sum(p * p for p in parametros)  # SOLUTION

# %%
castigo = comprobar("05-l2", castigo)

# %% [markdown]
# La misma red y los mismos puntos, con castigo. Apuesta qué hará cada curva.

# %%
con_castigo = entrenar(alfa=0.01)
print(f"al final: nuevos {con_castigo[1][-1]:.3f}   vistos {con_castigo[0][-1]:.3f}")
comparar(*con_castigo)

# %% [markdown]
# *Figura: las mismas dos curvas, con castigo. La de los vistos se queda más arriba que antes; la de los nuevos
# ya no sube.*
#
# Con los vistos le va peor, y con los nuevos, mejor. Ese es el trato.
#
# ## 5.8 Tres clases
#
# Con tres clases el signo ya no alcanza: la red da **un puntaje por clase**. Vuelve lo de la lección 4: softmax
# los convierte en probabilidades, y la pérdida es menos el logaritmo de la que recibió la clase correcta.

# %% tags=["base"]
import math


def softmax(puntajes):
    exponenciales = [s.exp() for s in puntajes]
    total = sum(exponenciales)
    return [e / total for e in exponenciales]

# %%
print([round(p.data, 2) for p in softmax([Value(0.0), Value(1.0), Value(3.0)])])

# %% [markdown]
# ### Ejercicio 05-al-azar · La pérdida de quien no sabe · ★★☆ · 1 min
#
# Una red que no sabe nada da el mismo puntaje a las tres clases. ¿Cuánto vale la pérdida de un ejemplo? (`math.log`)

# %% ejercicio="05-al-azar"
al_azar = -math.log(1 / 3)  # SOLUTION

# %%
comprobar("05-al-azar", al_azar)

# %% [markdown]
# ### Ejercicio 05-perdida-clases · El promedio de todas · ★★☆ · 4 min
#
# `salidas` trae los puntajes de cada ejemplo, una lista de `Value` por ejemplo; `clases`, el lugar de la correcta
# en cada uno: 0, 1 o 2. Devuelve la pérdida promedio. Usa `softmax` y `log()`.

# %% ejercicio="05-perdida-clases"
def perdida_clases(salidas, clases):
    ### BEGIN SOLUTION
    pares = zip(salidas, clases, strict=True)
    return sum(-softmax(puntajes)[c].log() for puntajes, c in pares) / len(clases)
    ### END SOLUTION

# %%
perdida_clases = comprobar("05-perdida-clases", perdida_clases)

# %% [markdown]
# Tres nubes de 20 puntos, y una red con tres salidas.

# %%
azar = random.Random(4)
nubes, cual = [], []
for clase, (x, y) in enumerate([(-1, -0.6), (1, -0.6), (0, 1)]):
    nubes += [[x + azar.gauss(0, 0.4), y + azar.gauss(0, 0.4)] for _ in range(20)]
    cual += [clase] * 20

red3 = nn.MLP(2, [8, 3], activation="tanh", seed=4)
for k in range(61):
    perdida = perdida_clases([red3(p) for p in nubes], cual)
    red3.zero_grad()
    perdida.backward()
    for p in red3.parameters():
        p.data = nuevo_dato(p.data, p.grad, 1.0)
    if k % 20 == 0:
        print(f"paso {k:2d}   pérdida {perdida.data:.3f}")

# %% [markdown]
# Apuesta: ¿qué probabilidades da en el centro de la primera nube? ¿Y en un lugar entre las tres?

# %%
for punto in ([-1, -0.6], [0, -0.1]):
    print(punto, [round(p.data, 2) for p in softmax(red3(punto))])

# %% [markdown]
# En la nube está segura; entre las tres, duda. En la práctica, tres clases en espiral.
#
# ## 5.9 Por qué calla una red profunda
#
# ¿Más capas, mejor? El gradiente vuelve por todas, y en cada una se multiplica por la derivada de la activación.
#
# ### Ejercicio 05-diez-capas · Lo que llega al principio · ★★☆ · 1 min
#
# La derivada de la sigmoide, $s(1 - s)$, vale **a lo más** 0.25, con $s = 0.5$. Un gradiente de 1 vuelve por un camino
# de diez sigmoides, con pesos 1. ¿Cuánto llega, a lo más? Escríbelo como una cuenta de Python.

# %% ejercicio="05-diez-capas"
llega = 0.25**10  # SOLUTION

# %%
comprobar("05-diez-capas", llega)

# %% [markdown]
# Ahora, diez capas de 8 neuronas con pesos al azar. ¿Cuánto gradiente deja pasar cada activación? Apuesta el orden.

# %%
def llega_al_principio(activar, ancho=1.0, semilla=1):
    azar = random.Random(semilla)
    entradas = [Value(azar.uniform(-1, 1)) for _ in range(8)]
    h = entradas
    for _ in range(10):
        sumas = [sum(azar.uniform(-ancho, ancho) * v for v in h) for _ in range(8)]
        h = [activar(s) for s in sumas]
    sum(h).backward()
    return sum(abs(v.grad) for v in entradas) / 8


for nombre, activar in (("sigmoid", Value.sigmoid), ("tanh", Value.tanh), ("relu", Value.relu)):
    print(f"{nombre:<8} {llega_al_principio(activar):.1e}")

# %% [markdown]
# Con la sigmoide llega miles de veces menos: las primeras capas casi no aprenden. Es el **gradiente que se
# desvanece**. (Llega más que $0.25^{10}$ porque son muchos caminos, y se suman.) La derivada de `relu` es 1 o 0: por donde pasa, pasa entero.
#
# También cuenta el tamaño de los pesos con que se empieza, la **inicialización**. Con `relu`:

# %%
for ancho in (0.1, math.sqrt(6 / 8), 3.0):
    print(f"pesos entre ±{ancho:.2f}: llega {llega_al_principio(Value.relu, ancho):.1e}")

# %% [markdown]
# Muy chicos, calla; muy grandes, explota. El del medio, $\sqrt{6/n}$ con $n$ entradas, es el del `MLP` del
# paquete con `relu`. ¿Y por qué al azar?
#
# ### Ejercicio 05-iguales · Todos los pesos iguales · ★★☆ · 1 min
#
# Ponemos **todos** los parámetros de `MLP(3, [4, 4, 1])` en 0.2 y damos 60 pasos. ¿Qué pasa con las cuatro neuronas
# de la primera capa?
#
# - a) Cada una aprende algo distinto, como siempre.
# - b) No se mueven de 0.2.
# - c) Se mueven, pero las cuatro siguen iguales entre sí.

# %% ejercicio="05-iguales"
pesos_iguales = "c"  # SOLUTION

# %%
comprobar("05-iguales", pesos_iguales)

# %%
gemela = MLP(3, [4, 4, 1])
for p in gemela.parameters():
    p.data = 0.2
for _ in range(60):
    paso(gemela, xs, ys, lr=0.1)
for neurona in gemela.layers[0].neurons:
    print([round(w.data, 4) for w in neurona.w])

# %% [markdown]
# Reciben lo mismo, dan lo mismo y les vuelve el mismo gradiente: cuatro neuronas que valen por una. El azar las deja
# ser distintas.
#
# ## 5.10 La misma red en PyTorch
#
# La prueba final: la misma red, con los mismos pesos iniciales, 20 pasos en los dos. Primero, los nuestros.

# %%
nuestra = nn.MLP(2, [16, 16, 1], activation="relu", seed=7)
iniciales = [p.data for p in nuestra.parameters()]
nuestras = []
for _ in range(20):
    perdida = perdida_de_margen(nuestra, puntos, clases)
    nuestra.zero_grad()
    perdida.backward()
    for p in nuestra.parameters():
        p.data -= 0.1 * p.grad
    nuestras.append(perdida.data)

# %% [markdown]
# En PyTorch una capa es una matriz de pesos y un vector de sesgos. Repartimos los nuestros, neurona por neurona.

# %%
# %%con_torch
import torch

numeros = iter(iniciales)
capas = []
for entran, salen in ((2, 16), (16, 16), (16, 1)):
    filas = [[next(numeros) for _ in range(entran + 1)] for _ in range(salen)]
    tabla = torch.tensor(filas, dtype=torch.float64)
    capas.append((tabla[:, :-1].clone().requires_grad_(), tabla[:, -1].clone().requires_grad_()))


def puntajes_torch(x):
    for numero, (pesos, sesgos) in enumerate(capas):
        x = x @ pesos.T + sesgos
        x = torch.relu(x) if numero < 2 else x
    return x[:, 0]

# %%
# %%con_torch
entradas = torch.tensor(puntos, dtype=torch.float64)
objetivos = torch.tensor(clases, dtype=torch.float64)
optimizador = torch.optim.SGD([t for capa in capas for t in capa], lr=0.1)
de_torch = []
for _ in range(20):
    perdida = torch.relu(1 - objetivos * puntajes_torch(entradas)).mean()
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
    de_torch.append(perdida.item())
mayor = max(abs(a - b) for a, b in zip(nuestras, de_torch, strict=True))
print(f"Mini-Grad, paso 20: {nuestras[-1]:.4f}   PyTorch, paso 20: {de_torch[-1]:.4f}")
print("¿iguales hasta 1e-9 en los 20 pasos?", "sí" if mayor < 1e-9 else "no")

# %% [markdown]
# Las mismas cuentas, los mismos números. PyTorch las hace en bloque, y por eso es mucho más rápido.
#
# ## Lo que construiste

# %%
progreso("05")

# %% [markdown]
# ### En PyTorch…
#
# | aquí | en PyTorch |
# |---|---|
# | `Neuron`, `Layer` | `torch.nn.Linear` y una activación |
# | `MLP(2, [16, 16, 1])` | `torch.nn.Sequential(...)` |
# | `red.parameters()` | `red.parameters()` |
# | `poner_en_cero(...)` | `optimizador.zero_grad()` |
# | `p.data = nuevo_dato(...)` | `optimizador.step()` con `torch.optim.SGD` |
# | `mse(...)` | `torch.nn.MSELoss()` |
# | `margen(...)` | `torch.relu(1 - y * s)` |
# | `castigo(parametros, alfa)` | `weight_decay=2 * alfa` en el optimizador |
# | `perdida_clases(...)` | `torch.nn.CrossEntropyLoss()` |
# | `red.guardar(...)`, `red.cargar(...)` | `torch.save`, `load_state_dict` |
#
# ### ¿Y ahora?
#
# Practica en [el cuaderno de ejercicios](../exercises/05_red_neuronal_practica.ipynb): entrenamientos rotos por
# reparar, un optimizador con impulso, sobreajuste y tres clases en espiral.
#
# Empezaste midiendo una pendiente a mano y terminaste con un motor y una red que aprende.
#
# **Para seguir.** Una red como las de ChatGPT tiene estas mismas ideas, en bloque. Si quieres llegar hasta ahí, la
# **[lección 6, Del número al tensor](06_tensores.ipynb)** pone un arreglo entero en cada nodo, y la
# [lección 7, Un GPT mínimo](07_un_gpt.ipynb), lo usa para inventar nombres, letra por letra.
