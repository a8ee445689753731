"""Reads OpenDocument texts straight from their XML: headings, lists, tables, notes."""

from __future__ import annotations

from typing import Any

from briefing.errors import LoadError
from briefing.language import tr, tr_many
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.news_xml import local, parsed_xml, root_of
from briefing.loaders.opening import add_heading, read_opening
from briefing.loaders.package import Package, locked
from briefing.loaders.properties import (
    PROPERTIES,
    plausible_author,
    plausible_title,
    property_words,
)
from briefing.model.article import BlockKind, Metadata
from briefing.services.ports import LoadedArticle

_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_UNSEEN = frozenset(
    (
        f"{_T}tracked-changes", f"{_O}annotation", f"{_O}annotation-end", f"{_DRAW}text-box",
        f"{_T}note-citation", f"{_T}ruby-text", f"{_O}forms", f"{_DRAW}object",
        f"{_O}event-listeners",
        "{http://www.w3.org/2000/svg}title", "{http://www.w3.org/2000/svg}desc",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
    )
)  # fmt: skip
"""What holds no words of the text itself; deleted text lies in the tracked changes."""
_INTO = frozenset(
    (f"{_T}section", f"{_T}index-body", f"{_DRAW}frame", f"{_DRAW}text-box", f"{_DRAW}g")
) | {f"{_T}{name}" for name in ("table-of-content", "index-title", "numbered-paragraph")}
_MOST_SPACES = 100
_DEEPEST = 8


