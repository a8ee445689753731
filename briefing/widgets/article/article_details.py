"""The window of what an article says of itself: each value with where it stood, to correct."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError
from briefing.language import marked, tr
from briefing.model.article import Article
from briefing.model.details_edits import (
    confirm_details,
    published_in,
    set_detail,
    where_found,
)
from briefing.model.edits import Edit
from briefing.qt.document import ProjectDocument
from briefing.qt.plain import plain_tip
from briefing.qt.saying import day
from briefing.services.articles.details import DATES, LONGEST, dated, entered, place_of
from briefing.services.articles.found_places import said_place
from briefing.widgets import theme
from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.article.shown_article import ShownArticle
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.line_field import LineField
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.message_bar import MessageBar

SIZE = (760, 560)
_SELECT = marked("Select the words in the article")
_SHORT = {"published": "2026-03-04T14:05+02:00", "language": "en", "url": "https://"}


class ArticleDetails(QWidget):
    """Shows the details of the article that is open; each is an edit when its field is left."""

    def __init__(self, document: ProjectDocument, shown: ShownArticle, view: ArticleView) -> None:
        super().__init__(view, Qt.WindowType.Window)
        self._document, self._view = document, view
        self._shown = ""
        self.setWindowTitle(tr("Article details"))
        self.heading = Label()
        self.heading.setWordWrap(True)
        self.heading.setProperty("heading", True)
        self.hint = Label()
        self.hint.setWordWrap(True)
        theme.set_quiet(self.hint)
        self.rows = {field: _Row(field, name, self) for field, name in self._names()}
        for field, row in self.rows.items():
            row.line.editingFinished.connect(partial(self._enter, field))
            row.place.clicked.connect(partial(self._show_words, field))
        self.area = QScrollArea()
        self.confirm_button = QPushButton(tr("All is &right"))
        self.confirm_button.setProperty("primary", True)
        self.confirm_button.clicked.connect(self.confirm)
        self._lay_out()
        self._add_keys()
        document.changed.connect(lambda _changes: self.refresh())
        shown.changed.connect(self.refresh)
        open_at(self, *SIZE)

    def refresh(self) -> None:
        """Show the details of the article that is open now; what is being typed stays."""
        article = self._article()
        if self._shown != (now := article.id if article else ""):
            self._shown = now
            for row in self.rows.values():
                row.line.setModified(False)  # it was about another article
        self.heading.setText(article.name if article else tr("No article is open"))
        self.hint.setText(self._state(article))
        self.confirm_button.setEnabled(article is not None)
        for field, row in self.rows.items():
            row.show(article, field)

    def confirm(self) -> None:
        """Say that the details are right as they stand, and close."""
        if any(not self._enter(field) for field in self.rows):
            return
        if (article := self._article()) and self._do(
            confirm_details(article, self._document.stamp().time)
        ):
            self.close()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Catch up with what changed while this was closed, and begin at what is missing."""
        super().showEvent(event)
        self.refresh()
        empty = (row.line for row in self.rows.values() if not row.line.text())
        first = next(empty, self.rows["headline"].line)
        first.setFocus()
        self.area.ensureWidgetVisible(first)

    def _state(self, article: Article | None) -> str:
        if article is None:
            return tr("Open an article, and what it says of itself stands here.")
        words = tr("As it was read. Nothing that was not found is filled in.")
        if when := article.metadata.confirmed:
            words = tr(
                "Looked over on {when}. Nothing that was not found is filled in.", when=day(when)
            )
        if found := published_in(article.metadata):
            words += "\n" + tr("From the library: {publications}", publications="; ".join(found))
        return words

    def _enter(self, field: str) -> bool:
        """Take over what was typed; tells whether it can be taken."""
        article, row = self._article(), self.rows[field]
        if article is None or not row.line.isModified():
            return not row.is_faulty
        try:
            value = entered(field, row.line.text())
        except BriefingError as error:
            row.complain(str(error))
            return False
        row.line.setModified(False)
        row.is_faulty = False
        if value != (getattr(article.metadata, field) or (() if field == "keywords" else None)):
            self._do(set_detail(article, field, value))
        self.refresh()
        return True

    def _show_words(self, field: str) -> None:
        article = self._article()
        if article and (place := place_of(article, field)):
            self._view.select(*place)

    def _do(self, edit: Edit) -> bool:
        try:
            return self._document.apply(edit)
        except BriefingError as error:
            self.bar.complain(error)
            return False

    def _article(self) -> Article | None:
        shown = self._view.article
        return self._document.project.articles.get(shown.id) if shown else None

    def _names(self) -> Sequence[tuple[str, str]]:
        return (
            ("headline", tr("&Headline")), ("outlet", tr("&Outlet")),
            ("agency", tr("&Agency")), ("place", tr("&Place")),
            ("byline", tr("&Byline")), ("published", tr("P&ublished")),
            ("updated", tr("Up&dated")), ("keywords", tr("&Keywords")),
            ("language", tr("&Language")), ("url", tr("Addr&ess")),
        )  # fmt: skip

    def _add_keys(self) -> None:
        undoing: tuple[tuple[tuple[str, ...], Callable[[], None]], ...] = (
            (("Ctrl+Z",), self.bar.guarded(self._document.undo)),
            (("Ctrl+Shift+Z", "Ctrl+Y"), self.bar.guarded(self._document.redo)),
            (("Esc",), lambda: (self.close(), None)[1]),
        )
        for keys, act in undoing:
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(act)

    def _lay_out(self) -> None:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(self.rows.values()):
            grid.addWidget(row.label, 2 * number, 0)
            grid.addWidget(row.line, 2 * number, 1)
            grid.addWidget(row.where, 2 * number, 2)
            grid.addWidget(row.note, 2 * number + 1, 1, 1, 2)
        grid.setRowStretch(2 * len(self.rows), 1)
        self.area.setAccessibleName(tr("Article details"))
        self.area.setWidget(sheet)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields scroll it
        close = QPushButton(tr("&Close"))
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.confirm_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.hint)
        column.addSpacing(8)
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        self.bar = MessageBar(self)
        self.bar.float_over(self)


