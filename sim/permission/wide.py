"""Where a policy lets in more than is good.

https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from collections.abc import Iterator

from sim.permission.papers import Papers
from sim.permission.scenario import Scenario
from sim.permission.values import Via
from sim.policy import Effect, Kind, Statement
from sim.policy.conditions import NEGATED, NULL, base_of

NARROWING = frozenset(
    key.lower()
    for key in (
        "aws:SourceArn",
        "aws:SourceAccount",
        "aws:SourceOrgID",
        "aws:SourceOrgPaths",
        "aws:PrincipalArn",
        "aws:PrincipalAccount",
        "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths",
        "aws:SourceIp",
        "aws:SourceVpc",
        "aws:SourceVpce",
    )
)
"""Condition keys that say who or from where."""
_URL_KEYS = frozenset({"lambda:functionurlauthtype", "lambda:invokedviafunctionurl"})


def warnings_of(scenario: Scenario, papers: Papers) -> tuple[str, ...]:
    """What to look at again, whether or not it has a part in this call."""
    found = (told for one in papers.statements if one.effect is Effect.ALLOW for told in _of(one, scenario))
    return tuple(dict.fromkeys(found))


def _of(statement: Statement, scenario: Scenario) -> Iterator[str]:
    name = f"{statement.name[:1].upper()}{statement.name[1:]}"
    keys = _narrowed_by(statement)
    if any(named.is_everybody for named in statement.principals) and not keys & NARROWING:
        if not keys & _URL_KEYS:
            yield f"{name} lets in everybody, of every AWS account and without one. Name who is meant, or add a condition."
        elif scenario.via is Via.URL:
            yield f"{name} lets in the whole internet by the function URL. If that is not meant, take AWS_IAM."
    if statement.kind is Kind.RESOURCE:
        yield from _of_services(statement, keys, name)
    if statement.kind is not Kind.TRUST and not statement.not_action:
        wide = [action for action in statement.actions if action in ("*", "lambda:*")]
        if wide and (statement.kind is Kind.RESOURCE or "*" in statement.resources):
            yield f"{name} allows {wide[0]}, which is far more than lambda:InvokeFunction. Name the actions."
    if statement.not_action:
        yield f"{name} allows everything but the actions that it names, those of other services too. Name the actions in Action."


def _of_services(statement: Statement, keys: frozenset[str], name: str) -> Iterator[str]:
    for named in statement.principals:
        if named.kind != "Service":
            continue
        if not keys & NARROWING:
            yield (
                f"{name} lets {named.text} in for any customer: a stranger's resource can call the function through it "
                "(confused deputy). Add aws:SourceArn and aws:SourceAccount."
            )
        elif named.text == "s3.amazonaws.com" and not keys & {"aws:sourceaccount", "aws:sourceorgid"}:
            yield (
                f"{name} names a bucket, but no owner: if the bucket is deleted, somebody else can take its name. "
                "Add aws:SourceAccount."
            )


def _narrowed_by(statement: Statement) -> frozenset[str]:
    """The keys, in lower case, of the conditions that let in only what they name."""
    return frozenset(
        condition.key.lower()
        for condition in statement.conditions
        if base_of(condition.operator) not in (*NEGATED, NULL)
        and not condition.operator.endswith("IfExists")
        and not condition.operator.startswith("ForAllValues")
        and "*" not in condition.wanted
    )
