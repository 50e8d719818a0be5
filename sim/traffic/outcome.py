"""What comes out of a run of ``traffic``. Moments are ms from the beginning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOutcome:
    """One call of the alias."""

    number: int
    """From 1, in order of time."""
    at: int
    caller: int
    """Who makes it, from 1."""
    version: str
    """ExecutedVersion: what the response names."""
    weight: float
    """Weight of the additional version at that moment; 0 without routing."""
    new_chance: float
    """The chance that this call had to meet the new version."""
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionOutcome:
    """One version of those that the alias named at some time, and what it got."""

    version: str
    calls: int
    share_percent: float
    """Of all calls, to one place."""
    expected: float
    """Calls that it gets on average over many runs."""
    low: int
    """The middle 95 % of all runs give it ``low`` to ``high`` calls: quantiles 0.025 and 0.975 of the binomial distribution."""
    high: int
    none_percent: float
    """In so many of 100 runs it gets no call at all, to two places."""
    runs_without: int
    """The same as a whole number of 100 runs."""
    errors: int
    first_call: int
    """Number of the first call that met it; 0 if none did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What AWS answers to CreateAlias or UpdateAlias."""

    operation: str
    at: int
    status: int
    code: str
    """The exception's name; empty if it is taken."""
    message: str
    version: str
    """FunctionVersion of the alias after it; empty if there is no alias."""
    additional: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run. *New* is the scenario's additional version, *old* its main version."""

    calls: int
    """Calls that an alias took: none if CreateAlias was refused."""
    old_calls: int
    new_calls: int
    expected_new: float
    low_new: int
    """The middle 95 % of all runs give the new version ``low_new`` to ``high_new`` calls."""
    high_new: int
    is_usual: bool
    """Whether ``new_calls`` lies between the two, both included."""
    none_percent: float
    """Chance that no call at all meets the new version, in percent, to two places."""
    runs_without_new_version: int
    """The same as a whole number: in so many of 100 runs nobody meets it."""
    errors: int
    old_errors: int
    new_errors: int
    callers: int
    """People who called."""
    met_both: int
    """Callers who met both versions."""
    switches: int
    """How often a caller met another version than at the call before."""
    first_new: int
    """Number of the first call that met the new version; 0 if none did."""
    longest_without: int
    """Most calls in a row that did not meet the new version."""
    refusals: int
    """Calls of CreateAlias and UpdateAlias that AWS refused."""
    error_status: int
    """Of the first refusal; 0 if there is none."""
    error_code: str
    error_message: str
    final_version: str
    """FunctionVersion of the alias at the end; empty if there is no alias."""
    final_weight: float
    answers: tuple[Answer, ...]
    version_list: tuple[VersionOutcome, ...]
    call_list: tuple[CallOutcome, ...]
