"""The paragraphs of an article that are in view, and where in the viewport they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QTimer
from PySide6.QtGui import QTextBlock

from briefing.services.hidden_signs import places
from briefing.widgets.article_paint import line_edges
from briefing.widgets.sentence_walk import Span

if TYPE_CHECKING:
    from briefing.widgets.article_view import ArticleView

BELOW = 14
"""Pixels below a line in which underlines and dots of its excerpts can stand."""
AHEAD = 40
"""Milliseconds of rest after which the page below is laid out, so that going there is quick."""
LONG = 20_000
"""Characters of a paragraph that is not looked through as a whole: it could be all of a book."""


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """A paragraph in view: where it is drawn, how high it is, which range of the article it shows.

    `first` is its document position in UTF-16 units; `hides` says whether hidden signs can stand
    in it.
    """

    block: QTextBlock
    origin: QPointF
    height: float
    span: Span
    first: int
    hides: bool

    @property
    def bottom(self) -> float:
        """The first pixel below it."""
        return self.origin.y() + self.height

    def shares(self, span: Span) -> bool:
        """Return whether it shows any of a range."""
        return span[0] < self.span[1] and self.span[0] < span[1]


class VisibleBlocks:
    """Finds the blocks in view once for each place that the article is scrolled to."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._known_for: object = None
        self._blocks: tuple[VisibleBlock, ...] = ()
        self._resting = QTimer(view, singleShot=True)
        self._resting.timeout.connect(self._look_ahead)

    def all(self) -> Sequence[VisibleBlock]:
        """Return the blocks in view, from above."""
        view, document = self._view, self._view.document()
        room = view.viewport().size()
        now = (
            view.firstVisibleBlock().blockNumber(), view.contentOffset().y(), room.toTuple(),
            document.revision(), document.defaultFont().key(), view.map,
        )  # fmt: skip
        if now != self._known_for or not self._laid_out():
            self._blocks, self._known_for = tuple(self._found(room.height())), now
            self._resting.start(AHEAD)
        return self._blocks

    def between(self, top: int, bottom: int) -> list[VisibleBlock]:
        """Return the blocks that have any of these pixels of the viewport."""
        return [b for b in self.all() if b.bottom >= top and b.origin.y() <= bottom]

    def lines_of(self, shown: VisibleBlock, span: Span) -> tuple[float, float] | None:
        """Return top and bottom in the viewport of a range's lines in a block, or None."""
        units = self.units(shown, span)
        return line_edges(shown.block, shown.origin, units) if units[0] < units[1] else None

    def units(self, shown: VisibleBlock, span: Span) -> Span:
        """Return the part of a range that stands in a block, in UTF-16 units into the block."""
        to_qt, (start, end) = self._view.map.to_qt, shown.span
        last = to_qt(min(span[1], end)) - shown.first
        return to_qt(max(span[0], start)) - shown.first, min(last, shown.block.length() - 1)

    def rows(self, spans: Iterable[Span]) -> QRect:
        """Return the rows of the viewport in which any of these ranges are painted."""
        tops, bottoms = [], []
        for span in spans:
            for shown in self.all():
                if shown.shares(span) and (edges := self.lines_of(shown, span)):
                    tops.append(int(edges[0]) - 2)
                    bottoms.append(int(edges[1]) + BELOW)
        if not tops:
            return QRect()
        width = self._view.viewport().width()
        return QRect(0, min(tops), width, max(bottoms) - min(tops))

    def _laid_out(self) -> bool:
        """Return whether Qt has not forgotten the lines of what was found."""
        return all(shown.block.layout().lineCount() for shown in self._blocks)

    def _look_ahead(self) -> None:
        """Lay out the page below what is in view; one paragraph a turn, for it can be long."""
        view, blocks = self._view, self.all()
        room = view.viewport().height() * 3 // 2 if blocks else 0
        block = blocks[-1].block.next() if blocks else QTextBlock()
        while room > 0 and block.isValid():
            was_there = block.layout().lineCount() > 0
            room -= int(view.blockBoundingRect(block).height())
            if not was_there:
                self._resting.start(0)
                return
            block = block.next()

    def _found(self, bottom: int) -> Iterable[VisibleBlock]:
        view = self._view
        block, point = view.firstVisibleBlock(), view.contentOffset()
        while block.isValid() and point.y() <= bottom:
            height = view.blockBoundingRect(block).height()  # lays the block out, too
            first = block.position()
            span = view.map.from_qt(first), view.map.from_qt(first + block.length() - 1)
            yield VisibleBlock(block, QPointF(point), height, span, first, self._hides(span))
            point.setY(point.y() + height)
            block = block.next()

    def _hides(self, span: Span) -> bool:
        """Return whether hidden signs can stand in a range; one that is very long is not read."""
        text = self._view.map.text
        if text.isascii():
            return False
        return span[1] - span[0] > LONG or any(True for _ in places(text[slice(*span)]))
