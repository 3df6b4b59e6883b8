# %% [markdown]
# # 1. PyTorch Autograd y Nuestro Mini-Grad
#
# {{COLAB}}
#
# Al terminar esta lección podrás:
#
# - leer los gradientes que calculan PyTorch y Mini-Grad, y predecirlos antes de ejecutar;
# - distinguir el gradiente de una hoja del de un nodo intermedio;
# - decir qué es un tensor y por qué Mini-Grad trabaja con escalares;
# - dibujar el grafo de un programa que cambia mientras corre.
#
# **Tiempo:** 70 minutos. **Se da por sabido:** la lección 0 y escribir funciones en Python.
#
# *Mini-Grad sigue la idea de [micrograd](https://github.com/karpathy/micrograd), de
# Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
from minigrad import Value, draw_dot

# %% [markdown]
# ## Antes de empezar: tres preguntas de memoria
#
# Sobre la lección 0. Responde sin volver a mirar: el esfuerzo de recordar es lo que fija la idea.
# En cada blanco va la letra, entre comillas.
#
# **Repaso 1.** En `precio * cantidad + envio`, el gradiente de `cantidad` es 4. ¿Qué significa?
#
# - a) Que la cantidad vale 4.
# - b) Que si empujas un poquito la cantidad, el total se mueve 4 veces ese poquito.
# - c) Que el total vale 4 veces la cantidad.

# %% ejercicio="01-repaso-1"
repaso_1 = "b"  # SOLUTION

# %%
comprobar("01-repaso-1", repaso_1)

# %% [markdown]
# **Repaso 2.** Un motor anota cada operación y conoce la regla del `+` y la del `*`. Pero no sabe
# de qué nodos salió cada nodo, así que los visita en cualquier orden. ¿Qué necesidad le falla?
#
# - a) Construir el grafo.
# - b) Conocer el comportamiento local de cada operación.
# - c) Conocer las dependencias de cada nodo.

# %% ejercicio="01-repaso-2"
repaso_2 = "c"  # SOLUTION

# %%
comprobar("01-repaso-2", repaso_2)

# %% [markdown]
# **Repaso 3.** Una función tiene 500 entradas. ¿Cuántos pasos hacia atrás necesita un motor de
# autodiferenciación para obtener los 500 gradientes?
#
# - a) 1
# - b) 500
# - c) 501

# %% ejercicio="01-repaso-3"
repaso_3 = "a"  # SOLUTION

# %%
comprobar("01-repaso-3", repaso_3)

# %% [markdown]
# ## 1.1 Un programa pequeño
#
# Trabajaremos con este programa. Parte de `x = 2` e `y = 3` y llega a un solo número, `f`.
#
# ```python
# z = x**2 + y
# w = z + y * x
# f = w**2 / 2
# ```
#
# En Python, `**` es «elevado a», y se hace antes que `*` y `/`, que se hacen antes que `+`.
#
# ### Ejercicio 01-adelante · El paso hacia adelante, a mano · ★☆☆ · 3 min
#
# Antes de que lo haga una máquina: con `x = 2` e `y = 3`, ¿cuánto valen `z`, `w` y `f`? Escribe los
# tres números en ese orden. Por ejemplo: `valores = (1, 2, 3.5)`.

# %% ejercicio="01-adelante"
valores = (7, 13, 84.5)  # SOLUTION

# %%
comprobar("01-adelante", valores)

# %% [markdown]
# Ahora, PyTorch. `requires_grad=True` le pide que vigile ese número, y `f.backward()` hace el paso
# hacia atrás. `.item()` saca el número que hay dentro, para imprimirlo. (Las celdas que empiezan con
# `%%con_torch` usan PyTorch: si no lo tienes instalado, muestran lo que habría salido.)

# %%
# %%con_torch
import torch

x = torch.tensor(2.0, requires_grad=True)
y = torch.tensor(3.0, requires_grad=True)
z = x**2 + y
w = z + y * x
f = w**2 / 2
f.backward()

print(f"Resultado: {f.item():.4f}")
print(f"df/dx: {x.grad.item():.4f}")
print(f"df/dy: {y.grad.item():.4f}")

