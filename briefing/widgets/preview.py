"""The outline as a page: the brief's words, live, each leading back to where they come from."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
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
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from briefing.errors import TemplateError
from briefing.language import said_in, tr
from briefing.model.outline import Outline, OutlineBlock, Paragraph, ParagraphKind, Run, Section
from briefing.model.outline import Table as OutlineTable
from briefing.qt.live_outline import LiveOutline
from briefing.qt.saying import number
from briefing.services.hidden_signs import seen
from briefing.widgets import theme
from briefing.widgets.message_bar import MessageBar

SLICE = 0.006
"""Seconds that writing takes at a time."""

_INDENTS = {
    ParagraphKind.BULLET: 22,
    ParagraphKind.NUMBER: 22,
    ParagraphKind.QUOTE: 26,
}


class _Page(QTextBrowser):
    """Shows a document that is made here, and loads nothing at all."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802
        """Load nothing."""
        return None


class OutlinePreview(QWidget):
    """Shows the outline; a click on an excerpt or a heading goes to where it comes from."""

    excerpt_activated = Signal(str)
    section_activated = Signal(str)
    template_wanted = Signal()

    def __init__(self, outline: LiveOutline) -> None:
        super().__init__()
        self.page = _Page()
        self.page.setOpenLinks(False)
        self.page.setFrameStyle(0)
        self.page.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # each paragraph has its own
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setAccessibleName(tr("Preview of the brief"))
        self.page.setPlaceholderText(tr("The brief appears here once it has a template."))
        self.page.anchorClicked.connect(self._go)
        self.bar = MessageBar(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.page, 1)
        self._outline: Outline | None = None
        self._document: QTextDocument | None = None
        self._next: QTextDocument | None = None
        self._steps: Iterator[None] = iter(())
        self._slices = QTimer(self, interval=0, singleShot=True)
        self._slices.timeout.connect(self._go_on)
        outline.changed.connect(self.show_outline)
        self.show_outline(outline.outline)

    def show_outline(self, outline: Outline | None) -> None:
        """Show an outline, at the place that was in view before.

        It is written in slices beside what is shown, so that typing goes on meanwhile.
        """
        self._outline = outline
        if not self.isVisible():
            return
        document = QTextDocument(self.page)
        document.setDocumentMargin(28)
        document.setDefaultFont(theme.article_font(pixels=15))
        if self._next is not None:
            self._next.deleteLater()
        self._next = document
        self._steps = _Writer(document, theme.current()).write(outline) if outline else iter(())
        self._go_on()

    def _go_on(self) -> None:
        deadline = time.perf_counter() + SLICE
        for _ in self._steps:
            if time.perf_counter() > deadline:
                self._slices.start()
                return
        self._put_up()

    def show_findings(self, findings: Sequence[object]) -> None:
        """Say above the page what is wrong with the brief's template."""
        if not findings:
            self.bar.hide()
            return
        first = " ".join(str(findings[0]).split())
        words, more = first, len(findings) - 1
        if more:
            words = tr("{first} And {count} more.", first=first, count=number(more))
        self.bar.complain(
            TemplateError(tr("The template is at fault."), words),
            [(tr("Show"), self.template_wanted.emit)],
        )

    def _put_up(self) -> None:
        if self._next is None:
            return
        bar = self.page.verticalScrollBar()
        place = bar.value()
        self.page.setDocument(self._next)
        if self._document is not None:
            self._document.deleteLater()
        self._document, self._next = self._next, None
        bar.setValue(place)

    @property
    def is_writing(self) -> bool:
        """Whether what is shown is not the newest outline yet."""
        return self._next is not None

    def showEvent(self, event: object) -> None:  # noqa: N802
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.show_outline(self._outline)

    def _go(self, url: QUrl) -> None:
        kind, _, name = url.toString().partition(":")
        if kind == "excerpt":
            self.excerpt_activated.emit(name)
        elif kind == "section":
            self.section_activated.emit(name)


