"""Forms with wildcards, and values that stand alone or in a list."""

import re
from functools import lru_cache
from typing import Any

_SIGNS = {"*": ".*", "?": "."}
_PARTS = 6
"""Of an ARN, between colons; the last one may hold colons itself."""


def fits(text: str, form: str) -> bool:
    """Whether ``text`` fits ``form``, in which ``*`` stands for any signs, colons too, and ``?`` for one.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    """
    return bool(_compiled(form).fullmatch(text))


def fits_arn(arn: str, form: str) -> bool:
    """Whether ``arn`` fits ``form``, each of the six parts by itself: no wildcard reaches past its colon.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
    """
    if form == "*":
        return True
    parts, forms = arn.split(":", _PARTS - 1), form.split(":", _PARTS - 1)
    return len(parts) == len(forms) and all(map(fits, parts, forms))


def has_wildcard(text: str) -> bool:
    """Whether a ``*`` or a ``?`` stands in the text."""
    return "*" in text or "?" in text


def texts(given: Any) -> list[str]:
    """The texts among what stands alone or in a list."""
    return [text for text in listed(given) if isinstance(text, str)]


def listed(given: Any) -> list[Any]:
    """A list as it is, and anything else as a list of one."""
    return given if isinstance(given, list) else [given]


@lru_cache(maxsize=1024)
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile("".join(_SIGNS.get(sign) or re.escape(sign) for sign in form), re.DOTALL)
