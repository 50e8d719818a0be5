"""Texts without regard to case, as the engine compares them: sign by sign, each as its lower or its upper form.

So ``ß`` is matched by ``ß`` and by ``SS``, but not by ``ss``. No folding, no language. At its ends a text has its quotes on, as in
``bugs``.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import re
from collections.abc import Callable
from functools import lru_cache

from sim.pattern.bugs import code_units, encodable

Test = Callable[[str], bool]
_LONGEST_FORM = 3
"""Signs that one sign has at most in its other form."""


def equal(text: str) -> Test:
    """Whether a text is ``text``."""
    if text.isascii():
        low, size = text.lower(), len(text)
        return lambda got: len(got) == size and (bare := encodable(got)).isascii() and bare.lower() == low
    shape = _shape(text)
    return lambda got: shape.fullmatch(encodable(got)) is not None


def begins(text: str) -> Test:
    """Whether a text begins with ``text``."""
    if text.isascii():
        low, size = text.lower(), len(text)
        return lambda got: (head := encodable(f'{got[:size]}"'[:size])).isascii() and head.lower() == low
    shape, most = _shape(text), _LONGEST_FORM * len(text)
    return lambda got: shape.match(encodable(f'{got[:most]}"')) is not None


def ends(text: str) -> Test:
    """Whether a text ends with ``text``."""
    if text.isascii():
        low, size = text.lower(), len(text)

        def test(got: str) -> bool:
            tail = encodable(f'"{got}' if len(got) < size else got[len(got) - size :])
            return len(tail) == size and tail.isascii() and tail.lower() == low

        return test
    shape, most = _shape(text, backwards=True), _LONGEST_FORM * len(text)
    return lambda got: shape.match(encodable(f'"{got[-most:]}')[::-1]) is not None


@lru_cache(maxsize=1024)
def _shape(text: str, *, backwards: bool = False) -> re.Pattern[str]:
    """An expression that takes each sign of ``text`` in its lower or its upper form."""
    forms = [dict.fromkeys((unit.lower(), unit.upper())) for unit in code_units(text)]
    if backwards:
        forms = [dict.fromkeys(form[::-1] for form in of_sign) for of_sign in reversed(forms)]
    return re.compile("".join(f"(?:{'|'.join(map(re.escape, of_sign))})" for of_sign in forms), re.DOTALL)
