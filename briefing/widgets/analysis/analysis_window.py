"""The analysis over all articles: pages of grids, and beside them the excerpts of a cell."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.changes import Changes
from briefing.model.project import Project
from briefing.model.tags import Tag
from briefing.qt.asking import Asking
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.qt.models import ExcerptModel
from briefing.services.analysis import PAGES, Page
from briefing.services.analysis.grid import BLANK, Cell, Grid, as_csv, as_markdown
from briefing.services.file_names import file_name
from briefing.services.writing import write_atomically
from briefing.widgets import theme
from briefing.widgets.analysis.grid_paint import as_png, as_svg
from briefing.widgets.analysis.grid_view import GridView
from briefing.widgets.analysis.saved_queries import SavedQueries
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.saving_as import ask_target
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.excerpts.lists import ItemList
from briefing.widgets.excerpts.rows import ExcerptRow
from briefing.widgets.message_bar import MessageBar

SIZE = (1280, 740)
PAUSE = 120
"""Milliseconds after a change before the page follows; changes meanwhile share it."""
PATIENCE = 150
"""Milliseconds that another page's grid may still stand after a page was chosen."""
LONGEST_QUERY = 1_000
_Question = tuple[Page, Project, str]


class AnalysisWindow(QDialog):
    """Shows one page at a time, worked out in the background.

    `excerpt_chosen` gives the id of the excerpt to go to, `spot_chosen` the Spot of an article,
    `table_wanted` the title and the CommonMark of a table for the brief.
    """

    excerpt_chosen = Signal(str)
    spot_chosen = Signal(object)
    table_wanted = Signal(str, str)

    def __init__(self, document: ProjectDocument, jobs: JobRunner, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._behind = True
        self._wanted: _Question | None = None
        self._ask: Asking[_Question, tuple[_Question, Grid]] = Asking(jobs, tr("Analysing"), _made)
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self._work)
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._patience.timeout.connect(self._say_wait)
        self.setWindowTitle(tr("Analysis of all articles"))
        self.setModal(False)
        self._make_parts()
        self._lay_out()
        self.bar = MessageBar(self)
        self.bar.float_over(self)
        document.changed.connect(self._changed)
        document.opened.connect(self._later)
        document.opened.connect(self.saved.show_saved)
        self._choose_page()
        open_at(self, *SIZE)

    def show_page(self, key: str) -> None:
        """Show the page of this key."""
        self.tabs.setCurrentIndex([page.key for page in PAGES].index(key))

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return PAGES[self.tabs.currentIndex()]

    @property
    def grid(self) -> Grid:
        """The grid that is shown."""
        return self.view.cells.grid

    @property
    def behind(self) -> bool:
        """Whether the page does not show the project as it is yet."""
        return self._behind

    def save(self, path: Path) -> None:
        """Write what is shown: a picture for .png and .svg, else a table as sheets open it."""
        try:
            write_atomically(path, self._written(path.suffix.lower()))
        except BriefingError as error:
            self.bar.complain(error)
        else:
            self.bar.say(tr("“{name}” is written.", name=path.name))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Catch up with what changed while nobody saw it."""
        super().showEvent(event)
        if self._behind:
            self._timer.start(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Go from the query to what it found with Enter, which presses no button by itself."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.query.hasFocus():
            self.view.setFocus()

    # The parts of it

    def _make_parts(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Which page"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for page in PAGES:
            self.tabs.addTab(tr(page.title))
        self.tabs.currentChanged.connect(self._choose_page)
        self.choice = QComboBox()
        self.choice.currentIndexChanged.connect(self._later)
        self.query = QLineEdit()
        self.query.setMaxLength(LONGEST_QUERY)
        self.query.setMinimumWidth(320)
        self.query.textChanged.connect(self._later)
        self.saved = SavedQueries(self._document, self.query, self._complain)
        self.note, self.hint, self.said = Label(), Label(), Label()
        for label in (self.note, self.hint, self.said):
            label.setWordWrap(True)
            theme.set_quiet(label)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hint.setContentsMargins(16, 16, 16, 16)
        self.said.setContentsMargins(8, 8, 8, 8)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.view = GridView(self)
        self.view.looked_at.connect(self._look_at)
        self.view.entered.connect(self._enter)
        self.view.opened.connect(self._open)
        self.excerpts = ExcerptModel()
        row = ExcerptRow(self)
        row.tag_of = self._tag_of
        self.list = ItemList(self.excerpts, row, tr("Excerpts of the cell"))
        self.list.chosen.connect(lambda excerpt: self.excerpt_chosen.emit(excerpt.id))
        self.save_button = QPushButton(tr("&Save as…"))
        self.save_button.clicked.connect(self._ask_where)
        self.insert_button = QPushButton(tr("&Put the table into the brief"))
        self.insert_button.clicked.connect(self._hand_over)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(16, 4, 16, 4)
        above.setSpacing(12)
        above.addWidget(self.choice)
        above.addWidget(self.query)
        above.addWidget(self.saved)
        above.addWidget(self.note, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.hint)
        self._beside = QWidget()
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._pages)
        self._split.addWidget(self._beside)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([SIZE[0] - 340, 340])
        below = QHBoxLayout()
        below.setContentsMargins(16, 8, 16, 12)
        below.setSpacing(8)
        below.addStretch()
        for button in (self.insert_button, self.save_button):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addLayout(above)
        layout.addWidget(self._split, 1)
        layout.addLayout(below)

    # Following the project

    def _changed(self, changes: Changes) -> None:
        if changes.of("queries"):
            self.saved.show_saved()
        if any(changes.of(kind) for kind in ("excerpts", "articles", "schemes", "queries")):
            self._later()

    def _later(self) -> None:
        self._behind = True
        if self.isVisible():
            self._timer.start(PAUSE)

    def _choose_page(self) -> None:
        page = self.page
        self.choice.blockSignals(True)
        self.choice.clear()
        for value, name in page.choices:
            self.choice.addItem(tr(name), value)
        self.choice.blockSignals(False)
        self.choice.setAccessibleName(tr(page.question))
        self.choice.setVisible(bool(page.choices))
        self.query.setAccessibleName(tr(page.question))
        self.query.setPlaceholderText(tr(page.question))
        self.query.setVisible(page.typed)
        self.saved.setVisible(page.typed)
        self._behind = True
        self._offer(on=False)  # what is shown is still the page before
        if self.isVisible():
            self._timer.start(0)
            self._patience.start()

    def _say_wait(self) -> None:
        self._show_instead(tr("Working this page out…"))

    def _show_instead(self, words: str) -> None:
        """Take away the grid of the page before: under this page's name it would be wrong."""
        self._look_at(BLANK, "")
        self.note.clear()
        self.hint.setText(words)
        self._pages.setCurrentIndex(1)
        self._beside.hide()
        self._offer(on=False)

    def _question(self) -> _Question:
        asked = self.query.text() if self.page.typed else self.choice.currentData()
        return self.page, self._document.project, str(asked or "")

    def _work(self) -> None:
        if self.isVisible():
            self._wanted = self._question()
            self._ask(self._wanted, self._show, self._fail)

    def _show(self, answer: tuple[_Question, Grid]) -> None:
        asked, grid = answer
        if asked is not self._wanted or asked[0] is not self.page:
            return
        self._behind = self._timer.isActive()
        self._patience.stop()
        self._look_at(BLANK, "")
        self.view.show_grid(grid)
        self.note.setText("" if grid.is_empty else grid.note)
        self.hint.setText(grid.hint)
        self._pages.setCurrentIndex(int(grid.is_empty))
        self._beside.setVisible(not grid.is_empty)
        self._offer(on=not grid.is_empty)

    def _offer(self, *, on: bool) -> None:
        """Let the grid be saved and put into the brief, or not."""
        for button in (self.insert_button, self.save_button):
            button.setEnabled(on)

    def _fail(self, error: BriefingError) -> None:
        self._behind = False
        self._patience.stop()
        self._show_instead(error.message)
        self._complain(error)

    def _complain(self, error: BriefingError) -> None:
        self.bar.complain(error)

    def _tag_of(self, tag_id: str) -> Tag | None:
        return self._document.project.tag(tag_id)

    # From a cell to its words

    def _look_at(self, cell: Cell, said: str) -> None:
        known = self._document.project.excerpts
        self.excerpts.show([known[each] for each in cell.excerpts if each in known])
        self.list.setVisible(bool(cell.excerpts))
        if cell.excerpts:
            self.said.setText(said)
        elif cell.spot:
            self.said.setText(tr("{said}\nEnter goes there.", said=said))
        else:
            self.said.setText(said or tr("Choose a cell, and its excerpts are listed here."))

    def _enter(self, cell: Cell) -> None:
        """Go into the list of a cell's excerpts, or where it leads without any."""
        if cell.excerpts:
            self.list.setFocus()
            self.list.setCurrentIndex(self.excerpts.index(0))
        elif cell.spot:
            self.spot_chosen.emit(cell.spot)

    def _open(self, cell: Cell) -> None:
        if cell.excerpts:
            self.excerpt_chosen.emit(cell.excerpts[0])
        elif cell.spot:
            self.spot_chosen.emit(cell.spot)

    # As files, and for the brief

    def _hand_over(self) -> None:
        try:
            self.table_wanted.emit(self.grid.title, as_markdown(self.grid))
        except BriefingError as error:
            self.bar.complain(error)

    def _written(self, suffix: str) -> bytes:
        look = theme.colours(self.palette())
        if suffix == ".png":
            return as_png(self.grid, look)
        if suffix == ".svg":
            return as_svg(self.grid, look)
        return as_csv(self.grid).encode("utf-8-sig")

    def _ask_where(self) -> None:
        kinds = {
            tr("Picture (*.png)"): ".png",
            tr("Drawing (*.svg)"): ".svg",
            tr("Table (*.csv)"): ".csv",
        }
        name = file_name(self.grid.title, tr("Analysis of all articles"))
        if path := ask_target(self, tr("Save the page"), Path(f"{name}.png"), kinds):
            self.save(path)


def _made(question: _Question) -> tuple[_Question, Grid]:
    page, project, choice = question
    return question, page.make(project, choice)
