# %% [markdown]
# # Práctica 4. Implementación de Mini-Grad Final
#
# {{COLAB}}
#
# Dieciséis problemas para que el motor de la lección 4 sea tuyo: código revuelto, cuatro operaciones nuevas, un
# motor ajeno con cinco fallas, y las cuentas de softmax y del juez. Las secciones se pueden hacer en cualquier
# orden.
#
# **Tiempo:** unos 65 minutos. **Se da por sabido:** la lección 4.
#
# *Inspirado en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% [markdown]
# ## P4.1 Código revuelto
#
# Estas once líneas forman `ordenar`, con su pila, pero están revueltas. Conservan su sangría.

# %% tags=["nbval-ignore-output"]
# esta celda muestra botones, y su salida cambia en cada ejecución
from minigrad.aula.ejercicios.practica_04 import LINEAS, armar
from minigrad.exploradores import ordenar

mesa = ordenar(LINEAS)
mesa

# %% [markdown]
# ### Ejercicio 04p-revuelto · Once líneas revueltas · ★★☆ · 5 min
#
# Ordénalas arriba con los botones y copia aquí el orden que se lee debajo de ellos: así queda guardado.
# O escribe tú las once letras en orden, en un solo texto. Por ejemplo: `"A B C D E F G H I J K"`.

# %% ejercicio="04p-revuelto"
mi_orden = "D H B K F A I C J G E"  # SOLUTION

# %%
comprobar("04p-revuelto", mi_orden)

# %% [markdown]
# Así queda el programa con tu orden:

# %%
print(armar(mi_orden))

# %% [markdown]
# ## P4.2 Operaciones nuevas
#
# Aquí está el motor de la lección 4, con lo justo. En él, una operación nueva es **su valor, sus hijos y sus
# derivadas locales**.

# %% tags=["base", "muestra"]
import math


class Value:
    def __init__(self, data, hijos=(), locales=(), op="", label=""):
        self.data, self.grad, self.label = float(data), 0.0, label
        self._prev, self._locales, self._op = tuple(hijos), tuple(locales), op

    def __repr__(self):
        return f"Value(data={self.data:.6g}, grad={self.grad:.6g})"

    def __add__(self, otro):
        otro = como_value(otro)
        return Value(self.data + otro.data, (self, otro), (1.0, 1.0), "+")

    def __mul__(self, otro):
        otro = como_value(otro)
        return Value(self.data * otro.data, (self, otro), (otro.data, self.data), "*")

    __radd__, __rmul__ = __add__, __mul__


def como_value(x):
    return x if isinstance(x, Value) else Value(x)

# %% tags=["base", "muestra"]
def ordenar(raiz):
    orden, vistos, pila = [], set(), [(raiz, False)]
    while pila:
        nodo, listo = pila.pop()
        if listo:
            orden.append(nodo)
        elif nodo not in vistos:
            vistos.add(nodo)
            pila.append((nodo, True))
            pila += [(hijo, False) for hijo in nodo._prev]
    return orden

# %% tags=["base", "muestra"]
def backward(self):
    orden = ordenar(self)
    for nodo in orden:
        if nodo._prev:
            nodo.grad = 0.0
    self.grad = 1.0
    for nodo in reversed(orden):
        for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
            hijo.grad += local * nodo.grad


Value.backward = backward

# %% [markdown]
# ### Ejercicio 04p-cos · El coseno · ★☆☆ · 3 min
#
# Valor: `math.cos`. La derivada de $\cos(a)$ es $-\operatorname{sen}(a)$. La operación se llama `"cos"`.

# %% ejercicio="04p-cos"
def coseno(self):
    ### BEGIN SOLUTION
    return Value(math.cos(self.data), (self,), (-math.sin(self.data),), "cos")
    ### END SOLUTION


Value.cos = coseno

# %%
Value = comprobar("04p-cos", Value)

# %% [markdown]
# ### Ejercicio 04p-abs · El valor absoluto · ★★☆ · 3 min
#
# A la derecha de 0 no cambia nada; a la izquierda cambia el signo. En la esquina, $a = 0$, toma derivada 0, como
# PyTorch. La operación se llama `"abs"`.

