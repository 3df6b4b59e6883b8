# %% [markdown]
# # 4. Implementación de Mini-Grad Final
#
# {{COLAB}}
#
# Al terminar esta lección podrás:
#
# - armar el motor completo en un archivo tuyo, `mi_minigrad.py`, e importarlo;
# - guardar en cada nodo sus derivadas locales, en lugar de una clausura;
# - ordenar grafos de cualquier tamaño, sin recursión;
# - demostrar que tu motor da los mismos números que PyTorch, y medir qué ganaste en tiempo y en
#   memoria.
#
# **Tiempo:** 75 minutos. **Se supone:** la lección 3.
#
# *Mini-Grad sigue la idea de [micrograd](https://github.com/karpathy/micrograd), de
# Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
import math
import random

# %% [markdown]
# ## Antes de empezar: ¿qué recuerdas?
#
# Tres preguntas sobre las lecciones anteriores. De memoria, sin volver a mirar.
#
# **Repaso 1.** En el motor de la lección 3, ¿qué guarda `out._backward`?
#
# - **a)** El gradiente de `out`.
# - **b)** Una función que, cuando se la llame, repartirá el gradiente de `out` entre sus hijos.
# - **c)** La lista de los hijos de `out`.

# %% ejercicio="04-repaso-1"
repaso_1 = "b"  # SOLUTION

# %%
comprobar("04-repaso-1", repaso_1)

# %% [markdown]
# **Repaso 2.** En `c = a * b`, ¿cuál es la derivada local de `c` respecto a `a`?
#
# - **a)** El valor de `b`.
# - **b)** El valor de `a`.
# - **c)** 1.

# %% ejercicio="04-repaso-2"
repaso_2 = "a"  # SOLUTION

# %%
comprobar("04-repaso-2", repaso_2)

# %% [markdown]
# **Repaso 3.** Al empezar el paso hacia atrás, ¿qué gradiente se le pone a la raíz?
#
# - **a)** 0, como a todos.
# - **b)** Su propio valor.
# - **c)** 1.

# %% ejercicio="04-repaso-3"
repaso_3 = "c"  # SOLUTION

# %%
comprobar("04-repaso-3", repaso_3)

# %% [markdown]
# ## 4.1 Dos problemas del motor que ya tienes
#
# El motor de la lección 3 funciona. Aquí está, entero, con el nombre `Anterior`. Hagámosle una prueba
# sencilla: sumar 1 muchas veces, y volver.

# %%
from minigrad.aula.motor_de_cierres import Value as Anterior


def cadena(clase, n):
    inicio = clase(1.0)
    nodo = inicio
    for _ in range(n):
        nodo = nodo + 1.0
    return inicio, nodo


inicio, final = cadena(Anterior, 300)
final.backward()
print("300 sumas, gradiente del inicio:", inicio.grad)

# %% [markdown]
# Bien. Ahora, 10,000 sumas. Una red mediana tiene muchas más operaciones que esas.

# %%
inicio, final = cadena(Anterior, 10_000)
try:
    final.backward()
except RecursionError:
    print("RecursionError: Python no quiso seguir")

# %% [markdown]
# `visitar` se llama a sí misma una vez por cada nodo de la cadena, y Python pone un límite a las llamadas
# que están a medias, cerca de mil. Ese es el **primer problema**.
#
# El segundo no da error: es el tiempo. Contemos qué deja una sola operación en la memoria. Python
# tiene un *recolector de basura* que cada tanto revisa, uno por uno, los objetos que pueden apuntar a otros.

# %% tags=["nbval-ignore-output"]
# la cuenta depende de la versión de Python
import gc

gc.collect()
antes = len(gc.get_objects())
inicio, final = cadena(Anterior, 1000)
por_suma = (len(gc.get_objects()) - antes) / 1000
print(f"objetos que el recolector vigila, por cada suma: {por_suma:.0f}")

# %% [markdown]
# ### Ejercicio 04-que-pesa · ¿De dónde salen tantos? · ★★☆ · 2 min
#
# Cada `nodo + 1.0` crea dos `Value`: el del 1.0 y el del resultado. ¿Qué más se crea en cada suma, que el
# recolector tenga que vigilar?
#
# - **a)** Nada más: los otros objetos son números.
# - **b)** El texto `"+"` y la etiqueta de cada nodo.
# - **c)** Las funciones `_backward`, las celdas donde recuerdan sus variables, las tuplas de hijos y los
#   diccionarios de atributos.

