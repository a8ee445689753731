"""Qt's view of a grid of the analysis: its cells, its heads, and what each is in words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from briefing.qt.plain import plain_tip
from briefing.services.analysis.grid import Cell, Grid, Head

CELL = Qt.ItemDataRole.UserRole
HEAD = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_EMPTY = Grid("", "")


class GridModel(QAbstractTableModel):
    """The cells of a grid; `CELL` is one, `HEAD` that of a row or column."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = _EMPTY

    def show(self, grid: Grid) -> None:
        """Show another grid."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.grid.columns)

    def place_of(self, row: str, column: str, near: int = 0) -> QModelIndex:
        """Return the place whose row and column are headed so, an invalid one if none is.

        Of several rows headed so the one `near` a number is meant, else the first.
        """
        rows = [head.words for head in self.grid.rows]
        columns = [head.words for head in self.grid.columns]
        if row not in rows or column not in columns:
            return QModelIndex()
        same = near < len(rows) and rows[near] == row
        return self.index(near if same else rows.index(row), columns.index(column))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the cell, its words, or all that it says."""
        if not index.isValid():
            return None
        cell = self.grid.cell(index.row(), index.column())
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(cell.words.split())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole and cell.words:
            return plain_tip(self.said(index.row(), index.column()))
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the head of a row or column, or its words."""
        heads = self._heads(orientation)
        if not 0 <= section < len(heads):
            return None
        head = heads[section]
        if role == HEAD:
            return head
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(head.words.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(head.words)
        return None

    def said(self, row: int, column: int) -> str:
        """Return what a cell says with its row and its column, for those who cannot see them."""
        cell: Cell = self.grid.cell(row, column)
        heads = f"{self.grid.rows[row].words}, {self.grid.columns[column].words}"
        return f"{heads}: {cell.words or '0'}"

    def _heads(self, orientation: Qt.Orientation) -> tuple[Head, ...]:
        across = orientation == Qt.Orientation.Horizontal
        return self.grid.columns if across else self.grid.rows
