# %% [markdown]
# # 0. Introducción
#
# {{COLAB}}
#
# Al terminar esta lección podrás:
#
# - llenar un blanco, comprobarlo y pedir una pista;
# - explicar qué es un gradiente con un ejemplo de la vida diaria;
# - decir qué es un motor de autodiferenciación y qué tres cosas necesita;
# - dibujar un grafo de cálculo y recorrerlo hacia atrás.
#
# **Tiempo:** 40 minutos. **Se da por sabido:** escribir una función en Python. No hace falta saber
# cálculo ni redes neuronales.
#
# *El motor que vas a construir sigue la idea de
# [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy. El taller original es de
# Antonio Badilla-Olivas.*
#
# ## 0.1 Así se trabaja aquí
#
# Este cuaderno tiene celdas de texto, como esta, y celdas de código, como la de abajo. Para ejecutar
# una celda, haz clic en ella y pulsa `Shift` + `Enter` (en algunos teclados, `Mayús` o `⇧`, e `Intro`).
# Ejecuta **todas**, en orden, de arriba hacia abajo.
#
# En algunas celdas falta algo y en su lugar hay tres puntos: `...`. Eso es un **blanco**. Lo llenas,
# ejecutas la celda y ejecutas también la siguiente, que lo **comprueba**.
#
# La primera celda prepara el cuaderno. No hace falta leerla. Ejecútala ya.

# %%
# {{PREPARAR}}

# %% tags=["base"]
from minigrad import Value, draw_dot

# %% [markdown]
# ¿Dice «Todo listo» debajo de la primera celda? Entonces sigue. Estas tres variables son para tu primer
# blanco:

# %% tags=["base"]
precio = 4
cantidad = 3
envio = 6

# %% [markdown]
# ### Ejercicio 00-pago · Tu primer blanco · ★☆☆ · 3 min
#
# Compras 3 cuadernos de 4 pesos cada uno. El envío cuesta 6 pesos en total. ¿Cuánto pagas?
# Escríbelo con las variables `precio`, `cantidad` y `envio`.
#
# Se cambian **solo los tres puntos**. Lo demás, `pago =`, se queda. Antes de acertar, haz dos pruebas:
#
# 1. Ejecuta las dos celdas de abajo **sin escribir nada**. Saldrá una tarjeta: el blanco sigue vacío.
# 2. Equivócate a propósito. Cambia los tres puntos hasta que la línea entera sea
#    `pago = precio + cantidad + envio`, y ejecuta otra vez las dos celdas. La tarjeta nombrará el error.
# 3. Ahora sí: corrige la cuenta, en la misma línea, y ejecuta las dos.

# %% ejercicio="00-pago"
pago = precio * cantidad + envio  # SOLUTION

# %%
comprobar("00-pago", pago)

# %% [markdown]
# Equivocarse aquí no cuesta nada. Puedes comprobar cuantas veces quieras. La tarjeta mira **qué
# calcula** tu respuesta, no cómo la escribiste.
#
# ## 0.2 Pedir ayuda
#
# Cada ejercicio tiene una escalera de pistas. La primera suele ser una pregunta. La de `00-pago` dice:
# «¿Cuánto pagas por los 3 cuadernos, antes de pensar en el envío?».
#
# Cuando necesites una, oprime el botón **Dame una pista**, debajo de la tarjeta. O escribe
# `pista("00-pago")` en una celda nueva (botón `+`). Cada vez sale la siguiente. El último peldaño es el
# botón **Ver la solución**, o `solucion("00-pago")`.
#
# ### Ejercicio 00-cuenta · La cuenta, como función · ★☆☆ · 4 min
#
# Convierte la cuenta en una función, para poder repetirla con otros números. Usa los tres nombres que
# recibe, y solo `+` y `*`. Pronto verás por qué.

# %% ejercicio="00-cuenta"
def cuenta(precio, cantidad, envio):
    ### BEGIN SOLUTION
    return precio * cantidad + envio
    ### END SOLUTION

