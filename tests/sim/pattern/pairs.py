"""Pairs of a pattern's text and an event's text that have to do with each other.

A pair is drawn as one tree: each test brings a value that passes it, and the event is built of those values, in objects, arrays
and dotted keys. About half of the events are then spoilt, and some patterns get a fault.
"""

import json

from hypothesis import strategies as st

from tests.sim.pattern.plain_rules import Obj


def listed(words):
    return words.split()


KEYS = ["a", "b", "c", "d", "a.b", "b.c", "ｚ", "😀"]  # the last two: their order in UTF-16 is not that of code points
NUMBERS = listed("""35 35.0 3.5e1 350E-1 36 -0 0 -0.0 0e10 5 1e400 -1e400 1e-400 12345678901234567890 12345678901234567000 0.3
    0.30 0.300000000000000044 5000000000 -5e9 15 12345678""")
STRINGS = listed("""x xy yx a*b *a a\\b A aB Ab ß SS ss İ i̇ ı I i K k ſ s ŉ ʼN ς σ Σ é É 😀 ?? 5 35 null 10.0.0.1 010.0.0.1 10.255.255.255
    11.0.0.0 172.31.0.9 12:30 300.1.1.1 10.0.0 2001:db8::1 2001:DB8:0:0::1 2001:db8::ffff ::ffff:a00:1""")
STRINGS += ["", "é", "a b", 'say "x"', 'x"', '"x', '"']
BLOCKS = listed(
    "10.0.0.0/8 10.0.0.9/31 172.16.5.4/12 16.0.0.0/4 0.0.0.0/0 2001:db8::/32 2001:db8::/127 ::/0 10.0.0.0/8/"
)
SIGNS = ["=", "<", "<=", ">", ">="]
FAULTS = listed("""[] {} {"prefix":5} {"prefix":{}} {"prefix":{"equals-ignore-case":5}} {"suffix":{"prefix":"x"}} {"suffix":null}
    {"equals-ignore-case":["x"]} {"exactly":5} {"wildcard":"a**b"} {"wildcard":"a\\\\b"} {"wildcard":"a\\\\"} {"wildcard":5}
    {"exists":"true"} {"exists":true,"prefix":"x"} {"cidr":"10.0.0.0/32"} {"cidr":"::1/128"} {"cidr":"10.0.0.0"} {"cidr":"10.0.0/8"}
    {"cidr":5} {"cidr":"10.0.0.0/x"} {"cidr":"300.0.0.0/8"} {"numeric":5} {"numeric":[]} {"numeric":[5]} {"numeric":["!",5]}
    {"numeric":["=","5"]} {"numeric":["="]} {"numeric":["=",5,"<",6]} {"numeric":[">",5,"<",5]} {"numeric":["<",5,">",1]}
    {"numeric":[">",5,"<"]} {"numeric":[">",5,"<",6,"<"]} {"numeric":["=",1e400]} {"anything-but":1e400} {"anything-but":true}
    {"anything-but":[]} {"anything-but":[1,"x"]} {"anything-but":[null]} {"anything-but":{}} {"anything-but":{"numeric":["=",5]}}
    {"anything-but":{"prefix":""}} {"anything-but":{"suffix":["x",""]}} {"anything-but":{"wildcard":"**"}} {"contains":"x"}
    {"anything-but":{"prefix":{"equals-ignore-case":"x"}}} {"anything-but":{"prefix":5}} {"anything-but":{"suffix":"x","prefix":"y"}}
    {"anything-but":"x","x":1} tru 01 .5 1. NaN -Infinity 'x' "\\u12" """)
WHOLES = ["", " ", '{"a":["x"]} and more']
WHOLES += listed("""[] {} 5 "x" {"a":5} {"a":null} {"a":[]} {"a":{}} {"a":["x"] {"a":["x"],} {"":{"a":["x"]}} {"a":{"":["x"]}}
    {"$or":[]} {"$or":5} {"$or":[{"a":["x"]}]} {"$or":["x","y"]} {"$or":{"a":["x"]}} {"$or":[{"a":["x"]},"x"]}
    {"$or":[{"a":["x"]},{}]} {"$or":[{"a":["x"]},{"prefix":["x"]}]} {"$or":[{"prefix":"x"},{"suffix":"y"}]}
    {"$or":[{"a":["x"]},{"b":["y"]}],"c":5}""")


