"""Every code of a fault in a family, and what it says. References and writing have the codes of items (Q002 and up)."""

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        "V001": "the id is taken by another family or by an item",
        "V002": "an expression is none, or holds what expressions do not have",
        "V003": "an expression wants a name that is not known there",
        "V004": "a parameter stands nowhere",
        "V005": "there are too few variants",
        "V006": "too many draws are rejected",
        "V007": "an expression cannot be worked out for some draw",
        "V008": "the simulator refuses the scenario of some draw",
        "V009": "the run of some draw gives no key",
        "V010": "a mistake is never shown",
        "V011": "the key is nearly always the same",
        "V012": "an option is never the key",
    }
)
