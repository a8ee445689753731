"""Reads plain text in any common encoding, with the conventions of newswires."""

from __future__ import annotations

import codecs

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.article import cleaned, made
from briefing.loaders.newswire import read_newswire
from briefing.services.ports import LoadedArticle

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 200_000
"""Bytes from which an encoding is guessed."""

READABLE = 0.9
"""The share of characters that can be printed, below which a guess was wrong."""


class TextLoader:
    """Reads .txt files and pasted text."""

    name = "text"
    label = "Text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article; raises LoadError if the bytes are not text."""
        text, warnings = cleaned(decoded(data, source))
        blocks, metadata = read_newswire(text)
        return [made(data, source, text, blocks, metadata, warnings)]


def decoded(data: bytes, source: str) -> str:
    """Return bytes as text: by byte order mark, as UTF-8, else by what a detector finds.

    Raises LoadError if none of them can.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, source)
    if wide := _two_bytes(data):
        return _strictly(data, wide, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = _strictly(data, _guessed(data, source), source)
    sample = text[:SAMPLE]
    if sum(c.isprintable() or c.isspace() for c in sample) < READABLE * len(sample):
        raise LoadError(
            tr("{source} is not text.", source=source), tr("Open a file with text in it.")
        )
    return text


def _two_bytes(data: bytes) -> str:
    """Return which UTF-16 it is of which every other byte is mostly zero, as in Latin text."""
    half = data[: 4096 & ~1]
    zeros = (half[0::2].count(0), half[1::2].count(0))
    if max(zeros) <= 0.3 * len(half) / 2 or min(zeros) > 0.02 * len(half):
        return ""
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _guessed(data: bytes, source: str) -> str:
    import chardet

    found = chardet.detect(data[:SAMPLE])["encoding"]
    if not found:
        raise LoadError(
            tr("The encoding of {source} could not be made out.", source=source),
            tr("Save it as UTF-8 and open it again."),
        )
    return "windows-1252" if found.lower() in ("ascii", "iso-8859-1", "latin-1") else found


def _strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError as error:
        raise LoadError(
            tr(
                "{source} is not text in any encoding that is known here (byte {start:,}).",
                source=source,
                start=error.start,
            ),
            tr("Save it as UTF-8 and open it again."),
        ) from error