# %%
cuenta = comprobar("00-cuenta", cuenta)

# %% [markdown]
# Fíjate en la celda de arriba: `cuenta = comprobar(...)`. Si tu función es correcta, te la devuelve.
# Si no, **te presta lo que falta** y te lo dice. Lo que escribiste queda igual en su celda. Así sigues
# adelante, y vuelves cuando quieras.

# %%
cuenta(4, 3, 6)

# %% [markdown]
# ## 0.3 ¿Y si cambio un poco esto?
#
# Ya sabemos *cuánto* pagas. Ahora viene la pregunta de todo el taller: **¿cuánto cambia el
# resultado si cambio un poco una entrada?** A ese cambio le diremos *empujón*.
#
# ### Ejercicio 00-empujon · Tres empujones · ★☆☆ · 4 min
#
# Partimos de precio 4, cantidad 3 y envío 6. Sin ejecutar nada: si subes en 1 **solo el precio**,
# ¿cuánto sube lo que pagas? ¿Y si subes en 1 solo la cantidad? ¿Y solo el envío?
#
# Escribe los tres números en ese orden. Por ejemplo: `empujones = (7, 8, 9)`.

# %% ejercicio="00-empujon"
empujones = (3, 4, 1)  # SOLUTION

# %%
comprobar("00-empujon", empujones)

# %% [markdown]
# Predice primero y ejecuta después: así se aprende más. Ahora deja que la función responda.

# %%
inicio = cuenta(4, 3, 6)
por_precio = cuenta(5, 3, 6) - inicio
por_cantidad = cuenta(4, 4, 6) - inicio
por_envio = cuenta(4, 3, 7) - inicio
print(f"al subir 1: precio {por_precio}, cantidad {por_cantidad}, envío {por_envio}")

# %% [markdown]
# Subir el precio pesa según *cuántos* compras. Subir la cantidad pesa según *cuánto vale* cada uno.
# En una multiplicación, el empujón a un factor llega multiplicado por **el otro**. En una suma, pasa tal cual.
#
# Esos tres números tienen nombre. Cuánto cambia el resultado por cada unidad que empujas una
# entrada, con las demás quietas, es el **gradiente** de esa entrada: un número por entrada. (La lección 2
# le dará su otro nombre, y dirá qué es *el* gradiente, a secas.)
#
# ### ¿Y si se mueven las tres a la vez?
#
# El precio sube 0.1, la cantidad sube 0.2 y el envío baja 0.5. Antes de ejecutar: ¿cuánto cambiará el
# pago? Cada entrada aporta **su gradiente por lo que se mueve**, y los aportes se suman.

# %%
predicho = por_precio * 0.1 + por_cantidad * 0.2 + por_envio * -0.5
real = cuenta(4.1, 3.2, 5.5) - inicio
print(f"predicho: {predicho:.2f}   de verdad: {real:.2f}")

# %% [markdown]
# Casi. El precio y la cantidad subieron a la vez, y se multiplican: 0.1 × 0.2 es lo que falta.
# Con tres gradientes sabes, muy de cerca, qué pasará con **cualquier** movimiento pequeño.
#
# ### El empujón tiene que ser pequeño
#
# En la cuenta, empujar en 1 **una sola** entrada dio la respuesta exacta. No siempre es así. Mira el
# área de un cuadrado de lado 3, con empujones cada vez más pequeños.

# %%
def area(lado):
    return lado * lado


for h in (1, 0.1, 0.01, 0.001):
    sube = area(3 + h) - area(3)
    print(f"empujón {h:<5}  el área sube {sube:.6f}, o sea {sube / h:.3f} por unidad")

