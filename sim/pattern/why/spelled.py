"""Values and paths as a learner reads them: JSON text, cut where it grows long, with no half of a surrogate pair left bare."""

import json
import re
from collections.abc import Iterable

from sim.pattern.amounts import Leaf, Number, number_text

LONGEST = 80
"""Characters of a value that are shown."""
MOST = 8
"""Values of a list that are shown."""
_LONE = re.compile("[\ud800-\udfff]")


def quoted(text: str) -> str:
    """``text`` as a string of JSON."""
    return bare(json.dumps(text, ensure_ascii=False))


def bare(text: str) -> str:
    """``text`` with each half of a surrogate pair written as its escape: the rest of the world cannot encode it."""
    return text if text.isascii() else _LONE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def json_of(leaf: Leaf) -> str:
    """``leaf`` as JSON text."""
    if type(leaf) is str:
        return quoted(leaf)
    number = number_text(leaf)
    return number if number is not None else json.dumps(leaf)


def shown(leaf: Leaf) -> str:
    """``leaf`` as JSON text of bounded length."""
    if isinstance(leaf, str) and len(leaf) > LONGEST:
        cut = leaf[:LONGEST]
        return f"{cut}…" if type(leaf) is Number else f'{quoted(cut)[:-1]}…"'
    return json_of(leaf)


def said(leaf: Leaf) -> str:
    """``leaf`` with the word for its kind: ``the text "5"``, ``the number 5``, ``true``."""
    if type(leaf) is str:
        return f"the text {shown(leaf)}"
    return shown(leaf) if leaf is None or isinstance(leaf, bool) else f"the number {shown(leaf)}"


def listed(texts: Iterable[str], whole: int) -> str:
    """The first of ``whole`` JSON texts as a list."""
    first = [text for text, _ in zip(texts, range(MOST), strict=False)]
    more = [f"… {whole - len(first)} more"] if whole > len(first) else []
    return f"[{', '.join(first + more)}]"


def cut(text: str, most: int = 2 * LONGEST) -> str:
    """``text``, shortened to ``most`` signs."""
    return bare(text if len(text) <= most else f"{text[:most]}…")


def code(path: str) -> str:
    """A path, a key or an operator between backticks."""
    return f"`{cut(path, LONGEST)}`"
