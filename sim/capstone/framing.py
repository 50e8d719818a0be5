"""What becomes of the calls of frame-photo: asynchronous, so that Lambda tries each up to three times. ``invocation`` decides when.

Each attempt meets a version, by the alias's weights at that moment, and a subnet, which is Lambda's choice. A moment is known only when
the attempt before it is, so the calls are run again with one attempt more until all have ended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim import invocation as calls
from sim.capstone import network
from sim.capstone.photographs import Photograph, draws
from sim.capstone.values import ALIAS, FRAME, NEW, OLD, SECOND, UNTIL
from sim.deployment import Weights
from sim.network.outcome import PathOutcome, Symptom

MOST_ATTEMPTS = 3
DURATION, TIMEOUT = 400, 10 * SECOND
_HANGS = (Symptom.TIMEOUT, Symptom.NOT_RUN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A try to have frame-photo run for a photograph."""

    at: int
    end: int
    version: str
    subnet: str
    target: str
    """What it did not reach; empty if it reached everything, or did not come so far."""
    path: PathOutcome | None
    """The way there."""

    @property
    def happens(self) -> calls.Happens:
        """How it ends."""
        if self.version == NEW:
            return calls.Happens.RAISE
        if self.path is None:
            return calls.Happens.OK
        return calls.Happens.TIMEOUT if self.path.symptom in _HANGS else calls.Happens.RAISE

    @property
    def is_ok(self) -> bool:
        """Whether the message is in the queue after it."""
        return self.happens is calls.Happens.OK


Framed = Mapping[int, tuple[Attempt, ...]]
"""The attempts for each photograph, by its number."""


def framed(
    seed: int, photographs: Sequence[Photograph], settings: network.Settings, weights: Sequence[Weights]
) -> Framed:
    """The attempts for each of ``photographs``, first to last."""
    found: dict[int, tuple[Attempt, ...]] = {one.number: () for one in photographs}
    for number in range(MOST_ATTEMPTS if photographs else 0):
        for call, at in _begun(photographs, found, number).items():
            photograph = photographs[call - 1]
            met = _attempt(seed, photograph, number, at, settings, weights)
            found[photograph.number] += (met,)
    return _ended(photographs, found) if photographs else {}


def _begun(photographs: Sequence[Photograph], found: Framed, number: int) -> Mapping[int, int]:
    """When attempt ``number``, from 0, begins, by the number of the call; calls that have ended have none."""
    begins: dict[int, list[int]] = {}
    for attempt in calls.run(_scenario(photographs, found)).outcome.attempt_list:
        begins.setdefault(attempt.call, []).append(attempt.at)
    return {call: moments[number] for call, moments in begins.items() if len(moments) > number}


def _ended(photographs: Sequence[Photograph], found: Framed) -> Framed:
    """The attempts, with the moments at which they end."""
    ends: dict[int, list[int]] = {}
    for attempt in calls.run(_scenario(photographs, found)).outcome.attempt_list:
        ends.setdefault(attempt.call, []).append(attempt.end)
    return {
        photograph.number: tuple(
            Attempt(at=one.at, end=end, version=one.version, subnet=one.subnet, target=one.target, path=one.path)
            for one, end in zip(found[photograph.number], ends[call], strict=True)
        )
        for call, photograph in enumerate(photographs, start=1)
    }


def _scenario(photographs: Sequence[Photograph], found: Framed) -> calls.Scenario:
    """The calls, with what is known of their attempts. Before anything is, all go well: the first moment does not hang on it."""
    scripts = (
        calls.Script(call=call, attempts=tuple(one.happens for one in found[photograph.number]))
        for call, photograph in enumerate(photographs, start=1)
        if found[photograph.number]
    )
    return calls.Scenario(
        invokes=tuple(
            calls.Invoke(at=one.at, invocation_type=calls.InvocationType.EVENT, qualifier=ALIAS, payload="{}")
            for one in photographs
        ),
        function=calls.Function(
            name=FRAME,
            versions=int(NEW),
            aliases=(calls.Alias(name=ALIAS, version=int(OLD)),),
            duration=DURATION,
            timeout=TIMEOUT,
        ),
        script=tuple(scripts),
        until=UNTIL,
    )


def _attempt(
    seed: int,
    photograph: Photograph,
    number: int,
    at: int,
    settings: network.Settings,
    weights: Sequence[Weights],
) -> Attempt:
    draw = draws(seed, f"{photograph.of}/{number}")
    percent = next(one.new_percent for one in reversed(weights) if one.at <= at)
    version = NEW if draw.random() * 100 < percent else OLD
    subnet = draw.choice(settings.subnets or ("",))
    target, path = "", None
    if version == OLD and (met := network.stopped(settings, subnet)):
        target, path = met
    return Attempt(at=at, end=at, version=version, subnet=subnet, target=target, path=path)
