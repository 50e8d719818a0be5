"""``schedule`` against two oracles written apart from it: a formula and a walk by minutes."""

import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from sim.catalog import presets, simulators
from sim.draw.aws import ApiCall, cli, template
from sim.schedule import ExpressionError, Scenario, Service, parse, reading, run
from sim.schedule.aws import REFUSED as WARNING
from sim.schedule.aws import sam, steps
from sim.schedule.scenario import zone_of
from tests.sim.checks import calls_in, faults_of, lint

TESTS = Path(__file__).parents[1]
EXPRESSIONS = yaml.safe_load((TESTS / "cases" / "schedule_expressions.yaml").read_text("utf-8"))
NOW = "2026-11-23T10:02"


def _named(case: dict[str, object]) -> str:
    return str(case.get("name") or f"{case['expression']} {case.get('by', '')}")


@pytest.mark.parametrize(("expression", "says"), EXPRESSIONS["readings"].items(), ids=str)
def test_an_expression_reads_as_plain_english(expression, says):
    assert run(Scenario(expression=expression, now=NOW)).outcome.reading == says


def test_a_reading_names_the_zone():
    assert reading(parse("cron(0 9 * * ? *)", Service.SCHEDULER), "Asia/Tokyo") == "at 09:00 Asia/Tokyo time every day"


@pytest.mark.parametrize("case", EXPRESSIONS["refused"], ids=_named)
def test_a_refused_expression_is_data_and_says_where_and_why(case):
    for service in [Service(case["by"])] if "by" in case else Service:
        with pytest.raises(ExpressionError) as refused:
            parse(case["expression"], service)
        assert str(refused.value) == case["says"]
        trace = run(Scenario(expression=case["expression"], service=service, now=NOW))
        outcome = trace.outcome
        assert (outcome.valid, outcome.reason, outcome.firings, outcome.reading) == (False, case["says"], 0, "")
        assert outcome.error.startswith("ValidationException: ")
        assert case["says"] in trace.entries[-1].why


@given(
    st.integers(1, 500), st.sampled_from(["minute", "hour", "day"]), st.integers(0, 10**6), st.integers(-(10**4), 10**4)
)
def test_a_rate_is_its_formula(value, unit, now, start):
    """The n-th firing lies n intervals after the start; the first is the first not before now."""
    every = value * {"minute": 60, "hour": 3600, "day": 86_400}[unit]
    made = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=now)
    begins = made + timedelta(seconds=start)
    scenario = Scenario(
        expression=f"rate({value} {unit}{'s' * (value > 1)})",
        now=_spell(made),
        start_date=_spell(begins),
        count=20,
    )
    first = start if start >= 0 else start % every
    assert [fire.due for fire in run(scenario).outcome.fires] == [(first + n * every) * 1000 for n in range(20)]


def _spell(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat()


def _field(low: int, high: int, *more: str) -> st.SearchStrategy[str]:
    values = st.integers(low, high)
    spans = st.tuples(values, values).map(sorted)
    parts = st.one_of(
        values.map(str),
        spans.map(lambda span: f"{span[0]}-{span[1]}"),
        st.tuples(values, st.integers(1, high)).map(lambda pair: f"{pair[0]}/{pair[1]}"),
        st.tuples(spans, st.integers(1, high)).map(lambda pair: f"{pair[0][0]}-{pair[0][1]}/{pair[1]}"),
    )
    return st.one_of(st.just("*"), st.lists(parts, min_size=1, max_size=3).map(",".join), *map(st.just, more))


OF_MONTH = _field(1, 31, "L", "LW", "L-3", "1W", "15W", "30W", "31W")
NAMES = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
OF_WEEK = st.one_of(
    st.lists(st.sampled_from([*"1234567", *NAMES, "2-6", "MON-THU"]), min_size=1, max_size=3).map(",".join),
    st.tuples(st.integers(1, 7), st.integers(1, 5)).map(lambda pair: f"{pair[0]}#{pair[1]}"),
    st.sampled_from(["*", "L", "6L", "TUEL", "FRI#2"]),
)
DAY_FIELDS = st.one_of(OF_MONTH.map(lambda day: (day, "?")), OF_WEEK.map(lambda day: ("?", day)))
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])