# %% ejercicio="04-que-pesa"
que_pesa = "c"  # SOLUTION

# %%
comprobar("04-que-pesa", que_pesa)

# %% [markdown]
# Y hay algo peor. La clausura recuerda a `out`, y `out` guarda la clausura: es un **ciclo**. Python no
# puede liberar un ciclo enseguida; tiene que esperar al recolector. Vamos a medir cuánto cuesta: el
# mismo trabajo, con el recolector encendido y apagado.

# %% tags=["nbval-ignore-output"]
# mide tiempos, que cambian en cada ejecución
import time


def segundos(trabajo, veces=3):
    mejores = []
    for _ in range(veces):
        inicio = time.perf_counter()
        trabajo()
        mejores.append(time.perf_counter() - inicio)
    return min(mejores)


def armar_anterior():
    return [Anterior(float(k)) * 2.0 + 1.0 for k in range(60_000)]


gc.enable()
encendido = segundos(armar_anterior)
gc.disable()
apagado = segundos(armar_anterior)
gc.enable()
print(f"con recolector {encendido:.2f} s   sin recolector {apagado:.2f} s")
print(f"el recolector se lleva el {1 - apagado / encendido:.0%} del tiempo")

# %% [markdown]
# Ya sabemos dónde está el costo: no en las multiplicaciones, sino en **lo que cada nodo deja guardado**.
# El remedio es guardar menos.
#
# ## 4.2 Guardar números, no funciones
#
# ¿Qué sabe la clausura de un producto? Que al primer hijo le toca `otro.data` y al segundo `self.data`. Son
# **dos números**, y se conocen desde el momento en que se hace el producto. No hace falta una función para
# recordarlos.
#
# | operación | hijos | derivadas locales |
# |---|---|---|
# | `a + b` | `(a, b)` | `(1.0, 1.0)` |
# | `a * b` | `(a, b)` | `(b.data, a.data)` |
# | `tanh(a) = t` | `(a,)` | `(1 - t * t,)` |
#
# Entonces el paso hacia atrás es **el mismo para todas las operaciones**: a cada hijo, su derivada local por
# el gradiente del nodo. Lo escribirás una sola vez.
#
# Empecemos por lo que entra. Un motor de verdad no acepta cualquier cosa. ¿Qué hace Python con esto?

# %%
print(float("2") + 1)

# %% [markdown]
# `float` convierte el **texto** `"2"` sin protestar. Cómodo, hasta que un texto leído de un archivo se cuela
# en tus cuentas y nadie se entera.
#
# ### Ejercicio 04-numero · Solo números · ★★☆ · 4 min
#
# Escribe `numero(x)`: si `x` es un número real (un `int` o un `float`), lo devuelve como `float`. Si no (un
# texto, una lista, `None`, un complejo…), lanza `TypeError` con un mensaje que diga qué recibió.

# %% ejercicio="04-numero"
def numero(x):
    ### BEGIN SOLUTION
    if not isinstance(x, (int, float)):
        raise TypeError(f"Value guarda un número, y recibió un {type(x).__name__}.")
    return float(x)
    ### END SOLUTION

# %%
numero = comprobar("04-numero", numero)

# %%
try:
    numero("2")
except TypeError as error:
    print("TypeError:", error)

# %% [markdown]
# ### Ejercicio 04-nodo · Un nodo · ★★☆ · 3 min
#
# Guarda los hijos y las derivadas locales, cada cosa en una **tupla**. Recuerda de la lección 3 por qué un
# `set` no sirve: en `a + a` los dos hijos son el mismo, y hay que contarlo dos veces.

# %% ejercicio="04-nodo"
class Value:
    def __init__(self, data, hijos=(), locales=(), op="", label=""):
        self.data = numero(data)
        self.grad = 0.0
        ### BEGIN SOLUTION
        self._prev = tuple(hijos)
        self._locales = tuple(locales)
        ### END SOLUTION
        self._op = op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data:.6g}, grad={self.grad:.6g})"

# %%
Value = comprobar("04-nodo", Value)

# %% [markdown]
# Para que `a + 2` también funcione, convertimos los números sueltos en nodos:

# %% tags=["base"]
def como_value(x):
    return x if isinstance(x, Value) else Value(x)

# %% [markdown]
# La suma, de ejemplo. Compárala con la de la lección 3: ya no hay ninguna función adentro.

