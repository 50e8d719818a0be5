"""A lab on a page: opening it, skipping its prediction, choosing a panel, and the numbers of its run."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled

TRACEBACK = "[data-testid=stException]"
SECONDS = 15_000
"""ms that a busy machine may take for a run."""


def open_page(page: Page, address: str) -> None:
    """Go to the address, and wait until it is drawn."""
    page.goto(address)
    settled(page)


def skip(page: Page) -> None:
    """Run without a prediction."""
    page.get_by_role("button", name="Skip the prediction").click()
    expect(page.get_by_text("The whole run")).to_be_visible(timeout=SECONDS)


def choose_panel(page: Page, name: str) -> Locator:
    """Open the panel of that name; gives its button."""
    chosen = page.get_by_test_id("stButtonGroup").get_by_role("radio", name=name, exact=True)
    chosen.click()
    expect(chosen).to_have_attribute("aria-checked", "true", timeout=SECONDS)
    settled(page)
    return chosen


def shows(page: Page, numbers: dict[str, str]) -> None:
    """The run on the screen has these numbers."""
    for words, number in numbers.items():
        metric = page.get_by_test_id("stMetric").filter(has=page.get_by_text(words, exact=True))
        expect(metric.get_by_test_id("stMetricValue")).to_have_text(number, timeout=SECONDS)
