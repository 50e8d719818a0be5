"""Does this deployment package get in, what refuses it, and what fills the 250 MB? A .zip or an image, put through AWS's checks in order.

A scenario is measured (``sizes``), put through the checks (``checks``, with ``shape`` for the API's own) whose answers are AWS's
(``answers``), and told (``picture``). What only the first call finds out is in ``starting``, zip or image in ``choosing``. A real .zip is
measured in memory by ``archive``.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

from sim.package.outcome import CheckOutcome, Covered, Outcome, Verdict, Way
from sim.package.run import run
from sim.package.scenario import Layer, Scenario, Variable
from sim.package.sizes import Part
from sim.package.values import Bootstrap, FunctionType, Operation, Package, StorageMode

__all__ = [
    "Bootstrap",
    "CheckOutcome",
    "Covered",
    "FunctionType",
    "Layer",
    "Operation",
    "Outcome",
    "Package",
    "Part",
    "Scenario",
    "StorageMode",
    "Variable",
    "Verdict",
    "Way",
    "run",
]
