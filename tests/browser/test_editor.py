"""The editor in a real browser: keys, colours, late runs and large texts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.writing import opening

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser: Browser, serve) -> Iterator:
    with opening(browser, serve) as open_page:
        yield open_page


def test_by_keyboard_alone(opened):
    screen = opened("editor")
    page = screen.page
    page.get_by_role("button", name="By key").focus()
    page.keyboard.press("Tab")
    expect(screen.editor.get_by_role("button", name="Format")).to_be_focused()
    page.keyboard.press("Tab")
    expect(screen.pattern).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text('{"a":[1.50,1e3],"long":{"prefix":[],"b":{}}}')
    page.keyboard.press("Control+Shift+f")
    assert screen.pattern.input_value() == '{\n  "a": [1.50, 1e3],\n  "long": {\n    "prefix": [],\n    "b": {}\n  }\n}'
    page.keyboard.press("Control+z")
    assert screen.pattern.input_value() == '{"a":[1.50,1e3],"long":{"prefix":[],"b":{}}}'
    page.keyboard.press("Control+End")
    page.keyboard.press("Tab")
    assert "\t" not in screen.pattern.input_value()
    expect(screen.pattern).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(screen.pattern).to_be_focused()


def test_a_new_line_keeps_the_indent(opened):
    screen = opened("editor")
    screen.write(screen.pattern, "{}")
    screen.page.keyboard.press("ArrowLeft")
    screen.page.keyboard.press("Enter")
    screen.page.keyboard.type('"a": [')
    screen.page.keyboard.press("Enter")
    screen.page.keyboard.type("1")
    assert screen.pattern.input_value() == '{\n  "a": [\n    1\n}'


def test_what_is_no_json_is_left_as_it_is(opened):
    screen = opened("editor")
    for text in ('{"a": [1, 2}', '{"a": }', '{"a" 1}', "[1,]", '{"a": "b', "", "[" * 30_000):
        screen.write(screen.pattern, text)
        screen.page.keyboard.press("Control+Shift+f")
        assert screen.pattern.input_value() == text
    expect(screen.editor.locator(".voice")).to_have_text("This is not JSON yet, so it was not formatted.")


def test_keys_are_text_and_no_commands_of_the_page(opened):
    screen = opened("editor")
    screen.page.keyboard.press("x")
    screen.heard("pressed by key")
    screen.write(screen.pattern, "")
    screen.page.keyboard.type("rc R Cx")
    screen.heard("rc R Cx")
    expect(screen.page.get_by_text("pressed by key")).to_have_count(0)


def test_a_late_run_overwrites_nothing_and_another_version_does(opened):
    screen = opened("editor")
    screen.write(screen.pattern, "mine")
    screen.page.wait_for_timeout(260)  # it is told, and what comes of it comes while the next keys are struck
    screen.page.keyboard.type(" and more" * 4, delay=80)
    assert screen.pattern.input_value() == "mine" + " and more" * 4
    screen.heard("mine" + " and more" * 4)
    screen.page.get_by_role("button", name="Another text").click()
    expect(screen.pattern).to_have_value('{"other": 1}')


def test_what_was_typed_last_is_told_on_leaving(opened):
    screen = opened("editor")
    screen.write(screen.pattern, "first")
    screen.page.get_by_role("button", name="Run again").click()
    screen.heard("first")


def test_marks_are_seen_and_said(opened):
    screen = opened("editor", "marks=1")
    expect(screen.editor.locator(".numbers .row").nth(1)).to_have_text("✗2")
    expect(screen.editor.locator(".numbers .row").nth(2)).to_have_text("✓3")
    expect(screen.editor.locator(".said .says")).to_have_text("something <b>wrong</b>")
    expect(screen.editor.locator(".ink .spot-bad")).to_have_text('"aws.ec2"')


def test_colours_tell_the_parts_of_json(opened):
    screen = opened("editor")
    screen.write(screen.pattern, '{"a": [{"prefix": "x\\"y"}, 1.5, true, nope, 01]}')
    expect(screen.editor.locator(".ink")).to_contain_text("nope")
    kinds = screen.editor.locator(".ink .row span:not(.sign)").evaluate_all(
        "(spans) => spans.map((each) => [each.className, each.textContent])"
    )
    assert kinds == [
        ["name", '"a"'],
        ["word", '"prefix"'],
        ["string", '"x\\"y"'],
        ["number", "1.5"],
        ["literal", "true"],
        ["odd", "nope"],
        ["odd", "01"],
    ]
    assert screen.editor.locator(".ink").inner_text().rstrip("\n") == screen.pattern.input_value()


def test_ink_lies_under_the_letters(opened):
    """The coloured letters stand where the field's own, unseen ones do."""
    screen = opened("editor")
    same = [
        "fontFamily",
        "fontSize",
        "fontWeight",
        "lineHeight",
        "letterSpacing",
        "paddingLeft",
        "paddingTop",
        "tabSize",
        "whiteSpace",
    ]
    read = f"(element) => {{ const style = getComputedStyle(element); return {same}.map((name) => style[name]); }}"
    assert screen.editor.locator(".ink").evaluate(read) == screen.pattern.evaluate(read)
    screen.write(screen.pattern, "\n".join(f'"line {n}": {"x" * 200}' for n in range(400)))
    screen.pattern.evaluate("(field) => field.scrollTo(300, 3000)")
    screen.page.wait_for_timeout(150)
    moved = screen.editor.locator(".ink").evaluate(
        "(ink) => { const field = ink.getRootNode().querySelector('textarea'), [row] = ink.children;"
        " const n = Number(row.textContent.match(/\\d+/)[0]);"
        " return row.getBoundingClientRect().top - (field.getBoundingClientRect().top + 10 + n * row.offsetHeight - field.scrollTop); }"
    )
    assert abs(moved) < 0.6


