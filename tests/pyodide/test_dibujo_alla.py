"""En una página dibuja Graphviz en WebAssembly; mientras no llega, el grafo se lee con palabras."""

import pytest


@pytest.mark.lento
def test_el_grafo_se_dibuja_y_si_no_se_puede_se_dice_por_que(pyodide):
    antes, no_llego, despues, otros = pyodide("con_dibujo.py")
    for sin, dice in ((antes, "aún se está cargando"), (no_llego, "revisa tu conexión")):
        assert "image/svg+xml" not in sin
        assert "ñandú = n2 + a: data −4.0" in sin["text/plain"]
        assert dice in sin["text/plain"].splitlines()[-1]
        assert "pip" not in sin["text/plain"]
    svg = despues["image/svg+xml"]
    assert svg.startswith("<svg style=")  # pasó por los mismos arreglos que el de `dot`
    assert 'role="img" aria-label="Mi grafo"' in svg
    assert "<desc>Grafo de 4 nodos (raíz: ñandú)" in svg
    assert "<title>b &amp; &lt;c&gt;: data −3.0, grad 2.0</title>" in svg
    assert despues["repr"] == despues["text/plain"] == "Mi grafo"
    assert (otros["ruta"], otros["svg"]) == ("grafo.svg", "<?xml")
    assert otros["dot"].startswith("digraph minigrad")
    assert "«png»" in otros["png"]
    assert "ipywidgets" not in otros["recorrer"]
