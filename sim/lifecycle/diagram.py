"""How a diagram of the table shows its states and signals: a tone and plain words for each."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from sim.lifecycle.states import Signal, State
from sim.trace import Tone

TONES: Mapping[State, Tone] = MappingProxyType(
    {
        State.CREATE: Tone.COLD,
        State.INIT: Tone.COLD,
        State.INIT_FAILED: Tone.BAD,
        State.SNAPSHOT: Tone.REST,
        State.RESTORE: Tone.COLD,
        State.INVOKE: Tone.WORK,
        State.FROZEN: Tone.REST,
        State.RESET: Tone.BAD,
        State.STOPPED: Tone.REST,
        State.REINIT: Tone.COLD,
        State.SHUTDOWN: Tone.END,
        State.GONE: Tone.END,
    }
)
WORDS: Mapping[StrEnum, str] = MappingProxyType(
    {
        State.CREATE: "download and start",
        State.INIT: "Init",
        State.INIT_FAILED: "Init failed",
        State.SNAPSHOT: "snapshot",
        State.RESTORE: "Restore",
        State.INVOKE: "Invoke",
        State.FROZEN: "frozen",
        State.RESET: "reset",
        State.STOPPED: "stopped",
        State.REINIT: "Init again",
        State.SHUTDOWN: "Shutdown",
        State.GONE: "gone",
        Signal.STARTED: "environment is up",
        Signal.INIT_DONE: "ready",
        Signal.INIT_TIMED_OUT: "out of time",
        Signal.CHECKPOINT: "SnapStart: stored",
        Signal.RESTORED: "restored",
        Signal.RESTORE_FAILED: "failed",
        Signal.EXITED: "process ended",
        Signal.TIMED_OUT: "timeout",
        Signal.NEXT: "answered, all ask for more",
        Signal.RESET_DONE: "done",
        Signal.EVENT: "a call",
        Signal.REAPED: "unused too long",
        Signal.RECYCLED: "too old",
        Signal.ENDED: "all processes ended",
    }
)
"""Which word stands for a state or a signal in a picture."""
