"""One call put to the policies that have a say in it.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-permissions.html
"""

from collections.abc import Iterator
from dataclasses import replace

from sim.permission.advice import Advice, advice_of
from sim.permission.answers import answer_of
from sim.permission.asking import kinds_of
from sim.permission.deciding import Answered, decide, decisive
from sim.permission.outcome import Outcome, Reason, StatementOutcome, Verdict
from sim.permission.papers import Papers, papers_of, text_given
from sim.permission.picture import picture
from sim.permission.scenario import Scenario
from sim.permission.values import SERVICES, Via
from sim.permission.wide import warnings_of
from sim.policy import Kind
from sim.trace import Trace

NOBODY = "no statement"


def run(scenario: Scenario) -> Trace[Outcome]:
    """Put the call to the policies. A policy that cannot be read gives a trace that says so."""
    papers = papers_of(scenario)
    if papers.problems:
        return picture(scenario, papers, (), _unreadable(papers), "")
    answers = decide(scenario, papers)
    last = decisive(answers)
    outcome, fact = _outcome(scenario, papers, answers), last.question.fact
    if not last.allowed:
        answer = answer_of(scenario, last)
        fact = answer.fact
        advice = advice_of(scenario)
        outcome = replace(
            _advised(outcome, advice),
            error_code=answer.code,
            status=answer.status,
            message=answer.message,
            own_words=answer.own_words,
            fails=answer.fails,
        )
    return picture(scenario, papers, answers, outcome, fact)


def _outcome(scenario: Scenario, papers: Papers, answers: tuple[Answered, ...]) -> Outcome:
    last = decisive(answers)
    yes = [one for answer in answers for one in answer.deciding if not answer.question.is_asked(Kind.TRUST)]
    deciding = yes if last.allowed else last.deciding
    looked = [one for answer in answers for one in answer.looked]
    warnings = warnings_of(scenario, papers)
    return Outcome(
        verdict=Verdict.ALLOWED if last.allowed else Verdict.DENIED,
        allowed=int(last.allowed),
        reason=last.check.reason,
        decided_by=" and ".join(dict.fromkeys(one.name for one in deciding)) or NOBODY,
        why=last.check.why,
        checks=tuple(answer.check for answer in answers),
        statements=tuple(_statements(scenario, answers, last)),
        looked_at=len(looked),
        matched=sum(one.finding.fits for one in looked),
        allows=sum(one.allows for one in looked),
        denies=sum(one.denies for one in looked),
        refusals=papers.refusals,
        refused=len(papers.refusals),
        warnings=warnings,
        too_wide=len(warnings),
        notes=tuple(_notes(scenario)),
    )


def _statements(scenario: Scenario, answers: tuple[Answered, ...], last: Answered) -> Iterator[StatementOutcome]:
    for answer in answers:
        for one in answer.looked:
            statement, finding = one.statement, one.finding
            counts = last.allowed or answer is last
            yield StatementOutcome(
                policy=statement.kind.value,
                name=statement.name,
                number=statement.number,
                line=statement.line if text_given(scenario, statement.kind).strip() else 0,
                effect=statement.effect.value,
                action=answer.question.request.action,
                fits=finding.fits,
                part=finding.part.value,
                why=finding.why,
                decides=counts and statement in answer.deciding,
            )


def _advised(outcome: Outcome, advice: Advice) -> Outcome:
    return replace(
        outcome,
        hint=advice.hint,
        mended_identity=advice.texts.get(Kind.IDENTITY, ""),
        mended_resource=advice.texts.get(Kind.RESOURCE, ""),
        mended_trust=advice.texts.get(Kind.TRUST, ""),
    )


def _unreadable(papers: Papers) -> Outcome:
    first = papers.problems[0]
    return Outcome(
        verdict=Verdict.UNREADABLE,
        allowed=0,
        reason=Reason.UNREADABLE,
        decided_by=NOBODY,
        why=f"The {first.policy} policy cannot be read, so nothing is decided.",
        refusals=papers.refusals,
        refused=len(papers.refusals),
        problems=papers.problems,
    )


def _notes(scenario: Scenario) -> Iterator[str]:
    """What is given, and has no say here."""
    asked = kinds_of(scenario)
    if scenario.identity.strip() and Kind.IDENTITY not in asked:
        who = "Somebody without credentials" if scenario.via is Via.URL else SERVICES[scenario.service].title
        yield f"{who} has no identity policy: the resource policy alone decides."
    if scenario.resource.strip() and Kind.RESOURCE not in asked:
        yield "A mapping asks no resource policy: Lambda reads the source with the execution role and calls the function itself."
    if scenario.trust.strip() and Kind.TRUST not in asked:
        yield "No role is taken here, so no trust policy is asked."
    if scenario.via is Via.ROLE and scenario.service.value == "rule":
        yield "A rule's target with a role uses the role; without one the resource policy decides."
