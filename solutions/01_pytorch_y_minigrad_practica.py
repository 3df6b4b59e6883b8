# %% [markdown]
# # Práctica 1. PyTorch Autograd y Nuestro Mini-Grad
#
# {{COLAB}}
#
# Diez ejercicios para que leer un gradiente sea una costumbre. Vas a **predecir**, **ordenar**,
# **reparar** y **llevar la idea a otro lugar**.
#
# **Tiempo:** 70 minutos. **Se da por sabido:** la lección 1. Puedes hacerlos en cualquier orden,
# saltarte los que quieras y parar donde quieras.
#
# *Mini-Grad sigue la idea de [micrograd](https://github.com/karpathy/micrograd), de
# Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
from minigrad import Value, draw_dot, trace
from minigrad.aula.ejercicios.practica_01 import LINEAS

# %% [markdown]
# ## 1. Predecir
#
# Primero el lápiz, después el motor.
#
# ### Ejercicio 01p-compartido · Un nodo, dos caminos · ★☆☆ · 3 min
#
# ```python
# c = a * b
# d = c + a
# ```
#
# Con `a = 3` y `b = -2`, haces `d.backward()`. ¿Cuánto valen `a.grad` y `b.grad`? Escríbelos en ese
# orden, entre paréntesis.

# %% ejercicio="01p-compartido"
compartido = (-1, 3)  # SOLUTION

# %%
comprobar("01p-compartido", compartido)

# %%
a = Value(3.0, label="a")
b = Value(-2.0, label="b")
d = a * b + a
d.label = "d"
d.backward()
draw_dot(d)

# %% [markdown]
# *Figura: «a» (3) sale hacia dos operaciones, el producto con «b» (−2) y la suma final. El gradiente de
# «a» es −1: −2 que llega por el producto, más 1 que llega por la suma. El de «b» es 3.*
#
# ### Ejercicio 01p-tarifa · El precio de un viaje · ★★☆ · 4 min
#
# Un taxi cobra 2 por kilómetro. Si la cuenta pasa de 10, cobra además 3 por **cada** kilómetro.

# %% tags=["base"]
def tarifa(km):
    total = km * 2
    if total.data > 10:
        total = total + km * 3
    return total

# %% [markdown]
# ¿Cuál es el gradiente de `km` en un viaje de 4 kilómetros? ¿Y en uno de 6? Escribe los dos números en
# ese orden, entre paréntesis.

# %% ejercicio="01p-tarifa"
por_kilometro = (2, 5)  # SOLUTION

# %%
comprobar("01p-tarifa", por_kilometro)

# %%
for distancia in (4.0, 6.0):
    km = Value(distancia)
    tarifa(km).backward()
    print(f"{distancia} km: un poquito más cuesta {km.grad} veces ese poquito")

# %% [markdown]
# El `if` no aparece en ningún grafo: solo queda lo que de verdad se calculó. Por eso ningún gradiente
# avisa del salto que hay justo después de 5 km:

# %%
for distancia in (5.0, 5.001):
    km = Value(distancia)
    precio = tarifa(km)
    precio.backward()
    print(f"{distancia} km cuestan {precio.data:.3f}, gradiente {km.grad}")

# %% [markdown]
# El gradiente a los 5 km dice 2: habla de lo que se calculó, no de la rama en la que no se entró.
#
# ### Ejercicio 01p-quien · ¿Quién guarda su gradiente? · ★★☆ · 3 min
#
# Este programa es de PyTorch. Después de `backward()`, ¿qué nombres tienen en `.grad` algo distinto de
# `None`? Escribe una lista con sus nombres, cada uno entre comillas, como `["b", "c"]`.
#
# ```python
# a = torch.tensor(2.0, requires_grad=True)
# b = torch.tensor(5.0)
# c = a * b
# d = c + a
# d.retain_grad()
# e = d**2
# e.backward()
# ```

# %% ejercicio="01p-quien"
con_gradiente = ["a", "d"]  # SOLUTION

# %%
comprobar("01p-quien", con_gradiente)

# %% [markdown]
# Las celdas con `%%con_torch` usan PyTorch. Si no lo tienes instalado, muestran lo que habría salido.

# %%
# %%con_torch
import warnings

import torch

warnings.filterwarnings("ignore", "The .grad attribute")  # el aviso de que c y e no son hojas
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(5.0)
c = a * b
d = c + a
d.retain_grad()
e = d**2
e.backward()
for nombre, t in [("a", a), ("b", b), ("c", c), ("d", d), ("e", e)]:
    print(nombre, "→", t.grad if t.grad is None else t.grad.item())

