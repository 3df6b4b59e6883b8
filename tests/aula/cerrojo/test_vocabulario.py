"""Las palabras de las claves: bastantes, fáciles de escribir y distintas al oído."""

import re
from itertools import combinations

from minigrad.aula.cerrojo.vocabulario import PALABRAS


def sonido(palabra: str) -> str:
    """Cómo suena en América Latina, con una letra por sonido."""
    palabra = palabra.replace("ch", "1").replace("h", "").replace("ll", "y")
    palabra = re.sub("qu(?=[ei])", "k", palabra)
    palabra = re.sub("gu(?=[ei])", "G", palabra)
    palabra = re.sub("g(?=[ei])", "j", palabra)
    palabra = re.sub("c(?=[ei])", "s", palabra)
    return palabra.translate(str.maketrans("cvzGx", "kbsgs"))


def a_menos_de_dos(una: str, otra: str) -> bool:
    """Dice si con un solo cambio (quitar, poner o sustituir) una se vuelve la otra."""
    corta, larga = sorted((una, otra), key=len)
    if len(larga) - len(corta) > 1:
        return False
    i = next((i for i, (a, b) in enumerate(zip(corta, larga, strict=False)) if a != b), len(corta))
    return corta[i:] == larga[i + 1 :] or corta[i + 1 :] == larga[i + 1 :]


def test_son_512_y_ninguna_se_repite():
    assert len(PALABRAS) == len(set(PALABRAS)) == 512


def test_se_escriben_sin_tildes_ni_enes():
    assert not [palabra for palabra in PALABRAS if not re.fullmatch("[a-z]{4,9}", palabra)]


def test_no_se_confunden_al_oido():
    sonidos = {palabra: sonido(palabra) for palabra in PALABRAS}
    pares = combinations(PALABRAS, 2)
    assert not [par for par in pares if a_menos_de_dos(sonidos[par[0]], sonidos[par[1]])]


def test_la_prueba_del_oido_distingue():
    assert a_menos_de_dos(sonido("vaca"), sonido("baka"))
    assert a_menos_de_dos(sonido("valla"), sonido("vaya"))
    assert a_menos_de_dos(sonido("casa"), sonido("casas"))
    assert not a_menos_de_dos(sonido("casa"), sonido("mesa"))
