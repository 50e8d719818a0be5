"""Who shares what: callers, functions, and the parts of the account's concurrency, as a graph and in words."""

from collections.abc import Iterator

from sim.concurrency.limits import most_provisioned, settled
from sim.concurrency.values import Pattern
from sim.concurrency.workload import Function, Traffic, Workload
from sim.draw.text import duration
from sim.trace import Tone


def graph_body(workload: Workload) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``."""
    return "\n".join(_lines(workload))


def in_words(workload: Workload) -> str:
    """The same graph as sentences."""
    functions = settled(workload).functions
    told = [f"An account has a concurrency of {workload.account:,}."]
    told += [
        f"{each.name.capitalize()} is called {calls_in_words(each.traffic)}; {_set_in_words(each)}."
        for each in functions
    ]
    return " ".join(told)


def calls_in_words(traffic: Traffic) -> str:
    """How calls come."""
    rate = f"{traffic.per_minute:,} times a minute"
    match traffic.pattern:
        case Pattern.POISSON:
            return f"{rate} at random"
        case Pattern.CONSTANT:
            return f"{rate} in even steps"
        case Pattern.BURSTS:
            return f"{traffic.burst:,} times at once, every {duration(traffic.every)}"
        case Pattern.DAY:
            return f"{rate} on average, more by day than by night"
        case Pattern.RAMP:
            return f"at random, at first {rate} and in the end {traffic.to_per_minute:,} times"
        case Pattern.LIST:
            return "once" if len(traffic.moments) == 1 else f"{len(traffic.moments):,} times, by a list"


def _set_in_words(function: Function) -> str:
    reserved = f"{function.reserved:,} are reserved for it" if function.reserved >= 0 else "it has no reservation"
    return f"{reserved}, and {_provisioned(function) or 'nothing is provisioned'}"


def _provisioned(function: Function) -> str:
    if function.tracking:
        return f"{function.tracking.minimum:,} to {function.tracking.maximum:,} are provisioned by target tracking"
    if function.schedule:
        return f"up to {most_provisioned(function):,} are provisioned by schedule"
    return f"{function.provisioned:,} are provisioned" if function.provisioned else ""


def _lines(workload: Workload) -> Iterator[str]:
    functions = settled(workload).functions
    shared = workload.account - sum(function.reserved for function in functions if function.reserved >= 0)
    shared -= sum(most_provisioned(function) for function in functions if function.reserved < 0)
    yield f'account [label="unreserved\\nroom for {shared:,} of {workload.account:,}", class={Tone.NOTE}]'
    for n, function in enumerate(functions):
        calls = calls_in_words(function.traffic).replace(", ", "\\n")
        yield f'calls{n} [label="callers\\n{calls}", class={Tone.NOTE}]'
        takes = f"handler {duration(function.duration)}, cold start {duration(function.start + function.init)} more"
        yield f'function{n} [label="{_text(function.name)}\\n{takes}", class={Tone.WORK}]'
        yield f"calls{n} -> function{n}"
        if most_provisioned(function):
            label = _provisioned(function).replace(" are ", "\\n")
            yield f'ready{n} [label="{label}", class={Tone.COLD}]'
            yield f"function{n} -> ready{n}"
        if function.reserved >= 0:
            rest = function.reserved - most_provisioned(function)
            yield f'own{n} [label="reserved\\nroom for {rest:,}", class={Tone.REST}]'
        yield f"function{n} -> {f'own{n}' if function.reserved >= 0 else 'account'}"


def _text(text: str) -> str:
    """A name as it may stand in a label."""
    return "".join(sign if sign.isalnum() or sign in " .-_" else " " for sign in text)