# %% [markdown]
# El resultado es el que calculaste. `df/dx` se lee «derivada de f respecto a x»: es el gradiente de
# `x`. Dice que, si empujas `x` un poquito y dejas `y` quieta, `f` se mueve 91 veces ese poquito.
#
# ¿Le creemos? Empujemos nosotros, con números comunes, como en la lección 0.

# %%
def primer_programa(x, y):
    z = x**2 + y
    w = z + y * x
    return w**2 / 2


h = 0.0001
print(f"empujando x: {(primer_programa(2 + h, 3) - primer_programa(2, 3)) / h:.2f}")
print(f"empujando y: {(primer_programa(2, 3 + h) - primer_programa(2, 3)) / h:.2f}")

# %% [markdown]
# Empujando **medimos** 91 y 39, hasta los dos decimales que se ven. El motor no empujó nada: los **calculó**.
#
# ## 1.2 ¿De dónde sale el 91?
#
# En el dibujo, `p` es el producto `y * x`. Cada flecha lleva su **derivada local**: cuánto se mueve
# la punta de la flecha por cada unidad que se mueve el comienzo, mirando *solo ese tramo*.

# %%
from minigrad.exploradores import diagramas

diagramas.caminos({"xz": 4, "xp": 3, "yz": 1, "yp": 2, "zw": 1, "pw": 1, "wf": 13})

# %% [markdown]
# *Figura: el grafo con sus derivadas locales. De x a z, 4. De x a p, 3. De y a z, 1. De y a p, 2. De z
# a w, 1. De p a w, 1. De w a f, 13.*
#
# Casi todas las conoces: la suma pasa tal cual (1), y en el producto `y * x` la flecha de cada factor
# vale el otro. Las dos flechas que elevan al cuadrado las podemos medir con un empujón:

# %%
print(f"de x a z: {((2 + h) ** 2 - 2**2) / h:.2f}")
print(f"de w a f: {((13 + h) ** 2 / 2 - 13**2 / 2) / h:.2f}")

# %% [markdown]
# Un empujón a `x` viaja por las flechas hasta `f`. Dos reglas bastan:
#
# - **a lo largo de un camino, se multiplica**: si la primera flecha amplía 2 veces y la siguiente 5,
#   el camino entero amplía 10;
# - **si hay varios caminos, se suman**: los efectos llegan todos a la vez.
#
# ### Ejercicio 01-caminos · Dos caminos hasta f · ★★☆ · 5 min
#
# Desde `x` hay dos caminos hasta `f`: uno pasa por `z` y otro por `p`. ¿Cuánto aporta cada uno?
# Escribe primero el de `z` y después el de `p`. Por ejemplo: `caminos = (10, 20)`.

# %% ejercicio="01-caminos"
caminos = (4 * 1 * 13, 3 * 1 * 13)  # SOLUTION

# %%
comprobar("01-caminos", caminos)

# %% [markdown]
# Midámoslo. El truco: darle a la función **dos** `x`, una para cada camino, y empujar solo una de ellas.

# %%
def con_dos_x(x_de_z, x_de_p, y=3):
    z = x_de_z**2 + y
    p = y * x_de_p
    return (z + p) ** 2 / 2


inicio = con_dos_x(2, 2)
print(f"empujo solo la de z: {(con_dos_x(2 + h, 2) - inicio) / h:.2f}")
print(f"empujo solo la de p: {(con_dos_x(2, 2 + h) - inicio) / h:.2f}")
print(f"empujo las dos:      {(con_dos_x(2 + h, 2 + h) - inicio) / h:.2f}")

# %% [markdown]
# La suma de los dos caminos es el 91. Olvidar uno de los caminos es un error muy común de quien escribe
# un motor. En la lección 3 lo verás fallar, y lo repararás.
#
# ## 1.3 Tensores y escalares
#
# Un **tensor** es una caja de números ordenados en ejes:
#
# - un **escalar** es un solo número: 0 ejes;
# - un **vector** es una fila de números: 1 eje;
# - una **matriz** es una tabla: 2 ejes (filas y columnas);
# - con 3 ejes o más se dice **tensor de orden 3, 4…**

