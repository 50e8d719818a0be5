"""The handler that behaves as a scenario says, for a real account."""

from sim.invocation.scenario import Invoke, Scenario
from sim.invocation.values import SECOND, Happens

IN_CODE = frozenset({Happens.OK, Happens.RAISE, Happens.TIMEOUT, Happens.CRASH, Happens.OUT_OF_MEMORY})
"""What a handler can do by itself; the rest is Lambda's doing or the network's."""


def code(scenario: Scenario) -> str:
    """A handler that follows the list ``script`` in its event, run by run: all attempts at one event have the same request id."""
    function = scenario.function
    return f"""import os
import pathlib
import time


def handler(event, context):
    runs = pathlib.Path("/tmp", context.aws_request_id)
    run = int(runs.read_text()) if runs.exists() else 0
    runs.write_text(str(run + 1))
    script = event.get("script", ["ok"]) if isinstance(event, dict) else ["ok"]
    time.sleep({function.duration / SECOND:g})
    match script[min(run, len(script) - 1)]:
        case "raise":
            raise ConnectionError("no mail server answered")
        case "timeout":
            time.sleep(900)
        case "crash":
            os._exit(1)
        case "out_of_memory":
            bytearray(20_000_000_000)
    print(f"work done for {{context.aws_request_id}}")
    return {_returned(function.response_bytes)}
"""


def script_of(scenario: Scenario, call: int) -> list[str]:
    """What the handler is to do in its runs for the call of this number."""
    mine = {script.call: script.attempts for script in scenario.script}
    script = mine.get(call) or mine.get(0, (Happens.OK,))
    runs = [str(happens) if happens in IN_CODE else "ok" for happens in script if happens not in _NO_RUN]
    return runs or ["ok"]


def is_common(invoke: Invoke) -> bool:
    """Whether the AWS CLI can make this call as it is."""
    return not invoke.stream and invoke.content_type == "application/json"


def _returned(size: int) -> str:
    return '{"confirmed": True}' if size <= 1000 else f'"x" * {size}'


_NO_RUN = frozenset({Happens.THROTTLE, Happens.SYSTEM_ERROR})
