"""The shift tables of the nine configurations, written out, and own ones."""

import pytest

from sim.deployment import Config, Scenario, run
from sim.deployment.plan import refusal_of, steps_of

TENTHS = (10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
TABLES = {
    "CodeDeployDefault.LambdaCanary10Percent5Minutes": ((0, 10), (5, 100)),
    "CodeDeployDefault.LambdaCanary10Percent10Minutes": ((0, 10), (10, 100)),
    "CodeDeployDefault.LambdaCanary10Percent15Minutes": ((0, 10), (15, 100)),
    "CodeDeployDefault.LambdaCanary10Percent30Minutes": ((0, 10), (30, 100)),
    "CodeDeployDefault.LambdaLinear10PercentEvery1Minute": tuple(zip(range(10), TENTHS, strict=True)),
    "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes": tuple(zip(range(0, 20, 2), TENTHS, strict=True)),
    "CodeDeployDefault.LambdaLinear10PercentEvery3Minutes": tuple(zip(range(0, 30, 3), TENTHS, strict=True)),
    "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes": tuple(zip(range(0, 100, 10), TENTHS, strict=True)),
    "CodeDeployDefault.LambdaAllAtOnce": ((0, 100),),
}
OWN = [
    (Config.OWN_CANARY, 1, 2880, ((0, 1), (2880, 100))),
    (Config.OWN_CANARY, 99, 1, ((0, 99), (1, 100))),
    (Config.OWN_LINEAR, 50, 7, ((0, 50), (7, 100))),
    (Config.OWN_LINEAR, 30, 2, ((0, 30), (2, 60), (4, 90), (6, 100))),
    (Config.OWN_LINEAR, 33, 1, ((0, 33), (1, 66), (2, 99), (3, 100))),
    (Config.OWN_LINEAR, 99, 5, ((0, 99), (5, 100))),
]


@pytest.mark.parametrize("config", TABLES)
def test_shift_table(config):
    steps = steps_of(Scenario(config=Config(config)))
    assert tuple((step.minute, step.percent) for step in steps) == TABLES[config]


@pytest.mark.parametrize(("config", "percentage", "minutes", "table"), OWN)
def test_own_shift_table(config, percentage, minutes, table):
    steps = steps_of(Scenario(config=config, percentage=percentage, interval_minutes=minutes))
    assert tuple((step.minute, step.percent) for step in steps) == table


@pytest.mark.parametrize("config", TABLES)
def test_the_alias_follows_its_table(config):
    """Weights as CodeDeploy writes them: the old version as main version until the last shift, and then the new one alone."""
    outcome = run(Scenario(config=Config(config), per_minute=1, minutes=100)).outcome
    shifted = [weights for weights in outcome.weights if weights.new_percent]
    assert tuple((weights.at // 60_000, weights.new_percent) for weights in shifted) == TABLES[config]
    for weights in shifted[:-1]:
        assert (weights.function_version, weights.additional) == ("1", "2")
        assert weights.weight == weights.new_percent / 100
    assert (shifted[-1].function_version, shifted[-1].additional, shifted[-1].weight) == ("2", "", 0)


def test_two_days_are_the_most():
    linear = {"config": Config.OWN_LINEAR, "percentage": 1}
    assert not refusal_of(Scenario(**linear, interval_minutes=29))
    assert "2,970 minutes; 2,880 are allowed" in refusal_of(Scenario(**linear, interval_minutes=30))
