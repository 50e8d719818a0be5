"""What goes into a run of ``routing``: calls of the AWS CLI, one to a line."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds

LONGEST = 40_000
"""Characters of the calls that are read."""
MOST_CALLS = 200
SEEDS = 2**32


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Somebody works on functions, one call after the other. What is wrong with a call is told in its result, and changes nothing."""

    calls: Annotated[str, MaxLen(LONGEST)]
    """A call to a line: ``aws lambda publish-version --function-name reserve-seat``. The words ``aws lambda`` may be left out, an empty
    line or one that begins with ``#`` is passed over, and a line that ends in a backslash goes on in the next."""
    busy: Annotated[int, Interval(ge=0, le=5)] = 0
    """How many of the calls that follow still find an update InProgress, or a new function Pending. ``wait`` waits for both."""
    seed: Annotated[int, Interval(ge=0, le=SEEDS)] = 1
    """Draws which version an alias with weights takes, for each Invoke anew."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        lines = sum(bool(line.strip()) for line in self.calls.splitlines())
        if lines > MOST_CALLS:
            raise ValueError(f"calls: {lines} lines are too many to look at; take at most {MOST_CALLS}")
