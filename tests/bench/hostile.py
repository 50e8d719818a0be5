"""Events just under a megabyte that are made to be hard, each with a pattern: how long until the verdict, or the clear refusal."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from sim.pattern import EventError, RuleSet, Scenario, compile_pattern, event_of_text, run
from tests.bench import rulesets


@dataclass(frozen=True, slots=True)
class Hostile:
    """A pattern, an event, and what has to be answered: a verdict, or what the error says."""

    pattern: str
    event: str
    answer: bool | str


def measure_hostile(timed: Callable[[Callable[[], object]], float]) -> Iterator[tuple[str, str, str]]:
    """The rows of the table: what, figure, note."""
    for name, hostile in HOSTILE.items():
        fresh = iter([compile_pattern(hostile.pattern) for _ in range(RUNS)])

        def answered(fresh=fresh, text=hostile.event) -> None:
            with suppress(EventError):
                next(fresh).matches(event_of_text(text))

        yield f"hostile event, {name}", f"{timed(answered) * 1000:.0f} ms", f"{len(hostile.event):,} characters"
    yield _dearest(
        "on a set with 1,000 other rules", {name: timed(_in_a_set(hostile)) for name, hostile in HOSTILE.items()}
    )
    yield _dearest("explained", {name: timed(_explained(hostile)) for name, hostile in HOSTILE.items()})


def _in_a_set(hostile: Hostile) -> Callable[[], None]:
    """Read the event and try it on a set, which is made before and has seen no event."""
    others = {f"rule-{n}": compile_pattern(text) for n, text in enumerate(rulesets.rules(1, 1_000))}
    fresh = iter([RuleSet.of(others | {"hostile": compile_pattern(hostile.pattern)}) for _ in range(RUNS)])

    def answered() -> None:
        with suppress(EventError):
            next(fresh).matching(event_of_text(hostile.event))

    return answered


def _explained(hostile: Hostile) -> Callable[[], object]:
    """The verdict with all its reasons, and the smallest change after which the event would match."""
    return lambda: run(Scenario(pattern=hostile.pattern, event=hostile.event))


def _dearest(what: str, taken: Mapping[str, float]) -> tuple[str, str, str]:
    dearest = max(taken, key=taken.__getitem__)
    return f"dearest hostile event, {what}", f"{taken[dearest] * 1000:.0f} ms", dearest


def _many(element: str, times: int) -> str:
    return f'{{"a":[{",".join([element] * times)}]}}'


def _or(branches: Iterable[object]) -> str:
    return json.dumps({"$or": list(branches)}, separators=(",", ":"))


def _each(elements: Iterable[object]) -> str:
    return json.dumps({"a": list(elements)}, separators=(",", ":"))


RUNS = 5
"""As many as ``timed`` makes: each has its own pattern, which has seen no event."""
_BOTH = '{"a":{"b":[1],"c":[2]}}'
_DEEP = '{"a":{"b":{"c":{"d":[1],"e":[2]}}}}'
_OFTEN = '{"a":[{"exists":true}],"$or":[' + f"{_BOTH},{_BOTH}]}}"
_MANY_TESTS, _LONG_STRINGS = "too many values for this pattern", "too long strings for this pattern"
HOSTILE = {
    "one number 490,000 times": Hostile('{"a":[{"numeric":[">",200000]}]}', _many("1", 490_000), False),
    "140,000 numbers": Hostile('{"a":[{"numeric":[">",200000]}]}', _each(range(140_000)), False),
    "a number of 990,000 digits": Hostile(
        _each({"numeric": [">", n]} for n in range(800)), '{"a":0.' + "1" * 990_000 + "}", False
    ),
    "110,000 objects": Hostile(_BOTH, _many('{"b":1}', 110_000), False),
    "70,000 objects with a key twice": Hostile(_BOTH, _many('{"b":1,"b":2}', 70_000), False),
    "one key 60,000 times": Hostile(_BOTH, "{" + ",".join(['"a":[{"b":1}]'] * 60_000) + "}", False),
    "80,000 keys": Hostile('{"a":[1]}', json.dumps({f"k{n}": 1 for n in range(80_000)}, separators=(",", ":")), False),
    "300,000 empty brackets": Hostile('{"a":[1]}', _many("[]", 300_000), False),
    "990 levels": Hostile('{"a":["x"]}', '{"a":' * 990 + "1" + "}" * 990, False),
    "a wildcard of 1,900 stars": Hostile(
        '{"a":[{"wildcard":"' + "*a" * 1_900 + '*b"}]}', '{"a":"' + "a" * 990_000 + '"}', False
    ),
    "90 wildcards, one long string": Hostile(
        _each({"wildcard": f"*{n}*"} for n in range(10, 100)), '{"a":"' + "a1" * 495_000 + '"}', False
    ),
    "1,000 wildcards, one long string": Hostile(
        _each({"wildcard": f"*{n}*"} for n in range(1_000)), '{"a":"' + "ab" * 495_000 + '"}', _LONG_STRINGS
    ),
    "4 wildcards, 100,000 strings": Hostile(
        _each({"wildcard": f"*q{n}*"} for n in range(4)), _each(f"{n}" for n in range(100_000)), False
    ),
    "70 wildcards, 100,000 strings": Hostile(
        _each({"wildcard": f"*q{n}*"} for n in range(70)), _each(f"{n}" for n in range(100_000)), _MANY_TESTS
    ),
    "4 wildcards, 100,000 strings in an array in an array": Hostile(
        _each({"wildcard": f"*q{n}*"} for n in range(4)), _each([[f"{n}" for n in range(100_000)]]), False
    ),
    "700 wildcards, 3,000 strings in an array in an array": Hostile(
        _each({"wildcard": f"*q{n}*"} for n in range(700)), _each([[f"{n}" for n in range(3_000)]]), _MANY_TESTS
    ),
    "700 branches of a wildcard, 4,900 strings": Hostile(
        _or({"a": [{"wildcard": f"*q{n}*"}]} for n in range(700)), _each(f"{n}" for n in range(4_900)), _MANY_TESTS
    ),
    "1,000 branches beside 700 wildcards": Hostile(
        json.dumps({"$or": [{f"x{n}": [1]} for n in range(1_000)], "a": [{"wildcard": f"*q{n}*"} for n in range(700)]}),
        '{"a":"qqqqqqqqqqqq"}',
        False,
    ),
    "wildcards of 160 stars, 6,000 strings": Hostile(
        _each({"wildcard": "*a" * 160 + f"*{n}*"} for n in range(90)), _each(["a" * 160] * 6_000), _MANY_TESTS
    ),
    "1,500 prefixes, 90,000 strings": Hostile(
        _each({"prefix": f"p{n}"} for n in range(1_500)), _each(f"x{n}" for n in range(90_000)), False
    ),
    "700 suffixes whatever the case, one long string": Hostile(
        _each({"suffix": {"equals-ignore-case": f"ß{n}"}} for n in range(700)), '{"a":"' + "a" * 990_000 + '"}', False
    ),
    "700 branches, 5 long numbers": Hostile(
        _or({"a": [{"numeric": [">", n]}]} for n in range(700)),
        '{"a":[' + ",".join("0." + "1" * 190_000 + f"{n}" for n in range(5)) + "]}",
        False,
    ),
    "54,000 numbers of 17 digits": Hostile(
        _each([{"numeric": ["<", 1]}]), _each(range(10**16 + 1, 10**16 + 108_001, 2)), False
    ),
    "700 branches, objects in an array in an array": Hostile(
        _or({"a": {"b": [n]}} for n in range(700)), _each([[{}] * 10_000]), _MANY_TESTS
    ),
    "700 branches, 300,000 objects": Hostile(
        _or({"a": {"b": [n]}} for n in range(700)), _many("{}", 300_000), _MANY_TESTS
    ),
    "250 absent fields, 60,000 objects": Hostile(
        json.dumps({"a": {"b": {f"{n}": [{"exists": False}] for n in range(250)}}}),
        _many('{"b":{"x":1}}', 60_000),
        _MANY_TESTS,
    ),
    "a path of 98 steps with 250 ends, 110,000 objects": Hostile(
        '{"a":' * 98 + json.dumps({f"{n}": [1] for n in range(250)}) + "}" * 98, _many('{"a":1}', 110_000), False
    ),
    "98 arrays in each other, 100,000 objects": Hostile(
        '{"a":' * 98 + '{"b":[{"exists":false}],"c":[1]}' + "}" * 98,
        '{"a":[' * 96 + ",".join(['{"a":1}'] * 100_000) + "]}" * 96,
        _MANY_TESTS,
    ),
    "a path of 990 steps": Hostile('{"a":' * 990 + '["x"]' + "}" * 990, '{"a":' * 990 + "1" + "}" * 990, False),
    "800 paths below an array, 110,000 objects": Hostile(
        json.dumps({"a": [1], "$or": [{"a": {f"b{n}": [1]}} for n in range(800)]}), _many('{"x":1}', 110_000), False
    ),
    "the array's own path and one below, 64,000 objects": Hostile(
        _OFTEN, '{"a":[1,' + ",".join(['{"b":2,"c":1}'] * 64_000) + "]}", _MANY_TESTS
    ),
    "40,000 objects with a dotted key": Hostile(
        '{"a":{"b":{"c":[1],"d":[2]}}}', _many('{"b.c":1,"b":{"d":1}}', 40_000), _MANY_TESTS
    ),
    "28,000 objects with a dotted key and one twice": Hostile(
        '{"a":{"b":{"c":[1],"d":[2]}}}', _many('{"b.c":1,"b":{"d":2},"b":{"c":2}}', 28_000), _MANY_TESTS
    ),
    "two arrays of 30,000 objects under one key": Hostile(
        _BOTH,
        '{"a":[' + ",".join(['{"b":1,"c":1}'] * 30_000) + '],"a":[' + ",".join(['{"c":2,"b":2}'] * 30_000) + "]}",
        _MANY_TESTS,
    ),
    "28,000 arrays of two objects under one key": Hostile(
        _BOTH, "{" + ",".join(['"a":[{"b":1,"c":1},{"b":2,"c":2}]'] * 28_000) + "}", _MANY_TESTS
    ),
    "40,000 objects under one key": Hostile(
        _DEEP, "{" + ",".join(['"a":{"b":{"c":{"d":1}}}'] * 40_000) + "}", _MANY_TESTS
    ),
    "28,000 objects with a key twice, three levels": Hostile(
        _DEEP, _many('{"b":{"c":{"d":1}},"b":{"c":{}}}', 28_000), _MANY_TESTS
    ),
    "700 branches, 60,000 arrays under one key": Hostile(
        _or({"a": {"b": [n], "c": [n]}} for n in range(700)),
        "{" + ",".join(['"a":[{"b":1}]'] * 60_000) + "}",
        _MANY_TESTS,
    ),
    "700 branches, 68,000 objects with a key twice": Hostile(
        _or({"a": {"b": [n], "c": [n]}} for n in range(700)), _many('{"b":1,"b":2}', 68_000), _MANY_TESTS
    ),
    "540 values of 900 levels": Hostile(
        '{"a":[1]}', '{"a":[' + ",".join(["[" * 900 + "]" * 900] * 540) + "]}", _MANY_TESTS
    ),
    "320,000 strings beside 500 levels": Hostile(
        '{"a":["x"]}', '{"b":' + "[" * 500 + "]" * 500 + ',"a":[' + '"",' * 320_000 + '""]}', False
    ),
}
