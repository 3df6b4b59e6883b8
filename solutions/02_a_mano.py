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
# # 2. Conceptos Básicos y todo a mano
#
# {{COLAB}}
#
# En la lección 1 llamaste a `backward()` y los gradientes aparecieron. Hoy `backward()` eres tú.
# Al terminar podrás:
#
# - medir una pendiente con números y calcularla con lápiz y papel;
# - construir un `Value` que recuerda de qué operación salió;
# - llevar los gradientes hacia atrás, a mano, por una expresión y por una neurona;
# - predecir cuánto cambiará el resultado si mueves todas las entradas.
#
# **Tiempo:** 118 minutos, en dos ratos: 56 y 62.
# **Se da por sabido:** funciones y clases de Python, y las lecciones 0 y 1. El cálculo lo repasamos aquí.
#
# *Se inspira en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy. La parábola, la expresión $L$ y la
# neurona llevan los números de su primera clase.*

# %%
# {{PREPARAR}}

# %% [markdown]
# ## Antes de empezar: tres preguntas de memoria
#
# Contesta sin volver atrás. Escribe la letra entre comillas. Equivocarse aquí también ayuda a recordar.
#
# **Repaso 1.** ¿Cuál de estas cosas **no** necesita un motor de autodiferenciación?
#
# - a) Recordar de qué operación salió cada nodo.
# - b) Saber la derivada local de cada operación.
# - c) Tener la fórmula de la derivada completa antes de empezar.

# %% ejercicio="02-repaso-1"
repaso_1 = "c"  # SOLUTION

# %%
comprobar("02-repaso-1", repaso_1)

# %% [markdown]
# **Repaso 2.** En la lección 1, Mini-Grad calculó $z = 3x + y$, $w = z + y\,x$ y $f = w^2/2$.
# Después de `f.backward()`, ¿qué contiene `z.grad`?
#
# - a) Cuánto cambia $f$ cuando cambia $x$.
# - b) Cuánto cambia $f$ cuando cambia $z$.
# - c) Cuánto cambia $z$ cuando cambia $x$.

# %% ejercicio="02-repaso-2"
repaso_2 = "b"  # SOLUTION

# %%
comprobar("02-repaso-2", repaso_2)

# %% [markdown]
# **Repaso 3.** En PyTorch, un nodo intermedio no guarda su gradiente. ¿Qué le pides antes de `backward()` para que lo guarde?
#
# - a) `z.retain_grad()`
# - b) `z.item()`
# - c) `z.grad_fn`

# %% ejercicio="02-repaso-3"
repaso_3 = "a"  # SOLUTION

# %%
comprobar("02-repaso-3", repaso_3)

# %% [markdown]
# ## 2.1 ¿Qué es una pendiente?
#
# Una derivada contesta una sola pregunta: **si muevo la entrada un poquito, ¿cuánto se mueve la salida por cada unidad de entrada?**
#
# Empecemos con una curva que cabe en una línea: $f(x) = 3x^2 - 4x + 5$. En el código se llama `parabola`.

# %% tags=["base"]
import math


def parabola(x):
    return 3 * x**2 - 4 * x + 5


# %%
parabola(3.0)

# %% [markdown]
# En $x = 3$ la curva tiene altura 20. Veámosla entera, con dos puntos marcados.

# %%
from minigrad.exploradores import figuras

figuras.curva(parabola, -4, 5, puntos=[-3.0, 3.0])

# %% [markdown]
# *Figura: una parábola con forma de U. Tiene marcados dos puntos: (−3, 44), alto en la rama izquierda, y (3, 20), en la rama derecha. El fondo de la U está un poco a la derecha de x = 0.*
#
# ### Ejercicio 02-signo · ¿Subes o bajas? · ★☆☆ · 1 min
#
# Imagina que caminas por la curva, siempre hacia la derecha. Estás en $x = -3$ y das un paso muy corto.
# ¿Cómo es la pendiente bajo tus pies?
#
# - a) Positiva: subo.
# - b) Negativa: bajo.
# - c) Cero: el terreno es plano.

# %% ejercicio="02-signo"
signo = "b"  # SOLUTION

# %%
comprobar("02-signo", signo)

# %% [markdown]
# ### Medir la pendiente
#
# Ahora con números. Damos un paso de largo $h$, miramos cuánto subió la curva y dividimos entre $h$.

# %%
h = 0.001
subida = parabola(-3.0 + h) - parabola(-3.0)
print(f"avancé {h}, subí {subida:.6f}: {subida / h:.3f} por cada unidad de avance")

# %% [markdown]
# Subir un número negativo es bajar. ¿Y al otro lado, en $x = 3$, con varios pasos? Antes de ejecutar, adivina: ¿a qué
# número se acerca la última columna?

# %%
for h in [1.0, 0.1, 0.01, 0.001, 0.0001]:
    medida = (parabola(3.0 + h) - parabola(3.0)) / h
    print(f"h = {h:<7}  pendiente = {medida:.4f}")

# %%
figuras.secantes(parabola, 3.0, [1.5, 0.75, 0.2])

# %% [markdown]
# *Figura: la parábola cerca de x = 3 y tres rectas que la cortan en x = 3 y en x = 3 + h. Cuanto menor es h, más se parece la recta a la tangente, que está dibujada en negro y tiene pendiente 14.*
#
# La pendiente medida se acerca a 14. Ese número al que se acerca se llama **derivada**, y se escribe así:
#
# $$f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}$$
#
# En palabras: lo que subió la salida, dividido entre lo que avanzó la entrada, cuando el avance se hace diminuto.
#
# Ahora muévelo tú. La barra `h` lleva la **secante**, la recta que corta, hasta la **tangente**. ¿En qué `x` casi no sube ni baja?

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import pendiente

pendiente(parabola, x=3.0, h=1.0, desde=-4, hasta=5, con_error=False)

# %% [markdown]
# ### Calcular la pendiente con lápiz y papel
#
# Medir da un número casi exacto. Con álgebra sale exacto. Hagamos juntos el trozo $3x^2$, con $(x+h)^2 = x^2 + 2xh + h^2$:
#
# $$\frac{3(x+h)^2 - 3x^2}{h} = \frac{6xh + 3h^2}{h} = 6x + 3h$$
#
# Cuando $h$ se acerca a 0, queda $6x$. Ese trozo ya está.
#
# ### Ejercicio 02-exacta · La derivada con lápiz y papel · ★☆☆ · 3 min
#
# Haz lo mismo con los trozos que faltan, $-4x$ y $+5$, y suma los tres.
# Escribe la derivada de `parabola` como función de `x`, sin usar `h`.

# %% ejercicio="02-exacta"
def pendiente_exacta(x):
    ### BEGIN SOLUTION
    return 6 * x - 4
    ### END SOLUTION


# %%
pendiente_exacta = comprobar("02-exacta", pendiente_exacta)

# %% [markdown]
# Al **medir** en $x = -3$ salió −21.997. Al **calcular** con la fórmula:

# %%
pendiente_exacta(-3.0)

# %%
figuras.curva(parabola, -4, 5, tangentes=[-3.0, 3.0], fondo=True)

# %% [markdown]
# *Figura: la misma parábola con tres rectas tangentes. La de la izquierda baja, con pendiente −22; la de la derecha sube, con pendiente 14; la del fondo de la U es horizontal.*
#
# ### Ejercicio 02-minimo · Terreno plano · ★☆☆ · 2 min
#
# En el fondo de la U no subes ni bajas: la pendiente es 0. ¿En qué $x$ exacto ocurre?
# Puedes escribir una fracción, o un decimal con al menos tres cifras después del punto.

# %% ejercicio="02-minimo"
x_plano = 2 / 3  # SOLUTION

# %%
comprobar("02-minimo", x_plano)

# %% [markdown]
# ## 2.2 ¿Qué tan pequeña debe ser h?
#
# El límite dice que $h$ se acerca a 0. Entonces, ¿cuanto más pequeña, mejor? Probemos con otra curva, el seno, en $x = 1$.
# Su pendiente exacta es $\cos(1)$; con eso sabremos cuánto nos equivocamos.
#
# ### Ejercicio 02-h · La mejor h · ★☆☆ · 1 min
#
# Apuesta. (Python escribe $10^{-8}$ como `1e-8`.) ¿Con cuál de estas $h$ se parece más la pendiente medida a la exacta?
#
# - a) $h = 10^{-1}$
# - b) $h = 10^{-8}$
# - c) $h = 10^{-17}$

# %% ejercicio="02-h"
mejor_h = "b"  # SOLUTION

# %%
comprobar("02-h", mejor_h)

# %% tags=["nbval-ignore-output"]
exacta = math.cos(1.0)
for h in [1e-1, 1e-4, 1e-8, 1e-12, 1e-17]:
    medida = (math.sin(1.0 + h) - math.sin(1.0)) / h
    print(f"h = {h:.0e}  medida = {medida:.6f}  error = {abs(medida - exacta):.0e}")

# %% [markdown]
# Mira la última fila: la pendiente medida es 0. Para la computadora, no nos movimos:

# %%
1.0 + 1e-17 == 1.0

# %% [markdown]
# Un `float` guarda unas 16 cifras. Si $h$ es muy pequeña, se pierde al sumarla. Si es pequeña sin llegar a tanto, la resta
# deja pocas cifras buenas, y al dividir entre $h$ ese error de redondeo se agranda.
#
# ### Mirar a los dos lados
#
# Hasta ahora dimos el paso solo hacia la derecha. En una curva que se dobla, eso inclina la medida.
# La **diferencia simétrica** toma un punto $h$ a la derecha y otro $h$ a la izquierda:
#
# $$f'(x) \approx \frac{f(x+h) - f(x-h)}{2h}$$
#
# En palabras: la subida total entre los dos puntos, dividida entre la distancia que los separa, que es $2h$.
#
# ### Ejercicio 02-derivada · La derivada numérica · ★☆☆ · 4 min
#
# Escribe `derivada(f, x, h)`: la pendiente de cualquier función `f` en `x`, con la diferencia simétrica.
# La usarás para revisar lo que calcules a mano: será tu juez.

# %% ejercicio="02-derivada"
def derivada(f, x, h=1e-5):
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %%
derivada = comprobar("02-derivada", derivada)

# %% [markdown]
# ¿Valió la pena? Misma $h$, mismo punto, dos formas de medir:

# %%
h = 0.01
un_lado = (math.sin(1.0 + h) - math.sin(1.0)) / h
print(f"error por un lado:  {abs(un_lado - exacta):.0e}")
print(f"error por los dos:  {abs(derivada(math.sin, 1.0, h) - exacta):.0e}")

# %% [markdown]
# Ahora, para muchas $h$. Los dos ejes son logarítmicos: cada marca multiplica por diez o más.

# %%
figuras.error_segun_h(math.sin, exacta, 1.0)

# %% [markdown]
# *Figura: dos curvas en forma de V. A la derecha, con h grande, el error baja cuando h baja: es el error de mirar demasiado lejos. A la izquierda, con h diminuta, el error vuelve a subir: es el redondeo. El fondo de la V simétrica está más abajo, cerca de h = 0.00001; el de un solo lado, cerca de h = 0.00000001.*
#
# Por eso `derivada` usa `h=1e-5` si no le dices otra cosa: está cerca del fondo de su V.
#
# Recorre la V. Encoge `h` poco a poco: el cuadrado baja por una rama y sube por la otra. Después cambia el paso a
# «a los dos lados» y busca el fondo otra vez.

# %% tags=["nbval-ignore-output"]
pendiente(math.sin, x=1.0, h=0.1, derivada=math.cos)

