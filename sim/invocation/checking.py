"""Whether a request can be served as it is: the checks before anything of the function runs."""

import json

from sim.invocation.answers import (
    Answer,
    bad_json,
    bad_type,
    inactive,
    not_found,
    pending,
    snap_start_not_ready,
    too_large,
)
from sim.invocation.function import arn_of
from sim.invocation.scenario import Invoke, Scenario
from sim.invocation.values import ASYNC_PAYLOAD, LATEST, SYNC_PAYLOAD, InvocationType, State

WHY = {
    400: "The body is no JSON, so there is no event to hand to the function.",
    404: "There is no function of this name, or it has no such version or alias. Nothing runs.",
    409: "The function is not ready yet. Nothing runs; ask again when its state is Active.",
    413: "The payload is larger than this kind of call takes. Nothing runs.",
    415: "The content type says that the body is no JSON. Nothing runs.",
    502: "The function has not been called for a long time, and its connection to the VPC is gone. This call wakes it, and fails.",
}
"""Why, by the status."""


def payload_of(invoke: Invoke, number: int) -> str:
    """The payload of the call, without what fills it up."""
    return invoke.payload.replace("%n", str(number))


def refusal_of(scenario: Scenario, invoke: Invoke, number: int, state: State) -> Answer | None:
    """The answer that ends the request here; None if it goes on. ``state`` is the function's at this moment.

    https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    """
    payload = payload_of(invoke, number)
    if invoke.content_type.partition(";")[0].strip().lower() not in ("application/json", ""):
        return bad_type(invoke.content_type)
    size = len(payload.encode("utf-8", "surrogatepass")) + invoke.fill
    if size > (ASYNC_PAYLOAD if invoke.invocation_type is InvocationType.EVENT else SYNC_PAYLOAD):
        return too_large(size, invoke.invocation_type)
    if problem := _problem_of(payload):
        return bad_json(problem)
    function = scenario.function
    if invoke.function_name not in ("", function.name) or invoke.qualifier not in ("", *function.qualifiers):
        return not_found(arn_of(invoke.function_name or function.name, invoke.qualifier))
    match state:
        case State.PENDING:
            return pending()
        case State.INACTIVE:
            return inactive()
        case State.SNAP_START_NOT_READY if invoke.qualifier not in ("", LATEST):
            return snap_start_not_ready()
    return None


def _problem_of(payload: str) -> str:
    """Why the payload is no JSON; empty if it is, or if there is none."""
    if not payload.strip():
        return ""
    try:
        json.loads(payload, parse_constant=_no_number)
    except ValueError as error:
        return str(error)
    except RecursionError:
        return "nested too deep"
    return ""


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
