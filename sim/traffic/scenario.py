"""What goes into a run of ``traffic``: an alias and its weight, the calls and who makes them, and how each version behaves."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.traffic.values import LONGEST_CALL, MINUTE, MOST_CALLS, Moment, Number

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """How one version of the function behaves."""

    number: Number
    duration: Annotated[int, Interval(ge=1, le=LONGEST_CALL)] = 100
    """ms that a call takes."""
    fails_percent: Annotated[int, Interval(ge=0, le=100)] = 0
    """Of 100 calls so many fail, drawn by the seed."""

    def __post_init__(self) -> None:
        keep_bounds(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """UpdateAlias at a later moment. What is left out here is left out there."""

    at: Moment
    version: Number = ""
    """FunctionVersion; empty leaves it as it is."""
    additional: Number = ""
    """The key of AdditionalVersionWeights; empty leaves the routing as it is, unless ``clear`` is set."""
    weight: float = 0.0
    clear: bool = False
    """AdditionalVersionWeights is given as ``{}``."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if self.clear and self.additional:
            raise ValueError("clear: stands beside additional; a call either clears the routing or sets it")
        if not (self.version or self.additional or self.clear):
            raise ValueError("version: nothing is changed; give version or additional, or clear the routing")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Calls reach an alias; Lambda draws the version of each. Times are ms from the beginning."""

    calls: Annotated[int, Interval(ge=1, le=MOST_CALLS)] = 20
    weight: float = 0.1
    """Weight of the additional version: 0.1 is one call in ten. AWS takes 0.0 to 1.0."""
    version: Number = "1"
    """FunctionVersion of the alias: it gets the rest."""
    additional: Number = "2"
    """The version that AdditionalVersionWeights names; empty is an alias without routing."""
    more: tuple[Number, ...] = ()
    """Further keys in AdditionalVersionWeights, each with the same weight. AWS takes none."""
    moves: Annotated[tuple[Move, ...], MaxLen(50)] = ()
    every: Annotated[int, Interval(ge=1, le=60 * MINUTE)] = 1000
    """ms from one call to the next."""
    by_chance: bool = False
    """``every`` is the mean of gaps that the seed draws (a Poisson process), and the first call comes after such a gap."""
    callers: Annotated[int, Interval(ge=0, le=MOST_CALLS)] = 0
    """So many people make the calls, in turn; 0 is a new one for each call."""
    versions: Annotated[tuple[Version, ...], MaxLen(10)] = ()
    """How versions behave; one that is not here takes 100 ms and does not fail."""
    other_roles: bool = False
    """The two versions have different execution roles."""
    seed: Annotated[int, Interval(ge=0, le=2**32)] = 1
    """Draws the version of each call, the failures and the gaps: three streams that do not disturb each other."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if not self.version:
            raise ValueError("version: is empty; an alias has a FunctionVersion, such as 1")
        if self.more and not self.additional:
            raise ValueError("more: stands without additional; name the first additional version there")
        numbers = [version.number for version in self.versions]
        for number in numbers:
            if numbers.count(number) > 1:
                raise ValueError(f"versions: {number} is there twice; describe it once")
        if any(later.at < earlier.at for earlier, later in zip(self.moves, self.moves[1:], strict=False)):
            raise ValueError("moves: are not in order of time; put the earlier one first")