@settings(max_examples=60)
@given(
    _field(0, 59), _field(0, 23), DAY_FIELDS, _field(1, 12), ZONES, st.integers(0, 365 * 24 * 60), st.integers(1, 50)
)
def test_cron_fires_when_a_walk_by_minutes_says(minute, hour, days, month, zone, since, count):
    """Every minute of three months is held against the six fields, one by one."""
    of_month, of_week = days
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=since)
    end = now + timedelta(days=92)
    expression = f"cron({minute} {hour} {of_month} {month} {of_week} *)"
    scenario = Scenario(expression=expression, zone=zone, now=_spell(now), end_date=_spell(end), count=count)
    found = [now + timedelta(milliseconds=fire.due) for fire in run(scenario).outcome.fires]
    wanted: list[datetime] = []
    good_days: dict[tuple[int, int, int], bool] = {}
    minutes = {n for n in range(60) if _meets(minute, n, 59)}
    hours = {n for n in range(24) if _meets(hour, n, 23)}
    moment, place = now, zone_of(zone)
    while moment <= end and len(wanted) < count:
        local = moment.astimezone(place)
        day = (local.year, local.month, local.day)
        if day not in good_days:
            good_days[day] = _meets(month, local.month, 12) and _is_day(of_month, of_week, local)
        if good_days[day] and local.hour in hours and local.minute in minutes and not local.fold:
            wanted.append(moment)
        moment += timedelta(minutes=1)
    assert found == wanted


def _meets(field: str, value: int, high: int) -> bool:
    for part in field.split(","):
        stretch, _, step = part.partition("/")
        low, _, up = stretch.partition("-")
        if stretch == "*":
            return True
        top = int(up) if up else high if step else int(low)
        if int(low) <= value <= top and (value - int(low)) % int(step or 1) == 0:
            return True
    return False


def _is_day(of_month: str, of_week: str, day: datetime) -> bool:
    """Asks the neighbours of the day; no table of the month is made."""
    following = day + timedelta(days=1)
    is_last = following.month != day.month
    weekday = day.weekday()
    if of_month == "L":
        return is_last
    if of_month == "L-3":
        return (day + timedelta(days=4)).month != day.month == (day + timedelta(days=3)).month
    if of_month.endswith("W"):
        return weekday < 5 and _nearest(of_month[:-1], day)
    if of_month != "?":
        return _meets(of_month, day.day, 31)
    number = (weekday + 1) % 7 + 1
    of_week = "7" if of_week == "L" else of_week
    for n, name in enumerate(NAMES, start=1):
        of_week = of_week.replace(name, str(n))
    if "#" in of_week:
        which, nth = of_week.split("#")
        return number == int(which) and (day.day + 6) // 7 == int(nth)
    if of_week.endswith("L"):
        return number == int(of_week[:-1]) and (day + timedelta(days=7)).month != day.month
    return _meets(of_week, number, 7)


def _nearest(wanted: str, day: datetime) -> bool:
    """Whether, of all weekdays of its month, ``day`` is the one nearest to the ``wanted`` day, or to the last."""
    month = [other for n in range(-31, 32) if (other := day + timedelta(days=n)).month == day.month and abs(n) < 31]
    middle = max(month) if wanted == "L" else next((other for other in month if other.day == int(wanted)), None)
    return middle is not None and day == min(
        (other for other in month if other.weekday() < 5), key=lambda other: abs(other - middle)
    )


