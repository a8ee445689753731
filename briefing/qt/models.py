"""Qt's view of the project: lists of articles, tags and excerpts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from briefing.model.article import Article
from briefing.model.excerpt import Excerpt, Status
from briefing.model.project import Project
from briefing.model.tags import Tag
from briefing.qt.plain import plain_tip

ITEM = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_T = TypeVar("_T", Article, Excerpt, Tag)


class ListModel(QAbstractListModel, Generic[_T]):
    """A list of things that have an id; `ITEM` is the thing, `COUNT` a number beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[_T] = ()
        self._counts: Mapping[str, int] = {}

    def show(self, items: Sequence[_T], counts: Mapping[str, int] | None = None) -> None:
        """Show these things; one that is changed in place keeps its row."""
        counts = counts or {}
        if [item.id for item in items] == [item.id for item in self.items]:
            changed = [
                row
                for row, (new, old) in enumerate(zip(items, self.items, strict=True))
                if new is not old or counts.get(new.id, 0) != self._counts.get(new.id, 0)
            ]
            self.items, self._counts = items, counts
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.items, self._counts = items, counts
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 Qt's signature
        """Return how many things there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the thing, its number, or its words for display and for screen readers."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role == COUNT:
            return self._counts.get(item.id, 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.tip(item))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.tip(item)
        return None

    def row_of(self, item_id: str) -> int:
        """Return the row of the thing with this id, or -1."""
        return next((row for row, item in enumerate(self.items) if item.id == item_id), -1)

    def words(self, item: _T) -> str:
        """Return what names the thing."""
        return getattr(item, "name", "")

    def tip(self, item: _T) -> str:  # noqa: ARG002 for subclasses to say
        """Return what explains the thing."""
        return ""


class ArticleModel(ListModel[Article]):
    """The articles of a project."""

    def tip(self, item: Article) -> str:
        """Return where the article comes from and how long it is."""
        return f"{item.source} · {item.words:,} words"


class TagModel(ListModel[Tag]):
    """The tags of a project with how often each is used."""

    def tip(self, item: Tag) -> str:
        """Return the tag's description."""
        return item.description


class ExcerptModel(ListModel[Excerpt]):
    """Excerpts, as they stand in their articles."""

    def words(self, item: Excerpt) -> str:
        """Return the excerpt's words on one line."""
        return " ".join(item.quote.split())

    def tip(self, item: Excerpt) -> str:
        """Return the excerpt's words, who said them and how sure that is."""
        said = said_by(item)
        return f"{item.quote}\n{said}" if said else item.quote


def said_by(excerpt: Excerpt) -> str:
    """Return who said it and whether it is verified, on one line; "" when nobody said."""
    assessment = excerpt.assessment
    parts = [assessment.attribution or ""]
    if assessment.status is not Status.UNASSESSED:
        parts.append(assessment.status.value)
    if assessment.confidence:
        parts.append(f"{assessment.confidence.value} confidence")
    return " · ".join(filter(None, parts))


def tag_counts(project: Project, article: str | None = None) -> Counter[str]:
    """Return how many excerpts each tag id has, in one article or in all."""
    return Counter(
        tag
        for excerpt in project.excerpts.values()
        if article in (None, excerpt.article)
        for tag in excerpt.tags
    )
