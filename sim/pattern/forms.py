"""Steps that the readers of all operators share."""

from sim.pattern.amounts import Number, amount
from sim.pattern.faults import RefusalError
from sim.pattern.tokens import Kind, Token, Tokens

ONE_KEY = "Only one key allowed in match expression"
TOO_MANY = "Too many elements in numeric expression"
"""What the engine says of some expressions that are not numeric, too."""


def string(token: Token, complaint: str) -> str:
    """The text of ``token``, which must be a string."""
    if token.kind is not Kind.STRING:
        raise RefusalError(complaint)
    return token.text


def close(tokens: Tokens, complaint: str, kind: Kind = Kind.CLOSE_OBJECT) -> None:
    """Take the closing brace or bracket, which must come next."""
    if tokens.next().kind is not kind:
        raise RefusalError(complaint)


def comparable(number: Token, *, final: bool = False) -> float:
    """The double that ``number`` is compared as."""
    value = amount(Number(number.text))
    if value is None:
        raise RefusalError(f"Cannot compare number : {number.text}", final=final, at=number.at)
    return value
