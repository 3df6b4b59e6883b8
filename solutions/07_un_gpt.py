# %% [markdown]
# # 7. Un GPT mínimo
#
# {{COLAB}}
#
# Al terminar esta lección podrás:
#
# - medir en nats qué tan bien predice un modelo la letra que sigue, y cuánto mide el que no sabe nada;
# - construir la atención, de un ciclo a tres matrices, y decir para qué sirven la máscara, la raíz de d y las cabezas;
# - armar un transformador pequeño, escribir Adam y entrenarlo con tu propio motor hasta que invente nombres;
# - decir qué es igual en un modelo grande y qué no, con sus números.
#
# **Tiempo:** 100 minutos, en dos ratos: 50 y 50. **Se da por sabido:** la lección 6.
#
# *Mini-Grad sigue la idea de [micrograd](https://github.com/karpathy/micrograd), de
# Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
import random

import numpy as np

from minigrad import datasets
from minigrad.tensor import Tensor

# %% [markdown]
# ¿Qué motor va a entrenar? Si junto a este cuaderno está el `mi_tensor.py` que escribiste al final de la lección 6 y pasa
# sus pruebas, **el tuyo**. Si no, el `Tensor` del paquete, que da los mismos números.

# %%
from minigrad.aula.tensor_del_gpt import quien_entreno, tensor_del_gpt

Tensor = tensor_del_gpt()

# %% [markdown]
# ## Antes de empezar: tres preguntas de memoria
#
# **Repaso 1.** La raíz usa `t[[4, 4, 9]]`. ¿Qué le vuelve a la fila 4 de `t`?
#
# - a) El gradiente de la última vez que se eligió.
# - b) La suma de los dos gradientes.
# - c) El promedio de los dos.

# %% ejercicio="07-repaso-1"
repaso_1 = "b"  # SOLUTION

# %%
comprobar("07-repaso-1", repaso_1)

# %% [markdown]
# **Repaso 2.** ¿Cuándo es 0 la entropía cruzada de un ejemplo?
#
# - a) Cuando la clase correcta recibió probabilidad 1.
# - b) Cuando la clase correcta fue la más probable.
# - c) Cuando todas las clases recibieron la misma.

# %% ejercicio="07-repaso-2"
repaso_2 = "a"  # SOLUTION

# %%
comprobar("07-repaso-2", repaso_2)

# %% [markdown]
# **Repaso 3.** A una tabla `(300, 16)` se le suma una fila `(16,)`. ¿Qué gradiente recibe la fila?
#
# - a) El de la primera de las 300.
# - b) Uno de forma `(300, 16)`.
# - c) La suma de los de las 300.

# %% ejercicio="07-repaso-3"
repaso_3 = "c"  # SOLUTION

# %%
comprobar("07-repaso-3", repaso_3)

# %% [markdown]
# ## 7.1 Un nombre es una lista de números
#
# Un modelo de lenguaje hace **una sola cosa**: lee lo que va de un texto y dice qué tan probable es cada pedazo que
# podría seguir. Nuestros textos serán nombres, y los pedazos, letras. (En inglés, cada pedazo es un *token*.)

# %% tags=["base"]
nombres = datasets.nombres()
random.Random(0).shuffle(nombres)
aparte = len(nombres) // 10
para_examinar, para_entrenar = nombres[:aparte], nombres[aparte:]

# %%
print(len(nombres), "nombres:", ", ".join(nombres[:8]))
print(len(para_entrenar), "para entrenar y", len(para_examinar), "para examinar")

# %% [markdown]
# Como en 6.9, unos quedan aparte. La red trabaja con números: a cada letra distinta le toca uno. La `ñ` y las que llevan
# tilde son letras como las demás. Y el punto, que es el 0, marca dónde **empieza** y dónde **termina** un nombre.

# %% tags=["base"]
letras = "." + "".join(sorted(set("".join(nombres))))
numero_de = {letra: i for i, letra in enumerate(letras)}
V = len(letras)  # el tamaño del vocabulario
CONTEXTO = max(map(len, nombres)) + 1  # los lugares que caben: el nombre más largo y su comienzo

# %%
print(V, "letras:", letras)
print("la a es el", numero_de["a"], "y la ñ es el", numero_de["ñ"])

# %% [markdown]
# ### Ejercicio 07-codificar · De letras a números · ★☆☆ · 2 min
#
# Escribe `codificar(nombre)`: la lista de los números de sus letras, con un 0 delante y otro al final.

# %% ejercicio="07-codificar"
def codificar(nombre):
    return [0, *(numero_de[letra] for letra in nombre), 0]  # SOLUTION

# %%
codificar = comprobar("07-codificar", codificar)

# %%
print("begoña →", codificar("begoña"))

# %% [markdown]
# De cada número al siguiente hay una pregunta. De «ana» salen cuatro: con cuál empieza, qué va después de la primera `a`, qué
# va después de la `n`, y si ahí termina.

# %%
print([letras[a] + "→" + letras[b] for a, b in zip(codificar("ana")[:-1], codificar("ana")[1:], strict=True)])

# %% [markdown]
# ## 7.2 Contar parejas
#
# Lo más simple: mirar **solo la última letra** y contar qué vino después de ella en los nombres que tenemos.
#
# ### Ejercicio 07-contar · ¿Quién sigue a quién? · ★★☆ · 3 min
#
# Escribe `contar(nombres)`: una tabla de `V` por `V`. En la fila `a` y la columna `b`, cuántas veces la letra número `b`
# vino **justo después** de la número `a`. El comienzo y el final también cuentan.

# %% ejercicio="07-contar"
def contar(nombres):
    veces = np.zeros((V, V))
    ### BEGIN SOLUTION
    for nombre in nombres:
        numeros = codificar(nombre)
        for a, b in zip(numeros[:-1], numeros[1:], strict=True):
            veces[a, b] += 1
    ### END SOLUTION
    return veces

# %%
contar = comprobar("07-contar", contar)

# %%
import matplotlib.pyplot as plt

veces = contar(para_entrenar)
fig, ax = plt.subplots(figsize=(6, 6))
ax.imshow(veces**0.5, cmap="gray_r")  # la raíz, para que se vean también las poco frecuentes
ax.set_xticks(range(V), list(letras))
ax.set_yticks(range(V), list(letras))
ax.set(xlabel="la que sigue", ylabel="la última")
plt.show()

# %% [markdown]
# *Figura: una tabla de letras por letras; más oscuro es más veces. La fila del punto dice con qué letra empiezan los
# nombres, y la columna del punto, con cuál terminan: la más oscura es la de la a.*
#
# De las veces a las probabilidades falta dividir: cada **fila** debe sumar 1. Y a todas las parejas les sumamos 1 antes, para que
# una que no hemos visto sea rara, pero no imposible.
#
# ### Ejercicio 07-probabilidades · Cada fila suma 1 · ★★☆ · 2 min
#
# Escribe `probabilidades(veces)`: le suma 1 a cada número de la tabla y divide cada fila entre su suma.