SCENARIOS = st.builds(
    Scenario,
    expression=st.sampled_from(
        [
            *EXPRESSIONS["readings"],
            "cron(0/20 1-3 * * ? *)",
            "cron(30 2 * * ? *)",
            "cron(1 2 3)",
            "at(2026-03-29T02:30:00)",
        ]
    ),
    zone=ZONES,
    now=st.sampled_from(["2026-03-28T12:00", "2026-10-24T12:00:07", "2026-10-25T00:30"]),
    count=st.integers(1, 50),
    window_minutes=st.sampled_from([0, 1, 15, 1440]),
    seed=st.integers(0, 2**32),
    end_date=st.sampled_from(["", "2026-10-26T00:00"]),
)


@given(SCENARIOS)
def test_same_scenario_same_trace(scenario):
    assert run(scenario) == run(scenario)


@given(SCENARIOS)
def test_time_never_runs_back_and_a_firing_stays_in_its_window(scenario):
    trace = run(scenario)
    outcome = trace.outcome
    moments = [entry.at for entry in trace.entries]
    assert moments == sorted(moments)
    dues = [fire.due for fire in outcome.fires]
    assert dues == sorted(set(dues))
    assert len(dues) == outcome.firings <= scenario.count
    assert all(0 <= fire.at - fire.due < max(1, scenario.window_minutes * 60_000) for fire in outcome.fires)
    assert [entry.kind for entry in trace.entries].count("fired") == outcome.firings
    assert len(trace.spans) == (outcome.firings if scenario.window_minutes else 0)
    assert outcome.ended or outcome.firings == scenario.count
    for fire in outcome.fires:
        assert datetime.fromisoformat(fire.local) == datetime.fromisoformat(fire.utc)


@given(SCENARIOS, st.integers(1, 50))
def test_looking_for_more_changes_nothing_of_what_was_found(scenario, count):
    few, many = sorted([scenario.count, count])
    fields = {
        name: getattr(scenario, name) for name in ("expression", "zone", "now", "window_minutes", "seed", "end_date")
    }
    first = run(Scenario(**fields, count=few)).outcome.fires
    assert run(Scenario(**fields, count=many)).outcome.fires[: len(first)] == first


def test_a_machine_without_time_zones_gives_the_same_firings():
    scenario = Scenario(expression="cron(30 2 * * ? *)", zone="Europe/Berlin", now="2050-03-25T00:00", count=9)
    wanted = run(scenario)
    try:
        zoneinfo.reset_tzpath(to=[])
        _forget_zones()
        assert run(scenario) == wanted
        assert wanted.outcome.skipped == 1
        for name in ("Europe/Bonn", "METADATA", "../Europe"):
            with pytest.raises(ValueError, match="there is no time zone named"):
                zone_of(name)
    finally:
        zoneinfo.reset_tzpath()
        _forget_zones()


def _forget_zones():
    zoneinfo.ZoneInfo.clear_cache()
    zone_of.cache_clear()


def test_a_schedule_that_never_fires_says_so():
    trace = run(Scenario(expression="cron(0 0 30 2 ? *)", now=NOW, count=50))
    assert [entry.label for entry in trace.entries][-1] == "never fires"


def test_to_aws_a_refused_expression_goes_with_a_warning():
    refused = Scenario(expression="cron(*/5 * * * *)", service=Service.RULE, now=NOW)
    assert WARNING in cli(steps(refused))
    assert sam(refused)["Resources"]["Rule"]["Properties"]["ScheduleExpression"] == {"Ref": "Expression"}
    good = Scenario(expression="rate(5 minutes)", service=Service.RULE, now=NOW)
    assert WARNING not in cli(steps(good))
    assert "Parameters" not in sam(good)


