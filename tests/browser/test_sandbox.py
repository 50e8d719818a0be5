"""The lab of patterns in a real browser: while one types, by keyboard, and against harm."""

import re
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.writing import SECOND, opening

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser: Browser, serve) -> Iterator:
    with opening(browser, serve) as open_page:
        yield open_page


def test_the_verdict_follows_the_keys_without_leaving_the_field(opened):
    screen = opened("sandbox")
    expect(screen.word).to_have_text("Match")
    screen.pattern.focus()
    screen.pattern.evaluate(
        "(field) => field.setSelectionRange(field.value.indexOf('100'), field.value.indexOf('100'))"
    )
    begun = time.monotonic()
    screen.page.keyboard.type("9")
    expect(screen.word).to_have_text("No match", timeout=SECOND)
    assert time.monotonic() - begun < SECOND / 1000 + 0.5
    assert screen.pattern.evaluate("(field) => field.getRootNode().activeElement === field")
    expect(screen.rows.nth(2)).to_contain_text("refuses")
    screen.page.keyboard.press("Backspace")
    expect(screen.word).to_have_text("Match", timeout=SECOND)
    screen.write(screen.event, '{"source": "shop.orders"}')
    expect(screen.word).to_have_text("No match", timeout=SECOND)
    expect(screen.rows.nth(1)).to_contain_text("nothing there")


def test_the_verdict_is_said_aloud_once_the_reader_pauses(opened):
    screen = opened("sandbox")
    voice = screen.verdict.locator(".voice").first
    expect(voice).to_have_attribute("aria-live", "polite")
    expect(voice).to_have_text("Match. The rule fires. All 4 fields agree.")
    voice.evaluate("(element) => (element.dataset.same = 'yes')")
    screen.write(screen.pattern, '{"source": ["shop"]}')
    expect(voice).to_contain_text("No match. The rule stays silent.", timeout=4000)
    expect(voice).to_have_attribute("data-same", "yes")


def test_an_error_has_a_place_and_a_press_leads_there(opened):
    screen = opened("sandbox")
    screen.write(screen.pattern, '{\n  "🦊": ["a"],\n  "detail": {"🦊🦊": []}\n}')
    expect(screen.word).to_have_text("Pattern refused", timeout=SECOND)
    said = screen.editor.first.locator(".said")
    expect(said).to_contain_text("Empty arrays are not allowed")
    expect(screen.pattern).to_have_attribute("aria-invalid", "true")
    assert "said" in screen.pattern.get_attribute("aria-describedby").split()
    where = said.get_by_role("button")
    assert where.inner_text().startswith("Line 3, column ")
    expect(screen.editor.first.locator(".ink .spot-bad")).to_have_text("[")
    where.click()
    at = screen.pattern.evaluate("(field) => [field.selectionStart, field.value.slice(field.selectionStart)]")
    assert at[1].startswith("[]}")
    assert screen.pattern.evaluate("(field) => field.getRootNode().activeElement === field")


def test_a_field_leads_to_its_line(opened):
    screen = opened("sandbox")
    screen.rows.nth(2).get_by_role("button", name="line 5").click()
    assert screen.pattern.evaluate(
        "(field) => field.value.slice(field.selectionStart).trimStart().startsWith('\"total\"')"
    )


def test_the_change_that_would_match_is_applied(opened):
    screen = opened("sandbox")
    screen.write(
        screen.event,
        '{"source": "shop.orders", "detail-type": "OrderPlaced", "detail": {"total": 5.0, "customer": {"country": "DE"}}}',
    )
    expect(screen.word).to_have_text("No match", timeout=SECOND)
    screen.page.get_by_role("button", name="Apply it to the event").click()
    expect(screen.word).to_have_text("Match", timeout=3000)
    assert screen.event.input_value() != ""


def test_a_real_event_takes_the_place_of_what_was_typed(opened):
    screen = opened("sandbox")
    screen.write(screen.event, "{}")
    expect(screen.word).to_have_text("No match", timeout=SECOND)
    screen.page.get_by_role("combobox", name="Start from a real event").click()
    screen.page.get_by_role("option", name="EC2: an instance changes its state").click()
    expect(screen.event).to_have_value(re.compile("EC2 Instance State-change Notification"), timeout=3000)
    screen.page.get_by_role("button", name="Write a pattern for it").click()
    expect(screen.word).to_have_text("Match", timeout=3000)


def test_harmful_texts_are_only_shown(opened):
    screen = opened("sandbox", "texts=hostile")
    expect(screen.word).to_have_text("No match")
    expect(screen.rows.first).to_contain_text('<img src=x onerror="window.harmed=true">')
    screen.write(
        screen.pattern, '{"<img src=x onerror=window.harmed=true>": [{"<script>window.harmed=true</script>": 1}]}'
    )
    expect(screen.word).to_have_text("Pattern refused", timeout=SECOND)
    for name in ("Step by step", "Wildcards", "What is refused", "Do it in AWS"):
        screen.page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
        screen.page.wait_for_timeout(500)
    assert screen.page.locator(".editor img, .editor script, .verdict img, .verdict script").count() == 0
    assert screen.page.evaluate("window.harmed") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_accessibility_fault_of_ours(opened, scheme, width):
    screen = opened("sandbox", color_scheme=scheme, viewport={"width": width, "height": 900})
    assert screen.editor.first.get_attribute("data-mode") == scheme
    for pattern in (
        '{"source": ["x"], "detail": {"none": [1], "total": [{"numeric": [">", 100]}]}}',
        '{\n  "a": {}\n}',
    ):
        screen.write(screen.pattern, pattern)
        screen.page.wait_for_timeout(1500)
        found = (
            Axe()
            .run(screen.page, context={"include": [[".st-key-it-set-0-two-texts"], [".st-key-it-show"]]})
            .response["violations"]
        )
        assert not [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("width", [1280, 900, 760, 390, 320])
def test_the_texts_stand_side_by_side_or_below_each_other_and_nothing_overflows(opened, width):
    screen = opened("sandbox", viewport={"width": width, "height": 900})
    first, second = (screen.editor.nth(n).bounding_box() for n in (0, 1))
    assert (first["x"] < second["x"]) is (width > 800)
    assert (first["y"] < second["y"]) is (width < 800)
    assert screen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    for control in screen.page.locator(".editor button:visible, .verdict button:visible").all():
        box = control.bounding_box()
        assert box["height"] >= 24
        assert box["x"] + box["width"] <= width


def test_nothing_moves_for_those_who_want_no_motion(opened):
    screen = opened("sandbox", reduced_motion="reduce")
    moving = screen.page.locator(".editor button, .verdict .banner").evaluate_all(
        "(all) => all.map((each) => getComputedStyle(each).transitionDuration)"
    )
    assert set(moving) == {"0s"}
