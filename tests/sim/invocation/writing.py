"""Rows of the invocations' table, written out."""

from collections.abc import Mapping
from typing import Any


def scenario(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The scenario of a row; a short one is one Invoke of one function."""
    short: dict[str, Any] = {"invokes": [row.get("invoke", {})]}
    short |= {"script": [{"attempts": row["attempts"]}]} if "attempts" in row else {}
    short |= {"function": row["function"]} if "function" in row else {}
    short |= {"configs": [row["config"]]} if "config" in row else {}
    return row.get("scenario", short)
