"""Templates, in SAM and in plain CloudFormation: what is deployed how, the calls that it amounts to, and what is refused with its place."""

import json

import pytest
import yaml

from sim.draw.aws import template
from sim.routing import Scenario, run
from sim.routing.aws import sam
from sim.routing.cli import LONGEST_LINE, calls_of
from sim.routing.template import Deployment, TemplateError, deployments_of
from sim.routing.template_calls import calls_of_template
from tests.sim.routing.writing import text_of

SAM = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: evening}
Globals:
  Function:
    Runtime: python3.13
    Timeout: 5
    Environment:
      Variables: {TABLE: seats}
Resources:
  ReserveSeat:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: reserve-seat
      CodeUri: build/v1.zip
      Handler: app.handler
      MemorySize: 256
      AutoPublishAlias: prod
      Environment:
        Variables: {STAGE: !Ref Stage}
      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 5}
      DeploymentPreference:
        Type: Canary10Percent5Minutes
        Alarms: [!Ref SeatErrors, Fn::GetAtt: [Other, Arn]]
        Hooks:
          PreTraffic: !Ref CheckSeats
          PostTraffic: {Ref: CountSeats}
  CheckSeats:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: hooks/, Handler: check.handler, DeploymentPreference: {Enabled: false}, AutoPublishAlias: live}
"""
PLAIN = """\
Resources:
  Seat:
    Type: AWS::Lambda::Function
    Properties:
      Code: {S3Bucket: lantern, S3Key: builds/v7.zip}
      Role: !GetAtt Role.Arn
      Runtime: python3.13
      Handler: app.handler
  SeatVersion:
    Type: AWS::Lambda::Version
    Properties: {FunctionName: !Ref Seat, Description: opening night}
  Prod:
    Type: AWS::Lambda::Alias
    Properties:
      FunctionName: !Ref Seat
      FunctionVersion: !GetAtt SeatVersion.Version
      Name: prod
      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 3}
    UpdatePolicy:
      CodeDeployLambdaAliasUpdate:
        ApplicationName: !Ref App
        DeploymentGroupName: !Ref Group
        BeforeAllowTrafficHook: !Ref Check
  Dev:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !GetAtt Seat.Arn, FunctionVersion: $LATEST, Name: dev}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: !Ref App
      DeploymentConfigName: CodeDeployDefault.LambdaLinear10PercentEvery1Minute
      AlarmConfiguration: {Alarms: [{Name: !Ref SeatErrors}]}