# %% [markdown]
# ### Cuándo no creerle al juez
#
# La curva $|x|$ tiene una esquina en 0. Midamos a cada lado, con pasos cada vez más cortos:

# %%
for h in [0.1, 0.001, 0.00001]:
    hacia_la_derecha = (abs(0.0 + h) - abs(0.0)) / h
    hacia_la_izquierda = (abs(0.0) - abs(0.0 - h)) / h
    print(f"h = {h:<6}  derecha {hacia_la_derecha}, izquierda {hacia_la_izquierda}")

# %% [markdown]
# Por pequeña que sea $h$, los dos lados nunca se ponen de acuerdo: en 0, $|x|$ **no tiene derivada**.
#
# ### Ejercicio 02-esquina · El juez en la esquina · ★☆☆ · 1 min
#
# Y si le preguntas a `derivada`, ¿qué responde `derivada(abs, 0.0)`?
#
# - a) 1.0, lo que pasa a la derecha.
# - b) 0.0, sin avisar de nada.
# - c) Un error: ahí no hay derivada.

# %% ejercicio="02-esquina"
en_la_esquina = "b"  # SOLUTION

# %%
comprobar("02-esquina", en_la_esquina)

# %%
print(derivada(abs, 0.0))

# %% [markdown]
# Es el promedio de los dos lados, y no es la pendiente de ninguno. **No le creas al juez** si hay una esquina entre $x - h$
# y $x + h$, ni con una $h$ enorme o diminuta. Lo suyo son las curvas suaves.
#
# En la lección 3 está la esquina de `relu`, y en su práctica la de $|x|$. Ahí se **elige** una derivada: 0, como hace PyTorch.

# %% [markdown]
# ## 2.3 Varias entradas, varias pendientes
#
# Una red puede tener miles de entradas. Empecemos con tres: $d = a \cdot b + c$, con $a = 2$, $b = -3$ y $c = 10$.

# %% tags=["base"]
def calcular_d(a, b, c):
    return a * b + c


# %%
calcular_d(2.0, -3.0, 10.0)

# %% [markdown]
# La idea no cambia: empuja **una** entrada, deja quietas las demás, mira cuánto se movió la salida.
# Hay una pendiente por cada entrada.
#
# ### Ejercicio 02-empujones · Un empujón a cada entrada · ★★☆ · 3 min
#
# La pendiente respecto a `a` ya está hecha. Antes de seguir, apuesta: si `a` crece, ¿`d` sube o baja? Ojo con el signo de `b`.
# Luego completa `por_b` y `por_c`.

# %% ejercicio="02-empujones"
h = 0.0001
antes = calcular_d(2.0, -3.0, 10.0)
por_a = (calcular_d(2.0 + h, -3.0, 10.0) - antes) / h
por_b = (calcular_d(2.0, -3.0 + h, 10.0) - antes) / h  # SOLUTION
por_c = (calcular_d(2.0, -3.0, 10.0 + h) - antes) / h  # SOLUTION
pendientes = (por_a, por_b, por_c)

# %%
comprobar("02-empujones", pendientes)

# %%
print(f"pendiente de d respecto a a: {por_a:.4f}")

# %% [markdown]
# Si `a` crece, `d` baja: `a` está multiplicada por un número negativo. Y fíjate: esa pendiente es justo el valor de `b`.
# ¿Casualidad? Mira también tus otras dos. Pronto lo demostraremos.
#
# Dos nombres para lo que acabas de hacer:
#
# - Una **derivada parcial** es la pendiente respecto a **una** entrada, con las demás quietas. La primera se escribe
#   $\dfrac{\partial d}{\partial a}$ y se lee «parcial de $d$ respecto a $a$».
# - El **gradiente** es la lista de todas: aquí, $(-3, 2, 1)$.
#
# Por costumbre, al número de una sola entrada, el que guarda su `grad`, también se le llama *su gradiente*: el de `a` es −3.

# %% [markdown]
# ## 2.4 Un número que recuerda de dónde viene
#
# Empujar cada entrada funciona, pero cuesta: con mil entradas, hay que recalcularlo todo más de mil veces.
# Para hacerlo mejor necesitamos saber **cómo** se llegó al resultado. Y un `float` no lo sabe:

# %%
d = 2.0 * -3.0 + 10.0
print(d, "y nada más: no queda rastro del producto ni de la suma")

# %% [markdown]
# Construyamos un número con memoria. `Value` guardará cinco cosas:
#
# | atributo | qué guarda |
# |---|---|
# | `data` | el número |
# | `grad` | su gradiente: cuánto cambia el resultado final por cada unidad que cambia este número. Empieza en 0 |
# | `_prev` | sus **hijos**: los nodos de los que salió, en orden, en una tupla |
# | `_op` | la operación que lo produjo: `"+"`, `"*"`…; vacía en una hoja |
# | `label` | un nombre para leerlo en el dibujo |
#
# ### Ejercicio 02-value · Un número con memoria · ★☆☆ · 3 min
#
# Completa el constructor: faltan `_prev`, `_op` y `label`. Los hijos pueden llegar en una tupla o en una lista;
# guárdalos siempre como tupla.

# %% ejercicio="02-value"
class Value:
    def __init__(self, data, hijos=(), op="", label=""):
        self.data = data
        self.grad = 0.0
        ### BEGIN SOLUTION
        self._prev = tuple(hijos)
        self._op = op
        self.label = label
        ### END SOLUTION


# %%
Value = comprobar("02-value", Value)

# %% [markdown]
# ¿Cómo se ve uno? Python no sabe mostrarlo y solo dice que es un objeto:

# %%
print(repr(Value(2.0)).split(" at ")[0])  # lo que sigue es su lugar en la memoria

