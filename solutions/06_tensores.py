# %% [markdown]
# # 6. Del número al tensor
#
# {{COLAB}}
#
# Al terminar esta lección podrás:
#
# - leer la forma de un arreglo y predecir la de una cuenta;
# - escribir un motor cuyos nodos guardan arreglos, y llevar el gradiente de vuelta por una difusión y por `@`;
# - decir por qué un tensor guarda funciones y no derivadas locales;
# - entrenar con minilotes una red que lee dígitos escritos a mano, y ver cuándo los memoriza.
#
# **Tiempo:** 75 minutos. **Se da por sabido:** las lecciones 4 y 5. De NumPy, nada.
#
# *Mini-Grad sigue la idea de [micrograd](https://github.com/karpathy/micrograd), de
# Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
import random

import numpy as np

from minigrad import Value

# %% [markdown]
# ## Antes de empezar: tres preguntas de memoria
#
# **Repaso 1.** En el motor de la lección 4, ¿qué guarda un nodo por cada hijo?
#
# - a) Una función que repartirá el gradiente.
# - b) Un número: la derivada local.
# - c) El gradiente del hijo.

# %% ejercicio="06-repaso-1"
repaso_1 = "b"  # SOLUTION

# %%
comprobar("06-repaso-1", repaso_1)

# %% [markdown]
# **Repaso 2.** Dos caminos van de una hoja a la raíz. ¿Qué se hace con lo que llega por cada uno?
#
# - a) Se suma.
# - b) Se promedia.
# - c) Se queda el último.

# %% ejercicio="06-repaso-2"
repaso_2 = "a"  # SOLUTION

# %%
comprobar("06-repaso-2", repaso_2)

# %% [markdown]
# **Repaso 3.** ¿Cómo se nota que una red memoriza los ejemplos?
#
# - a) La pérdida en los vistos deja de bajar.
# - b) La pérdida en los nuevos baja más que en los vistos.
# - c) Mejora en los vistos, y en los nuevos no.

# %% ejercicio="06-repaso-3"
repaso_3 = "c"  # SOLUTION

# %%
comprobar("06-repaso-3", repaso_3)

# %% [markdown]
# ## 6.1 Un nodo por número
#
# En 4.9, NumPy hizo la capa de 200 puntos mucho más rápido que cualquier `Value`, y las cuentas eran las mismas.
# ¿Qué es lo que pesa?
#
# ### Ejercicio 06-nodos · ¿Cuántos nodos? · ★☆☆ · 1 min
#
# Con cada punto, cada neurona hace `(w1 * x + w2 * y + b).relu()`: cinco operaciones, cinco nodos. Son 200 puntos y 16
# neuronas. ¿Cuántos nodos?

# %% ejercicio="06-nodos"
nodos = 200 * 16 * 5  # SOLUTION

# %%
comprobar("06-nodos", nodos)

# %%
from minigrad.graph import trace

azar = random.Random(1)
puntos = [(azar.uniform(-1, 1), azar.uniform(-1, 1)) for _ in range(200)]
pesos = [[Value(azar.uniform(-1, 1)) for _ in range(3)] for _ in range(16)]
capa = [(w1 * x + w2 * y + b).relu() for x, y in puntos for w1, w2, b in pesos]
con_hijos = sum(1 for salida in capa for nodo in trace(salida)[0] if nodo._prev)
print(f"{con_hijos:,} nodos con hijos")

# %% [markdown]
# Cada uno es un objeto de Python que se crea, se ordena y se visita. Si un nodo guardara la tabla **entera**, serían
# tres: un producto, una suma y una relu. Las ideas no cambian; cambia lo que hay en `data`.
#
# ## 6.2 Formas, ejes y difusión
#
# NumPy (`np`) hace cuentas con **arreglos**: muchos números en una caja con **forma** (*shape*).

# %%
fila = np.array([10.0, 20.0, 30.0])
tabla = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print("formas:", fila.shape, tabla.shape)
print(tabla * tabla)

# %% [markdown]
# `np.array` hace un arreglo de unas listas. La forma `(2, 3)` dice: el **eje** 0, el de las filas, mide 2; el eje 1, el
# de las columnas, mide 3. `(3,)` tiene un solo eje. Y `*` multiplica **número a número**: no es el producto de matrices.
#
# Sumar con `axis` junta los números a lo largo de **ese** eje:

# %%
print("axis=0:", tabla.sum(axis=0))
print("axis=1:", tabla.sum(axis=1))
print("axis=1, con keepdims:", tabla.sum(axis=1, keepdims=True).tolist())

# %% [markdown]
# `axis` no es el eje que queda: es el que **desaparece**. Con `keepdims=True` se queda, con un 1.
#
# ### Ejercicio 06-eje · El eje que desaparece · ★☆☆ · 1 min
#
# `t` es de forma `(300, 16)`. ¿De qué forma es `t.sum(axis=0)`? Escribe una tupla, como `(2, 3)`; si tiene un solo
# eje, con una coma, como `(7,)`.

# %% ejercicio="06-eje"
sin_eje_0 = (16,)  # SOLUTION

# %%
comprobar("06-eje", sin_eje_0)

# %%
t = np.ones((300, 16))  # unos, en esa forma
print(t.sum(axis=0).shape)

