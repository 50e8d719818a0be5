"""A world in the words of the outcome: what each alias and version runs."""

from sim.routing.arns import LATEST, function_arn
from sim.routing.outcome import AliasOutcome, FunctionOutcome, VersionOutcome
from sim.routing.policies import callers
from sim.routing.state import Alias, Content, Function, World
from sim.routing.versions import in_order


def functions_of(world: World, now: int) -> tuple[FunctionOutcome, ...]:
    """All functions by name, as they are after call ``now``."""
    return tuple(_function(world, function, now) for _, function in sorted(world.functions.items()))


def _function(world: World, function: Function, now: int) -> FunctionOutcome:
    later = now + 1
    return FunctionOutcome(
        name=function.name,
        arn=function.arn,
        latest=_version(function, LATEST, function.running if function.is_updating(later) else function.latest),
        versions=tuple(_version(function, version.number, version.content) for version in in_order(function)),
        aliases=tuple(_alias(function, alias, later) for _, alias in sorted(function.aliases.items())),
        next_number=world.next_number(function.name),
        reserved=function.reserved,
        tags=", ".join(f"{name}={value}" for name, value in function.tags),
        state="Pending" if function.is_pending(later) else "Active",
        last_update_status="InProgress" if function.is_updating(later) else "Successful",
    )


def _version(function: Function, number: str, content: Content) -> VersionOutcome:
    plain = "" if number == LATEST else number
    settings = content.settings
    return VersionOutcome(
        version=number,
        arn=function_arn(function.name, number),
        code=content.code,
        code_sha256=content.sha256,
        environment=content.environment,
        description=settings.description,
        memory_size=settings.memory_size,
        timeout=settings.timeout,
        role=settings.role.rpartition("/")[2],
        layers=settings.layers,
        aliases=tuple(
            sorted(alias.name for alias in function.aliases.values() if number in (alias.version, alias.additional))
        ),
        may_invoke=callers(function, plain),
        provisioned=function.provisioned.get(number, 0),
        ready=function.ready(number),
        retries=_retries(function, number),
    )


def _alias(function: Function, alias: Alias, now: int) -> AliasOutcome:
    main, other = function.runs(alias.version, now), function.runs(alias.additional, now) if alias.additional else None
    return AliasOutcome(
        name=alias.name,
        arn=function_arn(function.name, alias.name),
        version=alias.version,
        additional=alias.additional,
        weight=alias.weight,
        runs=main.code if main else "",
        additional_runs=other.code if other else "",
        environment=main.environment if main else "",
        description=alias.description,
        may_invoke=callers(function, alias.name),
        provisioned=function.provisioned.get(alias.name, 0),
        ready=function.ready(alias.version),
        retries=_retries(function, alias.name),
    )


def _retries(function: Function, qualifier: str) -> int:
    config = function.event_configs.get(qualifier)
    return -1 if config is None or config.retries is None else config.retries
