"""The run of a scenario: its beginning call by call as a trace, and all of it as an outcome."""

from sim.concurrency.drawing import same_calls
from sim.concurrency.fleet import Fleet
from sim.concurrency.measure import measured
from sim.concurrency.outcome import Outcome
from sim.concurrency.result import MOST_CALLS_TOLD, outcome_of
from sim.concurrency.scenario import Scenario
from sim.concurrency.workload import Workload
from sim.trace import Trace


def run(scenario: Scenario) -> Trace[Outcome]:
    """Serve every call and tell of it; of many calls the first 300 are told, and the outcome counts all of them.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
    """
    fleet = follow(scenario, MOST_CALLS_TOLD)
    return fleet.trace(outcome_of(fleet.summary() if fleet.is_whole else measured(scenario)))


def follow(workload: Workload, most: int) -> Fleet:
    """The fleet after the first calls, at most so many; if these were all of them, after everything is over."""
    fleet = Fleet(workload, same_calls(workload), most)
    fleet.play()
    return fleet
