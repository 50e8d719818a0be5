"""What wildcards cost, told before the rule is deployed.

AWS refuses a rule that is too complex with InvalidEventPatternException, and does not publish where that begins. What makes it so
are many ``*``, and signs that come again and again after them.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from sim.facts import whole
from sim.pattern.anything import AnythingBut
from sim.pattern.field import Field
from sim.pattern.glob import Glob
from sim.pattern.operators import Wildcard
from sim.pattern.pattern import Pattern
from sim.pattern.why.spelled import shown

MOST_RULES = whole("eb-wildcard-rules-30")
MANY = 6
"""From here on a rule with so many ``*`` has been seen refused; with fewer, taken. AWS names no number."""


def wildcards(pattern: Pattern) -> int:
    """How many ``*`` of ``pattern`` stand for any text."""
    return sum(len(glob.parts) - 1 for glob in _globs(pattern))


def complexity(pattern: Pattern) -> str:
    """What to know of the wildcards of ``pattern`` before it is deployed; empty if there are none."""
    count = wildcards(pattern)
    if not count:
        return ""
    told = [
        f"{count} wildcard{'s' if count > 1 else ''}. At most {MOST_RULES} rules of a bus may have any.",
    ]
    if count > 1:
        told.append(
            "AWS refuses a rule whose wildcards make it too complex, and does not say where that begins: "
            "many `*` cost, and parts between them that repeat signs cost more."
        )
    if count > MANY:
        told.append(f"More than {MANY} is where others were refused. Try it with PutRule before you rely on it.")
    repeating = next(filter(None, map(_repeating, _globs(pattern))), "")
    if repeating:
        told.append(
            f"{repeating} comes again between the wildcards of one text; a longer, rarer part would be cheaper."
        )
    if any(_is_edge(glob) for glob in _globs(pattern)):
        told.append("A single `*` at one end is what `prefix` or `suffix` says; they do not count as wildcards.")
    return " ".join(told)


def _globs(pattern: Pattern) -> list[Glob]:
    fields = {id(field): field for rule in pattern.rules for _, field in rule}
    return [glob for field in fields.values() for glob in _of_field(field)]


def _of_field(field: Field) -> list[Glob]:
    globs = [value.glob for value in field.values if isinstance(value, Wildcard)]
    for value in field.values:
        if isinstance(value, AnythingBut) and value.inner == "wildcard":
            globs += map(Glob.parse, value.texts)
    return globs


def _repeating(glob: Glob) -> str:
    """A sign that several parts after the first wildcard begin with."""
    starts = [part[0] for part in glob.parts[1:] if part]
    twice = next((sign for sign in starts if starts.count(sign) > 1), "")
    return shown(twice) if twice else ""


def _is_edge(glob: Glob) -> bool:
    return len(glob.parts) == 2 and bool(glob.parts[0]) != bool(glob.parts[1])