# %% [markdown]
# ## 2. Ordenar
#
# ### Ejercicio 01p-ordena · El programa revuelto · ★☆☆ · 4 min
#
# Estas líneas calculan un gradiente, pero se mezclaron. Y se coló **una que sobra**.

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import ordenar

mesa = ordenar(LINEAS)
mesa

# %% [markdown]
# Queremos que `gradiente` termine valiendo `df/dx`. Ordena arriba con los botones las cinco líneas que
# sirven, y copia aquí el orden que se lee debajo de ellos. O escribe tú las letras, así:
# `["A", "B", "C", "D", "E"]` (ese no es el orden).

# %% ejercicio="01p-ordena"
orden = ["B", "E", "C", "A", "D"]  # SOLUTION

# %%
comprobar("01p-ordena", orden)

# %% [markdown]
# ### Ejercicio 01p-hacia-atras · ¿Quién reparte primero? · ★★★ · 7 min
#
# Ahora el motor eres tú. Mira el grafo: las hojas son `a` y `b`.

# %% tags=["base"]
def revuelto(a, b):
    s = a * b
    q = a + b
    r = s + q
    f = r * s
    return s, q, r, f

# %%
a = Value(2.0, label="a")
b = Value(3.0, label="b")
s, q, r, f = revuelto(a, b)
s.label, q.label, r.label, f.label = "s", "q", "r", "f"
draw_dot(f)

# %% [markdown]
# *Figura: «a» y «b» entran en «s» (su producto, 6) y en «q» (su suma, 5). «s» y «q» entran en «r» (su
# suma, 11). «r» y «s» entran en «f» (su producto, 66). De «s» salen dos flechas: a «r» y a «f».*
#
# Los **consumidores** de un nodo son los que lo usan: hacia donde salen sus flechas. `s` tiene dos, `r` y `f`.
#
# En el paso hacia atrás, cada nodo **reparte** a sus hijos el gradiente que tiene *en ese momento*. Si le
# falta recibir una parte, reparte de menos. ¿En qué orden deben repartir `s`, `q`, `r` y `f`?
# Escribe una lista con los cuatro nombres, cada uno entre comillas. Hay más de una respuesta correcta.

# %% ejercicio="01p-hacia-atras"
reparto = ["f", "r", "s", "q"]  # SOLUTION

# %%
comprobar("01p-hacia-atras", reparto)

# %%
a, b = Value(2.0), Value(3.0)
revuelto(a, b)[-1].backward()
print("a.grad:", a.grad, "  b.grad:", b.grad)

# %% [markdown]
# En la lección 3 escribirás el programa que encuentra ese orden para cualquier grafo.
#
# ## 3. Reparar
#
# Estos dos programas corren sin quejarse, y responden mal. Son los errores más difíciles: nadie avisa.
#
# ### Ejercicio 01p-informe · El informe que miente · ★★☆ · 6 min
#
# Esta función promete `df/dx` y `df/dy`. Tiene **dos** errores.

# %%
def informe_roto(x, y):
    x, y = Value(x), Value(y)
    z = x * y
    w = z + x
    f = w * w
    w.backward()
    return {"df/dx": z.grad, "df/dy": y.grad}


informe_roto(3.0, 4.0)

# %% [markdown]
# Midamos con un empujón. ¿Cuánto cambia `f` de verdad?

# %%
def f_con_numeros(x, y):
    return (x * y + x) ** 2


h = 0.0001
print(f"df/dx: {(f_con_numeros(3 + h, 4) - f_con_numeros(3, 4)) / h:.1f}")
print(f"df/dy: {(f_con_numeros(3, 4 + h) - f_con_numeros(3, 4)) / h:.1f}")

# %% [markdown]
# Escribe las dos últimas líneas, ya reparadas, en el lugar de los tres puntos. Devuelve un diccionario con
# las mismas claves, como el de arriba.

# %% ejercicio="01p-informe"
def informe(x, y):
    x, y = Value(x), Value(y)
    z = x * y
    w = z + x
    f = w * w
    ### BEGIN SOLUTION
    f.backward()
    return {"df/dx": x.grad, "df/dy": y.grad}
    ### END SOLUTION

# %%
informe = comprobar("01p-informe", informe)

# %%
informe(3.0, 4.0)

# %% [markdown]
# ### Ejercicio 01p-cortado · El grafo cortado · ★★☆ · 4 min
#
# Esta función calcula bien `3 · (x² + 1)`. Pero el gradiente de `x` se queda en 0.

# %%
def costo_roto(x):
    y = x * x
    z = Value(y.data + 1)
    return z * 3


x = Value(4.0, label="x")
f = costo_roto(x)
f.backward()
print("f:", f.data, "  x.grad:", x.grad)

