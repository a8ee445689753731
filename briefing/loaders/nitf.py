"""Reads NITF, the older format of news agencies (IPTC, News Industry Text Format 3)."""

from __future__ import annotations

from typing import Any

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.datelines import without_by
from briefing.loaders.dates import written_date
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.news_xml import (
    below,
    children,
    first_words,
    local,
    parsed_xml,
    root_of,
    words,
)
from briefing.model.article import BlockKind, Metadata
from briefing.services.ports import LoadedArticle

_KINDS = {
    "hl1": (BlockKind.HEADING, 1), "hl2": (BlockKind.HEADING, 2), "p": (BlockKind.PARAGRAPH, 0),
    "li": (BlockKind.LIST_ITEM, 0), "dd": (BlockKind.PARAGRAPH, 0), "dt": (BlockKind.PARAGRAPH, 0),
    "credit": (BlockKind.QUOTATION, 0), "tr": (BlockKind.TABLE_ROW, 0),
    "caption": (BlockKind.PARAGRAPH, 0), "pre": (BlockKind.PARAGRAPH, 0),
}  # fmt: skip
_QUOTES = ("bq", "blockquote")
_UNSEEN = ("media-reference", "media-metadata", "media-producer", "script", "style", "head")


class NitfLoader:
    """Reads NITF files, which end in .nitf or .xml."""

    name, label, suffixes = facts("nitf")

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether the root element is NITF's."""
        del name
        return root_of(data)[0] == "nitf"

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article; raises LoadError if there is none."""
        root = parsed_xml(data, source)
        builder = TextBuilder()
        nitf_body(builder, root)
        if not builder.blocks:
            raise LoadError(
                tr("{source} has no text in it.", source=source), tr("Ask for the full story.")
            )
        metadata = nitf_findings(root).metadata()
        return [made(data, source, builder.text, builder.blocks, metadata)]


def nitf_body(builder: TextBuilder, root: Any) -> None:
    """Add the story's blocks: paragraphs, sub-headings, lists, quotations, tables, captions."""
    for content in below(root, "body.content"):
        xml_blocks(builder, content)


def xml_blocks(builder: TextBuilder, element: Any, *, quoted: bool = False) -> None:
    """Add the blocks below an element of NITF or of XHTML in a news item."""
    for child in element:
        name = local(child)
        if not name or name in _UNSEEN:
            continue
        kind = _KINDS.get(name) or _heading(name)
        inside = quoted or name in _QUOTES
        if name == "tr":
            builder.add("\t".join(words(c) for c in children(child, "td", "th")), kind[0])
        elif kind is not None and not any(local(e) in _KINDS for e in child.iterdescendants()):
            builder.add(words(child), *((BlockKind.QUOTATION, 0) if inside else kind))
        elif len(child) or not (child.text or "").strip():
            xml_blocks(builder, child, quoted=inside)
        else:
            kind = (BlockKind.QUOTATION if inside else BlockKind.PARAGRAPH, 0)
            builder.add(words(child), *kind)


def _heading(name: str) -> Any:
    level = name[1:]
    return (BlockKind.HEADING, int(level)) if name[:1] == "h" and level in "123456" else None


def nitf_findings(root: Any) -> Findings:
    """Return what the head and the body's head say of the story."""
    found = Findings()
    head = next(below(root, "body.head"), None)
    if head is not None:
        found.add("headline", first_words(below(head, "hl1")), "NITF hl1")
        byline = first_words(below(head, "byline"))
        found.add("byline", without_by(byline), "NITF byline")
        found.add("agency", first_words(below(head, "distributor")), "NITF distributor")
        for dateline in below(head, "dateline"):
            place = first_words(below(dateline, "location")) or (dateline.text or "")
            found.add("place", place.strip(" ,-–—"), "NITF dateline")
    found.add("headline", first_words(below(root, "title")), "NITF title")
    _from_docdata(found, root)
    found.add("language", root.get("{http://www.w3.org/XML/1998/namespace}lang"), "xml:lang")
    return found


def _from_docdata(found: Findings, root: Any) -> None:
    for name in ("date.issue", "date.release", "story.date"):
        for element in below(root, name):
            found.add("published", written_date(element.get("norm", "")), f"NITF {name}")
    for element in below(root, "pubdata"):
        found.add("outlet", element.get("name"), "NITF pubdata")
        found.add("published", written_date(element.get("date.publication", "")), "NITF pubdata")
    keys = [element.get("key") for element in below(root, "keyword")]
    found.add_keywords(keys, "NITF keyword")


def nitf_metadata(root: Any) -> Metadata:
    """Return what a story inside another format says of itself."""
    return nitf_findings(root).metadata()
