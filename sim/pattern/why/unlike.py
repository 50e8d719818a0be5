"""Why one text is not another: case, blanks, signs that look alike, a prefix in the middle.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import unicodedata
from dataclasses import dataclass

from sim.pattern.addresses import digits_of
from sim.pattern.amounts import Leaf, number_text
from sim.pattern.bugs import encodable
from sim.pattern.glob import Glob
from sim.pattern.why.spelled import cut, quoted, said, shown

NEAR, SAME_KIND, FAR = 0, 1, 2
LONGEST_SEARCHED = 20_000
"""Signs of a text in which it is searched for what keeps a wildcard from fitting."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value does not fit."""

    distance: int
    """``NEAR``: a slip; ``SAME_KIND``: another value; ``FAR``: another kind of value."""
    sentence: str


def plain_text(text: str, leaf: Leaf) -> Refusal:
    """Why the plain ``text`` does not take ``leaf``."""
    if type(leaf) is not str:
        return _kind(f"the text {shown(text)}", text, leaf)
    if leaf.lower() == text.lower():
        told = f"The case differs: the pattern wants {shown(text)}, the event has {shown(leaf)}."
        return Refusal(NEAR, f"{told} `equals-ignore-case` would take both.")
    if leaf.strip() == text.strip():
        return Refusal(NEAR, _blanks(text, leaf))
    if _look_alike(text, leaf):
        return Refusal(NEAR, f"{shown(text)} and {shown(leaf)} look alike, but are written with different signs.")
    if "*" in text and Glob(tuple(text.split("*"))).matches(leaf):
        told = f'In a plain text `*` stands for itself. {{"wildcard": {shown(text)}}} would take {shown(leaf)}.'
        return Refusal(NEAR, told)
    return Refusal(SAME_KIND, f"The pattern wants {shown(text)}, the event has {shown(leaf)}.")


def _blanks(text: str, leaf: str) -> str:
    if text.strip() == leaf:
        return f"The pattern's text has {_where(text)} that the event's {shown(leaf)} has not."
    if leaf.strip() == text:
        return f"The event's text has {_where(leaf)}: it is {shown(leaf)}, and {shown(text)} is wanted."
    return f"The blanks differ: the pattern wants {shown(text)}, the event has {shown(leaf)}."


def _where(text: str) -> str:
    front, end = text != text.lstrip(), text != text.rstrip()
    return f"a blank at {'both ends' if front and end else 'its beginning' if front else 'its end'}"


def _look_alike(text: str, other: str) -> bool:
    return unicodedata.normalize("NFC", encodable(text)) == unicodedata.normalize("NFC", encodable(other))


def _kind(wanted: str, text: str, leaf: Leaf) -> Refusal:
    """Another kind of value than is wanted; near, if only quotation marks make the difference."""
    got = number_text(leaf) or str(leaf).replace("None", "null").lower()
    told = f"The pattern wants {wanted}, the event has {said(leaf)}."
    return Refusal(NEAR if got == text.lower() else FAR, told)


def exactly(text: str, leaf: Leaf) -> Refusal:
    """Why ``exactly`` does not take ``leaf``."""
    if isinstance(leaf, str) and (digits := digits_of(leaf)) is not None and digits == digits_of(text):
        told = f"`exactly` compares signs: {shown(text)} and {shown(leaf)} are one IP address, spelled differently."
        return Refusal(NEAR, told)
    return plain_text(text, leaf)


def _no_text(operator: str, leaf: Leaf) -> Refusal:
    return Refusal(FAR, f"`{operator}` looks at texts only: the event has {said(leaf)}.")


def edge(operator: str, text: str, leaf: Leaf, *, ignores_case: bool) -> Refusal:
    """Why ``prefix`` or ``suffix`` does not take ``leaf``."""
    if type(leaf) is not str:
        return _no_text(operator, leaf)
    size = min(len(text), 40)
    first = operator == "prefix"
    piece = leaf[:size] if first else leaf[-size:]
    verb, place = ("begins", "beginning") if first else ("ends", "end")
    low, end = leaf.lower(), text.lower()
    wanted = f"wanted {operator} {shown(text)}"
    if not ignores_case and (low.startswith(end) if first else low.endswith(end)):
        told = f"The case differs: {shown(leaf)} {verb} with {shown(piece)}, {wanted}."
        return Refusal(NEAR, f'{told} {{"{operator}": {{"equals-ignore-case": {shown(text)}}}}} would take both.')
    if leaf != leaf.strip() and (leaf.strip().startswith(text) if first else leaf.strip().endswith(text)):
        return Refusal(NEAR, f"The event's text has {_where(leaf)}: it is {shown(leaf)}, {wanted}.")
    if text in leaf:
        told = f"{shown(leaf)} has {shown(text)} in it, but not at its {place}, where `{operator}` looks."
        return Refusal(NEAR, told)
    if len(piece) < len(leaf):
        piece = f"{piece}…" if first else f"…{piece}"
        return Refusal(SAME_KIND, f"The event's text {verb} with {quoted(piece)}, {wanted}.")
    return Refusal(SAME_KIND, f"The event has {shown(leaf)}, {wanted}.")


def caseless(text: str, leaf: Leaf) -> Refusal:
    """Why ``equals-ignore-case`` does not take ``leaf``."""
    if type(leaf) is not str:
        return _no_text("equals-ignore-case", leaf)
    if leaf == text:
        told = "A bug of the engine: where case is ignored, a sign beyond 16 bits, such as an emoji, does not match itself."
        return Refusal(NEAR, told)
    if leaf.casefold() == text.casefold():
        told = f"Case is ignored sign by sign: no sign of {shown(text)} has the other form that {shown(leaf)} needs."
        return Refusal(NEAR, told)
    if leaf.strip().lower() == text.strip().lower():
        return Refusal(NEAR, _blanks(text.lower(), leaf.lower()))
    return Refusal(
        SAME_KIND, f"More than the case differs: the pattern wants {shown(text)}, the event has {shown(leaf)}."
    )


def wildcard(glob: Glob, written: str, leaf: Leaf) -> Refusal:
    """Why the wildcard that is ``written`` so does not take ``leaf``."""
    if type(leaf) is not str:
        return _no_text("wildcard", leaf)
    if len(leaf) > LONGEST_SEARCHED:
        return Refusal(SAME_KIND, f"{shown(leaf)} does not fit {cut(written)}.")
    if Glob(tuple(part.lower() for part in glob.parts)).matches(leaf.lower()):
        return Refusal(
            NEAR, f"The case differs: {shown(leaf)} does not fit {cut(written)}, and no wildcard ignores case."
        )
    first, *middle = glob.parts
    if not middle:
        return Refusal(SAME_KIND, f"There is no `*` in {cut(written)}: only that very text fits, not {shown(leaf)}.")
    missing = f"{shown(leaf)} does not fit {cut(written)}"
    if not leaf.startswith(first):
        return Refusal(SAME_KIND, f"{missing}: it does not begin with {shown(first)}.")
    if not leaf.endswith(middle[-1]):
        return Refusal(SAME_KIND, f"{missing}: it does not end with {shown(middle[-1])}.")
    at = len(first)
    for part in middle[:-1]:
        found = leaf.find(part, at)
        if found < 0:
            return Refusal(SAME_KIND, f"{missing}: no {shown(part)} comes after {shown(leaf[:at])}.")
        at = found + len(part)
    return Refusal(SAME_KIND, f"{missing}: its parts would have to overlap.")
