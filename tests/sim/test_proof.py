"""Claims hold or fail; paths into outcomes lead somewhere or say why not."""

import pytest

from sim.gate import ContentError
from sim.lifecycle import Outcome, Scenario, run
from sim.paths import PathError, check_path, look_up
from sim.proof import Claim, prove, spoil

CLAIM = Claim(sim="lifecycle", scenario={"arrivals": [0, 1000]}, expect={"cold_starts": 1, "calls[1].start": "warm"})


def test_a_claim_that_is_so_holds():
    proof = prove(CLAIM)
    assert proof.holds
    assert proof.observed == {"cold_starts": 1, "calls[1].start": "warm"}


def test_each_spoiled_claim_fails():
    spoiled = list(spoil(CLAIM))
    assert [claim.expect for claim in spoiled] == [
        {"cold_starts": 2, "calls[1].start": "warm"},
        {"cold_starts": 1, "calls[1].start": "warm-spoiled"},
    ]
    assert not any(prove(claim).holds for claim in spoiled)


def test_a_claim_on_a_refused_scenario_says_so():
    claim = Claim(sim="lifecycle", scenario={"arrivals": [0], "timeout": 3}, expect={"cold_starts": 1})
    with pytest.raises(ContentError, match="timeout: 3 is out of range; it takes 1000 or more"):
        prove(claim)


PATHS = [
    ("cold", "cold: there is no 'cold'; there are arrived, succeeded,"),
    ("calls.latency", "calls.latency: there is no 'latency'; there are no fields here"),
    ("cold_starts[0]", r"cold_starts[0]: [0] stands behind something that is no list; leave it out"),
    ("calls[0].", "'calls[0].' is not a path into an outcome; write it as cold_starts or calls[0].latency"),
    ("__class__", "__class__: there is no '__class__'"),
]


@pytest.mark.parametrize(("path", "says"), PATHS)
def test_a_path_that_leads_nowhere_is_told(path, says):
    with pytest.raises(PathError) as refused:
        check_path(Outcome, path)
    assert str(refused.value).startswith(says)


def test_a_path_past_the_end_of_a_list_is_told():
    with pytest.raises(PathError, match=r"there is no number 5 in a list of 1; the first is \[0\]"):
        look_up(run(Scenario(arrivals=(0,))).outcome, "calls[5].latency")
