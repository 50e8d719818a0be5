"""Archives for the tests, made in memory."""

import io
import stat
import zipfile
from collections.abc import Mapping

PYTHON = {"app.py": b"def handler(event, context): ...\n", "lib/big.bin": bytes(range(256)) * 400}


def zipped(
    files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, modes: Mapping[str, int] | None = None
) -> bytes:
    """A .zip of these files, each with its mode."""
    given = io.BytesIO()
    with zipfile.ZipFile(given, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            entry.compress_type = method
            entry.external_attr = ((modes or {}).get(name, stat.S_IFREG | 0o644)) << 16
            archive.writestr(entry, content)
    return given.getvalue()


def patched(given: bytes, signature: bytes, offset: int, content: bytes) -> bytes:
    """The bytes with ``content`` put ``offset`` behind the first ``signature``."""
    at = given.index(signature) + offset
    return given[:at] + content + given[at + len(content) :]
