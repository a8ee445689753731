"""A brief on pages as PDF, laid out by Qt alone: for machines without LibreOffice."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from briefing.language import is_from_the_right, said_in
from briefing.model.outline import Outline, Paragraph, ParagraphKind, Run, Section
from briefing.model.outline import Table as OutlineTable
from briefing.services.reading.hidden_signs import from_the_right

_FACE = "Source Sans Pro"
_BACKUP = ["Noto Naskh Arabic", "Noto Sans Arabic", "Noto Sans CJK SC", "DejaVu Sans"]
_INK, _ACCENT, _QUIET, _WARNING, _LINE = "#1f2328", "#1d4e89", "#5a6068", "#9c2b00", "#bfc5cc"
_POINTS = 96
"""Dots an inch that the layout reckons in, so that a size in points is the same everywhere."""
_TAB = "\t"
_MARGIN = 25.0
"""Millimetres of margin on every side, header and footer inside it."""


class QtPageRenderer:
    """Makes a PDF of the outline's words in our own layout, off the thread of the window or on it.

    Needs a QGuiApplication for its fonts; no window, no file, no network.
    """

    def render(self, outline: Outline) -> bytes:
        """Return the PDF; marking, draft mark and page number stand on every page."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_POINTS)
        writer.setTitle(outline.title)
        writer.setCreator("Briefing")
        writer.setAuthor(outline.author)
        margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        page = QPageSize(QPageSize.PageSizeId.A4)
        writer.setPageLayout(
            QPageLayout(page, QPageLayout.Orientation.Portrait, margins,
                        QPageLayout.Unit.Millimeter)
        )  # fmt: skip
        _print(outline, _document(outline, writer), writer)
        buffer.close()
        return bytes(data.data())


def _document(outline: Outline, writer: QPdfWriter) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(11))
    if is_from_the_right(outline.language):
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        document.setDefaultTextOption(option)
    # Written before it has a layout with pages: each insertion would lay it out anew.
    _Writer(document).write(outline)
    document.documentLayout().setPaintDevice(writer)
    area = writer.pageLayout().paintRectPixels(_POINTS)
    document.setPageSize(QSizeF(area.width(), area.height()))
    _keep_headings(document)
    return document


def _keep_headings(document: QTextDocument) -> None:
    """Begin a page at each heading that would stand alone at the foot of the one before."""
    height = document.pageSize().height()
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and _page(block.next(), height) > _page(
            block, height
        ):
            form = block.blockFormat()
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(form)
        block = block.next()


def _page(block: QTextBlock, height: float) -> int:
    """Return the page that a block's first line is on, from 0; 0 for one that is none."""
    layout = block.layout() if block.isValid() else None
    if layout is None or not layout.lineCount():
        return 0
    top = block.document().documentLayout().blockBoundingRect(block).top()
    return int((top + layout.lineAt(0).y()) / height)


def _print(outline: Outline, document: QTextDocument, writer: QPdfWriter) -> None:
    area = document.pageSize()
    count = max(1, document.pageCount())
    painter = QPainter(writer)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, QColor(_INK))
    for page in range(count):
        if page:
            writer.newPage()
        number = said_in(outline.language, "Page {page} of {pages}", page=page + 1, pages=count)
        _margins(painter, outline, area, number)
        painter.save()
        painter.translate(0, -page * area.height())
        body = QRectF(0, page * area.height(), area.width(), area.height())
        painter.setClipRect(body)
        # Smaller, or the line that only touches it is drawn too: unseen, but read out and copied.
        context.clip = body.adjusted(0, 1, 0, -1)
        document.documentLayout().draw(painter, context)
        painter.restore()
    painter.end()


def _margins(painter: QPainter, outline: Outline, area: QSizeF, number: str) -> None:
    """Write what stands above and below the text of a page."""
    draft = said_in(outline.language, "DRAFT") if outline.draft else ""
    top = [each for each in ((outline.marking, _INK), (draft, _WARNING)) if each[0]]
    line = QFontMetricsF(_font(10, bold=True), painter.device()).height()
    painter.setFont(_font(10, bold=True))
    for row, (words, colour) in enumerate(top):
        painter.setPen(QColor(colour))
        box = QRectF(0, -3.2 * line + row * line, area.width(), line)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.setPen(QColor(_INK))
    box = QRectF(0, area.height() + line, area.width(), line)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, outline.marking)
    painter.setFont(_font(9))
    painter.setPen(QColor(_QUIET))
    painter.drawText(box.translated(0, line), Qt.AlignmentFlag.AlignCenter, number)


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies([_FACE, *_BACKUP])
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


