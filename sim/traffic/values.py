"""Names and limits that the parts of a ``traffic`` scenario share."""

from typing import Annotated

from annotated_types import Interval, MaxLen

SECOND = 1000
MINUTE = 60 * SECOND
LAST = 24 * 60 * MINUTE

FUNCTION, ALIAS = "reserve-seat", "prod"

MOST_CALLS = 5_000
LONGEST_CALL = 15 * MINUTE

Moment = Annotated[int, Interval(ge=0, le=LAST)]
"""ms from the beginning, up to a day."""
Number = Annotated[str, MaxLen(20)]
"""A version as the API takes it: ``1``, or ``$LATEST``. What AWS refuses may stand here."""
