"""Bills, worked out by hand from the list prices of us-east-1, 19 September 2026."""

import pytest

from sim.billing.bill import Usage, bill, gb_s, rounded_up
from sim.billing.prices import Architecture


def test_a_month_of_three_million_requests_by_hand():
    """3,000,000 calls of 120 ms at 1,536 MB: 0.6 USD, and 540,000 GB-s at 0.0000166667 USD."""
    usage = Usage(requests=3_000_000, duration_gb_s=gb_s(3_000_000 * 120, 1536))
    told = bill(usage)
    assert usage.duration_gb_s == 540_000
    assert (told.requests, told.duration) == (pytest.approx(0.60), pytest.approx(9.000018))
    assert told.total == pytest.approx(9.600018)


def test_the_free_tier_takes_a_million_requests_and_400000_gb_seconds():
    told = bill(Usage(requests=3_000_000, duration_gb_s=540_000), free_tier=True)
    assert told.free == pytest.approx(0.20 + 400_000 * 0.0000166667)
    assert told.total == pytest.approx(0.40 + 140_000 * 0.0000166667)


def test_who_uses_less_than_the_free_tier_pays_nothing():
    assert bill(Usage(requests=10, duration_gb_s=5, init_gb_s=2), free_tier=True).total == pytest.approx(0)


def test_provisioned_concurrency_has_no_free_tier():
    """10 × 1,024 MB for 30 days: 25,920,000 GB-s at 0.0000041667 USD."""
    told = bill(Usage(configured_gb_s=10 * 2_592_000), free_tier=True)
    assert told.configured == told.total == pytest.approx(108.000864)


def test_what_runs_on_provisioned_concurrency_is_cheaper():
    """1,000,000 GB-s at 0.0000097222 rather than 0.0000166667 USD."""
    assert bill(Usage(executed_gb_s=1_000_000)).executed == pytest.approx(9.7222)
    assert bill(Usage(duration_gb_s=1_000_000)).duration == pytest.approx(16.6667)


def test_provisioned_pays_above_about_sixty_percent_of_use():
    """A GB-second that stands ready costs as much as is saved by running on it for 0.6 of the time."""
    for share, is_cheaper in ((0.55, False), (0.65, True)):
        ready = bill(Usage(configured_gb_s=1, executed_gb_s=share)).total
        assert (ready < bill(Usage(duration_gb_s=share)).total) is is_cheaper


def test_arm_costs_a_fifth_less():
    arm = bill(Usage(duration_gb_s=1_000_000, configured_gb_s=1_000_000, executed_gb_s=1_000_000), Architecture.ARM)
    assert (arm.duration, arm.configured, arm.executed) == (
        pytest.approx(13.3334),
        pytest.approx(3.3334),
        pytest.approx(7.7778),
    )


@pytest.mark.parametrize(
    ("gb_seconds", "usd"),
    [(6e9, 100_000.2), (7e9, 115_000.2), (15e9, 235_000.2), (16e9, 248_333.6)],
)
def test_the_tiers_of_x86(gb_seconds, usd):
    assert bill(Usage(duration_gb_s=gb_seconds)).duration == pytest.approx(usd)


@pytest.mark.parametrize(("gb_seconds", "usd"), [(7.5e9, 100_000.5), (18.75e9, 235_001.625), (19.75e9, 245_668.325)])
def test_the_tiers_of_arm(gb_seconds, usd):
    assert bill(Usage(duration_gb_s=gb_seconds), Architecture.ARM).duration == pytest.approx(usd)


def test_init_has_its_share_of_what_runs_on_demand():
    told = bill(Usage(duration_gb_s=3, init_gb_s=1))
    assert told.init * 3 == pytest.approx(told.duration)
    assert bill(Usage()).total == 0


@pytest.mark.parametrize(("seconds", "billed"), [(0, 0), (1, 300), (300, 300), (300.001, 600), (3600, 3600)])
def test_provisioned_time_is_rounded_up_to_five_minutes(seconds, billed):
    assert rounded_up(seconds) == billed


def test_usage_adds_up():
    one = Usage(requests=1, duration_gb_s=2, init_gb_s=3, configured_gb_s=4, executed_gb_s=5)
    assert one + one == one.times(2)
