"""The values of one field as tests of a value: what can be looked up together is one test, and each test has its price.

A price is a number of steps, each about as dear as one comparison of amounts: so ``work`` bounds the time that an event may take.
"""

from collections.abc import Callable, Iterator, Sequence

from sim.pattern.amounts import Leaf, amount, number_text
from sim.pattern.anything import AnythingBut
from sim.pattern.bugs import begins, encodable, ends
from sim.pattern.glob import Glob, one_fits
from sim.pattern.numeric import Numeric
from sim.pattern.operators import Address, Cidr, EqualsIgnoreCase, PlainNumber, Prefix, Suffix, Text, Value, Wildcard

Test = Callable[[Leaf], bool]
Priced = tuple[Test, int]
_FEW = 16
"""Beginnings that are tried one after the other; of more than these, all of one length are looked up at once."""
_CASELESS, _ADDRESS = 3, 4
_SIGNS = 16
"""Signs without regard to case that are compared in one step."""


def tests_of(values: Sequence[Value]) -> Iterator[Priced]:
    """The tests of all values but plain strings, each with its price."""
    numbers = [value for value in values if isinstance(value, PlainNumber)]
    ranges = [value for value in values if isinstance(value, Numeric)]
    globs = [value.glob for value in values if isinstance(value, Wildcard)]
    prefixes = tuple(value.text for value in values if isinstance(value, Prefix) and value.test is None)
    suffixes = tuple(value.text for value in values if isinstance(value, Suffix) and value.test is None)
    if numbers:
        yield _one_number(numbers), 1
    if ranges:
        yield _one_range(ranges), 1 + len(ranges)
    if globs:
        yield _one_glob(globs), 1 + sum(glob.price for glob in globs)
    if prefixes:
        yield _one_beginning(prefixes)
    if suffixes:
        yield _one_end(suffixes)
    for value in values:
        match value:
            case Text() | PlainNumber() | Numeric() | Wildcard() | Prefix(test=None) | Suffix(test=None):
                continue
            case _:
                yield value.matches, _price(value)


def _price(value: Value) -> int:
    """What it costs at most to try ``value`` by itself."""
    match value:
        case Prefix(text) | Suffix(text) | EqualsIgnoreCase(text):
            return _CASELESS + len(text) // _SIGNS
        case Address() | Cidr():
            return _ADDRESS
        case AnythingBut(texts=texts, inner="wildcard"):
            return 1 + sum(Glob.parse(text).price for text in texts)
        case AnythingBut(texts=texts, inner="equals-ignore-case"):
            return 1 + sum(_CASELESS + len(text) // _SIGNS for text in texts)
        case AnythingBut(tests=tests):
            return 1 + 2 * len(tests)
    return 1


def _one_number(numbers: Sequence[PlainNumber]) -> Test:
    texts = frozenset(number.text for number in numbers if number.value is None)
    amounts = frozenset(number.value for number in numbers) - {None}

    def test(leaf: Leaf) -> bool:
        got = amount(leaf)
        return got in amounts if got is not None else number_text(leaf) in texts

    return test


def _one_range(ranges: Sequence[Numeric]) -> Test:
    def test(leaf: Leaf) -> bool:
        got = amount(leaf)
        if got is None:
            return False
        for held in ranges:  # noqa: SIM110 - a loop is twice as quick as any()
            if held.holds(got):
                return True
        return False

    return test


def _one_glob(globs: Sequence[Glob]) -> Test:
    fits = one_fits(globs)
    return lambda leaf: type(leaf) is str and fits(leaf)


def _one_beginning(prefixes: tuple[str, ...]) -> Priced:
    if len(prefixes) <= _FEW:
        closing = frozenset(text for text in prefixes if text.endswith('"'))
        return lambda leaf: type(leaf) is str and begins(leaf, prefixes, closing), 2
    sized = _by_size(prefixes)
    longest = max(sized)

    def test(leaf: Leaf) -> bool:
        if type(leaf) is not str:
            return False
        head = encodable(f'{leaf}"' if len(leaf) < longest else leaf[:longest])
        for size, texts in sized.items():  # noqa: SIM110 - a loop is twice as quick as any()
            if head[:size] in texts:
                return True
        return False

    return test, 2 + len(sized)


def _one_end(suffixes: tuple[str, ...]) -> Priced:
    if len(suffixes) <= _FEW:
        opening = frozenset(text for text in suffixes if text.startswith('"'))
        return lambda leaf: type(leaf) is str and ends(leaf, suffixes, opening), 2
    sized = _by_size(suffixes)
    longest = max(sized)

    def test(leaf: Leaf) -> bool:
        if type(leaf) is not str:
            return False
        tail = encodable(f'"{leaf}' if len(leaf) < longest else leaf[len(leaf) - longest :])
        for size, texts in sized.items():  # noqa: SIM110 - a loop is twice as quick as any()
            if tail[max(len(tail) - size, 0) :] in texts:
                return True
        return False

    return test, 2 + len(sized)


def _by_size(texts: Sequence[str]) -> dict[int, frozenset[str]]:
    return {size: frozenset(text for text in texts if len(text) == size) for size in {len(text) for text in texts}}