# %% [markdown]
# El método `__repr__` decide cómo se muestra un objeto. Lo escribiremos como una función suelta y después la **pegaremos** a
# la clase: cada ejercicio agrega una pieza.
#
# ### Ejercicio 02-repr · Que se deje ver · ★☆☆ · 2 min
#
# Haz que `Value(2.0)` se muestre como `Value(data=2.0)`. La función devuelve el texto; no lo imprime.

# %% ejercicio="02-repr"
def mostrar(self):
    ### BEGIN SOLUTION
    return f"Value(data={self.data})"
    ### END SOLUTION


Value.__repr__ = mostrar

# %%
Value = comprobar("02-repr", Value)

# %%
Value(2.0)

# %% [markdown]
# ### Sumar y multiplicar
#
# Probemos a sumar dos.

# %%
try:
    print(Value(2.0) + Value(-3.0))
except TypeError:
    print("Python no sabe sumar dos Value: nadie le ha dicho cómo.")

# %% [markdown]
# Cuando Python lee `a + b`, llama a `a.__add__(b)`; `a` y `b` son los **operandos**. Ese método debe devolver un `Value`
# **nuevo**, que recuerde a sus dos hijos.
#
# ### Ejercicio 02-sumar · La suma con memoria · ★★☆ · 3 min
#
# Completa `sumar`. El resultado lleva el dato sumado, los hijos en orden (primero `self`, luego `otro`) y la operación `"+"`.

# %% ejercicio="02-sumar"
def sumar(self, otro):
    dato = self.data + otro.data
    return Value(dato, (self, otro), "+")  # SOLUTION


Value.__add__ = sumar

# %%
Value = comprobar("02-sumar", Value)

# %% [markdown]
# ### Ejercicio 02-multiplicar · El producto con memoria · ★★☆ · 2 min
#
# Ahora sin ayuda: escribe el producto. Python lo busca en `__mul__` y su operación es `"*"`.

# %% ejercicio="02-multiplicar"
def multiplicar(self, otro):
    ### BEGIN SOLUTION
    return Value(self.data * otro.data, (self, otro), "*")
    ### END SOLUTION


Value.__mul__ = multiplicar

# %%
Value = comprobar("02-multiplicar", Value)

# %%
d = Value(2.0) * Value(-3.0) + Value(10.0)
print(d, "salió de la operación", d._op, "y sus hijos son", d._prev)

# %% [markdown]
# Ahora sí hay rastro: con `_prev` se puede volver, de hijo en hijo, hasta las hojas.
#
# ### Ejercicio 02-expresion · Una expresión completa · ★☆☆ · 2 min
#
# Alarguemos la expresión con un nodo más: $e = a \cdot b$, $d = e + c$ y $L = d \cdot f$, con $f = -2$.
# La primera está hecha; escribe las otras dos con `Value`.

# %% ejercicio="02-expresion"
a, b = Value(2.0, label="a"), Value(-3.0, label="b")
c, f = Value(10.0, label="c"), Value(-2.0, label="f")
e = a * b
d = e + c  # SOLUTION
L = d * f  # SOLUTION
nodos = (a, b, c, e, d, f, L)

# %%
nodos = comprobar("02-expresion", nodos)
a, b, c, e, d, f, L = nodos
e.label, d.label, L.label = "e", "d", "L"

# %% [markdown]
# `trace` recorre la expresión desde $L$ hacia las hojas. Devuelve los nodos y las **aristas**, que son las flechas del
# dibujo: una por cada hijo de cada nodo. Con eso `draw_dot` dibuja.

# %%
from minigrad.graph import draw_dot, trace

lista_de_nodos, aristas = trace(L)
print(len(lista_de_nodos), "nodos y", len(aristas), "aristas")

# %%
draw_dot(L)

# %% [markdown]
# *Figura: el grafo de L. A la izquierda, las hojas a = 2 y b = −3 entran en un producto que da e = −6. Ese e y la hoja c = 10 entran en una suma que da d = 4. Por último, d y la hoja f = −2 entran en un producto que da L = −8. Todos los gradientes están todavía en 0.*
#
# Leer este dibujo de izquierda a derecha es el **paso hacia adelante**: entran las hojas, sale la **raíz**, que es $L$.

# %% [markdown]
# ## Pausa: ya tienes un número con memoria
#
# Sabes medir una pendiente y cuándo creerle a la medición. Tu `Value` recuerda de dónde salió, y con él armaste $L$.
# Lo que viene es el corazón del curso: los gradientes, hacia atrás. Vuelve con lápiz y papel.
#
# **Para volver:** abre el cuaderno, haz clic en la primera celda de 2.5 y elige *Ejecutar → Ejecutar todo por encima de
# la celda seleccionada* (en Colab, *Entorno de ejecución → Ejecutar anteriores*).

# %%
progreso("02")

# %% [markdown]
# ## 2.5 Hacia atrás, a mano
#
# Queremos saber, para **cada** nodo, cuánto cambia $L$ por cada unidad que cambia ese nodo. Ese número es su gradiente
# y vivirá en `grad`.
#
# Empezamos por el final. Si $L$ crece en $h$, ¿cuánto crece $L$? En $h$, claro: la pendiente es 1.
# Por eso **el gradiente de la raíz siempre es 1**.
#
# ### El producto cruza
#
# Un paso atrás: $L = d \cdot f$. Empujemos $d$ y usemos la definición del límite.
#
# $$\frac{(d+h)\,f - d\,f}{h} = \frac{d\,f + h\,f - d\,f}{h} = \frac{h\,f}{h} = f$$
#
# La $h$ desapareció: no hace falta ni acercarla a 0. Una **derivada local** mira una sola operación: lo que cambia su
# resultado por cada unidad de un operando. **La derivada local de un producto respecto a un factor es el otro factor.**
# Que lo confirmen los números, incluso con pasos enormes:

# %%
for h in [100.0, 1.0, 0.01]:
    print(f"h = {h:<6}  {((4.0 + h) * -2.0 - 4.0 * -2.0) / h:.4f}")

