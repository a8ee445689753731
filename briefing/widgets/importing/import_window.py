"""The import window: what became of each file, and what can be done about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr
from briefing.qt.import_session import ImportSession
from briefing.qt.models import ITEM
from briefing.qt.saying import number
from briefing.services.articles.importing import ImportRow, State, summary
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.importing.article_choice import ArticleChoice
from briefing.widgets.importing.import_rows import ImportFileRow, ImportList
from briefing.widgets.importing.watch_line import WatchLine

SIZE = (760, 620)
OPENING = 300
"""Milliseconds in which a system may activate a window that it shows."""
HEIGHT = 76
DETAIL = 4_000
"""Code points that are shown of what there is to say of a file."""


class ImportWindow(QDialog):
    """Shows the session's files; closing it stops nothing.

    `article_wanted` carries the id of an article to show, `compared` a Comparison with its original
    bytes, `taken_back` the path of a document that was exported from here.
    """

    article_wanted = Signal(str)
    compared = Signal(object, object)
    taken_back = Signal(object)

    def __init__(self, session: ImportSession, filters: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self._filters = filters
        self.setWindowTitle(tr("Import"))
        self.setModal(False)
        self.list = ImportList(session.model, ImportFileRow(self), tr("Files"))
        self.list.chosen.connect(self.open_row)
        self.list.acts = {
            Qt.Key.Key_R: self.ask_format, Qt.Key.Key_O: self.read_other_way,
            Qt.Key.Key_C: self.choose_articles,
        }  # fmt: skip
        self.said, self.detail = Label(), Label()
        for label in (self.said, self.detail):
            label.setWordWrap(True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._detail_room = QScrollArea()
        self._detail_room.setWidget(self.detail)
        self._detail_room.setWidgetResizable(True)
        self._detail_room.setFrameShape(QFrame.Shape.NoFrame)
        self._detail_room.setFixedHeight(HEIGHT)
        self._detail_room.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._detail_room.setAccessibleName(tr("What there is to say of the file"))
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setTextVisible(False)
        self.watch = WatchLine(self)
        self._unasked = QTimer(self, interval=OPENING, singleShot=True)
        self._make_buttons()
        self._lay_out()
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.selectionModel().currentChanged.connect(self._show_row)
        session.progressed.connect(self._show_state)
        session.ended.connect(self._go_to_failure)
        self._show_state()
        open_at(self, *SIZE)

    def show_asked(self) -> None:
        """Open it and go there."""
        self._unasked.stop()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_unasked(self) -> None:
        """Open it and leave the keyboard where it is."""
        self._unasked.start()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=True)
        self.show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Give the keyboard back where the system does not do as the attribute says."""
        super().changeEvent(event)
        parent, activated = self.parentWidget(), event.type() == QEvent.Type.ActivationChange
        if activated and self.isActiveWindow() and self._unasked.isActive() and parent:
            parent.activateWindow()

    # what can be done

    def choose_files(self) -> None:
        """Let the user choose files to import."""
        names, _kind = QFileDialog.getOpenFileNames(self, tr("Import files"), "", self._filters)
        if names:
            self._session.read([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Let the user choose a folder to import, with the folders in it."""
        if name := QFileDialog.getExistingDirectory(self, tr("Import a folder")):
            self._session.read([Path(name)])

    def current(self) -> ImportRow | None:
        """Return the row that is marked."""
        index = self.list.currentIndex()
        return index.data(ITEM) if index.isValid() else None

    def mark(self, row_id: str) -> None:
        """Mark a row, and let it be seen."""
        place = self._session.model.row_of(row_id)
        if place >= 0:
            self.list.setCurrentIndex(self._session.model.index(place))

    def open_row(self, row: ImportRow) -> None:
        """Show the first article of a row, or do what it waits for."""
        there = [a.id for a in row.articles if self._session.model.present(a.id)]
        if row.state is State.OURS:
            self.taken_back.emit(row.path)
        elif there:
            self.article_wanted.emit(there[0])
        elif row.newer:
            self._compare(row)

    def ask_format(self) -> None:
        """Offer the formats that the marked file can be read as."""
        row = self.current()
        if row is not None and self.again_button.isEnabled():
            at = self.again_button.mapToGlobal(self.again_button.rect().topLeft())
            menu = self.format_menu(row)
            menu.popup(at - QPoint(0, menu.sizeHint().height()))

    def format_menu(self, row: ImportRow) -> QMenu:
        """Return the menu of the formats that a file can be read as."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_itself = menu.addAction(tr("What it looks like"))
        by_itself.triggered.connect(lambda: self._session.read_again(row.id))
        menu.addSeparator()
        for name, label in self._session.reader.formats():
            action = menu.addAction(label.replace("&", "&&"))
            action.triggered.connect(
                lambda _on=False, form=name: self._session.read_again(row.id, form=form)
            )
        return menu

    def read_other_way(self) -> None:
        """Read the marked file as one article, or as several again."""
        row = self.current()
        if row is not None and self.whole_button.isEnabled():
            self._session.read_again(row.id, form=row.form, whole=not row.whole)

    def choose_articles(self) -> None:
        """Show the articles of the marked file to choose from."""
        row = self.current()
        if row is None or not self.choose_button.isEnabled():
            return
        every = {article.id for article in row.articles}
        there = {i for i in every if self._session.model.present(i)}
        wanted = there if row.settled else every - row.left_out
        dialog = ArticleChoice(row.name, row.articles, wanted, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda chosen: self._session.choose(row.id, chosen))
        dialog.open()

    def compare(self) -> None:
        """Show what a newer version in the marked file changes."""
        if (row := self.current()) and row.newer:
            self._compare(row)

    def _compare(self, row: ImportRow) -> None:
        comparison = row.newer[0]
        loaded = self._session.original(row.id, comparison.new.id)
        self.compared.emit(comparison, loaded.original if loaded else None)

    # how it looks

    def _make_buttons(self) -> None:
        self.files_button = act_button(tr("Choose files…"), self.choose_files)
        self.folder_button = act_button(tr("Choose a folder…"), self.choose_folder)
        self.open_button = act_button(tr("Open (Enter)"), self._open_current)
        self.again_button = act_button(tr("Try again as… (R)"), self.ask_format)
        self.whole_button = act_button("", self.read_other_way)
        self.choose_button = act_button("", self.choose_articles)
        self.compare_button = act_button(tr("Compare…"), self.compare)
        self.clear_button = act_button(tr("Clear the list"), self._session.clear)
        self.stop_button = act_button(tr("Stop"), self._session.stop)
        self.close_button = act_button(tr("Close"), self.close)

    def _lay_out(self) -> None:
        empty = Label(
            tr(
                "Choose files or a folder, or drop them on the article. Each is listed here with "
                "what was read in it, and what was not and why."
            )
        )
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setContentsMargins(120, 16, 120, 16)
        theme.set_quiet(empty)
        self._middle = QStackedLayout()
        self._middle.addWidget(empty)
        self._middle.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.RHYTHM)
        column.addLayout(_row(self.files_button, self.folder_button, None, self.clear_button))
        column.addLayout(self._middle, 1)
        column.addWidget(self._detail_room)
        column.addLayout(
            _row(self.open_button, self.choose_button, self.whole_button, self.again_button,
                 self.compare_button, None)
        )  # fmt: skip
        column.addWidget(self.progress)
        column.addWidget(self.said)
        column.addWidget(self.watch)
        column.addLayout(_row(None, self.stop_button, self.close_button))

    def _open_current(self) -> None:
        if row := self.current():
            self.open_row(row)

    def _open_menu(self, at: QPoint) -> None:
        """Offer what can be done with a row, by the words of its buttons."""
        buttons = (self.open_button, self.choose_button, self.whole_button, self.compare_button)
        usable = [button for button in buttons if button.isEnabled() and not button.isHidden()]
        row = self.current()
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in usable:
            menu.addAction(button.text()).triggered.connect(button.click)
        if self.again_button.isEnabled():
            formats = self.format_menu(row)
            formats.setTitle(tr("Try again as"))
            menu.addMenu(formats)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _show_row(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self._show_detail()

    def _show_state(self) -> None:
        running, rows = self._session.running, self._session.model.items
        self._middle.setCurrentIndex(int(bool(rows)))
        done, known = self._session.figures()
        self.progress.setVisible(running)
        self.progress.setRange(0, known)
        self.progress.setValue(done)
        self.stop_button.setVisible(running)
        self.clear_button.setEnabled(bool(rows))
        if running:
            words = tr("Reading: {done} of {known}", done=number(done), known=number(known))
            self.said.setText(words if known else tr("Looking for files…"))
        else:
            self.said.setText(summary(rows) if rows else "")
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.current()
        settled = row is not None and row.settled
        many = row is not None and len(row.articles) > 1
        read = row is not None and row.state is State.READ
        words = self._session.model.tip(row).partition("\n")[2].strip() if row else ""
        self.detail.setText(words if len(words) <= DETAIL else f"{words[:DETAIL]}…")
        self._detail_room.setVisible(bool(words))
        self.open_button.setEnabled(read or (row is not None and row.state is State.OURS))
        self.again_button.setEnabled(settled)
        self.whole_button.setEnabled(settled and (many or (row is not None and row.whole)))
        one, several = tr("Treat as one article (O)"), tr("Read as several again (O)")
        self.whole_button.setText(several if row is not None and row.whole else one)
        self.choose_button.setEnabled(many and read)
        book = row is not None and row.path.suffix.lower() == ".epub"
        chapters, articles = tr("Choose chapters… (C)"), tr("Choose articles… (C)")
        self.choose_button.setText(chapters if book else articles)
        self.compare_button.setVisible(row is not None and bool(row.newer))

    def _go_to_failure(self, rows: list[ImportRow], _quiet: object) -> None:
        """Mark the first file that failed, so that nobody has to look for it."""
        first = next((row for row in rows if row.state is State.FAILED), None)
        if first:
            self.mark(first.id)


def _row(*things: QWidget | None) -> QHBoxLayout:
    """Return things side by side; None is room."""
    row = QHBoxLayout()
    row.setSpacing(theme.RHYTHM)
    for thing in things:
        if thing is None:
            row.addStretch(1)
        else:
            row.addWidget(thing)
    return row
