"""The fields of a pattern beside what the event has: an HTML table, each row worded, marked and coloured by its outcome."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType

from sim.draw.palette import DARK, LIGHT
from sim.pattern.scenario import FieldOutcome
from sim.trace import Tone

WORDS: Mapping[str, tuple[str, str, Tone]] = MappingProxyType(
    {
        "match": ("✔", "fits", Tone.COLD),
        "refused": ("✖", "refused", Tone.BAD),
        "missing": ("✖", "not there", Tone.BAD),
        "other_element": ("✖", "other element", Tone.WORK),
    }
)
"""Sign, word and tone of each outcome of a field."""
HEAD = ("Field", "Wanted", "Got", "Verdict")


def table(fields: Iterable[FieldOutcome]) -> str:
    """The table as HTML. All texts of pattern and event are escaped."""
    head = "".join(f'<th scope="col">{word}</th>' for word in HEAD)
    rows = "".join(_row(field) for field in fields)
    return f'<table class="fields"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(field: FieldOutcome) -> str:
    sign, word, tone = WORDS[field.outcome]
    colour = f"light-dark({LIGHT.tones[tone]}, {DARK.tones[tone]})"
    got = f"<code>{escape(field.got)}</code>" if field.got else '<span class="nothing">nothing</span>'
    element = f"<small>in <code>{escape(field.element)}</code></small>" if field.element else ""
    return (
        f'<tr style="--outcome: {colour}"><th scope="row"><code>{escape(field.path)}</code>{element}</th>'
        f'<td data-head="{HEAD[1]}"><code>{escape(field.wanted)}</code></td><td data-head="{HEAD[2]}">{got}</td>'
        f'<td data-head="{HEAD[3]}"><b>{sign} {word}</b> {_code(field.reason)}</td></tr>'
    )


def _code(sentence: str) -> str:
    """The sentence as HTML, what stands in backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(sentence))
