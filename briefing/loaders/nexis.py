"""Reads Nexis's exports as Word documents: an article for each that the file holds."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.errors import LoadError
from briefing.guarding.zips import DAMAGE, PLAIN_TYPES, holds_too_many
from briefing.language import tr
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.dates import written_date
from briefing.loaders.docx import DocxLoader
from briefing.loaders.export_fields import NEXIS, add_field, add_opening
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.package import MOST_PARTS
from briefing.model.article import Article, BlockKind
from briefing.services.ports import LoadedArticle

SNIFFED = 2_000_000
"""Bytes of the unpacked document in which Nexis's marks are looked for."""

Line = tuple[BlockKind, int, str]

_TAGS = re.compile(rb"<[^<>]*>")
_END = re.compile(r"end of document$", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,4} of \d{1,4} documents?$", re.IGNORECASE)
_PARTED = re.compile(rb"End of Document|\d{1,4} of \d{1,4} DOCUMENTS")
_LABELS = re.compile(rb"(?:Load-Date|LOAD-DATE|Length|LENGTH):")
_LABEL = re.compile(rf"({'|'.join(map(re.escape, NEXIS))})\s*(?::\s*(.*)|$)$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"copyright\b|©|all rights reserved", re.IGNORECASE)


class NexisLoader:
    """Reads Word documents from Nexis; labels are those of `export_fields`."""

    name, label, suffixes = facts("nexis")

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether a Word document has Nexis's labels and the line between two articles."""
        del name
        if not data.startswith(b"PK\x03\x04") or holds_too_many(data, MOST_PARTS):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                info = archive.getinfo("word/document.xml")
                if info.compress_type not in PLAIN_TYPES:  # only those unpack bit by bit
                    return False
                with archive.open(info) as part:
                    words = _TAGS.sub(b"", part.read(SNIFFED))
        except (KeyError, *DAMAGE):
            return False
        return bool(_PARTED.search(words) and _LABELS.search(words))

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the articles; raises LoadError if none is found or the document is damaged."""
        document = DocxLoader().load(data, source)[0].article
        articles = [_article(_parted(lines), data, source) for lines in _documents(document)]
        loaded = [each for each in articles if each.article.text]
        if not loaded:
            raise LoadError(
                tr(
                    "No article was found in {source}, which looks like a Nexis export.",
                    source=source,
                ),
                tr("Read the file as one article."),
            )
        return loaded


def _documents(document: Article) -> Iterator[list[Line]]:
    """Return the lines of each article, without the lines that part them."""
    lines: list[Line] = []
    for block in document.blocks:
        words = document.text[block.start : block.end]
        if _END.match(words) or _COUNT.match(words):
            if lines:
                yield lines
            lines = []
        else:
            lines.append((block.kind, block.level, words))
    if lines:
        yield lines


@dataclass(slots=True)
class _Parts:
    """An article's lines: above the first label, with labels, and the body."""

    head: list[str] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


def _parted(lines: list[Line]) -> _Parts:
    """Tell head, labels and body apart: the body follows “Body” or the labels above it."""
    parts = _Parts()
    place = "head"
    for kind, level, words in lines:
        label = _LABEL.match(words)
        name = label[1].lower() if label else ""
        if name == "body" and not (label and label[2]):
            place = "body"
        elif label and (place != "body" or name in _TRAILING) and label[2] is not None:
            place = "tail" if place == "body" else place if place == "tail" else "labels"
            parts.fields.append((name, label[2] or ""))
        elif label and name in ("classification", "graphic", "notes") and place == "body":
            place = "tail"
        elif place == "head":
            parts.head.append(words)
        elif place in ("labels", "body"):
            place = "body"
            parts.body.append((kind, level, words))
    return parts


_TRAILING = {
    "acc-no", "classification", "company", "correction-date", "document-type", "geographic",
    "graphic", "industry", "journal code", "language", "load-date", "notes", "organization",
    "person", "pub-type", "publication-type", "publisher", "subject", "ticker", "url",
}  # fmt: skip
"""Labels that end the body; others may be words of the article's own."""


def _article(parts: _Parts, data: bytes, source: str) -> LoadedArticle:
    found = Findings()
    builder = TextBuilder()
    for label, value in parts.fields:
        add_field(found, NEXIS[label], [value], f"label “{label.capitalize()}:”")
    _add_head(found, parts.head)
    for kind, level, words in parts.body:
        builder.add(words, kind, level)
    add_opening(found, builder.text.split("\n", 1)[:1])
    return made(data, source, builder.text, builder.blocks, found.metadata())


def _add_head(found: Findings, head: list[str]) -> None:
    """Take headline, outlet and date: the outlet is above the date, the headline above or below.

    What stands further up is the cover that the first article of a file may have.
    """
    dated = [number for number, line in enumerate(head) if written_date(line) and len(line) < 70]
    if not dated:
        return
    at = dated[-1]
    found.add("published", written_date(head[at]), "line with the date")
    if at:
        found.add("outlet", head[at - 1], "line above the date")
    below = [line for line in head[at + 1 :] if not _COPYRIGHT.search(line) and len(line) > 20]
    if at > 1:
        found.add("headline", head[at - 2], "line above the outlet")
    elif below:
        found.add("headline", below[-1], "line below the date")