# %% [markdown]
# Con un empujón de 1 sale 7. En estas cuatro líneas, cuanto menor es el empujón, más cerca de 6.
# Ese 6 es el gradiente de `lado`. En la lección 2 lo medirás con cuidado.
#
# ## 0.4 El problema: una cuenta por empujón
#
# Para empujar basta con poder ejecutar la función. ¿Por qué no quedarnos con eso? Porque una red
# neuronal es una función con muchísimas entradas ajustables.
#
# ### Ejercicio 00-millon · Un millón de empujones · ★★☆ · 3 min
#
# Tienes una función con **un millón** de entradas y quieres el gradiente de **todas** empujándolas
# una por una. Calculas una vez el resultado de partida, lo guardas, y después haces una cuenta nueva
# por cada entrada. ¿Cuántas veces evalúas la función en total? Escribe el número sin puntos ni comas.

# %% ejercicio="00-millon"
veces = 1_000_001  # SOLUTION

# %%
comprobar("00-millon", veces)

# %% [markdown]
# Si cada empujón costara un segundo, ¿cuántos días serían?

# %%
segundos_por_dia = 24 * 60 * 60
print(f"{1_000_000 / segundos_por_dia:.1f} días")

# %% [markdown]
# Más de once días para saber cómo mejorar la red un poquito, y entrenarla es mejorarla un poquito muchas
# veces. Hace falta otra idea.
#
# ## 0.5 Un motor de autodiferenciación
#
# Un **motor de autodiferenciación** como el que construirás acompaña a tu cálculo, lo anota, y luego
# obtiene los gradientes de **todas** las entradas en una sola pasada hacia atrás. Para eso necesita
# tres cosas:
#
# 1. **Construir el grafo**: anotar cada operación mientras ocurre.
# 2. **Conocer las dependencias de cada nodo**: saber de qué nodos salió cada uno, para recorrerlos
#    en un orden que sirva.
# 3. **Conocer el comportamiento local de cada operación**: saber, para `+`, para `*` y para las
#    demás, cuánto se mueve su salida cuando se mueve cada una de sus entradas.
#
# El nuestro se llama **Mini-Grad**. Su única pieza es `Value`: un número que recuerda de dónde vino.
# Le damos nuestros tres números, y a cada uno una etiqueta.

# %%
p = Value(4.0, label="precio")
c = Value(3.0, label="cantidad")
e = Value(6.0, label="envío")
total = cuenta(p, c, e)
total.label = "total"
total.data

# %% [markdown]
# El mismo 18. La función `cuenta` no cambió: no sabe que ahora recibe `Value`. Por eso te pedimos
# usar solo `+` y `*`. Pero esta vez cada `Value` anotó de dónde salió. Míralo:

# %%
draw_dot(total)

# %% [markdown]
# *Figura: el grafo de la cuenta, de izquierda a derecha. «precio» (4) y «cantidad» (3) entran en un
# producto que da 12. Ese 12 y «envío» (6) entran en una suma que da «total» (18). Todos los
# gradientes valen 0.*
#
# Cada caja es un **nodo**: su etiqueta, su valor (`data`) y su gradiente (`grad`). Las flechas van de
# cada **hijo** a lo que se calculó con él, y los círculos oscuros dicen con qué operación. Las cajas que
# nadie calculó son las **hojas**. La última, `total`, es la **raíz**. Ir de las hojas a la raíz es el
# **paso hacia adelante**.
#
# ## 0.6 Pulsa «hacia atrás»
#
# Todos los gradientes están en 0: todavía nadie los pidió. Pídelos. Es una línea.

# %%
total.backward()
draw_dot(total)

# %% [markdown]
# *Figura: el mismo grafo después de `backward()`. Ahora el gradiente de «total» es 1, el del producto
# es 1, el de «envío» es 1, el de «precio» es 3 y el de «cantidad» es 4.*
#
# (¿Ejecutaste esa celda dos veces y en las hojas salió el doble? Los gradientes se acumulan; la lección 3
# dice por qué. Para empezar de cero, ejecuta otra vez la celda que crea `p`, `c` y `e`.)
#
# Busca tus tres empujones en el dibujo. Ahí están, y nadie empujó nada: bastó una pasada, de la raíz
# a las hojas. Es el **paso hacia atrás**, y este modo de repartir gradientes se llama
# **retropropagación**.

