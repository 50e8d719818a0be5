"""What hangs on one qualifier besides its policy: the event invoke config, and provisioned concurrency.

https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html and
https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html
"""

from dataclasses import replace
from typing import Any

from sim.facts import fact_of, whole
from sim.routing.answers import Answer, invalid, no_function, refused
from sim.routing.arns import LATEST
from sim.routing.cli import Call
from sim.routing.finding import Found, Moment, Step, missing, target
from sim.routing.settings import out_of_range
from sim.routing.state import EventConfig, Function, World

_CONFLICT, _PARAMETER = "ResourceConflictException", "InvalidParameterValueException"
ACCOUNT_CONCURRENCY = whole("conc-account-1000")
LEAST_UNRESERVED = whole("conc-reserved-100-left", "standard_quota")
MOST_RETRIES = whole("async-function-error-retries")
_AGE = fact_of("async-max-age")
YOUNGEST, OLDEST = int(_AGE.value_min or 0), int(_AGE.value_max or _AGE.value or 0)


def put_event_config(world: World, call: Call, _at: Moment) -> Step:
    """PutFunctionEventInvokeConfig: the whole config of one qualifier, in place of the one that was there."""
    fault = out_of_range(call, "MaximumRetryAttempts", "maximumRetryAttempts", 0, MOST_RETRIES) or out_of_range(
        call, "MaximumEventAgeInSeconds", "maximumEventAgeInSeconds", YOUNGEST, OLDEST
    )
    if fault:
        return fault
    if not {"MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig"} & set(call.given):
        message = "You must specify at least one of error handling or destination setting."
        why = "Give at least one of retries, age and destinations."
        return refused(400, _PARAMETER, message, why)
    one = _of_events(world, call)
    if isinstance(one, Answer):
        return one
    config = EventConfig(
        retries=call.given.get("MaximumRetryAttempts"),
        max_age=call.given.get("MaximumEventAgeInSeconds"),
        on_success=str(call.inside("DestinationConfig", "OnSuccess", "Destination") or ""),
        on_failure=str(call.inside("DestinationConfig", "OnFailure", "Destination") or ""),
    )
    configs = {**one.function.event_configs, one.qualifier: config}
    told = f"It counts for asynchronous events that come in by {one.qualifier}, and for no others."
    answer = Answer(status=200, why=told, fact="async-config-per-qualifier", body=_event_body(one, config))
    return world.with_function(replace(one.function, event_configs=configs)), answer


def get_event_config(world: World, call: Call, _at: Moment) -> Step:
    """GetFunctionEventInvokeConfig, and DeleteFunctionEventInvokeConfig."""
    named = target(call)
    if isinstance(named, Answer):
        return named
    function, qualifier = world.functions.get(named.name), named.qualifier or LATEST
    config = function.event_configs.get(qualifier) if function else None
    if function is None or config is None:
        message = f"The function {named.plain_arn}:{qualifier} doesn't have an EventInvokeConfig"
        why = f"Nothing was set for {qualifier}; each qualifier has a config of its own."
        return refused(404, "ResourceNotFoundException", message, why, "async-config-per-qualifier")
    one = Found(function, qualifier)
    if call.operation == "GetFunctionEventInvokeConfig":
        told = f"This is what counts for asynchronous events that come in by {qualifier}."
        return Answer(status=200, why=told, fact="async-config-per-qualifier", body=_event_body(one, config))
    kept = {name: other for name, other in function.event_configs.items() if name != qualifier}
    answer = Answer(status=204, why=f"For {qualifier} the defaults count again.", fact="async-config-per-qualifier")
    return world.with_function(replace(function, event_configs=kept)), answer


def _of_events(world: World, call: Call) -> Found | Answer:
    named = target(call)
    if isinstance(named, Answer):
        return named
    function = world.functions.get(named.name)
    if function is None or not function.has(named.qualifier):
        why = "There is no such function, version or alias."
        return refused(
            404, "ResourceNotFoundException", "The function doesn't exist.", why, "async-config-per-qualifier"
        )
    return Found(function, named.qualifier or LATEST)


