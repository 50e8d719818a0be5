"""Ids that look like real ones and are the same in every run."""

import uuid

_NAMESPACE = uuid.UUID("6f1d3c52-6a0e-4d3b-9a55-000000000000")


def request_id(number: int) -> str:
    """The request id of call ``number``."""
    return str(uuid.uuid5(_NAMESPACE, f"call {number}"))


def drawn_id(of: str) -> str:
    """An id that the function has drawn; ``of`` says when and where, so that two draws give two ids."""
    return uuid.uuid5(_NAMESPACE, f"drawn: {of}").hex[:8]
