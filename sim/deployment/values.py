"""Names, limits and closed sets that the parts of a ``deployment`` scenario share."""

from enum import StrEnum

from sim.facts import fact_of, whole

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

FUNCTION, ALIAS = "reserve-seat", "prod"
FIRST_ID, ROLLBACK_ID = "d-LANTERN01", "d-LANTERN02"
"""Of the deployment that is asked for, and of its rollback."""

HOOK_SECONDS = whole("cd-hooks")
LONGEST_SHIFT_MINUTES = whole("cd-limits", "shift_minutes")
LARGEST_INCREMENT = whole("cd-limits", "increment_percent")
LONGEST_PERIOD = 3600
LONGEST_LOOK_MINUTES = 3000
"""50 hours: so long a Lambda deployment may run."""
MOST_CALLS = 100_000


class Config(StrEnum):
    """Deployment configurations of the compute platform Lambda: nine that come with CodeDeploy, and two of one's own."""

    CANARY_5 = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
    CANARY_10 = "CodeDeployDefault.LambdaCanary10Percent10Minutes"
    CANARY_15 = "CodeDeployDefault.LambdaCanary10Percent15Minutes"
    CANARY_30 = "CodeDeployDefault.LambdaCanary10Percent30Minutes"
    LINEAR_1 = "CodeDeployDefault.LambdaLinear10PercentEvery1Minute"
    LINEAR_2 = "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes"
    LINEAR_3 = "CodeDeployDefault.LambdaLinear10PercentEvery3Minutes"
    LINEAR_10 = "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes"
    ALL_AT_ONCE = "CodeDeployDefault.LambdaAllAtOnce"
    OWN_CANARY = "TimeBasedCanary"
    """``percentage`` at first, the rest after ``interval_minutes``."""
    OWN_LINEAR = "TimeBasedLinear"
    """``percentage`` at first and again every ``interval_minutes``."""


PREDEFINED = tuple(config for config in Config if config.startswith("CodeDeployDefault."))


class Hook(StrEnum):
    """What a validation function does."""

    NONE = "none"
    """There is none."""
    SUCCEEDED = "Succeeded"
    """It reports this with PutLifecycleEventHookExecutionStatus."""
    FAILED = "Failed"
    SILENT = "silent"
    """It never reports, and CodeDeploy waits for an hour."""


class Watch(StrEnum):
    """Which calls the alarm's metric counts."""

    NONE = "none"
    """No alarm is given to the deployment group."""
    NEW_VERSION = "new-version"
    """Those of the alias that ran the new version: the dimensions Resource and ExecutedVersion."""
    ALIAS = "alias"
    """All of the alias: the dimension Resource."""


class Metric(StrEnum):
    """What the alarm reckons for each period."""

    ERRORS = "Errors"
    """Calls that ended in a function error."""
    ERROR_RATE = "error-rate"
    """Errors in percent of the invocations, by metric math."""


class Missing(StrEnum):
    """TreatMissingData of the alarm."""

    MISSING = "missing"
    NOT_BREACHING = "notBreaching"
    BREACHING = "breaching"
    IGNORE = "ignore"


class AlarmState(StrEnum):
    """State of a CloudWatch alarm."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


class RollbackEvent(StrEnum):
    """What makes CodeDeploy roll back by itself."""

    FAILURE = "DEPLOYMENT_FAILURE"
    ALARM = "DEPLOYMENT_STOP_ON_ALARM"
    REQUEST = "DEPLOYMENT_STOP_ON_REQUEST"


class Status(StrEnum):
    """Status of a deployment."""

    NONE = "none"
    """CodeDeploy took no such deployment."""
    IN_PROGRESS = "InProgress"
    SUCCEEDED = "Succeeded"
    FAILED = "Failed"
    STOPPED = "Stopped"


class EventStatus(StrEnum):
    """Status of a lifecycle event."""

    PENDING = "Pending"
    IN_PROGRESS = "InProgress"
    SUCCEEDED = "Succeeded"
    FAILED = "Failed"
    SKIPPED = "Skipped"


def counted(number: int, noun: str) -> str:
    """``number`` of what ``noun`` names: *1 call*, *60 calls*."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


DEFAULT_EVENTS = (RollbackEvent.FAILURE, RollbackEvent.ALARM, RollbackEvent.REQUEST)
"""What a SAM template sets up."""
DATAPOINTS_BEYOND = int(fact_of("cw-alarm-missing-data").value or 0) - 3
"""So many data points more than its evaluation periods an alarm looks back for, in AWS's own example of three."""
