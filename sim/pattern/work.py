"""How much is tried before a verdict is given up: no event, however made, takes longer than this much work."""

from sim.pattern.faults import EventError

MOST_TESTS = 5_000_000
"""Values of a pattern tried on values of an event. Plain strings of one field count as one, however many they are."""
MOST_CHOICES = 100_000
"""Elements of arrays chosen, where a key that comes twice makes one path lead into several arrays."""


class Work:
    """What has been spent on one event."""

    __slots__ = ("_choices", "_tests")

    def __init__(self) -> None:
        self._tests = MOST_TESTS
        self._choices = MOST_CHOICES

    def tests(self, number: int) -> None:
        """Spend ``number`` tests.

        Raises:
            EventError: it is too much.
        """
        self._tests -= number
        if self._tests < 0:
            raise EventError(f"Event has too many values for this pattern: over {MOST_TESTS} would have to be tried")

    def choices(self, number: int) -> None:
        """Spend ``number`` choices.

        Raises:
            EventError: it is too much.
        """
        self._choices -= number
        if self._choices < 0:
            raise EventError(f"Event has more than {MOST_CHOICES} ways to choose elements of its arrays")
