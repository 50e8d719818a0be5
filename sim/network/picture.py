"""The trace: the places as lanes, and the hops of each way as entries in order; the hop that stops it stands out."""

from collections.abc import Iterator

from sim.network.finding import in_words
from sim.network.outcome import Check, HopOutcome, Outcome, PathOutcome, Place, Symptom, Verdict
from sim.network.scenario import Scenario
from sim.trace import Counter, Entry, Lane, Tone, Trace

AWS = "aws"
"""Lane of what AWS says when things are configured."""
TITLES = {
    Place.FUNCTION: "function",
    Place.SUBNET: "subnet",
    Place.ROUTE: "route table",
    Place.GATEWAY: "gateway",
    Place.TARGET: "target",
}
COUNTERS = (
    Counter("hops", ("passes", "stops")),
    Counter("reached", ("reached",)),
    Counter("stopped", ("stops",)),
)
WORDS = {
    Check.START: "starts",
    Check.NAME: "name",
    Check.ADDRESS: "address",
    Check.GROUP_OUT: "security group, outbound",
    Check.ACL_OUT: "network ACL, outbound",
    Check.ROUTE: "route",
    Check.NAT: "NAT gateway",
    Check.INTERNET: "internet gateway",
    Check.ENDPOINT: "endpoint",
    Check.CONNECTION: "connection",
    Check.ACL_IN: "network ACL, inbound",
    Check.GROUP_IN: "security group, inbound",
    Check.ROUTE_BACK: "route back",
    Check.LISTENING: "answers",
    Check.ONE_WAY: "one way",
}
Mark = tuple[str, str, str, Tone, str, str, str]


def picture(scenario: Scenario, outcome: Outcome) -> Trace[Outcome]:
    """The trace of ``outcome``: a step for each hop, though a packet takes no time here."""
    lanes = (Lane(AWS, "AWS", "aws"), *(Lane(place.value, title, "place") for place, title in TITLES.items()))
    entries = tuple(
        Entry(at, lane, kind, label, tone, why, fact, of)
        for at, (lane, kind, label, tone, why, fact, of) in enumerate(_marks(scenario, outcome))
    )
    return Trace(lanes, (), entries, COUNTERS, outcome, entries[-1].at)


def _marks(scenario: Scenario, outcome: Outcome) -> Iterator[Mark]:
    for refusal in outcome.refusals:
        label = f"{refusal.operation}: {refusal.status} {refusal.error_code}"
        yield AWS, "refused", label, Tone.BAD, refusal.why, refusal.fact, ""
    if outcome.verdict is Verdict.REFUSED:
        return
    for function in outcome.functions:
        if function.attached:
            tone = Tone.BAD if function.error_code else Tone.COLD if function.made else Tone.REST
            word = f"{function.made} new, {function.shared} shared"
            label = f"{function.function}: {function.state}, interfaces {word}"
            label = f"{function.function}: {function.status} {function.error_code}" if function.error_code else label
            yield AWS, "configured", label, tone, function.why, function.fact, function.function
    for path in outcome.paths:
        yield from _path(scenario, path)


def _path(scenario: Scenario, path: PathOutcome) -> Iterator[Mark]:
    of = f"{path.function}{path.subnet and ' in '}{path.subnet}"
    label = f"{of} wants {in_words(scenario)}, port {scenario.target.at_port}"
    yield Place.FUNCTION.value, "asks", label, Tone.NOTE, "One connection, followed hop by hop.", "", of
    for hop in path.hops:
        yield _hop(hop, of)
    lane = path.hops[-1].place.value
    if path.reached:
        yield Place.TARGET.value, "reached", "reached", Tone.WORK, path.seen, "", of
    else:
        word = "the code does not run" if path.symptom is Symptom.NOT_RUN else f"the code sees: {path.symptom}"
        yield lane, "seen", word, Tone.BAD, path.seen, "", of


def _hop(hop: HopOutcome, of: str) -> Mark:
    way = "← " if hop.is_back else ""
    sign = "✓" if hop.passes else "✗"
    rule = f": {hop.rule}" if hop.rule else "" if hop.passes else ": nothing fits"
    where = f" of {hop.subnet}" if hop.subnet else ""
    told = hop.rule if hop.rule.startswith(f"{hop.name}:") else f"{hop.name}{where}{rule}"
    word = "nobody listens at" if hop.check is Check.LISTENING and not hop.passes else WORDS[hop.check]
    label = f"{way}{sign} {word} {told}"
    tone = Tone.AFTER if hop.passes and hop.is_back else Tone.WORK if hop.passes else Tone.BAD
    return hop.place.value, "passes" if hop.passes else "stops", label, tone, hop.why, hop.fact, of
