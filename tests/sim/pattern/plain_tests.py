"""One class for each test of one leaf, for the oracle of ``plain``. A leaf's text keeps a string's quotes and a number's spelling."""

import ipaddress
import operator
import re
from dataclasses import dataclass
from decimal import Decimal

ABSENT = "nothing at the path"
INTEGER = re.compile(r"[+-]?[0-9]+")
LOOKS_LIKE_IP = re.compile(r"[0-9]+(\.[0-9]+){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*")
SIGNS = {"=": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def ip(text):
    """The address that ``text`` is, one of IPv4 in IPv6 as IPv4; None if it is none."""
    if not LOOKS_LIKE_IP.fullmatch(text):
        return None
    try:
        if ":" not in text:
            return (
                ipaddress.IPv4Address(".".join(str(int(part)) for part in text.split("."))) if len(text) < 16 else None
            )
        address = ipaddress.IPv6Address(re.sub(r"(?<![0-9a-fA-F])0+(?=[0-9a-fA-F])", "", text))
    except ValueError:
        return None
    return address.ipv4_mapped or address


def digits(address):
    """An address as hexadecimal digits: 8 or 32."""
    return address.packed.hex().upper()


def block(base, bits=None):
    """The first and last digits of the block around ``base``; without ``bits`` the address alone."""
    address = ip(base)
    bits = address.max_prefixlen if bits is None else bits
    network = ipaddress.ip_network(f"{address}/{bits}", strict=False)
    return digits(network[0]), digits(network[-1])


def comparable(text):
    """A number's value, if a double holds it exactly as spelt; else None."""
    value = float(text)
    if value in (float("inf"), float("-inf")) or Decimal(text) != Decimal(repr(value)):
        return None
    return value


def is_string(got):
    return got.startswith('"')


def number(got):
    """The value of a leaf that is a comparable number; else None."""
    return comparable(got) if got[0] in "-0123456789" else None


def seen(text):
    """``text`` as bytes would show it: half of a surrogate pair is a question mark."""
    return re.sub("[\ud800-\udfff]", "?", text)


@dataclass(frozen=True)
class Literal:
    text: str

    def passes(self, got, numeric_field):
        return got == self.text


@dataclass(frozen=True)
class Exact:
    text: str

    def passes(self, got, numeric_field):
        return got == f'"{self.text}"'


@dataclass(frozen=True)
class Number:
    text: str

    def passes(self, got, numeric_field):
        return got == self.text or (number(got) is not None and number(got) == comparable(self.text))


@dataclass(frozen=True)
class Present:
    def passes(self, got, numeric_field):
        return True


@dataclass(frozen=True)
class Affix:
    side: str
    text: str

    def passes(self, got, numeric_field):
        if self.side == "prefix":
            return seen(got).startswith(seen(f'"{self.text}'))
        return seen(got).endswith(seen(f'{self.text}"'))


@dataclass(frozen=True)
class Caseless:
    """Each UTF-16 unit by itself, lower or upper; so half of an emoji is a question mark."""

    text: str
    only: str = "whole"

    def passes(self, got, numeric_field):
        units = "".join(unit if ord(unit) < 0x10000 else "??" for unit in seen(self.text))
        cases = [dict.fromkeys([unit.lower(), unit.upper()]) for unit in units]
        body = "".join(f"(?:{'|'.join(map(re.escape, case))})" for case in cases)
        whole = {"whole": f'"{body}"', "prefix": f'"{body}.*', "suffix": f'.*{body}"'}[self.only]
        return re.fullmatch(whole, seen(got), re.DOTALL) is not None


@dataclass(frozen=True)
class Wildcard:
    text: str

    def passes(self, got, numeric_field):
        text, reached = seen(got), {0}
        for step in re.findall(r"\\.|.", seen(f'"{self.text}"'), re.DOTALL):
            if step == "*":
                reached = {at for at in range(len(text) + 1) if reached and at >= min(reached)}
            else:
                reached = {at + 1 for at in reached if text[at : at + 1] == step[-1]}
        return len(text) in reached


@dataclass(frozen=True)
class Numeric:
    bounds: tuple

    def passes(self, got, numeric_field):
        value = number(got)
        return value is not None and all(SIGNS[sign](value, bound) for sign, bound in self.bounds)


@dataclass(frozen=True)
class Ip:
    """Hexadecimal digits from ``low`` to ``high``. A digit that lies between decides, whatever follows it.

    So a number's own digits can lie in a block too: a fault of the engine, unless the field has a numeric test.
    """

    low: str
    high: str

    def passes(self, got, numeric_field):
        if is_string(got):
            address = ip(got[1:-1])
            return address is not None and self.holds(digits(address))
        return not (numeric_field and number(got) is not None) and self.holds(got)

    def holds(self, text):
        for end in range(1, min(len(text), len(self.low)) + 1):
            if text[end - 1] not in "0123456789ABCDEF":
                return False
            if self.low[:end] < text[:end] < self.high[:end]:
                return True
        return text[: len(self.low)] in (self.low, self.high)


@dataclass(frozen=True)
class Not:
    tests: list

    def passes(self, got, numeric_field):
        return not any(test.passes(got, numeric_field) for test in self.tests)


def speaks_of_numbers(test):
    """Whether a test is numeric: a comparison, a plain number or anything but numbers."""
    match test:
        case Numeric():
            return True
        case Number(text):
            return comparable(text) is not None
        case Not(tests):
            return isinstance(tests[0], Numeric)
    return False
