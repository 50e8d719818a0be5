"""The checks of a package as a list in order, what is odd about it, and zip beside image. Whatever a learner wrote is set as text."""

from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType

from sim.package import CheckOutcome, Outcome, Verdict
from sim.package.choosing import COMPARED

SIGNS: Mapping[Verdict, tuple[str, str]] = MappingProxyType(
    {
        Verdict.PASSED: ("✓", "fits"),
        Verdict.REFUSED: ("✕", "refused"),
        Verdict.THEN: ("✕", "and then"),
        Verdict.NOT_REACHED: ("–", "not reached"),
        Verdict.NOT_ASKED: ("–", "plays no part"),
    }
)
"""A sign and a word for what became of a check."""
LONGEST = 400
"""Characters of a message that are shown: AWS repeats all environment variables in one."""
STYLE = """<style>
.checks { container-type: inline-size; --good: light-dark(#1c6b3a, #6fd79a); --bad: light-dark(#b3182d, #ff8a96);
  --odd: light-dark(#8a4b08, #f3b867); --mute: light-dark(#566074, #a3adbf); }
.checks .title { font-weight: 600; margin: .75rem 0 .25rem; }
.checks ol { list-style: none; margin: 0 0 .75rem; padding: 0; counter-reset: check; }
.checks ol > li { display: grid; grid-template-columns: 2rem 8rem 1fr; gap: 0 .5rem; margin: 0; padding: .45rem .5rem;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); counter-increment: check; }
.checks ol > li::before { content: counter(check); color: var(--mute); font-variant-numeric: tabular-nums; }
.checks .outcome { color: var(--tone); font-weight: 600; white-space: nowrap; }
.checks .outcome span { display: inline-block; width: 1.3em; }
.checks .what small { color: var(--mute); display: block; overflow-wrap: anywhere; }
.checks .what q { display: block; quotes: none; color: var(--tone); overflow-wrap: anywhere; margin: .2rem 0; }
.checks .passed { --tone: var(--good); }
.checks .refused { --tone: var(--bad); background: color-mix(in srgb, var(--bad) 9%, transparent); border-left: 5px solid var(--bad); }
.checks .then { --tone: var(--odd); }
.checks .not-reached, .checks .not-asked { --tone: var(--mute); }
.checks .note { border-left: 4px solid var(--odd); padding: .3rem .9rem; margin-bottom: .75rem;
  background: color-mix(in srgb, var(--odd) 8%, transparent); }
.checks .note ul { margin: .3rem 0; padding-left: 1.2rem; }
.checks .note li { overflow-wrap: anywhere; }
.checks table { border-collapse: collapse; width: 100%; font-size: .92rem; margin-bottom: .75rem; }
.checks th, .checks td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border: none;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); overflow-wrap: anywhere; }
.checks thead th { border-top: none; color: var(--mute); }
.checks td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.checks p { margin: .25rem 0 .5rem; overflow-wrap: anywhere; }
@container (max-width: 560px) {
  .checks ol > li { grid-template-columns: 1.6rem 1fr; }
  .checks ol > li .what { grid-column: 2; }
}
</style>"""


def checks(outcome: Outcome) -> str:
    """All checks that play a part, in AWS's order."""
    asked = [one for one in outcome.checks if one.verdict is not Verdict.NOT_ASKED]
    rest = ", ".join(one.title for one in outcome.checks if one.verdict is Verdict.NOT_ASKED)
    rows = "".join(_check(one) for one in asked)
    left = f"<p><small>Play no part here: {escape(rest)}.</small></p>" if rest else ""
    return f'<p class="title">The checks, in order</p><ol aria-label="The checks, in order">{rows}</ol>{left}'


def _check(one: CheckOutcome) -> str:
    sign, word = SIGNS[one.verdict]
    says = ""
    if one.error_code:
        seen = " (as documented)" if one.as_documented else ""
        says = f"<q><b>{one.status} {escape(one.error_code)}</b>{seen}: {escape(short(one.message))}</q>"
    return (
        f'<li class="{one.verdict.value}"><span class="outcome"><span aria-hidden="true">{sign}</span>{word}</span>'
        f'<div class="what"><b>{escape(one.title)}</b>: {escape(one.measured)} <small>Limit: {escape(one.limit)}. {escape(one.why)}</small>'
        f"{says}</div></li>"
    )


def short(message: str) -> str:
    """The message, or its beginning."""
    return message if len(message) <= LONGEST else f"{message[:LONGEST]}…"


def then(outcome: Outcome) -> str:
    """What would say no next, one after the other."""
    found = {one.id: one for one in outcome.checks}
    told = (f"{found[name].title}: {found[name].status} {found[name].error_code}" for name in outcome.then)
    return note("And then, once that is mended", told)


def warnings(told: Iterable[str]) -> str:
    """What AWS takes, and should be looked at all the same."""
    return note("Look again", told)


def note(title: str, told: Iterable[str]) -> str:
    """Remarks under a title; nothing if there are none."""
    items = "".join(f"<li>{escape(printable(one))}</li>" for one in told)
    return f'<div class="note"><b>{escape(title)}</b><ul>{items}</ul></div>' if items else ""


def compared() -> str:
    """Zip beside image."""
    rows = "".join(
        f'<tr><th scope="row">{escape(what)}</th><td>{escape(a_zip)}</td><td>{escape(image)}</td></tr>'
        for what, (a_zip, image) in COMPARED.items()
    )
    head = "".join(f'<th scope="col">{title}</th>' for title in ("", ".zip", "Container image"))
    return f'<table aria-label="Zip or image"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def page(*parts: str) -> str:
    """The parts in their style."""
    return f'{STYLE}<div class="checks">{"".join(parts)}</div>'


def printable(text: str) -> str:
    """The text with a dot for each sign that has no shape."""
    return "".join(sign if sign.isprintable() else "·" for sign in text)
