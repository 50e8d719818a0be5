"""The course as its learner meets it: read, predict, run, answer, come back."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lessons.catalog import course
from sim.catalog import simulators
from tests.browser.conftest import Server, settled, visiting

pytestmark = pytest.mark.browser

FIRST = "environment-and-its-phases"
NO_LESSON = ["", "practice", "record", "then-and-now", *(f"lab-{name}" for name in simulators())]
PAGES = [*NO_LESSON, *course().lessons]
LONGEST = [max(module.lessons, key=lambda lesson: len(lesson.body)).about.id for module in course().modules]
"""Of each module the lesson with most in it."""
TOO_WIDE = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  if (main.scrollWidth <= main.clientWidth && document.documentElement.scrollWidth <= innerWidth) return [];
  const edge = main.getBoundingClientRect().right;
  return [...main.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > edge + 1).map(e => String(e.className));
}"""
"""What reaches past the right edge of the screen, if the page has to be scrolled sideways."""
DARK = "rgb(16, 22, 35)"
CARD = "[class*=environment-invoice-date-box]"
TRACEBACK = "[data-testid=stException]"


def _read_on(page: Page) -> None:
    """Show the lesson whole, where it waits for a prediction."""
    button = page.get_by_role("button", name="Read without predicting")
    if button.count():
        button.click()
        expect(page.get_by_text("To keep.", exact=True)).to_be_visible(timeout=15_000)


def _answer_first_question(page: Page) -> str:
    """Answer the first single-choice question of lesson 1, right or wrong. Gives its stem."""
    waits = page.get_by_role("button", name="Read without predicting")
    expect(waits.or_(page.get_by_text("To keep.", exact=True))).to_be_visible(timeout=15_000)
    _read_on(page)
    card = page.locator(CARD)
    card.scroll_into_view_if_needed()
    card.get_by_role("radiogroup").get_by_text("That of the evening before", exact=False).click()
    card.get_by_role("button", name="Submit").click()
    expect(card.get_by_role("button", name="Try again")).to_be_visible(timeout=15_000)
    return card.inner_text()


def test_a_learner_reads_predicts_runs_answers_reloads_and_finds_the_answer(browser: Browser, site: str):
    with visiting(browser, f"{site}/{FIRST}") as page:
        expect(page.get_by_role("heading", level=1)).to_have_text(course().lessons[FIRST].about.title)

        predict = page.locator("[class*=st-key-predict-]").first
        predict.get_by_role("radiogroup").locator("label").first.click()
        predict.get_by_role("button", name="Lock it in").click()
        expect(predict.get_by_text("You said:")).to_be_visible(timeout=15_000)

        expect(page.get_by_text("To keep.", exact=True)).to_be_visible(timeout=15_000)
        player = page.locator(".player").first
        player.scroll_into_view_if_needed()
        player.locator(".stage").focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        expect(player.locator(".label")).not_to_have_text("Before the first step")

        told = _answer_first_question(page)
        assert "Right" in told

        page.reload()
        settled(page)
        expect(page.get_by_text("You said:").first).to_be_visible(timeout=15_000)
        card = page.locator(CARD)
        expect(card.get_by_role("button", name="Try again")).to_be_visible(timeout=15_000)
        assert page.locator(TRACEBACK).count() == 0


def test_an_answer_survives_kill_9_and_a_new_start(browser: Browser, own_server: Callable[[], Server]):
    server = own_server()
    with visiting(browser, f"{server.url}/{FIRST}") as page:
        _answer_first_question(page)
        server.kill()
        server.start()
        page.goto(f"{server.url}/record")
        settled(page)
        expect(page.get_by_text("Right at the first try")).to_be_visible(timeout=15_000)


