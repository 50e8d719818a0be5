"""The lab of networks gives nothing away before the prediction, changes nothing that nobody has set, and applies what mends."""

import json
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.catalog import presets, run_of
from sim.network.outcome import MendOutcome, RefusalOutcome, Verdict
from sim.network.parts import AclRule, Rule
from sim.ui.labs.network import PANELS, told_of
from sim.ui.labs.network_controls import PARTS
from sim.ui.labs.network_rules import read, written
from sim.ui.labs.network_table import hint, interfaces, mend, page, refused, ways
from tests.sim.ui.visiting import area, drawn, number, open_lab, pick, press, set_now, switch, text, told, verdict

PRESETS = presets("network")
MARKUP = "<img src=x onerror=alert(1)>"
BROKEN = [key for key in PRESETS if run_of("network", PRESETS[key].scenario)[1].outcome.mends and PRESETS[key].scenario]
GIVEN: list[dict[str, Any]] = [
    {},
    {"functions": [{}]},
    {"functions": [{"name": "a", "version": "3", "subnets": ["private-a"], "security_groups": ["fn"]}, {"name": "b"}]},
    {"target": {"kind": "internet"}, "vpc": {"internet_gateway": True}, "nat_gateways": []},
    {"target": {"kind": "peered"}, "peer": {"cidr": "10.9.0.0/16", "ingress": []}},
    {"target": {"kind": "on-premises", "port": 22}, "on_premises": {"cidr": "172.16.0.0/12", "route_back": False}},
    {"region": "eu-west-1", "gb_a_month": 0, "interface_quota": 1, "other_interfaces": 1},
]
SORTS = [
    "private-no-nat",
    "gateway-endpoint-policy",
    "private-dns-off",
    "acl-without-ephemeral",
    "not-attached-private-database",
    "peering-no-way-back",
    "on-premises",
    "ipv6-only",
    "ipv6-plain-subnet",
    "count-interfaces",
]
"""Presets that differ in the parts of their network."""
ALL = [*(dict(PRESETS[key].scenario) for key in SORTS), *GIVEN]
WORDS = {
    Verdict.ALWAYS: "Reached",
    Verdict.SOMETIMES: "Sometimes reached",
    Verdict.NEVER: "Not reached",
    Verdict.REFUSED: "AWS refuses it",
    Verdict.FAILED: "The code does not run",
}
opened = partial(open_lab, "network")


def outcome_of(given: dict[str, Any]) -> Any:
    return run_of("network", given)[1].outcome


def opened_at(part: str, given: dict[str, Any]) -> AppTest:
    """The lab with the controls of that part of the network."""
    at = opened(given)
    at.session_state["it.part"] = part
    at.run()
    assert not at.exception
    return at


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_asks_then_tells_and_stays_as_it_was(preset):
    at = opened({}, preset)
    assert not drawn(at, "verdict")
    assert not at.get("graphviz_chart")
    assert "What the code sees" not in told(at)
    at.button("it.skip").click().run()
    assert not at.exception
    outcome = outcome_of(dict(PRESETS[preset].scenario))
    assert verdict(at)["word"] == WORDS[outcome.verdict]
    assert at.get("graphviz_chart")
    assert set_now(at) == dict(PRESETS[preset].scenario)


@pytest.mark.parametrize("part", [*PARTS, "Function"])
@pytest.mark.parametrize("given", ALL, ids=range(len(ALL)))
def test_controls_leave_the_scenario_as_it_is(given, part):
    at = opened_at(part, given).run()
    assert not at.exception
    assert not at.error
    assert set_now(at) == given


@pytest.mark.parametrize("panel", [*PANELS, "What this simplifies"])
@pytest.mark.parametrize("preset", SORTS)
def test_panels_leave_the_scenario_as_it_is(preset, panel):
    given = dict(PRESETS[preset].scenario)
    at = opened(given, panel=panel).run()
    assert not at.exception
    assert set_now(at) == given


@pytest.mark.parametrize("preset", BROKEN)
def test_every_mend_can_be_applied_and_mends(preset):
    given = dict(PRESETS[preset].scenario)
    for place, one in enumerate(outcome_of(given).mends, 1):
        at = opened(given, panel="Mend it")
        at.button(f"it.panels.mend.{place}").click().run()
        assert not at.exception
        assert not at.error
        assert set_now(at) == given | json.loads(one.given)
        assert verdict(at)["word"] == "Reached"
        assert any("nothing to mend" in each.value for each in at.text)


