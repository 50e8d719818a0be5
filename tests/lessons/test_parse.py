"""What the gate says of a broken lesson: all faults at once, each at its place."""

from lessons.parse import parse
from sim.catalog import presets, simulators

FRONT = """---
id: a
title: A
minutes: 3
goals: [environment.phases]
summary: One idea.
sources: [{title: T, url: "https://docs.aws.amazon.com/", checked: 2026-11-23}]
---
"""


def told(body: str, front: str = FRONT) -> list[str]:
    lesson, faults = parse(front + body, "a.md")
    assert (lesson is None) == bool(faults)
    return [str(fault) for fault in faults]


def test_a_lesson_without_faults_passes():
    lesson, faults = parse(FRONT + "Text.\n\n```python\nx = 1\n```\n\n```quiz one-item\n```\n", "a.md")
    assert faults == ()
    assert lesson is not None
    assert lesson.body[0].markdown == "Text.\n\n```python\nx = 1\n```"
    assert lesson.items() == ("one-item",)


def test_no_front_matter():
    assert told("", front="Text\n") == [
        "a.md:1:1: L001: there is no front matter; begin with ---, the fields, and --- again"
    ]


def test_front_matter_fault_has_its_line():
    front = FRONT.replace("minutes: 3", "minutes: three\nauthor: me")
    assert told("", front=front) == [
        'a.md:4:10: G005 minutes: takes a whole number, not "three"; write digits only',
        "a.md:5:1: G003 author: there is no field named 'author' here; there are id, title, minutes, goals, needs, "
        "facts, summary, seed, sources",
    ]


def test_a_date_that_is_none():
    front = FRONT.replace("2026-11-23", "2026-13-23")
    assert told("", front=front) == [
        'a.md:7:68: G005 sources[0].checked: takes a date, not "2026-13-23"; write it as 2026-11-23'
    ]


def test_fence_that_never_ends():
    assert told("```lab lifecycle\narrivals: [0]\n") == [
        "a.md:9:1: L002: this fence is never closed; add a line of ``` below it"
    ]


def test_faults_of_several_embeds_are_told_together():
    body = (
        "```lab nothing\narrivals: [0]\n```\n"
        "```lab lifecycle\narrivals: [0]\ninvok: 5\n```\n"
        "```lab lifecycle\npreset: no-such\n```\n"
        "```figure\nkind: trace\nalt: words\ncaption: words\n```\n"
    )
    assert told(body) == [
        "a.md:9:1: S001 lab: there is no simulator named 'nothing'; there are " + ", ".join(simulators()),
        "a.md:14:1: G003 invok: there is no field named 'invok' here; did you mean 'invoke'?",
        "a.md:17:9: L005 preset: there is no preset 'no-such'; there are " + _presets(),
        "a.md:20:1: G008 scenario: goes with kinds trace and match, and only with them; add or remove it",
    ]


def test_prediction_that_nothing_decides():
    body = "```predict\nid: p\nask: What?\noptions: [{text: a, why: b}, {text: c, why: d}]\n```\n"
    assert told(body) == ["a.md:12:10: G008 options: one of them is the key; mark it with key: true"]


def test_prediction_with_a_path_that_leads_nowhere():
    body = "```predict\nid: p\nask: What?\nnumber: {}\nsim: {name: lifecycle, scenario: {arrivals: [0]}}\nof: cold_start\n```\n"
    (fault,) = told(body)
    assert fault.startswith("a.md:14:5: S002 of: cold_start: there is no 'cold_start'; there are arrived,")


def test_prediction_of_a_number_that_is_none():
    body = "```predict\nid: p\nask: What?\nnumber: {}\nsim: {name: lifecycle, scenario: {arrivals: [0]}}\nof: calls[0].start\n```\n"
    assert told(body) == ["a.md:14:5: S003 of: calls[0].start is no whole number; ask for one that is, such as a count"]


def test_prediction_with_a_value_that_no_outcome_has():
    body = (
        "```predict\nid: p\nask: What?\nsim: {name: lifecycle, scenario: {arrivals: [0]}}\nof: calls[0].start\n"
        "options: [{text: a, why: b, value: cold}, {text: c, why: d, value: hot}, {text: e, why: f, value: 3}]\n```\n"
    )
    assert told(body) == [
        "a.md:14:68: G006 options[1].value: \"hot\" is not one of its values; it takes 'cold', 'restored', 'warm', 'reinit' or 'none'",
        "a.md:14:99: G006 options[2].value: 3 is not one of its values; it takes 'cold', 'restored', 'warm', 'reinit' or 'none'",
    ]


def test_a_preset_that_is_no_word():
    (fault,) = told("```lab lifecycle\npreset: [second-call]\n```\n")
    assert fault.startswith("a.md:10:9: L005 preset: there is no preset ['second-call']; there are ")


def test_a_figure_with_a_state_that_is_none():
    body = "```figure\nkind: states\nalt: words\ncaption: words\nhighlight: [INIT, FROZE]\n```\n"
    (fault,) = told(body)
    assert fault.startswith("a.md:13:19: L016 highlight[1]: there is no state 'FROZE'; there are CREATE, INIT,")


def _presets() -> str:
    return ", ".join(presets("lifecycle"))
