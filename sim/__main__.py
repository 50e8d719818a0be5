"""``python -m sim list``, ``python -m sim run NAME SCENARIO.yaml [--json]`` and ``python -m sim verdicts ROWS.jsonl``."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from sim.catalog import simulators
from sim.draw.text import text
from sim.gate import ContentError, check, read
from sim.pattern.verdicts import verdicts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line. Gives the exit code: 0, or 1 when the ledger or a scenario does not pass the gate."""
    try:
        names = sorted(simulators())
    except ContentError as error:  # they take their limits from the ledger of facts
        print(*error.faults, sep="\n", file=sys.stderr)
        return 1
    parser = argparse.ArgumentParser(prog="python -m sim", description="Small exact models of AWS behaviour.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="name every simulator and its question")
    one = commands.add_parser(
        "run", help="run a scenario", epilog="example: python -m sim run lifecycle two-calls.yaml"
    )
    one.add_argument("name", choices=names)
    one.add_argument("scenario", type=Path, help="a YAML file with the scenario's fields; - for standard input")
    one.add_argument("--json", action="store_true", help="the whole trace as JSON instead of text")
    rows = commands.add_parser("verdicts", help="judge pairs of event pattern and event, one JSON line each")
    rows.add_argument("rows", type=Path, help="a file of lines with id, pattern or pattern_text, event or event_text")
    given = parser.parse_args(arguments)
    if given.command == "list":
        for simulator in simulators().values():
            print(f"{simulator.name:<12} {simulator.question}")
        return 0
    if given.command == "verdicts":
        return _verdicts(given.rows)
    return _run(given.name, given.scenario, as_json=given.json)


def _verdicts(file: Path) -> int:
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{file}: cannot be read: {error}; give a file of JSON lines in UTF-8", file=sys.stderr)
        return 1
    for verdict in verdicts(lines):
        print(json.dumps(verdict))
    return 0


def _run(name: str, file: Path, *, as_json: bool) -> int:
    try:
        source = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{file}: cannot be read: {error}; give a YAML file in UTF-8", file=sys.stderr)
        return 1
    document = read(source, str(file))
    scenario, faults = check(document, simulators()[name].scenario)
    if scenario is None or document.faults or faults:
        print(*document.faults, *faults, sep="\n", file=sys.stderr)
        return 1
    trace = simulators()[name].run(scenario)
    if as_json:
        print(json.dumps(asdict(trace), indent=1))
        return 0
    print(text(trace))
    print()
    for field in fields(trace.outcome):
        value = getattr(trace.outcome, field.name)
        if not isinstance(value, tuple):
            print(f"{field.name:<20} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
