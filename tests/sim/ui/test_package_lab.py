"""The lab of packages answers at every change, measures a file without keeping it, and draws what it was given as text alone."""

from functools import partial

import pytest

from sim.catalog import presets, run_of
from sim.package.archive import measure
from sim.ui.labs.package import PANELS
from sim.ui.labs.package_bar import bar, in_words
from sim.ui.labs.package_file import Dropped, summary
from sim.ui.labs.package_table import LONGEST, checks, page, warnings
from tests.sim.package.zips import PYTHON, zipped
from tests.sim.ui.visiting import drawn, number, open_lab, pick, press, set_now, text, told, verdict

PRESETS = presets("package")
MARKUP = "<img src=x onerror=alert(1)>"
LAYERS = [{"name": "a", "unzipped_bytes": 1_000_000}, {"name": "b", "unzipped_bytes": 2_000_000}]
GIVEN = [
    {},
    {"zipped_bytes": 52_428_801, "unzipped_bytes": 1_234_567},
    {"package": "image", "runtime": "", "handler": ""},
    {"operation": "PublishLayerVersion", "package": "zip-s3", "storage_mode": "REFERENCE"},
    {"operation": "UpdateFunctionCode", "function_type": "Image", "layers": LAYERS},
    {"architectures": [], "memory_mb": 64, "variables": [{"name": "AB", "value": "x\ny"}]},
    {"runtime": "provided.al2023", "bootstrap": "layer", "bootstrap_bytes": 7, "layers": LAYERS},
]
opened = partial(open_lab, "package")


def outcome_of(given):
    return run_of("package", given)[1].outcome


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_asks_and_gives_nothing_away_then_tells(preset):
    at = opened({}, preset)
    assert not drawn(at, "verdict")
    assert "The checks, in order" not in told(at)
    at.button("it.skip").click().run()
    assert not at.exception
    assert verdict(at)["word"] in ("It gets in", "Refused", "It is made, and fails")
    assert "The checks, in order" in told(at)
    assert set_now(at) == dict(PRESETS[preset].scenario)


@pytest.mark.parametrize("panel", [*PANELS, "What this simplifies"])
@pytest.mark.parametrize("given", GIVEN, ids=range(len(GIVEN)))
def test_the_lab_takes_a_scenario_and_leaves_it_as_it_is(given, panel):
    at = opened(given, panel=panel).run()
    assert not at.exception
    assert set_now(at) == given


def test_the_verdict_follows_the_sizes():
    at = opened({})
    assert verdict(at)["word"] == "It gets in"
    number(at, "Zipped (MB)").set_value(60.0).run()
    assert not at.exception
    assert set_now(at)["zipped_bytes"] == 62_914_560
    assert verdict(at)["word"] == "Refused"
    assert verdict(at)["more"].startswith(
        "413 RequestEntityTooLargeException: Request must be smaller than 70167211 bytes"
    )
    assert "And then, once that is mended</b><ul><li>The .zip in the request: 413 Request" in told(at)
    pick(at, "Package", ".zip, by way of Amazon S3")
    assert verdict(at)["word"] == "It gets in"


def test_an_exact_size_stays_until_its_control_is_changed():
    at = opened({"zipped_bytes": 52_428_801})
    number(at, "Unzipped (MB)").set_value(4.0).run()
    assert set_now(at) == {"zipped_bytes": 52_428_801, "unzipped_bytes": 4_194_304}


def test_an_image_puts_away_what_belongs_to_a_zip_and_a_zip_takes_it_back():
    at = opened({"layers": LAYERS})
    pick(at, "Package", "Container image in Amazon ECR")
    assert set_now(at) == {"package": "image", "runtime": "", "handler": ""}
    assert verdict(at)["word"] == "It gets in"
    pick(at, "Package", ".zip, sent in the request")
    assert set_now(at) == {}
    pick(at, "Package", "Container image in Amazon ECR")
    pick(at, "Call", "PublishLayerVersion: a layer")
    assert not at.error
    assert set_now(at) == {"operation": "PublishLayerVersion"}


def test_layers_are_added_moved_changed_and_removed():
    at = opened({})
    press(at, "Add a layer")
    press(at, "Add a layer")
    assert [one["name"] for one in set_now(at)["layers"]] == ["layer-1", "layer-2"]
    next(button for button in at.button if button.label == "Earlier" and not button.disabled).click().run()
    assert [one["name"] for one in set_now(at)["layers"]] == ["layer-2", "layer-1"]
    text(at, "Layer 1").set_value("fonts").run()
    next(field for field in at.number_input if field.label == "Version").set_value(3).run()
    assert set_now(at)["layers"][0] == {"name": "fonts", "version": 3, "unzipped_bytes": 10_485_760}
    press(at, "Remove")
    press(at, "Remove")
    assert set_now(at) == {}
    assert not at.exception


