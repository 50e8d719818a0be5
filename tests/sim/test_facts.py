"""The ledger: no fault, sources for all, numbers by id."""

import pytest

from sim.facts import facts, lint, whole
from sim.gate import ContentError
from sim.lifecycle import Scenario


def test_ledger_has_no_fault_and_all_its_facts():
    assert lint() == ()
    assert len(facts()) >= 370


def test_every_fact_has_a_source_that_can_be_opened_or_says_why_not():
    for fact in facts().values():
        assert fact.sources
        for source in fact.sources:
            assert source.url.startswith("https://") or source.recorded or "knowledge" not in source.title.lower(), (
                fact.id
            )


def test_a_fact_from_an_api_model_names_the_reference_page():
    for fact in facts().values():
        for source in fact.sources:
            if "API model" in source.title:
                assert source.url.startswith("https://"), fact.id


def test_a_fact_from_a_recording_says_its_date():
    for fact in facts().values():
        for source in fact.sources:
            if "ecorded from AWS" in source.title or "recording" in source.title.lower():
                assert source.recorded, fact.id


def test_whole_numbers_are_read_by_id_and_name():
    assert whole("init-10s") == 10
    assert whole("shutdown-limits", "external") == 2000
    with pytest.raises(TypeError, match=r"sync-exit-payload: states 'Runtime\.ExitError'; a whole number is wanted"):
        whole("sync-exit-payload")


def test_a_fact_that_a_simulator_needs_is_missed_by_name():
    with pytest.raises(ContentError, match="F002 no-such-fact: is gone, and a simulator takes its number from it"):
        whole("no-such-fact")


def test_scenario_takes_its_limits_from_the_ledger():
    from sim.bounds import bounds_of
    from sim.lifecycle.scenario import INIT_LIMIT

    timeout = facts()["timeout-default-3-max-900"]
    assert (timeout.value, timeout.value_min, timeout.value_max) == (3, 1, 900)
    assert str(bounds_of(Scenario)["timeout"]) == "1000 to 900000"
    assert str(bounds_of(Scenario)["memory_mb"]) == "128 to 10240"
    assert Scenario(arrivals=(0,)).limit == whole("conc-account-1000")
    assert INIT_LIMIT == 10_000
