"""Families: every variant is a fair item, the same each time, and the simulator gives its key."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from quizzes.catalog import Files, objectives
from quizzes.catalog import lint_files as lint_bank
from quizzes.generate import (
    CODES,
    Count,
    Family,
    NoVariantError,
    NumericFamily,
    PredictFamily,
    Reason,
    Rejected,
    SingleFamily,
    Variant,
    attempt,
    count,
    families,
    is_variant,
    item_of,
    variant,
)
from quizzes.generate.catalog import MOST_TRIES, read_families
from quizzes.generate.family import TYPES, Wrong
from quizzes.generate.lint import LEAST_VARIANTS, MOST_REJECTED, lint, lint_files
from quizzes.key import key_of, observed
from quizzes.lint import Scope
from quizzes.lint.writing import LEAST_WORDS, whys
from quizzes.model import Numeric, Predict, Single, options_of
from quizzes.score import score
from sim.facts import facts
from sim.gate import Fault
from sim.proof import prove, same, spoil

HERE = Path(__file__).parent
FAULTS = sorted((HERE / "faults_of_families").glob("*.yaml"))
GOOD = (HERE / "faults_of_families" / "none.yaml").read_text("utf-8")
SCOPE = Scope({"environment.cold-start"}, facts(), date(2026, 11, 23))
FAMILIES = list(families().values())
EVERY = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)


def good(**changes: object) -> Family:
    """A small family, about two calls some seconds apart."""
    (placed,), faults = read_families({"good.yaml": GOOD})
    assert not faults
    return replace(placed.family, **changes)


def linted(text: str) -> tuple[Fault, ...]:
    return lint_files({"families.yaml": text}, SCOPE, {"taken"})


def told(faults: tuple[Fault, ...]) -> str:
    return ", ".join(f"{fault.line}:{fault.column}: {fault.code}" for fault in faults) or "none"


def keep_promises(family: Family, seed: int) -> Variant:
    """Everything that holds for every variant of every family."""
    made = variant(family, seed)
    item = made.item
    assert item.id == f"{family.id}~{seed}"
    assert item.v == family.v
    assert item.stem.endswith("?")
    texts = [item.stem]
    match item:
        case Numeric(key=key, typical_mistakes=mistakes, why=why, tolerance=tolerance):
            gives = [mistake.gives for mistake in mistakes]
            assert len({key, *gives}) == len(gives) + 1
            assert all(abs(wrong - key) > tolerance for wrong in gives)
            texts += [why, *(mistake.because for mistake in mistakes)]
        case Single(options=options):
            assert len({option.text for option in options}) == len(options) >= 3
            assert sum(option.key for option in options) == 1
            texts += [part for option in options for part in (option.text, option.why)]
        case Predict():
            options = options_of(item)
            assert len({option.text for option in options}) == len(options) >= 2
            assert sum(same(option.value, observed(item)) for option in options) == 1
            texts += [part for option in options for part in (option.text, option.why)]
    for text in texts:
        assert text.strip()
        assert "{{" not in text
    code = re.compile(r"```.*?```", re.DOTALL)
    assert not any("}}" in code.sub("", text) for text in texts)
    assert all(len(why.split()) >= LEAST_WORDS for _, _, why in whys(item))
    assert score(item, key_of(item)) == 1
    if item.proof:
        proof = prove(item.proof)
        assert proof.holds
        assert proof.trace.entries or proof.trace.spans
    return made


# what stands in the folder


def test_the_families_have_no_fault() -> None:
    assert [str(fault) for fault in lint()] == []


def test_there_are_families_of_every_type_and_over_most_simulators() -> None:
    assert {type(family) for family in FAMILIES} == set(TYPES.values())
    simulated = {family.sim.name for family in FAMILIES}
    assert simulated >= {"lifecycle", "schedule", "pattern", "bus", "invocation", "queue", "stream"}
    assert len(FAMILIES) >= 10
    assert {family.objective for family in FAMILIES} <= set(objectives())


@EVERY
def test_ten_variants_of_each_family_are_fair(family: Family) -> None:
    for seed in range(10):
        keep_promises(family, seed)


@pytest.mark.long
@EVERY
def test_1000_variants_of_each_family_are_fair(family: Family) -> None:
    made = [keep_promises(family, seed) for seed in range(1_000)]
    asked = {one.item.stem for one in made}
    assert len(asked) > 200
    shown = {number for one in made for number in one.shown}
    assert shown >= set(range(len(family.mistakes)))
    first = [attempt(family, seed, 0) for seed in range(1_000)]
    wrong = {one.reason for one in first if isinstance(one, Rejected)}
    assert wrong <= {Reason.WHERE, Reason.FEW}
    assert sum(isinstance(one, Rejected) for one in first) <= MOST_REJECTED * len(first)


@EVERY
def test_a_seed_gives_the_same_variant_each_time_and_another_seed_another_one(family: Family) -> None:
    assert variant(family, 7) == variant(family, 7)
    assert len({variant(family, seed).item.stem for seed in range(8)}) > 1


@EVERY
def test_a_proof_of_a_variant_fails_when_it_is_spoiled(family: Family) -> None:
    proof = variant(family, 3).item.proof
    if isinstance(family, PredictFamily):
        assert proof is None
        return
    assert proof is not None
    assert not any(prove(spoiled).holds for spoiled in spoil(proof))


def test_these_variants_are_for_life() -> None:
    """A seed in somebody's record gives this question for as long as the family has this version."""
    item = item_of("env-cold-billed~48213")
    assert isinstance(item, Numeric)
    assert (item.v, item.key) == (1, 5190)
    assert [mistake.gives for mistake in item.typical_mistakes] == [2170, 5920, 23310, 3330]
    assert "Lambda needs 730 ms to download the code" in item.stem


