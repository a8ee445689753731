"""The tables that build themselves from the excerpts: stakeholders, sources, figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.assessment_edits import rename_everywhere
from briefing.model.changes import Changes
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.qt.table_models import TableModel
from briefing.services.excerpts.excerpt_tables import (
    FigureReader,
    FigureRow,
    SourceRow,
    StakeholderRow,
    TableRow,
    as_csv,
    source_rows,
    stakeholder_rows,
)
from briefing.services.excerpts.naming import folded, name_in
from briefing.services.writing import write_atomically
from briefing.widgets import theme
from briefing.widgets.analysis.table_view import TableView
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label, name_choice
from briefing.widgets.controls.saving_as import ask_target

PAUSE = 60
"""Milliseconds after a change before the table follows; changes meanwhile share it."""
AT_ONCE = 300
"""Excerpts that are read for figures while one waits; more go to a job."""
_PARTS: dict[type[TableRow], str] = {StakeholderRow: "stakeholder", SourceRow: "attribution"}


class TablesPanel(QWidget):
    """Shows one table at a time, of the article that is open or of all.

    `excerpt_chosen` gives the id of the excerpt to go to, `failed` a BriefingError.
    """

    excerpt_chosen = Signal(str)
    failed = Signal(object)

    def __init__(self, document: ProjectDocument, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._article = ""
        self._reader = FigureReader()
        self._reading = False
        self._behind = True
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self._follow)
        self.views = [
            self._table(StakeholderRow, 0, tr("Stakeholders")),
            self._table(SourceRow, 0, tr("Sources")),
            self._table(FigureRow, 2, tr("Figures")),
        ]
        self._make_controls()
        self._lay_out()
        document.changed.connect(self._changed)
        document.opened.connect(self._opened)

    def show_article(self, article_id: str | None) -> None:
        """Say which article is open, for the table of this article alone."""
        if self._article != (article_id or ""):
            self._article = article_id or ""
            self._later()

    def show_table(self, number: int) -> None:
        """Show one table: 0 stakeholders, 1 sources, 2 figures."""
        self.tabs.setCurrentIndex(number)

    def save(self, path: Path) -> None:
        """Write the table that is shown as CSV, as sheets open it: UTF-8 with its mark."""
        try:
            write_atomically(path, as_csv(self.view.table.rows).encode("utf-8-sig"))
        except BriefingError as error:
            self.failed.emit(error)

    @property
    def view(self) -> TableView:
        """The table that is shown."""
        return self.views[self.tabs.currentIndex()]

    # Qt's events

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what changed while nobody saw it."""
        super().showEvent(event)
        if self._behind:
            self._timer.start(0)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hand the keyboard on to the table, or to what chooses another where it is empty."""
        super().focusInEvent(event)
        (self.view if self.view.isVisible() else self.tabs).setFocus()

    # The parts of it

    def _table(self, kind: type[TableRow], main: int, name: str) -> TableView:
        view = TableView(TableModel(kind, self), main, name)
        view.chosen.connect(self.excerpt_chosen)
        view.table.renamed.connect(self._rename)
        view.save_wanted.connect(self._ask_where)
        return view

    def _make_controls(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Which table"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for view in self.views:
            self.tabs.addTab(view.accessibleName())
        self.tabs.currentChanged.connect(self._follow)
        self.scope = QComboBox()
        name_choice(self.scope, tr("Of which articles"))
        self.scope.addItems([tr("This article"), tr("All articles")])
        self.scope.setCurrentIndex(1)
        self.scope.currentIndexChanged.connect(self._follow)
        self.hint = Label()
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(12, 8, 12, 8)
        theme.set_quiet(self.hint)
        self.widen = act_button(tr("Show all articles"), lambda: self.scope.setCurrentIndex(1))
        self.widen.setProperty("link", True)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 8)
        top.addWidget(self.scope)
        top.addStretch()
        nothing = QWidget()
        below = QVBoxLayout(nothing)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.hint)
        below.addWidget(self.widen, 0, Qt.AlignmentFlag.AlignLeft)
        below.addStretch()
        self._pages = QStackedWidget()
        for view in self.views:
            self._pages.addWidget(view)
        self._pages.addWidget(nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)

    # Following the project

    def _opened(self) -> None:
        self._reader = FigureReader()
        self._later()

    def _changed(self, changes: Changes) -> None:
        if changes.of("excerpts") or changes.of("articles"):
            self._later()

    def _later(self) -> None:
        self._behind = True
        if self.isVisible():
            self._timer.start(PAUSE)

    def _follow(self) -> None:
        self._timer.stop()
        self._behind = True
        if not self.isVisible():
            return
        project, scope = self._document.project, self._scope()
        kind = self.view.table.kind
        if kind is StakeholderRow:
            self._show(stakeholder_rows(project, scope))
        elif kind is SourceRow:
            self._show(source_rows(project, scope))
        elif not self._reading and self._reader.unread(project, scope) <= AT_ONCE:
            self._show(self._reader.rows(project, scope))
        else:
            self._read()

    def _read(self) -> None:
        """Find the figures of many excerpts beside the window, then show them."""
        if self._pages.currentWidget() is not self.view:  # another table under this one's name
            self._show_hint(tr("Finding figures"))
        if self._reading:
            return
        self._reading = True
        project, scope, reader = self._document.project, self._scope(), self._reader
        self._jobs.start(
            tr("Finding figures"),
            lambda _job: reader.rows(project, scope),
            then=self._have_read,
            otherwise=self._not_read,
        )

    def _have_read(self, _rows: object) -> None:
        self._reading = False
        self._follow()

    def _not_read(self, error: BriefingError) -> None:
        self._reading = False
        self.failed.emit(error)

    def _show(self, rows: Sequence[TableRow]) -> None:
        self._behind = False
        view = self.view
        if view.table.kind is SourceRow:  # where all stand in one article, none has to be named
            alone = self._scope() is not None or len(self._document.project.articles) == 1
            view.leave_out(SourceRow.HEADER.index("Article"), out=alone)
        view.table.show(rows, self._document.project.excerpts)
        if any(not isinstance(row, SourceRow) or row.key for row in rows):
            self._pages.setCurrentWidget(view)
            return
        self._show_hint(self._how_to(view.table.kind))
        everywhere = self.scope.currentIndex() == 1
        self.widen.setVisible(not everywhere and len(self._document.project.articles) > 1)

    def _show_hint(self, words: str) -> None:
        """Show words where the table would be."""
        self.hint.setText(words)
        self.widen.hide()
        self._pages.setCurrentIndex(len(self.views))

    def _how_to(self, kind: type[TableRow]) -> str:
        if not self._document.project.excerpts:
            return tr("Nothing tagged yet. Tag some words, and the tables build themselves.")
        if kind is StakeholderRow:
            return tr(
                "No stakeholder named yet. Set “Affects” on an excerpt, and who gains or loses is "
                "listed here."
            )
        if kind is SourceRow:
            return tr(
                "Nobody named yet. Set “Said by” on an excerpt (A), and who said what is listed "
                "here."
            )
        return tr("No figures yet. Tag words with a number in them, and it is listed here.")

    def _scope(self) -> frozenset[str] | None:
        return frozenset({self._article}) if self.scope.currentIndex() == 0 else None

    def _ask_where(self) -> None:
        suggested = Path(f"{self.view.accessibleName()}.csv")
        if path := ask_target(self, tr("Save the table"), suggested, {tr("Table (*.csv)"): ".csv"}):
            self.save(path)

    def _rename(self, row: StakeholderRow | SourceRow, name: str) -> None:
        """Write another name on every excerpt that has this one, in all articles, in one step."""
        part, project = _PARTS[type(row)], self._document.project
        excerpts = [e.id for e in project.excerpts.values() if folded(name_in(e, part)) == row.key]
        try:
            self._document.apply(rename_everywhere(part, excerpts, row.name, name))
        except BriefingError as error:
            self.failed.emit(error)
