r"""Wildcards: ``*`` stands for any text, none included; ``\*`` and ``\\`` for themselves.

The parts between the wildcards are looked for from left to right, each at the first place where it fits, and never again: at
most one search for each part, each beginning where the one before ended. So the searches together go over the text once, and no
pattern takes longer than its longest part times the text's length.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sim.pattern.bugs import encodable
from sim.pattern.faults import RefusalError


@dataclass(frozen=True, slots=True)
class Glob:
    """The texts between the wildcards, from the beginning to the end: one more than there are wildcards."""

    parts: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Glob":
        """Read ``text``.

        Raises:
            RefusalError: two wildcards in a row, or a backslash before something else. Places are counted in bytes of UTF-8, the
                opening quote being 0.
        """
        parts, at, last = [""], 0, ""
        signs = encodable(text)
        while at < len(signs):
            sign, after = signs[at], signs[at + 1 : at + 2]
            if sign == "*":
                if last == "*":
                    raise RefusalError(f"Consecutive wildcard characters at pos {_place(signs, at - 1)}")
                parts.append("")
                last = "*"
            elif sign == "\\":
                if after not in {"*", "\\"}:
                    raise RefusalError(f"Invalid escape character at pos {_place(signs, at)}")
                parts[-1] += after
                last = ""
                at += 1
            else:
                parts[-1] += sign
                last = ""
            at += 1
        return cls(tuple(parts))

    @property
    def inside(self) -> str:
        """What ``*this*`` looks for, and nothing else; empty for all other shapes."""
        return self.parts[1] if len(self.parts) == 3 and not (self.parts[0] or self.parts[2]) else ""

    @property
    def price(self) -> int:
        """What it costs to try it on a short text: each part is looked for by itself."""
        return 1 if self.inside else 1 + len(self.parts)

    def matches(self, text: str) -> bool:
        """Whether the whole of ``text`` fits."""
        return _fits(self.parts, encodable(text))


def one_fits(globs: Iterable[Glob]) -> Callable[[str], bool]:
    """Whether the whole of a text fits one of ``globs``."""
    inside = tuple(glob.inside for glob in globs if glob.inside)
    others = tuple(glob.parts for glob in globs if not glob.inside)

    def test(text: str) -> bool:
        text = encodable(text)
        for part in inside:
            if part in text:
                return True
        for parts in others:  # noqa: SIM110 - a loop is twice as quick as any()
            if _fits(parts, text):
                return True
        return False

    return test


def _fits(parts: tuple[str, ...], text: str) -> bool:
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return text == first
    if (first and not text.startswith(first)) or (last and not text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    if at > end:
        return False
    for part in parts[1:-1]:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _place(text: str, at: int) -> int:
    return len(text[:at].encode("utf-8")) + 1
