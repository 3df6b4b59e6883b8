# %% [markdown]
# # Práctica 4. Implementación de Mini-Grad Final
#
# {{COLAB}}
#
# Trece problemas para que el motor de la lección 4 sea tuyo: código revuelto, una operación que no se desborda,
# un motor ajeno con tres fallas, la división hacia adelante, las cuentas de softmax y hasta dónde creerle al juez.
# Las secciones se pueden hacer en cualquier orden.
#
# **Tiempo:** 75 minutos. **Se da por sabido:** la lección 4.
#
# *Inspirado en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% [markdown]
# ## P4.1 Código revuelto
#
# Estas once líneas forman `ordenar`, con su pila, pero están revueltas. Conservan su sangría.

# %% tags=["nbval-ignore-output"]
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
# ## P4.2 Una operación que no se desborda
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
# La celda que sigue empieza con `%%con_torch`: si tienes PyTorch, se ejecuta; si no, muestra la salida guardada.

# %%
# %%con_torch
import torch

for x0 in (-800.0, -1.5, 2.0, 800.0):
    x = Value(x0)
    x.softplus().backward()
    t = torch.tensor(x0, dtype=torch.double, requires_grad=True)
    torch.nn.functional.softplus(t).backward()
    print(f"x = {x0:6}: tu motor {x.grad:.4f}   PyTorch {t.grad.item():.4f}")

# %% [markdown]
# ## P4.3 El motor ajeno
#
# Otra persona escribió su motor final. Corre sin protestar, pero **tiene tres fallas**. Las operaciones están bien:
# busca en lo demás.

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
# Un buen cazador mide. `revisar` compara el motor con la diferencia simétrica, en $x = 3$. Al final llama dos veces
# a `backward` sin poner nada en cero: en una hoja, los dos gradientes se suman.

# %% tags=["base"]
def compartido(x, k):
    y = x * k(2.0)
    return y * (y + k(1.0))


