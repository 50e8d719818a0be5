"""*Do it in AWS*: the same calls on functions of one's own, each of which answers with its code and environment; then all is taken down."""

import json
import shlex
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import RUNTIME, TRUST, ApiCall, Shell, Step, own
from sim.routing.arns import ACCOUNT, REGION, function_arn, target_of
from sim.routing.cli import Call
from sim.routing.options import WAIT
from sim.routing.playing import Played, played
from sim.routing.sam import own_name, role_of, sam, source
from sim.routing.scenario import Scenario

__all__ = ["sam", "steps"]

_CHANGES = ("UpdateFunctionCode", "UpdateFunctionConfiguration")
_OWN_VALUES = ("RevisionId", "CodeSha256")
"""What AWS gives itself: the values of the scenario are none of its."""


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: roles and code, the calls of the scenario in order, and everything taken down."""
    return tuple(_steps(scenario, played(scenario)))


def _steps(scenario: Scenario, lines: tuple[Played, ...]) -> Iterator[Step]:
    calls = [one.call for one in lines if isinstance(one.call, Call)]
    yield own(REGION)
    for label in dict.fromkeys(call.text_of("ZipFile") for call in calls if "ZipFile" in call.given):
        yield Shell(f"cat > app.py <<'PYTHON'\n{source(label)}PYTHON\nzip -q {label}.zip app.py && rm app.py\n")
    roles = list(dict.fromkeys(role_of(call) for call in calls if "Role" in call.given))
    for role in roles:
        yield ApiCall("iam", "CreateRole", {"RoleName": role, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    yield Shell("sleep 10  # until the role is known everywhere\n")
    if any({"DeadLetterConfig", "DestinationConfig", "Layers"} & set(call.given) for call in calls):
        yield Shell(
            "# The queues, topics and layers that these calls name must be there, and the role must be let in\n"
        )
    for one in lines:
        yield from _line(scenario, one)
    yield Shell("\n# What is there now?")
    for name in _made(lines):
        if name in lines[-1].world.functions:
            yield ApiCall("lambda", "ListVersionsByFunction", {"FunctionName": own_name(name)})
            yield ApiCall("lambda", "ListAliases", {"FunctionName": own_name(name)})
    yield from _down(lines, roles)


def _line(scenario: Scenario, one: Played) -> Iterator[Step]:
    call, answer = one.call, one.answer
    if answer is None or not isinstance(call, Call):
        yield Shell(f"# The CLI does not take this line: {' '.join(call.text.split())}")
        return
    if answer.is_refused:
        message = " ".join(answer.message.split())
        yield Shell(f"# AWS refuses this: {answer.status} {answer.error}: {message[:200]}")
    if call.operation == WAIT:
        yield _waiting(call.text_of("Waiter"), call)
        return
    yield _sent(call, refused=answer.is_refused)
    if call.operation == "Invoke" and not answer.is_refused:
        yield Shell("cat out.json; echo")
    if scenario.busy or answer.is_refused:
        return
    waiter = {"CreateFunction": "function-active-v2"} | dict.fromkeys(_CHANGES, "function-updated-v2")
    if call.operation in waiter:
        yield _waiting(waiter[call.operation], call)


def _waiting(waiter: str, call: Call) -> Shell:
    return Shell(f"aws lambda wait {waiter} --function-name {shlex.quote(_named(call.text_of('FunctionName')))}")


def _sent(call: Call, *, refused: bool) -> ApiCall:
    given: dict[str, Any] = dict(call.given)
    label = given.pop("ZipFile", "")
    rest = f"--zip-file fileb://{label}.zip" if label else "out.json" if call.operation == "Invoke" else ""
    if "FunctionName" in given:
        given["FunctionName"] = _named(call.text_of("FunctionName"))
    if "Resource" in given:
        named = target_of(call.text_of("Resource"))
        given["Resource"] = function_arn(own_name(named.name), named.qualifier) if named else given["Resource"]
    if "Role" in given:
        given["Role"] = f"arn:aws:iam::{ACCOUNT}:role/{role_of(call)}"
    if "Handler" in given:
        given |= {"Handler": "app.handler"}
    if "Runtime" in given:
        given |= {"Runtime": RUNTIME}
    if "RoutingConfig" in given:
        given["RoutingConfig"] = _routing(given["RoutingConfig"])
    if not refused:
        given = {name: value for name, value in given.items() if name not in _OWN_VALUES}
    return ApiCall("lambda", call.operation, given, rest)


def _routing(config: dict[str, Any]) -> dict[str, Any]:
    """The weights as numbers, as far as they are some."""
    weights = config.get("AdditionalVersionWeights")
    pairs = weights.items() if isinstance(weights, dict) else ()
    return {"AdditionalVersionWeights": {number: _weight(weight) for number, weight in pairs}}


def _weight(text: object) -> Any:
    try:
        return float(str(text))
    except ValueError:
        return text


def _named(text: str) -> str:
    """The function by our own name, with its qualifier."""
    named = target_of(text)
    return f"{own_name(named.name)}{named.qualifier and ':'}{named.qualifier}" if named else text


def _made(lines: tuple[Played, ...]) -> tuple[str, ...]:
    """The names of all functions that there ever were."""
    return tuple(dict.fromkeys(name for one in lines for name in one.world.functions))


def _down(lines: tuple[Played, ...], roles: list[str]) -> Iterator[Step]:
    yield Shell("\n# Take it down again")
    for name in _made(lines):
        if name in lines[-1].world.functions:
            yield ApiCall("lambda", "DeleteFunction", {"FunctionName": own_name(name)})
    for role in roles:
        yield ApiCall("iam", "DeleteRole", {"RoleName": role})
