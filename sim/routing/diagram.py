"""Aliases and the versions that they lead to, as a graph and in words."""

from collections.abc import Iterator

from sim.routing.arns import LATEST, spoken
from sim.routing.outcome import AliasOutcome, FunctionOutcome, VersionOutcome
from sim.trace import Tone

LONGEST_LINE = 30


def graph_body(functions: tuple[FunctionOutcome, ...]) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``: names on the left, what they run on the right."""
    lines = ["rankdir=LR; ranksep=0.7; nodesep=0.2;"]
    for n, function in enumerate(functions):
        lines += _function(f"f{n}", function)
    return "\n".join(lines)


def in_words(functions: tuple[FunctionOutcome, ...]) -> str:
    """The same graph as sentences."""
    if not functions:
        return "No function is there."
    return "\n".join(line for function in functions for line in _told(function))


def _function(place: str, function: FunctionOutcome) -> Iterator[str]:
    yield f'"{place}" [label="{_text(function.name)}\\nwithout a qualifier", style="rounded,filled,dashed"]'
    for alias in function.aliases:
        yield f'"{place} {alias.name}" [label="{_label(alias.name, *_extras(alias))}", class={Tone.COLD}, penwidth=3]'
    for version in (function.latest, *function.versions):
        yield f'"{place} v {version.version}" [label="{_version(function, version)}", class={_tone(version)}]'
    right = "; ".join(f'"{place} v {version.version}"' for version in (function.latest, *function.versions))
    yield f"{{rank=same; {right}}}"
    yield f'"{place}" -> "{place} v {LATEST}"'
    for alias in function.aliases:
        share = f'label=" {_percent(1 - alias.weight)} "' if alias.additional else ""
        yield f'"{place} {alias.name}" -> "{place} v {alias.version}" [{share}]'
        if alias.additional:
            other = f'label=" {_percent(alias.weight)} ", style=dashed'
            yield f'"{place} {alias.name}" -> "{place} v {alias.additional}" [{other}]'


def _version(function: FunctionOutcome, version: VersionOutcome) -> str:
    lines = [spoken(version.version), version.code, *version.environment.split(", ")]
    if version.version == LATEST and function.state == "Pending":
        lines.append("Pending")
    if version.version == LATEST and function.last_update_status == "InProgress":
        lines.append("update InProgress")
    return _label(*lines, *_extras(version))


def _extras(one: AliasOutcome | VersionOutcome) -> Iterator[str]:
    if one.may_invoke != "nobody":
        yield f"let in: {one.may_invoke}"
    if one.provisioned:
        yield f"{one.provisioned} provisioned"
    if one.retries >= 0:
        yield f"{one.retries} {'retry' if one.retries == 1 else 'retries'}"


def _tone(version: VersionOutcome) -> Tone:
    if version.version == LATEST:
        return Tone.AFTER
    return Tone.WORK if version.aliases else Tone.REST


def _label(*lines: str) -> str:
    return "\\n".join(_text(line) for line in lines if line)


def _text(text: str) -> str:
    """A text within the quotes of DOT."""
    short = text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1]}…"
    return short.replace("\\", "\\\\").replace('"', '\\"')


def _percent(share: float) -> str:
    return f"{share * 100:.4g} %"


def _told(function: FunctionOutcome) -> Iterator[str]:
    latest = function.latest
    yield f"{function.name} without a qualifier runs {LATEST}: {_runs(latest)}."
    for version in function.versions:
        led = f"{' and '.join(version.aliases)} {'leads' if len(version.aliases) == 1 else 'lead'} to it"
        yield f"Version {version.version} runs {_runs(version)}; {led if version.aliases else 'no alias leads to it'}."
    for alias in function.aliases:
        extras = "".join(f"; {one}" for one in _extras(alias))
        if alias.additional:
            shares = f"{_percent(1 - alias.weight)} to version {alias.version}, {_percent(alias.weight)} to version {alias.additional}"
            yield f"{alias.name} leads by weight: {shares}{extras}."
        else:
            yield f"{alias.name} leads to {spoken(alias.version)}{extras}."
    yield f"The next new version is {function.next_number}."


def _runs(version: VersionOutcome) -> str:
    return f"{version.code}{version.environment and ' with '}{version.environment}"
