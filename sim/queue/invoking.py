"""A batch and the function: a request that runs or is throttled, an answer, and what becomes of the messages after it.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

from sim.draw.text import duration
from sim.queue.answering import settle
from sim.queue.handling import failure_of_request, handle
from sim.queue.message import Batch
from sim.queue.outcome import Level
from sim.queue.state import POLLERS, Answer, BackOff, Request, World, environment_lane, told
from sim.queue.values import MINUTE, SECOND, Result
from sim.trace import Tone

FIRST_WAIT, LONGEST_WAIT = SECOND, MINUTE
"""Before a throttled batch is tried again. Teaching figures: AWS says that it backs off, not how."""
RESERVED, ACCOUNT = "ReservedFunctionConcurrentInvocationLimitExceeded", "ConcurrentInvocationLimitExceeded"


def request(world: World, batch: Batch) -> None:
    """Ask the function to take the batch: it runs, or Lambda answers 429."""
    scenario = world.scenario
    batch.requests += 1
    has_reserve = scenario.reserved_concurrency >= 0
    limit = scenario.reserved_concurrency if has_reserve else scenario.account_concurrency
    is_full = len(world.environments) >= limit
    if is_full or failure_of_request(scenario, batch):
        _throttled(world, batch, RESERVED if has_reserve and is_full else ACCOUNT, limit if is_full else -1)
    else:
        _run(world, batch)


def again(world: World, batch: Batch) -> None:
    """Try a throttled batch again, unless a visibility timeout has ended meanwhile."""
    if world.now < min(held.deadline for held in batch.held):
        request(world, batch)
    else:
        _give_up(world, batch)


def answer(world: World, due: Answer) -> None:
    """The invocation ends: its messages are deleted, or stay."""
    batch = due.batch
    world.environments.discard(batch.environment)
    batch.result, batch.response = due.handled.result, due.handled.response
    settle(world, batch, due.handled.done, due.handled.kept)
    failed = batch.result not in (Result.SUCCEEDED, Result.PARTIAL)
    if failed and not world.scenario.report_item_failures:
        back_off(world, "An invocation failed")
    elif not failed:
        world.backed_off = False
    _free(world, batch)


def _run(world: World, batch: Batch) -> None:
    taken = world.environments
    batch.environment = next(n for n in range(1, len(taken) + 2) if n not in taken)
    taken.add(batch.environment)
    world.peak_concurrency = max(world.peak_concurrency, len(taken))
    batch.invoked_at = world.now
    handled = handle(world.scenario, batch)
    lane = environment_lane(batch.environment)
    messages = [held.message for held in batch.held]
    why = f"Lambda invokes the function synchronously, with an event of {_records(len(messages))}: {told(messages)}."
    world.mark(lane, "invoked", f"{batch.of} invokes with {told(messages)}", Tone.WORK, why, "esm-what", batch.of)
    tone = Tone.WORK if handled.result is Result.SUCCEEDED else Tone.BAD
    label, why = (
        f"{batch.of} runs",
        f"{_ENDS[handled.result]} It has {duration(world.scenario.timeout_seconds * SECOND)}.",
    )
    world.span(lane, world.now, world.now + handled.lasts, "invoke", label, tone, why, "esm-timeout", batch.of)
    world.plan(world.now + handled.lasts, Answer(batch, handled))


def _throttled(world: World, batch: Batch, reason: str, limit: int) -> None:
    world.throttles += 1
    deadline = min(held.deadline for held in batch.held)
    wait = min(FIRST_WAIT << min(batch.requests - 1, 10), LONGEST_WAIT)
    until = max(min(world.now + wait, deadline), world.now)
    why = (
        f"429 TooManyRequestsException: Rate Exceeded. Reason {reason}.{_as_it_runs(limit)} The handler does not run, and Lambda tries the "
        "same batch again."
    )
    label = f"{batch.of} throttled, request {batch.requests}"
    world.mark(POLLERS, "throttled", label, Tone.BAD, why, "conc-throttle-sync-vs-async", batch.of)
    why = "Lambda keeps the batch and backs off. The visibility timeouts of its messages run on; the length of this wait is ours."
    if until > world.now:
        label = f"{batch.of} waits for another try"
        world.span(POLLERS, world.now, until, "throttle-wait", label, Tone.BAD, why, "sqs-backoff", batch.of)
    if batch.requests == 1 and not world.back_off_due:
        world.back_off_due = True
        world.plan(world.now, BackOff())
    world.plan(until, Request(batch))


def _give_up(world: World, batch: Batch) -> None:
    batch.result = Result.THROTTLED
    why = "A visibility timeout has ended, so Lambda drops the batch. The messages were never handled, yet their receive counts have grown."
    label = f"{batch.of} given up"
    world.mark(POLLERS, "given_up", label, Tone.BAD, why, "sqs-max-concurrency-no-lost-receives", batch.of)
    settle(world, batch, (), tuple(batch.held))
    _free(world, batch)


def _free(world: World, batch: Batch) -> None:
    """The poller has nothing more to do with the batch."""
    world.busy -= 1
    batch.ended_at = world.now
    level = world.scaling.least
    idle = not world.busy and world.shelf.first() is None
    if idle and not world.backed_off and world.level != level:
        world.level = world.marked_level = level
        world.levels.append(Level(at=world.now, count=level))
        why = f"There is nothing to receive and nothing at work, so the mapping goes back to {level}. AWS does not say how soon; here it is at once."
        world.mark(POLLERS, "scaled", f"back to {level} batches at once", Tone.REST, why, "sqs-scaling-default")
    world.look()


def back_off(world: World, cause: str = "A batch was throttled") -> None:
    """Fewer batches may be at work at once."""
    world.back_off_due = False
    level = world.scaling.backed_off(world.level)
    world.backed_off = True
    if level < world.level:
        why = f"{cause}, so Lambda reduces how many batches may be at work at once. AWS does not say by how much; here it is half."
        world.level = world.marked_level = level
        world.levels.append(Level(at=world.now, count=level))
        world.mark(POLLERS, "backed_off", f"back-off to {level} batches at once", Tone.BAD, why, "sqs-backoff")


def _as_it_runs(limit: int) -> str:
    """How much of its ``limit`` the function uses; nothing is said of a throttle that the script has, where it is -1."""
    if limit < 0:
        return ""
    if not limit:
        return " The function may not run at all."
    return f" The function runs {'once' if limit == 1 else f'{limit} times at once'} already, and that is its limit."


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


_ENDS = {
    Result.SUCCEEDED: "The handler returns, and Lambda takes the whole batch for done.",
    Result.PARTIAL: "The handler returns, and its response names messages that failed.",
    Result.FAILED: "The handler raises.",
    Result.TIMED_OUT: "The handler does not come to an end in time.",
    Result.CRASHED: "The process of the handler ends.",
    Result.MALFORMED: "The handler returns something that Lambda cannot read as a partial response.",
}
