"""The properties of ``queue`` over thousands of scenarios: minutes, not seconds."""

import pytest
from hypothesis import given, settings

from tests.sim.queue import test_properties as short

ANY = [
    short.test_no_message_is_lost_from_the_books,
    short.test_the_counters_add_up_at_every_moment,
    short.test_batches_and_receives_keep_their_bounds,
    short.test_a_message_is_hidden_for_its_visibility_timeout,
    short.test_an_idempotent_handler_does_no_work_twice,
    short.test_only_an_answer_that_hides_a_failure_loses_work,
    short.test_same_scenario_same_trace,
    short.test_time_never_runs_back_and_nothing_comes_after_the_end,
]


@pytest.mark.long
@pytest.mark.parametrize("holds", ANY, ids=lambda test: test.__name__)
@settings(max_examples=3000, derandomize=False)
@given(scenario=short.SCENARIOS)
def test_property_holds_for_thousands_of_scenarios(holds, scenario):
    holds.hypothesis.inner_test(scenario)


@pytest.mark.long
@settings(max_examples=3000, derandomize=False)
@given(scenario=short.FIFO)
def test_groups_keep_their_turn_in_thousands_of_scenarios(scenario):
    short.test_a_group_has_one_batch_in_flight_and_hands_out_its_oldest_first.hypothesis.inner_test(scenario)


@pytest.mark.long
@settings(max_examples=3000, derandomize=False)
@given(scenario=short.STOPPING_FIFO)
def test_order_is_kept_in_thousands_of_scenarios(scenario):
    short.test_a_handler_that_stops_at_a_failure_keeps_the_order_of_a_group.hypothesis.inner_test(scenario)
