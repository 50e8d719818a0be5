"""Where a lab stands on the bench: each says its ``SHELF``, and the shelves stand in the order that they have here."""

from enum import StrEnum


class Shelf(StrEnum):
    """The words above a shelf."""

    ENVIRONMENTS = "Environments"
    EVENTS = "Events"
    INVOCATION = "Invocation"
    VERSIONS = "Versions"
    AROUND = "Around the function"
    TOGETHER = "All together"
