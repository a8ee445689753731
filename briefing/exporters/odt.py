"""Writes the outline as an OpenDocument text: real styles, lists, tables, footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from briefing.exporters.formats import facts
from briefing.exporters.nesting import ListOf, nested
from briefing.exporters.odt_styles import (
    NAMESPACES,
    VERSION,
    column_style,
    styles_xml,
    table_styles,
)
from briefing.language import said_in
from briefing.model.article import clean_text
from briefing.model.outline import (
    Citation,
    Outline,
    OutlineBlock,
    ParagraphKind,
    Run,
    Section,
    Table,
)
from briefing.model.template import Notes
from briefing.services.ports import TemplatePackage
from briefing.services.section_text.markdown_runs import SAFE_LINK

_KIND = "application/vnd.oasis.opendocument.text"
_FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the document, so that the same outline gives the same bytes."""
# ODF 1.3 part 3, 6.1.2: white space collapses as in HTML; these elements keep it.
_SPACE = re.compile(r"\t|\n| {2,}|^ | $")
_STYLES = {ParagraphKind.QUOTE: "Quotations", ParagraphKind.PLACEHOLDER: "Placeholder"}


class OdtExporter:
    """Takes the words of the outline; the template says where the notes stand."""

    name, label, suffix = facts("odt")

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:
        """Return the document; the same outline gives the same bytes."""
        kind = "endnote" if package.template.notes is Notes.ENDNOTES else "footnote"
        writer = _Writer(outline, kind)
        body = "".join(writer.body())
        looks = table_styles(outline.language) + "".join(writer.columns)
        content = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES} '
            f"{VERSION}><office:automatic-styles>{looks}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>"
        )
        styles = styles_xml(outline.language, clean_text(outline.marking), draft=outline.draft)
        return _zipped(
            {
                "content.xml": content,
                "styles.xml": styles,
                "meta.xml": _meta(outline),
                "META-INF/manifest.xml": _MANIFEST,
            }
        )


class _Writer:
    def __init__(self, outline: Outline, kind: str) -> None:
        self._outline = outline
        self._kind = kind
        self._notes: Mapping[int, Citation] = {c.number: c for c in outline.citations}
        self._tables = 0
        self.columns: list[str] = []

    def body(self) -> Iterator[str]:
        """Yield the document's body piece by piece."""
        outline = self._outline
        yield _paragraph("Title", _text(outline.title))
        code = outline.language
        dated = (said_in(code, "Date"), outline.date)
        for label, value in (*((f.label, f.value) for f in outline.fields), dated):
            named = _text(said_in(code, "{label}:", label=label))
            name = f'<text:span text:style-name="Strong_20_Emphasis">{named}</text:span>'
            yield _paragraph("Field", f"{name} {_text(value)}")
        for section in outline.sections:
            yield from self._section(section, 1)
        for part in outline.parts:
            yield _heading(1, _text(part.source.line))
            for section in part.sections:
                yield from self._section(section, 2)
        if outline.sources:
            yield _heading(1, _text(said_in(code, "Sources")))
            items = "".join(
                f"<text:list-item>{_paragraph('List_20_Text', _text(s.line))}</text:list-item>"
                for s in outline.sources
            )
            yield f'<text:list text:style-name="Bullets">{items}</text:list>'

    def _section(self, section: Section, level: int) -> Iterator[str]:
        if section.omitted:
            return
        yield f'<text:section text:name="{escape(section.key)}">'
        yield _heading(level, _text(section.title))
        for block in nested(section.blocks):
            yield from self._block(block, level)
        yield "</text:section>"

    def _block(self, block: OutlineBlock | ListOf, level: int) -> Iterator[str]:
        if isinstance(block, ListOf):
            yield from self._list(block)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif block.kind is ParagraphKind.HEADING:
            yield _heading(level + block.level, self._runs(block.runs))
        else:
            style = _STYLES.get(block.kind, "Text_20_body")
            yield _paragraph(style, self._runs(block.runs))

    def _list(self, of: ListOf) -> Iterator[str]:
        yield f'<text:list text:style-name="{"Numbers" if of.ordered else "Bullets"}">'
        for item in of.items:
            yield f"<text:list-item>{_paragraph('List_20_Text', self._runs(item.paragraph.runs))}"
            for each in item.lists:
                yield from self._list(each)
            yield "</text:list-item>"
        yield "</text:list>"

    def _table(self, table: Table) -> Iterator[str]:
        self._tables += 1
        yield _paragraph("Caption", _text(table.title))
        yield (
            f'<table:table table:name="Table{self._tables}" table:style-name="Grid">'
            f"{''.join(self._columns(table))}"
            '<table:table-header-rows><table:table-row table:style-name="Row">'
        )
        yield from (_cell("Head", "Table_20_Heading", _text(words)) for words in table.header)
        yield "</table:table-row></table:table-header-rows>"
        for row in table.rows:
            yield '<table:table-row table:style-name="Row">'
            for cell in row.cells:
                yield _cell("Cell", "Table_20_Contents", self._runs(cell))
            yield "</table:table-row>"
        yield "</table:table>"

    def _columns(self, table: Table) -> Iterator[str]:
        for number, share in enumerate(_shares(table), 1):
            name = f"Table{self._tables}.{number}"
            self.columns.append(column_style(name, share))
            yield f'<table:table-column table:style-name="{name}"/>'

    def _runs(self, runs: Iterable[Run]) -> str:
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        words = _text(run.text)
        for style, on in (("Source_20_Text", run.code), ("Emphasis", run.italic),
                          ("Strong_20_Emphasis", run.bold)):  # fmt: skip
            if on:
                words = f'<text:span text:style-name="{style}">{words}</text:span>'
        if run.link and SAFE_LINK.match(run.link):
            address = escape(clean_text(run.link))
            words = f'<text:a xlink:type="simple" xlink:href="{address}">{words}</text:a>'
        return words + (self._note(run.citation) if run.citation is not None else "")

    def _note(self, number: int) -> str:
        note = _paragraph(self._kind.capitalize(), _text(self._notes[number].note))
        return (
            f'<text:bookmark text:name="excerpt_{number}"/>'
            f'<text:note text:id="ftn{number}" text:note-class="{self._kind}">'
            f"<text:note-citation>{number}</text:note-citation>"
            f"<text:note-body>{note}</text:note-body></text:note>"
        )


