"""The whole article's tags at a glance, beside its scroll bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from briefing.language import tr
from briefing.widgets import theme
from briefing.widgets.article.sentence_walk import Span

if TYPE_CHECKING:
    from briefing.widgets.article.article_view import ArticleView

WIDTH = 20
COLUMN = 4
SHORTEST = 2
"""Pixels of a mark's height at least."""
PAUSE = 90
"""Milliseconds after a change before the marks are drawn anew: the article shows it first."""


class Minimap(QWidget):
    """Draws a mark for each tag of each excerpt where it stands in the whole; a click goes there.

    Marks that fall on the same pixels stand side by side as far as there is room, so that it
    costs the same for ten excerpts and for ten thousand.
    """

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._marks = QPixmap()
        self._follow = QTimer(self, interval=PAUSE, singleShot=True)
        self._follow.timeout.connect(self._catch_up)
        self._changed: list[Span] | None = None
        self._frame = QRectF()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Tags of the whole article"))
        self.setToolTip(tr("Where the tags are in the whole article; a click goes there"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Return the width it wants."""
        return QSize(WIDTH, 100)

    def follow(self, changed: Sequence[Span] | None = None) -> None:
        """Draw the marks anew a little later, only those of `changed` if these are all."""
        known = changed is not None and self._changed is not None
        self._changed = [*(self._changed or ()), *(changed or ())] if known else None
        self._follow.start()

    def scrolled(self) -> None:
        """Let the frame stand around what is in view now."""
        if self._framed() != self._frame:
            self.update()

    def marks(self, height: int, part: Span | None = None) -> dict[tuple[int, int], str]:
        """Return the colour of each mark by its column and its first pixel, `height` in all.

        `part` gives only those of a range of pixels, from an even one on, end exclusive.
        """
        view = self._view
        length = max(1, len(view.map.text))
        rows: dict[int, list[str]] = {}
        only = view.painting.only_tag
        top, bottom = part or (0, height)
        for start, end, tags in self._spans_on(part, height):
            row = min(height - SHORTEST, start * height // length) // SHORTEST * SHORTEST
            last = max(row + 1, end * height // length)
            for tag in tags or ("",):
                if only in ("", tag):
                    for pixel in range(max(row, top), min(last, bottom), SHORTEST):
                        there = rows.setdefault(pixel, [])
                        if tag not in there and len(there) < _COLUMNS:
                            there.append(tag)
        colours = {tag: self._colour(tag) for tags in rows.values() for tag in tags}
        return {
            (column, pixel): colours[tag]
            for pixel, tags in rows.items()
            for column, tag in enumerate(tags)
        }

    def part_in_view(self) -> tuple[float, float]:
        """Return where the text in view begins and ends, as parts (0 to 1) of the whole."""
        view = self._view
        spans = [shown.span for shown in view.in_view.all()]
        if not spans:
            return 0.0, 1.0
        length = max(1, len(view.map.text))
        return spans[0][0] / length, spans[-1][1] / length

    def scroll_to_part(self, part: float) -> None:
        """Bring the place at this part (0 to 1) of the whole into the middle of the view."""
        view = self._view
        offset = round(min(1.0, max(0.0, part)) * len(view.map.text))
        block = view.document().findBlock(view.map.to_qt(offset))
        room = view.viewport().height() / 2 - view.blockBoundingRect(block).height()
        while room > 0 and block.previous().isValid():
            block = block.previous()
            room -= view.blockBoundingRect(block).height()
        view.verticalScrollBar().setValue(block.firstLineNumber())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint the marks, and a frame around what is in view."""
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(self.rect(), QColor(look.page))
        painter.drawPixmap(0, 0, self._marks)
        if self._view.article is None:
            return
        frame = self._frame = self._framed()
        ground = QColor(look.text)
        ground.setAlphaF(0.08)
        painter.fillRect(frame, ground)
        painter.setPen(QColor(look.edge))
        painter.drawRect(frame)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the marks to the new height."""
        super().resizeEvent(event)
        self.follow()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to the place under the mouse."""
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the mouse while it is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _framed(self) -> QRectF:
        """Return the frame around what is in view, in whole pixels."""
        top, bottom = (round(part * self.height()) for part in self.part_in_view())
        return QRectF(0.5, top + 0.5, self.width() - 1.0, max(6.0, bottom - top))

    def _spans_on(
        self, part: Span | None, height: int
    ) -> Iterable[tuple[int, int, tuple[str, ...]]]:
        """Return what has marks on these pixels, and perhaps some beside them, with its tags."""
        placing, length = self._view.placing, max(1, len(self._view.map.text))
        if part is None:
            return placing.spans()
        top, bottom = part
        at_the_end = bottom >= height - SHORTEST
        end = length + 1 if at_the_end else (bottom + SHORTEST) * length // height + 1
        return [(e.start, e.end, e.tags) for e in placing.between(top * length // height, end)]

    def _colour(self, tag_id: str) -> str:
        tag = self._view.tag_of(tag_id)
        return tag.colour if tag else theme.UNTAGGED

    def _go(self, event: QMouseEvent) -> None:
        self.scroll_to_part(event.position().y() / max(1, self.height()))

    def _catch_up(self) -> None:
        """Draw what changed, or where nobody knows what did, everything."""
        changed, self._changed = self._changed, []
        height, length = self.height(), max(1, len(self._view.map.text))
        known = self._marks.size() == (self.size() * self.devicePixelRatioF())
        if changed is None or not known or height < SHORTEST:
            self._draw()
            return
        for start, end in changed:
            first = min(height - SHORTEST, start * height // length) // SHORTEST * SHORTEST
            last = max(first, end * height // length) // SHORTEST * SHORTEST + SHORTEST
            self._draw_part(first, min(height, last))

    def _draw_part(self, first: int, last: int) -> None:
        box = QRect(0, first, self.width(), last - first)
        painter = QPainter(self._marks)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(box, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self._paint_marks(painter, (first, last))
        painter.end()
        self.update(box)

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self._marks = QPixmap(self.size() * ratio)
        self._marks.setDevicePixelRatio(ratio)
        self._marks.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._marks)
        self._paint_marks(painter)
        painter.end()
        self.update()

    def _paint_marks(self, painter: QPainter, part: Span | None = None) -> None:
        look = theme.current()
        for (column, row), colour in self.marks(self.height(), part).items():
            box = QRectF(2 + column * COLUMN, row, COLUMN - 1, SHORTEST)
            painter.fillRect(box, theme.stripe(colour, look))


_COLUMNS = (WIDTH - 4) // COLUMN
