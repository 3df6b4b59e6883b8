"""`aula.toml` decide cuándo se abren las soluciones; uno dañado las cierra y dice por qué."""

from datetime import datetime, timedelta, timezone

import pytest

from minigrad.aula import comprobar, preparar, solucion
from minigrad.aula.cerrojo import llavero
from minigrad.aula.cerrojo.candado import Candado, limpiar
from minigrad.aula.cerrojo.politica import Politica, Politicas, de_la_carpeta, leer
from minigrad.aula.trabajo import progreso

SECCIONES = ["02", "02p", "03"]
CANDADO = Candado.de("abeja cobre luna sal", b"0123456789abcdef")


@pytest.fixture(autouse=True)
def sin_llaves(monkeypatch):
    monkeypatch.setattr(llavero, "_sesion", {})


@pytest.fixture
def aula(prueba, tmp_path):
    """Escribe el `aula.toml` de la carpeta de trabajo."""
    return lambda texto: (tmp_path / "aula.toml").write_text(texto, encoding="utf-8")


@pytest.fixture
def pedir(prueba, capsys):
    """Lo que se ve al pedir la solución de 02-numero."""

    def ver(**datos):
        capsys.readouterr()
        solucion("02-numero", **datos)
        return capsys.readouterr().out

    return ver


RESPUESTA = "numero = 3 * 4.5"

# --- leer ------------------------------------------------------------------------------------


def test_sin_archivo_hace_falta_un_intento(tmp_path):
    assert de_la_carpeta(SECCIONES, tmp_path) == Politicas()
    assert Politicas().de("02") == Politica("intento", 1)


def test_lo_general_y_una_seccion():
    politicas = leer(
        'soluciones = "intento"\nintentos = 3\n'
        "[secciones.2p]\nintentos = 2\n"
        '[secciones.03]\nsoluciones = "fecha"\ndesde = 2025-03-08T18:00:00-06:00\n',
        SECCIONES,
    )
    assert politicas.problemas == ()
    assert politicas.de("02") == Politica("intento", 3)
    assert politicas.de("02p") == Politica("intento", 2)
    zona = timezone(timedelta(hours=-6))
    assert politicas.de("03") == Politica("fecha", 0, datetime(2025, 3, 8, 18, tzinfo=zona))


@pytest.mark.parametrize(
    ("escrito", "leida"),
    [
        ("2025-03-08", datetime(2025, 3, 8)),
        ("2025-03-08 07:30:00", datetime(2025, 3, 8, 7, 30)),
        ('"2025-03-08 07:30"', datetime(2025, 3, 8, 7, 30)),
    ],
)
def test_maneras_de_escribir_una_fecha(escrito, leida):
    politicas = leer(f'soluciones = "fecha"\ndesde = {escrito}', SECCIONES)
    assert politicas.problemas == ()
    assert politicas.de("02").desde == leida


MALOS = [
    ('soluciones = "intento', "la línea 1"),
    ('soluciones = "intento"\nintentos 2', "la línea 2"),
    ("intentos = 1\nintentos = 2", "la línea 2"),
    ("\nsoluciones = [\n\n", "la línea 2"),
    ('soluciones = "abierto"', "`soluciones` no puede ser `abierto`"),
    ("soluciones = 3", "`soluciones` no puede ser `3`"),
    ("soluciones = true", "`soluciones` no puede ser `True`"),
    ('soluciones = ["fecha"]', "`soluciones` no puede ser"),
    ("intentos = -1", "`intentos` no puede ser `-1`"),
    ('intentos = "dos"', "`intentos` no puede ser `dos`"),
    ("intentos = true", "`intentos` no puede ser `True`"),
    ("intentos = 1.5", "`intentos` no puede ser `1.5`"),
    ("intentos = 0", "`intentos` no puede ser 0"),
    ('soluciones = "abiertas"\nintentos = 2', "pide intentos"),
    ('soluciones = "fecha"', "`desde` falta"),
    ('soluciones = "fecha"\ndesde = "mañana"', "`desde` no puede ser `mañana`"),
    ('soluciones = "fecha"\ndesde = 18:00:00', "`desde` no puede ser `18:00:00`"),
    ("desde = 2025-03-08", "`desde` solo vale con fecha"),
    ('soluciones = "clave"\ncandado = "casa"', "`candado` está dañado"),
    ('solucion = "abiertas"', "`solucion` no existe. Escribe, por ejemplo, `soluciones"),
    ("secciones = 3", "`secciones` van una por una"),
    ("[secciones]\n02 = 5", "`secciones.02` debe ser una tabla"),
    ('[secciones.7]\nsoluciones = "abiertas"', "`secciones.7` no existe; hay 02, 02p, 03"),
    ("\x00", "la línea 1"),
    ("a = " + "[" * 5000, "la línea 1"),
]


