"""Names in a scenario: what AWS takes for one, the numbers of accounts, and names that must differ."""

import re

_NAME = re.compile(r"[a-zA-Z0-9_-]+")
_DOTTED = re.compile(r"[a-zA-Z0-9._-]+")
_ACCOUNT = re.compile(r"[0-9]{12}")


def keep_name(name: str, text: str, most: int, *, dots: bool = False) -> None:
    """Refuse what is no name of a function, an alias or a queue; with ``dots``, of a bus, a rule or an archive.

    Raises:
        ValueError: naming the field.
    """
    if not (_DOTTED if dots else _NAME).fullmatch(text) or len(text) > most:
        told = "letters, digits, dots, dashes or underscores" if dots else "letters, digits, dashes or underscores"
        raise ValueError(f"{name}: {text[:64]!r} is no name; take 1 to {most} {told}")


def keep_account(name: str, text: str) -> None:
    """Refuse what is no account's number.

    Raises:
        ValueError: naming the field.
    """
    if not _ACCOUNT.fullmatch(text):
        raise ValueError(f"{name}: {text[:40]!r} is no account; write its twelve digits in quotes")


def keep_unlike(name: str, texts: list[str], where: str = "") -> None:
    """Refuse a list in which a name comes twice.

    Raises:
        ValueError: naming the field, and the name.
    """
    for text in texts:
        if texts.count(text) > 1:
            raise ValueError(f"{name}: {text!r} is there twice{where}; give each a name of its own")
