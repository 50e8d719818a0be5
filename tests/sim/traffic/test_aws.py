"""*Do it in AWS*: each handler fails as it should, and the script cleans up."""

import pytest

from sim.catalog import presets, scenario_of
from sim.draw.aws import cli, template
from sim.routing.run import run as run_bench
from sim.routing.scenario import Scenario as Bench
from sim.traffic import Scenario, Version, run
from sim.traffic.aws import sam, steps
from sim.traffic.sam import code
from tests.sim.checks import lint
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("traffic", case) for case in cases_of("traffic")}


@pytest.mark.parametrize("name", ["a weight above one", "$LATEST with weights", "weights that move add up"])
def test_a_case_as_a_template_passes_cfn_lint(name):
    assert lint(template(sam(scenario_of("traffic", GIVEN[name])))) == []


def test_a_script_takes_the_learners_account_and_cleans_up():
    script = cli(steps(scenario_of("traffic", presets("traffic")["moving-weights"].scenario)))
    assert "us-east-1" not in script
    assert script.count("aws lambda update-alias") == 2
    assert script.count("--function-version 2") == 1
    for made, gone in (("create-function", "delete-function"), ("create-role", "delete-role")):
        assert script.count(f" {made}") == script.count(f" {gone}") == 1
    refused = cli(steps(scenario_of("traffic", presets("traffic")["percent-for-a-weight"].scenario)))
    assert "# AWS refuses this: 400 ValidationException" in refused


def test_numbers_of_the_lab_become_those_of_a_new_function():
    script = cli(steps(Scenario(version="14", additional="15")))
    assert "version 14 of the lab is 1 here, version 15 of the lab is 2 here" in script
    assert '{"AdditionalVersionWeights": {"2": 0.1}}' in script


@pytest.mark.parametrize("percent", [0, 100])
def test_the_handler_fails_as_the_scenario_says(percent, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_VERSION", "2")
    names: dict[str, object] = {}
    text = code(Version(number="2", duration=1, fails_percent=percent))
    exec(compile(text, "app.py", "exec"), names)  # our own handler, as Lambda would load it
    if percent:
        with pytest.raises(ValueError, match="seat plan"):
            names["handler"]({}, None)
    else:
        assert names["handler"]({}, None) == {"version": "2"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"weight": 1.5},
        {"weight": -0.5},
        {"more": ("3",)},
        {"additional": "1"},
        {"version": "$LATEST"},
        {"additional": "$LATEST"},
        {"version": "$LATEST", "additional": ""},
        {"version": "beta", "additional": ""},
    ],
)
def test_the_version_bench_answers_the_same(given):
    """Two simulators speak of CreateAlias, and say the same: status, exception and message."""
    scenario = Scenario(**given)
    weights = ",".join(f"{number}={scenario.weight}" for number in (scenario.additional, *scenario.more) if number)
    routing = f" --routing-config 'AdditionalVersionWeights={{{weights}}}'" if weights else ""
    lines = [
        "create-function --function-name reserve-seat --runtime python3.13 --handler app.handler "
        "--role arn:aws:iam::111122223333:role/seats --zip-file fileb://one.zip",
        "wait function-active-v2 --function-name reserve-seat",
        *(
            line
            for code in ("one", "two", "three")
            for line in (
                f"update-function-code --function-name reserve-seat --zip-file fileb://{code}.zip",
                "wait function-updated-v2 --function-name reserve-seat",
                "publish-version --function-name reserve-seat",
            )
        ),
        f"create-alias --function-name reserve-seat --name prod --function-version '{scenario.version}'{routing}",
    ]
    theirs = run_bench(Bench(calls="\n".join(f"aws lambda {line}" for line in lines))).outcome.results[-1]
    ours = run(scenario).outcome.answers[0]
    assert (theirs.status, theirs.error, theirs.message) == (ours.status, ours.code, ours.message), theirs
