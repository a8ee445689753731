"""Every step that was made, with who made it and when; a click goes back to it, or forward."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr
from briefing.qt.document import ProjectDocument
from briefing.qt.saying import dotted, moment
from briefing.services.ports import Step
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.excerpts.rows import draw_ground, elided

_Index = QModelIndex | QPersistentModelIndex
STEP = Qt.ItemDataRole.UserRole
DONE = Qt.ItemDataRole.UserRole + 1
PAUSE = 60
"""Milliseconds after a change before the list follows."""


class StepModel(QAbstractListModel):
    """The steps, the latest first, and below them the beginning."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: Sequence[Step] = ()
        self._done = 0

    def show(self, steps: Sequence[Step], done: int) -> None:
        """Show these steps, of which the first `done` are done."""
        self.beginResetModel()
        self._steps, self._done = steps, done
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 Qt's signature
        """Return how many rows there are: one for each step, and the beginning."""
        return 0 if parent.isValid() else len(self._steps) + 1

    def done_at(self, row: int) -> int:
        """Return how many steps are done in the state that a row stands for."""
        return len(self._steps) - row

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the step (None for the beginning), whether it is done, or its words."""
        if not index.isValid():
            return None
        number = self.done_at(index.row())
        step = self._steps[number - 1] if number else None
        if role == STEP:
            return step
        if role == DONE:
            return number <= self._done
        if role == Qt.ItemDataRole.DisplayRole:
            return step.label if step else tr("The beginning")
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "" if number <= self._done else tr("taken back")
        return None


class StepRow(QStyledItemDelegate):
    """Draws a step: what was done, and when by whom; one that was taken back is quiet."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802
        """Return one height for all rows."""
        return QSize(160, 46)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        box = QRect(option.rect)
        step: Step | None = index.data(STEP)
        painter.save()
        look = draw_ground(painter, box, option.state, theme.current())
        box.adjust(theme.RHYTHM + 4, 4, -theme.RHYTHM, -4)
        font = theme.interface_font()
        font.setItalic(not index.data(DONE))
        painter.setFont(font)
        painter.setPen(QColor(look.text if index.data(DONE) else look.quiet))
        words = str(index.data())
        upper = box.adjusted(0, 0, 0, -box.height() // 2) if step else box
        elided(painter, upper, words)
        if step:
            painter.setFont(theme.small_font())
            painter.setPen(QColor(look.quiet))
            when = moment(step.time)
            taken_back = "" if index.data(DONE) else tr("taken back")
            line = dotted((when, step.author, taken_back))
            painter.drawText(box.adjusted(0, box.height() // 2, 0, 0),
                             Qt.AlignmentFlag.AlignVCenter, line)  # fmt: skip
        painter.restore()


class HistoryPanel(QWidget):
    """Shows the document's steps while it is in sight; choosing one goes there."""

    def __init__(self, document: ProjectDocument) -> None:
        super().__init__()
        self._document = document
        self.steps = StepModel()
        self.list = QListView()
        self.list.setModel(self.steps)
        self.list.setItemDelegate(StepRow(self))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("History"))
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self.setFocusProxy(self.list)
        hint = Label(
            tr("Click a step to go back to it. Later steps stay here until you change something.")
        )
        hint.setWordWrap(True)
        hint.setContentsMargins(12, 8, 12, 8)
        theme.set_quiet(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(hint)
        layout.addWidget(self.list, 1)
        self._later = QTimer(self, interval=PAUSE, singleShot=True)
        self._later.timeout.connect(self._show)
        document.changed.connect(self._follow)
        document.opened.connect(self._follow)

    def showEvent(self, event: object) -> None:  # noqa: N802, ARG002 Qt's name
        """Catch up with what happened out of sight."""
        self._show()

    def _follow(self, _changes: object = None) -> None:
        if self.isVisible():
            self._later.start()

    def _show(self) -> None:
        self.steps.show(self._document.steps, self._document.done)
        row = self.steps.rowCount() - 1 - self._document.done
        self.list.setCurrentIndex(self.steps.index(row))

    def _go(self, index: QModelIndex) -> None:
        self._document.go_to(self.steps.done_at(index.row()))
        self._show()
