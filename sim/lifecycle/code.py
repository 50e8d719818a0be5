"""The function of a scenario, as Python that Lambda can run."""

from sim.lifecycle.scenario import Draws, Hook, Scenario, SnapStart


def code(scenario: Scenario) -> str:
    """A handler that takes as long as the scenario's, keeps both counters and the id, and fails when the event says so."""
    hooks = _hooks(scenario, scenario.snap_start) if scenario.snap_start else {}
    imports = f"from snapshot_restore_py import {', '.join(hooks)}\n\n" if hooks else ""
    each = "environment" if scenario.snap_start is None else "snapshot"
    id_now = "uuid.uuid4().hex" if scenario.draws is Draws.HANDLER else "drawn"
    return f"""import os
import pathlib
import time
import uuid

{imports}time.sleep({scenario.function_init / 1000:g})  # function init: runs once for each {each}
drawn = uuid.uuid4().hex
calls = 0
COUNTER = pathlib.Path("/tmp/calls")

{"".join(hooks.values())}
def handler(event, context):
    global calls
    calls += 1
    COUNTER.write_text(str(int(COUNTER.read_text()) + 1 if COUNTER.exists() else 1))
    time.sleep({scenario.invoke / 1000:g})
    match event.get("fail"):
        case "error":
            raise ValueError("the event asked for it")
        case "timeout":
            time.sleep(900)
        case "crash":
            os._exit(1)
        case "out_of_memory":
            bytearray(20_000_000_000)
    return {{"global_calls": calls, "tmp_calls": int(COUNTER.read_text()), "id": {id_now}}}
"""


def _hooks(scenario: Scenario, snap: SnapStart) -> dict[str, str]:
    """The runtime hooks that the scenario has, by the decorator that registers each."""
    before = _body(snap.before_snapshot, raises=snap.raises is Hook.BEFORE_SNAPSHOT)
    after = _body(snap.after_restore, raises=snap.raises is Hook.AFTER_RESTORE)
    if scenario.draws is Draws.AFTER_RESTORE:
        after = ["global drawn", *after, "drawn = uuid.uuid4().hex"]
    bodies = {"register_after_restore": after, "register_before_snapshot": before}
    return {decorator: _hook(decorator, body) for decorator, body in bodies.items() if body}


def _body(ms: int, *, raises: bool) -> list[str]:
    lines = [f"time.sleep({ms / 1000:g})"] if ms else []
    return [*lines, 'raise RuntimeError("the hook was asked to")'] if raises else lines


def _hook(decorator: str, body: list[str]) -> str:
    lines = "\n".join(f"    {line}" for line in body)
    return f"\n@{decorator}\ndef {decorator.removeprefix('register_')}():\n{lines}\n\n"
