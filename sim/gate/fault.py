"""A fault in a file of content, and the exception that carries all of them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong at one place. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.code} {self.place}" if self.place else self.code
        return f"{self.file}:{self.line}:{self.column}: {where}: {self.problem}; {self.remedy}"


class ContentError(Exception):
    """Content that does not pass the gate. ``faults`` are all that were found, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
