"""What may stand in the list of a field: plain values, and the operators, each with its own form.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Self, get_args

from sim.pattern import caseless
from sim.pattern.addresses import AddressRange, block, digits_of, single
from sim.pattern.amounts import Leaf, Number, amount, number_text
from sim.pattern.anything import AnythingBut
from sim.pattern.bugs import begins, encodable, ends
from sim.pattern.faults import RefusalError
from sim.pattern.forms import ONE_KEY, close, string
from sim.pattern.glob import Glob
from sim.pattern.numeric import Numeric
from sim.pattern.tokens import Kind, Tokens


@dataclass(frozen=True, slots=True)
class Text:
    """``"running"``: the same string, sign by sign."""

    text: str

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is this string."""
        return type(leaf) is str and leaf == self.text


@dataclass(frozen=True, slots=True)
class Address:
    """``"10.0.0.1"``: the same address, however it is spelled."""

    range: AddressRange

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is a string with an address in the range."""
        if type(leaf) is not str:
            return False
        digits = digits_of(leaf)
        return digits is not None and self.range.holds(digits)


@dataclass(frozen=True, slots=True)
class PlainNumber:
    """``5``: the same amount, or the same spelling of what is no amount."""

    text: str
    value: float | None

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is this number."""
        if type(leaf) is Number and leaf == self.text:
            return True
        got = amount(leaf)
        return got == self.value if got is not None else number_text(leaf) == self.text


@dataclass(frozen=True, slots=True)
class Literal:
    """``true``, ``false`` or ``null``."""

    value: bool | None

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is it."""
        return leaf is self.value


@dataclass(frozen=True, slots=True)
class Exactly:
    """``{"exactly": "10.0.0.1"}``: the same string, never taken for an address."""

    KEYWORD: ClassVar[str] = "exactly"
    text: str

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:  # noqa: ARG003 - the form of all operators
        """Read what follows the keyword."""
        text = string(tokens.next(), "exact match pattern must be a string")
        close(tokens, ONE_KEY)
        return cls(text)

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is this string."""
        return type(leaf) is str and leaf == self.text


@dataclass(frozen=True, slots=True)
class Prefix:
    """``{"prefix": "us-"}``: a string that begins so; with ``{"equals-ignore-case": "US-"}`` whatever the case."""

    KEYWORD: ClassVar[str] = "prefix"
    text: str
    test: Callable[[str], bool] | None = None

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:  # noqa: ARG003
        """Read what follows the keyword."""
        text, ignores_case = _edge(tokens, "Prefix")
        return cls(text, caseless.begins(text) if ignores_case else None)

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is a string that begins so."""
        if type(leaf) is not str:
            return False
        return self.test(leaf) if self.test else begins(leaf, (self.text,))


@dataclass(frozen=True, slots=True)
class Suffix:
    """``{"suffix": ".png"}``: a string that ends so; with ``{"equals-ignore-case": ".PNG"}`` whatever the case."""

    KEYWORD: ClassVar[str] = "suffix"
    text: str
    test: Callable[[str], bool] | None = None

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:  # noqa: ARG003
        """Read what follows the keyword."""
        text, ignores_case = _edge(tokens, "Suffix")
        return cls(text, caseless.ends(text) if ignores_case else None)

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is a string that ends so."""
        if type(leaf) is not str:
            return False
        return self.test(leaf) if self.test else ends(leaf, (self.text,))


@dataclass(frozen=True, slots=True)
class EqualsIgnoreCase:
    """``{"equals-ignore-case": "Running"}``: the same string whatever the case."""

    KEYWORD: ClassVar[str] = "equals-ignore-case"
    text: str
    test: Callable[[str], bool]

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:  # noqa: ARG003
        """Read what follows the keyword."""
        text = string(tokens.next(), "equals-ignore-case match pattern must be a string")
        close(tokens, ONE_KEY)
        return cls(text, caseless.equal(text))

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is this string but for its case."""
        return type(leaf) is str and self.test(leaf)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """``{"wildcard": "*.png"}``: a string that fits as a whole."""

    KEYWORD: ClassVar[str] = "wildcard"
    glob: Glob

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:  # noqa: ARG003
        """Read what follows the keyword."""
        glob = Glob.parse(string(tokens.next(), "wildcard match pattern must be a string"))
        close(tokens, ONE_KEY)
        return cls(glob)

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is a string that fits."""
        return type(leaf) is str and self.glob.matches(leaf)


@dataclass(frozen=True, slots=True)
class Cidr:
    """``{"cidr": "10.0.0.0/8"}``: an address in the block."""

    KEYWORD: ClassVar[str] = "cidr"
    range: AddressRange

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:  # noqa: ARG003
        """Read what follows the keyword."""
        held = block(string(tokens.next(), "prefix match pattern must be a string"))
        close(tokens, ONE_KEY)
        return cls(held)

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is a string with an address in the block."""
        return Address(self.range).matches(leaf)


@dataclass(frozen=True, slots=True)
class Exists:
    """``{"exists": true}``: a value is there, be it null. ``{"exists": false}`` is no test of a value; see ``match``."""

    KEYWORD: ClassVar[str] = "exists"
    wanted: bool

    @classmethod
    def parse(cls, tokens: Tokens, *, older: bool) -> Self:  # noqa: ARG003
        """Read what follows the keyword."""
        answer = tokens.next()
        if answer.kind not in {Kind.TRUE, Kind.FALSE}:
            raise RefusalError("exists match pattern must be either true or false.")
        close(tokens, ONE_KEY)
        return cls(answer.kind is Kind.TRUE)

    def matches(self, leaf: Leaf) -> bool:  # noqa: ARG002
        """Whether a value is wanted, for ``leaf`` is one."""
        return self.wanted


Plain = Text | Address | PlainNumber | Literal
Operator = Exactly | Prefix | Suffix | EqualsIgnoreCase | Wildcard | Numeric | Cidr | Exists | AnythingBut
Value = Plain | Operator
OPERATORS: dict[str, type[Operator]] = {operator.KEYWORD: operator for operator in get_args(Operator)}
"""Every operator by its keyword."""


def plain_string(text: str) -> Text | Address:
    """A string of a pattern; one that is an IP address stands for the address."""
    held = single(text)
    return Address(held) if held else Text(text)


def plain_number(text: str) -> PlainNumber:
    """A number of a pattern."""
    return PlainNumber(text, amount(Number(text)))


def _edge(tokens: Tokens, name: str) -> tuple[str, bool]:
    """The text of a prefix or suffix, and whether its case is ignored."""
    token, ignores_case = tokens.next(), False
    if token.kind is Kind.OPEN_OBJECT:
        key = tokens.next()
        if key.kind is not Kind.NAME:
            raise RefusalError(f"{name} expression name not found")
        if key.text != EqualsIgnoreCase.KEYWORD:
            raise RefusalError(f"Unsupported {name.lower()} pattern: {key.text}")
        text = string(tokens.next(), "equals-ignore-case match pattern must be a string")
        close(tokens, ONE_KEY)
        ignores_case = True
    else:
        text = string(token, f"{name.lower()} match pattern must be a string")
    close(tokens, ONE_KEY)
    return text if ignores_case else encodable(text), ignores_case
