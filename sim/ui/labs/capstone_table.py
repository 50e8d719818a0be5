"""The tables of the lab of ``capstone``: the photographs, and in the end the six faults."""

from sim.capstone import Outcome, PhotographOutcome
from sim.capstone.hints import LESSONS, was
from sim.capstone.planting import PARTS
from sim.draw.text import duration


def photographs(outcome: Outcome) -> str:
    """How far each photograph came."""
    rows = (
        f"| {one.number} | {duration(one.at, whole_seconds=True)} | {'in parts' if one.is_large else 'in one'} | {_got_to(one)} | {one.ended} |"
        for one in outcome.photographs
    )
    return "\n".join(("| no. | uploaded after | how | got to | it is |\n| --: | --: | --- | --- | --- |", *rows))


def _got_to(one: PhotographOutcome) -> str:
    """The last place that it reached."""
    tries = "1 attempt" if one.attempts == 1 else f"{one.attempts} attempts"
    if one.filed:
        return "the table" if one.filed == 1 else f"the table, {one.filed} times"
    if one.queued_at >= 0:
        return f"the queue, received {one.received} times" if one.received != 1 else "the queue, received once"
    if one.attempts:
        return f"frame-photo, {tries}"
    return "the rule" if one.matched else "the bucket"


def summary(outcome: Outcome) -> str:
    """The six faults, and where each is taught."""
    rows = (
        f"| {PARTS[one.station].title} | {was(one.fault)} | [{LESSONS[one.station][1]}]({LESSONS[one.station][0]}) |"
        for one in outcome.stations
    )
    return "\n".join(
        ("**All six are mended.** What they were:\n\n| station | what was wrong | lesson |\n| --- | --- | --- |", *rows)
    )