# %% [markdown]
# Busca `x` en el dibujo:

# %%
draw_dot(f)

# %% [markdown]
# *Figura: el grafo de `f` empieza en un nodo suelto que vale 17. Por 3 da 51. No hay ningún nodo «x».*
#
# ¿Por qué no aparece? Repara la línea de `z`.

# %% ejercicio="01p-cortado"
def costo(x):
    y = x * x
    z = y + 1  # SOLUTION
    return z * 3

# %%
costo = comprobar("01p-cortado", costo)

# %%
x = Value(4.0, label="x")
costo(x).backward()
x.grad

# %% [markdown]
# ## 4. Llevarlo a otro lugar
#
# ### Ejercicio 01p-nodos · Dos grafos, el mismo número · ★★☆ · 3 min
#
# Estas dos funciones calculan lo mismo. ¿Hacen el mismo grafo? ¿Cuántas **operaciones** anota el motor en
# cada una? Escribe dos números: primero las de `larga` y después las de `corta`.

# %% tags=["base"]
def larga(a, b):
    return (a + b) * (a + b)


def corta(a, b):
    s = a + b
    return s * s

# %% ejercicio="01p-nodos"
operaciones = (3, 2)  # SOLUTION

# %%
comprobar("01p-nodos", operaciones)

# %%
for funcion in (larga, corta):
    a, b = Value(2.0), Value(3.0)
    f = funcion(a, b)
    f.backward()
    cuenta = sum(bool(nodo._op) for nodo in trace(f)[0])
    print(f"{funcion.__name__}: {cuenta} operaciones, f = {f.data}, a.grad = {a.grad}")

# %% [markdown]
# Grafos distintos, el mismo gradiente. El motor no simplifica: anota lo que hiciste.

# %%
draw_dot(f)

# %% [markdown]
# *Figura: el grafo de `corta`. Un 2 y un 3 entran en una suma que da 5. De ese 5 salen **dos** flechas
# hacia el mismo producto, que da 25.*
#
# ### Ejercicio 01p-gradiente · El gradiente de cualquier función · ★★★ · 8 min
#
# Escribe `gradiente(funcion, *numeros)`. Recibe una función y los números en los que evaluarla. Devuelve
# la lista de sus gradientes, uno por número, en el mismo orden. Como en `gradientes(x, y)`, que los
# calcule el motor.
#
# El asterisco junta en `numeros` todos los que lleguen. Con `funcion(*hojas)` haces lo contrario:
# repartes una lista entre los argumentos.

# %% ejercicio="01p-gradiente"
def gradiente(funcion, *numeros):
    ### BEGIN SOLUTION
    hojas = [Value(numero) for numero in numeros]
    funcion(*hojas).backward()
    return [hoja.grad for hoja in hojas]
    ### END SOLUTION

# %%
gradiente = comprobar("01p-gradiente", gradiente)

# %%
def cubo(x):
    return x**3


print(gradiente(larga, 2.0, 3.0))
print(gradiente(cubo, 2.0))

# %% [markdown]
# Unas pocas líneas, y calculas los gradientes de cualquier función hecha con las operaciones de Mini-Grad.
#
# ### Ejercicio 01p-distancia · Qué tan lejos estás · ★★☆ · 6 min
#
# Para aprender, una red calcula qué tan lejos está de lo que debía responder. Escribe
# `lejania(respuesta, meta)`: recibe dos listas igual de largas y devuelve la **suma de las diferencias al
# cuadrado**. Con `[1, 5]` y `[3, 4]` son (1 − 3)² + (5 − 4)² = 5. Tiene que servir con `Value`.

# %% ejercicio="01p-distancia"
def lejania(respuesta, meta):
    ### BEGIN SOLUTION
    return sum((r - m) ** 2 for r, m in zip(respuesta, meta))
    ### END SOLUTION

# %%
lejania = comprobar("01p-distancia", lejania)

# %%
respuesta = [Value(1.0, label="primera"), Value(5.0, label="segunda")]
lejos = lejania(respuesta, [3.0, 4.0])
lejos.backward()
for r in respuesta:
    print(f"{r.label}: vale {r.data}, gradiente {r.grad}")

# %% [markdown]
# Lee los signos. El primero es −4: subir esa respuesta un poquito **acerca**. El segundo es 2: subirla
# **aleja**. Los gradientes dicen hacia dónde corregir. En la lección 5, eso será aprender.
#
# ## Lo que hiciste

# %%
progreso("01")

# %% [markdown]
# Cuando quieras, sigue con la [lección 2](../notebooks/02_a_mano.ipynb).
