"""How a text may be wanted, whichever operator says so."""

from enum import StrEnum
from typing import NamedTuple, Self

from sim.pattern.glob import Glob


class Form(StrEnum):
    """What of a text is compared, and how."""

    EXACTLY = "exactly"
    WHOLE = "whole"
    """Byte by byte, as wildcards are compared: here one without a star."""
    PREFIX = "prefix"
    SUFFIX = "suffix"
    IGNORING_CASE = "equals-ignore-case"
    PREFIX_IGNORING_CASE = "prefix-ignoring-case"
    SUFFIX_IGNORING_CASE = "suffix-ignoring-case"
    WILDCARD = "wildcard"


class Want(NamedTuple):
    """One wish. Rules that wish the same have the same."""

    form: Form
    text: str
    parts: tuple[str, ...] = ()
    """Of a wildcard, between its stars."""

    @classmethod
    def of_glob(cls, glob: Glob) -> Self:
        """The plainest wish that says what ``glob`` says. Unlike the ends of a text, a wildcard never meets its quotes."""
        match glob.parts:
            case (whole,):
                return cls(Form.WHOLE, whole)
            case (first, "") if not first.endswith('"'):
                return cls(Form.PREFIX, first)
            case ("", last) if not last.startswith('"'):
                return cls(Form.SUFFIX, last)
        return cls(Form.WILDCARD, "", glob.parts)

    @classmethod
    def whatever_the_case(cls, form: Form, text: str) -> Self:
        """A wish without regard to case. Only signs of ASCII have one small form, by which it can be looked up."""
        return cls(form, text.lower() if text.isascii() else text)
