"""What all readers of strangers' zip files need: entries counted first, parts read in bits."""

from __future__ import annotations

import zipfile
import zlib

ENCRYPTED = 0x1
"""The flag of an entry that is locked with a password."""
PLAIN_TYPES = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The ways of packing that such files use."""
DAMAGE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError,
    OSError,
)  # fmt: skip
"""What zipfile raises, with all that it lets through, for bytes that are no sound zip file."""
_ENTRY = b"PK\x01\x02"
_CHUNK = 1024 * 1024


def holds_too_many(data: bytes, most: int) -> bool:
    """Tell, before zipfile makes an object of each, whether entries are far more than `most`.

    The mark of an entry may stand in packed bytes too, so that four times as many are let through.
    """
    return data.count(_ENTRY) > 4 * most


def part_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of an entry; raises what `DAMAGE` names.

    No more is unpacked than its directory says: zipfile would else first unpack all of it.
    """
    with archive.open(info) as file:
        return b"".join(iter(lambda: file.read(_CHUNK), b""))
