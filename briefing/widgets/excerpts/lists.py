"""The left side of the window: articles, tags, and excerpts with their filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr, tr_many
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.model.tags import Tag
from briefing.qt.models import ITEM, ArticleModel, ExcerptModel, ListModel, TagModel
from briefing.services.excerpts.excerpt_filter import ExcerptFilter
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.excerpts.filter_bar import FilterBar
from briefing.widgets.excerpts.rows import ArticleRow, ExcerptRow, Row, TagRow

Pair = tuple[Excerpt | None, Excerpt | None]
"""An excerpt before and after a change; None where it was not or is no more."""
MOST_SINGLY = 100
"""Changes up to which the list takes one row after the other."""
PAUSE = 45
"""Milliseconds after a change before the list of excerpts follows: the article shows it first."""


class ItemList(QTableView):
    """A list that is chosen from by click or by Enter.

    A table of one column: with rows of one height it takes one more in no time at any length,
    where a list view lays all of them out again.
    """

    chosen = Signal(object)

    def __init__(self, model: ListModel[Any], row: Row,
                 name: str) -> None:  # fmt: skip
        super().__init__()
        self.setModel(model)
        row.setParent(self)
        self.setItemDelegate(row)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row.height)
        rows.setDefaultSectionSize(row.height)
        columns.setStretchLastSection(True)
        rows.hide()
        columns.hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        self.hint = ""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Say what will stand here while nothing does."""
        super().paintEvent(event)
        if self.hint and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(theme.small_font())
            painter.setPen(QColor(theme.current().quiet))
            box = self.viewport().rect().adjusted(12, 8, -12, -8)
            painter.drawText(box, Qt.TextFlag.TextWordWrap, self.hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(ITEM))


class ArticleList(ItemList):
    """The articles of the project; `chosen` gives an Article."""

    def __init__(self, parent: QWidget) -> None:
        self.articles = ArticleModel()
        super().__init__(self.articles, ArticleRow(parent), tr("Articles"))
        self.hint = tr("Articles that you open are listed here.")

    def mark(self, article: Article | None) -> None:
        """Show which article is open."""
        row = self.articles.row_of(article.id) if article else -1
        self.setCurrentIndex(self.articles.index(row) if row >= 0 else QModelIndex())


