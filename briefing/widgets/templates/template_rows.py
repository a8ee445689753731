"""How templates are drawn in their list: a small page, the title, and where it is from."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter

from briefing.widgets import theme
from briefing.widgets.excerpts.rows import Index, Row, elided

THUMBNAIL = 56
"""Pixels that the picture of a page is high."""
ORIGIN = Qt.ItemDataRole.UserRole
"""Where a template is from, in words."""
_LINE = 22


class TemplateRow(Row):
    """A template: its page in small, its title, and quietly where it is from."""

    height = THUMBNAIL + 14

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw the page at the beginning of the line, the words beside it."""
        wide = round(THUMBNAIL * 0.71)
        page = self.placed(box, QRect(box.left(), box.top() + 7, wide, THUMBNAIL))
        icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        icon.paint(painter, page)
        words = self.placed(box, box.adjusted(wide + 12, 0, 0, 0))
        top = QRect(words.left(), box.center().y() - _LINE + 1, words.width(), _LINE)
        painter.setFont(theme.interface_font())
        painter.setPen(QColor(look.text))
        elided(painter, top, index.data().partition("\n")[0])
        painter.setFont(theme.small_font())
        painter.setPen(QColor(look.quiet))
        elided(painter, top.translated(0, _LINE), index.data(ORIGIN))