PRUEBAS = {
    "5 * x": lambda x, k: k(5.0) * x,
    "x + x": lambda x, k: x + x,
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
# Tres fallas, tres reparaciones. En cada una, copia la función rota, cambia **solo lo necesario** y mira cómo
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

# %%
revisar(Motor)

# %% [markdown]
# Quedan dos fallas, en el **recorrido**.
#
# ### Ejercicio 04p-caza-orden · La falla que solo aparece a veces · ★★★ · 5 min
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
# ¿Por qué nadie notó que faltaba un hijo en `x + x`? El `zip` ajeno no decía `strict=True`:

# %%
hijos, locales = list(dict.fromkeys(["x", "x"])), [1.0, 1.0]
print("sin strict:", list(zip(hijos, locales)))
try:
    list(zip(hijos, locales, strict=True))
except ValueError:
    print("con strict: ValueError, las dos listas no tienen el mismo largo")

# %% [markdown]
# Un error el primer día es mejor que un número equivocado para siempre.
#
# ## P4.4 Hacia adelante
#
# El `Dual` de la lección lleva su derivada consigo: `data` es el valor y `punto` dice cuánto se mueve por cada
# unidad de **una** entrada, la elegida. Aquí está, con la suma y el producto.

# %% tags=["base", "muestra"]
class Dual:
    def __init__(self, data, punto=0.0):
        self.data, self.punto = data, punto

    def __add__(self, otro):
        return Dual(self.data + otro.data, self.punto + otro.punto)

    def __mul__(self, otro):
        return Dual(self.data * otro.data, otro.data * self.punto + self.data * otro.punto)

# %% [markdown]
# Mira el producto: cada derivada local, por lo que se mueve ese operando. Y se suman. Las derivadas locales son las
# de siempre; lo único nuevo es hacia dónde viajan.
#
# ### Ejercicio 04p-dual-dividir · La división, hacia adelante · ★★☆ · 5 min
#
# Escribe `dividir_duales(a, b)`: recibe dos `Dual` y devuelve el `Dual` de $a / b$. Las derivadas locales de un
# cociente son $\dfrac{1}{b}$ y $-\dfrac{a}{b^2}$. Solo puedes usar `/` entre **números**.

# %% ejercicio="04p-dual-dividir"
def dividir_duales(a, b):
    ### BEGIN SOLUTION
    punto = a.punto / b.data - a.data / b.data**2 * b.punto
    return Dual(a.data / b.data, punto)
    ### END SOLUTION

# %%
dividir_duales = comprobar("04p-dual-dividir", dividir_duales)

# %%
Dual.__truediv__ = dividir_duales


def dos_salidas(a, b, c):
    return a * b + c, a / b * c

# %% [markdown]
# ### Ejercicio 04p-pasadas · ¿Cuántas pasadas? · ★★☆ · 2 min
#
# `dos_salidas` tiene **tres** entradas y **dos** salidas: seis derivadas. ¿Con cuántas pasadas hacia adelante, con
# `Dual`, se tienen las seis? ¿Y con cuántas hacia atrás? Escribe los dos números, en ese orden.

# %% ejercicio="04p-pasadas"
pasadas = (3, 2)  # SOLUTION

# %%
comprobar("04p-pasadas", pasadas)

# %%
from minigrad import Value as DelPaquete

for elegida in range(3):
    duales = [Dual(x, float(i == elegida)) for i, x in enumerate((2.0, 4.0, -1.0))]
    print("adelante", elegida + 1, [salida.punto for salida in dos_salidas(*duales)])
for cual in range(2):
    nodos = [DelPaquete(x) for x in (2.0, 4.0, -1.0)]
    dos_salidas(*nodos)[cual].backward()
    print("   atrás", cual + 1, [nodo.grad for nodo in nodos])

# %% [markdown]
# Son los mismos seis números. Cada pasada hacia adelante elige una **entrada** y la mira en todas las salidas; cada
# pasada hacia atrás elige una **salida** y la mira en todas las entradas.
#
# ## P4.5 La memoria de ir hacia atrás
#
# Para volver hacen falta los nodos: 100 capas de un nodo dejan 100 nodos vivos. La lección mostró otra manera: se
# guarda **un número por tramo** y, al volver, se rehacen los nodos de **un** tramo a la vez.
#
# Cuenta lo que hay a la vez, a lo más: los números guardados, más los nodos de un tramo. Con 100 capas en tramos
# de 50 son 2 y 50: en total, 52.
#
# ### Ejercicio 04p-tramo · El mejor tramo · ★★☆ · 3 min
#
# Son 100 capas. ¿Cuántos números y nodos hay a la vez, en total, con tramos de 5? ¿Y de qué tamaño es el tramo con
# el que hay menos? Escribe los dos números, en ese orden.

# %% ejercicio="04p-tramo"
tramo = (25, 10)  # SOLUTION

# %%
comprobar("04p-tramo", tramo)

# %%
import math


def a_la_vez(n, k):
    guardados = math.ceil(n / k)
    return guardados + k


for k in (1, 2, 5, 8, 10, 13, 20, 50, 100):
    print(f"tramos de {k:3}: {a_la_vez(100, k):3}", "█" * (a_la_vez(100, k) // 2))
mejor = min(range(1, 10_001), key=lambda k: a_la_vez(10_000, k))
print(f"con 10 000 capas: tramos de {mejor}, {a_la_vez(10_000, mejor)} a la vez")

# %% [markdown]
# Con tramos cortos se guardan muchos números; con tramos largos viven muchos nodos a la vez. El mejor es la raíz:
# 10 para 100 capas, 100 para 10 000. El precio en tiempo es siempre el mismo: cada capa se calcula dos veces.
#
# ## P4.6 Softmax, con cuidado
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
import math

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
# Los logits de la lección, 0, 3, −2 y 1, son los de los ejercicios de la primera clase de Karpathy. Con la última clase como correcta
# salen los mismos gradientes que dio tu motor:

# %%
print([round(g, 5) for g in p_menos_y([0, 3, -2, 1], 3)])

# %% [markdown]
# ## P4.7 ¿Cuándo hay que creerle al juez?
#
# En una **esquina** no hay derivada: la pendiente de la izquierda y la de la derecha no coinciden. El motor pone
# ahí la que se eligió, 0 en `relu`. La diferencia simétrica, sin avisar, promedia los dos lados.
#
# $f(x) = \operatorname{relu}(x) - \operatorname{relu}(-x)$ parece tener una esquina en 0. Haz la cuenta con
# $x = 3$ y con $x = -3$: ¿qué función es?

# %% tags=["base", "muestra"]
def rebuscada(x):
    return x.relu() - (-x).relu()

# %% [markdown]
# ### Ejercicio 04p-esquina · El motor contra el juez · ★★★ · 3 min
#
# En $x = 0$: ¿qué gradiente dará el motor para `rebuscada`? ¿Y cuánto dará la diferencia simétrica? Escribe los dos
# números, en ese orden.

# %% ejercicio="04p-esquina"
esquina = (0, 1)  # SOLUTION

# %%
comprobar("04p-esquina", esquina)

# %%
import math

from minigrad import Value as DelPaquete

casos = {
    "relu(x)": lambda x: x.relu(),
    "|x|": lambda x: x.relu() + (-x).relu(),
    "rebuscada": rebuscada,
}
h = 1e-6
for nombre, f in casos.items():
    x = DelPaquete(0.0)
    f(x).backward()
    antes, ahora, despues = (f(DelPaquete(donde)).data for donde in (-h, 0.0, h))
    lados = f"izquierda {(ahora - antes) / h:4.1f}   derecha {(despues - ahora) / h:4.1f}"
    print(f"{nombre:<10} {lados}   simétrica {(despues - antes) / (2 * h):4.1f}   motor {x.grad:4.1f}")

# %% [markdown]
# Con `relu` y `|x|` los lados no coinciden: hay una esquina, y ni 0.5 ni 0 son derivadas. Con `rebuscada` sí
# coinciden, porque es $x$: la derivada es 1. **Ahí acierta el juez y falla el motor**, que juntó dos ceros elegidos.
#
# PyTorch elige lo mismo que tu motor, en las tres:

# %%
# %%con_torch
import torch

en_torch = {"relu(x)": torch.relu, "|x|": torch.abs, "rebuscada": rebuscada}
for nombre, f in en_torch.items():
    t = torch.zeros((), dtype=torch.double, requires_grad=True)
    f(t).backward()
    print(f"{nombre:<10} en 0, según PyTorch: {t.grad.item():.1f}")

# %% [markdown]
# La regla: si el motor y el juez no coinciden, mide cada lado por separado. Por suerte, un dato cae justo en una
# esquina muy pocas veces.
#
# Lejos de las esquinas, el juez también se equivoca un poquito. Para comparar hace falta una **tolerancia**. Una
# diferencia de 0.5 es enorme si los números rondan 1, y no es nada si rondan mil millones.
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
