"""Where the engine does what nobody meant. Each is kept, because a rule in the cloud behaves so too."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from sim.pattern.addresses import AddressRange
from sim.pattern.amounts import Leaf, amount, number_text
from sim.pattern.faults import RefusalError

_LONE = re.compile("[\ud800-\udfff]")


def number_in_range(ranges: Sequence[AddressRange], leaf: Leaf, *, beside_numeric: bool) -> bool:
    """A bug of the engine: whether the digits of a number walk into a range of addresses, as if they were hexadecimal.

    ``{"cidr": "16.0.0.0/4"}`` matches the number 15, and ``"18.52.86.120"`` matches 12345678. Beside a numeric pattern on the
    same field a number is compared as a number only, and the bug is gone.
    """
    text = number_text(leaf)
    if text is None or (beside_numeric and amount(leaf) is not None):
        return False
    return any(held.holds(text) for held in ranges)


def encodable(text: str) -> str:
    r"""A bug of the engine: half of a surrogate pair becomes a question mark wherever texts are compared byte by byte.

    ``{"prefix": "x\ud800"}`` matches ``"x?"``. Exact comparison keeps the half.
    """
    return text if text.isascii() else _without_halves(text)


@lru_cache(maxsize=8)
def _without_halves(text: str) -> str:
    """Remembered, because all values of a field ask for it in turn."""
    return _LONE.sub("?", text)


def begins(text: str, prefixes: tuple[str, ...], closing: Collection[str] | None = None) -> bool:
    r"""A bug of the engine: whether ``text`` begins with one of ``prefixes``, the quote that closes it being part of it.

    A string is compared with its quotes on, so ``{"prefix": "a\""}`` matches ``"a"``. ``closing`` are those of the
    prefixes that end in a quote, where they are known.
    """
    bare = encodable(text)
    closing = [one for one in prefixes if one.endswith('"')] if closing is None else closing
    return bare.startswith(prefixes) or (bool(closing) and f'{bare}"' in closing)


def ends(text: str, suffixes: tuple[str, ...], opening: Collection[str] | None = None) -> bool:
    r"""A bug of the engine: whether ``text`` ends with one of ``suffixes``, the quote that opens it being part of it.

    ``{"suffix": "\"a"}`` matches ``"a"``. ``opening`` are those of the suffixes that begin with a quote, where they are known.
    """
    bare = encodable(text)
    opening = [one for one in suffixes if one.startswith('"')] if opening is None else opening
    return bare.endswith(suffixes) or (bool(opening) and f'"{bare}' in opening)


def code_units(text: str) -> Sequence[str]:
    """A bug of the engine: a sign beyond 16 bits falls into two halves where case is ignored, and each becomes a question mark.

    ``{"equals-ignore-case": "🦊"}`` does not match ``"🦊"``; it matches ``"??"``.
    """
    return [unit for sign in encodable(text) for unit in (sign if sign <= "\uffff" else "??")]


def refuse_empty_first(texts: Sequence[str], *, first: bool, at: int) -> None:
    """A bug of the engine: ``{"anything-but": {"prefix": []}}`` compiles, and breaks when the rule is added.

    After another value of the same field it does not break; then it matches nothing.

    Raises:
        RefusalError: the empty list comes first.
    """
    if first and not texts:
        raise RefusalError("NullPointerException: an empty list inside anything-but", final=True, at=at)
