"""Does this event match this pattern? With the verdict and the words of the engine that AWS itself uses.

A pattern is compiled to flat rules (``compiling``) of fields (``field``, ``operators``); an event is read (``events``) and taken
apart (``leaves``); a rule is tried (``matching``). What the engine does wrong is done wrong here too, and said so (``bugs``).

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
"""

from sim.pattern.events import Event, event_of_json, event_of_text
from sim.pattern.faults import EventError, PatternError
from sim.pattern.pattern import Pattern, compile_pattern

__all__ = [
    "Event",
    "EventError",
    "Pattern",
    "PatternError",
    "compile_pattern",
    "event_of_json",
    "event_of_text",
]
