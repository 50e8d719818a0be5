"""``deployment`` beyond its table of cases."""

from sim.deployment import Config
from sim.deployment.values import PREDEFINED
from sim.facts import fact_of


def test_the_nine_configurations_have_aws_names():
    assert set(PREDEFINED) == set((fact_of("cd-config-names").values or {}).values())
    assert len(PREDEFINED) == 9
    assert {str(config) for config in Config} - set(PREDEFINED) == {"TimeBasedCanary", "TimeBasedLinear"}
