"""Reads the rows of a damaged project file from its pages, without trusting what binds them.

The form of pages, cells and records is SQLite's: https://www.sqlite.org/fileformat2.html
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096
"""Bytes of a page in every file of ours, whatever a damaged header says."""
LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is read this way; it is held in memory."""
LONGEST_ROW = 64 * 1024 * 1024
GROWTH = 8
"""So many times as much as is in a file is carved of it at most: rows may share their pages."""
_TABLE, _INDEX, _INNER = 0x0D, 0x0A, 0x02
_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""Bytes of a value by its serial type, up to 9."""

Value = str | bytes | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Carved:
    """A row, and its number if its table has such (`content` and `history` do)."""

    row: Row
    number: int | None


class _Broken(Exception):  # noqa: N818 a signal between functions: this cell cannot be read
    """A cell is not what it should be."""


class _Spent(Exception):  # noqa: N818 a signal too: more was read than any honest file takes
    """Nothing more is to be carved."""


class _Pages:
    """The bytes of a file, of which only so many are given out."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._left = GROWTH * len(data)

    def part(self, start: int, size: int) -> bytes:
        """Return some bytes; raises _Spent."""
        self._left -= size
        if self._left < 0:
            raise _Spent
        return self.data[start : start + size]


def carved(path: Path) -> Iterator[Carved]:
    """Yield each row that any page of the file still holds whole; nothing of it is checked."""
    if path.stat().st_size > LARGEST:
        return
    pages = _Pages(path.read_bytes())
    data = pages.data
    with suppress(_Spent):
        for start in range(0, len(data), PAGE):
            head = start + 100 if start == 0 else start
            if data[head : head + 1] and data[head] in (_TABLE, _INDEX, _INNER):
                yield from _rows(pages, start, head)


def _rows(pages: _Pages, start: int, head: int) -> Iterator[Carved]:
    data = pages.data
    kind = data[head]
    cells = int.from_bytes(data[head + 3 : head + 5], "big")
    first = head + (12 if kind == _INNER else 8)
    for place in range(first, first + 2 * min(cells, PAGE // 2), 2):
        offset = int.from_bytes(data[place : place + 2], "big")
        if not 8 <= offset < PAGE:
            continue
        try:
            number, payload = _cell(pages, start + offset + (4 if kind == _INNER else 0), kind)
            yield Carved(_record(payload), number)
        except (_Broken, IndexError, UnicodeDecodeError):
            continue


def _cell(pages: _Pages, at: int, kind: int) -> tuple[int | None, bytes]:
    """Return a cell's row number and its record, put together from all pages that it is on."""
    length, at = _varint(pages.data, at)
    number = None
    if kind == _TABLE:
        number, at = _varint(pages.data, at)
    if length > min(LONGEST_ROW, len(pages.data)):
        raise _Broken
    return number, _payload(pages, at, length, kind)


def _payload(pages: _Pages, at: int, length: int, kind: int) -> bytes:
    data = pages.data
    most = PAGE - 35 if kind == _TABLE else (PAGE - 12) * 64 // 255 - 23
    if length <= most:
        return pages.part(at, length)
    least = (PAGE - 12) * 32 // 255 - 23
    here = least + (length - least) % (PAGE - 4)
    here = here if here <= most else least
    parts, left = [pages.part(at, here)], length - here
    following = int.from_bytes(data[at + here : at + here + 4], "big")
    while left > 0:
        page = (following - 1) * PAGE
        if not 0 < page < len(data):
            raise _Broken
        parts.append(pages.part(page + 4, min(left, PAGE - 4)))
        left -= PAGE - 4
        following = int.from_bytes(data[page : page + 4], "big")
    return b"".join(parts)


def _record(payload: bytes) -> Row:
    size, at = _varint(payload, 0)
    kinds = []
    while at < size:
        kind, at = _varint(payload, at)
        kinds.append(kind)
        if len(kinds) > 4:
            raise _Broken
    row: list[Value] = []
    at = size
    for kind in kinds:
        width = _WIDTHS[kind] if kind < len(_WIDTHS) else (kind - 12) // 2
        part = payload[at : at + width]
        if len(part) != width:
            raise _Broken
        row.append(_value(kind, part))
        at += width
    return tuple(row)


def _value(kind: int, part: bytes) -> Value:
    if kind >= 12:
        return part.decode() if kind % 2 else part
    if 1 <= kind <= 6:
        return int.from_bytes(part, "big", signed=True)
    return {8: 0, 9: 1}.get(kind)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return SQLite's variable-length integer and where it ends."""
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1
