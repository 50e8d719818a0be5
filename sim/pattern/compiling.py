"""Pattern text → flat rules: each a mapping of dotted paths to fields, all of which must match.

``$or`` multiplies: every rule so far is continued once for every branch. A path that comes again replaces what it had, so the
last word counts. Where the compiler objects, the engine tries an older one, for which ``$or`` is a field like any other, and
what that one says is the answer. https://github.com/aws/event-ruler
"""

from dataclasses import dataclass

from sim.pattern.anything import AnythingBut
from sim.pattern.bugs import refuse_empty_first
from sim.pattern.faults import PatternError, RefusalError
from sim.pattern.field import Field
from sim.pattern.operators import OPERATORS, Literal, Value, plain_number, plain_string
from sim.pattern.tokens import Kind, Token, Tokens

Rule = dict[str, Field]

OR = "$or"
MOST_PATHS = 256
MOST_RULES = 1_000
"""Combinations of ``$or`` that are followed. The library has no limit of its own; of the service 1,000 is told."""
LONGEST = 32_768
"""Characters of a pattern that is read at all; EventBridge takes 4,096."""
RESERVED = frozenset(OPERATORS) | {
    *("=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case"),
    *("date-after", "date-on-or-after", "date-before", "date-on-or-before", "in-date-range"),
    *("ip-address-in-range", "ip-address-not-in-range"),
}
"""Names that no field inside ``$or`` may have."""
_LITERALS = {Kind.TRUE: True, Kind.FALSE: False, Kind.NULL: None}


@dataclass(frozen=True, slots=True)
class Compiled:
    """The flat rules, and what the newer compiler had against the pattern if only the older one took it."""

    rules: tuple[Rule, ...]
    strict: str | None


def compile_text(text: str) -> Compiled:
    """Compile ``text`` as the engine does, older compiler included.

    Raises:
        PatternError: both refuse it.
    """
    if len(text) > LONGEST:
        raise PatternError(f"Event pattern has {len(text)} characters; at most {LONGEST} are read")
    try:
        return Compiled(_rules(text, older=False), None)
    except RefusalError as strict:
        if strict.final:
            raise PatternError(strict.message) from strict
        try:
            return Compiled(_rules(text, older=True), strict.message)
        except RefusalError as refusal:
            hidden = strict.message if strict.message != refusal.message else None
            raise PatternError(refusal.message, hidden) from refusal


def _rules(text: str, *, older: bool) -> tuple[Rule, ...]:
    reader = _Reader(Tokens(text), older=older)
    rules = reader.read()
    for rule in rules:
        if len(rule) > MOST_PATHS:
            raise RefusalError(f"Size of rule exceeds max value of {MOST_PATHS}", final=True)
        for field in rule.values():
            for n, value in enumerate(field.values):
                if isinstance(value, AnythingBut) and value.inner:
                    refuse_empty_first(value.texts, first=n == 0)
    return tuple(rules)


class _Reader:
    """One compiler at work on one text."""

    def __init__(self, tokens: Tokens, *, older: bool) -> None:
        self._tokens = tokens
        self._older = older
        self._steps: list[str] = []

    def read(self) -> list[Rule]:
        if self._tokens.next().kind is not Kind.OPEN_OBJECT:
            raise RefusalError("Filter is not an object")
        rules: list[Rule] = []
        self._object(rules, inside_or=False)
        return rules

    def _object(self, rules: list[Rule], *, inside_or: bool) -> None:
        """Read an object's fields into ``rules``."""
        empty = True
        while (name := self._tokens.next()).kind is not Kind.CLOSE_OBJECT:
            empty = False
            if name.text == OR and not self._older:
                self._or(rules)
            else:
                self._field(rules, name.text, inside_or=inside_or)
        if empty:
            raise RefusalError("Empty objects are not allowed")

    def _field(self, rules: list[Rule], step: str, *, inside_or: bool) -> None:
        if inside_or and step in RESERVED:
            raise RefusalError(f"{step} is Ruler reserved fieldName which cannot be used inside $or.")
        opening = self._tokens.next().kind
        if opening is Kind.OPEN_OBJECT:
            self._steps.append(step)
            self._object(rules, inside_or=inside_or)
            self._steps.pop()
        elif opening is Kind.OPEN_ARRAY:
            field = Field.of(self._values())
            above = ".".join(self._steps)
            path = f"{above}.{step}" if above else step
            if not rules:
                rules.append({})
            for rule in rules:
                rule[path] = field
        else:
            raise RefusalError(f'"{step}" must be an object or an array')

    def _or(self, rules: list[Rule]) -> None:
        """Continue each of ``rules`` once for every branch."""
        if self._tokens.next().kind is not Kind.OPEN_ARRAY:
            raise RefusalError("It must be an Array followed with $or.")
        before, branches = rules[:] or [{}], 0
        rules.clear()
        while (token := self._tokens.next()).kind is not Kind.CLOSE_ARRAY:
            if token.kind is not Kind.OPEN_OBJECT:
                raise RefusalError("Only JSON object is allowed in array of $or relationship.")
            branches += 1
            branch = [dict(rule) for rule in before]
            self._object(branch, inside_or=True)
            rules += branch
            if len(rules) > MOST_RULES:
                raise RefusalError(f"Rule is too complex: $or makes more than {MOST_RULES} combinations", final=True)
        if branches < 2:
            raise RefusalError("There must have at least 2 Objects in $or relationship.")

    def _values(self) -> list[Value]:
        values: list[Value] = []
        while (token := self._tokens.next()).kind is not Kind.CLOSE_ARRAY:
            values.append(self._value(token))
        if not values:
            raise RefusalError("Empty arrays are not allowed")
        return values

    def _value(self, token: Token) -> Value:
        match token.kind:
            case Kind.OPEN_OBJECT:
                return self._operator()
            case Kind.STRING:
                return plain_string(token.text)
            case Kind.NUMBER:
                return plain_number(token.text)
            case Kind.TRUE | Kind.FALSE | Kind.NULL:
                return Literal(_LITERALS[token.kind])
        raise RefusalError("Match value must be String, number, true, false, or null")

    def _operator(self) -> Value:
        key = self._tokens.next()
        if key.kind is not Kind.NAME:
            raise RefusalError("Match expression name not found")
        if key.text not in OPERATORS:
            raise RefusalError(f"Unrecognized match type {key.text}")
        return OPERATORS[key.text].parse(self._tokens, older=self._older)
