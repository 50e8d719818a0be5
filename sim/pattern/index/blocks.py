"""Which rules want an address: ranges of addresses, each found by the digits that all of its addresses begin with.

A range is a block: so many leading bits are given, and all else is free. For each number of leading bits that some rule gives there is
one table, so that an address is looked up once a table, however many rules there are.
"""

import re
from collections.abc import Mapping

from sim.pattern.addresses import AddressRange
from sim.pattern.index.bits import Packed, unpacked

_DIGITS = re.compile(r"[0-9A-F]*")


class Blocks:
    """The blocks of many rules."""

    __slots__ = ("_tables",)

    def __init__(self, wanted: Mapping[AddressRange, Packed]) -> None:
        self._tables: dict[int, dict[int, dict[int, Packed]]] = {}
        for held, rules in wanted.items():
            digits = len(held.bottom)
            bottom = int(held.bottom, 16)
            free = (int(held.top, 16) ^ bottom).bit_length()
            self._tables.setdefault(digits, {}).setdefault(free, {})[bottom >> free] = rules

    def holding(self, text: str) -> int:
        """The rules with a block that a walk along the digits of ``text`` ends in, by the rules of ``AddressRange.holds``."""
        found = _DIGITS.match(text)
        walk = found[0] if found else ""
        bits = 0
        for digits, tables in self._tables.items():
            walked = walk[:digits]
            early = 4 * (digits - len(walked))
            head = int(walked or "0", 16)
            for free, table in tables.items():
                below = free - early
                if not early:
                    bits |= unpacked(table.get(head >> free, 0))
                elif below > 0 and 0 < head & ~(-1 << below) < ~(-1 << below):  # neither the first nor the last
                    bits |= unpacked(table.get(head >> below, 0))
        return bits
