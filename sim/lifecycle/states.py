"""The life of one execution environment, as a table.

A call that finds no free environment has one made for it: Lambda downloads the code and starts the environment (CREATE), then
runs Init: extensions, runtime, function code. Only then does the handler run (INVOKE). When the runtime and every extension
have asked for the next event, the environment is frozen (FROZEN), with all that is in its memory and in ``/tmp``. The next
call thaws it. That is a warm start, and it is a way from FROZEN to INVOKE, not a part of Init.

An exception that the runtime catches and reports is an answer like any other. A timeout, or a process that ends, is not:
Lambda resets the environment (RESET). The runtime is stopped, memory is gone, ``/tmp`` stays. The environment then waits with
nothing running in it (STOPPED), and its next call runs Init again, inside Invoke (REINIT, "suppressed init"). The same happens
when Init itself overruns or crashes (INIT_FAILED): the waiting call runs it again.

An environment that nobody calls, or that has grown old, is shut down. Nothing is frozen after that.

With SnapStart, Init runs once, when a version is published, and what it has left in memory and on disk is stored (SNAPSHOT). A
call that finds no free environment then has one restored from it (RESTORE): no download, no Init. A Restore that overruns, or
whose hook raises, fails the call, and here its environment goes: AWS does not say what becomes of it.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where an environment is in its life."""

    CREATE = "create"
    INIT = "init"
    INIT_FAILED = "init_failed"
    SNAPSHOT = "snapshot"
    RESTORE = "restore"
    INVOKE = "invoke"
    FROZEN = "frozen"
    RESET = "reset"
    STOPPED = "stopped"
    REINIT = "reinit"
    SHUTDOWN = "shutdown"
    GONE = "gone"


class Signal(StrEnum):
    """What moves it on."""

    STARTED = "started"
    """Code downloaded, environment up."""
    INIT_DONE = "init_done"
    INIT_TIMED_OUT = "init_timed_out"
    CHECKPOINT = "checkpoint"
    """Init done in a version that is being published: what it has made is stored."""
    RESTORED = "restored"
    RESTORE_FAILED = "restore_failed"
    """Restore took too long, or its hook raised."""
    EXITED = "exited"
    """The runtime process ended: a crash, or out of memory."""
    TIMED_OUT = "timed_out"
    """The function's timeout ran out."""
    NEXT = "next"
    """The runtime and every extension have asked for the next event."""
    RESET_DONE = "reset_done"
    EVENT = "event"
    """A call is given to this environment."""
    REAPED = "reaped"
    """Idle for too long."""
    RECYCLED = "recycled"
    """Too old, busy or not."""
    ENDED = "ended"
    """All processes have ended, by themselves or by SIGKILL."""


_GOING = {Signal.REAPED: State.SHUTDOWN, Signal.RECYCLED: State.SHUTDOWN}

TRANSITIONS: Mapping[State, Mapping[Signal, State]] = MappingProxyType(
    {
        State.CREATE: {Signal.STARTED: State.INIT},
        State.INIT: {
            Signal.INIT_DONE: State.INVOKE,
            Signal.INIT_TIMED_OUT: State.INIT_FAILED,
            Signal.EXITED: State.INIT_FAILED,
            Signal.CHECKPOINT: State.SNAPSHOT,
        },
        State.INIT_FAILED: {Signal.EVENT: State.REINIT},
        State.SNAPSHOT: {Signal.EVENT: State.RESTORE},
        State.RESTORE: {Signal.RESTORED: State.INVOKE, Signal.RESTORE_FAILED: State.GONE},
        State.INVOKE: {Signal.NEXT: State.FROZEN, Signal.TIMED_OUT: State.RESET, Signal.EXITED: State.RESET},
        State.FROZEN: {Signal.EVENT: State.INVOKE, **_GOING},
        State.RESET: {Signal.RESET_DONE: State.STOPPED},
        State.STOPPED: {Signal.EVENT: State.REINIT, **_GOING},
        State.REINIT: {Signal.INIT_DONE: State.INVOKE, Signal.TIMED_OUT: State.RESET, Signal.EXITED: State.RESET},
        State.SHUTDOWN: {Signal.ENDED: State.GONE},
        State.GONE: {},
    }
)
"""Every legal step. The diagram in the lesson and in the lab is drawn from this table."""


class IllegalStepError(ValueError):
    """A signal that the state does not take: a fault of the simulator, never of a learner."""


def step(state: State, signal: Signal) -> State:
    """The state after ``signal``.

    Raises:
        IllegalStepError: naming the state, the signal, and the signals that the state takes.
    """
    takes = TRANSITIONS[state]
    if signal not in takes:
        raise IllegalStepError(f"{state} cannot take {signal}; it takes {', '.join(takes) or 'nothing'}")
    return takes[signal]
