"""What stops a shard, and what gets it going again? Event source mappings on Kinesis and DynamoDB Streams."""

from sim.stream.outcome import (
    Age,
    Block,
    Ended,
    Fate,
    Formed,
    Invocation,
    OnFailureRecord,
    Outcome,
    RecordOutcome,
    Window,
)
from sim.stream.run import run
from sim.stream.scenario import Fault, Outage, Put, Scenario
from sim.stream.values import Creation, How, OnFailure, Position, Source, Trouble

__all__ = [
    "Age",
    "Block",
    "Creation",
    "Ended",
    "Fate",
    "Fault",
    "Formed",
    "How",
    "Invocation",
    "OnFailure",
    "OnFailureRecord",
    "Outage",
    "Outcome",
    "Position",
    "Put",
    "RecordOutcome",
    "Scenario",
    "Source",
    "Trouble",
    "Window",
    "run",
]
