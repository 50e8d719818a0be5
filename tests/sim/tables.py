"""The tables of cases: what goes into a run, and what has to come of it, a row each with its source."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from sim.catalog import simulators
from tests.sim.bus import writing as bus
from tests.sim.invocation import writing as invocation
from tests.sim.permission import writing as permission
from tests.sim.routing import writing as routing

CASES = Path(__file__).parents[1] / "cases"
Row = Mapping[str, Any]
_SHORT: dict[str, Callable[[Row], Row]] = {
    "bus": bus.scenario,
    "invocation": invocation.scenario,
    "permission": lambda row: permission.written(row["scenario"]),
    "routing": lambda row: routing.written(row["scenario"]),
}
"""How the rows of a table are written out that stand there in a short form."""


def cases_of(name: str) -> Sequence[Row]:
    """The rows of a simulator's table."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def refused_of(name: str) -> Sequence[Row]:
    """Scenarios that the gate refuses, each with all that it says."""
    return yaml.safe_load((CASES / f"{name}_refused.yaml").read_text("utf-8"))


def scenario_in(name: str, row: Row) -> Row:
    """The fields of the scenario in a ``row``."""
    if name in _SHORT:
        return _SHORT[name](row)
    return row["given"] if "given" in row else row["scenario"]


def expected_in(name: str, row: Row) -> Row:
    """Paths of the outcome, and what stands there."""
    return routing.expected(row["expect"]) if name == "routing" else row["expect"]


def with_tables() -> Sequence[str]:
    """The simulators whose tables have this form. Those of patterns and rules are their own."""
    return [name for name in simulators() if name not in {"pattern", "rules"}]