# %% ejercicio="07-probabilidades"
def probabilidades(veces):
    ### BEGIN SOLUTION
    veces = veces + 1
    return veces / veces.sum(axis=1, keepdims=True)
    ### END SOLUTION

# %%
probabilidades = comprobar("07-probabilidades", probabilidades)

# %%
P = probabilidades(veces)
for letra in ".aqñ":
    fila = P[numero_de[letra]]
    mejores = fila.argsort()[::-1][:4]
    print(f"después de «{letra}»:", ", ".join(f"«{letras[b]}» {fila[b]:.0%}" for b in mejores))

# %% [markdown]
# ¿Qué tan bien acierta? Con la pérdida de siempre: menos el logaritmo natural de la probabilidad que le dio a la letra
# **que de verdad siguió**, promediada sobre todas las preguntas. Su unidad es el *nat*; con logaritmo en base 2 serían
# *bits*.
#
# ### Ejercicio 07-nats · Nats por letra · ★★☆ · 3 min
#
# Escribe `nats(P, nombres)`: el promedio de `-np.log(P[a, b])` sobre **todas** las parejas de todos los nombres.

# %% ejercicio="07-nats"
def nats(P, nombres):
    ### BEGIN SOLUTION
    perdidas = []
    for nombre in nombres:
        numeros = codificar(nombre)
        perdidas += [-np.log(P[a, b]) for a, b in zip(numeros[:-1], numeros[1:], strict=True)]
    return sum(perdidas) / len(perdidas)
    ### END SOLUTION

# %%
nats = comprobar("07-nats", nats)

# %%
de_contar = nats(P, para_examinar)
print(f"contando: {nats(P, para_entrenar):.3f} nats en los de entrenar, {de_contar:.3f} en los de examinar")
print(f"como dudar entre {np.exp(de_contar):.1f} letras igual de probables, de las {V} que hay")

# %% [markdown]
# $e$ elevado a la pérdida dice entre cuántas letras duda: se llama *perplejidad*.
#
# Quien sabe decir qué sigue también **inventa**: se elige una letra al azar según sus probabilidades, se pone, y se vuelve a
# preguntar. Hasta que salga el punto.
#
# ### Ejercicio 07-inventar · Letra por letra · ★★★ · 3 min
#
# `seguir(puestos)` recibe la lista de números puestos, que empieza en `[0]`, y da la probabilidad de cada letra.
# `azar.choices([5, 6, 7], [0.2, 0.5, 0.3])[0]` elige uno de los tres números, según esas probabilidades. Completa el ciclo:
# elige el número de una letra, de 0 a `V` − 1, según `p`; si salió el punto, `break`; si no, ponlo.

# %% ejercicio="07-inventar"
def inventar(seguir, azar):
    puestos = [0]
    for _ in range(CONTEXTO):
        p = seguir(puestos)
        ### BEGIN SOLUTION
        elegido = azar.choices(range(V), p)[0]
        if elegido == 0:
            break
        puestos.append(elegido)
        ### END SOLUTION
    return "".join(letras[i] for i in puestos[1:])

# %%
inventar = comprobar("07-inventar", inventar)

# %%
azar = random.Random(7)
print(", ".join(inventar(lambda puestos: P[puestos[-1]], azar) for _ in range(12)))

# %% [markdown]
# Cada pareja de letras vecinas es creíble; el nombre, no. Con una sola letra de memoria no se sabe ni cuánto lleva.
#
# ## 7.3 Lo mismo, con una red
#
# La red más pequeña: una tabla de `V` por `V` **logits**, toda en ceros. La fila de la última letra son los puntajes de
# la que sigue. La pérdida es tu `cross_entropy`, y `tabla[ultimas]` elige una fila por pregunta.

# %% tags=["base"]
def preguntas_de(nombres):
    pares = [(a, b) for n in nombres for a, b in zip(codificar(n)[:-1], codificar(n)[1:], strict=True)]
    xs, ys = zip(*pares, strict=True)
    return np.array(xs), np.array(ys)

# %%
ultimas, siguientes = preguntas_de(para_entrenar)
print(f"{len(ultimas):,} preguntas; la primera: después de «{letras[ultimas[0]]}», «{letras[siguientes[0]]}»")

# %% [markdown]
# ### Ejercicio 07-inicial · La pérdida de quien no sabe · ★☆☆ · 1 min
#
# Con la tabla en ceros, ¿cuánto valdrá la pérdida? Escríbelo como una cuenta de Python con `V`; `np.log` es el logaritmo.

# %% ejercicio="07-inicial"
inicial = -np.log(1 / V)  # SOLUTION

# %%
comprobar("07-inicial", inicial)

# %%
tabla = Tensor(np.zeros((V, V)))
print(f"pérdida inicial {tabla[ultimas].cross_entropy(siguientes).item():.4f}")

# %% [markdown]
# Ni 0 ni infinita: quien no sabe nada reparte por igual. Si una red nueva empieza muy por encima, está **segura** de algo
# que no sabe; conviene mirarlo antes de entrenar.
#
# ### Ejercicio 07-tope · ¿Hasta dónde bajará? · ★★☆ · 1 min
#
# Entrenamos la tabla con esas mismas preguntas. ¿Hasta dónde puede bajar su pérdida?
#
# - a) Hasta 0, con bastantes pasos.
# - b) Hasta la de contar, sin el 1 de más: mirando una letra no se puede mejor.
# - c) Bastante por debajo de contar: una red aprende lo que contar no ve.

# %% ejercicio="07-tope"
tope_de_la_tabla = "b"  # SOLUTION

# %%
comprobar("07-tope", tope_de_la_tabla)

# %% tags=["base"]
def mover(parametros, perdida, lr):  # el de la lección 6
    for p in parametros:
        p.grad = np.zeros_like(p.data)
    perdida.backward()
    for p in parametros:
        p.data = p.data - lr * p.grad

# %% tags=["nbval-ignore-output"]
from tqdm.auto import trange

PASOS_DE_LA_TABLA = 1000
azar = np.random.default_rng(0)
tabla = Tensor(np.zeros((V, V)))
for k in trange(PASOS_DE_LA_TABLA, desc="entrenando la tabla", leave=False):
    cuales = azar.integers(len(ultimas), size=1000)  # un minilote de preguntas
    perdida = tabla[ultimas[cuales]].cross_entropy(siguientes[cuales])
    mover([tabla], perdida, lr=40.0 * (1 - k / PASOS_DE_LA_TABLA))

# %% tags=["nbval-ignore-output"]
solo_contar = veces / veces.sum(axis=1, keepdims=True).clip(1)
piso = -np.log(solo_contar[ultimas, siguientes]).mean()
llego = tabla[ultimas].cross_entropy(siguientes).item()
print(f"la tabla llegó a {llego:.2f} nats; contar da {piso:.2f}")
fila = tabla.softmax().data[numero_de["a"]]
for letra in ".nrl":
    i = numero_de[letra]
    print(f"después de «a», «{letra}»: contando {solo_contar[numero_de['a'], i]:.2f}, la red {fila[i]:.2f}")

# %% [markdown]
# Casi los mismos números: descenso por gradiente **descubrió** las cuentas. (La tasa es enorme porque cada fila recibe
# poco: la pérdida se promedia entre mil preguntas, de todas las letras.) ¿Y para qué una red, si contar es más fácil?
#
# ## 7.4 Mirar más atrás
#
# Porque la letra de antes también dice algo. ¿Termina el nombre después de una `a`?

# %%
for anterior in "iclm":
    con = [n for n in para_entrenar if anterior + "a" in n]
    terminan = sum(n.endswith(anterior + "a") for n in con) / len(con)
    print(f"de los que tienen «{anterior}a», terminan ahí: {terminan:.0%}")

# %% [markdown]
# ### Ejercicio 07-filas · Contar con cinco letras · ★☆☆ · 1 min
#
# ¿Y si contamos según las **cinco** últimas? ¿Cuántas filas tendría la tabla? Escríbelo como una cuenta de Python con `V`.

# %% ejercicio="07-filas"
filas = V**5  # SOLUTION

# %%
comprobar("07-filas", filas)

# %%
distintas = {("....." + n)[i : i + 5] for n in para_entrenar for i in range(len(n) + 1)}
print(f"{V**5:,} filas, y en los nombres solo aparecen {len(distintas):,}")

# %% [markdown]
# Casi todas vacías. La salida: que cada letra sea una lista corta de números, su **incrustación** (*embedding*), y juntar
# las listas de lo que va del nombre. Así, lo aprendido con una letra sirve en muchos lugares.
#
# ### El promedio
#
# Lo más simple para juntar: el promedio de lo visto **hasta ahí**. En `x` hay una fila por lugar del nombre, la
# incrustación de su letra. Aquí, con números inventados; en 7.5 saldrán de una tabla que se entrena.
#
# ### Ejercicio 07-promedio · Lo visto hasta ahora · ★★☆ · 2 min
#
# Escribe `promedio_hasta(x)`: la fila `i` del resultado es el promedio de las filas 0 a `i` de `x`, contando la `i`.

# %% ejercicio="07-promedio"
def promedio_hasta(x):
    salida = np.zeros(x.shape)
    for i in range(len(x)):
        salida[i] = x[: i + 1].mean(axis=0)  # SOLUTION
    return salida

# %%
promedio_hasta = comprobar("07-promedio", promedio_hasta)

# %%
x = np.array([[1.0, 0.0], [3.0, 0.0], [5.0, 6.0], [7.0, 2.0]])
print(promedio_hasta(x))

# %% [markdown]
# Un promedio es una suma con **pesos**, y una suma con pesos es un producto de matrices: una fila de pesos por lugar.
#
# ### Ejercicio 07-reparto · El promedio, sin ciclo · ★★☆ · 2 min
#
# Escribe `reparto(t)`, la matriz de `t` por `t` con que `reparto(t) @ x` es ese promedio. `np.tril(m)` deja la parte de
# **abajo** de una matriz, con su diagonal, y pone ceros en lo demás; `np.ones((t, t))` son unos.

# %% ejercicio="07-reparto"
def reparto(t):
    ### BEGIN SOLUTION
    unos = np.tril(np.ones((t, t)))
    return unos / unos.sum(axis=1, keepdims=True)
    ### END SOLUTION

# %%
reparto = comprobar("07-reparto", reparto)

# %%
print(reparto(4).round(2))
print("¿lo mismo que con el ciclo?", "sí" if np.allclose(reparto(4) @ x, promedio_hasta(x)) else "no")

# %% [markdown]
# Falta que los pesos **dependan de las letras**. Empezamos de puntajes cualesquiera, y softmax hace de cada fila unos pesos
# que suman 1. Para que nadie mire lo que viene después, a esos lugares se les suma menos infinito: $e^{-\infty}$ es 0.
#
# ### Ejercicio 07-mascara · Tapar el futuro · ★★☆ · 2 min
#
# Escribe `mascara(t)`: 0 donde se puede mirar y `-np.inf` donde no. `np.triu(m, 1)` deja solo lo que está **por encima**
# de la diagonal, y `np.full((t, t), valor)` es una matriz toda de `valor`.

# %% ejercicio="07-mascara"
def mascara(t):
    return np.triu(np.full((t, t), -np.inf), 1)  # SOLUTION

# %%
mascara = comprobar("07-mascara", mascara)

# %%
print(mascara(4))
puntajes = Tensor(np.zeros((4, 4)))
print((puntajes + mascara(4)).softmax().data.round(2))

# %%
from minigrad.exploradores import diagramas

diagramas.mascara()

# %% [markdown]
# *Figura: una fila por cada lugar de «sofía». Cada uno ve los de antes y a sí mismo; los de después están tapados.*
#
# Con todos los puntajes iguales sale tu promedio. Y no aparece ningún `nan`: cada fila se ve al menos a sí misma, así que
# nunca se divide entre 0.
#
# ### Consultas, claves y valores
#
# ¿De dónde salen los puntajes? De cada lugar sacamos tres listas, con tres matrices que se entrenan: su **consulta** (qué
# busca), su **clave** (qué ofrece) y su **valor** (qué entrega). El puntaje de `i` sobre `j` es el producto de la consulta de
# `i` por la clave de `j`, sumado. Si se parecen, es grande.
#
# Un cuidado. Ese puntaje suma $d$ productos, y softmax es muy sensible al tamaño.
#
# ### Ejercicio 07-raiz · ¿Cuánto mide un puntaje? · ★★☆ · 1 min
#
# Consultas y claves de 64 números al azar, de tamaño típico 1. ¿Cuál es el tamaño típico de su puntaje?
#
# - a) Cerca de 1: los signos se cancelan.
# - b) Cerca de 64: se suman 64 productos.
# - c) Cerca de 8, la raíz de 64.

# %% ejercicio="07-raiz"
tamano_del_puntaje = "c"  # SOLUTION

# %%
comprobar("07-raiz", tamano_del_puntaje)

# %%
azar = np.random.default_rng(0)
for d in (4, 16, 64, 256):
    q, k = azar.normal(size=(2000, 1, d)), azar.normal(size=(2000, d, 8))
    s = q @ k  # 8 puntajes por consulta
    mayor, mayor_con = (Tensor(z).softmax().data.max(axis=-1).mean() for z in (s, s / d**0.5))
    print(f"d = {d:<3}  tamaño {s.std():5.2f}   el mayor de 8 pesos: {mayor:.2f}, entre √d: {mayor_con:.2f}")

