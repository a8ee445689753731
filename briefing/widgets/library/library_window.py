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
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError, LibraryConflictError
from briefing.language import tr, tr_many
from briefing.qt.library_model import LibraryModel
from briefing.qt.models import ITEM
from briefing.qt.saying import in_order, number
from briefing.services.library.port import (
    Choice,
    Edition,
    Kind,
    LibraryAnswer,
    LibraryHit,
    LibraryRecord,
    Wanted,
)
from briefing.services.library.reusing import used_words
from briefing.services.library.service import Published, said_of
from briefing.services.library.templates import Taken, taken_words
from briefing.services.library.waiting import Waiting
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.library.library_dialogs import ConflictDialog, PublishDialog
from briefing.widgets.library.library_flow import Condition, LibraryFlow, UsedErrors
from briefing.widgets.library.library_reading import LibraryReading
from briefing.widgets.library.library_row import LibraryRow
from briefing.widgets.message_bar import MessageBar

SIZE = (1120, 720)
PAUSE = 200
"""Milliseconds after a key before it is searched."""


class LibraryWindow(QDialog):
    """Searches while one types.

    `used` carries the id of an excerpt that came into the project, `used_article` that of an
    article.
    """

    used = Signal(str)
    used_article = Signal(str)

    def __init__(self, flow: LibraryFlow, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.flow = flow
        self.record: LibraryRecord | None = None
        self._wanted: LibraryHit | None = None
        self._where = ""
        self.setWindowTitle(tr("Library"))
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.search_now)
        self._make_search()
        self._make_reading()
        self._make_foot()
        self.bar = MessageBar(self)
        self._lay_out()
        open_at(self, *SIZE)
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
        """Take what is shown into the open project, or a template into one's own."""
        record = self.record
        if record is None or not self.use_button.isEnabled():
            return
        if record.item.kind is Kind.TEMPLATE:
            self._take_template(record)
            return
        try:
            reuse = self.flow.use(record)
        except UsedErrors as error:
            self.bar.complain(error)
            return
        show = self.used.emit if reuse.excerpt else self.used_article.emit
        key = reuse.excerpt or reuse.article
        self.bar.say(used_words(reuse), [(tr("Show it there"), lambda: show(key))])

    def _take_template(self, record: LibraryRecord) -> None:
        self.use_button.setEnabled(False)  # once is enough

        def ended() -> None:
            if self.record is record:
                self.use_button.setEnabled(True)

        def taken(made: Taken) -> None:
            ended()
            self.bar.say(taken_words(made))

        def refused(error: BriefingError) -> None:
            ended()
            self.bar.complain(error)

        self.flow.take_template(record, taken, refused)

    def ask_versions(self) -> None:
        """List the versions of what is shown."""
        if record := self.record:
            self.flow.editions(
                record.edition.name,
                lambda found: self.reading.offer(found, record.edition),
                self._complain,
            )

    def show_version(self, edition: Edition) -> None:
        """List what an edition had, and show the same thing as it was then."""
        self._pause.stop()

        def done(answer: LibraryAnswer) -> None:
            self._list(answer)
            words = tr(
                "{name}, version {version} by {who}, {when}: {shown} things. "
                "Type to search what is current.",
                name=edition.name, version=edition.version, who=edition.who,
                when=edition.when[:10], shown=number(answer.count),
            )  # fmt: skip
            if answer.more:
                words = tr("{words} The first {count} are listed.", words=words,
                           count=len(answer.hits))  # fmt: skip
            self.count.setText(words)
            self._find_again()

        self.flow.contents(edition, done, self._complain)

    def _find_again(self) -> None:
        """Show the thing that is shown as the listed version had it, or else its first."""
        item = self.record.item if self.record else None
        rows = [
            row for row, hit in enumerate(self.hits.hits)
            if item and (hit.kind, hit.title) == (item.kind, item.title)
        ]  # fmt: skip
        if self.hits.hits:
            self.list.setCurrentIndex(self.hits.index(rows[0] if rows else 0))
            self.open_current()

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
        self._list(answer)
        words = tr_many("{count} found", "{count} found", answer.count)
        if answer.more:
            words = tr("More than {count} found; the newest of them are shown", count=answer.count)
        elif not answer.count:
            words = tr("Nothing found. Try fewer words, or a beginning such as ministr*")
        self.count.setText(words)

    def _list(self, answer: LibraryAnswer) -> None:
        self.problem.hide()
        self.hits.show(answer.hits)
        if answer.hits:
            self.list.setCurrentIndex(self.hits.index(0))

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
                where=in_order(self._where),
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
        if not isinstance(hit, LibraryHit):
            return
        self._wanted = hit

        def show(record: LibraryRecord) -> None:
            if self._wanted is hit:  # another may have been chosen meanwhile
                self.record = record
                self.reading.show_record(record)

        self.flow.read(hit, self.field.text(), show, self._complain)

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
        self.reading = LibraryReading()
        self.text, self.use_button = self.reading.text, self.reading.use_button
        self.use_button.clicked.connect(self.use)
        self.reading.versions_button.clicked.connect(self.ask_versions)
        self.reading.wants_edition.connect(self.show_version)

    def _make_foot(self) -> None:
        self.state = Label(tr("Asking the library…"))
        self.state.setWordWrap(True)
        self.state.setAccessibleName(tr("How it is with the library"))
        self.send_button = act_button(tr("&Send what waits"), self.send)
        self.send_button.hide()
        self.publish_button = act_button(tr("&Publish this project…"), self.ask_publish)

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self.kind)
        top.addWidget(self.period)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.send_button)
        foot.addWidget(self.publish_button)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.list)
        both.addWidget(self.reading)
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
