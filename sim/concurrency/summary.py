"""What became of each call, in columns; what can be told from them is told by ``result``, ``money`` and ``series``."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.concurrency.drawing import Calls, Whole
from sim.concurrency.outcome import Level, Refusal
from sim.concurrency.values import FIRST_THROTTLE, SECOND, Kind
from sim.concurrency.workload import Function, Workload

Yes = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Summary:
    """A workload, and what became of its calls. One row of each column is one call, in order of time."""

    workload: Workload
    functions: tuple[Function, ...]
    """As AWS took their settings."""
    calls: Calls
    kind: NDArray[np.uint8]
    """As in ``Kind``."""
    end: Whole
    """When it was answered, in ms; of throttled calls 0."""
    environment: Whole
    """Its number, from 1; 0 on provisioned concurrency, and of throttled calls."""
    levels: tuple[Level, ...]
    """Provisioned concurrency over time, function by function."""
    refusals: tuple[Refusal, ...]
    served: Yes = field(init=False)
    latency: Whole = field(init=False)
    """ms from arrival to answer; of throttled calls 0."""
    init: Whole = field(init=False)
    """Init that is billed by its own line, in ms: that of cold starts, since it is billed at all."""
    billed: Whole = field(init=False)
    """ms that each call is billed for: its Duration and, of a cold start, Init; not the download and start of the environment."""

    def __post_init__(self) -> None:
        served = self.kind < FIRST_THROTTLE
        cold = np.flatnonzero(self.kind == Kind.COLD)
        starts, inits = (
            np.array([getattr(function, name) for function in self.functions], dtype=np.int64)[
                self.calls.function[cold]
            ]
            for name in ("start", "init")
        )
        latency = np.where(served, self.end - self.calls.at, 0)
        init, billed = np.zeros_like(latency), latency.copy()
        if self.workload.init_billed:
            init[cold] = inits
        billed[cold] -= starts + inits - init[cold]
        for name, column in (("served", served), ("latency", latency), ("init", init), ("billed", billed)):
            object.__setattr__(self, name, column)

    def of(self, number: int) -> Yes:
        """Which calls are of the function in that place."""
        if len(self.functions) == 1:
            return np.ones(len(self.kind), dtype=np.bool_)
        return np.asarray(self.calls.function == number)

    def timed_out(self) -> Yes:
        """Which calls ran into their function's timeout."""
        limits = np.array([function.timeout_seconds * SECOND for function in self.functions])[self.calls.function]
        ran = self.calls.duration.copy()
        again = np.flatnonzero(self.kind == Kind.REINIT)
        ran[again] += np.array([function.init for function in self.functions])[self.calls.function[again]]
        return np.asarray(self.served & (ran > limits))


def in_flight(at: Whole, end: Whole) -> Whole:
    """Of calls in order of time, how many are in flight with each; what ends at a moment makes room for what comes at it."""
    over = np.searchsorted(
        np.sort(end, kind="stable"), at, side="right"
    )  # stable is quick where much is in order already
    return np.asarray(np.arange(1, len(at) + 1) - over)


def peak(at: Whole, end: Whole) -> int:
    """The most calls in flight at once; 0 of none."""
    return int(in_flight(at, end).max(initial=0))
