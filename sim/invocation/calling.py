"""The caller's side: it asks, waits, and tries again or gives up. All retries of a synchronous call are made here, by the client.

An SDK in standard mode tries again after a throttle, a 5xx and a lost or timed-out connection, never after a 200, whatever the function
said. API Gateway never tries again. https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
"""

from sim.draw.text import duration
from sim.facts import whole
from sim.invocation.answers import ACCEPTED, Answer
from sim.invocation.calls import Call, Request
from sim.invocation.outcome import Result
from sim.invocation.queueing import dequeue
from sim.invocation.retry import RETRIED_STATUS, sdk_wait
from sim.invocation.serving import receive
from sim.invocation.state import CLIENT, GATEWAY, LAMBDA, Patience, Send, World
from sim.invocation.states import RequestState
from sim.invocation.values import Caller, InvocationType
from sim.trace import Tone

REJECTED, FUNCTION_ERROR = (
    whole("sync-api-gateway-errors", "rejected"),
    whole("sync-api-gateway-errors", "function_error"),
)
TIMED_OUT = 504
_INTERNAL = '{"message": "Internal server error"}'
_ENDPOINT = '{"message": "Endpoint request timed out"}'
_KINDS = {
    Result.OK: ("answered", "has its result", Tone.WORK),
    Result.FUNCTION_ERROR: ("failed_call", "has an error of the function", Tone.BAD),
    Result.REFUSED: ("refused", "is refused", Tone.BAD),
    Result.NO_ANSWER: ("unanswered", "ends without an answer", Tone.BAD),
    Result.DRY_RUN: ("dry_run_done", "may be made", Tone.WORK),
    Result.ACCEPTED: ("told_accepted", "is accepted", Tone.WORK),
}


def arrive(world: World, call: Call) -> None:
    """Somebody calls."""
    world.calls.append(call)
    kind = call.invoke.invocation_type
    told = {
        InvocationType.REQUEST_RESPONSE: "Synchronous: the caller waits for the result.",
        InvocationType.EVENT: "Asynchronous: the caller hands the event over and goes.",
        InvocationType.DRY_RUN: "A dry run: may this call be made?",
    }[kind]
    world.mark(CLIENT, "arrived", f"{call.of}: {kind}", Tone.NOTE, told, "sync-invocation-types", call.of)
    send(world, call)


def send(world: World, call: Call) -> None:
    """Send a request to Lambda, the first or a further one."""
    call.requests += 1
    request = Request(
        number=len(world.requests) + 1, call=call, attempt=call.requests, at=world.now, id=world.request_id()
    )
    world.requests.append(request)
    if call.requests > 1:
        why = "The SDK tries again, by itself. To Lambda it is a new request, with a new request id."
        label = f"{call.of}: request {call.requests}"
        world.mark(CLIENT, "retried", label, Tone.NOTE, why, "sync-client-retries", call.of)
    answer = receive(world, request)
    if answer:
        hear(world, request, answer)
        if answer.status == ACCEPTED:
            dequeue(world, world.events[call.event - 1])
        return
    world.clock.schedule(world.now + _patience(world, call), Patience(request), 1)


def hear(world: World, request: Request, answer: Answer | None) -> None:
    """An answer comes to the client, or, with None, the connection is lost."""
    call = request.call
    if not request.heard:
        if answer:
            why = "Nobody waits for this answer any more. What the function has done is done all the same."
            world.mark(LAMBDA, "unheard", f"{call.of}: nobody hears", Tone.BAD, why, answer.fact, call.of)
        return
    _waited(world, request, "waits")
    call.answer, call.status = answer, answer.status if answer else 0
    if _tries_again(world, call, answer):
        return
    _conclude(world, call, answer, "The connection was lost. Whether the code ran, the caller cannot know.")


def give_up(world: World, request: Request) -> None:
    """The caller has waited as long as it will; the function is not told."""
    call = request.call
    if not request.heard or request.state not in (RequestState.RUNNING, RequestState.RECEIVED):
        return
    request.heard = False
    waited = duration(_patience(world, call))
    _waited(world, request, f"waits {waited}")
    call.answer, call.status = None, 0
    lane = GATEWAY if call.invoke.caller is Caller.API_GATEWAY else CLIENT
    why = f"No answer after {waited}. The connection is closed; the function does not hear of it and goes on."
    fact = "sync-api-gateway-29s" if lane is GATEWAY else "sync-read-timeout-60"
    world.mark(lane, "gave_up", f"{call.of}: no answer", Tone.BAD, why, fact, call.of)
    if not _tries_again(world, call, None):
        _conclude(world, call, None, why)


