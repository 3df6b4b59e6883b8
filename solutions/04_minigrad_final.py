# %% [markdown]
# # 4. Implementación de Mini-Grad Final
#
# {{COLAB}}
#
# Al terminar esta lección podrás:
#
# - armar el motor completo en un archivo tuyo, `mi_minigrad.py`, sin clausuras y sin recursión;
# - demostrar que da los mismos números que PyTorch, y medir qué ganaste;
# - decidir si conviene derivar hacia adelante o hacia atrás, y cuánta memoria cuesta volver.
#
# **Tiempo:** 100 minutos, en dos ratos: 60 y 40. **Se da por sabido:** la lección 3.
#
# *Mini-Grad sigue la idea de [micrograd](https://github.com/karpathy/micrograd), de
# Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
import math
import random

# %% [markdown]
# ## Antes de empezar: tres preguntas de memoria
#
# **Repaso 1.** En el motor de la lección 3, ¿qué guarda `out._backward`?
#
# - a) El gradiente de `out`.
# - b) Una función que, cuando se la llame, repartirá el gradiente de `out` entre sus hijos.
# - c) La lista de los hijos de `out`.

# %% ejercicio="04-repaso-1"
repaso_1 = "b"  # SOLUTION

# %%
comprobar("04-repaso-1", repaso_1)

# %% [markdown]
# **Repaso 2.** En `c = a * b`, ¿cuál es la derivada local de `c` respecto a `a`?
#
# - a) El valor de `b`.
# - b) El valor de `a`.
# - c) 1.

# %% ejercicio="04-repaso-2"
repaso_2 = "a"  # SOLUTION

# %%
comprobar("04-repaso-2", repaso_2)

# %% [markdown]
# **Repaso 3.** Al empezar el paso hacia atrás, ¿qué gradiente se le pone a la raíz?
#
# - a) 0, como a todos.
# - b) Su propio valor.
# - c) 1.

# %% ejercicio="04-repaso-3"
repaso_3 = "c"  # SOLUTION

# %%
comprobar("04-repaso-3", repaso_3)

# %% [markdown]
# ## 4.1 Dos problemas del motor que ya tienes
#
# El motor de la lección 3 funciona. Aquí está, entero, con el nombre `Anterior`. Una prueba: sumar 1 muchas
# veces, y volver.

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
# Bien. Ahora, 10,000 sumas.

# %%
inicio, final = cadena(Anterior, 10_000)
try:
    final.backward()
except RecursionError:
    print("RecursionError: Python no quiso seguir")

# %% [markdown]
# ¿Son demasiadas? Otras 10,000, **en parejas**: de dos en dos, después los resultados de dos en dos, hasta que
# queda uno. Antes de ejecutar, predice: ¿se rompe también?

# %%
def en_parejas(clase, n):
    hojas = nivel = [clase(1.0) for _ in range(n + 1)]
    niveles = 0
    while len(nivel) > 1:
        sobra = nivel[-1:] if len(nivel) % 2 else []
        nivel = [a + b for a, b in zip(nivel[::2], nivel[1::2], strict=False)] + sobra
        niveles += 1
    return hojas[0], nivel[0], niveles


inicio, final, niveles = en_parejas(Anterior, 10_000)
final.backward()
print(f"10,000 sumas en {niveles} niveles, gradiente del inicio: {inicio.grad}")

# %% [markdown]
# No. `visitar` se llama a sí misma mientras baja, y Python limita las llamadas a medias a cerca de mil. Importa
# la **profundidad**: el camino más largo de la raíz a una hoja. Un `sum` de mil nodos ya es un camino de mil.
# Ese es el **primer problema**.
#
# El segundo es el tiempo. Python tiene un *recolector de basura* que cada tanto revisa, uno por uno, los objetos
# que pueden apuntar a otros. Contemos cuántos deja una suma:

# %% tags=["nbval-ignore-output"]
import gc

gc.collect()
antes = len(gc.get_objects())
inicio, final = cadena(Anterior, 1000)
por_suma = (len(gc.get_objects()) - antes) / 1000
print(f"objetos que el recolector vigila, por cada suma: {por_suma:.0f}")

