"""A layout that sets its widgets side by side and goes on in the next line, like words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Lines of widgets in their own size, none wider than the line; hidden ones take no room."""

    def __init__(self, gap: int = 4) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def clear(self) -> None:
        """Take all widgets out and let them go."""
        while item := self.takeAt(0):
            widget: QWidget | None = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()

    # Qt's layout

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Put an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return one item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Take one item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Ask for no more room than the widgets need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Say that narrow means high."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return how high the lines are in all."""
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return what it needs at least."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return the size of the highest widget: all can stand below each other."""
        height = max((item.sizeHint().height() for item in self._shown()), default=0)
        return QSize(40, height)

    def setGeometry(self, box: QRect) -> None:  # noqa: N802
        """Set the widgets into a box."""
        super().setGeometry(box)
        self._lay_out(box, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay_out(self, box: QRect, *, move: bool) -> int:
        x, y, line = box.left(), box.top(), 0
        way = QGuiApplication.layoutDirection()
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(box.width(), 40), 10_000))
            if x > box.left() and x + size.width() > box.left() + box.width():
                x, y, line = box.left(), y + line + self._gap, 0
            if move:
                item.setGeometry(QStyle.visualRect(way, box, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - box.top()