# %% [markdown]
# ### Ejercicio 02-producto · Los gradientes de d y f · ★★☆ · 2 min
#
# La raíz está puesta. Escribe los gradientes de `d` y de `f`. Puedes poner el número, o la cuenta con `.data`.

# %% ejercicio="02-producto"
L.grad = 1.0
d.grad = f.data * L.grad  # SOLUTION
f.grad = d.data * L.grad  # SOLUTION

# %%
nodos = comprobar("02-producto", nodos)
a, b, c, e, d, f, L = nodos
e.label, d.label, L.label = "e", "d", "L"

# %% [markdown]
# ### La suma reparte
#
# Sigamos: $d = e + c$. Ahora la demostración la armas tú.
#
# ### Ejercicio 02-orden-suma · Ordena la demostración · ★★☆ · 3 min
#
# Estas líneas calculan la pendiente de $d = e + c$ respecto a $c$, pero están revueltas. Además, **una sobra**.
#
# - **A.** $\;\dfrac{h}{h}$
# - **B.** $\;\dfrac{(e + (c + h)) - (e + c)}{h}$
# - **C.** $\;1$
# - **D.** $\;\dfrac{e + c + h - e - c}{h}$
# - **E.** $\;\dfrac{e \cdot h}{h}$
#
# Escribe las letras en orden, de la primera línea al resultado, todas juntas entre comillas: `orden_suma = "XYZ"`.

# %% ejercicio="02-orden-suma"
orden_suma = "BDAC"  # SOLUTION

# %%
comprobar("02-orden-suma", orden_suma)

# %% [markdown]
# La suma no mira los valores: su derivada local es la misma para los dos sumandos, sin importar cuánto valgan.
#
# ### La regla de la cadena
#
# Ya sabes cuánto cambia $L$ si cambia $d$, y cuánto cambia $d$ si cambia $c$. Falta unir las dos cosas.
#
# Piensa en tres engranajes. Por cada vuelta del primero, el segundo da 3; por cada vuelta del segundo, el tercero da 2.
# Una vuelta del primero se vuelve 3 del segundo, y cada una de esas, 2 del tercero.
#
# ### Ejercicio 02-cadena · Tres engranajes · ★☆☆ · 1 min
#
# ¿Cuántas vueltas da el tercero por cada vuelta del primero?
#
# - a) $3 + 2 = 5$
# - b) $3 \times 2 = 6$
# - c) 2: solo cuenta el último engranaje

# %% ejercicio="02-cadena"
engranajes = "b"  # SOLUTION

# %%
comprobar("02-cadena", engranajes)

# %% [markdown]
# Los gradientes viajan igual. Esta es la **regla de la cadena**:
#
# $$\frac{\partial L}{\partial c} = \frac{\partial L}{\partial d} \cdot \frac{\partial d}{\partial c}$$
#
# En palabras: **gradiente de un nodo = gradiente de su consumidor × derivada local**. El consumidor es el nodo que lo usa.
# Así vale cuando hay **un solo** consumidor, como en todo este grafo. Con dos, cada uno aporta lo suyo y los aportes
# se **suman**: lo verás en la lección 3.
#
# ### Ejercicio 02-hojas · Hasta las hojas · ★★☆ · 4 min
#
# Termina el camino. Los consumidores: `d` usa a `e` y a `c`; `e` usa a `a` y a `b`. Mira otra vez el dibujo si lo necesitas.

# %% ejercicio="02-hojas"
a, b, c, e, d, f, L = nodos
c.grad = 1.0 * d.grad  # SOLUTION
e.grad = 1.0 * d.grad  # SOLUTION
a.grad = b.data * e.grad  # SOLUTION
b.grad = a.data * e.grad  # SOLUTION

# %%
nodos = comprobar("02-hojas", nodos)
a, b, c, e, d, f, L = nodos
hojas = [a, b, c, f]
e.label, d.label, L.label = "e", "d", "L"

# %% [markdown]
# Acabas de hacer **retropropagación** a mano: un **paso hacia atrás**, nodo por nodo, sin recalcular nada.
#
# ¿Otra vuelta, ahora sin red? `recorrer` dibuja *tu* grafo y te pide cada gradiente antes de mostrarlo.

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import recorrer

recorrer(L, predecir=True)

# %%
draw_dot(L)

# %% [markdown]
# *Figura: el mismo grafo, ahora con todos los gradientes puestos. Se lee de derecha a izquierda: L tiene 1; de ahí salen los de d y f; d le pasa el suyo, sin cambios, a e y a c; y e reparte a a y b, multiplicando por el otro factor.*
#
# ### ¿Seguro? Que lo diga la medición
#
# `L_empujada` recalcula $L$, pero le suma $h$ al nodo que le digas. Sirve también con los nodos del medio.

# %% tags=["base"]
def L_empujada(nodo, h):
    empuje = {nombre: 0.0 for nombre in "abcdef"}
    empuje[nodo] = h
    e = (2.0 + empuje["a"]) * (-3.0 + empuje["b"]) + empuje["e"]
    d = e + (10.0 + empuje["c"]) + empuje["d"]
    return d * (-2.0 + empuje["f"])


# %%
sin_empujar, con_empujon = L_empujada("a", 0.0), L_empujada("a", 0.01)
print(f"L sin empujar: {sin_empujar:.4f}   con a un poco mayor: {con_empujon:.4f}")

# %% [markdown]
# ### Ejercicio 02-medir · Mide cualquier nodo · ★★☆ · 4 min
#
# Escribe `medir(nodo)`: la pendiente de $L$ respecto a ese nodo, medida con la diferencia simétrica.
# El nodo llega como texto, por ejemplo `"a"`. Usa `L_empujada`, que empuja lo que le digas: también hacia atrás, con $-h$.

