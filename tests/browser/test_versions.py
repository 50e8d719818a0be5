"""The Version bench and the Deployments lab in a browser: calls by a click and by hand, undo, refusals, templates, alarm and rollback."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settled
from tests.browser.labs import SECONDS, TRACEBACK, choose_panel, open_page, shows, skip

pytestmark = pytest.mark.browser

SAM = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  PrintTicket:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: print-ticket
      AutoPublishAlias: live
      DeploymentPreference: {Type: Linear10PercentEvery1Minute, Alarms: [!Ref TicketErrors]}
  TicketErrors:
    Type: AWS::CloudWatch::Alarm
    Properties: {Period: 60, EvaluationPeriods: 3, Threshold: 1, ComparisonOperator: GreaterThanOrEqualToThreshold}
  Check:
    Type: AWS::Serverless::Function
    Properties: {FunctionName: CodeDeployHook_check, DeploymentPreference: {Enabled: false}}
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all tests, so that the browser's cache is warm; each opens its own address in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    yield context.new_page()
    context.close()


@pytest.fixture
def bench(page: Page, site: str) -> Page:
    """The Version bench on its first question, which has been answered."""
    open_page(page, f"{site}/lab-routing?preset=latest-in-prod")
    assert page.get_by_role("button", name=re.compile("^Upload")).count() == 0
    page.get_by_test_id("stRadio").get_by_text("v2, the code that was just uploaded").click()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("and so it is.")).to_be_visible(timeout=SECONDS)
    return page


def _calls(page: Page, *counts: str) -> None:
    """So many calls are told, and no traceback."""
    expect(page.get_by_text(f"{', '.join(counts)}.", exact=True)).to_be_visible(timeout=SECONDS)
    assert page.locator(TRACEBACK).count() == 0


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _type(page: Page, line: str) -> None:
    """Write a line at the end of the calls."""
    page.locator(".editor textarea").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"{line}\n")


def test_calls_are_made_by_a_click_and_taken_back(bench: Page):
    _calls(bench, "5 calls: 5 done")
    _press(bench, "Publish")
    _press(bench, "10 % of prod → 2")
    _calls(bench, "7 calls: 7 done")
    prod = bench.locator(".version-bench .runs tr").filter(has_text="reserve-seat:prod")
    expect(prod).to_contain_text("version 1: v1 (90 %), version 2: v2 (10 %)")
    _press(bench, "Undo")
    _calls(bench, "6 calls: 6 done")
    expect(prod).not_to_contain_text("10 %")
    _press(bench, "Redo")
    _calls(bench, "7 calls: 7 done")
    expect(prod).to_contain_text("version 2: v2 (10 %)")


def test_a_typed_call_is_refused_in_the_words_of_aws_and_what_is_no_call_is_told(bench: Page):
    _type(bench, "aws lambda delete-function --function-name reserve-seat --qualifier 1")
    _calls(bench, "6 calls: 5 done", "1 refused by AWS")
    refused = bench.locator(".version-bench tr.refused")
    expect(refused).to_contain_text("refused 409")
    expect(refused).to_contain_text(
        "ResourceConflictException: Unable to delete version because the following aliases reference it: [prod]"
    )
    _type(bench, "aws lambda publish --function-name reserve-seat")
    _calls(bench, "7 calls: 5 done", "1 refused by AWS", "1 not read by the CLI")
    expect(bench.locator(".editor .said")).to_contain_text("there is no operation 'publish'")


def test_an_option_stays_on_one_line_and_calls_have_no_format_button(page: Page, site: str):
    open_page(page, f"{site}/lab-routing?preset=publish-flag")
    _press(page, "Skip the prediction")
    option = page.locator(".version-bench .option").filter(has_text="--publish").first
    expect(option).to_have_css("white-space", "nowrap", timeout=SECONDS)
    expect(page.locator(".editor .format")).to_be_hidden()


def test_a_template_becomes_calls(bench: Page):
    _press(bench, "From a template")
    field = bench.get_by_label("Template", exact=True)
    for text in ("Resources: [", SAM):
        field.fill(text)
        field.press("Control+Enter")
        _press(bench, "Take its calls")
        if text is not SAM:
            expect(bench.get_by_text("This template cannot be read.")).to_be_visible(timeout=SECONDS)
    bench.keyboard.press("Escape")
    _calls(bench, "4 calls: 4 done")
    names = bench.locator(".version-bench .runs tbody th").all_inner_texts()
    assert {"print-ticket:live", "print-ticket:1", "CodeDeployHook_check:$LATEST"} <= set(names)


def _deployment(page: Page, site: str, **fields: int) -> None:
    rest = "".join(f"&{name}={value}" for name, value in fields.items())
    open_page(page, f"{site}/lab-deployment?preset=canary-and-alarm{rest}")
    skip(page)


def _configure(page: Page, name: str) -> None:
    page.get_by_role("combobox", name=re.compile("Deployment configuration")).click()
    page.get_by_role("option", name=name, exact=True).click()
    expect(page.get_by_text("You changed the scenario")).to_be_visible(timeout=SECONDS)
    skip(page)


def test_a_fault_sets_off_the_alarm_and_the_deployment_is_rolled_back(page: Page, site: str):
    _deployment(page, site, fails_percent=0)
    shows(page, {"failed": "0", "new version in the end (%)": "100"})
    field = page.get_by_label("The new version fails (%)")
    field.fill("100")
    field.press("Enter")
    expect(page.get_by_text("Predict, then run.")).to_be_visible(timeout=SECONDS)
    skip(page)
    shows(page, {"failed": "12", "alarm after (s)": "120", "rolled back after (s)": "120"})
    choose_panel(page, "Over time")
    told = page.get_by_test_id("stText").filter(
        has_text="Alarm after 2 min, stopped after 2 min, rolled back after 2 min."
    )
    expect(told).to_be_visible(timeout=SECONDS)
    choose_panel(page, "Lifecycle")
    expect(page.get_by_text("d-LANTERN01: Stopped, ALARM_ACTIVE")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_text("d-LANTERN02: Succeeded")).to_be_visible()
    assert page.locator(TRACEBACK).count() == 0


def test_the_configuration_is_chosen_and_held_against_the_others(page: Page, site: str):
    _deployment(page, site)
    _configure(page, "AllAtOnce")
    shows(page, {"failed": "900", "new version in the end (%)": "100"})
    choose_panel(page, "Trade-off")
    rows = page.get_by_test_id("stMarkdownContainer").locator("tbody tr")
    expect(rows).to_have_count(9, timeout=SECONDS)
    assert rows.first.locator("td").all_inner_texts() == ["Canary10Percent5Minutes", "5", "12", "2 min"]
    assert rows.last.locator("td").all_inner_texts() == ["AllAtOnce", "0", "7,200", "never"]


def test_a_template_sets_the_deployment_up(page: Page, site: str):
    _deployment(page, site)
    page.get_by_text("From a SAM template").click()
    field = page.get_by_label("Template", exact=True)
    field.fill(SAM)
    field.press("Control+Enter")
    _press(page, "Use this template")
    chosen = page.get_by_role("combobox", name=re.compile("Deployment configuration"))
    expect(chosen).to_have_value("Linear10PercentEvery1Minute", timeout=SECONDS)
    settled(page)
    expect(page.get_by_label("EvaluationPeriods")).to_have_value("3")
    assert page.locator(TRACEBACK).count() == 0
