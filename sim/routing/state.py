"""What Lambda keeps: functions, their versions and aliases, and what hangs on each qualifier. Values; a call gives a new world.

Times are numbers of calls: ``now`` is the call that is being answered, the first is 1.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
"""

import base64
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sim.facts import whole
from sim.routing.arns import LATEST, function_arn

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a version freezes besides the code: all that UpdateFunctionConfiguration sets."""

    runtime: str
    handler: str
    role: str
    description: str = ""
    timeout: int = whole("timeout-default-3-max-900")
    memory_size: int = whole("memory-128-10240")
    environment: Pairs = ()
    layers: tuple[str, ...] = ()
    dead_letter: str = ""
    """ARN of the dead-letter queue or topic; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Code and settings together: what runs."""

    code: str
    """Its label: the name of the file that was uploaded."""
    settings: Settings

    @property
    def sha256(self) -> str:
        """CodeSha256. It follows from the label alone, so that the same code has the same hash."""
        return base64.b64encode(hashlib.sha256(self.code.encode()).digest()).decode()

    @property
    def environment(self) -> str:
        """The environment variables as ``STAGE=prod, TABLE=seats``."""
        return ", ".join(f"{name}={value}" for name, value in self.settings.environment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A published version. Nothing of it ever changes."""

    number: str
    content: Content
    origin: Content
    """What $LATEST was when it was published: the same but for a description of its own."""
    made_at: int
    ready_at: int = 0
    """From which call on it is Active; before that it is Pending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name that leads to a version, or to two with a weight."""

    name: str
    version: str
    additional: str = ""
    weight: float = 0.0
    description: str = ""
    changed_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of the resource policy of one ARN."""

    sid: str
    action: str
    principal: str
    source_arn: str = ""
    source_account: str = ""
    changed_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventConfig:
    """What becomes of asynchronous events that come in by one qualifier."""

    retries: int | None = None
    max_age: int | None = None
    on_success: str = ""
    on_failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function. Policies, event configs and provisioned concurrency are kept by qualifier; that of the plain name is empty."""

    name: str
    latest: Content
    running: Content
    """What $LATEST runs as long as an update is InProgress: what it was before."""
    changed_at: int
    ready_at: int
    is_new: bool = True
    """Whether what is under way is its creation."""
    versions: Mapping[str, Version] = field(default_factory=dict)
    last_published: str = ""
    aliases: Mapping[str, Alias] = field(default_factory=dict)
    policies: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    event_configs: Mapping[str, EventConfig] = field(default_factory=dict)
    provisioned: Mapping[str, int] = field(default_factory=dict)
    reserved: int = -1
    tags: Pairs = ()

    def is_pending(self, now: int) -> bool:
        """Whether it is still being created."""
        return self.is_new and now < self.ready_at

    def is_updating(self, now: int) -> bool:
        """Whether an update is still InProgress."""
        return not self.is_new and now < self.ready_at

    def runs(self, qualifier: str, now: int) -> Content | None:
        """What $LATEST or a published version runs; None if there is no such version."""
        if qualifier in ("", LATEST):
            return self.running if self.is_updating(now) else self.latest
        found = self.versions.get(qualifier)
        return found.content if found else None

    def has(self, qualifier: str) -> bool:
        """Whether there is such a version or alias; nothing and $LATEST are always there."""
        return qualifier in ("", LATEST) or qualifier in self.versions or qualifier in self.aliases

    def ready(self, version: str) -> int:
        """Environments that are kept ready of a version: what was ordered for its number, or for aliases that lead to it."""
        leading = [alias.name for alias in self.aliases.values() if alias.version == version]
        return sum(self.provisioned.get(qualifier, 0) for qualifier in (version, *leading))

    @property
    def arn(self) -> str:
        """The unqualified ARN."""
        return function_arn(self.name)

    def revision(self, now: int) -> str:
        """RevisionId of $LATEST. It changes once more when an update has settled."""
        settled = "settled" if now > self.changed_at else "changed"
        return revision_of(self.arn, self.changed_at, settled)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All functions, and the next version number of every name that there ever was: a number is never given out again."""

    functions: Mapping[str, Function] = field(default_factory=dict)
    next_numbers: Mapping[str, int] = field(default_factory=dict)

    def next_number(self, name: str) -> int:
        """What the next new version of the function would be called."""
        return self.next_numbers.get(name, 1)

    def with_function(self, function: Function) -> "World":
        """The world with the function as it is now."""
        return replace(self, functions={**self.functions, function.name: function})

    def without(self, name: str) -> "World":
        """The world without the function. Its numbers stay used."""
        return replace(self, functions={one: kept for one, kept in self.functions.items() if one != name})


def revision_of(*parts: object) -> str:
    """A RevisionId: AWS's are random, these follow from what was changed and when."""
    digest = hashlib.sha256(" ".join(map(str, parts)).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))
