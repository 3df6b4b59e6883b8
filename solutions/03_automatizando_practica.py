# %% [markdown]
# # Práctica 3. Automatizando la diferenciación
#
# {{COLAB}}
#
# Diez problemas para que el motor de la lección 3 sea tuyo: código revuelto, dos apuestas, un motor ajeno
# con cuatro fallas y tres operaciones nuevas. Las tres primeras secciones se pueden hacer en cualquier orden.
#
# **Tiempo:** 40 minutos. **Se da por sabido:** la lección 3.
#
# *Inspirado en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% [markdown]
# ## P3.1 Código revuelto
#
# Estas diez líneas forman `orden_topologico`, pero están revueltas. Conservan su sangría: es una buena pista.

# %% tags=["nbval-ignore-output"]
from minigrad.aula.ejercicios.practica_03 import LINEAS, armar
from minigrad.exploradores import ordenar

mesa = ordenar(LINEAS)
mesa

# %% [markdown]
# ### Ejercicio 03p-revuelto · Diez líneas revueltas · ★★☆ · 4 min
#
# Ordénalas arriba con los botones y copia aquí el orden que se lee debajo de ellos: así queda guardado.
# O escribe tú las diez letras en orden, en un solo texto. Por ejemplo: `"A B C D E F G H I J"`.

# %% ejercicio="03p-revuelto"
mi_orden = "C I G J E H D B A F"  # SOLUTION

# %%
comprobar("03p-revuelto", mi_orden)

# %% [markdown]
# Así queda el programa con tu orden:

# %%
print(armar(mi_orden))

# %% [markdown]
# ### Ejercicio 03p-lista · Una lista que sirva · ★☆☆ · 2 min
#
# Sea `c = a * b`, después `d = c + a`, y por último `e = d * c`. ¿Cuál de estas listas es un orden topológico?
#
# - a) a, b, d, c, e
# - b) a, c, b, d, e
# - c) b, a, c, d, e

# %% ejercicio="03p-lista"
lista_que_sirve = "c"  # SOLUTION

# %%
comprobar("03p-lista", lista_que_sirve)

# %% [markdown]
# ## P3.2 El motor ajeno
#
# Alguien escribió este motor con prisa. Corre sin protestar, pero **tiene cuatro fallas**. Léelo con desconfianza.

# %% tags=["base", "muestra"]
import math


class Motor:
    def __init__(self, data, hijos=(), op="", label=""):
        self.data, self.grad, self.label = data, 0.0, label
        self._prev, self._op = tuple(hijos), op
        self._backward = lambda: None

    def __add__(self, otro):
        out = Motor(self.data + otro.data, (self, otro), "+")

        def _backward():
            self.grad += out.grad
            otro.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, otro):
        out = Motor(self.data * otro.data, (self, otro), "*")

        def _backward():
            self.grad = otro.data * out.grad
            otro.grad = self.data * out.grad

        out._backward = _backward
        return out

# %% tags=["base", "muestra"]
def dividir(self, otro):
    out = Motor(self.data / otro.data, (self, otro), "/")

    def _backward():
        self.grad += out.grad / otro.data
        otro.grad += self.data / otro.data**2 * out.grad

    out._backward = _backward
    return out


def exponencial(self):
    out = Motor(math.exp(self.data), (self,), "exp")

    def _backward():
        self.grad += self.data * out.grad

    out._backward = _backward
    return out


Motor.__truediv__ = dividir
Motor.exp = exponencial

# %% tags=["base", "muestra"]
def hacia_atras(self):
    orden, visitados = [], set()

    def visitar(nodo):
        if nodo not in visitados:
            visitados.add(nodo)
            orden.append(nodo)
            for hijo in nodo._prev:
                visitar(hijo)

    visitar(self)
    self.grad = 1.0
    for nodo in orden:
        nodo._backward()


Motor.backward = hacia_atras

# %% [markdown]
# ### Ejercicio 03p-con-igual · Primera sospecha · ★★☆ · 3 min
#
# Sea $f = a \cdot a + a$, con $a = 3$. ¿Cuánto vale la derivada de verdad? ¿Y qué quedará en `a.grad` según este
# motor? Mira la nota de su producto. Escribe los dos números, en ese orden.

# %% ejercicio="03p-con-igual"
con_igual = (7, 3)  # SOLUTION

# %%
comprobar("03p-con-igual", con_igual)