def test_a_locked_database_is_told_and_the_course_stays_readable(
    browser: Browser, own_server: Callable[[], Server], tmp_path: Path
):
    server = own_server()
    with visiting(browser, f"{server.url}/cold-and-warm") as page:
        lock = sqlite3.connect(next(tmp_path.glob("record.sqlite3")), isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        page.goto(f"{server.url}/{FIRST}")
        settled(page)
        told = _answer_first_question(page)
        assert "Right" in told
        assert "Not saved" in page.locator("[data-testid=stMain]").inner_text()
        lock.execute("ROLLBACK")
        lock.close()
        page.get_by_role("button", name="Save again").first.click()
        expect(page.get_by_text("Not saved")).to_have_count(0, timeout=15_000)
        page.goto(f"{server.url}/record")
        settled(page)
        expect(page.get_by_text("Right at the first try")).to_be_visible(timeout=15_000)
        assert page.locator(TRACEBACK).count() == 0


def test_a_tampered_cookie_is_a_new_learner(browser: Browser, site: str):
    with visiting(browser, f"{site}/{FIRST}") as page:
        _answer_first_question(page)
        cookie = next(cookie for cookie in page.context.cookies() if cookie["name"] == "coldstart_learner")
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
        other = "1" if cookie["value"][0] == "0" else "0"
        page.context.add_cookies([{**cookie, "value": other + cookie["value"][1:]}])
        page.goto(f"{site}/record")
        settled(page)
        expect(page.get_by_text("Nothing here yet")).to_be_visible(timeout=15_000)


def test_a_link_reproduces_the_lab(browser: Browser, site: str):
    with visiting(browser, f"{site}/lab-lifecycle?preset=global-or-tmp") as page:
        page.get_by_label("Your prediction").fill("4")
        page.get_by_role("button", name="Run", exact=True).click()
        expect(page.get_by_text("You said 4.")).to_be_visible(timeout=15_000)
        expect(page.get_by_text("Only /tmp is kept", exact=False)).to_be_visible()
        page.get_by_label("Calls arrive at").fill("0, 2 s, 4 s, 6 s, 8 s")
        page.get_by_label("Calls arrive at").press("Enter")
        page.wait_for_url("**arrivals=**", timeout=15_000)
        link = page.url
    with visiting(browser, link) as page:
        expect(page.get_by_label("Calls arrive at")).to_have_value("0, 2 s, 4 s, 6 s, 8 s")
        expect(page.get_by_text("You changed the scenario")).to_be_visible()


GARBAGE = [
    "preset=nope",
    "preset=second-call&arrivals=[0,5",
    "preset=second-call&timeout=5",
    "invoke=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "arrivals=%00&faults=%F0%9F%92%A5",
]


@pytest.mark.parametrize("query", GARBAGE)
def test_garbage_in_a_link_is_told_and_replaced(browser: Browser, site: str, query: str):
    with visiting(browser, f"{site}/lab-lifecycle?{query}") as page:
        expect(page.get_by_text("This link asks for something that the lab does not have")).to_be_visible(
            timeout=15_000
        )
        expect(page.get_by_label("Calls arrive at")).to_have_value("0, 1 s")
        assert page.locator(TRACEBACK).count() == 0
        assert page.locator("img[src=x]").count() == 0


@pytest.fixture(scope="module")
def screens(browser: Browser) -> Iterator[Callable[[int, str], Page]]:
    """A page of each width and scheme, kept from test to test so that the browser's cache is warm."""
    pages: dict[tuple[int, str], Page] = {}

    def screen(width: int, scheme: str) -> Page:
        if (width, scheme) not in pages:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            pages[width, scheme] = context.new_page()
        return pages[width, scheme]

    yield screen
    for page in pages.values():
        page.context.close()


def _opened(page: Page, site: str, address: str) -> list[str]:
    """Open the page whole, a lab with its prediction skipped and its way to AWS open. Gives the errors of its scripts, which grow as it is used."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}/{address}")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=15_000)
    _read_on(page)
    skip = page.get_by_role("button", name="Skip the prediction")
    if skip.count():
        skip.first.click()
        expect(page.get_by_text("What this simplifies").first).to_be_visible(timeout=15_000)
    panel = page.get_by_role("radio", name="Do it in AWS")
    if panel.count():
        panel.first.click()
        expect(page.get_by_text("With the AWS CLI")).to_be_visible(timeout=15_000)
    settled(page)
    return errors


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_THE_SCREEN = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""Rules whose answer another width or scheme can change."""


def _is_sound(page: Page, errors: list[str], rules: list[str] = RULES) -> None:
    """No fault, nothing past the edge, no accessibility violation."""
    assert page.locator(TRACEBACK).count() == 0
    assert page.evaluate(TOO_WIDE) == []
    assert errors == []
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []


@pytest.mark.parametrize("address", [*NO_LESSON, *LONGEST])
def test_a_page_is_sound_wide_and_light_narrow_and_dark(screens, site, address):
    page = screens(1280, "light")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    errors = _opened(page, site, address)
    _is_sound(page, errors)
    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", DARK, timeout=15_000)
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")
    settled(page)
    _is_sound(page, errors, OF_THE_SCREEN)


@pytest.mark.long
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
@pytest.mark.parametrize("address", PAGES)
def test_so_is_every_page_opened_on_each_screen(screens, site, address, width, scheme):
    page = screens(width, scheme)
    _is_sound(page, _opened(page, site, address))
