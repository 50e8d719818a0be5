"""``traffic`` beyond its table of cases."""

import pytest

from sim.traffic import Move, Scenario, run
from sim.traffic.diagram import graph_body, in_words
from sim.traffic.share import shares


def test_the_picture_tells_of_a_refusal_only_after_the_run():
    scenario = Scenario(more=("3",))
    assert "refused" not in graph_body(scenario)
    assert "refuses" not in in_words(scenario)
    outcome = run(scenario).outcome
    assert "refused" in graph_body(scenario, outcome)
    assert "refuses" in in_words(scenario, outcome)


def test_each_call_says_the_share_of_its_version_as_it_was_set():
    trace = run(Scenario(calls=1000, weight=0.004))
    told = {entry.why for entry in trace.entries if entry.kind == "ran"}
    assert told == {f"Drawn: {share} % of the calls go here, whoever makes them." for share in ("99.6", "0.4")}


def test_what_was_set_says_where_the_alias_leads():
    def told(**given):
        return next(entry.why for entry in run(Scenario(**given)).entries if entry.kind == "set")

    assert told(version="$LATEST", additional="").startswith("It leads to one version, or to two published ones")
    assert told(weight=0.1).endswith("Version 1 gets the rest, a share of 0.9.")


def test_the_funnel_ends_where_the_outcome_says():
    scenario = Scenario(calls=1000)
    outcome = run(scenario).outcome
    last = shares(scenario, outcome)[-1]
    assert (last.calls, last.share * 1000, last.expected * 1000) == pytest.approx((1000, outcome.new_calls, 100))
    assert (last.low * 1000, last.high * 1000) == pytest.approx((82, 119))


def test_an_alias_without_a_second_version_has_a_share_of_none():
    scenario = Scenario(calls=30, additional="")
    assert all(share.share == 0 for share in shares(scenario, run(scenario).outcome))
    refused = Scenario(weight=2.0)
    assert shares(refused, run(refused).outcome) == ()


def test_the_band_of_many_changes_ends_where_the_outcome_has_it():
    """Each weight is another chance, so the distribution is put together of as many parts."""
    moves = tuple(Move(at=20_000 * place, additional="2", weight=place / 50) for place in range(1, 41))
    scenario = Scenario(calls=1000, moves=moves)
    outcome = run(scenario).outcome
    last = shares(scenario, outcome)[-1]
    low, high = last.low * outcome.calls, last.high * outcome.calls
    assert (round(low), round(high)) == (outcome.low_new, outcome.high_new)
    assert last.expected * outcome.calls == pytest.approx(outcome.expected_new, abs=0.001)
