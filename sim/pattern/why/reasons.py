"""Why one value of a pattern lets one value of an event pass, or refuses it: a plain sentence for each operator.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from typing import assert_never

from sim.pattern.addresses import digits_of
from sim.pattern.amounts import Leaf, Number, amount, number_text
from sim.pattern.anything import AnythingBut
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
from sim.pattern.why.spelled import code, cut, quoted, said, shown
from sim.pattern.why.unlike import FAR, NEAR, SAME_KIND, Refusal, caseless, edge, exactly, plain_text, wildcard


def refusal(value: Value, written: str, leaf: Leaf) -> Refusal:  # noqa: PLR0912 - one case an operator
    """Why ``value``, of which ``written`` is the JSON text, does not take ``leaf``."""
    match value:
        case Text(text):
            return plain_text(text, leaf)
        case Address():
            return _address(written, leaf)
        case PlainNumber(text, wanted):
            return _number(text, wanted, leaf)
        case Literal(wanted):
            return _literal(wanted, leaf)
        case Exactly(text):
            return exactly(text, leaf)
        case Prefix(text, test):
            return edge("prefix", text, leaf, ignores_case=test is not None)
        case Suffix(text, test):
            return edge("suffix", text, leaf, ignores_case=test is not None)
        case EqualsIgnoreCase(text):
            return caseless(text, leaf)
        case Wildcard(glob):
            return wildcard(glob, written, leaf)
        case Numeric():
            return _numeric(value, leaf)
        case Cidr():
            return _cidr(written, leaf)
        case Exists():
            return Refusal(NEAR, f"`exists: false` wants nothing there; the event has {said(leaf)}.")
        case AnythingBut():
            return _anything(value, leaf)
        case _:
            assert_never(value)


def agreement(value: Value, written: str, leaf: Leaf) -> str:
    """Why ``value``, of which ``written`` is the JSON text, takes ``leaf``."""
    got = said(leaf)
    match value:
        case Text() | Exactly() | Literal():
            return f"The event has {got}, as wanted."
        case Address():
            return f"The event has {got}, the address that is wanted{_spelled_alike(written, leaf)}."
        case PlainNumber(text):
            same = number_text(leaf) == text
            return f"The event has {got}, {'as wanted' if same else f'the same amount as {cut(text, 60)}'}."
        case Prefix(text, test):
            return f"The event has {got}, which begins with {shown(text)}{', case aside' if test else ''}."
        case Suffix(text, test):
            return f"The event has {got}, which ends with {shown(text)}{', case aside' if test else ''}."
        case EqualsIgnoreCase(text):
            return f"The event has {got}, which is {shown(text)} when case does not count."
        case Wildcard():
            return f"The event has {got}, which fits {cut(written)}."
        case Numeric():
            return f"The event has {got}, which is {range_text(value)}."
        case Cidr():
            return f"The event has {got}, which lies in the block {cut(written)}."
        case Exists():
            return f"`exists: true` wants a value there, whatever it is; the event has {got}."
        case AnythingBut():
            return f"The event has {got}, and that is none of those that `anything-but` shuts out."
        case _:
            assert_never(value)


def range_text(value: Numeric) -> str:
    """``> 0 and <= 5``."""
    if value.bottom is not None and value.bottom == value.top:
        return f"= {plain(value.bottom)}"
    parts = []
    if value.bottom is not None:
        parts.append(f"{'>=' if value.with_bottom else '>'} {plain(value.bottom)}")
    if value.top is not None:
        parts.append(f"{'<=' if value.with_top else '<'} {plain(value.top)}")
    return " and ".join(parts)


def plain(number: float) -> str:
    """The number as one writes it: ``5``, not ``5.0``."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _spelled_alike(written: str, leaf: Leaf) -> str:
    return "" if quoted(str(leaf)) == written else f": {cut(written)} spells it otherwise"


def _address(written: str, leaf: Leaf) -> Refusal:
    wanted = cut(written)
    if type(leaf) is not str:
        return Refusal(FAR, f"The pattern wants the IP address {wanted}, the event has {said(leaf)}.")
    if digits_of(leaf) is None:
        return Refusal(SAME_KIND, f"The pattern wants the IP address {wanted}; {shown(leaf)} is no IP address.")
    return Refusal(SAME_KIND, f"The pattern wants the IP address {wanted}, the event has another, {shown(leaf)}.")


def _number(text: str, wanted: float | None, leaf: Leaf) -> Refusal:
    got = number_text(leaf)
    if got is None:
        same = isinstance(leaf, str) and leaf == text
        told = f"The pattern wants the number {cut(text, 60)}, the event has {said(leaf)}."
        return Refusal(NEAR if same else FAR, told)
    if wanted is None:
        return Refusal(NEAR, f"{_no_double(text)} Only the same digits match it, and the event has {shown(leaf)}.")
    if amount(leaf) is None:
        return Refusal(NEAR, f"{_no_double(got)} The pattern wants {text}.")
    return Refusal(SAME_KIND, f"The pattern wants the number {text}, the event has {shown(leaf)}.")


def _no_double(text: str) -> str:
    return f"{cut(text, 60)} is a number that a double (64-bit floating point) cannot say exactly."


def _literal(wanted: bool | None, leaf: Leaf) -> Refusal:
    word = {True: "true", False: "false", None: "null"}[wanted]
    same = isinstance(leaf, str) and leaf.lower() == word
    bare = " without quotation marks" if same else ""
    return Refusal(NEAR if same else FAR, f"The pattern wants {word}{bare}, the event has {said(leaf)}.")


def _numeric(value: Numeric, leaf: Leaf) -> Refusal:
    if type(leaf) is str:
        looks = amount_of_text(leaf)
        near = NEAR if looks is not None and value.matches(looks) else FAR
        return Refusal(near, f"`numeric` looks at numbers only: the event has {said(leaf)}.")
    if number_text(leaf) is None:
        return Refusal(FAR, f"`numeric` looks at numbers only: the event has {said(leaf)}.")
    if amount(leaf) is None:
        return Refusal(NEAR, f"{_no_double(str(leaf))} `numeric` never takes it.")
    edge = amount(leaf) in {value.bottom, value.top}
    told = f"The event has {shown(leaf)}; wanted is a number {range_text(value)}."
    return Refusal(NEAR if edge else SAME_KIND, f"{told} The limit itself is left out." if edge else told)


def amount_of_text(text: str) -> float | None:
    """The number that ``text`` would be without its quotation marks."""
    try:
        return amount(Number(text.strip())) if text.isascii() and len(text) < 40 else None
    except ValueError:
        return None


def _cidr(written: str, leaf: Leaf) -> Refusal:
    if type(leaf) is not str:
        return Refusal(FAR, f"`cidr` looks at texts only: the event has {said(leaf)}.")
    if digits_of(leaf) is None:
        return Refusal(SAME_KIND, f"`cidr` wants an IP address, and {shown(leaf)} is none.")
    return Refusal(SAME_KIND, f"{shown(leaf)} lies outside the block {cut(written)}.")


def _anything(value: AnythingBut, leaf: Leaf) -> Refusal:
    if value.inner and value.empty:
        return Refusal(FAR, "A bug of the engine: an empty list inside `anything-but` matches nothing.")
    if not value.inner:
        return Refusal(SAME_KIND, f"`anything-but` shuts out {said(leaf)}.")
    hit = next((text for text, test in zip(value.texts, value.tests, strict=True) if test(str(leaf))), "")
    return Refusal(SAME_KIND, f"`anything-but` shuts out {said(leaf)}: {code(value.inner)} {shown(hit)} takes it.")
