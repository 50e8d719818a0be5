"""A real .zip measured in memory: how large it is, what fills it, and what is odd in it. Nothing is ever written to a disk.

What a header says of a size is not believed: each file is inflated piece by piece, counted and thrown away, and the counting stops at a bound.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-function-zip.html
"""

import io
import struct
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sim.package.answers import BROKEN_ZIP, EMPTY_ZIP
from sim.package.inflating import ENTRY, Broken, Unusual, inflated
from sim.package.names import Suspect, bootstrap_in, folder_of, is_nested, suspects_in
from sim.package.values import MB, UNZIPPED_LIMIT, Bootstrap, exactly, size

LARGEST_UPLOAD = 70 * MB
MOST_COUNTED = 2 * UNZIPPED_LIMIT
"""Bytes at which the counting stops: twice what Lambda takes."""
MOST_ENTRIES = 50_000
MOST_RATIO = 200
"""Times that a file may grow before it is called suspicious; code and libraries grow three to ten times."""
SHOWN = 10
_UNREADABLE = (
    zipfile.BadZipFile,
    NotImplementedError,
    struct.error,
    ValueError,
    OverflowError,
    EOFError,
    LookupError,
    OSError,
)
"""What the standard library says of bytes that are no .zip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """A file or a folder, and what it takes unzipped."""

    name: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What there is to say of a .zip. With a ``problem`` only what was counted until then."""

    problem: str = ""
    """Why it cannot be measured, or is refused; empty if all is well."""
    aws_says: str = ""
    """What AWS would answer to that, if it is known."""
    zipped_bytes: int = 0
    unzipped_bytes: int = 0
    is_whole: bool = True
    """Whether everything was counted; if not, there is more than that."""
    files: int = 0
    largest: tuple[Sized, ...] = ()
    folders: tuple[Sized, ...] = ()
    """Folders at the top, the largest first; the files beside them count as ``(root)``."""
    bootstrap: Bootstrap = Bootstrap.MISSING
    suspects: tuple[Suspect, ...] = ()
    suspected: int = 0
    """How many there are; not all of them are listed."""
    nested: tuple[str, ...] = ()
    """Archives inside: Lambda does not unpack them, and their files are not counted."""
    names: frozenset[str] = frozenset()

    @property
    def is_measured(self) -> bool:
        """Whether its sizes can be taken over."""
        return not self.problem


def measure(given: bytes) -> Archive:
    """Measure the .zip. Whatever the bytes are, something is given back and nothing is raised."""
    if len(given) > LARGEST_UPLOAD:
        told = f"The file has {size(len(given))}; at most {size(LARGEST_UPLOAD)} are looked at."
        return Archive(problem=told, zipped_bytes=len(given))
    if given.count(ENTRY) > MOST_ENTRIES:
        told = f"The archive lists more than {MOST_ENTRIES:,} files; so many are not looked at here."
        return Archive(problem=told, zipped_bytes=len(given))
    try:
        with zipfile.ZipFile(io.BytesIO(given)) as opened:
            entries = opened.infolist()
    except _UNREADABLE:
        told = "This is no .zip, or a broken one: its list of files cannot be read."
        return Archive(problem=told, aws_says=BROKEN_ZIP, zipped_bytes=len(given))
    files = [entry for entry in entries if not entry.is_dir()]
    if not files:
        return Archive(problem="There is no file in it.", aws_says=EMPTY_ZIP, zipped_bytes=len(given))
    return _measured(given, files)


def _measured(given: bytes, files: list[zipfile.ZipInfo]) -> Archive:
    counted: list[Sized] = []
    total, problem, aws_says = 0, "", ""
    for entry in files:
        if entry.flag_bits & 0x1:
            problem = f"{_short(entry.filename)} is encrypted. Lambda has no password: zip it without one."
            break
        try:
            amount = inflated(given, entry, MOST_COUNTED - total)
        except Broken as error:
            problem = f"{_short(entry.filename)} {error}"
            aws_says = "" if isinstance(error, Unusual) else BROKEN_ZIP
            break
        total += amount
        counted.append(Sized(name=entry.filename, bytes=amount))
        if total >= MOST_COUNTED:
            break
    suspects = (*suspects_in(files), *_grown(files, counted))
    return Archive(
        problem=problem,
        aws_says=aws_says,
        zipped_bytes=len(given),
        unzipped_bytes=total,
        is_whole=not problem and total < MOST_COUNTED,
        files=len(files),
        largest=_largest(counted),
        folders=_largest(_folders(counted)),
        bootstrap=bootstrap_in(files),
        suspects=suspects[:SHOWN],
        suspected=len(suspects),
        nested=tuple(entry.filename for entry in files if is_nested(entry.filename))[:SHOWN],
        names=frozenset(entry.filename for entry in files),
    )


def _grown(files: list[zipfile.ZipInfo], counted: list[Sized]) -> Iterable[Suspect]:
    for entry, one in zip(files, counted, strict=False):
        if one.bytes > MB and one.bytes > MOST_RATIO * max(1, entry.compress_size):
            told = f"grows from {exactly(entry.compress_size)} to {size(one.bytes)} or more"
            yield Suspect(name=one.name, why=told)


def _folders(counted: list[Sized]) -> list[Sized]:
    sums: Counter[str] = Counter()
    for one in counted:
        sums[folder_of(one.name)] += one.bytes
    return [Sized(name=name, bytes=amount) for name, amount in sums.items()]


def _largest(found: list[Sized]) -> tuple[Sized, ...]:
    return tuple(sorted(found, key=lambda one: (-one.bytes, one.name))[:SHOWN])


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:79]}…"
