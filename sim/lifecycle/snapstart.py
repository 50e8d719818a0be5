"""SnapStart: Init and the snapshot when a version is published, and Restore in place of Init when a call needs an environment.

https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
"""

from dataclasses import dataclass

from sim.lifecycle.environment import VERSION, Environment
from sim.lifecycle.outcome import InitFailure, Publish, Status
from sim.lifecycle.phases import Phases
from sim.lifecycle.scenario import RESTORE_LIMIT, SECOND, Draws, Hook, Scenario, SnapStart
from sim.lifecycle.states import Signal
from sim.trace import Span, Tone

OF = "version 1"
_LIMIT = f"{RESTORE_LIMIT // SECOND} s"
_GOES = "What becomes of the environment, AWS does not say; here it goes, and the next call has another restored."


@dataclass(frozen=True, slots=True)
class Restored:
    """How a Restore went: its Restore Duration, what of it is billed, and how the call ends if it ends here."""

    ms: int
    billed: int = 0
    status: Status | None = None


def publish(scenario: Scenario, snap: SnapStart, env: Environment) -> Publish:
    """Publish the version at moment 0: Init, the before-snapshot hook, the snapshot.

    The hook's time counts towards the limit of Init. A version whose Init or hook fails is Failed.

    https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html
    """
    walk = Phases(scenario, env, 0, OF)
    why = "PublishVersion: the version is Pending while Lambda runs its Init and stores a snapshot. Nobody waits in a call."
    env.marks.entry(0, VERSION, "published", "version 1 published", Tone.NOTE, why, "snapstart-flow", OF)
    walk.start(
        "Lambda downloads your code and starts an environment, as for a cold start, though no call waits for it."
    )
    began = walk.now
    failure = _init(walk, snap)
    lasted = walk.now - began
    if failure:
        failures = (InitFailure(phase="init", status=failure, ms=lasted),)
        return Publish(ready_at=-1, failed_at=walk.now, failures=failures)
    env.initialised()
    why = "Init is done. Lambda stores the memory and the disk of this environment, encrypted: that is the snapshot."
    walk.take(Signal.CHECKPOINT, "snapshot begins", Tone.COLD, why, "snapstart-flow")
    why = "The snapshot is being stored and the version still Pending. How long that takes is our figure; AWS publishes none."
    walk.span(snap.snapshot, "snapshot", "snapshot", Tone.COLD, why, "snapstart-flow")
    why = f"The snapshot is there, and the version Active. The id drawn in Init, {env.drawn}, is in it."
    env.marks.entry(walk.now, VERSION, "active", "version 1 Active", Tone.WORK, why, "snapstart-version-states", OF)
    return Publish(init=lasted, ready_at=walk.now)


def _init(walk: Phases, snap: SnapStart) -> str:
    """Init and its hook. Gives what INIT_REPORT calls the Status of one that failed, else nothing."""
    limit = walk.s.init_limit
    begins = walk.now
    walk.init_parts(limit)
    if walk.s.init_crashes and walk.s.init <= limit:
        why = "Your code above the handler failed, so there is nothing to take a snapshot of. The version is Failed."
        walk.take(Signal.EXITED, "Init failed: version Failed", Tone.BAD, why, "snapstart-version-states")
        return "error"
    hook = min(snap.before_snapshot, begins + limit - walk.now)
    if hook:
        why = "The before-snapshot hook runs at the end of Init, and within its limit: it closes what a snapshot cannot keep."
        walk.span(hook, "hook", "before-snapshot hook", Tone.COLD, why, "snapstart-hooks")
    if walk.s.init + snap.before_snapshot > limit:
        why = f"When a version is published, Init and its hook may last {limit // SECOND} s. They are cut off: the version is Failed."
        walk.take(Signal.INIT_TIMED_OUT, "Init cut off: version Failed", Tone.BAD, why, "init-long-pc-snapstart")
        return "timeout"
    if snap.raises is Hook.BEFORE_SNAPSHOT:
        why = "The before-snapshot hook raised, and it is a part of Init. There is no snapshot: the version is Failed."
        walk.take(Signal.EXITED, "hook raised: version Failed", Tone.BAD, why, "snapstart-version-states")
        return "error"
    return ""


def cached(published: Publish, snap: SnapStart, until: int) -> Span:
    """The snapshot on the version's lane, from the moment at which it is there."""
    why = "The snapshot is kept in a cache, as long as the version is. That is charged by the second, for three hours at least."
    if snap.java:
        why = "The snapshot is kept in a cache. On the managed Java runtimes that costs nothing."
    return Span(
        VERSION, published.ready_at, until, "cached", "snapshot cached", Tone.REST, why, "snapstart-pricing", OF
    )


def restore(walk: Phases, snap: SnapStart) -> Restored:
    """Restore the environment of ``walk`` from its version's snapshot. The limit holds for the runtime's load and the hook.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    """
    env = walk.env
    why = "No environment is free, so Lambda restores one from the version's snapshot. The call waits."
    env.marks.entry(walk.now, env.lane, "created", "new environment", Tone.COLD, why, "snapstart-flow", walk.of)
    why = f"Restore begins. Memory and disk come back as they were after Init, with the id {env.drawn} that it drew."
    walk.take(Signal.EVENT, "Restore begins", Tone.COLD, why, "snapstart-unique")
    why = "The snapshot is fetched and resumed. It counts towards Restore Duration, and nobody is billed for its time."
    walk.span(snap.restore, "restore", "restore", Tone.COLD, why, "obs-snapstart-report")
    load = min(snap.runtime_load, RESTORE_LIMIT)
    if load:
        why = f"The runtime loads. From here on the time is billed, and it may last {_LIMIT}, the hook included."
        walk.span(load, "runtime_load", "runtime load", Tone.COLD, why, "obs-snapstart-report")
    hook = min(snap.after_restore, RESTORE_LIMIT - load)
    if hook:
        why = "The after-restore hook runs in each restored environment: here belongs what must be fresh or unique."
        walk.span(hook, "hook", "after-restore hook", Tone.COLD, why, "snapstart-hooks")
    lasted = snap.restore + load + hook
    if snap.runtime_load + snap.after_restore > RESTORE_LIMIT:
        why = (
            f"Runtime load and after-restore hook have {_LIMIT}. The caller gets 408 SnapStartTimeoutException. {_GOES}"
        )
        walk.take(Signal.RESTORE_FAILED, "Restore cut off", Tone.BAD, why, "snapstart-restore-10s")
        return Restored(lasted, status=Status.RESTORE_TIMEOUT)
    if snap.raises is Hook.AFTER_RESTORE:
        why = f"The after-restore hook raised. The caller gets 400 SnapStartException. {_GOES}"
        walk.take(Signal.RESTORE_FAILED, "hook raised", Tone.BAD, why, "snapstart-restore-10s")
        return Restored(lasted, status=Status.RESTORE_ERROR)
    if walk.s.draws is Draws.AFTER_RESTORE:
        env.draw("Restore")
    why = f"The environment is as it was after Init. The event that has been waiting is handed to the handler. {_held(walk)}"
    walk.take(Signal.RESTORED, "restored", Tone.WORK, why, "snapstart-unique")
    return Restored(lasted, load + hook)


def _held(walk: Phases) -> str:
    if walk.s.draws is Draws.AFTER_RESTORE:
        return f"The hook has drawn a new id, {walk.env.drawn}."
    return f"Its memory holds {walk.env.drawn}, as in every other environment of this snapshot."
