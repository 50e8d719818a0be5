"""The resources of a scenario under names of their own for a real account, so that nothing is overwritten that was there before."""

from dataclasses import dataclass

from sim.invocation.function import Function, arn_of
from sim.invocation.scenario import Destination, Scenario
from sim.invocation.values import ACCOUNT, REGION, Dlq, Kind

PREFIX = "coldstart-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A queue, topic, bus, bucket or function that results go to."""

    kind: Kind
    name: str
    writable: bool
    of: Destination | None
    """The destination that it is; None for the dead-letter queue."""

    @property
    def arn(self) -> str:
        """Its ARN."""
        match self.kind:
            case Kind.SQS | Kind.SNS:
                return f"arn:aws:{self.kind}:{REGION}:{ACCOUNT}:{self.name}"
            case Kind.EVENTBRIDGE:
                return f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/{self.name}"
            case Kind.S3:
                return f"arn:aws:s3:::{self.name}"
            case Kind.LAMBDA:
                return arn_of(self.name)

    @property
    def url(self) -> str:
        """Of a queue."""
        return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{self.name}"


def named(name: str, most: int) -> str:
    """The name with a prefix that tells where it comes from, at most as long as AWS allows."""
    return f"{PREFIX}{name}"[:most]


def dlq_of(function: Function) -> Kept | None:
    """The function's dead-letter queue or topic."""
    if function.dlq is Dlq.NONE:
        return None
    kind = Kind.SNS if function.dlq is Dlq.SNS else Kind.SQS
    return Kept(kind=kind, name=named(f"{function.name}-dlq", 80), writable=function.dlq_writable, of=None)


def kept_of(scenario: Scenario) -> tuple[Kept, ...]:
    """Whatever results go to, each once."""
    goals = [goal for config in scenario.configs for goal in (config.on_success, config.on_failure) if goal]
    found = [Kept(kind=goal.kind, name=_name(goal), writable=goal.writable, of=goal) for goal in dict.fromkeys(goals)]
    dlq = dlq_of(scenario.function)
    return (*found, dlq) if dlq else tuple(found)


def _name(goal: Destination) -> str:
    """A bucket's name must be its own in all of AWS: the account stands in it."""
    if goal.kind is Kind.S3:
        return f"{named(goal.name, 50)}-{ACCOUNT}".lower().replace("_", "-")
    return named(goal.name, 64)
