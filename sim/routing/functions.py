"""Functions as a whole: making, changing and reading $LATEST, and what no version freezes.

https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
"""

from dataclasses import replace

from sim.routing.answers import (
    Answer,
    exists,
    functions_only,
    no_function,
    pending,
    refused,
    stale,
    updating,
)
from sim.routing.arns import LATEST, target_of
from sim.routing.attached import over_reserved
from sim.routing.bodies import latest_body, version_body
from sim.routing.cli import Call
from sim.routing.finding import Found, Moment, Step, found, function_of, target
from sim.routing.settings import settings_of
from sim.routing.state import Content, Function, World
from sim.routing.versions import published


def create(world: World, call: Call, at: Moment) -> Step:
    """CreateFunction."""
    named = target(call)
    if isinstance(named, Answer):
        return named
    if named.qualifier:
        return functions_only()
    settings = settings_of(call, None)
    if isinstance(settings, Answer):
        return settings
    if named.name in world.functions:
        return exists(named.name)
    content = Content(code=call.text_of("ZipFile"), settings=settings)
    tags = tuple(sorted((name, str(value)) for name, value in (call.given.get("Tags") or {}).items()))
    function = Function(
        name=named.name, latest=content, running=content, changed_at=at.now, ready_at=at.settles, tags=tags
    )
    told = f"The function is made, and {LATEST} runs {content.code}."
    if world.next_number(named.name) > 1:
        told += f" Numbers of an earlier function of that name stay used: the next version is {world.next_number(named.name)}."
    return _done(world, function, call, at, 201, told, "ver-latest-mutable")


def update_code(world: World, call: Call, at: Moment) -> Step:
    """UpdateFunctionCode."""
    function = _free(world, call, at)
    if isinstance(function, Answer):
        return function
    content = replace(function.latest, code=call.text_of("ZipFile"))
    if call.given.get("DryRun"):
        return Answer(
            status=200, why="A dry run: it would be taken. Nothing has changed.", body=latest_body(function, at.now)
        )
    same = content == function.latest
    told = (
        f"It is the code that {LATEST} has already."
        if same
        else f"{LATEST} has {content.code} now. Versions keep theirs."
    )
    return _done(world, _changed(function, content, at), call, at, 200, told, "ver-latest-mutable")


def update_configuration(world: World, call: Call, at: Moment) -> Step:
    """UpdateFunctionConfiguration."""
    function = _free(world, call, at)
    if isinstance(function, Answer):
        return function
    settings = settings_of(call, function.latest.settings)
    if isinstance(settings, Answer):
        return settings
    content = replace(function.latest, settings=settings)
    told = f"The settings of {LATEST} are changed. Versions keep theirs."
    lost = [name for name, _ in function.latest.settings.environment if name not in dict(settings.environment)]
    if lost:
        gone = f"{lost[0]} is" if len(lost) == 1 else f"{', '.join(lost[:-1])} and {lost[-1]} are"
        told += f" --environment replaces all variables: {gone} gone."
    return _done(world, _changed(function, content, at), call, at, 200, told, "ver-latest-mutable")


def get(world: World, call: Call, at: Moment) -> Step:
    """GetFunction and GetFunctionConfiguration."""
    one = found(world, call)
    if isinstance(one, Answer):
        return one
    function, qualifier = one.function, one.qualifier
    alias = function.aliases.get(qualifier)
    number = alias.version if alias else qualifier
    version = function.versions.get(number)
    body = (
        version_body(function, version, at.now) if version else latest_body(function, at.now, qualified=bool(qualifier))
    )
    shown = number or LATEST
    told = f"This is {shown}." if not alias else f"{qualifier} leads to {shown}; this is what it is."
    if call.operation == "GetFunction":
        body = {"Configuration": body} | ({"Tags": dict(function.tags)} if function.tags else {})
    return Answer(status=200, why=told, body=body, version=shown)


def wait(world: World, call: Call, at: Moment) -> Step:
    """``aws lambda wait``: the update that is under way is done."""
    one = found(world, call)
    if isinstance(one, Answer):
        return one
    function = _settled(one, at.now)
    was_busy = function != one.function
    told = "It was under way, and is done now." if was_busy else "Nothing was under way, so it returns at once."
    return world.with_function(function), Answer(status=200, why=told, fact="function-states")


def put_concurrency(world: World, call: Call, _at: Moment) -> Step:
    """PutFunctionConcurrency: kept for the function as a whole, so no version freezes it."""
    named = target(call)
    if isinstance(named, Answer):
        return named
    if named.qualifier:
        return functions_only()
    function = world.functions.get(named.name)
    if function is None:
        return no_function(f"{named.plain_arn}:{LATEST}")
    reserved = int(call.given["ReservedConcurrentExecutions"])
    fault = over_reserved(world, function, reserved)
    if fault:
        return fault
    told = "Reserved concurrency is the function's: all versions and aliases share it, and no publish freezes it."
    answer = Answer(status=200, why=told, fact="ver-code-and-config", body={"ReservedConcurrentExecutions": reserved})
    return world.with_function(replace(function, reserved=reserved)), answer


def tag(world: World, call: Call, at: Moment) -> Step:
    """TagResource: a tag is the function's, never a version's."""
    named = target_of(call.text_of("Resource"))
    if named and named.qualifier:
        message = "Tags on function aliases and versions are not supported. Please specify a function ARN."
        why = "Tags belong to the function as a whole."
        return refused(400, "InvalidParameterValueException", message, why, "tags-not-on-versions")
    function = world.functions.get(named.name) if named else None
    if function is None:
        return no_function(call.text_of("Resource"))
    if function.is_updating(at.now):
        return updating(function.arn)
    tags = tuple(
        sorted((dict(function.tags) | {name: str(value) for name, value in call.given["Tags"].items()}).items())
    )
    told = "The function is tagged. No version freezes a tag."
    return world.with_function(replace(function, tags=tags)), Answer(status=204, why=told, fact="tags-not-on-versions")


def _free(world: World, call: Call, at: Moment) -> Function | Answer:
    """A function that takes a change now."""
    function = function_of(world, call)
    if isinstance(function, Answer):
        return function
    if function.is_pending(at.now):
        return pending("The function")
    if function.is_updating(at.now):
        return updating(function.arn)
    if call.text_of("RevisionId") not in ("", function.revision(at.now)):
        return stale()
    return function


def _changed(function: Function, content: Content, at: Moment) -> Function:
    return replace(
        function, latest=content, running=function.latest, changed_at=at.now, ready_at=at.settles, is_new=False
    )


def _settled(one: Found, now: int) -> Function:
    """The function with nothing under way from now on."""
    versions = {
        number: replace(version, ready_at=min(version.ready_at, now))
        for number, version in one.function.versions.items()
    }
    return replace(one.function, ready_at=min(one.function.ready_at, now), versions=versions)


def _done(world: World, function: Function, call: Call, at: Moment, status: int, told: str, fact: str) -> Step:
    """The answer of a change, with a version if one was asked for."""
    if not call.given.get("Publish"):
        body = latest_body(function, at.now)
        return world.with_function(function), Answer(status=status, why=told, fact=fact, body=body, version=LATEST)
    world, function, version, is_new = published(world, function, at.now, ready_at=at.settles)
    also = (
        f"--publish makes version {version.number} of it."
        if is_new
        else f"Nothing has changed since version {version.number}."
    )
    answer = Answer(
        status=status,
        why=f"{told} {also}",
        fact="ver-publish-flag",
        body=version_body(function, version, at.now),
        version=version.number,
        published=is_new,
    )
    return world, answer
