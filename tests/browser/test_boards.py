"""The boards of the ways of invoking: predict, run, step, count, read a record, change a setting, pass the link on."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.labs import SECONDS, TRACEBACK, choose_panel, open_page, shows, skip

pytestmark = pytest.mark.browser

TEXT_HEIGHTS = """() => [...document.querySelectorAll("[data-testid=stGraphVizChart] svg text")]
  .map((text) => text.getBoundingClientRect().height)
  .filter((height) => height > 0)"""
"""px of every text in a picture that is on the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One lab, a preset of it, and what is seen there."""

    lab: str
    preset: str
    answer: str
    lanes: set[str]
    steps: int
    entry: str
    """What is told after that many steps."""
    sums: str
    """The counters at the end."""
    panel: str
    record: set[str]
    """Keys of the record that stands there as JSON."""
    change: Callable[[Page], None]
    numbers: dict[str, str]
    """Numbers of the run after the change."""
    refused: str
    """A setting, in a link, that AWS refuses."""
    answers: str
    """The panel that says so."""
    exception: str


def _turn_reports_off(page: Page) -> None:
    page.get_by_test_id("stCheckbox").filter(has_text="ReportBatchItemFailures").locator("label").click()


def _turn_bisect_on(page: Page) -> None:
    page.get_by_test_id("stCheckbox").filter(has_text="BisectBatchOnFunctionError").locator("label").click()


def _try_once(page: Page) -> None:
    field = page.get_by_label("MaximumRetryAttempts")
    field.fill("0")
    field.press("Enter")


BOARDS = [
    Board(
        lab="invocation",
        preset="event-fails",
        answer="3",
        lanes={"client", "Lambda's queue", "environment 1", "queue send-confirmation-dlq"},
        steps=6,
        entry="Lambda's queue: call 1: again in 1 min",
        sums="in 1 = succeeded 0 + calls without a result 0 + dead-lettered 1 + dropped 0 + waiting 0",
        panel="Records and messages",
        record={"RequestID", "ErrorCode", "ErrorMessage"},
        change=_try_once,
        numbers={"runs of the code": "1", "dead-lettered": "1"},
        refused='invokes=[{"qualifier": "nope"}]',
        answers="HTTP answers",
        exception="x-amzn-ErrorType: ResourceNotFoundException",
    ),
    Board(
        lab="queue",
        preset="report-the-bad-one",
        answer="1",
        lanes={
            "queue lantern-orders",
            "event source mapping",
            "print-ticket, environment 1",
            "queue lantern-orders-dlq",
        },
        steps=21,
        entry="print-ticket, environment 1: batch 1 invokes with messages 1 to 10",
        sums="sent 10 = waiting 0 + in flight 0 + succeeded 9 + deleted by the filter 0 + dead-lettered 1 + expired 0",
        panel="Dead letters",
        record={"MessageId", "Body", "Attributes"},
        change=_turn_reports_off,
        numbers={"succeeded": "10", "deleted without work": "1"},
        refused="timeout_seconds=100",
        answers="Batches and responses",
        exception="400 InvalidParameterValueException: Queue visibility timeout: 30 seconds is less than Function timeout: 100 seconds",
    ),
    Board(
        lab="stream",
        preset="retries-and-destination",
        answer="5",
        lanes={"event source mapping", "shard 1", "calls for shard 1", "on-failure destination"},
        steps=7,
        entry="calls for shard 1: records 1–5: ValueError",
        sums="arrived 8 = succeeded 3 + discarded 5 + lost 0 + filtered 0 + missed 0 + waiting 0",
        panel="On-failure records",
        record={"requestContext", "responseContext", "KinesisBatchInfo"},
        change=_turn_bisect_on,
        numbers={"succeeded": "7", "discarded": "1"},
        refused="max_age_seconds=30",
        answers="Batches",
        exception="400 InvalidParameterValueException: MaximumRecordAgeInSeconds 30 is not allowed",
    ),
]
by_lab = pytest.mark.parametrize("board", BOARDS, ids=[board.lab for board in BOARDS])


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all tests, so that the browser's cache is warm; each opens its own address in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _balance(sums: str) -> tuple[int, list[int]]:
    """What came in, and the parts that it became."""
    whole, parts = (re.findall(r"[\d,]+", side) for side in sums.split("="))
    return int(whole[0].replace(",", "")), [int(part.replace(",", "")) for part in parts]


def _record(page: Page, keys: set[str]) -> dict[str, object]:
    """The JSON in a panel that has these keys, also if it is folded up."""
    code = page.locator("[data-testid=stCode] code")
    for key in keys:
        code = code.filter(has_text=f'"{key}"')
    expect(code.first).to_be_attached(timeout=SECONDS)
    return json.loads(code.first.text_content() or "")


@by_lab
def test_a_board_is_predicted_run_stepped_through_changed_and_passed_on(page: Page, site: str, board: Board):
    open_page(page, f"{site}/lab-{board.lab}?preset={board.preset}")
    page.get_by_label("Your prediction").fill(board.answer)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text(f"You said {board.answer}, and so it is.")).to_be_visible(timeout=SECONDS)

    player = page.locator(".player[data-drawn]")
    player.locator(".stage").focus()
    for _ in range(board.steps):
        page.keyboard.press("ArrowRight")
    where, label = (player.locator(f".{name}").inner_text() for name in ("where", "label"))
    assert f"{where}: {label}" == board.entry
    page.keyboard.press("End")
    sums = " ".join(player.locator(".equation").inner_text().split())
    assert sums == board.sums
    came, became = _balance(sums)
    assert came == sum(became)
    player.get_by_text("As a table").click()
    expect(player.locator(".rows td").first).to_be_visible(timeout=SECONDS)
    assert set(player.locator(".rows td:nth-child(3)").all_inner_texts()) == board.lanes

    choose_panel(page, board.panel)
    assert board.record <= set(_record(page, board.record))

    board.change(page)
    expect(page.get_by_text("You changed the scenario")).to_be_visible(timeout=SECONDS)
    skip(page)
    shows(page, board.numbers)
    assert page.locator(TRACEBACK).count() == 0
    open_page(page, page.url)
    skip(page)
    shows(page, board.numbers)


@by_lab
def test_what_aws_refuses_is_told_in_the_words_of_aws(page: Page, site: str, board: Board):
    open_page(page, f"{site}/lab-{board.lab}?preset={board.preset}&{board.refused}")
    skip(page)
    choose_panel(page, board.answers)
    expect(page.get_by_test_id("stMain")).to_contain_text(board.exception, timeout=SECONDS)
    assert page.locator(TRACEBACK).count() == 0


@by_lab
def test_the_picture_can_be_read_on_a_wide_screen_and_on_a_phone(page: Page, site: str, board: Board):
    open_page(page, f"{site}/lab-{board.lab}?preset={board.preset}")
    across, down = (page.locator(f"[data-testid=stGraphVizChart] svg .{way}") for way in ("across", "down"))
    expect(across).to_be_visible(timeout=SECONDS)
    expect(down).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 900})
    expect(down).to_be_visible()
    expect(across).to_be_hidden()
    heights = page.evaluate(TEXT_HEIGHTS)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert min(heights) >= 12


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chosen_panel_can_be_read_under_the_pointer_and_in_focus(page: Page, site: str, scheme: str):
    def contrast() -> list[str]:
        page.wait_for_timeout(300)  # until the tint is there
        options = {"runOnly": ["color-contrast"]}
        found = Axe().run(page, context="[data-testid=stButtonGroup]", options=options).response["violations"]
        return [node["failureSummary"] for fault in found for node in fault["nodes"]]

    page.emulate_media(color_scheme=scheme)
    open_page(page, f"{site}/lab-queue")
    skip(page)
    chosen = choose_panel(page, "Messages")
    assert contrast() == []
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(chosen).to_be_focused()
    page.mouse.move(5, 5)
    assert contrast() == []
