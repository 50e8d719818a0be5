"""A claim about a simulator, and whether it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ConfigDict, with_config

from sim.catalog import run_of
from sim.paths import look_up
from sim.trace import Trace

Scalar = bool | int | float | str


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """In this scenario, the outcome has at each path this value."""

    sim: str
    scenario: Mapping[str, Any]
    expect: Mapping[str, Scalar]

    def __post_init__(self) -> None:
        if not self.expect:
            raise ValueError("expect: claims nothing; name at least one path and its value")


@dataclass(frozen=True, slots=True)
class Proof:
    """What the simulator says to a claim."""

    holds: bool
    observed: Mapping[str, Scalar]
    trace: Trace[Any]


def prove(claim: Claim) -> Proof:
    """Run the claim's scenario and hold the outcome against what it expects.

    Raises:
        KeyError: there is no such simulator.
        ContentError: the simulator refuses the scenario.
        PathError: the outcome has no such path.
    """
    _, trace = run_of(claim.sim, claim.scenario)
    observed = {path: look_up(trace.outcome, path) for path in claim.expect}
    return Proof(all(same(observed[path], value) for path, value in claim.expect.items()), observed, trace)


def same(one: Scalar, other: Scalar) -> bool:
    """Whether two values are equal, and neither or both of them are true or false."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def spoil(claim: Claim) -> Iterator[Claim]:
    """The claim with one expectation made wrong at a time. None of them may hold, else the claim proves nothing."""
    for path, value in claim.expect.items():
        yield replace(claim, expect={**claim.expect, path: _other(value)})


def _other(value: Scalar) -> Scalar:
    match value:
        case bool():
            return not value
        case str():
            return f"{value}-spoiled"
        case _:
            return value + 1