class _Row:
    """One detail: its field, where it was found, and a word on it below."""

    def __init__(self, field: str, name: str, parent: QWidget) -> None:
        self.name = name.replace("&", "")
        self.line = LineField(self.name, LONGEST, parent)
        self.line.setPlaceholderText(_SHORT.get(field, ""))
        self.label = Label(name)
        self.label.setProperty("quiet", True)
        self.label.setBuddy(self.line)
        self.place, self.words = QPushButton(), Label()
        self.place.setProperty("link", True)
        self.place.setStyleSheet("QPushButton { padding: 3px 0; font-size: 13px; }")
        theme.set_quiet(self.words)
        self.where = QStackedWidget()
        self.where.addWidget(self.words)
        self.where.addWidget(self.place)
        self.where.setFixedWidth(260)
        self.note = Label()
        self.note.setWordWrap(True)
        theme.set_quiet(self.note)
        self.is_faulty = False

    def show(self, article: Article | None, field: str) -> None:
        """Show a value and where it stood, leaving alone what is being typed."""
        self.line.setEnabled(article is not None)
        if self.line.isModified() and article is not None:
            return
        value = getattr(article.metadata, field) if article else None
        words = ", ".join(value) if isinstance(value, tuple) else value or ""
        self.line.show_words(words)
        self.is_faulty = False
        self._show_where(article, field)
        self._say(dated(words) if field in DATES and words else "", faulty=False)

    def complain(self, words: str) -> None:
        """Say below the field why it cannot be taken."""
        self.is_faulty = True
        self._say(words, faulty=True)

    def _show_where(self, article: Article | None, field: str) -> None:
        where = where_found(article.metadata, field) if article else ""
        value = getattr(article.metadata, field) if article else None
        if article is None:
            where = ""
        elif not where:
            where = tr("not found") if not value else tr("where is not known")
        else:
            where = said_place(where)
        place = place_of(article, field) if article else None
        self.where.setCurrentWidget(self.place if place else self.words)
        self.words.setText(where)
        self.place.setText(where)
        self.place.setAccessibleName(f"{self.name}: {where}. {tr(_SELECT)}")
        self.place.setToolTip(plain_tip(tr(_SELECT)))
        self.line.setAccessibleDescription(where)

    def _say(self, words: str, *, faulty: bool) -> None:
        colour = theme.current().error if faulty else ""
        self.note.setStyleSheet(f"color: {colour};" if colour else "")
        self.note.setText(words)
        self.note.setVisible(bool(words))
