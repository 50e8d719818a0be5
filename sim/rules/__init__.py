"""Which of these rules does an event fire? Many rules at once, as JSON, as ``list-rules`` tells them, or as a template holds them.

A text is read into a tree (``json_tree``, ``yaml_tree``), the tree into rules (``book``, ``template``), and each rule is judged by the
engine of ``sim.pattern`` (``run``); of the silent ones it is told how near they came (``near``), of all what AWS limits (``limits``).

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
"""

from sim.rules.run import run
from sim.rules.scenario import Judgement, Limit, Outcome, RuleResult, Scenario

__all__ = ["Judgement", "Limit", "Outcome", "RuleResult", "Scenario", "run"]
