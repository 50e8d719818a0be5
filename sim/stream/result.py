"""The outcome of a run, counted from what the world remembers."""

from heapq import heappop, heappush

from sim.stream.outcome import Age, Ended, Fate, Outcome, RecordOutcome
from sim.stream.state import Record, World


def outcome_of(world: World, end: int) -> Outcome:
    """What a question may ask, of a run that was looked at up to ``end``."""
    records, calls = [record for record in world.records if record.at <= end], world.invocations
    fates = [record.fate for record in records]
    idempotent = world.scenario.idempotent
    read = [record for record in records if record.fate not in (Fate.FILTERED, Fate.MISSED)]
    refusal = world.refusal
    return Outcome(
        records=len(records),
        succeeded=fates.count(Fate.SUCCEEDED),
        discarded=fates.count(Fate.DISCARDED),
        lost=fates.count(Fate.LOST),
        filtered=fates.count(Fate.FILTERED),
        missed=fates.count(Fate.MISSED),
        waiting=fates.count(Fate.WAITING),
        batches=world.batches,
        invocations=len(calls),
        failed_invocations=sum(call.ended is Ended.FAILED for call in calls),
        partial_invocations=sum(call.ended is Ended.PARTIAL for call in calls),
        retries=world.retries,
        throttles=world.throttles,
        splits=world.splits,
        blocked_ms=sum(block.end - block.start for block in world.blocks),
        blocks=len(world.blocks),
        max_iterator_age=max((call.iterator_age for call in calls), default=0),
        oldest_unfinished=max((_settled(record, end) - record.at for record in read), default=0),
        peak_concurrency=world.peak,
        on_failure_records=len(world.on_failure),
        effects=sum(min(record.handled, 1) if idempotent else record.handled for record in records),
        duplicates=sum(record.handled > 1 for record in records),
        swallowed=sum(record.fate is Fate.SUCCEEDED and not record.handled for record in records),
        last_at=max((record.ended_at for record in read), default=-1),
        refused=refusal is not None,
        error_status=refusal.status if refusal else 0,
        error_code=refusal.code if refusal else "",
        error_message=refusal.message if refusal else "",
        record_list=tuple(_record(record) for record in records),
        invocation_list=tuple(sorted(calls, key=lambda call: call.number)),
        block_list=tuple(sorted(world.blocks, key=lambda block: (block.start, block.shard, block.lane))),
        on_failure_list=tuple(world.on_failure),
        windows=tuple(world.windows),
        ages=_ages(read, end),
    )


def _record(record: Record) -> RecordOutcome:
    return RecordOutcome(
        number=record.number,
        key=record.key,
        shard=record.shard,
        lane=record.lane,
        sequence_number=record.sequence_number,
        at=record.at,
        fate=record.fate,
        ended_at=record.ended_at,
        sent=record.sent,
        handled=record.handled,
    )


def _settled(record: Record, end: int) -> int:
    return record.ended_at if record.ended_at >= 0 else end


def _ages(records: list[Record], end: int) -> tuple[Age, ...]:
    """The corners of each shard's line; it rises by 1 ms each ms, and falls when the oldest record is settled."""
    found: list[Age] = []
    for shard in sorted({record.shard for record in records}):
        mine = [record for record in records if record.shard == shard]
        moments = sorted({*(record.at for record in mine), *(_settled(record, end) for record in mine), end})
        open_ones: list[tuple[int, int]] = []
        coming = iter(mine)
        following = next(coming, None)
        for moment in moments:
            before = moment - open_ones[0][0] if open_ones else 0
            while following is not None and following.at <= moment:
                heappush(open_ones, (following.at, _settled(following, end) if following.ended_at >= 0 else end + 1))
                following = next(coming, None)
            while open_ones and open_ones[0][1] <= moment:
                heappop(open_ones)
            after = moment - open_ones[0][0] if open_ones else 0
            found.append(Age(shard=shard, at=moment, age=before))
            if after != before:
                found.append(Age(shard=shard, at=moment, age=after))
    return tuple(found)
