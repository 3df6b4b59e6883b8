"""Cada página por dentro: enlaces, figuras con su texto, un solo título, nada de otro servidor."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from paginas import Pagina, leer, todas

import minigrad
from tools.sitio.lectura.construir import construir
from tools.sitio.lectura.motor import MODULOS
from tools.sitio.lugares import DIRECCION

RAIZ = Path(__file__).resolve().parents[3]
#: lo que se construye aparte y se publica en la misma carpeta
AJENAS = ("taller", "trabajo")
STEMS = [ruta.stem for ruta in sorted(RAIZ.glob("solutions/[0-9]*.py"))]


def test_estan_todas(lectura: Path) -> None:
    for stem in STEMS:
        assert (lectura / "lecciones" / f"{stem}.html").is_file()
    for pagina in ("index", "guia", "contribuir", "motor", "motor/engine", "referencia", "search"):
        assert (lectura / f"{pagina}.html").is_file()


def test_cada_enlace_lleva_a_una_pagina_y_a_un_lugar_que_existen(lectura: Path) -> None:
    rotos = [(p.ruta.name, e) for p in todas(lectura) for e in p.enlaces if _roto(p, e, lectura)]
    assert not rotos


def _roto(pagina: Pagina, enlace: str, lectura: Path) -> bool:
    partes = urlsplit(enlace)
    if partes.scheme in ("http", "https"):
        return False
    destino = pagina.ruta
    if partes.path:
        destino = (pagina.ruta.parent / unquote(partes.path)).resolve()
    if destino.is_relative_to(lectura) and destino.relative_to(lectura).parts[:1] in (
        (ajena,) for ajena in AJENAS
    ):
        return False
    if not destino.is_file():
        return True
    ancla = unquote(partes.fragment)
    return bool(ancla) and destino.suffix == ".html" and not _tiene(leer(destino), ancla)


def _tiene(pagina: Pagina, ancla: str) -> bool:
    return ancla in pagina.ids or any(a.get("name") == ancla for a in pagina.con("a"))


def test_lo_que_se_practica_es_un_cuaderno_que_hay(lectura: Path) -> None:
    for stem in STEMS:
        enlaces = leer(lectura / "lecciones" / f"{stem}.html").enlaces
        taller = {e for e in enlaces if "taller/" in e}
        carpeta = "exercises" if stem.endswith("_practica") else "notebooks"
        assert taller == {f"../taller/notebooks/index.html?path={carpeta}/{stem}.ipynb"}
        assert (RAIZ / carpeta / f"{stem}.ipynb").is_file()
        (colab,) = (e for e in enlaces if e.startswith("https://colab."))
        assert colab.endswith(f"/blob/main/{carpeta}/{stem}.ipynb")


def test_lo_que_se_descarga_es_el_cuaderno_en_blanco_byte_a_byte(lectura: Path) -> None:
    for stem in STEMS:
        pagina = leer(lectura / "lecciones" / f"{stem}.html")
        (enlace,) = (a["href"] or "" for a in pagina.con("a") if "download" in a)
        descargado = (pagina.ruta.parent / enlace).read_bytes()
        carpeta = "exercises" if stem.endswith("_practica") else "notebooks"
        assert descargado == (RAIZ / carpeta / f"{stem}.ipynb").read_bytes()


def test_ninguna_pagina_pide_nada_a_otro_servidor(lectura: Path) -> None:
    for pagina in todas(lectura):
        recursos = [r for r in pagina.recursos if not r.startswith("data:")]
        assert not [r for r in recursos if urlsplit(r).netloc], pagina.ruta
        assert not [r for r in recursos if _roto(pagina, r, lectura)], pagina.ruta
    for ruta in [*lectura.rglob("*.css"), *lectura.rglob("*.svg")]:
        pedidos = re.findall(r"""url\(["']?([^)"']+)|@import\s+["']([^"']+)""", ruta.read_text())
        for pedido in filter(None, (uno or otro for uno, otro in pedidos)):
            assert pedido.startswith("#") or (ruta.parent / pedido).is_file(), (ruta.name, pedido)


def test_cada_figura_dice_que_es(lectura: Path) -> None:
    for pagina in todas(lectura):
        for imagen in pagina.con("img"):
            if (imagen["src"] or "").endswith("icono.svg"):
                assert imagen["alt"] == ""  # adorno: el nombre está escrito al lado
            else:
                assert len(imagen.get("alt") or "") > 15, (pagina.ruta.name, imagen["src"])


def test_los_dibujos_del_grafo_y_los_exploradores_estan_en_su_leccion(lectura: Path) -> None:
    segunda = leer(lectura / "lecciones" / "02_a_mano.html")
    dichos = [imagen["alt"] or "" for imagen in segunda.con("img")]
    assert any(dicho.startswith("Grafo de ") and "grad" in dicho for dicho in dichos)
    assert any("secante y su tangente" in dicho for dicho in dichos)
    assert any("parábola" in dicho for dicho in dichos)
    assert "Es el primer cuadro." in segunda.texto


def test_un_titulo_por_pagina_y_los_demas_en_orden(lectura: Path) -> None:
    titulos = []
    for pagina in todas(lectura):
        niveles = [nivel for nivel, _ in pagina.encabezados]
        assert niveles[0] == 1, pagina.ruta
        assert niveles.count(1) == 1, pagina.ruta
        saltos = [b - a for a, b in pairwise(niveles)]
        assert max(saltos, default=0) <= 1, (pagina.ruta.name, pagina.encabezados)
        (titulo,) = re.findall(r"<title>(.+?)</title>", pagina.ruta.read_text("utf-8"))
        titulos.append(titulo)
    assert len(set(titulos)) == len(titulos)


def test_cada_pagina_dice_su_idioma_de_que_trata_y_su_icono(lectura: Path) -> None:
    for pagina in todas(lectura):
        assert pagina.con("html")[0]["lang"] == "es"
        nombradas = {a.get("name"): a.get("content") or "" for a in pagina.con("meta")}
        assert 40 <= len(nombradas["description"]) <= 200, (pagina.ruta.name, nombradas)
        assert any(a.get("rel") == "icon" for a in pagina.con("link"))


def test_quien_se_pierde_encuentra_la_portada(lectura: Path) -> None:
    assert leer(lectura / "404.html").enlaces == [DIRECCION]


def test_la_referencia_describe_todo_lo_publico_y_lleva_a_su_linea(lectura: Path) -> None:
    pagina = leer(lectura / "referencia.html")
    for nombre in minigrad.__all__:
        assert any(uno.endswith(f".{nombre}") for uno in pagina.ids), nombre
    for enlace in (e for e in pagina.enlaces if re.match("motor/.*#", e)):
        archivo, _, linea = enlace.rpartition("#")[2].rpartition("-")
        escrito = (RAIZ / "minigrad" / f"{archivo}.py").read_text("utf-8").splitlines()
        assert re.match(r" *(def|class|@) ?\w+", escrito[int(linea) - 1]), enlace


def test_el_codigo_del_motor_esta_entero(lectura: Path) -> None:
    for modulo in MODULOS:
        codigo = (RAIZ / "minigrad" / f"{modulo}.py").read_text("utf-8")
        pagina = leer(lectura / "motor" / f"{modulo}.html")
        assert codigo.strip() in pagina.texto.replace("\u200b", "")
        lineas = [uno for uno in pagina.ids if re.fullmatch(rf"{modulo}-\d+", uno)]
        assert len(lineas) == len(codigo.splitlines())


def test_ningun_identificador_se_repite(lectura: Path) -> None:
    for pagina in todas(lectura):
        repetidos = {uno for uno in pagina.ids if pagina.ids.count(uno) > 1}
        assert not repetidos, pagina.ruta


#: lo que Sphinx, MyST o un control dicen en inglés si nadie lo traduce
INGLES = re.compile(
    r"\b(Toggle|Show code|Link to this|Permalink|Bases:|Parameters|Returns|Raises|Table of|"
    r"On this page|Skip to|Back to|Made with|Built with|Last updated|Search Results|Source code)\b"
)
#: y lo que un atributo no puede decir
INGLES_CORTO = re.compile(r"\b(Show|Hide|Previous|Next|Search|Contents|Source|Copy|Close|Menu)\b")


def test_nada_quedo_en_ingles(lectura: Path) -> None:
    for pagina in todas(lectura):
        atributos = ("title", "aria-label", "placeholder", "alt")
        dichos = "\n".join(a.get(cual) or "" for _, a in pagina.marcas for cual in atributos)
        assert not INGLES.findall(pagina.texto + dichos), pagina.ruta.name
        assert not INGLES_CORTO.findall(dichos), pagina.ruta.name


CRUDO = ("$$", "\\frac", "\\partial", "{{", "```", "**Repaso", "](http", "application/vnd", "<div")


def test_nada_quedo_crudo(lectura: Path) -> None:
    """Ni una fórmula en TeX, ni Markdown, ni una orden de Sphinx a la vista."""
    for ruta in sorted((lectura / "lecciones").glob("*.html")):
        texto = leer(ruta).texto
        for senal in CRUDO:
            assert senal not in texto, (ruta.name, senal)


def test_dos_construcciones_dan_los_mismos_bytes(lectura: Path, tmp_path: Path) -> None:
    construir(tmp_path / "otra")
    iguales = {r.relative_to(lectura): r.read_bytes() for r in lectura.rglob("*") if r.is_file()}
    otra = tmp_path / "otra"
    assert iguales == {r.relative_to(otra): r.read_bytes() for r in otra.rglob("*") if r.is_file()}
