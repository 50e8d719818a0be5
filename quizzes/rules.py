"""Rules on a field of an item: written once, on the field; the dataclass keeps them, and the gate reports them at the field's line."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cache
from typing import Annotated, Any, Protocol, TypeVar, cast, get_args, get_origin, get_type_hints

from pydantic import AfterValidator

from sim.bounds import keep_bounds

Rule = Callable[[Any], Any]
"""Gives the value back, or raises ValueError."""

T = TypeVar("T")
S = TypeVar("S", bound=Sequence[Any])


class _Keyed(Protocol):
    @property
    def key(self) -> bool: ...


K = TypeVar("K", bound=Sequence[_Keyed])


def keep_rules(value: object) -> None:
    """Refuse a dataclass instance that breaks a rule or a bound of one of its fields.

    Raises:
        ValueError: naming the first such field.
    """
    keep_bounds(value)
    cls: Any = type(value)
    for name, rules in _rules_of(cls).items():
        for rule in rules:
            try:
                rule(getattr(value, name))
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None


@cache
def _rules_of(cls: type[Any]) -> dict[str, tuple[Rule, ...]]:
    hints = get_type_hints(cls, include_extras=True)
    found: dict[str, tuple[Rule, ...]] = {}
    for field in fields(cls):
        hint = hints[field.name]
        if get_origin(hint) is Annotated:
            marks = [mark for mark in get_args(hint)[1:] if isinstance(mark, AfterValidator)]
            found[field.name] = tuple(cast("Rule", mark.func) for mark in marks)
    return found


def filled(text: str) -> str:
    """Some text."""
    if not text.strip():
        raise ValueError("is empty; write what belongs here")
    return text


def between(low: int, high: int, what: str) -> Callable[[S], S]:
    """A rule: at least ``low`` and at most ``high`` of them."""

    def counted(values: S) -> S:
        if not low <= len(values) <= high:
            raise ValueError(f"{len(values)} {what}; there must be {low} to {high}")
        return values

    return counted


def differing(name: Callable[[Any], object], what: str) -> Callable[[S], S]:
    """A rule: no two have the same ``name``."""

    def all_differ(values: S) -> S:
        for got in doubled(name(value) for value in values):
            raise ValueError(f"two {what} are {str(got)!r}; say something else in one of them")
        return values

    return all_differ


def one_key(options: K) -> K:
    """Exactly one of them is the key."""
    keys = sum(option.key for option in options)
    if keys == 0:
        raise ValueError("no option has key: true; mark the one that is right")
    if keys > 1:
        raise ValueError(f"{keys} options have key: true; a single has one, a multiple as many as its select")
    return options


def doubled(values: Iterable[T]) -> list[T]:
    """What occurs more than once."""
    return [value for value, times in Counter(values).items() if times > 1]
