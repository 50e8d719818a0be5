"""The lab of ``rules``: what it takes, what it says, and what it never turns into markup."""

import json
import re
from functools import partial

import pytest

from sim.catalog import presets
from sim.pattern.shapes import shapes
from sim.ui.labs.rules import PANELS
from sim.ui.labs.rules_table import MOST_LINKS, MOST_ROWS
from tests.bench.rulesets import events, rules
from tests.sim.ui.visiting import open_lab, told

MARKUP = "<img src=x onerror=alert(1)> ![x](https://example.com/x.png) `a`"
EVENT = '{"source": "shop.orders"}'
GIVEN = [
    *(dict(preset.scenario) for preset in presets("rules").values()),
    {"book": "", "event": ""},
    {"book": "a: [", "event": "{"},
    {"book": json.dumps({MARKUP: {"source": [MARKUP]}}), "event": json.dumps({"source": MARKUP + "!"})},
]


opened = partial(open_lab, "rules")


@pytest.mark.parametrize("given", GIVEN, ids=range(len(GIVEN)))
def test_the_lab_takes_a_scenario_and_leaves_it_as_it_is(given):
    for panel in PANELS:
        at = opened(given, panel=panel).run()
        assert not at.exception
        assert at.session_state["it.desk"].given == given


def test_it_says_how_many_fired_and_why_the_others_did_not():
    at = opened(dict(presets("rules")["ten-rules"].scenario))
    page = told(at)
    assert "6 of 10 rules fire" in page
    assert page.index(">pay<") < page.index(">many-shoes<") < page.index(">with-coupon<")
    assert "<code>anything-but</code> needs a value to be there." in page


def test_what_is_written_is_shown_as_text_and_not_as_markup():
    name, source = MARKUP, MARKUP + "!"
    at = opened(
        {"book": json.dumps({name: {"source": [MARKUP]}}), "event": json.dumps({"source": source})}, panel="Limits"
    )
    page = told(at)
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror" in page
    assert all("example.com" not in element.value for element in (*at.markdown, *at.caption, *at.error))


def test_a_text_that_cannot_be_read_is_told_with_its_place():
    at = opened({"book": '{"a": {"source": ["x"]}', "event": EVENT})
    assert at.error[0].value == "The rules cannot be read. Line 1, column 1."
    assert at.code[0].value == "The object that begins here is never closed; write its }."
    at = opened({"book": '{"a": {"source": ["x"]}}', "event": "[]"})
    assert "The event cannot be read" in told(at)


def test_many_rules_are_cut_and_the_rest_is_counted():
    book = "{" + ",".join(f'"r{n}": {pattern}' for n, pattern in enumerate(rules(1, 1000))) + "}"
    page = told(opened({"book": book, "event": events(1, 1)[0]}, panel="Limits"))
    assert page.count('<th scope="row">r') == MOST_ROWS
    assert "800 more rules are not listed: 800 silent." in page
    assert page.count("Look closer") == MOST_LINKS
    assert "Rules on one bus: 1,000. AWS allows 300." in page


def test_a_rule_can_be_opened_by_itself():
    from urllib.parse import parse_qsl

    from sim.link import from_link

    at = opened({"book": '{"a": {"source": [5]}}', "event": EVENT})
    (query,) = re.findall(r'href="lab-pattern\?([^"]*)"', told(at))
    link = from_link("pattern", dict(parse_qsl(query.replace("&amp;", "&"))))
    assert link.problems == ()
    assert dict(link.scenario) == {"pattern": '{"source":[5]}', "event": EVENT}


def test_a_real_event_takes_the_place_of_the_event():
    at = opened({"book": '{"a": {"source": ["aws.s3"]}}', "event": EVENT})
    assert "0 of 1 rule fires" in told(at)
    place = next(box.key for box in at.selectbox if box.key.endswith(".shape"))
    at.selectbox(place).set_value("s3-object-created").run()
    assert not at.exception
    assert at.session_state["it.desk"].given["event"] == shapes()["s3-object-created"].event.rstrip("\n")
    assert "1 of 1 rule fires" in told(at)


def test_a_file_takes_the_place_of_the_rules_and_one_that_is_no_text_is_told():
    at = opened({"book": '{"a": {"source": ["x"]}}', "event": EVENT})
    (uploader,) = at.file_uploader
    uploader.upload("rules.yaml", b"\xef\xbb\xbfb: {source: [shop.orders]}", "text/yaml").run()
    assert not at.exception
    assert at.session_state["it.desk"].given["book"] == "b: {source: [shop.orders]}"
    assert "1 of 1 rule fires" in told(at)
    at.file_uploader[0].upload("rules.yaml", b"\xff\xfe\x00", "text/yaml").run()
    assert not at.exception
    assert at.error[0].value == "The file is no text in UTF-8; save it as such, or paste its text."


def test_nothing_is_told_before_the_prediction():
    at = open_lab("rules", {}, "one-invalid")
    assert "fire" not in told(at)
    at.number_input("it.said").set_value(4)
    at.button("it.run").click().run()
    assert not at.exception
    assert at.warning[0].value.startswith("You said 4. Takes all four for valid.")
    assert "2 of 4 rules fire" in told(at)