# %% [markdown]
# ### Ejercicio 04-que-pesa · ¿De dónde salen tantos? · ★★☆ · 1 min
#
# `nodo + 1.0` crea dos `Value`. ¿Qué más crea, que haya que vigilar?
#
# - a) Nada más: lo otro son números.
# - b) El texto `"+"` y la etiqueta de cada nodo.
# - c) Funciones, lo que ellas recuerdan y tuplas.

# %% ejercicio="04-que-pesa"
que_pesa = "c"  # SOLUTION

# %%
comprobar("04-que-pesa", que_pesa)

# %% tags=["nbval-ignore-output"]
from collections import Counter


def por_tipo():
    gc.collect()
    return Counter(type(objeto).__name__ for objeto in gc.get_objects())


inicio = final = None
antes = por_tipo()
inicio, final = cadena(Anterior, 1000)
for tipo, cuantos in (por_tipo() - antes).most_common(4):
    print(f"{tipo:<9} {cuantos / 1000:.0f} por suma")

# %% [markdown]
# (`cell` es la casilla de una variable recordada.) ¿Cuánto tiempo se va en vigilarlos? El mismo trabajo, con el recolector encendido y apagado:

# %% tags=["nbval-ignore-output"]
import time


def segundos(trabajo, veces=1):
    gc.collect()
    inicio = time.process_time()
    for _ in range(veces):
        trabajo()
    return (time.process_time() - inicio) / veces


def con_y_sin_recolector(trabajo):
    con = segundos(trabajo)
    gc.disable()
    sin = segundos(trabajo)
    gc.enable()
    return f"con recolector {1000 * con:4.0f} ms, sin él {1000 * sin:4.0f} ms"


def armar_anterior():
    return [Anterior(float(k)) * 2.0 + 1.0 for k in range(10_000)]


print(con_y_sin_recolector(armar_anterior))

# %% [markdown]
# La clausura recuerda a `out` y `out` guarda la clausura: es un **ciclo**. ¿Será culpa de los ciclos?
# Probemos con cajas: unas se apuntan a sí mismas y otras no; unas se guardan y otras se tiran.

# %% tags=["nbval-ignore-output"]
def cajas(ciclo, guardar):
    guardadas, otra = [], []
    for _ in range(100_000):
        caja = [None]
        caja[0] = caja if ciclo else otra
        if guardar:
            guardadas.append(caja)
    return guardadas


for guardar in (True, False):
    for ciclo in (True, False):
        tiempos = con_y_sin_recolector(lambda c=ciclo, g=guardar: cajas(c, g))
        print("se guardan" if guardar else "se tiran  ", end=", ")
        print(f"{'con' if ciclo else 'sin'} ciclo: {tiempos}")

# %% [markdown]
# Un ciclo cuesta algo cuando se tira. Pero lo caro, con ciclo o sin él, es **mirar lo que sigue vivo**. Y un
# motor guarda el grafo entero hasta que vuelve. El remedio: dejar menos objetos por nodo.
#
# ## 4.2 Guardar números, no funciones
#
# La clausura de un producto sabe que al primer hijo le toca `otro.data` y al segundo `self.data`. Son **dos
# números**, y se conocen desde que se hace el producto.
#
# | operación | hijos | derivadas locales |
# |---|---|---|
# | `a + b` | `(a, b)` | `(1.0, 1.0)` |
# | `a * b` | `(a, b)` | `(b.data, a.data)` |
# | `tanh(a) = t` | `(a,)` | `(1 - t * t,)` |
#
# Así el paso hacia atrás es **el mismo para todas**: a cada hijo, su derivada local por el gradiente del nodo.
#
# Sirve porque cada dato es **un** número. Si `a` y `b` fueran matrices de 100 × 100, habría una derivada de
# cada número del producto respecto a cada número de `a`:

# %%
print(f"{(100 * 100) * (100 * 100):,} derivadas locales respecto a a")

# %% [markdown]
# Por eso PyTorch no las guarda: guarda los tensores y una **función** que reparte. En eso, las notas de la
# lección 3 se parecen más a PyTorch.
#
# Empecemos por lo que entra. ¿Qué hace Python con esto?

# %%
print(float("2") + 1)

