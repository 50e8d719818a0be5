"""The labs: controls → scenario → run → picture. A lab has the name of its simulator and is found by it."""

from sim.ui.labs.desk import lab_module
from sim.ui.labs.frame import lab, open_link
from sim.ui.labs.prediction import Told

__all__ = ["Told", "lab", "lab_module", "open_link"]
