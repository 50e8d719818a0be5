"""``stream`` beyond its table of cases."""

from sim.facts import facts
from sim.stream import Fault, Put, Scenario, run
from sim.stream.invoking import MOST_CALLS
from sim.stream.others import differences, sources_of


def test_a_run_without_end_is_broken_off_and_says_what_waits():
    puts = tuple(Put(shard=shard) for shard in range(1, 21))
    faults = tuple(Fault(record=record) for record in range(1, 21))
    trace = run(Scenario(puts=puts, shards=20, faults=faults, retention_hours=8760))
    assert trace.outcome.invocations <= MOST_CALLS + 20
    assert trace.outcome.waiting == 20
    assert all(block.end == trace.end for block in trace.outcome.block_list)


def test_a_call_in_flight_when_the_looking_ends_is_told_as_running():
    outcome = run(Scenario(puts=(Put(),), invoke=5000, until=1000)).outcome
    assert [call.ended for call in outcome.invocation_list] == ["running"]
    assert (outcome.invocations, outcome.waiting, outcome.effects) == (1, 1, 0)


def test_what_has_not_come_when_the_looking_ends_is_not_counted():
    outcome = run(Scenario(puts=(Put(times=5, every=1000),), until=2500)).outcome
    assert (outcome.records, len(outcome.record_list)) == (3, 3)


def test_what_is_said_of_other_sources_rests_on_facts_that_are_sure():
    assert {one.source for one in differences()} >= {"Kafka (MSK, self-managed)", "Amazon MQ", "DocumentDB"}
    for one in differences():
        assert facts()[one.fact].confidence != "low"
        assert sources_of(one).startswith("https://docs.aws.amazon.com/")