# %% [markdown]
# `float` convierte el **texto** `"2"` sin protestar, y un texto se cuela en tus cuentas.
#
# ### Ejercicio 04-numero · Solo números · ★★☆ · 3 min
#
# Escribe `numero(x)`: si `x` es un `int` o un `float`, lo devuelve como `float`. Si no (un texto, una lista,
# `None`…), lanza `TypeError` con un mensaje que diga qué recibió. Un error se lanza con `raise TypeError(mensaje)`.

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
# Guarda los hijos en `_prev`, como siempre, y las derivadas locales en `_locales`, cada cosa en una **tupla**. Un
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
# ### Ejercicio 04-multiplicar · El producto · ★★☆ · 2 min
#
# Sigue el modelo de `sumar`; la tabla de arriba tiene las derivadas locales.

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
# La recursión usa la pila de Python, que es corta. Llevemos **nuestra propia pila**: una lista. Por cada nodo se
# pasa dos veces. La primera lo dejamos anotado y ponemos encima a sus hijos. La segunda, cuando sus hijos ya
# salieron, lo agregamos al orden.
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
# Completa lo que se hace con cada pareja `(nodo, listo)`. Si `listo` es verdadero, los hijos ya están en
# `orden`. Un nodo puede estar varias veces en la pila, pero debe quedar **una sola vez** en el orden.

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
# Diez mil resultados, diez mil unos y el inicio.
#
# ## 4.4 Un solo `backward`
#
# Una deuda de la lección 3: con dos `backward()` seguidos los gradientes salían mal, y no era el doble. Los nodos
# **intermedios** repartían otra vez su gradiente viejo.
#
# PyTorch acumula **solo en las hojas**; los intermedios empiezan de cero en cada llamada. Haremos lo mismo.
#
# ### Ejercicio 04-dos-veces · ¿Cuánto da la segunda vez? · ★★☆ · 1 min
#
# En el programa de la lección 1, `df/dx` es 90. Con un motor así, llamamos a `f.backward()` dos veces, sin poner
# nada en cero. ¿Cuánto vale `x.grad`?

# %% ejercicio="04-dos-veces"
segunda_vez = 2 * 90  # SOLUTION

# %%
comprobar("04-dos-veces", segunda_vez)

# %% [markdown]
# ### Ejercicio 04-backward · El paso hacia atrás, una sola vez · ★★★ · 6 min
#
# Los intermedios, que son los que tienen hijos, ya empiezan en cero. Completa lo demás: pon la raíz en 1 y
# recorre el orden **desde la raíz**; a cada hijo súmale su derivada local por el gradiente del nodo.

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
# Agregar una operación es ahora escribir **su valor y sus derivadas locales**. Dos que ya conoces:

# %% tags=["base"]
def exp(self):
    c = math.exp(self.data)
    return Value(c, (self,), (c,), "exp")


def tanh(self):
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")


Value.exp, Value.tanh = exp, tanh

# %% [markdown]
# Del logaritmo natural, `math.log`, no sabemos la derivada. Midámosla en cuatro puntos:

# %%
for a in (0.5, 1.0, 2.0, 4.0):
    pendiente = (math.log(a + 1e-6) - math.log(a - 1e-6)) / 2e-6
    print(f"a = {a}   pendiente {pendiente:.4f}")

# %% [markdown]
# ### Ejercicio 04-log · El logaritmo · ★★☆ · 2 min
#
# ¿Qué regla lleva de la primera columna a la segunda? Con ella, escribe `log`.

# %% ejercicio="04-log"
def log(self):
    ### BEGIN SOLUTION
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")
    ### END SOLUTION

Value.log = log

# %%
Value = comprobar("04-log", Value)

# %% [markdown]
# La sigmoide aplasta entre 0 y 1: $s = \frac{1}{1 + e^{-a}}$, y su derivada es $s \cdot (1 - s)$. Escrita tal
# cual, se rompe con un dato muy negativo:

# %%
try:
    1 / (1 + math.exp(-(-1000)))
except OverflowError:
    print("OverflowError: e elevado a 1000 no cabe en un float")

# %% [markdown]
# Pero $e^{-1000}$ sí cabe: da 0. Multiplica arriba y abajo por $e^{a}$ y queda la misma sigmoide, escrita para
# los negativos: $s = \frac{e^{a}}{1 + e^{a}}$.
#
# ### Ejercicio 04-sigmoid · Una sigmoide que no se desborda · ★★☆ · 3 min
#
# Escribe `sigmoid` con las dos fórmulas: la primera si el dato es 0 o más, y la otra si es negativo.

