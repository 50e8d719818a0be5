"""Pages in a real Chromium on the same machine: start, first load, bytes as sent, click → screen."""

import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import FLAGS, ROOT, Server, settled

Row = tuple[str, str, str]
CLICKS = 20
WATCH = """(name) => new Promise(done => {
  const main = document.querySelector('[data-testid=stMain]');
  const button = [...main.querySelectorAll('button')].find(b => b.innerText.includes(name));
  const begun = performance.now();
  const watcher = new MutationObserver(() => { watcher.disconnect(); done(performance.now() - begun); });
  watcher.observe(main, {childList: true, subtree: true, characterData: true});
  button.click();
})"""


def measure_pages(folder: Path) -> Iterator[Row]:
    """The rows of the table: what, figure, note."""
    begun = time.perf_counter()
    server = Server(ROOT / "app.py", folder)
    yield "start → answers", f"{time.perf_counter() - begun:.1f} s", "content read and checked"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for address in ("", "environment-and-its-phases", "lab-lifecycle", "practice", "record"):
                yield from _loads(browser, server.url, address)
            yield _clicks(browser, f"{server.url}/practice", "Next question")
            yield _clicks(browser, f"{server.url}/lab-lifecycle", "Skip the prediction", again="reload")
            browser.close()
    finally:
        server.kill()


def _loads(browser: Browser, url: str, address: str) -> Iterator[Row]:
    cold, warm, sent = [], [], []
    for _ in range(3):
        context = browser.new_context()
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        size = [0]
        network.on(
            "Network.loadingFinished",
            lambda event, size=size: size.__setitem__(0, size[0] + event["encodedDataLength"]),
        )
        cold.append(_open(page, f"{url}/{address}"))
        page.wait_for_timeout(1500)
        sent.append(size[0])
        warm.append(_open(page, f"{url}/{address}"))
        context.close()
    name = address or "home"
    note = f"{statistics.median(sent) / 1e6:.2f} MB as sent"
    yield f"first load of {name}, cold / warm", f"{statistics.median(cold):.2f} / {statistics.median(warm):.2f} s", note


def _open(page: Page, address: str) -> float:
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("[data-testid=stMain] h1", timeout=30_000)
    return time.perf_counter() - begun


def _clicks(browser: Browser, address: str, button: str, again: str = "") -> Row:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    taken = []
    for _ in range(CLICKS):
        settled(page)
        page.locator("[data-testid=stMain] button", has_text=button).first.wait_for(timeout=30_000)
        taken.append(page.evaluate(WATCH, button))
        page.wait_for_timeout(150)
        if again:
            page.reload()
    context.close()
    taken.sort()
    p95 = taken[int(0.95 * len(taken))]
    return f"click “{button}” → screen, p50 / p95", f"{statistics.median(taken):.0f} / {p95:.0f} ms", f"{CLICKS} clicks"
