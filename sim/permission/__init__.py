"""May this caller invoke this function, and which statement decides? The policies of a caller, a function and a role.

A scenario becomes questions (``asking``), the texts become statements (``papers``, by ``sim.policy``), every question is answered
(``deciding``), and a denial becomes AWS's error (``answers``) and the least change that would let the call in (``advice``).

https://docs.aws.amazon.com/lambda/latest/dg/lambda-permissions.html
"""

from sim.permission.outcome import (
    CheckOutcome,
    Outcome,
    Problem,
    Reason,
    Refusal,
    StatementOutcome,
    Verdict,
)
from sim.permission.run import run
from sim.permission.scenario import Scenario
from sim.permission.values import AuthType, Service, Via

__all__ = [
    "AuthType",
    "CheckOutcome",
    "Outcome",
    "Problem",
    "Reason",
    "Refusal",
    "Scenario",
    "Service",
    "StatementOutcome",
    "Verdict",
    "Via",
    "run",
]