class _Writer:
    """Writes an outline into a document, block by block."""

    def __init__(self, document: QTextDocument, look: theme.Colours) -> None:
        self._cursor = QTextCursor(document)
        self._look = look
        self._numbers = 0
        self._started = False

    def write(self, outline: Outline) -> Iterator[None]:
        """Write all of it, a block at each step."""
        code = outline.language
        if outline.marking:
            self._line(outline.marking, size=13, bold=True, centre=True)
        if outline.draft:
            words = said_in(code, "DRAFT")
            self._line(words, size=13, bold=True, centre=True, colour=self._look.error)
        self._line(outline.title, size=25, bold=True, colour=self._look.accent, after=2)
        for field in outline.fields:
            words = f"{said_in(code, '{label}:', label=field.label)} {field.value}"
            self._line(words, size=13, colour=self._look.quiet, after=0)
        self._line(outline.date, size=13, colour=self._look.quiet, after=6)
        for section in outline.sections:
            yield from self._section(section, 18)
        for part in outline.parts:
            self._line(part.source.line, size=18, bold=True, before=16)
            for section in part.sections:
                yield from self._section(section, 15)
        if outline.citations:
            self._line(said_in(code, "Notes"), size=15, bold=True, before=20)
        for note in outline.citations:
            words = f"{note.number}  {note.note}"
            self._line(words, size=13, after=2, link=f"excerpt:{note.excerpt}")
            yield

    def _section(self, section: Section, size: int) -> Iterator[None]:
        if section.omitted:
            return
        link = f"section:{section.key}"
        self._line(section.title, size=size, bold=True, before=14, after=3, link=link)
        for block in section.blocks:
            yield from self._block(block)

    def _block(self, block: OutlineBlock) -> Iterator[None]:
        if isinstance(block, OutlineTable):
            yield from self._table(block)
            return
        form = QTextBlockFormat()
        form.setBottomMargin(6)
        form.setLineHeight(128, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        indent = _INDENTS.get(block.kind, 0) * (block.level + 1)
        form.setLeftMargin(indent if block.kind is not ParagraphKind.HEADING else 0)
        mark = self._mark(block)
        if mark:
            form.setTextIndent(-18)
        self._new_block(form)
        if mark:
            self._cursor.insertText(mark, self._format())
        self._runs(block.runs, block)
        yield

    def _mark(self, block: Paragraph) -> str:
        if block.kind is ParagraphKind.BULLET:
            return "•  "
        if block.kind is ParagraphKind.NUMBER:
            self._numbers = 1 if block.first else self._numbers + 1
            return f"{self._numbers}. "
        return ""

    def _runs(self, runs: tuple[Run, ...], block: Paragraph | None, excerpt: str = "") -> None:
        source = (block.excerpt if block else excerpt) or ""
        for run in runs:
            form = self._format(bold=run.bold, link=f"excerpt:{source}" if source else "")
            form.setFontItalic(run.italic)
            if block and block.kind is ParagraphKind.PLACEHOLDER:
                form.setFontItalic(True)
                form.setForeground(QColor(self._look.error))
            if block and block.kind is ParagraphKind.HEADING:
                form.setFontWeight(QFont.Weight.DemiBold)
            self._cursor.insertText(seen(run.text).replace("\n", "\u2028"), form)
            if run.citation is not None:
                note = self._format()
                note.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
                note.setForeground(QColor(self._look.accent))
                self._cursor.insertText(str(run.citation), note)

    def _table(self, table: OutlineTable) -> Iterator[None]:
        form = QTextTableFormat()
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QColor(self._look.edge))
        form.setBorderCollapse(True)
        form.setCellPadding(5)
        form.setHeaderRowCount(1)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        made = self._cursor.insertTable(len(table.rows) + 1, len(table.header), form)
        for column, words in enumerate(table.header):
            made.cellAt(0, column).firstCursorPosition().insertText(
                seen(words), self._format(bold=True)
            )
        outer = self._cursor
        for line, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row.cells):
                self._cursor = made.cellAt(line, column).firstCursorPosition()
                self._runs(cell, None, row.excerpt or "")
            yield
        self._cursor = outer
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def _line(  # noqa: PLR0913 how a line looks, all by name
        self,
        words: str,
        *,
        size: int,
        bold: bool = False,
        centre: bool = False,
        colour: str = "",
        before: int = 0,
        after: int = 6,
        link: str = "",
    ) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(before)
        form.setBottomMargin(after)
        if centre:
            form.setProperty(QTextBlockFormat.Property.BlockAlignment, 4)
        self._new_block(form)
        look = self._format(bold=bold, link=link)
        look.setFontFamilies([theme.SANS])
        look.setProperty(QTextCharFormat.Property.FontPixelSize, size)
        if colour:
            look.setForeground(QColor(colour))
        self._cursor.insertText(seen(words), look)

    def _new_block(self, form: QTextBlockFormat) -> None:
        if self._started:
            self._cursor.insertBlock(form, QTextCharFormat())
        else:
            self._cursor.setBlockFormat(form)
            self._started = True

    def _format(self, *, bold: bool = False, link: str = "") -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(QColor(self._look.text))
        form.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        if link:
            form.setAnchor(True)
            form.setAnchorHref(link)
        return form
