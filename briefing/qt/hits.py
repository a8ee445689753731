"""Qt's view of what a search found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from briefing.qt.models import ITEM
from briefing.qt.plain import plain_tip
from briefing.services.ports import Hit

_Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """The articles that a search found, the best first; `ITEM` is the Hit."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        """Show these; rows that stay the same keep their place."""
        if hits[: len(self.hits)] == self.hits and len(hits) > len(self.hits) > 0:
            self.beginInsertRows(QModelIndex(), len(self.hits), len(hits) - 1)
            self.hits = hits
            self.endInsertRows()
        elif hits != self.hits:
            self.beginResetModel()
            self.hits = hits
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 Qt's signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the hit, or its words for display and for screen readers."""
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        words = " ".join(hit.snippet.split())
        shown: dict[int, object] = {
            ITEM: hit,
            Qt.ItemDataRole.DisplayRole: hit.headline,
            Qt.ItemDataRole.ToolTipRole: plain_tip(hit.headline),
            Qt.ItemDataRole.AccessibleTextRole: f"{hit.headline}: {words}",
        }
        return shown.get(role)
