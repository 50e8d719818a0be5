"""A page of traces for the player, made by hand: chosen by ``?trace=small|lifecycle|hostile|large|empty|instant``."""

import random

import streamlit as st

from sim.lifecycle import Fault, How, Scenario, run
from sim.trace import Counter, Entry, Lane, Span, Tone, Trace
from sim.ui.player import player

COUNTERS = (
    Counter("arrived", ("arrived",)),
    Counter("answered", ("answered",)),
    Counter("failed", ("failed",)),
    Counter("in flight", ("arrived",), ("answered", "failed")),
    Counter("cold starts", ("created",)),
)


def small() -> Trace[object]:
    """Two calls a while apart, a third that times out, and ten minutes of frost."""
    calls, one = "calls", "environment-1"
    lanes = (Lane(calls, "Calls", "calls"), Lane(one, "Environment 1", "environment"))
    fact = "lambda-init-phase"
    spans = (
        Span(calls, 0, 700, "call", "call 1", Tone.WORK, "Waits for the cold start, then runs.", of="call 1"),
        Span(one, 0, 200, "create", "download", Tone.COLD, "No environment is free, so Lambda makes one.", of="call 1"),
        Span(
            one, 200, 600, "init", "Init", Tone.COLD, "Extensions, runtime and function start in turn.", fact, "call 1"
        ),
        Span(one, 600, 700, "invoke", "Invoke", Tone.WORK, "The handler runs for 100 ms.", of="call 1"),
        Span(one, 700, 1000, "frozen", "frozen", Tone.REST, "No call is in the environment.", fact),
        Span(calls, 1000, 1100, "call", "call 2", Tone.WORK, "Finds a warm environment.", of="call 2"),
        Span(one, 1000, 1100, "invoke", "Invoke", Tone.WORK, "The handler runs for 100 ms.", of="call 2"),
        Span(one, 1100, 1250, "after", "extensions", Tone.AFTER, "Extensions are still busy with call 2.", of="call 2"),
        Span(one, 1250, 1600, "frozen", "frozen", Tone.REST, "No call is in the environment."),
        Span(calls, 1600, 2300, "call", "call 3", Tone.BAD, "Runs into the timeout.", of="call 3"),
        Span(one, 1600, 2300, "invoke", "timeout", Tone.BAD, "The handler is cut at its timeout.", of="call 3"),
        Span(one, 2300, 602_300, "frozen", "stopped", Tone.REST, "Kept for the next call, but nothing runs in it."),
        Span(one, 602_300, 602_800, "shutdown", "Shutdown", Tone.END, "Idle too long."),
    )
    entries = (
        Entry(
            0,
            calls,
            "arrived",
            "call 1 arrives",
            Tone.NOTE,
            "A request comes in; the function has no environment.",
            of="call 1",
        ),
        Entry(
            0,
            one,
            "created",
            "environment 1 is made",
            Tone.COLD,
            "No environment is free: this is a cold start.",
            fact,
            "call 1",
        ),
        Entry(
            200,
            one,
            "started",
            "Init begins",
            Tone.COLD,
            "The code is there; now extensions, runtime and function start.",
            fact,
        ),
        Entry(600, one, "ready", "Init done", Tone.COLD, "All three parts of Init are over: 400 ms.", fact, "call 1"),
        Entry(
            700,
            calls,
            "answered",
            "call 1 answered",
            Tone.WORK,
            "200 ms of start, 400 ms of Init, 100 ms of work.",
            of="call 1",
        ),
        Entry(
            700,
            one,
            "frozen",
            "frozen",
            Tone.REST,
            "The environment is kept, but gets no CPU until the next call.",
            fact,
        ),
        Entry(
            1000,
            calls,
            "arrived",
            "call 2 arrives",
            Tone.NOTE,
            "A warm environment is free, so nothing has to start.",
            of="call 2",
        ),
        Entry(
            1100, calls, "answered", "call 2 answered", Tone.WORK, "100 ms: only the handler's own time.", of="call 2"
        ),
        Entry(
            1250,
            one,
            "frozen",
            "extensions done",
            Tone.AFTER,
            "Extensions have called Next as well; now it can be frozen.",
        ),
        Entry(1600, calls, "arrived", "call 3 arrives", Tone.NOTE, "The environment is thawed again.", of="call 3"),
        Entry(
            2300, calls, "failed", "call 3 times out", Tone.BAD, "Task timed out; the runtime is stopped.", of="call 3"
        ),
        Entry(
            602_300,
            one,
            "shutdown",
            "Shutdown begins",
            Tone.END,
            "Ten minutes without a call: the environment is taken down.",
        ),
        Entry(602_800, one, "gone", "gone", Tone.END, "The next call will have to wait for a cold start again."),
    )
    return Trace(lanes, spans, entries, COUNTERS, None, 602_800)


