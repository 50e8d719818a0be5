"""Tables by the beginning, the end or the middle of a text."""

from collections.abc import Callable

from sim.pattern.index.bits import Packed

Entry = tuple[Callable[[str], bool] | None, Packed]
"""The rules that want what was found, and the test that the whole text has yet to pass."""

_GRAM = 3
_FEW = 8


class Edges:
    """By the beginning, or by the end: a text is cut to each length that some key has, and looked up."""

    __slots__ = ("_ends", "_lower", "_tables")

    def __init__(self, *, ends: bool, lower: bool) -> None:
        self._ends = ends
        self._lower = lower
        self._tables: dict[int, dict[str, list[Entry]]] = {}

    def __bool__(self) -> bool:
        return bool(self._tables)

    def put(self, edge: str, entry: Entry) -> None:
        """Let ``entry`` be found by the texts that begin, or end, with ``edge``."""
        self._tables.setdefault(len(edge), {}).setdefault(edge, []).append(entry)

    def find(self, text: str) -> list[Entry]:
        """All entries of the edges of ``text``."""
        found: list[Entry] = []
        length = len(text)
        for size, table in self._tables.items():
            if size > length:
                continue
            edge = text[length - size :] if self._ends else text[:size]
            if self._lower:
                if not edge.isascii():
                    continue
                edge = edge.lower()
            if edge in table:
                found += table[edge]
        return found


class Middles:
    """By what is somewhere inside: three signs of it in a row are the key. A few are not worth looking up."""

    __slots__ = ("_all", "_short", "_tables")

    def __init__(self) -> None:
        self._all: list[Entry] = []
        self._short: list[Entry] = []
        self._tables: dict[str, list[Entry]] = {}

    def __bool__(self) -> bool:
        return bool(self._all)

    @property
    def tests(self) -> int:
        """How many entries any short text finds."""
        return min(len(self._all), len(self._short) + _FEW)

    def put(self, inside: str, entry: Entry) -> None:
        """Let ``entry`` be found by the texts that have ``inside`` in them, at least."""
        self._all.append(entry)
        kept = self._tables.setdefault(inside[:_GRAM], []) if len(inside) >= _GRAM else self._short
        kept.append(entry)

    def find(self, text: str) -> list[Entry]:
        """At least the entries of what is in ``text``."""
        if len(self._all) <= _FEW or len(text) > len(self._all) * _FEW:
            return self._all
        grams = {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
        return [*self._short, *(entry for gram in grams & self._tables.keys() for entry in self._tables[gram])]
