"""The deployment: from its creation through hooks and shifts to its end, and the rollback that may follow.

https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-lambda.html
"""

from sim.deployment.keeping import begun, ended, lasted, record
from sim.deployment.plan import refusal_of
from sim.deployment.pointing import point
from sim.deployment.state import AFTER, ALLOW, BEFORE, DEPLOYMENT, EVENTS, Back, HookEnd, Shift, World
from sim.deployment.values import (
    ALIAS,
    FIRST_ID,
    FUNCTION,
    HOOK_SECONDS,
    MINUTE,
    ROLLBACK_ID,
    SECOND,
    AlarmState,
    EventStatus,
    Hook,
    RollbackEvent,
    Status,
    Watch,
)
from sim.facts import fact_of
from sim.trace import Tone

REFUSED = "InvalidTrafficRoutingConfigurationException"
_CODES = fact_of("cd-error-codes").values or {}
ALARM_ACTIVE, HOOK_FAILURE, MANUAL_STOP = (str(_CODES[name]) for name in ("alarm", "hook", "stop"))
TOO_LATE = str((fact_of("cd-stop-deployment").values or {})["too_late"])


def create(world: World) -> None:
    """CreateDeployment, and what begins with it."""
    scenario = world.scenario
    point(world, scenario.current, "", 0)
    refusal = refusal_of(scenario)
    if refusal:
        world.progress.status, world.progress.code, world.progress.message = Status.NONE, REFUSED, refusal
        why = f"{refusal} The words are ours: AWS's text is not recorded."
        world.mark(DEPLOYMENT, "refused", f"CreateDeploymentConfig answers {REFUSED}", Tone.BAD, why, "cd-limits")
        return
    label = f"CreateDeployment {FIRST_ID}: {FUNCTION}:{ALIAS} from version {scenario.current} to {scenario.target}"
    why = f"CodeDeploy moves the alias by {scenario.config}."
    world.mark(DEPLOYMENT, "created", label, Tone.NOTE, why, "cd-alias-mechanism", FIRST_ID)
    if scenario.watch is not Watch.NONE and world.state is AlarmState.ALARM:
        stop(world, "An alarm of the deployment group is in ALARM already.", "cd-alarm-firing-already")
        return
    ended(world, "Start", EventStatus.SUCCEEDED)
    _hook(world, BEFORE, scenario.before_hook, scenario.before_hook_seconds)


def hook_ends(world: World, name: str) -> None:
    """A hook reports, or has not reported for an hour."""
    if not world.in_progress:
        return
    hook = world.scenario.before_hook if name == BEFORE else world.scenario.after_hook
    if hook is Hook.SUCCEEDED:
        ended(world, name, EventStatus.SUCCEEDED)
        _after_hook(world, name)
        return
    did = f"did not report within {HOOK_SECONDS:,} s" if hook is Hook.SILENT else "reported Failed"
    told = f"The hook of {name} {did}."
    if hook is Hook.SILENT:
        told += " AWS does not say with which code that ends."
    ended(world, name, EventStatus.FAILED)
    _halt(world, Status.FAILED, HOOK_FAILURE, told, RollbackEvent.FAILURE, "cd-hooks")


def shift(world: World, number: int) -> None:
    """A step of the plan."""
    if not world.in_progress:
        return
    scenario, percent = world.scenario, world.plan_steps[number].percent
    if world.progress.first_shift_at < 0:
        world.progress.first_shift_at = world.now
    if percent < 100:
        point(world, scenario.current, scenario.target, percent)
        return
    point(world, scenario.target, "", 100)
    ended(world, ALLOW, EventStatus.SUCCEEDED)
    _hook(world, AFTER, scenario.after_hook, scenario.after_hook_seconds)


def stop(world: World, told: str, fact: str) -> None:
    """An alarm is active: the deployment stops."""
    _halt(world, Status.STOPPED, ALARM_ACTIVE, told, RollbackEvent.ALARM, fact)


def stop_by_hand(world: World) -> None:
    """StopDeployment."""
    why = "Somebody stops the deployment."
    world.mark(DEPLOYMENT, "asked", "StopDeployment", Tone.NOTE, why, "cd-stop-deployment", FIRST_ID)
    if not world.in_progress:
        answer = TOO_LATE if world.progress.status is not Status.NONE else "DeploymentDoesNotExistException"
        world.progress.stop_answer = answer
        told = "There is nothing left to stop. To go back, deploy the old version once more."
        world.mark(DEPLOYMENT, "too-late", f"answers {answer}", Tone.BAD, told, "cd-stop-deployment", FIRST_ID)
        return
    world.progress.stop_answer = "Succeeded"
    told = "StopDeployment was called."
    _halt(world, Status.STOPPED, MANUAL_STOP, told, RollbackEvent.REQUEST, "cd-stop-deployment")


def unheard(world: World) -> None:
    """The alarm goes to ALARM while no deployment runs."""
    told = (
        "CodeDeploy looks at alarms only while a deployment runs. The alias stays where it is, until somebody moves it."
    )
    label = "too late: no deployment runs any more"
    world.mark(DEPLOYMENT, "too-late", label, Tone.BAD, told, "cd-alarm-stops")


