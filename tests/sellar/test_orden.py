"""`minigrad sellar`: lo que se le pide, lo que no pisa y lo que dice."""

import json
import sys
import zipfile
from datetime import datetime

import pytest
from paquete_de_prueba import RAIZ

from minigrad import _recursos
from minigrad._archivos import apartar
from minigrad.aula.cerrojo import candado
from minigrad.aula.cerrojo.politica import leer
from minigrad.aula.cerrojo.vocabulario import PALABRAS
from minigrad.aula.curso.activo import activo
from minigrad.ordenes import sellar
from minigrad.ordenes.cli import principal
from minigrad.sellar import claves, cuadernos
from minigrad.sellar.datos import CursoPorSellar, NoSeSella
from minigrad.sellar.paquete import escribir_clase


@pytest.fixture(autouse=True)
def candados_rapidos(monkeypatch):
    """Aquí no se adivina ninguna clave: no hace falta que cueste."""
    monkeypatch.setattr(candado, "_COSTO", {"n": 2, "r": 8, "p": 1})


@pytest.fixture
def pedidos(monkeypatch):
    """En lugar de armar el paquete, recuerda qué se pidió y deja algo en su sitio."""
    hechos = []

    def armar(_curso, pedido, _avanzar):
        hechos.append(pedido)
        pedido.salida.mkdir()
        (pedido.salida / "README.md").write_text(f"paquete {len(hechos)}")
        pedido.zip.write_text(f"zip {len(hechos)}")

    monkeypatch.setattr(sellar, "armar", armar)
    monkeypatch.setattr(sellar, "hay_torch", lambda: True)  # solo hace falta para armar
    return hechos


@pytest.fixture
def clase(tmp_path):
    return tmp_path / "mi clase"


def pedir(clase, *mas):
    return principal(["sellar", "--salida", str(clase), *mas])


# --- lo que se hace ----------------------------------------------------------------------------


def test_por_omision_cada_seccion_lleva_su_clave(pedidos, clase, capsys):
    assert pedir(clase) == 0
    (pedido,) = pedidos
    secciones = set(activo().secciones())
    assert set(pedido.claves) == secciones == set(pedido.politicas)
    assert {p.soluciones for p in pedido.politicas.values()} == {"clave"}
    assert pedido.prestar
    for clave in pedido.claves.values():
        assert len(clave.split()) == 4
        assert set(clave.split()) <= set(PALABRAS)
    archivo = clase.with_name("mi clase-claves.txt")
    assert claves.leer(archivo) == pedido.claves
    assert (clase / "README.md").read_text() == "paquete 1"
    assert clase.with_name("mi clase.zip").read_text() == "zip 1"
    dicho = capsys.readouterr().out
    assert str(archivo) in dicho
    assert "son solo tuyas" in dicho
    assert sorted(p.name for p in clase.parent.iterdir()) == [
        "mi clase", "mi clase-claves.txt", "mi clase.zip",
    ]  # fmt: skip


def test_con_fecha_no_hay_claves_y_la_hora_es_la_de_aqui(pedidos, clase):
    assert pedir(clase, "--desde", "2025-03-08T18:00", "--intentos", "2", "--sin-prestamos") == 0
    politica = pedidos[0].politicas["03"]
    assert (politica.soluciones, politica.intentos) == ("fecha", 2)
    assert politica.desde == datetime(2025, 3, 8, 18).astimezone()
    assert politica.desde.tzinfo is not None
    assert pedidos[0].claves == {}
    assert not pedidos[0].prestar
    assert not clase.with_name("mi clase-claves.txt").exists()


def test_con_un_aula_toml(pedidos, clase, tmp_path):
    (tmp_path / "aula.toml").write_text(
        'soluciones = "intento"\n[secciones.03]\nsoluciones = "clave"', encoding="utf-8"
    )
    assert pedir(clase, "--aula", str(tmp_path / "aula.toml")) == 0
    assert set(pedidos[0].claves) == {"03"}
    assert pedidos[0].politicas["02"].soluciones == "intento"