# counting and rejecting


def test_variants_are_counted_by_what_the_simulator_is_given() -> None:
    family = good()
    assert count(family, range(10)) == Count(120 * 9, 10, 10)
    told_only = replace(family.space["gap"], high=7)
    assert count(replace(family, space={**family.space, "word": told_only}), range(4)).variants == 120 * 9
    halved = replace(family, where=("gap > 60",))
    counted = count(halved, range(200))
    assert 120 * 9 * 0.35 < counted.variants < 120 * 9 * 0.65


@EVERY
def test_each_family_has_its_thousand(family: Family) -> None:
    assert count(family, range(12)).variants >= LEAST_VARIANTS


def test_a_draw_that_breaks_a_condition_is_drawn_again_the_same_way() -> None:
    family = good(where=("gap > 100",))
    made = [variant(family, seed) for seed in range(20)]
    assert all(one.given["gap"] > 100 for one in made)
    assert any(one.tries > 0 for one in made)
    assert made == [variant(family, seed) for seed in range(20)]


def test_a_condition_may_look_at_the_outcome() -> None:
    family = good(where=("outcome.cold_starts == 2",))
    assert all(variant(family, seed).given["gap"] >= 60 for seed in range(20))


def test_the_drawing_ends() -> None:
    family = good(where=("gap > 500",))
    with pytest.raises(
        NoVariantError, match=f"two-calls~1: {MOST_TRIES} draws were rejected, the last because gap > 500"
    ):
        variant(family, 1)


def test_a_mistake_that_comes_to_the_key_is_never_shown() -> None:
    spoiled = Wrong(because="Comes to the very thing that the simulator gives.", gives="outcome.cold_starts * init")
    family = good()
    assert isinstance(family, NumericFamily)
    made = variant(replace(family, wrong=(spoiled, *family.wrong)), 5)
    assert 0 not in made.shown
    assert isinstance(made.item, Numeric)
    assert made.item.key not in [mistake.gives for mistake in made.item.typical_mistakes]
    rejected = attempt(replace(family, wrong=(spoiled, spoiled)), 5, 0)
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.FEW


def test_a_mistake_that_only_looks_like_the_key_is_not_shown_either() -> None:
    family = good()
    assert isinstance(family, NumericFamily)
    near = Wrong(because="Is off by less than what still counts as right.", gives="key + 3")
    made = variant(replace(family, tolerance=5, wrong=(near, *family.wrong)), 5)
    assert 0 not in made.shown
    text = {"unit", "tolerance", "wrong", "why", "key"}
    common = {name: getattr(family, name) for name in Family.__dataclass_fields__ if name not in text}
    single = SingleFamily(
        **common, key=family.key, why=family.why, wrong=(near, *family.wrong), text="{{it // 100}}00 ms"
    )
    assert all(0 not in variant(single, seed).shown for seed in range(20))