def test_the_controls_show_what_a_mend_has_set():
    at = opened({}, panel="Mend it")
    at.session_state["it.part"] = "Routes"
    at.run()
    at.button("it.panels.mend.2").click().run()
    assert next(box for box in at.selectbox if box.label == "0.0.0.0/0 in private leads to").value == "nat-public-a"
    assert any(box.label == "nat-public-a stands in" for box in at.selectbox)
    assert verdict(at)["word"] == "Reached"


def test_a_mend_takes_the_place_of_what_was_set_by_hand():
    at = opened(dict(PRESETS["ipv6-only"].scenario), panel="Mend it")
    switch(at, "Ipv6AllowedForDualStack")
    switch(at, "Ipv6AllowedForDualStack")
    assert set_now(at) == dict(PRESETS["ipv6-only"].scenario)
    at.button("it.panels.mend.1").click().run()
    assert next(each for each in at.toggle if each.label == "Ipv6AllowedForDualStack").value
    assert verdict(at)["word"] == "Reached"


def test_each_mend_says_what_it_costs_and_the_smallest_comes_first():
    at = opened(dict(PRESETS["endpoint-or-nat"].scenario), panel="Mend it")
    labels = [button.label for button in at.button if button.key.startswith("it.panels.mend.")]
    assert labels[0] == "Apply 1: interface endpoint"
    assert "$7.40 a month more than now" in told(at)


def test_where_nothing_mends_it_that_is_said():
    at = opened(dict(PRESETS["to-an-interface"].scenario), panel="Mend it")
    assert any(each.value.startswith("Nothing mends it: to run a function, call Invoke") for each in at.text)


def test_a_function_is_detached_and_attached_again():
    at = opened({})
    assert verdict(at)["word"] == "Not reached"
    switch(at, "Attached to the VPC")
    assert set_now(at)["functions"] == [{}]
    assert verdict(at)["word"] == "Reached"
    switch(at, "Attached to the VPC")
    assert set_now(at) == {}


def test_a_function_without_subnets_and_groups_is_not_attached_any_more():
    at = opened({})
    for label in ("In the subnets", "With the security groups"):
        next(box for box in at.multiselect if box.label == label).set_value([]).run()
    assert set_now(at)["functions"] == [{}]
    at.run()
    assert not next(each for each in at.toggle if each.label == "Attached to the VPC").value
    assert set_now(at)["functions"] == [{}]


def test_several_functions_are_looked_at_one_by_one():
    at = opened(GIVEN[2])
    at.selectbox("it.set.0.at").select_index(1).run()
    switch(at, "Attached to the VPC")
    functions = set_now(at)["functions"]
    assert functions == [GIVEN[2]["functions"][0], {"name": "b", "subnets": ["private-a"], "security_groups": ["fn"]}]


@pytest.mark.parametrize(
    "kind", ["internet", "internet-ipv6", "service", "database", "peered", "on-premises", "interface"]
)
@pytest.mark.parametrize("preset", SORTS)
def test_another_target_brings_what_goes_with_it(preset, kind):
    at = opened(dict(PRESETS[preset].scenario))
    at.selectbox("it.set.0.kind").set_value(kind).run()
    assert not at.exception
    assert not at.error
    assert set_now(at).get("target", {}).get("kind", "internet") == kind


def test_a_nat_gateway_and_a_route_to_it_lead_out():
    at = opened_at("Routes", {})
    press(at, "Add a NAT gateway")
    assert set_now(at)["nat_gateways"] == [{"name": "nat-a", "subnet": "public-a"}]
    pick(at, "0.0.0.0/0 in private leads to", "nat-a")
    assert verdict(at)["word"] == "Reached"
    pick(at, "nat-a stands in", "no subnet: it is regional")
    assert set_now(at)["nat_gateways"] == [{"name": "nat-a", "availability": "regional"}]
    assert verdict(at)["word"] == "Reached"
    switch(at, "Not deleted")
    assert "blackhole" in verdict(at)["says"]
    press(at, "Remove nat-a and its routes")
    assert not at.error
    assert set_now(at) == {}


def test_a_gateway_that_goes_takes_its_routes_along():
    at = opened_at("Routes", {})
    switch(at, "Internet gateway")
    assert not at.error
    assert set_now(at)["vpc"] == {"internet_gateway": False}
    assert set_now(at)["route_tables"] == [{"name": "public"}, {"name": "private"}, {"name": "data"}]


def test_an_endpoint_stands_where_the_function_is():
    at = opened_at("Endpoints", {"target": {"kind": "service"}})
    next(box for box in at.multiselect if box.label == "Interface endpoints for").set_value(["sqs"]).run()
    assert set_now(at)["interface_endpoints"] == [
        {"service": "sqs", "subnets": ["private-a"], "security_groups": ["endpoints"]}
    ]
    assert verdict(at)["word"] == "Reached"
    switch(at, "Its policy allows the call")
    assert "403" in verdict(at)["more"]
    switch(at, "Private DNS")
    assert "No route of private" in verdict(at)["says"]
    next(box for box in at.multiselect if box.label == "Interface endpoints for").set_value([]).run()
    assert set_now(at) == {"target": {"kind": "service"}}