def _event_body(one: Found, config: EventConfig) -> dict[str, Any]:
    ends = {
        name: {"Destination": arn} if arn else {}
        for name, arn in (("OnSuccess", config.on_success), ("OnFailure", config.on_failure))
    }
    body: dict[str, Any] = {"FunctionArn": one.arn, "DestinationConfig": ends}
    if config.retries is not None:
        body["MaximumRetryAttempts"] = config.retries
    if config.max_age is not None:
        body["MaximumEventAgeInSeconds"] = config.max_age
    return body


def put_provisioned(world: World, call: Call, _at: Moment) -> Step:
    """PutProvisionedConcurrencyConfig: on a version, or on one alias that leads to it."""
    count = int(call.given["ProvisionedConcurrentExecutions"])
    if count < 1:
        constraint = "Member must have value greater than or equal to 1"
        return invalid("provisionedConcurrentExecutions", count, constraint, "To have none, delete the config.")
    one = _of_provisioned(world, call)
    if isinstance(one, Answer):
        return one
    fault = _unpublished(one) or _clash(one.function, one.qualifier) or _too_much(world, one, count)
    if fault:
        return fault
    changed = replace(one.function, provisioned={**one.function.provisioned, one.qualifier: count})
    body = {
        "RequestedProvisionedConcurrentExecutions": count,
        "AvailableProvisionedConcurrentExecutions": 0,
        "AllocatedProvisionedConcurrentExecutions": 0,
        "Status": "IN_PROGRESS",
    }
    alias = one.function.aliases.get(one.qualifier)
    version = alias.version if alias else one.qualifier
    told = f"{count} environments of version {version} are made ready, for whatever call leads to it. "
    told += (
        f"If {alias.name} moves, Lambda makes new ones." if alias else "They stay with the number if an alias moves."
    )
    return world.with_function(changed), Answer(status=202, why=told, fact="conc-provisioned-meaning", body=body)


def get_provisioned(world: World, call: Call, _at: Moment) -> Step:
    """GetProvisionedConcurrencyConfig, and DeleteProvisionedConcurrencyConfig."""
    one = _of_provisioned(world, call)
    if isinstance(one, Answer):
        return one
    count = one.function.provisioned.get(one.qualifier, 0)
    if call.operation == "DeleteProvisionedConcurrencyConfig":
        kept = {name: other for name, other in one.function.provisioned.items() if name != one.qualifier}
        told = f"Nothing is kept ready for {one.arn} any more."
        return world.with_function(replace(one.function, provisioned=kept)), Answer(status=204, why=told)
    if not count:
        message = "No Provisioned Concurrency Config found for this function"
        why = f"Nothing was set for {one.qualifier}."
        return refused(404, "ProvisionedConcurrencyConfigNotFoundException", message, why)
    body = {
        "RequestedProvisionedConcurrentExecutions": count,
        "AvailableProvisionedConcurrentExecutions": count,
        "AllocatedProvisionedConcurrentExecutions": count,
        "Status": "READY",
    }
    told = f"{count} environments stand ready for calls of {one.arn}."
    return Answer(status=200, why=told, fact="conc-provisioned-status", body=body)


def _of_provisioned(world: World, call: Call) -> Found | Answer:
    named = target(call)
    if isinstance(named, Answer):
        return named
    function = world.functions.get(named.name)
    if function is None:
        return no_function(named.arn)
    return Found(function, named.qualifier) if function.has(named.qualifier) else missing(named)


def _unpublished(one: Found) -> Answer | None:
    """Provisioned concurrency on $LATEST, or on an alias that leads to it."""
    alias = one.function.aliases.get(one.qualifier)
    if LATEST not in (one.qualifier, alias.version if alias else ""):
        return None
    message = "Provisioned Concurrency Configs cannot be applied to unpublished function versions."
    why = f"{LATEST} may change at any moment, so nothing is kept ready for it. Publish a version."
    return refused(400, _PARAMETER, message, why, "conc-provisioned-not-latest")