def _shares(table: Table) -> list[int]:
    """Return what each column takes of 100: by its longest words, but none very little."""
    rows = [[sum(len(run.text) for run in cell) for cell in row.cells] for row in table.rows]
    longest = [max(column) for column in zip([len(h) for h in table.header], *rows, strict=True)]
    weights = [min(length, 160) ** 0.5 for length in longest]
    least = 60 / len(weights)
    shares = [max(least, 100 * weight / sum(weights)) for weight in weights]
    return [round(100 * share / sum(shares)) for share in shares]


def _paragraph(style: str, inside: str) -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def _heading(level: int, inside: str) -> str:
    style = f"Heading_20_{min(3, level)}"
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{inside}</text:h>'


def _cell(style: str, paragraph: str, inside: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{_paragraph(paragraph, inside)}</table:table-cell>"
    )


def _text(words: str) -> str:
    """Return words as XML that shows every space, tab and line break."""
    return _SPACE.sub(_spaced, escape(clean_text(words), quote=False))


def _spaced(match: re.Match[str]) -> str:
    found = match.group()
    if found == "\t":
        return "<text:tab/>"
    return "<text:line-break/>" if found == "\n" else f'<text:s text:c="{len(found)}"/>'


def _meta(outline: Outline) -> str:
    day = outline.date[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d", outline.date[:10]) else ""
    created = f"<meta:creation-date>{day}T00:00:00</meta:creation-date>" if day else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta {NAMESPACES} {VERSION}>'
        f"<office:meta><meta:generator>Briefing</meta:generator>"
        f"<dc:title>{escape(clean_text(outline.title))}</dc:title>"
        f"<meta:initial-creator>{escape(clean_text(outline.author))}</meta:initial-creator>"
        f"<dc:creator>{escape(clean_text(outline.author))}</dc:creator>"
        f"<dc:language>{escape(outline.language)}</dc:language>{created}"
        "</office:meta></office:document-meta>"
    )


_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
    f'manifest:media-type="{_KIND}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)


def _zipped(parts: Mapping[str, str]) -> bytes:
    """Return the package; its type comes first and bare, as ODF 1.3 part 2, 3.3 asks."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in {"mimetype": _KIND, **parts}.items():
            info = zipfile.ZipInfo(name, _FIXED)
            info.create_system = 0
            bare = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if bare else zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())
    return target.getvalue()
