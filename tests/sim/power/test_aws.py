"""*Do it in AWS*: each size is measured, and the handler runs and takes what the scenario says."""

import multiprocessing
import re
import time
from types import SimpleNamespace

import pytest

from sim.catalog import presets, scenario_of
from sim.draw.aws import cli, template
from sim.power import Scenario
from sim.power.aws import sam, script_usd, steps
from sim.power.code import code, cpu_seconds
from tests.sim.checks import lint
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("power", case) for case in cases_of("power")}


@pytest.mark.parametrize("name", ["a single call", "the same on arm64", "Init is billed with the first call"])
def test_a_case_as_a_template_passes_cfn_lint(name):
    assert lint(template(sam(scenario_of("power", GIVEN[name])))) == []


@pytest.mark.parametrize("preset", presets("power"))
def test_a_script_measures_each_size_and_cleans_up(preset):
    scenario = scenario_of("power", presets("power")[preset].scenario)
    script = cli(steps(scenario))
    found = re.findall(r"update-function-configuration --function-name \S+ --memory-size (\d+)", script)
    assert tuple(map(int, found)) == scenario.sizes
    assert script.count("grep REPORT") == script.count("aws lambda wait function-updated-v2") == len(scenario.sizes)
    for made, gone in (("create-function", "delete-function"), ("create-role", "delete-role")):
        assert script.count(f" {made}") == script.count(f" {gone}") == 1


def test_a_script_says_what_to_expect():
    script = cli(steps(scenario_of("power", presets("power")["too-small"].scenario)))
    assert "# 512 MB. The lab says: out of memory, Error Type: Runtime.ExitError; the function needs 700 MB" in script
    assert "# 1,024 MB. The lab says: Billed Duration: 1,555 ms" in script
    late = cli(steps(scenario_of("power", presets("power")["out-of-time"].scenario)))
    assert "# 128 MB. The lab says: Status: timeout after 60,000 ms" in late
    assert "--timeout 60" in late
    cold = cli(steps(scenario_of("power", presets("power")["rare-init"].scenario)))
    assert "and the first call 2,050 ms with Init" in cold
    assert '["arm64"]' in cli(steps(scenario_of("power", presets("power")["on-arm"].scenario)))


@pytest.mark.parametrize("threads", [1, 2])
def test_the_handler_works_and_waits_as_long_as_the_scenario_says(threads):
    scenario = Scenario(duration=120, cpu_percent=50, threads=threads, used_mb=50)
    names: dict[str, object] = {}
    exec(compile(code(scenario), "app.py", "exec"), names)  # our own handler, as Lambda would load it
    made = []

    def process(**given):
        made.append(given)
        return multiprocessing.get_context("fork").Process(**given)

    names["fork"] = SimpleNamespace(Process=process)
    began, cpu = time.monotonic(), time.process_time()
    assert names["handler"]({}, None) == {"kept": 10 * 1024 * 1024}
    assert len(made) == threads - 1
    assert time.process_time() - cpu >= cpu_seconds(scenario) / threads
    assert time.monotonic() - began >= 0.06 + 0.06 / threads


def test_the_calls_of_a_script_cost_what_they_bill():
    """5 calls of 1 s at 1 GB and 5 at 2 GB, and an Init of 1 s at each: 15 GB-s, 3 GB-s and 10 requests."""
    scenario = Scenario(duration=1000, cpu_percent=0, init=1000, sizes=(1024, 2048))
    assert script_usd(scenario) == pytest.approx(18 * 0.0000166667 + 10 * 0.0000002)


@pytest.mark.parametrize("preset", presets("power"))
def test_the_script_of_a_preset_costs_less_than_a_cent(preset):
    assert script_usd(scenario_of("power", presets("power")[preset].scenario)) < 0.01
