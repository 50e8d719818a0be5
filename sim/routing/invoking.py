"""Invoke: from the ARN to the version that runs. An alias with a weight draws anew for each invocation; nobody is kept to a version.

https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

import json
import random

from sim.facts import whole
from sim.routing.answers import Answer, invalid, pending
from sim.routing.arns import LATEST, spoken
from sim.routing.cli import Call
from sim.routing.finding import Found, Moment, Step, found
from sim.routing.state import Alias, Content, World

TYPES = ("RequestResponse", "Event", "DryRun")


def invoke(world: World, call: Call, at: Moment) -> Step:
    """Invoke. The handler answers with the code that it is and the environment variables that it sees."""
    kind = call.text_of("InvocationType") or TYPES[0]
    if kind not in TYPES:
        constraint = f"Member must satisfy enum value set: [{', '.join(sorted(TYPES))}]"
        return invalid("invocationType", kind, constraint, f"An invocation is {', '.join(TYPES)}.")
    one = found(world, call)
    if isinstance(one, Answer):
        return one
    function, alias = one.function, one.function.aliases.get(one.qualifier)
    if function.is_pending(at.now):
        return pending("The function")
    version = drawn(alias, at) if alias else one.qualifier or LATEST
    frozen = function.versions.get(version)
    if frozen and at.now < frozen.ready_at:
        return pending(f"Version {version}")
    content = function.runs(version, at.now)
    assert content is not None, "an alias leads to a version that is there"
    if kind == "DryRun":
        return Answer(
            status=204, why="A dry run asks whether the call may be made, and runs nothing.", fact="sync-dryrun"
        )
    told = _why(one, alias, version, content, updating=function.is_updating(at.now))
    if ready := function.ready(version):
        told += f" {ready} of its environments stand ready."
    fact = "alias-executed-version" if alias else "ver-qualified-arn" if one.qualifier else "ver-unqualified-arn"
    payload = json.dumps({"code": content.code, **dict(content.settings.environment)})
    status = 200 if kind == TYPES[0] else whole("async-202-queue")
    body: dict[str, object] = {"StatusCode": status}
    if kind == TYPES[0]:
        body |= {"ExecutedVersion": version, "out.json": payload}
    return Answer(
        status=status,
        why=told,
        fact=fact,
        body=body,
        version=version,
        code=content.code,
        environment=content.environment,
        via=alias.name if alias else "",
    )


def drawn(alias: Alias, at: Moment) -> str:
    """The version that this invocation takes."""
    if not alias.additional:
        return alias.version
    draw = random.Random(f"{at.seed} {at.invoked}").random()  # noqa: S311 - a draw, no secret
    return alias.additional if draw < alias.weight else alias.version


def _why(one: Found, alias: Alias | None, version: str, content: Content, *, updating: bool) -> str:
    if alias and alias.additional:
        share = f"{alias.weight * 100:g} % of the invocations go to version {alias.additional}"
        return f"{alias.name} draws for each invocation: {share}. This one ran version {version}, with {content.code}."
    if alias:
        return f"{alias.name} leads to {spoken(version)}, which runs {content.code}."
    if version != LATEST:
        return f"The ARN names version {version}, which runs {content.code}."
    before = " An update is in progress, so it still runs what it was before." if updating else ""
    if one.qualifier:
        return f"The ARN names {LATEST}, which runs {content.code}.{before}"
    return f"Without a qualifier {LATEST} is meant, which runs {content.code}.{before}"
