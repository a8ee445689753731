"""The window of the library: find what was published, read it, use it, publish this project."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError, LibraryConflictError
from briefing.language import tr, tr_many
from briefing.qt.library_model import LibraryModel
from briefing.qt.models import ITEM
from briefing.qt.saying import number
from briefing.services.library import Published, said_of
from briefing.services.library_port import (
    Choice,
    Kind,
    LibraryAnswer,
    LibraryHit,
    LibraryRecord,
    Wanted,
    source_line,
)
from briefing.services.library_waiting import Waiting
from briefing.widgets import theme
from briefing.widgets.labels import Label
from briefing.widgets.library_dialogs import ConflictDialog, PublishDialog
from briefing.widgets.library_flow import Condition, LibraryFlow, UsedErrors
from briefing.widgets.library_row import LibraryRow
from briefing.widgets.message_bar import MessageBar

SIZE = (1120, 720)
PAUSE = 200
"""Milliseconds after a key before it is searched."""


class LibraryWindow(QDialog):
    """Searches while one types; `used` carries the id of an excerpt that came into the project."""

    used = Signal(str)

    def __init__(self, flow: LibraryFlow, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.flow = flow
        self.record: LibraryRecord | None = None
        self._where = ""
        self.setWindowTitle(tr("Library"))
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.search_now)
        self._make_search()
        self._make_reading()
        self._make_foot()
        self.bar = MessageBar(self)
        self._lay_out()
        self.resize(*SIZE)
        self._show_nothing()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Ask anew how it is with the library, and go to the field."""
        super().showEvent(event)
        self.refresh()
        self.field.setFocus()
        self.field.selectAll()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        """Search no more for what was typed last."""
        self._pause.stop()
        super().closeEvent(event)

    def refresh(self) -> None:
        """Say how it is with the library and how many publications wait."""
        self.flow.condition(self._show_condition)

    def search_now(self) -> None:
        """Search what is in the field, of the kind and time that are chosen."""
        self._pause.stop()
        query = self.field.text().strip()
        if not query:
            self._show_nothing()
            return
        since, until = self.period.currentData()
        kind = self.kind.currentData()
        wanted = Wanted(query, (Kind(kind),) if kind else (), since, until)
        self.flow.search(wanted, self._show_answer, self._complain)

    def open_current(self) -> None:
        """Show the marked hit, or else the first."""
        row = max(0, self.list.currentIndex().row())
        if row < len(self.hits.hits):
            self.list.setCurrentIndex(self.hits.index(row))
            self._open(self.hits.index(row))

    def use(self) -> None:
        """Take the excerpt that is shown, with its article, into the open project."""
        if self.record is None or self.record.item.kind is not Kind.EXCERPT:
            return
        try:
            excerpt = self.flow.use(self.record)
        except UsedErrors as error:
            self.bar.complain(error)
            return
        self.bar.say(
            tr("The excerpt and its article are in the project."),
            [(tr("Show it there"), lambda: self.used.emit(excerpt))],
        )

    def ask_publish(self) -> None:
        """Say what would be published, and publish it if that is wanted."""
        path = self.flow.document.store.path
        name = path.stem if path else tr("Untitled")
        dialog = PublishDialog(self.flow.document.project, name, self._where, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.publish)
        dialog.open()

    def publish(self) -> None:
        """Publish the project as it is now."""
        self.flow.publish(self._show_published, self.ask_conflict, self._refuse)

    def ask_conflict(self, waiting: Waiting, error: LibraryConflictError) -> None:
        """Let it be chosen what to do where somebody else published first."""

        def chosen(choice: Choice) -> None:
            self.flow.decide(
                (waiting, error), choice, self._show_published, self.ask_conflict, self._refuse
            )

        dialog = ConflictDialog(error, chosen, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def send(self) -> None:
        """Publish what waits."""

        def said(words: str) -> None:
            self.bar.say(words)
            self.refresh()

        self.flow.send(said, self.ask_conflict)

    # Answers

    def _show_answer(self, answer: LibraryAnswer) -> None:
        if not self.field.text().strip():
            return  # it was cleared meanwhile
        self.problem.hide()
        self.hits.show(answer.hits)
        if answer.hits:
            self.list.setCurrentIndex(self.hits.index(0))
        words = tr_many("{count} found", "{count} found", answer.count)
        if answer.more:
            words = tr("More than {count} found; the newest of them are shown", count=answer.count)
        elif not answer.count:
            words = tr("Nothing found. Try fewer words, or a beginning such as ministr*")
        self.count.setText(words)

    def _show_nothing(self) -> None:
        self.problem.hide()
        self.hits.show(())
        self.count.setText(
            tr(
                "Type what to look for in all that was published, for example: fuel -diesel, "
                "“port fee”, tariff*, said:ministry, status:unverified"
            )
        )

    def _complain(self, error: BriefingError) -> None:
        self.problem.setText(str(error))
        self.problem.setStyleSheet(f"color: {theme.current().error};")
        self.problem.show()

    def _refuse(self, error: BriefingError) -> None:
        self.bar.complain(error)
        self.refresh()

    def _show_published(self, done: Published) -> None:
        self.bar.say(said_of(done))
        self.refresh()
        if done.edition and self.field.text().strip():
            self.search_now()

    def _show_condition(self, found: Condition) -> None:
        waiting = found.waiting
        if found.state:
            self._where = found.state.address
            words = tr_many(
                "{where} · {shown} project",
                "{where} · {shown} projects",
                found.state.publications,
                where=self._where,
                shown=number(found.state.publications),
            )
            if found.state.role != "owner":
                who = f"{found.state.account}, {tr(found.state.role)}"
                words = tr("{words} · you are {who}", words=words, who=who)
        else:
            words = found.problem
        if waiting:
            words = tr("{words} · {waiting} waiting to be published", words=words, waiting=waiting)
        self.state.setText(words)
        colour = theme.current().quiet if found.state else theme.current().warning
        self.state.setStyleSheet(f"color: {colour};")
        self.send_button.setVisible(bool(waiting))
        self.publish_button.setEnabled(not found.state or found.state.role != "reader")

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(ITEM)
        if isinstance(hit, LibraryHit):
            self.flow.read(hit.id, self._show_record, self._complain)

    def _show_record(self, record: LibraryRecord) -> None:
        self.record = record
        said = record.item.said
        self.heading.setText(record.item.title)
        lines = [source_line(record), said.url, ", ".join(said.tags)]
        self.source.setText("\n".join(filter(None, lines)))
        self.text.setPlainText(record.item.text)
        self.use_button.setEnabled(record.item.kind is Kind.EXCERPT and record.article is not None)

    # The parts of it

    def _make_search(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Search all that was published"))
        self.field.setAccessibleName(tr("Search the library"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _words: self._pause.start())
        self.field.returnPressed.connect(self._enter)
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Kind"))
        for kind, name in (
            ("", tr("Everything")), (Kind.EXCERPT, tr("Excerpts")),
            (Kind.ARTICLE, tr("Articles")), (Kind.BRIEF, tr("Briefs")),
            (Kind.TEMPLATE, tr("Templates")),
        ):  # fmt: skip
            self.kind.addItem(name, str(kind))
        self.period = QComboBox()
        self.period.setAccessibleName(tr("Dated"))
        year = date.today().year  # noqa: DTZ011 the reader's own calendar
        self.period.addItem(tr("Any time"), ("", ""))
        self.period.addItem(tr("This year"), (f"{year}", ""))
        self.period.addItem(tr("Last year"), (f"{year - 1}", f"{year}"))
        self.period.addItem(tr("Before that"), ("", f"{year - 1}"))
        for box in (self.kind, self.period):
            box.currentIndexChanged.connect(lambda _row: self.search_now())
        self.problem, self.count = Label(), Label()
        for label in (self.problem, self.count):
            label.setWordWrap(True)
            theme.set_quiet(label)
        self.problem.setAccessibleName(tr("What is wrong with the search"))
        self.hits = LibraryModel()
        self.list = QListView()
        self.list.setModel(self.hits)
        self.list.setItemDelegate(LibraryRow(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("What was found"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)

    def _enter(self) -> None:
        if self._pause.isActive():
            self.search_now()
        else:
            self.open_current()

    def _make_reading(self) -> None:
        self.heading, self.source = Label(tr("Nothing is chosen")), Label()
        self.heading.setProperty("heading", True)
        for label in (self.heading, self.source):
            label.setWordWrap(True)
        theme.set_quiet(self.source)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Its words"))
        self.text.setPlaceholderText(tr("Enter on something that was found shows it here."))
        self.use_button = self._button(tr("&Use in this brief"), self.use)
        self.use_button.setProperty("primary", True)
        self.use_button.setEnabled(False)

    def _make_foot(self) -> None:
        self.state = Label(tr("Asking the library…"))
        self.state.setWordWrap(True)
        self.state.setAccessibleName(tr("How it is with the library"))
        self.send_button = self._button(tr("&Send what waits"), self.send)
        self.send_button.hide()
        self.publish_button = self._button(tr("&Publish this project…"), self.ask_publish)

    def _button(self, words: str, do: object) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.clicked.connect(do)
        return made

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self.kind)
        top.addWidget(self.period)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.send_button)
        foot.addWidget(self.publish_button)
        reading = QWidget()
        side = QVBoxLayout(reading)
        side.setContentsMargins(theme.RHYTHM, 0, 0, 0)
        for part in (self.heading, self.source):
            side.addWidget(part)
        side.addWidget(self.text, 1)
        side.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignRight)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.list)
        both.addWidget(reading)
        both.setSizes([SIZE[0] // 2, SIZE[0] // 2])
        both.setChildrenCollapsible(False)
        body = QWidget()  # a splitter would take the message for a part of its own
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(both)
        self.bar.float_over(body)
        self.list.setMinimumSize(QSize(300, 200))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.RHYTHM)
        column.addLayout(top)
        column.addWidget(self.problem)
        column.addWidget(self.count)
        column.addWidget(body, 1)
        column.addLayout(foot)
