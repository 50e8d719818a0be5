"""What holds of every run of ``bus``: nothing is lost from the books, and time goes one way."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bus import (
    Archive,
    Behaviour,
    Bus,
    Dlq,
    Ended,
    Entry,
    Idempotent,
    Kind,
    Put,
    Replay,
    Resend,
    Rule,
    Scenario,
    State,
    Target,
    Transformer,
    run,
)
from sim.bus.putting import size_of
from sim.bus.retry import FIRST_WAIT, LONGEST_WAIT, TIMEOUT, wait_before
from sim.bus.scenario import arn_of_bus
from sim.bus.transform import problem_of
from sim.bus.working import MOST_ROUNDS
from sim.pattern import compile_pattern, event_of_text

OTHER = Bus(
    name="hub",
    account="444455556666",
    policy='{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}',
)
SHUT = Bus(name="shut", account="444455556666")
ORDERS = Bus(name="orders")
REFERENCES = st.sampled_from(["default", "orders", arn_of_bus(OTHER)])
ENTRIES = st.builds(
    Entry,
    source=st.sampled_from(["shop", "till", "", "aws.ec2"]),
    detail_type=st.sampled_from(["order", "sale", ""]),
    detail=st.sampled_from(['{"n": 1}', '{"n": "a \\"quote\\""}', "{", "[]", '{"n": %n}']),
    bus=st.sampled_from(["default", "orders", "nowhere", arn_of_bus(OTHER), arn_of_bus(SHUT)]),
    throttled=st.integers(0, 2),
)
INPUTS = st.sampled_from(
    [
        {},
        {"input": "1"},
        {"input": "no json"},
        {"input_path": "$.detail.n"},
        {"input_path": "$.nothing"},
        {"transformer": Transformer(paths={"n": "$.detail.n"}, template='{"n": <n>}')},
        {"transformer": Transformer(paths={"n": "$.detail.n"}, template='"n is <n>"')},
        {"transformer": Transformer(paths={}, template="<n>")},
    ]
)
EMITTED = st.none() | st.builds(
    Entry,
    source=st.sampled_from(["shop", "f"]),
    detail_type=st.just("order"),
    detail=st.just('{"n": 2}'),
    bus=st.sampled_from(["default", "orders"]),
)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Any target."""
    behaviour = draw(st.sampled_from(Behaviour))
    well = behaviour is Behaviour.OK
    kind = draw(st.sampled_from([Kind.LAMBDA, Kind.SQS, Kind.API_DESTINATION, Kind.BUS]))
    return Target(
        id=draw(st.sampled_from("fghij")),
        kind=kind,
        bus=draw(st.sampled_from(["orders", "nowhere", arn_of_bus(OTHER), arn_of_bus(SHUT)]))
        if kind is Kind.BUS
        else "",
        **({} if kind is Kind.BUS else draw(INPUTS)),
        behaviour=behaviour,
        recovers_at=0 if well else draw(st.sampled_from([0, 0, 3000, 100_000])),
        fails_first=0 if well else draw(st.integers(0, 3)),
        handler_fails=kind is Kind.LAMBDA and draw(st.booleans()),
        idempotent=draw(st.sampled_from(Idempotent)),
        emits=draw(EMITTED),
        max_retries=draw(st.sampled_from([0, 1, 5, 30])),
        max_age_seconds=draw(st.sampled_from([60, 300, 86_400])),
        dlq=draw(st.sampled_from(Dlq)),
    )


