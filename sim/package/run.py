"""One package put through the checks, in order. The first that says no ends the call; those that would say no next are told as well.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

from collections.abc import Iterator

from sim.package.answers import Answer
from sim.package.checks import CHECKS, SHAPE, Check, storage_of
from sim.package.choosing import way_of
from sim.package.outcome import CheckOutcome, Outcome, Verdict
from sim.package.picture import picture
from sim.package.scenario import Scenario
from sim.package.sizes import base64_bytes, body_bytes, env_json, limit_of, parts_of, share, zip_bytes
from sim.package.starting import covered, first_call, tmp_left, warnings_of
from sim.package.values import MB, Operation, Package
from sim.trace import Trace

NOTHING = "nothing"
_TAKEN = {Operation.CREATE: 201, Operation.UPDATE: 200, Operation.LAYER: 201}
"""HTTP status of an answer that is a yes."""


def run(scenario: Scenario) -> Trace[Outcome]:
    """Check the package."""
    return picture(scenario, outcome_of(scenario))


def outcome_of(scenario: Scenario) -> Outcome:
    """What comes of it."""
    checks = tuple(_checked(scenario))
    refused = next((one for one in checks if one.verdict is Verdict.REFUSED), None)
    then = _then(checks)
    accepted = refused is None
    limit = limit_of(scenario)
    used = scenario.image_bytes if scenario.is_image else zip_bytes(scenario)
    parts = parts_of(scenario)
    called, why = first_call(scenario, accepted=accepted)
    warnings = tuple(warnings_of(scenario))
    return Outcome(
        accepted=int(accepted),
        refused_by=refused.id if refused else NOTHING,
        error_code=refused.error_code if refused else "",
        status=refused.status if refused else _TAKEN[scenario.operation],
        message=refused.message if refused else "",
        as_documented=bool(refused and refused.as_documented),
        then=then,
        then_next=then[0] if then else NOTHING,
        refusals=len(then) + (refused is not None),
        checks=checks,
        body_bytes=body_bytes(scenario),
        encoded_bytes=base64_bytes(scenario.zipped_bytes) if scenario.package is Package.ZIP_DIRECT else 0,
        unzipped_bytes=used,
        limit_bytes=limit,
        used_percent=share(used, limit),
        free_bytes=max(0, limit - used),
        free_mb=max(0, limit - used) // MB,
        over_bytes=max(0, used - limit),
        parts=parts,
        largest=max(parts, key=lambda part: part.bytes).name,
        env_bytes=len(env_json(scenario).encode()),
        stored_after_mb=-(-(scenario.stored_mb * MB + (storage_of(scenario) if accepted else 0)) // MB),
        tmp_left_mb=max(0, tmp_left(scenario)),
        can=way_of(scenario),
        first_call=called,
        first_call_why=why,
        covered=covered(scenario),
        warnings=warnings,
        warned=len(warnings),
    )


def _checked(scenario: Scenario) -> Iterator[CheckOutcome]:
    ended, message = False, ""
    for check in CHECKS:
        if not check.asked(scenario):
            yield _told(check, scenario, Verdict.NOT_ASKED, None)
            continue
        answer = check.refuses(scenario)
        if answer is None:
            yield _told(check, scenario, Verdict.NOT_REACHED if ended else Verdict.PASSED, None)
            continue
        # The API's shape is checked as a whole, so that what is told in the same message is refused by the same answer.
        same = answer.message == message and check.id in SHAPE
        yield _told(check, scenario, Verdict.REFUSED if same or not ended else Verdict.THEN, answer)
        if not ended:
            ended, message = True, answer.message


def _told(check: Check, scenario: Scenario, verdict: Verdict, answer: Answer | None) -> CheckOutcome:
    asked = verdict is not Verdict.NOT_ASKED
    why = answer.why if answer else check.passes if asked else "It plays no part here."
    return CheckOutcome(
        id=check.id,
        title=check.title,
        verdict=verdict,
        measured=check.measures(scenario) if asked else "",
        limit=check.limit,
        error_code=answer.code if answer else "",
        status=answer.status if answer else 0,
        message=answer.message if answer else "",
        as_documented=bool(answer and answer.as_documented),
        why=why,
        fact=answer.fact if answer else check.fact,
    )


def _then(checks: tuple[CheckOutcome, ...]) -> tuple[str, ...]:
    """The checks that would say no next; those with one message in common count as one."""
    found: dict[str, str] = {}
    for one in checks:
        if one.verdict is Verdict.THEN:
            found.setdefault(one.message, one.id)
    return tuple(found.values())
