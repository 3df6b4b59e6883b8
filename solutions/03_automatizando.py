# %% [markdown]
# # 3. Automatizando la diferenciación
#
# {{COLAB}}
#
# En la lección 2 el motor eras tú: calculaste cada gradiente con lápiz y papel. Hoy le enseñas a
# tu `Value` a hacerlo solo. Al terminar podrás:
#
# - escribir la regla local de cada operación y dejarla guardada para después;
# - explicar por qué los gradientes se acumulan y en qué orden se visitan los nodos;
# - escribir `backward()` y darle a tu motor todas las operaciones que necesita una red;
# - comprobar, número por número, que coincide con PyTorch.
#
# **Tiempo:** 85 minutos, en dos ratos: 54 y 31. **Se da por sabido:** la lección 2 (la clase `Value`, la regla de
# la cadena, la neurona a mano). PyTorch aparece tres veces; si no lo tienes, verás su salida guardada.
#
# *Este recorrido se inspira en [micrograd](https://github.com/karpathy/micrograd), de Andrej Karpathy.*

# %%
# {{PREPARAR}}

# %% [markdown]
# ## Antes de empezar: tres preguntas de memoria
#
# Contesta sin volver atrás. Escribe la letra entre comillas.
#
# **Repaso 1.** Sea $d = a \cdot b$, con $a = 2$ y $b = -3$. ¿Cuánto vale la derivada local de $d$ respecto a $a$?
#
# - a) 2
# - b) −3
# - c) 1

# %% ejercicio="03-repaso-1"
repaso_1 = "b"  # SOLUTION

# %%
comprobar("03-repaso-1", repaso_1)

# %% [markdown]
# **Repaso 2.** El gradiente que llega a $d$ es −2. La derivada local de $d$ respecto a $a$ es −3.
# ¿Qué gradiente recibe $a$ por ese camino?
#
# - a) −5
# - b) −3
# - c) 6

# %% ejercicio="03-repaso-2"
repaso_2 = "c"  # SOLUTION

# %%
comprobar("03-repaso-2", repaso_2)

# %% [markdown]
# **Repaso 3.** Una neurona da $o = \tanh(n)$, y resulta $o = 0.8$. ¿Cuánto vale la derivada de $o$ respecto a $n$?
#
# - a) 0.36
# - b) 0.2
# - c) 0.64

# %% ejercicio="03-repaso-3"
repaso_3 = "a"  # SOLUTION

# %%
comprobar("03-repaso-3", repaso_3)

# %% [markdown]
# ## 3.1 El punto de partida
#
# Esta es tu clase de la lección 2, con una línea más. Cada nodo trae ahora una función llamada
# `_backward`. Por el momento no hace nada: ahí guardaremos **cómo reparte ese nodo su gradiente**.
#
# `lambda: None` es una función sin nombre, escrita en una línea: no recibe nada y devuelve `None`.

# %% tags=["base"]
import math


class Value:
    """Un número que recuerda de qué operación salió."""

    def __init__(self, data, hijos=(), op="", label=""):
        self.data = data
        self.grad = 0.0
        self._prev = tuple(hijos)
        self._op = op
        self.label = label
        self._backward = lambda: None

    def __repr__(self):
        return f"Value(data={self.data})"


# %% [markdown]
# Faltan la suma y el producto. Los vas a escribir otra vez, porque ahora harán dos cosas:
# calcular el resultado y dejar lista la cuenta del gradiente.
#
# Esa cuenta ya la conoces: a cada hijo le toca **su derivada local × el gradiente que llega al resultado**. La
# suma reparte; el producto cruza.
#
# ## 3.2 Una función con memoria
#
# Hay un problema de tiempos. Cuando se calcula `c = a * b`, todavía **nadie sabe** qué gradiente le va
# a llegar a `c`. Hay que dejar la cuenta escrita y hacerla después. Python tiene algo justo para eso.

# %%
def dejar_recado(persona):
    def recado():
        return f"{persona['nombre']} debe {persona['deuda']}"

    return recado


ana = {"nombre": "Ana", "deuda": 0}
recado = dejar_recado(ana)
ana["deuda"] = 50

# %% [markdown]
# ### Ejercicio 03-recado · ¿Cuánto debe Ana? · ★☆☆ · 1 min
#
# El recado se escribió cuando Ana no debía nada. Después, la deuda cambió. ¿Qué dirá `recado()`?
#
# - a) «Ana debe 0», porque el texto se armó al escribir el recado.
# - b) Nada: `dejar_recado` ya terminó y sus variables se borraron.
# - c) «Ana debe 50», porque el texto se arma al llamar a `recado()`.

# %% ejercicio="03-recado"
respuesta_recado = "c"  # SOLUTION

# %%
comprobar("03-recado", respuesta_recado)

