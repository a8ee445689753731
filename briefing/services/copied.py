"""What a browser puts on the clipboard: HTML, the same as plain words, and where it comes from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from briefing.errors import FetchError
from briefing.services.web_addresses import web_address

_HEAD = "Version:0.9\r\nStartHTML:{start:010}\r\nEndHTML:{end:010}\r\n{source}"
_SOURCE = re.compile(r"^SourceURL:\s*(\S+)\s*$", re.MULTILINE | re.IGNORECASE)
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"^[ \t]*(?:\d{1,3}[.)]|[•◦▪*-])[ \t]+", re.MULTILINE)
_JOINERS = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class CopiedWords:
    """What was copied, as HTML ("" if there is none) and as text; `address` is that of the page."""

    text: str
    html: str = ""
    address: str = ""


def clipboard_file(copied: CopiedWords) -> bytes:
    """Return the HTML as a file of the clipboard's own format (Microsoft, HTML Clipboard Format).

    It is UTF-8 with a head that names the address.
    """
    if is_clipboard_file(copied.html.encode("utf-8", "replace")):
        return copied.html.encode("utf-8", "replace")
    body = copied.html.encode("utf-8", "replace")
    source = f"SourceURL:{copied.address}\r\n" if copied.address else ""
    start = len(_HEAD.format(start=0, end=0, source=source).encode())
    return _HEAD.format(start=start, end=start + len(body), source=source).encode() + body


def is_clipboard_file(data: bytes) -> bool:
    """Tell whether bytes are of that format."""
    return data.startswith(b"Version:") and b"StartHTML:" in data[:200]


def source_address(head: str) -> str:
    """Return the address that the head of such a file names, or ""."""
    found = _SOURCE.search(head.partition("<")[0])
    return page_address(found[1]) if found else ""


def page_address(words: str) -> str:
    """Return words as the address of a page, or "" if they are none."""
    if not words.strip().lower().startswith(("http://", "https://")):
        return ""
    try:
        return str(web_address(words))
    except FetchError:
        return ""


def lost_words(text: str, read: str) -> tuple[str, ...]:
    """Return the words of a text that are missing in what was read of its HTML.

    Marks of lists are no words, and where words are parted or joined does not matter.
    """
    said, kept = _words(_MARK.sub("", text)), _words(read)
    missing = Counter(said) - Counter(kept)
    letters = Counter("".join(said)) - Counter("".join(kept))
    return tuple(missing) if letters else ()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.translate(_JOINERS).casefold())
