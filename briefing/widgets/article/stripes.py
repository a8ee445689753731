"""The margin beside an article: a full-colour stripe and a two-letter code for each tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from briefing.language import tr
from briefing.model.placing import Stripe
from briefing.qt.plain import plain_tip
from briefing.widgets import theme

if TYPE_CHECKING:
    from briefing.widgets.article.article_view import ArticleView

COLUMN = 24
BAR = 4
CHIP = QSize(20, 14)
FEWEST, MOST = 3, 9
_EDGE = 4
PAUSE = 20
"""Milliseconds after a change before the stripes follow: the article shows it first."""


class StripeColumn(QWidget):
    """Paints the stripes of what is in view; a click on one selects its excerpt."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._drawn: list[tuple[QRectF, Stripe]] = []
        self._changed = QRect()
        self._later = QTimer(self, interval=PAUSE, singleShot=True)
        self._later.timeout.connect(self._catch_up)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Tags in the margin"))

    def wanted_width(self) -> int:
        """Return the width in pixels of the columns that the article needs, three at least."""
        return max(FEWEST, min(self._view.placing.columns, MOST)) * COLUMN + 8

    def follow(self, rows: QRect) -> None:
        """Paint anew, a little later, the stripes beside these rows of the viewport."""
        self._changed = self._changed.united(rows)
        self._later.start()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the stripes from the text outwards, later ones further out."""
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(event.rect(), QColor(look.page))
        self._drawn = []
        chips: set[tuple[int, int]] = set()
        for stripe, box in self._boxes():
            tag = self._view.tag_of(stripe.tag)
            full = theme.stripe(tag.colour if tag else theme.UNTAGGED, look)
            if self._view.painting.only_tag not in ("", stripe.tag):
                full = theme.blend(full, QColor(look.page), 0.25)
            theme.draw_stripe(painter, box, full, look)
            chip = QRectF(box.right() - CHIP.width(), box.top(), CHIP.width(), CHIP.height())
            if self._mirrored:
                chip.moveLeft(box.left())
            place = (stripe.column, round(chip.top()))
            if place not in chips:
                chips.add(place)
                theme.draw_chip(painter, chip, tag.code if tag else "·", full, look)
            self._drawn.append((box.united(chip), stripe))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select the words of the stripe under the mouse."""
        stripe = self._at(event.position().x(), event.position().y())
        if stripe and event.button() == Qt.MouseButton.LeftButton:
            self._view.select(stripe.excerpt.start, stripe.excerpt.end)
            self._view.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show that a stripe can be clicked."""
        over = self._at(event.position().x(), event.position().y())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say what a stripe stands for when the mouse rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            stripe = self._at(event.pos().x(), event.pos().y())
            tag = self._view.tag_of(stripe.tag) if stripe else None
            QToolTip.showText(event.globalPos(), plain_tip(tag.name) if tag else "", self)
            return True
        return super().event(event)

    def _catch_up(self) -> None:
        rows, self._changed = self._changed, QRect()
        down = self._view.viewportMargins().top() + 1
        if rows.isEmpty():
            return
        self.update(0, rows.top() + down - _EDGE, self.width(), rows.height() + 2 * _EDGE)

    def _at(self, x: float, y: float) -> Stripe | None:
        hits = [s for box, s in self._drawn if box.adjusted(-3, 0, 3, 0).contains(x, y)]
        return min(hits, key=lambda s: s.excerpt.end - s.excerpt.start, default=None)

    def _boxes(self) -> list[tuple[Stripe, QRectF]]:
        view = self._view
        blocks = view.in_view.all()
        if not blocks or view.article is None:
            return []
        margin = view.viewportMargins().top()
        found = []
        for stripe in view.placing.stripes(blocks[0].span[0], blocks[-1].span[1] + 1):
            span = (stripe.excerpt.start, stripe.excerpt.end)
            lines = [
                edges
                for shown in blocks
                if shown.shares(span) and (edges := view.in_view.lines_of(shown, span))
            ]
            if lines:
                top, bottom = lines[0][0] + margin, lines[-1][1] + margin
                away = stripe.column * COLUMN + 2
                left = away if self._mirrored else self.width() - away - BAR
                found.append((stripe, QRectF(left, top, BAR, bottom - top)))
        return found

    @property
    def _mirrored(self) -> bool:
        """Whether it stands at the right of the text, in a window that is read from the right."""
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft
