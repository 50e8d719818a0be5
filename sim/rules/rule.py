"""A rule as a book tells of it."""

from dataclasses import dataclass, replace

DEFAULT_BUS = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, not yet compiled."""

    name: str
    at: int
    """Where it begins in the text, in characters."""
    bus: str = DEFAULT_BUS
    state: str = "ENABLED"
    pattern: str = ""
    """The pattern's text; empty if there is none."""
    schedule: str = ""
    """A ``rate()``, ``cron()`` or ``at()``."""
    targets: int = 0
    fault: str = ""
    """What AWS refuses about it, the pattern apart."""
    unknown: str = ""
    """What keeps it from being judged before deployment."""
    open: tuple[str, ...] = ()
    """Values that only deployment brings; in ``pattern`` any value will do for them."""
    surely: str = ""
    """The pattern in which no value will do for what is open."""
    remark: str = ""
    replaced: int = -1
    """Where the rule begins that takes its place; -1 if there is none."""

    def replaced_at(self, at: int) -> "Rule":
        """The rule, with one of the same name behind it."""
        return replace(self, replaced=at)

    def with_remark(self, remark: str) -> "Rule":
        """The rule, with ``remark`` before its own."""
        return replace(self, remark=" ".join(filter(None, (remark, self.remark))))
