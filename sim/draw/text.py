"""A trace as text that a person can follow: golden files, the terminal, the picture's twin."""

from collections.abc import Iterator

from sim.trace import Entry, Span, Trace


def text(trace: Trace[object]) -> str:
    """One line for each entry and each span, in order of time: when, where, what, for how long."""
    width = max((len(lane.title) for lane in trace.lanes), default=0)
    titles = {lane.id: lane.title for lane in trace.lanes}
    return "\n".join(f"{at:>9}  {titles[lane]:<{width}}  {what}" for at, lane, what in _rows(trace))


def _rows(trace: Trace[object]) -> Iterator[tuple[int, str, str]]:
    marks: list[tuple[int, int, Span | Entry]] = [(entry.at, 0, entry) for entry in trace.entries]
    marks += [(span.start, 1, span) for span in trace.spans]
    for at, _, mark in sorted(marks, key=lambda row: row[:2]):
        if isinstance(mark, Entry):
            yield at, mark.lane, mark.label
        else:
            yield at, mark.lane, f"└ {mark.label} for {mark.end - mark.start} ms"


def moment(ms: int) -> str:
    """A moment that is ``ms`` from the beginning: ``at the start``, ``after 2 min``."""
    return f"after {duration(ms)}" if ms else "at the start"


def duration(ms: int, *, whole_seconds: bool = False) -> str:
    """``ms`` as a person says it: ``400 ms``, ``1.5 s``, ``10 min``, ``2 h 5 min``.

    With ``whole_seconds``, what takes a minute or more is rounded to the second.
    """
    if whole_seconds and ms >= 60_000:
        ms = round(ms / 1000) * 1000
    if ms < 1000:
        return f"{ms} ms"
    if ms < 60_000:
        return f"{ms / 1000:g} s"
    minutes, rest = divmod(ms, 60_000)
    if minutes < 60:
        seconds = f" {rest / 1000:g} s" if rest else ""
        return f"{minutes} min{seconds}"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
