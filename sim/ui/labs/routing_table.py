"""The calls and their answers, as a table of the page. All that a learner has written is set as text, never as markup."""

import re
from collections.abc import Iterable
from html import escape
from types import MappingProxyType

from sim.routing import CallResult, FunctionOutcome, Outcome, Verdict
from sim.routing.arns import spoken
from sim.routing.outcome import AliasOutcome, VersionOutcome

SIGNS = MappingProxyType({Verdict.DONE: "✓", Verdict.REFUSED: "✕", Verdict.UNREAD: "?"})
LONGEST_WORD = 36
_SETTINGS = re.compile(r"(?: --(?:runtime|handler|role) \S+){2,}")
"""What every create-function repeats; the table says … for it."""
_OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]*")
CELLS = ("Runs", "Environment", "Kept for this ARN alone")
STYLE = """<style>
.version-bench { container-type: inline-size; --good: light-dark(#1c6b3a, #6fd79a); --bad: light-dark(#b3182d, #ff8a96);
  --odd: light-dark(#8a4b08, #f3b867); --mute: light-dark(#566074, #a3adbf); }
.version-bench p { margin: 0; font-size: inherit; }
.version-bench :is(.word, .option) { white-space: nowrap; }
.version-bench .calls thead th:nth-child(3) { width: 40%; }
.version-bench table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.version-bench th, .version-bench td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border: none;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); overflow-wrap: anywhere; }
.version-bench thead :is(th, td) { border-top: none; color: var(--mute); font-weight: 600; overflow-wrap: normal; }
.version-bench tbody th { font-weight: 600; }
.version-bench code { font-size: .86em; overflow-wrap: anywhere; }
.version-bench small { display: block; color: var(--mute); font-weight: 400; }
.version-bench .answer { white-space: nowrap; font-weight: 600; color: var(--tone); }
.version-bench .answer span { display: inline-block; width: 1.3em; }
.version-bench .done { --tone: var(--good); }
.version-bench .refused { --tone: var(--bad); }
.version-bench .unread { --tone: var(--odd); }
.version-bench .error { font-weight: 600; color: var(--bad); }
.version-bench .now { background: color-mix(in srgb, currentColor 7%, transparent); }
.version-bench .later { opacity: .75; }
@container (max-width: 640px) {
  .version-bench thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .version-bench tr, .version-bench td, .version-bench tbody th { display: block; padding: 0 0 .15rem; border: none; }
  .version-bench tr { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: .6rem 0; }
  .version-bench td[data-title]::before { content: attr(data-title) ": "; color: var(--mute); }
}
</style>"""


def calls(results: tuple[CallResult, ...], step: int) -> str:
    """The calls in order, with what AWS answers; the ``step`` that is looked at stands out."""
    if not results:
        return ""
    rows = "".join(_call(n, result, step) for n, result in enumerate(results, 1))
    return _table(("Answer", "Call", "What it says"), rows, "calls")


def _call(n: int, result: CallResult, step: int) -> str:
    word = result.verdict.value
    status = f" {result.status}" if result.status else ""
    when = " now" if n == step else ""
    mark = ' aria-current="step"' if n == step else ""
    text = _SETTINGS.sub(" …", result.text.removeprefix("aws ").removeprefix("lambda "))
    return (
        f'<tr class="{word}{when}"{mark}><td class="answer"><span aria-hidden="true">{SIGNS[result.verdict]}</span>'
        f"{word}{status}</td>"
        f'<th scope="row">{n}. <code>{_words(text)}</code></th><td>{_says(result)}</td></tr>'
    )


def _words(text: str) -> str:
    """The text with its words kept whole, so that no line ends within an option's name."""
    return " ".join(
        f'<span class="word">{escape(word)}</span>' if len(word) <= LONGEST_WORD else escape(word)
        for word in text.split(" ")
    )


def _says(result: CallResult) -> str:
    if result.verdict is Verdict.DONE:
        return _prose(result.why)
    if result.verdict is Verdict.UNREAD:
        return f"{_prose(_sentence(result.message))}<small>{_prose(result.why)}</small>"
    error = f'<p><span class="error">{escape(result.error)}</span>: {escape(result.message)}</p>'
    return f"{error}<small>{_prose(result.why)}</small>"


def _prose(text: str) -> str:
    """A sentence, in which an option such as ``--publish`` stays on one line."""
    return _OPTION.sub(r'<code class="option">\g<0></code>', escape(text))


def runs(functions: Iterable[FunctionOutcome]) -> str:
    """What each name runs: $LATEST, the versions, the aliases."""
    rows = "".join(row for function in functions for row in _function(function))
    return _table(("ARN ends with", *CELLS), rows, "runs") if rows else ""


def _function(function: FunctionOutcome) -> Iterable[str]:
    for alias in function.aliases:
        leads = f"{spoken(alias.version)}: {alias.runs}"
        if alias.additional:
            leads = (
                f"version {alias.version}: {alias.runs} ({(1 - alias.weight) * 100:.4g} %), "
                f"version {alias.additional}: {alias.additional_runs} ({alias.weight * 100:.4g} %)"
            )
        yield _row(f"{function.name}:{alias.name}", leads, alias.environment, _kept(alias))
    for version in (function.latest, *function.versions):
        yield _row(f"{function.name}:{version.version}", version.code, version.environment, _kept(version))


def _kept(one: AliasOutcome | VersionOutcome) -> str:
    parts = [f"{one.may_invoke} may call"] if one.may_invoke != "nobody" else []
    parts += [f"{one.provisioned} provisioned"] if one.provisioned else []
    parts += [f"MaximumRetryAttempts {one.retries}"] if one.retries >= 0 else []
    return ", ".join(parts) or "nothing"


def _row(name: str, *cells: str) -> str:
    rest = "".join(
        f'<td data-title="{title}">{escape(cell) or "none"}</td>' for title, cell in zip(CELLS, cells, strict=True)
    )
    return f'<tr><th scope="row"><code>{escape(name)}</code></th>{rest}</tr>'


def _table(titles: Iterable[str], rows: str, kind: str) -> str:
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def page(*parts: str) -> str:
    """The parts in their style."""
    return f'{STYLE}<div class="version-bench">{"".join(parts)}</div>'


def summary(outcome: Outcome) -> str:
    """How the calls went, in a sentence."""
    words = ((outcome.done, "done"), (outcome.refused, "refused by AWS"), (outcome.unread, "not read by the CLI"))
    told = ", ".join(f"{count} {what}" for count, what in words if count)
    return f"{outcome.calls} {'call' if outcome.calls == 1 else 'calls'}: {told}." if outcome.calls else "No call yet."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
