# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Práctica 2. Conceptos Básicos y todo a mano
#
# {{COLAB}}
#
# Catorce problemas para que lo de la lección 2 sea tuyo: código revuelto, código roto, preguntas y funciones nuevas.
# No hace falta hacerlos todos, ni en orden. Las estrellas dicen la dificultad.
#
# **Tiempo:** 72 minutos. **Se da por sabido:** la lección 2.
#
# *Inspirado en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% [markdown]
# ## Medir
#
# ### Ejercicio 02p-orden-derivada · Ordena la derivada numérica · ★☆☆ · 3 min
#
# Alguien mezcló las líneas de la diferencia simétrica, y dejó **una de más**:

# %% tags=["nbval-ignore-output"]
from minigrad.aula.ejercicios.practica_02 import LINEAS
from minigrad.exploradores import ordenar

mesa = ordenar(LINEAS)
mesa

# %% [markdown]
# Ordénalas arriba con los botones y copia aquí el orden que se lee debajo de ellos: así queda guardado.
# O escribe tú las letras en un orden que funcione, así: `["X", "Y", "Z"]`. Hay más de uno.

# %% ejercicio="02p-orden-derivada"
orden = ["B", "D", "C", "A"]  # SOLUTION

# %%
comprobar("02p-orden-derivada", orden)

# %% [markdown]
# ### Ejercicio 02p-bicho-derivada · La derivada que siempre da 0 · ★★☆ · 5 min
#
# Esta función debería medir pendientes, pero siempre responde lo mismo. Tiene **tres** errores.

# %% tags=["base"]
import math


def derivada_rota(f, x):
    h = 1e-17
    derecha, izquierda = f(x + h), f(x + h)
    return (derecha - izquierda) / 2 * h


def cuadrado(x):
    return x * x


# %%
print(derivada_rota(cuadrado, 3.0), derivada_rota(math.exp, 1.0))

# %% [markdown]
# Escribe `derivada_sana`, la versión que sí mide. Puedes copiar la rota y arreglarla línea por línea.

# %% ejercicio="02p-bicho-derivada"
def derivada_sana(f, x):
    ### BEGIN SOLUTION
    h = 1e-5
    derecha, izquierda = f(x + h), f(x - h)
    return (derecha - izquierda) / (2 * h)
    ### END SOLUTION


# %%
derivada_sana = comprobar("02p-bicho-derivada", derivada_sana)

# %%
print(f"{derivada_sana(cuadrado, 3.0):.4f}")

# %% [markdown]
# Para lo que sigue tendrás esta versión, en la que además puedes elegir `h`.

