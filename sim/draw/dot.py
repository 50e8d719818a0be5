"""Transition tables and small graphs as Graphviz DOT, coloured for the ground that they stand on, and their text twins."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from sim.draw.palette import Colours, colours
from sim.trace import Tone

State = TypeVar("State", bound=StrEnum)
Signal = TypeVar("Signal", bound=StrEnum)
Table = Mapping[State, Mapping[Signal, State]]


def graph(body: str, *, dark: bool = False) -> str:
    """A DOT document around ``body``; a node or an edge may say ``class=`` and a tone to take its colour."""
    paint = colours(dark=dark)
    for tone in Tone:
        body = body.replace(f"class={tone}", _painted(tone, paint))
    return f"digraph {{\n{_frame(paint)}\n{body}\n}}"


def states(
    table: Table[State, Signal],
    tones: Mapping[State, Tone],
    words: Mapping[StrEnum, str],
    highlight: Collection[State] = (),
    *,
    dark: bool = False,
) -> str:
    """The state diagram of a transition table, drawn from the table itself; ``highlight`` stand out."""
    paint = colours(dark=dark)
    rows = []
    for state in table:
        loud = f', penwidth=3, fillcolor="{paint.tones[tones[state]]}33"' if state in highlight else ""
        rows.append(f'"{state}" [label="{words[state]}", {_painted(tones[state], paint)}{loud}]')
    for source, target, signals in _edges(table):
        label = "\\n".join(f" {words[signal]} " for signal in signals)
        rows.append(f'"{source}" -> "{target}" [label="{label}"]')
    return f"digraph {{\n{_frame(paint)}\n" + "\n".join(rows) + "\n}"


def states_in_words(table: Table[State, Signal], words: Mapping[StrEnum, str]) -> str:
    """The same diagram as sentences, a line for each state."""
    lines = []
    for state, takes in table.items():
        ways = "; ".join(f"{words[signal]} → {words[target]}" for signal, target in takes.items())
        lines.append(f"{words[state]}: {ways or 'the end'}")
    return "\n".join(lines)


def _edges(table: Table[State, Signal]) -> list[tuple[State, State, list[Signal]]]:
    joined: dict[tuple[State, State], list[Signal]] = {}
    for source, takes in table.items():
        for signal, target in takes.items():
            joined.setdefault((source, target), []).append(signal)
    return [(source, target, signals) for (source, target), signals in joined.items()]


def _painted(tone: Tone, paint: Colours) -> str:
    return f'color="{paint.tones[tone]}"'


def _frame(paint: Colours) -> str:
    font = 'fontname="Atkinson Hyperlegible Next, sans-serif"'
    return (
        f'bgcolor="transparent"; rankdir=TB; nodesep=0.35; ranksep=0.4; pad=0.1; fontcolor="{paint.ink}"; {font};\n'
        f'node [shape=box, style="rounded,filled", fillcolor="{paint.ground}", color="{paint.quiet}", fontcolor="{paint.ink}", '
        f'penwidth=1.6, margin="0.16,0.08", height=0.35, fontsize=13, {font}];\n'
        f'edge [color="{paint.quiet}", fontcolor="{paint.quiet}", fontsize=11, arrowsize=0.7, {font}];'
    )
