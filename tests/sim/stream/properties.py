"""What must hold of any run of ``stream``."""

import json
from collections import Counter
from itertools import pairwise

from sim.stream import Ended, Fate, OnFailure, Outcome, Scenario
from sim.trace import Trace


def nothing_is_lost_from_the_books(scenario: Scenario, trace: Trace[Outcome]) -> None:
    """Each record ends in one way, and trace, counters and lists tell the same numbers."""
    outcome = trace.outcome
    told = {fate: getattr(outcome, fate) for fate in Fate}
    assert sum(told.values()) == outcome.records == len(outcome.record_list)
    assert Counter(told) == Counter(record.fate for record in outcome.record_list)
    counted = {counter.label: counter.at(trace.end, trace.entries) for counter in trace.counters}
    assert counted == {"arrived": outcome.records, **{str(fate): count for fate, count in told.items()}}
    assert outcome.invocations == len(outcome.invocation_list)
    handled = [record.handled for record in outcome.record_list]
    assert outcome.duplicates == sum(count > 1 for count in handled)
    assert outcome.effects == (sum(map(bool, handled)) if scenario.idempotent else sum(handled))
    assert all(record.handled <= record.sent for record in outcome.record_list)
    sent = Counter(number for call in outcome.invocation_list for number in call.records)
    assert all(record.sent == sent[record.number] for record in outcome.record_list)
    if outcome.refused:
        assert trace.end >= scenario.created_at or scenario.until
        assert (outcome.waiting if trace.end < scenario.created_at else outcome.missed) == outcome.records


def the_order_of_a_key_is_never_broken(scenario: Scenario, trace: Trace[Outcome]) -> None:
    """When a record is sent, all records of its key that came before are settled, or are before it in the batch."""
    known = {record.number: record for record in trace.outcome.record_list}
    for call in trace.outcome.invocation_list:
        assert list(call.records) == sorted(call.records)
        for number in call.records:
            for earlier in range(1, number):
                same = (known[earlier].key, known[earlier].shard) == (known[number].key, known[number].shard)
                if same and earlier not in call.records:
                    assert 0 <= known[earlier].ended_at <= call.at


def a_lane_has_one_batch_in_flight(scenario: Scenario, trace: Trace[Outcome]) -> None:
    """Calls of a lane follow each other, lanes are at most as many as the factor, and batches keep their bounds."""
    lanes: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for call in trace.outcome.invocation_list:
        lanes.setdefault((call.shard, call.lane), []).append((call.at, call.end))
        assert 1 <= call.lane <= scenario.factor
        assert len(call.records) <= scenario.batch_size
        assert call.bytes <= 6_291_456 or len(call.records) == 1
        assert call.checkpoint <= len(call.records)
        if call.ended is Ended.SUCCEEDED:
            assert call.checkpoint == len(call.records)
    for calls in lanes.values():
        assert all(first[1] <= second[0] for first, second in pairwise(sorted(calls)))
    assert not scenario.concurrency or trace.outcome.peak_concurrency <= scenario.concurrency


def limits_are_kept(scenario: Scenario, trace: Trace[Outcome]) -> None:
    """No record goes to the function past its age or after its last attempt, and destinations hear of all that is discarded."""
    outcome = trace.outcome
    known = {record.number: record for record in outcome.record_list}
    for call in outcome.invocation_list:
        for number in call.records:
            assert call.at - known[number].at < 86_400_000
            if scenario.max_age_seconds >= 60:
                assert call.at - known[number].at < scenario.max_age_seconds * 1000
        if scenario.max_retries >= 0 and not call.is_final:
            assert call.attempt <= scenario.max_retries + 1
    if scenario.max_retries < 0 and scenario.max_age_seconds < 0:
        assert outcome.discarded == 0
    if scenario.on_failure is OnFailure.NONE:
        assert outcome.on_failure_records == 0
    else:
        told = Counter(number for one in outcome.on_failure_list for number in one.records)
        assert told == Counter(record.number for record in outcome.record_list if record.fate is Fate.DISCARDED)
        for one in outcome.on_failure_list:
            body = json.loads(one.body)
            assert ("responseContext" in body) == (one.condition == "RetryAttemptsExhausted")
            assert ("payload" in body) == (scenario.on_failure is OnFailure.S3) == bool(one.key)


def windows_add_up(scenario: Scenario, trace: Trace[Outcome]) -> None:
    """The sum of each closed window is that of the records in it that the function has done."""
    rows = sorted(((put.at + n * put.every, put.value) for put in scenario.puts for n in range(put.times)), key=_moment)
    values = dict(enumerate((value for _, value in rows), start=1))
    for window in trace.outcome.windows:
        inside = [
            record
            for record in trace.outcome.record_list
            if record.shard == window.shard and window.start <= record.at < window.end
        ]
        done = [record.number for record in inside if record.fate is Fate.SUCCEEDED]
        assert (window.records, window.sum) == (len(done), sum(values[number] for number in done))
        assert window.at >= window.end or any(record.at >= window.end for record in trace.outcome.record_list)


def _moment(row: tuple[int, int]) -> int:
    return row[0]


def time_goes_one_way(scenario: Scenario, trace: Trace[Outcome]) -> None:
    """Marks are in order, and nothing lies behind the end."""
    assert [entry.at for entry in trace.entries] == sorted(entry.at for entry in trace.entries)
    assert all(span.end <= trace.end for span in trace.spans)
    assert trace.end <= scenario.until or not scenario.until
    for block in trace.outcome.block_list:
        assert 0 <= block.start <= block.end <= trace.end


ALL = (
    nothing_is_lost_from_the_books,
    the_order_of_a_key_is_never_broken,
    a_lane_has_one_batch_in_flight,
    limits_are_kept,
    windows_add_up,
    time_goes_one_way,
)
