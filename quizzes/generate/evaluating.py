"""An expression worked out, node by node. Nothing here hands a text to Python to run."""

import ast
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from quizzes.generate.expression import Expression, chains
from quizzes.generate.functions import FUNCTIONS
from quizzes.generate.values import HIGHEST_POWER, ExpressionError, bounded, field_of, member_of, number_of

Given = Mapping[str, Any]
"""Values by name: parameters, ``outcome`` and ``trace`` of a run, and what else a place in a family knows."""


def evaluate(expression: Expression, given: Given) -> Any:
    """What the expression comes to.

    Raises:
        ExpressionError: it wants a name or a field that is not there, or its values do not go together.
    """
    try:
        return _value(expression.tree, given)
    except ExpressionError as error:
        raise ExpressionError(f"{expression.text}: {error}") from None
    except (TypeError, ValueError, ArithmeticError, IndexError) as error:
        raise ExpressionError(f"{expression.text}: {error}; put other values into it") from None


def paths(expression: Expression, given: Given) -> tuple[str, ...]:
    """The paths into the outcome that the expression looks at, with these values in its indexes.

    Raises:
        ExpressionError: an index cannot be worked out.
    """
    found = []
    for chain in chains(expression):
        path = ""
        for step in chain:
            if isinstance(step, str):
                path += f".{step}" if path else step
            else:
                path += f"[{_value(step, given)}]"
        found.append(path)
    return tuple(dict.fromkeys(found))


def _value(node: ast.AST, given: Given) -> Any:
    match node:
        case ast.Constant(value=value):
            return bounded(value)
        case ast.Name(id=name):
            return _named(name, given)
        case ast.Attribute(value=inner, attr=name):
            return field_of(_value(inner, given), name)
        case ast.Subscript(value=inner, slice=index):
            return member_of(_value(inner, given), _value(index, given))
        case ast.List(elts=members):
            return bounded([_value(member, given) for member in members])
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _value(body if _value(test, given) else orelse, given)
        case ast.BoolOp(op=op, values=values):
            said = (bool(_value(value, given)) for value in values)
            return all(said) if isinstance(op, ast.And) else any(said)
        case ast.UnaryOp(op=op, operand=operand):
            value = _value(operand, given)
            return not value if isinstance(op, ast.Not) else -number_of(value)
        case ast.BinOp(left=left, op=op, right=right):
            return bounded(_reckon(op, _value(left, given), _value(right, given)))
        case ast.Compare(left=left, ops=ops, comparators=others):
            return _compared(_value(left, given), ops, [_value(other, given) for other in others])
        case ast.Call(func=ast.Name(id=name), args=args):
            return bounded(FUNCTIONS[name](*(_value(arg, given) for arg in args)))
    raise ExpressionError(f"there is no {type(node).__name__} in expressions; leave it out")


def _named(name: str, given: Given) -> Any:
    if name not in given:
        raise ExpressionError(f"there is no {name!r}; there are {', '.join(given)}")
    return given[name]


def _reckon(op: ast.operator, left: Any, right: Any) -> Any:
    match op:
        case ast.Add() if isinstance(left, str) and isinstance(right, str):
            return str(left) + str(right)
        case ast.Add() if isinstance(left, list | tuple) and isinstance(right, list | tuple):
            return [*left, *right]
        case ast.Pow():
            return _power(number_of(left), number_of(right))
        case _:
            return _OPERATORS[type(op)](number_of(left), number_of(right))


def _power(base: int | float, exponent: int | float) -> int | float:
    if not isinstance(exponent, int) or not 0 <= exponent <= HIGHEST_POWER:
        raise ExpressionError(f"a power of {exponent}; take a whole one of 0 to {HIGHEST_POWER}")
    made: int | float = 1
    for _ in range(exponent):
        made = bounded(made * base)
    return made


def _compared(left: Any, ops: list[ast.cmpop], others: list[Any]) -> bool:
    for op, right in zip(ops, others, strict=True):
        if not _COMPARED[type(op)](left, right):
            return False
        left = right
    return True


_OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.FloorDiv: operator.floordiv,
        ast.Mod: operator.mod,
    }
)
_COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = MappingProxyType(
    {
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
        ast.Lt: operator.lt,
        ast.LtE: operator.le,
        ast.Gt: operator.gt,
        ast.GtE: operator.ge,
        ast.In: lambda value, values: value in values,
        ast.NotIn: lambda value, values: value not in values,
    }
)