# %% [markdown]
# ¿Y si las formas no son iguales? NumPy las alinea por la **derecha**. Dos ejes encajan si miden lo mismo o si uno
# mide 1; ese, y el que falta, se repite. Es la **difusión** (*broadcasting*).
#
# ```text
# tabla          (2, 3)
# fila              (3,)     ← falta el eje 0: la fila se repite en las dos filas
# tabla + fila   (2, 3)
# ```

# %%
print(tabla + fila)

# %% [markdown]
# ### Ejercicio 06-fila-y-columna · Una fila y una columna · ★★☆ · 1 min
#
# `fila` es de forma `(3,)`, y `columna`, de forma `(3, 1)`. ¿De qué forma es `fila + columna`? Escribe una tupla.

# %% ejercicio="06-fila-y-columna"
juntas = (3, 3)  # SOLUTION

# %%
comprobar("06-fila-y-columna", juntas)

# %%
columna = np.array([[1.0], [2.0], [3.0]])
print(fila + columna)

# %% [markdown]
# `(3,)` no es `(3, 1)`: sin ningún aviso salió una tabla. Otras veces NumPy se niega. ¿Un número por cada una de 300
# filas?

# %%
por_fila = np.ones(300)
try:
    t + por_fila
except ValueError:
    print("NumPy se niega: por la derecha, 16 y 300 no encajan")
print((t + por_fila.reshape(300, 1)).shape)

# %% [markdown]
# `reshape` acomoda los mismos números en otra forma; `por_fila[:, None]` hace lo mismo: `None` pone un eje de 1.
#
# ### Ejercicio 06-centrar · A cada fila, su promedio · ★★☆ · 2 min
#
# Escribe `centrar(t)`: a cada fila de la tabla `t` le resta el promedio **de esa fila**. `t.mean(...)` recibe `axis` y
# `keepdims`, igual que `sum`.

# %% ejercicio="06-centrar"
def centrar(t):
    return t - t.mean(axis=1, keepdims=True)  # SOLUTION

# %%
centrar = comprobar("06-centrar", centrar)

# %%
print(centrar(tabla))

# %% [markdown]
# ## 6.3 Un nodo que guarda un arreglo
#
# `data` y `grad` son ahora arreglos de la misma forma. Y en el lugar de cada derivada local hay una **función**:
# recibe el gradiente del nodo y devuelve la parte del hijo. (6.5 dirá por qué.)
#
# | | `Value`, lección 4 | `Tensor` |
# |---|---|---|
# | por cada hijo guarda | un número, `local` | una función, `atras` |
# | y al hijo le lleva | `local * nodo.grad` | `atras(nodo.grad)` |

# %% tags=["base"]
class Tensor:
    __array_ufunc__ = None  # en `arreglo + tensor`, que NumPy le deje la cuenta al tensor

    def __init__(self, data, hijos=(), atras=(), op=""):
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros_like(self.data)  # ceros, con la misma forma
        self._prev = tuple(hijos)
        self._atras = tuple(atras)
        self._op = op

    def __repr__(self):
        return f"Tensor({self.data}, op={self._op!r})"

    def item(self):
        return self.data.item()

    @property
    def shape(self):  # se pide sin paréntesis: t.shape
        return self.data.shape


def como_tensor(x):
    return x if isinstance(x, Tensor) else Tensor(x)

# %% [markdown]
# La suma, de ejemplo: a cada hijo le pasa lo que llegó, tal cual. (`lambda g: …` es una función sin nombre; `g`, lo que llega.)

# %% tags=["base"]
def sumar(self, otro):
    otro = como_tensor(otro)
    atras = (lambda g: g, lambda g: g)
    return Tensor(self.data + otro.data, (self, otro), atras, "+")

# %% [markdown]
# ### Ejercicio 06-multiplicar · El producto, con funciones · ★★☆ · 2 min
#
# «La suma reparte, el producto cruza.» Sigue el modelo de `sumar`.

# %% ejercicio="06-multiplicar"
def multiplicar(self, otro):
    otro = como_tensor(otro)
    ### BEGIN SOLUTION
    atras = (lambda g: g * otro.data, lambda g: g * self.data)
    return Tensor(self.data * otro.data, (self, otro), atras, "*")
    ### END SOLUTION

Tensor.__add__ = Tensor.__radd__ = sumar
Tensor.__mul__ = Tensor.__rmul__ = multiplicar

# %%
Tensor = comprobar("06-multiplicar", Tensor)

# %%
a, b = Tensor([1.0, 2.0, 3.0]), Tensor([10.0, 20.0, 30.0])
c = a * b
print(c.data, " lo que vuelve:", [f(np.ones(3)).tolist() for f in c._atras])

# %% [markdown]
# ## 6.4 La trampa: una fila que se difundió
#
# Una fila de 3 sesgos, sumada a 300 filas:

# %%
X, sesgos = Tensor(np.ones((300, 3))), Tensor([0.1, 0.2, 0.3])
suma = X + sesgos
print(suma.shape)

# %% [markdown]
# ### Ejercicio 06-forma-del-gradiente · ¿De qué forma? · ★★☆ · 1 min
#
# La raíz será un solo número. ¿De qué forma tiene que ser `sesgos.grad`?
#
# - a) `(300, 3)`, como `suma`.
# - b) `(3,)`, como `sesgos`.
# - c) Un solo número, como la raíz.

