"""What there is to know besides: why nothing mends it, or what one would rather do.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
"""

from sim.network.finding import in_words, interface_endpoint
from sim.network.outcome import Check, FunctionOutcome, PathOutcome, RefusalOutcome, Symptom
from sim.network.scenario import Scenario
from sim.network.values import IDLE_DAYS, TargetKind

_OUTSIDE = (TargetKind.INTERNET, TargetKind.SERVICE)


def advice_of(
    scenario: Scenario,
    refusals: tuple[RefusalOutcome, ...],
    functions: tuple[FunctionOutcome, ...],
    paths: tuple[PathOutcome, ...],
) -> str:
    """A sentence or two; empty if there is nothing to say."""
    if refusals:
        return "Nothing is made as long as AWS refuses it. " + refusals[0].why
    failed = next((function for function in functions if function.error_code), None)
    if failed:
        return _not_run(failed)
    broken = next((path for path in paths if not path.reached), None)
    if broken is None:
        return _spared(scenario, paths)
    if broken.stopped_by == Check.ONE_WAY:
        return (
            "Nothing mends it: to run a function, call Invoke of the Lambda API, or its function URL. From inside a VPC without a way "
            "out, an interface endpoint for lambda takes the call there."
        )
    if broken.symptom is Symptom.REFUSED:
        return "The network is fine. Start what should listen at that port, or connect to the right one."
    if broken.subnet and scenario.target.kind in _OUTSIDE:
        return (
            f"If {broken.function} needs nothing that is private, take its VpcConfig away: without one it reaches {in_words(scenario)} "
            "by itself, at no cost."
        )
    return ""


def _not_run(function: FunctionOutcome) -> str:
    match function.error_code:
        case "ResourceNotReadyException":
            return (
                f"No change of the network helps: wait until {function.function} is Active, and invoke it again. "
                f"An invocation at least every {IDLE_DAYS} days keeps it."
            )
        case "EC2AccessDeniedException":
            return (
                f"Give the execution role of {function.function} its permissions back: AWSLambdaVPCAccessExecutionRole."
            )
        case "EC2ThrottledException" | "EC2UnexpectedException" | "ENINotReadyException":
            return "Nothing of the configuration is wrong: try again after a while."
    return function.why


def _spared(scenario: Scenario, paths: tuple[PathOutcome, ...]) -> str:
    """What costs money and could be spared, though all is reached."""
    by_nat = any(hop.check is Check.NAT for path in paths for hop in path.hops)
    if (
        by_nat
        and scenario.target.kind is TargetKind.SERVICE
        and not interface_endpoint(scenario, scenario.target.service)
    ):
        return "The GB to this service go through a NAT gateway, which bills each of them. An endpoint bills less, or nothing."
    return ""