# %% ejercicio="04-sigmoid"
def sigmoid(self):
    ### BEGIN SOLUTION
    if self.data >= 0:
        s = 1 / (1 + math.exp(-self.data))
    else:
        e = math.exp(self.data)
        s = e / (1 + e)
    return Value(s, (self,), (s * (1 - s),), "sigmoid")
    ### END SOLUTION

Value.sigmoid = sigmoid

# %%
Value = comprobar("04-sigmoid", Value)

# %%
print(Value(-1000.0).sigmoid().data, Value(0.0).sigmoid().data, Value(1000.0).sigmoid().data)

# %% [markdown]
# ### Ejercicio 04-relu · relu y su esquina · ★★☆ · 2 min
#
# relu deja pasar lo positivo y apaga lo demás. En 0 hay una esquina y hay que elegir: derivada **0**, como
# PyTorch.

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
# ### Ejercicio 04-potencia · a ** b, con los dos como nodos · ★★★ · 5 min
#
# ¿Y si el exponente también es un `Value`? Entonces hay **dos** derivadas locales. Si $c = a^b$:
#
# $$\frac{\partial c}{\partial a} = b \cdot a^{b-1} \qquad \frac{\partial c}{\partial b} = a^b \cdot \ln a$$
#
# La segunda lleva $\ln a$, o `math.log(a)`, que solo existe si $a > 0$. Fuera de ahí:
#
# - con $a = 0$ (y $b$ positivo), $0^b$ es 0 y sigue en 0 al mover $b$: la derivada es 0;
# - con $a < 0$ no hay derivada: `math.nan`, «no es un número».

# %% ejercicio="04-potencia"
def potencia(self, otro):
    otro = como_value(otro)
    a, b = self.data, otro.data
    ### BEGIN SOLUTION
    hacia_a = b * a ** (b - 1)
    if a > 0:
        hacia_b = a**b * math.log(a)
    else:
        hacia_b = 0.0 if a == 0 else math.nan
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
# ### Ejercicio 04-restar-y-dividir · Con lo que ya hay · ★★☆ · 3 min
#
# Completa `restar` y `dividir` con las operaciones que ya hay, **sin** crear ningún `Value` a mano.

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
# ### Ejercicio 04-reflejados · El número a la izquierda · ★★☆ · 3 min
#
# En `2 - a` el 2 no sabe de `Value`, y Python llama a `a.__rsub__(2)`: `self` es `a`, y `otro` es el de la
# **izquierda**. Completa los dos donde el orden importa.

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
# Y el seno, que ya sabes agregar:

# %% tags=["base"]
def sin(self):
    return Value(math.sin(self.data), (self,), (math.cos(self.data),), "sin")


Value.sin = sin

# %% [markdown]
# ## Pausa: tu motor está completo
#
# Tu motor guarda números, ordena sin recursión, vuelve con un solo `backward` y conoce todas las operaciones.
# En el segundo rato lo llevas a juicio, lo guardas en tu archivo y mides qué cuesta.
#
# **Para volver:** abre el cuaderno, haz clic en la primera celda de 4.6 y elige *Ejecutar → Ejecutar todo por
# encima de la celda seleccionada* (en Colab, *Entorno de ejecución → Ejecutar anteriores*).

# %%
progreso("04")

# %% [markdown]
# ## 4.6 ¿Y es correcto?
#
# Un motor que casi siempre acierta no sirve. Hay dos jueces: **medir** (empujar cada entrada) y **PyTorch**.
#
# ### Ejercicio 04-medir · El juez que solo empuja · ★★☆ · 3 min
#
# Escribe `medir(f, entradas, i)`: la pendiente de `f` respecto a la entrada número `i`, por diferencia
# **simétrica**. `f` recibe una lista de números. La lista `entradas` no debe quedar cambiada.

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
# Coinciden. ¿Y en una esquina? `relu` en 0 exacto:

# %%
esquina = Value(0.0)
esquina.relu().backward()
medida = medir(lambda v: Value(v[0]).relu().data, [0.0], 0)
print(f"motor {esquina.grad}   medido {medida:.1f}")

