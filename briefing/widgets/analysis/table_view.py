"""How a table that builds itself is shown: sorted by its header, opened to its excerpts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from briefing.language import tr
from briefing.model.excerpt import Excerpt
from briefing.qt.table_models import EXCERPT, ROW, TableModel
from briefing.services.brief.citing import FLAGGED
from briefing.services.excerpts.excerpt_tables import FigureRow, TableRow, as_text, excerpts_as_text
from briefing.widgets import theme
from briefing.widgets.excerpts.rows import MARKS, elided

_Index = QModelIndex | QPersistentModelIndex
_MOST_OPEN = 200
"""Rows that are opened again after the table was built anew."""


class TableView(QTreeView):
    """One table; `chosen` gives the id of the excerpt to go to.

    A row leads to its first words, and each time again to the next; it keeps the focus, so that
    Enter goes through them. An excerpt leads to itself. `save_wanted` asks for the table as a file.
    """

    chosen = Signal(str)
    save_wanted = Signal()

    def __init__(self, model: TableModel, widths: tuple[int, ...], name: str) -> None:
        super().__init__()
        self.table = model
        self._next: tuple[str, int] = ("", 0)
        self._opened: set[str] = set()
        self._current = ""
        model.modelAboutToBeReset.connect(self._keep)
        self.setModel(model)
        model.modelReset.connect(self._restore)
        self.setAccessibleName(name)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_Cell(self))
        self.setRootIsDecorated(model.kind is not FigureRow)
        self.setIndentation(18)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setSectionsMovable(False)
        self.setSortingEnabled(True)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)  # names need the room more than what comes last
        self.expanded.connect(lambda index: self._opened.add(index.data(ROW).key))
        self.collapsed.connect(lambda index: self._opened.discard(index.data(ROW).key))
        self.clicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go to the words with Enter, copy with the usual key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() != QAbstractItemView.State.EditingState:
                self._choose(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what can be done with the row at hand."""
        index = self.currentIndex()
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(8, 0))
        menu = self.menu(index)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def menu(self, index: QModelIndex) -> QMenu:
        """Return the menu of one place in the table."""
        menu = QMenu(self)
        if index.isValid():
            menu.addAction(tr("Go to the words\tEnter"), lambda: self._choose(index))
            name = index.siblingAtColumn(0)
            if self.table.flags(name) & Qt.ItemFlag.ItemIsEditable:
                menu.addAction(tr("Rename everywhere…\tF2"), lambda: self.rename(name))
            menu.addSeparator()
        menu.addAction(tr("Copy\tCtrl+C"), self.copy)
        menu.addAction(
            tr("Copy the whole table"),
            lambda: QGuiApplication.clipboard().setText(as_text(self.table.rows)),
        )
        menu.addAction(tr("Save as CSV…"), self.save_wanted.emit)
        return menu

    def rename(self, index: QModelIndex) -> None:
        """Let the name of a row be written over, in its place."""
        self.setCurrentIndex(index)
        self.edit(index)

    def copy(self) -> None:
        """Copy the selected rows and excerpts, without any the whole table."""
        rows: list[TableRow] = []
        excerpts: list[Excerpt] = []
        for index in sorted(self.selectionModel().selectedRows(0), key=_reading_order):
            excerpt = index.data(EXCERPT)
            if index.parent().isValid() and excerpt:
                excerpts.append(excerpt)
            else:
                rows.append(index.data(ROW))
        if not (rows or excerpts):
            rows = list(self.table.rows)
        QGuiApplication.clipboard().setText(as_text(rows) + excerpts_as_text(excerpts))

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        """Draw an excerpt across all columns, a row in its cells."""
        if not index.parent().isValid():
            super().drawRow(painter, option, index)
            return
        excerpt = index.data(EXCERPT)
        if excerpt is None:
            return
        box: QRect = QRect(option.rect)
        look = theme.colours(self.palette())
        first = index.sibling(index.row(), 0)
        if self.selectionModel().isSelected(first):
            painter.fillRect(box, QColor(look.selection))
        elif box.contains(self.viewport().mapFromGlobal(self.cursor().pos())):
            painter.fillRect(box, QColor(look.hover))
        _draw_excerpt(painter, box.adjusted(2 * self.indentation(), 0, -8, 0), excerpt, look)

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        excerpt, row = index.data(EXCERPT), index.data(ROW)
        if excerpt:
            self.chosen.emit(excerpt.id)
            return
        key, place = self._next
        place = place if key == row.key else 0
        self._next = (row.key, (place + 1) % len(row.excerpts))
        self.chosen.emit(row.excerpts[place % len(row.excerpts)])
        self.setFocus()

    def _keep(self) -> None:
        """Note where the eye is, before the table is built anew."""
        current = self.currentIndex().data(ROW)
        self._current = current.key if current else ""

    def _restore(self) -> None:
        places = self.table.places() if self._opened or self._current else {}
        for key in sorted(self._opened.intersection(places))[:_MOST_OPEN]:
            self.expand(self.table.index(places[key], 0))
        if self._current in places:
            self.setCurrentIndex(self.table.index(places[self._current], 0))


class _Cell(QStyledItemDelegate):
    """Draws a cell with its ground, numbers and words in our colours."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        """Keep the focus frame out: the whole row is marked."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def _reading_order(index: QModelIndex) -> tuple[int, int]:
    parent = index.parent()
    return (parent.row(), index.row()) if parent.isValid() else (index.row(), -1)


def _draw_excerpt(painter: QPainter, box: QRect, excerpt: Excerpt, look: theme.Colours) -> None:
    painter.save()
    status = excerpt.assessment.status
    doubtful = status in FLAGGED
    painter.setFont(theme.small_font())
    painter.setPen(QColor(look.warning if doubtful else look.quiet))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | middle, MARKS[status])
    words = box.adjusted(16, 0, 0, 0)
    if doubtful:
        said = tr(status.value)
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | middle, said)
        words.setRight(words.right() - QFontMetrics(painter.font()).horizontalAdvance(said) - 8)
    painter.setPen(QColor(look.text))
    elided(painter, words, f"“{' '.join(excerpt.quote[:400].split())}”")
    painter.restore()
