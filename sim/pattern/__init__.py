"""Does this event match this pattern? With the verdict and the words of the engine that AWS itself uses.

A pattern is compiled to flat rules (``compiling``) of fields (``field``, ``operators``); an event is read (``events``) and taken
apart (``leaves``); a rule is tried (``matching``). What the engine does wrong is done wrong here too, and said so (``bugs``).

``run`` tells the verdict with its reasons: which element each field has chosen (``why``), a sentence for each field (``explain``,
``reasons``, ``absence``), the smallest change after which it would match (``hint``), how a refused pattern is written right
(``advice``), and the traps met on the way (``notes``, ``complexity``).

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
"""

from sim.pattern.events import Event, event_of_json, event_of_text
from sim.pattern.faults import EventError, PatternError
from sim.pattern.pattern import Pattern, compile_pattern
from sim.pattern.ruleset import RuleSet
from sim.pattern.run import run
from sim.pattern.scenario import FieldOutcome, Outcome, Scenario

__all__ = [
    "Event",
    "EventError",
    "FieldOutcome",
    "Outcome",
    "Pattern",
    "PatternError",
    "RuleSet",
    "Scenario",
    "compile_pattern",
    "event_of_json",
    "event_of_text",
    "run",
]