class OdtLoader:
    """Reads .odt files; macros, pictures and what it links to are left alone."""

    name, label, suffixes = facts("odt")

    def prepare(self) -> None:
        """Load what reading loads at first need."""
        import lxml.etree  # noqa: F401 for the process that opens no file later

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the document as an article; raises LoadError if it is damaged or locked.

        Notes follow the text; comments and deleted text are left out.
        """
        content, meta, macros = _flat(data, source) if _is_flat(data) else _packed(data, source)
        reader = _Reader(content)
        body = content.find(f"{_O}body/{_O}text")
        if body is None:
            raise LoadError(
                tr("{source} holds no text document.", source=source),
                tr("Open it where it was made, and save anew."),
            )
        reader.read(body)
        builder = reader.builder
        warnings = reader.warnings()
        if macros:
            warnings.append(tr("It has macros. They were left out, and nothing in them was run."))
        return [made(data, source, builder.text, builder.blocks, _metadata(meta, reader), warnings)]


_Parts = tuple[Any, Any, bool]
"""The content, the properties or None, and whether there are macros."""


def _packed(data: bytes, source: str) -> _Parts:
    with Package(data, source, OdtLoader.label) as package:
        manifest = "META-INF/manifest.xml"
        if manifest in package.names and b"encryption-data" in package.read(manifest):
            raise locked(source)
        macros = any(name.startswith("Basic/") for name in package.names)
        return package.tree("content.xml"), package.optional("meta.xml"), macros


def _is_flat(data: bytes) -> bool:
    """Tell whether it is a document in one XML file (.fodt), not in a zip file."""
    return root_of(data)[0] == "document"


def _flat(data: bytes, source: str) -> _Parts:
    root = parsed_xml(data, source)
    macros = any(local(each) == "module" for each in root.iterfind(f"{_O}scripts//*"))
    return root, root, macros


class _Reader:
    """Walks the body in order and turns paragraphs and rows into blocks."""

    def __init__(self, content: Any) -> None:
        self.builder = TextBuilder()
        self._notes: list[Any] = []
        self._comments = 0
        self.title = ""
        self._styles = _parents(content)
        self._hidden = _hidden(content)

    def read(self, body: Any) -> None:
        """Take in the whole body, then its notes."""
        self._blocks(body, BlockKind.PARAGRAPH, 0)
        for note in self._notes:
            self.builder.add(" ".join(self._words(p) for p in note.iter(f"{_T}p", f"{_T}h")))

    def warnings(self) -> list[str]:
        """Return what was left out."""
        if not self._comments:
            return []
        count = self._comments
        said = tr_many(
            "{count:,} comment was left out.", "{count:,} comments were left out.", count
        )
        return [said]

    def _blocks(self, parent: Any, kind: BlockKind, level: int) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{_T}h":
                depth = _number(element.get(f"{_T}outline-level"), 1)
                self._paragraph(element, BlockKind.HEADING, depth or 1)
            elif tag == f"{_T}p":
                self._paragraph(element, *self._kind(element, kind, level))
            elif tag == f"{_T}list":
                inside = level + 1 if kind is BlockKind.LIST_ITEM else 0
                self._list(element, min(inside, _DEEPEST))
            elif tag == f"{_TABLE}table":
                self._table(element)
            elif tag in _INTO:
                self._blocks(element, kind, level)

    def _list(self, items: Any, level: int) -> None:
        for item in items:
            if item.tag in (f"{_T}list-item", f"{_T}list-header"):
                self._blocks(item, BlockKind.LIST_ITEM, level)

    def _kind(self, element: Any, kind: BlockKind, level: int) -> tuple[BlockKind, int]:
        style = element.get(f"{_T}style-name", "")
        name = self._styles.get(style, style)
        if kind is BlockKind.PARAGRAPH and name == "Title":
            return BlockKind.HEADING, 1
        if kind is BlockKind.PARAGRAPH and "quot" in name.lower():
            return BlockKind.QUOTATION, 0
        return kind, level

    def _table(self, table: Any) -> None:
        for row in _rows(table):
            cells = (self._cell(cell) for cell in row.iterchildren(f"{_TABLE}table-cell"))
            self.builder.add("\t".join(cells).rstrip("\t"), BlockKind.TABLE_ROW)

    def _cell(self, cell: Any) -> str:
        paragraphs = (" ".join(self._words(p).split()) for p in cell.iter(f"{_T}p", f"{_T}h"))
        return " ".join(words for words in paragraphs if words)

    def _paragraph(self, element: Any, kind: BlockKind, level: int) -> None:
        words = self._words(element)
        self.builder.add(words, kind, level)
        if not self.title and self._styles.get(element.get(f"{_T}style-name", "")) == "Title":
            self.title = words
        for box in element.iterdescendants(f"{_DRAW}text-box"):
            if next(box.iterancestors(f"{_DRAW}text-box"), None) is None:
                self._blocks(box, BlockKind.PARAGRAPH, 0)

    def _words(self, element: Any) -> str:
        words: list[str] = [element.text or ""]
        for child in element:
            tag = child.tag
            if tag == f"{_T}s":
                words.append(" " * min(_number(child.get(f"{_T}c"), 1), _MOST_SPACES))
            elif tag in (f"{_T}tab", f"{_T}line-break"):
                words.append(" ")
            elif tag == f"{_T}note":
                self._notes.append(child)
            elif tag == f"{_O}annotation":
                self._comments += 1
            elif tag not in _UNSEEN and child.get(f"{_T}style-name") not in self._hidden:
                words.append(self._words(child))
            words.append(child.tail or "")
        return "".join(words)


def _rows(parent: Any) -> list[Any]:
    found = []
    for element in parent:
        if element.tag == f"{_TABLE}table-row":
            found.append(element)
        elif element.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-row-group",
                             f"{_TABLE}table-rows"):  # fmt: skip
            found += _rows(element)
    return found


def _parents(content: Any) -> dict[str, str]:
    """Return for each style of the document's own the named one that it changes."""
    found = {"Title": "Title", "Quotations": "Quotations"}
    for style in content.iterfind(f"{_O}automatic-styles/{_STYLE}style"):
        found[style.get(f"{_STYLE}name", "")] = style.get(f"{_STYLE}parent-style-name", "")
    return found


def _hidden(content: Any) -> frozenset[str]:
    """Return the styles of words that are not shown."""
    styles = content.iterfind(f"{_O}automatic-styles/{_STYLE}style")
    return frozenset(
        style.get(f"{_STYLE}name", "")
        for style in styles
        if any(
            each.get(f"{_T}display") == "none" for each in style.iter(f"{_STYLE}text-properties")
        )
    )


def _metadata(meta: Any, reader: _Reader) -> Metadata:
    """Return what the properties say; when the file was made is not when it was published."""
    inside = meta.find(f"{_O}meta") if meta is not None else None
    found = Findings()
    read_opening(found, reader.builder, reader.title)
    if inside is not None:
        keywords = (property_words(each.text) for each in inside.iterfind(f"{_META}keyword"))
        author = inside.findtext(f"{_META}initial-creator")
        found.add("headline", plausible_title(inside.findtext(f"{_DC}title")), PROPERTIES)
        found.add("byline", plausible_author(author), PROPERTIES)
        found.add("language", property_words(inside.findtext(f"{_DC}language")), PROPERTIES)
        found.add_keywords(keywords, PROPERTIES)
    add_heading(found, reader.builder)
    return found.metadata()


def _number(words: str | None, otherwise: int) -> int:
    fits = words and words.isascii() and words.isdigit() and len(words) < 6
    return int(words) if words and fits else otherwise
