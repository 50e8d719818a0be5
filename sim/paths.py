"""Paths into an outcome, such as ``cold_starts`` or ``calls[2].latency``."""

import re
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

_STEP = re.compile(r"([a-z_]+)((?:\[\d+\])*)")
_SHAPE = re.compile(rf"{_STEP.pattern}(?:\.{_STEP.pattern})*")


class PathError(ValueError):
    """A path that leads nowhere."""


def look_up(outcome: object, path: str) -> Any:
    """The value at ``path``.

    Raises:
        PathError: the outcome has no such field, or its list is shorter.
    """
    check_path(type(outcome), path)
    value: Any = outcome
    for step in _steps(path):
        if isinstance(step, int):
            if step >= len(value):
                raise PathError(f"{path}: there is no number {step} in a list of {len(value)}; the first is [0]")
            value = value[step]
        else:
            value = getattr(value, step)
    return value


def check_path(outcome: type[Any], path: str) -> Any:
    """Refuse a path that outcomes of this type do not have. Gives the type of what stands there.

    Raises:
        PathError: naming the step that fails and what there is instead.
    """
    if not _SHAPE.fullmatch(path):
        raise PathError(f"{path!r} is not a path into an outcome; write it as cold_starts or calls[0].latency")
    hint: Any = outcome
    for step in _steps(path):
        if isinstance(step, int):
            if get_origin(hint) is not tuple:
                raise PathError(f"{path}: [{step}] stands behind something that is no list; leave it out")
            hint = get_args(hint)[0]
            continue
        known = [field.name for field in fields(hint)] if is_dataclass(hint) else []
        if step not in known:
            raise PathError(f"{path}: there is no {step!r}; there are {', '.join(known) or 'no fields here'}")
        hint = get_type_hints(hint)[step]
    return hint


def _steps(path: str) -> list[str | int]:
    steps: list[str | int] = []
    for name, indexes in _STEP.findall(path):
        steps.append(name)
        steps += [int(number) for number in re.findall(r"\d+", indexes)]
    return steps
