"""What the gate says of a course whose files are sound one by one."""

import shutil
from pathlib import Path

from lessons.catalog import COURSE, lint


def test_a_module_without_a_lesson(tmp_path: Path):
    (tmp_path / "01-empty").mkdir()
    (tmp_path / "01-empty" / "module.yaml").write_text("id: empty\ntitle: Empty\nblurb: Nothing.\n", "utf-8")
    assert [str(fault) for fault in lint(tmp_path)] == [
        "lessons/course/01-empty/module.yaml:1:1: L017: the module has no lesson; write one, such as 01-name.md"
    ]


def test_a_prediction_and_an_item_that_stand_there_twice(tmp_path: Path):
    module = "01-execution-environment"
    shutil.copytree(COURSE / module, tmp_path / module)
    lesson = tmp_path / module / "01-environment.md"
    text = lesson.read_text("utf-8")
    predict = text[text.index("```predict") :].partition("\n```\n")[0] + "\n```\n"
    quiz = text[text.index("```quiz") :].partition("\n```\n")[0] + "\n```\n"
    lesson.write_text(f"{text}\n{predict}\n{quiz}", "utf-8")
    told = [fault for fault in lint(tmp_path) if fault.code in ("L015", "L018")]
    assert {fault.code for fault in told} == {"L015", "L018"}
    assert all(fault.file.endswith(lesson.name) for fault in told)
