"""What is said of a pattern that is refused, case by case."""

from pathlib import Path

import pytest
import yaml

from sim.pattern import PatternError, compile_pattern

TABLE = yaml.safe_load((Path(__file__).parents[2] / "cases" / "pattern_messages.yaml").read_text("utf-8"))
CASES = TABLE["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_refused_pattern_is_told_in_the_engines_words(case):
    with pytest.raises(PatternError) as refused:
        compile_pattern(case["pattern"])
    assert refused.value.message == str(refused.value) == case["error"]
    assert refused.value.strict == case.get("strict")


def test_each_case_has_its_own_name_and_all_have_a_source():
    assert TABLE["source"].startswith("https://")
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_more_paths_than_a_rule_may_have():
    fields = ", ".join(f'"p{n}": [1]' for n in range(257))
    with pytest.raises(PatternError, match="exceeds max value of 256"):
        compile_pattern(f"{{{fields}}}")


def test_what_only_the_older_compiler_takes_has_the_stricter_ones_objection():
    assert compile_pattern('{"$or": ["x", "y"]}').strict == "Only JSON object is allowed in array of $or relationship."
