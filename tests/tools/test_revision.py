"""Cada falla que `--check` promete ver, provocada en un cuaderno de unas pocas celdas."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from cuadernos_de_mentira import BUENA, DATOS, Hacer, ejercicio

from minigrad.aula.curso.ejercicio import Error
from tools.comun import Taller
from tools.construir import principal
from tools.dependencias import archivos, huella
from tools.forma import pistas, repasos
from tools.fuente import leer
from tools.productos import como_texto, firma, hacer_blanco, hacer_gemelo
from tools.revision import revisar


def construir_sin_ejecutar(taller: Taller, stem: str = "02_prueba") -> None:
    """Los productos como si cada celda se hubiera ejecutado y no dijera nada."""
    fuente = leer(taller.solutions / f"{stem}.py", f"solutions/{stem}.py")
    gemelo = hacer_gemelo(fuente, taller)
    codigos = [celda for celda in gemelo.cells if celda.cell_type == "code"]
    for cuenta, celda in enumerate(codigos, start=1):
        celda.execution_count = cuenta
    gemelo.metadata["minigrad"] = {"depende": huella(fuente, taller), "firma": firma(gemelo)}
    _escribir(taller, stem, como_texto(gemelo), como_texto(hacer_blanco(fuente, taller)))


def _escribir(taller: Taller, stem: str, gemelo: str, blanco: str) -> None:
    taller.gemelo(stem).write_text(gemelo, "utf-8", newline="\n")
    taller.blanco(stem).parent.mkdir(exist_ok=True)
    taller.blanco(stem).write_text(blanco, "utf-8", newline="\n")


def problemas(taller: Taller, stem: str = "02_prueba") -> list[str]:
    construir_sin_ejecutar(taller, stem)
    return [str(problema) for problema in revisar(taller)]


def unico(taller: Taller) -> str:
    hallados = problemas(taller)
    assert len(hallados) == 1, hallados
    return hallados[0]


def test_un_cuaderno_bueno_no_tiene_problemas(hacer: Hacer, capsys) -> None:
    taller = hacer()
    assert problemas(taller) == []
    assert principal(["--check"], taller) == 0
    assert "al día" in capsys.readouterr().out


# --- la forma de la fuente: qué se cambia y qué se dice -------------------------------------------

FORMA = {
    "sin cerrar": ("    ### END SOLUTION\n", "", "no tiene su `### END SOLUTION`"),
    "anidada": ("    return 2", "    ### BEGIN SOLUTION\n    return 2", "dentro de otro"),
    "mal escrita": ("### END SOLUTION", "## END SOLUTION", "marca mal escrita"),
    "no compila": ("def doble_mas(a, b):", "def doble_mas(a, b:", "en blanco no es Python válido"),
    "marca sin clave": ('# %% ejercicio="02-cuenta"', "# %%", "falta `ejercicio=`"),
    "clave sin marca": ("  # SOLUTION", "", "02-cuenta no tiene ningún blanco"),
    "marca en texto": ("# Escribe el", "# ### BEGIN SOLUTION\n# Escribe el", "no lleva marcas"),
    "sin comprobar": ('comprobar("02-cuenta", cuenta)', "pass", "después de 02-cuenta va"),
    "otro id": ('comprobar("02-cuenta"', 'comprobar("02-doble-mas"', "después de 02-cuenta va"),
    "recoge en otra": ("doble_mas = comprobar(", "otra = comprobar(", "después de 02-doble-mas va"),
    "título sin minutos": (" · 5 min", "", "antes falta la línea «### Ejercicio 02-doble-mas"),
    "título de otro": ("icio 02-doble-mas ·", "icio 02-cuenta ·", "antes falta la línea «### Ej"),
    "título de nadie": ("# ## Una", "# ### Ejercicio 02-x · X\n# ## Una", "no hay celda del ejerc"),
    "sin colab": ("# {{COLAB}}\n", "#\n", "`{{COLAB}}` va solo en su línea"),
    "sin tiempo": ("# **Tiempo:** 8 minutos.\n", "# Dura poco.\n", "anuncia 0 ratos"),
    "otro tiempo": ("8 minutos", "30 minutos", "anuncia 30 minutos y se cuentan"),
    "sin preparar": ("# {{PREPARAR}}", "pass", "`# {{PREPARAR}}` va solo en su línea"),
    "otro lugar": ("# Escribe el", "# {{NADA}} Escribe el", "nadie llena `{{NADA}}`"),
    "etiqueta": ('tags=["solucion"]', 'tags=["solucion", "ocultar"]', "etiqueta desconocida"),
    "metadato": ('ejercicio="02-cuenta"', 'ejercicio="02-cuenta" color="rojo"', "metadato desc"),
    "celda cruda": ("# ## Una", "# Una\n\n# %% [raw]\n# hola\n\n# %% [markdown]\n# ## Una", "raw"),
    "celda larga": ('print("listo")', "x = 1\n" * 31, "31 líneas de código"),
    "celda vacía": ('print("listo")', "", "celda de código vacía"),
    "ayuda de nadie": ('print("listo")', 'pista("02-nada")', "no existe el ejercicio «02-nada»"),
    "pregunta sin abrir": ("# ¿Cuánto", "# Cuánto", "no todo «?» tiene su «¿»"),
    "admiración": ("# Escribe el resultado.", "# ¡Escribe el resultado.", "no todo «!»"),
    "inglés": ("# Escribe el", "# Escribe the loss, el", "«loss» está en inglés"),
    "padre": ("# Escribe el", "# Escribe el padre, el", "«padre»"),
    "padre en código": ('print("listo")', "padre = 1", "«padre»"),
    "párrafo largo": ("# Escribe el", "# " + "Escribe y escribe. " * 30, "parte los de más de"),
}


@pytest.mark.parametrize(("viejo", "nuevo", "dice"), FORMA.values(), ids=FORMA.keys())
def test_la_forma(hacer: Hacer, viejo: str, nuevo: str, dice: str) -> None:
    assert viejo in BUENA
    taller = hacer(BUENA.replace(viejo, nuevo, 1))
    hallados = [str(problema) for problema in revisar(taller)]
    dichos = [texto for texto in hallados if dice in texto]
    assert dichos, hallados
    assert all(texto.startswith("solutions/02_prueba.py") for texto in dichos)


def test_un_repaso_lleva_el_nombre_que_dice_su_tarjeta(hacer: Hacer) -> None:
    de_repaso = BUENA.replace("02-cuenta", "02-repaso-1")
    bueno = de_repaso.replace("# Escribe el", "# **Repaso 1.** Escribe el")
    otro = de_repaso.replace("# Escribe el", "# **Repaso 2.** Escribe el")
    for texto, cuantos in ((bueno, 0), (otro, 1), (de_repaso, 1)):
        taller = hacer(texto)
        fuente = leer(taller.solutions / "02_prueba.py", "solutions/02_prueba.py")
        hallados = [str(problema) for problema in repasos(fuente)]
        assert len(hallados) == cuantos
        assert all("una línea que empiece «**Repaso 1.** …»" in que for que in hallados)


@pytest.mark.parametrize(
    ("pista", "mal"),
    [
        ("Devuelve `return …`.", False),
        ("return self.x + …", False),
        ("Así:\n\n    for x in …:\n        …", False),
        ("Primero x = 1, y luego return x", True),
        ("Usa self.data y ya", True),
        ("if listo: orden.append(nodo) … elif otro", True),
    ],
)
def test_el_codigo_de_una_pista_se_ve_como_codigo(pista: str, mal: bool) -> None:
    datos = {DATOS[0].id: replace(DATOS[0], pistas=(pista,))}
    hallados = [str(problema) for problema in pistas(datos, "solutions/02_prueba.md")]
    assert bool(hallados) == mal
    assert all("fuera de un renglón de código" in que for que in hallados)


def test_el_problema_dice_linea_y_celda(hacer: Hacer) -> None:
    taller = hacer(BUENA.replace('comprobar("02-cuenta", cuenta)', "pass"))
    linea = BUENA.split("\n").index('comprobar("02-cuenta", cuenta)') + 1
    assert unico(taller).startswith(f"solutions/02_prueba.py:{linea}: celda 8: ")


def test_se_dicen_todos_los_problemas_de_una_vez(hacer: Hacer) -> None:
    malo = BUENA.replace(" · 5 min", "").replace("# ¿Cuánto", "# Cuánto")
    assert len(problemas(hacer(malo.replace("  # SOLUTION", "")))) == 3


# --- los datos -----------------------------------------------------------------------------------


def test_un_ejercicio_sin_datos_y_unos_datos_sin_ejercicio(hacer: Hacer) -> None:
    otro = ejercicio("02-otro", "Otro", "otro")
    hallados = "\n".join(problemas(hacer(datos=(DATOS[0], otro))))
    assert "02-cuenta no está en solutions/02_prueba.md" in hallados
    assert "02_prueba.md: 02-otro no tiene celda en solutions/02_prueba.py" in hallados


def test_los_datos_van_en_el_orden_del_cuaderno(hacer: Hacer) -> None:
    assert "no van en el orden" in unico(hacer(datos=DATOS[::-1]))


def test_un_id_repetido_en_otro_cuaderno(hacer: Hacer) -> None:
    hacer(stem="03_otro")
    taller = hacer(datos={"02_prueba": DATOS, "03_otro": DATOS})
    repetidos = [texto for texto in problemas(taller) if "ya está en solutions/02" in texto]
    assert all(texto.startswith("solutions/03_otro.py") for texto in repetidos)
    assert len(repetidos) == len(DATOS)


def test_unos_datos_que_no_cargan_son_un_problema_y_no_un_tropiezo(hacer: Hacer) -> None:
    assert "02_prueba.md: no se puede cargar: KeyError" in unico(hacer(datos={}))


def test_los_datos_tambien_son_prosa(hacer: Hacer) -> None:
    malo = replace(DATOS[0], pistas=("Qué se suma?",))
    assert "02-doble-mas: no todo «?»" in unico(hacer(datos=(malo, DATOS[1])))


# --- las fugas -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texto",
    [
        "# Por ejemplo: `return 2*a + b + 100000`.",
        "# La respuesta sale de `2 * a + b + 100000`, nada más.",
        "# Debes llegar a que cuenta = 3 * 41.",
        "# Esta explicación secreta solo está en el cuaderno resuelto.",
    ],
)
def test_una_solucion_en_la_prosa_se_ve(hacer: Hacer, texto: str) -> None:
    taller = hacer(BUENA.replace("# Escribe el resultado.", texto))
    hallado = unico(taller)
    assert hallado.startswith("notebooks/02_prueba.ipynb: celda 6: deja ver ")


def test_una_solucion_en_el_codigo_se_ve(hacer: Hacer) -> None:
    taller = hacer(BUENA.replace('print("listo")', "otra = 2 * 7 + 1000\ncuenta = 3 * 41"))
    assert "celda 9: deja ver entera la solución de 02-cuenta" in unico(taller)


def test_lo_que_se_muestra_a_proposito_lleva_su_etiqueta(hacer: Hacer) -> None:
    mostrado = '# %% tags=["muestra"]\ncuenta = 3 * 41'
    assert problemas(hacer(BUENA.replace('# %%\nprint("listo")', mostrado))) == []


def test_lo_que_el_codigo_ya_mostro_no_es_fuga_salvo_que_este_todo(hacer: Hacer) -> None:
    dos = "    x = 100000 * a + 1\n    return (2 * a + b + x + 100)"
    fuente = BUENA.replace("    return 2 * a + b + 100000", dos)
    antes = "# {{PREPARAR}}\n\n# %%\na = 2\nx = 100000 * a + 1\n"
    despues = fuente.replace('print("listo")', "x = 100000 * a + 1")
    assert problemas(hacer(despues.replace("# {{PREPARAR}}\n", antes))) == []
    assert "deja ver «x=100000*a+1», de 02-doble-mas" in unico(hacer(despues))
    todo = antes + "b = 3\ny = (2 * a + b + x + 100)\n"
    assert "celda 3: deja ver entera" in unico(hacer(fuente.replace("# {{PREPARAR}}\n", todo)))


def test_una_formula_dice_que_se_calcula(hacer: Hacer) -> None:
    assert problemas(hacer(BUENA.replace("# Escribe el", "# $cuenta = 3 * 41$. Escribe el"))) == []


def test_lo_parecido_no_es_fuga(hacer: Hacer) -> None:
    parecido = "# Ni recuenta = 3 * 41 ni cuenta = 3 * 410 son la respuesta."
    assert problemas(hacer(BUENA.replace("# Escribe el resultado.", parecido))) == []


def test_una_leccion_no_muestra_soluciones_de_las_que_siguen_y_si_de_las_anteriores(
    hacer: Hacer,
) -> None:
    cabeza = BUENA.split("# %% [markdown]\n# ### Ejercicio")[0].replace("8 min", "1 min")
    despues = cabeza + "# %% [markdown]\n# Mira: `cuenta = 3 * 41`.\n"
    hacer(despues, stem="03_despues")
    taller = hacer(datos={"01_antes": (), "02_prueba": DATOS, "03_despues": ()})
    construir_sin_ejecutar(taller, "03_despues")
    assert problemas(taller) == []
    hacer(despues, stem="01_antes")
    taller = hacer(datos={"01_antes": (), "02_prueba": DATOS, "03_despues": ()})
    construir_sin_ejecutar(taller, "01_antes")
    assert "notebooks/01_antes.ipynb: celda 3: deja ver «cuenta=3*41», de 02-cuenta" in unico(
        taller
    )


def test_una_pista_no_da_la_solucion_entera(hacer: Hacer) -> None:
    malo = replace(DATOS[0], pistas=("¿Y si haces `return 2 * a + b + 100000`?",))
    assert "02-doble-mas: la pista 1 da la solución entera" in unico(hacer(datos=(malo, DATOS[1])))


def test_un_mensaje_no_da_la_solucion_entera(hacer: Hacer) -> None:
    error = Error(nombre="cero", mensaje="Escribe cuenta = 3 * 41.", codigo="cuenta = 0")
    malo = replace(DATOS[1], errores=(error,))
    assert "el mensaje de «cero» da la solución" in unico(hacer(datos=(DATOS[0], malo)))


# --- los productos -------------------------------------------------------------------------------

Edicion = Callable[[dict], None]


def _otra_palabra(cuaderno: dict) -> None:
    cuaderno["cells"][5]["source"][-1] = "Escribe otra cosa."


def _sin_ejecutar_una(cuaderno: dict) -> None:
    cuaderno["cells"][6]["execution_count"] = None


def _salida_a_mano(cuaderno: dict) -> None:
    salida = {"name": "stdout", "output_type": "stream", "text": ["mentira"]}
    cuaderno["cells"][6]["outputs"] = [salida]


def _salida_error(cuaderno: dict) -> None:
    error = {"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": []}
    cuaderno["cells"][6]["outputs"] = [error]


def _salida_stderr(cuaderno: dict) -> None:
    salida = {"name": "stderr", "output_type": "stream", "text": ["cuidado"]}
    cuaderno["cells"][6]["outputs"] = [salida]


def _salida_con_direccion(cuaderno: dict) -> None:
    datos = {"text/plain": ["<Algo at 0x7f12ab34cd>"]}
    salida = {"output_type": "display_data", "metadata": {}, "data": datos}
    cuaderno["cells"][6]["outputs"] = [salida]


def _metadato(cuaderno: dict) -> None:
    cuaderno["metadata"]["language_info"]["version"] = "3.12.1"


def _celda_de_mas(cuaderno: dict) -> None:
    cuaderno["cells"].append({**cuaderno["cells"][0], "id": "otra"})


GEMELO = {
    "palabra": (_otra_palabra, "celda 6: está viejo o se editó a mano"),
    "celda de más": (_celda_de_mas, "celda 11: está viejo o se editó a mano"),
    "metadato": (_metadato, "02_prueba.ipynb: está viejo o se editó a mano"),
    "sin ejecutar": (_sin_ejecutar_una, "no se ejecutó entero"),
    "salida a mano": (_salida_a_mano, "las salidas no son las que dejó este código"),
    "error": (_salida_error, "celda 7: la salida es un error: KeyError"),
    "stderr": (_salida_stderr, "celda 7: avisa por stderr: cuidado"),
    "dirección": (_salida_con_direccion, "celda 7: la salida lleva una dirección de memoria"),
}


def _editar(ruta, editar: Edicion) -> None:
    cuaderno = json.loads(ruta.read_text("utf-8"))
    editar(cuaderno)
    texto = json.dumps(cuaderno, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    ruta.write_text(texto, "utf-8", newline="\n")


@pytest.mark.parametrize(("editar", "dice"), GEMELO.values(), ids=GEMELO.keys())
def test_un_gemelo_tocado(hacer: Hacer, editar: Edicion, dice: str) -> None:
    taller = hacer()
    construir_sin_ejecutar(taller)
    _editar(taller.gemelo("02_prueba"), editar)
    dichos = [str(problema) for problema in revisar(taller) if dice in str(problema)]
    assert dichos
    assert all(texto.startswith("solutions/02_prueba.ipynb") for texto in dichos)


def test_un_blanco_tocado(hacer: Hacer) -> None:
    taller = hacer()
    construir_sin_ejecutar(taller)
    _editar(taller.blanco("02_prueba"), _otra_palabra)
    [hallado] = revisar(taller)
    assert str(hallado).startswith("notebooks/02_prueba.ipynb: celda 6: está viejo")


def test_un_blanco_con_salidas(hacer: Hacer) -> None:
    taller = hacer()
    construir_sin_ejecutar(taller)
    _editar(taller.blanco("02_prueba"), _salida_a_mano)
    assert any("tiene salidas guardadas" in str(problema) for problema in revisar(taller))


def test_un_producto_guardado_por_otro_programa(hacer: Hacer) -> None:
    taller = hacer()
    construir_sin_ejecutar(taller)
    ruta = taller.blanco("02_prueba")
    ruta.write_text(json.dumps(json.loads(ruta.read_text("utf-8"))), "utf-8")
    [hallado] = revisar(taller)
    assert str(hallado).startswith("notebooks/02_prueba.ipynb: está viejo o se editó a mano")


@pytest.mark.parametrize("roto", ["", "{", '{"cells": 3}', "[]"])
def test_un_producto_que_no_se_puede_leer(hacer: Hacer, roto: str) -> None:
    taller = hacer()
    construir_sin_ejecutar(taller)
    taller.gemelo("02_prueba").write_text(roto, "utf-8")
    assert any("no se puede leer" in str(problema) for problema in revisar(taller))


def test_un_producto_que_falta(hacer: Hacer) -> None:
    assert len([p for p in revisar(hacer()) if "no existe" in p.que]) == 2


def test_una_fuente_que_cambio(hacer: Hacer) -> None:
    taller = hacer()
    construir_sin_ejecutar(taller)
    hacer(BUENA.replace("el resultado", "el número"))
    assert [p.ruta for p in revisar(taller)] == [
        "notebooks/02_prueba.ipynb",
        "solutions/02_prueba.ipynb",
    ]


def _archivo(taller: Taller, nombre: str, texto: str = "") -> None:
    ruta = taller.raiz / "minigrad" / nombre
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_text(texto, "utf-8")


def test_unos_datos_o_una_figura_que_cambiaron(hacer: Hacer) -> None:
    importa = "from minigrad.dibujos import figuras, recorrer\nimport minigrad.motor"
    taller = hacer(BUENA.replace('print("listo")', importa))
    nombres = ["aula/observadores/leccion_02.py", "dibujos/__init__.py", "dibujos/figuras.py"]
    for nombre in [*nombres, "motor.py", "ajeno.py"]:
        _archivo(taller, nombre)
    fuente = leer(taller.solutions / "02_prueba.py", "f")
    vistos = {ruta.relative_to(taller.raiz / "minigrad") for ruta in archivos(fuente, taller)}
    assert {ruta.as_posix() for ruta in vistos} == {*nombres, "motor.py"}
    assert problemas(taller) == []
    _archivo(taller, "ajeno.py", "x = 1")
    assert revisar(taller) == []
    _archivo(taller, "dibujos/figuras.py", "x = 1")
    [hallado] = revisar(taller)
    assert "solutions/02_prueba.ipynb: cambiaron sus datos o algo de minigrad" in str(hallado)


def test_un_cuaderno_sin_fuente(hacer: Hacer) -> None:
    taller = hacer()
    construir_sin_ejecutar(taller)
    (taller.solutions / "09_viejo.ipynb").write_text("{}", "utf-8")
    (taller.solutions / "viejo.py").write_text("", "utf-8")
    hallados = "\n".join(map(str, revisar(taller)))
    assert "solutions/09_viejo.ipynb: ninguna fuente lo construye" in hallados
    assert "solutions/viejo.py: el nombre no tiene la forma NN_tema.py" in hallados


def test_se_puede_revisar_un_solo_cuaderno(hacer: Hacer) -> None:
    hacer(BUENA.replace(" · 5 min", ""), stem="03_otro")
    taller = hacer(datos={"02_prueba": DATOS, "03_otro": DATOS})
    construir_sin_ejecutar(taller)
    assert revisar(taller, ["02_prueba"]) == []
    assert revisar(taller) != []
