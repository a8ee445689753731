"""Qt's view of the project: lists of articles, tags and excerpts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import is_not
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from briefing.language import tr
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt, Status
from briefing.model.project import by_place
from briefing.model.tags import Tag
from briefing.qt.plain import plain_tip
from briefing.qt.saying import confidence, dotted, words
from briefing.services.reading.hidden_signs import isolated, seen

ITEM = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
PROGRESS = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex


class Identified(Protocol):
    """Something that has an id."""

    @property
    def id(self) -> str:
        """What it is known by."""


_T = TypeVar("_T", bound=Identified)


class ListModel(QAbstractListModel, Generic[_T]):
    """A list of things that have an id; `ITEM` is the thing, `COUNT` a number beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[_T] = ()
        self._counts: Mapping[str, int] = {}
        self._rows: dict[str, int] | None = None

    def show(self, items: Sequence[_T], counts: Mapping[str, int] | None = None) -> None:
        """Show these things; those that stay keep their rows, so that one more costs little."""
        old: list[_T] = list(self.items)
        new: list[_T] = list(items)
        before, known = self._counts, dict(counts or {})
        first: int = _alike(old, new)
        last: int = _alike(old[first:][::-1], new[first:][::-1])
        if len(old) > first + last:
            self.beginRemoveRows(QModelIndex(), first, len(old) - last - 1)
            self.items = old[:first] + old[len(old) - last :]
            self.endRemoveRows()
        if len(new) > first + last:
            self.beginInsertRows(QModelIndex(), first, len(new) - last - 1)
            self.items = new
            self.endInsertRows()
        self.items, self._counts, self._rows = new, known, None
        kept = [*range(first), *range(len(new) - last, len(new))]
        was = old[:first] + old[len(old) - last :]
        for first, last in _runs(compress(kept, map(is_not, was, map(new.__getitem__, kept)))):
            self.dataChanged.emit(self.index(first), self.index(last))
        self._follow_counts(before)

    def count(self, counts: Mapping[str, int]) -> None:
        """Show other numbers beside some of the things, by their ids."""
        self._counts = {**self._counts, **counts}
        for item_id in counts:
            if (row := self.row_of(item_id)) >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

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
        if self._rows is None:
            self._rows = {item.id: row for row, item in enumerate(self.items)}
        return self._rows.get(item_id, -1)

    def _follow_counts(self, before: Mapping[str, int]) -> None:
        ids = {*before, *self._counts}
        others = [i for i in ids if before.get(i, 0) != self._counts.get(i, 0)]
        for row in filter(lambda row: row >= 0, map(self.row_of, others)):
            self.dataChanged.emit(self.index(row), self.index(row))

    def words(self, item: _T) -> str:
        """Return what names the thing."""
        return getattr(item, "name", "")

    def tip(self, item: _T) -> str:  # noqa: ARG002 for subclasses to say
        """Return what explains the thing."""
        return ""


class ArticleModel(ListModel[Article]):
    """The articles of a project; `PROGRESS` is which part of one is tagged, 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self.progress_of: Callable[[Article], float] = lambda _article: 0.0

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a list of things has, and the progress."""
        if role == PROGRESS and index.isValid():
            return self.progress_of(self.items[index.row()])
        return super().data(index, role)

    def tip(self, item: Article) -> str:
        """Return where the article comes from and how long it is."""
        return f"{tr(item.source)} · {words(item.words)}"


class TagModel(ListModel[Tag]):
    """The tags of a project with how often each is used."""

    def tip(self, item: Tag) -> str:
        """Return the tag's description."""
        return item.description


class ExcerptModel(ListModel[Excerpt]):
    """Excerpts, as they stand in their articles."""

    def words(self, item: Excerpt) -> str:
        """Return the excerpt's words on one line."""
        return seen(" ".join(item.quote.split()))

    def follow(self, changes: Iterable[tuple[Excerpt | None, Excerpt | None]]) -> None:
        """Take each change (before and after) of what is listed by place, row by row."""
        self.items = items = self.items if isinstance(self.items, list) else list(self.items)
        for before, after in changes:
            row = self.row_at(before) if before else -1
            if row >= 0 and before and after and by_place(before) == by_place(after):
                items[row] = after
                self.dataChanged.emit(self.index(row), self.index(row))
                continue
            self._rows = None
            if row >= 0:
                self.beginRemoveRows(QModelIndex(), row, row)
                del items[row]
                self.endRemoveRows()
            if after:
                place = bisect_left(items, by_place(after), key=by_place)
                self.beginInsertRows(QModelIndex(), place, place)
                items.insert(place, after)
                self.endInsertRows()

    def row_at(self, excerpt: Excerpt) -> int:
        """Return the row of an excerpt in a list by place, or -1; faster than `row_of`."""
        row = bisect_left(self.items, by_place(excerpt), key=by_place)
        return row if row < len(self.items) and self.items[row].id == excerpt.id else -1

    def tip(self, item: Excerpt) -> str:
        """Return the excerpt's words, who said them and how sure that is."""
        said = said_by(item)
        quote = isolated(item.quote)
        return f"{quote}\n{said}" if said else quote


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of rows, which come in their order."""
    first = last = -1
    for row in rows:
        if first >= 0 and row > last + 1:
            yield first, last
            first = -1
        first, last = (row if first < 0 else first), row
    if first >= 0:
        yield first, last


def said_by(excerpt: Excerpt) -> str:
    """Return who said it and whether it is verified, on one line; "" when nobody said."""
    assessment = excerpt.assessment
    parts = [assessment.attribution or ""]
    if assessment.status is not Status.UNASSESSED:
        parts.append(tr(assessment.status.value))
    if assessment.confidence:
        parts.append(confidence(assessment.confidence.value))
    return dotted(parts)


def _alike(one: Sequence[_T], other: Sequence[_T]) -> int:
    """Return how many things two lists begin with alike, by their ids."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine is not theirs and mine.id != theirs.id:
            break
        count += 1
    return count
