"""What all tests share."""

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")
"""The default run is the same each time; the long runs draw anew (``derandomize=False``) and find what is left."""


class OneBrowser(LoadScopeScheduling):
    """All tests in the browser go to one worker, for two Chromiums on two cores are slower than one; all others go where there is room."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """How the tests are spread over the workers."""
    return OneBrowser(config, log)


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test writes into the user's own record."""
    monkeypatch.setenv("COLDSTART_DATA", str(tmp_path_factory.mktemp("data")))


@pytest.fixture(autouse=True)
def quick_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apps under test look for no components in installed packages: that would cost each of them 200 ms."""
    from streamlit.components.v2.component_manager import BidiComponentManager

    monkeypatch.setattr(BidiComponentManager, "discover_and_register_components", lambda self, **_: None)
