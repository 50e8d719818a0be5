"""What a question may ask of a run of ``routing``: what each call gave, and what every alias and version runs in the end."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a call."""

    DONE = "done"
    REFUSED = "refused"
    """Lambda answered with an exception, and nothing changed."""
    UNREAD = "unread"
    """The CLI cannot read the line, so nothing was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResult:
    """One call, and its answer."""

    line: int
    """Where it begins in the text, from 1."""
    text: str
    operation: str
    """As the API spells it, such as PublishVersion; empty if the line cannot be read."""
    verdict: Verdict
    status: int = 0
    """HTTP; 0 if nothing was sent."""
    error: str = ""
    """Name of the exception; empty if there is none."""
    message: str = ""
    """As AWS words it; of an unread line: what is wrong with it, and what would be right."""
    body: str = ""
    """The answer as JSON, as the CLI shows it."""
    version: str = ""
    """The version that it published, named or ran."""
    code: str = ""
    """Of an Invoke: the code that ran."""
    environment: str = ""
    """Of an Invoke: the environment variables that it saw, such as ``STAGE=prod``."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionOutcome:
    """$LATEST or a published version at the end."""

    version: str
    arn: str
    code: str
    """The label of its code: the name of the file that was uploaded."""
    code_sha256: str
    environment: str
    """Its environment variables by name, such as ``STAGE=prod, TABLE=seats``; empty if it has none."""
    description: str
    memory_size: int
    timeout: int
    role: str
    """The last part of its execution role's ARN."""
    layers: tuple[str, ...]
    aliases: tuple[str, ...]
    """The aliases that lead to it."""
    may_invoke: str
    """The principals that statements added to just this ARN let in; ``nobody`` if there are none."""
    provisioned: int
    """Provisioned concurrency that was ordered for its number."""
    ready: int
    """Environments that stand ready of it: ordered for its number, or for an alias that leads to it."""
    retries: int
    """MaximumRetryAttempts of its own event invoke config; -1 if it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasOutcome:
    """An alias at the end."""

    name: str
    arn: str
    version: str
    """Its main version."""
    additional: str
    """Its other version; empty if it has none."""
    weight: float
    """The share of the other version, 0.0 to 1.0."""
    runs: str
    """The code of the main version."""
    additional_runs: str
    environment: str
    """The environment variables of the main version."""
    description: str
    may_invoke: str
    provisioned: int
    """Provisioned concurrency that was ordered for the alias."""
    ready: int
    """Environments that stand ready of the main version, by whatever name they were ordered."""
    retries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionOutcome:
    """A function at the end. ``latest`` and each of ``versions`` have the same form."""

    name: str
    arn: str
    latest: VersionOutcome
    versions: tuple[VersionOutcome, ...]
    """Those published and not deleted, in order of number."""
    aliases: tuple[AliasOutcome, ...]
    """By name."""
    next_number: int
    """What the next new version would be called."""
    reserved: int
    """Reserved concurrency of the function as a whole; -1 if unset."""
    tags: str
    state: str
    last_update_status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The whole run. What is asked of most often stands at the top; ``last`` is the last call that was read or not."""

    calls: int = 0
    done: int = 0
    refused: int = 0
    unread: int = 0
    published: int = 0
    """New versions that were made; a publish without change makes none."""
    executed_version: str = ""
    """What the last successful Invoke ran; empty if there was none."""
    executed_code: str = ""
    executed_environment: str = ""
    possible_versions: int = 0
    """How many versions a call like the last successful Invoke can run now; 0 if there was none, or what it called is gone."""
    last_answer: str = ""
    """The exception of the last call; ``done`` if there was none, ``unread`` if nothing was sent."""
    last_version: str = ""
    """The version that the last call published, named or ran."""
    results: tuple[CallResult, ...] = ()
    functions: tuple[FunctionOutcome, ...] = ()
    """By name."""
