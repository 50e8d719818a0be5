"""How many batches a mapping may have at work at once: where it begins, how fast it grows while there is a backlog, and where it ends.

A mapping of a standard queue begins with five and adds up to 300 a minute; here one every 200 ms, evenly. It backs off when invocations
fail: AWS says *gradually*, not by how much, and here half of the level goes at each failure. One of a FIFO queue has as many as there are
active message groups from the first moment on, for AWS tells of no other beginning; a group that has failed waits by itself.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
"""

from dataclasses import dataclass

from sim.facts import whole
from sim.queue.scenario import Scenario
from sim.queue.values import MINUTE

START = whole("sqs-scaling-default", "start")
PER_MINUTE = whole("sqs-scaling-default", "added_per_minute")
MOST = whole("sqs-scaling-default", "maximum")
PROVISIONED_PER_MINUTE = whole("sqs-provisioned-mode", "added_per_minute")
PER_POLLER = whole("sqs-provisioned-mode", "invocations_per_poller")
LEAST_POLLERS = whole("sqs-provisioned-mode", "minimum_pollers_default")
MOST_POLLERS = whole("sqs-provisioned-mode", "maximum_pollers_default")
FLOOR = 2
"""Failures do not take the level below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaling:
    """The bounds of the level, in batches at work at once."""

    least: int
    """Where it begins, and where it goes back to when there is nothing to do."""
    most: int
    step: int
    """ms from one more to the next."""
    floor: int
    per_poller: int = 1
    """Batches that one poller may have at work."""

    def pollers(self, level: int) -> int:
        """How many pollers that level takes."""
        return -(-level // self.per_poller)

    def backed_off(self, level: int) -> int:
        """The level after a failure."""
        return max(min(self.floor, level), level // 2)

    def at(self, backlog: int) -> int:
        """The level after ``backlog`` ms with a backlog and without a failure: what the run gives, in closed form."""
        return min(self.most, self.least + backlog // self.step)


def scaling_of(scenario: Scenario) -> Scaling:
    """The scaling of the scenario's mapping.

    A function's reserved concurrency is not looked at: what the pollers bring beyond it is throttled. The level of a FIFO queue never moves:
    what holds it is that only one batch of each group can be in flight.
    """
    if scenario.provisioned:
        least = (scenario.minimum_pollers or LEAST_POLLERS) * PER_POLLER
        most = max(least, (scenario.maximum_pollers or MOST_POLLERS) * PER_POLLER)
        return Scaling(
            least=least,
            most=most,
            step=MINUTE // PROVISIONED_PER_MINUTE,
            floor=least,
            per_poller=PER_POLLER,
        )
    most = min(MOST, scenario.account_concurrency, scenario.maximum_concurrency or MOST)
    if scenario.fifo:
        return Scaling(least=most, most=most, step=MINUTE // PER_MINUTE, floor=most)
    return Scaling(least=min(START, most), most=most, step=MINUTE // PER_MINUTE, floor=FLOOR)
