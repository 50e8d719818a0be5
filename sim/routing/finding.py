"""Which function, and which version or alias of it, a call is about; or Lambda's answer if it is about none.

https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html, parameters FunctionName and Qualifier.
"""

from dataclasses import dataclass, replace

from sim.routing.answers import (
    Answer,
    bad_name,
    elsewhere,
    functions_only,
    no_alias,
    no_function,
    qualifiers_differ,
    refused,
)
from sim.routing.arns import ACCOUNT, LATEST, REGION, Target, is_alias, is_version, target_of
from sim.routing.cli import Call
from sim.routing.state import Function, World

Step = Answer | tuple[World, Answer]
"""An answer; with a new world, if something has changed. A refusal has none, so it changes nothing."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a call is answered, and how long changes take."""

    now: int
    """Its number among the calls, from 1."""
    busy: int
    seed: int
    invoked: int
    """Invocations before it."""

    @property
    def settles(self) -> int:
        """From which call on a change that begins now is done."""
        return self.now + 1 + self.busy


@dataclass(frozen=True, slots=True)
class Found:
    """A function that is there, and the qualifier that was meant; empty for none."""

    function: Function
    qualifier: str

    @property
    def arn(self) -> str:
        """The ARN as it was meant."""
        return f"{self.function.arn}{self.qualifier and ':'}{self.qualifier}"


def target(call: Call) -> Target | Answer:
    """What the call names, whether it is there or not."""
    text = call.text_of("FunctionName")
    named, qualifier = target_of(text), call.text_of("Qualifier")
    if named is None:
        return bad_name(text)
    if named.region != REGION:
        return elsewhere(named.region, REGION)
    if named.account != ACCOUNT:
        message = f"User is not authorized to perform: lambda:{call.operation} on resource: {named.arn}"
        why = "The ARN is of another account, and nothing there lets you in. The words are ours."
        return refused(403, "AccessDeniedException", message, why)
    if qualifier and named.qualifier and qualifier != named.qualifier:
        return qualifiers_differ()
    return replace(named, qualifier=qualifier or named.qualifier)


def function_of(world: World, call: Call) -> Function | Answer:
    """The function as a whole, for what is kept once a function."""
    named = target(call)
    if isinstance(named, Answer):
        return named
    if named.qualifier and not (named.qualifier == LATEST and call.operation.startswith("Update")):
        return functions_only()
    return world.functions.get(named.name) or no_function(named.plain_arn)


def found(world: World, call: Call) -> Found | Answer:
    """The function, and a version or alias that is there."""
    named = target(call)
    if isinstance(named, Answer):
        return named
    function = world.functions.get(named.name)
    if function is None:
        return no_function(named.arn)
    if function.has(named.qualifier):
        return Found(function, named.qualifier)
    why = f"The function is there; a version or alias {named.qualifier} is not."
    return no_function(named.arn, why)


def missing(named: Target) -> Answer:
    """The answer of what is kept by qualifier: an alias is told otherwise than a version."""
    if is_alias(named.qualifier) and not is_version(named.qualifier):
        return no_alias(named.arn)
    return no_function(named.arn)
