"""A window for batches: a document for every article of a folder, while other work goes on."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.qt.batch_model import ROW, BatchModel, cells
from briefing.qt.jobs import Job
from briefing.qt.saying import listed, number
from briefing.services.batch.plan import BatchPlan, BatchRow, BatchSummary, Outcome
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.desk import Desk
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.output.batch_form import BatchForm

SIZE = (940, 660)
FILL_EVERY = 100
"""Milliseconds between looks at what is done."""
WIDTHS = (210, 110, 190)


class BatchWindow(QDialog):
    """Asks for folders and a template, runs the batch, and shows what becomes of each article.

    A batch goes on when this window is closed; the job runner's `running` tells how far it is.
    `ended` carries its BatchSummary, or the BriefingError that made it impossible.
    """

    ended = Signal(object)
    _came_back = Signal(object)

    def __init__(self, desk: Desk, current: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._plan: BatchPlan | None = None
        self._fresh: deque[tuple[BatchRow, int, int]] = deque()
        self.setWindowTitle(tr("Briefs for a folder of articles"))
        self.setModal(False)
        self.bar = MessageBar(self)
        self.form = BatchForm(desk.exporting.formats, self)
        self.rows = BatchModel()
        self.table = self._table()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setTextVisible(False)
        self.said, self.detail = Label(), Label()
        for label in (self.said, self.detail):
            label.setWordWrap(True)
        theme.set_quiet(self.detail)
        self._timer = QTimer(self, interval=FILL_EVERY)
        self._timer.timeout.connect(self._fill)
        self.form.show_templates(list(desk.library.shelf().packages.values()), current)
        self._lay_out()
        self.form.changed.connect(self._show_state)
        self._came_back.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self.detail.hide()
        self._show_state()
        open_at(self, *SIZE)
        self.form.folder.setFocus()

    @property
    def running(self) -> bool:
        """Whether a batch is at work."""
        return self._job is not None

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Offer the profiles that there are now."""
        super().showEvent(event)
        self.form.show_profiles(self._desk.profiles.profiles)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Keep Enter, which opened a row's document, from starting the batch anew too."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not self.table.hasFocus():
            super().keyPressEvent(event)

    def start(self) -> None:
        """Run what the form asks for; what is done already is skipped."""
        plan = self.form.plan()
        if plan is None or self.running:
            return
        self._plan = plan
        self._fresh.clear()
        self.rows.show([])
        self.detail.hide()
        self.bar.hide()
        self.progress.setRange(0, 0)
        self.said.setText(tr("Starting…"))
        fresh, came_back, batches = self._fresh, self._came_back, self._desk.batches

        def work(job: Job) -> None:
            # A stopped job's result is dropped by the runner, and how far it came is wanted.
            def report(row: BatchRow, done: int, known: int) -> None:
                fresh.append((row, done, known))
                job.report(done / known, row.source)

            result: BatchSummary | BriefingError | None = None
            try:
                result = batches.run(plan, report, job.cancelled.is_set)
            except BriefingError as error:
                result = error
            finally:
                came_back.emit(result)

        self._job = self._desk.jobs.start(
            tr("Writing briefs"), work, then=lambda _none: None, otherwise=self._end
        )
        self._timer.start()
        self._show_state()

    def stop(self) -> None:
        """Stop the batch; what is done stays done."""
        if self._job is not None:
            self._job.cancelled.set()
            self.said.setText(tr("Stopping…"))

    def try_again(self) -> None:
        """Run the last plan once more: what is done is skipped, so this is for what failed."""
        self.form.again.setChecked(False)
        self.start()

    def open_folder(self) -> None:
        """Show the folder of the documents in the system's own window."""
        out = self._plan.out if self._plan else self.form.out.path
        if out is not None and out.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))

    def open_document(self, index: QModelIndex) -> None:
        """Open the document of a row."""
        row: BatchRow | None = index.data(ROW)
        if row and row.target and self._plan and (path := self._plan.out / row.target).is_file():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _table(self) -> QTableView:
        table = QTableView()
        ordered = QSortFilterProxyModel(self)
        ordered.setSourceModel(self.rows)
        table.setModel(ordered)
        table.setAccessibleName(tr("Articles"))
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        ordered.sort(-1)
        table.horizontalHeader().setSortIndicatorClearable(True)
        table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, width)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.activated.connect(self.open_document)
        table.selectionModel().currentChanged.connect(self._show_detail)
        return table

    def _lay_out(self) -> None:
        self._empty = Label(
            tr(
                "Choose the folder that your articles are in. Each gets a brief in the folder for "
                "documents. What is missing in one is named here; it is then marked as a draft."
            )
        )
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(160, 16, 160, 16)
        theme.set_quiet(self._empty)
        self._middle = QStackedLayout()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self.table)
        self.start_button = act_button(tr("Start"), self._start_or_stop)
        self.start_button.setProperty("primary", True)
        self.start_button.setDefault(True)
        self.again_button = act_button(tr("Try the failed ones again"), self.try_again)
        self.folder_button = act_button(tr("Open folder"), self.open_folder)
        close = act_button(tr("Close"), self.close)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.folder_button, self.again_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.start_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.form)
        column.addLayout(self._middle, 1)
        column.addWidget(self.detail)
        column.addWidget(self.progress)
        column.addWidget(self.said)
        column.addLayout(foot)

    def _start_or_stop(self) -> None:
        if self.running:
            self.stop()
        else:
            self.start()

    def _fill(self) -> None:
        """Show what has been done since the last look."""
        fresh = [self._fresh.popleft() for _ in range(len(self._fresh))]
        if not fresh:
            return
        self._colour()
        self.rows.add([row for row, _done, _known in fresh])
        _row, done, known = fresh[-1]
        self.progress.setRange(0, known)
        self.progress.setValue(done)
        self._middle.setCurrentWidget(self.table)
        self.folder_button.setEnabled(True)
        if self._job and not self._job.cancelled.is_set():
            self.said.setText(tr("{done} of {known}", done=number(done), known=number(known)))

    def _end(self, result: BatchSummary | BriefingError | None) -> None:
        self._timer.stop()
        self._fill()
        self._job = None
        self.progress.setRange(0, 1)
        self.said.setText("")
        if isinstance(result, BriefingError):
            self.bar.complain(result)
        elif result is not None:
            self.rows.show(result.rows)
            self.progress.setRange(0, max(1, len(result.rows) + result.waiting))
            self.progress.setValue(len(result.rows))
            self.said.setText(self._sentence(result))
            self._go_to_failure()
        self._show_state()
        self.ended.emit(result)

    def _go_to_failure(self) -> None:
        """Mark the first article that failed, so that nobody has to look for it."""
        shown = self.table.model()
        for place in range(shown.rowCount()):
            index = shown.index(place, 0)
            if index.data(ROW).outcome is Outcome.FAILED:
                self.table.setCurrentIndex(index)
                return

    def _show_detail(self, index: QModelIndex, _before: QModelIndex) -> None:
        words = cells(index.data(ROW))[-1] if index.isValid() else ""
        self.detail.setText(words)
        self.detail.setVisible(bool(words))

    def _sentence(self, summary: BatchSummary) -> str:
        if not (summary.rows or summary.stopped):
            return tr("There is nothing in this folder.")
        words = summary.said()
        if summary.earlier:
            names = listed(summary.earlier[:3])
            more = ", …" if len(summary.earlier) > 3 else ""
            words += " " + tr("Of articles that are gone: {names}", names=f"{names}{more}")
        return words

    def _colour(self) -> None:
        look = theme.colours(self.palette())
        self.rows.draft = QColor(look.warning)
        self.rows.look = {
            Outcome.FAILED: QColor(look.error), Outcome.WRITTEN: QColor(look.good),
            Outcome.SKIPPED: QColor(look.quiet), Outcome.LEFT_OUT: QColor(look.quiet),
        }  # fmt: skip

    def _show_state(self) -> None:
        plan, running = self.form.plan(), self.running
        self._colour()
        self.form.setEnabled(not running)
        self.start_button.setText(tr("Stop") if running else tr("Start"))
        self.start_button.setEnabled(running or plan is not None)
        failed = any(row.outcome is Outcome.FAILED for row in self.rows.rows)
        self.again_button.setVisible(failed and not running)
        out = self._plan.out if self._plan else self.form.out.path
        self.folder_button.setEnabled(out is not None and out.is_dir())
        shown = bool(self.rows.rows) or running
        self._middle.setCurrentWidget(self.table if shown else self._empty)
        self.progress.setVisible(shown)
