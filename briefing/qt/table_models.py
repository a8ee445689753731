"""Qt's view of the tables that build themselves: rows, and below each the excerpts it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from briefing.language import tr
from briefing.model.excerpt import Excerpt, Impact, Status
from briefing.qt.models import said_by
from briefing.qt.plain import plain_tip
from briefing.services.brief.citing import FLAGGED
from briefing.services.excerpts.excerpt_tables import FigureRow, SourceRow, StakeholderRow, TableRow
from briefing.services.excerpts.naming import folded
from briefing.services.reading.hidden_signs import isolated, seen

ROW = Qt.ItemDataRole.UserRole + 10
"""The TableRow of an index, for an excerpt that of its row."""
EXCERPT = Qt.ItemDataRole.UserRole + 11
"""The Excerpt of an index, None for a row that stands for several."""
_Index = QModelIndex | QPersistentModelIndex
_SortKey = Callable[[Any], Any]


def _flagged(row: StakeholderRow | SourceRow) -> int:
    return sum(row.statuses.get(status, 0) for status in FLAGGED)


def _balance(row: StakeholderRow) -> int:
    return row.impacts.get(Impact.POSITIVE, 0) - row.impacts.get(Impact.NEGATIVE, 0)


SORTS: Mapping[type[TableRow], tuple[_SortKey, ...]] = {
    StakeholderRow: (lambda row: row.key, lambda row: len(row.excerpts), _balance, _flagged),
    SourceRow: (
        lambda row: row.key, lambda row: len(row.excerpts), lambda row: row.cells()[2], _flagged,
        lambda row: row.unverified, lambda row: row.articles,
    ),
    FigureRow: (
        lambda row: row.value, lambda row: (row.unit.casefold(), row.value),
        lambda row: row.around.casefold(), lambda row: folded(row.said_by),
        lambda row: list(Status).index(row.status),
    ),
}  # fmt: skip
"""What each column sorts by: numbers as numbers, names as they are folded."""


class TableModel(QAbstractItemModel):
    """One table; its rows open to their excerpts, except figures, which have one each.

    `renamed` carries a row and the name that was typed over its own; the project has to change for
    the row to show it.
    """

    renamed = Signal(object, str)

    def __init__(self, kind: type[TableRow], parent: QObject) -> None:
        super().__init__(parent)
        self.kind = kind
        self.rows: Sequence[TableRow] = ()
        self._given: Sequence[TableRow] = ()
        self._excerpts: Mapping[str, Excerpt] = {}
        self._sorting: tuple[int, bool] | None = None

    def show(self, rows: Sequence[TableRow], excerpts: Mapping[str, Excerpt]) -> None:
        """Show these rows, sorted as before; rows that stay where they are keep their place."""
        ordered = self._sorted(rows)
        same = len(ordered) == len(self.rows) and all(map(_same_place, ordered, self.rows))
        if not same:
            self.beginResetModel()
        self._given, self.rows, self._excerpts = rows, ordered, excerpts
        if not same:
            self.endResetModel()
        elif ordered:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(ordered) - 1, self.columnCount() - 1)
            )

    def places(self) -> dict[str, int]:
        """Return where each row stands, by its key."""
        return {row.key: place for place, row in enumerate(self.rows)}

    # Qt's model

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the index of a row, or of an excerpt below one; its id is the row's place + 1."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index = QModelIndex()) -> Any:  # noqa: B008
        """Return the row that an excerpt stands below."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return how many rows there are, or how many excerpts a row has."""
        if not parent.isValid():
            return len(self.rows)
        if self.kind is FigureRow or parent.internalId() != 0 or parent.column() != 0:
            return 0
        return len(self.rows[parent.row()].excerpts)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008, ARG002
        """Return how many columns there are."""
        return len(self.kind.HEADER)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the words above a column."""
        told = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if orientation == Qt.Orientation.Horizontal and role in told:
            return tr(self.kind.HEADER[section])
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the names of rows be written over."""
        flags = super().flags(index)
        if index.isValid() and self._is_name(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, the excerpt, or their words."""
        if not index.isValid():
            return None
        child = index.internalId() != 0
        row = self.rows[index.internalId() - 1 if child else index.row()]
        if role == ROW:
            return row
        excerpt = self._excerpt(row, index.row() if child else 0) if child or self._flat else None
        if role == EXCERPT:
            return excerpt
        if child and excerpt:
            return _excerpt_data(excerpt, index.column(), role)
        return self._row_data(row, index.column(), role)

    def setData(  # noqa: N802
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Tell that another name was typed; the row itself waits for the project."""
        row = index.data(ROW)
        if role != Qt.ItemDataRole.EditRole or not self._is_name(index):
            return False
        name = " ".join(str(value).split())
        if name and name != row.name:
            self.renamed.emit(row, name)
        return False

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the order the rows came in."""
        down = order == Qt.SortOrder.DescendingOrder
        self._sorting = (column, down) if column >= 0 else None
        self.beginResetModel()
        self.rows = self._sorted(self._given)
        self.endResetModel()

    @property
    def _flat(self) -> bool:
        return self.kind is FigureRow

    def _is_name(self, index: _Index) -> bool:
        row = self.rows[index.row()] if index.internalId() == 0 else None
        return index.column() == 0 and isinstance(row, StakeholderRow | SourceRow) and bool(row.key)

    def _sorted(self, rows: Sequence[TableRow]) -> Sequence[TableRow]:
        if self._sorting is None:
            return rows
        column, down = self._sorting
        return sorted(rows, key=SORTS[self.kind][column], reverse=down)

    def _excerpt(self, row: TableRow, place: int) -> Excerpt | None:
        return self._excerpts.get(row.excerpts[place])

    def _row_data(self, row: TableRow, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.EditRole and not isinstance(row, FigureRow):
            return row.name
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(row.cells(tr)[column].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.cells(tr)[column])
        return None


def _same_place(one: TableRow, other: TableRow) -> bool:
    return one is other or (one.key == other.key and one.excerpts == other.excerpts)


def _excerpt_data(excerpt: Excerpt, column: int, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return seen(" ".join(excerpt.quote.split())) if column == 0 else ""
    if role == Qt.ItemDataRole.ToolTipRole:
        return plain_tip(f"{isolated(excerpt.quote[:600])}\n{said_by(excerpt)}".strip())
    if role == Qt.ItemDataRole.AccessibleDescriptionRole:
        return said_by(excerpt)
    return None