"""


def test_a_sam_function_tells_how_its_alias_is_moved():
    seat, check = deployments_of(SAM)
    assert seat == Deployment(
        logical="ReserveSeat",
        function="reserve-seat",
        line=13,
        alias="prod",
        preference="Canary10Percent5Minutes",
        alarms=("SeatErrors", "Other"),
        pre_traffic="CheckSeats",
        post_traffic="CountSeats",
        provisioned=5,
    )
    assert (check.function, check.alias, check.enabled, check.preference) == ("CheckSeats", "live", False, "")


def test_a_preference_that_is_off_needs_neither_type_nor_alias():
    hook = SAM.replace("Enabled: false}, AutoPublishAlias: live}", "Enabled: false}}")
    assert hook != SAM
    seat, check = deployments_of(hook)
    assert seat.preference == "Canary10Percent5Minutes"
    assert (check.alias, check.preference, check.enabled) == ("", "", False)
    (made,) = (
        line for line in calls_of_template(hook).splitlines() if "CheckSeats" in line and "--function-name" in line
    )
    assert "create-function" in made


def test_plain_cloudformation_tells_the_same():
    prod, dev = deployments_of(PLAIN)
    assert (prod.function, prod.alias, prod.preference) == ("Seat", "prod", "Linear10PercentEvery1Minute")
    assert (prod.alarms, prod.pre_traffic, prod.provisioned) == (("SeatErrors",), "Check", 3)
    assert (dev.alias, dev.preference, dev.provisioned) == ("dev", "", 0)


def test_short_and_long_forms_and_json_are_one():
    long = SAM.replace("!Ref Stage", "{Ref: Stage}").replace("!Ref SeatErrors", "{Ref: SeatErrors}")
    long = long.replace("!Ref CheckSeats", "{Ref: CheckSeats}")
    assert deployments_of(long) == deployments_of(SAM)
    as_json = json.dumps(yaml.safe_load(long), indent=2)
    assert [one.preference for one in deployments_of(as_json)] == ["Canary10Percent5Minutes", ""]
    assert calls_of_template(as_json) == calls_of_template(SAM)


def test_a_condition_is_taken_to_hold():
    prod = SAM.replace("Type: Canary10Percent5Minutes", "Type: !If [IsProd, Linear10PercentEvery1Minute, AllAtOnce]")
    prod = prod.replace(
        "Alarms: [!Ref SeatErrors, Fn::GetAtt: [Other, Arn]]", "Alarms: !If [IsProd, [!Ref A, !Ref B], []]"
    )
    assert [one.preference for one in deployments_of(prod)] == ["Linear10PercentEvery1Minute", ""]
    assert deployments_of(prod)[0].alarms == ("A", "B")


def test_the_globals_count_where_the_function_says_nothing():
    (create, *_) = calls_of(calls_of_template(SAM))
    assert "--timeout 5" in create.text
    assert "--environment 'Variables={TABLE=seats,STAGE=evening}'" in create.text
    shared = SAM.replace("    Timeout: 5\n", "    AutoPublishAlias: live\n")
    assert [one.alias for one in deployments_of(shared.replace("      AutoPublishAlias: prod\n", ""))] == [
        "live",
        "live",
    ]


@pytest.mark.parametrize(("text", "names"), [(SAM, ["CheckSeats", "reserve-seat"]), (PLAIN, ["Seat"])])
def test_the_calls_are_all_taken(text, names):
    outcome = run(Scenario(calls=calls_of_template(text))).outcome
    assert (outcome.unread, outcome.refused) == (0, 0)
    assert [function.name for function in outcome.functions] == names
    prod = next(alias for function in outcome.functions for alias in function.aliases if alias.name == "prod")
    assert prod.version == "1"
    assert prod.provisioned in {3, 5}


@pytest.mark.parametrize("text", [SAM, PLAIN])
def test_a_long_call_goes_on_in_the_next_line(text):
    lines = calls_of_template(text).splitlines()
    assert any(line.endswith(" \\") for line in lines)
    assert max(map(len, lines)) <= LONGEST_LINE
    assert all(line.startswith(("aws lambda ", "  --", "# ")) for line in lines)


def test_code_and_description_come_along():
    outcome = run(Scenario(calls=calls_of_template(PLAIN))).outcome
    version = outcome.functions[0].versions[0]
    assert (version.code, version.description) == ("v7", "opening night")
    assert "# The next deployment moves prod by CodeDeploy: Linear10PercentEvery1Minute." in calls_of_template(PLAIN)


def test_a_second_version_of_the_same_code_is_told():
    second = "  Second:\n    Type: AWS::Lambda::Version\n    Properties: {FunctionName: !Ref Seat}\n"
    assert "# Second is a second version of the same code: CloudFormation refuses it." in calls_of_template(
        PLAIN + second
    )


def test_values_with_signs_of_their_own_come_through():
    tricky = SAM.replace("{TABLE: seats}", "{TABLE: 'a,b={c}', QUOTE: it's}")
    outcome = run(Scenario(calls=calls_of_template(tricky))).outcome
    assert outcome.unread == 0
    assert "TABLE=a,b={c}" in outcome.functions[1].latest.environment
    assert "QUOTE=it's" in outcome.functions[1].latest.environment


def test_what_the_lab_writes_it_reads_again():
    calls = ["{new}", "{publish}", "{v2}", "{publish}", "{prod} --routing-config AdditionalVersionWeights={2=0.1}"]
    (one,) = deployments_of(template(sam(Scenario(calls=text_of(calls)))))
    assert (one.function, one.alias, one.preference) == ("coldstart-reserve-seat", "prod", "Canary10Percent5Minutes")


_FUNCTION = "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1, column 1: nothing stands here; paste a template with Resources"),
        ("a: 1", "line 1, column 1: this is no template; a template has Resources"),
        (
            "Resources: {B: {Type: AWS::S3::Bucket}}",
            "line 1, column 1: no function stands in it; a template has a AWS::Serverless::Function or a AWS::Lambda::Function",
        ),
        (
            f"{_FUNCTION}      DeploymentPreference: {{Type: Linear10PercentEvery1Minute}}\n",
            "line 5, column 29: F has a DeploymentPreference, but no alias for it; add AutoPublishAlias: prod",
        ),
        (
            f"{_FUNCTION}      ProvisionedConcurrencyConfig: {{ProvisionedConcurrentExecutions: 1}}\n",
            "line 5, column 37: F has a ProvisionedConcurrencyConfig, but no alias for it; add AutoPublishAlias: prod",
        ),
        (
            f"{_FUNCTION}      AutoPublishAlias: 12\n",
            "line 5, column 25: '12' cannot be an alias; take letters, digits, - and _, not digits alone",
        ),
        (
            f"{_FUNCTION}      AutoPublishAlias: prod\n      DeploymentPreference: {{Alarms: [A]}}\n",
            "line 6, column 29: DeploymentPreference has no Type; write one such as Canary10Percent5Minutes",
        ),
        (
            f"{_FUNCTION}      AutoPublishAlias: prod\n      ProvisionedConcurrencyConfig: {{ProvisionedConcurrentExecutions: ten}}\n",
            "line 6, column 71: ProvisionedConcurrentExecutions: 'ten' is no amount; write 1 or more",
        ),
        (
            f"{_FUNCTION}      FunctionName: !Jump prod\n",
            "line 5, column 21: the tag !Jump is none of a template; there are !Ref, !Sub, !GetAtt and the other functions",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, says):
    with pytest.raises(TemplateError) as error:
        deployments_of(text)
    assert str(error.value) == says