def test_a_gateway_endpoint_that_aws_does_not_have_is_refused():
    at = opened_at("Endpoints", {"target": {"kind": "service"}})
    next(box for box in at.multiselect if box.label == "Gateway endpoints for").set_value(["sqs"]).run()
    assert verdict(at)["word"] == "AWS refuses it"
    assert verdict(at)["more"] == "400 InvalidParameter. Nothing is made as long as AWS refuses it."


def test_rules_are_lines():
    at = opened_at("Security groups", {"target": {"kind": "database"}})
    pick(at, "Security group", "db")
    assert area(at, "Inbound rules").value == "tcp 5432 from fn"
    area(at, "Inbound rules").set_value("tcp 5432 from 10.0.11.0/24\n\nall 192.168.0.0/16").run()
    groups = {group["name"]: group for group in set_now(at)["security_groups"]}
    assert groups["db"]["ingress"] == [
        {"peer": "10.0.11.0/24", "from_port": 5432, "to_port": 5432},
        {"peer": "192.168.0.0/16", "protocol": "all"},
    ]
    assert verdict(at)["word"] == "Not reached"
    before = set_now(at)
    area(at, "Inbound rules").set_value("tcp 5432 from fn\nudp 53 from fn").run()
    assert at.error[0].value.startswith("Inbound rules, line 2: this is no rule; write it as tcp 443 from fn")
    assert set_now(at) == before


def test_a_network_acl_of_ones_own_denies_until_it_is_told_otherwise():
    at = opened_at("Network ACLs", {"target": {"kind": "database"}})
    assert verdict(at)["word"] == "Reached"
    press(at, "Add a network ACL")
    next(box for box in at.multiselect if box.label == "Subnets that have it").set_value(["private-a"]).run()
    assert verdict(at)["word"] == "Not reached"
    area(at, "Outbound rules").set_value("100 allow tcp 5432 to 10.0.20.0/24").run()
    area(at, "Inbound rules").set_value("90 deny tcp 22 from 0.0.0.0/0\n100 allow tcp 1024-65535").run()
    assert at.error[0].value.startswith("Inbound rules, line 2")
    area(at, "Inbound rules").set_value(
        "90 deny tcp 22 from 0.0.0.0/0\n100 allow tcp 1024-65535 from 10.0.20.0/24"
    ).run()
    assert not at.error
    assert verdict(at)["word"] == "Reached"
    assert set_now(at)["acls"][0]["ingress"][0] == {"number": 90, "action": "deny", "from_port": 22, "to_port": 22}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("tcp 443 from fn", Rule),
        ("tcp from 10.0.0.0/16", Rule),
        ("all from ::/0", Rule),
        ("tcp 1024-65535 from pl-s3", Rule),
        ("100 allow tcp 443 from 0.0.0.0/0", AclRule),
        ("32766 deny all from 10.0.0.0/8", AclRule),
        ("1 allow tcp 0-1023 from ::/0", AclRule),
    ],
)
def test_a_line_comes_back_as_it_was_written(line, rule):
    found = read(line, rule)
    assert found
    assert written(found, rule, "from") == line


@pytest.mark.parametrize(
    "line", ["", "tcp", "tcp 443", "443 fn", "tcp 123456 fn", f"tcp 443 {'x' * 65}", "allow tcp 1 fn"]
)
def test_a_line_that_is_no_rule_is_none(line):
    assert read(line, AclRule) is None
    assert read(line, Rule) is None


def test_a_block_out_of_place_is_told():
    at = opened_at("Subnets", {})
    text(at, "IPv4 block").set_value("10.9.0.0/24").run()
    assert not at.exception
    assert "10.9.0.0/24 of public-a is not in the VPC's 10.0.0.0/16" in at.error[0].value


def test_the_other_side_comes_and_goes():
    at = opened_at("Other side", {})
    switch(at, "There is a peered VPC")
    assert set_now(at) == {"peer": {"cidr": "10.1.0.0/16"}}
    switch(at, "The peered VPC has a route back")
    assert set_now(at)["peer"]["route_back"] is False
    at.session_state["it.part"] = "Routes"
    at.run()
    pick(at, "10.1.0.0/16 in private leads to", "the peering connection")
    at.session_state["it.part"] = "Other side"
    at.run()
    switch(at, "There is a peered VPC")
    assert not at.error
    assert set_now(at) == {}