# %% tags=["base"]
def sumar(self, otro):
    otro = como_value(otro)
    return Value(self.data + otro.data, (self, otro), (1.0, 1.0), "+")

# %%
Value.__add__ = sumar
suma = Value(2.0) + Value(3.0)
print(suma, " hijos:", len(suma._prev), " locales:", suma._locales)

# %% [markdown]
# ### Ejercicio 04-multiplicar · El producto · ★★☆ · 3 min
#
# Tu turno. Sigue el modelo de `sumar`; la tabla de arriba tiene las derivadas locales.

# %% ejercicio="04-multiplicar"
def multiplicar(self, otro):
    otro = como_value(otro)
    ### BEGIN SOLUTION
    locales = (otro.data, self.data)
    return Value(self.data * otro.data, (self, otro), locales, "*")
    ### END SOLUTION

Value.__add__ = sumar
Value.__mul__ = multiplicar

# %%
Value = comprobar("04-multiplicar", Value)

# %% [markdown]
# ## 4.3 Un orden sin recursión
#
# La recursión usa la pila de Python, que es corta. Llevemos **nuestra propia pila**: una lista. El truco
# está en pasar dos veces por cada nodo. La primera vez lo dejamos anotado y ponemos encima a sus hijos. La
# segunda, cuando sus hijos ya salieron, lo agregamos al orden.
#
# ```text
# c = a + b
# pila: [c]                  sale c, por primera vez: vuelve como listo, con sus hijos encima
# pila: [c listo, a, b]      sale b, y después b listo  → orden: b
# pila: [c listo, a]         sale a, y después a listo  → orden: b, a
# pila: [c listo]            sale c, listo              → orden: b, a, c
# ```
#
# ### Ejercicio 04-ordenar · El orden topológico con una pila · ★★★ · 8 min
#
# Cada elemento de la pila es una pareja `(nodo, listo)`. Si `listo` es verdadero, los hijos ya están en
# `orden`. Completa lo que se hace con cada pareja. Ojo: un nodo puede estar varias veces en la pila, pero
# debe quedar **una sola vez** en el orden.

# %% ejercicio="04-ordenar"
def ordenar(raiz):
    orden, vistos = [], set()
    pila = [(raiz, False)]
    while pila:
        nodo, listo = pila.pop()
        ### BEGIN SOLUTION
        if listo:
            orden.append(nodo)
        elif nodo not in vistos:
            vistos.add(nodo)
            pila.append((nodo, True))
            for hijo in nodo._prev:
                pila.append((hijo, False))
        ### END SOLUTION
    return orden

# %%
ordenar = comprobar("04-ordenar", ordenar)

# %% [markdown]
# La cadena que rompió el motor anterior:

# %%
inicio, final = cadena(Value, 10_000)
print("nodos ordenados:", len(ordenar(final)))
print("¿el último es la raíz?", "sí" if ordenar(final)[-1] is final else "no")

# %% [markdown]
# Sin recursión no hay límite: 10,000 sumas, 10,000 resultados, 10,000 unos y el inicio.
#
# ## 4.4 Un solo `backward`
#
# Falta el paso hacia atrás. Antes, una deuda de la lección 3: al llamar a `backward()` dos veces, los
# gradientes salían mal, y no era el doble. El motivo eran los nodos **intermedios**: su gradiente viejo
# se repartía otra vez, junto con el nuevo.
#
# PyTorch acumula **solo en las hojas**. Los intermedios empiezan de cero en cada llamada. Haremos lo mismo.
#
# ### Ejercicio 04-dos-veces · ¿Cuánto da la segunda vez? · ★★☆ · 2 min
#
# En el programa de la lección 1, `df/dx` es 90. Con un motor que acumula solo en las hojas, llamamos a
# `f.backward()` dos veces seguidas, sin poner nada en cero. ¿Cuánto vale `x.grad`?

# %% ejercicio="04-dos-veces"
segunda_vez = 2 * 90  # SOLUTION

# %%
comprobar("04-dos-veces", segunda_vez)

# %% [markdown]
# ### Ejercicio 04-backward · El paso hacia atrás, una sola vez · ★★★ · 6 min
#
# El ciclo que pone en cero los intermedios ya está: son los que tienen hijos. Completa lo demás: pon la raíz
# en 1 y recorre el orden **desde la raíz**. En cada nodo, a cada hijo le sumas su derivada local por el
# gradiente del nodo.