# %% ejercicio="06-forma-del-gradiente"
forma_del_gradiente = "b"  # SOLUTION

# %%
comprobar("06-forma-del-gradiente", forma_del_gradiente)

# %% [markdown]
# El gradiente tiene **la forma del dato**: una derivada por número. ¿Y qué devuelven nuestras funciones?

# %%
llega = np.ones(suma.shape)
for hijo, atras in zip(suma._prev, suma._atras, strict=True):
    print("dato", hijo.shape, "  lo que le vuelve", atras(llega).shape)

# %% [markdown]
# A `sesgos` le vuelven 900 números para 3 lugares. ¿Con cuáles nos quedamos?
#
# ### Ejercicio 06-trescientas · Lo que aporta cada fila · ★★☆ · 1 min
#
# Si la raíz es la suma de los 900 números de `suma`, ¿cuánto vale su derivada respecto al **primer** sesgo?

# %% ejercicio="06-trescientas"
derivada_del_primero = 300  # SOLUTION

# %%
comprobar("06-trescientas", derivada_del_primero)

# %%
empujados = sesgos.data + np.array([0.001, 0.0, 0.0])
cambio = (X.data + empujados).sum() - suma.data.sum()
print(f"medido con un empujón: {cambio / 0.001:.1f}")

# %% [markdown]
# Cada sesgo se usó 300 veces: son 300 caminos, y los caminos **se suman** (no se promedian). Lo que se difundió al
# ir, se suma al volver.

# %%
from minigrad.exploradores import diagramas

diagramas.difusion()

# %% [markdown]
# *Figura: hacia adelante, la fila b se repite en las cuatro filas de a. Hacia atrás, a b le vuelve una tabla; cada columna
# se suma, y b.grad queda con la forma de b.*
#
# ### Ejercicio 06-encoger · Suma lo que se difundió · ★★★ · 4 min
#
# `encoger(g, forma)` devuelve `g` con la forma del dato. Son dos casos, y pueden darse los dos: al dato le **faltaban**
# ejes, que la difusión puso a la izquierda; o tenía un eje de **1**, que se repitió y debe quedar en 1. Completa las
# dos líneas. (`g.ndim` es cuántos ejes tiene `g`.)

# %% ejercicio="06-encoger"
def encoger(g, forma):
    for _ in range(g.ndim - len(forma)):  # una vez por cada eje que faltaba
        g = g.sum(axis=0)  # SOLUTION
    for eje, cuantos in enumerate(forma):
        if cuantos == 1:
            g = g.sum(axis=eje, keepdims=True)  # SOLUTION
    return g

# %%
encoger = comprobar("06-encoger", encoger)

# %%
print(encoger(llega, sesgos.shape))
for forma in ((300, 3), (3,), (300, 1), (1, 3), ()):
    print(f"{forma!s:<9} ← {encoger(llega, forma).shape}")

# %% [markdown]
# Lo llamaremos en **un solo lugar**, dentro de `backward`: así ninguna operación tiene que acordarse.
#
# Ahora elige dos formas, di cuál saldrá, y mira qué se encuentra al ir y qué se suma al volver.

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import formas

formas((3, 1), (1, 4), "+")

# %% [markdown]
# ## 6.5 El producto de matrices
#
# `A @ B` multiplica cada fila de `A` por cada columna de `B`, número a número, y suma: `(n, k) @ (k, m)` da `(n, m)`.

# %%
A = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
B = np.array([[1.0, 0.0, 2.0, 1.0], [0.0, 1.0, 1.0, 3.0]])
print(A.shape, "@", B.shape, "→", (A @ B).shape)
print(A @ B)

# %% [markdown]
# El primero es 1 · 1 + 2 · 0. Y esto es una capa: 300 puntos `(300, 2)`, por los pesos de 16 neuronas `(2, 16)`, dan las
# 300 × 16 sumas de una vez.
#
# ¿Y sus derivadas locales? Hay una de **cada** número del resultado respecto a **cada** número del hijo. Esa tabla es
# el **jacobiano**.
#
# ### Ejercicio 06-jacobiano · Lo que habría que guardar · ★★☆ · 1 min
#
# En esa capa, ¿cuántos números tiene el jacobiano del resultado respecto a los pesos?

# %% ejercicio="06-jacobiano"
en_el_jacobiano = (300 * 16) * (2 * 16)  # SOLUTION

# %%
comprobar("06-jacobiano", en_el_jacobiano)

# %% [markdown]
# En las matrices pequeñas de arriba lo podemos medir, con un empujón por cada número de `B`:

# %%
entran, pesos = np.ones((300, 2)), np.ones((2, 16))
print(f"en la capa: {(entran @ pesos).size * pesos.size:,} números")
columnas = []
for i in range(B.size):  # cuántos números tiene B
    empujon = np.zeros(B.size)
    empujon[i] = 1.0  # el producto es lineal: un empujón grande mide igual
    columnas.append((A @ (B + empujon.reshape(B.shape)) - A @ B).reshape(-1))
jacobiano = np.array(columnas).T
print(f"en A @ B: {jacobiano.shape}, y son ceros {(jacobiano == 0).sum()} de {jacobiano.size}")

