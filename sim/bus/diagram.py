"""The buses of a scenario, their rules and the targets, as a graph and in words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sim.bus.outcome import Ended, Outcome
from sim.bus.scenario import Bus, Rule, Scenario
from sim.bus.target import Target
from sim.bus.values import OWN_ACCOUNT, Dlq, Kind, State
from sim.trace import Tone

KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.LAMBDA: "function",
        Kind.SQS: "queue",
        Kind.SNS: "topic",
        Kind.STEP_FUNCTIONS: "state machine",
        Kind.BUS: "bus",
        Kind.API_DESTINATION: "API destination",
    }
)
"""What a target is called in a picture."""
MOST_ABREAST = 3
"""Targets that stand side by side on a phone."""
MOST_SHOWN = 24
"""Rules in a picture; more cannot be read."""


def graph_body(scenario: Scenario, outcome: Outcome | None = None) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``; with an ``outcome`` the edges say how many events went along them."""
    return "\n".join((*_callers(scenario), *_rules(scenario, outcome)))


def is_slim(scenario: Scenario) -> bool:
    """Whether the graph, from top to bottom, fits any screen."""
    return sum(max(len(rule.targets), 1) for rule in scenario.rules) <= MOST_ABREAST


def in_words(scenario: Scenario) -> str:
    """The same graph as sentences."""
    return "\n\n".join(_sentence(scenario, rule) for rule in scenario.rules) or "There is no rule."


def _sentence(scenario: Scenario, rule: Rule) -> str:
    bus = scenario.bus_of(rule.bus)
    targets = ", ".join(f"the {KINDS[target.kind]} {target.id}" for target in rule.targets) or "nothing"
    state = " It is disabled." if rule.state is State.DISABLED else ""
    return f"On the bus {title(bus) if bus else rule.bus} the rule {rule.name} sends what matches to {targets}.{state}"


def title(bus: Bus) -> str:
    """The bus's name, and its account if that is another one."""
    return bus.name if bus.account == OWN_ACCOUNT else f"{bus.name} of {bus.account}"


def _node(kind: str, name: str) -> str:
    return f'"{kind} {name}"'


def _buses(scenario: Scenario) -> list[Bus]:
    """The buses to which something comes, or on which a rule stands."""
    goals = [scenario.bus_of(entry.bus, put.account) for put in scenario.puts for entry in put.entries]
    goals += [scenario.bus_of(rule.bus) for rule in scenario.rules]
    goals += [scenario.bus_of(target.bus) for rule in scenario.rules for target in rule.targets if target.bus]
    return [bus for bus in scenario.known if bus in goals]


def _callers(scenario: Scenario) -> Iterator[str]:
    for bus in _buses(scenario):
        yield f'{_node("bus", title(bus))} [label="{title(bus)}\\nevent bus", class={Tone.COLD}, penwidth=3]'
    drawn = set()
    for put in scenario.puts:
        caller = "caller" if put.account == OWN_ACCOUNT else f"caller of {put.account}"
        yield f'{_node("caller", caller)} [label="{caller}\\nPutEvents", class={Tone.NOTE}]'
        for entry in put.entries:
            goal = scenario.bus_of(entry.bus, put.account)
            if goal and (caller, goal) not in drawn:
                drawn.add((caller, goal))
                yield f"{_node('caller', caller)} -> {_node('bus', title(goal))}"


def _rules(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    matched = {rule.name: rule.matched for rule in outcome.rules} if outcome else {}
    for rule in scenario.rules[:MOST_SHOWN]:
        bus = scenario.bus_of(rule.bus)
        if bus is None:
            continue
        off = rule.state is State.DISABLED
        told = "rule, disabled" if off else "rule"
        style = ', style="rounded,dashed"' if off else ""
        yield f'{_node("rule", rule.name)} [label="{rule.name}\\n{told}", class={Tone.REST}{style}]'
        count = f' [label=" {matched[rule.name]} matched "]' if rule.name in matched else ""
        yield f"{_node('bus', title(bus))} -> {_node('rule', rule.name)}{count}"
        for target in rule.targets:
            yield from _target(scenario, rule, target, outcome)
    if (rest := len(scenario.rules) - MOST_SHOWN) > 0:
        yield f'more [label="{rest} more rules", shape=plaintext]'


def _target(scenario: Scenario, rule: Rule, target: Target, outcome: Outcome | None) -> Iterator[str]:
    ends = Counter(
        delivery.status
        for delivery in (outcome.delivery_list if outcome else ())
        if (delivery.rule, delivery.target) == (rule.name, target.id)
    )
    to_bus = scenario.bus_of(target.bus) if target.kind is Kind.BUS else None
    node = _node("bus", title(to_bus)) if to_bus else _node(target.kind, target.id)
    if not to_bus:
        tone = Tone.BAD if target.behaviour != "ok" else Tone.WORK
        yield f'{node} [label="{target.id}\\n{KINDS[target.kind]}", class={tone}]'
    told = ", ".join(f"{count} {status}" for status, count in ends.items() if status is not Ended.DEAD_LETTERED)
    label = f' [label=" {told} "]' if told else ""
    yield f"{_node('rule', rule.name)} -> {node}{label}"
    if target.dlq is not Dlq.NONE:
        dead = ends[Ended.DEAD_LETTERED]
        queue = _node("dlq", f"{rule.name} {target.id}")
        yield f'{queue} [label="dead-letter queue", class={Tone.END}]'
        count = f'label=" {dead} ", ' if outcome else ""
        yield f"{node} -> {queue} [{count}style=dashed]"