# %% ejercicio="04-backward"
def backward(self):
    orden = ordenar(self)
    for nodo in orden:
        if nodo._prev:
            nodo.grad = 0.0
    ### BEGIN SOLUTION
    self.grad = 1.0
    for nodo in reversed(orden):
        for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
            hijo.grad += local * nodo.grad
    ### END SOLUTION

Value.backward = backward

# %%
Value = comprobar("04-backward", Value)

# %%
x, y = Value(2.0, label="x"), Value(3.0, label="y")
z = x * 3 + y
w = z + y * x
f = w * w * 0.5
f.backward()
print("una vez:  ", x.grad, y.grad)
f.backward()
print("dos veces:", x.grad, y.grad)

# %% [markdown]
# 90 y 45; después 180 y 90. Y la cadena larga, de ida y vuelta:

# %%
inicio, final = cadena(Value, 10_000)
final.backward()
print("gradiente del inicio:", inicio.grad)

# %% [markdown]
# ## 4.5 Todas las operaciones
#
# Agregar una operación es ahora escribir **su valor y sus derivadas locales**. Nada más. La exponencial, de
# ejemplo:

# %% tags=["base"]
def exp(self):
    c = math.exp(self.data)
    return Value(c, (self,), (c,), "exp")

# %% [markdown]
# ### Ejercicio 04-log · El logaritmo · ★★☆ · 3 min
#
# El logaritmo natural, `math.log`. Su derivada es $1/a$: «uno entre el dato».

# %% ejercicio="04-log"
def log(self):
    ### BEGIN SOLUTION
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")
    ### END SOLUTION

Value.exp = exp
Value.log = log

# %%
Value = comprobar("04-log", Value)

# %% [markdown]
# ### Ejercicio 04-tanh · tanh, otra vez · ★☆☆ · 2 min
#
# Completa la derivada local. La necesitaste en las lecciones 2 y 3.

# %% ejercicio="04-tanh"
def tanh(self):
    t = math.tanh(self.data)
    local = 1 - t * t  # SOLUTION
    return Value(t, (self,), (local,), "tanh")

Value.tanh = tanh

# %%
Value = comprobar("04-tanh", Value)

# %% [markdown]
# ### Ejercicio 04-sigmoid · La sigmoide · ★★☆ · 3 min
#
# La sigmoide aplasta entre 0 y 1: $s = \frac{1}{1 + e^{-a}}$. Su derivada se escribe con el propio
# resultado: $s \cdot (1 - s)$.

# %% ejercicio="04-sigmoid"
def sigmoid(self):
    ### BEGIN SOLUTION
    s = 1 / (1 + math.exp(-self.data))
    return Value(s, (self,), (s * (1 - s),), "sigmoid")
    ### END SOLUTION

Value.sigmoid = sigmoid

# %%
Value = comprobar("04-sigmoid", Value)

# %% [markdown]
# ### Ejercicio 04-relu · relu y su esquina · ★★☆ · 3 min
#
# relu deja pasar lo positivo y apaga lo demás. En 0 hay una esquina, y hay que elegir: usa derivada **0**,
# como PyTorch.

# %% ejercicio="04-relu"
def relu(self):
    ### BEGIN SOLUTION
    enciende = self.data > 0
    return Value(max(0.0, self.data), (self,), (1.0 if enciende else 0.0,), "ReLU")
    ### END SOLUTION

Value.relu = relu

# %%
Value = comprobar("04-relu", Value)

# %% [markdown]
# ### Ejercicio 04-potencia · a ** b, con los dos como nodos · ★★★ · 6 min
#
# Hasta ahora el exponente era un número. ¿Y si también es un `Value`? Entonces hay **dos** derivadas
# locales. Si $c = a^b$:
#
# $$\frac{\partial c}{\partial a} = b \cdot a^{b-1} \qquad \frac{\partial c}{\partial b} = a^b \cdot \ln a$$
#
# La segunda solo existe si $a > 0$; en otro caso usa `math.nan`, «no es un número».

# %% ejercicio="04-potencia"
def potencia(self, otro):
    otro = como_value(otro)
    a, b = self.data, otro.data
    ### BEGIN SOLUTION
    hacia_a = b * a ** (b - 1)
    hacia_b = a**b * math.log(a) if a > 0 else math.nan
    return Value(a**b, (self, otro), (hacia_a, hacia_b), "**")
    ### END SOLUTION

Value.__pow__ = potencia

# %%
Value = comprobar("04-potencia", Value)