def test_an_idle_function_does_not_run():
    at = opened_at("Function", {"target": {"kind": "database"}})
    number(at, "Days since the last invocation").set_value(30).run()
    assert verdict(at)["word"] == "The code does not run"
    assert verdict(at)["more"] == "The code does not run: Invoke answers 502 ResourceNotReadyException."
    assert "at least every 14 days" in told(at)


def test_interfaces_are_counted_then_and_now():
    at = opened(dict(PRESETS["count-interfaces"].scenario), panel="Network interfaces")
    words = " ".join(each.value for each in at.markdown)
    assert "which would be 1 here" in words
    assert "65,000 connections: 3 here" in words
    assert told(at).count('data-title="ENIs"') == 3


def test_what_costs_by_the_hour_is_said_before_the_script():
    at = opened(dict(PRESETS["private-with-nat"].scenario), panel="Do it in AWS")
    assert any("NAT gateway nat-a: billed by the hour until deleted" in each.value for each in at.text)
    assert "aws ec2 create-nat-gateway" in at.code[0].value


def test_the_way_back_stands_by_itself_and_the_stop_is_told_by_sign_and_word():
    shown = page(ways(outcome_of(dict(PRESETS["acl-without-ephemeral"].scenario)).paths))
    there, back = shown.split("The way back")
    assert "stopped</td>" not in there
    assert '<span aria-hidden="true">✕</span>stopped</td>' in back


def test_of_many_ways_the_first_broken_one_stands_open():
    names = [f"private-{n}" for n in range(14)]
    subnets = [
        {"name": name, "cidr": f"10.0.{n}.0/24", "route_table": "b" if n else "a"} for n, name in enumerate(names)
    ]
    given = {
        "functions": [{"subnets": [name], "security_groups": ["fn"], "name": f"f{n}"} for n, name in enumerate(names)],
        "subnets": subnets,
        "route_tables": [{"name": "a", "routes": [{"via": "nat"}]}, {"name": "b"}],
        "nat_gateways": [{"name": "nat", "availability": "regional"}],
        "target": {"kind": "internet", "subnet": "private-0"},
    }
    shown = ways(outcome_of(given).paths)
    assert shown.count(" open>") == 1
    assert shown.index(" open>") > shown.index("<details")
    assert "And 2 ways more." in shown


def test_what_a_learner_has_written_is_set_as_text_and_not_as_markup():
    outcome = outcome_of(dict(PRESETS["fourteen-days"].scenario))
    hop = replace(outcome.paths[0].hops[0], name=MARKUP, rule=MARKUP, why=MARKUP)
    path = replace(outcome.paths[0], function=MARKUP, subnet=MARKUP, seen=MARKUP, stopped_at=MARKUP, hops=(hop, hop))
    refusal = RefusalOutcome(operation=MARKUP, status=400, error_code=MARKUP, message=MARKUP, why=MARKUP)
    function = replace(
        outcome.functions[0], function=MARKUP, at_first=MARKUP, state=MARKUP, error_code=MARKUP, why=MARKUP
    )
    pair = replace(outcome.pairs[0], subnet=MARKUP, security_groups=(MARKUP,), functions=(MARKUP,))
    one = MendOutcome(title=MARKUP, changes=(MARKUP,), parts=1, cents_a_month=0, cost=MARKUP, given="{}")
    made = interfaces(replace(outcome, functions=(function,), pairs=(pair,)))
    shown = page(ways((path,)), refused((refusal,)), made, mend(1, one), hint(MARKUP))
    assert "<img" not in shown
    assert shown.count(escape(MARKUP)) > 20


def test_a_name_that_is_none_is_refused_where_it_is_written():
    at = opened({})
    area(at).set_value(f'functions: [{{name: "{MARKUP}"}}]').run()
    at.button("it.whole.use").click().run()
    assert at.error
    assert set_now(at) == {}


def test_the_verdict_says_what_the_code_sees():
    seen = {key: told_of(outcome_of(dict(preset.scenario))) for key, preset in PRESETS.items()}
    assert seen["private-no-nat"].tone == "bad"
    assert seen["two-subnets-one-broken"].tone == "stop"
    assert seen["nobody-listens"].more.startswith("What the code sees: The connection is refused at once")
    assert seen["ipv6-only"].more.startswith("What the code sees: The connection fails at once")
    assert seen["gateway-endpoint-policy"].more.endswith("The network is fine.")


def test_a_prediction_meets_the_outcome():
    at = opened({}, "public-subnet")
    at.radio("it.said").set_value("")
    at.button("it.run").click().run()
    assert not at.exception
    assert at.warning[0].value.startswith("You said It arrives. Takes the function for an EC2 instance")
