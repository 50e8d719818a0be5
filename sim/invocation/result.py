"""The outcome of a run, counted from what the world remembers."""

from collections import Counter

from sim.invocation.calls import Call, Event, Request
from sim.invocation.outcome import CallOutcome, Ended, EventOutcome, Outcome, RequestOutcome, Result
from sim.invocation.state import World
from sim.invocation.states import EventState
from sim.invocation.values import LATEST, Happens

_ENDED = {
    EventState.SUCCEEDED: Ended.SUCCEEDED,
    EventState.DEAD_LETTERED: Ended.DEAD_LETTERED,
    EventState.DROPPED: Ended.DROPPED,
}
RAN = frozenset(Happens) - {Happens.THROTTLE, Happens.SYSTEM_ERROR}
"""What an attempt can meet when the code runs."""


def outcome_of(world: World) -> Outcome:
    """What a question may ask."""
    calls, events = world.calls, world.events
    results = Counter(call.result for call in calls)
    ends = Counter(_ENDED.get(event.state, Ended.WAITING) for event in events)
    met = Counter(attempt.happens for attempt in world.attempts)
    answered = [request.answer for request in world.requests if request.answer]
    letters = [letter for letter in world.letters if letter.written]
    records = [record for record in world.records if record.written]
    good = sum(record.condition == "Success" for record in records)
    effects = sum(call.effects for call in calls)
    return Outcome(
        arrived=len(calls),
        requests=len(world.requests),
        client_retries=len(world.requests) - len(calls),
        accepted=results[Result.ACCEPTED],
        refused=results[Result.REFUSED],
        unanswered=results[Result.NO_ANSWER],
        dry_runs=results[Result.DRY_RUN],
        failed_calls=results[Result.FUNCTION_ERROR],
        succeeded=results[Result.OK] + ends[Ended.SUCCEEDED],
        failed=results[Result.FUNCTION_ERROR] + ends[Ended.DEAD_LETTERED] + ends[Ended.DROPPED],
        events=len(events),
        dead_lettered=ends[Ended.DEAD_LETTERED],
        dropped=ends[Ended.DROPPED],
        waiting=results[Result.PENDING] + ends[Ended.WAITING],
        expired=sum(event.condition == "EventAgeExceeded" for event in events),
        attempts=len(world.attempts),
        runs=sum(met[happens] for happens in RAN),
        function_errors=sum(bool(answer.function_error) for answer in answered) + sum(event.errors for event in events),
        throttles=met[Happens.THROTTLE],
        system_errors=met[Happens.SYSTEM_ERROR] + met[Happens.LATE_SYSTEM_ERROR],
        duplicates=sum(event.duplicate for event in events),
        looped=world.looped,
        loops_stopped=world.stopped,
        effects=effects,
        repeated_effects=sum(times - 1 for times in world.done.values()),
        destination_success=good,
        destination_failure=len(records) - good,
        dlq_messages=len(letters),
        undelivered=len(world.records) - len(records) + len(world.letters) - len(letters),
        environments=len(world.environments),
        resets=world.resets,
        longest_wait=max((call.ended_at - call.at for call in calls if call.ended_at >= 0), default=-1),
        last_ended_at=max([call.ended_at for call in calls] + [event.ended_at for event in events], default=-1),
        first_code=_code(calls[0]) if calls else "",
        calls=tuple(_call(call) for call in calls),
        request_list=tuple(_request(request) for request in world.requests),
        event_list=tuple(_event(event) for event in events),
        attempt_list=tuple(world.attempts),
        records=tuple(world.records),
        dead_letters=tuple(world.letters),
    )


def _code(call: Call) -> str:
    return (call.answer.error if call.answer else "") or str(call.status)


def _call(call: Call) -> CallOutcome:
    answer = call.answer
    return CallOutcome(
        number=call.number,
        at=call.at,
        invocation_type=call.invoke.invocation_type,
        result=call.result,
        requests=call.requests,
        status=call.status,
        error=answer.error if answer else "",
        reason=answer.reason if answer else "",
        function_error=answer.function_error if answer else "",
        ended_at=call.ended_at,
        event=call.event,
        runs=call.runs,
        effects=call.effects,
    )


def _request(request: Request) -> RequestOutcome:
    answer = request.answer
    return RequestOutcome(
        number=request.number,
        call=request.call.number,
        attempt=request.attempt,
        at=request.at,
        answered_at=request.answered_at,
        request_id=request.id,
        status=answer.status if answer else 0,
        error=answer.error if answer else "",
        message=answer.message if answer else "",
        reason=answer.reason if answer else "",
        function_error=answer.function_error if answer else "",
        executed_version=answer.executed_version if answer else "",
        heard=request.heard,
        text=answer.text if answer else "",
        log=request.log,
    )


def _event(event: Event) -> EventOutcome:
    return EventOutcome(
        number=event.number,
        call=event.call.number,
        request_id=event.id,
        qualifier=event.qualifier or LATEST,
        at=event.at,
        status=_ENDED.get(event.state, Ended.WAITING),
        condition=event.condition,
        attempts=event.attempts,
        runs=event.runs,
        throttles=event.throttles,
        ended_at=event.ended_at,
        duplicate=event.duplicate,
        round=event.round,
    )
