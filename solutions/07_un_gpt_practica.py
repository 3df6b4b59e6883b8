# %% [markdown]
# # Práctica 7. Un GPT mínimo
#
# {{COLAB}}
#
# Catorce problemas con letras: contar más atrás y ver por qué no alcanza, elegir mejor la letra que sigue, un transformador
# ajeno con cuatro fallas, una memoria que ahorra cuentas, y otra lista para el mismo modelo. P7.3 se puede hacer cuando
# quieras; las demás usan lo de antes, así que van en orden.
#
# **Tiempo:** 65 minutos. **Se da por sabido:** la lección 7.
#
# *Inspirado en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% tags=["base"]
import random

import numpy as np

from minigrad import datasets
from minigrad.tensor import Tensor

# %% [markdown]
# Los mismos nombres, las mismas letras y las mismas dos partes que en la lección:

# %% tags=["base"]
nombres = datasets.nombres()
random.Random(0).shuffle(nombres)
aparte = len(nombres) // 10
para_examinar, para_entrenar = nombres[:aparte], nombres[aparte:]
letras = "." + "".join(sorted(set("".join(nombres))))
numero_de = {letra: i for i, letra in enumerate(letras)}
V = len(letras)


def codificar(nombre):
    return [0, *(numero_de[letra] for letra in nombre), 0]

# %%
print(len(para_entrenar), "nombres para entrenar,", len(para_examinar), "para examinar y", V, "letras")

# %% [markdown]
# ## P7.1 Contar más atrás
#
# Una pérdida en nats cuesta imaginarla. La **perplejidad** es $e$ elevado a esa pérdida: entre cuántas letras igual de
# probables duda el modelo.
#
# ### Ejercicio 07p-perplejidad · ¿Entre cuántas duda? · ★☆☆ · 3 min
#
# `p` es un arreglo con la probabilidad que el modelo le dio a **cada letra que de verdad siguió**. Escribe `perplejidad(p)`:
# $e$ elevado al promedio de menos el logaritmo natural. `np.exp(x)` es $e^x$.

# %% ejercicio="07p-perplejidad"
def perplejidad(p):
    return np.exp(-np.log(p).mean())  # SOLUTION

# %%
perplejidad = comprobar("07p-perplejidad", perplejidad)

# %%
print(f"quien no sabe nada: {perplejidad(np.full(50, 1 / V)):.1f}")
print(f"quien duda entre dos: {perplejidad(np.full(50, 1 / 2)):.1f}")
print(f"seguro, y se equivoca una de 50: {perplejidad(np.array([0.98] * 49 + [0.001])):.2f}")

# %% [markdown]
# En la lección contaste parejas. ¿Y si se miran las **dos** últimas letras? La tabla tiene ahora tres ejes: la de antes, la
# última y la que sigue. Para la primera letra hacen falta dos comienzos: delante va otro 0.
#
# ### Ejercicio 07p-trios · Contar tríos · ★★☆ · 4 min
#
# Completa `contar_trios(nombres)`: en `veces[a, b, c]`, cuántas veces `c` vino justo después de `a` y `b`, en ese orden. De
# `"eva"` salen cuatro tríos; el primero tiene dos ceros y la `e`.

# %% ejercicio="07p-trios"
def contar_trios(nombres):
    veces = np.zeros((V, V, V))
    for nombre in nombres:
        numeros = [0, *codificar(nombre)]
        ### BEGIN SOLUTION
        for a, b, c in zip(numeros[:-2], numeros[1:-1], numeros[2:], strict=True):
            veces[a, b, c] += 1
        ### END SOLUTION
    return veces

# %%
contar_trios = comprobar("07p-trios", contar_trios)

# %%
trios = contar_trios(para_entrenar) + 1  # el 1 de siempre, para que nada sea imposible
P3 = trios / trios.sum(axis=-1, keepdims=True)
for a, b in (("n", "i"), ("r", "i")):
    fila = P3[numero_de[a], numero_de[b]]
    print(f"después de «{a}{b}»:", ", ".join(f"«{letras[c]}» {fila[c]:.0%}" for c in fila.argsort()[::-1][:4]))

