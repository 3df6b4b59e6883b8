"""Las líneas revueltas y el programa que se va armando con ellas, sin ningún control."""

from __future__ import annotations

from collections.abc import Mapping


class Mesa:
    """Las líneas que ya están en el programa, en su orden, y las que siguen revueltas."""

    def __init__(self, lineas: Mapping[str, str]) -> None:
        self.lineas = dict(lineas)
        self.letras: list[str] = []

    @property
    def revueltas(self) -> list[str]:
        """Las letras que todavía no se usan, en el orden en que llegaron."""
        return [letra for letra in self.lineas if letra not in self.letras]

    def poner(self, letra: str) -> None:
        """Agrega una línea al final del programa; si ya estaba, no cambia nada."""
        if letra in self.revueltas:
            self.letras.append(letra)

    def quitar(self, letra: str) -> None:
        """Devuelve una línea a las revueltas; si no estaba puesta, no cambia nada."""
        if letra in self.letras:
            self.letras.remove(letra)

    def mover(self, letra: str, lugares: int) -> None:
        """Sube (−1) o baja (1) una línea del programa; en los extremos se queda donde está."""
        if letra in self.letras:
            hasta = self.letras.index(letra) + lugares
            if 0 <= hasta < len(self.letras):
                self.letras.remove(letra)
                self.letras.insert(hasta, letra)

    def renglon(self, letra: str) -> str:
        """La línea con su letra delante, como se le muestra a quien ordena."""
        return f"{letra} │ {self.lineas[letra]}"

    def __repr__(self) -> str:
        """Las líneas revueltas, una por renglón: lo que se ve donde no hay botones."""
        return "\n".join(self.renglon(letra) for letra in self.lineas)
