"""The function of a scenario, as Python that Lambda can run: so much CPU work, so much waiting, so much memory."""

from sim.billing.power import ONE_VCPU_MB
from sim.power.scenario import Scenario
from sim.power.sizing import work_at

RUNTIME_MB = 40
"""What the runtime itself needs, about; the handler takes the rest."""


def code(scenario: Scenario) -> str:
    """A handler that works and waits as the scenario's does. CPU work is counted in CPU time, so that it takes longer where CPU is scarce."""
    per_thread = cpu_seconds(scenario) / scenario.threads
    waiting = work_at(scenario, scenario.measured_at).waiting / 1000
    taken = max(0, scenario.used_mb - RUNTIME_MB)
    return f'''"""A function to measure at several memory sizes."""

import multiprocessing
import time

time.sleep({scenario.init / 1000:g})  # Init: runs once for each environment
fork = multiprocessing.get_context("fork")


def work(seconds):
    """Use so many seconds of CPU time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def handler(event, context):
    kept = b"x" * ({taken} * 1024 * 1024)
    others = [fork.Process(target=work, args=({per_thread:.6g},)) for _ in range({scenario.threads - 1})]
    for other in others:
        other.start()
    work({per_thread:.6g})
    for other in others:
        other.join()
    time.sleep({waiting:.6g})
    return {{"kept": len(kept)}}
'''


def cpu_seconds(scenario: Scenario) -> float:
    """CPU time that a call uses up, over all its threads."""
    return work_at(scenario, ONE_VCPU_MB).cpu / 1000
