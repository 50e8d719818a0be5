"""What is kept of a deployment: its record, its lifecycle events, and their spans.

https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_LambdaTarget.html
"""

from sim.deployment.outcome import DeploymentOutcome
from sim.deployment.state import DEPLOYMENT, EVENTS, World
from sim.deployment.values import FIRST_ID, ROLLBACK_ID, EventStatus, Status
from sim.trace import Tone


def record(world: World, name: str, creator: str, status: Status, created: int, ended_at: int | None = None) -> None:
    """Keep what became of a deployment; it ended now, if nothing else is given."""
    rolls_back = name == ROLLBACK_ID
    found = DeploymentOutcome(
        id=name,
        creator=creator,
        status=status,
        error_code="" if rolls_back else world.progress.code,
        created_at=created,
        ended_at=world.now if ended_at is None else ended_at,
        to=world.scenario.current if rolls_back else world.scenario.target,
    )
    world.deployments.append(found)


def begun(world: World, name: str) -> None:
    """The lifecycle event of that name begins."""
    event = world.progress.events[name]
    event.status, event.start = EventStatus.IN_PROGRESS, world.now


def ended(world: World, name: str, status: EventStatus) -> None:
    """The lifecycle event of that name ends, with its span."""
    event = world.progress.events[name]
    if event.start < 0:
        event.start = world.now
    event.status, event.end = status, world.now
    if event.end > event.start:
        tone = Tone.BAD if status is EventStatus.FAILED else Tone.WORK
        label = f"{name} {status}"
        why = f"The lifecycle event {name} ends as {status}."
        if world.progress.status is Status.STOPPED:
            why += " Of a stopped deployment AWS does not document it."
        world.span(EVENTS, event.start, event.end, "event", label, tone, why, "cd-hooks", FIRST_ID)


def lasted(world: World, start: int, name: str, tone: Tone) -> None:
    """The span of a deployment that ends now."""
    if world.now > start:
        why = "The deployment is InProgress in this time."
        world.span(DEPLOYMENT, start, world.now, "deployment", name, tone, why, "cd-statuses", name)
