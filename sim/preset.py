"""A preset of a lab: a scenario named by the question that it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from annotated_types import MinLen
from pydantic import ConfigDict, with_config

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """A wrong prediction that many make, and the thought behind it."""

    gives: int | float | str
    because: str


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What the lab asks before Run. The answer is the outcome's value at ``of``; it is never written down."""

    ask: str
    of: str
    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    """Values to choose from, with the words for each. Without them a number is asked for."""
    typical: tuple[Typical, ...] = ()

    def words(self, value: int | str) -> str:
        """``value`` as it is said to the learner."""
        return f"{value:,}" if isinstance(value, int) else self.options.get(value, value)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One entry of a simulator's ``presets.yaml``."""

    id: str
    question: str
    scenario: Mapping[str, Any]
    predict: Prediction
    explain: Annotated[str, MinLen(20)]
    """What the run shows, told after it."""
