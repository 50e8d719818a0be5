"""What can be wrong with a pattern or an event, as exceptions."""

from typing import NamedTuple


class Position(NamedTuple):
    """A place in a text: both begin at 1, and are 0 if it is not known."""

    line: int = 0
    column: int = 0


NOWHERE = Position()


def position_of(text: str, at: int) -> Position:
    """The place of the sign that stands ``at`` so many signs from the beginning of ``text``."""
    return Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


class PatternError(ValueError):
    """A pattern that the engine refuses.

    ``message`` is the engine's last word. ``strict`` is the true reason where the last word hides it: after a refusal the engine
    tries an older compiler that knows no ``$or``, and tells what that one said. Each has the place of what is objected to.
    """

    def __init__(
        self, message: str, strict: str | None = None, place: Position = NOWHERE, strict_place: Position = NOWHERE
    ) -> None:
        self.message = message
        self.strict = strict
        self.line, self.column = place
        self.strict_line, self.strict_column = strict_place
        super().__init__(message)


class EventError(ValueError):
    """A text that is no event: not JSON, not an object, or nested deeper than is read."""

    def __init__(self, message: str, place: Position = NOWHERE) -> None:
        self.line, self.column = place
        super().__init__(message)


class RefusalError(Exception):
    """A compiler's objection. ``final`` if the engine does not try its older compiler after it.

    ``at`` is where in the text it objects to something; None if that is the token that was read last.
    """

    def __init__(self, message: str, *, final: bool = False, at: int | None = None) -> None:
        self.message = message
        self.final = final
        self.at = at
        super().__init__(message)
