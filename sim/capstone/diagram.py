"""The application as a graph and in words. Counts stand at its arrows; where the faults are, no colour tells."""

from sim.capstone.outcome import Outcome
from sim.capstone.values import BUCKET, DEAD_LETTERS, FILE, FRAME, QUEUE, RULE, TABLE
from sim.trace import Tone

_NODES = {
    "bucket": (f"{BUCKET}\\nbucket", Tone.NOTE),
    "rule": (f"{RULE}\\nrule", Tone.REST),
    "alias": (f"{FRAME}:live\\n7 → 8", Tone.COLD),
    "frame": (f"{FRAME}\\nfunction in a VPC", Tone.WORK),
    "queue": (f"{QUEUE}\\nqueue", Tone.REST),
    "file": (f"{FILE}\\nfunction", Tone.WORK),
    "table": (f"{TABLE}\\ntable", Tone.COLD),
    "dlq": (f"{DEAD_LETTERS}\\nqueue", Tone.END),
}
IN_WORDS = (
    f"Visitors upload photographs to the bucket {BUCKET}. S3 tells EventBridge; the rule {RULE} calls {FRAME} by its alias live, which a "
    f"deployment is moving from version 7 to 8. {FRAME} stands in a VPC, reads the photograph from S3, asks a database whose seat it was, and "
    f"sends a message to the queue {QUEUE}. A mapping brings messages to {FILE}, which writes them into the table {TABLE}. What fails too "
    f"often goes to {DEAD_LETTERS}."
)


def graph_body(outcome: Outcome | None, before: Outcome | None = None) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``; with outcomes the arrows say how many photographs went along them, before and now."""
    lines = ["ranksep=0.3", *(f'{name} [label="{label}", class={tone}]' for name, (label, tone) in _NODES.items())]
    now, then = _counts(outcome), _counts(before)
    for one, other in (
        ("bucket", "rule"),
        ("rule", "alias"),
        ("alias", "frame"),
        ("frame", "queue"),
        ("queue", "file"),
        ("file", "table"),
        ("queue", "dlq"),
    ):
        lines.append(f"{one} -> {other}{_label(then.get(other), now.get(other))}")
    return "\n".join(lines)


def _counts(outcome: Outcome | None) -> dict[str, int]:
    """How many photographs came to each node."""
    if outcome is None:
        return {}
    by_station = {one.station.value: one for one in outcome.stations}
    return {
        "rule": outcome.matched,
        "alias": outcome.called,
        "frame": by_station["deployment"].passed,
        "queue": outcome.queued,
        "file": by_station["queue"].passed,
        "table": outcome.stored,
        "dlq": outcome.dead_lettered,
    }


def _label(then: int | None, now: int | None) -> str:
    if now is None:
        return ""
    told = f"{then} → {now}" if then is not None and then != now else f"{now}"
    return f' [label=" {told} "]'
