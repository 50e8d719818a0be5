"""The trace player in a real browser: by keyboard, by pointer, by ear, and against harm."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parent / "pages" / "player_page.py"
ENTRIES, SPANS = 13, 13


class Screen:
    """The player on a page, with names for what one looks at."""

    def __init__(self, page: Page) -> None:
        self.page, self.player = page, page.locator(".player")

    def part(self, name: str) -> Locator:
        return self.player.locator(f".{name}")

    def press(self, *keys: str) -> None:
        self.part("stage").focus()
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def now(self) -> str:
        parts = [self.part(name).inner_text() for name in ("time", "where", "label")]
        return " · ".join(part for part in parts if part)

    @property
    def sums(self) -> str:
        return " ".join(self.part("sums").text_content().split())

    def click_at(self, label: str) -> None:
        """Click where the table's mark of that label is drawn; its place is worked out from the moments in the fixture."""
        box = self.part("canvas").bounding_box()
        x, y = {"call 3": (0.6, 0.45), "nothing": (0.95, 0.55)}[label]
        self.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * (box["height"]))


@pytest.fixture
def opened(browser: Browser, serve) -> Iterator:
    """Open the player's page: ``opened("small", reduced_motion="reduce")``."""
    contexts = []

    def open_page(trace: str = "small", *, query: str = "", **options: object) -> Screen:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{serve(PAGE)}/?trace={trace}{query}")
        page.wait_for_selector(".player[data-drawn]", timeout=30_000)
        return Screen(page)

    yield open_page
    for context in contexts:
        context.close()


def test_opens_at_the_beginning_with_nothing_happened(opened):
    screen = opened()
    assert screen.now == "0.00 s · Before the first step"
    assert screen.part("why").inner_text() == "13 steps in 10 min 3 s. Press play, or take one step at a time."
    assert screen.sums == "arrived 0 = answered 0 + failed 0 + in flight 0 cold starts 0"


def test_autofinish_opens_at_the_end(opened):
    assert opened(query="&finish=1").now == "10 min 2.8 s · Environment 1 · gone"


def test_steps_by_keyboard_and_tells_each_step_aloud(opened):
    screen = opened()
    screen.press("ArrowRight")
    assert screen.now == "0.00 s · Calls · call 1 arrives"
    screen.press("ArrowRight", "ArrowRight", "ArrowRight")
    assert screen.now == "0.60 s · Environment 1 · Init done"
    assert screen.part("count").inner_text() == "step 4 of 13"
    voice = "0.60 s · Environment 1 · Init done · All three parts of Init are over: 400 ms."
    assert screen.part("voice").inner_text() == voice
    screen.press("ArrowLeft")
    assert screen.now == "0.20 s · Environment 1 · Init begins"
    screen.press("Home", "ArrowLeft")
    assert screen.now == "0.00 s · Before the first step"


def test_counters_follow_the_playhead_and_add_up(opened):
    screen = opened()
    screen.press("ArrowRight")
    assert screen.sums == "arrived 1 = answered 0 + failed 0 + in flight 1 cold starts 0"
    screen.press("End")
    assert screen.sums == "arrived 3 = answered 2 + failed 1 + in flight 0 cold starts 1"


def test_scrubber_is_a_slider_that_says_where_it_stands(opened):
    screen = opened()
    scrub = screen.player.get_by_role("slider", name="Moment")
    scrub.focus()
    screen.page.keyboard.press("End")
    expect(scrub).to_have_attribute("aria-valuetext", "10 min 2.8 s, step 13 of 13: gone")
    scrub.evaluate("(slider) => { slider.value = 0; slider.dispatchEvent(new Event('input')); }")
    expect(scrub).to_have_attribute("aria-valuetext", "0.00 s, step 2 of 13: environment 1 is made")
    screen.page.keyboard.press("Shift+ArrowRight")
    assert screen.now.startswith("0.20 s")


def test_quiet_time_is_folded_until_it_is_asked_for(opened):
    screen = opened()
    toggle = screen.player.get_by_role("button", name="To scale")
    picture = "(canvas) => canvas.toDataURL()"
    folded = screen.part("canvas").evaluate(picture)
    expect(toggle).to_have_attribute("aria-pressed", "false")
    screen.press("f")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    screen.page.wait_for_timeout(100)
    assert screen.part("canvas").evaluate(picture) != folded
    screen.press("Shift+ArrowRight")
    assert screen.now.startswith("2.30 s"), "a tenth of the true time is a minute; the third call was over long before"
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")


def test_plays_without_a_word_and_tells_where_it_was_stopped(opened):
    screen = opened()
    screen.press("Space")
    screen.page.wait_for_timeout(2500)
    assert screen.part("voice").inner_text() == ""
    assert screen.player.get_by_role("button", name="Pause").is_visible()
    screen.press("Space")
    assert screen.part("voice").inner_text() != ""
    assert "step" in screen.part("count").inner_text()
    stopped = screen.now
    screen.page.wait_for_timeout(300)
    assert screen.now == stopped


