"""The lab of every simulator takes a preset and changes nothing that nobody has set."""

import pytest

from sim.catalog import presets, simulators
from tests.sim.ui.visiting import open_lab, set_now

PRESETS = [(name, key) for name in simulators() for key in presets(name)]


@pytest.mark.parametrize(("name", "key"), PRESETS, ids=[f"{name}-{key}" for name, key in PRESETS])
def test_a_preset_is_taken_and_left_as_it_is(name, key):
    preset = presets(name)[key]
    at = open_lab(name, dict(preset.scenario)).run()
    assert not at.exception
    assert not at.error
    assert set_now(at) == preset.scenario
