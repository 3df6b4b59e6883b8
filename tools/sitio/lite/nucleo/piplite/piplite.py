"""El módulo donde el núcleo anota sus ajustes de `piplite`; aquí nadie los lee."""