# %%
# %%con_torch
escalar = torch.tensor(5.0)
vector = torch.tensor([1.0, 2.0, 3.0])
matriz = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
pila = torch.zeros(4, 2, 3)  # 4 matrices de 2 × 3
for nombre, t in [("escalar", escalar), ("vector", vector), ("matriz", matriz), ("pila", pila)]:
    print(f"{nombre:<8} ejes: {t.ndim}  forma: {tuple(t.shape)}  números: {t.numel()}")

# %% [markdown]
# ### Ejercicio 01-ejes · Un lote de fotos · ★☆☆ · 2 min
#
# Una foto en color de 32 × 32 puntos se guarda en 3 tablas: rojo, verde y azul. Juntas 10 fotos en
# **un solo** tensor. ¿Cuántos **ejes** tiene?

# %% ejercicio="01-ejes"
ejes = 4  # SOLUTION

# %%
comprobar("01-ejes", ejes)

# %%
# %%con_torch
fotos = torch.zeros(10, 3, 32, 32)
print("ejes:", fotos.ndim, " números:", fotos.numel())

# %% [markdown]
# Mini-Grad no tiene ejes. Un `Value` guarda el valor de **un escalar**. Es lento, pero así cada número
# se ve, se dibuja y se sigue con el dedo. Un tensor hace las mismas cuentas, en bloque.
#
# ### Ejercicio 01-cuantos · De un tensor a muchos Value · ★☆☆ · 1 min
#
# Una red guarda sus números ajustables, los **pesos**, en tensores. Uno de ellos es una matriz de 3 filas
# y 4 columnas. En Mini-Grad, ¿cuántos `Value` hacen falta para guardar esa matriz?

# %% ejercicio="01-cuantos"
cuantos = 3 * 4  # SOLUTION

# %%
comprobar("01-cuantos", cuantos)

# %% [markdown]
# ## 1.4 ¿Quién pide gradiente?
#
# PyTorch solo deja gradiente en quien lo pide con `requires_grad=True`. Un dato de entrada no lo
# necesita: no vamos a cambiarlo. Un peso de la red sí.
#
# ### Ejercicio 01-sin-pedir · Un tensor que no pide gradiente · ★☆☆ · 2 min
#
# Quitamos `requires_grad=True` de `y`, pero no de `x`. Después de `f.backward()`, ¿qué hay en
# `y.grad`?
#
# - a) 39, como antes.
# - b) 0, porque `y` ya no influye en `f`.
# - c) `None`, porque nadie lo calculó.
# - d) Nada: `f.backward()` falla con un error.

# %% ejercicio="01-sin-pedir"
sin_pedir = "c"  # SOLUTION

# %%
comprobar("01-sin-pedir", sin_pedir)

# %%
# %%con_torch
x = torch.tensor(2.0, requires_grad=True)
y = torch.tensor(3.0)
f = (x**2 + y + y * x) ** 2 / 2
f.backward()
print("x.grad:", x.grad.item())
print("y.grad:", y.grad)

# %% [markdown]
# `None` no es lo mismo que 0. Un 0 dice «empujarlo un poquito no mueve `f`». `None` dice «aquí no hay
# nada»: nadie lo calculó. En Mini-Grad no hay que pedirlo: todo `Value` tiene `grad`, que empieza en 0.
#
# ## 1.5 El rastro: `grad_fn`
#
# ¿Dónde guarda PyTorch el grafo? En cada resultado. El atributo `grad_fn` apunta a la operación que
# lo produjo. Una hoja no viene de ninguna operación, así que no tiene rastro.

# %%
# %%con_torch
x = torch.tensor(2.0, requires_grad=True)
y = torch.tensor(3.0, requires_grad=True)
z = x**2 + y
w = z + y * x
f = w**2 / 2
for nombre, t in [("x", x), ("z", z), ("w", w), ("f", f)]:
    rastro = type(t.grad_fn).__name__ if t.grad_fn else "ninguno"
    print(f"{nombre}  ¿es hoja? {'sí' if t.is_leaf else 'no'}   rastro: {rastro}")

