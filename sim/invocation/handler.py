"""One run of the function's code: how long it lasts, what it answers, what it logs, and what becomes of its environment."""

import base64
import json
from dataclasses import dataclass

from sim.invocation.function import Function
from sim.invocation.values import (
    LOG_TAIL,
    LONGEST_RESPONSE,
    SECOND,
    STREAM_FREE,
    STREAM_MOST,
    STREAM_RATE,
    Happens,
)

OK_PAYLOAD = '{"confirmed": true}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What came of a run."""

    happened: Happens
    """What became of it in the end: a handler that takes too long has timed out, whatever it would have done."""
    lasts: int
    payload: str
    """What the function answers, or the document of its error."""
    function_error: str
    """``Unhandled``, or empty."""
    message: str
    """The error's message."""
    works: bool
    """Whether its work has been done, unless it knows that it had been done before."""
    resets: bool
    """Whether Lambda resets the environment."""
    label: str
    """In a few words."""
    why: str
    fact: str


def run_of(function: Function, happens: Happens, request_id: str, *, stream: bool = False) -> Ran:
    """A run that meets ``happens``. A handler slower than the timeout times out.

    https://docs.aws.amazon.com/lambda/latest/dg/invocation-sync.html
    """
    sends = _sending(function) if stream and happens in _RETURNS else 0
    if happens is Happens.TIMEOUT or (function.duration + sends > function.timeout):
        return _timed_out(function, happens, request_id, worked=function.duration <= function.timeout)
    match happens:
        case Happens.RAISE:
            return _failed(
                function, happens, _raised(request_id), "handler raises", _WHY_RAISE, "handled-exception-no-reset"
            )
        case Happens.CRASH | Happens.OUT_OF_MEMORY:
            why = _WHY_CRASH if happens is Happens.CRASH else _WHY_MEMORY
            label = "process ends" if happens is Happens.CRASH else "out of memory"
            return _failed(function, happens, _exited(happens, request_id), label, why, "sync-exit-payload")
    if happens is not Happens.LATE_SYSTEM_ERROR and function.response_bytes > (
        STREAM_MOST if stream else LONGEST_RESPONSE
    ):
        return _too_large(function, happens, sends, stream=stream)
    return Ran(
        happened=happens,
        lasts=function.duration + sends,
        payload=OK_PAYLOAD,
        function_error="",
        message="",
        works=True,
        resets=False,
        label="handler",
        why="The handler runs and returns.",
        fact="sync-result-in-response" if not stream else "sync-streaming-200mb",
    )


def log_of(function: Function, ran: Ran, request_id: str, version: str) -> str:
    """What the run writes to its log."""
    report = f"REPORT RequestId: {request_id}\tDuration: {ran.lasts:.2f} ms\tBilled Duration: {ran.lasts} ms\tMemory Size: 128 MB"
    printed = [f"{'.' * min(79, left)}" for left in range(function.log_bytes, 0, -80)]
    error = [f"[ERROR] {ran.message}"] if ran.function_error else []
    lines = [
        f"START RequestId: {request_id} Version: {version}",
        *printed,
        *error,
        f"END RequestId: {request_id}",
        report,
    ]
    return "\n".join(lines) + "\n"


def tail_of(log: str) -> str:
    """The last 4 KB of a log, as LogType Tail brings them, not yet in base64."""
    return log.encode()[-LOG_TAIL:].decode(errors="ignore")


def in_base64(text: str) -> str:
    """The text in base64."""
    return base64.b64encode(text.encode()).decode()


def _sending(function: Function) -> int:
    """Ms that a streamed response takes after the handler's own time: the first 6 MB at once, the rest at 2 MB a second."""
    return max(0, min(function.response_bytes, STREAM_MOST) - STREAM_FREE) * SECOND // STREAM_RATE


def _timed_out(function: Function, happens: Happens, request_id: str, *, worked: bool) -> Ran:
    seconds = f"{function.timeout / SECOND:.2f}"
    message = f"RequestId: {request_id} Error: Task timed out after {seconds} seconds"
    return Ran(
        happened=Happens.TIMEOUT,
        lasts=function.timeout,
        payload=json.dumps({"errorType": "Sandbox.Timedout", "errorMessage": message}),
        function_error="Unhandled",
        message=message,
        works=(worked and happens in _RETURNS) or function.works_before_failing,
        resets=True,
        label="timed out",
        why="The timeout runs out. Lambda stops the runtime and resets the environment; what is in /tmp stays.",
        fact="sync-timeout-payload",
    )


def _failed(function: Function, happens: Happens, document: dict[str, object], label: str, why: str, fact: str) -> Ran:
    worked = " It had done its work before that." if function.works_before_failing else ""
    return Ran(
        happened=happens,
        lasts=function.duration,
        payload=json.dumps(document),
        function_error="Unhandled",
        message=str(document["errorMessage"]),
        works=function.works_before_failing,
        resets=happens is not Happens.RAISE,
        label=label,
        why=why + worked,
        fact=fact,
    )


def _raised(request_id: str) -> dict[str, object]:
    return {
        "errorMessage": "no mail server answered",
        "errorType": "ConnectionError",
        "requestId": request_id,
        "stackTrace": [
            '  File "/var/task/app.py", line 9, in handler\n    raise ConnectionError("no mail server answered")\n'
        ],
    }


def _exited(happens: Happens, request_id: str) -> dict[str, object]:
    how = "exit status 1" if happens is Happens.CRASH else "signal: killed"
    return {
        "errorType": "Runtime.ExitError",
        "errorMessage": f"RequestId: {request_id} Error: Runtime exited with error: {how}",
    }


def _too_large(function: Function, happens: Happens, sends: int, *, stream: bool) -> Ran:
    most = STREAM_MOST if stream else LONGEST_RESPONSE
    message = f"Response payload size exceeded maximum allowed payload size ({most} bytes)."
    why = "The handler has done its work and returned, but more than a response may hold. The caller gets an error, not a part."
    if stream:
        why = "A streamed response may have 200 MB. The stream breaks off there, though the handler has done its work."
    return Ran(
        happened=happens,
        lasts=function.duration + sends,
        payload=json.dumps({"errorType": "Function.ResponseSizeTooLarge", "errorMessage": message}),
        function_error="Unhandled",
        message=message,
        works=True,
        resets=False,
        label="response too large",
        why=why,
        fact="sync-streaming-200mb" if stream else "sync-response-too-large",
    )


_RETURNS = frozenset({Happens.OK, Happens.LOST, Happens.LATE_SYSTEM_ERROR})
_WHY_RAISE = "The handler raises. The runtime catches that and reports it; the environment stays as it is."
_WHY_CRASH = "The process ends. Lambda resets the environment before the next call."
_WHY_MEMORY = "The process is killed for using more memory than it has. Lambda resets the environment."