def test_otra_vez_conserva_las_claves_y_lo_anterior(pedidos, clase, capsys):
    pedir(clase)
    (clase / "mi_taller").mkdir()
    (clase / "mi_taller" / "trabajo.txt").write_text("horas de trabajo")
    assert pedir(clase, "--otra-vez") == 0
    uno, otro = pedidos
    assert uno.claves == otro.claves
    assert (clase / "README.md").read_text() == "paquete 2"
    guardados = [p for p in clase.parent.iterdir() if p.is_dir() and p != clase]
    assert [(g / "mi_taller" / "trabajo.txt").read_text() for g in guardados] == [
        "horas de trabajo"
    ]
    assert "Conservé lo anterior" in capsys.readouterr().out
    assert len(list(clase.parent.glob("*claves*"))) == 1


def test_otra_vez_con_claves_a_medias_hace_las_que_faltan(pedidos, clase):
    pedir(clase)
    archivo = clase.with_name("mi clase-claves.txt")
    lineas = archivo.read_text().splitlines()
    archivo.write_text("\n".join(x for x in lineas if not x.startswith("03 ")) + "\nmis notas\n")
    pedir(clase, "--otra-vez")
    uno, otro = pedidos
    assert uno.claves["02"] == otro.claves["02"]
    assert uno.claves["03"] != otro.claves["03"]
    textos = [p.read_text() for p in clase.parent.glob("*claves*")]
    assert len(textos) == 2
    assert any("mis notas" in texto for texto in textos)


def test_solo_aula_escribe_la_politica_con_candados(pedidos, clase, capsys):
    assert pedir(clase, "--solo-aula", "--intentos", "1") == 0
    assert pedidos == []
    archivo = clase.with_name("mi clase-aula.toml")
    texto, secciones = archivo.read_text("utf-8"), activo().secciones()
    politicas = leer(texto, secciones)
    assert politicas.problemas == ()
    dichas = claves.leer(clase.with_name("mi clase-claves.txt"))
    assert set(dichas) == set(secciones)
    for seccion in ("00", "03p"):
        politica = politicas.de(seccion)
        assert (politica.soluciones, politica.intentos) == ("clave", 1)
        assert politica.candado.llave(dichas[seccion])
        assert dichas[seccion] not in texto
    assert "repártela con el nombre aula.toml" in capsys.readouterr().out
    assert sorted(p.name for p in clase.parent.iterdir()) == [
        "mi clase-aula.toml", "mi clase-claves.txt",
    ]  # fmt: skip
    assert pedir(clase, "--solo-aula") == 1
    assert pedir(clase, "--solo-aula", "--otra-vez") == 0
    assert claves.leer(clase.with_name("mi clase-claves.txt")) == dichas


# --- lo que se presta --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mas", "prestar"), [([], True), (["--con-prestamos"], True), (["--sin-prestamos"], False)]
)
def test_al_terminar_se_dice_que_se_presta(pedidos, clase, capsys, mas, prestar):
    assert pedir(clase, *mas) == 0
    assert pedidos[0].prestar is prestar
    dicho = capsys.readouterr().out
    assert ("quien se lo proponga lo lee" in dicho) is prestar
    assert ("no se presta nada hasta abrir" in dicho) is not prestar


def test_otra_vez_se_puede_volver_a_prestar(de_verdad, clase):
    pedir(clase, "--sin-prestamos")
    for mas in ([], ["--con-prestamos"], []):
        assert pedir(clase, "--otra-vez", *mas) == 0
    assert [p.prestar for p in de_verdad] == [False, False, True, True]


# --- otra vez ----------------------------------------------------------------------------------

AULA = (
    'soluciones = "clave"\n[secciones.00]\nsoluciones = "intento"\nintentos = 3\n'
    '[secciones.03]\nsoluciones = "fecha"\ndesde = 2027-03-08T18:00:00-06:00\n'
    '[secciones.04]\nsoluciones = "cerradas"'
)


