"""Sets of rules: bit ``n`` of a whole number is rule ``n``.

Python joins and cuts such numbers 30 rules at a time, so that a step over ten thousand rules costs as little as a call. What is kept
for long and holds few rules is packed as their numbers, so that a book of rules takes room by its fields and not by its square.
"""

from collections.abc import Collection, Iterable

Packed = int | tuple[int, ...]
"""A set at rest."""
_ROOM = 320
"""Bits that one number of a packed set takes, roughly."""


def packed(rules: Collection[int], size: int) -> Packed:
    """``rules``, of which there are ``size`` in all, in the form that takes less room."""
    return tuple(rules) if len(rules) * _ROOM < size else joined(rules)


def unpacked(rules: Packed) -> int:
    """The bits of ``rules``."""
    if type(rules) is int:
        return rules
    assert isinstance(rules, tuple)
    return joined(rules)


def joined(rules: Collection[int]) -> int:
    """The bits of ``rules``."""
    if len(rules) < 16:
        bits = 0
        for rule in rules:
            bits |= 1 << rule
        return bits
    octets = bytearray(max(rules) // 8 + 1)
    for rule in rules:
        octets[rule >> 3] |= 1 << (rule & 7)
    return int.from_bytes(octets, "little")


def any_of(sets: Iterable[Packed]) -> int:
    """The bits of all ``sets`` together."""
    bits = 0
    few: set[int] = set()
    for rules in sets:
        if isinstance(rules, int):
            bits |= rules
        else:
            few.update(rules)
    return bits | joined(few)


def rules_of(bits: int) -> list[int]:
    """The numbers of the rules in ``bits``, lowest first."""
    signs = f"{bits:b}"[::-1]
    rules = []
    at = signs.find("1")
    while at >= 0:
        rules.append(at)
        at = signs.find("1", at + 1)
    return rules
