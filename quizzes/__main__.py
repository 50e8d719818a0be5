"""``python -m quizzes lint``: every fault of the content, one a line. A root like ``app.py``, so it may look at the lessons."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sim.gate import ContentError, Fault

_ROOT = Path(__file__).parents[1]
_CONTENT = (
    "sim/facts.yaml",
    "sim/*/presets.yaml",
    "sim/pattern/shapes/index.yaml",
    "quizzes/objectives.yaml",
    "quizzes/bank/*.yaml",
    "quizzes/families/*.yaml",
    "lessons/course/**/*.md",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line. Gives the exit code: 0, or 1 when there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m quizzes", description="The bank of items.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("lint", help="tell every fault of facts, presets, objectives, items, families and lessons")
    parser.parse_args(arguments)
    faults = sorted(set(_faults()))
    for fault in faults:
        print(fault)
    if faults:
        return 1
    files = {file for pattern in _CONTENT for file in _ROOT.glob(pattern)}
    print(f"{len(files)} files, no fault")
    return 0


def _faults() -> Iterator[Fault]:
    """Facts first: simulators, items and lessons rest on them and are not read while they are faulty."""
    import sim.facts  # noqa: PLC0415 - a faulty ledger is told, not raised on import

    if ledger := sim.facts.lint():
        yield from ledger
        return
    import lessons.catalog  # noqa: PLC0415
    import quizzes.catalog  # noqa: PLC0415
    import quizzes.generate.lint  # noqa: PLC0415
    import sim.catalog  # noqa: PLC0415

    yield from sim.catalog.lint()
    yield from quizzes.catalog.lint()
    for rests_on_the_bank in (quizzes.generate.lint.lint, lessons.catalog.lint):
        try:
            yield from rests_on_the_bank()
        except ContentError as error:  # the bank may have faults of its own
            yield from error.faults


if __name__ == "__main__":
    sys.exit(main())