@pytest.fixture
def de_verdad(pedidos, monkeypatch):
    """Como `pedidos`, y además deja escrito lo que se eligió."""

    def armar(_curso, pedido, _avanzar):
        pedidos.append(pedido)
        dentro = pedido.salida / "minigrad" / "_clase"
        dentro.mkdir(parents=True)
        vacias = {s: {"x": {"solucion": "", "porque": ""}} for s in activo().secciones()}
        escribir_clase(dentro, pedido, CursoPorSellar({"llaves": {}}, vacias))
        with zipfile.ZipFile(pedido.zip, "w") as destino:
            destino.write(dentro / "clase.json", f"{pedido.clase}/minigrad/_clase/clase.json")

    monkeypatch.setattr(sellar, "armar", armar)
    return pedidos


def como_se_eligio(pedido):
    politicas = {
        seccion: (p.soluciones, p.intentos, p.desde) for seccion, p in pedido.politicas.items()
    }
    return politicas, pedido.prestar, pedido.direccion, pedido.claves


@pytest.mark.parametrize("mas", [[], ["--con-prestamos"], ["--sin-prestamos"]])
@pytest.mark.parametrize("falta", [None, "carpeta"])
def test_otra_vez_conserva_lo_que_se_eligio(de_verdad, clase, tmp_path, mas, falta):
    (tmp_path / "aula.toml").write_text(AULA, encoding="utf-8")
    direccion = ["--direccion", "https://x.org/c.zip"]
    assert pedir(clase, "--aula", str(tmp_path / "aula.toml"), *direccion, *mas) == 0
    if falta:
        clase.rename(clase.with_name("movida"))  # y queda el zip
    assert pedir(clase, "--otra-vez") == 0
    assert pedir(clase, "--otra-vez") == 0
    uno, dos, tres = map(como_se_eligio, de_verdad)
    assert uno == dos == tres
    assert uno[0]["00"][:2] == ("intento", 3)
    assert uno[2] == "https://x.org/c.zip"


def test_otra_vez_con_otra_politica_la_cambia(de_verdad, clase, tmp_path, capsys):
    pedir(clase, "--politica", "intento", "--direccion", "https://x.org/c.zip")
    assert pedir(clase, "--otra-vez", "--politica", "clave", "--direccion", "") == 0
    assert de_verdad[1].politicas["03"].soluciones == "clave"
    assert de_verdad[1].direccion == ""
    assert pedir(clase, "--otra-vez", "--desde", "2027-01-01") == 0
    assert de_verdad[2].politicas["03"].soluciones == "fecha"


def test_otra_vez_solo_aula_conserva_la_politica(pedidos, clase, tmp_path):
    (tmp_path / "aula.toml").write_text(AULA, encoding="utf-8")
    archivo = clase.with_name("mi clase-aula.toml")
    assert pedir(clase, "--solo-aula", "--aula", str(tmp_path / "aula.toml")) == 0
    una = leer(archivo.read_text("utf-8"), activo().secciones())
    assert pedir(clase, "--solo-aula", "--otra-vez") == 0
    otra = leer(archivo.read_text("utf-8"), activo().secciones())
    for seccion in activo().secciones():
        assert una.de(seccion).soluciones == otra.de(seccion).soluciones
        assert una.de(seccion).desde == otra.de(seccion).desde


@pytest.mark.parametrize("contenido", ["", "{}", "[]", '{"secciones": {"03": 5}}', "\x00"])
def test_otra_vez_sobre_un_paquete_danado_lo_nombra(de_verdad, clase, capsys, contenido):
    pedir(clase)
    danado = clase / "minigrad" / "_clase" / "clase.json"
    danado.write_text(contenido)
    assert pedir(clase, "--otra-vez") == 1
    assert str(danado) in capsys.readouterr().err
    assert danado.read_text() == contenido
    assert pedir(clase, "--otra-vez", "--politica", "clave") == 0
    assert de_verdad[0].claves == de_verdad[1].claves


