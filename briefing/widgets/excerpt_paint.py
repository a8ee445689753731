"""Paints what stands behind an article's words: tints, underlines, the sentence that is meant."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock

from briefing.model.excerpt import Excerpt
from briefing.model.placing import lanes
from briefing.model.suggestion import Suggestion
from briefing.widgets import theme
from briefing.widgets.article_paint import dotted, paint_range, underline

if TYPE_CHECKING:
    from briefing.widgets.article_view import ArticleView

TINT = 0.75
FADED = 0.18
"""The share of their colours that excerpts have which are not of the tag that is looked at."""
VEIL = 0.55
"""How far the page covers paragraphs that are not read, in focus mode."""
DEEPEST = 3
"""Underlines below each other; deeper excerpts share the lowest place, the margin has them all."""


class ExcerptPainter:
    """Paints the grounds of a view's excerpts.

    `only_tag` is the id of the one tag that is looked at, "" for all; `focused` veils what is not
    the paragraph at the caret.
    """

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self.only_tag = ""
        self.focused = False
        self.suggestions: tuple[Suggestion, ...] = ()
        self._longest = 0

    def paint_behind(self, painter: QPainter) -> None:
        """Paint what stands behind the words in view."""
        view, look = self._view, theme.current()
        sentence = None if view.textCursor().hasSelection() else view.target()
        for block, origin in view.visible_blocks():
            span = view.block_span(block)
            if sentence and sentence[0] < span[1] and span[0] < sentence[1]:
                band = QColor(look.focus_band)
                paint_range(painter, block, origin, view.units(block, sentence), band)
            self._paint_excerpts(painter, block, origin, look)
            self._mark_suggestions(painter, block, origin, look)

    def show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Mark these suggestions, sorted by where they start, from now on."""
        self.suggestions = suggestions
        self._longest = max((s.end - s.start for s in suggestions), default=0)

    def paint_over(self, painter: QPainter) -> None:
        """Cover the paragraphs that are not read with the page's colour, in focus mode."""
        if not self.focused:
            return
        veil = QColor(theme.current().page)
        veil.setAlphaF(VEIL)
        own = self._view.textCursor().block()
        width = self._view.viewport().width()
        for block, origin in self._view.visible_blocks():
            if block != own:
                height = self._view.blockBoundingRect(block).height()
                painter.fillRect(QRectF(0, origin.y(), width, height), veil)

    def is_faded(self, excerpt: Excerpt) -> bool:
        """Return whether another tag is looked at than any of this excerpt's."""
        return bool(self.only_tag) and self.only_tag not in excerpt.tags

    def colour_of(self, excerpt: Excerpt) -> str:
        """Return the colour of an excerpt's first tag, or of the one looked at: "#RRGGBB"."""
        first = self.only_tag if self.only_tag in excerpt.tags else next(iter(excerpt.tags), "")
        tag = self._view.tag_of(first)
        return tag.colour if tag else theme.UNTAGGED

    def _mark_suggestions(
        self, painter: QPainter, block: QTextBlock, origin: QPointF, look: theme.Colours
    ) -> None:
        """Draw a dotted line below suggested words: seen, and plainly not an excerpt."""
        start, end = self._view.block_span(block)
        first = bisect_left(self.suggestions, start - self._longest, key=lambda s: s.start)
        pen = QPen(QColor(look.quiet), 1.5, Qt.PenStyle.DotLine)
        for suggestion in self.suggestions[first:]:
            if suggestion.start >= end:
                break
            units = self._view.units(block, (suggestion.start, suggestion.end))
            if suggestion.end > start and units[0] < units[1]:
                dotted(painter, block, origin, units, pen)

    def _paint_excerpts(
        self, painter: QPainter, block: QTextBlock, origin: QPointF, look: theme.Colours
    ) -> None:
        view = self._view
        inside = view.placing.between(*view.block_span(block))
        spans = [view.units(block, (excerpt.start, excerpt.end)) for excerpt in inside]
        for excerpt, units in zip(inside, spans, strict=True):
            ground = QColor(theme.tint(self.colour_of(excerpt), look))
            ground.setAlphaF(FADED if self.is_faded(excerpt) else TINT)
            paint_range(painter, block, origin, units, ground)
        for excerpt, units, lane in zip(inside, spans, lanes(inside), strict=True):
            full = QColor(theme.stripe(self.colour_of(excerpt), look))
            full.setAlphaF(FADED if self.is_faded(excerpt) else 1.0)
            underline(painter, block, origin, units, full, min(lane, DEEPEST))