# %%
recado()

# %% [markdown]
# `recado` recuerda a `persona` y la mira **en el momento de la llamada**. Una función que recuerda las variables del
# lugar donde nació se llama **clausura**.
#
# ### Ejercicio 03-clausura · Una nota para después · ★★☆ · 3 min
#
# Escribe `dejar_nota(hijo, salida, local)`. Debe **devolver una función** sin argumentos. Cuando alguien la
# llame, y no antes, pondrá en `hijo.grad` el número `local` por el gradiente que tenga `salida` en ese momento.
#
# Aquí el gradiente del hijo empieza en 0, así que da lo mismo ponerlo con `=` o agregarlo con `+=`.

# %% ejercicio="03-clausura"
def dejar_nota(hijo, salida, local):
    ### BEGIN SOLUTION
    def nota():
        hijo.grad = local * salida.grad

    return nota
    ### END SOLUTION

# %%
dejar_nota = comprobar("03-clausura", dejar_nota)

# %%
hijo, salida = Value(2.0), Value(-6.0)
nota = dejar_nota(hijo, salida, -3.0)
salida.grad = 5.0
print("antes de llamar:", hijo.grad)
nota()
print("después:", hijo.grad)

# %% [markdown]
# La nota se escribió cuando `salida.grad` valía 0, y usó el 5 que llegó después. Así va a funcionar todo el motor.
#
# ## 3.3 La suma deja su nota
#
# Aquí va una primera versión de la suma, ya resuelta. Todavía no la conectamos con el signo `+`.
# Léela en tres pasos: **calcula** el resultado, **escribe** la nota, **engancha** la nota al resultado.

# %%
def suma_v1(self, otro):
    out = Value(self.data + otro.data, (self, otro), "+")

    def _backward():
        self.grad = out.grad
        otro.grad = out.grad

    out._backward = _backward
    return out

# %% [markdown]
# Fíjate en `out._backward = _backward`, **sin paréntesis**: guardamos la función; no la llamamos.

# %%
a, b = Value(2.0), Value(-3.0)
c = suma_v1(a, b)
c.grad = 1.0
print("antes de la nota:  ", a.grad, b.grad)
c._backward()
print("después de la nota:", a.grad, b.grad)

# %% [markdown]
# Funciona: la suma reparte. ¿Funcionará siempre? Vamos a ponerla en aprietos.
#
# ### Ejercicio 03-a-mas-a · Un nodo que se suma consigo mismo · ★☆☆ · 1 min
#
# Ahora $b = a + a$. Olvida el código y piensa en la función: ¿cuánto vale la derivada de $b$ respecto a $a$?

# %% ejercicio="03-a-mas-a"
derivada_de_b = 2  # SOLUTION

# %%
comprobar("03-a-mas-a", derivada_de_b)

# %% [markdown]
# Y ahora, que conteste la primera versión:

# %%
a = Value(3.0)
b = suma_v1(a, a)
b.grad = 1.0
b._backward()
print("según la primera versión:", a.grad)

# %% [markdown]
# Está mal, y nadie avisó. Un motor que se equivoca en silencio es el peor de los motores.
#
# ### Ejercicio 03-por-que-uno · ¿Quién se equivocó? · ★☆☆ · 1 min
#
# ¿Por qué salió 1? Vuelve a leer `_backward` pensando que `self` y `otro` son **el mismo nodo**.
#
# - a) La segunda línea borra lo que escribió la primera, porque las dos escriben en el mismo `grad`.
# - b) `_backward` se llamó una sola vez, y hay que llamarla una vez por cada hijo.
# - c) `(self, otro)` guarda a `a` una sola vez, porque es el mismo nodo.

# %% ejercicio="03-por-que-uno"
por_que_uno = "a"  # SOLUTION

# %%
comprobar("03-por-que-uno", por_que_uno)

# %% [markdown]
# En la lección 2, el gradiente de un nodo era el de su consumidor por la derivada local. Eso vale con **un solo**
# consumidor. Si un nodo influye **por varios caminos**, su gradiente es la **suma** de lo que llega por todos.
#
# Entonces cada nota no *pone* su parte: la *agrega* a lo que ya había.
#
# ### Ejercicio 03-sumar · La suma que acumula · ★☆☆ · 2 min
#
# Completa la nota para que `a + a` dé la derivada correcta. La primera línea de `sumar` convierte
# un número suelto en `Value`: así también vale `a + 1`.

# %% ejercicio="03-sumar"
def sumar(self, otro):
    otro = otro if isinstance(otro, Value) else Value(otro)
    out = Value(self.data + otro.data, (self, otro), "+")

    def _backward():
        ### BEGIN SOLUTION
        self.grad += out.grad
        otro.grad += out.grad
        ### END SOLUTION

    out._backward = _backward
    return out


