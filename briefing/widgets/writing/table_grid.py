"""A small grid that opens at a button: how many rows and columns a table is to have."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from briefing.language import tr_many
from briefing.qt.saying import listed
from briefing.widgets import theme
from briefing.widgets.controls.popups import open_near

ROWS, COLUMNS = 8, 6
CELL, EDGE, FOOT = 22, 8, 26
_STEPS = {
    Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Up: (-1, 0),
}  # fmt: skip


class TableGrid(QFrame):
    """Asks for the size of a table by mouse or arrow keys; `chosen` carries rows and columns.

    `left` says that it is gone, chosen or not.
    """

    chosen = Signal(int, int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())
        self.size_now = (3, 2)
        self._show_size()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for all cells and the words below them."""
        return QSize(2 * EDGE + COLUMNS * CELL, 2 * EDGE + ROWS * CELL + FOOT)

    def open_at(self, place: QPoint) -> None:
        """Open above a point of the screen where there is room, with the keyboard in it."""
        open_near(self, place - QPoint(0, self.height()))
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Change the size by arrow keys, take it with Enter, leave with Esc."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            rows, columns = self.size_now
            self._set_size(rows + step[0], columns + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the mouse."""
        at = event.position().toPoint()
        self._set_size((at.y() - EDGE) // CELL + 1, (at.x() - EDGE) // CELL + 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the size under the mouse."""
        if self.rect().contains(event.position().toPoint()):
            self._choose()

    def hideEvent(self, event: object) -> None:  # noqa: ARG002, N802
        """Say that it is gone."""
        self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the cells, those of the table in the accent colour."""
        painter, look = QPainter(self), theme.current()
        painter.fillRect(self.rect(), QColor(look.field))
        painter.setPen(QColor(look.edge))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        rows, columns = self.size_now
        for row in range(ROWS):
            for column in range(COLUMNS):
                box = QRect(EDGE + column * CELL, EDGE + row * CELL, CELL - 3, CELL - 3)
                inside = row < rows and column < columns
                painter.fillRect(box, QColor(look.accent if inside else look.field))
                painter.drawRect(box)
        painter.setPen(QColor(look.text))
        foot = QRect(EDGE, EDGE + ROWS * CELL, self.width() - 2 * EDGE, FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, self.accessibleName())

    def _set_size(self, rows: int, columns: int) -> None:
        size = max(1, min(rows, ROWS)), max(1, min(columns, COLUMNS))
        if size != self.size_now:
            self.size_now = size
            self._show_size()

    def _show_size(self) -> None:
        self.setAccessibleName(
            listed(
                (
                    tr_many("{count} row", "{count} rows", self.size_now[0]),
                    tr_many("{count} column", "{count} columns", self.size_now[1]),
                )
            )
        )
        self.update()

    def _choose(self) -> None:
        size = self.size_now
        self.close()
        self.chosen.emit(*size)