# %% tags=["base"]
def medida(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


# %% [markdown]
# ### Ejercicio 02p-esquina · Muy cerca de la esquina · ★★☆ · 2 min
#
# En $x = 0.000004$ la curva $|x|$ ya no tiene esquina: ahí su derivada es 1. ¿Qué dirá `medida(abs, 0.000004)`, que mira
# a 0.00001 de cada lado?
#
# - a) 1.0, la derivada.
# - b) 0.4, que no es la pendiente de ningún lado.
# - c) 0.0, como en la esquina.

# %% ejercicio="02p-esquina"
en_la_esquina = "b"  # SOLUTION

# %%
comprobar("02p-esquina", en_la_esquina)

# %%
for h in [1e-5, 1e-6, 1e-7]:
    print(f"h = {h:.0e}   medida = {medida(abs, 0.000004, h):.1f}")

# %% [markdown]
# La derivada existe y la medida falla: entre los dos puntos hay una esquina. Con una $h$ que no llega a ella, acierta. Por eso,
# si una medida te sorprende, prueba **otra $h$** antes de culpar a tu cuenta.
#
# ### Ejercicio 02p-segunda · La pendiente de la pendiente · ★★★ · 5 min
#
# La pendiente también cambia de un punto a otro. La **segunda derivada** dice cuánto: es la derivada de la derivada.
# Escribe `segunda(f, x)`. Puedes usar `medida` y pasarle `h`, que aquí es mayor: el redondeo se agranda dos veces.
#
# `medida` espera una **función**. Una corta se puede escribir sin nombre: `lambda v: 2 * v` recibe `v` y devuelve `2 * v`.

# %% ejercicio="02p-segunda"
def segunda(f, x, h=1e-3):
    ### BEGIN SOLUTION
    return medida(lambda v: medida(f, v, h), x, h)
    ### END SOLUTION


# %%
segunda = comprobar("02p-segunda", segunda)

# %%
def parabola(x):
    return 3 * x**2 - 4 * x + 5


print(f"segunda derivada de la parábola en x = 1: {segunda(parabola, 1.0):.3f}")

# %% [markdown]
# Es la parábola de la lección, $3x^2 - 4x + 5$. Su pendiente, $6x - 4$, crece 6 por cada unidad de $x$: por eso sale 6 en cualquier punto.
#
# ### Ejercicio 02p-bajar · Rueda hasta el fondo · ★★☆ · 5 min
#
# En la lección diste un paso cuesta **arriba**. Ahora baja, muchas veces seguidas: en cada vuelta mide la pendiente y da un paso **en contra**.
# Devuelve la $x$ a la que llegaste.

# %% ejercicio="02p-bajar"
def bajar(f, x, paso, veces):
    for _ in range(veces):
        x = x - paso * medida(f, x)  # SOLUTION
    return x


# %%
bajar = comprobar("02p-bajar", bajar)

# %%
fondo = bajar(parabola, 4.0, 0.1, 50)
print(f"el fondo de la parábola está cerca de x = {fondo:.4f}")

# %% [markdown]
# Nadie te dio la fórmula y llegaste al mismo fondo que con lápiz y papel. Una red aprende así, solo que sus pendientes se
# calculan en vez de medirse.
#
# ## El grafo
#
# Esta clase se parece a la tuya, pero alguien «mejoró» sus dos operaciones. Los números salen bien; la memoria, no.

# %% tags=["base"]
class Value:
    def __init__(self, data, hijos=(), op="", label=""):
        self.data = data
        self.grad = 0.0
        self._prev = tuple(hijos)
        self._op = op
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data})"

    def __add__(self, otro):
        return Value(self.data + otro.data, (Value(self.data), Value(otro.data)), "+")

    def __mul__(self, otro):
        return Value(self.data * otro.data, {self, otro}, "*")


# %% [markdown]
# ### Ejercicio 02p-bicho-suma · El grafo cortado · ★★☆ · 4 min
#
# Primer síntoma: en $d = a \cdot b + c$, el primer hijo de `d` es un producto y debería tener dos hijos.

# %%
d = Value(2.0) * Value(-3.0) + Value(10.0)
print("d vale", d.data, "y los hijos de sus hijos son", [hijo._prev for hijo in d._prev])

# %% [markdown]
# El producto desapareció del grafo. Escribe la suma sana; la última línea la pega a la clase.

# %% ejercicio="02p-bicho-suma"
def sumar_sano(self, otro):
    ### BEGIN SOLUTION
    return Value(self.data + otro.data, (self, otro), "+")
    ### END SOLUTION


Value.__add__ = sumar_sano

# %%
Value = comprobar("02p-bicho-suma", Value)

# %% [markdown]
# ### Ejercicio 02p-bicho-producto · El hijo que desaparece · ★★☆ · 3 min
#
# Segundo síntoma: el producto parece funcionar… hasta que un número se multiplica por sí mismo.

# %%
x = Value(3.0, label="x")
print("hijos de x · x:", (x * x)._prev)

# %% [markdown]
# Debería haber dos. En Python, `{a, b}` es un **conjunto**. Antes de escribir `multiplicar_sano`, explica en voz alta por qué
# se pierde uno.

# %% ejercicio="02p-bicho-producto"
def multiplicar_sano(self, otro):
    ### BEGIN SOLUTION
    return Value(self.data * otro.data, (self, otro), "*")
    ### END SOLUTION


