"""Shows in an article the signs that nobody would see: a small box with the sign's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPen, QTextLine
from PySide6.QtWidgets import QToolTip

from briefing.services.hidden_signs import SOFT_HYPHEN, named_all, places, short_name
from briefing.widgets import theme

if TYPE_CHECKING:
    from briefing.widgets.article_view import ArticleView
    from briefing.widgets.visible_blocks import VisibleBlock

HEIGHT = 12
"""Pixels of a box, which stands over its line; TOUCHING ones become one."""
TOUCHING = 4


@dataclass(frozen=True, slots=True)
class HiddenMark:
    """The signs that stand at one place; `foot` is below the line, and `box` above it has `name`.

    A soft hyphen alone has no name: there are too many of them.
    """

    signs: str
    name: str
    box: QRectF
    foot: QPointF

    def touches(self, place: QPoint) -> bool:
        """Return whether the mouse is on the mark."""
        pole = QRectF(self.foot.x() - 3, self.box.top(), 6, self.foot.y() - self.box.top())
        return self.box.contains(QPointF(place)) or pole.contains(QPointF(place))


class HiddenMarks(QObject):
    """Paints the marks of what is in view; only paragraphs that have any are gone through."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def paint(self, painter: QPainter, part: QRect) -> None:
        """Paint the marks in a part of the viewport, over the words."""
        marks = list(self.between(part.top(), part.bottom()))
        if not marks:
            return
        look = theme.current()
        painter.setFont(_font())
        for mark in marks:
            painter.setPen(QPen(QColor(look.error), 1))
            painter.setBrush(QColor(look.page))
            top = QPointF(mark.foot.x(), mark.box.bottom())
            painter.drawLine(top, mark.foot)
            if mark.name:
                painter.drawRoundedRect(mark.box, 2, 2)
                painter.drawText(mark.box, Qt.AlignmentFlag.AlignCenter, mark.name)

    def between(self, top: int, bottom: int) -> Iterator[HiddenMark]:
        """Yield the marks that have any of these pixels of the viewport."""
        for shown in self._view.in_view.between(top - HEIGHT, bottom + HEIGHT):
            if not shown.hides:
                continue
            layout = shown.block.layout()
            first = _first_line(shown, top - HEIGHT)
            for number in range(first, layout.lineCount()):
                line = layout.lineAt(number)
                if shown.origin.y() + line.y() > bottom + HEIGHT:
                    break
                yield from self._in_line(shown, line)

    def at(self, place: QPoint) -> HiddenMark | None:
        """Return the mark under a point of the viewport, or None."""
        near = self.between(place.y(), place.y())
        return next((mark for mark in near if mark.touches(place)), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Name the sign under the mouse."""
        if isinstance(event, QHelpEvent) and (mark := self.at(event.pos())):
            words = named_all(mark.signs)
            box = mark.box.toAlignedRect().adjusted(-2, -2, 2, 2)
            QToolTip.showText(event.globalPos(), words, self._view.viewport(), box)
            return True
        return super().eventFilter(watched, event)

    def _in_line(self, shown: VisibleBlock, line: QTextLine) -> Iterator[HiddenMark]:
        view = self._view
        begin = shown.first + line.textStart()
        start = view.map.from_qt(begin)
        words = view.map.text[start : view.map.from_qt(begin + line.textLength())]
        found: list[tuple[float, str]] = []
        for place in places(words):
            unit = view.map.to_qt(start + place) - shown.first
            x = cast("tuple[float, int]", line.cursorToX(unit))[0]
            if found and abs(found[-1][0] - x) < TOUCHING:
                found[-1] = found[-1][0], found[-1][1] + words[place]
            else:
                found.append((x, words[place]))
        top = shown.origin.y() + line.y()
        for x, signs in found:
            yield _mark(signs, shown.origin.x() + x, top, line.height())


def _mark(signs: str, x: float, top: float, height: float) -> HiddenMark:
    named = [sign for sign in signs if sign != SOFT_HYPHEN]
    more = f"+{len(named) - 1}" if len(named) > 1 else ""
    name = f"{short_name(named[0])}{more}" if named else ""
    width = QFontMetricsF(_font()).horizontalAdvance(name) + 5 if name else 4
    box = QRectF(max(0.0, x - width / 2), top - HEIGHT / 2 + 1, width, HEIGHT)
    return HiddenMark(signs, name, box, QPointF(x, top + height))


def _first_line(shown: VisibleBlock, top: int) -> int:
    """Return the first line of a block that can reach below `top`; a block can have thousands."""
    layout = shown.block.layout()
    low, high = 0, layout.lineCount()
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        if shown.origin.y() + line.y() + line.height() < top:
            low = middle + 1
        else:
            high = middle
    return low


def _font() -> QFont:
    font = QFont(theme.SANS)
    font.setPixelSize(9)
    font.setWeight(QFont.Weight.DemiBold)
    return font
