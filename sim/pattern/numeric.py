"""``numeric``: one comparison, or two that make a range.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from sim.pattern.amounts import Leaf, amount
from sim.pattern.faults import RefusalError
from sim.pattern.forms import TOO_MANY, close, comparable
from sim.pattern.tokens import Kind, Token, Tokens

_BOTTOM = frozenset({"=", ">", ">="})
"""Signs whose number is a bottom."""
_TOP = frozenset({"=", "<", "<="})


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
        terms, end = cls._terms(tokens)
        if end.kind is not Kind.CLOSE_ARRAY:
            raise RefusalError(TOO_MANY if len(terms) == 1 else "Too many terms in numeric range expression")
        read = cls._of(terms)
        close(tokens, TOO_MANY)
        return read

    @classmethod
    def _terms(cls, tokens: Tokens) -> tuple[list[tuple[Token, Token]], Token]:
        """A sign with its number, or two where the first is a bottom; and the token after them."""
        sign = tokens.next()
        if sign.kind is not Kind.STRING:
            raise RefusalError(f"Invalid member in numeric match: {sign.text}")
        number = tokens.next()
        if sign.text not in _BOTTOM | _TOP:
            raise RefusalError(f"Unrecognized numeric range operator: {sign.text}", at=sign.at)
        terms = [(sign, _number(number, sign))]
        after = tokens.next()
        if sign.text in _BOTTOM - _TOP and after.kind is not Kind.CLOSE_ARRAY:
            if after.kind is not Kind.STRING:
                raise RefusalError(f"Bad value in numeric range: {after.text}")
            if after.text not in _TOP - _BOTTOM:
                raise RefusalError(f"Bad numeric range operator: {after.text}")
            terms.append((after, _number(tokens.next(), after)))
            after = tokens.next()
        return terms, after

    @classmethod
    def _of(cls, terms: Sequence[tuple[Token, Token]]) -> Self:
        bottom, top = None, None
        with_bottom, with_top = True, True
        for sign, number in terms:
            value = comparable(number)
            if sign.text in _BOTTOM:
                bottom, with_bottom = value, sign.text != ">"
            if sign.text in _TOP:
                top, with_top = value, sign.text != "<"
        if len(terms) > 1 and bottom is not None and top is not None and bottom >= top:
            raise RefusalError("Bottom must be less than top", at=terms[-1][1].at)
        return cls(bottom, top, with_bottom, with_top)

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is a number that a double can say, and in the range."""
        got = amount(leaf)
        return got is not None and self.holds(got)

    def holds(self, got: float) -> bool:
        """Whether the amount ``got`` is in the range."""
        above = self.bottom is None or got > self.bottom or (self.with_bottom and got == self.bottom)
        return above and (self.top is None or got < self.top or (self.with_top and got == self.top))


def _number(token: Token, sign: Token) -> Token:
    """``token``, which must be a number."""
    if token.kind is not Kind.NUMBER:
        raise RefusalError(f"Value of {'equals' if sign.text == '=' else sign.text} must be numeric")
    return token
