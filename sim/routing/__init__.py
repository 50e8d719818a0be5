"""What does prod run after these calls? Functions, versions and aliases, one call of the API after the other.

Lines of the AWS CLI are read (``cli``, ``options``) and answered one by one (``playing``); what Lambda keeps is a value (``state``), so a
call that is refused changes nothing. Names and ARNs are in ``arns``, templates are read in ``template``.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
"""

from sim.routing.outcome import AliasOutcome, CallResult, FunctionOutcome, Outcome, Verdict, VersionOutcome
from sim.routing.run import run
from sim.routing.scenario import Scenario

__all__ = [
    "AliasOutcome",
    "CallResult",
    "FunctionOutcome",
    "Outcome",
    "Scenario",
    "Verdict",
    "VersionOutcome",
    "run",
]
