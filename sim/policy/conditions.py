"""Condition operators: whether a value of the request meets what a policy wants.

All conditions of a statement must be met; of several wanted values one is enough, and with a negated operator none may fit. A key that the
request does not have meets a negated operator and one that ends in ``IfExists``, and no other.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from types import MappingProxyType

from sim.policy.forms import fits, fits_arn

Test = Callable[[str, str], bool]


def _same(got: str, wanted: str) -> bool:
    return got == wanted


def _same_folded(got: str, wanted: str) -> bool:
    return got.lower() == wanted.lower()


def _inside(got: str, wanted: str) -> bool:
    try:
        return ip_address(got) in ip_network(wanted, strict=False)
    except ValueError:
        return False


TESTS: Mapping[str, Test] = MappingProxyType(
    {
        "StringEquals": _same,
        "StringEqualsIgnoreCase": _same_folded,
        "StringLike": fits,
        "ArnEquals": fits_arn,
        "ArnLike": fits_arn,
        "Bool": _same_folded,
        "IpAddress": _inside,
    }
)
"""Operators by name. ``ArnEquals`` behaves as ``ArnLike`` does: AWS says so."""
NEGATED: Mapping[str, str] = MappingProxyType(
    {
        "StringNotEquals": "StringEquals",
        "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
        "StringNotLike": "StringLike",
        "ArnNotEquals": "ArnEquals",
        "ArnNotLike": "ArnLike",
        "NotIpAddress": "IpAddress",
    }
)
"""Negated operators, and what each is the contrary of."""
NULL = "Null"
QUANTITIES = ("ForAllValues", "ForAnyValue")
KNOWN = (*TESTS, *NEGATED, NULL)
LEFT_OUT = re.compile(r"(Numeric|Date)(Equals|NotEquals|(LessThan|GreaterThan)(Equals)?)|BinaryEquals")
"""Operators that IAM has and nobody here asks."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator on one key, with the values that it takes."""

    operator: str
    """As it was written, with its quantity and its ``IfExists``."""
    key: str
    wanted: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.operator} {self.key} {' or '.join(self.wanted)}"


def base_of(operator: str) -> str:
    """The operator without what stands before and behind it: ``ForAnyValue:StringLikeIfExists`` is a ``StringLike``."""
    name = operator.rpartition(":")[2]
    return name if name == NULL else name.removesuffix("IfExists")


def problem_of(operator: str) -> str:
    """What is wrong with an operator's name, and what would be right; empty if nothing is."""
    quantity, _, name = operator.rpartition(":")
    base = base_of(operator)
    if quantity and quantity not in QUANTITIES:
        return f"{quantity!r} does not go before an operator; there are {' and '.join(QUANTITIES)}"
    if base in KNOWN and (base != NULL or name == NULL):
        return ""
    if LEFT_OUT.fullmatch(base):
        return f"{base} is an operator of IAM that is not weighed here; there are {', '.join(KNOWN)}"
    return f"there is no operator named {name[:40]!r}; there are {', '.join(KNOWN)}"


def meets(operator: str, got: str | None, wanted: list[str] | tuple[str, ...]) -> bool:
    """Whether ``got``, the one value of the key, None if the request does not have it, meets the operator."""
    quantity, _, name = operator.rpartition(":")
    base = base_of(operator)
    if base == NULL:
        return any(text.lower() == str(got is None).lower() for text in wanted)
    negated = base in NEGATED
    test = TESTS.get(NEGATED.get(base, base))
    if test is None:
        return False
    if got is None:
        return quantity == "ForAllValues" or name != base or (negated and quantity != "ForAnyValue")
    return any(test(got, text) for text in wanted) is not negated