@pytest.mark.parametrize(("texto", "frase"), MALOS)
def test_lo_que_no_se_entiende_se_dice_y_cierra(texto, frase):
    politicas = leer(texto, SECCIONES)
    assert len(politicas.problemas) == 1
    assert frase in politicas.problemas[0]
    assert "`aula.toml`" in politicas.problemas[0]
    assert politicas.de("02").soluciones == "cerradas"


def test_un_problema_de_una_seccion_solo_la_cierra_a_ella():
    politicas = leer('soluciones = "abiertas"\n[secciones.03]\nsoluciones = "nunca"', SECCIONES)
    assert politicas.de("02").soluciones == "abiertas"
    assert politicas.de("03").soluciones == "cerradas"


def test_una_seccion_que_no_existe_puede_ser_cualquiera():
    texto = '[secciones.3p]\nsoluciones = "cerradas"\n[secciones.03]\nsoluciones = "abiertas"'
    politicas = leer(texto, SECCIONES)
    assert politicas.de("02").soluciones == "cerradas"
    assert politicas.de("03").soluciones == "abiertas"


@pytest.mark.parametrize("bytes_", [b"\xff\xfe\x00", b'soluciones = "\xe9"'])
def test_un_archivo_que_no_es_utf8(tmp_path, bytes_):
    (tmp_path / "aula.toml").write_bytes(bytes_)
    politicas = de_la_carpeta(SECCIONES, tmp_path)
    assert "UTF-8" in politicas.problemas[0]
    assert politicas.de("02").soluciones == "cerradas"


def test_una_carpeta_con_ese_nombre(tmp_path):
    (tmp_path / "aula.toml").mkdir()
    politicas = de_la_carpeta(SECCIONES, tmp_path)
    assert "No se puede leer" in politicas.problemas[0]


def test_con_marca_de_orden_de_bytes(tmp_path):
    (tmp_path / "aula.toml").write_text("intentos = 2", encoding="utf-8-sig")
    assert de_la_carpeta(SECCIONES, tmp_path).de("02").intentos == 2


def test_se_busca_aqui_y_hacia_arriba(tmp_path):
    dentro = tmp_path / "mi_taller" / "notebooks"
    dentro.mkdir(parents=True)
    (tmp_path / "aula.toml").write_text("intentos = 2")
    assert de_la_carpeta(SECCIONES, dentro).de("02").intentos == 2
    (tmp_path / "mi_taller" / "aula.toml").write_text("intentos = 3")
    assert de_la_carpeta(SECCIONES, dentro).de("02").intentos == 3


# --- los intentos ----------------------------------------------------------------------------


def test_repetir_lo_mismo_o_dejarlo_en_blanco_no_es_un_intento(aula, pedir):
    aula("intentos = 2")
    comprobar("02-numero", ...)
    assert "todavía no llevas ninguno" in pedir()
    comprobar("02-numero", 1)
    comprobar("02-numero", 1)
    comprobar("02-numero", 1.0000000)
    assert "después de 2 intentos y llevas 1" in pedir()
    comprobar("02-numero", 2)
    assert RESPUESTA in pedir()


def test_el_mismo_codigo_con_otro_comentario_no_es_un_intento(celda):
    from minigrad.aula.curso.activo import activo

    def intentos():
        return progreso.actual().de("02-derivada").intentos

    for texto, cuenta in [
        ("    return 1", 1),
        ("    # otra cosa\n    return 1", 1),
        ("    return 2 - 1 + f(0) * 0", 2),
        ("    return 7", 3),
        ("    return 1", 3),
    ]:
        nombres = celda("def derivada(f, x, h=1e-5):\n" + texto)
        comprobar("02-derivada", nombres["derivada"])
        assert intentos() == cuenta
    assert activo().buscar("02-derivada").seccion == "02"


def test_los_intentos_se_recuerdan_aunque_se_reinicie(prueba, monkeypatch):
    comprobar("02-numero", 1)
    monkeypatch.setattr(progreso, "_abiertos", {})
    comprobar("02-numero", 1)
    assert progreso.actual().de("02-numero").intentos == 1


# --- lo que se ve ----------------------------------------------------------------------------


def test_abiertas(aula, pedir):
    aula('soluciones = "abiertas"')
    assert RESPUESTA in pedir()


def test_cerradas_a_proposito(aula, pedir):
    aula('soluciones = "cerradas"')
    comprobar("02-numero", 13.5)
    assert "Quien dicta la clase las mantiene cerradas" in pedir()


def test_un_aula_danada_cierra_y_lo_dice(aula, pedir):
    aula("soluciones = abiertas")
    texto = pedir()
    assert "la línea 1" in texto
    assert 'pista("02-numero")' in texto
    assert RESPUESTA not in texto