def test_to_aws_goes_every_setting_of_a_schedule():

    scenario = Scenario(
        expression="cron(0 9 ? * MON-FRI *)",
        zone="Europe/Berlin",
        now=NOW,
        start_date="2026-12-01",
        end_date="2026-12-24T12:00",
        window_minutes=15,
    )
    call = next(call for call in calls_in(steps(scenario)) if call.operation == "CreateSchedule")
    wanted = {"FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15}}
    wanted |= {"StartDate": "2026-12-01T00:00:00Z", "EndDate": "2026-12-24T12:00:00Z"}
    assert wanted.items() <= call.parameters.items()
    assert faults_of(call) == ""
    assert lint(template(sam(scenario))) == []


def test_the_script_puts_the_learners_account_and_region_into_each_call():
    """The shell function of the script, with a command that tells what it was given."""
    import shutil
    import subprocess

    bash = shutil.which("bash")
    assert bash
    shell = next(
        step.line for step in steps(Scenario(expression="rate(1 day)", now=NOW)) if not isinstance(step, ApiCall)
    )
    function = shell[shell.index("aws() {") :].replace("command aws", "printf '%s\\n'")
    script = (
        f"ACCOUNT=999988887777\nREGION=eu-north-1\n{function}\naws one 'arn:aws:sqs:us-east-1:111122223333:a b' two"
    )
    told = subprocess.run([bash, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["one", "arn:aws:sqs:eu-north-1:999988887777:a b", "two"]


def test_simulator_is_found_by_its_name():
    assert simulators()["schedule"].question == "When does a schedule fire next?"


LAB = [
    *(dict(preset.scenario) for preset in presets("schedule").values()),
    {"expression": "", "now": NOW},
    {
        "expression": "rate(1 day)",
        "now": NOW,
        "zone": "UTC",
        "service": "scheduler",
        "window_minutes": 0,
        "start_date": "",
    },
    {"expression": "rate(1 day)", "now": NOW, "zone": "Pacific/Chatham", "start_date": "2026-12-01", "seed": 2**32},
    {"expression": "rate(1 day)", "now": NOW, "service": "rule", "count": 50},
]


def _lab(given, panel):
    import streamlit as st

    from sim.ui.labs import lab

    st.session_state["it.panel"] = panel
    lab("schedule", "it", given=given)


@pytest.mark.parametrize("given", LAB, ids=range(len(LAB)))
def test_the_lab_takes_a_scenario_and_leaves_it_as_it_is(given):
    from sim.ui.labs.schedule import PANELS

    for panel in PANELS:
        at = AppTest.from_function(_lab, kwargs={"given": given, "panel": panel}, default_timeout=20).run()
        assert not at.exception
        assert not at.error
        assert at.session_state["it.desk"].given == given


def test_a_rule_gives_up_what_only_scheduler_has():
    given = {
        "expression": "rate(1 day)",
        "now": NOW,
        "zone": "Asia/Tokyo",
        "window_minutes": 5,
        "end_date": "2027-01-01",
    }
    at = AppTest.from_function(_lab, kwargs={"given": given, "panel": "In words"}, default_timeout=20).run()
    at.selectbox("it.set.0.service").select_index(1).run()
    assert not at.exception
    assert not at.error
    assert at.session_state["it.desk"].given == {"expression": "rate(1 day)", "now": NOW, "service": "rule"}


def test_a_zone_that_there_is_not_is_told_and_can_be_taken_back():
    given = {"expression": "rate(1 day)", "now": NOW}
    at = AppTest.from_function(_lab, kwargs={"given": given, "panel": "In words"}, default_timeout=20).run()
    at.text_input("it.set.0.now").set_value("soon").run()
    assert "'soon' is no moment; write it as 2026-11-23T08:00" in at.error[0].value
    at.text_input("it.set.0.now").set_value(NOW).run()
    assert not at.error


def test_what_is_typed_is_shown_as_text_not_as_markup():
    given = {"expression": "cron(<b>x</b> ![x](https://example.com/x.png) * * ? *)", "now": NOW}
    for panel in ("Next firings", "Calendar", "In words"):
        at = AppTest.from_function(_lab, kwargs={"given": given, "panel": panel}, default_timeout=20).run()
        assert any("example.com" in code.value for code in at.code)
        assert all("example.com" not in element.value for element in at.markdown)
