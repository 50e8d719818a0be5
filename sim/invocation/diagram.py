"""The way of calls and events as a graph and in words: who calls, Lambda and its queue, environments, and where results go."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from sim.invocation.delivering import WORDS as KINDS
from sim.invocation.outcome import Outcome
from sim.invocation.records import destination_arn
from sim.invocation.scenario import Destination, Scenario
from sim.invocation.states import EventSignal, EventState
from sim.invocation.values import Caller, Dlq, InvocationType, Loop
from sim.trace import Tone

TONES: Mapping[EventState, Tone] = MappingProxyType(
    {
        EventState.QUEUED: Tone.REST,
        EventState.RUNNING: Tone.WORK,
        EventState.SUCCEEDED: Tone.WORK,
        EventState.FAILED: Tone.BAD,
        EventState.DEAD_LETTERED: Tone.END,
        EventState.DROPPED: Tone.BAD,
    }
)
WORDS: Mapping[StrEnum, str] = MappingProxyType(
    {
        EventState.QUEUED: "in Lambda's queue",
        EventState.RUNNING: "running",
        EventState.SUCCEEDED: "succeeded",
        EventState.FAILED: "failed for good",
        EventState.DEAD_LETTERED: "dead-lettered",
        EventState.DROPPED: "dropped",
        EventSignal.LEASE: "there is room",
        EventSignal.THROTTLED: "throttled, back-off",
        EventSignal.SYSTEM_ERROR: "error of Lambda, back-off",
        EventSignal.RETURNED: "the handler returns",
        EventSignal.FUNCTION_ERROR: "function error, 1 or 2 min",
        EventSignal.RETRIES_EXHAUSTED: "RetriesExhausted",
        EventSignal.EVENT_AGE_EXCEEDED: "EventAgeExceeded",
        EventSignal.ZERO_RESERVED_CONCURRENCY: "ZeroReservedConcurrency",
        EventSignal.LOOP_STOPPED: "a loop, stopped",
        EventSignal.KEPT: "destination or dead-letter queue",
        EventSignal.NOT_KEPT: "neither of them",
    }
)
_CALLERS = {
    Caller.SDK: "client\\nSDK, tries again",
    Caller.PLAIN: "client\\nno retries",
    Caller.API_GATEWAY: "API Gateway\\nno retries",
}


def graph_body(scenario: Scenario, outcome: Outcome | None = None) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``; with an ``outcome`` the edges say how much went along them."""
    return "\n".join(
        (
            *_calls(scenario, outcome),
            *_function(scenario, outcome),
            *_goals(scenario, outcome),
        )
    )


def in_words(scenario: Scenario) -> str:
    """The same graph as sentences."""
    function = scenario.function
    lines = []
    if _has(scenario, InvocationType.REQUEST_RESPONSE):
        lines.append(f"Callers invoke {function.name} and wait for its answer.")
    if _has(scenario, InvocationType.EVENT):
        lines.append(f"Callers hand events to Lambda's queue, and Lambda invokes {function.name} from there.")
    for where, goal in _destinations(scenario):
        lines.append(f"A record of each {where} goes to the {KINDS[goal.kind]} {goal.name}.")
    if function.dlq is not Dlq.NONE:
        lines.append("Events that fail for good go to a dead-letter queue.")
    if function.loop is not Loop.NONE:
        lines.append("What the function does has it invoked again.")
    return "\n".join(lines)


def invariant(outcome: Outcome) -> str:
    """Where everything that came in has gone, as a sum."""
    came = outcome.arrived + outcome.duplicates + outcome.looped
    parts = {
        "succeeded": outcome.succeeded,
        "failed calls": outcome.failed_calls,
        "refused": outcome.refused,
        "unanswered": outcome.unanswered,
        "dry runs": outcome.dry_runs,
        "dead-lettered": outcome.dead_lettered,
        "dropped": outcome.dropped,
        "waiting": outcome.waiting,
    }
    always = ("succeeded", "dead-lettered", "dropped", "waiting")
    told = [f"{count} {name}" for name, count in parts.items() if count or name in always]
    return f"{came} in = {' + '.join(told)}"


