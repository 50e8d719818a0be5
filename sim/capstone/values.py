"""Names and closed sets that the parts of a ``capstone`` scenario share: the stations, what can be wrong there, and what can be changed."""

from enum import StrEnum

SECOND = 1000
MINUTE = 60 * SECOND
UNTIL = 60 * MINUTE
"""Where the looking ends."""
UPLOADING = 10 * MINUTE
"""Within so long the photographs are uploaded."""
LOCKED = 2
"""So many photographs meet a locked seat when they are filed for the first time; the second time it is free."""

ACCOUNT, REGION = "111122223333", "eu-west-1"
BUCKET, OTHER_BUCKET = "lantern-gallery", "lantern-posters"
RULE, OTHER_RULE = "photo-uploaded", "poster-uploaded"
FRAME, ALIAS, FILE = "frame-photo", "live", "file-photo"
QUEUE, DEAD_LETTERS, TABLE = "framed", "framed-dlq", "gallery"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/{FILE}"
OLD, NEW = "7", "8"
"""Versions of frame-photo: the deployment moves the alias from the old one to the new one, which fails at every call."""


class Station(StrEnum):
    """Where one thing is wrong, in the order in which a photograph comes along."""

    RULE = "rule"
    CALL = "call"
    DEPLOYMENT = "deployment"
    NETWORK = "network"
    QUEUE = "queue"
    ROLE = "role"


class Fault(StrEnum):
    """What is planted. A round draws one for each station."""

    WRONG_BUCKET = "wrong-bucket"
    WRONG_FIELD = "wrong-field"
    PUT_ONLY = "put-only"
    NO_NOTIFICATIONS = "no-notifications"
    NOT_ON_ALIAS = "not-on-alias"
    OTHER_RULE = "other-rule"
    OTHER_SERVICE = "other-service"
    NO_ALARM = "no-alarm"
    DILUTED_ALARM = "diluted-alarm"
    ALL_AT_ONCE = "all-at-once"
    NO_ENDPOINT_ROUTE = "no-endpoint-route"
    ONE_SUBNET = "one-subnet"
    ENDPOINT_DENIES = "endpoint-denies"
    DATABASE_CLOSED = "database-closed"
    SHORT_VISIBILITY = "short-visibility"
    ONE_RECEIVE = "one-receive"
    BATCH_ALONG = "batch-along"
    NO_PUT_ITEM = "no-put-item"
    NO_DELETE_MESSAGE = "no-delete-message"
    DENIED = "denied"


class RuleChange(StrEnum):
    """What can be changed about bucket and rule."""

    NONE = "none"
    NAME_BUCKET = "name-bucket"
    PREFIX_IN_KEY = "prefix-in-key"
    ANY_REASON = "any-reason"
    NOTIFY = "notify"
    ALL_OF_S3 = "all-of-s3"
    CUSTOM_BUS = "custom-bus"


class CallChange(StrEnum):
    """What can be changed about who may call frame-photo."""

    NONE = "none"
    ON_ALIAS = "on-alias"
    THIS_RULE = "this-rule"
    NAME_EVENTS = "name-events"
    EXECUTION_ROLE = "execution-role"
    EVERYBODY = "everybody"


class DeploymentChange(StrEnum):
    """What can be changed about the deployment."""

    NONE = "none"
    WATCH_VERSION = "watch-version"
    CANARY = "canary"
    FIVE_PERIODS = "five-periods"
    HIGH_THRESHOLD = "high-threshold"
    AT_ONCE = "at-once"


class NetworkChange(StrEnum):
    """What can be changed about the VPC of frame-photo."""

    NONE = "none"
    ROUTE_BOTH = "route-both"
    ENDPOINT_ALLOWS = "endpoint-allows"
    OPEN_DATABASE = "open-database"
    OWN_GROUP = "own-group"
    PUBLIC_SUBNET = "public-subnet"
    DETACH = "detach"


class QueueChange(StrEnum):
    """What can be changed about the queue and its mapping."""

    NONE = "none"
    LONGER_VISIBILITY = "longer-visibility"
    FIVE_RECEIVES = "five-receives"
    REPORT = "report"
    CATCH = "catch"
    LARGER_BATCH = "larger-batch"
    NO_VISIBILITY = "no-visibility"


class RoleChange(StrEnum):
    """What can be changed about the execution role of file-photo."""

    NONE = "none"
    PUT_ITEM = "put-item"
    DELETE_MESSAGE = "delete-message"
    NO_DENY = "no-deny"
    UPDATE_ITEM = "update-item"
    TRUST_EVENTS = "trust-events"


Change = RuleChange | CallChange | DeploymentChange | NetworkChange | QueueChange | RoleChange


class Ended(StrEnum):
    """What has become of a photograph when the looking ends."""

    STORED = "stored"
    """It is in the gallery, once or more."""
    DEAD_LETTERED = "dead-lettered"
    WAITING = "waiting"
    """In the queue."""
    LOST = "lost"
    """Only the bucket has it: nobody will try again."""
