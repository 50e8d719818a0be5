"""The lab of permissions answers while one types, gives nothing away before the prediction, and puts right what does not go together."""

import json
from functools import partial

import pytest

from sim.catalog import presets
from sim.permission import run
from sim.permission.scenario import Scenario
from sim.ui.labs.permission import PANELS
from sim.ui.labs.permission_table import page, refused, statements, warnings
from tests.sim.permission.writing import FUNCTION, policy
from tests.sim.ui.visiting import drawn, open_lab, set_now, told, verdict

PRESETS = presets("permission")
MARKUP = "<img src=x onerror=alert(1)> ![x](https://example.com/x.png) `a`"
ALLOW = {"Sid": "Mine", "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": FUNCTION}
GIVEN = [
    {},
    {"identity": "{"},
    {"identity": policy([ALLOW | {"Sid": MARKUP}]), "function": "x"},
    {"via": "service", "service": "logs", "resource": policy([ALLOW | {"Principal": "*"}])},
    {
        "via": "mapping",
        "caller": "arn:aws:iam::111122223333:role/a",
        "source_arn": "arn:aws:sqs:eu-west-1:111122223333:q",
        "trust": "[",
    },
    {"via": "url", "auth_type": "NONE"},
]
opened = partial(open_lab, "permission")


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_asks_then_tells_and_stays_as_it_was(preset):
    at = opened({}, preset)
    assert not drawn(at, "verdict")
    assert all(sheet["marks"] == [] for sheet in drawn(at, "editor"))
    at.button("it.skip").click().run()
    assert not at.exception
    assert verdict(at)["word"] in ("Allowed", "Denied")
    assert set_now(at) == dict(PRESETS[preset].scenario)


@pytest.mark.parametrize("panel", [*PANELS, "What this simplifies"])
@pytest.mark.parametrize("given", GIVEN, ids=range(len(GIVEN)))
def test_the_lab_takes_a_scenario_and_leaves_it_as_it_is(given, panel):
    at = opened(given, panel=panel).run()
    assert not at.exception
    assert set_now(at) == given


def test_a_denial_is_told_with_the_error_and_the_least_change_can_be_applied():
    at = opened({"org": "o-lantern123"})
    first = verdict(at)
    assert (first["tone"], first["word"]) == ("bad", "Denied")
    assert first["more"].startswith(
        "403 AccessDeniedException: User: arn:aws:iam::111122223333:user/ana is not authorized"
    )
    assert "The least that lets it in:" in told(at)
    at.button("it.show.mend").click().run()
    assert not at.exception
    assert verdict(at)["word"] == "Allowed"
    assert verdict(at)["more"] == "Decided by identity policy: Added."
    assert json.loads(set_now(at)["identity"])["Statement"][0]["Sid"] == "Added"
    assert not [each for each in at.button if each.key == "it.show.mend"]
    assert drawn(at, "editor")[0]["version"] == "it.set.0.identity/1"


def test_a_deny_is_taken_out_by_the_button():
    given = {"identity": policy([ALLOW, {"Sid": "No", "Effect": "Deny", "Action": "*", "Resource": "*"}])}
    at = opened(given)
    assert "Identity policy: No denies it" in verdict(at)["says"]
    assert "Take No out of the identity policy, or narrow it." in told(at)
    assert [mark[0] for mark in drawn(at, "editor")[0]["marks"]] == ["good", "bad"]
    at.button("it.show.mend").click().run()
    assert verdict(at)["word"] == "Allowed"


def test_what_cannot_be_read_is_told_at_its_place():
    at = opened({"identity": '{\n  "Statement": [{"Effect": "allow"}]\n}'})
    assert verdict(at)["word"] == "No policy"
    assert verdict(at)["says"].startswith("Identity policy, line 2, column 17: Statement[0]: 'allow' is no Effect")
    assert drawn(at, "editor")[0]["marks"][0][:3] == ["bad", 2, 17]


def test_the_verdict_follows_what_is_typed():
    at = opened({"org": "o-lantern123"})
    at.session_state["it.set.0.identity"] = {"value": {"version": "it.set.0.identity/0", "text": policy([ALLOW])}}
    at.run()
    assert not at.exception
    assert verdict(at)["word"] == "Allowed"
    assert set_now(at)["identity"] == policy([ALLOW])


@pytest.mark.parametrize("way", ["service", "role", "mapping", "url", "api"])
@pytest.mark.parametrize("preset", PRESETS)
def test_another_way_of_calling_brings_what_goes_with_it(preset, way):
    at = opened(dict(PRESETS[preset].scenario))
    at.selectbox("it.set.0.via").set_value(way).run()
    assert not at.exception
    assert not at.error
    assert set_now(at).get("via", "api") == way
    assert drawn(at, "verdict")


def test_another_service_brings_its_own_source():
    at = opened({"via": "service"})
    at.selectbox("it.set.0.service.service").set_value("sns").run()
    assert not at.exception
    assert set_now(at)["source_arn"] == "arn:aws:sns:eu-west-1:111122223333:lantern-news"
    assert not at.error


def test_what_is_wrong_with_a_control_is_told():
    at = opened({"org": "o-x"})
    at.text_input("it.set.0.api.caller.text").set_value("ana").run()
    assert not at.exception
    assert at.error[0].value.startswith("**caller**: 'ana' is neither a user nor a role; write it as")


def test_what_is_written_is_set_as_text_and_not_as_markup():
    statement = ALLOW | {"Sid": MARKUP, "Principal": {"AWS": MARKUP}, "Action": f"lambda:{MARKUP}"}
    outcome = run(
        Scenario(resource=policy([statement, statement]), identity=policy([ALLOW | {"Sid": MARKUP, "Action": "*"}]))
    ).outcome
    shown = page(statements(outcome), refused(outcome.refusals), warnings(outcome.warnings))
    assert "<img src=x" not in shown
    assert "&lt;img src=x" in shown
    at = opened({"identity": policy([ALLOW | {"Sid": MARKUP}])})
    assert "<img src=x" not in told(at)
    assert all("example.com" not in element.value for element in (*at.markdown, *at.caption, *at.error))


def test_a_prediction_meets_the_outcome():
    at = opened({}, "confused-deputy")
    at.radio("it.said").set_value("denied")
    at.button("it.run").click().run()
    assert not at.exception
    assert at.warning[0].value.startswith(
        "You said No, the bucket is of another account. The statement names S3 and nothing else"
    )
    assert "confused deputy" in told(at)
