"""How findings are drawn in their list: what it is, what is wrong, what would mend it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing.model.finding import Finding, Severity
from briefing.qt.models import COUNT, ITEM
from briefing.widgets import theme
from briefing.widgets.excerpts.rows import draw_as_read, draw_ground, elided

_Index = QModelIndex | QPersistentModelIndex
PAD = theme.RHYTHM
CHIP = QSize(20, 16)
MARKS = {Severity.BLOCKS: "✕", Severity.WARNING: "!", Severity.NOTE: "i"}
LONGEST = 300
"""Code points of a finding's own words that its row shows."""
_FLAGS = int(
    Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value
)


class FindingRow(QStyledItemDelegate):
    """Draws a section's title with its count, or a finding with its words wrapped."""

    def __init__(self, view: QAbstractItemView, names: dict[Severity, str]) -> None:
        super().__init__(view)
        self._view = view
        self._names = names

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802
        """Return as high as the words need in the width there is."""
        finding = index.data(ITEM)
        if not isinstance(finding, Finding):
            return QSize(120, 30)
        box = QRect(0, 0, self._view.viewport().width() - 2 * PAD, 10_000)
        return QSize(120, self._lay_out(finding, box)[-1][0].bottom() + PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        look = theme.colours(option.palette)
        box: QRect = option.rect
        full = QRect(0, box.top(), self._view.viewport().width(), box.height())
        painter.save()
        finding = index.data(ITEM)
        if not isinstance(finding, Finding):
            self._heading(painter, full, index, look)
        else:
            look = draw_ground(painter, full, option.state, look)
            self._finding(painter, full.adjusted(PAD, 0, -PAD, 0), finding, look)
        painter.restore()

    def _heading(self, painter: QPainter, box: QRect, index: _Index, look: theme.Colours) -> None:
        inside = box.adjusted(PAD, 6, -PAD, 0)
        painter.setFont(theme.small_font(bold=True))
        painter.setPen(QColor(look.quiet))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, str(index.data(COUNT)))
        room = QStyle.visualRect(painter.layoutDirection(), inside, inside.adjusted(0, 0, -32, 0))
        elided(painter, room, str(index.data()))

    def _finding(
        self, painter: QPainter, box: QRect, finding: Finding, look: theme.Colours
    ) -> None:
        colour = QColor(colour_of(finding.severity, look))
        chip = QRectF(box.left(), box.top() + PAD + 1, CHIP.width(), CHIP.height())
        if painter.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            chip.moveRight(box.right())
        theme.draw_chip(painter, chip, MARKS[finding.severity], colour)
        colours = (colour, QColor(look.text), QColor(look.text), QColor(look.quiet))
        for (place, words, font), pen in zip(self._lay_out(finding, box), colours, strict=True):
            painter.setFont(font)
            painter.setPen(pen)
            placed = QStyle.visualRect(painter.layoutDirection(), box, place)
            draw_as_read(painter, placed, words, wrapped=True)

    def _lay_out(self, finding: Finding, box: QRect) -> list[tuple[QRect, str, QFont]]:
        """Return the row's four texts, each with its place and font; an empty one has no height."""
        quoted = " ".join(finding.words.split())
        if quoted in finding.message:
            quoted = ""
        elif len(quoted) > LONGEST:
            quoted = quoted[: LONGEST - 1] + "…"
        cited = QFont(theme.interface_font())
        cited.setItalic(True)
        texts = (
            (self._names[finding.severity], theme.small_font(bold=True)),
            (finding.message, theme.interface_font()),
            (f"“{quoted}”" if quoted else "", cited),
            (finding.remedy, theme.small_font()),
        )
        found = []
        left = box.left() + CHIP.width() + PAD
        top = box.top() + PAD
        for words, font in texts:
            room = QRect(left, top, box.right() - left, 10_000)
            height = QFontMetrics(font).boundingRect(room, _FLAGS, words).height() if words else 0
            found.append((QRect(left, top, room.width(), height), words, font))
            top += height + (2 if height else 0)
        return found


def colour_of(severity: Severity, look: theme.Colours) -> str:
    """Return the colour of a severity; its mark and its name say the same."""
    return {
        Severity.BLOCKS: look.error, Severity.WARNING: look.warning, Severity.NOTE: look.quiet,
    }[severity]  # fmt: skip
