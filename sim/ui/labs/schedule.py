"""The lab of ``schedule``: an expression, and when it fires next."""

from calendar import Calendar
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

import streamlit as st

from sim.draw.text import duration
from sim.schedule import Firing, Outcome, Scenario, Service
from sim.schedule.aws import sam, steps
from sim.schedule.fields import DAYS, MONTHS
from sim.schedule.run import spelled
from sim.schedule.scenario import DAY, UTC_NAME
from sim.trace import Trace
from sim.ui.labs.settings import in_aws, number, put
from sim.ui.labs.shelf import Shelf

TITLE = "Schedules"
SHELF = Shelf.EVENTS
LIVE = False
PANELS = ("Next firings", "Calendar", "In words", "Do it in AWS")
SIMPLIFIES = """
- **Seconds.** AWS fires within the minute that is due, not at its first second. Here it is the first second.
- **The first firing of a rule with rate().** AWS says that a rate starts when the rule is created. Whether the first firing comes
  then or one interval later is not said. Here it comes then, as Scheduler's does.
- **A time that comes twice in autumn.** AWS says that the schedule runs only once. Here that is the first of the two, for every
  firing in that hour. A time that is skipped in spring is skipped for `at()`, too; AWS says so of `cron()` only.
- **The moment within a flexible window.** AWS chooses it. Here the seed draws it, and each moment is as likely as another.
- **What the documentation does not name, but is known to work:** `LW`, `6L`, `L-3`, and names in small letters. They are taken here.
- **What the documentation leaves open is refused here:** ranges that run backwards (`FRI-MON`), `/` in day-of-week, `L` and `W` in a
  list, commas at the end of a field. AWS may take some of it, without meaning what you think.
- **A date that never comes**, such as 30 February, is taken here and never fires. So is an `at()` that has passed.
- **Start and end.** A firing at the very moment counts. With a start that has passed, a rate counts from it. `at()` ignores both.
- Scheduler takes `rate(1 minutes)`, for its page writes all units in the plural; a rule refuses it.
- The target, its retries and what its answer costs are not in this lab.
"""
ZONES = (
    UTC_NAME,
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
)
SERVICES = {Service.SCHEDULER: "EventBridge Scheduler", Service.RULE: "Scheduled rule"}
SCHEDULER_ONLY = ("zone", "start_date", "end_date", "window_minutes", "seed")
_UNITS = (("days", DAY), ("h", 3_600_000), ("min", 60_000))
_MOST_MONTHS = 12
_CALENDAR = Calendar(firstweekday=6)
"""Weeks begin on Sunday, as the numbers of the days do."""
_STYLE = """<style>
.firing-months { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1.25rem; align-items: start; }
.firing-months table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.firing-months caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
.firing-months th, .firing-months td { text-align: center; padding: .2rem; border: none; width: 14.28%; }
.firing-months th { font-weight: 400; }
.firing-months td b { display: block; border: 2px solid currentColor; border-radius: .4rem; font-weight: 700; }
.firing-months abbr { text-decoration: none; }
.firing-months b span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
</style>"""


def controls(given: dict[str, Any], key: str) -> dict[str, Any]:
    """Five controls in sight, the rest under *More*. Gives the scenario's fields; what is on its default is left out."""
    left, right = st.columns([2, 1])
    given["expression"] = left.text_input(
        "Expression", str(given.get("expression", "")), max_chars=256, key=f"{key}.expression"
    )
    kinds = list(SERVICES)
    now = Service(given.get("service", Service.SCHEDULER))
    service = right.selectbox(
        "Kept by", kinds, index=kinds.index(now), format_func=SERVICES.__getitem__, key=f"{key}.service"
    )
    put(given, Scenario, "service", service.value)
    if service is Service.RULE:
        for name in SCHEDULER_ONLY:
            given.pop(name, None)
    one, two, three = st.columns(3)
    with one:
        _zone(given, key, disabled=service is Service.RULE)
    given["now"] = two.text_input("From (UTC)", str(given.get("now", "")), max_chars=40, key=f"{key}.now")
    with three:
        number(given, Scenario, key, "count", "Firings to look for")
    with st.expander("More settings"):
        if service is Service.RULE:
            st.caption("A scheduled rule has no time zone, no start, no end and no flexible window.")
            return given
        first, second = st.columns(2)
        with first:
            number(given, Scenario, key, "window_minutes", "Flexible window (min, 0 is off)")
            _text(given, key, "start_date", "Start date (UTC, empty for none)")
        with second:
            number(given, Scenario, key, "seed", "Seed of the moment within the window")
            _text(given, key, "end_date", "End date (UTC, empty for none)")
    return given


def _zone(given: dict[str, Any], key: str, *, disabled: bool) -> None:
    now = str(given.get("zone", UTC_NAME))
    zones = list(dict.fromkeys((*ZONES, now)))
    chosen = st.selectbox(
        "Time zone",
        zones,
        index=zones.index(now),
        key=f"{key}.zone.{disabled}",
        disabled=disabled,
        accept_new_options=True,
        help="Any IANA name can be typed.",
    )
    put(given, Scenario, "zone", chosen or UTC_NAME)