class _Writer:
    """Writes an outline into a document block by block; nothing is read as markup."""

    def __init__(self, document: QTextDocument) -> None:
        self._cursor = QTextCursor(document)
        self._counts: list[int] = []
        self._started = False
        self._from_the_right = False

    def write(self, outline: Outline) -> None:
        """Write all of it."""
        self._cursor.beginEditBlock()
        code = outline.language
        self._from_the_right = is_from_the_right(code)
        self._line(outline.title, 22, colour=_ACCENT, bold=True, after=6)
        dated = (said_in(code, "Date"), outline.date)
        for label, value in (*((f.label, f.value) for f in outline.fields), dated):
            self._block(after=1)
            self._words(f"{said_in(code, '{label}:', label=label)} ", _look(11, bold=True))
            self._words(value, _look(11))
        for section in outline.sections:
            self._section(section, 14)
        for part in outline.parts:
            self._line(part.source.line, 14, colour=_ACCENT, bold=True, before=16)
            for section in part.sections:
                self._section(section, 12)
        if outline.citations:
            self._line(said_in(code, "Notes"), 14, colour=_ACCENT, bold=True, before=14, after=4)
        for note in outline.citations:
            self._line(f"{note.number}  {note.note}", 9, after=2)
        if outline.sources:
            self._line(said_in(code, "Sources"), 14, colour=_ACCENT, bold=True, before=14, after=4)
        for source in outline.sources:
            self._line(f"•  {source.line}", 11, after=2)
        self._cursor.endEditBlock()

    def _section(self, section: Section, size: float) -> None:
        if section.omitted:
            return
        self._line(section.title, size, colour=_ACCENT, bold=True, before=14, after=4)
        self._counts = []
        for block in section.blocks:
            if isinstance(block, OutlineTable):
                self._table(block)
            else:
                self._paragraph(block, size)

    def _paragraph(self, block: Paragraph, size: float) -> None:
        match block.kind:
            case ParagraphKind.HEADING:
                self._block(before=8, after=3)
                self._runs(block.runs, _look(max(11, size - 2), bold=True))
                self._is_heading()
            case ParagraphKind.QUOTE:
                self._block(left=30, right=30)
                self._runs(block.runs, _look(11, italic=True))
            case ParagraphKind.PLACEHOLDER:
                self._block()
                self._runs(block.runs, _look(11, colour=_WARNING, italic=True))
            case ParagraphKind.BULLET | ParagraphKind.NUMBER:
                turned = self._from_the_right or _begins_from_the_right(block.text)
                self._block(left=22 * (block.level + 1), hang=16, after=4, turned=turned)
                # A tab has no width there.
                self._words(f"{self._mark(block)}{'  ' if turned else _TAB}", _look(11))
                self._runs(block.runs, _look(11))
            case _:
                self._block()
                self._runs(block.runs, _look(11))

    def _mark(self, block: Paragraph) -> str:
        if block.kind is ParagraphKind.BULLET:
            return "•"
        counts, level = self._counts, block.level
        counts += [0] * (level + 1 - len(counts))
        del counts[level + 1 :]
        counts[level] = 1 if block.first else counts[level] + 1
        return f"{counts[level]}."

    def _table(self, table: OutlineTable) -> None:
        self._line(table.title, 10, colour=_QUIET, before=6, after=3)
        form = QTextTableFormat()
        form.setHeaderRowCount(1)
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderBrush(QColor(_LINE))
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setCellPadding(4)
        form.setCellSpacing(0)
        form.setBottomMargin(8)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        made = self._cursor.insertTable(len(table.rows) + 1, len(table.header), form)
        for column, words in enumerate(table.header):
            made.cellAt(0, column).firstCursorPosition().insertText(words, _look(10, bold=True))
        outer = self._cursor
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row.cells):
                self._cursor = made.cellAt(number, column).firstCursorPosition()
                self._runs(cell, _look(10))
        self._cursor = outer
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def _line(
        self, words: str, size: float, *, colour: str = _INK, bold: bool = False,
        before: float = 0, after: float = 6,
    ) -> None:  # fmt: skip
        self._block(before=before, after=after)
        self._words(words, _look(size, colour=colour, bold=bold))
        if bold:
            self._is_heading()

    def _is_heading(self) -> None:
        form = self._cursor.blockFormat()
        form.setHeadingLevel(1)
        self._cursor.setBlockFormat(form)

    def _block(
        self, *, before: float = 0, after: float = 6, left: float = 0, right: float = 0,
        hang: float = 0, turned: bool = False,
    ) -> None:  # fmt: skip
        """Begin a paragraph; one that is read from the right hangs on that side: `turned`."""
        if turned:
            left, right = right, left
        form = QTextBlockFormat()
        form.setTopMargin(before)
        form.setBottomMargin(after)
        form.setLeftMargin(left)
        form.setRightMargin(right)
        form.setTextIndent(-hang)
        if hang:
            form.setTabPositions([QTextOption.Tab(hang, QTextOption.TabType.LeftTab)])
        form.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._started:
            self._cursor.insertBlock(form, QTextCharFormat())
        else:
            self._cursor.setBlockFormat(form)
        self._started = True

    def _runs(self, runs: Iterable[Run], look: QTextCharFormat) -> None:
        for run in runs:
            form = QTextCharFormat(look)
            if run.bold:
                form.setFontWeight(QFont.Weight.Bold)
            if run.italic:
                form.setFontItalic(True)
            if run.code:
                form.setFontFamilies(["DejaVu Sans Mono", "Courier New", *_BACKUP])
            self._words(run.text, form)
            if run.link and run.link != run.text:
                self._words(f" <{run.link}>", form)
            if run.citation is not None:
                form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
                self._words(str(run.citation), form)

    def _words(self, words: str, form: QTextCharFormat) -> None:
        if form.fontItalic() and from_the_right(words):
            # Not the custom there, and the slanted fonts that are found seldom have the letters.
            form = QTextCharFormat(form)
            form.setFontItalic(False)
        self._cursor.insertText(words.replace("\n", "\u2028"), form)


def _begins_from_the_right(words: str) -> bool:
    """Return whether the first letter of words is read from the right (UAX #9, P2), as Qt asks."""
    sides = (unicodedata.bidirectional(letter) for letter in words)
    return next((side for side in sides if side in ("L", "R", "AL")), "L") != "L"


def _look(
    points: float, *, colour: str = _INK, bold: bool = False, italic: bool = False
) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(_font(points, bold=bold))
    form.setFontItalic(italic)
    form.setForeground(QColor(colour))
    return form