# %% [markdown]
# Tres de cada cuatro son ceros, y lo demás son los números de `A`, repetidos. Por eso no se guarda: PyTorch, y tú,
# guardan la **función** que lleva el gradiente hacia atrás sin escribir la tabla, el producto vector–jacobiano (*VJP*).
#
# ¿Cuál es esa función? Las formas casi lo dicen. `A` es `(3, 2)`, `B` es `(2, 4)` y `g`, como `A @ B`, es `(3, 4)`.
# `M.T` es `M` con filas y columnas cambiadas.
#
# ### Ejercicio 06-por-las-formas · ¿Cuál cabe? · ★★☆ · 1 min
#
# El gradiente de `B` debe ser `(2, 4)`. ¿Cuál de estos lo es?
#
# - a) `g @ A.T`
# - b) `A.T @ g`
# - c) `A @ g`

# %% ejercicio="06-por-las-formas"
el_de_b = "b"  # SOLUTION

# %%
comprobar("06-por-las-formas", el_de_b)

# %%
g = np.arange(12.0).reshape(3, 4)  # un gradiente cualquiera: 0, 1, 2…
con_la_tabla = (g.reshape(-1) @ jacobiano).reshape(B.shape)
iguales = np.allclose(A.T @ g, con_la_tabla)
print("¿A.T @ g da lo mismo que toda la tabla?", "sí" if iguales else "no")

# %%
diagramas.producto()

# %% [markdown]
# *Figura: las formas de C = A @ B y, con C.grad, que es `g`, las de los dos gradientes: el de A es C.grad @ Bᵀ; el de B,
# Aᵀ @ C.grad. El eje que no es del dato queda en medio, y se suma.*
#
# Con matrices cuadradas caben todos, y solo medir dice cuál es. En la lección 7 habrá muchas a la vez, y se cambian solo
# los dos **últimos** ejes:

# %% tags=["base"]
def traspuesta(m):
    return m.swapaxes(-1, -2)  # con una sola matriz, es m.T

# %% [markdown]
# ### Ejercicio 06-matmul · Los dos gradientes de `@` · ★★★ · 3 min
#
# Escríbelo, con `traspuesta`. Al de la derecha le toca lo que elegiste; al de la izquierda, lo de la figura.

# %% ejercicio="06-matmul"
def multiplicar_matrices(self, otro):
    otro = como_tensor(otro)
    ### BEGIN SOLUTION
    atras = (lambda g: g @ traspuesta(otro.data), lambda g: traspuesta(self.data) @ g)
    return Tensor(self.data @ otro.data, (self, otro), atras, "@")
    ### END SOLUTION

Tensor.__matmul__ = multiplicar_matrices

# %%
Tensor = comprobar("06-matmul", Tensor)

# %% [markdown]
# ## 6.6 Las demás operaciones
#
# Al volver, `sum` hace lo contrario que `encoger`: **todos** los números que se sumaron reciben el gradiente de su
# suma. Si el eje desapareció, `np.expand_dims` lo repone, con un 1.
#
# ### Ejercicio 06-sum · Lo que se sumó, se difunde · ★★☆ · 2 min
#
# Completa lo que devuelve `atras`: el gradiente `g`, repetido hasta la forma de `self.data`. (`np.ones_like(x)` son
# unos con la forma de `x`.)

# %% ejercicio="06-sum"
def suma_por_eje(self, axis=None, keepdims=False):
    def atras(g):
        if axis is not None and not keepdims:
            g = np.expand_dims(g, axis)
        return g * np.ones_like(self.data)  # SOLUTION

    return Tensor(self.data.sum(axis=axis, keepdims=keepdims), (self,), (atras,), "sum")

Tensor.sum = suma_por_eje

# %%
Tensor = comprobar("06-sum", Tensor)

# %% [markdown]
# ### Ejercicio 06-mean · El promedio · ★★☆ · 2 min
#
# Escribe `promedio` con `sum` y `*` (todavía no hay `/`): la suma, entre cuántos números entraron en **cada** una. Así
# su gradiente sale solo. (`t.data.size` es cuántos números tiene `t`.)

# %% ejercicio="06-mean"
def promedio(self, axis=None, keepdims=False):
    total = self.sum(axis=axis, keepdims=keepdims)
    ### BEGIN SOLUTION
    cuantos = self.data.size / total.data.size
    return total * (1 / cuantos)
    ### END SOLUTION

Tensor.mean = promedio

# %%
Tensor = comprobar("06-mean", Tensor)

# %% [markdown]
# Las que van número a número son las de la lección 4, con `np` en lugar de `math`. Una hecha:

# %% tags=["base"]
def exp(self):
    c = np.exp(self.data)
    return Tensor(c, (self,), (lambda g: g * c,), "exp")


Tensor.exp = exp

# %% [markdown]
# ### Ejercicio 06-relu-y-log · Dos más · ★★☆ · 2 min
#
# Escríbelas. `np.maximum(a, 0)` y `np.log(a)` trabajan con el arreglo entero; y `a > 0` es un arreglo de verdaderos y
# falsos, que en un producto valen 1 y 0.

# %% ejercicio="06-relu-y-log"
def relu(self):
    a = self.data
    return Tensor(np.maximum(a, 0), (self,), (lambda g: g * (a > 0),), "relu")  # SOLUTION


def log(self):
    a = self.data
    return Tensor(np.log(a), (self,), (lambda g: g / a,), "log")  # SOLUTION