def _has(scenario: Scenario, kind: InvocationType) -> bool:
    return any(invoke.invocation_type is kind for invoke in scenario.invokes)


def _calls(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    yield f'api [label="Lambda\\nInvoke", class={Tone.COLD}]'
    for caller in dict.fromkeys(invoke.caller for invoke in scenario.invokes):
        yield f'"{caller}" [label="{_CALLERS[caller]}", class={Tone.NOTE}]'
        yield f'"{caller}" -> api'
    if outcome and outcome.refused:
        yield f'refused [label="{outcome.refused} refused", class={Tone.BAD}]'
        yield "api -> refused [style=dashed]"
    if _has(scenario, InvocationType.EVENT):
        label = f' [label=" {outcome.accepted} × 202 "]' if outcome else ""
        yield f'queue [label="Lambda\'s queue", class={Tone.REST}]'
        yield f"api -> queue{label}"


def _function(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    function = scenario.function
    room = f"\\nreserved {function.reserved}" if function.reserved >= 0 else ""
    yield f'function [label="{function.name}{room}", class={Tone.WORK}, penwidth=3]'
    ran = f' [label=" {outcome.runs} {"run" if outcome.runs == 1 else "runs"} "]' if outcome else ""
    if _has(scenario, InvocationType.EVENT):
        yield f"queue -> function{ran}"
    if _has(scenario, InvocationType.REQUEST_RESPONSE):
        yield f"api -> function{'' if _has(scenario, InvocationType.EVENT) else ran}"
    if function.loop is not Loop.NONE:
        came = f' [label=" {outcome.looped} more "]' if outcome else ""
        if not _has(scenario, InvocationType.EVENT):
            yield f'queue [label="Lambda\'s queue", class={Tone.REST}]'
            yield "queue -> function"
        yield f"function -> queue{came}"
    done = f"\\n{outcome.effects} times" if outcome else ""
    tone = Tone.BAD if outcome and outcome.repeated_effects else Tone.WORK
    yield f'work [label="work done{done}", class={tone}]'
    yield "function -> work"


def _goals(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    """A record of a success comes behind the function, what is told of failures beside it: so the picture stays narrow."""
    for where, goal in _destinations(scenario):
        node = f'"{destination_arn(goal)}"'
        is_success = where == "success"
        tone = Tone.WORK if is_success else Tone.END
        told = f"{goal.name}\\n{KINDS[goal.kind]}\\n{where}{_records(outcome, goal, where)}"
        yield f'{node} [label="{told}", class={tone if goal.writable else Tone.BAD}]'
        style = "" if goal.writable else " [style=dashed]"
        yield f"{'function' if is_success else 'queue'} -> {node}{style}"
    if scenario.function.dlq is not Dlq.NONE:
        came = f": {outcome.dlq_messages}" if outcome else ""
        tone = Tone.END if scenario.function.dlq_writable else Tone.BAD
        kind = "topic" if scenario.function.dlq is Dlq.SNS else "queue"
        yield f'dlq [label="dead-letter\\n{kind}\\nfailure{came}", class={tone}]'
        yield "queue -> dlq"


def _records(outcome: Outcome | None, goal: Destination, where: str) -> str:
    if outcome is None:
        return ""
    arn = destination_arn(goal)
    count = sum(
        record.written and record.destination == arn and (record.condition == "Success") == (where == "success")
        for record in outcome.records
    )
    return f": {count}"


def _destinations(scenario: Scenario) -> list[tuple[str, Destination]]:
    """The destinations of the qualifiers that are called by events, each once."""
    called = {invoke.qualifier for invoke in scenario.invokes if invoke.invocation_type is InvocationType.EVENT}
    if scenario.function.loop is not Loop.NONE:
        called |= {invoke.qualifier for invoke in scenario.invokes}
    found = []
    for qualifier in sorted(called):
        config = scenario.config_of(qualifier)
        found += [
            (where, goal) for where, goal in (("success", config.on_success), ("failure", config.on_failure)) if goal
        ]
    return list(dict.fromkeys(found))