# %%
a, b = Value(2.0), Value(3.0)
c = a**b
c.backward()
print(f"c = {c.data}   dc/da = {a.grad}   dc/db = {b.grad:.4f}")

# %% [markdown]
# ### Ejercicio 04-restar-y-dividir · Con lo que ya hay · ★★☆ · 4 min
#
# La resta y la división salen de las otras. `negar` está hecha. Completa `restar` y `dividir` **sin** crear
# ningún `Value` a mano.

# %% ejercicio="04-restar-y-dividir"
def negar(self):
    return self * -1


def restar(self, otro):
    return self + como_value(otro) * -1  # SOLUTION


def dividir(self, otro):
    return self * como_value(otro) ** -1  # SOLUTION

Value.__neg__, Value.__sub__, Value.__truediv__ = negar, restar, dividir

# %%
Value = comprobar("04-restar-y-dividir", Value)

# %% [markdown]
# ### Ejercicio 04-reflejados · El número a la izquierda · ★★☆ · 4 min
#
# En `2 - a` Python le pregunta primero al 2, que no sabe de `Value`. Entonces llama a `a.__rsub__(2)`: `self`
# es `a`, y `otro` es el de la **izquierda**. Completa los dos donde el orden importa.

# %% ejercicio="04-reflejados"
def restar_reflejado(self, otro):
    return como_value(otro) - self  # SOLUTION


def dividir_reflejado(self, otro):
    return como_value(otro) / self  # SOLUTION

Value.__radd__, Value.__rmul__ = Value.__add__, Value.__mul__
Value.__rsub__, Value.__rtruediv__ = restar_reflejado, dividir_reflejado

# %%
Value = comprobar("04-reflejados", Value)

# %%
a = Value(4.0)
print((2 - a).data, (1 / a).data, sum([a, a, 1.0]).data)

# %% [markdown]
# Faltan funciones que no has usado todavía, como el seno. Ya sabes cómo se agregan:

# %% tags=["base"]
def sin(self):
    return Value(math.sin(self.data), (self,), (math.cos(self.data),), "sin")


Value.sin = sin

# %% [markdown]
# ## 4.6 ¿Y es correcto?
#
# Un motor que casi siempre acierta no sirve. Hay dos jueces: la **medición** (empujar cada entrada un
# poquito) y **PyTorch**.
#
# ### Ejercicio 04-medir · El juez que solo empuja · ★★☆ · 4 min
#
# Escribe `medir(f, entradas, i)`: la pendiente de `f` respecto a la entrada número `i`, por diferencia
# **simétrica** con `h = 1e-6`. `f` recibe una lista de números y devuelve un número. La lista `entradas` no
# debe quedar cambiada.

# %% ejercicio="04-medir"
def medir(f, entradas, i, h=1e-6):
    ### BEGIN SOLUTION
    mas, menos = list(entradas), list(entradas)
    mas[i] += h
    menos[i] -= h
    return (f(mas) - f(menos)) / (2 * h)
    ### END SOLUTION

# %%
medir = comprobar("04-medir", medir)

# %% [markdown]
# Una expresión con de todo. A cada entrada le preguntamos al motor y al juez:

# %%
def expresion(v):
    a, b, c = v
    return (a * b + c).tanh() / (b - c * 3) + (a / c) ** 2 * b.sigmoid() + (a * a).log()


numeros = [0.7, -1.3, 2.1]
hojas = [Value(n) for n in numeros]
expresion(hojas).backward()
for i, hoja in enumerate(hojas):
    medida = medir(lambda v: expresion([Value(n) for n in v]).data, numeros, i)
    print(f"entrada {i}: motor {hoja.grad:9.5f}   medido {medida:9.5f}")

# %% [markdown]
# Coinciden. Pero es **una** expresión, y la elegimos nosotros. Un juez justo las elige al azar. Esta función
# arma expresiones mezclando nodos que ya existen; por eso muchos nodos se comparten.

# %%
def al_azar(semilla, hojas, unarias):
    azar = random.Random(semilla)
    nodos = list(hojas)
    for _ in range(8):
        a, b = azar.choice(nodos), azar.choice(nodos)
        nueva = azar.choice([a + b, a - b, a * b, unarias[azar.randrange(len(unarias))](a)])
        nodos.append(nueva)
    return sum(nodos[3:]) if len(nodos) > 3 else nodos[-1]


unarias = [lambda a: a.tanh(), lambda a: a.sigmoid(), lambda a: a.relu(), lambda a: (a * 0.1).exp()]