Tensor.relu, Tensor.log = relu, log

# %%
Tensor = comprobar("06-relu-y-log", Tensor)

# %% [markdown]
# El resto no enseña nada nuevo. Léelo: son las reglas que ya escribiste.

# %% tags=["base"]
def tanh(self):
    t = np.tanh(self.data)
    return Tensor(t, (self,), (lambda g: g * (1 - t * t),), "tanh")


def potencia(self, n):  # n es un número
    a = self.data
    return Tensor(a**n, (self,), (lambda g: g * n * a ** (n - 1),), "**")


Tensor.tanh, Tensor.__pow__ = tanh, potencia
Tensor.sqrt = lambda self: self**0.5
Tensor.__neg__ = lambda self: self * -1.0
Tensor.__sub__ = lambda self, otro: self + como_tensor(otro) * -1.0
Tensor.__truediv__ = lambda self, otro: self * como_tensor(otro) ** -1
Tensor.__rsub__ = lambda self, otro: como_tensor(otro) - self
Tensor.__rtruediv__ = lambda self, otro: como_tensor(otro) / self
Tensor.__rmatmul__ = lambda self, otro: como_tensor(otro) @ self

# %% [markdown]
# Cambiar de forma no cambia los números: al volver, se le devuelve al gradiente la forma de antes.

# %% tags=["base"]
def reshape(self, *forma):
    vuelta = self.data.shape
    return Tensor(self.data.reshape(*forma), (self,), (lambda g: g.reshape(vuelta),), "reshape")


def transpose(self, *ejes):
    orden = ejes or tuple(reversed(range(self.data.ndim)))
    vuelta = np.argsort(orden)  # el orden que deshace el cambio
    c = self.data.transpose(orden)
    return Tensor(c, (self,), (lambda g: g.transpose(vuelta),), "transpose")


Tensor.reshape, Tensor.transpose = reshape, transpose
Tensor.T = property(lambda self: self.transpose())

# %% [markdown]
# Falta elegir. `t[[0, 4, 4, 4]]` lleva el número del lugar 0 y, **tres veces**, el del lugar 4.
#
# ### Ejercicio 06-repetidos · Elegido dos veces · ★★☆ · 1 min
#
# La raíz es la suma de `t[[0, 4, 4, 4]]`. ¿Cuánto vale su derivada respecto a `t[4]`?

# %% ejercicio="06-repetidos"
del_repetido = 3  # SOLUTION

# %%
comprobar("06-repetidos", del_repetido)

# %%
con_mas_igual, con_add_at = np.zeros(5), np.zeros(5)
con_mas_igual[[0, 4, 4, 4]] += np.ones(4)
np.add.at(con_add_at, [0, 4, 4, 4], np.ones(4))
print("con +=         ", con_mas_igual)
print("con np.add.at  ", con_add_at)

# %% [markdown]
# El `+=` de NumPy con índices repetidos **pisa**: se queda con uno. `np.add.at` los suma, que es lo que hace falta.

# %% tags=["base"]
def elegir(self, donde):
    def atras(g):
        de_vuelta = np.zeros_like(self.data)
        np.add.at(de_vuelta, donde, g)
        return de_vuelta

    return Tensor(self.data[donde], (self,), (atras,), "[]")


Tensor.__getitem__ = elegir

# %% [markdown]
# ### La pérdida, en un solo nodo
#
# Una fila de logits por ejemplo, y la clase correcta de cada uno. En 4.7, el gradiente de esa pérdida fue: en cada
# logit, su probabilidad; en el de la clase correcta, su probabilidad **menos 1**. Como ahora se promedian $n$ ejemplos,
# todo va entre $n$.

# %% tags=["base"]
def softmax(self, axis=-1):
    e = np.exp(self.data - self.data.max(axis=axis, keepdims=True))  # así no desborda
    s = e / e.sum(axis=axis, keepdims=True)
    atras = lambda g: s * (g - (g * s).sum(axis=axis, keepdims=True))
    return Tensor(s, (self,), (atras,), "softmax")


Tensor.softmax = softmax

# %% [markdown]
# ### Ejercicio 06-entropia · Probabilidad menos uno · ★★★ · 3 min
#
# En `atras`, `d` empieza siendo las probabilidades, `(n, C)`. Réstale el 1 donde va (`d[filas, clases]` es, en cada fila,
# el lugar de su clase) y devuelve lo que le toca a cada logit, sin olvidar lo que llega, `g`.

# %% ejercicio="06-entropia"
def cross_entropy(self, clases):
    n = len(self.data)
    filas = np.arange(n)  # 0, 1, 2… n − 1
    z = self.data - self.data.max(axis=1, keepdims=True)  # así no desborda
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    def atras(g):
        d = np.exp(log_p)
        ### BEGIN SOLUTION
        d[filas, clases] -= 1
        return g * d / n
        ### END SOLUTION

    return Tensor(-log_p[filas, clases].mean(), (self,), (atras,), "cross_entropy")

Tensor.cross_entropy = cross_entropy

# %%
Tensor = comprobar("06-entropia", Tensor)

# %% [markdown]
# ## 6.7 El mismo `backward()`
#
# El orden es el de la lección 4, letra por letra:

# %% tags=["base"]
def ordenar(raiz):
    orden, vistos = [], set()
    pila = [(raiz, False)]
    while pila:
        nodo, listo = pila.pop()
        if listo:
            orden.append(nodo)
        elif nodo not in vistos:
            vistos.add(nodo)
            pila.append((nodo, True))
            for hijo in nodo._prev:
                pila.append((hijo, False))
    return orden

# %% [markdown]
# ### Ejercicio 06-backward · La línea que cambia · ★★☆ · 2 min
#
# Antes era `hijo.grad += local * nodo.grad`. Ahora: llama a la función, **encoge** lo que dio a la forma del dato del
# hijo y súmalo a lo que el hijo ya tenía.

# %% ejercicio="06-backward"
def backward(self):
    if self.data.size != 1:
        raise ValueError(f"backward() parte de un solo número, no de una forma {self.shape}.")
    orden = ordenar(self)
    for nodo in orden:
        if nodo._prev:
            nodo.grad = np.zeros_like(nodo.data)
    self.grad = np.ones_like(self.data)
    for nodo in reversed(orden):
        for hijo, atras in zip(nodo._prev, nodo._atras, strict=True):
            hijo.grad = hijo.grad + encoger(atras(nodo.grad), hijo.data.shape)  # SOLUTION

Tensor.backward = backward

# %%
Tensor = comprobar("06-backward", Tensor)

# %%
sesgos = Tensor([0.1, 0.2, 0.3])
(X + sesgos).sum().backward()
print("gradiente de los sesgos:", sesgos.grad)

# %% [markdown]
# ### El juez que empuja
#
# Como en 4.6, con un empujón por cada número. Una expresión con de todo, y formas que se difunden:

# %%
azar = np.random.default_rng(0)
hojas = [azar.normal(size=forma) for forma in ((4, 3), (3, 5), (5,), (4, 1))]


def expresion(a, b, c, d):
    h = (a @ b + c).tanh() * d - b[[0, 0, 2, 1]] / 2
    logits = h.exp().mean(axis=0, keepdims=True) + h.relu()
    return logits.cross_entropy([0, 4, 1, 1]) + (d * d + 1).log().sum()


tensores = [Tensor(h) for h in hojas]
expresion(*tensores).backward()
for k, hoja in enumerate(hojas):
    medido = np.zeros_like(hoja)
    for i in np.ndindex(hoja.shape):  # cada lugar: (0, 0), (0, 1)…
        lados = []
        for empujon in (1e-6, -1e-6):
            copias = [h.copy() for h in hojas]
            copias[k][i] += empujon
            lados.append(expresion(*map(Tensor, copias)).item())
        medido[i] = (lados[0] - lados[1]) / 2e-6
    igual = np.allclose(tensores[k].grad, medido, atol=1e-7)
    print(f"hoja {k}, de forma {hoja.shape}: ¿motor y medida iguales?", "sí" if igual else "no")

# %% [markdown]
# ## 6.8 La red de la lección 5, en bloque
#
# Las dos lunas y `MLP(2, [16, 16, 1])`. Primero, 20 pasos con un nodo por número.

# %%
import time

from minigrad import nn
from minigrad.datasets import moons

puntos, clases = moons(100, ruido=0.1, seed=1)
red = nn.MLP(2, [16, 16, 1], activation="relu", seed=7)
parametros = []  # los mismos pesos: por capa, una matriz (entradas, neuronas) y sus sesgos
for capa in red.layers:
    parametros.append(Tensor(np.array([[w.data for w in n.w] for n in capa.neurons]).T))
    parametros.append(Tensor([n.b.data for n in capa.neurons]))


def paso_con_value():
    margenes = [(1 - c * red(p)).relu() for p, c in zip(puntos, clases, strict=True)]
    perdida = sum(margenes) / len(puntos)
    red.zero_grad()
    perdida.backward()
    for p in red.parameters():
        p.data -= 0.1 * p.grad
    return perdida


inicio = time.process_time()
con_value = [paso_con_value() for _ in range(20)]
segundos_value = time.process_time() - inicio
print(f"{len(trace(con_value[0])[0]):,} nodos por paso")

# %% [markdown]
# ### Ejercicio 06-cuanto-mas · Haz tu apuesta · ★☆☆ · 1 min
#
# Los mismos pesos y las mismas cuentas con tu `Tensor`: un nodo por operación. ¿Cuánto más rápido será?
#
# - a) Casi igual: las multiplicaciones son las mismas.
# - b) Entre 2 y 5 veces.
# - c) Más de 20 veces.

# %% ejercicio="06-cuanto-mas"
cuanto_mas = "c"  # SOLUTION

# %%
comprobar("06-cuanto-mas", cuanto_mas)

# %%
P, Y = np.array(puntos), np.array(clases).reshape(-1, 1)  # −1: los que hagan falta


def aplicar(parametros, x):
    for k in range(0, len(parametros), 2):
        x = x @ parametros[k] + parametros[k + 1]
        x = x.relu() if k + 2 < len(parametros) else x
    return x


def mover(parametros, perdida, lr):
    for p in parametros:
        p.grad = np.zeros_like(p.data)
    perdida.backward()
    for p in parametros:
        p.data = p.data - lr * p.grad

# %%
inicio = time.process_time()
con_tensor = []
for _ in range(20):
    perdida = (1 - Y * aplicar(parametros, P)).relu().mean()
    mover(parametros, perdida, 0.1)
    con_tensor.append(perdida)