def back(world: World) -> None:
    """The rollback, a deployment of its own, has put the alias back."""
    scenario = world.scenario
    if world.new_percent or world.weights[-1].function_version != scenario.current:
        point(world, scenario.current, "", 0)
    world.progress.rollback_at = world.now
    record(world, ROLLBACK_ID, "codeDeployRollback", Status.SUCCEEDED, world.progress.rollback_asked_at)
    before = " again" if world.progress.first_shift_at >= 0 else ", as they did all the time"
    why = f"All calls meet version {scenario.current}{before}."
    label = f"{ROLLBACK_ID} Succeeded: rolled back"
    world.mark(DEPLOYMENT, "back", label, Tone.WORK, why, "cd-rollback-is-deployment", ROLLBACK_ID)
    lasted(world, world.progress.rollback_asked_at, ROLLBACK_ID, Tone.AFTER)


def still(world: World) -> None:
    """What is not at its end when the looking ends."""
    progress = world.progress
    if world.in_progress:
        record(world, FIRST_ID, "user", Status.IN_PROGRESS, 0, ended_at=-1)
        lasted(world, 0, FIRST_ID, Tone.COLD)
    elif progress.rollback_asked_at >= 0 > progress.rollback_at:
        asked = progress.rollback_asked_at
        record(world, ROLLBACK_ID, "codeDeployRollback", Status.IN_PROGRESS, asked, ended_at=-1)
        lasted(world, asked, ROLLBACK_ID, Tone.AFTER)
    for event in progress.events.values():
        if event.status is EventStatus.IN_PROGRESS:
            why = "It goes on when the looking ends."
            world.span(EVENTS, event.start, world.until, "event", event.name, Tone.COLD, why, "cd-hooks")


def _hook(world: World, name: str, hook: Hook, seconds: int) -> None:
    if hook is Hook.NONE:
        world.progress.events[name].status = EventStatus.SKIPPED
        _after_hook(world, name)
        return
    begun(world, name)
    wait = HOOK_SECONDS if hook is Hook.SILENT else seconds
    why = f"CodeDeploy invokes the hook and waits for PutLifecycleEventHookExecutionStatus, for {HOOK_SECONDS:,} s at most."
    world.mark(EVENTS, "event", f"{name} begins", Tone.COLD, why, "cd-hooks", FIRST_ID)
    world.plan(world.now + wait * SECOND, HookEnd(name))


def _after_hook(world: World, name: str) -> None:
    """What comes after BeforeAllowTraffic or AfterAllowTraffic."""
    if name == AFTER:
        ended(world, "End", EventStatus.SUCCEEDED)
        _finish(world)
        return
    begun(world, ALLOW)
    for number, step in enumerate(world.plan_steps):
        world.plan(world.now + step.minute * MINUTE, Shift(number))


def _finish(world: World) -> None:
    progress = world.progress
    progress.status, progress.ended_at = Status.SUCCEEDED, world.now
    record(world, FIRST_ID, "user", Status.SUCCEEDED, 0)
    why = (
        "All traffic is shifted, and no hook and no alarm had anything against it. From now on no alarm stops anything."
    )
    world.mark(DEPLOYMENT, "ended", f"{FIRST_ID} Succeeded", Tone.WORK, why, "cd-statuses", FIRST_ID)
    lasted(world, 0, FIRST_ID, Tone.COLD)


def _halt(world: World, status: Status, code: str, told: str, event: RollbackEvent, fact: str) -> None:
    """The deployment fails or is stopped, and a rollback begins if one is set up."""
    progress, scenario = world.progress, world.scenario
    progress.status, progress.code, progress.message = status, code, told
    progress.stopped_at = progress.ended_at = world.now
    for each in progress.events.values():
        if each.status is EventStatus.IN_PROGRESS:
            ended(world, each.name, EventStatus.FAILED)
        elif each.status is EventStatus.PENDING:
            each.status = EventStatus.SKIPPED
    record(world, FIRST_ID, "user", status, 0)
    world.mark(DEPLOYMENT, "ended", f"{FIRST_ID} {status}: {code}", Tone.BAD, told, fact, FIRST_ID)
    lasted(world, 0, FIRST_ID, Tone.BAD)
    asked = event is RollbackEvent.REQUEST and scenario.stop_with_rollback
    if event in scenario.rollback_on or asked:
        progress.rollback_asked_at = world.now
        why = "A rollback is a new deployment, which puts the alias back on the old version."
        label = f"rollback: CreateDeployment {ROLLBACK_ID}"
        world.mark(DEPLOYMENT, "rollback", label, Tone.AFTER, why, "cd-rollback-is-deployment", ROLLBACK_ID)
        world.plan(world.now + scenario.rollback_seconds * SECOND, Back())
        return
    why = f"{event} is not among the events of autoRollbackConfiguration, so the alias stays as it is."
    rest = (
        " It points to two versions, and later deployments fail until that is mended."
        if world.weights[-1].additional
        else ""
    )
    fact = "cd-stop-leaves-two-versions" if rest else "cd-rollback-events"
    world.mark(DEPLOYMENT, "left", "no rollback", Tone.BAD, why + rest, fact, FIRST_ID)