# %% [markdown]
# Ahí no hay derivada: el motor da la que **elegimos**, y el juez promedia los dos lados.
#
# Y esa era **una** expresión, elegida por nosotros. Un juez justo las elige al azar. Esta función mezcla nodos
# que ya existen; por eso muchos se comparten.

# %%
def al_azar(semilla, hojas, unarias):
    azar = random.Random(semilla)
    nodos = list(hojas)
    for _ in range(8):
        a, b = azar.choice(nodos), azar.choice(nodos)
        nueva = azar.choice([a + b, a - b, a * b, unarias[azar.randrange(len(unarias))](a)])
        nodos.append(nueva)
    return sum(nodos[3:])


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
# *Los números de las dos son los de los ejercicios de la primera clase de Karpathy.*
#
# ### Ejercicio 04-fabc · Una función de tres entradas · ★★☆ · 3 min
#
# Escribe esta función; que devuelva un `Value`:
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
# La segunda es una pérdida que encontrarás en todas partes. Una red da cuatro puntajes, uno por clase: los
# **logits**. **Softmax** los vuelve probabilidades: cada uno pasa por `exp` y se divide entre la suma de todos.
#
# $$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$
#
# ### Ejercicio 04-softmax · De puntajes a probabilidades · ★★☆ · 3 min
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
# ### Ejercicio 04-nll · La pérdida de quien debía acertar · ★★☆ · 2 min
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
# La clase correcta, la última, tiene gradiente negativo: subir su puntaje baja la pérdida. Las otras, al
# revés, y más la que tenía el puntaje 3. Los cuatro suman 0:

# %%
print("¿suman cero?", "sí" if abs(sum(z.grad for z in logits)) < 1e-12 else "no")

# %% [markdown]
# ## 4.8 Tu motor, en un archivo
#
# Tu motor vive en este cuaderno, y muere con él. Esta celda recoge cada método y arma `mi_minigrad.py`. Si ya
# tenías uno distinto, lo conserva con otro nombre.

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
# El paquete tiene pruebas para su propio motor: valores, gradientes, nodos compartidos, cadenas largas,
# entradas equivocadas. Se las pasamos **a tu archivo**.

# %%
from minigrad.aula.suite_motor import evaluar

evaluar(mi_minigrad.Value)

# %% [markdown]
# Cada fila es un operador; si alguno no pasa, debajo dice qué cuenta falló. Las copias
# de un grafo no las pedimos: te las regala Python. El motor del paquete tiene, además, `cos` y `abs`.
#
# ## 4.9 ¿Valió la pena?
#
# Contemos, como al principio, los objetos que deja cada suma:

# %% tags=["nbval-ignore-output"]
from minigrad import Value as DelPaquete

motores = {"lección 3": Anterior, "el tuyo": Value, "el del paquete": DelPaquete}


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
# El del paquete deja **uno**: guarda hijos y derivadas en casillas fijas (`__slots__`) y no crea un nodo para la
# constante. Es tu motor, con menos equipaje: ya puedes leerlo, en `minigrad/engine.py`.
#
# ¿Se nota en el tiempo? El mismo trabajo para todos: una capa sobre varios puntos, ida y vuelta.

# %%
azar = random.Random(1)
PUNTOS = [(azar.uniform(-1, 1), azar.uniform(-1, 1)) for _ in range(200)]
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
# Dan lo mismo. Ahora, cuánto cuesta **cada punto** con 20 y con 200: si todo va bien, debería costar igual.

# %% tags=["nbval-ignore-output"]
def por_punto(clase, n):
    return 1000 * segundos(lambda: pasada(clase, PUNTOS[:n])) / n


con_20, con_200 = [], []
for nombre, clase in motores.items():
    con_20.append(por_punto(clase, 20))
    con_200.append(por_punto(clase, 200))
    print(f"{nombre:<15} {con_20[-1]:.2f} ms por punto con 20,  {con_200[-1]:.2f} con 200")

