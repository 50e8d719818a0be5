"""A pattern is refused: how it would be written right.

What the engine says names what it stumbled over; the advice names the form that was probably meant.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import re
from collections.abc import Callable
from difflib import get_close_matches

from sim.pattern.compiling import MOST_RULES
from sim.pattern.operators import OPERATORS
from sim.pattern.why.spelled import code, cut, quoted

MEANT = {
    "contains": '{"wildcard": "*text*"}',
    "includes": '{"wildcard": "*text*"}',
    "like": '{"wildcard": "*text*"}',
    "regex": '{"wildcard": "*text*"}',
    "match": '{"wildcard": "*text*"}',
    "startswith": '{"prefix": "text"}',
    "beginswith": '{"prefix": "text"}',
    "endswith": '{"suffix": "text"}',
    "not": '{"anything-but": "text"}',
    "notequals": '{"anything-but": "text"}',
    "ne": '{"anything-but": "text"}',
    "notin": '{"anything-but": ["one", "two"]}',
    "equals": 'the plain value: ["text"]',
    "eq": 'the plain value: ["text"]',
    "in": 'the plain values: ["one", "two"]',
    "or": 'the values in one list, or {"$or": [{…}, {…}]} beside the fields',
    "and": "several fields: all of them must match",
    "gt": '{"numeric": [">", 5]}',
    "lt": '{"numeric": ["<", 5]}',
    "between": '{"numeric": [">=", 1, "<=", 5]}',
    "range": '{"numeric": [">=", 1, "<=", 5]}',
    "ip": '{"cidr": "10.0.0.0/8"}',
    "ignorecase": '{"equals-ignore-case": "text"}',
    "notexists": '{"exists": false}',
    "missing": '{"exists": false}',
}
"""What is written in other languages, by its letters alone, and what it is here."""
_SIGNS = {"==": '"="', "===": '"="', "=>": '">="', "=<": '"<="', "gt": '">"', "lt": '"<"', "gte": '">="', "lte": '"<="'}
_QUOTED = '"(?:[^"\\\\]|\\\\.)*"'
_SCALAR = rf"({_QUOTED}|[-\w.+]+)"

Advice = Callable[[re.Match[str], str], str]


def advice(reason: str, pattern: str) -> str:
    """How ``pattern``, refused for ``reason``, may be put right; empty if there is nothing to say beyond the reason."""
    for said, told in _TABLE:
        found = said.search(reason)
        if found:
            return told(found, pattern) if callable(told) else told
    return ""


def _no_list(found: re.Match[str], pattern: str) -> str:
    key = found[1]
    if key == "$or":
        return '`$or` takes a list of objects: {"$or": [{"a": ["x"]}, {"b": ["y"]}]}.'
    value = re.search(rf"{re.escape(quoted(key))}\s*:\s*{_SCALAR}", pattern)
    example = cut(value[1], 60) if value else '"x"'
    return f"Put the value into square brackets: {quoted(cut(key, 60))}: [{example}]. A field lists the values that will do."


def _unknown(found: re.Match[str], _: str) -> str:
    name = found[1]
    letters = re.sub(r"[^a-z]", "", name.lower())
    if name.lower().replace("_", "-") in OPERATORS or letters in (bare := {_letters(key): key for key in OPERATORS}):
        right = name.lower().replace("_", "-")
        return f"Operators are written in small letters, with hyphens: {code(right if right in OPERATORS else bare[letters])}."
    if letters in MEANT:
        return f"There is no operator {code(name)}. Write {MEANT[letters]}."
    if name in {"=", "<", "<=", ">", ">="}:
        return f'Comparisons stand in `numeric`: {{"numeric": ["{name}", 5]}}.'
    close = get_close_matches(name[:40].lower(), OPERATORS, n=1, cutoff=0.6)
    if close:
        return f"There is no operator {code(name)}; did you mean {code(close[0])}?"
    known = ", ".join(OPERATORS)
    return f"An object inside a list is an operator, and there is none named {code(name)}; there are {known}."


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name)


def _one_text(found: re.Match[str], pattern: str) -> str:
    operator = {"exact": "exactly"}.get(found[1], found[1])
    if operator == "prefix" and not re.search(r'"prefix"\s*:\s*[^"\s]', pattern) and '"cidr"' in pattern:
        return '`cidr` takes one block as text: {"cidr": "10.0.0.0/8"}; several are several operators in the list.'
    listed = re.search(rf'"{operator}"\s*:\s*\[\s*({_QUOTED})\s*(?:,\s*({_QUOTED}))?', pattern)
    one, two = (listed[1], listed[2] or '"…"') if listed else ('"a"', '"b"')
    return (
        f"{code(operator)} takes one text. Several are several operators in the list of the field: "
        f'[{{"{operator}": {cut(one, 60)}}}, {{"{operator}": {cut(two, 60)}}}].'
    )


def _wildcard_twice(_: re.Match[str], pattern: str) -> str:
    texts = re.findall(rf'"wildcard"\s*:\s*\[?\s*({_QUOTED})', pattern)
    text = next((one for one in texts if "**" in one), None)
    better = f': {{"wildcard": {cut(re.sub(r"[*]{2,}", "*", text), 80)}}}' if text else ""
    return f"One `*` stands for any text already, slashes included; write it once{better}."


def _single_block(_: re.Match[str], pattern: str) -> str:
    block = re.search(r'"cidr"\s*:\s*"([^"/]*)/(?:32|128)"', pattern)
    address = cut(block[1], 60) if block else "10.0.0.1"
    return f'One address is no block. Write it as a plain value, ["{address}"]: a text that is an IP address is compared as one.'


def _no_block(_: re.Match[str], pattern: str) -> str:
    block = re.search(r'"cidr"\s*:\s*"([^"]*)"', pattern)
    if block and "/" not in block[1] and block[1]:
        return (
            f'A block has a mask: "{cut(block[1], 60)}/24". A single address is a plain value: ["{cut(block[1], 60)}"].'
        )
    return 'Write address, slash and number of bits: {"cidr": "10.0.0.0/8"}.'


def _sign(found: re.Match[str], _: str) -> str:
    if found[1] in {"!=", "<>"}:
        return 'For a number that is not another one, write {"anything-but": 5}.'
    meant = _SIGNS.get(found[1].lower())
    return f"Write {meant}." if meant else 'The signs are "=", "<", "<=", ">" and ">=".'


def _order(found: re.Match[str], pattern: str) -> str:
    terms = re.search(r'"numeric"\s*:\s*\[\s*"(<=?)"\s*,\s*([-+.\w]+)\s*,\s*"(>=?)"\s*,\s*([-+.\w]+)\s*\]', pattern)
    if terms:
        upper, top, lower, bottom = terms.groups()
        return f'The lower limit comes first: {{"numeric": ["{lower}", {bottom}, "{upper}", {top}]}}.'
    if '"anything-but"' in pattern and found[0].startswith("Too many elements") and '"numeric"' not in pattern:
        return f"An operator stands alone in its braces. {_BOTH}"
    return 'A range has two limits, the lower one first: {"numeric": [">", 0, "<=", 5]}.'


def _unquoted(found: re.Match[str], pattern: str) -> str:
    text = re.search(r'"numeric"\s*:\s*\[[^\]]*?"[<>=]+"\s*,\s*"([-+.\w]+)"', pattern)
    sign = "=" if found[1] == "equals" else found[1]
    return f'Write the number without quotation marks: {{"numeric": ["{sign}", {text[1] if text else 5}]}}.'


def _inner_list(_: re.Match[str], pattern: str) -> str:
    inner = re.search(r'"anything-but"\s*:\s*\[\s*\{\s*"([\w-]+)"\s*:', pattern)
    if inner and inner[1] in {"prefix", "suffix", "wildcard", "equals-ignore-case"}:
        texts = re.findall(rf'"{inner[1]}"\s*:\s*\[?\s*({_QUOTED}(?:\s*,\s*{_QUOTED})*)', pattern)
        several = cut(", ".join(texts[:4]), 100) or '"a", "b"'
        value = f"[{several}]" if several.count('"') > 2 else several
        return f'The operator goes around the list, not into it: {{"anything-but": {{"{inner[1]}": {value}}}}}.'
    return "`anything-but` shuts out texts or numbers only. A value that must be there, null aside, cannot be said so."


def _unsupported(found: re.Match[str], pattern: str) -> str:
    if found[1] == "wildcard" and '"$or"' in pattern:
        return "Something else in the pattern is wrong, and `$or` makes the engine tell it in these words."
    return (
        f"Inside `anything-but` there may be prefix, suffix, equals-ignore-case or wildcard, not {code(found[1])}. "
        'Numbers are listed: {"anything-but": [1, 2]}.'
    )


def _at_json(found: re.Match[str], _: str) -> str:
    sign = found[1]
    return {
        "'": "JSON takes double quotation marks: \"text\", not 'text'.",
        "}": "A comma stands before the closing brace; take it out.",
        "]": "A comma stands before the closing bracket; take it out.",
        "/": "JSON has no comments; take them out.",
        "#": "JSON has no comments; take them out.",
        "“": 'These are typographic quotation marks; JSON takes the plain ones: "text".',
        "”": 'These are typographic quotation marks; JSON takes the plain ones: "text".',
    }.get(sign, "Look at the sign before it: a comma, a colon or a quotation mark may be missing there.")


def _word(found: re.Match[str], _: str) -> str:
    right = {"True": "true", "False": "false", "None": "null", "undefined": "null"}.get(found[1])
    return f"Write {right}." if right else f"A text needs quotation marks: {quoted(cut(found[1], 60))}."


_BOTH = (
    'Two operators in one list mean that either will do: [{"prefix": "a"}, {"suffix": "b"}]. '
    'Both at once on one field cannot be said, but {"wildcard": "a*b"} says this.'
)
_TABLE: tuple[tuple[re.Pattern[str], str | Advice], ...] = tuple(
    (re.compile(said, re.DOTALL), told)
    for said, told in (
        (r'^"(.*)" must be an object or an array', _no_list),
        (r"Unrecognized match type (.*)", _unknown),
        (
            r"Empty objects are not allowed",
            'A pattern names at least one field. One that takes every event is {"source": [{"prefix": ""}]}.',
        ),
        (
            r"Empty arrays are not allowed",
            'A list names what will do. That nothing is there is [{"exists": false}], and that something is, [{"exists": true}].',
        ),
        (r"^Match value must be", "A list holds values and operators, no further list: take the inner brackets out."),
        (r"^Match expression name not found", 'An operator has a name: [{"prefix": "text"}].'),
        (r"^Only one key allowed", f"An operator stands alone in its braces. {_BOTH}"),
        (r"^exists match pattern", 'Write {"exists": true} or {"exists": false}, without quotation marks.'),
        (r"^(prefix|suffix|exact|equals-ignore-case|wildcard) match pattern must be a string", _one_text),
        (
            r"^(?:Prefix|Suffix) expression name|^Unsupported (?:prefix|suffix) pattern",
            'Inside it only this will do: {"prefix": {"equals-ignore-case": "text"}}.',
        ),
        (r"^Consecutive wildcard", _wildcard_twice),
        (
            r"^Invalid escape character",
            r"A backslash stands before `*` or before another backslash only. In JSON it is doubled: \\* is a star, \\\\ a backslash.",
        ),
        (r"mask bits must be < ", _single_block),
        (r"^Malformed CIDR", _no_block),
        (r"IP address: ", 'A block begins with a whole address: {"cidr": "10.0.0.0/8"} or {"cidr": "2001:db8::/32"}.'),
        (r"^Value of numeric must be an array", 'Write sign and number in a list: {"numeric": ["=", 5]}.'),
        (r"^Invalid member in numeric", 'A sign comes first, in quotation marks: {"numeric": [">", 5]}.'),
        (r"^Unrecognized numeric range operator: (.*)", _sign),
        (r"^Value of (equals|[<>]=?) must be numeric", _unquoted),
        (r"^(?:Too many|Bottom must|Bad numeric|Bad value)", _order),
        (r"^Cannot compare number", "Take a number that a double (64-bit floating point) can say: about 15 digits."),
        (r"^Inside anything but list, start", _inner_list),
        (
            r"^Inside anything but list, either",
            "List texts only or numbers only, and at least one. To shut out both kinds takes two rules.",
        ),
        (r"^Inside anything-but/", 'List texts: {"anything-but": {"equals-ignore-case": ["a", "b"]}}.'),
        (r"^Value of anything-but must", '`anything-but` takes texts or numbers: {"anything-but": ["a", "b"]}.'),
        (r"^Unsupported anything-but pattern: (.*)", _unsupported),
        (r"^Anything-But expression name", 'An operator has a name: {"anything-but": {"prefix": "text"}}.'),
        (r"prefix/suffix", "`anything-but` wants a text of at least one sign behind prefix or suffix."),
        (
            r"^There must have at least 2",
            "`$or` chooses between at least two objects. With one, write its fields without `$or`.",
        ),
        (
            r"^Only JSON object is allowed",
            '`$or` takes objects: {"$or": [{"a": ["x"]}, {"b": ["y"]}]}. For one field, list its values.',
        ),
        (r"^It must be an Array", '`$or` takes a list of objects: {"$or": [{"a": ["x"]}, {"b": ["y"]}]}.'),
        (
            r"^(\S+) is Ruler reserved",
            "Inside `$or` no field may have the name of an operator. Operators stand in the list of a field.",
        ),
        (r"^Filter is not an object", 'A pattern is an object in braces: {"source": ["my.app"]}.'),
        (r"^Size of rule", "Split the pattern into several rules with the same target."),
        (
            r"^Rule is too complex",
            f"The objects of several `$or` multiply; {MOST_RULES:,} combinations are the most. Split the rule.",
        ),
        (r"^Event pattern has", "Split the pattern into several rules with the same target."),
        (r"nested deeper", "Take levels out: a pattern needs those of the event only."),
        (r"^NullPointerException", "A bug of the engine: it breaks on this empty list. Name at least one text in it."),
        (r"^Unexpected character \('(.)'", _at_json),
        (r"^Unrecognized token '(.*?)'", _word),
        (r"^Unexpected close marker", "Brackets and braces must be closed in the order in which they were opened."),
        (
            r"^Unexpected end-of-input",
            "The text ends too early: a closing brace, bracket or quotation mark is missing.",
        ),
        (r"^Illegal unquoted character", "Inside a text, a line break is written \\n and a tab \\t."),
        (
            r"^Unrecognized character escape",
            'After a backslash JSON takes " \\ / b f n r t and u only. A backslash itself is doubled.',
        ),
        (r"Leading zeroes", "Write the number without the zeros in front, or as a text."),
        (r"^Non-standard token", "JSON has no such number."),
    )
)
