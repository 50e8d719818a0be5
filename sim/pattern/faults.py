"""What can be wrong with a pattern or an event, as exceptions."""


class PatternError(ValueError):
    """A pattern that the engine refuses.

    ``message`` is the engine's last word. ``strict`` is the true reason where the last word hides it: after a refusal the engine
    tries an older compiler that knows no ``$or``, and tells what that one said.
    """

    def __init__(self, message: str, strict: str | None = None) -> None:
        self.message = message
        self.strict = strict
        super().__init__(message)


class EventError(ValueError):
    """A text that is no event: not JSON, not an object, or nested deeper than is read."""


class RefusalError(Exception):
    """A compiler's objection. ``final`` if the engine does not try its older compiler after it."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        self.message = message
        self.final = final
        super().__init__(message)
