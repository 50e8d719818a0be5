"""``deployment`` beyond its table of cases."""

import pytest

from sim.deployment import Config, Scenario, run
from sim.deployment.values import PREDEFINED, Hook, Missing, Watch
from sim.facts import fact_of


def test_the_nine_configurations_have_aws_names():
    assert set(PREDEFINED) == set((fact_of("cd-config-names").values or {}).values())
    assert len(PREDEFINED) == 9
    assert {str(config) for config in Config} - set(PREDEFINED) == {"TimeBasedCanary", "TimeBasedLinear"}


@pytest.mark.parametrize(
    "given",
    [
        {"watch": Watch.NONE},
        {"watch": Watch.NONE, "fails_percent": 100, "stop_at_seconds": 420},
        {"metric_delay_seconds": 30},
        {"before_hook": Hook.SILENT},
    ],
)
def test_alias_and_alarm_are_told_of_to_the_end_of_the_looking(given):
    trace = run(Scenario(**given, minutes=15))
    ends = {span.lane: span.end for span in trace.spans}
    assert ends["alias"] == 900_000
    assert ends.get("alarm", 900_000) == 900_000
    assert all(span.end > span.start for span in trace.spans)


def _said(kind, **given):
    return [(entry.label, entry.why) for entry in run(Scenario(**given)).entries if entry.kind == kind]


def test_one_call_and_one_error_stand_in_the_singular():
    trace = run(Scenario(per_minute=10, fails_percent=100, minutes=3))
    assert {span.label for span in trace.spans if span.lane == "version-2"} == {"1 call, 1 failed"}
    assert {span.label for span in trace.spans if span.lane == "version-1"} == {"9 calls", "10 calls"}
    told = "Of 1 invocation in its period 1 failed; the threshold is 1 error."
    assert _said("breach", per_minute=10, fails_percent=100, minutes=2) == [("data point breaches: 1 error", told)]
    told = "Of 60 invocations in its period 60 failed; the threshold is 2 errors."
    given = {"config": Config.ALL_AT_ONCE, "threshold": 2, "fails_percent": 100, "minutes": 2}
    assert _said("breach", **given) == [("data point breaches: 60 errors", told)]


def test_each_state_of_the_alarm_says_why():
    before = "It looks back on the time before the deployment."
    silent = f"{before} There is no data of it. TreatMissingData is missing: without data it can tell nothing."
    assert _said("state", fails_percent=100, minutes=8) == [
        ("alarm is INSUFFICIENT_DATA", silent),
        ("alarm goes to ALARM", "One data point that breaches is enough."),
        (
            "alarm goes to INSUFFICIENT_DATA",
            "It has no data point of the last 3 periods. TreatMissingData is missing: without data it can tell nothing.",
        ),
    ]
    found = _said("state", minutes=3, evaluation_periods=3, datapoints_to_alarm=2, watch=Watch.ALIAS)
    assert found == [("alarm is OK", before)]
    found = _said("state", missing=Missing.BREACHING, minutes=3)
    told = "TreatMissingData is breaching: what is missing counts as breaching."
    assert found == [("alarm is ALARM", f"{before} There is no data of it. {told}")]
    found = _said("state", missing=Missing.NOT_BREACHING, fails_percent=100, minutes=8)
    assert found[-1] == (
        "alarm goes to OK",
        "No data point breaches. TreatMissingData is notBreaching: what is missing counts as good.",
    )
    found = _said("state", fails_percent=100, evaluation_periods=5, minutes=8)
    assert found[1] == ("alarm goes to ALARM", "5 of the last 5 data points must breach.")


def test_a_rollback_before_the_first_shift_changes_nothing():
    assert _said("back", before_hook=Hook.FAILED)[0][1] == "All calls meet version 1, as they did all the time."
    assert _said("back", fails_percent=100)[0][1] == "All calls meet version 1 again."


def test_what_aws_does_not_document_is_said_to_be_so():
    trace = run(Scenario(fails_percent=100, minutes=5))
    assert {span.label: span.why for span in trace.spans if span.lane == "events"} == {
        "AllowTraffic Failed": "The lifecycle event AllowTraffic ends as Failed. Of a stopped deployment AWS does not document it."
    }
    silent = _said("ended", before_hook=Hook.SILENT, minutes=90)
    told = "The hook of BeforeAllowTraffic did not report within 3,600 s. AWS does not say with which code that ends."
    assert silent == [("d-LANTERN01 Failed: HOOK_EXECUTION_FAILURE", told)]
    assert _said("ended", before_hook=Hook.FAILED)[0][1] == "The hook of BeforeAllowTraffic reported Failed."