# %% [markdown]
# Lee el rastro: `f` viene de una división (*Div*), `w` y `z` de sumas (*Add*). Es **la última**
# operación de cada línea; las anteriores están un paso más atrás.
#
# `x` es hoja. `z` y `w` son **nodos intermedios**: están entre las hojas y la raíz. Con ellos PyTorch
# hace algo que sorprende.

# %%
# %%con_torch
import warnings

warnings.filterwarnings("ignore", "The .grad attribute")  # el aviso, en inglés, de que z no es hoja
x = torch.tensor(2.0, requires_grad=True)
y = torch.tensor(3.0, requires_grad=True)
z = x**2 + y
f = (z + y * x) ** 2 / 2
f.backward()
print("z.grad:", z.grad, "  x.grad:", x.grad.item())

# %% [markdown]
# `z.grad` es `None`. El gradiente de `z` se calculó, porque hacía falta para llegar a `x`. Pero
# PyTorch no lo deja guardado, para ahorrar memoria. Si lo quieres, dilo **antes** de `backward()`:

# %%
# %%con_torch
x = torch.tensor(2.0, requires_grad=True)
y = torch.tensor(3.0, requires_grad=True)
z = x**2 + y
z.retain_grad()
f = (z + y * x) ** 2 / 2
f.backward()
print("z.grad:", z.grad.item(), "  x.grad:", x.grad.item())

# %% [markdown]
# `z.grad` es 13 y `x.grad` es 91. Son dos preguntas distintas: cuánto se mueve `f` si empujo `z`, y
# cuánto si empujo `x`. Confundirlas es muy fácil.
#
# ## 1.6 El mismo viaje en Mini-Grad
#
# Ahora tú. El segundo programa se parece al primero, pero su primera línea es otra: `z` es **tres veces
# `x`, más `y`**. Lo escribimos como función, para usarlo con varios números.
#
# ### Ejercicio 01-programa · La línea que falta · ★☆☆ · 3 min
#
# Completa la línea de `z`: cambia solo los tres puntos. Usa `x` e `y` tal como llegan, sin preguntar si
# son números o `Value`.

# %% ejercicio="01-programa"
def programa(x, y):
    z = 3 * x + y  # SOLUTION
    w = z + y * x
    f = w**2 / 2
    return z, w, f

# %%
programa = comprobar("01-programa", programa)

# %% [markdown]
# Y ahora, los gradientes. Compara esta celda con la de PyTorch de 1.1: ¿qué cambió?

# %%
x = Value(2.0, label="x")
y = Value(3.0, label="y")
z, w, f = programa(x, y)
f.backward()

print(f"Resultado: {f.item():.4f}")
print(f"df/dx: {x.grad:.4f}")
print(f"df/dy: {y.grad:.4f}")

# %% [markdown]
# Casi nada. `Value(2.0)` está en lugar de `torch.tensor(2.0, requires_grad=True)`, y `x.grad` ya es un
# número: no hace falta `.item()`. Y aquí, además, el grafo se puede dibujar.

# %%
z.label, w.label, f.label = "z", "w", "f"
draw_dot(f)

# %% [markdown]
# *Figura: el grafo del segundo programa, de izquierda a derecha. «x» (valor 2, gradiente 90) sale
# hacia dos operaciones: se multiplica por 3 y se multiplica por «y» (valor 3, gradiente 45). «z» vale
# 9 y su gradiente es 15. «w» vale 15, con gradiente 15. Al final está «f», que vale 112.5 y tiene
# gradiente 1.*
#
# Busca en el dibujo las dos flechas que salen de `x`. Son sus dos caminos.
#
# ## 1.7 `z.grad` no es `x.grad`
#
# Mini-Grad guarda el gradiente de **todos** los nodos, también el de los intermedios. Es cómodo, y
# tiene una trampa.

# %%
print("z.grad:", z.grad)
print("x.grad:", x.grad)

# %% [markdown]
# ### Ejercicio 01-que-mide · ¿De quién habla ese 15? · ★★☆ · 2 min
#
# Alguien escribió `print("df/dx:", z.grad)` y publicó que `df/dx` es 15. El número está bien calculado,
# pero la etiqueta es falsa. ¿Qué dice el 15?
#
# - a) Cuánto se mueve `z` si empujo `x`.
# - b) Cuánto se mueve `f` si empujo `z`.
# - c) Cuánto se mueve `f` si empujo `x`, contando un solo camino.
# - d) Cuánto vale `w`. Es el mismo número, y ese es su significado.

