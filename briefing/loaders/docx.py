"""Reads Word documents straight from their parts: headings, lists, tables, text boxes, notes."""

from __future__ import annotations

from typing import Any

from briefing.errors import LoadError
from briefing.language import tr, tr_many
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.docx_parts import (
    MC,
    Notes,
    Styles,
    W,
    WordPackage,
    comments_in,
    main_part,
    notes_of,
)
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.opening import add_heading, read_opening
from briefing.loaders.package import locked
from briefing.loaders.properties import (
    PROPERTIES,
    plausible_author,
    plausible_title,
    property_words,
)
from briefing.model.article import BlockKind, Metadata
from briefing.services.ports import LoadedArticle

_OLE = b"\xd0\xcf\x11\xe0"
_DC = "{http://purl.org/dc/elements/1.1/}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT = (f"{W}t", f"{_M}t")
_HYPHEN, _ALTERNATIVES = f"{W}noBreakHyphen", f"{MC}AlternateContent"
_RUN, _RUN_PROPERTIES, _VANISH = f"{W}r", f"{W}rPr", f"{W}vanish"
_PARAGRAPH, _PARAGRAPH_PROPERTIES, _END_DELETED = f"{W}p", f"{W}pPr", f"{W}rPr/{W}del"
_BOX = f"{W}txbxContent"
_UNSEEN = frozenset(
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText",
        "rt", "tblPr", "tblGrid", "sectPr", "txbxContent",
    )
)  # fmt: skip
"""What holds no words of the text itself: deletions, properties, field codes, readings above it."""
_SPACES = frozenset(f"{W}{name}" for name in ("tab", "br", "cr", "ptab"))
_INTO = frozenset(
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)  # fmt: skip


