"""Settings that the API's own shape refuses: memory, timeout, /tmp, architectures, Handler. All that is wrong is told in one message."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sim.facts import fact_of
from sim.package.answers import VALIDATION, Answer
from sim.package.scenario import Scenario
from sim.package.values import LONGEST_HANDLER, Operation

_WHY = {
    "memory": "A function takes 128 to 10,240 MB of memory.",
    "timeout": "A function takes 1 to 900 seconds.",
    "tmp": "A function takes 512 to 10,240 MB for /tmp.",
    "architectures": "A function runs on exactly one architecture.",
    "handler": "Handler takes 128 characters at most, and no space.",
}
_FACTS = {
    "memory": "memory-128-10240",
    "timeout": "timeout-default-3-max-900",
    "tmp": "tmp-512-10240",
    "architectures": "arch-default-x86",
    "handler": "handler-128",
}


def bounds(check: str) -> tuple[int, int]:
    """The lowest and highest value of memory, timeout or /tmp."""
    fact = fact_of(_FACTS[check])
    return int(fact.value_min or 0), int(fact.value_max or 0)


def refusal(scenario: Scenario, check: str) -> Answer | None:
    """The answer if the setting that ``check`` names is refused. It tells the faults of all five, as AWS does."""
    found = dict(_faults(scenario))
    if check not in found:
        return None
    count = len(found)
    told = f"{count} validation error{'' if count == 1 else 's'} detected: {'; '.join(found.values())}"
    return Answer(code=VALIDATION, message=told, why=_WHY[check], fact=_FACTS[check], as_documented=_is_new(scenario))


def _faults(scenario: Scenario) -> Iterator[tuple[str, str]]:
    is_create = scenario.operation is Operation.CREATE
    for check, place in _NUMBERS.items() if is_create else ():
        value = _value(scenario, check)
        low, high = bounds(check)
        if value < low:
            yield check, _fault(str(value), place, f"Member must have value greater than or equal to {low}")
        if value > high:
            yield check, _fault(str(value), place, f"Member must have value less than or equal to {high}")
    names = ", ".join(one.value for one in scenario.architectures)
    if len(scenario.architectures) != 1:
        bound = "greater than or equal to 1" if not names else "less than or equal to 1"
        yield "architectures", _fault(f"[{names}]", "architectures", f"Member must have length {bound}")
    if is_create:
        if len(scenario.handler) > LONGEST_HANDLER:
            constraint = f"Member must have length less than or equal to {LONGEST_HANDLER}"
            yield "handler", _fault(scenario.handler, "handler", constraint)
        elif any(sign.isspace() for sign in scenario.handler):
            constraint = "Member must satisfy regular expression pattern: [^\\s]+"
            yield "handler", _fault(scenario.handler, "handler", constraint)


_NUMBERS: Mapping[str, str] = MappingProxyType(
    {"memory": "memorySize", "timeout": "timeout", "tmp": "ephemeralStorage.size"}
)
"""The checks of numbers, and where AWS says that the fault is."""


def _value(scenario: Scenario, check: str) -> int:
    return {"memory": scenario.memory_mb, "timeout": scenario.timeout_s, "tmp": scenario.tmp_mb}[check]


def _fault(value: str, place: str, constraint: str) -> str:
    return f"Value '{value}' at '{place}' failed to satisfy constraint: {constraint}"


def _is_new(scenario: Scenario) -> bool:
    """Whether a number is over what default compute takes, and within what the API takes for other kinds of compute."""
    over = (bounds(check)[1] < _value(scenario, check) for check in _NUMBERS)
    return any(over)
