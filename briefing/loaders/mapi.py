"""Reads the properties in an Outlook message: [MS-OXMSG] streams in an OLE compound file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from briefing.loaders.charsets import declared_text

SUBJECT, SENDER, SENDER_ADDRESS, SENDER_SMTP = 0x0037, 0x0C1A, 0x0C1F, 0x5D01
SENT, DELIVERED = 0x0039, 0x0E06
BODY, HTML, RTF = 0x1000, 0x1013, 0x1009
INTERNET_CODEPAGE, MESSAGE_CODEPAGE = 0x3FDE, 0x3FFD
FILE_NAME, LONG_FILE_NAME, DISPLAY_NAME = 0x3704, 0x3707, 0x3001
EMBEDDED = "__substg1.0_3701000D"
PROPERTIES = "__properties_version1.0"

_WIDE, _NARROW, _BINARY = "001F", "001E", "0102"
_NUMBER, _TIME = 0x0003, 0x0040
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_HEADER, _INNER_HEADER, _ATTACHMENT_HEADER = 32, 24, 8
MOST_ATTACHMENTS = 500

Path = tuple[str, ...]


class Properties:
    """The properties of a message, or of an attachment, at one place in the file."""

    def __init__(self, ole: Any, place: Path, source: str) -> None:
        self._ole = ole
        self._place = place
        self._source = source
        self._fixed = dict(_fixed(self._stream(PROPERTIES), _header_of(place)))

    def words(self, number: int) -> str:
        """Return a property of text, or ""; text that is not Unicode is in the message's page."""
        wide = self._stream(_name(number, _WIDE))
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(_name(number, _NARROW))
        return declared_text(narrow, self.charset, self._source).rstrip("\0") if narrow else ""

    def data(self, number: int) -> bytes:
        """Return a property of bytes, or b""."""
        return self._stream(_name(number, _BINARY))

    def time(self, number: int) -> str | None:
        """Return a time as ISO 8601 in UTC, which is how messages keep it, or None."""
        kind, value = self._fixed.get(number, (0, b""))
        ticks = struct.unpack("<Q", value)[0] if kind == _TIME else 0
        try:
            when = _EPOCH + timedelta(microseconds=ticks // 10)
        except OverflowError:
            return None
        return when.replace(microsecond=0).isoformat() if ticks else None

    @property
    def charset(self) -> str | None:
        """The code page of text that is not Unicode, or None if the message does not say."""
        for number in (INTERNET_CODEPAGE, MESSAGE_CODEPAGE):
            kind, value = self._fixed.get(number, (0, b""))
            page = struct.unpack("<I", value[:4])[0] if kind == _NUMBER else 0
            if page:
                return {65001: "utf-8", 20127: "ascii", 28591: "latin-1"}.get(page, f"cp{page}")
        return None

    def attachments(self) -> Iterator[Properties]:
        """Return what is attached, in the file's order."""
        depth = len(self._place)
        names = {
            entry[depth]
            for entry in self._ole.listdir(streams=True, storages=True)
            if tuple(entry[:depth]) == self._place
            and len(entry) > depth
            and entry[depth].startswith("__attach_version1.0_")
        }
        for name in sorted(names)[:MOST_ATTACHMENTS]:
            yield Properties(self._ole, (*self._place, name), self._source)

    def message(self) -> Properties | None:
        """Return the message that is attached here, or None if it is something else."""
        inside = (*self._place, EMBEDDED)
        if not self._ole.exists([*inside, PROPERTIES]):
            return None
        return Properties(self._ole, inside, self._source)

    def _stream(self, name: str) -> bytes:
        path = [*self._place, name]
        if not self._ole.exists(path) or self._ole.get_type(path) != 2:
            return b""
        found: bytes = self._ole.openstream(path).read()
        return found


def _name(number: int, kind: str) -> str:
    return f"__substg1.0_{number:04X}{kind}"


def _header_of(place: Path) -> int:
    if not place:
        return _HEADER
    return _INNER_HEADER if place[-1] == EMBEDDED else _ATTACHMENT_HEADER


def _fixed(stream: bytes, header: int) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """Return the properties of fixed length: number, then type and eight bytes of value."""
    for at in range(header, len(stream) - 15, 16):
        kind, number, _flags, value = struct.unpack("<HHI8s", stream[at : at + 16])
        yield number, (kind, value)
