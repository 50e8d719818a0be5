"""The one way from a YAML text to checked values, with every fault of a file at once.

``read`` composes the text into a tree that remembers the line and column of each node, ``check`` turns the tree into a frozen
dataclass by pydantic in strict mode. A fault reads ``file:line:column: CODE place: what is wrong; what would be right``.
"""

from sim.gate.check import check
from sim.gate.fault import ContentError, Fault
from sim.gate.tree import Document, of_value, read, text_of

__all__ = ["ContentError", "Document", "Fault", "check", "of_value", "read", "text_of"]
