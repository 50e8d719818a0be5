"""Where this installation keeps what lasts: the folder of its data, the record in it, and the secret that signs cookies."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from platformdirs import user_data_dir

FOLDER = "COLDSTART_DATA"
"""Environment variable: the folder to use instead of the user's own."""
STORE = "COLDSTART_STORE"
"""Environment variable: a database URL to use instead of a file in the folder."""

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process, and what is to be said about them."""

    folder: Path
    store: str
    """Path or URL of the record."""
    secret: str
    """Hex; it signs the learners' cookies."""
    note: str = ""
    """Empty, or why the secret does not outlast this process, and what to do."""


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that ``environment`` asks for. The folder and the secret are made at the first call, and found at the next.

    A folder that cannot be used does not keep the course from running: the secret is then one for this process, and ``note`` says so.
    """
    folder = Path(environment.get(FOLDER) or user_data_dir("coldstart", appauthor=False)).expanduser()
    store = environment.get(STORE) or str(folder / "record.sqlite3")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Settings(folder, store, _lasting_secret(folder / "secret"))
    except (OSError, ValueError) as error:
        problem = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        note = (
            f"The data folder {folder} cannot be used: {problem}. Learners are forgotten when this program ends. "
            f"Set {FOLDER} to a folder that this user may write to, and start again."
        )
        return Settings(folder, store, _passing_secret(), note)


@cache
def _passing_secret() -> str:
    return secrets.token_hex(_SECRET_BYTES)


def _lasting_secret(file: Path) -> str:
    """The secret in ``file``. The first process to come makes it; no other ever sees a part of it."""
    if not file.exists():
        with NamedTemporaryFile(
            "w", dir=file.parent, prefix=".secret-", delete=True
        ) as made:  # made with O_EXCL and mode 0600
            made.write(secrets.token_hex(_SECRET_BYTES))
            made.flush()
            os.fsync(made.fileno())
            with suppress(FileExistsError):
                os.link(made.name, file)
    secret = file.read_text("ascii").strip()
    if len(secret) != 2 * _SECRET_BYTES or set(secret) - set("0123456789abcdef"):
        raise ValueError(f"{file.name} in it does not hold {2 * _SECRET_BYTES} hexadecimal digits; delete that file")
    return secret
