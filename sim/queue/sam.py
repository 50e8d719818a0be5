"""The scenario as a SAM template, and what the shell script shares with it."""

from typing import Any

from sim.draw.aws import RUNTIME
from sim.mapping.filters import Filters, compile_filters
from sim.queue.handler import code
from sim.queue.scaling import LEAST_POLLERS, MOST_POLLERS
from sim.queue.scenario import Scenario
from sim.queue.values import FEWEST_CONCURRENT, FEWEST_POLLERS, FUNCTION, LARGEST_FIFO_BATCH, QUEUE

NAME = f"coldstart-{FUNCTION}"
MANAGED = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"
"""AWS's own policy for functions that read a queue."""


def queue_of(scenario: Scenario) -> str:
    """Name of the queue."""
    return f"coldstart-{scenario.queue_name}"


def dlq_of(scenario: Scenario) -> str:
    """Name of its dead-letter queue."""
    return f"coldstart-{QUEUE}-dlq{'.fifo' if scenario.fifo else ''}"


def mapping_of(scenario: Scenario) -> dict[str, Any]:
    """The mapping's settings, by the API's names; what is not set is left out."""
    given: dict[str, Any] = {"BatchSize": scenario.batch_size}
    if scenario.window_seconds:
        given["MaximumBatchingWindowInSeconds"] = scenario.window_seconds
    if scenario.report_item_failures:
        given["FunctionResponseTypes"] = ["ReportBatchItemFailures"]
    if scenario.filters:
        given["FilterCriteria"] = {"Filters": [{"Pattern": pattern} for pattern in scenario.filters]}
    if scenario.maximum_concurrency:
        given["ScalingConfig"] = {"MaximumConcurrency": scenario.maximum_concurrency}
    if scenario.provisioned:
        given["ProvisionedPollerConfig"] = {
            "MinimumPollers": scenario.minimum_pollers or LEAST_POLLERS,
            "MaximumPollers": scenario.maximum_pollers or MOST_POLLERS,
        }
    return given


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template. A setting that AWS refuses is left out, or raised to what it takes."""
    resources: dict[str, Any] = {"Queue": _queue(scenario)}
    if scenario.max_receive_count:
        dlq: dict[str, Any] = {"Type": "AWS::SQS::Queue"}
        resources["DeadLetterQueue"] = dlq | ({"Properties": {"FifoQueue": True}} if scenario.fifo else {})
    function: dict[str, Any] = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "Timeout": scenario.timeout_seconds,
    }
    if scenario.reserved_concurrency >= 0:
        function["ReservedConcurrentExecutions"] = scenario.reserved_concurrency
    function["InlineCode"] = code(scenario)
    source = {"Queue": {"Fn::GetAtt": ["Queue", "Arn"]}, **_taken(scenario)}
    function["Events"] = {"Orders": {"Type": "SQS", "Properties": source}}
    resources["Function"] = {"Type": "AWS::Serverless::Function", "Properties": function}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "A queue, its event source mapping, and a function that fails by a script.",
        "Resources": resources,
        "Outputs": {"QueueUrl": {"Value": {"Ref": "Queue"}}},
    }


def _queue(scenario: Scenario) -> dict[str, Any]:
    given: dict[str, Any] = {"FifoQueue": True} if scenario.fifo else {}
    given["VisibilityTimeout"] = max(scenario.visibility_seconds, scenario.timeout_seconds)
    given["MessageRetentionPeriod"] = scenario.retention_seconds
    if scenario.max_receive_count:
        given["RedrivePolicy"] = {
            "deadLetterTargetArn": {"Fn::GetAtt": ["DeadLetterQueue", "Arn"]},
            "maxReceiveCount": scenario.max_receive_count,
        }
    return {"Type": "AWS::SQS::Queue", "Properties": given}


def _taken(scenario: Scenario) -> dict[str, Any]:
    """The mapping's settings as AWS takes them."""
    given = mapping_of(scenario)
    if scenario.fifo:
        given.pop("MaximumBatchingWindowInSeconds", None)
        given["BatchSize"] = min(scenario.batch_size, LARGEST_FIFO_BATCH)
    elif scenario.batch_size > LARGEST_FIFO_BATCH:
        given["MaximumBatchingWindowInSeconds"] = max(scenario.window_seconds, 1)
    if not isinstance(compile_filters(scenario.filters, "body"), Filters):
        given.pop("FilterCriteria")
    if scenario.provisioned:
        pollers = given["ProvisionedPollerConfig"]
        least = max(pollers["MinimumPollers"], FEWEST_POLLERS)
        given["ProvisionedPollerConfig"] = {
            "MinimumPollers": least,
            "MaximumPollers": max(pollers["MaximumPollers"], least),
        }
        given.pop("ScalingConfig", None)
    elif scenario.maximum_concurrency:
        given["ScalingConfig"] = {"MaximumConcurrency": max(scenario.maximum_concurrency, FEWEST_CONCURRENT)}
    return given