def test_a_run_in_which_nothing_happens_is_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    from quizzes.generate import building
    from quizzes.generate.drawing import Ran, ran

    def silent(family: Family, given: object) -> Ran:
        found = ran(family, given)
        return replace(found, trace=replace(found.trace, spans=(), entries=()))

    monkeypatch.setattr(building, "ran", silent)
    rejected = attempt(good(), 1, 0)
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.EMPTY


def test_a_scenario_that_the_simulator_refuses_is_drawn_again() -> None:
    family = good(where=())
    family = replace(
        family, sim=replace(family.sim, scenario={**family.sim.scenario, "function_init": "{{1300 * init}}"})
    )
    refused = [one for one in (attempt(family, seed, 0) for seed in range(30)) if isinstance(one, Rejected)]
    assert {one.reason for one in refused} == {Reason.REFUSED}
    assert {one.problem.partition(":")[0] for one in refused} == {"function_init"}
    assert all(variant(family, seed) for seed in range(30))


def test_a_wrong_model_is_the_same_run_with_something_else_in_it() -> None:
    family = good(where=("gap == 90",))
    made = variant(family, 1)
    assert isinstance(made.item, Numeric)
    init = made.given["init"]
    assert made.item.key == 2 * init
    assert [(one.gives, one.because) for one in made.item.typical_mistakes][1] == (
        init,
        "Keeps the environment all day, however long nobody has called it.",
    )


# ids


def test_an_id_names_family_and_seed() -> None:
    assert is_variant("two-calls~7")
    assert not is_variant("two-calls")
    name = FAMILIES[0].id
    assert item_of(f"{name}~12") == variant(FAMILIES[0], 12).item


@pytest.mark.parametrize(
    "item",
    [
        "gone~1",
        "env-cold-billed",
        "env-cold-billed~",
        "env-cold-billed~x",
        "env-cold-billed~07",
        f"env-cold-billed~{2**32}",
        "env-cold-billed~²",
        "env-cold-billed~1~2",
    ],
)
def test_what_names_no_variant_is_refused(item: str) -> None:
    with pytest.raises(NoVariantError, match="is no variant; it takes the id of a family, ~ and a seed"):
        item_of(item)


# the lint


@pytest.mark.parametrize("file", FAULTS, ids=lambda file: file.stem)
def test_a_fault_of_a_family_is_told_at_its_line_and_column(file: Path) -> None:
    text = file.read_text("utf-8")
    assert told(linted(text)) == text.partition("\n")[0].removeprefix("# ")


def test_every_code_has_its_file() -> None:
    shown = {code for file in FAULTS for code in CODES if code in file.read_text("utf-8").partition("\n")[0]}
    assert shown == set(CODES)


def test_a_message_says_place_problem_and_remedy() -> None:
    text = (HERE / "faults_of_families" / "V003.yaml").read_text("utf-8")
    assert [str(fault) for fault in linted(text)] == [
        "families.yaml:11:9: V003 [0].stem: there is no 'gpa'; there are gap, init, limit"
    ]


def test_the_example_in_the_guide_is_a_family_without_fault() -> None:
    guide = (HERE.parents[1] / "CONTRIBUTING.md").read_text("utf-8").partition("## Add a family")[2]
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    page = "title: The lifecycle, url: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"
    text = example.replace("title: …, url: https://docs.aws.amazon.com/…", page)
    assert text != example
    assert told(linted(text)) == "none"


def test_an_objective_may_be_measured_by_a_family_alone() -> None:
    goals = "- {id: environment.cold-start, says: Say what a cold start is made of}\n"
    bank = {"bank.yaml": "[]"}
    assert [fault.code for fault in lint_bank(Files(goals, bank), SCOPE.today)] == ["Q050"]
    assert lint_bank(Files(goals, bank, {"families.yaml": GOOD}), SCOPE.today) == ()


def test_two_families_may_not_share_an_id() -> None:
    assert told(linted(GOOD + GOOD.partition("\n")[2])) == "2:7: V001, 20:7: V001"


def test_a_file_that_is_no_list_is_told() -> None:
    assert str(linted("id: one\n")[0]).startswith("families.yaml:1:1: G005: takes a list of families")