# %% ejercicio="01-que-mide"
que_mide = "b"  # SOLUTION

# %%
comprobar("01-que-mide", que_mide)

# %% [markdown]
# La regla para no confundirse: **`nodo.grad` siempre habla de la raíz y de ese nodo**. La raíz es el nodo
# desde el que llamaste a `backward()`. Para llegar de 15 a 90 faltan las flechas que van de `x` a `z` y de
# `x` al producto.
#
# ### Ejercicio 01-gradientes · Que no vuelva a pasar · ★★☆ · 6 min
#
# Escribe `gradientes(x, y)`. Recibe dos **números** y devuelve los dos gradientes de `programa` en ellos:
# primero `df/dx`, después `df/dy`. No los derives a mano: que los calcule el motor, con `Value` y
# `backward()`, como en 1.6. Recuerda que `programa` devuelve tres nodos.

# %% ejercicio="01-gradientes"
def gradientes(x, y):
    ### BEGIN SOLUTION
    entrada_x, entrada_y = Value(x), Value(y)
    salida = programa(entrada_x, entrada_y)[2]
    salida.backward()
    return entrada_x.grad, entrada_y.grad
    ### END SOLUTION

# %%
gradientes = comprobar("01-gradientes", gradientes)

# %%
gradientes(2, 3)

# %% [markdown]
# ### Ejercicio 01-predice · Predice los dos gradientes · ★★☆ · 6 min
#
# Mismo programa que en 1.6, con otros números: `x = 1` e `y = 2`. Sin ejecutarlo, ¿cuánto valen
# `df/dx` y `df/dy`? Dibuja las flechas en un papel. La última, de `w` a `f`, vale lo que valga `w`: en el
# primer programa `w` era 13 y la flecha también.
#
# Escribe los dos números en ese orden, entre paréntesis.

# %% ejercicio="01-predice"
prediccion = (35, 14)  # SOLUTION

# %%
comprobar("01-predice", prediccion)

# %% [markdown]
# Compara con el motor. Si no coincidió, busca en el dibujo la flecha que se te escapó.

# %%
x1 = Value(1.0, label="x")
y1 = Value(2.0, label="y")
z1, w1, f1 = programa(x1, y1)
z1.label, w1.label, f1.label = "z", "w", "f"
f1.backward()
draw_dot(f1)

# %% [markdown]
# *Figura: el mismo grafo con x = 1 e y = 2. Ahora «z» vale 5, «w» vale 7 y «f» vale 24.5. El gradiente
# de «x» es 35 y el de «y» es 14.*
#
# ¿Y para qué sirven? Para saber qué pasará si te mueves. Si `x` sube 0.01 e `y` baja 0.02, cada una
# aporta su gradiente por lo que se mueve:

# %%
por_x, por_y = gradientes(1, 2)
print(f"predicho:   {por_x * 0.01 + por_y * -0.02:.4f}")
print(f"de verdad:  {programa(1.01, 1.98)[-1] - programa(1, 2)[-1]:.4f}")

# %% [markdown]
# Una sube lo que la otra casi deshace, y los gradientes lo sabían. En la lección 2 elegirás tú hacia dónde
# mover cada entrada.
#
# ## 1.8 El grafo nace mientras corre el programa
#
# Ni PyTorch ni Mini-Grad leen tu código. Anotan las operaciones que **de verdad ocurren**. Por eso el
# grafo es **dinámico**: un `if` o un `while` pueden darle otra forma cada vez.

# %% tags=["base"]
def duplicar(x):
    while x.data < 10:
        x = x * 2
    return x

# %% [markdown]
# ### Ejercicio 01-bucle · El gradiente de un bucle · ★★☆ · 4 min
#
# Llamamos a `duplicar(Value(3.0))` y hacemos el paso hacia atrás desde el resultado. ¿Cuál es el
# gradiente de ese 3? Sigue el `while` con lápiz y dibuja una flecha por cada multiplicación que ocurre.

