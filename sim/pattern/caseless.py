"""Texts without regard to case, as the engine compares them: sign by sign, each as its lower or its upper form.

So ``ß`` is matched by ``ß`` and by ``SS``, but not by ``ss``. No folding, no language.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import re
from collections.abc import Callable
from functools import lru_cache

from sim.pattern.bugs import code_units, encodable

Test = Callable[[str], bool]


def equal(text: str) -> Test:
    """Whether a text is ``text``."""
    if text.isascii():
        low = text.lower()
        return lambda got: got.isascii() and got.lower() == low
    shape = _shape(text)
    return lambda got: shape.fullmatch(encodable(got)) is not None


def begins(text: str) -> Test:
    """Whether a text begins with ``text``."""
    if text.isascii():
        low, size = text.lower(), len(text)
        return lambda got: (head := got[:size]).isascii() and head.lower() == low
    shape = _shape(text)
    return lambda got: shape.match(encodable(got)) is not None


def ends(text: str) -> Test:
    """Whether a text ends with ``text``."""
    if text.isascii():
        low, size = text.lower(), len(text)
        return lambda got: (tail := got[max(len(got) - size, 0) :]).isascii() and tail.lower() == low
    shape = _shape(text, backwards=True)
    return lambda got: shape.match(encodable(got)[::-1]) is not None


@lru_cache(maxsize=1024)
def _shape(text: str, *, backwards: bool = False) -> re.Pattern[str]:
    """An expression that takes each sign of ``text`` in its lower or its upper form."""
    forms = [dict.fromkeys((unit.lower(), unit.upper())) for unit in code_units(text)]
    if backwards:
        forms = [dict.fromkeys(form[::-1] for form in of_sign) for of_sign in reversed(forms)]
    return re.compile("".join(f"(?:{'|'.join(map(re.escape, of_sign))})" for of_sign in forms), re.DOTALL)
