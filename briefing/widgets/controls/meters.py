"""A bar that shows how much of a limit is used, with the figures beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefing.language import marked, tr
from briefing.model.finding import Meter
from briefing.qt.saying import number
from briefing.widgets import theme

HEIGHT = 34
BAR = 6
NEAR = 0.9
"""Share of the limit from which the bar warns."""


class MeterBar(QWidget):
    """Shows one meter; over the limit the bar is full and says by how much."""

    def __init__(self, meter: Meter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meter = meter
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words)

    @property
    def words(self) -> str:
        """What the bar says: “1,612 of 1,500 words, 112 over”."""
        meter = self.meter
        used, over = number(meter.used), meter.used - meter.limit
        if meter.estimated:
            used = tr("about {used}", used=used)
        of_words = meter.unit == "words"
        pages, words = marked("{used} of {limit} pages"), marked("{used} of {limit} words")
        said = tr(words if of_words else pages, used=used, limit=number(meter.limit))
        if over > 0:
            said = tr("{said}, {over} over", said=said, over=number(over))
        return tr("{said} (an estimate)", said=said) if meter.estimated else said

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return one line of words and the bar."""
        return QSize(160, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the words above the bar."""
        look = theme.colours(self.palette())
        share = self.meter.used / self.meter.limit
        colour = look.error if share > 1 else look.warning if share > NEAR else look.accent
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.small_font(bold=share > 1))
        painter.setPen(QColor(look.error if share > 1 else look.quiet))
        top = self.rect().adjusted(0, 0, 0, -BAR - 6)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(top, middle, self.words)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(0, self.height() - BAR - 4, self.width(), BAR)
        for width, fill in ((1.0, look.line), (min(1.0, share), colour)):
            painter.setBrush(QColor(fill))
            box = QRectF(whole.left(), whole.top(), whole.width() * width, BAR)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                box.moveRight(whole.right())
            painter.drawRoundedRect(box, BAR / 2, BAR / 2)
        painter.end()