# %% [markdown]
# Para mirar todavía más atrás, una tabla así no cabe. Se guarda solo lo que apareció:

# %% tags=["base"]
def preguntas_mirando(cuantas, nombres):
    for nombre in nombres:
        numeros = [0] * (cuantas - 1) + codificar(nombre)
        for i in range(cuantas, len(numeros)):
            yield tuple(numeros[i - cuantas : i]), numeros[i]


def probabilidades_mirando(cuantas, nombres):
    filas = {}
    for vistas, sigue in preguntas_mirando(cuantas, para_entrenar):
        filas.setdefault(vistas, np.ones(V))[sigue] += 1
    nueva = np.ones(V)  # una fila que nunca apareció
    elegidas = [(filas.get(vistas, nueva), sigue) for vistas, sigue in preguntas_mirando(cuantas, nombres)]
    return np.array([fila[sigue] / fila.sum() for fila, sigue in elegidas])

# %% [markdown]
# ### Ejercicio 07p-cuantas · Cada vez más atrás · ★★☆ · 2 min
#
# Contamos según las 1, 2, 3, 4 y 5 últimas letras. ¿Qué pasará con la perplejidad en los nombres de **examinar**?
#
# - a) Baja siempre: mirar más nunca hace daño.
# - b) Baja al principio, y después sube.
# - c) Sube siempre: lo mejor es mirar una.

# %% ejercicio="07p-cuantas"
mirando_mas = "b"  # SOLUTION

# %%
comprobar("07p-cuantas", mirando_mas)

# %%
print("letras que mira   perplejidad al examinar   preguntas sobre algo nunca visto")
for cuantas in (1, 2, 3, 4, 5):
    p = probabilidades_mirando(cuantas, para_examinar)
    vistas = {v for v, _ in preguntas_mirando(cuantas, para_entrenar)}
    nuevas = [v not in vistas for v, _ in preguntas_mirando(cuantas, para_examinar)]
    print(f"{cuantas:^15}   {perplejidad(p):^23.1f}   {np.mean(nuevas):.0%}")

# %% [markdown]
# Con más letras, cada fila vio menos ejemplos, y muchas no vieron ninguno. Una tabla no sabe que «nicol» y «micol» se
# parecen. Las incrustaciones sí: por eso la red puede mirar el nombre entero.
#
# ## P7.2 Elegir la letra que sigue
#
# Un modelo que casi siempre acierta también se arruina con **una** letra absurda. Además de la temperatura, hay otro
# remedio: quedarse con las `k` más probables y olvidar las demás. En inglés, *top-k*.
#
# ### Ejercicio 07p-mejores · Solo las k mejores · ★★☆ · 3 min
#
# Escribe `las_mejores(p, k)`: un arreglo **nuevo** con las `k` probabilidades mayores en su lugar y 0 en las demás, que vuelva
# a sumar 1. `p.argsort()` da los lugares del menor al mayor, y `nueva[lugares] = …` pone números en ellos.

# %% ejercicio="07p-mejores"
def las_mejores(p, k):
    nueva = np.zeros(len(p))
    ### BEGIN SOLUTION
    lugares = p.argsort()[::-1][:k]
    nueva[lugares] = p[lugares]
    return nueva / nueva.sum()
    ### END SOLUTION

# %%
las_mejores = comprobar("07p-mejores", las_mejores)

# %% tags=["base"]
def inventar(seguir, azar, letras=letras, hasta=15):
    puestos = [0, 0]
    for _ in range(hasta):
        elegido = azar.choices(range(len(letras)), seguir(puestos))[0]
        if elegido == 0:
            break
        puestos.append(elegido)
    return "".join(letras[i] for i in puestos[2:])

# %%
for k in (V, 5, 1):
    azar = random.Random(3)
    seguir = lambda puestos: las_mejores(P3[puestos[-2], puestos[-1]], k)
    print(f"con las {k:>2} mejores:", ", ".join(inventar(seguir, azar) for _ in range(7)))

# %% [markdown]
# Con una sola, siempre el mismo. Con 5 casi no quedan letras imposibles.
#
# ## P7.3 ¿A cuántos mira una letra?
#
# Una fila de atención puede mirar a un solo lugar o a muchos. Un número lo dice: su **entropía**. Se multiplica cada peso por
# menos su logaritmo, y se suma:
#
# $$H(p) = -\sum_j p_j \ln p_j$$
#
# En palabras: la sorpresa promedio, si los lugares salieran al azar con esos pesos. Un peso de 0 **no aporta nada**: nunca sale.
#
# ### Ejercicio 07p-entropia · La entropía de una fila · ★★☆ · 4 min
#
# Escribe `entropia(p)`: `p` es una fila de pesos, que suman 1. Los tapados por la máscara son 0, y el logaritmo de 0 no sirve:
# quédate antes con los que son mayores que 0. `p[p > 0]` los elige.

# %% ejercicio="07p-entropia"
def entropia(p):
    ### BEGIN SOLUTION
    p = p[p > 0]
    return -(p * np.log(p)).sum()
    ### END SOLUTION

# %%
entropia = comprobar("07p-entropia", entropia)

# %%
filas = {"a uno solo": [1.0, 0, 0, 0], "a dos por igual": [0.5, 0.5, 0, 0], "casi a uno": [0.9, 0.05, 0.05, 0]}
for como, fila in filas.items():
    h = entropia(np.array(fila))
    print(f"mira {como:<15}  entropía {h + 0:.2f} nats, como mirar a {np.exp(h):.1f}")

# %% [markdown]
# Otra vez $e$ elevado a los nats dice «a cuántos». Úsala con las filas de tu modelo: ¿alguna cabeza mira a uno solo? ¿Alguna
# promedia?
#
# ## P7.4 El transformador ajeno
#
# Otra persona escribió el suyo. Corre, su pérdida baja, y nada protesta. Pero **tiene cuatro fallas**, una en cada una de estas
# funciones. Las cuatro hacen lo que en la lección hacían `mascara`, `en_cabezas`, `bloque` y `lote`.

# %% tags=["base", "muestra"]
def tapar(t):
    return np.tril(np.full((t, t), -np.inf), -1)


def partir(x, h):
    n, t, c = x.shape
    return x.reshape(n, h, t, c // h)


def paso(x, b, m):
    x = atender(normalizar(x), b, m)
    x = pensar(normalizar(x), b)
    return x

# %% tags=["base", "muestra"]
def preguntas(textos, numero_de=numero_de):
    largo = max(map(len, textos)) + 1
    xs = np.zeros((len(textos), largo), dtype=int)
    ys = np.full((len(textos), largo), -1)
    for i, texto in enumerate(textos):
        numeros = [0, *(numero_de[letra] for letra in texto), 0]
        xs[i, : len(numeros) - 1] = numeros[:-1]
        ys[i, : len(numeros) - 1] = numeros[:-1]
    return xs, ys

# %% [markdown]
# (Con `numero_de=numero_de`, las letras son las de los nombres, si no se le dan otras.) Lo demás es lo de la lección, y está
# bien:

# %% tags=["base"]
CABEZAS = 4


def traspuesta(m):
    *otros, fila, columna = range(len(m.shape))
    return m.transpose(*otros, columna, fila)


def pesos(q, k, m):
    return (q @ traspuesta(k) / q.shape[-1] ** 0.5 + m).softmax(axis=-1)


def normalizar(x):
    return x / ((x * x).mean(axis=-1, keepdims=True) + 1e-5).sqrt()


def atender(x, b, m):
    q, k, v = (partir(x @ b[cual], CABEZAS) for cual in ("consultas", "claves", "valores"))
    mirado = (pesos(q, k, m) @ v).transpose(0, 2, 1, 3)
    return mirado.reshape(*x.shape) @ b["salida"]


def pensar(x, b):
    return (x @ b["subir"]).relu() @ b["bajar"]

# %% [markdown]
# Cada pieza tiene una **prueba** que no depende de entrenar: se cambia una cosa y se mira qué más cambió.

# %% tags=["base"]
def prueba_del_futuro():
    q, k = np.random.default_rng(0).normal(size=(2, 6, 4))
    p = pesos(Tensor(q), Tensor(k), tapar(6)).data
    return "mira lo de antes y a sí mismo, no lo que sigue", np.array_equal(p > 0, np.tril(np.ones((6, 6))) == 1)


def prueba_de_las_cabezas():
    x = np.zeros((1, 3, 8))
    x[0, :, :2] = 1  # los dos primeros números de cada lugar: los de la cabeza 0
    cabezas = partir(Tensor(x), 4).data
    return "cada cabeza recibe sus números", (cabezas[0, 0] == 1).all() and (cabezas[0, 1:] == 0).all()


def prueba_del_camino():
    formas = {cual: (8, 8) for cual in ("consultas", "claves", "valores", "salida")}
    b = {cual: Tensor(np.zeros(f)) for cual, f in (formas | {"subir": (8, 32), "bajar": (32, 8)}).items()}
    x = np.arange(24.0).reshape(1, 3, 8)
    return "con matrices en 0, x pasa entera", np.array_equal(paso(Tensor(x), b, 0.0).data, x)

# %% tags=["base"]
def prueba_de_lo_que_se_pregunta():
    xs, ys = preguntas(["eva"])
    parejas = [letras[a] + "→" + letras[b] for a, b in zip(xs[0], ys[0], strict=True)]
    return "se pregunta " + " ".join(parejas), parejas == [".→e", "e→v", "v→a", "a→."]


def revisar():
    for prueba in (prueba_del_futuro, prueba_de_las_cabezas, prueba_del_camino, prueba_de_lo_que_se_pregunta):
        nombre, pasa = prueba()
        print("bien" if pasa else "MAL ", "", nombre)

# %%
revisar()

# %% [markdown]
# Cuatro MAL, cuatro reparaciones. En cada una, copia la función rota y cambia **solo lo necesario**.
#
# ### Ejercicio 07p-caza-mascara · El que solo ve el futuro · ★★☆ · 2 min
#
# Imprime `tapar(4)`. La fila es quién mira; la columna, a quién. ¿Dónde están los menos infinito? Repárala.

# %% ejercicio="07p-caza-mascara"
def tapar(t):
    ### BEGIN SOLUTION
    return np.triu(np.full((t, t), -np.inf), 1)
    ### END SOLUTION

# %%
tapar = comprobar("07p-caza-mascara", tapar)

# %% [markdown]
# ### Ejercicio 07p-caza-cabezas · La forma no lo dice todo · ★★☆ · 3 min
#
# `partir` da la forma pedida, y aun así cada cabeza recibe números de otros lugares. Imprime lo que da con
# `Tensor(np.arange(16.0).reshape(1, 2, 8))` y dos cabezas. Repárala.

# %% ejercicio="07p-caza-cabezas"
def partir(x, h):
    n, t, c = x.shape
    ### BEGIN SOLUTION
    return x.reshape(n, t, h, c // h).transpose(0, 2, 1, 3)
    ### END SOLUTION

# %%
partir = comprobar("07p-caza-cabezas", partir)

# %% [markdown]
# ### Ejercicio 07p-caza-camino · El camino cortado · ★★☆ · 2 min
#
# Si un bloque no tiene nada que decir, lo que traía debe pasar entero. En este se pierde. Repáralo.

# %% ejercicio="07p-caza-camino"
def paso(x, b, m):
    ### BEGIN SOLUTION
    x = x + atender(normalizar(x), b, m)
    x = x + pensar(normalizar(x), b)
    ### END SOLUTION
    return x

# %%
paso = comprobar("07p-caza-camino", paso)

# %% [markdown]
# ### Ejercicio 07p-caza-respuestas · Una pregunta demasiado fácil · ★★☆ · 3 min
#
# Con las `preguntas` ajenas, la pérdida baja casi a 0 en poco tiempo, y lo que el modelo inventa son nombres **vacíos**: después
# del punto, el punto. Mira en la prueba qué se pregunta. Completa las dos líneas que faltan.

# %% ejercicio="07p-caza-respuestas"
def preguntas(textos, numero_de=numero_de):
    largo = max(map(len, textos)) + 1
    xs = np.zeros((len(textos), largo), dtype=int)
    ys = np.full((len(textos), largo), -1)
    for i, texto in enumerate(textos):
        numeros = [0, *(numero_de[letra] for letra in texto), 0]
        ### BEGIN SOLUTION
        xs[i, : len(numeros) - 1] = numeros[:-1]
        ys[i, : len(numeros) - 1] = numeros[1:]
        ### END SOLUTION
    return xs, ys

# %%
preguntas = comprobar("07p-caza-respuestas", preguntas)

# %%
revisar()

# %% [markdown]
# Ninguna de las cuatro cambiaba una forma. Solo se ven si se pregunta por lo que cada pieza **promete**.
#
# ## P7.5 Entrenar e inventar
#
# Estas once líneas son el entrenamiento con Adam, revueltas. Conservan su sangría. `perdida_en(t)` da la pérdida del paso `t`,
# y `adam` es la de la lección. Quien la llama no borró los gradientes: pueden traer algo de antes.

# %% tags=["nbval-ignore-output"]
from minigrad.aula.ejercicios.practica_07 import LINEAS, armar
from minigrad.exploradores import ordenar

mesa = ordenar(LINEAS)
mesa

# %% [markdown]
# ### Ejercicio 07p-revuelto · Once líneas revueltas · ★★☆ · 5 min
#
# Ordénalas arriba con los botones y copia aquí el orden que se lee debajo de ellos: así queda guardado.
# O escribe tú las once letras en orden, en un solo texto. Por ejemplo: `"A B C D E F G H I J K"`.

# %% ejercicio="07p-revuelto"
mi_orden = "F B J H E D G C A I K"  # SOLUTION

# %%
comprobar("07p-revuelto", mi_orden)

# %%
print(armar(mi_orden))

# %% [markdown]
# La tabla `letras` del modelo se usa **dos veces**: al entrar, `modelo["letras"][xs]`; y al salir, `… @ modelo["letras"].T`,
# que da un logit por letra.
#
# ### Ejercicio 07p-filas · ¿Qué letras aprenden? · ★★★ · 2 min
#
# El minilote es un solo nombre, «ana». ¿Qué filas de la tabla reciben un gradiente que no es 0?
#
# - a) Las de `.`, `a` y `n`: las demás no se usaron.
# - b) Todas.
# - c) Solo las de las respuestas: `a`, `n` y `.`, una vez cada una.

# %% ejercicio="07p-filas"
que_filas = "b"  # SOLUTION

# %%
comprobar("07p-filas", que_filas)

# %%
tabla = Tensor(np.random.default_rng(0).normal(size=(V, 8)))
xs, ys = np.array(codificar("ana")[:-1]), np.array(codificar("ana")[1:])
for donde, salida in (("solo al entrar", Tensor(tabla.data)), ("al entrar y al salir", tabla)):
    tabla.grad = np.zeros((V, 8))
    (tabla[xs] @ salida.T).cross_entropy(ys).backward()
    print(f"si se usa {donde:<20}: {(abs(tabla.grad) > 0).any(axis=1).sum()} de {V} filas")

# %% [markdown]
# ### Una memoria que ahorra cuentas
#
# Para cada letra nueva, `gpt` vuelve a leer **todo** lo puesto: con 1 lugar, después con 2, después con 3…
#
# ### Ejercicio 07p-lugares · Leer otra vez · ★★☆ · 2 min
#
# Un texto de 100 letras se inventa así: la primera con 1 lugar; la última, con 100. ¿Por cuántos lugares pasó el modelo en
# total? Escríbelo como una cuenta de Python.

# %% ejercicio="07p-lugares"
lugares_leidos = sum(range(1, 101))  # SOLUTION

# %%
comprobar("07p-lugares", lugares_leidos)

# %%
for largo in (100, 200, 400):
    print(f"{largo} letras: {sum(range(1, largo + 1)):,} lugares, en vez de {largo}")

# %% [markdown]
# El doble de letras, casi cuatro veces más. Y casi todo es repetir: la máscara no deja que un lugar vea lo que viene después, así que
# las claves y los valores de antes **no cambian**. Basta con guardarlos.
#
# ### Ejercicio 07p-memoria · Atender a uno solo · ★★★ · 5 min
#
# `q`, `k` y `v` son los del lugar nuevo, de `d` números. `claves` y `valores` son listas con los de antes. Escribe
# `atender_uno(q, k, v, claves, valores)`: **agrega** los nuevos a las listas y devuelve lo que sale en ese lugar.
# `np.array(claves) @ q` da todos los puntajes, y `softmax(z)` ya está.

# %% tags=["base"]
def softmax(z):
    return Tensor(z).softmax().data

# %% ejercicio="07p-memoria"
def atender_uno(q, k, v, claves, valores):
    ### BEGIN SOLUTION
    claves.append(k)
    valores.append(v)
    puntajes = np.array(claves) @ q / len(q) ** 0.5
    return softmax(puntajes) @ np.array(valores)
    ### END SOLUTION

# %%
atender_uno = comprobar("07p-memoria", atender_uno)

# %%
q, k, v = np.random.default_rng(2).normal(size=(3, 9, 4))
entera = (pesos(Tensor(q), Tensor(k), tapar(9)) @ Tensor(v)).data
claves, valores = [], []
de_a_uno = np.array([atender_uno(q[i], k[i], v[i], claves, valores) for i in range(9)])
print("¿lo mismo que con la matriz entera?", "sí" if np.allclose(de_a_uno, entera) else "no")

# %% [markdown]
# Sin máscara: en la memoria solo hay pasado. Así contestan los modelos grandes; por eso una conversación larga ocupa memoria.
#
# ## P7.6 Otra lista
#
# Nada de lo que escribiste sabe de nombres. Probemos con los números del 0 al 999, en palabras. De ahí salen letras que se
# repiten mucho, y una que no es letra: el espacio.

# %% tags=["base"]
UNIDADES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
DECENAS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
CIENTOS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
).split()


def en_palabras(n):
    if n < 30:
        return UNIDADES[n]
    if n < 100:
        return DECENAS[n // 10 - 3] + (f" y {UNIDADES[n % 10]}" if n % 10 else "")
    if n == 100:
        return "cien"
    return CIENTOS[n // 100 - 1] + (f" {en_palabras(n % 100)}" if n % 100 else "")

# %%
numeros_escritos = [en_palabras(n) for n in range(1000)]
print(", ".join(numeros_escritos[n] for n in (7, 21, 45, 100, 316, 999)))

# %% [markdown]
# ### Ejercicio 07p-vocabulario · Las letras de cualquier lista · ★★☆ · 3 min
#
# Escribe `vocabulario(textos)`: el texto con el punto **primero** y después cada letra distinta, una vez, en orden; y un
# diccionario que a cada una le da su lugar. Como en la lección, pero con cualquier lista: `sorted(set(…))` y `enumerate`.

# %% ejercicio="07p-vocabulario"
def vocabulario(textos):
    ### BEGIN SOLUTION
    letras = "." + "".join(sorted(set("".join(textos))))
    numero_de = {letra: i for i, letra in enumerate(letras)}
    ### END SOLUTION
    return letras, numero_de

# %%
vocabulario = comprobar("07p-vocabulario", vocabulario)

# %% [markdown]
# Cien números quedan aparte, para examinar.

# %%
sus_letras, su_numero = vocabulario(numeros_escritos)
random.Random(0).shuffle(numeros_escritos)
apartados, para_aprender = numeros_escritos[:100], numeros_escritos[100:]
print(len(sus_letras), "letras:", repr(sus_letras))

# %% tags=["base"]
ANCHO = 32


def modelo_nuevo(azar, cuantas, lugares):
    formas = {cual: (ANCHO, ANCHO) for cual in ("consultas", "claves", "valores", "salida")}
    formas |= {"subir": (ANCHO, 4 * ANCHO), "bajar": (4 * ANCHO, ANCHO)}
    modelo = {cual: Tensor(azar.normal(size=f) / f[0] ** 0.5) for cual, f in formas.items()}
    modelo["letras"] = Tensor(0.05 * azar.normal(size=(cuantas, ANCHO)))
    modelo["lugares"] = Tensor(0.05 * azar.normal(size=(lugares, ANCHO)))
    return modelo


def gpt(modelo, xs):
    t = xs.shape[1]
    x = modelo["letras"][xs] + modelo["lugares"][:t]
    return normalizar(paso(x, modelo, tapar(t))) @ modelo["letras"].T


def perdida_de(logits, ys):
    ys = ys.reshape(-1)
    cuentan = np.flatnonzero(ys >= 0)
    return logits.reshape(-1, logits.shape[-1])[cuentan].cross_entropy(ys[cuentan])

# %% [markdown]
# Tu máscara, tus cabezas, tu bloque y tus preguntas, con el Adam del paquete:

# %% tags=["nbval-ignore-output"]
from tqdm.auto import trange

from minigrad.optim import Adam

PASOS = 500
azar = np.random.default_rng(0)
modelo = modelo_nuevo(azar, len(sus_letras), max(map(len, numeros_escritos)) + 1)
adam = Adam([*modelo.values()], lr=0.01, betas=(0.9, 0.99))
for t in trange(PASOS, desc="entrenando", leave=False):
    adam.lr = 0.01 * (1 - t / PASOS)
    elegidos = [para_aprender[i] for i in azar.integers(len(para_aprender), size=16)]
    xs, ys = preguntas(elegidos, su_numero)
    adam.zero_grad()
    perdida = perdida_de(gpt(modelo, xs), ys)
    perdida.backward()
    adam.step()
xs, ys = preguntas(apartados, su_numero)
print(f"perplejidad en los apartados: {np.exp(perdida_de(gpt(modelo, xs), ys).item()):.2f}")

# %% [markdown]
# ¿Qué parte de lo que invente serán números de verdad? ¿Y alguno que **nunca leyó**? Apuesta, y mira.

# %% tags=["nbval-ignore-output"]
def seguir(puestos):  # con las tres mejores; el primer 0 es el comienzo de más de `inventar`
    p = softmax(gpt(modelo, np.array([puestos[1:]])).data[0, -1])
    return las_mejores(p, 3)


azar = random.Random(0)
hasta = len(modelo["lugares"].data) - 1
inventados = [inventar(seguir, azar, sus_letras, hasta) for _ in range(100)]
print("números de verdad:", f"{np.mean([n in numeros_escritos for n in inventados]):.0%}")
print("de los apartados:", ", ".join(sorted(set(inventados) & set(apartados))[:5]) or "ninguno")
print("inventos:", ", ".join(sorted(set(inventados) - set(numeros_escritos))[:5]) or "ninguno")

# %% [markdown]
# Nadie le dijo qué es una decena ni dónde va la «y». Cambia la lista: los meses, las calles de tu ciudad, versos…
#
# ## Lo que practicaste

# %%
progreso("07")

# %% [markdown]
# Cuentas más atrás y sabes dónde deja de servir, eliges mejor la letra que sigue, pruebas un transformador por lo que promete
# y le das memoria. Si algo quedó por la mitad, `solucion("07p-…")` muestra la solución y su porqué.
