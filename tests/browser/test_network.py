"""The lab of networks in a real browser: a preset is predicted, mended by its button, and reached; in both widths and both schemes."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settled, visiting
from tests.browser.labs import SECONDS, TRACEBACK, choose_panel

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with visiting(browser, f"{site}/lab-network?preset=two-subnets-one-broken") as page:
        yield page


def test_a_network_is_predicted_mended_and_reached(page):
    page.get_by_text("Always: Lambda takes the subnet that works").click()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("Thinks that Lambda looks for a way.")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_text("Sometimes reached", exact=True)).to_be_visible(timeout=SECONDS)
    stopped = page.get_by_role("table", name="Hop by hop: reserve-seat in private-b").get_by_role("row").last
    expect(stopped).to_contain_text("No route of private-b")
    choose_panel(page, "Mend it")
    page.get_by_role("button", name="Apply 1: route").click()
    expect(page.get_by_text("there is nothing to mend")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_text("Reached", exact=True)).to_be_visible(timeout=SECONDS)
    settled(page)
    assert "route_tables=" in page.url
    assert page.locator(TRACEBACK).count() == 0


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_and_nothing_is_hard_to_read(page, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("button", name="Skip the prediction").click()
    expect(page.get_by_text("Sometimes reached", exact=True)).to_be_visible(timeout=SECONDS)
    choose_panel(page, "Routes")
    choose_panel(page, "Mend it")
    way = page.get_by_role("table", name="Hop by hop: reserve-seat in private-b").bounding_box()
    assert way
    assert way["x"] >= 0
    assert way["x"] + way["width"] <= width
    found = Axe().run(page, context={"include": [["[data-testid=stMain]"]]}).response["violations"]
    assert found == []
