"""Every simulator there is, found by looking: a module of ``sim`` with a ``Scenario``, an ``Outcome`` and ``run``."""

import importlib
import json
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, Protocol, cast

import sim
from sim.gate import ContentError, Document, Fault, check, of_value, read, text_of
from sim.gate.tree import Path
from sim.paths import PathError, check_path
from sim.preset import Prediction, Preset
from sim.trace import Trace

KEPT_RUNS = 24
"""How many runs are remembered: those of a lesson's questions and of the labs in use. A run of 10,000 calls takes 20 MB."""


class Run(Protocol):
    """``run`` of a simulator: the same scenario gives an equal trace, always."""

    def __call__(self, scenario: Any, /) -> Trace[Any]:
        """Run the scenario."""


@dataclass(frozen=True, slots=True)
class Simulator:
    """One simulator: its name, its question, its types, and ``run``."""

    name: str
    question: str
    """The first sentence of the module: what it answers."""
    scenario: type[Any]
    outcome: type[Any]
    run: Run
    folder: FilePath


@cache
def simulators() -> Mapping[str, Simulator]:
    """Every simulator by name."""
    found = {}
    for info in pkgutil.iter_modules(sim.__path__):
        if info.name.startswith("_") or info.name == "ui":
            continue
        module = importlib.import_module(f"sim.{info.name}")
        if all(hasattr(module, name) for name in ("Scenario", "Outcome", "run")):
            question = (module.__doc__ or "").strip().partition("? ")[0].strip() + "?"
            folder = FilePath(str(module.__file__)).parent
            run = cast("Run", module.run)
            found[info.name] = Simulator(info.name, question, module.Scenario, module.Outcome, run, folder)
    return MappingProxyType(found)


def scenario_of(name: str, given: Mapping[str, Any]) -> Any:
    """The ``given`` fields as the simulator's Scenario; what is not given takes its default.

    Raises:
        KeyError: there is no such simulator.
        ContentError: a field is unknown, of the wrong kind or out of range.
    """
    document = of_value(dict(given), f"scenario of {name}")
    scenario, faults = check(document, simulators()[name].scenario)
    if scenario is None:
        raise ContentError(faults)
    return scenario


def run_of(name: str, given: Mapping[str, Any]) -> tuple[Any, Trace[Any]]:
    """The scenario of the ``given`` fields and the trace of its run. The last few are remembered: a run is the same each time.

    Raises:
        KeyError: there is no such simulator.
        ContentError: the simulator refuses the fields.
    """
    return _run(name, json.dumps(dict(given), sort_keys=True))


@lru_cache(maxsize=KEPT_RUNS)
def _run(name: str, fields: str) -> tuple[Any, Trace[Any]]:
    scenario = scenario_of(name, json.loads(fields))
    return scenario, simulators()[name].run(scenario)


def check_scenario(document: Document, name: Path, given: Path) -> tuple[Fault, ...]:
    """What is wrong with a simulator's name at ``name`` and its scenario at ``given`` in ``document``."""
    wanted = _at(document, name)
    if wanted not in simulators():
        known = ", ".join(simulators())
        return (document.fault("S001", name, f"there is no simulator named {wanted!r}", f"there are {known}"),)
    return check(document, simulators()[wanted].scenario, given)[1]


def check_outcome_path(
    document: Document, name: str, path: str, at: Path, *, number: bool = False
) -> tuple[Fault, ...]:
    """What is wrong with ``path`` as a path into the outcome of the simulator ``name``; with ``number``, to a whole number."""
    try:
        leads_to = check_path(simulators()[name].outcome, path)
    except PathError as error:
        problem, _, remedy = str(error).partition("; ")
        return (document.fault("S002", at, problem, remedy),)
    if number and leads_to is not int:
        return (document.fault("S003", at, f"{path} is no whole number", "ask for one that is, such as a count"),)
    return ()


def check_outcome_value(document: Document, name: str, path: str, at: Path) -> tuple[Fault, ...]:
    """What keeps the value at ``at`` in ``document`` from ever standing at ``path`` in an outcome of the simulator ``name``.

    Raises:
        PathError: outcomes have no such path.
    """
    return check(document, check_path(simulators()[name].outcome, path), at)[1]


@cache
def presets(name: str) -> Mapping[str, Preset]:
    """The scenarios that the lab of simulator ``name`` offers, by id, in the order of the file.

    Raises:
        ContentError: the file has faults.
    """
    found, faults = _presets(simulators()[name])
    if faults:
        raise ContentError(faults)
    return MappingProxyType({preset.id: preset for preset in found})


def lint() -> tuple[Fault, ...]:
    """All faults of all presets, and of the events that one can start from."""
    from sim.pattern import shapes  # noqa: PLC0415 - a faulty ledger is told, not raised on import

    faults = (fault for simulator in simulators().values() for fault in _presets(simulator)[1])
    return (*faults, *shapes.lint())


def _presets(simulator: Simulator) -> tuple[tuple[Preset, ...], tuple[Fault, ...]]:
    file = simulator.folder / "presets.yaml"
    document = read(text_of(file), file.relative_to(simulator.folder.parent.parent).as_posix())
    found, faults = check(document, tuple[Preset, ...])
    if found is None or document.faults:
        return (), (*document.faults, *faults)
    more: list[Fault] = list(faults)
    for n, preset in enumerate(found):
        more += check(document, simulator.scenario, (n, "scenario"))[1]
        predict = preset.predict
        astray = check_outcome_path(
            document, simulator.name, predict.of, (n, "predict", "of"), number=not predict.options
        )
        more += astray or _options(document, simulator, predict, (n, "predict", "options"))
    return found, tuple(more)


def _options(document: Document, simulator: Simulator, predict: Prediction, at: Path) -> Iterator[Fault]:
    """Options that no outcome has. They are keys, hence text: ``"2"`` stands for the text or for the number."""
    leads_to = check_path(simulator.outcome, predict.of)
    for option in predict.options:
        meant = [value for value in (option, read(option.lower(), "").value) if str(value) == option]
        refused = [check(of_value(value, ""), leads_to)[1] for value in meant]
        if all(refused):
            fault = refused[-1][0]
            yield document.fault(fault.code, (*at, option), fault.problem, fault.remedy, of_key=True)


def _at(document: Document, path: Path) -> Any:
    value = document.value
    for step in path:
        value = value[step]
    return value