# %% tags=["nbval-ignore-output"]
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(6, 3))
lugares = range(len(motores))
ax.bar([k - 0.2 for k in lugares], con_20, 0.4, color="0.8", edgecolor="black", label="20 puntos")
ax.bar([k + 0.2 for k in lugares], con_200, 0.4, color="0.4", edgecolor="black", label="200 puntos")
ax.set_xticks(lugares, list(motores))
ax.set_ylabel("milisegundos por punto")
ax.legend()
plt.show()

# %% [markdown]
# *Figura: dos barras por motor, con el tiempo por punto. En el de la lección 3, la de 200 puntos es varias
# veces más alta que la de 20. En los otros dos se parecen, y las del paquete son las más bajas.*
#
# En el motor de la lección 3 cada punto cuesta más cuando hay más, porque el recolector tiene más que mirar.
# Con pocos, los dos cuestan casi lo mismo.
#
# ¿Y más rápido? Con **muchos números por operación**: NumPy hace la cuenta con la tabla entera, pero sus
# derivadas van a mano. PyTorch junta las dos cosas:

# %%
import numpy as np

P, W = np.array(PUNTOS), np.array(PESOS)


def pasada_numpy():
    suma = P @ W[:, :2].T + W[:, 2]
    activas = suma > 0
    hacia_suma = 2 * ((suma * activas).sum(axis=1) - 1)[:, None] * activas
    return (hacia_suma.T @ P)[0, 0]


print(f"el mismo gradiente: {pasada_numpy():.4f}")

# %%
# %%con_torch
T = torch.tensor(PUNTOS, dtype=torch.float64)


def pasada_torch():
    pesos = torch.tensor(PESOS, dtype=torch.float64, requires_grad=True)
    suma = T @ pesos[:, :2].T + pesos[:, 2]
    ((suma.relu().sum(dim=1) - 1) ** 2).sum().backward()
    return pesos.grad[0, 0].item()


print(f"el mismo gradiente: {pasada_torch():.4f}")

# %% tags=["nbval-ignore-output"]
print(f"el del paquete {con_200[-1] * len(PUNTOS):.2f} ms")
print(f"NumPy          {1000 * segundos(pasada_numpy, veces=500):.2f} ms")

# %% tags=["nbval-ignore-output"]
# %%con_torch
torch.set_num_threads(1)  # un solo hilo, como los otros dos; y la mejor de tres
mejor = min(segundos(pasada_torch, veces=100) for _ in range(3))
print(f"PyTorch        {1000 * mejor:.2f} ms")

# %% [markdown]
# Con **tensores**, el costo de cada nodo se reparte entre miles de números. Las ideas son las tuyas.
#
# ## 4.10 ¿Hacia adelante o hacia atrás?
#
# ¿Y si cada número llevara **consigo** su derivada, sin grafo y sin volver? Un número *dual* guarda su dato y su
# `punto`: cuánto se mueve por cada unidad que se mueve la entrada que elegiste. Esa entrada nace con
# `punto=1.0`; las demás y las constantes, con 0.
#
# ### Ejercicio 04-dual · El producto de dos duales · ★★☆ · 3 min
#
# En una suma, los movimientos se suman. En un producto, lo que se mueve un factor lo agranda el otro. Completa
# el `punto` del producto.

# %% ejercicio="04-dual"
class Dual:
    def __init__(self, data, punto=0.0):
        self.data = data
        self.punto = punto

    def __add__(self, otro):
        return Dual(self.data + otro.data, self.punto + otro.punto)

    def __mul__(self, otro):
        punto = self.punto * otro.data + self.data * otro.punto  # SOLUTION
        return Dual(self.data * otro.data, punto)

# %%
Dual = comprobar("04-dual", Dual)

# %% [markdown]
# El programa de la lección 1, con duales. Cada pasada elige una entrada:

# %%
def programa(x, y):
    z = x * Dual(3.0) + y
    w = z + y * x
    return w * w * Dual(0.5)


print("df/dx =", programa(Dual(2.0, punto=1.0), Dual(3.0)).punto)
print("df/dy =", programa(Dual(2.0), Dual(3.0, punto=1.0)).punto)

# %% [markdown]
# 90 y 45, sin guardar ningún grafo. Pero fueron **dos pasadas**, una por entrada.
#
# ### Ejercicio 04-pasadas · ¿Cuántas pasadas? · ★★☆ · 1 min
#
# Una red tiene 1000 pesos y una pérdida. ¿Cuántas pasadas con `Dual` hacen falta para tener las 1000
# derivadas?

