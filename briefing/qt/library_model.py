"""What the library found, as a list that Qt shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from briefing.qt.models import ITEM
from briefing.qt.plain import plain_tip
from briefing.services.library.port import LibraryHit, label_of, source_line

_Index = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractListModel):
    """Hits of the library, the best first; `ITEM` is the LibraryHit."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[LibraryHit] = ()

    def show(self, hits: Sequence[LibraryHit]) -> None:
        """Show these."""
        if tuple(hits) != tuple(self.hits):
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
        words = f"{label_of(hit.kind)}: {hit.title}"
        shown: dict[int, object] = {
            ITEM: hit,
            Qt.ItemDataRole.DisplayRole: words,
            Qt.ItemDataRole.ToolTipRole: plain_tip(source_line(hit)),
            Qt.ItemDataRole.AccessibleTextRole: (
                f"{words}. {source_line(hit)}. {' '.join(hit.snippet.split())}"
            ),
        }
        return shown.get(role)