# %%
# %%con_torch
import torch

peor = 0.0
for semilla in range(200):
    datos = [random.Random(semilla + k).uniform(-2, 2) for k in range(3)]
    nuestras = [Value(d) for d in datos]
    al_azar(semilla, nuestras, unarias).backward()
    suyas = [torch.tensor(d, dtype=torch.float64, requires_grad=True) for d in datos]
    al_azar(semilla, suyas, unarias).backward()
    for a, b in zip(nuestras, suyas, strict=True):
        suyo = 0.0 if b.grad is None else b.grad.item()
        peor = max(peor, abs(a.grad - suyo) / (1 + abs(suyo)))
print("200 expresiones al azar, ¿iguales a PyTorch hasta 1e-9?", "sí" if peor < 1e-9 else "no")

# %% [markdown]
# ## 4.7 Dos pruebas con números conocidos
#
# ### Ejercicio 04-fabc · Una función de tres entradas · ★★☆ · 4 min
#
# Escribe esta función con tu motor, y que devuelva un `Value`:
#
# $$f(a, b, c) = -a^3 + \operatorname{sen}(3b) - \frac{1}{c} + b^{2.5} - a^{0.5}$$

# %% ejercicio="04-fabc"
def f_abc(a, b, c):
    return -(a**3) + (3 * b).sin() - 1 / c + b**2.5 - a**0.5  # SOLUTION

# %%
f_abc = comprobar("04-fabc", f_abc)

# %%
a, b, c = Value(2.0), Value(3.0), Value(4.0)
resultado = f_abc(a, b, c)
resultado.backward()
print(f"f(2, 3, 4) = {resultado.data:.6f}")
print(f"gradiente  = ({a.grad:.6f}, {b.grad:.6f}, {c.grad:.6f})")

# %% [markdown]
# La segunda prueba es una pérdida que encontrarás en todas partes. Una red da cuatro puntajes, uno por
# clase: los **logits**. Para volverlos probabilidades se usa **softmax**: cada uno se pasa por `exp` y se
# divide entre la suma de todos.
#
# $$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$
#
# ### Ejercicio 04-softmax · De puntajes a probabilidades · ★★☆ · 4 min
#
# Escribe `softmax(logits)`: recibe una lista de `Value` y devuelve una lista de `Value` que suman 1.

# %% ejercicio="04-softmax"
def softmax(logits):
    ### BEGIN SOLUTION
    exponenciales = [z.exp() for z in logits]
    total = sum(exponenciales)
    return [e / total for e in exponenciales]
    ### END SOLUTION

# %%
softmax = comprobar("04-softmax", softmax)

# %% [markdown]
# ### Ejercicio 04-nll · La pérdida de quien debía acertar · ★★☆ · 3 min
#
# La pérdida mira la probabilidad que la red dio a la clase correcta, y toma **menos su logaritmo**: si dio
# 1, la pérdida es 0; si dio casi 0, es enorme. Escríbela. `clase` es el lugar de la correcta en la lista.

# %% ejercicio="04-nll"
def nll(logits, clase):
    return -softmax(logits)[clase].log()  # SOLUTION

# %%
nll = comprobar("04-nll", nll)

# %%
logits = [Value(0.0), Value(3.0), Value(-2.0), Value(1.0)]
perdida = nll(logits, 3)
perdida.backward()
print(f"pérdida {perdida.data:.5f}")
print("gradientes:", [round(z.grad, 5) for z in logits])

# %% [markdown]
# Mira los signos. La clase correcta, la última, tiene gradiente negativo: subir su puntaje baja la
# pérdida. Las otras, al revés, y más la que tenía el puntaje 3. Los cuatro suman 0:

# %%
print("¿suman cero?", "sí" if abs(sum(z.grad for z in logits)) < 1e-12 else "no")

# %% [markdown]
# ## 4.8 Tu motor, en un archivo
#
# Hasta ahora tu motor vive en este cuaderno, y muere con él. Esta celda recoge cada método que escribiste y
# arma el archivo `mi_minigrad.py`. Si ya tenías uno distinto, lo conserva con otro nombre.

# %%
from minigrad.aula.motor_propio import escribir_motor, importar_motor

escribir_motor(Value, "mi_minigrad.py")

# %%
mi_minigrad = importar_motor("mi_minigrad.py")
a = mi_minigrad.Value(0.5)
b = (a * 2 - 1.5).tanh()
b.backward()
print(f"desde el archivo: {b.data:.4f}, gradiente {a.grad:.4f}")

