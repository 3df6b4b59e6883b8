"""En una página, lo que no termina se corta y lo muy hondo no tumba el núcleo."""

import pytest

ACABA = {"sin fin": "TiempoAgotado", "honda": "RecursionError", "termina": "termina"}


@pytest.mark.lento
def test_se_corta_se_limpia_y_no_se_cae(pyodide):
    hechos = pyodide("sin_fin.py")
    assert len(hechos) > 20
    assert [h for h in hechos if h[2] != ACABA[h[0]] or not h[3]] == []
    assert max(tarda for clase, *_, tarda in hechos if clase == "sin fin") < 10