def test_plays_to_the_end_and_starts_again(opened):
    screen = opened()
    screen.part("speed").select_option("4")
    screen.press("End", "ArrowLeft", "ArrowLeft", "Space")
    expect(screen.part("label")).to_have_text("gone", timeout=10_000)
    expect(screen.player).to_have_attribute("data-playing", "false", timeout=10_000)
    screen.part("play").click()
    expect(screen.part("label")).to_have_text("environment 1 is made", timeout=5_000)


def test_with_reduced_motion_it_goes_from_entry_to_entry(opened):
    screen = opened(reduced_motion="reduce")
    screen.press("Space")
    assert screen.now == "0.00 s · Calls · call 1 arrives"
    before = screen.part("canvas").evaluate("(canvas) => canvas.toDataURL()")
    screen.page.wait_for_timeout(600)
    assert screen.part("canvas").evaluate("(canvas) => canvas.toDataURL()") == before, "nothing moves between two steps"
    expect(screen.part("label")).to_have_text("environment 1 is made", timeout=3_000)
    screen.press("Space")


def test_arrows_choose_the_marks_of_a_moment_and_tell_why(opened):
    screen = opened()
    screen.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown")
    assert screen.now == "0.20 s – 0.60 s (400 ms) · Environment 1 · Init" or "download" in screen.now
    seen = {screen.now}
    for _ in range(4):
        screen.press("ArrowDown")
        seen.add(screen.now)
    assert "0.20 s – 0.60 s (400 ms) · Environment 1 · Init" in seen
    assert "0.00 s – 0.70 s (700 ms) · Calls · call 1" in seen
    screen.press("Escape")
    assert screen.now == "0.20 s · Environment 1 · Init begins"


def test_a_click_on_a_mark_tells_why_and_beside_it_moves_the_playhead(opened):
    screen = opened()
    screen.click_at("call 3")
    assert "call 3" in screen.now
    assert screen.part("why").inner_text() == "Runs into the timeout."
    screen.page.mouse.move(5, 5)
    screen.click_at("nothing")
    assert screen.now.startswith("10 min")


def test_a_drag_scrubs(opened):
    screen = opened()
    box = screen.part("canvas").bounding_box()
    y = box["y"] + 20
    screen.page.mouse.move(box["x"] + 0.3 * box["width"], y + 60)
    screen.page.mouse.down()
    screen.page.mouse.move(box["x"] + 0.5 * box["width"], y + 60, steps=4)
    screen.page.mouse.up()
    assert screen.sums.startswith("arrived 2 = answered 2")


def test_zoom_narrows_the_view_and_fit_undoes_it(opened):
    screen = opened()
    picture = "(canvas) => canvas.toDataURL()"
    whole = screen.part("canvas").evaluate(picture)
    screen.part("in").click()
    screen.page.wait_for_timeout(100)
    assert screen.part("canvas").evaluate(picture) != whole
    screen.part("fit").click()
    screen.page.wait_for_timeout(100)
    assert screen.part("canvas").evaluate(picture) == whole


def test_the_table_has_every_mark_and_can_be_copied(opened):
    screen = opened()
    screen.part("twin").locator("summary").click()
    rows = screen.part("rows").locator("tr")
    expect(rows).to_have_count(ENTRIES + SPANS)
    cells = [cell.strip() for cell in rows.nth(0).locator("th, td").all_inner_texts()]
    assert cells == ["0.00 s", "", "Calls", "call 1 arrives", "A request comes in; the function has no environment."]
    assert screen.part("caption").inner_text() == "All that happens, in order of time: 26 rows"
    assert screen.part("twin").locator("th[scope=col]").count() == 5
    assert rows.locator("th[scope=row]").count() == ENTRIES + SPANS
    screen.part("copy").click()
    expect(screen.part("copied")).to_have_text("Copied 26 rows")
    copied = screen.page.evaluate("navigator.clipboard.readText()").split("\n")
    assert copied[0] == "Time\tUntil\tWhere\tWhat\tWhy"
    assert len(copied) == 1 + ENTRIES + SPANS
    screen.press("ArrowRight", "ArrowRight")
    expect(screen.part("rows").locator("tr[aria-current=step]")).to_contain_text("environment 1 is made")


def test_a_large_table_is_made_a_page_at_a_time(opened):
    screen = opened("large")
    assert screen.part("rows").locator("tr").count() == 0
    screen.part("twin").locator("summary").click()
    expect(screen.part("rows").locator("tr")).to_have_count(200)
    screen.part("later").click()
    assert screen.part("caption").inner_text() == "All that happens, in order of time: rows 201 to 400 of 20000"


