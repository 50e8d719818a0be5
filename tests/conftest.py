"""What all tests share."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")
"""The default run is the same each time; the long runs draw anew (``derandomize=False``) and find what is left."""


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test writes into the user's own record."""
    monkeypatch.setenv("COLDSTART_DATA", str(tmp_path_factory.mktemp("data")))


@pytest.fixture(autouse=True)
def quick_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apps under test look for no components in installed packages: that would cost each of them 200 ms."""
    from streamlit.components.v2.component_manager import BidiComponentManager

    monkeypatch.setattr(BidiComponentManager, "discover_and_register_components", lambda self, **_: None)
