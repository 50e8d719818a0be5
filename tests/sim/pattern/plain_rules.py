"""A pattern's text as flat rules, the slow and plain way: half of the oracle of ``plain``.

Each rule is a mapping from a dotted path to the tests of its values; ``$or`` multiplies the rules. Only the plain reading of
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html, no machine, no sharing.
"""

import json
from dataclasses import dataclass

from tests.sim.pattern import plain_tests as leaf

LARGEST = 256
RESERVED = frozenset(
    ("exactly", "equals-ignore-case", "prefix", "suffix", "anything-but", "exists", "wildcard", "numeric", "cidr")
)
RESERVED |= frozenset(("=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case", "in-date-range"))
RESERVED |= frozenset(("date-after", "date-on-or-after", "date-before", "date-on-or-before"))
RESERVED |= frozenset(("ip-address-in-range", "ip-address-not-in-range"))


class RefusedError(Exception):
    """The pattern is not valid."""


class CidrError(RefusedError):
    """A fault in a CIDR block: no second reading is tried."""


class Obj(list):
    """An object as its pairs, in the order of the text, repeated keys included."""


@dataclass(frozen=True)
class Num:
    """A number as it is spelt."""

    text: str


def read(text):
    """The first JSON value of ``text``; what follows it is ignored. Raises ``ValueError``."""

    def refuse(word):
        raise ValueError(f"{word} is no JSON")

    decoder = json.JSONDecoder(object_pairs_hook=Obj, parse_float=Num, parse_int=Num, parse_constant=refuse)
    value, _ = decoder.raw_decode(text.lstrip(" \t\r\n"))
    return value


def flat_rules(text):
    """Every flat rule of a pattern. A refused ``$or`` is tried again as the name of an ordinary field."""
    try:
        return compiled(text, or_counts=True)
    except CidrError:
        raise
    except RefusedError:
        return compiled(text, or_counts=False)


def compiled(text, or_counts):
    if not text.strip(" \t\r\n").startswith("{"):
        raise RefusedError("Filter is not an object")
    try:
        pattern = read(text)
    except ValueError as problem:
        raise RefusedError(str(problem)) from None
    rules = expanded(pattern, "", [{}], or_counts, inside_or=False)
    if max(map(len, rules)) > LARGEST:
        raise RefusedError(f"Size of rule exceeds max value of {LARGEST}")
    return rules


def expanded(pattern, path, rules, or_counts, inside_or):
    """``rules`` with all that ``pattern`` asks at ``path`` added; what comes later in the text overrides."""
    if not pattern:
        raise RefusedError("Empty objects are not allowed")
    for key, body in pattern:
        if or_counts and key == "$or":
            rules = alternatives(body, path, rules)
            continue
        if inside_or and key in RESERVED:
            raise RefusedError(f"{key} is Ruler reserved fieldName which cannot be used inside $or.")
        here = f"{path}.{key}" if path else key
        if isinstance(body, Obj):
            rules = expanded(body, here, rules, or_counts, inside_or)
        elif isinstance(body, list):
            tests = [test_of(value, or_counts) for value in body]
            if not tests:
                raise RefusedError("Empty arrays are not allowed")
            rules = [{**rule, here: tests} for rule in rules]
        else:
            raise RefusedError(f'"{key}" must be an object or an array')
    return rules


def alternatives(branches, path, rules):
    if isinstance(branches, Obj) or not isinstance(branches, list):
        raise RefusedError("It must be an Array followed with $or.")
    multiplied = []
    for branch in branches:
        if not isinstance(branch, Obj):
            raise RefusedError("Only JSON object is allowed in array of $or relationship.")
        multiplied += expanded(branch, path, rules, or_counts=True, inside_or=True)
    if len(branches) < 2:
        raise RefusedError("There must have at least 2 Objects in $or relationship.")
    return multiplied


def test_of(value, new):
    """The test of one value of a pattern's list. ``new`` is the reading that knows ``$or`` and the newer anything-but."""
    match value:
        case Obj():
            return expression(value, new)
        case list():
            raise RefusedError("Match value must be String, number, true, false, or null")
        case Num(text):
            return leaf.Number(text)
        case str():
            return leaf.Ip(*leaf.block(value)) if leaf.ip(value) else leaf.Exact(value)
        case _:
            return leaf.Literal(json.dumps(value))


def expression(pairs, new):
    if not pairs:
        raise RefusedError("Match expression name not found")
    name, body = pairs[0]
    test = operator(name, body, new)
    if len(pairs) > 1:
        plain = name == "numeric" or (name == "anything-but" and not isinstance(body, Obj))
        raise RefusedError(
            "Too many elements in numeric expression" if plain else "Only one key allowed in match expression"
        )
    return test


def operator(name, body, new):
    match name:
        case "exactly":
            return leaf.Exact(string(body, "exact"))
        case "prefix" | "suffix":
            return affix(name, body)
        case "equals-ignore-case":
            return leaf.Caseless(string(body, name))
        case "wildcard":
            return wildcard(string(body, name))
        case "exists":
            if not isinstance(body, bool):
                raise RefusedError("exists match pattern must be either true or false.")
            return leaf.Present() if body else leaf.ABSENT
        case "cidr":
            return cidr(string(body, "prefix"))
        case "numeric":
            return numeric(body)
        case "anything-but":
            return anything_but(body, new)
        case _:
            raise RefusedError(f"Unrecognized match type {name}")


def string(body, name):
    if not isinstance(body, str):
        raise RefusedError(f"{name} match pattern must be a string")
    return body