segundos_tensor = time.process_time() - inicio
peor = max(abs(v.data - t.item()) for v, t in zip(con_value, con_tensor, strict=True))
print(f"{len(trace(con_tensor[0])[0])} nodos por paso")
print("¿las 20 pérdidas, iguales hasta 1e-9?", "sí" if peor < 1e-9 else "no")

# %% tags=["nbval-ignore-output"]
for nombre, segundos, paso in (
    ("Value", segundos_value, con_value[0]),
    ("tu Tensor", segundos_tensor, con_tensor[0]),
):
    por_nodo = 1e6 * segundos / 20 / len(trace(paso)[0])
    print(f"{nombre:<9} {1000 * segundos / 20:6.2f} ms por paso, {por_nodo:4.1f} µs por nodo")
print(f"{segundos_value / segundos_tensor:.0f} veces más rápido")

# %% [markdown]
# Los mismos números. Hay cientos de veces menos nodos, y cada uno cuesta solo unas pocas veces más: sus cuentas, con
# cientos de números, las hace NumPy, en C.
#
# ## 6.9 Dígitos escritos a mano
#
# 1797 imágenes de 8 × 8, cada una con 64 tonos del 0 al 16, y la cifra que alguien escribió.

# %%
import matplotlib.pyplot as plt

from minigrad import datasets

imagenes, cifras = map(np.array, datasets.digits())
print(imagenes.shape, cifras.shape, "tonos de", imagenes.min(), "a", imagenes.max())


def mostrar(cuales, titulos, alto=1.2):
    fig, ejes = plt.subplots(1, len(cuales), figsize=(len(cuales), alto), squeeze=False)
    for eje, i, titulo in zip(ejes[0], cuales, titulos, strict=True):
        eje.imshow(imagenes[i].reshape(8, 8), cmap="gray_r")
        eje.set_title(titulo, fontsize=9)
        eje.axis("off")
    plt.show()


mostrar(range(10), cifras[:10])

# %% [markdown]
# *Figura: diez dígitos en tonos de gris, con su cifra encima, del 0 al 9. Datos: E. Alpaydin y C. Kaynak, «Optical
# Recognition of Handwritten Digits», UCI, CC BY 4.0.*
#
# Barajamos, y apartamos 360 para examinar. La red va de 64 a 32 y a 10: un logit por cifra.

# %%
azar = np.random.default_rng(0)
orden = azar.permutation(len(imagenes))  # los lugares, barajados
para_entrenar, para_examinar = orden[360:], orden[:360]
entradas = imagenes / 16  # tonos de 0 a 1


def red_nueva(tamanos, azar):
    parametros = []
    for entran, salen in zip(tamanos[:-1], tamanos[1:], strict=True):
        tamano = (2 / entran) ** 0.5  # como en 5.9
        parametros.append(Tensor(azar.normal(size=(entran, salen)) * tamano))
        parametros.append(Tensor(np.zeros(salen)))
    return parametros


print("parámetros:", sum(p.data.size for p in red_nueva([64, 32, 10], azar)))

# %% [markdown]
# Mirar los 1437 en cada paso es caro; mirar uno solo tiembla, como en 5.6. En medio están los **minilotes**
# (*minibatches*): unos pocos por paso. Una vuelta por todos es una **época**.
#
# ### Ejercicio 06-minilotes · Todos, de pocos en pocos · ★★☆ · 2 min
#
# `cuales` son lugares de ejemplos. Escribe `minilotes`: los baraja y los devuelve en una lista de pedazos de `tamano`;
# el último puede ser más corto. `azar.permutation(x)` da los números de `x`, barajados, y `range(0, n, tamano)` cuenta de
# `tamano` en `tamano`.

# %% ejercicio="06-minilotes"
def minilotes(cuales, tamano, azar):
    ### BEGIN SOLUTION
    barajados = azar.permutation(cuales)
    return [barajados[i : i + tamano] for i in range(0, len(barajados), tamano)]
    ### END SOLUTION

# %%
minilotes = comprobar("06-minilotes", minilotes)

# %% [markdown]
# ### Ejercicio 06-exactitud · ¿Cuántos acierta? · ★★☆ · 2 min
#
# `logits` es un arreglo `(n, 10)`, y la red dice la cifra del logit más alto de cada fila. Escribe la fracción de
# aciertos. `argmax(axis=…)` da el **lugar** del mayor; `==` compara número a número; y el promedio de verdaderos y falsos
# es la fracción de verdaderos.

# %% ejercicio="06-exactitud"
def exactitud(logits, cifras):
    return (logits.argmax(axis=1) == cifras).mean()  # SOLUTION

# %%
exactitud = comprobar("06-exactitud", exactitud)

# %% [markdown]
# Todo junto. En cada época anota la pérdida en los vistos y en los nuevos.

# %%
from tqdm.auto import trange


def entrenar(vistos, epocas, lr=0.2, tamano=32, semilla=0):
    azar = np.random.default_rng(semilla)
    parametros, curvas = red_nueva([64, 32, 10], azar), []
    for _ in trange(epocas, desc="épocas", leave=False):
        for lote in minilotes(vistos, tamano, azar):
            perdida = aplicar(parametros, entradas[lote]).cross_entropy(cifras[lote])
            mover(parametros, perdida, lr)
        curvas.append([
            aplicar(parametros, entradas[quienes]).cross_entropy(cifras[quienes]).item()
            for quienes in (vistos, para_examinar)
        ])
    return parametros, curvas