Value.__add__ = sumar

# %%
Value = comprobar("03-sumar", Value)

# %%
a = Value(3.0)
b = a + a
b.grad = 1.0
b._backward()
print("gradiente de a cuando b = a + a:", a.grad)

# %% [markdown]
# ### Ejercicio 03-multiplicar · El producto que cruza · ★★☆ · 3 min
#
# Te toca escribir la función entera. Los tres pasos son los mismos: calcula, escribe la nota, engánchala. El
# segundo operando también puede ser un número suelto. La operación se llama `"*"`.

# %% ejercicio="03-multiplicar"
def multiplicar(self, otro):
    ### BEGIN SOLUTION
    otro = otro if isinstance(otro, Value) else Value(otro)
    out = Value(self.data * otro.data, (self, otro), "*")

    def _backward():
        self.grad += otro.data * out.grad
        otro.grad += self.data * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Value.__mul__ = multiplicar

# %%
Value = comprobar("03-multiplicar", Value)

# %%
a, b = Value(2.0), Value(-3.0)
c = a * b
c.grad = 5.0
c._backward()
print("gradientes de a y b:", a.grad, b.grad)

# %% [markdown]
# A `a` le llegan $-3 \cdot 5$ y a `b`, $2 \cdot 5$: el producto cruza, y esta vez lo hizo tu código.
#
# ### Ejercicio 03-tanh · La tangente hiperbólica · ★★☆ · 2 min
#
# Una función de un solo operando funciona igual, con un solo hijo. La derivada local ya la descubriste: con
# $t = \tanh(x)$, es $1 - t^2$. Usa `math.tanh` para el dato, y `"tanh"` como operación.
#
# Una trampa de Python: `(self)` es lo mismo que `self`. Una tupla de un elemento lleva coma: `(self,)`.

# %% ejercicio="03-tanh"
def tanh(self):
    ### BEGIN SOLUTION
    t = math.tanh(self.data)
    out = Value(t, (self,), "tanh")

    def _backward():
        self.grad += (1 - t**2) * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Value.tanh = tanh

# %%
Value = comprobar("03-tanh", Value)

# %% [markdown]
# ## 3.4 Las notas, a mano y en orden
#
# Ya hay suma, producto y tanh: alcanza para la neurona de la lección 2. Esta función la arma de nuevo
# y devuelve todos sus nodos en un diccionario, por nombre. Los números son los de la primera clase de Karpathy.

# %%
def construir_neurona():
    x1, x2 = Value(2.0, label="x1"), Value(0.0, label="x2")
    w1, w2 = Value(-3.0, label="w1"), Value(1.0, label="w2")
    b = Value(6.8813735870195432, label="b")
    p1, p2 = x1 * w1, x2 * w2
    s = p1 + p2
    n = s + b
    o = n.tanh()
    p1.label, p2.label, s.label, n.label, o.label = "p1", "p2", "s", "n", "o"
    return {nodo.label: nodo for nodo in (x1, x2, w1, w2, b, p1, p2, s, n, o)}

# %%
from minigrad.graph import draw_dot

nodos = construir_neurona()
draw_dot(nodos["o"])

# %% [markdown]
# *Figura: el grafo de la neurona, de izquierda a derecha. `x1` y `w1` se multiplican y dan `p1`, que vale −6; `x2` y `w2` dan `p2`, que vale 0. `p1` y `p2` se suman en `s`; `s` y `b` se suman en `n`; `tanh` de `n` da `o`, que vale 0.7071. Todos los gradientes están en 0.*
#
# ### Ejercicio 03-a-mano · ¿A quién llamas primero? · ★★☆ · 2 min
#
# Pondremos `o.grad = 1.0` y llamaremos a las notas una por una, en el orden que tú digas.
# Ordena estos nombres, en una lista: `["s", "p2", "o", "n", "p1"]`. Cada nota usa el gradiente de su propio
# nodo, así que ese gradiente ya tiene que estar completo.

# %% ejercicio="03-a-mano"
orden_a_mano = ["o", "n", "s", "p1", "p2"]  # SOLUTION

# %%
orden_a_mano = comprobar("03-a-mano", orden_a_mano)

# %%
nodos = construir_neurona()
nodos["o"].grad = 1.0
for nombre in orden_a_mano:
    nodos[nombre]._backward()
for nombre in ("x1", "x2", "w1", "w2", "b"):
    print(f"{nombre:>2}: {nodos[nombre].grad:.4f}")

# %% [markdown]
# Son los gradientes que en la lección 2 te costaron una página. Ahora falta que el motor encuentre el orden solo.
#
# ## 3.5 Dos intentos que fallan
#
# Primera idea: que cada nodo llame a su nota y después haga lo mismo con sus hijos.

