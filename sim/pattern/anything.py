"""``anything-but``: a value that is there, and is none of those named.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Self

from sim.pattern import caseless
from sim.pattern.amounts import Leaf, amount
from sim.pattern.bugs import encodable
from sim.pattern.faults import RefusalError
from sim.pattern.forms import ONE_KEY, TOO_MANY, close, comparable, string
from sim.pattern.glob import Glob
from sim.pattern.tokens import Kind, Token, Tokens

_TAKES = "Value of anything-but must be an array or single string/number value."
_EDGE = "prefix/suffix match pattern must be a string"
_NO_EDGE = "Null prefix/suffix not allowed"
_NO_CASE = "Inside anything-but/{} list, number|start|null|boolean is not supported."
_MEMBERS = "Inside anything but list, start|null|boolean is not supported."
_MIXED = "Inside anything but list, either all values are number or string, mixed type is not supported"
_INNER = ("prefix", "suffix", "equals-ignore-case", "wildcard")


@dataclass(frozen=True, slots=True)
class AnythingBut:
    """``{"anything-but": ["stopped"]}``, or ``{"anything-but": {"prefix": "dev-"}}`` with an operator inside."""

    KEYWORD: ClassVar[str] = "anything-but"
    texts: tuple[str, ...] = ()
    numbers: frozenset[float] = frozenset()
    inner: str = ""
    """The operator inside, if there is one."""
    tests: tuple[Callable[[str], bool], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is named: only the list of an operator inside may be empty."""
        return not self.texts and not self.numbers

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:
        """Read what follows the keyword. The ``older`` compiler takes fewer forms."""
        token = tokens.next()
        if token.kind is Kind.OPEN_OBJECT:
            return cls._operator(tokens, older=older)
        if token.kind is Kind.OPEN_ARRAY:
            read = cls._list(tokens)
        elif token.kind is Kind.STRING:
            read = cls((token.text,))
        elif token.kind is Kind.NUMBER:
            read = cls(numbers=frozenset({comparable(token.text, final=True)}))
        else:
            raise RefusalError(_TAKES)
        close(tokens, TOO_MANY)
        return read

    @classmethod
    def _list(cls, tokens: Tokens) -> Self:
        texts, numbers = [], set()
        while (token := tokens.next()).kind is not Kind.CLOSE_ARRAY:
            if token.kind is Kind.STRING:
                texts.append(token.text)
            elif token.kind is Kind.NUMBER:
                numbers.add(comparable(token.text))
            else:
                raise RefusalError(_MEMBERS)
        if bool(texts) == bool(numbers):
            raise RefusalError(_MIXED)
        return cls(tuple(texts), frozenset(numbers))

    @classmethod
    def _operator(cls, tokens: Tokens, *, older: bool) -> Self:
        key = tokens.next()
        if key.kind is not Kind.NAME:
            raise RefusalError("Anything-But expression name not found")
        if key.text not in _INNER or (older and key.text == "wildcard"):
            raise RefusalError(f"Unsupported anything-but pattern: {key.text}")
        edge = key.text in {"prefix", "suffix"}
        token = tokens.next()
        if older and edge:
            texts: tuple[str, ...] = (_edge(token),)
            complaint = ONE_KEY
        else:
            texts, complaint = cls._texts(tokens, token, key.text, older=older), TOO_MANY
        tests = tuple(_test(key.text, text) for text in texts)
        close(tokens, complaint)
        close(tokens, complaint)
        return cls(texts, inner=key.text, tests=tests)

    @classmethod
    def _texts(cls, tokens: Tokens, token: Token, inner: str, *, older: bool) -> tuple[str, ...]:
        if token.kind not in {Kind.OPEN_ARRAY, Kind.STRING, Kind.NUMBER}:
            raise RefusalError(_TAKES)
        if token.kind is not Kind.OPEN_ARRAY:
            return (_member(token, inner, older=older),)
        texts = []
        while (token := tokens.next()).kind is not Kind.CLOSE_ARRAY:
            texts.append(_member(token, inner, older=older))
        return tuple(texts)

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is none of those named. An empty list of an operator inside matches nothing."""
        if self.inner:
            if not self.tests:
                return False
            return type(leaf) is not str or not any(test(leaf) for test in self.tests)
        if self.numbers:
            return amount(leaf) not in self.numbers
        return type(leaf) is not str or leaf not in self.texts


def _edge(token: Token) -> str:
    text = string(token, _EDGE)
    if not text:
        raise RefusalError(_NO_EDGE)
    return text


def _member(token: Token, inner: str, *, older: bool) -> str:
    if inner == "equals-ignore-case":
        return string(token, _NO_CASE.format("ignore-case" if older else inner))
    if inner == "wildcard":
        return string(token, "wildcard match pattern must be a string")
    return _edge(token)


def _test(inner: str, text: str) -> Callable[[str], bool]:
    bare = encodable(text)
    match inner:
        case "prefix":
            return lambda got: encodable(got).startswith(bare)
        case "suffix":
            return lambda got: encodable(got).endswith(bare)
        case "equals-ignore-case":
            return caseless.equal(text)
    return Glob.parse(text).matches
