"""The dialog that shows the articles of a file, or the chapters of a book, to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr
from briefing.model.article import Article
from briefing.qt.choice_model import ChoiceModel
from briefing.qt.saying import number
from briefing.services.articles.book_parts import is_beside_the_text
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at

SIZE = (900, 560)
WIDTHS = (280, 130, 90, 70)
BEGINNING = 1_200
"""Code points of the marked article that are shown."""


class ArticleChoice(QDialog):
    """Asks which articles to keep; `chosen` carries their ids as a frozenset."""

    chosen = Signal(object)

    def __init__(
        self, name: str, articles: Sequence[Article], wanted: Iterable[str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(tr("Choose from {name}", name=name))
        self.articles = ChoiceModel(articles, wanted)
        self.table = _Table(self.articles, tr("Articles"))
        self.count = Label()
        self.beginning = Label()
        self.beginning.setWordWrap(True)
        self.beginning.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.beginning.setFixedHeight(92)
        theme.set_quiet(self.beginning)
        self._beside = [n for n, each in enumerate(articles) if is_beside_the_text(each)]
        self._lay_out()
        self.articles.dataChanged.connect(lambda *_: self._show_count())
        self.table.selectionModel().currentChanged.connect(self._show_beginning)
        self._show_count()
        open_at(self, *SIZE)
        self.table.setCurrentIndex(self.articles.index(0, 0))
        self.table.setFocus()

    def accept(self) -> None:
        """Keep what is checked."""
        self.chosen.emit(frozenset(self.articles.wanted))
        super().accept()

    def leave_out_beside(self) -> None:
        """Take the check off title pages, notes, the index and their like."""
        self.articles.want(self._beside, on=False)

    def _lay_out(self) -> None:
        every = range(len(self.articles.articles))
        self.all_button = act_button(tr("All"), lambda: self.articles.want(every, on=True))
        self.none_button = act_button(tr("None"),
                                        lambda: self.articles.want(every, on=False))  # fmt: skip
        self.beside_button = act_button(
            tr("Leave out front matter and notes"), self.leave_out_beside
        )
        self.beside_button.setVisible(bool(self._beside))
        self.keep_button = act_button(tr("Keep these"), self.accept)
        self.keep_button.setProperty("primary", True)
        self.keep_button.setDefault(True)
        hint = Label(tr("Space checks the marked lines. Edit › Undo brings back what goes."))
        theme.set_quiet(hint)
        head, foot = QHBoxLayout(), QHBoxLayout()
        for button in (self.all_button, self.none_button, self.beside_button):
            head.addWidget(button)
        head.addStretch(1)
        head.addWidget(self.count)
        foot.addWidget(hint, 1)
        foot.addWidget(act_button(tr("Cancel"), self.reject))
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.RHYTHM)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.beginning)
        column.addLayout(foot)

    def _show_count(self) -> None:
        every = [article.id for article in self.articles.articles]
        kept = sum(each in self.articles.wanted for each in every)
        self.count.setText(tr("{kept} of {count}", kept=number(kept), count=number(len(every))))

    def _show_beginning(self, index: QModelIndex, _before: QModelIndex) -> None:
        article = self.articles.articles[index.row()] if index.isValid() else None
        words = " ".join(article.text[:BEGINNING].split()) if article else ""
        self.beginning.setText(words)


class _Table(QTableView):
    def __init__(self, model: ChoiceModel, name: str) -> None:
        super().__init__()
        self._choices = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(len(WIDTHS), QHeaderView.ResizeMode.Stretch)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        columns.setHighlightSections(False)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Check with Space all lines that are marked, as the current one is to be."""
        current = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and current.isValid():
            on = self._choices.articles[current.row()].id not in self._choices.wanted
            rows = {index.row() for index in self.selectedIndexes()} | {current.row()}
            self._choices.want(sorted(rows), on=on)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