# %%
def retroceder_v1(nodo):
    nodo._backward()
    for hijo in nodo._prev:
        retroceder_v1(hijo)

# %%
nodos = construir_neurona()
nodos["o"].grad = 1.0
retroceder_v1(nodos["o"])
for nombre in ("x1", "x2", "w1", "w2", "b"):
    print(f"{nombre:>2}: {nodos[nombre].grad:.4f}")

# %% [markdown]
# ¡Salió bien! Pero la neurona es un caso fácil: cada nodo tiene **un solo consumidor**, es decir, una sola
# operación lo usa. Probemos con un nodo que se usa dos veces: `b = a + a` y después `c = b + b`.

# %%
a = Value(1.0, label="a")
b = a + a
c = b + b
b.label, c.label = "b", "c"
draw_dot(c, ocultar=["grad"])

# %% [markdown]
# *Figura: `a` llega por dos flechas a una suma que da `b`; `b` llega por dos flechas a otra suma que da `c`.*
#
# ### Ejercicio 03-visitas · Cuenta las visitas · ★★☆ · 2 min
#
# Como $c = 4a$, la derivada correcta es 4. Sin ejecutar nada, sigue a `retroceder_v1(c)` con el dedo,
# con `c.grad = 1`. Los hijos de `c` son `b` y `b`. ¿Qué número queda en `a.grad`?

# %% ejercicio="03-visitas"
visitas = 8  # SOLUTION

# %%
comprobar("03-visitas", visitas)

# %%
a = Value(1.0)
b = a + a
c = b + b
c.grad = 1.0
retroceder_v1(c)
print("a.grad según el primer intento:", a.grad)

# %% [markdown]
# `b` aparece dos veces entre los hijos de `c`, así que llamamos dos veces a su nota. Y cada vez repartió
# **todo** su gradiente. Segunda idea: apuntar a quién ya visitamos y no repetir. La libreta es un **conjunto**,
# `set()`: `visitados.add(nodo)` apunta, y `nodo in visitados` pregunta.

# %%
def retroceder_v2(nodo, visitados):
    if nodo in visitados:
        return
    visitados.add(nodo)
    nodo._backward()
    for hijo in nodo._prev:
        retroceder_v2(hijo, visitados)

# %%
a = Value(1.0)
b = a + a
c = b + b
c.grad = 1.0
retroceder_v2(c, set())
print("a.grad según el segundo intento:", a.grad)

# %% [markdown]
# Arreglado… ¿o no? En el siguiente grafo, `b` tiene dos consumidores distintos: `c` y `d`.

# %%
a = Value(1.0, label="a")
b = a + a
c = b * 5.0
d = b + c
b.label, c.label, d.label = "b", "c", "d"
draw_dot(d, ocultar=["grad"])

# %% [markdown]
# *Figura: `a` llega por dos flechas a una suma que da `b`. De `b` salen dos flechas: una a un producto por 5 que da `c`, y otra a la suma final. La suma final junta `b` y `c` y da `d`.*
#
# ### Ejercicio 03-demasiado-pronto · Demasiado pronto · ★★☆ · 2 min
#
# Aquí $d = 6b = 12a$: la derivada correcta es 12. Sigue a `retroceder_v2(d, set())` con `d.grad = 1`.
# Los hijos de `d` son `b` y `c`, en ese orden. ¿Qué número queda en `a.grad`?

# %% ejercicio="03-demasiado-pronto"
demasiado_pronto = 2  # SOLUTION

# %%
comprobar("03-demasiado-pronto", demasiado_pronto)

# %%
a.grad = b.grad = c.grad = 0.0
d.grad = 1.0
retroceder_v2(d, set())
print("b.grad:", b.grad)
print("a.grad según el segundo intento:", a.grad)

# %% [markdown]
# Mira `b.grad`: terminó completo, con 6. Pero `b` ya le había pasado a `a` lo poco que tenía **antes** de
# que `c` le diera su parte. Y como estaba en la libreta, no tuvo otra oportunidad.
#
# La regla que faltaba: **un nodo reparte una sola vez, y solo cuando todos sus consumidores ya le dieron lo suyo.**
#
# ## 3.6 Primero los hijos
#
# Un **orden topológico** es una lista de los nodos en la que cada hijo aparece antes que sus consumidores.
# Leída al revés, es justo lo que buscamos: cada consumidor aparece antes que sus hijos.
#
# Para armarla alcanza una instrucción: *«visita primero a tus hijos; cuando todos estén en la lista, ponte tú»*.
# Con el grafo de `d`, que tiene cinco nodos:
#
# | se visita | ¿quién se pone en la lista? | lista |
# |---|---|---|
# | `d`, su hijo `b`, su hijo `a` | `a`, que no tiene hijos | a |
# | de vuelta en `b` | `b`: sus hijos ya están | a, b |
# | `c`, su hijo `b` | nadie: `b` ya está | a, b |
# | el otro hijo de `c` | el 5 | a, b, 5 |
# | de vuelta en `c` | `c` | a, b, 5, c |
# | de vuelta en `d` | `d` | a, b, 5, c, d |
#
# ### Ejercicio 03-orden-topologico · El orden topológico · ★★★ · 5 min
#
# Escribe el interior de `visitar`. Cada nodo debe quedar en `orden` **una sola vez**, y después de sus hijos.