# %% [markdown]
# ### Ejercicio 06-con-pocos · Estudiar con 50 · ★★☆ · 1 min
#
# Primero, un mal plan: entrenar con solo **50** dígitos, muchas épocas. ¿Cómo quedará la exactitud?
#
# - a) Casi 100 % en los 50 y en los nuevos.
# - b) Casi 100 % en los 50, y bastante menos en los nuevos.
# - c) Bastante menos de 100 % en los dos.

# %% ejercicio="06-con-pocos"
con_pocos = "b"  # SOLUTION

# %%
comprobar("06-con-pocos", con_pocos)

# %% tags=["nbval-ignore-output"]
EPOCAS_CON_POCOS = 300


def examinar(parametros, vistos):
    for nombre, quienes in (("vistos", vistos), ("nuevos", para_examinar)):
        logits = aplicar(parametros, entradas[quienes]).data
        print(f"exactitud en los {nombre}: {exactitud(logits, cifras[quienes]):.0%}")


pocos, curvas_pocos = entrenar(para_entrenar[:50], EPOCAS_CON_POCOS)
examinar(pocos, para_entrenar[:50])

# %% [markdown]
# ¿Y con los 1437? Menos épocas, porque cada una tiene muchos más pasos.

# %% tags=["nbval-ignore-output"]
EPOCAS = 30
inicio = time.process_time()
muchos, curvas = entrenar(para_entrenar, EPOCAS)
examinar(muchos, para_entrenar)
print(f"{time.process_time() - inicio:.1f} segundos")

# %% tags=["nbval-ignore-output"]
def dibujar(ax, curvas, titulo):
    en_vistos, en_nuevos = zip(*curvas, strict=True)
    ax.plot(en_vistos, "k-", label="vistos")
    ax.plot(en_nuevos, "k--", label="nuevos")
    ax.set(xlabel="época", ylim=(0, 1.5), title=titulo)


fig, (izquierda, derecha) = plt.subplots(1, 2, figsize=(8, 2.8), sharey=True)
dibujar(izquierda, curvas_pocos, "con 50 dígitos")
dibujar(derecha, curvas, "con 1437 dígitos")
izquierda.set_ylabel("pérdida")
derecha.legend()
plt.show()

# %% [markdown]
# *Figura: la pérdida en cada época. Con 50, la de los vistos llega casi a 0 y la de los nuevos se queda muy arriba. Con
# 1437, las dos bajan y quedan cerca.*
#
# La misma red, con 50, los memoriza: **sobreajuste**. El mejor remedio es el que ves: más ejemplos. (De diez maneras de
# barajar, en todas: menos del 90 % en los nuevos con 50, y más del 95 % con 1437.)
#
# ¿En cuáles falla? Encima de cada uno, lo que dijo y lo que era:

# %% tags=["nbval-ignore-output"]
dichas = aplicar(muchos, entradas[para_examinar]).data.argmax(axis=1)
fallas = [(i, d) for i, d in zip(para_examinar, dichas, strict=True) if d != cifras[i]][:8]
mostrar([i for i, _ in fallas], [f"{d} (era {cifras[i]})" for i, d in fallas], alto=1.6)

# %% [markdown]
# *Figura: dígitos nuevos que la red no acertó. En varios, una persona también dudaría.*
#
# ## 6.10 Tu motor, en un archivo
#
# Como en 4.8: tu `Tensor` pasa a un archivo, y las pruebas del paquete lo examinan.

# %%
from minigrad.aula.motor_propio import escribir_motor, importar_motor

escribir_motor(Tensor, "mi_tensor.py")

# %%
from minigrad.aula.suite_tensor import evaluar

evaluar(importar_motor("mi_tensor.py").Tensor)

# %% [markdown]
# El del paquete es el tuyo con unas pocas comodidades. Ya puedes leerlo, en `minigrad/tensor.py`; y sus capas, con los
# nombres de PyTorch, en `minigrad/layers.py`.
#
# ## Lo que construiste

# %%
progreso("06")

# %% [markdown]
# ### En PyTorch…
#
# | aquí | en PyTorch |
# |---|---|
# | `_atras`: una función por hijo | `grad_fn`, un *VJP* por operación |
# | `encoger(g, forma)` | `g.sum_to_size(forma)` |
# | `x @ W + b` | `torch.nn.Linear`, que guarda `W` traspuesta |
# | `axis`, `keepdims` | `dim`, `keepdim` |
# | `t.cross_entropy(clases)` | `torch.nn.functional.cross_entropy(t, clases)` |
# | `minilotes(...)` | `torch.utils.data.DataLoader(..., shuffle=True)` |
#
# ### ¿Y ahora?
#
# Practica en [el cuaderno de ejercicios](../exercises/06_tensores_practica.ipynb): motores averiados, normalizar una
# capa y otros datos. Después, en la **[lección 7, Un GPT mínimo](07_un_gpt.ipynb)**, tu `Tensor` inventará nombres: lo busca
# en `mi_tensor.py`, junto al cuaderno. (En Colab, descárgalo y súbelo a la sesión de la lección 7.)