class DocxLoader:
    """Reads .docx files; macros, links and embedded files are left alone."""

    name, label, suffixes = facts("docx")

    def prepare(self) -> None:
        """Load what reading loads at first need."""
        import lxml.etree  # noqa: F401 for the process that opens no file later

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the document as an article; raises LoadError if it is damaged or locked.

        The text is what a reader sees with all changes accepted. Notes follow it; comments,
        headers and footers are left out.
        """
        if data.startswith(_OLE):
            raise locked(source)
        with WordPackage(data, source, self.label) as package:
            part = main_part(package)
            document = package.tree(part)
            reader = _Reader(package, part)
            reader.read(document)
            metadata = _metadata(package.optional("docProps/core.xml"), reader)
            warnings = _warnings(package, part)
        if document.tag != f"{W}document":
            raise LoadError(
                tr("{source} is no {kind} that is known here.", source=source, kind=tr(self.label)),
                tr("Save it as .docx anew."),
            )
        builder = reader.builder
        return [made(data, source, builder.text, builder.blocks, metadata, warnings)]


class _Reader:
    """Walks the body in order and turns paragraphs and rows into blocks."""

    def __init__(self, package: WordPackage, part: str) -> None:
        self.builder = TextBuilder()
        self._styles = Styles(package.optional(f"{_folder(part)}styles.xml"))
        self._notes: Notes = notes_of(package, _folder(part))
        self._held = ""
        self.title = ""

    def read(self, document: Any) -> None:
        """Take in the whole document, then its notes."""
        body = document.find(f"{W}body")
        self._blocks(body if body is not None else document)
        self.builder.add(self._held)
        for note in self._notes:
            self.builder.add(" ".join(_words(p) for p in note.iter(f"{W}p")))

    def _blocks(self, parent: Any) -> None:
        for element in parent:
            if element.tag == _PARAGRAPH:
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag in _INTO:
                self._blocks(element)

    def _table(self, table: Any) -> None:
        for row in _within(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is None:
                cells = (_cell(cell) for cell in _within(row, f"{W}tc"))
                self.builder.add("\t".join(cells), BlockKind.TABLE_ROW)

    def _paragraph(self, paragraph: Any) -> None:
        words, self._held = self._held + _words(paragraph), ""
        properties = paragraph.find(_PARAGRAPH_PROPERTIES)
        if properties is not None and properties.find(_END_DELETED) is not None:
            self._held = words  # its end was deleted: it goes on in the next one
        else:
            kind, level = self._styles.kind(properties)
            self.builder.add(words, kind, level)
            if not self.title and self._styles.is_title(properties):
                self.title = words
        for box in _text_boxes(paragraph):
            self._blocks(box)


def _within(parent: Any, tag: str) -> list[Any]:
    """Return the rows of a table or the cells of a row, also those in content controls."""
    found = []
    for element in parent:
        if element.tag == tag:
            found.append(element)
        elif element.tag in _INTO:
            found += _within(element, tag)
    return found


def _cell(cell: Any) -> str:
    """Return the words of a cell, those of tables within it included, on one line."""
    paragraphs = (" ".join(_words(p).split()) for p in cell.iter(f"{W}p"))
    return " ".join(words for words in paragraphs if words)


def _text_boxes(paragraph: Any) -> list[Any]:
    """Return the boxes that hang at a paragraph; of those drawn twice for old programs, one."""
    found = []
    for box in paragraph.iter(_BOX):
        inside = {each.tag for each in box.iterancestors(f"{MC}Fallback", f"{W}txbxContent")}
        choice = next(box.iterancestors(f"{MC}AlternateContent"), None)
        twice = f"{MC}Fallback" in inside and choice is not None and _has_box(choice)
        if not twice and f"{W}txbxContent" not in inside:
            found.append(box)
    return found


def _has_box(alternatives: Any) -> bool:
    first = alternatives.find(f"{MC}Choice")
    return first is not None and next(first.iter(f"{W}txbxContent"), None) is not None


def _words(paragraph: Any) -> str:
    """Return the words a reader sees: insertions taken, deletions and field codes left out."""
    words: list[str] = []
    _collect(paragraph, words)
    return "".join(words)


def _collect(parent: Any, words: list[str]) -> None:
    for element in parent:
        tag = element.tag
        if tag in _TEXT:
            words.append(element.text or "")
        elif tag in _SPACES:
            words.append(" ")
        elif tag == _HYPHEN:
            words.append("-")
        elif tag == _ALTERNATIVES:
            _collect_one(element, words)
        elif tag not in _UNSEEN and not (tag == _RUN and _hidden(element)):
            _collect(element, words)


def _collect_one(alternatives: Any, words: list[str]) -> None:
    """Take the first of several ways to draw the same that has words, such as an emoji's."""
    for each in alternatives:
        found: list[str] = []
        _collect(each, found)
        if found:
            words += found
            return


def _hidden(run: Any) -> bool:
    properties = run.find(_RUN_PROPERTIES)
    mark = properties.find(_VANISH) if properties is not None else None
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off")


def _warnings(package: WordPackage, part: str) -> list[str]:
    found = []
    count = comments_in(package.optional(f"{_folder(part)}comments.xml"))
    if count:
        found.append(
            tr_many("{count:,} comment was left out.", "{count:,} comments were left out.", count)
        )
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        found.append(tr("It has macros. They were left out, and nothing in them was run."))
    if any("afchunk" in name.lower() for name in package.names):
        found.append(tr("A document that is embedded in it was left out."))
    return found


def _metadata(core: Any, reader: _Reader) -> Metadata:
    """Return what the properties say; when the file was made is not when it was published."""
    said = {element.tag: element.text for element in core} if core is not None else {}
    found = Findings()
    read_opening(found, reader.builder, reader.title)
    found.add("headline", plausible_title(said.get(f"{_DC}title")), PROPERTIES)
    found.add("byline", plausible_author(said.get(f"{_DC}creator")), PROPERTIES)
    found.add("language", property_words(said.get(f"{_DC}language")), PROPERTIES)
    add_heading(found, reader.builder)
    return found.metadata()


def _folder(part: str) -> str:
    return part[: part.rfind("/") + 1]