# %% ejercicio="03-orden-topologico"
def orden_topologico(raiz):
    orden = []
    visitados = set()

    def visitar(nodo):
        ### BEGIN SOLUTION
        if nodo in visitados:
            return
        visitados.add(nodo)
        for hijo in nodo._prev:
            visitar(hijo)
        orden.append(nodo)
        ### END SOLUTION

    visitar(raiz)
    return orden

# %%
orden_topologico = comprobar("03-orden-topologico", orden_topologico)

# %%
[nodo.label or nodo.data for nodo in orden_topologico(d)]

# %% [markdown]
# ## 3.7 `backward()`
#
# Ya tienes todas las piezas. El paso hacia atrás completo son tres instrucciones.
#
# ### Ejercicio 03-backward · El paso hacia atrás · ★★☆ · 3 min
#
# Escribe `backward(self)`: busca el orden topológico, pon en la raíz un gradiente de 1 (el resultado
# cambia 1 por cada 1 que cambia él mismo) y llama a las notas, **desde la raíz hacia las hojas**. `reversed(lista)` la
# recorre al revés.

# %% ejercicio="03-backward"
def backward(self):
    ### BEGIN SOLUTION
    orden = orden_topologico(self)
    self.grad = 1.0
    for nodo in reversed(orden):
        nodo._backward()
    ### END SOLUTION


Value.backward = backward

# %%
Value = comprobar("03-backward", Value)

# %% [markdown]
# Los dos grafos que nos hicieron fallar, otra vez:

# %%
a = Value(1.0)
b = a + a
c = b + b
c.backward()
print("debe dar 4: ", a.grad)

a = Value(1.0, label="a")
b = a + a
c = b * 5.0
d = b + c
b.label, c.label, d.label = "b", "c", "d"
d.backward()
print("debe dar 12:", a.grad)

# %%
draw_dot(d, derivadas=True)

# %% [markdown]
# *Figura: el grafo de `d` con sus gradientes. `d` tiene gradiente 1. La suma final le da 1 a `b` y 1 a `c`; el producto le da a `b` 5 más. `b` junta 6 y le da 6 a `a` por cada una de sus dos flechas: `a` llega a 12. Cada flecha lleva escrita su derivada local.*
#
# Recórrelo paso a paso con los botones. Prueba a adivinar cada gradiente antes de verlo.

# %% tags=["nbval-ignore-output"]
from minigrad.exploradores import recorrer

recorrer(d)

# %% [markdown]
# Y la neurona, por fin, con una sola llamada:

# %%
nodos = construir_neurona()
nodos["o"].backward()
draw_dot(nodos["o"])

# %% [markdown]
# *Figura: el grafo de la neurona con sus gradientes. `o` tiene 1; `n`, `s`, `b`, `p1` y `p2` tienen 0.5; `x1` tiene −1.5, `w1` tiene 1, `x2` tiene 0.5 y `w2` tiene 0.*

# %% [markdown]
# ## Pausa: tu motor ya va hacia atrás
#
# Cada operación deja su nota, las notas acumulan y `backward()` las llama en el orden correcto. Faltan más
# operaciones, y la comparación con PyTorch.
#
# **Para volver:** abre el cuaderno, haz clic en la primera celda de 3.8 y elige *Ejecutar → Ejecutar todo por
# encima de la celda seleccionada* (en Colab, *Entorno de ejecución → Ejecutar anteriores*).

# %% [markdown]
# ## 3.8 Un motor con más operaciones
#
# A tu `Value` le faltan la resta, la división, la potencia… Antes de escribirlas, una buena noticia: varias
# salen **combinando lo que ya tienes**, y entonces no hay que escribir ninguna nota.
#
# ### Ejercicio 03-restar · Negar y restar · ★☆☆ · 2 min
#
# `negar` ya está: es un producto por −1. Escribe `restar` usando solo la suma y la negación.

# %% ejercicio="03-restar"
def negar(self):
    return self * -1


def restar(self, otro):
    return self + (-otro)  # SOLUTION


Value.__neg__ = negar
Value.__sub__ = restar

# %%
Value = comprobar("03-restar", Value)

# %% [markdown]
# Si `a * 2` funciona, ¿funcionará `2 * a`?

