"""An article as it was read: frozen text, its blocks and what it says of itself."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum

# What XML 1.0 forbids (W3C, Extensible Markup Language, production 2), lone surrogates included.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_EASTERN = re.compile("[^\0-\u303f]")
"""What may be an ideograph: their own pattern takes 3 ms to compile, which few texts need."""
_WORDLIKE = re.compile(r"\w")


class BlockKind(StrEnum):
    """What a block of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTATION = "quotation"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Block:
    """A range of `Article.text` in code points, end exclusive; `level` counts headings and lists.

    A heading's level runs from 1; a list item's from 0, its depth; others have 0.
    """

    kind: BlockKind
    level: int
    start: int
    end: int

    def shifted(self, by: int) -> Block:
        """Return it `by` code points further on."""
        return Block(self.kind, self.level, self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the article says of itself; None where it does not say.

    `published` is ISO 8601 as far as the article goes: no zone, time or day is ever added. `found`
    pairs the name of a field with where its value stood, as a reader would name the place.
    `updated` is a date like `published`; `confirmed` the ISO time when somebody said that all of it
    is right, "" if nobody did.
    """

    headline: str | None = None
    agency: str | None = None
    place: str | None = None
    byline: str | None = None
    published: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    outlet: str | None = None
    found: tuple[tuple[str, str], ...] = ()
    updated: str | None = None
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a project.

    `text` has LF line ends, no byte order mark and no character that XML forbids; `sha256` is the
    hash of its UTF-8 bytes, "" where nobody has counted it since a long text was edited (ask for
    `fingerprint`); `original` that of the file it was read from, kept in the project file.
    `source` is a file name, an address or "Pasted text"; `added` an ISO 8601 time; `words` is how
    many there are, see `count_words`.
    """

    id: str
    source: str
    title: str | None
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    sha256: str = ""
    original: str | None = None
    added: str = ""
    warnings: tuple[str, ...] = ()
    words: int = 0

    @property
    def name(self) -> str:
        """The title, else the headline, else where it came from."""
        return self.title or self.metadata.headline or self.source

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the text's UTF-8 bytes, counted if it has to be."""
        return self.sha256 or text_hash(self.text)


def clean_text(text: str) -> str:
    """Return `text` with LF line ends, no byte order mark and no character that XML forbids."""
    if _is_clean(text):
        return text
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)).lstrip("\ufeff")


def forbidden_in(text: str) -> list[str]:
    """Return the characters of `text` that `clean_text` leaves out, as they come."""
    return [] if _is_clean(text) else _FORBIDDEN.findall(_LINE_ENDS.sub("\n", text))


def _is_clean(text: str) -> bool:
    """Tell whether a text has only what prints, and LF: it needs no search for anything else."""
    return text.isprintable() or text.replace("\n", "").isprintable()


def text_hash(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def count_words(text: str) -> int:
    """Count words as Word does: what spaces part, and each Chinese or Japanese character."""
    rest, count = text, 0
    if not text.isascii() and _EASTERN.search(text):
        rest, count = re.subn(f"[{_IDEOGRAPHS}]", " ", text)
    parts = rest.split()
    marks = {part for part in set(parts) if not _WORDLIKE.search(part)}
    return count + len(parts) - (sum(part in marks for part in parts) if marks else 0)
