# %% [markdown]
# # Práctica 6. Del número al tensor
#
# {{COLAB}}
#
# Veintidós problemas en bloque: formas que cuestan, un motor ajeno con cuatro fallas, operaciones nuevas, softmax con
# logits enormes, el gradiente de una normalización y entrenamientos que fallan sin avisar. Las secciones se pueden
# hacer en cualquier orden, salvo P6.4, que usa el motor de P6.3, y P6.9, que usa la red de P6.8.
#
# **Tiempo:** 110 minutos, en dos ratos: 55 y 55. **Se da por sabido:** la lección 6.
#
# *Inspirado en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
import numpy as np

from minigrad.tensor import Tensor

# %% [markdown]
# ## P6.1 ¿De qué forma?
#
# Antes de una cuenta, di su forma. Es la costumbre que más errores ahorra. Una forma se escribe como tupla: `(2, 3)`.
#
# ### Ejercicio 06p-capa · Una capa, en bloque · ★☆☆ · 1 min
#
# `X` es `(32, 64)`, `W` es `(64, 10)` y `b` es `(10,)`. ¿De qué forma es `X @ W + b`?

# %% ejercicio="06p-capa"
forma_capa = (32, 10)  # SOLUTION

# %%
comprobar("06p-capa", forma_capa)

# %%
print((np.ones((32, 64)) @ np.ones((64, 10)) + np.ones(10)).shape)

# %% [markdown]
# ### Ejercicio 06p-parejas · Todos contra todos · ★★☆ · 2 min
#
# `P` son 50 puntos del plano: su forma es `(50, 2)`. ¿De qué forma es `P.reshape(50, 1, 2) - P`?

# %% ejercicio="06p-parejas"
forma_parejas = (50, 50, 2)  # SOLUTION

# %%
comprobar("06p-parejas", forma_parejas)

# %%
P = np.random.default_rng(0).normal(size=(50, 2))
resta = P.reshape(50, 1, 2) - P
print(resta.shape, " distancias:", ((resta**2).sum(axis=-1) ** 0.5).shape)

# %% [markdown]
# Cada punto menos cada punto, sin ningún ciclo: una tabla de 50 × 50 distancias.
#
# Con una **tabla** de enteros se eligen filas, y las formas se encadenan: si `filas` es `(2, 3)`, `t[filas]` pone
# una fila de `t` en cada uno de sus 2 × 3 lugares.
#
# ### Ejercicio 06p-consulta · Elegir y promediar · ★★★ · 2 min
#
# `tabla` es `(27, 8)` y `letras`, de enteros, es `(4, 5)`. ¿De qué forma es `tabla[letras].mean(axis=1)`?

# %% ejercicio="06p-consulta"
forma_consulta = (4, 8)  # SOLUTION

# %%
comprobar("06p-consulta", forma_consulta)

# %%
tabla, letras = np.ones((27, 8)), np.zeros((4, 5), dtype=int)
print("antes del promedio:", tabla[letras].shape, " después:", tabla[letras].mean(axis=1).shape)

# %% [markdown]
# ### Ejercicio 06p-difundir · La regla, escrita · ★★☆ · 6 min
#
# Escribe `difundir(a, b)`: recibe dos formas, que son tuplas, y devuelve la forma del resultado de sumarlas; o `None`,
# si no van juntas. Recuerda: se alinean por la **derecha**.

# %% ejercicio="06p-difundir"
def difundir(a, b):
    ### BEGIN SOLUTION
    largo = max(len(a), len(b))
    a = (1,) * (largo - len(a)) + a
    b = (1,) * (largo - len(b)) + b
    if any(m != n and 1 not in (m, n) for m, n in zip(a, b, strict=True)):
        return None
    return tuple(n if m == 1 else m for m, n in zip(a, b, strict=True))
    ### END SOLUTION

# %%
difundir = comprobar("06p-difundir", difundir)

# %%
for a, b in [((4, 3), (3,)), ((4, 1), (3,)), ((4, 3), (4,)), ((2, 1, 5), (7, 1)), ((), (2, 3))]:
    print(f"{a!s:<10} con {b!s:<7} → {difundir(a, b)}")

# %% [markdown]
# ## P6.2 Código revuelto
#
# Estas diez líneas forman el paso hacia atrás de la lección 6, pero están revueltas. Conservan su sangría.

# %% tags=["nbval-ignore-output"]
from minigrad.aula.ejercicios.practica_06 import LINEAS, armar
from minigrad.exploradores import ordenar

