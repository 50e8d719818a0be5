"""Which rules a value satisfies, of those that name one path.

``anything-but`` is kept the other way round: all who say it are satisfied, without those who name the value. Sets are given with the
rules that do not name the path at all in them, so that those of several paths can be cut with each other.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from sim.pattern.addresses import digits_of
from sim.pattern.amounts import Leaf, amount, number_text
from sim.pattern.index.bits import Packed, packed, unpacked
from sim.pattern.index.blocks import Blocks
from sim.pattern.index.intervals import Intervals
from sim.pattern.index.memo import Memo
from sim.pattern.index.texts import Texts
from sim.pattern.index.wishes import Rules, Wishes
from sim.pattern.work import Work

Key = TypeVar("Key")
_VALUE, _TEST, _NAMED = 20, 5, 16
"""What a new value costs, and each test that it has to pass; rules that are put into a set in one step."""
_LONGEST = 200
"""Characters of a value that is remembered."""
_UNNAMED, _ALIEN = object(), object()
"""Stand for all texts that nobody names, where texts are named only as they stand, and for all values that JSON does not know."""


class Wanted:
    """What the rules of a set want at one path."""

    __slots__ = (
        *("_absent", "_amounts", "_anything", "_beside_numeric", "_blocks", "_but", "_but_amounts", "_but_texts"),
        *("_everything", "_intervals", "_literals", "_memo", "_named", "_numbers", "_others", "_plain", "_rest"),
        *("_price", "_spellings", "_texts", "texts", "wildcards"),
    )

    def __init__(self, wishes: Wishes, size: int, memo: Memo) -> None:
        def pack(lists: Mapping[Key, Rules]) -> dict[Key, Packed]:
            return {wish: packed(rules, size) for wish, rules in lists.items()}

        self._everything = (1 << size) - 1
        self._named = packed(wishes.rules, size)
        self._absent = packed(wishes.absent, size)
        self._anything = packed(wishes.anything, size)
        self._texts = Texts(pack(wishes.texts))
        self._amounts, self._spellings = pack(wishes.amounts), pack(wishes.spellings)
        self._literals = pack(wishes.literals)
        self._intervals = Intervals(wishes.intervals, size) if wishes.intervals else None
        self._blocks = Blocks(pack(wishes.blocks)) if wishes.blocks else None
        self._beside_numeric = packed(wishes.beside_numeric, size)
        self._but = packed(wishes.but, size)
        self._but_texts, self._but_amounts = Texts(pack(wishes.but_texts)), pack(wishes.but_amounts)
        self._others: Sequence[tuple[Callable[[Leaf], bool], Packed]] = [
            (value.matches, rules) for value, rules in pack(wishes.others).items()
        ]
        self.wildcards = self._texts.wildcards + self._but_texts.wildcards
        """How many different ones are wanted here."""
        self._plain = self._texts.plain and self._but_texts.plain and not (self._blocks or self._others)
        tests = self._texts.tests + self._but_texts.tests + len(self._others)
        self._price = _VALUE + _TEST * tests + len(wishes.rules) // _NAMED
        self._memo = memo
        self.texts: dict[str, int] = memo.table()
        """What was found for a string: ``holding`` of it."""
        self._numbers: dict[str, int] = memo.table()
        self._rest: dict[object, int] = memo.table()

    def lacking(self) -> int:
        """The rules that do not need a value here."""
        return (self._everything ^ unpacked(self._named)) | unpacked(self._absent)

    def holding(self, leaf: Leaf, work: Work) -> int:
        """The rules that ``leaf`` satisfies here, or that want nothing here. What is not known yet is worked out.

        Raises:
            EventError: that is too much work.
        """
        if type(leaf) is str:
            known = self.texts.get(leaf)
            if known is None:
                work.tests(self._price)
                known = self._text(leaf)
            return known
        text = number_text(leaf)
        if text is not None:
            known = self._numbers.get(text)
            if known is None:
                work.tests(self._price)
                known = self._with_others(leaf, self._number(leaf, text))
                self._keep(self._numbers, text, known)
            return known
        literal = leaf is None or isinstance(leaf, bool)
        key = leaf if literal else _ALIEN
        known = self._rest.get(key)
        if known is None:
            named = unpacked(self._literals.get(leaf, 0)) if literal else 0
            known = self._with_others(leaf, named | unpacked(self._but))
            self._memo.keep(self._rest, key, known)
        return known

    def _text(self, text: str) -> int:
        if self._plain and text not in self._texts.exact and text not in self._but_texts.exact:
            known = self._rest.get(_UNNAMED)
            if known is None:
                known = self._with_others(text, unpacked(self._but))
                self._memo.keep(self._rest, _UNNAMED, known)
            return known
        bits = self._texts.holding(text) | (unpacked(self._but) & ~self._but_texts.holding(text))
        if self._blocks:
            digits = digits_of(text)
            bits |= self._blocks.holding(digits) if digits else 0
        bits = self._with_others(text, bits)
        self._keep(self.texts, text, bits)
        return bits

    def _number(self, leaf: Leaf, text: str) -> int:
        got = amount(leaf)
        bits = unpacked(self._spellings.get(text, 0))
        walked = self._blocks.holding(text) if self._blocks else 0  # a bug of the engine: see number_in_range
        if got is None:
            return bits | walked | unpacked(self._but)
        bits |= unpacked(self._amounts.get(got, 0)) | (walked & ~unpacked(self._beside_numeric))
        bits |= unpacked(self._but) & ~unpacked(self._but_amounts.get(got, 0))
        return bits | self._intervals.holding(got) if self._intervals else bits

    def _with_others(self, leaf: Leaf, bits: int) -> int:
        """``bits`` with all the rules whose wishes do not depend on the kind of ``leaf``."""
        for test, rules in self._others:
            if test(leaf):
                bits |= unpacked(rules)
        return bits | unpacked(self._anything) | (self._everything ^ unpacked(self._named))

    def _keep(self, table: dict[str, int], text: str, bits: int) -> None:
        if len(text) <= _LONGEST:
            self._memo.keep(table, text, bits)