# %% [markdown]
# Algunos signos se cancelan, no todos: crece como $\sqrt{d}$. Sin dividir, un solo lugar se lleva casi todo el peso y
# softmax queda **saturada**, como la tanh de la lección 5: no deja pasar gradiente. Así que dividimos entre $\sqrt{d}$:
#
# $$\text{salida}_i = \sum_{j \le i} p_{ij} \, v_j \qquad p_i = \operatorname{softmax}\!\left(\frac{q_i \cdot k_j}{\sqrt{d}}\right)$$
#
# En palabras: lo que sale en cada lugar es el promedio de los valores que puede ver, con los pesos que dan su consulta y
# las claves. Eso es la **atención**. Con ciclos:

# %% tags=["base"]
def atencion_con_ciclos(q, k, v):
    salida = []
    for i in range(len(q)):
        puntajes = np.array([sum(q[i] * k[j]) for j in range(i + 1)]) / len(q[i]) ** 0.5
        pesos = np.exp(puntajes) / np.exp(puntajes).sum()
        salida.append(sum(peso * v[j] for j, peso in enumerate(pesos)))
    return np.array(salida)

# %% [markdown]
# Y con matrices, todos los lugares de una vez. `traspuesta` es la de 6.5, ahora para un `Tensor`.

# %% tags=["base"]
def traspuesta(m):
    *otros, fila, columna = range(len(m.shape))
    return m.transpose(*otros, columna, fila)

# %% [markdown]
# ### Ejercicio 07-pesos · A quién mira cada letra · ★★★ · 4 min
#
# `q` y `k` son tensores: una fila por lugar, de `d` números. Escribe `pesos(q, k, m)`: los puntajes de cada consulta con
# cada clave, entre $\sqrt{d}$, más la máscara `m`, y softmax por filas. Usa `@` y `traspuesta`; `d` es `q.shape[-1]`.

# %% ejercicio="07-pesos"
def pesos(q, k, m):
    ### BEGIN SOLUTION
    puntajes = q @ traspuesta(k) / q.shape[-1] ** 0.5
    return (puntajes + m).softmax(axis=-1)
    ### END SOLUTION

# %%
pesos = comprobar("07-pesos", pesos)

# %% tags=["base"]
def atencion(q, k, v, m):
    return pesos(q, k, m) @ v

# %%
azar = np.random.default_rng(1)
q, k, v = azar.normal(size=(3, 6, 4))  # los seis lugares de «.sofía», con d = 4
con_matrices = atencion(Tensor(q), Tensor(k), Tensor(v), mascara(6)).data
print("¿lo mismo que con ciclos?", "sí" if np.allclose(con_matrices, atencion_con_ciclos(q, k, v)) else "no")
print(pesos(Tensor(q), Tensor(k), mascara(6)).data.round(2))

# %% [markdown]
# ### Ejercicio 07-que-se-filtra · Cambia la última letra · ★★☆ · 1 min
#
# De «.sofía» a «.sofíe»: cambian la consulta, la clave y el valor del **último** lugar. Son seis lugares. Con la máscara,
# ¿en cuántos cambia lo que sale?

# %% ejercicio="07-que-se-filtra"
cambian = 1  # SOLUTION

# %%
comprobar("07-que-se-filtra", cambian)

# %%
azar = np.random.default_rng(1)
sofia = azar.normal(size=(3, 6, 4))  # consultas, claves y valores
sofie = sofia.copy()
sofie[:, -1] = azar.normal(size=(3, 4))
for nombre, m in (("con máscara", mascara(6)), ("sin máscara", 0.0)):
    antes, despues = (atencion(*map(Tensor, qkv), m).data for qkv in (sofia, sofie))
    cambiaron = (abs(antes - despues) > 1e-12).any(axis=1).sum()
    print(f"{nombre}: lo que sale cambia en {cambiaron} de 6 lugares")

# %% [markdown]
# Sin máscara, hasta el primer lugar se entera de la última letra. Y eso es justo lo que se le pregunta: sería
# un examen con la respuesta escrita al lado.

# %% [markdown]
# ## Pausa: tienes la pieza principal
#
# Ya mides en nats, inventas letra por letra, y tu atención mira hacia atrás con pesos que se pueden entrenar. En el segundo
# rato se arma el transformador, se entrena con tu motor y se le piden nombres.
#
# **Para volver:** abre el cuaderno, haz clic en la primera celda de 7.5 y elige *Ejecutar → Ejecutar todo por
# encima de la celda seleccionada* (en Colab, *Entorno de ejecución → Ejecutar anteriores*).

# %%
progreso("07")

# %% [markdown]
# ## 7.5 El bloque
#
# ### Varias cabezas
#
# Con unos solos pesos, cada lugar mira de una sola manera. Varias **cabezas** miran a la vez: una quizás la última vocal,
# otra el comienzo. No se hace todo varias veces: el ancho **se reparte**.
#
# ### Ejercicio 07-por-cabeza · Cuánto le toca · ★☆☆ · 1 min
#
# Cada lugar tiene 32 números y hay 4 cabezas. ¿De cuántos números es la consulta de cada cabeza?

# %% ejercicio="07-por-cabeza"
por_cabeza = 32 // 4  # SOLUTION

# %%
comprobar("07-por-cabeza", por_cabeza)

# %% [markdown]
# Con minilotes, `x` tiene tres ejes: nombre, lugar, número. La atención trabaja con los dos **últimos**, y lo de delante
# son muchas a la vez. Por eso las cabezas van delante: `(nombre, cabeza, lugar, número)`.
#
# ### Ejercicio 07-en-cabezas · Reparte el ancho · ★★☆ · 2 min
#
# Escribe `en_cabezas(x, h)`: de `(n, t, c)` a `(n, h, t, c // h)`. A la cabeza 0 le tocan los primeros números de cada
# lugar, a la 1 los que siguen… Primero `reshape`, para partir el **último** eje en dos; después `transpose`, con los cuatro
# ejes en su orden nuevo.