@st.composite
def rules(draw: st.DrawFn, name: str) -> Rule:
    """Any rule of that name."""
    return Rule(
        name=name,
        bus=draw(REFERENCES),
        pattern=draw(
            st.sampled_from(
                ['{"source": ["shop"]}', '{"detail": {"n": [1]}}', '{"detail-type": ["order"]}', '{"x": 1}']
            )
        ),
        state=draw(st.sampled_from([State.ENABLED, State.ENABLED, State.DISABLED])),
        targets=tuple(draw(st.lists(targets(), max_size=3, unique_by=lambda target: target.id))),
    )


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Any scenario of a handful of events."""
    puts = st.builds(
        Put,
        at=st.integers(0, 5000),
        account=st.sampled_from(["111122223333", "444455556666"]),
        entries=st.lists(ENTRIES, min_size=1, max_size=3).map(tuple),
        times=st.integers(1, 2),
        resend=st.sampled_from(Resend),
    )
    replay = Replay(name="again", at=draw(st.sampled_from([10_000, 800_000])), archive="all", end=9000)
    return Scenario(
        puts=tuple(draw(st.lists(puts, min_size=1, max_size=2))),
        rules=tuple(draw(rules(name)) for name in draw(st.sampled_from(["", "a", "ab", "abc"]))),
        buses=(ORDERS, OTHER, SHUT),
        archives=(Archive(name="all", bus=draw(REFERENCES)),),
        replays=(replay,) if draw(st.booleans()) else (),
        duplicates_percent=draw(st.sampled_from([0, 0, 50])),
        until=draw(st.sampled_from([0, 0, 4000])),
        seed=draw(st.integers(0, 5)),
    )


@settings(max_examples=150)
@given(scenarios())
def test_nothing_is_lost_from_the_books(scenario):
    outcome = run(scenario).outcome
    ends = Counter(delivery.status for delivery in outcome.delivery_list)
    assert outcome.deliveries == sum(ends.values()) == len(outcome.delivery_list)
    assert [ends[end] for end in Ended] == [
        outcome.delivered,
        outcome.dead_lettered,
        outcome.dropped,
        outcome.lost,
        outcome.pending,
    ]
    assert outcome.put == outcome.accepted + outcome.refused_entries == len(outcome.entries)
    assert outcome.events == outcome.accepted - outcome.vanished + outcome.forwarded + outcome.replayed
    assert outcome.pending == 0 or scenario.until
    assert outcome.dead_lettered == len(outcome.dead_letters)
    assert outcome.delivered == sum(received.count for received in outcome.received)
    assert outcome.effects == sum(received.effects for received in outcome.received) <= outcome.delivered
    assert outcome.attempts >= outcome.retries + outcome.delivered - outcome.duplicates


@settings(max_examples=150)
@given(scenarios())
def test_each_event_goes_to_each_target_of_each_rule_that_matches_it(scenario):
    """Counted anew from the texts of the events."""
    outcome = run(scenario).outcome
    wanted: Counter[tuple[int, str, str]] = Counter()
    for event in outcome.event_list:
        for rule in scenario.rules:
            bus = scenario.bus_of(rule.bus)
            is_off = rule.state is State.DISABLED or rule.pattern == '{"x": 1}'
            if is_off or bus is None or arn_of_bus(bus) != event.bus:
                continue
            if compile_pattern(rule.pattern).matches(event_of_text(event.text)):
                wanted.update((event.number, rule.name, target.id) for target in rule.targets if not problem_of(target))
    first = Counter((one.event, one.rule, one.target) for one in outcome.delivery_list if not one.duplicate)
    assert first == wanted


@settings(max_examples=60)
@given(scenarios())
def test_same_scenario_same_trace(scenario):
    assert run(scenario) == run(scenario)


@settings(max_examples=150)
@given(scenarios())
def test_time_never_runs_back_and_retries_keep_their_limits(scenario):
    trace = run(scenario)
    moments = [mark.at for mark in trace.entries]
    assert moments == sorted(moments)
    assert not scenario.until or trace.end == scenario.until
    known = {(rule.name, target.id): target for rule in scenario.rules for target in rule.targets}
    for one in trace.outcome.delivery_list:
        target = known[one.rule, one.target]
        assert one.retries <= target.max_retries
        assert one.at - one.began_at <= target.max_age_seconds * 1000 + TIMEOUT + 3 * LONGEST_WAIT * one.duplicate
        assert one.at >= one.began_at or one.status is Ended.PENDING
    for letter in trace.outcome.dead_letters:
        one = trace.outcome.delivery_list[letter.delivery - 1]
        target = known[one.rule, one.target]
        assert letter.retry_attempts == one.retries
        if letter.exhausted_retry_condition == "MaximumRetryAttempts":
            assert one.retries == target.max_retries
        elif letter.exhausted_retry_condition:
            assert one.at - one.began_at >= target.max_age_seconds * 1000
        else:
            assert one.retries == 0 or not one.valid or target.kind is Kind.BUS
        assert "EXHAUSTED_RETRY_CONDITION" not in letter.attributes or letter.exhausted_retry_condition


@settings(max_examples=100)
@given(scenarios())
def test_an_accepted_entry_has_an_id_of_its_own_and_a_refused_one_a_reason(scenario):
    outcome = run(scenario).outcome
    ids = [entry.event_id for entry in outcome.entries if entry.event_id]
    assert len(ids) == len(set(ids)) == outcome.accepted
    for entry in outcome.entries:
        assert bool(entry.error_code) == bool(entry.error_message) == (not entry.event_id)
        assert not entry.event or outcome.event_list[entry.event - 1].id == entry.event_id


@settings(max_examples=60)
@given(scenarios())
def test_a_loop_is_broken_off(scenario):
    outcome = run(scenario).outcome
    assert outcome.rounds <= MOST_ROUNDS * max(1, len(scenario.rules)) + 1


@given(st.integers(1, 185), st.randoms(use_true_random=False))
def test_the_wait_grows_and_keeps_its_bounds(retry, chance):
    wait = wait_before(retry, chance)
    full = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (retry - 1))
    assert full // 2 <= wait <= full


@given(st.text(min_size=1), st.text(min_size=1), st.integers(0, 50))
def test_the_size_counts_bytes(source, kind, fill):
    entry = Entry(source=source[:256], detail_type=kind[:256], detail='{"a": 1}', fill=fill)
    filled = len(',"fill":""') + fill if fill else 0
    assert size_of(entry) == len((entry.source + entry.detail_type).encode("utf-8", "surrogatepass")) + 8 + filled
