"""What each station has: how it stands with a fault, what a change sets, what an operator sees, and which simulator decides."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from sim.capstone.values import Change, Fault

S = TypeVar("S")
_LIST = re.compile(r"\[\s+([^\[\]{}]*?)\s+\]")
"""A list of plain values in lines."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that can be made: its words, and the settings that it sets."""

    words: str
    sets: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of configuration as an operator reads it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Closer:
    """The scenario of another simulator that decides at this station."""

    words: str
    simulator: str
    scenario: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[S]):
    """A station."""

    title: str
    faults: Mapping[Fault, S]
    """Its settings with each fault that can be planted."""
    changes: Mapping[Any, Mend]
    is_sound: Callable[[S], bool]
    """Whether its simulator finds it in order, by itself: all that comes before it is."""
    shown: Callable[[S], tuple[Shown, ...]]
    closer: Callable[[S], tuple[Closer, ...]]

    def settings(self, fault: Fault, change: Change) -> S:
        """How it stands after ``change``."""
        found: S = replace(self.faults[fault], **self.changes[change].sets)  # type: ignore[type-var]  # settings are dataclasses
        return found


def pretty(value: object) -> str:
    """``value`` as JSON in lines; a list of plain values stands in one."""
    return _LIST.sub(lambda found: f"[{' '.join(found[1].split())}]", json.dumps(value, indent=2))
