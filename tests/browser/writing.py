"""An editor or the lab of patterns on a page, with names for what one looks at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import settled

PAGES = Path(__file__).parent / "pages"
SECOND = 1500
"""ms that a verdict may take on a busy machine; on a quiet one it takes a third of it."""


class Screen:
    """An editor or the lab on a page, with names for what one looks at."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pattern, self.event = page.locator("textarea").first, page.locator("textarea").last
        self.editor, self.verdict = page.locator(".editor"), page.locator(".verdict")
        self.word, self.rows = page.locator(".verdict .word").first, page.locator(".verdict tbody tr")

    def write(self, field: Locator, text: str) -> None:
        field.focus()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def heard(self, text: str) -> None:
        expect(self.page.get_by_test_id("stText").get_by_text(text, exact=True)).to_be_visible(timeout=SECOND)


@contextmanager
def opening(browser: Browser, serve: Callable[[Path], str]) -> Iterator[Callable[..., Screen]]:
    """Gives what opens a page: ``opened("editor", "text=hostile")`` or ``opened("sandbox", color_scheme="dark")``."""
    contexts = []

    def open_page(name: str, query: str = "", **options: object) -> Screen:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{serve(PAGES / f'{name}_page.py')}/?{query}")
        settled(page)
        expect(page.locator(".editor .numbers .row").first).to_be_attached(timeout=20_000)
        return Screen(page)

    yield open_page
    for context in contexts:
        context.close()
