"""Qt's view of imports: a row for each file, with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from briefing.language import tr, tr_many
from briefing.qt.models import ListModel
from briefing.qt.saying import dotted, listed, number
from briefing.services.articles.importing import ImportRow, State

SAID = Qt.ItemDataRole.UserRole + 30
"""The sentence of a row, with what there is to know beside it."""
_Index = QModelIndex | QPersistentModelIndex


class ImportModel(ListModel[ImportRow]):
    """The files of all imports; `present` tells whether an article is in the project now."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[ImportRow] = []
        self.present: Callable[[str], bool] = lambda _article: True

    def add(self, rows: Iterable[ImportRow]) -> None:
        """Add rows at the end."""
        fresh = list(rows)
        if fresh:
            first = len(self.items)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self.items.extend(fresh)
            self._rows = None
            self.endInsertRows()

    def set(self, rows: Iterable[ImportRow]) -> None:
        """Let these rows stand in place of those with their ids; what is not there is left."""
        places = []
        for row in rows:
            if (place := self.row_of(row.id)) >= 0:
                self.items[place] = row
                places.append(place)
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))

    def get(self, row_id: str) -> ImportRow | None:
        """Return the row with this id."""
        place = self.row_of(row_id)
        return self.items[place] if place >= 0 else None

    def change(self, row_id: str, **values: object) -> None:
        """Change one row."""
        if row := self.get(row_id):
            self.set([replace(row, **values)])  # type: ignore[arg-type]  # names are the row's own

    def refresh(self) -> None:
        """Let all rows be drawn anew, since the project changed."""
        if self.items:
            self.dataChanged.emit(self.index(0), self.index(len(self.items) - 1))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a list of things has, and the sentence of a row."""
        if index.isValid() and role == SAID:
            return self.said(self.items[index.row()])
        return super().data(index, role)

    def words(self, item: ImportRow) -> str:
        """Return name, state and sentence, for those who hear the row."""
        return listed(filter(None, (item.name, tr(str(item.state)), self.said(item))))

    def tip(self, item: ImportRow) -> str:
        """Return all there is to say, a line each."""
        return "\n".join((item.name, item.sentence(), *item.warnings()))

    def said(self, item: ImportRow) -> str:
        """Return the sentence of a row and its warnings on one line."""
        sentence = item.sentence()
        if item.state is State.READ and item.settled:
            gone = sum(not self.present(each) for each in item.added - item.left_out)
            if gone:
                left = tr_many(
                    "{shown} not in the project any more",
                    "{shown} not in the project any more",
                    gone,
                    shown=number(gone),
                )
                sentence += f" · {left}"
        return dotted((sentence, *item.warnings()))
