"""What holds of every network: a plain reading agrees, an allow never closes, and a mend mends with nothing in it for nothing."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.catalog import scenario_of
from sim.network.judging import looked_at
from sim.network.mending import _searched as searched
from sim.network.mending import _without_idle as without_idle
from sim.network.mending import applied, changed
from sim.network.parts import AclRule
from sim.network.run import run
from tests.sim.network.networks import BLOCKS, rules, scenarios
from tests.sim.network.plain import reached

CALM = settings(max_examples=150, deadline=None)


def ways(scenario):
    """By function and subnet, whether the target is reached."""
    return {(path.function, path.subnet): path.reached for path in looked_at(scenario)[3]}


@CALM
@given(scenarios())
def test_a_plain_reading_of_the_scenario_agrees(scenario):
    function = scenario.functions[0]
    assert ways(scenario) == {
        (function.label, subnet): reached(scenario, function, subnet) for subnet in function.subnets or ("",)
    }


@CALM
@given(scenarios())
def test_a_way_ends_at_the_first_hop_that_does_not_pass(scenario):
    for path in looked_at(scenario)[3]:
        assert all(hop.passes for hop in path.hops[:-1])
        assert path.hops[-1].passes == path.reached
        assert all(hop.why.endswith(".") for hop in path.hops)


@CALM
@given(scenarios(), rules, st.sampled_from(("fn", "db")), st.booleans())
def test_one_more_rule_of_a_group_closes_nothing(scenario, rule, name, inbound):
    def wider(group):
        if group.name != name:
            return group
        return (
            replace(group, ingress=(*group.ingress, rule)) if inbound else replace(group, egress=(*group.egress, rule))
        )

    after = replace(scenario, security_groups=tuple(wider(group) for group in scenario.security_groups))
    assert all(ways(after)[way] for way, came in ways(scenario).items() if came)


@CALM
@given(scenarios(), st.integers(1, 30_000), st.sampled_from(BLOCKS), st.booleans())
def test_one_more_allow_of_an_acl_closes_nothing(scenario, number, cidr, inbound):
    acl = scenario.acls[0]
    taken = {rule.number for rule in (acl.ingress if inbound else acl.egress)}
    rule = AclRule(number=number if number not in taken else 31_000, cidr=cidr)
    wider = replace(acl, ingress=(*acl.ingress, rule)) if inbound else replace(acl, egress=(*acl.egress, rule))
    after = replace(scenario, acls=(wider,))
    assert all(ways(after)[way] for way, came in ways(scenario).items() if came)


@CALM
@given(scenarios())
def test_without_the_rule_that_let_it_through_another_one_does_or_the_way_is_broken(scenario):
    """A rule of a group that a hop names is taken away: the hop then names another one, or the way ends there."""
    for path in looked_at(scenario)[3]:
        for hop in path.hops:
            if not path.reached or hop.check not in ("group-in", "group-out") or hop.rule.count(":") == 0:
                continue
            name = hop.rule.split(":")[0]
            group = next((one for one in scenario.security_groups if one.name == name), None)
            if group is None:
                continue
            side = "ingress" if hop.check == "group-in" else "egress"
            fewer = replace(group, **{side: ()})
            others = tuple(fewer if one is group else one for one in scenario.security_groups)
            after = looked_at(replace(scenario, security_groups=others))[3]
            mine = next(one for one in after if one.subnet == path.subnet)
            same = next((one for one in mine.hops if one.check == hop.check), None)
            assert same is None or not same.passes or same.rule != hop.rule


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_each_mend_mends_and_nothing_of_it_can_be_left_out(scenario):
    for found in searched(scenario):
        changes = without_idle(scenario, found)
        after = applied(scenario, changes)
        assert all(ways(after).values())
        assert not looked_at(after)[0]
        function = after.functions[0]
        assert all(reached(after, function, subnet) for subnet in function.subnets or ("",))
        for place in range(len(changes)):
            fewer = applied(scenario, changes[:place] + changes[place + 1 :])
            assert fewer is None or not changes or not all(ways(fewer).values())


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_the_fields_of_a_mend_are_a_scenario_that_is_mended(scenario):
    outcome = run(scenario).outcome
    whole = changed(scenario_of("network", {}), scenario)
    for mend in outcome.mends:
        after = scenario_of("network", json.loads(json.dumps(whole)) | json.loads(mend.given))
        assert run(after).outcome.verdict == "always"


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_the_same_scenario_gives_an_equal_trace(scenario):
    assert run(scenario) == run(scenario)


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_counts_agree_with_the_ways(scenario):
    outcome = run(scenario).outcome
    assert outcome.reached + outcome.broken == len(outcome.paths)
    assert (outcome.verdict == "always") == (outcome.broken == 0)
    assert outcome.mend_count == len(outcome.mends)
    assert [mend.parts for mend in outcome.mends] == sorted(mend.parts for mend in outcome.mends)
