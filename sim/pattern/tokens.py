"""Reads JSON token by token, so that the first thing wrong in the order of the text is the one that is told.

Numbers keep their text, keys may come twice, and what stands after the last closing brace is never looked at. The engine reads a
pattern in the same way: https://github.com/aws/event-ruler
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from json.decoder import py_scanstring  # type: ignore[attr-defined]  # typeshed leaves it out

from sim.pattern.faults import RefusalError

DEEPEST = 1_000
"""Levels of nesting that a pattern may have, as an event may."""


class Kind(StrEnum):
    """What a token is."""

    OPEN_OBJECT = "{"
    CLOSE_OBJECT = "}"
    OPEN_ARRAY = "["
    CLOSE_ARRAY = "]"
    NAME = "name"
    STRING = "string"
    NUMBER = "number"
    TRUE = "true"
    FALSE = "false"
    NULL = "null"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``text`` is decoded for names and strings, and as written for everything else."""

    kind: Kind
    text: str
    at: int
    """Where it begins, in signs from the beginning."""


_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_HEX = re.compile(r"[0-9a-fA-F]{0,3}")
_WORD = re.compile(r"[\w$]+")
_WORDS = {"true": Kind.TRUE, "false": Kind.FALSE, "null": Kind.NULL}
_VALUES = "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"


