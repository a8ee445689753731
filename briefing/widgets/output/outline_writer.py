"""Writes an outline into a Qt document, a block at a step, each leading to where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from briefing.language import said_in
from briefing.model.outline import Outline, OutlineBlock, Paragraph, ParagraphKind, Run, Section
from briefing.model.outline import Table as OutlineTable
from briefing.services.reading.hidden_signs import seen
from briefing.widgets import theme

_INDENTS = {
    ParagraphKind.BULLET: 22,
    ParagraphKind.NUMBER: 22,
    ParagraphKind.QUOTE: 26,
}
_MARK = 18
"""Pixels that the mark of a list stands before its words."""


class Target(NamedTuple):
    """Where a click leads: the section, the excerpt if any, else the words of the section."""

    section: str = ""
    excerpt: str = ""
    words: str = ""


class _Look(NamedTuple):
    """How words look, but for where they lead."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    link: bool = False
    colour: str = ""
    size: int = 0
    above: bool = False


class OutlineWriter:
    """Writes into one document.

    `targets` has what the link of a number leads to, `sections` the position of each section's
    title by its key.
    """

    def __init__(self, document: QTextDocument, look: theme.Colours) -> None:
        self._cursor = QTextCursor(document)
        self._look = look
        self._counts: list[int] = []
        self._started = False
        self._cited: dict[int, str] = {}
        self._form = cache(partial(_format, look))
        self.targets: list[Target] = []
        self.sections: dict[str, int] = {}

    def write(self, outline: Outline) -> Iterator[None]:
        """Write all of it, a block at each step."""
        code, look = outline.language, self._look
        self._cited = {note.number: note.excerpt for note in outline.citations}
        if outline.marking:
            self._line(outline.marking, _Look(bold=True, size=13), centre=True)
        if outline.draft:
            warning = _Look(bold=True, size=13, colour=look.error)
            self._line(said_in(code, "DRAFT"), warning, centre=True)
        self._line(outline.title, _Look(bold=True, size=25, colour=look.accent), after=2)
        quiet = _Look(size=13, colour=look.quiet)
        for field in outline.fields:
            label = said_in(code, "{label}:", label=field.label)
            self._line(f"{label} {field.value}", quiet, after=0)
        self._line(outline.date, quiet)
        for section in outline.sections:
            yield from self._section(section, 18)
        for part in outline.parts:
            self._line(part.source.line, _Look(bold=True, size=18), before=16)
            for section in part.sections:
                yield from self._section(section, 15)
        yield from self._notes(outline)

    def leave_room(self, height: float) -> None:
        """Leave room behind what is written, in pixels."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        form = self._cursor.blockFormat()
        form.setBottomMargin(form.bottomMargin() + height)
        self._cursor.setBlockFormat(form)

    def _notes(self, outline: Outline) -> Iterator[None]:
        if outline.citations:
            words = said_in(outline.language, "Notes")
            self._line(words, _Look(bold=True, size=15), before=20)
        for note in outline.citations:
            href = self._leading(Target(excerpt=note.excerpt))
            self._line(f"{note.number}  {note.note}", _Look(size=13), after=2, href=href)
            yield

    def _section(self, section: Section, size: int) -> Iterator[None]:
        if section.omitted:
            return
        href = self._leading(Target(section.key))
        self._line(section.title, _Look(bold=True, size=size), before=14, after=3, href=href)
        self.sections[section.key] = self._cursor.block().position()
        self._counts = []
        for block in section.blocks:
            yield from self._block(block, section.key)

    def _block(self, block: OutlineBlock, key: str) -> Iterator[None]:
        if isinstance(block, OutlineTable):
            yield from self._table(block, key)
            return
        is_heading = block.kind is ParagraphKind.HEADING
        level = 0 if is_heading else block.level
        listed = self._mark(block)
        self._new_block(_block_format(_INDENTS.get(block.kind, 0) * (level + 1), bool(listed)))
        if listed:
            self._cursor.insertText(listed, self._form(_Look()))
        look = _Look(bold=is_heading)
        if block.kind is ParagraphKind.PLACEHOLDER:
            look = _Look(italic=True, colour=self._look.error)
        words = "" if block.excerpt else block.text
        self._runs(block.runs, look, Target(key, block.excerpt or "", words))
        yield

    def _mark(self, block: Paragraph) -> str:
        if block.kind is ParagraphKind.BULLET:
            return "•  "
        if block.kind is not ParagraphKind.NUMBER:
            return ""
        counts, level = self._counts, block.level
        counts += [0] * (level + 1 - len(counts))
        del counts[level + 1 :]
        counts[level] = 1 if block.first else counts[level] + 1
        return f"{counts[level]}. "

    def _runs(self, runs: tuple[Run, ...], look: _Look, target: Target) -> None:
        href = self._leading(target)
        for run in runs:
            own = look
            if run.bold or run.italic or run.code or run.link:
                own = look._replace(
                    bold=look.bold or run.bold, italic=look.italic or run.italic, code=run.code,
                    link=run.link is not None,
                )  # fmt: skip
            self._put(run.text.replace("\n", "\u2028"), own, href)
            if run.citation is not None:
                cited = self._cited.get(run.citation, "")
                note = _Look(above=True, colour=self._look.accent)
                self._put(str(run.citation), note, self._leading(Target(target.section, cited)))

    def _table(self, table: OutlineTable, key: str) -> Iterator[None]:
        rows, columns = len(table.rows) + 1, len(table.header)
        made = self._cursor.insertTable(rows, columns, self._table_format())
        for column, words in enumerate(table.header):
            place = made.cellAt(0, column).firstCursorPosition()
            place.insertText(seen(words), self._form(_Look(bold=True)))
        outer = self._cursor
        for line, row in enumerate(table.rows, start=1):
            words = " ".join(run.text for cell in row.cells for run in cell)
            target = Target(key, row.excerpt or "", "" if row.excerpt else words)
            for column, cell in enumerate(row.cells):
                self._cursor = made.cellAt(line, column).firstCursorPosition()
                self._runs(cell, _Look(), target)
            yield
        self._cursor = outer
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def _table_format(self) -> QTextTableFormat:
        form = QTextTableFormat()
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QColor(self._look.edge))
        form.setBorderCollapse(True)
        form.setCellPadding(5)
        form.setHeaderRowCount(1)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        return form

    def _line(
        self,
        words: str,
        look: _Look,
        *,
        centre: bool = False,
        before: int = 0,
        after: int = 6,
        href: str = "",
    ) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(before)
        form.setBottomMargin(after)
        if centre:
            form.setProperty(QTextBlockFormat.Property.BlockAlignment, 4)
        self._new_block(form)
        self._put(words, look, href)

    def _put(self, words: str, look: _Look, href: str) -> None:
        form = self._form(look)
        if href:
            form = QTextCharFormat(form)
            form.setAnchor(True)
            form.setAnchorHref(href)
        self._cursor.insertText(seen(words), form)

    def _leading(self, target: Target) -> str:
        """Return the link that leads to a target."""
        if not self.targets or self.targets[-1] != target:
            self.targets.append(target)
        return f"to:{len(self.targets) - 1}"

    def _new_block(self, form: QTextBlockFormat) -> None:
        if self._started:
            self._cursor.insertBlock(form, self._form(_Look()))
        else:
            self._cursor.setBlockFormat(form)
            self._started = True


@cache
def _block_format(indent: int, listed: bool) -> QTextBlockFormat:  # noqa: FBT001 told apart by name
    form = QTextBlockFormat()
    form.setBottomMargin(6)
    form.setLineHeight(128, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setLeftMargin(indent)
    if listed:
        form.setTextIndent(-_MARK)
    return form


def _format(colours: theme.Colours, look: _Look) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(look.colour or (colours.accent if look.link else colours.text)))
    form.setFontWeight(QFont.Weight.DemiBold if look.bold else QFont.Weight.Normal)
    form.setFontItalic(look.italic)
    if look.size:
        form.setFontFamilies([theme.SANS])
        form.setProperty(QTextCharFormat.Property.FontPixelSize, look.size)
    if look.code:
        form.setFontFamilies(["DejaVu Sans Mono", "Consolas", "Menlo", theme.SANS])
    if look.link:
        form.setFontUnderline(True)
    if look.above:
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return form
