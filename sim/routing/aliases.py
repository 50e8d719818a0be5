"""Aliases: making them, pointing them, their weights.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html and
https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

import re
from dataclasses import replace
from typing import Any

from sim.routing import weights
from sim.routing.answers import (
    Answer,
    alias_exists,
    bad_alias,
    bad_version,
    no_alias,
    no_function,
    stale,
)
from sim.routing.arns import LATEST, function_arn, is_alias, is_number, is_version, spoken
from sim.routing.bodies import alias_body, alias_revision
from sim.routing.cli import Call
from sim.routing.finding import Moment, Step, function_of, target
from sim.routing.state import Alias, Function, World
from sim.routing.versions import without

_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,9})?")


def create(world: World, call: Call, at: Moment) -> Step:
    """CreateAlias."""
    shaped = _shape(call)
    if isinstance(shaped, Answer):
        return shaped
    function = _function(world, call)
    if isinstance(function, Answer):
        return function
    if call.text_of("Name") in function.aliases:
        return alias_exists(function.name, call.text_of("Name"))
    alias = Alias(name=call.text_of("Name"), version=call.text_of("FunctionVersion"))
    return _kept(world, function, _with(alias, call, at, shaped), 201)


def update(world: World, call: Call, at: Moment) -> Step:
    """UpdateAlias. What is not given stays as it is, the weights too."""
    shaped = _shape(call)
    if isinstance(shaped, Answer):
        return shaped
    function = _function(world, call)
    if isinstance(function, Answer):
        return function
    alias = function.aliases.get(call.text_of("Name"))
    if alias is None:
        return no_alias(function_arn(function.name, call.text_of("Name")), update=True)
    if call.text_of("RevisionId") not in ("", alias_revision(function, alias)):
        return stale()
    return _kept(world, function, _with(alias, call, at, shaped), 200)


def get(world: World, call: Call, _at: Moment) -> Step:
    """GetAlias."""
    function = function_of(world, call)
    if isinstance(function, Answer):
        return function
    alias = function.aliases.get(call.text_of("Name"))
    if alias is None:
        return no_alias(function_arn(function.name, call.text_of("Name")))
    return Answer(status=200, why=leads(alias), body=alias_body(function, alias), version=alias.version)


def listed(world: World, call: Call, _at: Moment) -> Step:
    """ListAliases, of all versions or of one."""
    function = function_of(world, call)
    if isinstance(function, Answer):
        return function
    of = call.text_of("FunctionVersion")
    chosen = [alias for _, alias in sorted(function.aliases.items()) if of in ("", alias.version, alias.additional)]
    told = " ".join(leads(alias) for alias in chosen) or "There is no alias."
    return Answer(status=200, why=told, body={"Aliases": [alias_body(function, alias) for alias in chosen]})


def delete(world: World, call: Call, _at: Moment) -> Step:
    """DeleteAlias. One that is not there is no error."""
    function = function_of(world, call)
    if isinstance(function, Answer):
        return function
    name = call.text_of("Name")
    if name not in function.aliases:
        told = "There is no such alias, and that is no error: what should be gone is gone."
        return Answer(status=204, why=told, fact="alias-get-vs-update-msg")
    kept = {one: alias for one, alias in function.aliases.items() if one != name}
    told = f"{name} is gone; the version stays. Who calls the alias's ARN gets ResourceNotFoundException from now on."
    changed = replace(without(function, name), aliases=kept)
    return world.with_function(changed), Answer(status=204, why=told, fact="alias-pointer")


def leads(alias: Alias) -> str:
    """Where an alias leads, in a sentence."""
    if not alias.additional:
        return f"{alias.name} leads to {spoken(alias.version)}."
    share = f"{alias.weight * 100:g} %"
    return f"{alias.name} leads to version {alias.version}, and to version {alias.additional} with {share} of the invocations."


def _shape(call: Call) -> tuple[str, float] | Answer | None:
    """The other version and its weight, both empty if they are to be cleared; None if they are not spoken of. Or what is refused."""
    if not is_alias(call.text_of("Name")):
        return bad_alias(call.text_of("Name"))
    version = call.text_of("FunctionVersion")
    if "FunctionVersion" in call.given and not is_version(version):
        return bad_version(version)
    shared = call.inside("RoutingConfig", "AdditionalVersionWeights")
    if shared is None:
        return None
    if not isinstance(shared, dict):
        return weights.bad_weight(shared)
    return _weights(shared) if shared else ("", 0.0)


def _weights(shared: dict[str, Any]) -> tuple[str, float] | Answer:
    told = {number: _weight(value) for number, value in shared.items()}
    shown = "{" + ", ".join(f"{number}={weight}" for number, weight in told.items()) + "}"
    for number, weight in told.items():
        if not is_number(number):
            return weights.bad_key(shown)
        if weight is None or not weights.LOWEST <= weight <= weights.HIGHEST:
            return weights.bad_weight(shown)
    if len(told) > weights.MOST_ADDITIONAL:
        return weights.too_many()
    number, weight = next(iter(told.items()))
    return number, float(weight or 0)


def _weight(value: object) -> float | None:
    return float(str(value)) if _NUMBER.fullmatch(str(value)) else None


def _function(world: World, call: Call) -> Function | Answer:
    """The function, if it has the version that is named. What is missing is told with the version."""
    named = target(call)
    if isinstance(named, Answer):
        return named
    function = function_of(world, call)
    version = call.text_of("FunctionVersion")
    if isinstance(function, Answer):
        return no_function(f"{named.plain_arn}{version and ':'}{version}") if function.status == 404 else function
    if version and function.runs(version, 0) is None:
        return no_function(f"{function.arn}:{version}", f"There is no version {version}.")
    return function


def _with(alias: Alias, call: Call, at: Moment, shaped: tuple[str, float] | None) -> Alias:
    additional, weight = shaped if shaped is not None else (alias.additional, alias.weight)
    return replace(
        alias,
        version=call.text_of("FunctionVersion") or alias.version,
        additional=additional,
        weight=weight,
        description=str(call.given.get("Description", alias.description)),
        changed_at=at.now,
    )


def _kept(world: World, function: Function, alias: Alias, status: int) -> Step:
    """The alias put in its place, if its two versions go together."""
    fault = _clash(function, alias) if alias.additional else None
    if fault:
        return fault
    changed = replace(function, aliases={**function.aliases, alias.name: alias})
    fact = "alias-executed-version" if alias.additional else "alias-pointer"
    answer = Answer(status=status, why=leads(alias), fact=fact, body=alias_body(changed, alias), version=alias.version)
    return world.with_function(changed), answer


def _clash(function: Function, alias: Alias) -> Answer | None:
    """What keeps the two versions of an alias from going together."""
    if alias.version == LATEST:
        return weights.latest_shared()
    if alias.additional == alias.version:
        return weights.named_twice(alias.version)
    one, other = function.versions[alias.version], function.versions.get(alias.additional)
    if other is None:
        return no_function(f"{function.arn}:{alias.additional}", f"There is no version {alias.additional}.")
    for what, first, second in (
        ("execution role", one.content.settings.role, other.content.settings.role),
        ("dead-letter queue", one.content.settings.dead_letter, other.content.settings.dead_letter),
    ):
        if first != second:
            return weights.differing(alias.version, alias.additional, what)
    return None
