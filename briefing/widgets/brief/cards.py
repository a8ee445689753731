"""Cards of excerpts that stand together in a section: dragged or keyed to another place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from briefing.model.excerpt import Excerpt
from briefing.qt.models import ITEM, ExcerptModel
from briefing.widgets import theme
from briefing.widgets.excerpts.lists import ItemList
from briefing.widgets.excerpts.rows import ExcerptRow
from briefing.widgets.writing.rich_text import CARD

MOST_ROWS = 6
"""Cards that are shown at once; more of them scroll."""


class Cards(ItemList):
    """Excerpts that stand together.

    Alt+Up and Alt+Down move one: `moved` says from and to which row, `passed` that it left at an
    end (its id, the step). Delete leaves it out, Q puts it into words. `dropped` gives the section
    and the id of a card that is dropped here, and the row before which.
    """

    moved = Signal(int, int)
    passed = Signal(str, int)
    left_out = Signal(str)
    reworded = Signal(str)
    dropped = Signal(str, str, int)

    def __init__(self, name: str, key: str, parent: QWidget) -> None:
        self.excerpts = ExcerptModel()
        self.row = ExcerptRow(parent)
        super().__init__(self.excerpts, self.row, name)
        self._key = key
        self._pressed: QPoint | None = None
        self._drop_row = -1
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

    def show_excerpts(self, excerpts: Sequence[Excerpt]) -> None:
        """Show these cards, as high as they are up to a few; the current one stays current."""
        kept = self.current()
        self.excerpts.show(excerpts)
        row = self.excerpts.row_of(kept.id) if kept else -1
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.excerpts.index(row))
        rows = min(MOST_ROWS, len(self.excerpts.items))
        self.setFixedHeight(rows * ExcerptRow.height + 2)

    @property
    def ids(self) -> list[str]:
        """The ids of the cards in order."""
        return [excerpt.id for excerpt in self.excerpts.items]

    def current(self) -> Excerpt | None:
        """Return the card that the caret is on."""
        index = self.currentIndex()
        return index.data(ITEM) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move, leave out, put into words, or choose a card."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if alt and step:
            self.move_current(step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.leave_current_out()
        elif event.key() == Qt.Key.Key_Q and plain:
            self.reword_current()
        else:
            super().keyPressEvent(event)

    def move_current(self, step: int) -> None:
        """Move the current card up (-1) or down (+1), at the end out of this group."""
        row, excerpt = self.currentIndex().row(), self.current()
        if excerpt is None:
            return
        if 0 <= row + step < len(self.excerpts.items):
            self.moved.emit(row, row + step)
        else:
            self.passed.emit(excerpt.id, step)

    def leave_current_out(self) -> None:
        """Leave the current card out of this section."""
        if excerpt := self.current():
            self.left_out.emit(excerpt.id)

    def reword_current(self) -> None:
        """Put the current card into the analyst's words."""
        if excerpt := self.current():
            self.reworded.emit(excerpt.id)

    # Dragging

    def card_data(self) -> QMimeData:
        """Return the current card as it is dragged."""
        data = QMimeData()
        if excerpt := self.current():
            data.setData(CARD, f"{self._key}\n{excerpt.id}".encode())
            data.setText(" ".join(excerpt.quote.split()))
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of a card."""
        super().mousePressEvent(event)
        place = event.position().toPoint()
        held = event.button() == Qt.MouseButton.LeftButton and self.indexAt(place).isValid()
        self._pressed = place if held else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the card that is held."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        way = event.position().toPoint() - self._pressed
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            drag = QDrag(self)
            drag.setMimeData(self.card_data())
            index = self.currentIndex()
            drag.setPixmap(self.viewport().grab(self.visualRect(index)))
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take cards."""
        self._follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show where the card would stand."""
        self._follow(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Show no place any more."""
        self._show_place(-1)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Put a card here."""
        row = self.row_at(event.position().toPoint())
        self._show_place(-1)
        if event.mimeData().hasFormat(CARD):
            event.acceptProposedAction()
            data = bytes(event.mimeData().data(CARD).data())
            key, excerpt = card_in(data.decode("utf-8", "replace"))
            self.dropped.emit(key, excerpt, row)

    def row_at(self, place: QPoint) -> int:
        """Return the row before which a card dropped at a point would stand."""
        index = self.indexAt(place)
        if not index.isValid():
            return len(self.excerpts.items)
        return index.row() + (place.y() > self.visualRect(index).center().y())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the cards, and a line where one would be dropped."""
        super().paintEvent(event)
        if self._drop_row < 0:
            return
        y = self._drop_row * ExcerptRow.height - self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        y = min(max(y - 1, 0), self.viewport().height() - 3)
        painter.fillRect(0, y, self.viewport().width(), 3, QColor(theme.current().accent))
        painter.end()

    def _follow(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(CARD):
            self._show_place(self.row_at(event.position().toPoint()))
            event.acceptProposedAction()
        else:
            event.ignore()

    def _show_place(self, row: int) -> None:
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()


def card_in(payload: str) -> tuple[str, str]:
    """Return the section's key and the excerpt's id of a card that was dropped."""
    key, _, excerpt = payload.partition("\n")
    return key, excerpt
