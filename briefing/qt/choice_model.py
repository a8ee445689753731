"""Qt's view of the articles of one file, to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from briefing.language import tr
from briefing.model.article import Article
from briefing.qt.plain import plain_tip
from briefing.qt.saying import day, number
from briefing.services.articles.importing import plain_name

LOOKED_AT = 400
"""Code points of an article that are looked at for its first line."""
WORDS = 3
"""The column of figures."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class ChoiceModel(QAbstractTableModel):
    """Articles with a check box each; `wanted` are the ids of the checked ones."""

    def __init__(self, articles: Sequence[Article], wanted: Iterable[str]) -> None:
        super().__init__()
        self.articles = tuple(articles)
        self.wanted = set(wanted)
        self._titles = (
            tr("Headline"),
            tr("Outlet"),
            tr("Date"),
            tr("Words"),
            tr("First line"),
        )

    def want(self, rows: Iterable[int], *, on: bool) -> None:
        """Check the articles of these rows, or take the check off them."""
        for row in rows:
            (self.wanted.add if on else self.wanted.discard)(self.articles[row].id)
        if self.articles:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.articles) - 1, 0))

    def rowCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 Qt's name
        """Return how many articles there are."""
        return 0 if parent.isValid() else len(self.articles)

    def columnCount(self, parent: _Index = _TOP) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == WORDS:
            return Qt.AlignmentFlag.AlignRight
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the first column be checked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, or whether the article is wanted."""
        if not index.isValid():
            return None
        article = self.articles[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            checked = article.id in self.wanted
            return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(article)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cells(article)[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == WORDS:
            return _RIGHT
        return None

    def setData(  # noqa: N802
        self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Check an article, or take the check off it."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.want([index.row()], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


def cells(article: Article) -> tuple[str, str, str, str, str]:
    """Return the words of a row; what the article does not say is empty."""
    said = article.metadata
    return (
        plain_name(article.title or said.headline or first_line(article)),
        plain_name(said.outlet or said.agency or ""),
        day(said.published or ""), number(article.words), first_line(article),
    )  # fmt: skip


def first_line(article: Article) -> str:
    """Return the first line that is not the headline."""
    lines = (line.strip() for line in article.text[:LOOKED_AT].split("\n"))
    said = (line for line in lines if line and line != article.name)
    return plain_name(next(said, ""))
