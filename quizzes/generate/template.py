"""Texts and scenarios with gaps: ``{{expression}}``. A text that is one gap and nothing else gives the value itself, a number as a number."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from quizzes.generate.evaluating import Given, evaluate
from quizzes.generate.expression import Expression, parse
from quizzes.generate.values import ExpressionError

_GAP = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)

Piece = str | Expression


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """The text, cut at its gaps.

    Raises:
        ExpressionError: a gap holds no expression, or is not closed.
    """
    found: list[Piece] = []
    end = 0
    for gap in _GAP.finditer(text):
        found += [text[end : gap.start()], parse(gap[1])]
        end = gap.end()
    if "{{" in text[end:]:
        raise ExpressionError(f"{text[end:][:40]!r} opens a gap and does not close it; write it as {{{{name}}}}")
    return tuple(piece for piece in (*found, text[end:]) if piece != "")


def filled(text: str, given: Given) -> str:
    """The text with its gaps filled.

    Raises:
        ExpressionError: a gap cannot be worked out, or comes to a value that is no text.
    """
    return "".join(piece if isinstance(piece, str) else _said(piece, given) for piece in pieces(text)).strip()


def filled_in(value: Any, given: Given) -> Any:
    """A tree of mappings, lists and texts, such as a scenario, with every gap filled.

    Raises:
        ExpressionError: a gap cannot be worked out.
    """
    match value:
        case Mapping():
            return {key: filled_in(inner, given) for key, inner in value.items()}
        case list() | tuple():
            return [filled_in(inner, given) for inner in value]
        case str():
            match pieces(value):
                case (Expression() as only,):
                    return evaluate(only, given)
            return "".join(piece if isinstance(piece, str) else _said(piece, given) for piece in pieces(value))
    return value


def texts(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a tree, and its place."""
    match value:
        case Mapping():
            for key, inner in value.items():
                yield from texts(inner, (*at, key))
        case list() | tuple():
            for n, inner in enumerate(value):
                yield from texts(inner, (*at, n))
        case str():
            yield at, value


def _said(expression: Expression, given: Given) -> str:
    match evaluate(expression, given):
        case bool() as value:
            return str(value).lower()
        case str() | int() | float() as value:
            return str(value)
        case other:
            raise ExpressionError(f"{expression.text}: {other!r} is no word; say it with listing or text")
