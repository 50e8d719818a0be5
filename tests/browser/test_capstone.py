"""The last lab in a browser: all six faults of a round are mended by hand, with one hint and one change that does not help."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from sim.capstone import Station
from sim.capstone.planting import PARTS, mend_of, planted
from tests.browser.conftest import settled, visiting
from tests.browser.labs import SECONDS, TRACEBACK, shows

pytestmark = pytest.mark.browser

SEED = 3


def _change(page: Page, words: str) -> None:
    """Choose the change, and apply it by the keyboard."""
    page.get_by_role("combobox", name="Change").click()
    page.get_by_role("option", name=words, exact=True).click()
    settled(page)
    page.get_by_role("button", name="Apply", exact=True).press("Enter")
    settled(page)


def _go_to(page: Page, station: Station) -> None:
    pill = page.get_by_role("radiogroup", name="Station").get_by_role(
        "radio", name=re.compile(f"{PARTS[station].title}$")
    )
    pill.click()
    expect(pill).to_be_checked(timeout=SECONDS)
    expect(page.locator("strong", has_text=PARTS[station].title).first).to_be_visible(timeout=SECONDS)
    settled(page)


def test_a_visitor_mends_all_six(browser: Browser, site: str):
    with visiting(browser, f"{site}/lab-capstone?preset=twenty") as page:
        page.get_by_role("spinbutton", name="Your prediction").fill("0")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Run", exact=True).click()
        expect(page.get_by_text("and so it is.")).to_be_visible(timeout=SECONDS)
        page.get_by_role("button", name=re.compile("^Hint 1 of 3")).click()
        settled(page)
        _change(page, "Turn on EventBridge in the bucket’s properties")
        expect(page.get_by_text("0 of 6 stations in order, 0 of 600 points.")).to_be_visible(timeout=SECONDS)
        for number, station in enumerate(Station, start=1):
            _go_to(page, station)
            _change(page, PARTS[station].changes[mend_of(planted(SEED)[station])].words)
            expect(page.get_by_text(f"{number} of 6 stations in order")).to_be_visible(timeout=SECONDS)
        expect(page.get_by_text("6 of 6 stations in order, 570 of 600 points.")).to_be_visible()
        shows(page, {"in the gallery": "20", "lost": "0"})
        expect(page.get_by_text("All six are mended.")).to_be_visible()
        page.reload()
        settled(page)
        expect(page.get_by_text("570 of 600 points.")).to_be_visible(timeout=SECONDS)
        assert page.locator(TRACEBACK).count() == 0