def _text(given: dict[str, Any], key: str, name: str, words: str) -> None:
    now = str(given.get(name, ""))
    put(
        given,
        Scenario,
        name,
        st.text_input(words, now, max_chars=40, placeholder="2026-11-23T08:00", key=f"{key}.{name}"),
    )


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture."""
    numbers = {"firings found": outcome.firings}
    if outcome.firings:
        numbers |= _amount("to the first", outcome.first_in)
    if outcome.firings > 1:
        numbers |= _amount("shortest gap", outcome.shortest_gap) | _amount("longest gap", outcome.longest_gap)
    return numbers | ({"skipped": outcome.skipped} if outcome.skipped else {})


def _amount(words: str, ms: int) -> dict[str, int]:
    """The time as a whole number of the unit that suits it."""
    unit, size = next((unit, size) for unit, size in _UNITS if ms >= 3 * size or unit == "min")
    return {f"{words} ({unit})": ms // size}


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    outcome = trace.outcome
    if not outcome.valid and name != "Do it in AWS":
        _refused(outcome)
        return
    match name:
        case "Next firings":
            _table(scenario, outcome)
        case "Calendar":
            _calendar(outcome)
        case "In words":
            _words(scenario, outcome)
        case _:
            told = "The same schedule, and a queue that keeps what it sends."
            in_aws(told, steps(scenario), "CloudFormation", sam(scenario))


def _refused(outcome: Outcome) -> None:
    st.markdown("AWS refuses the expression:")
    st.code(outcome.error, language=None, wrap_lines=True)
    st.markdown("It does not say why. We do:")
    st.code(outcome.reason, language=None, wrap_lines=True)


def _words(scenario: Scenario, outcome: Outcome) -> None:
    st.code(scenario.expression, language=None, wrap_lines=True)
    st.text(f"It fires {outcome.reading}.")
    if outcome.skipped:
        times = "time" if outcome.skipped == 1 else "times"
        st.text(f"{outcome.skipped} {times} the clock jumped over it, and it did not fire.")
    if not outcome.firings:
        st.text("From the moment that we look from, it never fires.")


def _table(scenario: Scenario, outcome: Outcome) -> None:
    if not outcome.fires:
        st.text("It never fires from now on.")
        return
    windows = scenario.window_minutes > 0
    head = ["No.", f"Local ({scenario.zone})", "UTC", "Gap", *(["Invoked after"] if windows else [])]
    rows = [_row(fire, windows=windows) for fire in outcome.fires]
    st.table([dict(zip(head, row, strict=True)) for row in rows], border="horizontal", hide_index=True)
    if outcome.ended:
        st.caption("After these nothing fires any more.")


def _row(fire: Firing, *, windows: bool) -> tuple[str, ...]:
    utc = spelled(fire.utc).removesuffix(" +00:00")
    row = (str(fire.number), spelled(fire.local), utc, _gap(fire.gap) if fire.number > 1 else "–")
    return (*row, duration(fire.at - fire.due, whole_seconds=True)) if windows else row


def _gap(ms: int) -> str:
    days, rest = divmod(ms, DAY)
    told = f"{days} {'day' if days == 1 else 'days'}" if days else ""
    return " ".join(filter(None, (told, duration(rest) if rest or not days else "")))


def _calendar(outcome: Outcome) -> None:
    fired: dict[tuple[int, int], set[int]] = {}
    for fire in outcome.fires:
        day = datetime.fromisoformat(fire.local)
        fired.setdefault((day.year, day.month), set()).add(day.day)
    if not fired:
        st.text("It never fires from now on, so no day is marked.")
        return
    shown = dict(list(fired.items())[:_MOST_MONTHS])
    tables = "".join(_month(year, month, days) for (year, month), days in shown.items())
    st.html(f'{_STYLE}<div class="firing-months">{tables}</div>')
    rest = len(fired) - len(shown)
    more = f" {rest} more months are not shown." if rest else ""
    st.caption(f"Months with a firing. A box marks a day on which it fires.{more}")


def _month(year: int, month: int, days: set[int]) -> str:
    head = "".join(f'<th scope="col"><abbr title="{day}">{day[:2]}</abbr></th>' for day in DAYS)
    weeks = "".join(
        f"<tr>{''.join(_cell(day, fires=day in days) for day in week)}</tr>"
        for week in _CALENDAR.monthdayscalendar(year, month)
    )
    caption = escape(f"{MONTHS[month - 1]} {year}")
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{weeks}</tbody></table>"


def _cell(day: int, *, fires: bool) -> str:
    if not day:
        return "<td></td>"
    return f"<td><b>{day}<span> fires</span></b></td>" if fires else f"<td>{day}</td>"
