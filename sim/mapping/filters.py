"""``FilterCriteria`` of an event source mapping: up to five patterns, one of which must match a record.

What becomes of a record that none of them matches is the source's business: a message is deleted from its queue, a record of a stream is
passed over. https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.facts import whole
from sim.mapping.errors import INVALID_FILTER, ApiError, not_recorded
from sim.pattern import Pattern, PatternError, compile_pattern, event_of_json

MOST_FILTERS = whole("esm-filters-5-10")
LONGEST_PATTERN = 4096


@dataclass(frozen=True, slots=True)
class Filters:
    """The compiled patterns of a mapping. Without any, every record passes."""

    data_key: str
    """The key of the record's own content: ``body`` of a queue, ``data`` of a Kinesis stream; empty where there is none, as for DynamoDB."""
    patterns: tuple[tuple[Pattern, bool | None], ...] = field(repr=False)
    """Each with the form in which it wants the content: True for JSON, False for a plain text, None if it does not look at it."""

    def passes(self, record: Mapping[str, Any]) -> bool:
        """Whether one of the patterns matches ``record``, whose content stands under ``data_key`` as text.

        A pattern that asks for JSON never matches a plain text, and one that asks for a plain text never matches JSON.
        """
        if not self.patterns:
            return True
        content, is_json = self._read(record)
        event = event_of_json({**record, **content})
        return any(wants in (None, is_json) and pattern.matches(event) for pattern, wants in self.patterns)

    def _read(self, record: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
        """The content as the patterns see it, and whether it is JSON."""
        if self.data_key not in record:
            return {}, False
        try:
            content = json.loads(record[self.data_key])
        except ValueError:
            return {}, False
        return ({self.data_key: content}, True) if isinstance(content, dict) else ({}, False)


def compile_filters(patterns: Sequence[str], data_key: str) -> Filters | ApiError:
    """The filters that ``patterns`` write, or what the API says to them."""
    if len(patterns) > MOST_FILTERS:
        told = f"{len(patterns)} filters; a mapping takes {MOST_FILTERS}, and 10 on request."
        return not_recorded(told, "esm-filters-5-10")
    found: list[tuple[Pattern, bool | None]] = []
    for text in patterns:
        if len(text) > LONGEST_PATTERN:
            return not_recorded(
                f"A pattern of {len(text)} characters; {LONGEST_PATTERN} are allowed.", "esm-filters-5-10"
            )
        try:
            pattern, body = compile_pattern(text), json.loads(text)
        except (PatternError, ValueError):
            return INVALID_FILTER
        asked = body.get(data_key) if isinstance(body, dict) and data_key else None
        found.append((pattern, None if asked is None else isinstance(asked, dict)))
    return Filters(data_key, tuple(found))
