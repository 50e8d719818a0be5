"""``numeric``: one comparison, or two that make a range.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from dataclasses import dataclass
from typing import ClassVar, Self

from sim.pattern.amounts import Leaf, amount
from sim.pattern.faults import RefusalError
from sim.pattern.forms import TOO_MANY, close, comparable
from sim.pattern.tokens import Kind, Tokens


@dataclass(frozen=True, slots=True)
class Numeric:
    """``{"numeric": [">", 0, "<=", 5]}``: a number between two others, or on one side of one."""

    KEYWORD: ClassVar[str] = "numeric"
    bottom: float | None = None
    top: float | None = None
    with_bottom: bool = True
    with_top: bool = True

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:  # noqa: ARG003
        """Read what follows the keyword."""
        if tokens.next().kind is not Kind.OPEN_ARRAY:
            raise RefusalError("Value of numeric must be an array.")
        first = tokens.next()
        if first.kind is not Kind.STRING:
            raise RefusalError(f"Invalid member in numeric match: {first.text}")
        form = cls._from_below if first.text in {">", ">="} else cls._one_sided
        read = form(tokens, first.text)
        close(tokens, TOO_MANY)
        return read

    @classmethod
    def _one_sided(cls, tokens: Tokens, sign: str) -> Self:
        """``=``, ``<`` and ``<=`` take one number."""
        operand = tokens.next()
        if sign not in {"=", "<", "<="}:
            raise RefusalError(f"Unrecognized numeric range operator: {sign}")
        if operand.kind is not Kind.NUMBER:
            raise RefusalError(f"Value of {'equals' if sign == '=' else sign} must be numeric")
        close(tokens, TOO_MANY, Kind.CLOSE_ARRAY)
        top = comparable(operand.text)
        return cls(top, top) if sign == "=" else cls(top=top, with_top=sign == "<=")

    @classmethod
    def _from_below(cls, tokens: Tokens, sign: str) -> Self:
        """``>`` and ``>=`` take one number, and may go on with ``<`` or ``<=`` and a greater one."""
        operand = tokens.next()
        if operand.kind is not Kind.NUMBER:
            raise RefusalError(f"Value of {sign} must be numeric")
        upper = tokens.next()
        if upper.kind is Kind.CLOSE_ARRAY:
            return cls(comparable(operand.text), with_bottom=sign == ">=")
        if upper.kind is not Kind.STRING:
            raise RefusalError(f"Bad value in numeric range: {upper.text}")
        if upper.text not in {"<", "<="}:
            raise RefusalError(f"Bad numeric range operator: {upper.text}")
        limit = tokens.next()
        if limit.kind is not Kind.NUMBER:
            raise RefusalError(f"Value of {upper.text} must be numeric")
        close(tokens, "Too many terms in numeric range expression", Kind.CLOSE_ARRAY)
        bottom, top = comparable(operand.text), comparable(limit.text)
        if bottom >= top:
            raise RefusalError("Bottom must be less than top")
        return cls(bottom, top, sign == ">=", upper.text == "<=")

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is a number that a double can say, and in the range."""
        got = amount(leaf)
        if got is None:
            return False
        above = self.bottom is None or got > self.bottom or (self.with_bottom and got == self.bottom)
        return above and (self.top is None or got < self.top or (self.with_top and got == self.top))
