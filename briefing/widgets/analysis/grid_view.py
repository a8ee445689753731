"""A grid of the analysis on the screen: walked with the arrow keys, each cell led from."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from briefing.qt.grid_model import CELL, HEAD, GridModel
from briefing.services.analysis.grid import Cell, Grid
from briefing.widgets import theme
from briefing.widgets.analysis.grid_paint import (
    LEFT,
    ROW,
    WIDTHS,
    draw_cell,
    draw_column_head,
    draw_row_head,
    row_of,
    top_of,
    width_of,
)

_Index = QModelIndex | QPersistentModelIndex
_ACROSS = Qt.Orientation.Horizontal


class GridView(QTableView):
    """Shows one grid.

    `looked_at` gives the Cell that the arrow keys or a click came to and what it is in words;
    `entered` the Cell on which Enter was pressed, `opened` the one that was clicked twice.
    """

    looked_at = Signal(object, str)
    entered = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells = GridModel()
        self.setModel(self.cells)
        self.setItemDelegate(_Cells(self))
        self.setHorizontalHeader(_Heads(_ACROSS, self))
        self.setVerticalHeader(_Heads(Qt.Orientation.Vertical, self))
        self.setCornerButtonEnabled(False)
        self.setProperty("open", True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(CELL)))

    def show_grid(self, grid: Grid) -> None:
        """Show a grid; the place at hand stays where its row and column are still there."""
        at = self.currentIndex()
        old = self.cells.grid
        heads = (old.rows[at.row()].words, old.columns[at.column()].words) if at.isValid() else None
        self.cells.show(grid)
        self.setAccessibleName(grid.title)
        self.setAccessibleDescription(grid.note)
        self.verticalHeader().setDefaultSectionSize(row_of(grid))
        for column, head in enumerate(grid.columns):
            self.setColumnWidth(column, width_of(head))
        if heads and (place := self.cells.place_of(*heads, at.row())).isValid():
            self.setCurrentIndex(place)

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        """Tell which cell is at hand."""
        super().currentChanged(current, previous)
        if current.isValid():
            said = self.cells.said(current.row(), current.column())
            self.looked_at.emit(current.data(CELL), said)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go on from the cell at hand with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.entered.emit(self.currentIndex().data(CELL))
        else:
            super().keyPressEvent(event)


class _Cells(QStyledItemDelegate):
    """Draws cells, and a frame around the one at hand."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        look = theme.colours(option.palette)
        cell: Cell = index.data(CELL)
        painter.save()
        painter.setClipRect(box)
        painter.fillRect(box, QColor(look.page))
        draw_cell(painter, box.adjusted(0, 0, -1, -1), cell, look)
        painter.setPen(QColor(look.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        elif state & QStyle.StateFlag.State_MouseOver and cell.words:
            painter.setPen(QColor(look.edge))
            painter.drawRect(box.adjusted(0, 0, -2, -2))
        painter.restore()


class _Heads(QHeaderView):
    """Draws the heads of rows or columns as a picture of the grid has them."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(min(WIDTHS.values()))
        if orientation == _ACROSS:
            self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        else:
            self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            self.setDefaultSectionSize(ROW)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for the heads."""
        model = self.model()
        top = top_of(model.grid) if isinstance(model, GridModel) else ROW
        return QSize(100, top) if self.orientation() == _ACROSS else QSize(LEFT, 100)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw one head."""
        head = self.model().headerData(logicalIndex, self.orientation(), HEAD)
        if head is None:
            return
        painter.save()
        look = theme.colours(self.palette())
        draw = draw_column_head if self.orientation() == _ACROSS else draw_row_head
        draw(painter, rect, head, look)
        painter.restore()