def affix(name, body):
    if not isinstance(body, Obj):
        return leaf.Affix(name, string(body, name))
    if not body:
        raise RefusedError(f"{name.capitalize()} expression name not found")
    inner, text = body[0]
    if inner != "equals-ignore-case":
        raise RefusedError(f"Unsupported {name} pattern: {inner}")
    test = leaf.Caseless(string(text, inner), only=name)
    if len(body) > 1:
        raise RefusedError("Only one key allowed in match expression")
    return test


def wildcard(text):
    at, before = 1, ""
    rest = text
    while rest:
        step = rest[0]
        if step == "\\":
            if rest[1:2] not in ("*", "\\"):
                raise RefusedError(f"Invalid escape character at pos {at}")
            step = rest[:2]
        elif step == before == "*":
            raise RefusedError(f"Consecutive wildcard characters at pos {at - 1}")
        at, before, rest = at + len(leaf.seen(step).encode()), step, rest[len(step) :]
    return leaf.Wildcard(text)


def cidr(text):
    base, *more = text.rstrip("/").split("/")  # slashes at the end do not count
    if len(more) != 1:
        raise CidrError("Malformed CIDR, one '/' required")
    bits = more[0]
    if not leaf.INTEGER.fullmatch(bits) or abs(int(bits)) >= 2**31:
        raise CidrError("Malformed CIDR, mask bits must be an integer")
    if int(bits) < 0:
        raise CidrError("Malformed CIDR, mask bits must not be negative")
    address = leaf.ip(base)
    if address is None:
        kind = "Invalid" if leaf.LOOKS_LIKE_IP.fullmatch(base) else "Nonstandard"
        raise CidrError(f"{kind} IP address: {base}")
    if int(bits) >= address.max_prefixlen:
        raise CidrError(f"IPv{address.version} mask bits must be < {address.max_prefixlen}")
    return leaf.Ip(*leaf.block(base, int(bits)))


def operand(body, sign):
    if not isinstance(body, Num):
        raise RefusedError(f"Value of {'equals' if sign == '=' else sign} must be numeric")
    return comparable(body)


def comparable(number):
    value = leaf.comparable(number.text)
    if value is None:
        raise RefusedError(f"Cannot compare number : {number.text}")
    return value


def spelt(value):
    return value.text if isinstance(value, Num) else str(value)


def numeric(body):
    if isinstance(body, Obj) or not isinstance(body, list):
        raise RefusedError("Value of numeric must be an array.")
    sign, *rest = body or [Num("]")]
    if not isinstance(sign, str):
        raise RefusedError(f"Invalid member in numeric match: {spelt(sign)}")
    if sign not in ("=", "<", "<=", ">", ">="):
        raise RefusedError(f"Unrecognized numeric range operator: {sign}")
    first = operand(rest[0] if rest else None, sign)
    if len(rest) < 2:
        return leaf.Numeric(((sign, first),))
    if sign in ("=", "<", "<="):
        raise RefusedError("Too many elements in numeric expression")
    if not isinstance(rest[1], str):
        raise RefusedError(f"Bad value in numeric range: {spelt(rest[1])}")
    if rest[1] not in ("<", "<="):
        raise RefusedError(f"Bad numeric range operator: {rest[1]}")
    second = operand(rest[2] if len(rest) > 2 else None, rest[1])
    if first >= second:
        raise RefusedError("Bottom must be less than top")
    if len(rest) > 3:
        raise RefusedError("Too many terms in numeric range expression")
    return leaf.Numeric(((sign, first), (rest[1], second)))


def anything_but(body, new):
    if isinstance(body, Obj):
        return leaf.Not(inner(body, new))
    if not isinstance(body, list | str | Num):
        raise RefusedError("Value of anything-but must be an array or single string/number value.")
    values = body if isinstance(body, list) else [body]
    if not all(isinstance(value, str | Num) for value in values):
        raise RefusedError("Inside anything but list, start|null|boolean is not supported.")
    if len({type(value) for value in values}) != 1:
        raise RefusedError(
            "Inside anything but list, either all values are number or string, mixed type is not supported"
        )
    if isinstance(values[0], Num):
        return leaf.Not([leaf.Numeric((("=", comparable(value)),)) for value in values])
    return leaf.Not([leaf.Exact(value) for value in values])


def inner(body, new):
    if not body:
        raise RefusedError("Anything-But expression name not found")
    name, given = body[0]
    known = ("prefix", "suffix", "equals-ignore-case") + (("wildcard",) if new else ())
    if name not in known:
        raise RefusedError(f"Unsupported anything-but pattern: {name}")
    many = isinstance(given, list) and not isinstance(given, Obj)
    values = given if many else [given]
    if not new and name in ("prefix", "suffix") and not isinstance(given, str):
        raise RefusedError("prefix/suffix match pattern must be a string")
    if isinstance(given, Obj | bool | None):
        raise RefusedError("Value of anything-but must be an array or single string/number value.")
    if not all(isinstance(value, str) for value in values):
        raise RefusedError(
            "Inside anything-but/ignore-case list, number|start|null|boolean is not supported."
            if name == "equals-ignore-case"
            else f"{'wildcard' if name == 'wildcard' else 'prefix/suffix'} match pattern must be a string"
        )
    if len(body) > 1:
        raise RefusedError("Only one key allowed in match expression")
    if name in ("prefix", "suffix") and "" in values:
        raise RefusedError("Null prefix/suffix not allowed")
    make = {"equals-ignore-case": leaf.Caseless, "wildcard": wildcard}.get(name, lambda text: leaf.Affix(name, text))
    return [make(value) for value in values]