# %% [markdown]
# Ahora, lo serio. El paquete tiene una serie de pruebas para su propio motor: valores, gradientes, nodos
# compartidos, cadenas largas, entradas equivocadas. Se las pasamos **a tu archivo**.

# %%
from minigrad.aula.suite_motor import evaluar

evaluar(mi_minigrad.Value)

# %% [markdown]
# Cada fila es un operador. Si alguno no pasa, debajo dice qué cuenta falló, qué dio y qué debía dar. `cos` y
# `abs` no están: son para la práctica.
#
# ## 4.9 ¿Valió la pena?
#
# Midamos los motores con el mismo trabajo: una capa pequeña sobre varios puntos, ida y vuelta. Primero,
# que den lo mismo:

# %%
azar = random.Random(1)
PUNTOS = [(azar.uniform(-1, 1), azar.uniform(-1, 1)) for _ in range(300)]
PESOS = [[azar.uniform(-1, 1) for _ in range(3)] for _ in range(16)]


def pasada(clase, puntos):
    pesos = [[clase(w) for w in fila] for fila in PESOS]
    perdida = clase(0.0)
    for x, y in puntos:
        capa = [(w1 * x + w2 * y + b).relu() for w1, w2, b in pesos]
        perdida = perdida + (sum(capa) - 1) ** 2
    perdida.backward()
    return pesos[0][0].grad


del_anterior, del_tuyo = pasada(Anterior, PUNTOS), pasada(Value, PUNTOS)
print(f"lección 3: {del_anterior:.4f}   el tuyo: {del_tuyo:.4f}")

# %% [markdown]
# Ahora, el tiempo. Con 20 puntos el grafo es pequeño; con 300 es quince veces mayor. Miremos cuánto cuesta
# **cada punto** en los dos casos: si todo va bien, debería costar lo mismo.

# %% tags=["nbval-ignore-output"]
# mide tiempos, que cambian en cada ejecución
from minigrad import Value as DelPaquete

motores = {"lección 3": Anterior, "el tuyo": Value, "el del paquete": DelPaquete}


def por_punto(clase, n):
    return 1000 * segundos(lambda: pasada(clase, PUNTOS[:n])) / n


con_20 = [por_punto(clase, 20) for clase in motores.values()]
con_300 = [por_punto(clase, 300) for clase in motores.values()]
for nombre, poco, mucho in zip(motores, con_20, con_300, strict=True):
    print(f"{nombre:<15} {poco:.2f} ms por punto con 20,  {mucho:.2f} con 300")

# %% tags=["nbval-ignore-output"]
# dibuja tiempos, que cambian en cada ejecución
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(6, 3))
lugares = range(len(motores))
ax.bar([k - 0.2 for k in lugares], con_20, 0.4, color="0.8", edgecolor="black", label="20 puntos")
ax.bar([k + 0.2 for k in lugares], con_300, 0.4, color="0.4", edgecolor="black", label="300 puntos")
ax.set_xticks(lugares, list(motores))
ax.set_ylabel("milisegundos por punto")
ax.legend()
plt.show()

# %% [markdown]
# *Figura: dos barras por motor, con el tiempo por punto. En el de la lección 3, la barra de 300 puntos es
# mucho más alta que la de 20. En el tuyo la diferencia es menor, y en el del paquete las dos son casi iguales.*
#
# Los números dependen de tu máquina. Fíjate en la forma: en el motor de la lección 3, **cada punto cuesta
# mucho más cuando hay más puntos**, porque el recolector tiene más que revisar. En el tuyo crece menos. Con
# un grafo pequeño las clausuras no perdían: tu pila también tiene su precio.
#
# ¿Y qué deja ahora cada suma en la memoria? Contemos igual que al principio:

# %% tags=["nbval-ignore-output"]
# la cuenta depende de la versión de Python
def vigilados_por_suma(clase):
    gc.collect()
    antes = len(gc.get_objects())
    viva = cadena(clase, 1000)
    despues = len(gc.get_objects())
    del viva
    return (despues - antes) / 1000


for nombre, clase in motores.items():
    print(f"{nombre:<15} {vigilados_por_suma(clase):.0f} objetos por suma")