# %% ejercicio="02-medir"
def medir(nodo):
    ### BEGIN SOLUTION
    h = 1e-5
    return (L_empujada(nodo, h) - L_empujada(nodo, -h)) / (2 * h)
    ### END SOLUTION


# %%
medir = comprobar("02-medir", medir)

# %%
for nodo in nodos[:-1]:
    print(f"{nodo.label}:  a mano {nodo.grad:8.4f}   medido {medir(nodo.label):8.4f}")

# %% [markdown]
# Todos menos $L$, que es la raíz, y coinciden. Este es el hábito más útil del curso: **si calculas un gradiente, mídelo**.
#
# ### ¿Para qué sirve un gradiente?
#
# Para saber hacia dónde moverse. El gradiente de una hoja dice cuánto sube $L$ por cada unidad que crece esa hoja, mientras
# el movimiento sea pequeño.
#
# ### Ejercicio 02-subir · Un paso a favor del gradiente · ★★☆ · 2 min
#
# Queremos que $L$ **suba**. Escribe `mover(hoja, paso)`: devuelve el dato de la hoja, movido a favor de su gradiente.
# El movimiento es `paso` veces el gradiente. No cambies la hoja: devuelve el número nuevo.

# %% ejercicio="02-subir"
def mover(hoja, paso):
    ### BEGIN SOLUTION
    return hoja.data + paso * hoja.grad
    ### END SOLUTION


# %%
mover = comprobar("02-subir", mover)

# %% [markdown]
# ### ¿Cuánto va a subir?
#
# Vamos a mover las cuatro hojas a la vez, con un paso de 0.01. Los gradientes dicen **cuánto** cambiará $L$ antes de moverlas.
# El de `a` es 6, así que `a` se moverá 0.06, y por su parte $L$ debería cambiar $6 \times 0.06 = 0.36$. Cada hoja aporta
# su parte, y las partes se suman.
#
# ### Ejercicio 02-cuanto-sube · El cambio, antes de mover nada · ★★☆ · 3 min
#
# Completa `cambio_predicho`: la suma de gradiente × movimiento. `zip` recorre las dos listas a la par: la primera hoja
# con el primer movimiento, la segunda con el segundo…

# %% ejercicio="02-cuanto-sube"
def cambio_predicho(hojas, movimientos):
    total = 0.0
    for hoja, movimiento in zip(hojas, movimientos):
        ### BEGIN SOLUTION
        total += hoja.grad * movimiento
        ### END SOLUTION
    return total


# %%
cambio_predicho = comprobar("02-cuanto-sube", cambio_predicho)

# %% [markdown]
# Falta el cambio real: el de $L$ cuando cada hoja se mueve lo que diga la lista. ¿Acertará tu predicción?

# %% tags=["base"]
def cambio_real(movimientos):
    a2, b2, c2, f2 = [hoja.data + m for hoja, m in zip(hojas, movimientos)]
    return (a2 * b2 + c2) * f2 - L.data


# %%
movimientos = [mover(hoja, 0.01) - hoja.data for hoja in hojas]
predicho, real = cambio_predicho(hojas, movimientos), cambio_real(movimientos)
print(f"predicho {predicho:+.4f}   real {real:+.4f}   L pasa de {L.data:.4f} a {L.data + real:.4f}")

# %% [markdown]
# ### Ejercicio 02-hasta-donde · Con un paso cien veces mayor · ★★☆ · 1 min
#
# $L$ subió, y casi lo que dijiste. Ahora el paso no es 0.01 sino **1**: las hojas se mueven cien veces más, y la predicción
# es $+72$. ¿Qué hará $L$ de verdad?
#
# - a) Subirá unos 72.
# - b) Subirá, pero mucho menos que 72.
# - c) Bajará.

# %% ejercicio="02-hasta-donde"
con_paso_1 = "c"  # SOLUTION

# %%
comprobar("02-hasta-donde", con_paso_1)

# %%
for paso in [0.001, 0.01, 0.1, 1.0]:
    movimientos = [paso * hoja.grad for hoja in hojas]
    predicho, real = cambio_predicho(hojas, movimientos), cambio_real(movimientos)
    print(f"paso {paso:<5}  predicho {predicho:+8.4f}   real {real:+9.4f}")

# %% [markdown]
# El gradiente solo conoce las pendientes del punto de partida. Con pasos pequeños acierta, y por eso se pueden mover **todas**
# las hojas a la vez. Con uno grande falla: al moverse las demás, el gradiente de cada hoja ya es otro.
#
# ¿Y si se mueven en otra dirección? Comparemos movimientos **del mismo largo** (la raíz de la suma de sus cuadrados):

# %%
import random


def subida_hacia(direccion):
    largo = math.sqrt(sum(n * n for n in direccion))
    return cambio_real([0.01 * n / largo for n in direccion])


random.seed(2)
al_azar = [[random.gauss(0, 1) for hoja in hojas] for intento in range(1000)]
print(f"a favor del gradiente:      {subida_hacia([hoja.grad for hoja in hojas]):+.4f}")
print(f"solo a:                     {subida_hacia([1, 0, 0, 0]):+.4f}")
print(f"la mejor de mil, al azar:   {max(map(subida_hacia, al_azar)):+.4f}")

# %% [markdown]
# Ninguna de las mil lo supera: **el gradiente señala hacia donde $L$ sube más rápido.** En la lección 5, $L$ será el error de
# una red y daremos el paso al revés, para que **baje**. El `paso` se llamará **tasa de aprendizaje**: con una demasiado
# grande, pasa lo que viste con 1.

# %% [markdown]
# ## 2.6 Una neurona
#
# Las neuronas de tu cerebro inspiraron a las de las redes. Esta es la parte que se imitó:

# %%
figuras.neurona_biologica()

