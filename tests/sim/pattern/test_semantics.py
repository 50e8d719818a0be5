"""What matches, statement by statement: the engine and the plain reading both say so."""

from pathlib import Path

import pytest
import yaml

from tests.sim.pattern.plain import verdict
from tests.sim.pattern.test_differential import verdict_of_ours

TABLE = yaml.safe_load((Path(__file__).parents[2] / "cases" / "pattern_semantics.yaml").read_text("utf-8"))
CASES = TABLE["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_verdict(case):
    assert verdict_of_ours(case["pattern"], case["event"]) == case["verdict"]
    assert verdict(case["pattern"], case["event"])[0] == case["verdict"]


def test_each_case_has_its_own_name_and_all_have_a_source():
    assert TABLE["source"].startswith("https://")
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("number", "expected"), [(256, "match"), (257, "invalid")])
def test_paths_of_a_rule(number, expected):
    pattern = "{" + ",".join(f'"p{n}": [1]' for n in range(number)) + "}"
    event = "{" + ",".join(f'"p{n}": 1' for n in range(300)) + "}"
    assert verdict_of_ours(pattern, event) == verdict(pattern, event)[0] == expected