Value.__mul__ = multiplicar_sano

# %%
Value = comprobar("02p-bicho-producto", Value)

# %% [markdown]
# ### Ejercicio 02p-trazar · Tu propio trace · ★★★ · 5 min
#
# Para dibujar un grafo hay que reunir sus nodos y sus aristas, que son las flechas. Cada arista es una pareja `(hijo, nodo)`.
# Completa lo que pasa con **cada hijo**: anota la arista y visita al hijo.

# %% ejercicio="02p-trazar"
def trazar(raiz):
    nodos, aristas = [], []

    def visitar(nodo):
        if nodo not in nodos:
            nodos.append(nodo)
            for hijo in nodo._prev:
                ### BEGIN SOLUTION
                aristas.append((hijo, nodo))
                visitar(hijo)
                ### END SOLUTION

    visitar(raiz)
    return nodos, aristas


# %%
trazar = comprobar("02p-trazar", trazar)

# %%
x = Value(3.0, label="x")
nodos, aristas = trazar(x * x + Value(1.0))
print(len(nodos), "nodos y", len(aristas), "aristas")

# %% [markdown]
# Cuatro nodos y cuatro aristas: `x` es un solo nodo, pero entra dos veces al producto.
#
# ## Hacia atrás
#
# ### Ejercicio 02p-expresion · Otra expresión, a mano · ★★☆ · 5 min
#
# Sea $M = (p + q) \cdot (r \cdot s)$, con $p = 1$, $q = 3$, $r = -2$ y $s = 0.5$. Los dos nodos del medio ya tienen valor.

# %% tags=["base"]
p, q, r, s = 1.0, 3.0, -2.0, 0.5
u = p + q
v = r * s
M = u * v

# %%
print(f"u = {u}   v = {v}   M = {M}")

# %% [markdown]
# Dibuja el grafo en papel y ve de derecha a izquierda. Escribe el gradiente de $M$ respecto a cada hoja.

# %% ejercicio="02p-expresion"
grad_p = v  # SOLUTION
grad_q = v  # SOLUTION
grad_r = u * s  # SOLUTION
grad_s = u * r  # SOLUTION
gradientes = (grad_p, grad_q, grad_r, grad_s)

# %%
comprobar("02p-expresion", gradientes)

# %% [markdown]
# ### Ejercicio 02p-paso-para · Que suba lo que yo diga · ★★★ · 4 min
#
# En la lección, el cambio predicho es la suma de gradiente × movimiento, y cada hoja se mueve `paso` × gradiente.
# Ahora al revés: ¿con qué `paso` el cambio predicho es justo `cambio`? Aquí están las hojas de $L = (a \cdot b + c) \cdot f$:

# %% tags=["base"]
hojas = [Value(2.0), Value(-3.0), Value(10.0), Value(-2.0)]
for hoja, gradiente in zip(hojas, [6.0, -4.0, -2.0, 4.0]):
    hoja.grad = gradiente

# %% [markdown]
# Escribe `paso_para(hojas, cambio)` para estas hojas o cualesquiera otras. Ayuda escribir antes, en papel, el cambio
# predicho con un paso $k$.

# %% ejercicio="02p-paso-para"
def paso_para(hojas, cambio):
    ### BEGIN SOLUTION
    return cambio / sum(hoja.grad**2 for hoja in hojas)
    ### END SOLUTION


# %%
paso_para = comprobar("02p-paso-para", paso_para)

# %%
paso = paso_para(hojas, 0.5)
a2, b2, c2, f2 = [hoja.data + paso * hoja.grad for hoja in hojas]
print(f"con paso {paso:.4f}, L pasa de -8 a {(a2 * b2 + c2) * f2:.4f}")

# %% [markdown]
# Se pidió subir 0.5 y subió casi eso: el paso es pequeño.
#
# ### Ejercicio 02p-sigmoide · La pendiente de la sigmoide · ★★☆ · 4 min
#
# La sigmoide aplasta entre 0 y 1. Igual que en tanh, su pendiente sale de la **salida**. Aquí la salida se llama $t$:

# %% tags=["base"]
def sigmoide(x):
    return 1 / (1 + math.exp(-x))


# %%
for x0 in [-1.3863, 0.0, 1.3863, 2.1972]:
    print(f"t = {sigmoide(x0):.4f}   pendiente = {medida(sigmoide, x0):.4f}")

# %% [markdown]
# Fíjate: con $t = 0.2$ y con $t = 0.8$ la pendiente es la misma. ¿Qué cuenta trata igual a $t$ y a lo que le falta para 1?

# %% ejercicio="02p-sigmoide"
def derivada_sigmoide(x):
    t = sigmoide(x)
    return t * (1 - t)  # SOLUTION


# %%
derivada_sigmoide = comprobar("02p-sigmoide", derivada_sigmoide)

# %% [markdown]
# ### Ejercicio 02p-softsign · Una pendiente por descubrir · ★★★ · 4 min
#
# `softsign(x)` es $x / (1 + |x|)$. Mide su pendiente y busca un patrón con el denominador, $1 + |x|$.

# %% tags=["base"]
def softsign(x):
    return x / (1 + abs(x))


# %%
for x0 in [-3.0, -1.0, 1.0, 3.0, 4.0]:
    print(f"x = {x0:4.0f}   1 + |x| = {1 + abs(x0):.0f}   pendiente = {medida(softsign, x0):.4f}")

# %% [markdown]
# Escribe la fórmula como función de `x`. Ayuda mirar 0.25, 0.0625 y 0.04 como fracciones.

# %% ejercicio="02p-softsign"
def derivada_softsign(x):
    ### BEGIN SOLUTION
    return 1 / (1 + abs(x)) ** 2
    ### END SOLUTION


# %%
derivada_softsign = comprobar("02p-softsign", derivada_softsign)

# %% [markdown]
# ### Ejercicio 02p-neurona · Otra neurona · ★★★ · 5 min
#
# Cambia todo: $x = (1, -2)$, $w = (0.5, 0.25)$, $b = 0.2$, y aplasta con la **sigmoide**.
# Escribe los gradientes de la salida respecto a $n$, $b$, $w_1$ y $w_2$. Usa cuatro decimales o la cuenta.

# %% ejercicio="02p-neurona"
grad_n = derivada_sigmoide(1.0 * 0.5 + -2.0 * 0.25 + 0.2)  # SOLUTION
grad_b = grad_n  # SOLUTION
grad_w1 = 1.0 * grad_n  # SOLUTION
grad_w2 = -2.0 * grad_n  # SOLUTION
gradientes_neurona = (grad_n, grad_b, grad_w1, grad_w2)

# %%
comprobar("02p-neurona", gradientes_neurona)

# %% [markdown]
# ### Ejercicio 02p-compartido · La sorpresa de x · x · ★★☆ · 3 min
#
# Sea $y = x \cdot x$ en $x = 3$. El producto cruza: el primer factor recibe 3 y el segundo también recibe 3.
# Pero los dos factores son **el mismo nodo**. ¿Cuánto cambia $y$ por cada unidad que cambia $x$?
# Apuesta primero; después, si quieres, mide.

# %% ejercicio="02p-compartido"
grad_x = 6.0  # SOLUTION

# %%
comprobar("02p-compartido", grad_x)

# %%
print(f"medida en x = 3: {medida(cuadrado, 3.0):.4f}")

# %% [markdown]
# Un nodo que se usa dos veces recibe gradiente por dos caminos. Guárdate la pregunta: ¿qué pasaría si `grad` se asignara con `=`
# en vez de irse acumulando? La **lección 3** responde.
#
# ## Lo que practicaste

# %%
progreso("02")

# %% [markdown]
# Cuando quieras, sigue con la [lección 3](../notebooks/03_automatizando.ipynb).