class Tokens:
    """The tokens of ``text``, one ``next()`` after the other. After the last closing brace there is only END."""

    def __init__(self, text: str) -> None:
        self.last = 0
        """Where the last token began, or where the text is no JSON."""
        self._text = text
        self._at = 0
        self._open: list[tuple[Kind, int]] = []
        self._named = False
        """Whether a name was read whose value is still to come."""
        self._filled = False
        """Whether the innermost array or object has a member already."""
        self._ended = False

    def next(self) -> Token:
        """The next token.

        Raises:
            RefusalError: the text is not JSON here, or is nested too deep.
        """
        self._skip()
        if self._ended:
            return Token(Kind.END, "", self._at)
        if not self._open:
            return Token(Kind.END, "", self._at) if self._at == len(self._text) else self._value()
        inside = self._open[-1][0]
        if self._at == len(self._text):
            raise RefusalError(self._unfinished(inside))
        sign = self._text[self._at]
        if self._named:
            self._named = False
            return self._value()
        if sign in "]}":
            return self._close(sign, inside)
        if self._filled:
            self._comma(sign, "Object" if inside is Kind.OPEN_OBJECT else "Array")
        return self._name() if inside is Kind.OPEN_OBJECT else self._value()

    def _skip(self) -> None:
        blank = _SPACE.match(self._text, self._at)
        self.last = self._at = blank.end() if blank else self._at

    def _unfinished(self, inside: Kind) -> str:
        if inside is Kind.OPEN_OBJECT and self._named:
            return "Unexpected end-of-input within/between Object entries"
        return f"Unexpected end-of-input: expected close marker for {self._where()}"

    def _where(self, verb: str = "start marker") -> str:
        kind, start = self._open[-1]
        what = "Object" if kind is Kind.OPEN_OBJECT else "Array"
        line = self._text.count("\n", 0, start) + 1
        column = start - self._text.rfind("\n", 0, start)
        shown = self._text[:500]
        return f'{what} ({verb} at [Source: (String)"{shown}"; line: {line}, column: {column}])'

    def _close(self, sign: str, inside: Kind) -> Token:
        wanted = "}" if inside is Kind.OPEN_OBJECT else "]"
        if sign != wanted:
            place = self._where("for").replace(" (for at", " starting at").replace("])", "]")
            raise RefusalError(f"Unexpected close marker '{sign}': expected '{wanted}' (for {place})")
        self._at += 1
        self._open.pop()
        self._ended, self._filled = not self._open, True
        return Token(Kind(sign), sign, self.last)

    def _comma(self, sign: str, what: str) -> None:
        if sign != ",":
            raise RefusalError(f"{_unexpected(sign)}: was expecting comma to separate {what} entries")
        self._at += 1
        self._skip()
        if self._at == len(self._text):
            raise RefusalError(f"Unexpected end-of-input within/between {what} entries")

    def _name(self) -> Token:
        sign = self._text[self._at]
        if sign != '"':
            raise RefusalError(f"{_unexpected(sign)}: was expecting double-quote to start field name")
        start = self._at
        name = self._string()
        self._skip()
        if self._at == len(self._text):
            raise RefusalError("Unexpected end-of-input within/between Object entries")
        if self._text[self._at] != ":":
            raise RefusalError(
                f"{_unexpected(self._text[self._at])}: was expecting a colon to separate field name and value"
            )
        self._at += 1
        self._named = True
        self.last = start
        return Token(Kind.NAME, name, start)

    def _value(self) -> Token:
        sign = self._text[self._at]
        self._filled = True
        if sign in "{[":
            if len(self._open) == DEEPEST:
                raise RefusalError(f"Event pattern is nested deeper than {DEEPEST} levels", final=True)
            self._open.append((Kind(sign), self._at))
            self._at += 1
            self._filled = False
            return Token(Kind(sign), sign, self.last)
        if sign == '"':
            return Token(Kind.STRING, self._string(), self.last)
        if sign == "-" or "0" <= sign <= "9":
            return self._number()
        return self._word(sign)

    def _string(self) -> str:
        try:
            text, self._at = py_scanstring(self._text, self._at + 1)
        except ValueError as error:
            problem, at = _of_string(str(error), self._text)
            raise RefusalError(problem, at=at) from error
        return str(text)

    def _number(self) -> Token:
        found = _NUMBER.match(self._text, self._at)
        end = found.end() if found else self._at + 1
        after = self._text[end : end + 1]
        if found is None:
            raise RefusalError(
                f"{_unexpected(after)} in numeric value: expected digit (0-9) to follow minus sign", at=end
            )
        if found[0] in {"0", "-0"} and "0" <= after <= "9":
            raise RefusalError("Invalid numeric value: Leading zeroes not allowed")
        if after == ".":
            raise RefusalError(
                f"{_unexpected(self._text[end + 1 : end + 2])} in numeric value: Decimal point not followed by a digit",
                at=end + 1,
            )
        if after and after not in " \t\r\n,:]}":
            raise RefusalError(f"{_unexpected(after)} in numeric value: expected a separator after the number", at=end)
        self._at = end
        return Token(Kind.NUMBER, found[0], self.last)

    def _word(self, sign: str) -> Token:
        found = _WORD.match(self._text, self._at)
        if found and found[0] in _WORDS:
            self._at = found.end()
            return Token(_WORDS[found[0]], found[0], self.last)
        if sign == "+":
            raise RefusalError(
                f"{_unexpected(sign)} in numeric value: JSON spec does not allow numbers to have plus signs: "
                "enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow"
            )
        if found and found[0] in {"NaN", "Infinity", "INF"}:
            raise RefusalError(
                f"Non-standard token '{found[0]}': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow"
            )
        if found:
            raise RefusalError(
                f"Unrecognized token '{found[0]}': was {_VALUES.replace('expected a valid value', 'expecting')}"
            )
        raise RefusalError(f"{_unexpected(sign)}: {_VALUES}")


def _unexpected(sign: str) -> str:
    return f"Unexpected character ('{sign}' (code {ord(sign)}))" if sign else "Unexpected end-of-input"


def _of_string(problem: str, text: str) -> tuple[str, int]:
    """What is wrong inside a string, and where, from the words of Python's reader."""
    place = int(problem.rpartition("(char ")[2].rstrip(")"))
    if problem.startswith("Invalid control"):
        told = (
            f"Illegal unquoted character ((CTRL-CHAR, code {ord(text[place - 1])})): "
            "has to be escaped using backslash to be included in string value"
        )
        return told, place - 1
    if problem.startswith("Invalid \\uXXXX"):
        digits = _HEX.match(text, place + 1)
        end = digits.end() if digits else place + 1
        return f"{_unexpected(text[end : end + 1])}: expected a hex-digit for character escape sequence", end
    if problem.startswith("Invalid \\escape"):
        return f"Unrecognized character escape '{text[place]}' (code {ord(text[place])})", place
    return "Unexpected end-of-input in VALUE_STRING", len(text)