mesa = ordenar(LINEAS)
mesa

# %% [markdown]
# ### Ejercicio 06p-revuelto · Diez líneas revueltas · ★★☆ · 5 min
#
# Ordénalas arriba con los botones y copia aquí el orden que se lee debajo de ellos: así queda guardado.
# O escribe tú las diez letras en orden, en un solo texto. Por ejemplo: `"A B C D E F G H I J"`.

# %% ejercicio="06p-revuelto"
mi_orden = "F B J H E D G C A I"  # SOLUTION

# %%
comprobar("06p-revuelto", mi_orden)

# %% [markdown]
# Así queda el programa con tu orden:

# %%
print(armar(mi_orden))

# %% [markdown]
# ## P6.3 El motor ajeno
#
# Otra persona escribió su motor de la lección 6. Corre, y casi nunca protesta. Pero **tiene cuatro fallas**, una en
# cada una de estas funciones: `encoger`, `@`, `mean` y `sum`. Lo demás está bien.

# %% tags=["base", "muestra"]
class Motor:
    def __init__(self, data, hijos=(), atras=(), op=""):
        self.data = np.array(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self._prev, self._atras, self._op = tuple(hijos), tuple(atras), op

    def __add__(self, otro):
        return Motor(self.data + otro.data, (self, otro), (lambda g: g, lambda g: g), "+")

    def __mul__(self, otro):
        atras = (lambda g: g * otro.data, lambda g: g * self.data)
        return Motor(self.data * otro.data, (self, otro), atras, "*")

# %% tags=["base", "muestra"]
def encoger(g, forma):
    while g.ndim > len(forma):
        g = g.sum(axis=0)
    return g


def matmul_ajeno(self, otro):
    atras = (lambda g: g @ otro.data.T, lambda g: g.T @ self.data)
    return Motor(self.data @ otro.data, (self, otro), atras, "@")


Motor.__matmul__ = matmul_ajeno

# %% tags=["base", "muestra"]
def promedio_ajeno(self, axis):
    cuantos = len(self.data)
    atras = lambda g: np.expand_dims(g, axis) * np.ones_like(self.data) / cuantos
    return Motor(self.data.mean(axis=axis), (self,), (atras,), "mean")


def suma_ajena(self, axis=None, keepdims=False):
    def atras(g):
        if axis is not None:
            g = np.expand_dims(g, axis)
        return g * np.ones_like(self.data)

    return Motor(self.data.sum(axis=axis, keepdims=keepdims), (self,), (atras,), "sum")


Motor.mean, Motor.sum = promedio_ajeno, suma_ajena

# %% [markdown]
# Su paso hacia atrás es el de siempre:

# %% tags=["base", "muestra"]
def orden_de(raiz):
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


def retroceder(self):
    orden = orden_de(self)
    for nodo in orden:
        nodo.grad = np.zeros_like(nodo.data) if nodo._prev else nodo.grad
    self.grad = np.ones_like(self.data)
    for nodo in reversed(orden):
        for hijo, atras in zip(nodo._prev, nodo._atras, strict=True):
            hijo.grad = hijo.grad + encoger(atras(nodo.grad), hijo.data.shape)


Motor.backward = retroceder

# %% [markdown]
# Un buen cazador mide: un empujón por cada número, y a comparar. La raíz de cada prueba es la suma de los cuadrados de
# lo que se prueba.

# %% tags=["base"]
def medir(f, datos, k, h=1e-6):
    medido = np.zeros_like(datos[k])
    for i in np.ndindex(medido.shape):  # cada lugar: (0, 0), (0, 1)…
        lados = []
        for empujon in (h, -h):
            copias = [d.copy() for d in datos]
            copias[k][i] += empujon
            lados.append((f(*map(Motor, copias)).data ** 2).sum())
        medido[i] = (lados[0] - lados[1]) / (2 * h)
    return medido

# %% tags=["base"]
PRUEBAS = {
    "a + una columna": (lambda a, b: a + b, [(2, 3), (2, 1)]),
    "a @ b, cuadradas": (lambda a, b: a @ b, [(3, 3), (3, 3)]),
    "a.mean(axis=1)": (lambda a: a.mean(axis=1), [(2, 3)]),
    "a.sum(axis=1, keepdims=True)": (lambda a: a.sum(axis=1, keepdims=True), [(2, 3)]),
}


def gradientes_de(f, datos):
    hojas = [Motor(d) for d in datos]
    try:
        salida = f(*hojas)
        (salida * salida).sum().backward()
        return [np.asarray(hoja.grad) for hoja in hojas]
    except Exception:  # a medio reparar puede pasar cualquier cosa
        return [None for _ in hojas]

# %% tags=["base"]
def revisar():
    azar = np.random.default_rng(0)
    for nombre, (f, formas) in PRUEBAS.items():
        datos = [azar.normal(size=forma) for forma in formas]
        for k, g in enumerate(gradientes_de(f, datos)):
            letra, forma = "ab"[k], formas[k]
            if g is None:
                dice = "la cuenta se detuvo: ¿encajan las formas?"
            elif g.shape != forma:
                dice = f"su gradiente es {g.shape}, y el dato, {forma}"
            else:
                dice = "sí" if np.allclose(g, medir(f, datos, k), atol=1e-5) else "los números no son"
            marca, dice = ("bien", "") if dice == "sí" else ("MAL ", f"   {dice}")
            print(f"{marca}  {nombre:<29} {letra}{dice}")

# %%
revisar()

# %% [markdown]
# Cuatro líneas MAL, cuatro reparaciones. En cada una, copia la función rota y cambia **solo lo necesario**.
#
# ### Ejercicio 06p-caza-encoger · La columna que no se encogió · ★★☆ · 3 min
#
# `encoger` devuelve `g` con la forma del dato. Maneja los ejes que **faltaban**. ¿Qué otra cosa hace la difusión?

# %% ejercicio="06p-caza-encoger"
def encoger(g, forma):
    while g.ndim > len(forma):
        g = g.sum(axis=0)
    ### BEGIN SOLUTION
    for eje, cuantos in enumerate(forma):
        if cuantos == 1:
            g = g.sum(axis=eje, keepdims=True)
    ### END SOLUTION
    return g

# %%
encoger = comprobar("06p-caza-encoger", encoger)

# %%
revisar()

# %% [markdown]
# ### Ejercicio 06p-caza-matmul · El producto que engaña con cuadradas · ★★☆ · 3 min
#
# Un gradiente tiene la forma de su dato. Con `a` de `(2, 3)` y `b` de `(3, 4)`, ¿qué da cada función? Repara la que
# está mal.

# %% ejercicio="06p-caza-matmul"
def matmul_reparado(self, otro):
    ### BEGIN SOLUTION
    atras = (lambda g: g @ otro.data.T, lambda g: self.data.T @ g)
    return Motor(self.data @ otro.data, (self, otro), atras, "@")
    ### END SOLUTION


Motor.__matmul__ = matmul_reparado

# %%
Motor = comprobar("06p-caza-matmul", Motor)

# %% [markdown]
# ### Ejercicio 06p-caza-eje · ¿Entre cuántos? · ★★☆ · 3 min
#
# El valor de `mean` está bien, y `g` vuelve por el eje que es. Pero el gradiente de un promedio se reparte entre los
# números que entraron en él. Repáralo. (`axis` es siempre un entero, que puede ser negativo.)

# %% ejercicio="06p-caza-eje"
def promedio_reparado(self, axis):
    ### BEGIN SOLUTION
    cuantos = self.data.shape[axis]
    atras = lambda g: np.expand_dims(g, axis) * np.ones_like(self.data) / cuantos
    return Motor(self.data.mean(axis=axis), (self,), (atras,), "mean")
    ### END SOLUTION


Motor.mean = promedio_reparado

# %%
Motor = comprobar("06p-caza-eje", Motor)

# %% [markdown]
# ### Ejercicio 06p-caza-keepdims · El eje que ya estaba · ★★★ · 4 min
#
# Sin `keepdims`, `sum` va bien. Con `keepdims=True` sale un eje de más, que `encoger` tapa sumando, y nadie se entera.
# Repara `sum`.

# %% ejercicio="06p-caza-keepdims"
def suma_reparada(self, axis=None, keepdims=False):
    ### BEGIN SOLUTION
    def atras(g):
        if axis is not None and not keepdims:
            g = np.expand_dims(g, axis)
        return g * np.ones_like(self.data)

    return Motor(self.data.sum(axis=axis, keepdims=keepdims), (self,), (atras,), "sum")
    ### END SOLUTION


Motor.sum = suma_reparada

# %%
Motor = comprobar("06p-caza-keepdims", Motor)

# %%
revisar()

# %% [markdown]
# De las cuatro, solo una se veía en la **forma**. Las otras daban números equivocados con la forma correcta. Por eso
# se mide, y se mide con formas que no sean cuadradas.
#
# ## P6.4 Operaciones nuevas
#
# Una operación nueva es su valor, sus hijos y una función por hijo. El mayor de cada fila, o de cada columna: ¿a quién
# le vuelve el gradiente? A quien ganó; los demás, si se mueven un poco, no cambian el mayor.
#
# ### Ejercicio 06p-mayor · El mayor, con empates · ★★★ · 6 min
#
# Completa `atras` para un eje `axis`. Lo que llega, `g`, va al número que ganó. Si empatan varios, se lo reparten **por
# igual**. `gana` es un arreglo de verdaderos y falsos con la forma de `self.data`.

# %% ejercicio="06p-mayor"
def mayor(self, axis):
    gana = self.data == self.data.max(axis=axis, keepdims=True)

    def atras(g):
        ### BEGIN SOLUTION
        empatados = gana.sum(axis=axis, keepdims=True)
        return np.expand_dims(g, axis) * gana / empatados
        ### END SOLUTION

    return Motor(self.data.max(axis=axis), (self,), (atras,), "max")


Motor.max = mayor

# %%
Motor = comprobar("06p-mayor", Motor)

# %%
a = Motor([[1.0, 5.0, 2.0], [4.0, 0.0, 4.0]])
a.max(axis=1).sum().backward()
print(a.grad)

# %% [markdown]
# `amax` de PyTorch también reparte entre los que empatan:

# %%
# %%con_torch
import torch

t = torch.tensor([[1.0, 5.0, 2.0], [4.0, 0.0, 4.0]], requires_grad=True)
t.amax(dim=1).sum().backward()
print(t.grad)

# %% [markdown]
# La **suma acumulada** de `[a, b, c]` es `[a, a + b, a + b + c]`. NumPy la llama `cumsum`.
#
# ### Ejercicio 06p-acumulada · Cada número, en muchas sumas · ★★★ · 5 min
#
# Completa `atras`: a cada número le vuelve el gradiente de **todas** las sumas en que entró. ¿En cuáles entró el
# primero? ¿Y el último? (`g[::-1]` es `g` de atrás para adelante.)

# %% ejercicio="06p-acumulada"
def acumulada(self):
    def atras(g):
        ### BEGIN SOLUTION
        return np.cumsum(g[::-1], axis=0)[::-1]
        ### END SOLUTION

    return Motor(np.cumsum(self.data, axis=0), (self,), (atras,), "cumsum")


Motor.cumsum = acumulada

# %%
Motor = comprobar("06p-acumulada", Motor)

# %%
a = Motor([2.0, 3.0, 5.0, 7.0])
a.cumsum().sum().backward()
print("sumas:", a.cumsum().data, "  gradiente:", a.grad)

# %% [markdown]
# ## Pausa
#
# Ya lees formas, reparas un motor de tensores y le añades operaciones. Falta la mitad de lo que pasa en una red de
# verdad: elegir, normalizar y entrenar.
#
# **Para volver:** ejecuta la celda de preparar y la que importa NumPy, y sigue desde P6.5.
#
# ## P6.5 Elegir con repetidos
#
# Desde aquí usamos el `Tensor` del paquete. Un nombre es una lista de letras, y cada letra es una fila de una tabla:

# %% tags=["base"]
VOCABULARIO = "ainst"
nombre = np.array([VOCABULARIO.index(letra) for letra in "anastasia"])

# %%
print(nombre)
tabla = Tensor(np.arange(10.0).reshape(5, 2))
print(tabla[nombre].shape)

# %% [markdown]
# ### Ejercicio 06p-veces · La fila más usada · ★★☆ · 1 min
#
# La raíz es la suma de **todos** los números de `tabla[nombre]`. ¿Cuánto vale cada número del gradiente en la fila de
# la letra «a»?

# %% ejercicio="06p-veces"
de_la_a = 4  # SOLUTION

# %%
comprobar("06p-veces", de_la_a)

# %%
tabla = Tensor(np.arange(10.0).reshape(5, 2))
tabla[nombre].sum().backward()
for letra, fila in zip(VOCABULARIO, tabla.grad, strict=True):
    print(letra, fila)

# %% [markdown]
# Elegir filas también es un `@`. Con una fila de ceros y un solo 1, `fila @ tabla` es una fila de la tabla.
#
# ### Ejercicio 06p-unos · Elegir, multiplicando · ★★☆ · 4 min
#
# Escribe `unos(letras, cuantas)`: una matriz de ceros, de forma `(len(letras), cuantas)`, con un 1 en cada fila, en el
# lugar de su letra.

# %% ejercicio="06p-unos"
def unos(letras, cuantas):
    ### BEGIN SOLUTION
    matriz = np.zeros((len(letras), cuantas))
    matriz[np.arange(len(letras)), letras] = 1
    return matriz
    ### END SOLUTION

# %%
unos = comprobar("06p-unos", unos)

# %%
M, g, sumados = unos(nombre, 5), np.ones((9, 2)), np.zeros((5, 2))
np.add.at(sumados, nombre, g)
print("¿elige lo mismo?", "sí" if np.array_equal(M @ tabla.data, tabla.data[nombre]) else "no")
print("¿M.T @ g es lo mismo que np.add.at?", "sí" if np.array_equal(M.T @ g, sumados) else "no")

# %% [markdown]
# El gradiente de `@`, `M.T @ g`, ya suma los repetidos. Hace lo mismo que `np.add.at`, con muchos ceros de por medio.
#
# ## P6.6 Softmax con logits enormes
#
# Softmax, escrita tal cual, con un logit de 1000:

# %%
z = np.array([1000.0, 1001.0, 0.0])
with np.errstate(all="ignore"):  # sin los avisos de NumPy
    print(np.exp(z) / np.exp(z).sum())

# %% [markdown]
# $e^{1000}$ no cabe: es `inf`, e `inf / inf` es `nan`. Si a toda la fila le restas **el mismo** número, softmax no
# cambia.
#
# ### Ejercicio 06p-softmax · Sin desbordarse · ★★☆ · 4 min
#
# Escribe `softmax(z)`: recibe un arreglo de cualquier forma y hace softmax sobre su **último** eje (`axis=-1`). Debe
# servir con logits de 1000 y de −1000, y no cambiar `z`.

# %% ejercicio="06p-softmax"
def softmax(z):
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
    ### END SOLUTION

# %%
softmax = comprobar("06p-softmax", softmax)

# %%
print(softmax(z).round(4))

# %% [markdown]
# Ahora, hacia atrás. Si empujas el logit $z_j$, su probabilidad sube y **todas** las demás bajan:
#
# $$\frac{\partial s_j}{\partial z_j} = s_j (1 - s_j) \qquad\qquad \frac{\partial s_i}{\partial z_j} = -s_i\, s_j \quad (i \ne j)$$
#
# En palabras: la propia, por lo que le falta para 1; cada una de las otras, menos el producto de las dos.
#
# ### Ejercicio 06p-softmax-atras · Todas se mueven · ★★★ · 6 min
#
# Escribe `softmax_atras(s, g)`: recibe las probabilidades y el gradiente que llega, de la misma forma, y devuelve el de
# los logits. Suma lo que aporta cada $g_i$ y saca $s_j$ de factor: queda corto. El eje es el último.

# %% ejercicio="06p-softmax-atras"
def softmax_atras(s, g):
    ### BEGIN SOLUTION
    return s * (g - (g * s).sum(axis=-1, keepdims=True))
    ### END SOLUTION

# %%
softmax_atras = comprobar("06p-softmax-atras", softmax_atras)

# %%
s, g = softmax(np.array([0.5, -1.0, 2.0])), np.array([1.0, -2.0, 0.5])
jacobiano = np.array([[s[i] * ((i == j) - s[j]) for j in range(3)] for i in range(3)])
print("¿igual que con toda la tabla?", "sí" if np.allclose(g @ jacobiano, softmax_atras(s, g)) else "no")
print("¿suma cero?", "sí" if abs(softmax_atras(s, g).sum()) < 1e-12 else "no")

# %% [markdown]
# Suma cero porque subir todos los logits lo mismo no cambia nada.
#
# ## P6.7 Normalizar, y volver
#
# Capa tras capa, los números pueden crecer o apagarse. **RMSNorm** divide cada fila entre su tamaño típico, $r$, la raíz
# del promedio de los cuadrados. Un $\varepsilon$ diminuto evita dividir entre 0:
#
# $$r = \sqrt{\operatorname{promedio}(x^2) + \varepsilon} \qquad\qquad y = \frac{x}{r}$$
#
# ### Ejercicio 06p-rms · Cada fila, a su tamaño · ★★☆ · 3 min
#
# Escribe `rmsnorm(x, eps=1e-5)` para un arreglo de cualquier forma. El promedio es sobre el **último** eje.

# %% ejercicio="06p-rms"
def rmsnorm(x, eps=1e-5):
    ### BEGIN SOLUTION
    r = np.sqrt((x * x).mean(axis=-1, keepdims=True) + eps)
    return x / r
    ### END SOLUTION

# %%
rmsnorm = comprobar("06p-rms", rmsnorm)

# %%
print(rmsnorm(np.array([[3.0, 4.0], [300.0, 400.0], [0.0, 0.0]])).round(4))

# %% [markdown]
# Las dos primeras filas quedan iguales: lo que importa es la proporción.
#
# ### Ejercicio 06p-escala · Diez veces más grande · ★★☆ · 2 min
#
# Multiplicas `x` por 10, y de más adelante llega el mismo gradiente. Sin contar $\varepsilon$, ¿por cuánto queda
# multiplicada `y`? ¿Y el gradiente de `x`? Escribe los dos números, en ese orden.

# %% ejercicio="06p-escala"
escala = (1, 0.1)  # SOLUTION

# %%
comprobar("06p-escala", escala)

# %%
def con_el_motor(datos, g, eps=1e-5):
    x = Tensor(datos)
    y = x / ((x * x).mean(axis=-1, keepdims=True) + eps).sqrt()
    (y * g).sum().backward()
    return y.data, x.grad


azar = np.random.default_rng(0)
datos, g = azar.normal(size=(4, 6)), azar.normal(size=(4, 6))
(y, dx), (y10, dx10) = con_el_motor(datos, g, 0.0), con_el_motor(10 * datos, g, 0.0)
print(f"y: por {(y10 / y).mean():.4g}   gradiente: por {(dx10 / dx).mean():.4g}")

# %% [markdown]
# El motor lo deriva solo, con un nodo por cuenta. También cabe en uno solo, con su función, pero hay que deducirla. Cada número
# $x_j$ mueve a `y` por **dos caminos**:
#
# - directo, con $r$ quieto: $y_j = x_j / r$;
# - por $r$, que es de toda la fila: si $r$ crece, **todos** los $y_i$ se achican.
#
# Del segundo ya están hechas dos cuentas. A $r$ le llega $-\sum_i g_i\, y_i / r$, un número por fila. Y la derivada de
# $r$ respecto a $x_j$ es $y_j / n$, con $n$ números por fila.
#
# ### Ejercicio 06p-rms-atras · La fórmula, hacia atrás · ★★★ · 7 min
#
# Escribe `rmsnorm_atras(y, r, g)`: recibe lo que dio la ida (`y`, y el `r` de cada fila, en una columna) y el gradiente
# que llega, y devuelve el de `x`. Calcula lo que llega a `r` y suma los dos caminos.

# %% ejercicio="06p-rms-atras"
def rmsnorm_atras(y, r, g):
    n = y.shape[-1]
    ### BEGIN SOLUTION
    llega_a_r = -(g * y).sum(axis=-1, keepdims=True) / r
    return g / r + llega_a_r * y / n
    ### END SOLUTION

# %%
rmsnorm_atras = comprobar("06p-rms-atras", rmsnorm_atras)

# %%
y = rmsnorm(datos)
r = (datos / y)[:, :1]  # como y = x / r, una columna de x / y es r
_, del_motor = con_el_motor(datos, g)
print("¿igual que el motor?", "sí" if np.allclose(rmsnorm_atras(y, r, g), del_motor) else "no")
print("¿hacia x no hay pendiente?", "sí" if abs((rmsnorm_atras(y, r, g) * datos).sum()) < 1e-3 else "no")

# %% [markdown]
# La segunda línea es otra manera de decir lo de la escala: alargar una fila no cambia `y` (salvo por el $\varepsilon$), así
# que en esa dirección el gradiente es 0.
#
# ## P6.8 Una red que contesta siempre lo mismo
#
# Una red de una salida aprende $y = x_1 - 2 x_2$, que es facilísimo. Pero contesta lo mismo para todos:

# %% tags=["base"]
def red_nueva(tamanos, azar):
    parametros = []
    for entran, salen in zip(tamanos[:-1], tamanos[1:], strict=True):
        parametros.append(Tensor(azar.normal(size=(entran, salen)) * (2 / entran) ** 0.5))
        parametros.append(Tensor(np.zeros(salen)))
    return parametros


def aplicar(parametros, x):
    for k in range(0, len(parametros), 2):
        x = x @ parametros[k] + parametros[k + 1]
        x = x.relu() if k + 2 < len(parametros) else x
    return x

# %% tags=["base"]
def mover(parametros, perdida, lr):
    for p in parametros:
        p.grad = np.zeros_like(p.data)
    perdida.backward()
    for p in parametros:
        p.data = p.data - lr * p.grad


def perdida_averiada(salida, y):
    return ((salida - y) ** 2).mean()

# %% tags=["base"]
azar = np.random.default_rng(1)
X = azar.normal(size=(300, 2))
Y = X[:, 0] - 2 * X[:, 1]


def entrenar(perdida_de, pasos=200, semilla=1):
    parametros = red_nueva([2, 16, 1], np.random.default_rng(semilla))
    for _ in range(pasos):
        mover(parametros, perdida_de(aplicar(parametros, X), Y), 0.1)
    return aplicar(parametros, X).data[:, 0]

# %%
dichas = entrenar(perdida_averiada)
print("lo que dice varía", f"{dichas.std():.1f},", "y la respuesta,", f"{Y.std():.1f}")
print("formas:", aplicar(red_nueva([2, 16, 1], azar), X).shape, Y.shape)

# %% [markdown]
# (`std()` es la **desviación**: cuánto se apartan los números de su promedio, más o menos.)
#
# ### Ejercicio 06p-cuantas-restas · Sin ningún aviso · ★★☆ · 1 min
#
# Son 300 ejemplos. ¿Cuántos números promedia `perdida_averiada`?

# %% ejercicio="06p-cuantas-restas"
cuantas_restas = 300 * 300  # SOLUTION

# %%
comprobar("06p-cuantas-restas", cuantas_restas)

# %%
print((aplicar(red_nueva([2, 16, 1], azar), X) - Y).shape)

# %% [markdown]
# Compara cada respuesta con las 300 correctas. Lo mejor que puede hacer la red es contestar a todos el promedio.
#
# ### Ejercicio 06p-error · Cada una con la suya · ★★☆ · 3 min
#
# Escribe `error_cuadratico(salida, y)`: `salida` es un `Tensor` de forma `(n, 1)`, e `y`, un arreglo de forma `(n,)`.
# Devuelve el promedio de los cuadrados de las `n` diferencias, como `Tensor`.

# %% ejercicio="06p-error"
def error_cuadratico(salida, y):
    ### BEGIN SOLUTION
    return ((salida - y.reshape(-1, 1)) ** 2).mean()
    ### END SOLUTION

# %%
error_cuadratico = comprobar("06p-error", error_cuadratico)

# %%
dichas = entrenar(error_cuadratico)
print("error medio:", "menos de 0.1" if ((dichas - Y) ** 2).mean() < 0.1 else "grande todavía")

# %% [markdown]
# ## P6.9 Tres curvas, tres fallas
#
# Otros datos: tres especies imaginarias, medidas en alto (milímetros) y peso (gramos). Vienen **ordenadas** por especie.
# `centradas` son las mismas, en buenas unidades.

# %% tags=["base"]
from minigrad.datasets import spiral

puntos, especies = map(np.array, spiral(360, seed=0))
lugares = np.argsort(especies, kind="stable")  # primero todas las de la 0, después la 1…
centradas, especies = puntos[lugares], especies[lugares]
medidas = centradas * [30, 3] + [170, 12]
EPOCAS = 60


def curva(entradas, lr=0.2, barajar=True, epocas=EPOCAS, semilla=0):
    azar = np.random.default_rng(semilla)
    parametros, perdidas = red_nueva([2, 32, 32, 3], azar), []
    for _ in range(epocas):
        orden = azar.permutation(360) if barajar else np.arange(360)
        for i in range(0, 360, 20):
            lote = orden[i : i + 20]
            perdida = aplicar(parametros, entradas[lote]).cross_entropy(especies[lote])
            mover(parametros, perdida, lr)
            perdidas.append(perdida.item())
    return parametros, perdidas

# %% [markdown]
# Con `centradas`, una tasa de 0.2 y minilotes barajados, la red acierta casi todas. Estos entrenamientos tienen **una**
# falla cada uno, en un orden que el código no deja ver:
#
# - A: la tasa es demasiado grande, 10.
# - B: las entradas no están centradas: rondan 170 y 12.
# - C: los minilotes no se barajan.

# %%
import random

FALLAS = {"A": {"lr": 10}, "B": {"entradas": medidas}, "C": {"barajar": False}}
dado = random.Random(9)
barajadas = sorted(FALLAS, key=lambda _: dado.random())
corridas = [curva(**({"entradas": centradas, "epocas": 8} | FALLAS[letra])) for letra in barajadas]

# %% tags=["nbval-ignore-output"]
import matplotlib.pyplot as plt

fig, ejes = plt.subplots(1, 3, figsize=(9, 2.6))
for numero, (eje, (_, perdidas)) in enumerate(zip(ejes, corridas, strict=True), start=1):
    eje.plot(perdidas, "k-", linewidth=0.8)
    eje.set(title=f"curva {numero}", xlabel="paso", ylim=(0, 6))
ejes[0].set_ylabel("pérdida")
plt.show()

# %% [markdown]
# *Figura: tres pérdidas en 144 pasos. La 1 tiene dientes parejos, uno cada seis pasos, y baja poco a poco. La 2 salta una
# vez y queda plana en 1.1. La 3 sube y baja sin orden, y no mejora.*
#
# ### Ejercicio 06p-curvas · ¿De quién es cada curva? · ★★☆ · 3 min
#
# ¿Qué falla tiene cada curva? Escribe las tres letras, de la curva 1 a la 3, en un solo texto, como `"A B C"`.

# %% ejercicio="06p-curvas"
diagnostico = "C B A"  # SOLUTION

# %%
comprobar("06p-curvas", diagnostico)

# %%
p = np.array([1.0, 1.0, 1.0]) / 3
print(f"pérdida de contestar siempre {p.round(2)}: {-np.log(p[0]):.2f}")
apagada, _ = curva(medidas, epocas=8)
for capa in (1, 2):
    encendidas = aplicar(apagada[: 2 * capa], medidas).data > 0
    print(f"capa {capa}: {encendidas.sum()} neuronas encendidas, con las 360 medidas")

# %% [markdown]
# Con entradas de más de 100, los primeros pasos son tan grandes que apagan todas las relu: ya no llega gradiente, y la
# red contesta un tercio a todo. El remedio es **estandarizar**: a cada columna, restarle su promedio y dividirla entre su
# desviación (`t.std(axis=…)`, cuánto se apartan sus números del promedio). Una columna que no cambia tiene desviación
# 0: se divide entre 1.
#
# ### Ejercicio 06p-estandarizar · En las mismas unidades · ★★☆ · 5 min
#
# Escribe `estandarizar(vistos, nuevos)`: recibe dos tablas con las mismas columnas y las devuelve en el mismo orden,
# estandarizadas. Los promedios y las desviaciones son los de **vistos**, para las dos: los nuevos no se miran.
# (`d + (d == 0)` es `d`, con un 1 donde había un 0.)

# %% ejercicio="06p-estandarizar"
def estandarizar(vistos, nuevos):
    ### BEGIN SOLUTION
    promedios, d = vistos.mean(axis=0), vistos.std(axis=0)
    d = d + (d == 0)
    return (vistos - promedios) / d, (nuevos - promedios) / d
    ### END SOLUTION

# %%
estandarizar = comprobar("06p-estandarizar", estandarizar)

# %%
otros, de_otros = map(np.array, spiral(90, seed=1))
entradas, nuevas = estandarizar(medidas, otros * [30, 3] + [170, 12])
parametros, perdidas = curva(entradas)
aciertos = (aplicar(parametros, nuevas).data.argmax(axis=1) == de_otros).mean()
print("más del 90 % en medidas nuevas:", "sí" if aciertos > 0.9 else "no")

# %% [markdown]
# Con las entradas en las mismas unidades, la tasa prudente y los minilotes barajados, aprende. Ninguna de las tres fallas
# daba un error: solo una curva rara. **Mira siempre la curva.**
#
# ## Lo que practicaste

# %%
progreso("06")

# %% [markdown]
# Con esto tu `Tensor` ya no guarda secretos. En la **[lección 7, Un GPT mínimo](../notebooks/07_un_gpt.ipynb)**, elegir con
# repetidos, softmax y RMSNorm se juntan para inventar nombres.