# %% [markdown]
# Menos objetos que revisar, menos crece el costo. El del paquete deja **uno**: el nodo mismo. Guarda los hijos y las derivadas en casillas fijas (`__slots__`)
# y no crea un nodo para la constante de `nodo + 1.0`. Es tu motor, con menos equipaje. Ábrelo: está en
# `minigrad/engine.py`, y ya puedes leerlo entero.
#
# ### El límite
#
# ¿Se puede ir mucho más rápido? Sí, si se renuncia a algo. Primero, al grafo: las derivadas escritas a mano,
# como en la lección 2, y números de Python sin más. Es rápido, pero cada red nueva pide derivadas nuevas:

# %%
def pasada_a_mano():
    gradientes = [[0.0, 0.0, 0.0] for _ in PESOS]
    for x, y in PUNTOS:
        sumas = [w1 * x + w2 * y + b for w1, w2, b in PESOS]
        hacia_suma = 2 * (sum(max(0.0, s) for s in sumas) - 1)
        for fila, suma in zip(gradientes, sumas, strict=True):
            if suma > 0:
                fila[0] += hacia_suma * x
                fila[1] += hacia_suma * y
                fila[2] += hacia_suma
    return gradientes[0][0]


print(f"el mismo gradiente: {pasada_a_mano():.4f}")

# %% [markdown]
# Después, a tratar cada número por separado. NumPy hace la misma cuenta con la tabla entera de puntos a la
# vez, también con las derivadas a mano:

# %%
import numpy as np

P, W = np.array(PUNTOS), np.array(PESOS)


def pasada_numpy():
    suma = P @ W[:, :2].T + W[:, 2]
    activas = suma > 0
    salida = (suma * activas).sum(axis=1) - 1
    hacia_suma = 2 * salida[:, None] * activas
    gradientes = np.column_stack([hacia_suma.T @ P, hacia_suma.sum(axis=0)])
    return gradientes[0, 0]


print(f"el mismo gradiente: {pasada_numpy():.4f}")

# %% [markdown]
# PyTorch junta las dos cosas: la tabla entera de una vez, y las derivadas solas.

# %%
# %%con_torch
T = torch.tensor(PUNTOS, dtype=torch.float64)


def pasada_torch():
    pesos = torch.tensor(PESOS, dtype=torch.float64, requires_grad=True)
    suma = T @ pesos[:, :2].T + pesos[:, 2]
    perdida = ((suma.relu().sum(dim=1) - 1) ** 2).sum()
    perdida.backward()
    return pesos.grad[0, 0].item()


print(f"el mismo gradiente: {pasada_torch():.4f}")

# %% tags=["nbval-ignore-output"]
# mide tiempos, que cambian en cada ejecución
del_paquete = con_300[-1] * 300 / 1000
for nombre, pasada_libre in {"a mano": pasada_a_mano, "NumPy": pasada_numpy}.items():
    veces = del_paquete / segundos(pasada_libre, veces=20)
    print(f"{nombre:<8} tarda {veces:.0f} veces menos que el motor del paquete")

# %% tags=["nbval-ignore-output"]
# %%con_torch
# mide tiempos, que cambian en cada ejecución
print(f"PyTorch  tarda {del_paquete / segundos(pasada_torch, veces=20):.0f} veces menos")

# %% [markdown]
# Por eso PyTorch trabaja con **tensores**: una operación mueve miles de números, y el costo de cada nodo se
# reparte entre todos. Las ideas son las tuyas: grafo, derivadas locales, orden topológico.
#
# ## Lo que construiste

# %%
progreso("04")

# %% [markdown]
# ### En PyTorch…
#
# | aquí | en PyTorch |
# |---|---|
# | `_prev`, `_locales` | lo que guarda cada `grad_fn` para el paso hacia atrás |
# | `ordenar` y un solo `backward` | el motor de autograd, escrito en C++ |
# | los intermedios empiezan de cero | los intermedios no guardan gradiente, salvo `retain_grad()` |
# | `medir` contra el motor | `torch.autograd.gradcheck` |
# | `nll(logits, clase)` | `torch.nn.functional.cross_entropy` |
#
# ### ¿Y ahora?
#
# Practica en [el cuaderno de ejercicios](../exercises/04_minigrad_final_practica.ipynb): operaciones nuevas y motores averiados. Después, en la
# **[lección 5, Una Red Neuronal Simple con Mini-Grad](05_red_neuronal.ipynb)**, una red aprenderá con tu motor:
# lo busca en `mi_minigrad.py`, junto al cuaderno. (En Colab, descárgalo y súbelo a la sesión de la lección 5.)
