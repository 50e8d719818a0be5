"""What comes out of a run of ``deployment``. Moments are ms from the creation of the deployment; -1 stands for one that did not come."""

from dataclasses import dataclass

from sim.deployment.values import AlarmState, EventStatus, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the plan: so many minutes after AllowTraffic begins, the new version gets this share."""

    minute: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The alias from one moment on."""

    at: int
    function_version: str
    additional: str
    """The key of AdditionalVersionWeights; empty if that is ``{}``."""
    weight: float
    """Its weight; 0 if there is none."""
    new_percent: int
    """Share of the calls that the new version gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleEvent:
    """A lifecycle event of the deployment."""

    name: str
    status: EventStatus
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentOutcome:
    """A deployment: the one that was asked for, or the rollback."""

    id: str
    creator: str
    """``user`` or ``codeDeployRollback``."""
    status: Status
    error_code: str
    """Of its ErrorInformation; empty if there is none."""
    created_at: int
    ended_at: int
    to: str
    """The version that it brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """The calls of one minute."""

    at: int
    old: int
    new: int
    old_failed: int
    new_failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Datapoint:
    """What the alarm reckoned for a period, when it had it, and the state that it came to."""

    start: int
    end: int
    seen_at: int
    invocations: int
    errors: int
    value: float
    """-1 if the data point is missing: nothing was invoked."""
    breaches: bool
    state: AlarmState


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run."""

    status: Status
    """Of the deployment that was asked for."""
    error_code: str
    """Why it failed or was stopped: HOOK_EXECUTION_FAILURE, ALARM_ACTIVE, MANUAL_STOP; or what refused it."""
    error_message: str
    is_rolled_back: bool
    final_version: str
    """FunctionVersion of the alias when the looking ends."""
    final_new_percent: int
    """Share of the calls that the new version gets then."""
    is_split: bool
    """Whether the alias still points to two versions then."""

    calls: int
    old_calls: int
    new_calls: int
    """Calls that met the new version."""
    failed: int
    """Calls that ended in a function error, on either version."""
    bad_calls: int
    """Those of the new version."""
    old_failed: int
    new_calls_before_alarm: int
    """Calls that met the new version before the alarm went to ALARM; all of them, if it did not."""
    bad_before_alarm: int
    largest_new_percent: int
    """Largest share that the new version had."""

    first_shift_at: int
    """When the new version got its first share."""
    alarm_at: int
    """When the alarm went to ALARM after the deployment was created."""
    stopped_at: int
    """When the deployment failed or was stopped."""
    rollback_at: int
    """When the rollback had put the alias back."""
    ended_at: int
    """When the deployment came to its end, good or bad."""
    seconds_to_end: int
    """The same in seconds; -1 if it did not end."""
    seconds_to_alarm: int
    """From the first shift to the alarm."""
    seconds_to_rollback: int
    """From the first shift until the alias was back."""
    planned_minutes: int
    """From the first shift to the last, if nothing goes wrong."""
    stop_answer: str
    """What StopDeployment answered: Succeeded, or the exception; empty if nobody called it."""

    steps: tuple[Step, ...]
    weights: tuple[Weights, ...]
    events: tuple[LifecycleEvent, ...]
    deployments: tuple[DeploymentOutcome, ...]
    minute_list: tuple[Minute, ...]
    datapoints: tuple[Datapoint, ...]
