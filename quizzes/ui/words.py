"""Texts of the bank and the record in the words and signs of a page."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo

from quizzes.model import Common

SIGN = {True: "✔", False: "✖"}
COUNT = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")
TITLE = 110
"""Characters of an item's title."""
SITUATION = 40
"""Of these, at least so many for how the stem begins."""

_FENCE = re.compile(r"^```\w*\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)(?:.|\n)+?\1")


def shown(text: str) -> str:
    """A text of the bank as Streamlit's Markdown: a dollar is a dollar there, not the beginning of a formula."""
    made, end = "", 0
    for code in _CODE.finditer(text):
        made += text[end : code.start()].replace("$", r"\$") + code[0]
        end = code.end()
    return (made + text[end:].replace("$", r"\$")).strip()


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """A text cut at its blocks of code: each piece, and whether it is code."""
    for n, piece in enumerate(_FENCE.split(text)):
        if piece.strip():
            yield piece, n % 2 == 1


def cell(text: str) -> str:
    """A text in a cell of a Markdown table."""
    return " ".join(shown(text).split()).replace("|", r"\|")


def title_of(item: Common) -> str:
    """What an item is called in a list: how its stem begins, and its question."""
    stem = " ".join("".join(piece for piece, is_code in parts(item.stem) if not is_code).replace("`", "").split())
    question = re.split(r"(?<=[.!?:])\s+", stem)[-1]
    if len(stem) <= TITLE or question == stem:
        return _clip(stem, TITLE)
    return f"{_clip(stem, max(TITLE - len(question), SITUATION))} {_clip(question, TITLE)}"


def _clip(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rpartition(" ")[0].rstrip(" ,;:.") + " …"


def number(value: float) -> str:
    """A number as people write it: 12000 as 12,000, and 10.0 as 10."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def amount(value: float, unit: str) -> str:
    """A number with its unit."""
    return f"{number(value)} {unit}".strip()


def day(moment: datetime) -> str:
    """A day, such as 23 November 2026."""
    return f"{moment.day} {moment:%B %Y}"


def when(at: int, now: int, zone: tzinfo = UTC) -> str:
    """How long ago the moment ``at`` was, or its day and hour in ``zone``. Both are milliseconds since 1970."""
    then, today = datetime.fromtimestamp(at / 1000, zone), datetime.fromtimestamp(now / 1000, zone)
    minutes = (now - at) // 60_000
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return "a minute ago" if minutes == 1 else f"{minutes} minutes ago"
    match (today.date() - then.date()).days:
        case 0:
            return f"today, {then:%H:%M}"
        case 1:
            return f"yesterday, {then:%H:%M}"
    return f"{day(then)}, {then:%H:%M}"