def test_many_lanes_scroll_and_a_step_brings_its_lane_into_view(opened):
    screen = opened("large")
    assert screen.part("stage").evaluate("(stage) => stage.scrollHeight > 2 * stage.clientHeight")
    lanes = set()
    for _ in range(12):
        screen.press("ArrowRight")
        lanes.add(screen.part("stage").evaluate("(stage) => Math.round(stage.scrollTop)"))
    assert len(lanes) > 1


def test_a_run_of_the_script_keeps_the_playhead_and_another_trace_resets_it(opened):
    screen = opened()
    screen.press("ArrowRight", "ArrowRight", "ArrowRight", "f")
    screen.page.get_by_role("button", name="Run again").click()
    screen.page.wait_for_timeout(600)
    assert screen.now == "0.20 s · Environment 1 · Init begins"
    screen.page.get_by_role("button", name="Another trace").click()
    expect(screen.part("label")).to_have_text("Before the first step")
    expect(screen.part("fold")).to_have_attribute("aria-pressed", "true")


def test_harmful_texts_are_only_shown(opened):
    screen = opened("hostile")
    screen.press("ArrowRight")
    evil = '<img src=x onerror="window.harmed=true">'
    assert screen.now == f"0.10 s · {evil} · {evil}"
    assert screen.part("why").inner_text() == "</script><script>window.harmed=true</script>"
    screen.part("fact").locator("summary").click()
    assert screen.part("rule").inner_text() == evil
    screen.part("twin").locator("summary").click()
    box = screen.part("canvas").bounding_box()
    screen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 30)
    expect(screen.part("tip")).to_contain_text(evil)
    assert screen.player.locator("img, script, a").count() == 0
    assert screen.page.evaluate("window.harmed") is None


@pytest.mark.parametrize("trace", ["empty", "instant"])
def test_a_trace_of_nothing_or_of_one_moment_breaks_nothing(opened, trace):
    screen = opened(trace)
    faults = []
    screen.page.on("pageerror", lambda fault: faults.append(str(fault)))
    screen.press(
        "ArrowRight",
        "ArrowDown",
        "Space",
        "+",
        "f",
        "End",
        "Shift+ArrowLeft",
        "Home",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
    )
    screen.part("twin").locator("summary").click()
    screen.page.wait_for_timeout(200)
    assert not faults
    assert screen.part("label").inner_text() == {"empty": "Before the first step", "instant": "second"}[trace]


def test_a_fact_with_an_address_is_a_link(opened):
    screen = opened()
    screen.press("ArrowRight", "ArrowRight")
    screen.part("fact").locator("summary").click()
    link = screen.part("fact").get_by_role("link", name="lambda-init-phase")
    expect(link).to_have_attribute(
        "href", "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"
    )


def test_help_lists_keys_and_signs(opened):
    screen = opened()
    screen.press("?")
    assert screen.part("help").get_attribute("aria-expanded") == "true"
    assert screen.part("keys").locator("dt").count() == 8
    assert screen.part("keys").locator("li").count() == 7


CONTRAST = """(player) => {
  const ctx = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const probe = player.querySelector(".probe");
  const bright = (name) => {
    probe.style.color = `var(--${name})`;
    ctx.fillStyle = getComputedStyle(probe).color;
    ctx.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...ctx.getImageData(0, 0, 1, 1).data].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => { const [x, y] = [bright(a), bright(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const found = {graphite: ratio("graphite", "ground"), focus: ratio("focus", "ground")};
  for (const under of ["ground", "shade"]) found[`mute on ${under}`] = ratio("mute", under);
  for (const tone of ["cold", "work", "after", "rest", "bad", "end", "note"]) {
    found[`${tone} line`] = ratio(`${tone}-line`, "ground");
    found[`${tone} text`] = ratio(`${tone}-text`, tone === "rest" ? "ground" : `${tone}-fill`);
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_texts_stand_out_from_their_ground(opened, scheme):
    screen = opened(color_scheme=scheme)
    assert screen.player.get_attribute("data-mode") == scheme
    found = screen.player.evaluate(CONTRAST)
    weak = {name: ratio for name, ratio in found.items() if ratio < (4.5 if "text" in name or "mute" in name else 3)}
    assert not weak


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_accessibility_fault_of_ours(opened, scheme, width):
    screen = opened(color_scheme=scheme, viewport={"width": width, "height": 900})
    screen.press("ArrowRight", "ArrowRight", "?")
    screen.part("twin").locator("summary").click()
    screen.page.wait_for_timeout(300)
    found = Axe().run(screen.page, context={"include": [[".st-key-player"]]}).response["violations"]
    assert not [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("width", [1280, 390])
def test_controls_are_named_large_enough_and_on_the_page(opened, width):
    screen = opened(viewport={"width": width, "height": 900})
    for control in screen.player.locator("button:visible, select:visible, input:visible, summary:visible").all():
        box = control.bounding_box()
        assert box["width"] >= 28
        assert box["height"] >= 28
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        name = control.get_attribute("aria-label") or control.inner_text()
        assert name.strip()
