"""An attempt to deliver: whether the target takes it, whether it is worth another try, and how long the wait is until then.

EventBridge retries what may pass: an error of the target, a throttle, a timeout. It does not retry what stays as it is: a missing
permission, a target that is gone, an input that is no JSON. Between retries it waits ever longer, with chance in it. **How long, AWS does
not publish**: the curve here is a teaching figure, one second doubled up to ten minutes, each time between half of that and all of it.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html and
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
"""

from dataclasses import dataclass
from random import Random

from sim.bus.target import Target
from sim.bus.values import MINUTE, SECOND, Behaviour, Kind
from sim.facts import fact_of, whole

FIRST_WAIT, LONGEST_WAIT = SECOND, 10 * MINUTE
"""Teaching figures."""
TIMEOUT = whole("eb-api-destination-5s") * SECOND
"""How long an API destination may take; of other targets it is a teaching figure."""
_CODES = fact_of("eb-dlq-attributes").values or {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An attempt that failed."""

    code: str
    """In the words of the dead-letter queue."""
    message: str
    """Ours: AWS's texts differ by target and are not recorded."""
    retried: bool
    fact: str
    lasts: int = 0
    """ms from the attempt until EventBridge knows."""


INVALID_JSON = Failure(
    code=str(_CODES["invalid_json"]),
    message="The input for the target is no JSON.",
    retried=False,
    fact="eb-transformer-quotes",
)
THIRD_ACCOUNT = Failure(
    code=str(_CODES["third_account"]),
    message="The event came from another account and is not sent on to a third one.",
    retried=False,
    fact="eb-no-third-account",
)
THIRD_BUS = Failure(
    code="UNKNOWN",
    message="The event came from another bus of this account and is not sent on to a third one.",
    retried=False,
    fact="eb-no-third-bus",
)
"""AWS says that the event does not go on, and not by which code it tells so."""


def failure_of(target: Target, now: int, before: int) -> Failure | None:
    """How an attempt at ``now``, with ``before`` attempts before it, fails; None if the target takes it."""
    behaviour = target.behaviour
    recovered = (target.recovers_at and now >= target.recovers_at) or (
        target.fails_first and before >= target.fails_first
    )
    if behaviour is Behaviour.OK or recovered:
        return None
    retried = behaviour in (Behaviour.FAILING, Behaviour.THROTTLED, Behaviour.TIMEOUT)
    return Failure(
        code=str(_CODES[behaviour.replace("-", "_")]),
        message=_MESSAGES[behaviour],
        retried=retried,
        fact="eb-retry-policy-classic" if retried else "eb-not-retried",
        lasts=TIMEOUT if behaviour is Behaviour.TIMEOUT else 0,
    )


def forbidden(why: str) -> Failure:
    """The failure of a bus that does not let the event in."""
    return Failure(code=str(_CODES["no_permission"]), message=why, retried=False, fact="eb-bus-policy")


def no_such_bus(reference: str) -> Failure:
    """The failure of a target that is a bus which is not there."""
    message = f"Event bus {reference} does not exist."
    return Failure(code=str(_CODES["gone"]), message=message, retried=False, fact="eb-not-retried")


def wait_before(retry: int, chance: Random) -> int:
    """The wait before the ``retry``-th retry in ms, 1 being the first; a teaching curve."""
    whole_wait = min(LONGEST_WAIT, FIRST_WAIT << min(retry - 1, 20))
    return whole_wait // 2 + chance.randrange(whole_wait // 2 + 1)


def what_it_is(kind: Kind) -> str:
    """The kind of a target in words."""
    return _WORDS[kind]


_MESSAGES = {
    Behaviour.FAILING: "The target answered with an error.",
    Behaviour.THROTTLED: "The target is throttled.",
    Behaviour.TIMEOUT: "The target did not answer in time.",
    Behaviour.GONE: "The target does not exist.",
    Behaviour.NO_PERMISSION: "EventBridge has no permission to invoke the target.",
}
_WORDS = {
    Kind.LAMBDA: "function",
    Kind.SQS: "queue",
    Kind.SNS: "topic",
    Kind.STEP_FUNCTIONS: "state machine",
    Kind.BUS: "target bus",
    Kind.API_DESTINATION: "API destination",
}
