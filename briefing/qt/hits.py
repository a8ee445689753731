"""Qt's view of what was found, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from briefing.qt.models import ITEM
from briefing.qt.plain import plain_tip
from briefing.services.ports import Hit

_Index = QModelIndex | QPersistentModelIndex
Found = TypeVar("Found")


class FoundModel(QAbstractListModel, Generic[Found]):
    """What was found, the best first; `ITEM` is the hit itself."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Found] = ()

    def show(self, hits: Sequence[Found]) -> None:
        """Show these; rows that stay the same keep their place."""
        hits = tuple(hits)
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
        if role == ITEM:
            return hit
        words, tip, told = self.said(hit)
        shown: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: words,
            Qt.ItemDataRole.ToolTipRole: plain_tip(tip),
            Qt.ItemDataRole.AccessibleTextRole: told,
        }
        return shown.get(role)

    def said(self, hit: Found) -> tuple[str, str, str]:
        """Return what a hit is called, its tip, and what is read out of it."""
        raise NotImplementedError


class HitModel(FoundModel[Hit]):
    """The articles that a search found."""

    def said(self, hit: Hit) -> tuple[str, str, str]:
        """Return the headline, the same whole, and both it and the words around what was found."""
        words = " ".join(hit.snippet.split())
        return hit.headline, hit.headline, f"{hit.headline}: {words}"
