"""Rules of item writing that a program can check.

After Haladyna, Downing & Rodriguez, "A review of multiple-choice item-writing guidelines", Applied Measurement in Education 15 (2002).
"""

import re
from collections.abc import Iterator
from statistics import median

from quizzes.model import Common, Matching, Multiple, Numeric, Ordering, Predict, Single, TrueFalse, options_of
from sim.gate import Document, Fault

Path = tuple[str | int, ...]

LEAST_WORDS = 8
"""Of a why."""
LONGER = 1.6
"""A key this many times as long as the median option shows itself."""
SEEN = 12
"""Characters of difference below which nobody sees that an option is longer."""
LONG_RUN = 5
"""Words of an option that a why may not say again in a row."""

_VERDICT = re.compile(r"\W*(correct|incorrect|wrong|right|true|false|yes|no)\b\W", re.IGNORECASE)
_ABOVE = re.compile(r"\b(all|none|both|neither|any) of (the above|the below|these)\b", re.IGNORECASE)
_SELECT = re.compile(r"\b(select|choose|pick) (two|three|four|2|3|4)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(-?[\d,]*\.?\d+)(?: .*)?")


def writing(document: Document, at: Path, item: Common) -> Iterator[Fault]:
    """What is badly written in ``item``, which stands at ``at``."""
    yield from _stem(document, at, item)
    for place, option, why in whys(item):
        yield from _why(document, (*at, *place), option, why)
    if isinstance(item, Single | Multiple):
        yield from _key_length(document, at, item)
    if isinstance(item, Single | Multiple | Predict):
        yield from _options(document, at, item)
    if isinstance(item, Numeric) and item.key is not None:
        for n, mistake in enumerate(item.typical_mistakes):
            if abs(mistake.gives - item.key) <= item.tolerance:
                place = (*at, "typical_mistakes", n, "gives")
                yield document.fault("Q045", place, f"{mistake.gives} is the key", "name a wrong number")


def _stem(document: Document, at: Path, item: Common) -> Iterator[Fault]:
    stem = item.stem.rstrip()
    if not stem.endswith(("?", ":")) and not isinstance(item, TrueFalse):
        yield document.fault("Q043", (*at, "stem"), f"ends in {stem[-20:]!r}", "let it end in a question")
    if found := _SELECT.search(stem):
        yield document.fault(
            "Q044", (*at, "stem"), f"says {found[0]!r}", "leave it out; the page says how many to select"
        )


def _why(document: Document, at: Path, option: str, why: str) -> Iterator[Fault]:
    count = len(why.split())
    if count < LEAST_WORDS:
        yield document.fault("Q020", at, f"{count} words", f"explain it in {LEAST_WORDS} or more")
    if found := _VERDICT.match(why + " "):
        yield document.fault("Q021", at, f"begins with {found[1]!r}", "say why; the page gives the verdict")
    if _repeats(why, option):
        yield document.fault("Q022", at, "says the option again", "say why it is so, or what those think who choose it")


def _repeats(why: str, option: str) -> bool:
    said, told = _words(option), _words(why)
    runs = {tuple(told[n : n + len(said)]) for n in range(len(told))}
    return (len(said) >= LONG_RUN and tuple(said) in runs) or set(told) <= set(said)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _key_length(document: Document, at: Path, item: Single | Multiple) -> Iterator[Fault]:
    middle = median(len(option.text) for option in item.options)
    for n, option in enumerate(item.options):
        length = len(option.text)
        if option.key and length > LONGER * middle and length - middle > SEEN:
            problem = f"the key has {length} characters, the median option {middle:g}"
            yield document.fault("Q041", (*at, "options", n, "text"), problem, "shorten it, or lengthen the others")


def _options(document: Document, at: Path, item: Single | Multiple | Predict) -> Iterator[Fault]:
    where: Path = (*at, "ask", "options") if isinstance(item, Predict) else (*at, "options")
    texts = [option.text for option in options_of(item)]
    for n, text in enumerate(texts):
        if found := _ABOVE.search(text):
            yield document.fault("Q040", (*where, n, "text"), f"says {found[0]!r}", "say what is meant")
    matches = [_NUMBER.fullmatch(text.strip()) for text in texts]
    numbers = [float(match[1].replace(",", "")) for match in matches if match]
    if texts and len(numbers) == len(texts):
        if numbers != sorted(numbers) and numbers != sorted(numbers, reverse=True):
            yield document.fault(
                "Q042", where, "numbers out of order", "put the smallest first, and write shuffle: false"
            )
        elif item.shuffle:
            yield document.fault("Q042", where, "numbers that are shuffled", "write shuffle: false")


def whys(item: Common) -> Iterator[tuple[Path, str, str]]:
    """Place, option and why of each thing that can be answered."""
    match item:
        case Single(options=options) | Multiple(options=options):
            for n, option in enumerate(options):
                yield ("options", n, "why"), option.text, option.why
        case Predict():
            for n, value in enumerate(options_of(item)):
                yield ("ask", "options", n, "why"), value.text, value.why
        case TrueFalse(why=why):
            yield ("why", "true"), "True", why.true
            yield ("why", "false"), "False", why.false
        case Ordering(steps=steps):
            for n, step in enumerate(steps):
                yield ("steps", n, "why"), step.text, step.why
        case Matching(pairs=pairs, extra=extra):
            for n, pair in enumerate(pairs):
                yield ("pairs", n, "why"), pair.right, pair.why
            for n, other in enumerate(extra):
                yield ("extra", n, "why"), other.right, other.why
        case Numeric(why=why):
            yield ("why",), "", why
