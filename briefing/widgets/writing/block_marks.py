"""Draws what stands before a block of formatted text: bullets, numbers, the bar of a quotation."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextBlock
from PySide6.QtWidgets import QTextEdit

from briefing.services.section_text.rich_text import LISTS, BlockKind, list_numbers
from briefing.widgets import theme
from briefing.widgets.writing.rich_document import kind_of, level_of


def paint_marks(field: QTextEdit, dirty: QRect) -> None:
    """Draw the marks of the blocks in a part of the field's viewport."""
    painter = QPainter(field.viewport())
    look = theme.current()
    layout = field.document().documentLayout()
    shift = field.verticalScrollBar().value()
    blocks: list[QTextBlock] = []
    block = field.document().begin()
    while block.isValid():
        blocks.append(block)
        block = block.next()
    kinds = [(kind_of(block), level_of(block)) for block in blocks]
    for block, (kind, level), number in zip(blocks, kinds, list_numbers(kinds), strict=True):
        if kind not in LISTS and kind is not BlockKind.QUOTE:
            continue
        box = layout.blockBoundingRect(block).translated(0, -shift)
        if box.intersects(QRectF(dirty)):
            _paint_mark(painter, block, box, look, (kind, level, number))
    painter.end()


def _paint_mark(
    painter: QPainter,
    block: QTextBlock,
    box: QRectF,
    look: theme.Colours,
    what: tuple[BlockKind, int, int],
) -> None:
    kind, level, number = what
    rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
    inner = block.layout().boundingRect()
    start = box.right() if rtl else box.left() + inner.left()
    if kind is BlockKind.QUOTE:
        bar = QRectF(start + 9 if rtl else start - 12, box.top(), 3, box.height())
        painter.fillRect(bar, QColor(look.edge))
        return
    painter.setFont(theme.interface_font())
    painter.setPen(QColor(look.text if kind is BlockKind.NUMBER else look.quiet))
    words = f"{number}." if kind is BlockKind.NUMBER else "•◦▪"[level % 3]
    width = painter.fontMetrics().horizontalAdvance(words)
    line = block.layout().lineAt(0)
    base = box.top() + (line.y() + line.ascent() if line.isValid() else box.height() * 0.75)
    painter.drawText(QPointF(start + 5 if rtl else start - 6 - width, base), words)