def quoted(text):
    return json.dumps(text)


strings = st.sampled_from(STRINGS).map(quoted)
numbers = st.sampled_from(NUMBERS)
scalars = strings | numbers | st.sampled_from(["true", "false", "null"])
values = scalars | st.sampled_from([[], Obj(), ["1"], ['"x"', "35", "null"], [[], ["0"]], [Obj([("z", "1")])]])
lists_of_strings = st.lists(strings, min_size=1, max_size=3)


def written(value):
    """A tree of ``Obj``, lists and JSON texts as one text."""
    match value:
        case Obj():
            return "{" + ",".join(f"{quoted(key)}:{written(inner)}" for key, inner in value) + "}"
        case list():
            return "[" + ",".join(map(written, value)) + "]"
    return value


@st.composite
def tests_of_text(draw):
    """One test of a string, and a value that passes it."""
    text = draw(st.sampled_from(STRINGS))
    start, end = text[: len(text) // 2], text[len(text) // 2 :]
    cased = quoted(draw(st.sampled_from([str.upper, str.lower, str]))(text))
    match draw(st.integers(0, 8)):
        case 0 | 1:
            return quoted(text), quoted(text)
        case 2:
            return f'{{"exactly":{quoted(text)}}}', quoted(text)
        case 3:
            return f'{{"prefix":{quoted(start)}}}', quoted(text)
        case 4:
            return f'{{"suffix":{quoted(end)}}}', quoted(text)
        case 5:
            side, part = draw(st.sampled_from([("prefix", start), ("suffix", end)]))
            return f'{{"{side}":{{"equals-ignore-case":{quoted(part)}}}}}', cased
        case 6:
            return f'{{"equals-ignore-case":{quoted(text)}}}', cased
        case _:
            first, last = (piece.replace("\\", "\\\\").replace("*", "\\*") for piece in (start, end))
            glob = draw(st.sampled_from([f"{first}*{last}", first + last, f"{first}*", f"*{last}", "*"]))
            return f'{{"wildcard":{quoted(glob)}}}', quoted(text)


@st.composite
def other_tests(draw):
    """One test of any other kind, and a value that may pass it; None for no value at all."""
    number = draw(numbers)
    match draw(st.integers(0, 9)):
        case 0:
            return number, draw(st.just(number) | numbers)
        case 1:
            word = draw(st.sampled_from(["true", "false", "null"]))
            return word, word
        case 2:
            return '{"exists":true}', draw(scalars)
        case 3 | 4:
            return '{"exists":false}', None
        case 5:
            return f'{{"cidr":"{draw(st.sampled_from(BLOCKS))}"}}', draw(
                strings | st.sampled_from(["15", "12345678", "9"])
            )
        case 6:
            high = draw(st.sampled_from(["", ',"<",36', ',"<=",35', ',"<",1e3']))
            sign = draw(st.sampled_from(SIGNS[-2:] if high else SIGNS))
            return f'{{"numeric":["{sign}",{draw(st.sampled_from(["35.0", "0", "-5e9", "0.3"]))}{high}]}}', number
        case 7:
            many = draw(
                lists_of_strings | st.lists(st.sampled_from(["5", "35.0", "0", "-5e9"]), min_size=1, max_size=3)
            )
            return f'{{"anything-but":{draw(st.sampled_from([written(many), many[0]]))}}}', draw(scalars)
        case _:
            name = draw(st.sampled_from(["prefix", "suffix", "equals-ignore-case", "wildcard"]))
            pieces = st.sampled_from(["x", "ß", "i", "10.", "é", "A", "😀"]).map(quoted)
            many = draw(st.lists(pieces, min_size=1, max_size=2))
            return f'{{"anything-but":{{"{name}":{draw(st.sampled_from([written(many), many[0]]))}}}}}', draw(scalars)


@st.composite
def halves(draw):
    """A test of half a surrogate pair, alone on its field, and a value near it."""
    plain = quoted("x\ud800")
    test = draw(
        st.sampled_from(
            [plain] + [f'{{"{name}":{plain}}}' for name in ("prefix", "suffix", "wildcard", "equals-ignore-case")]
        )
    )
    return [test], draw(st.sampled_from([plain, quoted("x?"), quoted("x")]))


@st.composite
def fields(draw):
    """The list of a field in a pattern, and a value for the event, or None."""
    if draw(st.integers(0, 30)) == 0:
        return draw(halves())
    listed = draw(st.lists(tests_of_text() | other_tests(), min_size=1, max_size=3))
    got = draw(st.sampled_from([value for _, value in listed]))
    return [test for test, _ in listed], got


@st.composite
def trees(draw, depth):
    """The pairs of an object in a pattern, and those of the object in the event."""
    pattern, event = Obj(), Obj()
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.integers(0, 9)) if depth else 0
        key = draw(st.sampled_from(KEYS))
        if kind <= 5:
            listed, got = draw(fields())
            pattern.append((key, listed))
            if got is not None:
                event.append(
                    (key, draw(st.sampled_from([got, got, [got], [draw(values), got], [[draw(values)], [got]]])))
                )
        elif kind <= 8:
            inner, outer = draw(trees(depth - 1))
            pattern += (
                [(f"{key}.{inner[0][0]}", inner[0][1])] if len(inner) == 1 and inner[0][0] != "$or" else [(key, inner)]
            )
            event += placed(draw, key, outer)
        else:
            branches = [draw(trees(depth - 1)) for _ in range(draw(st.integers(2, 3)))]
            pattern.append(("$or", [branch for branch, _ in branches]))
            event += draw(st.sampled_from([outer for _, outer in branches]))
    return pattern, event


