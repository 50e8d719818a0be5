"""Lines of the AWS CLI → calls of the API. What the CLI would not send is told, with what would be right."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from sim.routing.options import COMMANDS, EXAMPLES, OPERATIONS, PASSED_OVER, WAIT, WAITERS, Kind, Option, command_of
from sim.routing.shorthand import ShorthandError, value_of

LONGEST_LINE = 100
"""Characters of a written line; so many stand side by side in the bench's editor."""
_FILE = re.compile(r"fileb?://([\w./~-]+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as it was written, and as it is sent."""

    line: int
    text: str
    operation: str
    """As the API spells it; ``Wait`` for ``aws lambda wait``."""
    given: Mapping[str, Any]
    """The parameters by the API's own names."""

    def text_of(self, name: str) -> str:
        """The text of a parameter; empty if it was not given."""
        value = self.given.get(name, "")
        return value if isinstance(value, str) else ""

    def inside(self, name: str, *steps: str) -> Any:
        """What stands within a parameter; None if it was not given or has another form."""
        value: Any = self.given.get(name)
        for step in steps:
            value = value.get(step) if isinstance(value, dict) else None
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A line that the CLI does not take."""

    line: int
    text: str
    problem: str


class CallError(ValueError):
    """What is wrong with a line, and what would be right."""


def written(command: str, given: Mapping[str, str], rest: str = "") -> str:
    """A call as one types it, with its options; one that is long goes on in the next line, behind a backslash."""
    words = [f"--{name} {shlex.quote(' '.join(value.split()))}" for name, value in given.items()]
    lines = [f"aws lambda {command}"]
    for word in (*words, *filter(None, [rest])):
        if len(lines[-1]) + len(word) < LONGEST_LINE - 2:
            lines[-1] += f" {word}"
        else:
            lines.append(f"  {word}")
    return " \\\n".join(lines)


def calls_of(text: str) -> tuple[Call | Unread, ...]:
    """The calls of a text, one to a line, in order."""
    return tuple(_read(line, words) for line, words in _lines(text))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each call with the line where it begins; what goes on behind a backslash belongs to it."""
    begun, parts = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if not parts and (not line.strip() or line.lstrip().startswith("#")):
            continue
        begun = begun if parts else number
        stripped = line.rstrip()
        if stripped.endswith("\\"):
            parts += f"{stripped[:-1].strip()} "
            continue
        yield begun, f"{parts}{line.strip()}"
        parts = ""
    if parts:
        yield begun, parts.strip()


def _read(line: int, text: str) -> Call | Unread:
    try:
        operation, given = _parsed(text)
    except (CallError, ShorthandError) as error:
        return Unread(line=line, text=text, problem=str(error))
    return Call(line=line, text=text, operation=operation, given=given)


def _parsed(text: str) -> tuple[str, dict[str, Any]]:
    try:
        words = shlex.split(text, comments=True)
    except ValueError as error:
        raise CallError("a quotation mark or a backslash is left open; close it") from error
    words = words[1:] if words[:1] == ["aws"] else words
    if words[:1] != ["lambda"] and text.lstrip().startswith("aws "):
        raise CallError(f"{' '.join(words[:1])!r} is another service; the bench has aws lambda alone")
    words = words[1:] if words[:1] == ["lambda"] else words
    if not words:
        raise CallError("no operation is named; write it as aws lambda publish-version --function-name reserve-seat")
    if words[0] == "wait":
        return WAIT, _waited(words[1:])
    operation = COMMANDS.get(words[0])
    if operation is None:
        raise CallError(f"there is no operation {words[0][:40]!r}{_meant(words[0], COMMANDS, 'the bench has')}")
    return operation, _options(operation, OPERATIONS[operation], words[1:])


def _waited(words: list[str]) -> dict[str, Any]:
    if not words or words[0] not in WAITERS:
        raise CallError(f"wait waits for {' or '.join(WAITERS[:2])}; name one of them")
    table = {"function-name": Option("FunctionName", required=True), "qualifier": Option("Qualifier")}
    return {"Waiter": words[0], **_options(f"wait {words[0]}", table, words[1:])}


def _options(operation: str, table: Mapping[str, Option], words: list[str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    rest = list(words)
    outfile = ""
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            if operation != "Invoke" or outfile:
                raise CallError(f"{word[:40]!r} belongs to no option; put --name in front, or quotes around a text")
            outfile = word
            continue
        name, joined, value = word[2:].partition("=")
        if joined:
            rest.insert(0, value)
        if name in PASSED_OVER:
            del rest[: PASSED_OVER[name]]
            continue
        off = name.startswith("no-") and name[3:] in table
        option = table.get(name[3:] if off else name)
        if option is None:
            raise CallError(f"{_named(operation)} has no option --{name[:40]}{_meant(name, table, 'there are', '--')}")
        if option.parameter in given:
            raise CallError(f"--{name} is given twice; keep one of the two")
        given[option.parameter] = not off if option.kind is Kind.FLAG else _taken(name, option, rest)
    missing = [f"--{name}" for name, option in table.items() if option.required and option.parameter not in given]
    missing += ["the file for the response, such as out.json"] if operation == "Invoke" and not outfile else []
    if missing:
        raise CallError(f"{_named(operation)} lacks {', '.join(missing)}; add it")
    return given


def _taken(name: str, option: Option, rest: list[str]) -> Any:
    """The value of an option; takes its words away from the ``rest``."""
    if not rest or (rest[0].startswith("--") and option.kind is not Kind.WORDS):
        raise CallError(f"--{name} has no value; it takes {option.kind}")
    if option.kind is Kind.WORDS:
        taken = []
        while rest and not rest[0].startswith("--"):
            taken.append(rest.pop(0))
        return taken
    value = rest.pop(0)
    match option.kind:
        case Kind.WHOLE:
            if not re.fullmatch(r"-?[0-9]{1,9}", value):
                raise CallError(f"--{name}: {value[:40]!r} is no whole number; write digits alone")
            return int(value)
        case Kind.SHAPE:
            try:
                return value_of(value, EXAMPLES[option.parameter])
            except ShorthandError as error:
                raise CallError(f"--{name}: {error}") from error
        case Kind.FILE:
            label = _label(value)
            if not label:
                right = f"fileb://{value[:40]}"
                right = right if _label(right) else "fileb://v1.zip"
                raise CallError(f"--{name}: {value[:40]!r} names no file; write it as {right}")
            return label
        case _:
            return value


def _label(value: str) -> str:
    """The name of the file without its ending; empty if the value names none."""
    found = _FILE.fullmatch(value)
    label = PurePosixPath(found[1]).stem if found else ""
    return label if label.strip(".") else ""


def _named(operation: str) -> str:
    return operation if " " in operation else command_of(operation)


def _meant(word: str, known: Mapping[str, object], says: str, sign: str = "") -> str:
    """The nearest of what is known, or all of it if nothing is near."""
    near = get_close_matches(word, known, 1)
    if near:
        return f"; did you mean {sign}{near[0]}?"
    return f"; {says} {', '.join(f'{sign}{one}' for one in known)}"
