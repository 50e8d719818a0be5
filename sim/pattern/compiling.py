"""Pattern text → flat rules: each a mapping of dotted paths to fields, all of which must match.

``$or`` multiplies: every rule so far is continued once for every branch. A path that comes again replaces what it had, so the
last word counts. Where the compiler objects, the engine tries an older one, for which ``$or`` is a field like any other, and
what that one says is the answer. https://github.com/aws/event-ruler
"""

from dataclasses import dataclass

from sim.pattern.anything import AnythingBut
from sim.pattern.bugs import refuse_empty_first
from sim.pattern.faults import NOWHERE, PatternError, Position, RefusalError, position_of
from sim.pattern.field import Field
from sim.pattern.operators import OPERATORS, Literal, Value, plain_number, plain_string
from sim.pattern.tokens import DEEPEST, Kind, Token, Tokens

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
    strict_place: Position = NOWHERE


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
            raise PatternError(strict.message, place=_place(text, strict)) from strict
        try:
            return Compiled(_rules(text, older=True), strict.message, _place(text, strict))
        except RefusalError as refusal:
            if strict.message == refusal.message:
                raise PatternError(refusal.message, place=_place(text, refusal)) from refusal
            places = _place(text, refusal), _place(text, strict)
            raise PatternError(refusal.message, strict.message, *places) from refusal


def _place(text: str, refusal: RefusalError) -> Position:
    return NOWHERE if refusal.at is None else position_of(text, refusal.at)


def _rules(text: str, *, older: bool) -> tuple[Rule, ...]:
    tokens = Tokens(text)
    try:
        rules = _Reader(tokens, older=older).read()
    except RefusalError as refusal:
        refusal.at = tokens.last if refusal.at is None else refusal.at
        raise
    for rule in rules:
        if len(rule) > MOST_PATHS:
            at = sorted(field.at for field in rule.values())[MOST_PATHS]
            raise RefusalError(f"Size of rule exceeds max value of {MOST_PATHS}", final=True, at=at)
        for field in rule.values():
            for n, value in enumerate(field.values):
                if isinstance(value, AnythingBut) and value.inner:
                    refuse_empty_first(value.texts, first=n == 0, at=field.at)
    return tuple(rules)


@dataclass(slots=True)
class _Level:
    """An object that is being read, or the list of an ``$or``."""

    rules: list[Rule]
    """The rules that what stands here is added to."""
    at: int
    """Where it begins."""
    above: str | None
    """The path that leads to it; None at the top."""
    inside_or: bool
    before: list[Rule] | None = None
    """Of an ``$or``: the rules that each branch continues."""
    members: int = 0


class _Reader:
    """One compiler at work on one text. What is open is kept in a list, so that no nesting is too deep for Python."""

    def __init__(self, tokens: Tokens, *, older: bool) -> None:
        self._tokens = tokens
        self._older = older
        self._open: list[_Level] = []

    def read(self) -> list[Rule]:
        if self._tokens.next().kind is not Kind.OPEN_OBJECT:
            raise RefusalError("Filter is not an object")
        rules: list[Rule] = []
        self._open.append(_Level(rules, self._tokens.last, None, inside_or=False))
        while self._open:
            level, token = self._open[-1], self._tokens.next()
            if token.kind in {Kind.CLOSE_OBJECT, Kind.CLOSE_ARRAY}:
                self._close(self._open.pop())
                continue
            level.members += 1
            if level.before is not None:
                self._branch(level, token)
            elif token.text == OR and not self._older:
                self._or(level, token)
            else:
                self._field(level, token)
        return rules

    def _close(self, level: _Level) -> None:
        if level.before is not None:
            if level.members < 2:
                raise RefusalError("There must have at least 2 Objects in $or relationship.", at=level.at)
            return
        if not level.members:
            raise RefusalError("Empty objects are not allowed", at=level.at)
        if self._open and self._open[-1].before is not None:
            around = self._open[-1]
            around.rules += level.rules
            if len(around.rules) > MOST_RULES:
                problem = f"Rule is too complex: $or makes more than {MOST_RULES} combinations"
                raise RefusalError(problem, final=True, at=around.at)

    def _or(self, level: _Level, name: Token) -> None:
        """Begin to continue each rule once for every branch."""
        if self._tokens.next().kind is not Kind.OPEN_ARRAY:
            raise RefusalError("It must be an Array followed with $or.")
        before = level.rules[:] or [{}]
        level.rules.clear()
        self._open.append(_Level(level.rules, name.at, level.above, inside_or=True, before=before))

    def _branch(self, level: _Level, token: Token) -> None:
        if token.kind is not Kind.OPEN_OBJECT:
            raise RefusalError("Only JSON object is allowed in array of $or relationship.")
        rules = [dict(rule) for rule in level.before or ()]
        self._open.append(_Level(rules, token.at, level.above, inside_or=True))

    def _field(self, level: _Level, name: Token) -> None:
        step, above, rules = name.text, level.above, level.rules
        if level.inside_or and step in RESERVED:
            raise RefusalError(f"{step} is Ruler reserved fieldName which cannot be used inside $or.")
        opening = self._tokens.next()
        if opening.kind is Kind.OPEN_OBJECT:
            path = step if above is None else f"{above}.{step}"
            self._open.append(_Level(rules, opening.at, path, inside_or=level.inside_or))
        elif opening.kind is Kind.OPEN_ARRAY:
            field = Field.of(self._values(opening.at), name.at)
            path = f"{above}.{step}" if above else step
            if path.count(".") >= DEEPEST:
                raise RefusalError(f"Path has more than {DEEPEST} steps", final=True, at=name.at)
            if not rules:
                rules.append({})
            for rule in rules:
                rule[path] = field
        else:
            raise RefusalError(f'"{step}" must be an object or an array')

    def _values(self, at: int) -> list[Value]:
        values: list[Value] = []
        while (token := self._tokens.next()).kind is not Kind.CLOSE_ARRAY:
            values.append(self._value(token))
        if not values:
            raise RefusalError("Empty arrays are not allowed", at=at)
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
