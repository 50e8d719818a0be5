"""The lab of packages in a real browser: a .zip is dropped in and measured, and the picture is there in both widths and both schemes."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settled, visiting
from tests.browser.labs import SECONDS, TRACEBACK
from tests.sim.package.zips import PYTHON, zipped

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with visiting(browser, f"{site}/lab-package?preset=three-layers") as page:
        page.get_by_role("button", name="Skip the prediction").click()
        expect(page.get_by_role("img", name="of 250.0 MB")).to_be_visible(timeout=SECONDS)
        yield page


def test_a_zip_is_dropped_in_and_measured(page):
    page.get_by_text("Measure a .zip of your own").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "lantern.zip", "mimeType": "application/zip", "buffer": zipped(PYTHON)}
    )
    expect(page.get_by_role("table", name="Largest files")).to_contain_text("lib/big.bin", timeout=SECONDS)
    settled(page)
    expect(page.get_by_role("spinbutton", name="Zipped (MB)", exact=True)).to_have_value("0.00", timeout=SECONDS)
    assert "unzipped_bytes=102433" in page.url
    assert page.locator(TRACEBACK).count() == 0


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_and_nothing_is_hard_to_read(page, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    settled(page)
    bar = page.get_by_role("img", name="of 250.0 MB").bounding_box()
    assert bar
    assert bar["x"] >= 0
    assert bar["x"] + bar["width"] <= width
    assert page.get_by_role("list", name="The checks, in order").get_by_role("listitem").count() == 14
    found = Axe().run(page, context={"include": [["[data-testid=stMain]"]]}).response["violations"]
    ours = [one for one in found if any("fills" in node["html"] or "checks" in node["html"] for node in one["nodes"])]
    assert ours == []
