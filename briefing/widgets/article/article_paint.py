"""Where a range of a text block stands on its lines, and painting tints and underlines there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextLine

_STRONG_RIGHT = {"R", "AL", "RLE", "RLO", "RLI", "AN"}


def boxes(block: QTextBlock, origin: QPointF, units: tuple[int, int]) -> list[QRectF]:
    """Return the boxes in which a block's characters stand, line by line.

    `units` are UTF-16 units into the block, end exclusive; `origin` is where the block is drawn.
    In a line with right-to-left words one range can take several boxes.
    """
    found: list[QRectF] = []
    layout, (start, end) = block.layout(), units
    words = block.text()  # that of its layout is empty
    begin = layout.lineForTextPosition(start)
    if not begin.isValid():
        return found
    for index in range(begin.lineNumber(), layout.lineCount()):
        line = layout.lineAt(index)
        first, after = line.textStart(), line.textStart() + line.textLength()
        if first >= end:
            break
        part = max(start, first), min(end, after)
        top, height = origin.y() + line.y(), line.height()
        found += [
            QRectF(origin.x() + left, top, right - left, height)
            for left, right in _spans(words, line, *part)
        ]
    return found


def paint_ground(painter: QPainter, places: Iterable[QRectF], colour: QColor) -> None:
    """Paint a rounded ground behind the characters of some boxes."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for box in places:
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 2), 3, 3)


def underline(painter: QPainter, places: Iterable[QRectF], colour: QColor, lane: int) -> None:
    """Draw a line below the characters of some boxes, `lane` steps below the first."""
    for box in places:
        painter.fillRect(QRectF(box.left(), box.bottom() - 1 + lane * 3, box.width(), 2), colour)


def dotted(painter: QPainter, places: Iterable[QRectF], pen: QPen) -> None:
    """Draw a dotted line below the characters of some boxes."""
    painter.setPen(pen)
    for box in places:
        painter.drawLine(
            QPointF(box.left(), box.bottom() + 3), QPointF(box.right(), box.bottom() + 3)
        )


def line_edges(
    block: QTextBlock, origin: QPointF, units: tuple[int, int]
) -> tuple[float, float] | None:
    """Return top and bottom of the lines in which these characters stand, or None."""
    layout = block.layout()
    first = layout.lineForTextPosition(units[0])
    last = layout.lineForTextPosition(units[1] - 1)
    if not (first.isValid() and last.isValid()):
        return None
    return origin.y() + first.y(), origin.y() + last.y() + last.height()


def _spans(words: str, line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
    if first >= last:
        return []
    if not _turns(words[first:last]):
        return [_ordered(_x(line, first), _x(line, last))]
    spans: list[tuple[float, float]] = []
    for unit in range(first, last):
        trailing = QTextLine.Edge.Trailing
        left, right = _ordered(_x(line, unit), _x(line, unit, trailing))
        if spans and abs(spans[-1][1] - left) < 0.5:
            spans[-1] = (spans[-1][0], right)
        elif spans and abs(spans[-1][0] - right) < 0.5:
            spans[-1] = (left, spans[-1][1])
        else:
            spans.append((left, right))
    return spans


def _turns(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in _STRONG_RIGHT for c in text)


def _x(line: QTextLine, unit: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    return cast("tuple[float, int]", line.cursorToX(unit, edge))[0]


def _ordered(one: float, other: float) -> tuple[float, float]:
    return (one, other) if one <= other else (other, one)
