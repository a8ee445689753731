"""How a thing of the library is drawn: kind and title, what was found, where it is from."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from briefing.qt.models import ITEM
from briefing.services.library.port import LibraryHit, label_of, source_line
from briefing.services.ports import Hit
from briefing.widgets import theme
from briefing.widgets.excerpts.rows import Index, Row, elided
from briefing.widgets.search.hit_row import LINES, draw_words, shown, snippet_font


class LibraryRow(Row):
    """Kind and title, two lines of the text with what was found in bold, and the source."""

    height = 94

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw it from top to bottom."""
        hit: LibraryHit = index.data(ITEM)
        quiet = QColor(look.quiet)
        label, small = label_of(hit.kind), snippet_font()
        metrics = QFontMetrics(small)
        side = metrics.horizontalAdvance(label) + 12
        painter.setFont(small)
        painter.setPen(quiet)
        right = self.placed(box, QRect(box.right() - side, box.top() + 5, side, 20))
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, label)
        painter.setPen(QColor(look.text))
        head = self.placed(box, box.adjusted(0, 4, -side, 0))
        draw_words(painter, head, hit.title, hit.title_marks, (theme.interface_font(), 1))
        piece = Hit("", hit.title, hit.start, hit.snippet, hit.marks)
        words, marks = shown(piece)
        painter.setPen(quiet)
        draw_words(
            painter, box.adjusted(0, 26, 0, 0), words, marks, (small, LINES), QColor(look.text)
        )
        foot = QRect(box.left(), box.top() + 67, box.width(), metrics.lineSpacing())
        painter.setFont(small)
        elided(painter, foot, source_line(hit))
        painter.setPen(QColor(look.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
