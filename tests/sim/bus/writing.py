"""Rows of the bus's table, written out."""

from collections.abc import Mapping
from typing import Any


def scenario(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The scenario of a row; a short one is one PutEvents on some rules."""
    short = {"puts": [{"at": row.get("put_at", 0), "entries": row.get("put")}], "rules": row.get("rules", [])}
    return row.get("scenario", short)
