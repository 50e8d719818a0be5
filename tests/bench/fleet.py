"""How fast a fleet is followed in volume, beside SimFaaS and SimPy at the same work, if they are there; and how soon its lab answers.

``python -m tests.bench.fleet`` measures this alone. The other two are no dependency: ``requirements-bench.txt`` says how to have them. All
take Poisson arrivals, exponential durations of 1,991 ms, a cold start 253 ms longer, environments kept for 600 s, the newest first.
"""

import importlib.util
import tracemalloc
from collections.abc import Callable, Iterator

from sim.concurrency import Function, Law, Reuse, Traffic, Workload, measure
from sim.ui.labs.concurrency import PANELS
from tests.sim.ui.visiting import open_lab

WARM, COLD, KEPT = 1.991, 2.244, 600
RATES = {"0.9/s": 0.9, "90/s": 90.0}
CALLS = 300_000
OTHERS = {0.9: 30_000, 90.0: 15_000}
"""So many calls the others follow: enough for a rate, and few enough to wait for."""
LEAST = {0.9: 15, 90.0: 75}
"""So many times as fast as SimFaaS the full simulator is to be."""
GOAL_BYTES = 200
SHOWN = {"seconds": 1000, "functions": [{"traffic": {"per_minute": 6000}}]}
"""100,000 calls, in the lab."""
MOVES = 7
GOAL_MS = 150
Timed = Callable[..., float]


def workload(rate: float, calls: int, *, full: bool) -> Workload:
    """The common work; ``full`` with a reservation, provisioned concurrency, timeouts and recycling on top."""
    more = {"reserved": 800, "provisioned": 1, "timeout_seconds": 30} if full else {"timeout_seconds": 900}
    function = Function(
        traffic=Traffic(per_minute=round(rate * 60)), duration=1991, law=Law.EXPONENTIAL, start=0, init=253, **more
    )
    seconds = round(calls / rate)
    recycle = 7_200_000 if full else 0
    return Workload(functions=(function,), seconds=seconds, reuse=Reuse.NEWEST, idle_limit=KEPT * 1000, recycle=recycle)


def simfaas(rate: float, calls: int) -> int:
    """The same in SimFaaS. Gives how many calls it followed."""
    from simfaas.ServerlessSimulator import ServerlessSimulator

    followed = ServerlessSimulator(
        arrival_rate=rate,
        warm_service_rate=1 / WARM,
        cold_service_rate=1 / COLD,
        expiration_threshold=KEPT,
        max_time=calls / rate,
    )
    followed.generate_trace(debug_print=False, progress=False)
    return int(followed.total_req_count)


def simpy(rate: float, calls: int) -> int:
    """The same in SimPy, a process for each call. Gives how many calls it followed."""
    import random

    from simpy import Environment

    draw = random.Random(1).expovariate
    world = Environment()
    free: dict[int, float] = {}
    made = done = 0

    def call() -> Iterator[object]:
        nonlocal made, done
        server, lasts = 0, draw(1 / WARM)
        while free:
            server, since = free.popitem()
            if world.now - since <= KEPT:
                break
            server = 0
        if not server:
            made += 1
            server, lasts = made, lasts + COLD - WARM
        yield world.timeout(lasts)
        free[server] = world.now
        done += 1

    def calling() -> Iterator[object]:
        for _ in range(calls):
            yield world.timeout(draw(rate))
            world.process(call())

    world.process(calling())
    world.run()
    return done


def measure_fleet(timed: Timed) -> Iterator[tuple[str, str, str]]:
    """Rows of the table."""
    there = {name: importlib.util.find_spec(name) is not None for name in ("simfaas", "simpy")}
    for words, rate in RATES.items():
        ours = {}
        for full in (False, True):
            work = workload(rate, CALLS, full=full)
            count = len(measure(work).kind)
            ours[full] = count / timed(lambda work=work: measure(work), 3)
            name = "everything on" if full else "cold starts alone"
            yield f"fleet, {words}, {name}", f"{ours[full]:,.0f} calls/s", f"{count:,} calls"
        for name, follow in (("simfaas", simfaas), ("simpy", simpy)):
            if not there[name]:
                yield f"{name}, {words}", "not there", "tests/bench/requirements-bench.txt says how to have it"
                continue
            followed = follow(rate, OTHERS[rate])
            theirs = followed / timed(lambda follow=follow, rate=rate: follow(rate, OTHERS[rate]), 3)
            goal = f"; goal {LEAST[rate]}" if name == "simfaas" else ""
            note = f"with everything on we are {ours[True] / theirs:,.0f} times as fast{goal}"
            yield f"{name}, {words}", f"{theirs:,.0f} calls/s", note
    yield "fleet, memory for each call", f"{bytes_for_each():,.0f} bytes", f"goal below {GOAL_BYTES}"
    for n, panel in enumerate(("", *PANELS)):
        seconds = slider_moves(panel, seed=n + 1, timed=timed)
        yield (
            f"fleet, the lab after a slider's move, {panel or 'no panel'}",
            f"{seconds * 1000:.0f} ms",
            f"goal below {GOAL_MS}",
        )


def slider_moves(panel: str, seed: int, timed: Timed) -> float:
    """Seconds of a rerun of the lab with that panel open; each move of the slider makes a run that nobody has made."""
    at = open_lab("concurrency", {**SHOWN, "seed": seed}, panel=panel)
    values = iter(range(4, 101, 4))

    def move() -> None:
        slider = next(each for each in at.slider if each.label == "Provisioned concurrency")
        slider.set_value(next(values)).run()

    return timed(move, MOVES)


def bytes_for_each() -> float:
    """The most memory that following a fleet needs at a time, for each call."""
    work = workload(90.0, CALLS, full=True)
    tracemalloc.start()
    count = len(measure(work).kind)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / count


if __name__ == "__main__":
    from tests.bench.__main__ import timed

    print("| what | figure | of |\n| --- | --- | --- |")
    for row in measure_fleet(timed):
        print(f"| {' | '.join(row)} |")