def test_otra_vez_sin_nada_anterior_lo_dice(de_verdad, clase, capsys):
    assert pedir(clase, "--otra-vez") == 0
    assert "No encontré un paquete anterior" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [
        (b"\xff\xfe\x00", "no es un texto"),
        (b"03   T  uno dos tres cuatro\n03   T  uno dos tres cinco\n", "tiene dos claves"),
    ],
)
def test_unas_claves_que_no_se_entienden_se_nombran(de_verdad, clase, capsys, contenido, frase):
    pedir(clase)
    archivo = clase.with_name("mi clase-claves.txt")
    archivo.write_bytes(contenido)
    assert pedir(clase, "--otra-vez") == 1
    dicho = capsys.readouterr().err
    assert frase in dicho
    assert str(archivo) in dicho
    assert archivo.read_bytes() == contenido


def test_unas_claves_guardadas_en_otro_editor_se_leen_igual(de_verdad, clase):
    pedir(clase)
    archivo = clase.with_name("mi clase-claves.txt")
    lineas = [*archivo.read_text("utf-8").splitlines(), "99   Otra cosa  uno dos tres cuatro"]
    archivo.write_bytes("\ufeff".encode() + "\r\n".join(lineas).encode())
    assert pedir(clase, "--otra-vez") == 0
    assert de_verdad[1].claves == de_verdad[0].claves | {"99": "uno dos tres cuatro"}


def test_si_no_se_puede_poner_lo_nuevo_queda_lo_anterior(de_verdad, clase, capsys, monkeypatch):
    pedir(clase)
    (clase / "mia.txt").write_text("horas")
    antes = sorted((p.name, p.stat().st_ino) for p in clase.parent.iterdir())
    veces = []

    def abierto(ruta):
        veces.append(ruta)
        if len(veces) == 2:
            raise PermissionError(13, "abierto en otro programa", str(ruta))
        return apartar(ruta)

    monkeypatch.setattr(sellar, "apartar", abierto)
    assert pedir(clase, "--otra-vez") == 1
    assert "mi clase.zip" in capsys.readouterr().err
    assert sorted((p.name, p.stat().st_ino) for p in clase.parent.iterdir()) == antes
    assert (clase / "mia.txt").read_text() == "horas"


def test_solo_aula_con_fecha(pedidos, clase):
    assert pedir(clase, "--solo-aula", "--desde", "2025-03-08T18:00") == 0
    leida = leer(clase.with_name("mi clase-aula.toml").read_text("utf-8"), ["02"]).de("02")
    assert leida.desde == datetime(2025, 3, 8, 18).astimezone()


def test_dos_claves_nuevas_son_distintas():
    assert len({claves.inventar() for _ in range(50)}) == 50


# --- lo que no se hace -------------------------------------------------------------------------


@pytest.mark.parametrize("existe", ["mi clase", "mi clase.zip", "mi clase-claves.txt"])
def test_no_pisa_nada(pedidos, clase, capsys, existe):
    previo = clase.with_name(existe)
    previo.write_text("de antes")
    assert pedir(clase) == 1
    assert f"Ya existe {previo}" in capsys.readouterr().err
    assert previo.read_text() == "de antes"
    assert pedidos == []


MALOS = [
    (["--desde", "mañana"], "La fecha de --desde"),
    (["--desde", "0001-01-01"], "La fecha de --desde"),
    (["--desde", "9999-12-31T23:59"], "La fecha de --desde"),
    (["--politica", "fecha"], "`desde` falta"),
    (["--politica", "clave", "--desde", "2025-03-08"], "solo vale con fecha"),
    (["--intentos", "-1"], "`intentos` no puede ser `-1`"),
    (["--politica", "abiertas", "--intentos", "1"], "pide intentos"),
    (["--direccion", "ftp://x"], "empieza por https://"),
    (["--direccion", 'https://x/"; import os'], "no lleva espacios ni comillas"),
    (["--aula", "no-existe.toml"], "No puedo leer no-existe.toml"),
    (["--aula", "x.toml", "--politica", "clave"], "se escribe en ese archivo"),
]