# %% ejercicio="04-pasadas"
pasadas = 1000  # SOLUTION

# %%
comprobar("04-pasadas", pasadas)

# %% [markdown]
# Contemos cuántas veces se hace la cuenta entera, que es el producto de 1000 entradas:

# %%
hechas = []


def producto(v):
    hechas.append("una vez")
    total = v[0]
    for x in v[1:]:
        total = total * x
    return total


entradas = [1 + k / 1_000_000 for k in range(1000)]
lugares = range(len(entradas))
medidas = [medir(producto, entradas, i) for i in lugares]
print("numérica:       ", len(hechas), "veces")

hechas.clear()
duales = [producto([Dual(x, float(i == j)) for j, x in enumerate(entradas)]) for i in lugares]
print("hacia adelante: ", len(hechas), "veces")

hechas.clear()
hojas = [Value(x) for x in entradas]
producto(hojas).backward()
print("hacia atrás:    ", len(hechas), "vez, y una vuelta")
print(f"la primera derivada: {medidas[0]:.4f}   {duales[0].punto:.4f}   {hojas[0].grad:.4f}")

# %% [markdown]
# ### Ejercicio 04-una-entrada · ¿Y al revés? · ★★☆ · 1 min
#
# Una entrada y 1000 salidas que salen una de otra: $t$, $t^2$, $t^3$… hasta $t^{1000}$. Se quieren las 1000
# derivadas. ¿Qué modo hace menos trabajo?
#
# - a) Hacia atrás: siempre basta una vuelta.
# - b) Hacia adelante: basta una pasada.
# - c) Da igual: 1000 derivadas son 1000 derivadas.

# %% ejercicio="04-una-entrada"
una_entrada = "b"  # SOLUTION

# %%
comprobar("04-una-entrada", una_entrada)

# %%
def potencias(t):
    salidas = [t]
    for _ in range(999):
        salidas.append(salidas[-1] * t)
    return salidas


adelante = [salida.punto for salida in potencias(Dual(0.999, punto=1.0))]
t, atras, vueltas, visitas = Value(0.999), [], 0, 0
for salida in potencias(t):
    t.grad = 0.0
    salida.backward()
    atras.append(t.grad)
    vueltas, visitas = vueltas + 1, visitas + len(ordenar(salida))
iguales = max(abs(a - b) for a, b in zip(adelante, atras, strict=True)) < 1e-9
print("hacia adelante: 1 pasada,", len(adelante), "nodos")
print(f"hacia atrás: {vueltas} vueltas, {visitas:,} visitas a nodos")
print("¿las mismas derivadas?", "sí" if iguales else "no")

# %% [markdown]
# Queda derivar la **fórmula**, como en papel. Estos textos llevan su derivada, con la misma regla. Diez veces
# `y * y`:

# %%
class Formula:
    def __init__(self, texto, derivada):
        self.texto, self.derivada = texto, derivada

    def __mul__(self, otro):
        f, g = self, otro
        derivada = f"({f.derivada}*{g.texto} + {f.texto}*{g.derivada})"
        return Formula(f"({f.texto}*{g.texto})", derivada)


y = Formula("x", "1")
for k in range(10):
    y = y * y
    if k == 1:
        print("tras 2 productos:", y.derivada)
print("tras 10 productos, veces que nombra a x:", f"{y.derivada.count('x'):,}")

# %% [markdown]
# Sin simplificar, la fórmula repite lo que un grafo calcula una vez y comparte.
#
# | modo | una salida y $n$ entradas | da |
# |---|---|---|
# | numérico, `medir` | $2n$ veces la cuenta | casi la derivada |
# | simbólico | una fórmula, que puede crecer mucho | la derivada, para todo $x$ |
# | automático hacia adelante, `Dual` | $n$ pasadas | la derivada en un punto |
# | automático hacia atrás, `Value` | una ida y una vuelta | la derivada en un punto |
#
# Una red tiene muchos pesos y una pérdida: se entrena hacia atrás.
#
# ## 4.11 Lo que cuesta volver
#
# Volver tiene un precio: **nada se puede tirar** hasta la vuelta. Son 400 capas, de un nodo cada una. `vivos` es
# una lista de asistencia, de la que sale solo quien deja de existir.

