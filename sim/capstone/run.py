"""The run: the photographs come along, and what became of them is counted and told."""

from sim.capstone.flow import flow
from sim.capstone.outcome import Outcome
from sim.capstone.result import outcome_of
from sim.capstone.scenario import Scenario
from sim.capstone.telling import trace_of
from sim.trace import Trace


def run(scenario: Scenario) -> Trace[Outcome]:
    """Upload twenty photographs to an application with the faults of the round and the changes that were made.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
    """
    found = flow(scenario)
    return trace_of(found, outcome_of(found))