@pytest.mark.parametrize(("mas", "frase"), MALOS)
def test_lo_mal_pedido_se_explica(pedidos, clase, capsys, mas, frase):
    assert pedir(clase, *mas) == 1
    dicho = capsys.readouterr()
    assert frase in dicho.err
    assert "aula.toml" not in dicho.err
    assert pedidos == []
    assert list(clase.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [
        (b'soluciones = "clave"\nsoluciones = "fecha"', "ningún nombre se repite"),
        (b"[secciones.03]\nintentos = 1\n[secciones.03]\nintentos = 2", "no se entiende la línea"),
        (b"[secciones.99]\nintentos = 1", "`secciones.99` no existe"),
        (b'soluciones = "fecha"\ndesde = "ayer"', "`desde` no puede ser `ayer`"),
        (b'soluciones = "fecha"\ndesde = 0001-01-01', "`desde` no puede ser"),
        (b'soluciones = "fecha"\ndesde = 2025-13-01', "no se entiende la línea 2"),
        (b"\xff\xfe\x00", "no es un texto"),
        (b"x = ", "no se entiende la línea 1"),
        (b"intento = 2", "`intento` no existe"),
        (None, "no existe"),
        ("carpeta", "es una carpeta"),
    ],
)
def test_los_problemas_de_un_aula_nombran_su_archivo(
    pedidos, clase, tmp_path, capsys, contenido, frase
):
    archivo = tmp_path / "grupo a.toml"
    if contenido == "carpeta":
        archivo.mkdir()
    elif contenido is not None:
        archivo.write_bytes(contenido)
    assert pedir(clase, "--aula", str(archivo)) == 1
    dicho = capsys.readouterr().err
    assert frase in dicho
    assert str(archivo) in dicho
    assert "aula.toml" not in dicho
    assert pedidos == []


def test_la_hora_de_un_aula_sin_zona_es_la_de_aqui(pedidos, clase, tmp_path):
    (tmp_path / "a.toml").write_text('soluciones = "fecha"\ndesde = 2027-03-08T18:00:00')
    assert pedir(clase, "--aula", str(tmp_path / "a.toml")) == 0
    desde = pedidos[0].politicas["03"].desde
    assert desde.tzinfo is not None
    assert desde == datetime(2027, 3, 8, 18).astimezone()


def test_un_aula_con_problemas_los_dice_todos(pedidos, clase, tmp_path, capsys):
    (tmp_path / "aula.toml").write_text('soluciones = "x"\n[secciones.99]\nintentos = 1')
    assert pedir(clase, "--aula", str(tmp_path / "aula.toml")) == 1
    dicho = capsys.readouterr().err
    assert "`soluciones` no puede ser" in dicho
    assert "`secciones.99` no existe" in dicho


@pytest.mark.parametrize("nombre", ["-x", 'a"b', "a{b}"])
def test_un_nombre_que_no_sirve(pedidos, tmp_path, capsys, nombre):
    assert principal(["sellar", f"--salida={tmp_path / 'x' / nombre}"]) == 1
    assert capsys.readouterr().err
    assert pedidos == []


@pytest.mark.parametrize("mas", [["--politica", "nunca"], ["--intentos", "dos"], ["de", "mas"]])
def test_lo_que_no_se_entiende_muestra_la_ayuda(clase, capsys, mas):
    with pytest.raises(SystemExit):
        pedir(clase, *mas)
    assert "uso: minigrad sellar" in capsys.readouterr().err


def test_en_un_paquete_de_clase_no_se_sella(pedidos, clase, capsys, monkeypatch):
    monkeypatch.setattr(_recursos, "es_de_clase", lambda: True)
    assert pedir(clase) == 1
    assert "Este ya es el paquete de una clase" in capsys.readouterr().err


