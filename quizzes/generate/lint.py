"""All faults of the families. A sample of each is drawn, run, and read as an item."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from quizzes.catalog import bank, objectives
from quizzes.generate.building import Reason, Rejected, Variant, attempt
from quizzes.generate.catalog import Count, Placed, on_disk, read_families
from quizzes.generate.drawing import size
from quizzes.generate.family import PredictFamily
from quizzes.generate.naming import naming, origin
from quizzes.lint import Scope, references, writing
from quizzes.lint.writing import LEAST_WORDS
from quizzes.model import Numeric, Single
from sim.catalog import simulators
from sim.facts import facts
from sim.gate import Document, Fault
from sim.gate.tree import spell

SAMPLE = 24
"""Seeds that are tried of each family."""
LEAST_VARIANTS = 1_000
MOST_REJECTED = 0.5
MOST_ALIKE = 0.8
"""Of the keys of a sample."""

Path = tuple[str | int, ...]
_CODE = {Reason.UNWORKABLE: "V007", Reason.REFUSED: "V008", Reason.NO_KEY: "V009"}
_REMEDY = {
    Reason.UNWORKABLE: "mend it, or keep such draws out by where",
    Reason.REFUSED: "keep such draws out by where",
    Reason.NO_KEY: "ask for a value that each run has",
}


def lint() -> tuple[Fault, ...]:
    """All faults of the families on disk.

    Raises:
        ContentError: the bank, the objectives or the facts, on which families rest, have faults.
    """
    return lint_files(on_disk(), Scope(objectives(), facts(), datetime.now(UTC).date()), bank())


def lint_files(files: Mapping[str, str], scope: Scope, taken: Collection[str] = ()) -> tuple[Fault, ...]:
    """All faults of the families in ``files``; the ids ``taken`` are those of items."""
    found, faults = read_families(files)
    ids = Counter([*taken, *(placed.family.id for placed in found)])
    for placed in found:
        document, at, family = placed.document, placed.at, placed.family
        if ids[family.id] > 1:
            problem, remedy = f"the id {family.id!r} is taken", "give it an id of its own"
            faults.append(document.fault("V001", (*at, "id"), problem, remedy))
        faults += references(document, at, family, scope)
        if family.sim.name not in simulators():
            problem, remedy = f"there is no simulator named {family.sim.name!r}", f"there are {', '.join(simulators())}"
            faults.append(document.fault("S001", (*at, "sim", "name"), problem, remedy))
            continue
        if wrong := list(naming(document, at, family)):
            faults += wrong
            continue
        faults += _sample(placed)
    return tuple(sorted(set(faults)))


def _sample(placed: Placed) -> Iterator[Fault]:
    made = [attempt(placed.family, seed, 0) for seed in range(SAMPLE)]
    variants = [one for one in made if isinstance(one, Variant)]
    rejected = [(seed, one) for seed, one in enumerate(made) if isinstance(one, Rejected)]
    yield from _rejected(placed, rejected)
    counted = Count(size(placed.family), len(made), len(variants))
    if counted.variants < LEAST_VARIANTS and variants:
        problem, remedy = f"about {counted.variants} variants", f"widen the space to {LEAST_VARIANTS} or more"
        yield placed.document.fault("V005", (*placed.at, "space"), problem, remedy)
    yield from _keys(placed, variants)
    yield from _unshown(placed, variants)
    told: set[tuple[str, str]] = set()
    for variant in variants:
        for fault in _written(placed, variant):
            if (fault.code, fault.place) not in told:
                told.add((fault.code, fault.place))
                yield replace(fault, problem=f"{variant.item.id}: {fault.problem}")


def _rejected(placed: Placed, rejected: list[tuple[int, Rejected]]) -> Iterator[Fault]:
    told: set[tuple[Reason, Path]] = set()
    for seed, one in rejected:
        place = origin(placed.family, one.problem) or one.place
        if one.reason in _CODE and (one.reason, place) not in told:
            told.add((one.reason, place))
            where, problem = (*placed.at, *place), f"seed {seed}: {one.problem.partition('; ')[0]}"
            yield placed.document.fault(_CODE[one.reason], where, problem, _REMEDY[one.reason])
    if len(rejected) > MOST_REJECTED * SAMPLE:
        most, times = Counter(one.reason for _, one in rejected).most_common(1)[0]
        place = next(one.place for _, one in rejected if one.reason is most)
        problem = f"{len(rejected)} of {SAMPLE} draws are rejected, {times} of them for {most!s}"
        yield placed.document.fault("V006", (*placed.at, *place), problem, "narrow the space to what makes an item")


def _keys(placed: Placed, variants: list[Variant]) -> Iterator[Fault]:
    """Whether one could guess the key without reading the question."""
    if len(variants) < SAMPLE // 4:
        return
    key, times = Counter(_said(variant) for variant in variants).most_common(1)[0]
    if times > MOST_ALIKE * len(variants):
        problem = f"the key is {key!r} in {times} of {len(variants)} variants"
        yield placed.document.fault("V011", placed.at, problem, "widen the space, so that the key differs")
    if isinstance(placed.family, PredictFamily):
        keys = {variant.key for variant in variants}
        for n, option in enumerate(placed.family.options):
            if n not in keys:
                place = (*placed.at, "options", n, "value")
                problem = f"{option.value!r} is never the key in {len(variants)} variants"
                yield placed.document.fault("V012", place, problem, "widen the space, or leave the option out")


def _said(variant: Variant) -> str:
    """The key as it stands in the item; of options in an order of their own, its place, by which it could be guessed too."""
    match variant.item:
        case Numeric(key=key):
            return str(key)
        case Single(options=options, shuffle=True):
            return options[variant.key].text
    return f"option {variant.key + 1}"


def _unshown(placed: Placed, variants: list[Variant]) -> Iterator[Fault]:
    shown = {number for variant in variants for number in variant.shown}
    for n in range(len(placed.family.mistakes)):
        if variants and n not in shown:
            problem = f"stands in none of {len(variants)} variants: it gives the key, or what another one gives"
            yield placed.document.fault("V010", (*placed.at, "wrong", n), problem, "correct it, or leave it out")


def _written(placed: Placed, variant: Variant) -> Iterator[Fault]:
    """What is badly written in a variant, told at the place in the family that it comes from."""
    document, at, item = placed.document, placed.at, variant.item
    places: dict[Path, Path] = {(): (), ("stem",): ("stem",), **variant.places}
    seen = Document(document.file, None, {path: document.place((*at, *origin)) for path, origin in places.items()})
    origins = {spell(path): spell((*at, *origin)) for path, origin in places.items()}
    for fault in writing(seen, (), item):
        yield replace(fault, place=origins.get(fault.place, spell(at)))
    mistakes = item.typical_mistakes if isinstance(item, Numeric) else ()
    for n, mistake in enumerate(mistakes):
        if (words := len(mistake.because.split())) < LEAST_WORDS:
            place = (*at, *places["typical_mistakes", n, "because"])
            yield document.fault("Q020", place, f"{words} words", f"explain it in {LEAST_WORDS} or more")
