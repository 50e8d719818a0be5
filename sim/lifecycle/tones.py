"""Which tone a state has, for every diagram of the table."""

from collections.abc import Mapping
from types import MappingProxyType

from sim.lifecycle.states import State
from sim.trace import Tone

TONES: Mapping[State, Tone] = MappingProxyType(
    {
        State.CREATE: Tone.COLD,
        State.INIT: Tone.COLD,
        State.INIT_FAILED: Tone.BAD,
        State.INVOKE: Tone.WORK,
        State.FROZEN: Tone.REST,
        State.RESET: Tone.BAD,
        State.STOPPED: Tone.REST,
        State.REINIT: Tone.COLD,
        State.SHUTDOWN: Tone.END,
        State.GONE: Tone.END,
    }
)