# %% ejercicio="04p-abs"
def valor_absoluto(self):
    ### BEGIN SOLUTION
    signo = (self.data > 0) - (self.data < 0)
    return Value(abs(self.data), (self,), (float(signo),), "abs")
    ### END SOLUTION


Value.__abs__ = valor_absoluto

# %%
Value = comprobar("04p-abs", Value)

# %% [markdown]
# `softplus` es $\ln(1 + e^a)$, una relu sin esquina. Escrita así, con un dato grande se desborda:

# %%
try:
    math.log(1 + math.exp(800))
except OverflowError:
    print("OverflowError: e a la 800 no cabe en un float")

# %% [markdown]
# Pero el resultado sí cabe: con $a = 800$ es, casi exactamente, 800. Hay otra forma de escribir lo mismo, que solo
# usa exponentes **negativos**:
#
# $$\ln(1 + e^a) = \max(a, 0) + \ln(1 + e^{-|a|})$$
#
# ### Ejercicio 04p-softplus · Una relu que no se desborda · ★★★ · 6 min
#
# Escribe `softplus` con esa forma. Su derivada es la sigmoide, $\dfrac{1}{1 + e^{-a}}$. Cuida que tampoco se
# desborde con $a = -800$: ahí la derivada es 0. La operación se llama `"softplus"`.

# %% ejercicio="04p-softplus"
def softplus(self):
    ### BEGIN SOLUTION
    chico = math.exp(-abs(self.data))
    valor = max(self.data, 0.0) + math.log(1 + chico)
    local = 1 / (1 + chico) if self.data > 0 else chico / (1 + chico)
    return Value(valor, (self,), (local,), "softplus")
    ### END SOLUTION


Value.softplus = softplus

# %%
Value = comprobar("04p-softplus", Value)

# %% [markdown]
# ### Ejercicio 04p-maximo · El mayor de dos · ★★☆ · 5 min
#
# `a.maximo(b)` vale el mayor de los dos. El gradiente le toca entero al que ganó. En un empate, la mitad a cada
# uno, como en PyTorch. `b` puede ser un número suelto. La operación se llama `"max"`.

# %% ejercicio="04p-maximo"
def maximo(self, otro):
    otro = como_value(otro)
    ### BEGIN SOLUTION
    if self.data == otro.data:
        locales = (0.5, 0.5)
    else:
        locales = (1.0, 0.0) if self.data > otro.data else (0.0, 1.0)
    return Value(max(self.data, otro.data), (self, otro), locales, "max")
    ### END SOLUTION


Value.maximo = maximo

# %%
Value = comprobar("04p-maximo", Value)

# %% [markdown]
# La celda que sigue empieza con `%%con_torch`: si tienes PyTorch, se ejecuta; si no, muestra la salida guardada.

# %%
# %%con_torch
import torch

for x0 in (-1.5, 2.0):
    x = Value(x0)
    (x.cos() * abs(x) + x.softplus().maximo(1.0)).backward()
    t = torch.tensor(x0, dtype=torch.double, requires_grad=True)
    uno = torch.ones((), dtype=torch.double)
    suave = torch.nn.functional.softplus(t)
    (torch.cos(t) * abs(t) + torch.maximum(suave, uno)).backward()
    print(f"x = {x0:4}: tu motor {x.grad:8.4f}   PyTorch {t.grad.item():8.4f}")

# %% [markdown]
# ## P4.3 El motor ajeno
#
# Otra persona escribió su motor final. Corre sin protestar, pero **tiene cinco fallas**. Léelo con desconfianza.

# %% tags=["base", "muestra"]
class Motor:
    def __init__(self, data, hijos=(), locales=()):
        self.data, self.grad = float(data), 0.0
        self._prev = tuple(dict.fromkeys(hijos))
        self._locales = tuple(locales)

    def __add__(self, otro):
        return Motor(self.data + otro.data, (self, otro), (1.0, 1.0))

    def __mul__(self, otro):
        return Motor(self.data * otro.data, (self, otro), (otro.data, self.data))

    def __truediv__(self, otro):
        hacia_self = 1 / otro.data
        hacia_otro = self.data / otro.data**2
        return Motor(self.data / otro.data, (self, otro), (hacia_self, hacia_otro))

    def log(self):
        c = math.log(self.data)
        return Motor(c, (self,), (1 / c,))

# %% tags=["base", "muestra"]
def ordenar_ajeno(raiz):
    orden, vistos, pila = [], {raiz}, [(raiz, False)]
    while pila:
        nodo, listo = pila.pop()
        if listo:
            orden.append(nodo)
            continue
        pila.append((nodo, True))
        for hijo in nodo._prev:
            if hijo not in vistos:
                vistos.add(hijo)
                pila.append((hijo, False))
    return orden


Motor.ordenar = ordenar_ajeno

# %% tags=["base", "muestra"]
def backward_ajeno(self):
    self.grad = 1.0
    for nodo in reversed(self.ordenar()):
        for hijo, local in zip(nodo._prev, nodo._locales):
            hijo.grad += local * nodo.grad


Motor.backward = backward_ajeno

# %% [markdown]
# ### Ejercicio 04p-segunda · Dos veces, con el motor ajeno · ★★☆ · 4 min
#
# Sea $f = (x \cdot 3) \cdot 5$. Su derivada es 15. Con este motor se llama a `f.backward()` **dos veces**, sin poner
# nada en cero. ¿Cuánto queda en `x.grad`? Sigue el `backward` con lápiz: hay un nodo intermedio.

# %% ejercicio="04p-segunda"
segunda = 15 + (5 + 5) * 3  # SOLUTION

# %%
comprobar("04p-segunda", segunda)

# %% [markdown]
# Un buen cazador mide. `revisar` compara el motor con la diferencia simétrica, en $x = 3$, y al final llama dos
# veces a `backward`.

# %% tags=["base"]
def compartido(x, k):
    y = x * k(2.0)
    return y * (y + k(1.0))


PRUEBAS = {
    "x + x": lambda x, k: x + x,
    "log(x)": lambda x, k: x.log(),
    "1 / x": lambda x, k: k(1.0) / x,
    "y * (y + 1), y = 2x": compartido,
}


def revisar(clase, h=1e-6):
    for nombre, f in PRUEBAS.items():
        x = clase(3.0)
        f(x, clase).backward()
        medida = (f(clase(3.0 + h), clase).data - f(clase(3.0 - h), clase).data) / (2 * h)
        anunciar(nombre, x.grad, medida)
    x = clase(3.0)
    f = x * clase(3.0) * clase(5.0)
    f.backward()
    f.backward()
    anunciar("15x, dos veces", x.grad, 30.0)


def anunciar(nombre, motor, esperado):
    marca = "bien" if abs(motor - esperado) < 1e-4 else "MAL "
    print(f"{marca}  {nombre:<20} motor {motor:8.4f}   debe ser {esperado:8.4f}")

# %%
revisar(Motor)

# %% [markdown]
# Cinco fallas, cinco reparaciones. En cada una, copia la función rota, cambia **solo lo necesario** y mira cómo
# desaparece una línea MAL.
#
# ### Ejercicio 04p-caza-hijos · La falla de x + x · ★★☆ · 3 min
#
# `dict.fromkeys` hace un diccionario, y un diccionario no repite claves. Repara el nacimiento de un nodo.

# %% ejercicio="04p-caza-hijos"
def nacer(self, data, hijos=(), locales=()):
    self.data, self.grad = float(data), 0.0
    ### BEGIN SOLUTION
    self._prev = tuple(hijos)
    self._locales = tuple(locales)
    ### END SOLUTION


Motor.__init__ = nacer

# %%
Motor = comprobar("04p-caza-hijos", Motor)

# %% [markdown]
# ### Ejercicio 04p-caza-log · La falla del logaritmo · ★☆☆ · 2 min
#
# ¿Entre qué se divide? Repara `log`.

# %% ejercicio="04p-caza-log"
def log_reparado(self):
    ### BEGIN SOLUTION
    return Motor(math.log(self.data), (self,), (1 / self.data,))
    ### END SOLUTION


