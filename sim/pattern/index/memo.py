"""What was found before, in many tables with one bound: when they are full together, all of it is forgotten and found anew."""

from typing import Any

_ROOM = 2**25
"""Bytes that all tables together take, roughly."""
_ENTRY = 300
"""Bytes of an entry, without the set of rules that it holds."""


class Memo:
    """Tables that are emptied together."""

    __slots__ = ("_kept", "_most", "_tables")

    def __init__(self, size: int) -> None:
        self._tables: list[dict[Any, Any]] = []
        self._kept = 0
        self._most = _ROOM // (size // 8 + _ENTRY)

    def table(self) -> dict[Any, Any]:
        """A new table. It is read as any other, and written by ``keep`` alone."""
        table: dict[Any, Any] = {}
        self._tables.append(table)
        return table

    def keep(self, table: dict[Any, Any], key: object, value: object) -> None:
        """Put ``value`` into ``table``."""
        if self._kept >= self._most:
            for one in self._tables:
                one.clear()
            self._kept = 0
        self._kept += 1
        table[key] = value
