"""Templates read for a deployment: what they say is taken, what they cannot say stays, and what is wrong is told with its place."""

from dataclasses import fields, replace

import pytest

from sim.catalog import scenario_of
from sim.deployment import Config, Hook, Metric, Missing, Scenario, Watch
from sim.deployment.aws import sam
from sim.deployment.reading import SPOKEN_OF, TemplateError, fitting, read_template
from sim.draw.aws import template

PLAIN = """
Resources:
  Seat:
    Type: AWS::Lambda::Function
  Prod:
    Type: AWS::Lambda::Alias
    Properties: {Name: prod, FunctionName: !Ref Seat, FunctionVersion: "1"}
    UpdatePolicy:
      CodeDeployLambdaAliasUpdate:
        ApplicationName: theatre
        DeploymentGroupName: !Ref Group
        AfterAllowTrafficHook: CodeDeployHook_after
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      DeploymentConfigName: CodeDeployDefault.LambdaLinear10PercentEvery2Minutes
      AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE]}
      AlarmConfiguration: {Enabled: true, Alarms: [{Name: seat-errors}]}
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: seat-errors
      Period: 300
      EvaluationPeriods: 2
      Threshold: 0
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
      Dimensions: [{Name: Resource, Value: seat:prod}]
"""


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"config": Config.LINEAR_10, "after_hook": Hook.SUCCEEDED},
        {"config": Config.ALL_AT_ONCE, "before_hook": Hook.SUCCEEDED, "watch": Watch.NONE},
        {"config": Config.OWN_CANARY, "percentage": 25, "interval_minutes": 7, "watch": Watch.ALIAS},
        {
            "config": Config.OWN_LINEAR,
            "percentage": 20,
            "interval_minutes": 3,
            "metric": Metric.ERROR_RATE,
            "threshold": 40,
        },
        {"period_seconds": 300, "evaluation_periods": 4, "datapoints_to_alarm": 3, "missing": Missing.IGNORE},
    ],
)
def test_our_own_template_comes_back(given):
    """Of the alarm all is told, if there is one; DatapointsToAlarm is written out."""
    scenario = Scenario(**given)
    back = scenario_of("deployment", fitting(read_template(template(sam(scenario))), {}))
    assert replace(back, datapoints_to_alarm=0) == replace(scenario, datapoints_to_alarm=0)
    assert back.watch is Watch.NONE or back.needed == scenario.needed


def test_plain_cloudformation_is_read_as_well():
    read = read_template(PLAIN)
    assert read.fields == {
        "config": "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes",
        "after_hook": "Succeeded",
        "watch": "alias",
        "period_seconds": 300,
        "evaluation_periods": 2,
        "missing": "notBreaching",
        "threshold": 1,
        "rollback_on": ["DEPLOYMENT_FAILURE"],
    }
    assert any("taken to report Succeeded" in note for note in read.notes)


def test_calls_and_faults_stay_and_what_a_template_decides_goes():
    given = {"fails_percent": 40, "minutes": 90, "config": "TimeBasedCanary", "percentage": 3, "evaluation_periods": 9}
    back = fitting(read_template(template(sam(Scenario()))), given)
    assert back == {"fails_percent": 40, "minutes": 90, "datapoints_to_alarm": 1}


def test_an_alarm_that_is_elsewhere_is_told():
    text = template(sam(Scenario())).replace("- Ref: Alarm", "- my-own-alarm")
    read = read_template(text)
    assert "The alarm my-own-alarm is not in the template; the lab keeps its own." in read.notes
    assert "threshold" not in read.fields


def test_an_unknown_configuration_is_told():
    read = read_template(template(sam(Scenario())).replace("Type: Canary10Percent5Minutes", "Type: Canary7Percent"))
    assert "config" not in read.fields
    assert any("Canary7Percent" in note for note in read.notes)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1, column 1: nothing stands here"),
        ("Resources: 3", "this is no template"),
        (
            "Resources:\n  F:\n    Type: AWS::Serverless::Function\n",
            "no function has a DeploymentPreference; give one an AutoPublishAlias and a DeploymentPreference with a Type",
        ),
        ("Resources: [", "line"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, told):
    with pytest.raises(TemplateError) as error:
        read_template(text)
    assert told in str(error.value)


def test_the_fields_that_a_template_decides_are_fields():
    assert {one.name for one in fields(Scenario)} >= SPOKEN_OF
