"""A small box that finds something by a few letters: a field, a list below it, a hint of keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.popups import open_near


class FindBox(QFrame):
    """Opens over its parent; arrow keys mark a row while typing goes on, Enter or a click takes it.

    Subclasses list in `look_up` what fits the letters, and in `take` do what the marked row is for.
    """

    def __init__(self, parent: QWidget, rows: QListView, names: tuple[str, str]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.search, self.list, self.hint = QLineEdit(), rows, Label()
        for part, name in zip((self.search, rows), names, strict=True):
            part.setAccessibleName(name)
        self.search.textChanged.connect(self.look_up)
        self.search.installEventFilter(self)
        rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.clicked.connect(lambda _index: self.take())
        theme.set_quiet(self.hint)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.addWidget(self.search)
        self.column.addWidget(rows, 1)
        self.column.addWidget(self.hint)

    def open_with(self, corner: QPoint) -> None:
        """Open with nothing typed, its corner at a point of the screen."""
        self.search.clear()
        self.look_up("")
        open_near(self, corner)
        self.search.setFocus()

    def look_up(self, typed: str) -> None:
        """List what fits these letters."""
        raise NotImplementedError

    def take(self) -> None:
        """Do what the marked row stands for."""
        raise NotImplementedError

    def mark(self, row: int) -> None:
        """Mark a row; none where there is no such row."""
        self.list.setCurrentIndex(self.list.model().index(row, 0))

    def pressed(self, event: QKeyEvent) -> bool:
        """Do what a key in the field is for; returns False for keys that write."""
        key = Qt.Key(event.key())
        if step := {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key, 0):
            self.mark((self.list.currentIndex().row() + step) % max(1, self._count))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Hear keys before the field does."""
        heard = watched is self.search and event.type() == QEvent.Type.KeyPress
        if heard and isinstance(event, QKeyEvent) and self.pressed(event):
            return True
        return super().eventFilter(watched, event)

    @property
    def _count(self) -> int:
        return self.list.model().rowCount()