def test_al_preparar_el_cuaderno_se_avisa(aula, capsys):
    preparar()
    assert "aula.toml" not in capsys.readouterr().out
    aula("intentos = 1\nsoluciones = abiertas")
    preparar()
    assert "En `aula.toml` no se entiende la línea 2" in capsys.readouterr().out


def test_con_fecha(aula, pedir):
    ayer = datetime.now().astimezone() - timedelta(days=1)
    aula(f'soluciones = "fecha"\ndesde = {(ayer + timedelta(days=2)).isoformat()}')
    assert "se abre el" in pedir()
    aula(f'soluciones = "fecha"\ndesde = {ayer.isoformat()}\nintentos = 1')
    assert "Primero un intento" in pedir()
    aula(f'soluciones = "fecha"\ndesde = {ayer.isoformat()}')
    assert RESPUESTA in pedir()


def test_la_fecha_se_dice_como_se_escribio(aula, pedir):
    aula('soluciones = "fecha"\ndesde = 2999-03-08T18:05:00-06:00')
    assert "el 8 de marzo de 2999 a las 18:05 (hora UTC-06:00)" in pedir()
    aula('soluciones = "fecha"\ndesde = 2999-03-08')
    assert "el 8 de marzo de 2999 a las 00:00 (hora de esta máquina)" in pedir()


# --- con clave -------------------------------------------------------------------------------


def con_clave(extra=""):
    return f'soluciones = "clave"\ncandado = "{CANDADO}"\n{extra}'


def test_con_clave(aula, pedir, tmp_path, monkeypatch):
    aula(con_clave())
    assert "Falta la clave" in pedir()
    mala = pedir(clave="abeja cobre luna sol")
    assert "Esa clave no abre esta sección" in mala
    assert "no cuenta como intento" in mala
    assert RESPUESTA not in mala
    assert progreso.actual().de("02-numero").intentos == 0
    assert not (tmp_path / ".minigrad" / "llaves.json").exists()
    assert RESPUESTA in pedir(clave="abeja cobre luna sal")
    monkeypatch.setattr(llavero, "_sesion", {})  # otro núcleo
    assert RESPUESTA in pedir()
    assert "luna" not in (tmp_path / ".minigrad" / "llaves.json").read_text()


@pytest.mark.parametrize(
    "clave", ["ABEJA  cobre-luna_sal", "Abéja Cóbre Lúna Sál", "abejacobrelunasal", " abeja, …"]
)
def test_la_clave_se_puede_escribir_de_varias_maneras(clave):
    assert (CANDADO.llave(clave) is not None) == (limpiar(clave) == "abejacobrelunasal")
    assert "…" in clave or CANDADO.llave(clave)


def test_una_palabra_mal_oida_se_senala(aula, pedir):
    aula(con_clave())
    assert "¿«bentana» será «ventana»?" in pedir(clave="abeja bentana zorro yema")
    assert "será" not in pedir(clave="abeja ventana zorro yema")
    assert "será" not in pedir(clave="x")


def test_clave_y_ademas_un_intento(aula, pedir):
    aula(con_clave("intentos = 1"))
    assert "Primero un intento" in pedir(clave="abeja cobre luna sal")
    comprobar("02-numero", 1)
    assert RESPUESTA in pedir()


@pytest.mark.parametrize("roto", ["", "[]", '{"x": 1', '{"%s": 3}', '{"%s": "zz"}', '{"%s": "00"}'])
def test_unas_llaves_danadas_piden_la_clave_otra_vez(aula, pedir, tmp_path, roto):
    aula(con_clave())
    (tmp_path / ".minigrad").mkdir()
    guardadas = tmp_path / ".minigrad" / "llaves.json"
    guardadas.write_text(roto.replace("%s", CANDADO.sal.hex()))
    assert "Falta la clave" in pedir()
    assert RESPUESTA in pedir(clave="abeja cobre luna sal")
    llavero._sesion.clear()
    assert RESPUESTA in pedir()


def test_clave_sin_candado_sigue_cerrada(aula, pedir):
    aula('soluciones = "clave"')
    assert RESPUESTA not in pedir(clave="abeja cobre luna sal")


def test_una_clave_de_mas_no_estorba(aula, pedir):
    aula('soluciones = "abiertas"')
    assert RESPUESTA in pedir(clave="lo que sea")


def test_sin_poder_escribir_queda_abierta_en_esta_sesion(aula, pedir, tmp_path):
    aula(con_clave())
    (tmp_path / ".minigrad").write_text("no soy una carpeta")
    assert RESPUESTA in pedir(clave="abeja cobre luna sal")
    assert RESPUESTA in pedir()
