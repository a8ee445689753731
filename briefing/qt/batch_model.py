"""Qt's view of a batch: a row for each article, as they are done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from briefing.language import tr
from briefing.qt.plain import plain_tip
from briefing.qt.saying import words
from briefing.services.batch.plan import BatchRow, Outcome

ROW = Qt.ItemDataRole.UserRole + 20
"""The BatchRow of an index."""
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class BatchModel(QAbstractTableModel):
    """The articles that are done; `look` gives outcomes their colour, `draft` drafts theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[BatchRow] = []
        self.look: dict[Outcome, QColor] = {}
        self.draft: QColor | None = None
        self._titles = (
            tr("Article"),
            tr("Outcome"),
            tr("Document"),
            tr("What there is to say"),
        )

    def add(self, rows: Sequence[BatchRow]) -> None:
        """Add rows at the end."""
        if rows:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()

    def show(self, rows: Sequence[BatchRow]) -> None:
        """Show these rows in place of all others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 Qt's name
        """Return how many articles there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _TOP) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, or the words of a cell."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        shown = cells(row)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(shown)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return self.draft if row.draft and self.draft else self.look.get(row.outcome)
        return None


def cells(row: BatchRow) -> tuple[str, str, str, str]:
    """Return the words of a row."""
    name = row.source if row.number == 1 else f"{row.source} ({row.number})"
    outcome = tr(str(row.outcome))
    if row.draft:
        outcome = tr("{outcome}, draft", outcome=outcome)
    if row.message:
        said = f"{row.message} {row.hint}".strip()
    else:
        said = " ".join((tr("{sentence}.", sentence=words(row.words)), *row.blocking))
    return name, outcome, row.target, said
