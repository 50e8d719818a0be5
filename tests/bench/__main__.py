"""``make bench``: what things cost here, as medians of several runs. Compare ratios, not machines.

``python -m tests.bench patterns`` measures event patterns alone.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.fleet import measure_fleet
from tests.bench.hostile import measure_hostile
from tests.bench.pages import measure_pages
from tests.bench.patterns import measure_patterns


def timed(work: Callable[[], object], runs: int = 5) -> float:
    """Median CPU seconds of ``work``."""
    taken = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def row(what: str, figure: str, note: str = "") -> None:
    """One line of the table."""
    print(f"| {what} | {figure} | {note} |")


def measure_simulator() -> None:
    """How fast lifecycle runs with its whole trace, and how fast that becomes bytes for the player."""
    from sim.lifecycle import Scenario, Traffic, run
    from sim.ui.player.encode import encode

    scenario = Scenario(traffic=Traffic(per_minute=1000, minutes=10, seed=1))
    trace = run(scenario)
    seconds = timed(lambda: run(scenario))
    row("lifecycle, whole trace", f"{trace.outcome.arrived / seconds:,.0f} calls/s", f"{len(trace.spans):,} spans")
    seconds = timed(lambda: encode(trace))
    row("trace → bytes for the player", f"{seconds * 1000:.0f} ms", f"{len(trace.spans):,} spans")


def measure_invocation() -> None:
    """How fast asynchronous events are followed in volume, without a trace: when all goes well, and in storms of retries."""
    from sim.invocation import Workload, measure

    calm = Workload(per_minute=30_000, minutes=5)
    failing = Workload(per_minute=30_000, minutes=5, fail_percent=100)
    crowded = Workload(per_minute=6_000, minutes=20, duration=300, concurrency=20, fail_percent=10)
    for name, workload in (("calm", calm), ("every run fails", failing), ("no room for half", crowded)):
        steps = measure(workload).steps
        seconds = timed(lambda workload=workload: measure(workload), 3)
        row(f"invocation, {name}", f"{steps / seconds:,.0f} heap events/s", f"{steps:,} steps")


def measure_content() -> None:
    """How long the gate takes over the ledger, the bank and the lessons."""
    import lessons.catalog
    import quizzes.catalog
    import sim.facts

    row("gate: facts ledger", f"{timed(sim.facts.lint) * 1000:.0f} ms", f"{len(sim.facts.facts())} facts")
    items = len(quizzes.catalog.bank())
    seconds = timed(quizzes.catalog.lint)
    row(
        "gate: bank, every proof run",
        f"{seconds * 1000:.0f} ms",
        f"{items} items, {seconds / items * 1e6:,.0f} s per million",
    )
    row(
        "gate: lessons",
        f"{timed(lessons.catalog.lint) * 1000:.0f} ms",
        f"{len(lessons.catalog.course().lessons)} lessons",
    )


def main() -> int:
    """Print the table."""
    print("| what | figure | of |\n| --- | --- | --- |")
    if sys.argv[1:] != ["patterns"]:
        measure_simulator()
        measure_invocation()
        measure_content()
        for what, figure, note in measure_fleet(timed):
            row(what, figure, note)
    for what, figure, note in measure_patterns(timed):
        row(what, figure, note)
    for what, figure, note in measure_hostile(timed):
        row(what, figure, note)
    if sys.argv[1:] == ["patterns"]:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for what, figure, note in measure_pages(Path(folder)):
            row(what, figure, note)
    return 0


if __name__ == "__main__":
    sys.exit(main())