# %% [markdown]
# *Figura: una neurona biológica. A la izquierda, las dendritas, ramas que reciben señales. Llegan al cuerpo celular, que las reúne. De él sale hacia la derecha el axón, un cable largo que termina en varias ramas hacia otras neuronas.*

# %%
figuras.neurona_matematica()

# %% [markdown]
# *Figura: una neurona matemática, con las mismas tres partes. Las entradas x1 y x2 se multiplican por los pesos w1 y w2; un círculo las suma junto con el sesgo b y da n; una caja con la curva de tanh aplasta n y da la salida o.*
#
# | en el cerebro | en el papel | en palabras |
# |---|---|---|
# | dendritas | $x_1, x_2$ y sus pesos $w_1, w_2$ | llegan señales, unas pesan más que otras |
# | cuerpo celular | $n = x_1 w_1 + x_2 w_2 + b$ | se suman; el sesgo $b$ dice qué tan fácil se activa |
# | axón | $o = \tanh(n)$ | sale una señal, siempre entre −1 y 1 |
#
# El parecido termina ahí: una neurona real es mucho más rica que esta cuenta.
#
# ### Funciones que aplastan
#
# `tanh`, la tangente hiperbólica, recibe cualquier número y devuelve uno entre −1 y 1. No es la única con forma de S:

# %%
figuras.aplastadoras()

# %% [markdown]
# *Figura: dos paneles. En el primero, cuatro curvas con forma de S: tanh, softsign y arcotangente (dividida entre π/2) van de −1 a 1 y pasan por el 0; la sigmoide va de 0 a 1 y pasa por 0.5. En el segundo, sus pendientes: cuatro campanas, altas en el centro y casi nulas en los extremos. Las de tanh y softsign llegan a 1; la de la sigmoide, solo a 0.25.*
#
# ### Ejercicio 02-plana · Lejos del centro · ★☆☆ · 1 min
#
# En $x = 10$, `tanh` vale casi 1. ¿Y su **pendiente** ahí?
#
# - a) Casi 0.
# - b) Casi 1.
# - c) Casi 10.

# %% ejercicio="02-plana"
pendiente_lejos = "a"  # SOLUTION

# %%
comprobar("02-plana", pendiente_lejos)

# %%
print(f"tanh(10) = {math.tanh(10.0):.6f}, con pendiente {derivada(math.tanh, 10.0):.6f}")

# %% [markdown]
# Cuando una neurona cae en la parte plana, decimos que está **saturada**: por ahí casi no pasa gradiente.
#
# ### Ejercicio 02-tanh · Enséñale tanh a Value · ★★☆ · 3 min
#
# Agrega a `Value` el método `tanh`. Tiene **un solo** hijo y su operación es `"tanh"`. Para el dato, usa `math.tanh`.
# Una tupla de un elemento lleva coma: `(algo,)`.

# %% ejercicio="02-tanh"
def tangente_hiperbolica(self):
    ### BEGIN SOLUTION
    return Value(math.tanh(self.data), (self,), "tanh")
    ### END SOLUTION


Value.tanh = tangente_hiperbolica

# %%
Value = comprobar("02-tanh", Value)

# %% [markdown]
# ### Ejercicio 02-neurona · El paso hacia adelante · ★☆☆ · 2 min
#
# Las entradas son $x = (2, 0)$, los pesos $w = (-3, 1)$ y el sesgo $b = 6.88137\ldots$, un número así de raro para que los
# gradientes salgan redondos. (Son los números de la primera clase de Karpathy.)
#
# Arma la neurona con `Value`. Faltan `n`, que agrega el sesgo `b` a la suma, y la salida `o`. Desde aquí, `b` es el sesgo.

# %% ejercicio="02-neurona"
x1, x2 = Value(2.0, label="x1"), Value(0.0, label="x2")
w1, w2 = Value(-3.0, label="w1"), Value(1.0, label="w2")
b = Value(6.8813735870195432, label="b")
x1w1, x2w2 = x1 * w1, x2 * w2
suma = x1w1 + x2w2
n = suma + b  # SOLUTION
o = n.tanh()  # SOLUTION
neurona = (x1, w1, x2, w2, x1w1, x2w2, suma, b, n, o)

# %%
neurona = comprobar("02-neurona", neurona)
x1, w1, x2, w2, x1w1, x2w2, suma, b, n, o = neurona
x1w1.label, x2w2.label, suma.label, n.label, o.label = "x1·w1", "x2·w2", "suma", "n", "o"

# %%
print(f"n = {n.data:.4f}   o = {o.data:.4f}")

# %% [markdown]
# ### La pendiente de tanh
#
# Para ir hacia atrás falta una derivada local: la de `tanh`. Midámosla en varios puntos, junto a la salida $t = \tanh(x)$.

# %%
for x in [0.0, 0.5493, 0.8814, 1.4722]:
    print(f"t = {math.tanh(x):.4f}   pendiente = {derivada(math.tanh, x):.4f}")

# %% [markdown]
# Basta conocer la salida $t$ para saber la pendiente. Con la salida en 0 es 1; cerca de 1, se apaga. ¿Qué cuenta con $t$ da la segunda columna?
# Prueba primero $1 - t$: en la primera fila acierta. ¿Y en la segunda?
#
# ### Ejercicio 02-derivada-tanh · Descubre la fórmula · ★★☆ · 4 min
#
# Completa la función: recibe $x$, calcula $t$ y devuelve la pendiente de `tanh` en $x$, sin medir nada.

# %% ejercicio="02-derivada-tanh"
def derivada_tanh(x):
    t = math.tanh(x)
    return 1 - t**2  # SOLUTION


# %%
derivada_tanh = comprobar("02-derivada-tanh", derivada_tanh)

# %%
print(f"medida {derivada(math.tanh, 2.0):.6f}   con la fórmula {derivada_tanh(2.0):.6f}")

