"""What all tests share."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test writes into the user's own record."""
    monkeypatch.setenv("COLDSTART_DATA", str(tmp_path_factory.mktemp("data")))


@pytest.fixture(autouse=True)
def quick_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apps under test look for no components in installed packages: that would cost each of them 200 ms."""
    from streamlit.components.v2.component_manager import BidiComponentManager

    monkeypatch.setattr(BidiComponentManager, "discover_and_register_components", lambda self, **_: None)
