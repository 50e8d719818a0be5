"""*Do it in AWS*: it builds what the scenario says, keeps the IDs that it uses, says what costs money, and takes everything down."""

import re

import pytest

from sim.catalog import presets, scenario_of
from sim.draw.aws import cli
from sim.network.aws import sam, steps
from sim.network.own import PREAMBLE
from tests.sim.checks import calls_in, named_in
from tests.sim.tables import cases_of

GIVEN = {case["name"]: case["scenario"] for case in cases_of("network")}
MADE = {
    "CreateVpc": "DeleteVpc",
    "CreateSubnet": "DeleteSubnet",
    "CreateRouteTable": "DeleteRouteTable",
    "CreateSecurityGroup": "DeleteSecurityGroup",
    "CreateNetworkAcl": "DeleteNetworkAcl",
    "CreateInternetGateway": "DeleteInternetGateway",
    "CreateEgressOnlyInternetGateway": "DeleteEgressOnlyInternetGateway",
    "CreateNatGateway": "DeleteNatGateway",
    "AllocateAddress": "ReleaseAddress",
    "CreateVpcPeeringConnection": "DeleteVpcPeeringConnection",
    "CreateVpnGateway": "DeleteVpnGateway",
    "CreateTransitGateway": "DeleteTransitGateway",
    "CreateFunction": "DeleteFunction",
    "CreateRole": "DeleteRole",
}


def script(name):
    return steps(scenario_of("network", GIVEN[name]))


@pytest.mark.parametrize("name", GIVEN)
def test_every_id_is_kept_before_it_is_used(name):
    kept = set()
    for line in cli(script(name)).replace(PREAMBLE.line, "").split("\naws "):
        kept |= set(re.findall(r'ID\["<(ipv6 [^>]+)>"\]=', line))
        assert set(re.findall(r"<([a-z0-9][^<>$]*)>", line)) <= kept, line
        kept |= set(re.findall(r"keep '([^']+)'", line))
    assert kept


@pytest.mark.parametrize("name", GIVEN)
def test_what_is_made_is_taken_down(name):
    operations = [call.operation for call in calls_in(script(name))]
    for make, drop in MADE.items():
        assert operations.count(make) == operations.count(drop), make


@pytest.mark.parametrize("name", GIVEN)
def test_the_template_names_only_resources_that_it_has(name):
    body = sam(scenario_of("network", GIVEN[name]))
    for resource in named_in(body):
        assert resource in body["Resources"] or resource in body.get("Parameters", {})


@pytest.mark.parametrize("name", presets("network"))
def test_what_costs_money_is_said_first(name):
    scenario = scenario_of("network", presets("network")[name].scenario)
    first = cli(steps(scenario)).splitlines()[0]
    is_paid = bool(scenario.nat_gateways or scenario.interface_endpoints)
    assert ("billed by the hour until deleted" in first) == is_paid


def test_a_call_that_aws_refuses_is_announced():
    assert "# CreateVpcEndpoint is refused below: InvalidParameter." in cli(
        script("there is no gateway endpoint for SQS")
    )
