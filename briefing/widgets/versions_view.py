"""Two versions of a brief side by side, with what differs marked in shape as well as in colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from briefing.language import tr
from briefing.model.snapshot import Quoted
from briefing.qt.saying import number
from briefing.services.article_changes import ChangeKind, Mark
from briefing.services.brief_diff import BothSides, BriefComparison, SectionChange, Side
from briefing.services.hidden_signs import isolated
from briefing.widgets import theme

MOST_ROWS = 400
"""Rows that are shown; laying out more would hold up the window."""
LONGEST = 4_000
"""Code points of one run of words that are shown."""


@dataclass(frozen=True, slots=True)
class _Caption:
    """Words over both columns."""

    words: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """One thing in both columns; `label` stands before it."""

    sides: BothSides
    label: str = ""


_Line = _Caption | _Pair


class VersionsView(QTextEdit):
    """Shows a comparison as a table that can be read and copied but not changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setProperty("edge", True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(tr("Both versions side by side"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self._found: BriefComparison | None = None
        self._whole = False
        self._look = theme.current()

    def show_comparison(self, found: BriefComparison | None, *, whole: bool) -> None:
        """Show what differs, or with `whole` everything; None shows nothing."""
        self._found, self._whole = found, whole
        place = self.verticalScrollBar().value()
        self._look = theme.current()
        self.clear()
        if found is not None:
            self._fill(found, list(self._lines(found)))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take on the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._found is not None:
            self.show_comparison(self._found, whole=self._whole)

    def _lines(self, found: BriefComparison) -> Iterator[_Line]:
        fields = [
            field for field in found.fields
            if self._whole or field.words.kind is not ChangeKind.SAME
        ]  # fmt: skip
        if fields:
            yield _Caption(tr("Header"), heading=True)
            yield from (_Pair(field.words, field.label) for field in fields)
        for section in found.sections:
            if self._whole or section.kind is not ChangeKind.SAME:
                yield from self._section(section)

    def _section(self, section: SectionChange) -> Iterator[_Line]:
        said = {
            ChangeKind.ADDED: tr("new section"),
            ChangeKind.REMOVED: tr("section removed"),
        }.get(section.kind, "")
        yield _Caption(" — ".join(filter(None, (section.title, said))), heading=True)
        for same, group in groupby(section.rows, key=lambda row: row.kind is ChangeKind.SAME):
            rows = list(group)
            if same and not self._whole:
                yield _Caption(self._unchanged(len(rows)))
            else:
                yield from map(_Pair, rows)
        yield from self._quotes(tr("Newly quoted:"), section.came)
        yield from self._quotes(tr("Quoted no more:"), section.went)
        yield from self._quotes(tr("Quoted in other words now:"), section.reworded)

    def _unchanged(self, count: int) -> str:
        if count == 1:
            return tr("⋯ one paragraph as it was")
        return tr("⋯ {count} paragraphs as they were", count=number(count))

    def _quotes(self, label: str, quoted: Iterable[Quoted]) -> Iterator[_Caption]:
        for each in quoted:
            words = " ".join(each.quote.split())
            shown = words if len(words) <= 160 else f"{words[:159]}…"
            yield _Caption(f"{label} “{isolated(shown)}”")

    def _fill(self, found: BriefComparison, lines: Sequence[_Line]) -> None:
        shown = lines[:MOST_ROWS]
        rest = len(lines) - len(shown)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        table = cursor.insertTable(len(shown) + 1 + bool(rest), 2, self._table_format())
        for column, version in enumerate((found.old, found.new)):
            self._write(table.cellAt(0, column).firstCursorPosition(), version.name, bold=True)
        for row, line in enumerate(shown, start=1):
            if isinstance(line, _Caption):
                table.mergeCells(row, 0, 1, 2)
                at = table.cellAt(row, 0).firstCursorPosition()
                self._caption(at, line)
            else:
                self._side(table.cellAt(row, 0).firstCursorPosition(), line, line.sides.old)
                self._side(table.cellAt(row, 1).firstCursorPosition(), line, line.sides.new)
        if rest:
            table.mergeCells(len(shown) + 1, 0, 1, 2)
            more = _Caption(tr("… and {rest} lines more", rest=number(rest)))
            self._caption(table.cellAt(len(shown) + 1, 0).firstCursorPosition(), more)
        cursor.endEditBlock()

    def _table_format(self) -> QTextTableFormat:
        made = QTextTableFormat()
        made.setHeaderRowCount(1)
        made.setBorder(1)
        made.setBorderCollapse(True)
        made.setBorderBrush(QColor(self._look.line))
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setCellPadding(6)
        made.setCellSpacing(0)
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        made.setColumnWidthConstraints([half, half])
        return made

    def _caption(self, cursor: QTextCursor, line: _Caption) -> None:
        if line.heading:
            block = QTextBlockFormat()
            block.setTopMargin(6)
            cursor.setBlockFormat(block)
        self._write(cursor, line.words, bold=line.heading, quiet=not line.heading)

    def _side(self, cursor: QTextCursor, line: _Pair, side: Side | None) -> None:
        if line.label:
            self._write(cursor, f"{line.label}: ", quiet=True)
        if side is None:
            self._write(cursor, "—", quiet=True)
            return
        named = {
            ChangeKind.ADDED: tr("New"), ChangeKind.REMOVED: tr("Removed"),
            ChangeKind.MOVED: tr("Moved"),
        }.get(line.sides.kind)  # fmt: skip
        if named and not line.label:
            self._write(cursor, f"{named}\n", quiet=True)
        for mark, words in side:
            shown = words if len(words) <= LONGEST else f"{words[:LONGEST]} …"
            cursor.insertText(shown, self._format(mark))

    def _write(
        self, cursor: QTextCursor, words: str, *, bold: bool = False, quiet: bool = False
    ) -> None:
        made = QTextCharFormat()
        font = theme.small_font() if quiet else theme.interface_font()
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        made.setFont(font)
        made.setForeground(QColor(self._look.quiet if quiet else self._look.text))
        cursor.insertText(words, made)

    def _format(self, mark: Mark) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(theme.article_font(pixels=16))
        made.setForeground(QColor(self._look.text))
        if mark is Mark.GONE:
            made.setFontStrikeOut(True)
            made.setForeground(QColor(self._look.error))
        elif mark is Mark.NEW:
            made.setFontUnderline(True)
            made.setFontWeight(QFont.Weight.DemiBold)
            made.setForeground(QColor(self._look.good))
        return made
