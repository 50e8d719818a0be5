"""The calls, what came of them, and the picture."""

from sim.routing.outcome import Outcome
from sim.routing.picture import picture
from sim.routing.playing import played
from sim.routing.scenario import Scenario
from sim.trace import Trace


def run(scenario: Scenario) -> Trace[Outcome]:
    """Make the calls. What AWS refuses is told in the results, and has changed nothing."""
    return picture(played(scenario))