# %% ejercicio="01-bucle"
gradiente_bucle = 4  # SOLUTION

# %%
comprobar("01-bucle", gradiente_bucle)

# %%
for inicio in (3.0, 1.0, 12.0):
    entrada = Value(inicio)
    salida = duplicar(entrada)
    salida.backward()
    print(f"empieza en {inicio}, termina en {salida.data}, gradiente {entrada.grad}")

# %% [markdown]
# Tres entradas, tres grafos. Con 12 el bucle no dio ninguna vuelta: la salida *es* la entrada, y su
# gradiente es 1. Este es el grafo que nació al empezar en 3:

# %%
semilla = Value(3.0, label="inicio")
resultado = duplicar(semilla)
resultado.backward()
draw_dot(resultado)

# %% [markdown]
# *Figura: una cadena. «inicio» (3) por 2 da 6, y 6 por 2 da 12. El gradiente es 1 en el 12, 2 en el 6
# y 4 en «inicio».*
#
# ## 1.9 Salir del grafo: `.item()`
#
# `f` no es un número: es un nodo que recuerda todo su grafo. Para guardarlo en una tabla queremos el
# número solo. Eso hace `.item()`, igual en PyTorch y en Mini-Grad.
#
# ### Ejercicio 01-a-numeros · Solo los números · ★☆☆ · 4 min
#
# Escribe `a_numeros(nodos)`: recibe una lista de nodos y devuelve una lista con sus números comunes de
# Python. Debe servir tanto para `Value` como para tensores de PyTorch.

# %% ejercicio="01-a-numeros"
def a_numeros(nodos):
    ### BEGIN SOLUTION
    return [nodo.item() for nodo in nodos]
    ### END SOLUTION

# %%
a_numeros = comprobar("01-a-numeros", a_numeros)

# %%
a_numeros([x, y, z, w, f])

# %% [markdown]
# Cuando entrenes una red anotarás cuánto se equivoca en cada paso. Si para eso guardas el nodo, guardas
# también su grafo entero, y todos juntos pueden llenar la memoria. Si guardas `.item()`, guardas un número.
#
# ## 1.10 Una función, tres mundos
#
# Tu `programa` solo usa `+`, `*`, `/` y `**`. Por eso sirve para números, para `Value` y para tensores.

# %%
print("con números: ", programa(2.0, 3.0))
print("con Value:   ", tuple(a_numeros(programa(Value(2.0), Value(3.0)))))

# %%
# %%con_torch
xt = torch.tensor(2.0, requires_grad=True)
yt = torch.tensor(3.0, requires_grad=True)
salidas = programa(xt, yt)
salidas[-1].backward()
print("con tensores:", tuple(a_numeros(salidas)))
print("gradientes:  ", xt.grad.item(), yt.grad.item())

# %% [markdown]
# Los mismos 90 y 45 que dio Mini-Grad. En la lección 4 harás esta comparación con 200 expresiones al
# azar, y el motor será el tuyo.
#
# ## Lo que construiste

# %%
progreso("01")

# %% [markdown]
# ### En PyTorch…
#
# | Idea | Mini-Grad | PyTorch |
# |---|---|---|
# | una hoja | `Value(2.0)` | `torch.tensor(2.0, requires_grad=True)` |
# | qué guarda | un escalar | un tensor de cualquier forma |
# | quién tiene gradiente | todos los nodos | las hojas que lo piden; los intermedios, con `retain_grad()` |
# | `grad` antes de `backward()` | `0.0` | `None` |
# | de dónde viene un nodo | `_prev` y `_op` | `grad_fn` |
# | paso hacia atrás | `f.backward()` | `f.backward()` |
# | el número solo | `f.item()` | `f.item()` |
#
# ### Ahora sigue
#
# Practica con [el cuaderno de ejercicios de esta lección](../exercises/01_pytorch_y_minigrad_practica.ipynb):
# ordenar, reparar y predecir. Después, en la [lección 2](02_a_mano.ipynb), calcularás tú cada
# gradiente y escribirás tu primer `Value`.
