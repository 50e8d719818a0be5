"""One file of a .zip inflated and thrown away, to see how large it is in truth.

The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import struct
import zipfile
import zlib

ENTRY = b"PK\x01\x02"
"""With this each line of an archive's list of files begins."""
LOCAL = b"PK\x03\x04"
"""And with this each file."""
_HEADER = struct.Struct("<4s5H3I2H")
_PIECE = 256 * 1024
_METHODS = {9: "Deflate64", 12: "BZIP2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}


class Broken(Exception):  # noqa: N818 - it says what the file is
    """The file cannot be inflated; the message says why, and follows on the file's name."""


class Unusual(Broken):
    """The file is whole, and packed in a way that is not looked at here. What AWS says to it is not known."""


def inflated(given: bytes, entry: zipfile.ZipInfo, most: int) -> int:
    """How many bytes the file has unzipped; ``most`` if it has as many or more, for then the counting stops.

    Raises:
        Broken: it is not where the list says, does not inflate, or comes to another size or sum than the list says.
    """
    packed = _packed(given, entry)
    if entry.compress_type == zipfile.ZIP_STORED:
        if len(packed) >= most:
            return most
        return _agreed(entry, len(packed), zlib.crc32(packed))
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        name = _METHODS.get(entry.compress_type, f"method {entry.compress_type}")
        raise Unusual(f"is compressed by {name}. Zip it anew in the usual way (Deflate).")
    return _deflated(packed, entry, most)


def _deflated(packed: memoryview, entry: zipfile.ZipInfo, most: int) -> int:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    total = crc = 0
    try:
        for start in range(0, len(packed), _PIECE):
            piece: bytes | memoryview = packed[start : start + _PIECE]
            while piece and not inflate.eof:
                found = inflate.decompress(piece, _PIECE)
                total += len(found)
                crc = zlib.crc32(found, crc)
                if total >= most:
                    return most
                piece = inflate.unconsumed_tail
            if inflate.eof:
                break
        while not inflate.eof and (found := inflate.decompress(b"", _PIECE)):
            total += len(found)
            crc = zlib.crc32(found, crc)
            if total >= most:
                return most
    except zlib.error as error:
        raise Broken("cannot be inflated: it is damaged.") from error
    if not inflate.eof:
        raise Broken("ends too early: it is damaged.")
    return _agreed(entry, total, crc)


def _agreed(entry: zipfile.ZipInfo, total: int, crc: int) -> int:
    if total != entry.file_size:
        raise Broken(f"has {total:,} bytes and is said to have {entry.file_size:,}: the list of files is wrong.")
    if crc != entry.CRC:
        raise Broken("does not come to the sum that it is said to have: it is damaged.")
    return total


def _packed(given: bytes, entry: zipfile.ZipInfo) -> memoryview:
    """The file as it stands in the archive."""
    at = entry.header_offset
    if not 0 <= at <= len(given) - _HEADER.size or given[at : at + len(LOCAL)] != LOCAL:
        raise Broken("is not where the list of files says: the archive is damaged.")
    fields = _HEADER.unpack_from(given, at)
    start = at + _HEADER.size + int(fields[-2]) + int(fields[-1])
    end = start + entry.compress_size
    if end > len(given):
        raise Broken("ends too early: the archive is cut off.")
    return memoryview(given)[start:end]