class TagList(ItemList):
    """The tags; `chosen` gives the Tag to put on the words that are meant.

    It takes no focus from the article, so that the selection stays in sight. Its menu asks to look
    at one tag only, to list its excerpts, or to change it; each signal gives the Tag.
    """

    looked_at = Signal(object)
    listed = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        self.tags = TagModel()
        super().__init__(self.tags, TagRow(parent), tr("Tags"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what else can be done with the tag."""
        index = self.indexAt(event.pos()) if event.reason() == event.Reason.Mouse else None
        index = index or self.currentIndex()
        if not index.isValid():
            return
        menu, tag = QMenu(self), index.data(ITEM)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, signal in (
            (tr("Let it stand out in the article"), self.looked_at),
            (tr("List its excerpts"), self.listed),
            (tr("Change it…"), self.change_wanted),
        ):
            menu.addAction(words, partial(signal.emit, tag))
        menu.popup(event.globalPos())


class ExcerptPanel(QWidget):
    """The excerpts of the article with a filter; `chosen` gives the Excerpt to go to."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.excerpts = ExcerptModel()
        self._excerpts_of: Callable[[], Sequence[Excerpt]] = tuple
        self._changed: list[Pair] | None = None
        self._marked: Excerpt | None = None
        self._follow = QTimer(self, interval=PAUSE, singleShot=True)
        self._follow.timeout.connect(self._catch_up)
        self._marking = QTimer(self, interval=PAUSE, singleShot=True)
        self._marking.timeout.connect(self._mark)
        self._row = ExcerptRow(self)
        self.list = ItemList(self.excerpts, self._row, tr("Excerpts"))
        self.list.chosen.connect(self.chosen)
        self.filter = FilterBar(self)
        self.filter.excerpts_of = lambda: self._all
        self.filter.changed.connect(self._show)
        self.shown = Label()
        self.shown.setContentsMargins(12, 0, 12, 4)
        theme.set_quiet(self.shown)
        self.hint = Label(
            tr("Nothing tagged yet. Put the caret in a sentence and press 1 to 8, or T.")
        )
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hint.setContentsMargins(12, 8, 12, 8)
        theme.set_quiet(self.hint)
        self.none_fits = QPushButton(tr("No excerpt fits: clear the filter"))
        self.none_fits.setProperty("link", True)
        self.none_fits.clicked.connect(self._clear)
        self._lay_out()
        self._show()

    def set_tags(self, tags: Sequence[Tag], tag_of: Callable[[str], Tag | None]) -> None:
        """Offer these tags in the filter, keeping what is chosen."""
        self._row.tag_of = tag_of
        self.filter.set_tags(tags)

    def show_excerpts(
        self, excerpts: Sequence[Excerpt], changed: Sequence[Pair] | None = None
    ) -> None:
        """Show these excerpts, as far as the filter lets them through, just after the article."""
        self.show_those_of(lambda: excerpts, changed)

    def show_those_of(
        self, of: Callable[[], Sequence[Excerpt]], changed: Sequence[Pair] | None = None
    ) -> None:
        """Show the excerpts that `of` gives, which is asked when it is time to show them.

        `changed` has what came, went or changed since the last time, before and after; None if
        the list is to be compared as a whole.
        """
        self._excerpts_of = of
        known = changed is not None and self._changed is not None
        self._changed = [*(self._changed or ()), *(changed or ())] if known else None
        self._follow.start()

    @property
    def _all(self) -> Sequence[Excerpt]:
        return self._excerpts_of()

    def mark(self, excerpt: Excerpt | None) -> None:
        """Show which excerpt is the current one, just after the article."""
        self._marked = excerpt
        self._marking.start()

    def _mark(self) -> None:
        excerpt = self._marked
        row = self.excerpts.row_at(excerpt) if excerpt else -1
        if row == self.list.currentIndex().row():
            return
        self.list.setCurrentIndex(self.excerpts.index(row) if row >= 0 else QModelIndex())

    def only(self, tag_id: str) -> None:
        """Show only the excerpts of one tag; "" shows all."""
        self.filter.show_filter(ExcerptFilter(tags=frozenset({tag_id} if tag_id else ())))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(8, 0, 8, 6)
        top.addWidget(self.filter)
        layout.addLayout(top)
        layout.addWidget(self.shown)
        layout.addWidget(self.hint)
        layout.addWidget(self.none_fits, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.list, 1)
        layout.addStretch()

    def _catch_up(self) -> None:
        """Show what changed, or where nobody knows what did, everything."""
        wanted, changed = self.filter.filter, self._changed
        if changed is None or len(changed) > MOST_SINGLY:
            self._show()
            return
        self._changed = []
        self.excerpts.follow(
            (before, after if after and (not wanted or wanted.select([after])) else None)
            for before, after in changed
        )
        self._say()

    def _show(self) -> None:
        self._follow.stop()
        self._changed = []
        wanted = self.filter.filter
        self.excerpts.show(wanted.select(self._all) if wanted else self._all)
        self._say()

    def _say(self) -> None:
        """Say how many there are, or why there are none."""
        wanted, fitting = self.filter.filter, self.excerpts.items
        self._mark()
        some = tr_many(
            "{fitting} of {count} excerpt",
            "{fitting} of {count} excerpts",
            len(self._all),
            fitting=len(fitting),
        )
        self.shown.setText(some)
        self.shown.setVisible(bool(wanted) and bool(fitting))
        self.hint.setVisible(not self._all)
        self.none_fits.setVisible(bool(self._all) and not fitting)
        self.list.setVisible(bool(fitting))

    def _clear(self) -> None:
        self.filter.clear()
        self.list.setFocus()
