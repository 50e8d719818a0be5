"""The trace: the call, each policy on a lane of its own with every statement that was looked at, and the answer."""

from collections.abc import Iterator

from sim.permission.asking import kinds_of
from sim.permission.deciding import Answered, Looked
from sim.permission.outcome import Outcome, Verdict
from sim.permission.papers import Papers
from sim.permission.scenario import Scenario
from sim.permission.values import SERVICES, Via
from sim.policy import Effect, Kind, Part
from sim.trace import Counter, Entry, Lane, Tone, Trace

CALL, ANSWER = "call", "answer"
COUNTERS = (
    Counter("looked at", ("allows", "denies", "silent")),
    Counter("allow", ("allows",)),
    Counter("deny", ("denies",)),
)
TITLES = {Kind.IDENTITY: "identity policy", Kind.RESOURCE: "resource policy", Kind.TRUST: "trust policy"}
_PART_FACTS = {
    Part.RESOURCE: "sec-policy-per-qualifier",
    Part.CONDITION: "sec-condition-missing-key",
}


def picture(
    scenario: Scenario, papers: Papers, answers: tuple[Answered, ...], outcome: Outcome, fact: str
) -> Trace[Outcome]:
    """The trace of ``outcome``; one step after the other, though AWS asks all policies at once."""
    kinds = sorted(kinds_of(scenario), key=lambda kind: kind is not Kind.TRUST)
    lanes = (
        Lane(CALL, "call", "call"),
        *(Lane(kind.value, TITLES[kind], "policy") for kind in kinds),
        Lane(ANSWER, "answer", "answer"),
    )
    entries: list[Entry] = []
    for at, (lane, kind, label, tone, why, of_fact) in enumerate(_marks(scenario, papers, answers, outcome, fact)):
        entries.append(Entry(at, lane, kind, label, tone, why, of_fact))
    return Trace(lanes, (), tuple(entries), COUNTERS, outcome, entries[-1].at)


Mark = tuple[str, str, str, Tone, str, str]


def _marks(
    scenario: Scenario, papers: Papers, answers: tuple[Answered, ...], outcome: Outcome, fact: str
) -> Iterator[Mark]:
    yield CALL, "called", in_words(scenario), Tone.NOTE, "Before anything runs, policies are asked.", ""
    for problem in papers.problems:
        told = f"Line {problem.line}, column {problem.column}: {problem.message}."
        yield problem.policy, "unreadable", "cannot be read", Tone.BAD, told, ""
    for refusal in papers.refusals:
        label = f"{refusal.sid or f'statement {refusal.number}'} is not taken: {refusal.status} {refusal.error_code}"
        told = f"AddPermission answers: {refusal.message} The statement is not in the policy."
        yield Kind.RESOURCE.value, "refused", label, Tone.BAD, told, refusal.fact
    if outcome.verdict is not Verdict.UNREADABLE:
        for answer in answers:
            yield from _of(answer)
    tone = Tone.WORK if outcome.allowed else Tone.BAD
    code = f": {outcome.status or ''} {outcome.error_code}".replace(":  ", ": ") if outcome.error_code else ""
    told = " ".join(filter(None, (outcome.why, outcome.fails)))
    yield ANSWER, outcome.verdict.value, f"{outcome.verdict.value}{code}", tone, told, fact


def _of(answer: Answered) -> Iterator[Mark]:
    request = answer.question.request
    label = f"{request.action} on {request.resource}"
    yield CALL, "asked", label, Tone.NOTE, f"{request.who.name} asks for it.", answer.question.fact
    for kind in answer.question.kinds:
        mine = [one for one in answer.looked if one.statement.kind is kind]
        if not mine:
            yield kind.value, "empty", "no statement", Tone.REST, "There is nothing in it, so it allows nothing.", ""
        for one in mine:
            yield _looked(one)
    tone = Tone.WORK if answer.allowed else Tone.BAD
    word = "yes" if answer.allowed else "no"
    yield ANSWER, "answered", f"{word}: {request.action}", tone, answer.check.why, _fact_of(answer)


def _looked(one: Looked) -> Mark:
    statement, finding = one.statement, one.finding
    name = statement.sid or f"statement {statement.number}"
    if not finding.fits:
        label = f"{name} does not fit: {finding.part.value}"
        return statement.kind.value, "silent", label, Tone.REST, finding.why, _PART_FACTS.get(finding.part, "")
    if statement.effect is Effect.DENY:
        return statement.kind.value, "denies", f"{name} denies", Tone.BAD, finding.why, "sec-explicit-deny-wins"
    return statement.kind.value, "allows", f"{name} allows", Tone.WORK, finding.why, ""


def _fact_of(answer: Answered) -> str:
    match answer.check.reason.value:
        case "explicit-deny":
            return "sec-explicit-deny-wins"
        case "no-identity" if not answer.question.both:
            return "sec-account-principal-delegates"
    return answer.question.fact


def in_words(scenario: Scenario) -> str:
    """Who calls what, and how."""
    title = SERVICES[scenario.service].title
    caller = scenario.caller.split(":")[-1].replace("/", " ", 1)
    what = f"{scenario.function}{scenario.qualifier and ':'}{scenario.qualifier}"
    match scenario.via:
        case Via.SERVICE:
            return f"{title} calls {what}"
        case Via.ROLE:
            return f"{title} calls {what} with {caller}"
        case Via.MAPPING:
            return f"a mapping reads {scenario.source_arn.split(':')[-1]} for {what} with {caller}"
        case Via.URL:
            return f"{'anybody' if scenario.is_anonymous else caller} calls the function URL of {what}"
    return f"{caller} calls {what}"
