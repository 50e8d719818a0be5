"""The ways of a network judged: from where the target is reached, what the code sees, and why."""

from sim.network.configuring import functions_of, refusals_of
from sim.network.finding import host_name, in_words
from sim.network.following import follow
from sim.network.interfaces import Making, make
from sim.network.outcome import (
    Check,
    FunctionOutcome,
    HopOutcome,
    PathOutcome,
    Place,
    RefusalOutcome,
    Symptom,
    Verdict,
)
from sim.network.scenario import Function, Scenario

_SYMPTOMS = {
    Check.NAME: Symptom.NO_NAME,
    Check.ADDRESS: Symptom.NO_ROUTE,
    Check.LISTENING: Symptom.REFUSED,
    Check.ENDPOINT: Symptom.DENIED,
}


def paths_of(scenario: Scenario, functions: tuple[FunctionOutcome, ...]) -> tuple[PathOutcome, ...]:
    """The way of each function from each of its subnets."""
    found: list[PathOutcome] = []
    for function, told in zip(scenario.functions, functions, strict=True):
        for subnet in function.subnets or ("",):
            hops = (_not_run(function, told),) if told.error_code else follow(scenario, function, subnet)
            found.append(_path(scenario, function, subnet, hops, told))
    return tuple(found)


def looked_at(
    scenario: Scenario,
) -> tuple[tuple[RefusalOutcome, ...], Making, tuple[FunctionOutcome, ...], tuple[PathOutcome, ...]]:
    """What is refused, the interfaces, the functions, and the ways: none if anything is refused."""
    refusals, making = tuple(refusals_of(scenario)), make(scenario)
    functions = tuple(functions_of(scenario, making))
    return refusals, making, functions, () if refusals else paths_of(scenario, functions)


def reaches(scenario: Scenario) -> bool:
    """Whether the target is reached from everywhere, and nothing is refused."""
    refusals, _, _, paths = looked_at(scenario)
    return not refusals and all(path.reached for path in paths)


def verdict_of(
    refusals: tuple[RefusalOutcome, ...], functions: tuple[FunctionOutcome, ...], paths: tuple[PathOutcome, ...]
) -> Verdict:
    """The verdict over all ways."""
    if refusals:
        return Verdict.REFUSED
    if all(function.error_code for function in functions):
        return Verdict.FAILED
    reached = sum(path.reached for path in paths)
    return Verdict.ALWAYS if reached == len(paths) else Verdict.SOMETIMES if reached else Verdict.NEVER


def _not_run(function: Function, told: FunctionOutcome) -> HopOutcome:
    return HopOutcome(
        place=Place.FUNCTION,
        check=Check.START,
        name=function.label,
        is_back=False,
        passes=False,
        rule=f"{told.status} {told.error_code}",
        why=told.why,
        fact=told.fact,
    )


def _path(
    scenario: Scenario, function: Function, subnet: str, hops: tuple[HopOutcome, ...], told: FunctionOutcome
) -> PathOutcome:
    last = hops[-1]
    symptom = Symptom.ANSWER if last.passes else _SYMPTOMS.get(last.check, Symptom.TIMEOUT)
    symptom = Symptom.NOT_RUN if told.error_code else symptom
    where = f" from {subnet}" if subnet else ""
    reached = f"{function.label} reaches {in_words(scenario)}{where}."
    return PathOutcome(
        function=function.label,
        subnet=subnet,
        reached=last.passes,
        symptom=symptom,
        seen=_seen(scenario, symptom, told),
        hops=hops,
        stopped_by="" if last.passes else last.check.value,
        stopped_at="" if last.passes else last.name,
        why=reached if last.passes else last.why,
        fact=_reached_by(hops).fact if last.passes else last.fact,
    )


def _reached_by(hops: tuple[HopOutcome, ...]) -> HopOutcome:
    """The hop that made the difference: the gateway or the target's group, else the first."""
    telling = [hop for hop in hops if hop.place is Place.GATEWAY or hop.check in (Check.GROUP_IN, Check.ENDPOINT)]
    return telling[0] if telling else hops[0]


def _seen(scenario: Scenario, symptom: Symptom, told: FunctionOutcome) -> str:
    match symptom:
        case Symptom.ANSWER:
            return "The call is answered."
        case Symptom.REFUSED:
            return "The connection is refused at once: ConnectionRefusedError in Python. The network is fine."
        case Symptom.NO_NAME:
            return f"{host_name(scenario)} is not resolved: the client says so after a few tries, before any packet is sent to it."
        case Symptom.DENIED:
            return "The service's endpoint answers: an access-denied error with 403. The network is fine."
        case Symptom.NO_ROUTE:
            return "The connection fails at once: the network is unreachable, since there is no address of that kind."
        case Symptom.NOT_RUN:
            return f"The code does not run: Invoke answers {told.status} {told.error_code}."
    return "Nothing, until the client's connect timeout or the function's timeout ends the wait: Task timed out."