def hostile() -> Trace[object]:
    """Texts that would do harm if any of them were taken for markup."""
    evil = '<img src=x onerror="window.harmed=true">'
    script = "</script><script>window.harmed=true</script>"
    lane = Lane("a", evil, evil)
    span = Span("a", 0, 500, evil, evil, Tone.WORK, script, evil, evil)
    entry = Entry(100, "a", evil, evil, Tone.BAD, script, evil, evil)
    return Trace((lane,), (span,), (entry,), (Counter(evil, (evil,)),), None, 500)


def large(spans: int = 10_000, lanes: int = 40) -> Trace[object]:
    """Many environments, each with many short calls and now and then a failure."""
    draw = random.Random(7)
    made, said = [], []
    for n in range(lanes):
        time = draw.randrange(400)
        for k in range(spans // lanes // 2):
            long = draw.randrange(20, 120)
            bad = draw.random() < 0.03
            tone = Tone.BAD if bad else Tone.COLD if k == 0 else Tone.WORK
            of = f"call {n}.{k}"
            made.append(
                Span(str(n), time, time + long, "invoke", "Invoke", tone, f"Call {k} runs for {long} ms.", of=of)
            )
            said.append(Entry(time, str(n), "arrived", f"call {k}", Tone.NOTE, "A call arrives.", of=of))
            end = "failed" if bad else "answered"
            said.append(Entry(time + long, str(n), end, end, tone, f"Call {k} is {end} after {long} ms.", of=of))
            idle = draw.randrange(10, 300)
            made.append(
                Span(str(n), time + long, time + long + idle, "frozen", "frozen", Tone.REST, "No call is in it.")
            )
            time += long + idle
    titles = tuple(Lane(str(n), f"Environment {n + 1}", "environment") for n in range(lanes))
    end = max(span.end for span in made)
    made.sort(key=lambda span: span.start)
    said.sort(key=lambda entry: entry.at)
    return Trace(titles, tuple(made), tuple(said), COUNTERS, None, end)


def lifecycle() -> Trace[object]:
    """A real one: calls that overlap, a timeout, a reset."""
    return run(Scenario(arrivals=(0, 0, 50, 300, 2000, 2050), faults=(Fault(call=4, how=How.TIMEOUT),)))


def empty() -> Trace[object]:
    """Nothing at all."""
    return Trace((), (), (), (), None, 0)


def instant() -> Trace[object]:
    """All at one moment, and nothing lasts."""
    lane = Lane("a", "A", "x")
    span = Span("a", 0, 0, "k", "no time", Tone.END, "Takes no time.")
    entries = tuple(Entry(0, "a", "k", label, Tone.NOTE, "At once.") for label in ("first", "second"))
    return Trace((lane,), (span,), entries, (), None, 0)


TRACES = {
    "empty": empty,
    "instant": instant,
    "small": small,
    "lifecycle": lifecycle,
    "hostile": hostile,
    "large": large,
}

if st.query_params.get("wide"):
    st.set_page_config(layout="wide")
st.title("Trace player")
st.button("Run again")
name = "lifecycle" if st.button("Another trace") else st.query_params.get("trace", "small")
player(
    TRACES[name](),
    key="player",
    note="Simplified: AWS publishes no idle limit; ten minutes is a teaching figure.",
    fact_urls={"lambda-init-phase": "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"},
    autofinish=st.query_params.get("finish") == "1",
)
