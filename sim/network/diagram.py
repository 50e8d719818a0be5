"""The ways as a graph and in words: function, subnet, route table, gateway, target, and the hop that stops a way."""

from collections.abc import Iterator
from itertools import pairwise

from sim.network.finding import in_words as target_in_words
from sim.network.finding import subnet_named
from sim.network.outcome import Check, HopOutcome, Outcome, PathOutcome, Place, Verdict
from sim.network.picture import WORDS
from sim.network.routes import is_public
from sim.network.scenario import Scenario
from sim.trace import Tone

MOST_PATHS = 12
_LOUDER = (Tone.REST, Tone.WORK, Tone.BAD)
_SIGNS = {Tone.WORK: "✓", Tone.BAD: "✗", Tone.REST: "·"}
Node = tuple[str, str]
"""Its place, and its name."""


def graph_body(scenario: Scenario, outcome: Outcome) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``. A node that stops a way has the colour, the sign ✗ and the word."""
    if outcome.verdict is Verdict.REFUSED:
        return (
            f'refused [label="✗ {outcome.refusals[0].operation}\\n{outcome.error_code}", class={Tone.BAD}, penwidth=3]'
        )
    nodes: dict[Node, Tone] = {}
    words: dict[Node, str] = {}
    edges: dict[tuple[Node, Node], bool] = {}
    for path in outcome.paths[:MOST_PATHS]:
        way = list(_way(scenario, path))
        for tone, node, stop in way:
            nodes[node] = max(tone, nodes.get(node, Tone.REST), key=_LOUDER.index)
            if stop:
                words[node] = _word(stop)
        for one, other in pairwise(way):
            edge = one[1], other[1]
            edges[edge] = edges.get(edge, False) or other[0] is not Tone.REST
    ids = {node: f"n{number}" for number, node in enumerate(nodes)}
    return "\n".join((*_nodes(scenario, nodes, words, ids), *_edges(edges, ids)))


def in_words(scenario: Scenario, outcome: Outcome) -> str:
    """The same graph as sentences, one for each way."""
    if outcome.verdict is Verdict.REFUSED:
        return f"AWS refuses the configuration. {outcome.why}"
    lines = []
    for path in outcome.paths[:MOST_PATHS]:
        names = " → ".join(_title(scenario, node) for tone, node, _ in _way(scenario, path) if tone is not Tone.REST)
        lines.append(f"{names}: {'reached.' if path.reached else f'stopped. {path.why}'}")
    if len(outcome.paths) > MOST_PATHS:
        lines.append(f"And {len(outcome.paths) - MOST_PATHS} ways more.")
    return "\n".join(lines)


def _way(scenario: Scenario, path: PathOutcome) -> Iterator[tuple[Tone, Node, HopOutcome | None]]:
    """The nodes of a way in order, each with its tone, and the hop that stops it if it stops there. What is not come to is at rest."""
    stop = None if path.reached else path.hops[-1]
    over = False
    for node in _passed(scenario, path, stop):
        here = stop if stop and node == _stopping(scenario, path, stop) else None
        yield Tone.BAD if here else Tone.REST if over else Tone.WORK, node, here
        # The request came all the way if it is the answer that was stopped.
        over = over or bool(here and not here.is_back)


def _passed(scenario: Scenario, path: PathOutcome, stop: HopOutcome | None) -> Iterator[Node]:
    """What there is on a way; the target stands at its end, come to or not."""
    foreign = _stopping(scenario, path, stop) if stop and stop.place is Place.SUBNET else None
    yield Place.FUNCTION.value, path.function
    if path.subnet:
        yield Place.SUBNET.value, path.subnet
    for place in (Place.ROUTE, Place.GATEWAY):
        named = next((hop.name for hop in path.hops if hop.place is place), "")
        if named:
            yield place.value, named
    if foreign and foreign[1] != path.subnet:
        yield foreign
    yield Place.TARGET.value, target_in_words(scenario)


def _stopping(scenario: Scenario, path: PathOutcome, stop: HopOutcome) -> Node:
    """The node at which a hop stops the way."""
    match stop.place:
        case Place.FUNCTION:
            return stop.place.value, path.function
        case Place.SUBNET:
            return stop.place.value, stop.subnet
        case Place.TARGET:
            return stop.place.value, target_in_words(scenario)
        case Place.GATEWAY:
            named = next(hop.name for hop in path.hops if hop.place is Place.GATEWAY)
            return stop.place.value, named
    return stop.place.value, stop.name


def _word(stop: HopOutcome) -> str:
    """What stops, in a word or two."""
    match stop.check:
        case Check.START:
            return stop.rule
        case Check.LISTENING:
            return "nobody listens"
    return WORDS[stop.check]


def _title(scenario: Scenario, node: Node) -> str:
    place, name = node
    if place == Place.SUBNET.value and any(one.name == name for one in scenario.subnets):
        subnet = subnet_named(scenario, name)
        return f"{name} ({'public' if is_public(scenario, name) else 'private'}, {subnet.cidr})"
    return f"route table {name}" if place == Place.ROUTE.value else name


def _nodes(scenario: Scenario, nodes: dict[Node, Tone], words: dict[Node, str], ids: dict[Node, str]) -> Iterator[str]:
    for node, tone in nodes.items():
        title = _title(scenario, node).replace(" (", "\\n(")
        more = f"\\nstopped: {words[node]}" if node in words else ""
        loud = ", penwidth=3" if tone is Tone.BAD else ", style=dashed" if tone is Tone.REST else ""
        yield f'{ids[node]} [label="{_SIGNS[tone]} {title}{more}", class={tone}{loud}]'


def _edges(edges: dict[tuple[Node, Node], bool], ids: dict[Node, str]) -> Iterator[str]:
    for (one, other), goes in edges.items():
        yield f"{ids[one]} -> {ids[other]}" + ("" if goes else " [style=dashed]")
