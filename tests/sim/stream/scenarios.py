"""Any scenario of ``stream``, for properties."""

from hypothesis import strategies as st

from sim.stream import Fault, How, OnFailure, Outage, Position, Put, Scenario, Source, Trouble

PUTS = st.builds(
    Put,
    at=st.integers(0, 20_000),
    times=st.integers(1, 8),
    every=st.sampled_from([0, 1, 300, 5000, 40_000]),
    key=st.sampled_from(["seat-1", "seat-2", "seat-%n", "row-%n"]),
    keys=st.sampled_from([0, 2, 3]),
    data=st.sampled_from(['{"seat": %n}', '{"action": "buy"}', "plain"]),
    value=st.integers(-3, 9),
    bytes=st.sampled_from([500, 2_000_000]),
    shard=st.integers(0, 2),
)
OUTAGES = st.builds(
    lambda start, length, how: Outage(start=start, end=start + length, how=how),
    st.integers(0, 30_000),
    st.sampled_from([1, 5000, 100_000]),
    st.sampled_from(Trouble),
)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A stream with a handful of records, and anything that a mapping may be set to."""
    puts = tuple(draw(st.lists(PUTS, min_size=1, max_size=3)))
    count = sum(put.times for put in puts)
    records = draw(st.lists(st.integers(1, count), max_size=3, unique=True))
    faults = tuple(
        Fault(record=record, how=draw(st.sampled_from(How)), times=draw(st.sampled_from([0, 1, 2, 5])))
        for record in records
    )
    source = draw(st.sampled_from(Source))
    tumbling = draw(st.sampled_from([0, 0, 0, 10, 60]))
    return Scenario(
        puts=puts,
        faults=faults,
        outages=tuple(draw(st.lists(OUTAGES, max_size=2))),
        source=source,
        shards=2,
        fan_out=source is Source.KINESIS and draw(st.booleans()),
        created_at=draw(st.sampled_from([0, 0, 15_000, 90_000])),
        begins_after=draw(st.sampled_from([0, 2500])),
        starting_position=draw(st.sampled_from(Position)) if source is Source.KINESIS else Position.LATEST,
        starting_timestamp=draw(st.sampled_from([0, 10_000])),
        batch_size=draw(st.sampled_from([1, 2, 3, 10, 100])),
        window_seconds=draw(st.sampled_from([0, 0, 1, 20])),
        factor=1 if tumbling else draw(st.sampled_from([1, 1, 2, 10])),
        max_retries=draw(st.sampled_from([-1, 0, 1, 4])),
        max_age_seconds=draw(st.sampled_from([-1, -1, 30, 60, 100])),
        bisect=draw(st.booleans()),
        report_item_failures=draw(st.booleans()),
        tumbling_seconds=tumbling,
        on_failure=draw(st.sampled_from(OnFailure)),
        filters=draw(st.sampled_from([(), (), ('{"data": {"seat": [1, 2, 3]}}',), ('{"data": {"seat": 1}}',)])),
        per_record=draw(st.sampled_from([0, 0, 700])),
        timeout_seconds=draw(st.sampled_from([3, 60])),
        concurrency=draw(st.sampled_from([0, 0, 1, 2])),
        idempotent=draw(st.booleans()),
        until=draw(st.sampled_from([0, 50_000, 300_000])),
    )