# %%
a = Value(3.0)
print("a * 2 da", (a * 2).data)
try:
    print("2 * a da", (2 * a).data)
except TypeError:
    print("2 * a falla: el número 2 no sabe multiplicarse por un Value")

# %% [markdown]
# Python le pregunta primero al de la izquierda. El `2` no sabe qué hacer con un `Value`, y entonces Python
# prueba con el de la derecha, con un método **reflejado**: `a.__rmul__(2)`. Como no existe, se rinde.
#
# ### Ejercicio 03-reflejados · El número va primero · ★★☆ · 2 min
#
# La suma reflejada ya está. Escribe las otras dos. En las tres, `self` es el `Value` de la **derecha**, y
# `otro`, el número de la izquierda. Cuidado: `1 - a` no es lo mismo que `a - 1`.

# %% ejercicio="03-reflejados"
def suma_reflejada(self, otro):
    return self + otro


def producto_reflejado(self, otro):
    return self * otro  # SOLUTION


def resta_reflejada(self, otro):
    return -self + otro  # SOLUTION


Value.__radd__ = suma_reflejada
Value.__rmul__ = producto_reflejado
Value.__rsub__ = resta_reflejada

# %%
Value = comprobar("03-reflejados", Value)

# %% [markdown]
# Y un regalo: `sum` empieza en el número 0 y va sumando. Su primera cuenta es `0 + a`, y ya la sabes hacer.

# %%
a, b = Value(3.0), Value(4.0)
total = sum([2 * a, 1 - b, a])
total.backward()
print(f"total: {total.data}, gradientes: {a.grad} y {b.grad}")

# %% [markdown]
# ### Ejercicio 03-potencia · La potencia · ★★☆ · 2 min
#
# La derivada de $x^n$ es $n\,x^{n-1}$: baja el exponente y réstale uno. Aquí `n` es un número suelto, no un
# `Value`. Como operación pon `f"**{n}"`.

# %% ejercicio="03-potencia"
def potencia(self, n):
    ### BEGIN SOLUTION
    out = Value(self.data**n, (self,), f"**{n}")

    def _backward():
        self.grad += n * self.data ** (n - 1) * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Value.__pow__ = potencia

# %%
Value = comprobar("03-potencia", Value)

# %% [markdown]
# ### Ejercicio 03-dividir · La división, sin escribir ninguna nota · ★★☆ · 2 min
#
# Dividir entre $b$ es multiplicar por $b^{-1}$, y la potencia ya la tienes. Escribe `a / b` y la
# reflejada, que sirve para `1 / a`.

# %% ejercicio="03-dividir"
def dividir(self, otro):
    return self * otro**-1  # SOLUTION


def division_reflejada(self, otro):
    return self**-1 * otro  # SOLUTION


Value.__truediv__ = dividir
Value.__rtruediv__ = division_reflejada

# %%
Value = comprobar("03-dividir", Value)

# %%
a, b = Value(6.0), Value(3.0)
c = a / b
c.backward()
print(f"6 / 3 = {c.data:.4f}, gradientes: {a.grad:.4f} y {b.grad:.4f}")

# %% [markdown]
# ### Ejercicio 03-exp · La exponencial · ★☆☆ · 1 min
#
# La exponencial $e^x$ es su propia derivada. Entonces la derivada local ya está calculada: ¿dónde la tienes
# guardada? Usa `math.exp` para el dato, y `"exp"` como operación.

# %% ejercicio="03-exp"
def exp(self):
    ### BEGIN SOLUTION
    out = Value(math.exp(self.data), (self,), "exp")

    def _backward():
        self.grad += out.data * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Value.exp = exp

# %%
Value = comprobar("03-exp", Value)

# %% [markdown]
# ### Ejercicio 03-relu · La puerta · ★★☆ · 2 min
#
# `relu` es una puerta: deja pasar los números positivos y convierte los demás en 0. El gradiente pasa por
# donde pasó el dato: derivada 1 si la puerta se abrió, 0 si no.
#
# En $x = 0$ hay una esquina, y ahí **no existe** derivada: la pendiente es 0 a la izquierda y 1 a la derecha. Hay
# que **elegir** un número, y elegimos 0. La operación se llama `"relu"`.

# %% ejercicio="03-relu"
def relu(self):
    ### BEGIN SOLUTION
    out = Value(max(0.0, self.data), (self,), "relu")

    def _backward():
        self.grad += (self.data > 0) * out.grad

    out._backward = _backward
    return out
    ### END SOLUTION


Value.relu = relu

# %%
Value = comprobar("03-relu", Value)

