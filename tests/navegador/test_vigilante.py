"""El vigilante ve de verdad lo que las demás pruebas dan por ausente."""

from __future__ import annotations

from laboratorio import INGLES, Mesa, Vigilante


def test_anota_errores_y_pedidos_a_otras_maquinas(mesa: Mesa) -> None:
    pagina = mesa.contexto.new_page()
    vigilante = Vigilante(pagina)
    pagina.evaluate("console.log('hola'); console.error('se rompió')")
    pagina.evaluate("fetch('http://example.com/x').catch(() => null)")
    pagina.evaluate("setTimeout(() => { throw new Error('suelto') })")
    pagina.wait_for_function("true")
    dichas = "\n".join(vigilante.faltas)
    assert "consola: se rompió" in dichas
    assert "le habló a http://example.com/x" in dichas
    assert "excepción: suelto" in dichas
    assert "hola" not in dichas
    pagina.close()


def test_reconoce_el_ingles_y_no_el_espanol() -> None:
    assert INGLES.search("Loading widget…")
    assert INGLES.search("null")
    assert not INGLES.search("Todavía no: el valor de «n2» es un error de signo")
