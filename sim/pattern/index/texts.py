"""Which rules want a text: as it stands, by its beginning, by its end, or by what is in it, with regard to case or without.

A wildcard is looked up by the text before its first star, else by the text behind its last, else by something from its middle; only
those that are found so are tried. What ignores the case of other signs than those of ASCII is always tried: a sign may then have
forms of several lengths. At its ends a text has its quotes on, as in ``bugs``.
"""

from collections.abc import Callable, Collection, Mapping

from sim.pattern import caseless
from sim.pattern.bugs import encodable
from sim.pattern.glob import Glob
from sim.pattern.index.bits import Packed, unpacked
from sim.pattern.index.edges import Edges, Entry, Middles
from sim.pattern.index.wants import Form, Want

_CASELESS: dict[Form, Callable[[str], Callable[[str], bool]]] = {
    Form.IGNORING_CASE: caseless.equal,
    Form.PREFIX_IGNORING_CASE: caseless.begins,
    Form.SUFFIX_IGNORING_CASE: caseless.ends,
}


class Texts:
    """The wishes of many rules."""

    __slots__ = (
        "_exact",
        "_heads",
        "_low",
        "_low_heads",
        "_low_tails",
        "_middles",
        "_tails",
        "_tests",
        "_whole",
        "plain",
        "tests",
        "wildcards",
    )

    def __init__(self, wanted: Mapping[Want, Packed]) -> None:
        self._exact: dict[str, Packed] = {}
        self._whole: dict[str, Packed] = {}
        self._low: dict[str, Packed] = {}
        self._heads, self._tails = Edges(ends=False, lower=False), Edges(ends=True, lower=False)
        self._low_heads, self._low_tails = Edges(ends=False, lower=True), Edges(ends=True, lower=True)
        self._middles = Middles()
        self._tests: list[Entry] = []
        for want, rules in wanted.items():
            self._put(want, rules)
        self.wildcards = sum(want.form is Form.WILDCARD for want in wanted)
        """How many of the wishes look through a text."""
        self.tests = len(self._tests) + self._middles.tests
        """How many of them are tried on each text."""
        self.plain = all(want.form is Form.EXACTLY for want in wanted)
        """Whether texts are wanted as they stand, and in no other form."""

    @property
    def exact(self) -> Collection[str]:
        """The texts that are wanted as they stand."""
        return self._exact.keys()

    def holding(self, text: str) -> int:
        """The rules that want ``text``."""
        bits = unpacked(self._exact.get(text, 0))
        if self.plain:
            return bits
        bare = encodable(text)
        if self._whole:
            bits |= unpacked(self._whole.get(bare, 0))
        if self._low and bare.isascii():
            bits |= unpacked(self._low.get(bare.lower(), 0))
        for edges, got in (
            (self._heads, f'{bare}"'),
            (self._tails, f'"{bare}'),
            (self._low_heads, f'{bare}"'),
            (self._low_tails, f'"{bare}'),
            (self._middles, bare),
        ):
            if edges:
                for test, rules in edges.find(got):
                    if test is None or test(text):
                        bits |= unpacked(rules)
        for test, rules in self._tests:
            if test is None or test(text):
                bits |= unpacked(rules)
        return bits

    def _put(self, want: Want, rules: Packed) -> None:
        match want:
            case Want(Form.EXACTLY, text):
                self._exact[text] = rules
            case Want(Form.WHOLE, text):
                self._whole[text] = rules
            case Want(Form.PREFIX, text):
                self._heads.put(text, (None, rules))
            case Want(Form.SUFFIX, text):
                self._tails.put(text, (None, rules))
            case Want(Form.WILDCARD, _, parts):
                self._put_wildcard(Glob(parts), rules)
            case Want(form, text) if not text.isascii():
                self._tests.append((_CASELESS[form](text), rules))
            case Want(Form.IGNORING_CASE, text):
                self._low[text] = rules
            case Want(Form.PREFIX_IGNORING_CASE, text):
                self._low_heads.put(text, (None, rules))
            case Want(Form.SUFFIX_IGNORING_CASE, text):
                self._low_tails.put(text, (None, rules))

    def _put_wildcard(self, glob: Glob, rules: Packed) -> None:
        first, *middle, last = glob.parts
        entry = (glob.matches, rules)
        if first:
            self._heads.put(first, entry)
        elif last:
            self._tails.put(last, entry)
        else:
            self._middles.put(max(middle, key=len), entry)