# %% [markdown]
# ### Hacia atrás por la neurona
#
# Tienes las tres reglas locales. Cada nodo de esta neurona tiene un solo consumidor: gradiente de su consumidor × derivada local.
#
# | operación | derivada local |
# |---|---|
# | suma | 1 para cada sumando: **reparte** |
# | producto | el otro factor: **cruza** |
# | tanh | la fórmula que acabas de descubrir, con su salida `o.data` |

# %%
draw_dot(o)

# %% [markdown]
# *Figura: el grafo de la neurona. x1 = 2 y w1 = −3 entran en un producto que da −6; x2 = 0 y w2 = 1, en otro que da 0. Los dos se suman, a esa suma se le añade b y sale n = 0.8814; tanh lo convierte en o = 0.7071. Todos los gradientes están en 0.*
#
# ### Ejercicio 02-neurona-medio · Del final a los productos · ★★☆ · 3 min
#
# La raíz está puesta. Pasa el gradiente por `tanh` y por las dos sumas. Con cuatro decimales basta.

# %% ejercicio="02-neurona-medio"
o.grad = 1.0
n.grad = (1 - o.data**2) * o.grad  # SOLUTION
b.grad = n.grad  # SOLUTION
suma.grad = n.grad  # SOLUTION
x1w1.grad = suma.grad  # SOLUTION
x2w2.grad = suma.grad  # SOLUTION

# %%
neurona = comprobar("02-neurona-medio", neurona)
x1, w1, x2, w2, x1w1, x2w2, suma, b, n, o = neurona
x1w1.label, x2w2.label, suma.label, n.label, o.label = "x1·w1", "x2·w2", "suma", "n", "o"

# %% [markdown]
# ### Ejercicio 02-neurona-hojas · Los pesos y las entradas · ★★☆ · 3 min
#
# Solo quedan los dos productos. Antes de calcular, mira los datos: uno de estos cuatro gradientes será 0. ¿Cuál, y por qué?
# Escribe los gradientes de `x1`, `w1`, `x2` y `w2`.

# %% ejercicio="02-neurona-hojas"
x1.grad = w1.data * x1w1.grad  # SOLUTION
w1.grad = x1.data * x1w1.grad  # SOLUTION
x2.grad = w2.data * x2w2.grad  # SOLUTION
w2.grad = x2.data * x2w2.grad  # SOLUTION

# %%
neurona = comprobar("02-neurona-hojas", neurona)
x1, w1, x2, w2, x1w1, x2w2, suma, b, n, o = neurona
x1w1.label, x2w2.label, suma.label, n.label, o.label = "x1·w1", "x2·w2", "suma", "n", "o"

# %%
for hoja in (x1, x2, w1, w2, b):
    print(f"{hoja.label:>2}:  dato {hoja.data:7.4f}   gradiente {hoja.grad:7.4f}")

# %%
draw_dot(o)

# %% [markdown]
# *Figura: el grafo de la neurona con sus gradientes. o tiene 1; n, b, la suma y los dos productos tienen 0.5; x1 tiene −1.5, w1 tiene 1, x2 tiene 0.5 y w2 tiene 0.*
#
# El gradiente de `w2` es 0 porque su entrada, `x2`, vale 0: mover ese peso no cambia nada.
#
# Y como siempre, midamos. Aquí, el peso `w1`:

# %%
def salida(w):
    return math.tanh(2.0 * w + 0.0 * 1.0 + 6.8813735870195432)


print(f"a mano {w1.grad:.4f}   medido {derivada(salida, -3.0):.4f}")

# %% [markdown]
# ### La misma neurona, en tus manos
#
# Aquí está otra vez, con un deslizador por número. Antes de mover cada uno, apuesta qué gradientes cambiarán:
#
# 1. Sube `b` hasta 8.
# 2. Vuelve al principio y sube `x2`. ¿Qué gradiente deja de ser 0?
# 3. Elige `relu`, que es «máximo con 0», y baja `b` hasta que $n$ sea negativo.

# %% tags=["nbval-ignore-output"]
from minigrad import exploradores

exploradores.neurona()

# %% [markdown]
# Con `b` en 8, $n$ es 2 y la neurona se satura. ¿Cuánto vale ahí la pendiente de tanh, que antes era 0.5?

# %%
print(f"{derivada_tanh(2.0):.2f}")

# %% [markdown]
# Los gradientes de las entradas, los pesos y `b` caen con ella, porque todos la llevan de factor (el de `w2` ya era 0). Al subir
# `x2` despierta el gradiente de `w2`: el otro factor cruza. (Los otros también cambian, porque cambió $n$; el de la raíz no.) Y una relu con $n$ negativo está **apagada**: su pendiente es 0
# y no llega gradiente a nadie.
#
# ## Lo que construiste

# %%
progreso("02")

# %% [markdown]
# ### En PyTorch…
#
# | hoy, a mano | en PyTorch |
# |---|---|
# | `Value` con `data` y `grad` | un tensor con `requires_grad=True` y su `.grad` |
# | `_prev` y `_op` | `grad_fn` y `grad_fn.next_functions` |
# | `n.tanh()` | `torch.tanh(n)` |
# | `L.grad = 1.0` y todo lo que siguió | `L.backward()` |
# | medir cada gradiente para revisarlo | `torch.autograd.gradcheck` |
#
# PyTorch hace lo mismo que tú: anota cada operación al ir hacia adelante y, al volver, usa su derivada local y la regla de la cadena.
#
# ### ¿Y ahora?
#
# Escribiste uno por uno los gradientes de un grafo pequeño. Una red puede tener miles. En la **[lección 3, Automatizando la diferenciación](03_automatizando.ipynb)**,
# cada operación aprenderá a pasar su gradiente hacia atrás, y `backward()` lo hará todo.
#
# Antes, practica con [el cuaderno de ejercicios](../exercises/02_a_mano_practica.ipynb): hay código roto por reparar y una sorpresa con $y = x \cdot x$.
