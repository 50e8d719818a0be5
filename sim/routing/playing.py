"""The calls one after the other: each takes the world as the one before left it.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim.routing import aliases, attached, functions, policies, versions
from sim.routing.answers import Answer
from sim.routing.cli import Call, Unread, calls_of
from sim.routing.finding import Moment, Step
from sim.routing.invoking import invoke
from sim.routing.options import WAIT
from sim.routing.scenario import Scenario
from sim.routing.state import World

Handler = Callable[[World, Call, Moment], Step]
HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "CreateFunction": functions.create,
        "UpdateFunctionCode": functions.update_code,
        "UpdateFunctionConfiguration": functions.update_configuration,
        "PublishVersion": versions.publish,
        "CreateAlias": aliases.create,
        "UpdateAlias": aliases.update,
        "GetAlias": aliases.get,
        "ListAliases": aliases.listed,
        "DeleteAlias": aliases.delete,
        "ListVersionsByFunction": versions.listed,
        "GetFunction": functions.get,
        "GetFunctionConfiguration": functions.get,
        "DeleteFunction": versions.delete,
        "Invoke": invoke,
        "AddPermission": policies.add,
        "RemovePermission": policies.remove,
        "GetPolicy": policies.get,
        "PutFunctionEventInvokeConfig": attached.put_event_config,
        "GetFunctionEventInvokeConfig": attached.get_event_config,
        "DeleteFunctionEventInvokeConfig": attached.get_event_config,
        "PutProvisionedConcurrencyConfig": attached.put_provisioned,
        "GetProvisionedConcurrencyConfig": attached.get_provisioned,
        "DeleteProvisionedConcurrencyConfig": attached.get_provisioned,
        "PutFunctionConcurrency": functions.put_concurrency,
        "TagResource": functions.tag,
        WAIT: functions.wait,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One line, what came of it, and the world after it."""

    call: Call | Unread
    answer: Answer | None
    """None if the CLI did not take the line."""
    world: World
    now: int


def played(scenario: Scenario) -> tuple[Played, ...]:
    """Each line with its answer, and the world after it."""
    return tuple(_played(scenario))


def _played(scenario: Scenario) -> Iterator[Played]:
    world, now, invoked = World(), 0, 0
    for call in calls_of(scenario.calls):
        if isinstance(call, Unread):
            yield Played(call=call, answer=None, world=world, now=now)
            continue
        now += 1
        world, answer = answered(world, call, Moment(now, scenario.busy, scenario.seed, invoked))
        invoked += call.operation == "Invoke" and not answer.is_refused
        yield Played(call=call, answer=answer, world=world, now=now)


def answered(world: World, call: Call, at: Moment) -> tuple[World, Answer]:
    """The answer to one call, and the world after it: the same one if nothing has changed."""
    step = HANDLERS[call.operation](world, call, at)
    return (world, step) if isinstance(step, Answer) else step
