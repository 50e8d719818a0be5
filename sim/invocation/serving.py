"""Lambda's side of a synchronous request: checks, a lease, a run, an answer. Lambda tries nothing a second time."""

from sim.invocation.answers import DRY_RUN, Answer, system_error, throttled
from sim.invocation.calls import Request, Running
from sim.invocation.checking import WHY, refusal_of
from sim.invocation.handler import in_base64, tail_of
from sim.invocation.queueing import accept
from sim.invocation.running import begin, next_of
from sim.invocation.state import LAMBDA, World
from sim.invocation.states import RequestSignal
from sim.invocation.values import Happens, InvocationType, LogType, State
from sim.trace import Tone


def receive(world: World, request: Request) -> Answer | None:
    """Take the request. Gives the answer if there is one at once; None while the function runs.

    https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    """
    call = request.call
    state = world.state()
    refusal = refusal_of(world.scenario, call.invoke, call.number, state)
    if refusal:
        if refusal.status == 502:
            world.woken_at = world.now
        return _answer(world, request, RequestSignal.REFUSED, refusal, _why_refused(refusal, state))
    match call.invoke.invocation_type:
        case InvocationType.DRY_RUN:
            why = "A dry run: parameters and permission are fine. The function does not run."
            return _answer(world, request, RequestSignal.DRY_RUN, Answer(status=DRY_RUN, fact="sync-dryrun"), why)
        case InvocationType.EVENT:
            request.take(RequestSignal.ACCEPTED)
            request.answer, request.answered_at = accept(world, request), world.now
            return request.answer
    return _lease(world, request)


def _lease(world: World, request: Request) -> Answer | None:
    happens, reason = next_of(world, request)
    if reason:
        world.tried(request, happens, reason=reason)
        why = f"No room: {reason}. The code did not run, and nothing is billed."
        return _answer(world, request, RequestSignal.THROTTLED, throttled(reason), why)
    if happens is Happens.SYSTEM_ERROR:
        world.tried(request, happens)
        why = "Lambda itself failed before the code ran. The caller cannot tell this from a failure after it."
        return _answer(world, request, RequestSignal.SYSTEM_ERROR, system_error(), why)
    request.take(RequestSignal.LEASE)
    begin(world, request, happens)
    return None


def finish(world: World, running: Running, request: Request) -> Answer | None:
    """The run of a request is over. Gives the answer; None if the connection is lost."""
    ran, invoke = running.ran, request.call.invoke
    match ran.happened:
        case Happens.LATE_SYSTEM_ERROR:
            why = "The code has run, and Lambda fails before it can answer. What the function did stays done."
            return _answer(world, request, RequestSignal.SYSTEM_ERROR, system_error(), why)
        case Happens.LOST:
            request.take(RequestSignal.LOST)
            why = "The connection breaks while the answer is on its way. The code has run; the caller does not know it."
            label = f"{request.call.of}: connection lost"
            world.mark(LAMBDA, "lost", label, Tone.BAD, why, "sync-client-retries", request.call.of)
            return None
    request.log = tail_of(running.log) if invoke.log_type is LogType.TAIL else ""
    answer = Answer(
        status=200,
        function_error=ran.function_error,
        executed_version=world.scenario.function.version_of(invoke.qualifier),
        payload=ran.payload,
        log=in_base64(request.log),
        fact="sync-function-error-is-200" if ran.function_error else ran.fact,
    )
    signal = RequestSignal.FUNCTION_ERROR if ran.function_error else RequestSignal.RETURNED
    return _answer(world, request, signal, answer, _why_answered(request, running))


def _why_answered(request: Request, running: Running) -> str:
    tail = " With LogType Tail the answer brings the last 4 KB of the log." if request.log else ""
    stream = request.call.invoke.stream
    if not running.ran.function_error:
        how = "piece by piece, the first 6 MB without a cap, the rest at 2 MB a second" if stream else "in the response"
        return f"The result comes {how}.{tail}"
    if stream:
        return (
            f"The error comes as the stream's last part, InvokeComplete, behind a 200 that was sent long before.{tail}"
        )
    return f"The function failed, and the status is 200: Invoke itself has worked. X-Amz-Function-Error tells.{tail}"


def _why_refused(refusal: Answer, state: State) -> str:
    if state is State.SNAP_START_NOT_READY:
        return "The snapshot of this version is still being made. Nothing runs; ask again when its state is Active."
    return WHY[refusal.status]


def _answer(world: World, request: Request, signal: RequestSignal, answer: Answer, why: str) -> Answer:
    request.take(signal)
    request.answer, request.answered_at = answer, world.now
    told = answer.error or (answer.function_error and "with a function error")
    label = f"{request.call.of}: {answer.status}{told and f' {told}'}"
    tone = Tone.BAD if told else Tone.WORK
    world.mark(LAMBDA, "answer", label, tone, why, answer.fact, request.call.of)
    return answer