# %% ejercicio="07-en-cabezas"
def en_cabezas(x, h):
    n, t, c = x.shape
    return x.reshape(n, t, h, c // h).transpose(0, 2, 1, 3)  # SOLUTION

# %%
en_cabezas = comprobar("07-en-cabezas", en_cabezas)

# %% tags=["base"]
def juntar_cabezas(x):  # la vuelta
    n, h, t, d = x.shape
    return x.transpose(0, 2, 1, 3).reshape(n, t, h * d)

# %%
numeros = Tensor(np.arange(16.0).reshape(1, 2, 8))  # un nombre, dos lugares, ocho números
repartidos = en_cabezas(numeros, 2)
print(repartidos.data)
print("¿juntar deshace?", "sí" if np.array_equal(juntar_cabezas(repartidos).data, numeros.data) else "no")

# %% [markdown]
# ### Que la señal no se pierda
#
# En 5.9, una red profunda callaba: en cada capa el gradiente se achica. El remedio es un **camino residual**: cada paso
# **suma** algo a lo que traía, `x = x + f(x)`. Y la suma reparte: por ahí el gradiente vuelve entero.

# %%
def llega_al_principio(residual, capas=20, semilla=0):
    azar = np.random.default_rng(semilla)
    entrada = x = Tensor(azar.normal(size=(1, 16)))
    for _ in range(capas):
        f = (x @ Tensor(azar.normal(size=(16, 16)) * 0.1)).tanh()
        x = x + f if residual else f
    x.sum().backward()
    return abs(entrada.grad).mean()


for residual in (False, True):
    print("con camino residual" if residual else "sin camino residual", f"{llega_al_principio(residual):.1e}")

# %% [markdown]
# El otro remedio: antes de cada paso, llevar los números de cada lugar a un tamaño fijo. **RMSNorm** los divide entre la
# raíz de su cuadrado medio:
#
# $$\operatorname{RMSNorm}(x) = \frac{x}{\sqrt{\frac{1}{c} \sum_i x_i^2 + 10^{-5}}}$$
#
# En palabras: cada número, entre el tamaño típico de los $c$ de su lugar. El $10^{-5}$ evita dividir entre 0.
#
# ### Ejercicio 07-rmsnorm · Todos del mismo tamaño · ★★☆ · 2 min
#
# Escribe `normalizar(x)`. Cada **lugar** se normaliza por su cuenta: el promedio va sobre el último eje, con
# `keepdims=True`. Un `Tensor` tiene `mean` y `sqrt`.

# %% ejercicio="07-rmsnorm"
def normalizar(x):
    ### BEGIN SOLUTION
    cuadrado_medio = (x * x).mean(axis=-1, keepdims=True)
    return x / (cuadrado_medio + 1e-5).sqrt()
    ### END SOLUTION

# %%
normalizar = comprobar("07-rmsnorm", normalizar)

# %%
print(normalizar(Tensor([[3.0, -4.0], [0.03, -0.04], [0.0, 0.0]])).data.round(3))

# %% [markdown]
# ### Atender y pensar
#
# Un bloque hace dos cosas. **Atender**: cada lugar recoge de los demás. **Pensar**: cada lugar, por su cuenta, pasa por una
# red de dos capas como las de la lección 5. En `b` van sus seis matrices.

# %% tags=["base"]
CABEZAS = 4


def atender(x, b, m):
    q, k, v = (en_cabezas(x @ b[cual], CABEZAS) for cual in ("consultas", "claves", "valores"))
    return juntar_cabezas(atencion(q, k, v, m)) @ b["salida"]


def pensar(x, b):
    return (x @ b["subir"]).relu() @ b["bajar"]

# %%
diagramas.bloque()

# %% [markdown]
# *Figura: el bloque. El camino residual sube derecho. De él sale una rama que normaliza y atiende, y se le suma; después,
# otra que normaliza y piensa, y también se le suma.*
#
# ### Ejercicio 07-bloque · El bloque · ★★☆ · 2 min
#
# Escríbelo: primero atender y después pensar. Cada uno recibe `x` **normalizado**, y lo que da **se suma** a `x`.

# %% ejercicio="07-bloque"
def bloque(x, b, m):
    ### BEGIN SOLUTION
    x = x + atender(normalizar(x), b, m)
    x = x + pensar(normalizar(x), b)
    ### END SOLUTION
    return x

# %%
bloque = comprobar("07-bloque", bloque)

# %% [markdown]
# Y el modelo entero. Al entrar, la incrustación de la letra **más** la de su lugar: sin ella, la atención vería un
# montón de letras sin orden. Al salir, la misma tabla de letras da los logits: uno por cada letra que podría seguir.

# %% tags=["base"]
ANCHO, BLOQUES = 32, 1


def bloque_nuevo(azar):
    formas = {cual: (ANCHO, ANCHO) for cual in ("consultas", "claves", "valores", "salida")}
    formas |= {"subir": (ANCHO, 4 * ANCHO), "bajar": (4 * ANCHO, ANCHO)}
    return {cual: Tensor(azar.normal(size=f) / f[0] ** 0.5) for cual, f in formas.items()}


def modelo_nuevo(azar):
    return {
        "letras": Tensor(0.05 * azar.normal(size=(V, ANCHO))),
        "lugares": Tensor(0.05 * azar.normal(size=(CONTEXTO, ANCHO))),
        "bloques": [bloque_nuevo(azar) for _ in range(BLOQUES)],
    }


def gpt(modelo, xs, tapar=True):
    t = xs.shape[1]
    m = mascara(t) if tapar else 0.0
    x = modelo["letras"][xs] + modelo["lugares"][:t]
    for b in modelo["bloques"]:
        x = bloque(x, b, m)
    return normalizar(x) @ modelo["letras"].T


def parametros(modelo):
    return [modelo["letras"], modelo["lugares"], *(p for b in modelo["bloques"] for p in b.values())]

# %% [markdown]
# ### Ejercicio 07-cuantos · Cuenta los parámetros · ★★☆ · 2 min
#
# Escribe `cuantos(vocabulario, contexto, ancho, bloques)`: los parámetros de un modelo así. Mira qué formas tienen las
# tablas de `modelo_nuevo` y las seis matrices de `bloque_nuevo`.

# %% ejercicio="07-cuantos"
def cuantos(vocabulario, contexto, ancho, bloques):
    return vocabulario * ancho + contexto * ancho + bloques * 12 * ancho**2  # SOLUTION

# %%
cuantos = comprobar("07-cuantos", cuantos)

# %%
sin_entrenar = modelo_nuevo(np.random.default_rng(0))
print(f"por tu cuenta {cuantos(V, CONTEXTO, ANCHO, BLOQUES):,}", end=", ")
print(f"contados {sum(p.data.size for p in parametros(sin_entrenar)):,}")
print("logits de «.ana»:", gpt(sin_entrenar, np.array([codificar("ana")[:-1]])).shape)

# %% [markdown]
# ## 7.6 Un minilote de nombres
#
# Un nombre da todas sus preguntas de una vez: gracias a la máscara, cada lugar contesta solo con lo que tiene atrás. Pero
# en un arreglo todas las filas miden igual, y los nombres no. Los cortos se **rellenan** al final.
#
# ### Ejercicio 07-lote · Preguntas y respuestas · ★★☆ · 2 min
#
# `xs` son las letras que se leen y `ys` la que sigue a cada una. Donde el nombre ya se acabó, `xs` queda en 0 y `ys` en −1,
# que quiere decir «aquí no se pregunta». Ya están llenos así: pon en la fila `i` los números del nombre `i`.

# %% ejercicio="07-lote"
def lote(nombres):
    largo = max(map(len, nombres)) + 1
    xs = np.zeros((len(nombres), largo), dtype=int)
    ys = np.full((len(nombres), largo), -1)
    for i, nombre in enumerate(nombres):
        numeros = codificar(nombre)
        ### BEGIN SOLUTION
        xs[i, : len(numeros) - 1] = numeros[:-1]
        ys[i, : len(numeros) - 1] = numeros[1:]
        ### END SOLUTION
    return xs, ys

# %%
lote = comprobar("07-lote", lote)

# %%
for arreglo in lote(["ana", "begoña"]):
    print(arreglo)

# %% [markdown]
# En `xs` el relleno es un 0, como el comienzo. No estorba: va al final, y para una letra de verdad el final es el futuro, que
# la máscara tapa.

# %%
solo, con_otro = (gpt(sin_entrenar, lote(juntos)[0]).data[0, :4] for juntos in (["ana"], ["ana", "begoña"]))
print("¿los logits de «ana», iguales con relleno y sin él?", "sí" if np.allclose(solo, con_otro) else "no")

# %% [markdown]
# ### Ejercicio 07-perdida · Lo que se pregunta y nada más · ★★☆ · 2 min
#
# Los `logits` son de forma `(n, t, V)` y las `ys`, `(n, t)`. Escribe `perdida_de(logits, ys)`: la entropía cruzada, solo en
# los lugares con `ys` de 0 o más. Con `reshape(-1, V)` queda una fila de logits por lugar; `np.flatnonzero(condición)` da
# los números de los lugares donde se cumple, y con ellos se eligen filas.

# %% ejercicio="07-perdida"
def perdida_de(logits, ys):
    ys = ys.reshape(-1)
    ### BEGIN SOLUTION
    cuentan = np.flatnonzero(ys >= 0)
    return logits.reshape(-1, V)[cuentan].cross_entropy(ys[cuentan])
    ### END SOLUTION

# %%
perdida_de = comprobar("07-perdida", perdida_de)

# %%
xs, ys = lote(para_examinar)
print(f"sin entrenar {perdida_de(gpt(sin_entrenar, xs), ys).item():.2f} nats; ln V es {np.log(V):.2f}")

# %% [markdown]
# Casi la de quien no sabe nada, como debe ser.
#
# ## 7.7 Adam
#
# Con `mover` todos los parámetros usan la misma tasa. Pero mira el tamaño típico del gradiente en cada matriz:

# %%
nuevo = modelo_nuevo(np.random.default_rng(0))
xs, ys = lote(para_examinar)
perdida_de(gpt(nuevo, xs), ys).backward()
for nombre, p in {**nuevo, **nuevo["bloques"][0]}.items():
    if nombre != "bloques":
        print(f"{nombre:<10} {abs(p.grad).mean():.1e}")

# %% [markdown]
# De unas a otras va más de diez veces. **Adam** se fija en dos promedios por cada parámetro, que se ponen al día en
# cada paso: el de sus gradientes, `m`, y el de sus **cuadrados**, `v`. El paso es $m / \sqrt{v}$: si el gradiente apunta
# siempre al mismo lado mide cerca de 1, sea grande o chico; si cambia de signo, se cancela.
#
# El promedio conserva casi todo lo que traía: `m = 0.9 * m + 0.1 * grad`. Y empieza en 0: ahí hay una trampa.
#
# ### Ejercicio 07-arranque · El primer promedio · ★★☆ · 1 min
#
# `m` vale 0 y el primer gradiente es 5. ¿Cuánto vale `m` después? Debería parecerse a 5…

# %% ejercicio="07-arranque"
primer_m = 0.9 * 0 + 0.1 * 5  # SOLUTION

# %%
comprobar("07-arranque", primer_m)

# %%
m = 0.0
for t in range(1, 31):
    m = 0.9 * m + 0.1 * 5
    if t in (1, 2, 5, 10, 30):
        print(f"paso {t:2d}   m {m:.3f}   m entre (1 − 0.9^t) {m / (1 - 0.9**t):.3f}")

# %% [markdown]
# El 0 del comienzo pesa. En el paso $t$ (desde 1) le queda un peso de $0.9^t$; el resto, $1 - 0.9^t$, es de los gradientes.
# Dividir entre ese resto lo corrige. Con `v` pasa lo mismo, con 0.99.
#
# ### Ejercicio 07-adam · Adam · ★★★ · 5 min
#
# Escribe `adam(dato, grad, m, v, t, lr)`. `m` ya está al día. Pon al día `v`, con 0.99 y el **cuadrado** del gradiente;
# corrige los dos, sin perder los que se devuelven; y mueve el dato **cuesta abajo** `lr` por `m` corregido, entre la raíz de
# `v` corregido más `1e-8`.

# %% ejercicio="07-adam"
def adam(dato, grad, m, v, t, lr):
    m = 0.9 * m + 0.1 * grad
    ### BEGIN SOLUTION
    v = 0.99 * v + 0.01 * grad**2
    m_corregido, v_corregido = m / (1 - 0.9**t), v / (1 - 0.99**t)
    dato = dato - lr * m_corregido / (v_corregido**0.5 + 1e-8)
    ### END SOLUTION
    return dato, m, v

# %%
adam = comprobar("07-adam", adam)

# %% [markdown]
# El primer paso con tres gradientes muy distintos y `lr = 0.01`:

# %%
for grad in (1000.0, 0.001, -0.001):
    dato, _, _ = adam(0.0, grad, 0.0, 0.0, 1, 0.01)
    print(f"gradiente {grad:>8}: se mueve {dato:.4f}")

# %% [markdown]
# Importa el signo, no el tamaño: la tasa dice, más o menos, cuánto se mueve **cada** parámetro.
#
# ## 7.8 A entrenar
#
# Todo junto: un minilote al azar, la pérdida, hacia atrás, y Adam con una tasa que baja, como en 5.6. Además, cada paso
# encoge un poquito los pesos. Cada tanto anota la pérdida en los de entrenar y en los de examinar.

# %%
LOTE, TASA = 32, 0.01
algunos = para_entrenar[:300]


def entrenar(pasos, tapar=True, semilla=0):
    azar = np.random.default_rng(semilla)
    modelo, curvas = modelo_nuevo(azar), []
    promedios = [(0.0, 0.0) for _ in parametros(modelo)]
    for t in trange(1, pasos + 1, desc="entrenando", leave=False):
        elegidos = [para_entrenar[i] for i in azar.integers(len(para_entrenar), size=LOTE)]
        xs, ys = lote(elegidos)
        perdida = perdida_de(gpt(modelo, xs, tapar), ys)
        for p in parametros(modelo):
            p.grad = np.zeros_like(p.data)
        perdida.backward()
        tasa = TASA * (1 - t / pasos)
        for i, p in enumerate(parametros(modelo)):
            p.data, m, v = adam(p.data, p.grad, *promedios[i], t, tasa)
            p.data = p.data * (1 - tasa / 2)  # y encoge un poco: el castigo de 5.7
            promedios[i] = m, v
        if t % 200 == 0 or t == pasos:
            curvas.append([t, *(examinar(modelo, n, tapar) for n in (algunos, para_examinar))])
    return modelo, curvas


def examinar(modelo, nombres, tapar=True):
    xs, ys = lote(nombres)
    return perdida_de(gpt(modelo, xs, tapar), ys).item()

# %% [markdown]
# Apuesta antes de ejecutar: en los de examinar, ¿cuántos nats menos que contar parejas?

# %% tags=["nbval-ignore-output"]
PASOS = 4000
modelo, curvas = entrenar(PASOS)
print(f"en los de examinar: {curvas[-1][2]:.2f} nats; contando, {de_contar:.2f}")

# %%
print("¿al menos 0.25 nats menos que contar parejas?", "sí" if curvas[-1][2] < de_contar - 0.25 else "no")

# %% tags=["nbval-ignore-output"]
cuando, en_vistos, en_nuevos = zip(*curvas, strict=True)
fig, ax = plt.subplots(figsize=(6, 3))
ax.plot(cuando, en_vistos, "k-", label="de entrenar")
ax.plot(cuando, en_nuevos, "k--", label="de examinar")
ax.axhline(de_contar, color="0.5", ls=":", label="contar parejas")
ax.set(xlabel="paso", ylabel="nats por letra")
ax.legend()
plt.show()

# %% [markdown]
# *Figura: la pérdida contra el paso. Las dos curvas caen pronto por debajo de la línea de puntos, que es contar parejas. La
# de los de entrenar baja más; la de los de examinar queda arriba.*
#
# Cuando las dos se separan, empieza a aprenderse la lista de memoria. ¿Y quién lo entrenó?

# %%
quien_entreno(parametros(modelo))

# %% [markdown]
# ### Ejercicio 07-tramposo · Un modelo que hace trampa · ★★☆ · 1 min
#
# Entrenemos otro **sin** máscara, unos pocos pasos. ¿Cómo quedarán su pérdida al examinarlo y los nombres que invente?
#
# - a) Mejor que con máscara en las dos cosas: ve más.
# - b) La pérdida, mucho más baja; los nombres, peores.
# - c) La pérdida, más alta: se distrae.

# %% ejercicio="07-tramposo"
sin_mascara = "b"  # SOLUTION

# %%
comprobar("07-tramposo", sin_mascara)

# %% tags=["nbval-ignore-output"]
PASOS_CON_TRAMPA = 300


def logits_de(modelo, puestos, tapar=True):
    return gpt(modelo, np.array([puestos]), tapar).data[0, -1]  # los del último lugar


def seguir_con_trampa(puestos):
    return Tensor(logits_de(tramposo, puestos, tapar=False)).softmax().data


tramposo, curvas_con_trampa = entrenar(PASOS_CON_TRAMPA, tapar=False)
print(f"pérdida del tramposo: {curvas_con_trampa[-1][2]:.2f} nats")
azar = random.Random(1)
print("inventa:", [inventar(seguir_con_trampa, azar) for _ in range(6)])

# %% [markdown]
# Aprendió a copiar la respuesta del lugar de al lado. Al inventar, al lado no hay nada, y para él eso es el final: no pone
# casi nada. Una pérdida demasiado buena para ser verdad no lo es: busca por dónde se filtra el futuro.
#
# ## 7.9 Inventar, con temperatura
#
# Antes de softmax, los logits se dividen entre la **temperatura**. ¿Qué hace eso con las probabilidades?
#
# ### Ejercicio 07-temperatura · Más frío, más seguro · ★★☆ · 2 min
#
# Escribe `con_temperatura(logits, temperatura)`: softmax de los logits entre la temperatura. Recibe un arreglo de NumPy y da
# otro. `Tensor(arreglo).softmax().data` es softmax de un arreglo.

# %% ejercicio="07-temperatura"
def con_temperatura(logits, temperatura):
    return Tensor(logits / temperatura).softmax().data  # SOLUTION

# %%
con_temperatura = comprobar("07-temperatura", con_temperatura)

# %%
for temperatura in (0.25, 1.0, 4.0):
    print(f"a {temperatura:<4}", con_temperatura(np.array([2.0, 1.0, 0.0]), temperatura).round(2))

# %% [markdown]
# ### Ejercicio 07-helado · Siempre la más probable · ★★☆ · 1 min
#
# Con una temperatura de 0.001 se elige casi siempre la letra **más** probable. ¿Cómo serán diez nombres seguidos?
#
# - a) Los diez mejores, todos distintos.
# - b) El mismo, diez veces.
# - c) Diez de la lista.

# %% ejercicio="07-helado"
helado = "b"  # SOLUTION

# %%
comprobar("07-helado", helado)

# %% tags=["nbval-ignore-output"]
def nombres_a(temperatura, cuantos=10, semilla=0):
    def seguir(puestos):
        return con_temperatura(logits_de(modelo, puestos), temperatura)

    azar = random.Random(semilla)
    return [inventar(seguir, azar) for _ in range(cuantos)]


for temperatura in (0.001, 0.5, 1.0, 2.0):
    print(f"a {temperatura:<5}", ", ".join(nombres_a(temperatura)))

# %% [markdown]
# Muy fría, repite; muy caliente, junta letras sin mirar. En medio están los nombres que suenan a nombre.
#
# ¿Los inventa o los copia? De 200, quitemos los repetidos y contemos los que **no** están en la lista.
#
# ### Ejercicio 07-nuevos · ¿Inventa o copia? · ★★☆ · 2 min
#
# Escribe `cuantos_nuevos(inventados, conocidos)`: la fracción de los inventados **distintos** que no está en `conocidos`.
# `set(lista)` quita los repetidos, y `a - b` deja los que están en el conjunto `a` y no en `b`.

# %% ejercicio="07-nuevos"
def cuantos_nuevos(inventados, conocidos):
    ### BEGIN SOLUTION
    distintos = set(inventados)
    return len(distintos - set(conocidos)) / len(distintos)
    ### END SOLUTION

# %%
cuantos_nuevos = comprobar("07-nuevos", cuantos_nuevos)

# %% [markdown]
# Apuesta antes de mirar: ¿qué parte será nueva, a temperatura 0.5 y a 1?

# %% tags=["nbval-ignore-output"]
for temperatura in (0.5, 1.0):
    print(f"a {temperatura}: {cuantos_nuevos(nombres_a(temperatura, 200), nombres):.0%} nuevos")

# %% [markdown]
# ### A quién mira
#
# Este explorador trae un modelo ya entrenado. Ve letra por letra, mira a cuáles atiende cada cabeza, y mueve la temperatura.
# Antes de cada paso, apuesta qué letra sigue. (`atencion` ya es tu función: aquí el explorador se llama `explorar_atencion`.)

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import atencion as explorar_atencion

explorar_atencion()

# %% [markdown]
# Y ahora el tuyo. `un_paso` recibe las letras puestas y da los pesos con que mira el último lugar y los logits.

# %% tags=["nbval-ignore-output"]
def un_paso(puestas):
    puestos, b = codificar(puestas)[:-1], modelo["bloques"][0]
    x = normalizar(modelo["letras"][[puestos]] + modelo["lugares"][: len(puestos)])
    q, k = (en_cabezas(x @ b[cual], CABEZAS) for cual in ("consultas", "claves"))
    mira = pesos(q, k, mascara(len(puestos))).data[0, :, -1]  # el último lugar, en cada cabeza
    return {"atencion": mira, "logits": logits_de(modelo, puestos)}


explorar_atencion(un_paso, letras, "sof")

# %% [markdown]
# ## 7.10 Los mismos pesos en PyTorch
#
# Un examen: los pesos de tu modelo, en PyTorch, con **sus** piezas. Su atención, su RMSNorm y su pérdida, que ya sabe que
# −1 no se pregunta.

# %%
# %%con_torch
import torch
import torch.nn.functional as F


def gpt_en_torch(modelo, xs):
    letras_, lugares = (torch.tensor(modelo[cual].data) for cual in ("letras", "lugares"))
    x = letras_[xs] + lugares[: xs.shape[1]]
    for b in modelo["bloques"]:
        b = {cual: torch.tensor(p.data) for cual, p in b.items()}
        h = F.rms_norm(x, (ANCHO,), eps=1e-5)
        q, k, v = ((h @ b[c]).unflatten(-1, (CABEZAS, -1)).transpose(1, 2) for c in ("consultas", "claves", "valores"))
        mirado = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + mirado.transpose(1, 2).flatten(-2) @ b["salida"]
        x = x + F.relu(F.rms_norm(x, (ANCHO,), eps=1e-5) @ b["subir"]) @ b["bajar"]
    return F.rms_norm(x, (ANCHO,), eps=1e-5) @ letras_.T

# %%
# %%con_torch
xs, ys = lote(para_examinar)
logits = gpt_en_torch(modelo, torch.tensor(xs))
suya = F.cross_entropy(logits.flatten(0, 1), torch.tensor(ys).flatten(), ignore_index=-1).item()
print("¿la misma pérdida, hasta 1e-9?", "sí" if abs(suya - examinar(modelo, para_examinar)) < 1e-9 else "no")

# %% [markdown]
# ## 7.11 ¿Y ChatGPT?
#
# Las ideas son estas. Cambian los tamaños, y tu `cuantos` los conoce. Los de GPT-2 y GPT-3 son los que OpenAI publicó en
# sus artículos de 2019 y 2020: vocabulario, contexto, ancho y bloques.

# %%
tuyo = (V, CONTEXTO, ANCHO, BLOQUES)
gpt2, gpt3 = (50257, 1024, 1600, 48), (50257, 2048, 12288, 96)
for quien, medidas in (("el tuyo", tuyo), ("GPT-2", gpt2), ("GPT-3", gpt3)):
    v, c, ancho, bloques = medidas
    print(f"{quien:<8} vocabulario {v:>6,}  contexto {c:>5,}  ancho {ancho:>6,}  bloques {bloques:>2}", end="  ")
    print(f"parámetros {cuantos(*medidas):,}")

# %% [markdown]
# Los artículos dicen 1.5 mil millones y 175 mil millones: tu fórmula casi los acierta (no cuenta los sesgos).
#
# Y los datos. GPT-2 aprendió de 40 GB de páginas web; GPT-3 leyó 300 mil millones de pedazos. Entrenar cuesta unas 6
# cuentas por parámetro y por pedazo leído:

# %%
por_nombre = len(ultimas) / len(para_entrenar)
leidas = PASOS * LOTE * por_nombre
las_tuyas, las_suyas = 6 * cuantos(*tuyo) * leidas, 6 * cuantos(*gpt3) * 300e9
print(f"el tuyo: {leidas:,.0f} letras leídas y {las_tuyas:.0e} cuentas; GPT-3: {las_suyas:.2e}")
print(f"{las_suyas / las_tuyas:.0e} veces lo tuyo")

# %% [markdown]
# La de GPT-3 es la cifra de su artículo. Lo demás, lado a lado:
#
# | | el tuyo | un modelo grande |
# |---|---|---|
# | predecir el pedazo que sigue, y su entropía cruzada | igual | igual |
# | atención con máscara, cabezas, residual, dos capas que piensan | igual | igual, muchas veces |
# | Adam y una tasa que baja | igual | igual, con detalles |
# | el pedazo | una letra | un trozo de palabra: unos 50 mil distintos |
# | normalizar y activar | RMSNorm y relu | GPT-2: LayerNorm y GELU |
# | después de entrenar | nada | más entrenamiento, con respuestas que escriben y prefieren personas |
#
# La última fila separa a GPT-3, que solo continúa un texto, de un ChatGPT, que **conversa**.
#
# ## Lo que construiste

# %%
progreso("07")

# %% [markdown]
# ### En PyTorch…
#
# | aquí | en PyTorch |
# |---|---|
# | `modelo["letras"][xs]` | `torch.nn.Embedding` |
# | `atencion(q, k, v, mascara(t))` | `F.scaled_dot_product_attention(q, k, v, is_causal=True)` |
# | `atender` | `torch.nn.MultiheadAttention` |
# | `normalizar` | `torch.nn.RMSNorm` |
# | `perdida_de`, con su −1 | `F.cross_entropy(..., ignore_index=-1)` |
# | `adam(...)` | `torch.optim.Adam(..., betas=(0.9, 0.99))` |
# | `con_temperatura` y `azar.choices` | `torch.softmax(logits / t, -1)` y `torch.multinomial` |
#
# ### ¿Y ahora?
#
# Practica en [el cuaderno de ejercicios](../exercises/07_un_gpt_practica.ipynb): transformadores averiados y otras formas de
# elegir la letra que sigue. No hay lección 8: lo que sigue es tuyo. Cambia los nombres por otra lista (calles, recetas,
# versos) y entrena.
#
# ### Para terminar
#
# Veinte nombres que no están en la lista:

# %% tags=["nbval-ignore-output"]
inventados = dict.fromkeys(nombres_a(0.6, cuantos=300))
print(", ".join([n for n in inventados if n and n not in nombres][:20]))

# %% [markdown]
# Nadie se los enseñó. Salieron de miles de números, movidos cada uno un poco cuesta abajo, miles de veces. Empezaste
# midiendo a mano la pendiente de una parábola en un punto; un modelo de lenguaje es esa misma pendiente, calculada para
# todos sus números a la vez. Y todo lo que hay en medio lo construiste tú.
