"""Events just under a megabyte that are made to be hard, each with a pattern: how long until the verdict, or the clear refusal."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from sim.pattern import EventError, compile_pattern, event_of_text


@dataclass(frozen=True, slots=True)
class Hostile:
    """A pattern, an event, and what has to be answered: a verdict, or what the error says."""

    pattern: str
    event: str
    answer: bool | str


def measure_hostile(timed: Callable[[Callable[[], object]], float]) -> Iterator[tuple[str, str, str]]:
    """The rows of the table: what, figure, note."""
    for name, hostile in HOSTILE.items():
        pattern = compile_pattern(hostile.pattern)

        def answered(pattern=pattern, text=hostile.event) -> None:
            with suppress(EventError):
                pattern.matches(event_of_text(text))

        yield f"hostile event, {name}", f"{timed(answered) * 1000:.0f} ms", f"{len(hostile.event):,} characters"


def _many(element: str, times: int) -> str:
    return f'{{"a":[{",".join([element] * times)}]}}'


def _each(elements: Iterable[object]) -> str:
    return json.dumps({"a": list(elements)}, separators=(",", ":"))


_BOTH = '{"a":{"b":[1],"c":[2]}}'
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
}
