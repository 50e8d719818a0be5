"""The shift tables: so many minutes after AllowTraffic begins, the new version gets so much of the traffic.

A canary shifts twice. A linear configuration shifts its percentage at the start of each increment, so the first share comes at minute 0
and a table of ten steps takes nine intervals; AWS does not say so in so many words for Lambda, and many notes count ten.
https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
"""

from collections.abc import Mapping
from types import MappingProxyType

from sim.deployment.outcome import Step
from sim.deployment.scenario import Scenario
from sim.deployment.values import LONGEST_SHIFT_MINUTES, Config

CANARY: Mapping[Config, tuple[int, int]] = MappingProxyType(
    {Config.CANARY_5: (10, 5), Config.CANARY_10: (10, 10), Config.CANARY_15: (10, 15), Config.CANARY_30: (10, 30)}
)
"""Percent at first, and minutes until the rest follows."""
LINEAR: Mapping[Config, tuple[int, int]] = MappingProxyType(
    {Config.LINEAR_1: (10, 1), Config.LINEAR_2: (10, 2), Config.LINEAR_3: (10, 3), Config.LINEAR_10: (10, 10)}
)
"""Percent of each step, and minutes from one to the next."""


def steps_of(scenario: Scenario) -> tuple[Step, ...]:
    """The shift table of the scenario's configuration."""
    config, own = scenario.config, (scenario.percentage, scenario.interval_minutes)
    if config is Config.ALL_AT_ONCE:
        return (Step(minute=0, percent=100),)
    if config in CANARY or config is Config.OWN_CANARY:
        percent, minutes = CANARY.get(config, own)
        return (Step(minute=0, percent=percent), Step(minute=minutes, percent=100))
    percent, minutes = LINEAR.get(config, own)
    shares = (*range(percent, 100, percent), 100)
    return tuple(Step(minute=place * minutes, percent=share) for place, share in enumerate(shares))


def refusal_of(scenario: Scenario) -> str:
    """What is wrong with the configuration; empty if CodeDeploy takes it. The words are ours."""
    minutes = steps_of(scenario)[-1].minute
    if minutes > LONGEST_SHIFT_MINUTES:
        return f"From the first shift to the last there are {minutes:,} minutes; {LONGEST_SHIFT_MINUTES:,} are allowed."
    return ""
