"""IP addresses as the engine writes them: rows of hexadecimal digits, 8 or 32, in which a range is walked digit by digit.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sim.pattern.faults import RefusalError

_FOUR = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+")
_SIX = re.compile(r"[0-9a-fA-F:]*:[0-9a-fA-F:]*")
_DIGITS = re.compile(r"[0-9A-F]*")
_LONGEST_FOUR = 15
_MAPPED = bytes(10) + b"\xff\xff"


@dataclass(frozen=True, slots=True)
class AddressRange:
    """Addresses from ``bottom`` to ``top``, both of them included, as digits."""

    bottom: str
    top: str

    def holds(self, digits: str) -> bool:
        """Whether a walk along ``digits`` ends inside.

        The walk ends as soon as the digits so far lie between bottom and top, whatever follows. So the digits need not be as
        many as those of the range, and a short IPv4 address can lie in a range of long IPv6 addresses.
        """
        found = _DIGITS.match(digits)
        walked = found[0][: len(self.bottom)] if found else ""
        if len(walked) == len(self.bottom):
            return self.bottom <= walked <= self.top
        return self.bottom[: len(walked)] < walked < self.top[: len(walked)]


def single(text: str) -> AddressRange | None:
    """The range of the one address that ``text`` is; None if it is none."""
    digits = digits_of(text)
    return AddressRange(digits, digits) if digits else None


@lru_cache(maxsize=8)
def digits_of(text: str) -> str | None:
    """The digits of the address that ``text`` is; None if it is none. An IPv4 address in IPv6 clothes is an IPv4 address.

    Remembered, because all values of a field ask for it in turn.
    """
    if _FOUR.fullmatch(text):
        address = _four(text)
    elif ":" in text and _SIX.fullmatch(text):
        address = _six(text)
    else:
        return None
    return address.hex().upper() if address is not None else None


def block(text: str) -> AddressRange:
    """The range that ``10.0.0.0/8`` names; bits behind the mask are ignored.

    Raises:
        RefusalError: it is no such text. The engine does not try its older compiler after that.
    """
    parts = text.split("/")
    while len(parts) > 1 and not parts[-1]:
        parts.pop()  # what is empty at the end does not count
    if len(parts) != 2:
        raise RefusalError("Malformed CIDR, one '/' required", final=True)
    if not re.fullmatch(r"[-+]?\d+", parts[1]) or not -(2**31) <= int(parts[1][-20:]) < 2**31:
        raise RefusalError("Malformed CIDR, mask bits must be an integer", final=True)
    mask = int(parts[1])
    if mask < 0:
        raise RefusalError("Malformed CIDR, mask bits must not be negative", final=True)
    digits = digits_of(parts[0])
    if digits is None:
        looks_like_one = _FOUR.fullmatch(parts[0]) or _SIX.fullmatch(parts[0])
        raise RefusalError(f"{'Invalid' if looks_like_one else 'Nonstandard'} IP address: {parts[0]}", final=True)
    bits, version = len(digits) * 4, 4 if len(digits) == 8 else 6
    if mask >= bits:
        raise RefusalError(f"IPv{version} mask bits must be < {bits}", final=True)
    rest = (1 << (bits - mask)) - 1
    base = int(digits, 16)
    return AddressRange(f"{base & ~rest:0{len(digits)}X}", f"{base | rest:0{len(digits)}X}")


def _four(text: str) -> bytes | None:
    """``010`` is ten: leading zeros say nothing."""
    if len(text) > _LONGEST_FOUR:
        return None
    parts = [int(part) for part in text.split(".")]
    return bytes(parts) if max(parts) <= 255 else None


def _six(text: str) -> bytes | None:
    head, gap, tail = text.partition("::")
    before, after = _groups(head), _groups(tail)
    if before is None or after is None:
        return None
    missing = 8 - len(before) - len(after)
    if missing < 1 if gap else missing:
        return None
    address = b"".join(group.to_bytes(2, "big") for group in [*before, *[0] * missing, *after])
    return address[12:] if address.startswith(_MAPPED) else address


def _groups(text: str) -> list[int] | None:
    if not text:
        return []
    parts = text.split(":")
    if len(parts) > 8 or not all(parts):
        return None
    groups = [int(part, 16) for part in parts]
    return groups if max(groups) <= 0xFFFF else None
