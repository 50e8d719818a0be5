"""Versions: publishing, listing, and deleting one, or the function with all of them.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
"""

from dataclasses import replace

from sim.routing.answers import Answer, no_function, other_code, pending, refused, stale, updating
from sim.routing.arns import LATEST
from sim.routing.bodies import latest_body, version_body
from sim.routing.cli import Call
from sim.routing.finding import Moment, Step, function_of, target
from sim.routing.state import Function, Version, World


def publish(world: World, call: Call, at: Moment) -> Step:
    """PublishVersion. Nothing new since the last version: the answer is that version, and no error."""
    function = function_of(world, call)
    if isinstance(function, Answer):
        return function
    if function.is_pending(at.now):
        return pending("The function")
    if function.is_updating(at.now):
        return updating(function.arn)
    if call.text_of("RevisionId") not in ("", function.revision(at.now)):
        return stale()
    wanted = call.text_of("CodeSha256")
    if wanted not in ("", function.latest.sha256):
        return other_code(wanted, function.latest.sha256)
    description = call.text_of("Description")
    world, function, version, is_new = published(world, function, at.now, description=description)
    if is_new:
        told = f"{LATEST} is frozen as version {version.number}: {version.content.code} and its settings, for ever."
        fact = "ver-immutable"
    else:
        told = f"Nothing has changed since version {version.number}, so the answer is that version. No new one is made."
        fact = "ver-publish-noop"
    answer = Answer(
        status=201,
        why=told,
        fact=fact,
        body=version_body(function, version, at.now),
        version=version.number,
        published=is_new,
    )
    return world, answer


def published(
    world: World, function: Function, now: int, *, ready_at: int = 0, description: str = ""
) -> tuple[World, Function, Version, bool]:
    """$LATEST frozen: the world, the function, the version, and whether that is new.

    It is compared with the last published version alone. If that one was deleted, there is nothing to give back, and a new one is made.
    """
    last = function.versions.get(function.last_published)
    if last and last.origin == function.latest:
        return world.with_function(function), function, last, False
    number = world.next_number(function.name)
    content = function.latest
    if description:
        content = replace(content, settings=replace(content.settings, description=description))
    version = Version(number=str(number), content=content, origin=function.latest, made_at=now, ready_at=ready_at)
    function = replace(function, versions={**function.versions, version.number: version}, last_published=version.number)
    world = replace(world, next_numbers={**world.next_numbers, function.name: number + 1})
    return world.with_function(function), function, version, True


def listed(world: World, call: Call, at: Moment) -> Step:
    """ListVersionsByFunction: $LATEST first, then those that there still are."""
    function = function_of(world, call)
    if isinstance(function, Answer):
        return function
    bodies = [latest_body(function, at.now, qualified=True)]
    bodies += [version_body(function, version, at.now) for version in in_order(function)]
    count = len(function.versions)
    told = f"{LATEST} and {count} published {'version' if count == 1 else 'versions'}."
    return Answer(status=200, why=told, body={"Versions": bodies})


def in_order(function: Function) -> tuple[Version, ...]:
    """The published versions by number."""
    return tuple(sorted(function.versions.values(), key=lambda version: int(version.number)))


def delete(world: World, call: Call, _at: Moment) -> Step:
    """DeleteFunction: with a qualifier one version, without one everything."""
    named = target(call)
    if isinstance(named, Answer):
        return named
    function = world.functions.get(named.name)
    if function is None:
        return no_function(named.arn)
    if not named.qualifier:
        told = (
            f"The function is gone with all its versions and aliases. Event source mappings and triggers of other services stay. "
            f"Its numbers stay used: the next version of that name is {world.next_number(named.name)}."
        )
        return world.without(named.name), Answer(status=204, why=told, fact="ver-delete")
    return _delete_version(world, function, named.qualifier)


def _delete_version(world: World, function: Function, qualifier: str) -> Step:
    if qualifier == LATEST:
        message = f"{LATEST} version cannot be deleted without deleting the function."
        why = f"A function always has a {LATEST}."
        return refused(400, "InvalidParameterValueException", message, why, "ver-delete")
    if qualifier in function.aliases:
        message = "Deletion of aliases is not currently supported."
        why = "DeleteFunction deletes versions; an alias goes with DeleteAlias."
        return refused(400, "InvalidParameterValueException", message, why, "ver-delete")
    if qualifier not in function.versions:
        why = "There is no such version, and that is no error: what should be gone is gone."
        return Answer(status=204, why=why, fact="ver-delete")
    users = sorted(alias.name for alias in function.aliases.values() if qualifier in (alias.version, alias.additional))
    if users:
        message = f"Unable to delete version because the following aliases reference it: [{', '.join(users)}]"
        why = f"{' and '.join(users)} would lead nowhere. Point the alias at another version first."
        return refused(409, "ResourceConflictException", message, why, "ver-delete")
    kept = {number: version for number, version in function.versions.items() if number != qualifier}
    told = f"Version {qualifier} is gone. Its number is not given out again."
    return world.with_function(replace(without(function, qualifier), versions=kept)), Answer(
        status=204, why=told, fact="ver-numbering"
    )


def without(function: Function, qualifier: str) -> Function:
    """The function without what hangs on the qualifier."""
    return replace(
        function,
        policies={one: kept for one, kept in function.policies.items() if one != qualifier},
        event_configs={one: kept for one, kept in function.event_configs.items() if one != qualifier},
        provisioned={one: kept for one, kept in function.provisioned.items() if one != qualifier},
    )
