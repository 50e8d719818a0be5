"""A real Chromium, and the course served for it on loopback."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"


class Server:
    """``streamlit run`` of a script, in a process of its own that is ended by its own id."""

    def __init__(self, script: Path, data: Path, port: int = 0) -> None:
        self.script, self.data, self.port = script, data, port or _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(self.script),
            f"--server.port={self.port}",
            "--server.headless=true",
        ]
        environment = {**os.environ, "COLDSTART_DATA": str(self.data), "PYTHONPATH": str(ROOT)}
        self.log = (self.data / "server.log").open("ab")
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended: {(self.data / 'server.log').read_text('utf-8')}")
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                time.sleep(0.1)
        raise RuntimeError("the server did not answer within a minute")

    def kill(self) -> None:
        """End it at once, as ``kill -9`` does."""
        self.process.kill()
        self.process.wait(timeout=20)
        self.log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    path = shutil.which("chromium")
    assert path, "no chromium on the PATH; make test installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serve a script; gives its address. Each script is served once."""
    servers: dict[Path, Server] = {}

    def start(script: Path) -> str:
        if script not in servers:
            servers[script] = Server(script, tmp_path_factory.mktemp("served"))
        return servers[script].url

    yield start
    for server in servers.values():
        server.kill()


@pytest.fixture(scope="session")
def site(serve: Callable[[Path], str]) -> str:
    """The address of the course."""
    return serve(ROOT / "app.py")


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """A server of the test's own, to be killed and started again."""
    made: list[Server] = []

    def start() -> Server:
        made.append(Server(ROOT / "app.py", tmp_path))
        return made[-1]

    yield start
    for server in made:
        server.kill()


@contextmanager
def visiting(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """A visitor with a fresh profile, on the page once it is drawn."""
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    page = context.new_page()
    page.goto(address)
    settled(page)
    yield page
    context.close()


def settled(page: Page) -> None:
    """Wait until the script has run."""
    page.wait_for_selector(READY, timeout=30_000)
    page.wait_for_timeout(150)
    page.wait_for_selector(READY, timeout=30_000)