def _clash(function: Function, qualifier: str) -> Answer | None:
    """Two configs for one version: on its number and on an alias that leads to it, or on two such aliases."""
    alias = function.aliases.get(qualifier)
    if alias and alias.version in function.provisioned:
        message = "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version"
        why = f"Version {alias.version} has provisioned concurrency of its own. Keep one of the two."
        return refused(409, _CONFLICT, message, why, "alias-provisioned-conflict")
    version = alias.version if alias else qualifier
    pointing = [
        one.name
        for one in function.aliases.values()
        if one.version == version and one.name != qualifier and one.name in function.provisioned
    ]
    if not pointing:
        return None
    if alias:
        message = f"Version {version} has provisioned concurrency by the alias {pointing[0]}"
        why = f"A version can have one config, and {pointing[0]} leads to {version} too. AWS's words are not recorded; these are ours."
        return refused(409, _CONFLICT, message, why, "alias-provisioned-moves")
    message = "Version is pointed by a Provisioned Concurrency alias"
    why = f"{pointing[0]} leads to version {version} and has provisioned concurrency. Keep one of the two."
    return refused(409, _CONFLICT, message, why, "alias-provisioned-conflict")


def over_reserved(world: World, function: Function, reserved: int) -> Answer | None:
    """Reserved concurrency that leaves the other functions too little, or is less than what is provisioned of this one.

    https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html
    """
    left = _unreserved(world, function)
    if 0 < reserved > left - LEAST_UNRESERVED:
        why = f"{left:,} are unreserved without this function, and {LEAST_UNRESERVED} must stay so."
        return refused(400, _PARAMETER, _decreases("ReservedConcurrentExecutions"), why, "conc-reserved-100-left")
    provisioned = sum(function.provisioned.values())
    if reserved < provisioned:
        message = (
            f" ReservedConcurrentExecutions  {reserved} should not be lower than function's total provisioned concurrency "
            f"[{provisioned}]."
        )
        why = "Provisioned concurrency is a part of what is reserved. Take it back first, or reserve as much."
        return refused(400, _PARAMETER, message, why, "conc-reserved-vs-provisioned")
    return None


def _unreserved(world: World, function: Function) -> int:
    """Concurrency of the account that no other function has, reserved or provisioned."""
    others = [other for other in world.functions.values() if other.name != function.name]
    taken = sum(other.reserved if other.reserved >= 0 else sum(other.provisioned.values()) for other in others)
    return ACCOUNT_CONCURRENCY - taken


def _decreases(what: str) -> str:
    return (
        f"Specified {what} for function decreases account's UnreservedConcurrentExecution below its minimum value of "
        f"[{LEAST_UNRESERVED}]."
    )


def _too_much(world: World, one: Found, count: int) -> Answer | None:
    others = sum(other for name, other in one.function.provisioned.items() if name != one.qualifier)
    reserved = one.function.reserved
    if 0 <= reserved < others + count:
        message = (
            "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function"
        )
        why = f"All versions and aliases together can get what is reserved for the function: {reserved}."
        return refused(400, _PARAMETER, message, why, "conc-provisioned-max")
    if reserved >= 0:
        return None
    left = _unreserved(world, one.function)
    if count > left:
        message = (
            f"Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [{left}]."
        )
        why = f"An account has {ACCOUNT_CONCURRENCY:,} by default, less what other functions have."
        return refused(400, _PARAMETER, message, why, "conc-provisioned-max")
    if others + count > left - LEAST_UNRESERVED:
        why = f"{left:,} are unreserved, and {LEAST_UNRESERVED} must stay so."
        return refused(400, _PARAMETER, _decreases("ConcurrentExecutions"), why, "conc-provisioned-max")
    return None