# %% [markdown]
# Un buen cazador mide. `revisar` compara el motor con la derivada numérica de la lección 2, en $x = 2$.
#
# `lambda x, uno: x + x` es una función sin nombre, escrita en una línea: recibe `x` y `uno`, y devuelve `x + x`.

# %% tags=["base"]
def compartida(x, uno):
    y = x + x
    return y + (y + uno)


pruebas = {
    "x + x": lambda x, uno: x + x,
    "x * x": lambda x, uno: x * x,
    "1 / x": lambda x, uno: uno / x,
    "exp(x)": lambda x, uno: x.exp(),
    "y + (y + 1), y = x + x": compartida,
}


def revisar(clase, h=1e-6):
    for nombre, f in pruebas.items():
        x, uno = clase(2.0), clase(1.0)
        f(x, uno).backward()
        medida = (f(clase(2.0 + h), uno).data - f(clase(2.0 - h), uno).data) / (2 * h)
        marca = "bien" if abs(x.grad - medida) < 1e-4 else "MAL "
        print(f"{marca}  {nombre:<23} motor {x.grad:8.4f}   medida {medida:8.4f}")

# %%
revisar(Motor)

# %% [markdown]
# Cuatro fallas, cuatro reparaciones. En cada una, copia la función rota, cambia **solo lo necesario** y mira cómo
# desaparece una línea MAL.
#
# ### Ejercicio 03p-caza-producto · La falla de x * x · ★☆☆ · 2 min
#
# Repara el producto. En este motor no hace falta aceptar números sueltos.

# %% ejercicio="03p-caza-producto"
def producto_reparado(self, otro):
    ### BEGIN SOLUTION
    out = Motor(self.data * otro.data, (self, otro), "*")

    def _backward():
        self.grad += otro.data * out.grad
        otro.grad += self.data * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Motor.__mul__ = producto_reparado

# %%
Motor = comprobar("03p-caza-producto", Motor)

# %% [markdown]
# ### Ejercicio 03p-caza-division · La falla de 1 / x · ★★☆ · 2 min
#
# Si $x$ crece, $1/x$ se achica. ¿Qué dice este motor? Repara la división.

# %% ejercicio="03p-caza-division"
def division_reparada(self, otro):
    ### BEGIN SOLUTION
    out = Motor(self.data / otro.data, (self, otro), "/")

    def _backward():
        self.grad += out.grad / otro.data
        otro.grad += -self.data / otro.data**2 * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Motor.__truediv__ = division_reparada

# %%
Motor = comprobar("03p-caza-division", Motor)

# %% [markdown]
# ### Ejercicio 03p-caza-exp · La falla de exp(x) · ★☆☆ · 2 min
#
# En $x = 2$ el motor dice justo 2. ¿Casualidad? Repara la exponencial.

# %% ejercicio="03p-caza-exp"
def exp_reparada(self):
    ### BEGIN SOLUTION
    out = Motor(math.exp(self.data), (self,), "exp")

    def _backward():
        self.grad += out.data * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Motor.exp = exp_reparada

# %%
Motor = comprobar("03p-caza-exp", Motor)

# %%
revisar(Motor)

# %% [markdown]
# Queda la más escondida. Ninguna operación está mal y, sin embargo, el total sale mal.
#
# ### Ejercicio 03p-caza-orden · La falla que solo aparece a veces · ★★★ · 4 min
#
# Repara el paso hacia atrás. ¿En qué momento se anota cada nodo, y en qué sentido se recorre la lista?

# %% ejercicio="03p-caza-orden"
def hacia_atras_reparado(self):
    ### BEGIN SOLUTION
    orden, visitados = [], set()

    def visitar(nodo):
        if nodo not in visitados:
            visitados.add(nodo)
            for hijo in nodo._prev:
                visitar(hijo)
            orden.append(nodo)

    visitar(self)
    self.grad = 1.0
    for nodo in reversed(orden):
        nodo._backward()
    ### END SOLUTION


Motor.backward = hacia_atras_reparado

# %%
Motor = comprobar("03p-caza-orden", Motor)

# %%
revisar(Motor)

# %% [markdown]
# Fíjate en la lección de la última falla: con `x * x` o `exp(x)` el motor acertaba. Un motor se prueba también
# con nodos **compartidos**.
#
# ## P3.3 Operaciones nuevas
#
# Aquí está tu motor de la lección 3, con lo justo. Vas a darle tres operaciones que la lección no tiene.

# %% tags=["base", "muestra"]
import math


