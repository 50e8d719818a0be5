"""From statements to a verdict.

An explicit Deny ends it, wherever it stands. Within one account an Allow in one of the two policies is enough; from another account both
must allow. An AWS service that calls by its own name has the resource policy alone, and a role asks its trust policy first.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from dataclasses import dataclass

from sim.permission.asking import Question, questions_of
from sim.permission.outcome import CheckOutcome, Reason
from sim.permission.papers import Papers
from sim.permission.scenario import Scenario
from sim.policy import Effect, Finding, Grip, Kind, Statement, judge

ALLOWS = frozenset({Reason.IDENTITY, Reason.RESOURCE, Reason.BOTH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One statement, looked at for one question."""

    statement: Statement
    finding: Finding

    @property
    def denies(self) -> bool:
        """Whether it fits and denies."""
        return self.finding.fits and self.statement.effect is Effect.DENY

    @property
    def allows(self) -> bool:
        """Whether it fits and allows."""
        return self.finding.fits and self.statement.effect is Effect.ALLOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with its answer."""

    question: Question
    looked: tuple[Looked, ...]
    check: CheckOutcome
    deciding: tuple[Statement, ...]

    @property
    def allowed(self) -> bool:
        """Whether the answer is yes."""
        return self.check.allowed


def decide(scenario: Scenario, papers: Papers) -> tuple[Answered, ...]:
    """Every question of the call, answered. The first that is not allowed decides the call."""
    return tuple(_answer(question, papers) for question in questions_of(scenario))


def decisive(answers: tuple[Answered, ...]) -> Answered:
    """The answer that decides: the first no, or the last yes."""
    return next((one for one in answers if not one.allowed), answers[-1])


def _answer(question: Question, papers: Papers) -> Answered:
    looked = tuple(
        Looked(statement=one, finding=judge(one, question.request))
        for kind in question.kinds
        for one in papers.of(kind)
    )
    reason, deciding, why = _weigh(question, looked)
    check = CheckOutcome(
        who=question.request.who.name,
        action=question.request.action,
        resource=question.request.resource,
        allowed=reason in ALLOWS,
        reason=reason,
        decided_by=tuple(one.name for one in deciding),
        why=why,
    )
    return Answered(question=question, looked=looked, check=check, deciding=deciding)


def _weigh(question: Question, looked: tuple[Looked, ...]) -> tuple[Reason, tuple[Statement, ...], str]:
    """What the answer is, which statements it rests on, and a sentence for it."""
    denying = tuple(one.statement for one in looked if one.denies)
    if denying:
        return (
            Reason.EXPLICIT_DENY,
            denying[:1],
            f"{_name(denying[0])} denies it, and a Deny counts more than every Allow.",
        )
    allowing = tuple(one for one in looked if one.allows)
    identity = tuple(one.statement for one in allowing if one.statement.kind is Kind.IDENTITY)
    there = tuple(one for one in allowing if one.statement.kind is not Kind.IDENTITY)
    resource = tuple(one.statement for one in there)
    direct = tuple(one.statement for one in there if one.finding.grip is Grip.DIRECT)
    if question.is_asked(Kind.TRUST):
        if direct:
            return Reason.RESOURCE, direct[:1], "The role's trust policy lets the service take the role."
        return Reason.NO_TRUST, (), f"The role's trust policy does not let {question.request.who.name} take it."
    if not question.is_asked(Kind.IDENTITY):
        if direct:
            return Reason.RESOURCE, direct[:1], f"{_name(direct[0])} lets it in."
        return Reason.NO_ALLOW, (), f"No statement of the resource policy lets {_who(question)} in."
    if not question.is_asked(Kind.RESOURCE):
        if identity:
            return Reason.IDENTITY, identity[:1], f"{_name(identity[0])} allows it."
        return Reason.NO_ALLOW, (), f"No statement of the identity policy allows {question.request.action}."
    if question.both:
        return _across(identity, resource)
    return _within(identity, direct, resource)


def _across(
    identity: tuple[Statement, ...], resource: tuple[Statement, ...]
) -> tuple[Reason, tuple[Statement, ...], str]:
    """From another account: both must allow."""
    if identity and resource:
        return Reason.BOTH, (identity[0], resource[0]), "The caller is of another account, and both policies allow it."
    if resource:
        told = "The function's owner allows it; the caller's own account does not. From another account both must."
        return Reason.NO_IDENTITY, (), told
    if identity:
        told = "The caller's own account allows it; the function's owner does not. From another account both must."
        return Reason.NO_RESOURCE, (), told
    return Reason.NO_ALLOW, (), "The caller is of another account, and neither policy allows it. Both would have to."


def _within(
    identity: tuple[Statement, ...], direct: tuple[Statement, ...], resource: tuple[Statement, ...]
) -> tuple[Reason, tuple[Statement, ...], str]:
    """In one account: one of the two is enough."""
    if identity and direct:
        return Reason.BOTH, (identity[0], direct[0]), "Both policies allow it; one would be enough in one account."
    if identity:
        return Reason.IDENTITY, identity[:1], f"{_name(identity[0])} allows it, and in one account that is enough."
    if direct:
        return Reason.RESOURCE, direct[:1], f"{_name(direct[0])} allows it, and in one account that is enough."
    if resource:
        told = (
            f"{_name(resource[0])} names the account, not the caller: that leaves it to the account's own policies, "
            "and the identity policy allows nothing."
        )
        return Reason.NO_IDENTITY, (), told
    return Reason.NO_ALLOW, (), "No statement allows it, and what nothing allows is denied."


def _who(question: Question) -> str:
    who = question.request.who
    return who.name if who.service or who.arns else "somebody without credentials"


def _name(statement: Statement) -> str:
    return f"{statement.name[:1].upper()}{statement.name[1:]}"
