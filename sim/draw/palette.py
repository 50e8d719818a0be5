"""The colour of each tone, from cold to warm, for light and dark grounds. Every picture takes its colours from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim.trace import Tone


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one ground: page, ink, quiet ink, lines, and a tone's mark."""

    ground: str
    ink: str
    quiet: str
    line: str
    tones: Mapping[Tone, str]


LIGHT = Colours(
    ground="#fbfaf7",
    ink="#172033",
    quiet="#566074",
    line="#d9dde4",
    tones=MappingProxyType(
        {
            Tone.COLD: "#2b86b8",
            Tone.WORK: "#c8660a",
            Tone.AFTER: "#a67c1b",
            Tone.REST: "#7d8798",
            Tone.BAD: "#c02a3d",
            Tone.END: "#7a6a94",
            Tone.NOTE: "#3c465a",
        }
    ),
)
DARK = Colours(
    ground="#101623",
    ink="#e9edf5",
    quiet="#a3adbf",
    line="#2d3750",
    tones=MappingProxyType(
        {
            Tone.COLD: "#5fb8e6",
            Tone.WORK: "#f5a13d",
            Tone.AFTER: "#d8b45c",
            Tone.REST: "#8792a8",
            Tone.BAD: "#ff6b7a",
            Tone.END: "#b3a1d4",
            Tone.NOTE: "#c9d1e0",
        }
    ),
)


def colours(*, dark: bool) -> Colours:
    """The colours for a dark or a light ground."""
    return DARK if dark else LIGHT
