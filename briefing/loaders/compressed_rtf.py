"""Unpacks the compressed RTF of Outlook messages ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

LARGEST = 20 * 1024 * 1024
"""Bytes of RTF that are unpacked."""

_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096


def unpacked(data: bytes) -> bytes:
    """Return the RTF in these bytes, as far as it can be unpacked; b"" if it is of no kind known.

    Runs refer to a window of 4,096 bytes that begins with words which RTF often has.
    """
    if len(data) < 16:
        return b""
    _size, raw, kind = struct.unpack("<II4s", data[:12])
    if kind == b"MELA":
        return data[16 : 16 + min(raw, LARGEST)]
    return _runs(data, min(raw, LARGEST)) if kind == b"LZFu" else b""


def _runs(data: bytes, limit: int) -> bytes:
    window = bytearray(_START.ljust(_WINDOW, b"\0"))
    write, at = len(_START), 16
    out = bytearray()
    while at < len(data) and len(out) < limit:
        control = data[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 1 >= len(data):
                    return bytes(out)
                pair = data[at] << 8 | data[at + 1]
                at += 2
                offset, length = pair >> 4, (pair & 15) + 2
                if offset == write:
                    return bytes(out)
            elif at < len(data):
                window[write], offset, length = data[at], write, 1
                at += 1
            else:
                return bytes(out)
            for step in range(length):
                byte = window[(offset + step) % _WINDOW]
                window[write] = byte
                out.append(byte)
                write = (write + 1) % _WINDOW
    return bytes(out)
