"""``anything-but``: a value that is there, and is none of those named.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Self

from sim.pattern import caseless
from sim.pattern.amounts import Leaf, amount
from sim.pattern.bugs import begins, encodable, ends
from sim.pattern.faults import RefusalError
from sim.pattern.forms import ONE_KEY, TOO_MANY, close, comparable, string
from sim.pattern.glob import Glob
from sim.pattern.tokens import Kind, Token, Tokens

_TAKES = "Value of anything-but must be an array or single string/number value."
_MEMBERS = "Inside anything but list, start|null|boolean is not supported."
_MIXED = "Inside anything but list, either all values are number or string, mixed type is not supported"

Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Inner:
    """An operator that may stand inside."""

    test: Callable[[str], Test]
    """What makes the test of a text."""
    complaint: str
    """What is said of a value that is no string."""
    edge: bool = False
    """Whether it looks at one end of a string, and so may not be empty."""


_EDGE = "prefix/suffix match pattern must be a string"
_CASE = "Inside anything-but/{} list, number|start|null|boolean is not supported."
_INNER = {
    "prefix": Inner(lambda text: partial(begins, prefixes=(encodable(text),)), _EDGE, edge=True),
    "suffix": Inner(lambda text: partial(ends, suffixes=(encodable(text),)), _EDGE, edge=True),
    "equals-ignore-case": Inner(caseless.equal, _CASE.format("equals-ignore-case")),
    "wildcard": Inner(lambda text: Glob.parse(text).matches, "wildcard match pattern must be a string"),
}
_OLDER = _INNER | {"equals-ignore-case": Inner(caseless.equal, _CASE.format("ignore-case"))}
del _OLDER["wildcard"]


@dataclass(frozen=True, slots=True)
class AnythingBut:
    """``{"anything-but": ["stopped"]}``, or ``{"anything-but": {"prefix": "dev-"}}`` with an operator inside."""

    KEYWORD: ClassVar[str] = "anything-but"
    texts: tuple[str, ...] = ()
    numbers: frozenset[float] = frozenset()
    inner: str = ""
    """The operator inside, if there is one."""
    tests: tuple[Test, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is named: only the list of an operator inside may be empty."""
        return not self.texts and not self.numbers

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:
        """Read what follows the keyword. The ``older`` compiler takes fewer forms."""
        first = tokens.next()
        if first.kind is Kind.OPEN_OBJECT:
            return cls._with_operator(tokens, older=older)
        members: list[Token] = []
        numbers: set[float] = set()
        for token in _members(tokens, first):
            if token.kind is Kind.NUMBER:
                numbers.add(comparable(token, final=token is first))
            elif token.kind is not Kind.STRING:
                raise RefusalError(_MEMBERS)
            members.append(token)
        if len({token.kind for token in members}) != 1:
            odd = next((token for token in members if token.kind is not members[0].kind), first)
            raise RefusalError(_MIXED, at=odd.at)
        close(tokens, TOO_MANY)
        return cls(numbers=frozenset(numbers)) if numbers else cls(tuple(token.text for token in members))

    @classmethod
    def _with_operator(cls, tokens: Tokens, *, older: bool) -> Self:
        key = tokens.next()
        if key.kind is not Kind.NAME:
            raise RefusalError("Anything-But expression name not found")
        inner = (_OLDER if older else _INNER).get(key.text)
        if inner is None:
            raise RefusalError(f"Unsupported anything-but pattern: {key.text}")
        first, alone = tokens.next(), older and inner.edge
        members = []
        for token in [first] if alone else _members(tokens, first):
            if inner.edge and not string(token, inner.complaint):
                raise RefusalError("Null prefix/suffix not allowed")
            string(token, inner.complaint)
            members.append(token)
        tests = tuple(_placed(inner.test, token) for token in members)
        for _ in range(2):
            close(tokens, ONE_KEY if alone else TOO_MANY)
        return cls(tuple(token.text for token in members), inner=key.text, tests=tests)

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is none of those named. An empty list of an operator inside matches nothing."""
        if self.inner:
            if not self.tests:
                return False
            return type(leaf) is not str or not any(test(leaf) for test in self.tests)
        if self.numbers:
            return amount(leaf) not in self.numbers
        return type(leaf) is not str or leaf not in self.texts


def _members(tokens: Tokens, first: Token) -> Iterator[Token]:
    """The members of the list that ``first`` opens, or ``first`` alone if it is a value."""
    if first.kind in {Kind.STRING, Kind.NUMBER}:
        yield first
        return
    if first.kind is not Kind.OPEN_ARRAY:
        raise RefusalError(_TAKES)
    while (token := tokens.next()).kind is not Kind.CLOSE_ARRAY:
        yield token


def _placed(make: Callable[[str], Test], token: Token) -> Test:
    """The test of the text of ``token``, or the objection to it with its place."""
    try:
        return make(token.text)
    except RefusalError as refusal:
        refusal.at = token.at
        raise