def test_lejos_del_taller_dice_de_donde_se_corre(pedidos, clase, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(_recursos, "cuadernos", lambda nombre: tmp_path / nombre)
    assert pedir(clase) == 1
    assert "la que tiene taller.py" in capsys.readouterr().err


@pytest.mark.parametrize(("paquete", "extra"), [("cryptography", "sellado"), ("torch", "torch")])
def test_sin_lo_que_hace_falta_dice_que_instalar(
    pedidos, clase, capsys, monkeypatch, paquete, extra
):
    monkeypatch.setattr("minigrad._extras._procedencia", lambda: {})
    monkeypatch.setattr(
        sellar, "hay_torch" if paquete == "torch" else "_hay_cryptography", lambda: False
    )
    assert pedir(clase) == 1
    assert f"minigrad-taller[{extra}]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "frase"),
    [
        (NoSeSella("02_x: falta algo"), "02_x: falta algo"),
        (OSError("disco lleno"), "disco lleno"),
        (KeyboardInterrupt(), "Detenido antes de terminar"),
    ],
)
def test_si_algo_falla_queda_todo_como_estaba(clase, capsys, monkeypatch, pedidos, error, frase):
    pedir(clase)
    antes = sorted((p.name, p.stat().st_ino) for p in clase.parent.iterdir())

    def falla(*_):
        raise error

    monkeypatch.setattr(sellar, "armar", falla)
    assert pedir(clase, "--otra-vez") == 1
    assert frase in capsys.readouterr().err
    assert sorted((p.name, p.stat().st_ino) for p in clase.parent.iterdir()) == antes


@pytest.mark.skipif(sys.platform == "win32", reason="Windows no tiene estos permisos")
def test_las_claves_solo_las_lee_su_dueno(pedidos, clase):
    pedir(clase)
    assert clase.with_name("mi clase-claves.txt").stat().st_mode & 0o777 == 0o600


# --- dónde ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mas", [[], ["--otra-vez"]])
@pytest.mark.parametrize(
    ("nombre", "es_carpeta"),
    [("mi clase", False), ("mi clase.zip", True), ("mi clase-claves.txt", True)],
)
def test_lo_que_estorba_se_nombra_y_no_se_toca(pedidos, clase, capsys, mas, nombre, es_carpeta):
    ruta = clase.with_name(nombre)
    ruta.mkdir() if es_carpeta else ruta.write_text("mío")
    assert pedir(clase, *mas) == 1
    assert str(ruta) in capsys.readouterr().err
    assert [p.name for p in clase.parent.iterdir()] == [nombre]


def test_dentro_de_un_archivo_no_se_puede(pedidos, tmp_path, capsys):
    (tmp_path / "apuntes").write_text("x")
    assert pedir(tmp_path / "apuntes" / "mas" / "clase") == 1
    assert f"{tmp_path / 'apuntes'} es un archivo" in capsys.readouterr().err


def test_el_taller_no_se_aparta(pedidos, capsys, monkeypatch, tmp_path):
    raiz = tmp_path / "taller"
    raiz.mkdir()
    monkeypatch.setattr(_recursos, "cuadernos", lambda nombre: raiz / nombre)
    monkeypatch.setattr(sellar, "_lo_que_falta", lambda *_, **__: "")
    for salida in (raiz, tmp_path):
        assert pedir(salida, "--otra-vez") == 1
        assert "es la carpeta del taller" in capsys.readouterr().err
    assert raiz.is_dir()


# --- los cuadernos -----------------------------------------------------------------------------


def test_un_cuaderno_adaptado_no_trae_el_taller_publico(tmp_path):
    origen = RAIZ / "notebooks" / "00_introduccion.ipynb"
    cuadernos.adaptar(origen, tmp_path / "a" / "b.ipynb", "clase", "https://x.org/clase.zip")
    texto = (tmp_path / "a" / "b.ipynb").read_text("utf-8")
    viejas, nuevas = (json.loads(t)["cells"] for t in (origen.read_text("utf-8"), texto))
    assert "git clone" not in texto
    assert "colab.research.google.com" not in texto
    assert "https://x.org/clase.zip" in texto
    assert "{{" not in "".join("".join(c["source"]) for c in nuevas if c["cell_type"] == "code")
    cambiadas = [i for i, (v, n) in enumerate(zip(viejas, nuevas, strict=True)) if v != n]
    assert cambiadas == [0, 1]
    compile("".join(nuevas[1]["source"]), "celda", "exec")
    assert len(nuevas[1]["source"]) <= 34


def test_un_cuaderno_sin_celda_de_preparacion_no_se_adapta(tmp_path):
    (tmp_path / "x.ipynb").write_text('{"cells": []}')
    with pytest.raises(NoSeSella, match=r"x\.ipynb"):
        cuadernos.adaptar(tmp_path / "x.ipynb", tmp_path / "y.ipynb", "clase", "")
