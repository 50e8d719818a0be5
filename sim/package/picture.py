"""The trace: the call, a lane for each check that is asked, and the answer. One step after the other; how long AWS takes is not told."""

from collections.abc import Iterator
from types import MappingProxyType

from sim.package.outcome import CheckOutcome, Outcome, Verdict
from sim.package.scenario import Scenario
from sim.package.values import Operation, Package, size
from sim.trace import Counter, Entry, Lane, Tone, Trace

CALL, ANSWER = "call", "answer"
COUNTERS = (
    Counter("passed", ("passed",)),
    Counter("refused", ("refused",)),
    Counter("refused next", ("then",)),
)
_TONES = MappingProxyType(
    {
        Verdict.PASSED: Tone.WORK,
        Verdict.REFUSED: Tone.BAD,
        Verdict.THEN: Tone.AFTER,
        Verdict.NOT_REACHED: Tone.REST,
    }
)
Mark = tuple[str, str, str, Tone, str, str]


def picture(scenario: Scenario, outcome: Outcome) -> Trace[Outcome]:
    """The trace of ``outcome``."""
    asked = [one for one in outcome.checks if one.verdict is not Verdict.NOT_ASKED]
    lanes = (
        Lane(CALL, "call", "call"),
        *(Lane(one.id, one.title, "check") for one in asked),
        Lane(ANSWER, "answer", "answer"),
    )
    entries = tuple(
        Entry(at, lane, kind, label, tone, why, fact)
        for at, (lane, kind, label, tone, why, fact) in enumerate(_marks(scenario, outcome, asked))
    )
    return Trace(lanes, (), entries, COUNTERS, outcome, entries[-1].at)


def _marks(scenario: Scenario, outcome: Outcome, asked: list[CheckOutcome]) -> Iterator[Mark]:
    yield CALL, "called", in_words(scenario), Tone.NOTE, "The package is looked at before anything runs.", ""
    for one in asked:
        if one.verdict in (Verdict.PASSED, Verdict.REFUSED):
            yield _check(one)
    yield _answer(scenario, outcome)
    for one in asked:
        if one.verdict is Verdict.THEN:
            yield _check(one)
    for one in asked:
        if one.verdict is Verdict.NOT_REACHED:
            yield _check(one)


def _check(one: CheckOutcome) -> Mark:
    words = {
        Verdict.PASSED: "fits",
        Verdict.REFUSED: "refused",
        Verdict.THEN: "and then this",
        Verdict.NOT_REACHED: "not reached, would fit",
    }
    code = f": {one.status} {one.error_code}" if one.error_code else ""
    label = f"{words[one.verdict]}{code}: {one.measured} ({one.limit})"
    return one.id, one.verdict.value, label, _TONES[one.verdict], one.why, one.fact


def _answer(scenario: Scenario, outcome: Outcome) -> Mark:
    if not outcome.accepted:
        told = "The first check that says no ends the call. Nothing is made or changed."
        if outcome.status == 201:
            told = "The call itself was answered. The function is there, in State Failed, and cannot be called."
        return ANSWER, "no", f"{outcome.status} {outcome.error_code}", Tone.BAD, told, ""
    what = "The layer version" if scenario.operation is Operation.LAYER else "The function"
    told = f"{what} is made." if scenario.operation is not Operation.UPDATE else "The code is taken over."
    label = f"{outcome.status}: taken; the first call: {outcome.first_call}"
    return ANSWER, "yes", label, Tone.WORK, f"{told} {outcome.first_call_why}", ""


def in_words(scenario: Scenario) -> str:
    """What is handed over, and how."""
    operation = scenario.operation.value
    if scenario.is_image:
        return f"{operation} with an image of {size(scenario.image_bytes)}"
    layers = f" and {len(scenario.layers)} layer{'' if len(scenario.layers) == 1 else 's'}" if scenario.layers else ""
    how = "in the request" if scenario.package is Package.ZIP_DIRECT else "in S3"
    given = f"a .zip of {size(scenario.zipped_bytes)} {how}, {size(scenario.unzipped_bytes)} unzipped"
    return f"{operation} with {given}{layers if scenario.is_function else ''}"
