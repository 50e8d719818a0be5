"""The settings of a function, from what a call gives, and what of it Lambda refuses.

https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
"""

import re
from dataclasses import replace
from typing import Any

from sim.facts import fact_of, whole
from sim.routing.answers import Answer, invalid, refused
from sim.routing.cli import Call
from sim.routing.state import Settings

ROLE_PATTERN = r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+"
_TIMEOUT, _MEMORY = fact_of("timeout-default-3-max-900"), fact_of("memory-128-10240")
LEAST_TIMEOUT, MOST_TIMEOUT = int(_TIMEOUT.value_min or 0), int(_TIMEOUT.value_max or 0)
LEAST_MEMORY, MOST_MEMORY = int(_MEMORY.value_min or 0), int(_MEMORY.value_max or 0)
MOST_LAYERS = whole("layers-5")


def settings_of(call: Call, before: Settings | None) -> Settings | Answer:
    """The settings as they are with what the call gives; ``before`` is None for a new function.

    Environment and layers are replaced as a whole, never merged.
    """
    fault = _refused(call)
    if fault:
        return fault
    if before is None:
        if not (call.text_of("Runtime") and call.text_of("Handler")):
            message = "Runtime and Handler are mandatory parameters for functions created with deployment packages."
            why = "A .zip function needs both: --runtime and --handler."
            return refused(400, "InvalidParameterValueException", message, why)
        before = Settings(runtime=call.text_of("Runtime"), handler=call.text_of("Handler"), role=call.text_of("Role"))
    changes: dict[str, Any] = {
        field: call.given[name]
        for field, name in (
            ("runtime", "Runtime"),
            ("handler", "Handler"),
            ("role", "Role"),
            ("description", "Description"),
            ("timeout", "Timeout"),
            ("memory_size", "MemorySize"),
        )
        if name in call.given
    }
    if "Environment" in call.given:
        changes["environment"] = tuple((name, str(value)) for name, value in sorted(_variables(call).items()))
    if "Layers" in call.given:
        changes["layers"] = tuple(call.given["Layers"])
    if "DeadLetterConfig" in call.given:
        changes["dead_letter"] = str(call.inside("DeadLetterConfig", "TargetArn") or "")
    return replace(before, **changes)


def _variables(call: Call) -> dict[str, Any]:
    found = call.inside("Environment", "Variables")
    return found if isinstance(found, dict) else {}


def _refused(call: Call) -> Answer | None:
    """What of the given values no function can have."""
    role = call.text_of("Role")
    if "Role" in call.given and not re.fullmatch(ROLE_PATTERN, role):
        constraint = f"Member must satisfy regular expression pattern: {ROLE_PATTERN}"
        return invalid("role", role, constraint, "The execution role is named by its ARN.")
    for name, place, low, high in (
        ("Timeout", "timeout", LEAST_TIMEOUT, MOST_TIMEOUT),
        ("MemorySize", "memorySize", LEAST_MEMORY, MOST_MEMORY),
    ):
        answer = out_of_range(call, name, place, low, high)
        if answer:
            return answer
    if len(call.given.get("Layers", ())) > MOST_LAYERS:
        constraint = f"Member must have length less than or equal to {MOST_LAYERS}"
        return invalid("layers", call.given["Layers"], constraint, f"A function has at most {MOST_LAYERS} layers.")
    return None


def out_of_range(call: Call, name: str, place: str, low: int, high: int) -> Answer | None:
    """The refusal of a whole number outside its range; None if it is within, or was not given."""
    value = call.given.get(name)
    if value is None or low <= value <= high:
        return None
    bound = f"less than or equal to {high}" if value > high else f"greater than or equal to {low}"
    why = f"{name} takes {low:,} to {high:,}."
    return invalid(place, value, f"Member must have value {bound}", why)
