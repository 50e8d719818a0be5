"""Items before the simulator: it has the last word on every proof and every prediction."""

from collections.abc import Iterator
from dataclasses import replace

from quizzes.key import key_of, observed, spelled
from quizzes.model import AskChoice, AskNumber, Common, Predict
from quizzes.response import Number
from sim.catalog import check_outcome_path, check_outcome_value, check_scenario
from sim.gate import Document, Fault
from sim.paths import PathError
from sim.proof import Claim, prove

Path = tuple[str | int, ...]


def scenarios(document: Document, at: Path, item: Common) -> Iterator[Fault]:
    """What the simulators refuse of ``item`` without being run: their names, scenarios, and places in their outcomes."""
    if item.proof is not None:
        proof = (*at, "proof")
        refused = check_scenario(document, (*proof, "sim"), (*proof, "scenario"))
        yield from refused
        if not any(fault.code == "S001" for fault in refused):
            for path in item.proof.expect:
                yield from check_outcome_path(document, item.proof.sim, path, (*proof, "expect", path))
    if isinstance(item, Predict):
        refused = check_scenario(document, (*at, "sim", "name"), (*at, "sim", "scenario"))
        yield from refused
        if not any(fault.code == "S001" for fault in refused):
            yield from _asked(document, (*at, "ask"), item)


def _asked(document: Document, at: Path, item: Predict) -> Iterator[Fault]:
    """A place that outcomes do not have, or values to choose from that can never stand there."""
    astray = check_outcome_path(document, item.sim.name, item.ask.of, (*at, "of"))
    yield from astray
    if isinstance(item.ask, AskChoice) and not astray:
        for n in range(len(item.ask.options)):
            yield from check_outcome_value(document, item.sim.name, item.ask.of, (*at, "options", n, "value"))


def against_simulators(document: Document, at: Path, item: Common) -> Iterator[Fault]:
    """Where the simulator does not say what ``item`` says. Every scenario has passed ``scenarios`` before."""
    if item.proof is not None:
        yield from _claim(document, (*at, "proof", "expect"), item.proof)
    if isinstance(item, Predict):
        yield from _prediction(document, at, item)


def _claim(document: Document, at: Path, claim: Claim) -> Iterator[Fault]:
    for path, value in claim.expect.items():
        try:
            proof = prove(replace(claim, expect={path: value}))
        except PathError as error:
            problem, _, remedy = str(error).partition("; ")
            yield document.fault("Q011", (*at, path), problem, remedy)
            continue
        if not proof.holds:
            problem = f"the simulator gives {spelled(proof.observed[path])}, not {spelled(value)}"
            yield document.fault("Q010", (*at, path), problem, "correct the scenario, the expectation, or the item")


def _prediction(document: Document, at: Path, item: Predict) -> Iterator[Fault]:
    try:
        observed(item)
        key = key_of(item)
    except PathError as error:
        problem, _, remedy = str(error).partition("; ")
        yield document.fault("Q011", (*at, "ask", "of"), problem, remedy)
        return
    except ValueError as error:
        problem, _, remedy = str(error).partition("; ")
        place = (*at, "ask", "of") if isinstance(item.ask, AskNumber) else (*at, "ask", "options")
        yield document.fault("Q012", place, problem, remedy)
        return
    for n, mistake in enumerate(item.typical_mistakes):
        if isinstance(key, Number) and mistake.gives == key.value:
            place = (*at, "typical_mistakes", n, "gives")
            yield document.fault("Q045", place, f"{mistake.gives} is what the simulator gives", "name a wrong number")
