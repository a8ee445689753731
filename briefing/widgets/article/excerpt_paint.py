"""Paints what stands behind an article's words: tints, underlines, the sentence that is meant."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from briefing.model.excerpt import Excerpt
from briefing.model.placing import lanes
from briefing.model.suggestion import Suggestion
from briefing.widgets import theme
from briefing.widgets.article.article_paint import (
    boxes,
    dotted,
    line_edges,
    paint_ground,
    underline,
)
from briefing.widgets.article.hidden_marks import HiddenMarks
from briefing.widgets.article.sentence_walk import Span
from briefing.widgets.article.visible_blocks import BELOW

if TYPE_CHECKING:
    from briefing.widgets.article.article_view import ArticleView
    from briefing.widgets.article.visible_blocks import VisibleBlock

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
        self.hidden = HiddenMarks(view)

    def paint_behind(self, painter: QPainter, part: QRect) -> None:
        """Paint what stands behind the words in a part of the viewport."""
        view, look = self._view, theme.current()
        sentence = None if view.textCursor().hasSelection() else view.target()
        for shown in view.in_view.between(part.top(), part.bottom()):
            if sentence and shown.shares(sentence):
                units = view.in_view.units(shown, sentence)
                places = boxes(shown.block, shown.origin, units)
                paint_ground(painter, places, QColor(look.focus_band))
            self._paint_excerpts(painter, shown, look, part)
            self._mark_suggestions(painter, shown, look)

    def show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Mark these suggestions, sorted by where they start, from now on."""
        self.suggestions = suggestions
        self._longest = max((s.end - s.start for s in suggestions), default=0)

    def paint_over(self, painter: QPainter, part: QRect) -> None:
        """Mark hidden signs, and in focus mode cover the paragraphs that are not read."""
        self.hidden.paint(painter, part)
        if not self.focused:
            return
        veil = QColor(theme.current().page)
        veil.setAlphaF(VEIL)
        own = self._view.textCursor().block()
        width = self._view.viewport().width()
        for shown in self._view.in_view.all():
            if shown.block != own:
                painter.fillRect(QRectF(0, shown.origin.y(), width, shown.height), veil)

    def is_faded(self, excerpt: Excerpt) -> bool:
        """Return whether another tag is looked at than any of this excerpt's."""
        return bool(self.only_tag) and self.only_tag not in excerpt.tags

    def colour_of(self, excerpt: Excerpt) -> str:
        """Return the colour of an excerpt's first tag, or of the one looked at: "#RRGGBB"."""
        first = self.only_tag if self.only_tag in excerpt.tags else next(iter(excerpt.tags), "")
        tag = self._view.tag_of(first)
        return tag.colour if tag else theme.UNTAGGED

    def _mark_suggestions(
        self, painter: QPainter, shown: VisibleBlock, look: theme.Colours
    ) -> None:
        """Draw a dotted line below suggested words: seen, and plainly not an excerpt."""
        if not self.suggestions:
            return
        start, end = shown.span
        first = bisect_left(self.suggestions, start - self._longest, key=lambda s: s.start)
        pen = QPen(QColor(look.quiet), 1.5, Qt.PenStyle.DotLine)
        for suggestion in self.suggestions[first:]:
            if suggestion.start >= end:
                break
            units = self._view.in_view.units(shown, (suggestion.start, suggestion.end))
            if suggestion.end > start and units[0] < units[1]:
                dotted(painter, boxes(shown.block, shown.origin, units), pen)

    def _paint_excerpts(
        self, painter: QPainter, shown: VisibleBlock, look: theme.Colours, part: QRect
    ) -> None:
        inside = self._view.placing.between(*shown.span)
        seen = [
            (excerpt, boxes(shown.block, shown.origin, units), lane)
            for excerpt, lane in zip(inside, lanes(inside), strict=True)
            if (units := self._units_in(shown, excerpt, part))
        ]
        for excerpt, places, _lane in seen:
            ground = QColor(theme.tint(self.colour_of(excerpt), look))
            ground.setAlphaF(FADED if self.is_faded(excerpt) else TINT)
            paint_ground(painter, places, ground)
        for excerpt, places, lane in seen:
            full = QColor(theme.stripe(self.colour_of(excerpt), look))
            full.setAlphaF(FADED if self.is_faded(excerpt) else 1.0)
            underline(painter, places, full, min(lane, DEEPEST))

    def _units_in(self, shown: VisibleBlock, excerpt: Excerpt, part: QRect) -> Span | None:
        """Return the excerpt's units of a block if it stands in these rows of the viewport."""
        units = self._view.in_view.units(shown, (excerpt.start, excerpt.end))
        edges = line_edges(shown.block, shown.origin, units) if units[0] < units[1] else None
        if edges is None or edges[1] + BELOW < part.top() or edges[0] - 2 > part.bottom():
            return None
        return units