def test_what_is_wrong_with_a_layer_is_told():
    at = opened({"layers": LAYERS})
    text(at, "Layer 1").set_value("a b").run()
    assert not at.exception
    assert at.error[0].value.startswith("**layers[0].name**: 'a b' is no name; take 1 to 64 letters")


def test_variables_are_lines():
    at = opened({})
    area = next(each for each in at.text_area if each.label.startswith("Environment variables"))
    area.set_value("TABLE=seats\n\nURL=https://a/?b=c").run()
    assert set_now(at)["variables"] == [{"name": "TABLE", "value": "seats"}, {"name": "URL", "value": "https://a/?b=c"}]
    area = next(each for each in at.text_area if each.label.startswith("Environment variables"))
    area.set_value("A=b").run()
    assert at.error[0].value.startswith("**variables[0].name**: 'A' is no name of a variable")


def drop(at, name, content):
    at.file_uploader[0].upload(name, content, "application/zip").run()
    assert not at.exception
    return at


def test_a_file_is_measured_its_sizes_are_taken_over_and_its_bytes_are_let_go():
    content = zipped(PYTHON)
    at = drop(opened({}), "lantern.zip", content)
    now = set_now(at)
    assert (now["zipped_bytes"], now["unzipped_bytes"]) == (len(content), sum(map(len, PYTHON.values())))
    assert "lantern.zip" in told(at)
    assert "lib/big.bin" in told(at)
    assert at.file_uploader[0].value is None
    assert verdict(at)["word"] == "It gets in"
    assert verdict(at)["more"] == "The first call can run."


def test_a_file_without_the_handlers_module_says_so_and_a_handler_that_is_there_mends_it():
    at = drop(opened({}), "lantern.zip", zipped({"main.py": b"x"}))
    assert set_now(at)["handler_found"] is False
    assert "Runtime.ImportModuleError" in verdict(at)["more"]
    text(at, "Handler").set_value("main.handler").run()
    assert "handler_found" not in set_now(at)
    assert verdict(at)["more"] == "The first call can run."


def test_a_custom_runtime_takes_over_where_its_bootstrap_is():
    at = drop(opened({"runtime": "provided.al2023"}), "rust.zip", zipped({"bootstrap": b"x"}))
    assert set_now(at)["bootstrap"] == "not-executable"
    assert "Runtime.InvalidEntrypoint" in verdict(at)["more"]


def test_a_file_that_is_no_zip_changes_nothing_and_is_told():
    at = drop(opened({}), "notes.zip", b"these are no bytes of a zip")
    assert set_now(at) == {}
    assert "This is no .zip, or a broken one" in told(at)
    assert "Could not unzip uploaded file" in told(at)


def test_what_others_wrote_is_set_as_text_and_not_as_markup():
    files = {f"{MARKUP}.zip": b"x", f"../{MARKUP}": b"x", f"{MARKUP}/a": b"x"}
    shown = page(summary(Dropped(MARKUP, measure(zipped(files)))), summary(Dropped(MARKUP, measure(b""))))
    outcome = outcome_of({"handler": MARKUP, "handler_found": False, "memory_mb": 1})
    shown += page(checks(outcome), warnings(outcome.warnings)) + bar(outcome)
    assert "<img" not in shown
    assert "&lt;img" in shown


def test_a_long_message_is_cut_short():
    outcome = outcome_of({"variables": [{"name": "AB", "value": "x" * 9000}]})
    assert len(outcome.message) > 9000
    assert "x" * (LONGEST + 1) not in checks(outcome)


def test_the_bar_marks_the_limit_and_what_lies_beyond_it_and_says_the_same_in_words():
    inside, beyond = outcome_of({}), outcome_of({"package": "zip-s3", "unzipped_bytes": 2 * 262_144_000})
    assert in_words(inside) == "code 3.0 MB: 3.0 MB of 250.0 MB, 247.0 MB free."
    assert in_words(beyond) == "code 500.0 MB: 500.0 MB of 250.0 MB, 250.0 MB too many."
    assert 'class="over"' not in bar(inside)
    assert 'class="over" style="left:50.000%"' in bar(beyond)
    assert f'aria-label="{in_words(beyond)}"' in bar(beyond)
    assert "262,144,000 bytes" in bar(beyond)


def test_a_prediction_meets_the_outcome():
    at = opened({}, "sixty-mb-direct")
    at.radio("it.said").set_value("zip")
    at.button("it.run").click().run()
    assert not at.exception
    assert at.warning[0].value.startswith("You said The .zip in the request. That is the limit that everybody knows.")
