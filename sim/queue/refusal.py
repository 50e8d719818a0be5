"""What CreateEventSourceMapping says to the scenario: nothing, or the first of the errors that AWS would find.

The order of the checks is ours where two of them meet: AWS does not document it.
https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
"""

from collections.abc import Iterator

from sim.mapping.errors import (
    DESTINATION_UNSUPPORTED,
    FIFO_WINDOW,
    NO_FUNCTION,
    WINDOW_WANTED,
    ApiError,
    duplicate_queue_mapping,
    not_recorded,
    out_of_range,
    role_may_not,
    visibility_too_short,
)
from sim.mapping.filters import Filters, compile_filters
from sim.queue.scenario import Scenario
from sim.queue.values import (
    ACCOUNT,
    FEWEST_CONCURRENT,
    FEWEST_POLLERS,
    FUNCTION,
    LARGEST_FIFO_BATCH,
    MOST_CONCURRENT,
    REGION,
    Creation,
)

UUID = "14e0db71-5d35-4eb5-b481-8945cf9d10c2"
"""Of the mapping that is there already."""
_NO_WINDOW_NEEDED = 10


def refusal_of(scenario: Scenario) -> ApiError | None:
    """The refusal, or None if the mapping is made."""
    return next(_refusals(scenario), None)


def filters_of(scenario: Scenario) -> Filters:
    """The filters of a mapping that was made."""
    filters = compile_filters(scenario.filters, "body")
    return filters if isinstance(filters, Filters) else Filters("body", ())


def queue_arn(scenario: Scenario) -> str:
    """ARN of the queue."""
    return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{scenario.queue_name}"


def _refusals(scenario: Scenario) -> Iterator[ApiError]:
    if 0 < scenario.maximum_concurrency < FEWEST_CONCURRENT:
        field = "scalingConfig.maximumConcurrency"
        yield out_of_range(field, scenario.maximum_concurrency, FEWEST_CONCURRENT, MOST_CONCURRENT)
    if scenario.creation is Creation.DESTINATION:
        yield DESTINATION_UNSUPPORTED
    if scenario.fifo and scenario.window_seconds:
        yield FIFO_WINDOW
    if scenario.fifo and scenario.batch_size > LARGEST_FIFO_BATCH:
        told = f"BatchSize {scenario.batch_size} for a FIFO queue, which takes {LARGEST_FIFO_BATCH} at most."
        yield not_recorded(told, "sqs-batch-size")
    if scenario.batch_size > _NO_WINDOW_NEEDED and not scenario.window_seconds:
        yield WINDOW_WANTED
    yield from _pollers(scenario)
    filters = compile_filters(scenario.filters, "body")
    if isinstance(filters, ApiError):
        yield filters
    if scenario.creation is Creation.NO_FUNCTION:
        yield NO_FUNCTION
    if scenario.creation is Creation.NO_PERMISSION:
        yield role_may_not("ReceiveMessage", "SQS")
    if scenario.visibility_seconds < scenario.timeout_seconds:
        yield visibility_too_short(scenario.visibility_seconds, scenario.timeout_seconds)
    if scenario.creation is Creation.TWICE:
        yield duplicate_queue_mapping(queue_arn(scenario), FUNCTION, UUID)


def _pollers(scenario: Scenario) -> Iterator[ApiError]:
    """What is wrong with the numbers of pollers; the texts are ours."""
    if scenario.maximum_concurrency and scenario.provisioned:
        yield not_recorded("ScalingConfig and ProvisionedPollerConfig exclude each other.", "sqs-provisioned-mode")
    for name, pollers in (("Minimum", scenario.minimum_pollers), ("Maximum", scenario.maximum_pollers)):
        if 0 < pollers < FEWEST_POLLERS:
            told = f"{name}Pollers {pollers} for a queue, which takes {FEWEST_POLLERS} or more."
            yield not_recorded(told, "sqs-provisioned-mode")
    if scenario.maximum_pollers and scenario.minimum_pollers > scenario.maximum_pollers:
        yield not_recorded("MinimumPollers is higher than MaximumPollers.", "sqs-provisioned-mode")
