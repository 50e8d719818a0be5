"""The little language of families: what it works out, what it refuses, and that nothing in it can reach out."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.generate.evaluating import evaluate, paths
from quizzes.generate.expression import LONGEST, parse
from quizzes.generate.functions import FUNCTIONS
from quizzes.generate.template import filled, filled_in
from quizzes.generate.values import ExpressionError


@dataclass(frozen=True)
class Call:
    at: int
    start: str

    @property
    def secret(self) -> str:
        return "not a field"


@dataclass(frozen=True)
class Outcome:
    cold: int
    calls: tuple[Call, ...]


OUTCOME = Outcome(2, (Call(0, "cold"), Call(300, "warm"), Call(900, "cold")))
GIVEN = {
    "a": 3,
    "b": 4,
    "half": 0.5,
    "word": "raise",
    "how": {"says": "it raises", "n": 7},
    "outcome": OUTCOME,
    "list": [5, 1],
}


def worked(text: str) -> object:
    return evaluate(parse(text), GIVEN)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + 2 * b", 11),
        ("(a + 1) / 2", 2),
        ("a / 2", 1.5),
        ("-a // 2", -2),
        ("a % 2", 1),
        ("2 ** 10", 1024),
        ("0.1 + 0.2", 0.3),
        ("a < b <= 4", True),
        ("a > b or not a == 3", False),
        ("a != 0 and b // a", True),
        ("a == 0 or 1 // (a - 3 + 1)", True),
        ("a == 3 or 1 // 0", True),
        ("'yes' if a in [1, 3] else 'no'", "yes"),
        ("word + 's'", "raises"),
        ("how.says", "it raises"),
        ("how.n - 1", 6),
        ("outcome.calls[a - 2].at", 300),
        ("outcome.calls[-1].start", "cold"),
        ("[0, a] + list", [0, 3, 5, 1]),
        ("min(a, b) + max(list)", 8),
        ("sum(steps(0, a, 4))", 18),
        ("ceil(a / 2)", 2),
        ("abs(a - b)", 1),
        ("len(outcome.calls)", 3),
        ("sorted(list)", [1, 5]),
        ("count(each(outcome.calls, 'start'), 'cold')", 2),
        ("each(having(outcome.calls, 'start', 'cold'), 'at')", [0, 900]),
        ("index(each(outcome.calls, 'start'), 'warm')", 1),
        ("listing([0, 300, 1200])", "0, 300 and 1,200"),
        ("listing(['a'])", "a"),
        ("plural(1, 'call') + ', ' + plural(2000, 'call')", "1 call, 2,000 calls"),
        (
            "duration(400) + ', ' + duration(1500) + ', ' + duration(150000) + ', ' + duration(90061500)",
            "400 ms, 1.5 s, 2 min 30 s, 1 d 1 h 1 min 1 s 500 ms",
        ),
        ("clock(90000, '18:00') + ' ' + clock(60000, '23:59') + ' ' + clock(250)", "18:01:30 00:00 00:00:00.250"),
        ("day('2026-03-30T09:00:00+02:00')", "Monday 30 March 2026, 09:00"),
        ("text(a) + number(12000)", "312,000"),
    ],
)
def test_what_expressions_come_to(text: str, value: object) -> None:
    assert worked(text) == value
    assert type(worked(text)) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "__builtins__",
        "().__class__.__bases__[0].__subclasses__()",
        "a.__class__",
        "how.__class__.__mro__",
        "outcome._secret",
        "eval('1')",
        "open('/etc/passwd')",
        "getattr(a, 'real')",
        "FUNCTIONS",
        "lambda: 1",
        "[x for x in list]",
        "{x: 1 for x in list}",
        "{'a': 1}",
        "{1, 2}",
        "(1, 2)",
        "f'{a}'",
        "a := 5",
        "(a := 5)",
        "b'bytes'",
        "1j",
        "...",
        "None",
        "list[0:1]",
        "min(*list)",
        "min(a, key=b)",
        "how.says.upper()",
        "a if b",
        "a; b",
        "import os",
        "await a",
        "yield a",
        "a @ b",
        "a << 60",
        "a | b",
        "~a",
        "+a",
        "a is b",
        "if.a",
        "Ｍin",
        "a\x00b",
        "",
        "(" * 300 + ")" * 300,
        "-" * 200 + "1",
        "+".join("a" * 200),
        "1 + " * (LONGEST // 4) + "1",
        "'" + "x" * LONGEST + "'",
    ],
)
def test_what_the_language_does_not_have_is_refused_before_anything_is_worked_out(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("9 ** 9 ** 9", "a power of 387420489; take a whole one of 0 to 64"),
        ("9 ** 64", "a number beyond 1e+15"),
        ("2 ** -1", "a power of -1"),
        ("2 ** 0.5", "a power of 0.5"),
        ("10 ** 15 * 10 ** 15", "a number beyond 1e+15"),
        ("9999999999999999999", "a number beyond 1e+15"),
        ("1e999", "inf is not a number"),
        ("'x' * 1000000000", "'x' is no number"),
        ("list * 100000000", "[5, 1] is no number"),
        ("'%999999999d' % 1", "is no number"),
        ("steps(0, 1, 1000000000)", "1000000000 numbers; take 0 to 2000"),
        ("a // 0", "integer division or modulo by zero"),
        ("a + word", "is no number"),
        ("a < word", "not supported"),
        ("True + 1", "True is no number"),
        ("-word", "'raise' is no number"),
        ("outcome.secret", "there is no 'secret' here; there are cold, calls"),
        ("a.real", "there is no 'real' here; there are no fields"),
        ("how.keys", "there is no 'keys' here; there are says, n"),
        ("word.upper", "there is no 'upper' here"),
        ("list[2]", "there is no number 2 in a list of 2"),
        ("word[0]", "stands behind something that is no list"),
        ("how['says']", "stands behind something that is no list"),
        ("list[True]", "stands behind something that is no list"),
        ("each(outcome.calls, '__class__')", "there is no '__class__' here"),
        ("each(outcome.calls, 'secret')", "there is no 'secret' here"),
        ("index(list, 9)", "no member is 9"),
        ("len(a)", "3 is no list"),
        ("day('soon')", "'soon' is no moment"),
        ("clock(5, 'noon')", "'noon' is no time of day"),
        ("duration(-1)", "-1 ms is no duration"),
        ("min()", "put other values into it"),
        ("plural(1)", "put other values into it"),
        ("c + 1", "there is no 'c'; there are a, b"),
        ("min", "there is no 'min'; there are a, b"),
        ("max.of", "there is no 'max'; there are a, b"),
    ],
)
def test_values_that_do_not_go_together_are_told(text: str, problem: str) -> None:
    with pytest.raises(ExpressionError) as error:
        worked(text)
    assert str(error.value).startswith(f"{text}: ")
    assert problem in str(error.value)


@given(st.text(alphabet="ab0123456789.+-*/%()[]<>=!'\" _,:{}\\\n", max_size=60))
def test_any_text_is_worked_out_or_refused(text: str) -> None:
    with suppress(ExpressionError):
        worked(text)


@given(
    st.recursive(
        st.sampled_from(["a", "b", "half", "2", "7"]),
        lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda it: f"({it[0]} {it[1]} {it[2]})"),
        max_leaves=12,
    )
)
def test_arithmetic_is_the_arithmetic_that_everybody_knows(text: str) -> None:
    plain = eval(text, {"__builtins__": {}}, {"a": 3, "b": 4, "half": 0.5})
    assert worked(text) == pytest.approx(plain, abs=1e-5)


def test_no_function_is_a_way_out() -> None:
    assert not {"eval", "exec", "open", "getattr", "type", "vars", "dir", "globals", "str", "format"} & set(FUNCTIONS)


def test_an_expression_tells_what_it_looks_at() -> None:
    assert parse("a + min(b, outcome.cold)").names == {"a", "b", "outcome"}
    looked = parse("outcome.calls[a - 2].at + outcome.cold + outcome.cold + len(outcome.calls)")
    assert set(paths(looked, GIVEN)) == {"calls", "cold", "calls[1].at"}


# gaps


def test_a_text_with_gaps_is_filled() -> None:
    assert filled("{{a}} calls, {{ how.says }}: {{a < b}}", GIVEN) == "3 calls, it raises: true"
    assert filled('{"detail": {"n": {{a}}}}', GIVEN) == '{"detail": {"n": 3}}'


def test_one_gap_alone_keeps_its_kind() -> None:
    tree = {"n": "{{a}}", "list": ["{{list}}", "{{how}}"], "text": "{{a}}!", "plain": 5, "json": '{"a": {"b": 1}}'}
    assert filled_in(tree, GIVEN) == {
        "n": 3,
        "list": [[5, 1], GIVEN["how"]],
        "text": "3!",
        "plain": 5,
        "json": '{"a": {"b": 1}}',
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{a", "opens a gap and does not close it"),
        ("{{}}", "is no expression"),
        ("n: {{list}}", "is no word"),
        ("n: {{outcome}}", "is no word"),
    ],
)
def test_a_gap_that_cannot_be_filled_is_told(text: str, problem: str) -> None:
    with pytest.raises(ExpressionError, match=problem):
        filled(text, GIVEN)