Motor.log = log_reparado

# %%
Motor = comprobar("04p-caza-log", Motor)

# %% [markdown]
# ### Ejercicio 04p-caza-division · La falla de 1 / x · ★★☆ · 3 min
#
# Si el de abajo crece, el cociente se achica. Repara la división.

# %% ejercicio="04p-caza-division"
def dividir_reparado(self, otro):
    ### BEGIN SOLUTION
    hacia_self = 1 / otro.data
    hacia_otro = -self.data / otro.data**2
    return Motor(self.data / otro.data, (self, otro), (hacia_self, hacia_otro))
    ### END SOLUTION


Motor.__truediv__ = dividir_reparado

# %%
Motor = comprobar("04p-caza-division", Motor)

# %%
revisar(Motor)

# %% [markdown]
# Las operaciones ya están bien. Quedan dos fallas en el **recorrido**.
#
# ### Ejercicio 04p-caza-orden · La falla que solo aparece a veces · ★★★ · 6 min
#
# Este orden anota a cada hijo en `vistos` cuando lo **pone** en la pila. Repáralo. ¿En qué momento hay que marcar?

# %% ejercicio="04p-caza-orden"
def ordenar_reparado(raiz):
    ### BEGIN SOLUTION
    orden, vistos, pila = [], set(), [(raiz, False)]
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
    ### END SOLUTION


Motor.ordenar = ordenar_reparado

# %%
Motor = comprobar("04p-caza-orden", Motor)

# %% [markdown]
# ### Ejercicio 04p-caza-backward · La falla de la segunda vez · ★★☆ · 4 min
#
# Repara `backward`: las hojas acumulan entre llamadas, y los intermedios empiezan de cero. El orden se pide con
# `self.ordenar()`.

# %% ejercicio="04p-caza-backward"
def backward_reparado(self):
    ### BEGIN SOLUTION
    orden = self.ordenar()
    for nodo in orden:
        if nodo._prev:
            nodo.grad = 0.0
    self.grad = 1.0
    for nodo in reversed(orden):
        for hijo, local in zip(nodo._prev, nodo._locales, strict=True):
            hijo.grad += local * nodo.grad
    ### END SOLUTION


Motor.backward = backward_reparado

# %%
Motor = comprobar("04p-caza-backward", Motor)

# %%
revisar(Motor)

# %% [markdown]
# Una pregunta para pensar: el `zip` ajeno no decía `strict=True`. ¿Qué habría pasado con `x + x` si lo hubiera
# dicho? La falla de los hijos habría saltado **el primer día**, con un error en lugar de un número equivocado.
#
# ## P4.4 Softmax, con cuidado
#
# ### Ejercicio 04p-suma-cero · ¿Cuánto suman? · ★★☆ · 3 min
#
# Tres logits: $(0.5, -1, 2)$. Se calcula softmax, y se llama a `backward()` sobre la **primera probabilidad**.
# ¿Cuánto suman los gradientes de los tres logits? Piensa: ¿qué pasa con las probabilidades si a los tres puntajes
# les sumas lo mismo?

# %% ejercicio="04p-suma-cero"
suma_de_gradientes = 0  # SOLUTION

# %%
comprobar("04p-suma-cero", suma_de_gradientes)

# %% [markdown]
# El motor del paquete lo confirma:

# %%
from minigrad import Value as DelPaquete

logits = [DelPaquete(z) for z in (0.5, -1.0, 2.0)]
exps = [z.exp() for z in logits]
(exps[0] / sum(exps)).backward()
print([round(z.grad, 4) for z in logits])
print("¿suman cero?", "sí" if abs(sum(z.grad for z in logits)) < 1e-12 else "no")

# %% [markdown]
# Así que a todos los logits se les puede restar **el mayor** sin cambiar nada. Y eso es muy útil: los exponentes
# quedan en 0 o menos, y `exp` ya no se desborda.
#
# ### Ejercicio 04p-softmax-estable · Softmax con puntajes enormes · ★★☆ · 5 min
#
# Escribe `softmax_estable(logits)`: recibe una lista de **números** (no de `Value`) y devuelve la lista de
# probabilidades. Debe funcionar con `[1000, 1001]`. La lista que recibe no debe quedar cambiada.