def placed(draw, key, outer):
    """The object ``outer`` of an event under ``key``: as it is, in arrays, beside others, torn in two, or with dotted keys."""
    other = draw(trees(0))[1]
    half = len(outer) // 2
    shapes = [
        outer,
        outer,
        [outer],
        [other, outer],
        [outer, other, "7"],
        [[other], [outer]],
        [Obj(outer[:half]), Obj(outer[half:])],
    ]
    shapes += [[outer, draw(values)], [Obj(outer[:half]), outer]]
    if draw(st.integers(0, 5)) == 0:
        return [(f"{key}.{inner}", value) for inner, value in outer]
    return [(key, draw(st.sampled_from(shapes)))]


def spoilt(draw, value):
    """``value`` with something lost, doubled, moved or changed here and there."""
    change = draw(st.integers(0, 11))
    match value:
        case Obj():
            kept = [(key, spoilt(draw, inner)) for key, inner in value]
            if kept and change == 0:
                kept.pop()
            if kept and change == 1:
                kept.append((kept[0][0], draw(values)))
            return Obj(kept)
        case list():
            return [spoilt(draw, inner) for inner in value]
    return draw(values) if change < 3 else value


@st.composite
def in_order(draw):
    """What may be absent and what must be there in one array: the earlier path decides which element counts."""
    key, sample = draw(st.sampled_from("abcd")), '"x"'
    first, second = draw(st.permutations(["b", "ｚ", "😀"]))[:2]
    pattern = Obj([(key, Obj([(first, ['{"exists":false}']), (second, [sample])]))])
    return pattern, Obj([(key, draw(st.permutations([Obj([(first, sample)]), Obj([(second, sample)])])))])


def faulty(draw, pattern):
    """``pattern`` with a fault at the end of one of its lists."""
    at = draw(st.integers(0, len(pattern) - 1))
    key, body = pattern[at]
    if isinstance(body, Obj):
        body = faulty(draw, body)
    elif key == "$or":
        body = [faulty(draw, body[0]), *body[1:]]
    else:
        body = [*body, draw(st.sampled_from(FAULTS))]
    return Obj([*pattern[:at], (key, body), *pattern[at + 1 :]])


@st.composite
def pairs(draw):
    """A pattern's text and an event's text."""
    pattern, event = draw(in_order() if draw(st.integers(0, 30)) == 0 else trees(2))
    if draw(st.booleans()):
        event = spoilt(draw, event)
    fate = draw(st.integers(0, 15))
    text = written(faulty(draw, pattern) if fate == 0 else pattern)
    if fate == 1:
        text = draw(st.sampled_from(WHOLES) | st.integers(0, len(text) - 1).map(lambda end: text[:end]))
    return text, written(event) + draw(st.sampled_from(["", "", "} more"]))