def test_a_megabyte_does_not_freeze_the_page(opened):
    screen = opened("editor", "text=large")
    expect(screen.editor).to_have_attribute("data-coloured", "false")
    screen.write(screen.pattern, "x")
    screen.page.evaluate('navigator.clipboard.writeText(\'{"n": 12345, "text": "line"},\\n\'.repeat(40_000))')
    screen.pattern.focus()
    screen.page.keyboard.press("Control+a")
    screen.page.keyboard.press("Control+v")
    screen.page.keyboard.type("end")
    assert screen.pattern.evaluate("(field) => field.value.endsWith('end')")
    ours = screen.pattern.evaluate(
        "(field) => { const begun = performance.now(); field.dispatchEvent(new Event('input')); return performance.now() - begun; }"
    )
    assert ours < 150, "ms that the editor itself takes for a key; the browser's own field takes some hundred"
    frames = screen.page.evaluate(
        "new Promise((done) => { let n = 0; const begun = performance.now();"
        " const step = () => performance.now() - begun > 1000 ? done(n) : (n++, requestAnimationFrame(step)); step(); })"
    )
    assert frames > 5
    expect(screen.page.get_by_text("signs heard")).to_have_text("1200003 signs heard", timeout=15_000)


COLOURS = """(root) => {
  const ctx = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const probe = document.createElement("i");
  root.append(probe);
  const bright = (name) => {
    probe.style.color = `var(--${name})`;
    ctx.fillStyle = getComputedStyle(probe).color;
    ctx.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...ctx.getImageData(0, 0, 1, 1).data].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => { const [x, y] = [bright(a), bright(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  return Object.fromEntries(["ink", "mute", "name", "word", "string", "number", "bad", "good", "note"].map((name) => [name, ratio(name, "paper")]));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_parts_of_json_stand_out_from_the_paper(opened, scheme):
    screen = opened("editor", color_scheme=scheme)
    assert not {name: found for name, found in screen.editor.evaluate(COLOURS).items() if found < 4.5}