# %% ejercicio="04p-softmax-estable"
def softmax_estable(logits):
    ### BEGIN SOLUTION
    mayor = max(logits)
    exps = [math.exp(z - mayor) for z in logits]
    total = sum(exps)
    return [e / total for e in exps]
    ### END SOLUTION

# %%
softmax_estable = comprobar("04p-softmax-estable", softmax_estable)

# %%
print([round(p, 4) for p in softmax_estable([1000, 1001])])

# %% [markdown]
# La pérdida de la lección 4, $-\ln p_{clase}$, tiene un gradiente sorprendentemente corto. Si $y$ vale 1 en la clase
# correcta y 0 en las demás:
#
# $$\frac{\partial \text{pérdida}}{\partial z_i} = p_i - y_i$$
#
# ### Ejercicio 04p-p-menos-y · El gradiente, sin motor · ★★☆ · 5 min
#
# Escribe `p_menos_y(logits, clase)`: devuelve la lista de los gradientes, uno por logit. Usa `softmax_estable`.

# %% ejercicio="04p-p-menos-y"
def p_menos_y(logits, clase):
    ### BEGIN SOLUTION
    gradientes = list(softmax_estable(logits))
    gradientes[clase] -= 1
    return gradientes
    ### END SOLUTION

# %%
p_menos_y = comprobar("04p-p-menos-y", p_menos_y)

# %% [markdown]
# Los logits de la lección, 0, 3, −2 y 1, con la última como correcta. Son los mismos gradientes que dio tu motor:

# %%
print([round(g, 5) for g in p_menos_y([0, 3, -2, 1], 3)])

# %% [markdown]
# ## P4.5 ¿Cuándo hay que creerle al juez?
#
# Vamos a medir la pendiente de $e^x$ en $x = 1$, que es $e$, con la diferencia simétrica y tres valores de $h$.
#
# ### Ejercicio 04p-cual-h · ¿Qué h mide mejor? · ★★☆ · 3 min
#
# - **a)** $h = 0.1$.
# - **b)** $h = 10^{-5}$.
# - **c)** $h = 10^{-14}$: mientras más pequeño, mejor.

# %% ejercicio="04p-cual-h"
cual_h = "b"  # SOLUTION

# %%
comprobar("04p-cual-h", cual_h)

# %% tags=["nbval-ignore-output"]
# las últimas cifras de exp dependen de la máquina, y con h diminuto son las que quedan
for h in (0.1, 1e-5, 1e-14):
    medida = (math.exp(1 + h) - math.exp(1 - h)) / (2 * h)
    print(f"h = {h:<6g} error {abs(medida - math.e):.0e}")

# %% [markdown]
# El juez siempre se equivoca un poquito. Para comparar hace falta una **tolerancia**. Una diferencia de 0.5 es
# enorme si los números rondan 1, y no es nada si rondan mil millones.
#
# ### Ejercicio 04p-coinciden · ¿Son el mismo número? · ★★☆ · 6 min
#
# Escribe `coinciden(a, b, tolerancia=1e-5)`: verdadero si la distancia entre `a` y `b` es a lo sumo `tolerancia`
# por el mayor de estos tres: 1, `abs(a)` y `abs(b)`. Si alguno es `nan`, debe dar falso.

# %% ejercicio="04p-coinciden"
def coinciden(a, b, tolerancia=1e-5):
    ### BEGIN SOLUTION
    if math.isnan(a) or math.isnan(b):
        return False
    return abs(a - b) <= tolerancia * max(1, abs(a), abs(b))
    ### END SOLUTION

# %%
coinciden = comprobar("04p-coinciden", coinciden)

# %%
print(coinciden(1e9, 1e9 + 0.5), coinciden(1.0, 1.5), coinciden(0.0, 1e-9))

# %% [markdown]
# ## Lo que practicaste

# %%
progreso("04")

# %% [markdown]
# Ahora tu motor es rápido, correcto y difícil de romper. En la **lección 5**, con él, una red aprenderá.