# %% [markdown]
# ### Ejercicio 03-esquina · Medir relu en 0 · ★★☆ · 1 min
#
# En la esquina de $|x|$, la medida simétrica de la lección 2, $\dfrac{f(x + h) - f(x - h)}{2h}$, daba 0. ¿Cuánto
# dará en la de `relu`, con $x = 0$?

# %% ejercicio="03-esquina"
medida_en_la_esquina = 0.5  # SOLUTION

# %%
comprobar("03-esquina", medida_en_la_esquina)

# %%
h = 1e-6
for x0 in (2.0, 0.0):
    x = Value(x0)
    x.relu().backward()
    medida = (Value(x0 + h).relu().data - Value(x0 - h).relu().data) / (2 * h)
    print(f"en {x0}: tu motor {x.grad:.1f}   la medida {medida:.4f}")

# %% [markdown]
# En 2 coinciden. En 0, la medida vuelve a promediar los dos lados, sin avisar. Tampoco el 0 de tu motor es una
# derivada: es un acuerdo.
#
# ## 3.9 Desarmar la tanh
#
# ¿Hacía falta una nota especial para tanh? También se puede armar con piezas más pequeñas:
#
# $$\tanh(x) = \frac{e^{2x} - 1}{e^{2x} + 1}$$
#
# ### Ejercicio 03-tanh-por-partes · La misma curva, con otras piezas · ★★☆ · 2 min
#
# Escríbela con operaciones entre `Value`: exp, resta, suma y división. Sin nota, sin `math` y sin `.tanh()`.
#
# Antes de comprobar, haz tu apuesta: ¿los gradientes serán iguales a los de `tanh`, o solo parecidos?

# %% ejercicio="03-tanh-por-partes"
def tanh_por_partes(self):
    ### BEGIN SOLUTION
    e = (2 * self).exp()
    return (e - 1) / (e + 1)
    ### END SOLUTION


Value.tanh_por_partes = tanh_por_partes

# %%
Value = comprobar("03-tanh-por-partes", Value)

# %% [markdown]
# La neurona, con la tanh de una pieza y con la tanh por partes:

# %%
nodos, partes = construir_neurona(), construir_neurona()
nodos["o"].backward()
o = partes["n"].tanh_por_partes()
o.backward()
for nombre in ("x1", "x2", "w1", "w2", "b"):
    print(f"{nombre:>2}: {nodos[nombre].grad:7.4f}  {partes[nombre].grad:7.4f}")

# %% [markdown]
# Esto es lo que hay ahora en el lugar de un solo nodo tanh:

# %%
n = Value(0.8814, label="n")
draw_dot(n.tanh_por_partes(), "TB", ocultar=["grad"])

# %% [markdown]
# *Figura: de arriba hacia abajo, `n` se multiplica por 2 y pasa por exp. De ahí salen dos ramas: una suma −1 y la otra suma 1. La segunda se eleva a −1, y un producto junta las dos y da 0.7071, el valor de tanh.*
#
# El grafo creció, y los gradientes son los mismos, hasta el redondeo. **Tú eliges el tamaño de las piezas.** Una operación puede
# ser tan grande como quieras, con una condición: que sepas su derivada local.
#
# ## 3.10 La hora de la verdad: PyTorch
#
# La celda que sigue empieza con `%%con_torch`: si tienes PyTorch, se ejecuta; si no, muestra la salida guardada.
# Usamos `torch.double` porque los números de Python también tienen precisión doble.

# %%
# %%con_torch
import torch

entradas = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.8813735870195432}
t = {k: torch.tensor(v, dtype=torch.double, requires_grad=True) for k, v in entradas.items()}
salida_torch = torch.tanh(t["x1"] * t["w1"] + t["x2"] * t["w2"] + t["b"])
salida_torch.backward()
print(f" o: PyTorch {salida_torch.item():7.4f}   tu motor {nodos['o'].data:7.4f}")
for nombre in entradas:
    print(f"{nombre:>2}: PyTorch {t[nombre].grad.item():7.4f}   tu motor {nodos[nombre].grad:7.4f}")
iguales = all(abs(t[k].grad.item() - nodos[k].grad) < 1e-12 for k in entradas)
print("¿coinciden hasta 12 decimales?", "sí" if iguales else "no")

# %% [markdown]
# La misma neurona, los mismos números. Lo que PyTorch agrega es velocidad y tensores, no otra matemática. ¿Y en la
# esquina de `relu`?

# %%
# %%con_torch
cero = torch.tensor(0.0, dtype=torch.double, requires_grad=True)
torch.relu(cero).backward()
print("derivada de relu en 0, según PyTorch:", cero.grad.item())

# %% [markdown]
# También elige 0.
#
# ## 3.11 ¿Y si llamo dos veces a `backward()`?
#
# Tarde o temprano alguien ejecuta dos veces la misma celda. Veamos qué pasa, con un grafo pequeño.

