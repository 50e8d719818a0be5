"""What every statement has to say about a call, as tables of the page. All that a learner has written is set as text, never as markup."""

import re
from collections.abc import Iterable
from html import escape
from types import MappingProxyType

from sim.permission import CheckOutcome, Outcome, Refusal, StatementOutcome
from sim.permission.asking import Question

OUTCOMES = MappingProxyType({"allows": "✓", "denies": "✕", "silent": "○"})
"""A sign for what a statement does to the call."""
STYLE = """<style>
.statements { container-type: inline-size; --good: light-dark(#1c6b3a, #6fd79a); --bad: light-dark(#b3182d, #ff8a96);
  --odd: light-dark(#8a4b08, #f3b867); --mute: light-dark(#566074, #a3adbf); }
.statements p { margin: 0 0 .5rem; overflow-wrap: anywhere; }
.statements .hint { border-left: 4px solid light-dark(#0b63ce, #7db8ff); padding: .5rem .9rem; border-radius: 2px;
  background: color-mix(in srgb, light-dark(#0b63ce, #7db8ff) 8%, transparent); }
.statements table { border-collapse: collapse; width: 100%; font-size: .92rem; margin-bottom: .75rem; }
.statements th, .statements td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border: none;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); overflow-wrap: anywhere; }
.statements thead th { border-top: none; color: var(--mute); font-weight: 600; overflow-wrap: normal; }
.statements tbody th { font-weight: 600; min-width: 9rem; }
.statements small { display: block; color: var(--mute); font-weight: 400; }
.statements td.outcome { white-space: nowrap; font-weight: 600; color: var(--tone); min-width: 8.5rem; }
.statements td.outcome span { display: inline-block; width: 1.3em; }
.statements td.outcome small { color: inherit; }
.statements .decides { background: color-mix(in srgb, var(--tone) 9%, transparent); }
.statements .decides td:first-child { border-left: 5px solid var(--tone); padding-left: .6rem; }
.statements code { overflow-wrap: anywhere; font-size: .86em; }
.statements .allows { --tone: var(--good); }
.statements .denies { --tone: var(--bad); }
.statements .silent { --tone: var(--mute); }
.statements .warnings { border-left: 4px solid var(--odd); padding: .1rem .9rem; margin-bottom: .75rem;
  background: color-mix(in srgb, var(--odd) 8%, transparent); }
.statements ul { margin: .4rem 0; padding-left: 1.2rem; }
.statements li { overflow-wrap: anywhere; }
@container (max-width: 640px) {
  .statements .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .statements .cards :is(tr, td, tbody th) { display: block; min-width: 0; padding: 0 0 .15rem; border: none; }
  .statements .cards tbody tr { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: .6rem 0; }
  .statements .cards .decides { border-left: 5px solid var(--tone); padding-left: .6rem; }
  .statements .cards .decides td:first-child { border-left: none; padding-left: 0; }
}
</style>"""


def statements(outcome: Outcome) -> str:
    """Every statement that was looked at, in the order in which it was asked, worded and coloured by what it does."""
    if not outcome.statements:
        return (
            "" if outcome.problems else "<p>No policy that is asked has a statement. What nothing allows is denied.</p>"
        )
    several = len({one.action for one in outcome.statements}) > 1
    rows = "".join(_row(one, several=several) for one in outcome.statements)
    return _table(("It", "Statement", "Why"), rows)


def _row(one: StatementOutcome, *, several: bool) -> str:
    word = ("allows" if one.effect == "Allow" else "denies") if one.fits else "silent"
    says = word if one.fits else "does not fit"
    more = "decides" if one.decides else f"by its {one.part}" if one.part else ""
    policy, _, name = one.name.partition(": ")
    line = f", line {one.line}" if one.line else ""
    asked = f"<small>asked about {escape(one.action)}</small>" if several else ""
    classes = f"{word} decides" if one.decides else word
    return (
        f'<tr class="{classes}"><td class="outcome"><span aria-hidden="true">{OUTCOMES[word]}</span>{says}'
        f"<small>{escape(more)}</small></td>"
        f'<th scope="row">{escape(_printable(name))}<small>{escape(policy)}{line}, {escape(one.effect)}</small></th>'
        f"<td>{_told(one.why)}{asked}</td></tr>"
    )


def questions(checks: Iterable[CheckOutcome]) -> str:
    """What was asked of the policies, and each answer."""
    rows = "".join(
        f'<tr class="{"allows" if one.allowed else "denies"}"><td class="outcome">'
        f'<span aria-hidden="true">{OUTCOMES["allows" if one.allowed else "denies"]}</span>{"yes" if one.allowed else "no"}</td>'
        f'<th scope="row">{escape(one.action)}<small>{escape(one.who)}</small><small>on {escape(one.resource)}</small></th>'
        f"<td>{_told(one.why)}<small>{escape(', '.join(one.decided_by))}</small></td></tr>"
        for one in checks
    )
    return _table(("Answer", "May it?", "Why"), rows)


def keys(asked: Iterable[Question]) -> str:
    """The condition keys that each request has, with their values."""
    parts = []
    for one in asked:
        rows = "".join(
            f'<tr><th scope="row"><code>{escape(key)}</code></th><td><code>{escape(value)}</code></td></tr>'
            for key, value in one.request.keys.items()
        )
        rows = rows or "<tr><td>none</td><td></td></tr>"
        title = f"<p><b>{escape(one.request.action)}</b>, asked by {escape(one.request.who.name)}</p>"
        parts.append(title + _table(("Condition key", "Value"), rows))
    return "".join(parts)


def hint(text: str) -> str:
    """The least that would let the call in."""
    return f'<p class="hint"><b>The least that lets it in:</b> {_told(text)}</p>' if text else ""


def refused(refusals: Iterable[Refusal]) -> str:
    """The statements that AddPermission does not take, each with AWS's answer."""
    items = "".join(
        f"<li>{escape(one.sid or f'Statement {one.number}')} in line {one.line} is not in the policy. "
        f"<b>{one.status} {escape(one.error_code)}</b>: {escape(one.message)}</li>"
        for one in refusals
    )
    return f'<div class="warnings"><ul>{items}</ul></div>' if items else ""


def warnings(told: Iterable[str]) -> str:
    """Where a policy lets in more than is good."""
    items = "".join(f"<li>{_told(one)}</li>" for one in told)
    return f'<div class="warnings"><b>Look again</b><ul>{items}</ul></div>' if items else ""


def notes(told: Iterable[str]) -> str:
    """Remarks, as a list."""
    items = "".join(f"<li>{_told(one)}</li>" for one in told)
    return f"<ul>{items}</ul>" if items else ""


def page(*parts: str) -> str:
    """The parts in their style."""
    return f'{STYLE}<div class="statements">{"".join(parts)}</div>'


def _table(head: Iterable[str], rows: str) -> str:
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    return f'<table class="cards"><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table>'


def _told(text: str) -> str:
    """A sentence; ARNs, actions and condition keys in it are code."""
    return re.sub(
        r"\b(?:arn:aws:[^\s,;]*[^\s,;.]|[a-z0-9-]+:[A-Z*][\w*]*)", r"<code>\g<0></code>", escape(_printable(text))
    )


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "·" for sign in text)
