"""How much is tried before a verdict is given up: no event, however made, takes longer than this much work."""

from sim.pattern.faults import EventError

MOST_TESTS = 700_000
"""Steps: values of a pattern tried on values of an event, each at its price, and what is walked through on the way to them."""
MOST_CHOICES = 30_000
"""Elements of arrays chosen, where a key that comes twice makes one path lead into several arrays."""
MOST_SIGNS = 100_000_000
"""Signs of strings that wildcards are looked for in: each wildcard has to look through the whole string."""


class Work:
    """What has been spent on one event."""

    __slots__ = ("_choices", "_signs", "_tests")

    def __init__(self) -> None:
        self._signs = MOST_SIGNS
        self._tests = MOST_TESTS
        self._choices = MOST_CHOICES

    def tests(self, number: int) -> None:
        """Spend ``number`` steps.

        Raises:
            EventError: it is too much.
        """
        self._tests -= number
        if self._tests < 0:
            raise EventError(f"Event has too many values for this pattern: over {MOST_TESTS} would have to be tried")

    def signs(self, number: int) -> None:
        """Spend ``number`` signs.

        Raises:
            EventError: it is too much.
        """
        self._signs -= number
        if self._signs < 0:
            raise EventError(
                f"Event has too long strings for this pattern: its wildcards would look through over {MOST_SIGNS} characters"
            )

    def choices(self, number: int) -> None:
        """Spend ``number`` choices.

        Raises:
            EventError: it is too much.
        """
        self._choices -= number
        if self._choices < 0:
            raise EventError(f"Event has more than {MOST_CHOICES} ways to choose elements of its arrays")
