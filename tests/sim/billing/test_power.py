"""Memory → vCPU → duration, worked out by hand."""

import pytest

from sim.billing.power import stretch, vcpus


@pytest.mark.parametrize(("memory_mb", "wanted"), [(1769, 1.0), (3538, 2.0), (128, 0.0724), (10_240, 5.79)])
def test_cpu_comes_in_proportion_to_memory(memory_mb, wanted):
    assert vcpus(memory_mb) == pytest.approx(wanted, rel=1e-3)


@pytest.mark.parametrize(
    ("memory_mb", "cpu_percent", "threads", "wanted"),
    [
        (1769, 100, 1, 1.0),
        (1769, 0, 1, 1.0),
        (128, 0, 1, 1.0),
        (128, 100, 1, 13.82),
        (3538, 100, 1, 1.0),
        (3538, 100, 2, 0.5),
        (3538, 50, 2, 0.75),
        (884, 50, 1, 1.5),
        (10_240, 100, 6, 0.1728),
    ],
)
def test_only_cpu_work_is_stretched_and_only_so_far_as_threads_can_use_it(memory_mb, cpu_percent, threads, wanted):
    assert stretch(memory_mb, cpu_percent, threads) == pytest.approx(wanted, rel=2e-3)
