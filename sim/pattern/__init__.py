"""Does this event match this pattern? With the verdict and the words of the engine that AWS itself uses.

A pattern is compiled to flat rules (``compiling``) of fields (``field``, ``operators``), an event is read (``events``, ``levels``), and a rule
is tried in the quickest way that is sure: by looking its paths up (``quick``), by one walk (``descent``), or with the event taken apart
(``leaves``, ``matching``); ``work`` bounds what one event may cost. What the engine does wrong is done wrong here too, and said so
(``bugs``). Many rules at once are a ``RuleSet`` (``index``). ``run`` tells the verdict with its reasons (``why``).

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