# %%
import weakref

vivos, cuantos = weakref.WeakSet(), []


def capa(a):
    salida = a.tanh()
    vivos.add(salida)
    cuantos.append(len(vivos))
    return salida


inicio = nodo = Value(0.5)
for _ in range(400):
    nodo = capa(nodo)
nodo.backward()
de_una_vez = inicio.grad
print(f"capas calculadas: {len(cuantos)}   nodos vivos a la vez: {max(cuantos)}")

# %% [markdown]
# ¿Y si guardamos solo **un número de cada 20**, el que entra a cada tramo, y tiramos los nodos? Al volver, cada
# tramo se rehace, se recorre hacia atrás y se tira.
#
# ### Ejercicio 04-vivos · ¿Cuánto se guarda? · ★★☆ · 2 min
#
# 400 capas en tramos de 20. Cuenta los números guardados más los nodos de capa de **un** tramo rehecho: ¿cuántos
# hay a la vez, a lo más?

# %% ejercicio="04-vivos"
a_la_vez = 400 // 20 + 20  # SOLUTION

# %%
comprobar("04-vivos", a_la_vez)

# %% tags=["base"]
def adelante_guardando(capa, x, n, k):
    guardados = []
    for i in range(n):
        if i % k == 0:
            guardados.append(x)
        x = capa(Value(x)).data
    return guardados

# %% [markdown]
# ### Ejercicio 04-tramos · La vuelta por tramos · ★★★ · 5 min
#
# `llega` es el gradiente que viene de los tramos de más adelante. En cada tramo: rehaz sus `k` capas desde
# `inicio`, vuelve con `backward`, y multiplica `llega` por el gradiente de `inicio`: la regla de la cadena.

# %% ejercicio="04-tramos"
def volver_por_tramos(capa, guardados, k):
    llega = 1.0
    for x in reversed(guardados):
        inicio = nodo = Value(x)
        ### BEGIN SOLUTION
        for _ in range(k):
            nodo = capa(nodo)
        nodo.backward()
        llega = llega * inicio.grad
        ### END SOLUTION
    return llega

# %%
volver_por_tramos = comprobar("04-tramos", volver_por_tramos)

# %%
inicio = nodo = None
for k in (5, 10, 20, 40, 100):
    cuantos.clear()
    guardados = adelante_guardando(capa, 0.5, 400, k)
    igual = abs(volver_por_tramos(capa, guardados, k) - de_una_vez) < 1e-12
    cosas = f"{len(guardados)} números + {max(cuantos)} nodos = {len(guardados) + max(cuantos)}"
    print(f"tramos de {k}: {cosas}, {len(cuantos)} capas, ¿mismo gradiente? {'sí' if igual else 'no'}")

# %% [markdown]
# De 400 a 40, con el mismo gradiente. Se paga con tiempo: cada capa se calcula **dos veces**. El mejor tramo
# es el de 20, la raíz de 400.
#
# ## Lo que construiste

# %%
progreso("04")

# %% [markdown]
# ### En PyTorch…
#
# | aquí | en PyTorch |
# |---|---|
# | `_prev` | `grad_fn.next_functions` |
# | `_locales`: números | tensores, y una función que reparte |
# | `ordenar` y `backward` | el motor de autograd, en C++ |
# | los intermedios empiezan de cero | no guardan gradiente, salvo `retain_grad()` |
# | `medir` contra el motor | `torch.autograd.gradcheck` |
# | `nll(logits, clase)` | `torch.nn.functional.cross_entropy` |
# | `Dual` | `torch.func.jvp`, `torch.autograd.forward_ad` |
# | volver por tramos | `torch.utils.checkpoint` |
#
# ### ¿Y ahora?
#
# Practica en [el cuaderno de ejercicios](../exercises/04_minigrad_final_practica.ipynb): operaciones nuevas y motores averiados. Después, en la
# **[lección 5, Una Red Neuronal Simple con Mini-Grad](05_red_neuronal.ipynb)**, una red aprenderá con tu motor:
# lo busca en `mi_minigrad.py`, junto al cuaderno. (En Colab, descárgalo y súbelo a la sesión de la lección 5.)
