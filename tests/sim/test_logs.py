"""The lines that CloudWatch Logs would hold."""

from sim.lifecycle import Scenario, run
from sim.lifecycle.logs import lines


def test_a_cold_call_reports_its_init_and_bills_it():
    scenario = Scenario(arrivals=(0, 1000))
    cold, warm = lines(scenario, run(scenario).outcome)
    assert cold.text.split("\t")[1:] == [
        "Duration: 100.00 ms",
        "Billed Duration: 500 ms",
        "Memory Size: 128 MB",
        "Max Memory Used: 64 MB",
        "Init Duration: 400.00 ms",
    ]
    assert "Init Duration" not in warm.text


def test_a_failed_init_reports_itself_in_its_phase():
    scenario = Scenario(arrivals=(0,), function_init=11_900)
    told = [line.text for line in lines(scenario, run(scenario).outcome)]
    assert told[0] == "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout"
    assert told[1] == "INIT_REPORT Init Duration: 3000.00 ms\tPhase: invoke\tStatus: timeout"
    assert told[2].endswith("Status: timeout")


def test_a_throttled_call_writes_no_line():
    scenario = Scenario(arrivals=(0, 0), limit=1)
    assert [line.call for line in lines(scenario, run(scenario).outcome)] == [1]
