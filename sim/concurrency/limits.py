"""What is set, as AWS takes it: reserved and provisioned concurrency of each function, and the settings that it refuses.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
"""

from dataclasses import dataclass, replace

from sim.concurrency.outcome import Refusal
from sim.concurrency.values import ACCOUNT, UNRESERVED
from sim.concurrency.workload import Function, Workload

RESERVE, PROVISION = "PutFunctionConcurrency", "PutProvisionedConcurrencyConfig"
DECREASES = "Specified {} for function decreases account's UnreservedConcurrentExecution below its minimum value of"
ABOVE_RESERVED = (
    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function"
)


@dataclass(frozen=True, slots=True)
class Settled:
    """The functions with what AWS took of their settings, and what it refused."""

    functions: tuple[Function, ...]
    refusals: tuple[Refusal, ...]


def minimum_unreserved(account: int) -> int:
    """What must stay unreserved: 100 with the standard quota, 10 in an account that has a reduced one."""
    return UNRESERVED["standard" if account >= ACCOUNT else "reduced"]


def settled(workload: Workload) -> Settled:
    """The settings one after the other: of each function in its turn the reservation, and then of each its provisioned concurrency."""
    least, unreserved = minimum_unreserved(workload.account), workload.account
    functions: list[Function] = []
    refusals: list[Refusal] = []
    for function in workload.functions:
        if 0 < function.reserved > unreserved - least:
            told = f"{DECREASES.format('ReservedConcurrentExecutions')} [{least}]."
            refusals.append(_refused(function, RESERVE, told))
            functions.append(replace(function, reserved=-1))
        else:
            functions.append(function)
            unreserved -= max(0, function.reserved)
    for n, function in enumerate(functions):
        if told := _provisioned_refused(function, unreserved, least):
            refusals.append(_refused(function, PROVISION, told))
            functions[n] = replace(function, provisioned=0, schedule=(), tracking=None)
        elif function.reserved < 0:
            unreserved -= most_provisioned(function)
    return Settled(tuple(functions), tuple(refusals))


def most_provisioned(function: Function) -> int:
    """The most that its settings ever ask for."""
    later = max((change.provisioned for change in function.schedule), default=0)
    return max(function.provisioned, later, function.tracking.maximum if function.tracking else 0)


def _provisioned_refused(function: Function, unreserved: int, least: int) -> str:
    """Why AWS does not take this function's provisioned concurrency; empty if it does."""
    asked = most_provisioned(function)
    if function.reserved >= 0:
        return ABOVE_RESERVED if asked > function.reserved else ""
    if asked > unreserved:
        return f"Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [{unreserved}]."
    if asked and asked > unreserved - least:
        return f"{DECREASES.format('ConcurrentExecutions')} [{least}]."
    return ""


def _refused(function: Function, operation: str, message: str) -> Refusal:
    code = "InvalidParameterValueException"
    return Refusal(function=function.name, operation=operation, status=400, code=code, message=message)