# %%
print("precio:  ", p.grad)
print("cantidad:", c.grad)
print("envío:   ", e.grad)

# %% [markdown]
# Empujando hicieron falta 4 cuentas para 3 gradientes. Aquí, una cuenta y una pasada; y con un millón de
# entradas sería también una. Que convenga ir hacia atrás, y no hacia adelante, depende de cuántas
# entradas y cuántos resultados hay: lo contarás en la lección 4.
#
# ### ¿Qué pasó por dentro?
#
# El motor empezó en la raíz con un 1: si empujas `total` en 1, `total` sube 1. Después retrocedió
# nodo por nodo. En cada operación usó su regla local:
#
# - el `+` pasa a cada hijo el mismo gradiente que recibió;
# - el `*` pasa a cada hijo lo que recibió, multiplicado por el valor **del otro** hijo.
#
# Escribamos en cada flecha por cuánto multiplica esa regla. Es su **derivada local**.

# %%
draw_dot(total, derivadas=True)

# %% [markdown]
# *Figura: el mismo grafo, con un número en cada flecha. De «precio» al producto, × 3. De «cantidad» al
# producto, × 4. Del producto y de «envío» a la suma, × 1.*
#
# Léelo de derecha a izquierda. «total» tiene 1. Al producto le llega 1 × 1, y a «envío» también. A «precio»
# le llega 1 × 3, y a «cantidad» 1 × 4. Ahora recórrelo tú, un nodo a la vez, con los
# botones. (`n2` es el producto: no le pusimos etiqueta.)

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import recorrer

recorrer(total)

# %% [markdown]
# ### Ejercicio 00-necesidad · ¿Qué le falta a este motor? · ★★☆ · 2 min
#
# Alguien escribió otro motor. Después de `total = cuenta(p, c, e)` solo guarda el número 18.
# Conoce las reglas del `+` y del `*` a la perfección. Cuando le piden los gradientes, no sabe ni por
# dónde empezar. ¿Cuál es la **primera** necesidad que le falla?
#
# - a) Construir el grafo.
# - b) Conocer el comportamiento local de cada operación.
# - c) Empujar cada entrada por separado.
#
# Escribe la letra entre comillas, en minúscula o en mayúscula.

# %% ejercicio="00-necesidad"
necesidad = "a"  # SOLUTION

# %%
comprobar("00-necesidad", necesidad)

# %% [markdown]
# ## 0.7 El viaje completo
#
# En seis lecciones pasarás de *usar* un motor a *tener uno escrito por ti*, con el que entrenarás una
# red neuronal. Cada parada usa lo que aprendiste en las anteriores. Y hay dos más para seguir: la 6 y la 7
# llevan tu motor hasta un GPT diminuto, que inventa nombres.

# %%
from minigrad.exploradores import diagramas

diagramas.viaje()

# %% [markdown]
# *Figura: seis cajas unidas por flechas. 0, probar un motor (estás aquí). 1, leer los gradientes.
# 2, calcularlos a mano. 3, que salgan solos. 4, tu motor completo. 5, entrenar una red.*
#
# ## Lo que construiste
#
# Tu lista se marca sola con cada comprobación correcta.

# %%
progreso("00")

# %% [markdown]
# ### En PyTorch…
#
# PyTorch es una biblioteca muy usada para entrenar redes. Lo que acabas de ver existe allí con casi
# los mismos nombres:
#
# | Mini-Grad | PyTorch |
# |---|---|
# | `p = Value(4.0)` | `p = torch.tensor(4.0, requires_grad=True)` |
# | `total.backward()` | `total.backward()` |
# | `p.data`, `p.grad` | `p.item()`, `p.grad` |
#
# ### Ahora sigue
#
# Esta lección no tiene cuaderno de práctica. Pasa a la
# [lección 1](01_pytorch_y_minigrad.ipynb): usarás PyTorch y Mini-Grad lado a lado, y aprenderás a
# predecir lo que responden.
