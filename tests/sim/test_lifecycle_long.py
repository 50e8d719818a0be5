"""The properties of ``lifecycle`` over thousands of scenarios: minutes, not seconds."""

import pytest
from hypothesis import given, settings

from tests.sim import test_lifecycle as short
from tests.sim import test_lifecycle_snapstart as snapped

PROPERTIES = [
    short.test_same_scenario_same_trace,
    short.test_time_never_runs_back,
    short.test_every_step_is_in_the_table,
    short.test_every_call_is_answered_failed_or_throttled,
    short.test_an_environment_serves_one_call_at_a_time,
    short.test_tmp_remembers_at_least_what_memory_does,
]


@pytest.mark.long
@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda test: test.__name__)
@settings(max_examples=5000, derandomize=False)
@given(scenario=short.SCENARIOS)
def test_property_holds_for_thousands_of_scenarios(holds, scenario):
    holds.hypothesis.inner_test(scenario)


SNAPPED = [
    snapped.test_same_scenario_same_trace,
    snapped.test_every_environment_begins_with_the_snapshot_and_steps_by_the_table,
    snapped.test_a_version_is_published_by_the_table,
    snapped.test_every_call_is_answered_failed_or_throttled,
    snapped.test_no_call_waits_for_init_unless_its_environment_was_reset,
    snapped.test_ids_are_as_many_as_draws,
]


@pytest.mark.long
@pytest.mark.parametrize("holds", SNAPPED, ids=lambda test: test.__name__)
@settings(max_examples=5000, derandomize=False)
@given(scenario=snapped.SNAPPED)
def test_property_holds_for_thousands_of_versions(holds, scenario):
    holds.hypothesis.inner_test(scenario)
