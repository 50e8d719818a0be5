"""What reaches which target, in what form, and what becomes of a delivery that fails? Rules on event buses, and what they do."""

from sim.bus.outcome import (
    DeadLetter,
    DeliveryOutcome,
    Ended,
    EntryOutcome,
    EventOutcome,
    Outcome,
    Received,
    RuleOutcome,
)
from sim.bus.run import run
from sim.bus.scenario import Archive, Bus, Put, Replay, Rule, Scenario
from sim.bus.target import Entry, Target, Transformer
from sim.bus.values import Behaviour, Dlq, Idempotent, Kind, Resend, State

__all__ = [
    "Archive",
    "Behaviour",
    "Bus",
    "DeadLetter",
    "DeliveryOutcome",
    "Dlq",
    "Ended",
    "Entry",
    "EntryOutcome",
    "EventOutcome",
    "Idempotent",
    "Kind",
    "Outcome",
    "Put",
    "Received",
    "Replay",
    "Resend",
    "Rule",
    "RuleOutcome",
    "Scenario",
    "State",
    "Target",
    "Transformer",
    "run",
]
