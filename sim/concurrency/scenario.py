"""What the lab and the questions run: a workload of teaching size."""

from dataclasses import dataclass

from sim.concurrency.workload import Workload, check_calls, closed

MOST_SCENARIO_CALLS = 200_000


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Workload):
    """A workload that is small enough for a page."""

    def __post_init__(self) -> None:
        Workload.__post_init__(self)
        check_calls(self, MOST_SCENARIO_CALLS)
