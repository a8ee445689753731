"""Turns bytes into text where a header or a page names the encoding, and may be wrong."""

from __future__ import annotations

import codecs

from briefing.loaders.text import decoded

_SEVEN_BIT = ("iso2022", "iso-2022", "hz", "utf-7", "utf-16", "utf-32", "utf7", "utf16", "utf32")
"""Encodings whose bytes may pass for UTF-8 and mean something else."""

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252",
          "iso8859-9": "cp1254", "euc_kr": "cp949", "shift_jis": "cp932"}  # fmt: skip
"""What is written under a name that says less, as browsers take it (WHATWG, Encoding)."""

SHORT = 300
"""Bytes below which a detector has too little to go by."""

WESTERN = 0.25
"""The share of bytes over 127 below which so short a text is taken for Windows-1252."""

_NOT_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}


def declared_text(data: bytes, charset: str | None, source: str) -> str:
    """Return bytes as text: UTF-8 if they are, else as declared, else as a detector finds.

    Raises LoadError if none of them can.
    """
    name = (charset or "").strip().strip("\"'").lower()
    orders = (name, "utf-8-sig") if name.startswith(_SEVEN_BIT) else ("utf-8-sig", name)
    for each in orders:
        text = _decoded(data, each)
        if text is not None:
            return text
    if len(data) < SHORT and sum(byte > 0x7F for byte in data) < WESTERN * len(data):
        text = _decoded(data, "cp1252")
    return decoded(data, source) if text is None else text


def _decoded(data: bytes, name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
        return None if known in _NOT_TEXT else data.decode(_WIDER.get(known, known))
    except (LookupError, ValueError):
        return None
