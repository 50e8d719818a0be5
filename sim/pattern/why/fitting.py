"""A value that a field of a pattern would take: as near as can be to the one that it refused."""

import ipaddress
import json
from collections.abc import Iterator, Sequence

from sim.pattern.addresses import AddressRange
from sim.pattern.amounts import Leaf, Number, amount, number_text
from sim.pattern.anything import AnythingBut
from sim.pattern.field import Field
from sim.pattern.numeric import Numeric
from sim.pattern.operators import (
    Address,
    Cidr,
    EqualsIgnoreCase,
    Exactly,
    Exists,
    Literal,
    PlainNumber,
    Prefix,
    Suffix,
    Text,
    Value,
    Wildcard,
)
from sim.pattern.why.reasons import amount_of_text, plain, refusal

MOST_VALUES = 60
_ANY = ("any value", "another value", "x", "y", "1", "")


def fitting(tried: Field, items: Sequence[str], leaf: Leaf, *, there: bool) -> tuple[Leaf] | None:
    """A value that ``tried`` takes, near to ``leaf`` if one is ``there``; None if none was found."""
    pairs = list(zip(tried.values, items, strict=False))[:MOST_VALUES]
    if there:
        pairs.sort(key=lambda pair: refusal(pair[0], pair[1], leaf).distance)
    own = _in_other_clothes(leaf) if there else ()
    each = (one for value, item in pairs for one in _candidates(value, item, leaf if there else ""))
    return next(((candidate,) for candidate in (*own, *each) if tried.matches(candidate)), None)


def _in_other_clothes(leaf: Leaf) -> tuple[Leaf, ...]:
    """The same value without the blanks around it, as a text, or as a number."""
    if type(leaf) is str:
        number = amount_of_text(leaf)
        return (leaf.strip(), *(() if number is None else (Number(plain(number)),)))
    return () if leaf is None else (str(number_text(leaf) or leaf).lower(),)


def _candidates(value: Value, written: str, leaf: Leaf) -> Iterator[Leaf]:
    text = leaf if type(leaf) is str else ""
    match value:
        case Text(wanted) | Exactly(wanted) | EqualsIgnoreCase(wanted):
            yield wanted
        case Address():
            yield str(json.loads(written))
        case PlainNumber(wanted):
            yield Number(wanted)
        case Literal(wanted):
            yield wanted
        case Prefix(wanted):
            yield from (wanted + text[len(wanted) :] if _same(text[: len(wanted)], wanted) else wanted + text, wanted)
        case Suffix(wanted):
            yield from (_ending(text, wanted), wanted)
        case Wildcard(glob):
            yield from (_in_case(glob.parts, text), "x".join(glob.parts), "".join(glob.parts))
        case Numeric():
            yield from (Number(plain(number)) for number in _in_range(value, leaf))
        case Cidr(held):
            yield _first_address(held)
        case Exists(wanted):
            yield from _ANY if wanted else ()
        case AnythingBut():
            yield from (*_ANY, Number("0"), Number("1"), True)


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _ending(text: str, wanted: str) -> str:
    """``text`` with another end: ``cat.png`` for ``cat.jpg``."""
    if _same(text[-len(wanted) :], wanted) if wanted else True:
        return text[: len(text) - len(wanted)] + wanted
    stem = text.rpartition(".")[0] if wanted.startswith(".") and "." in text else text
    return stem + wanted


def _in_case(parts: Sequence[str], text: str) -> str:
    """``text`` with the parts of a wildcard in the wildcard's own case, where they stand in it in another."""
    at, low = 0, text.lower()
    for part in parts:
        found = low.find(part.lower(), at)
        if found < 0:
            break
        text, at = text[:found] + part + text[found + len(part) :], found + len(part)
    return text


def _in_range(value: Numeric, leaf: Leaf) -> Iterator[float]:
    """Numbers that may lie in the range, the nearest to ``leaf`` first where that is simple."""
    bottom, top = value.bottom, value.top
    got = amount(leaf)
    if top is not None and (bottom is None or (got is not None and got > top)):
        yield from (top, top - 1)
    if bottom is not None:
        yield from (bottom, bottom + 1)
    if top is not None and bottom is not None:
        yield from (round((bottom + top) / 2, 6), (bottom + top) / 2)
    edge = top if top is not None else bottom
    if edge is not None:
        yield from (edge - abs(edge), edge + abs(edge), edge / 2, 0.0)


def _first_address(held: AddressRange) -> str:
    """The first address of the block that is not the block's own name, as one writes it."""
    base = int(held.bottom, 16)
    if held.top != held.bottom:
        base += 1
    kind = ipaddress.IPv4Address if len(held.bottom) == 8 else ipaddress.IPv6Address
    return str(kind(base))