# %%
a = Value(1.0)
b = a + a
c = b * b
c.backward()
print("primera llamada:", a.grad, b.grad, c.grad)

# %% [markdown]
# Correcto: $c = (2a)^2 = 4a^2$, su derivada es $8a$, y con $a = 1$ da 8.
#
# ### Ejercicio 03-dos-veces · La segunda llamada · ★★★ · 3 min
#
# Llamamos otra vez a `c.backward()`, sin borrar nada. Ahora `a.grad` empieza en 8, `b.grad` en 4, y `c.grad`
# vuelve a ponerse en 1. ¿Cuánto valdrá `a.grad` al terminar? Ve nodo por nodo.

# %% ejercicio="03-dos-veces"
segunda_llamada = 24  # SOLUTION

# %%
comprobar("03-dos-veces", segunda_llamada)

# %%
a.grad, b.grad = 8.0, 4.0  # como quedaron
c.backward()
print("segunda llamada:", a.grad, b.grad, c.grad)

# %% [markdown]
# Ni 8 ni 16. La nota de `c` agregó 4 a los 4 que `b` **ya tenía**, y `b` quedó en 8. Después, `b` repartió esos 8
# por cada una de sus dos flechas: 16 más para `a`, que tenía 8. Lo viejo de `b` se contó dos veces.
#
# (¿A ti te salió 16? Entonces tu `backward` borra los nodos intermedios antes de empezar, y eso está muy
# bien: ya verás quién más lo hace.)
#
# ¿Qué hace PyTorch con lo mismo?

# %%
# %%con_torch
a_t = torch.tensor(1.0, dtype=torch.double, requires_grad=True)
b_t = a_t + a_t
c_t = b_t * b_t
c_t.backward(retain_graph=True)
print("primera llamada:", a_t.grad.item())
c_t.backward()
print("segunda llamada:", a_t.grad.item())
try:
    c_t.backward()
except RuntimeError:
    print("tercera llamada: error, PyTorch ya había liberado el grafo")

# %% [markdown]
# Dos diferencias. PyTorch **libera el grafo** después de usarlo, salvo que le pidas `retain_graph=True`. Y los
# gradientes intermedios, como el de `b`, **empiezan en cero** en cada pasada. En las hojas no hay diferencia: también
# **se acumulan**, 8 y 8, 16.
#
# En nuestro motor la regla es más simple: **antes de otra pasada, pon los gradientes en cero.**
#
# ### Ejercicio 03-borrar · Borrón y cuenta nueva · ★★☆ · 2 min
#
# Escribe `borrar_gradientes(raiz)`: pone en 0 el gradiente de **todos** los nodos del grafo. Ya tienes una
# función que los encuentra a todos.

# %% ejercicio="03-borrar"
def borrar_gradientes(raiz):
    ### BEGIN SOLUTION
    for nodo in orden_topologico(raiz):
        nodo.grad = 0.0
    ### END SOLUTION

# %%
borrar_gradientes = comprobar("03-borrar", borrar_gradientes)

# %%
borrar_gradientes(c)
c.backward()
print("después de borrar:", a.grad, b.grad, c.grad)

# %% [markdown]
# Recuerda este gesto: en la lección 5 verás qué le pasa a una red cuando se olvida.
#
# ## Lo que construiste

# %%
progreso("03")

# %% [markdown]
# ### En PyTorch…
#
# | en tu motor | en PyTorch |
# |---|---|
# | la nota `_backward` de cada nodo, una función | `grad_fn`: los tensores que la cuenta necesita, y una función que multiplica |
# | agregar con `+=` a `hijo.grad` | `.grad` de las hojas también acumula |
# | `orden_topologico` al revés | un nodo espera hasta que todos sus consumidores terminaron |
# | `raiz.grad = 1.0` | lo mismo, si la salida es un solo número |
# | `borrar_gradientes(raiz)` | `optimizador.zero_grad()`, solo en las hojas que se entrenan |
#
# Tu nota es una **función**, y en eso se parece a PyTorch más que los números que guardará la lección 4. La derivada
# local de un tensor sería una tabla, un *jacobiano*: una casilla por cada entrada y cada salida. PyTorch no la arma:
# guarda una función que multiplica, como tu nota. Cuando llegues a los tensores, la vas a necesitar.
#
# ### Para seguir
#
# **Practica:** en [el cuaderno de ejercicios](../exercises/03_automatizando_practica.ipynb) ordenas líneas revueltas, reparas un motor con cuatro fallas
# y le agregas a otro el seno, el valor absoluto y el máximo.
#
# **[Lección 4](04_minigrad_final.ipynb):** este motor todavía se rompe con un grafo muy largo, y cada operación repite las mismas líneas.
# Vas a armar la versión final, en un archivo tuyo.
