"""Expressions that a family is written in: a little arithmetic over parameters and outcomes, and nothing else.

They look like Python and are read by Python's own parser, but never run by it: a tree may hold the nodes of ``_NODES`` and no
other, a dot leads to a field of a parameter or of an outcome and to nothing else, and what would grow without end is refused.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from keyword import iskeyword

from quizzes.generate.functions import FUNCTIONS
from quizzes.generate.values import ExpressionError

LONGEST = 800
"""Characters of an expression."""
MOST_NODES = 150

OUTCOME = "outcome"
"""The name under which expressions know what a run gave."""

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.USub, ast.Not, ast.And, ast.Or)
_COMPARED = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)
_FORMS = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.List, ast.Subscript, ast.Attribute, ast.Call)
_NODES = (*_OPERATORS, *_COMPARED, *_FORMS, ast.Constant, ast.Name, ast.Load)


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that keeps to the language. ``evaluating`` works it out."""

    text: str
    tree: ast.expr
    names: frozenset[str]
    """What it wants to be given."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The expression that ``text`` is.

    Raises:
        ExpressionError: it is none, or holds what this language does not have.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"{text[:40]!r} … has {len(text)} characters; write it in {LONGEST} at most")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise ExpressionError(f"{text!r} is no expression; write it as init + 2 * invoke") from None
    nodes = list(ast.walk(tree))
    if len(nodes) > MOST_NODES:
        raise ExpressionError(f"{text[:40]!r} … has {len(nodes)} parts; give a part of it a name under let")
    for node in nodes:
        _keep(node)
    called = {node.func for node in nodes if isinstance(node, ast.Call)}
    names = frozenset(node.id for node in nodes if isinstance(node, ast.Name) and node not in called)
    return Expression(text, tree, names)


def chains(expression: Expression) -> Iterator[tuple[str | ast.expr, ...]]:
    """Each way that the expression goes into the outcome: names of fields, and the expressions of indexes."""
    inner = {id(node.value) for node in ast.walk(expression.tree) if isinstance(node, ast.Attribute | ast.Subscript)}
    for node in ast.walk(expression.tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and id(node) not in inner:
            steps = _steps(node)
            if steps and steps[0] == OUTCOME and len(steps) > 1:
                yield steps[1:]


def _steps(node: ast.expr) -> tuple[str | ast.expr, ...]:
    match node:
        case ast.Name(id=name):
            return (name,)
        case ast.Attribute(value=value, attr=name) if before := _steps(value):
            return (*before, name)
        case ast.Subscript(value=value, slice=index) if before := _steps(value):
            return (*before, index)
    return ()


def _keep(node: ast.AST) -> None:
    if not isinstance(node, _NODES):
        raise ExpressionError(f"there is no {type(node).__name__} in expressions; they add, compare, choose and index")
    match node:
        case ast.Constant(value=value) if not isinstance(value, bool | int | float | str):
            raise ExpressionError(f"{value!r} is no value of expressions; write a number, a text, True or False")
        case ast.Name(id=name) | ast.Attribute(attr=name) if not is_name(name):
            raise ExpressionError(f"{name!r} is not a name; take small letters, digits and underscores within")
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name not in FUNCTIONS:
            raise ExpressionError(f"there is no function {name!r}; there are {', '.join(FUNCTIONS)}")
        case ast.Call(func=func, keywords=keywords) if keywords or not isinstance(func, ast.Name):
            raise ExpressionError("a call names a function and its values in their order; write it as min(a, b)")


def is_name(text: str) -> bool:
    """Whether ``text`` may be the name of a parameter or a field."""
    shape = text.isascii() and text.isidentifier() and text == text.lower()
    return shape and not text.startswith("_") and not iskeyword(text)
