"""Reads Word documents: headings, lists, tables as rows, and footnotes, straight from the parts."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from briefing.errors import LoadError
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.model.article import BlockKind, Metadata, clean_text
from briefing.services.ports import LoadedArticle

LARGEST_PART = 100 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "headline",
    "{http://purl.org/dc/elements/1.1/}creator": "byline",
    "{http://purl.org/dc/elements/1.1/}language": "language",
}
_UNSEEN = (f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}pPr")
_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_LIST = re.compile(r"list\b", re.IGNORECASE)
_QUOTE = re.compile(r"quot", re.IGNORECASE)


class DocxLoader:
    """Reads .docx files; macros, links and embedded files are left alone."""

    name = "docx"
    label = "Word document"
    suffixes: tuple[str, ...] = (".docx", ".docm")

    def prepare(self) -> None:
        """Load what reading loads at first need."""
        import lxml.etree  # noqa: F401 for the process that opens no file later

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the document as an article; raises LoadError if it is damaged or locked."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                package = _Package(archive, source)
                document = package.tree("word/document.xml")
                reader = _Reader(package)
                reader.read(document)
                metadata = _metadata(package.optional("docProps/core.xml"))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, EOFError) as error:
            raise LoadError(
                f"{source} is damaged or locked with a password ({error}).",
                "Open it in Word, save it anew without a password, and try again.",
            ) from error
        builder = reader.builder
        return [made(data, source, builder.text, builder.blocks, metadata)]


class _Package:
    """The parts of a Word file, read with limits and without entities."""

    def __init__(self, archive: zipfile.ZipFile, source: str) -> None:
        self._archive = archive
        self._source = source

    def tree(self, name: str) -> Any:
        """Return a part parsed; raises KeyError if it is not there."""
        from lxml import etree

        info = self._archive.getinfo(name)
        if info.file_size > LARGEST_PART:
            raise LoadError(
                f"{self._source} unpacks to {info.file_size / 1e6:,.0f} MB.",
                "Copy the part you need and paste it.",
            )
        with self._archive.open(info) as file:
            data = file.read(LARGEST_PART + 1)
        if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
            raise LoadError(
                f"{self._source} declares entities, which no Word document does.",
                "It was not read. Ask whoever sent it for another copy.",
            )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise LoadError(
                f"{self._source} is damaged: {name} ({error}).",
                "Open it in Word, save it anew, and try again.",
            ) from error

    def optional(self, name: str) -> Any:
        """Return a part parsed, or None if it is not there."""
        return self.tree(name) if name in self._archive.namelist() else None


class _Reader:
    """Walks the body in order and turns paragraphs and rows into blocks."""

    def __init__(self, package: _Package) -> None:
        self.builder = TextBuilder()
        self._styles = _style_names(package.optional("word/styles.xml"))
        self._notes = _notes(package)

    def read(self, document: Any) -> None:
        """Take in the whole document, then its notes."""
        body = document.find(f"{_W}body")
        self._blocks(body if body is not None else document)
        for words in self._notes.values():
            self.builder.add(words)

    def _blocks(self, parent: Any) -> None:
        for element in parent:
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                for row in element.iter(f"{_W}tr"):
                    cells = (self._cell(cell) for cell in row.iter(f"{_W}tc"))
                    self.builder.add("\t".join(cells), BlockKind.TABLE_ROW)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                self._blocks(element)

    def _cell(self, cell: Any) -> str:
        return " ".join(" ".join(_words(p).split()) for p in cell.iter(f"{_W}p"))

    def _paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(f"{_W}pPr")
        style, depth = "", None
        if properties is not None:
            named = properties.find(f"{_W}pStyle")
            style_id = named.get(f"{_W}val", "") if named is not None else ""
            style = self._styles.get(style_id, style_id)
            level = properties.find(f"{_W}numPr/{_W}ilvl")
            if properties.find(f"{_W}numPr") is not None:
                depth = int(level.get(f"{_W}val", "0")) if level is not None else 0
        kind, number = _kind(style, depth)
        self.builder.add(_words(paragraph), kind, number)


def _kind(style: str, depth: int | None) -> tuple[BlockKind, int]:
    if heading := _HEADING.search(style):
        return BlockKind.HEADING, int(heading.group(1))
    if style.lower() == "title":
        return BlockKind.HEADING, 1
    if depth is not None or _LIST.search(style):
        return BlockKind.LIST_ITEM, depth or 0
    return (BlockKind.QUOTATION, 0) if _QUOTE.search(style) else (BlockKind.PARAGRAPH, 0)


def _words(paragraph: Any) -> str:
    """Return the words a reader sees: insertions taken, deletions and field codes left out."""
    words = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if next(element.iterancestors(*_UNSEEN), None) is not None:
            continue
        if element.tag == f"{_W}t":
            words.append(element.text or "")
        else:
            words.append("-" if element.tag == f"{_W}noBreakHyphen" else " ")
    return "".join(words)


def _style_names(styles: Any) -> dict[str, str]:
    names: dict[str, str] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name = style.find(f"{_W}name")
        if name is not None:
            names[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "")
    return names


def _notes(package: _Package) -> dict[str, str]:
    notes: dict[str, str] = {}
    for part, tag in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        tree = package.optional(part)
        for note in tree.iter(f"{_W}{tag}") if tree is not None else ():
            if note.get(f"{_W}type") is None:
                words = " ".join(_words(p) for p in note.iter(f"{_W}p"))
                notes[f"{tag}{note.get(f'{_W}id')}"] = words
    return notes


def _metadata(core: Any) -> Metadata:
    said: dict[str, Any] = {}
    for element in core if core is not None else ():
        words = " ".join(clean_text(element.text or "").split())
        if element.tag in _CORE and words and words.lower() != "python-docx":
            said[_CORE[element.tag]] = words
    return Metadata(**said)