def _patience(world: World, call: Call) -> int:
    client = world.scenario.client
    return client.integration_timeout if call.invoke.caller is Caller.API_GATEWAY else client.read_timeout


def _waited(world: World, request: Request, label: str) -> None:
    """The time for which the caller has waited, as a span."""
    call = request.call
    if request.at < world.now:
        lane = GATEWAY if call.invoke.caller is Caller.API_GATEWAY else CLIENT
        why = "The connection is open, and the caller waits for the answer."
        world.span(
            lane, request.at, world.now, "waits", f"{call.of} {label}", Tone.REST, why, "sync-cli-waits", call.of
        )


def _tries_again(world: World, call: Call, answer: Answer | None) -> bool:
    """Whether the client sends another request; it is scheduled then."""
    client = world.scenario.client
    retried = answer is None or answer.status in RETRIED_STATUS
    if call.invoke.caller is not Caller.SDK or not retried or call.requests >= client.max_attempts:
        return False
    throttled = answer is not None and bool(answer.reason)
    wait = sdk_wait(call.requests, world.jitter, throttled=throttled)
    after = "a throttle: a random share of 1 s" if throttled else "an error: a random share of 50 ms"
    why = f"Back-off of the SDK after {after}, doubled with each request."
    label = f"{call.of}: back-off {call.requests}"
    world.span(CLIENT, world.now, world.now + wait, "sdk-back-off", label, Tone.REST, why, "sync-sdk-backoff", call.of)
    world.clock.schedule(world.now + wait, Send(call), 1)
    return True


def _conclude(world: World, call: Call, answer: Answer | None, why: str) -> None:
    """The call is over for its caller."""
    call.result = _result(answer)
    call.ended_at = world.now
    if call.invoke.caller is Caller.API_GATEWAY:
        why = _through_gateway(world, call, answer)
    elif answer:
        why = _why(call, answer)
    kind, told, tone = _KINDS[call.result]
    fact = answer.fact if answer else "sync-client-retries"
    world.mark(CLIENT, kind, f"{call.of} {told}", tone, why, fact, call.of)


def _result(answer: Answer | None) -> Result:
    match answer:
        case None:
            return Result.NO_ANSWER
        case Answer(status=202):
            return Result.ACCEPTED
        case Answer(status=204):
            return Result.DRY_RUN
        case Answer(function_error=str(error)) if error:
            return Result.FUNCTION_ERROR
    return Result.OK if answer.status < 400 else Result.REFUSED


def _why(call: Call, answer: Answer) -> str:
    tried = f" It was request {call.requests}, and the last." if call.requests > 1 and answer.error else ""
    if call.result is Result.FUNCTION_ERROR:
        return "Status 200, and the function failed. No SDK tries that again: only the caller's own code can."
    if call.result is Result.REFUSED:
        retried = answer.status in RETRIED_STATUS
        told = (
            ""
            if retried or call.invoke.caller is not Caller.SDK
            else " To send it again would not help, so the SDK does not."
        )
        return f"The caller gets {answer.status} {answer.error}.{told}{tried}"
    if call.result is Result.ACCEPTED:
        return "202 and an empty body. The caller goes; what becomes of the event, it never hears."
    if call.result is Result.DRY_RUN:
        return "204: the call could be made. Nothing has run."
    return "The caller has the function's result."


def _through_gateway(world: World, call: Call, answer: Answer | None) -> str:
    """What the client behind API Gateway gets. Gives why."""
    if answer is None and call.result is Result.NO_ANSWER and world.requests[-1].call is call and _lost(world, call):
        call.status, body = REJECTED, _INTERNAL
        why = "API Gateway lost the connection to Lambda and answers 500. It does not try again."
    elif answer is None:
        call.status, body = TIMED_OUT, _ENDPOINT
        why = "API Gateway has waited as long as its integration timeout and answers 504. The function goes on, and is billed."
    elif answer.function_error:
        call.status, body = FUNCTION_ERROR, _INTERNAL
        why = "The function failed. API Gateway answers 502, tells nothing of the error, and does not try again."
    elif answer.error:
        call.status, body = REJECTED, _INTERNAL
        why = f"Lambda answered {answer.status} {answer.error}. API Gateway makes a 500 of it and does not try again."
    else:
        call.status, body = 200, answer.payload
        why = "API Gateway hands on what it has got."
    call.answer = Answer(status=call.status, payload=body)
    tone = Tone.BAD if call.status >= 500 else Tone.WORK
    world.mark(GATEWAY, "gateway", f"{call.of}: {call.status}", tone, why, "sync-api-gateway-errors", call.of)
    return why


def _lost(world: World, call: Call) -> bool:
    last = next(request for request in reversed(world.requests) if request.call is call)
    return last.state is RequestState.UNANSWERED
