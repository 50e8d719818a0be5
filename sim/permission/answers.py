"""What AWS answers to a call that is not allowed."""

from dataclasses import dataclass

from sim.mapping.errors import role_may_not, stream_may_not_be_read
from sim.permission.deciding import Answered
from sim.permission.outcome import Reason
from sim.permission.scenario import Scenario
from sim.permission.values import SERVICES, Via
from sim.policy import Kind

ACCESS_DENIED = "AccessDeniedException"
INVALID = "InvalidParameterValueException"
_NOT_ASSUMED = "The role defined for the function cannot be assumed by Lambda."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """AWS's answer."""

    status: int = 403
    code: str = ACCESS_DENIED
    message: str
    own_words: bool = False
    """Whether the words are ours."""
    fails: str = ""
    """What becomes of the call."""
    fact: str = "sec-access-denied-words"


def answer_of(scenario: Scenario, denied: Answered) -> Answer:
    """The answer to the question that was ``denied``."""
    request = denied.question.request
    if scenario.via is Via.MAPPING:
        return _mapping(scenario, denied)
    if denied.question.is_asked(Kind.TRUST):
        about = SERVICES[scenario.service]
        message = f"{about.principal} cannot assume {scenario.caller}"
        return Answer(code="AccessDenied", message=message, own_words=True, fails=f"{about.fails} Lambda is not asked.")
    if scenario.via is Via.URL:
        fails = "The client of the URL gets this answer. The function does not run."
        return Answer(message="Forbidden", fails=fails, fact="sec-function-url-two-permissions")
    if scenario.via is Via.SERVICE:
        about = SERVICES[scenario.service]
        message = f"{about.principal} is not allowed to perform {request.action} on {request.resource}"
        fails = f"{about.fails} The function does not run."
        return Answer(message=message, own_words=True, fails=fails, fact="sec-push-services-need-resource-policy")
    message = (
        f"User: {request.who.name} is not authorized to perform: {request.action} on resource: {request.resource} "
        f"{_ending(denied)}"
    )
    if scenario.via is Via.ROLE:
        return Answer(message=message, fails=f"{SERVICES[scenario.service].fails} The function does not run.")
    return Answer(message=message, fails="The caller gets this answer. The function does not run.")


def _ending(denied: Answered) -> str:
    """Which policy it was. If several stand in the way, AWS names one of them.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    """
    if denied.check.reason is Reason.EXPLICIT_DENY:
        kind = denied.deciding[0].kind
        return f"with an explicit deny in {'an identity' if kind is Kind.IDENTITY else 'a resource'}-based policy"
    missing = "resource" if denied.check.reason is Reason.NO_RESOURCE else "identity"
    return f"because no {missing}-based policy allows the {denied.question.request.action} action"


def _mapping(scenario: Scenario, denied: Answered) -> Answer:
    if denied.question.is_asked(Kind.TRUST):
        fails = "Lambda does not take the role, so neither the function nor the mapping can use it."
        return Answer(status=400, code=INVALID, message=_NOT_ASSUMED, fails=fails, fact="sec-execution-role-required")
    fact = "sec-esm-needs-execution-role"
    action = denied.question.request.action.partition(":")[2]
    if scenario.mapping_made:
        message = f"the execution role may not call {action} on {scenario.source_arn}"
        fails = (
            "The mapping stays, and reads nothing. LastProcessingResult says PROBLEM; messages wait until they expire."
        )
        return Answer(status=0, code="PROBLEM", message=message, own_words=True, fails=fails, fact=fact)
    fails = "CreateEventSourceMapping is refused: there is no mapping."
    is_queue = ":sqs:" in scenario.source_arn
    error = role_may_not(action, "SQS") if is_queue else stream_may_not_be_read(scenario.source_arn)
    return Answer(status=error.status, code=error.code, message=error.message, fails=fails, fact=error.fact)