class Value:
    def __init__(self, data, hijos=(), op="", label=""):
        self.data, self.grad, self.label = data, 0.0, label
        self._prev, self._op = tuple(hijos), op
        self._backward = lambda: None

    def __repr__(self):
        return f"Value(data={self.data})"

    def __add__(self, otro):
        otro = otro if isinstance(otro, Value) else Value(otro)
        out = Value(self.data + otro.data, (self, otro), "+")

        def _backward():
            self.grad += out.grad
            otro.grad += out.grad

        out._backward = _backward
        return out

# %% tags=["base", "muestra"]
def multiplicar(self, otro):
    otro = otro if isinstance(otro, Value) else Value(otro)
    out = Value(self.data * otro.data, (self, otro), "*")

    def _backward():
        self.grad += otro.data * out.grad
        otro.grad += self.data * out.grad

    out._backward = _backward
    return out


Value.__mul__ = multiplicar

# %% tags=["base", "muestra"]
def backward(self):
    orden, visitados = [], set()

    def visitar(nodo):
        if nodo not in visitados:
            visitados.add(nodo)
            for hijo in nodo._prev:
                visitar(hijo)
            orden.append(nodo)

    visitar(self)
    self.grad = 1.0
    for nodo in reversed(orden):
        nodo._backward()


Value.backward = backward

# %% [markdown]
# ### Ejercicio 03p-seno · El seno · ★★☆ · 3 min
#
# La derivada de $\operatorname{sen}(x)$ es $\cos(x)$. Usa `math.sin` y `math.cos`, con el ángulo en radianes.
# La operación se llama `"sin"`.

# %% ejercicio="03p-seno"
def seno(self):
    ### BEGIN SOLUTION
    out = Value(math.sin(self.data), (self,), "sin")

    def _backward():
        self.grad += math.cos(self.data) * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Value.sin = seno

# %%
Value = comprobar("03p-seno", Value)

# %% [markdown]
# ### Ejercicio 03p-abs · El valor absoluto · ★★☆ · 3 min
#
# Con números positivos no cambia nada; con negativos cambia el signo. ¿Cuál es la pendiente a cada lado? En $x = 0$,
# donde hay una esquina, elegimos 0, como PyTorch. La operación se llama `"abs"`.

# %% ejercicio="03p-abs"
def valor_absoluto(self):
    ### BEGIN SOLUTION
    signo = (self.data > 0) - (self.data < 0)
    out = Value(abs(self.data), (self,), "abs")

    def _backward():
        self.grad += signo * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Value.__abs__ = valor_absoluto

# %%
Value = comprobar("03p-abs", Value)

# %% [markdown]
# ### Ejercicio 03p-maximo · El mayor de dos · ★★★ · 5 min
#
# `a.maximo(b)` vale el mayor de los dos. ¿A quién le toca el gradiente? Al que ganó, entero. En un empate, la mitad
# a cada uno, como en PyTorch. Acepta también un número suelto. La operación se llama `"max"`.

# %% ejercicio="03p-maximo"
def maximo(self, otro):
    ### BEGIN SOLUTION
    otro = otro if isinstance(otro, Value) else Value(otro)
    out = Value(max(self.data, otro.data), (self, otro), "max")
    parte = 0.5 if self.data == otro.data else float(self.data > otro.data)

    def _backward():
        self.grad += parte * out.grad
        otro.grad += (1 - parte) * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Value.maximo = maximo

# %%
Value = comprobar("03p-maximo", Value)

# %% [markdown]
# ## P3.4 Contra PyTorch
#
# La celda que sigue empieza con `%%con_torch`: si tienes PyTorch, se ejecuta; si no, muestra la salida guardada. En
# $x = 0$ está la esquina de `abs`, que aporta 0 (el 1 es del seno); en $x = 1$, el empate de `maximo`.

# %%
# %%con_torch
import torch

for x0 in (-1.5, 0.0, 1.0, 2.0):
    x = Value(x0)
    (x.sin() + abs(x) * x.maximo(1.0)).backward()
    t = torch.tensor(x0, dtype=torch.double, requires_grad=True)
    uno = torch.ones((), dtype=torch.double)
    (torch.sin(t) + abs(t) * torch.maximum(t, uno)).backward()
    print(f"x = {x0:4}: tu motor {x.grad:8.4f}   PyTorch {t.grad.item():8.4f}")

# %% [markdown]
# ## Lo que practicaste

# %%
progreso("03")

# %% [markdown]
# En la **lección 4** este motor cambia de forma: cada operación dirá solo sus derivadas locales, y una única línea
# hará todas las multiplicaciones y todas las sumas. Será más difícil equivocarse.
