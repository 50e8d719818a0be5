"""What can be wrong with an item beyond its shape: in what it refers to, in how it is written, and before the simulator.

``CODES`` lists every code of this folder. Faults of shape have the gate's codes (G001 and up), faults in a simulator's name,
scenario or outcome path those of ``sim.catalog`` (S001 and up).
"""

from quizzes.lint.codes import CODES
from quizzes.lint.oracle import against_simulators, scenarios
from quizzes.lint.references import Scope, references
from quizzes.lint.writing import writing

__all__ = ["CODES", "Scope", "against_simulators", "references", "scenarios", "writing"]
