"""The run: the same call at each memory size, side by side, and what the month of such calls costs."""

from sim.power.choosing import outcome_of
from sim.power.outcome import Outcome, Size, Status
from sim.power.scenario import Scenario
from sim.power.words import is_what, mb, ms, usd
from sim.recorder import Recorder
from sim.trace import Counter, Lane, Tone, Trace

_CPU, _PRICE, _FAILED = "vcpu-1769", "price-dimensions", "price-throttled-not-billed"
_WHY = {
    "cheapest": "No other size costs less a month. What differs by half a percent or less counts as equal; the faster one is taken then.",
    "fastest": "No other size answers sooner. What differs by half a percent or less counts as equal; the cheaper one is taken then.",
    "best value": "Duration times price is smallest here. Beyond it, speed costs more than in proportion.",
}


def run(scenario: Scenario) -> Trace[Outcome]:
    """One call at each size, all of them at moment 0; a call that waits for Init, if there is one.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
    """
    outcome = outcome_of(scenario)
    marks: Recorder[None] = Recorder(0)
    for size in outcome.sizes:
        lane = Lane(f"size-{size.memory_mb}", mb(size.memory_mb), "memory")
        told = f"The same call. {mb(size.memory_mb)} bring {size.vcpus:g} vCPU."
        marks.mark(lane, "call", f"call at {mb(size.memory_mb)}", Tone.NOTE, told, _CPU, _of(size), at=0)
        start = _init(marks, lane, scenario, size)
        if size.status is Status.OUT_OF_MEMORY:
            why = f"The function needs {mb(scenario.used_mb)}. How long it ran until then depends on its code, so no price is told."
            marks.mark(lane, "killed", "killed: out of memory", Tone.BAD, why, "", _of(size), at=start)
            continue
        _worked(marks, lane, scenario, size, start)
    entries = tuple(sorted(marks.marks, key=lambda entry: entry.at))
    spans = tuple(sorted(marks.spans, key=lambda span: span.start))
    counters = (Counter("answered", ("answered",)), Counter("failed", ("killed", "timed-out")))
    end = max((*(entry.at for entry in entries), *(span.end for span in spans)), default=0)
    return Trace(tuple(marks.lanes.values()), spans, entries, counters, outcome, end)


def _of(size: Size) -> str:
    return f"call at {mb(size.memory_mb)}"


def _init(marks: Recorder[None], lane: Lane, scenario: Scenario, size: Size) -> int:
    """Init, if calls wait for it; gives the moment at which it is over."""
    if not scenario.init or not scenario.cold_per_thousand:
        return 0
    billed = (
        "Until 31 July 2025 it was free for .zip functions on managed runtimes."
        if scenario.before_august_2025
        else f"It is billed like the rest, at the price of {mb(size.memory_mb)}."
    )
    why = f"{scenario.cold_per_thousand} of 1,000 calls wait for Init. {billed}"
    marks.span(lane, 0, scenario.init, "init", "Init", Tone.COLD, why, "init-billing-2025", _of(size))
    return scenario.init


def _worked(marks: Recorder[None], lane: Lane, scenario: Scenario, size: Size, start: int) -> None:
    """CPU work, waiting, and how it ends. What rounding up to a ms adds belongs to the last of them."""
    end = start + size.billed_ms
    turn = min(end, start + round(size.cpu)) if size.waiting else end
    if turn > start:
        why = _speed(scenario, size)
        marks.span(lane, start, turn, "cpu", "CPU work", Tone.WORK, why, _CPU, _of(size))
    if end > turn:
        why = "It waits for something else. More memory does not make that shorter."
        marks.span(lane, turn, end, "waiting", "waiting", Tone.REST, why, "", _of(size))
    gb = size.memory_mb / 1024
    if size.status is Status.TIMEOUT:
        why = f"It was not done after {ms(scenario.timeout)}. That is billed all the same: {usd(size.usd)} a month for nothing."
        marks.mark(lane, "timed-out", f"timed out after {ms(size.duration)}", Tone.BAD, why, _FAILED, _of(size), at=end)
        return
    billed = size.cold_billed_ms if start else size.billed_ms
    label = (
        f"answered: {ms(size.duration)}{' after Init' if start else ''}, {billed:,} ms billed, {usd(size.usd)} a month"
    )
    why = (
        f"{size.billed_ms:,} ms × {gb:.4g} GB are {size.billed_ms / 1000 * gb:.4g} GB-seconds for each warm call. The month's "
        f"{scenario.invocations:,} calls come to {usd(size.usd)}."
    )
    marks.mark(lane, "answered", label, Tone.WORK, why, _PRICE, _of(size), at=end)
    for words in is_what(size):
        marks.mark(lane, words.replace(" ", "-"), words, Tone.NOTE, _WHY[words], "", _of(size), at=end)


def _speed(scenario: Scenario, size: Size) -> str:
    threads = "one thread" if scenario.threads == 1 else f"{scenario.threads} threads"
    if size.vcpus > scenario.threads:
        return f"{size.vcpus:g} vCPU are there, and {threads} cannot use more than {scenario.threads}. The rest is paid for and idle."
    return f"{size.vcpus:g} vCPU: the more memory, the more CPU, and the sooner the work of {threads} is done."
