"""How deep the brackets of a JSON text stand in each other, without reading it: most of it is only counted.

A text is turned into a byte for each sign: up, down, or neither. A few bytes at a time are taken together, and only where their depth
may come to a level that matters are they gone through one by one.
"""

from collections.abc import Iterator

UP, DOWN = 1, 255
_UP_AND_DOWN = bytes([UP, DOWN])
_TURNS = bytes(UP if sign in b"[{" else DOWN if sign in b"]}" else 0 for sign in range(256))
_BLOCK = 128
"""Signs that are taken together."""
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_NO_SIGN = bytes(sorted(set(range(256)) - set(b'[]{}"')))
_TURNS_TAKEN = 8
"""Times that brackets with nothing between them are taken out of a text,"""
_MOST_LEFT = 0.9
"""as long as no more of the brackets than this part is left."""


def is_shallow(text: str, most: int) -> bool:
    """Whether the brackets of ``text``, those inside strings left out, surely stand in each other no deeper than ``most``.

    Where an opening bracket stands before a closing one, both are taken out: so the depth is one less at most. A few turns leave
    little of records, however many there are.
    """
    unescaped = text.replace("\\\\", "").replace('\\"', "")
    signs = unescaped.encode("utf-8", "surrogatepass").translate(_ONE_KIND, _NO_SIGN).replace(b'""', b"")
    brackets = b"".join(signs.split(b'"')[::2])
    for taken in range(_TURNS_TAKEN):
        if brackets.count(b"[") + taken <= most:
            return True
        before, brackets = len(brackets), brackets.replace(b"[]", b"")
        if len(brackets) > before * _MOST_LEFT:
            break
    return False


def turns(text: str) -> bytes:
    """For each sign of ``text`` whether it goes up or down: one byte each, and none inside a string goes anywhere."""
    pieces = text.replace("\\\\", "  ").replace('\\"', "  ").split('"')
    pieces[1::2] = map("".ljust, map(len, pieces[1::2]))
    return '"'.join(pieces).encode("ascii", "replace").translate(_TURNS)


def blocks(signs: bytes) -> Iterator[tuple[int, bytes, int, int, int]]:
    """Of a few ``signs`` at a time: where they begin, themselves, and their depth, which begins at 0: before, at least and at most."""
    depth = 0
    for at in range(0, len(signs), _BLOCK):
        block = signs[at : at + _BLOCK]
        left, taken = block.replace(b"\0", b""), 0
        while _UP_AND_DOWN in left:
            left = left.replace(_UP_AND_DOWN, b"")
            taken += 1
        up = left.count(UP)
        least = depth - (len(left) - up)
        yield at, block, depth, least, depth + up + taken
        depth = least + up


def end_of_value(text: str, start: int = 0) -> int:
    """Where the object or array that begins at ``start`` ends; the end of ``text`` if it does not."""
    for at, block, before, least, _ in blocks(turns(text[start:])):
        if least > 0:
            continue
        depth = before
        for place, turn in enumerate(block, at):
            depth += (turn == UP) - (turn == DOWN)
            if turn == DOWN and depth == 0:
                return start + place + 1
    return len(text)
