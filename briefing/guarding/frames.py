"""How the program and its guarded processes talk: a JSON header and bytes after it."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

from briefing.language import tr

_LENGTH = struct.Struct(">Q")
LONGEST_HEADER = 4_000_000

Header = dict[str, Any]


class FrameError(Exception):
    """What came through the pipe is no frame, or is larger than is allowed."""


def write_frame(stream: IO[bytes], header: Mapping[str, Any], *blobs: bytes) -> None:
    """Write a header and its blobs; large data belongs into a blob, not into the header."""
    words = json.dumps({**header, "sizes": [len(blob) for blob in blobs]}).encode()
    stream.write(_LENGTH.pack(len(words)) + words)
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def read_frame(stream: IO[bytes], largest: int | None = None) -> tuple[Header, list[bytes]]:
    """Return the next header and its blobs.

    Raises EOFError where the stream ends, FrameError for what is no frame or when its blobs come
    to more than `largest` bytes.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > LONGEST_HEADER:
        raise FrameError("the header is too long")
    try:
        header = json.loads(_exactly(stream, length))
        sizes = header.pop("sizes")
        fits = all(type(size) is int and size >= 0 for size in sizes)
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise FrameError(f"the header cannot be read ({error})") from error
    if not fits or (largest is not None and sum(sizes) > largest):
        raise FrameError("the answer is too large")
    return header, [_exactly(stream, size) for size in sizes]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError(tr("the stream ended within a frame"))
    return data
