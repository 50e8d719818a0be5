"""Settings that AWS takes and advises against.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
"""

from collections.abc import Iterator

from sim.facts import whole
from sim.queue.outcome import Advice
from sim.queue.scenario import Scenario

TIMES = whole("sqs-visibility-6x")
FEWEST_RECEIVES = whole("sqs-max-receive-5")
FEWEST_RESERVED = whole("sqs-reserved-5")


def advice_of(scenario: Scenario) -> tuple[Advice, ...]:
    """What to look at again."""
    return tuple(_advice(scenario))


def _advice(scenario: Scenario) -> Iterator[Advice]:
    wanted = TIMES * scenario.timeout_seconds + scenario.window_seconds
    if scenario.timeout_seconds <= scenario.visibility_seconds < wanted:
        window = f", plus the window of {scenario.window_seconds} s" if scenario.window_seconds else ""
        told = (
            f"{scenario.visibility_seconds} s is less than {TIMES} × the function's timeout of {scenario.timeout_seconds} s"
            f"{window}: {wanted} s. The time is for Lambda to try a throttled batch again."
        )
        yield Advice(setting="VisibilityTimeout", told=told, fact="sqs-visibility-6x")
    count = scenario.max_receive_count
    if not count:
        told = "The queue has no redrive policy: a message that fails for ever comes back until the queue drops it."
        yield Advice(setting="RedrivePolicy", told=told, fact="esm-dlq-where")
    elif count < FEWEST_RECEIVES:
        told = (
            f"{count} is less than {FEWEST_RECEIVES}: a few throttles, and a sound message is in the dead-letter queue."
        )
        yield Advice(setting="maxReceiveCount", told=told, fact="sqs-max-receive-5")
    if scenario.fifo and count:
        told = "A message that leaves for the dead-letter queue lets later ones of its group pass: the order has a gap."
        yield Advice(setting="RedrivePolicy", told=told, fact="sqs-fifo-dlq")
    reserved = scenario.reserved_concurrency
    if 0 <= reserved < FEWEST_RESERVED:
        told = f"{reserved} is less than {FEWEST_RESERVED}: the first five batches at once are more than the function may run."
        yield Advice(setting="ReservedConcurrentExecutions", told=told, fact="sqs-reserved-5")
    if 0 <= reserved < scenario.maximum_concurrency:
        told = f"{scenario.maximum_concurrency} is more than the {reserved} that are reserved: what is above them is throttled."
        yield Advice(setting="MaximumConcurrency", told=told, fact="sqs-max-concurrency")
    if not scenario.idempotent:
        told = "Messages come at least once, and so may come twice. This handler does its work for each of them."
        yield Advice(setting="handler", told=told, fact="esm-at-least-once")
