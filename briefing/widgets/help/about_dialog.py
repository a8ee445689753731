"""About the program: its version, its parts with their licences, details for reports of faults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing import __version__
from briefing.errors import BriefingError
from briefing.language import tr
from briefing.qt.jobs import JobRunner
from briefing.services.parts import Part, details, matching, parts
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button, only_with_focus
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at

SIZE = (760, 620)


class AboutDialog(QDialog):
    """Lists the parts once they are read in the background, and shows the licence of one."""

    def __init__(self, fonts: Path, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Briefing"))
        self._all: tuple[Part, ...] = ()
        self._shown: list[Part] = []
        self._open = True
        title = Label(tr("Briefing {version}", version=__version__))
        title.setProperty("heading", True)
        told = Label(
            tr(
                "A desktop editor for briefing notes, under the MIT licence. Made with the parts "
                "below; each stands under its own licence."
            )
        )
        told.setWordWrap(True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(tr("A few letters of a part or a licence"))
        self.search.setAccessibleName(tr("Find a part"))
        self.search.textChanged.connect(self._filter)
        self.table = self._made_table()
        self.none_fits = Label(tr("Reading the parts…"))
        theme.set_quiet(self.none_fits)
        self.licence = QPlainTextEdit()
        self.licence.setProperty("edge", True)
        self.licence.setReadOnly(True)
        self.licence.setTabChangesFocus(True)
        self.licence.setAccessibleName(tr("Text of the licence"))
        self.copy = act_button(tr("&Copy details for a report"), self._copy)
        self.copy.setToolTip(tr("Versions of the program, the system and all parts"))
        self.said = Label()
        theme.set_quiet(self.said)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        only_with_focus(buttons.button(QDialogButtonBox.StandardButton.Close))  # not from a search
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part, share in (
            (title, 0), (told, 0), (self.search, 0), (self.none_fits, 0), (self.table, 3),
            (self.licence, 2), (self.said, 0), (buttons, 0),
        ):  # fmt: skip
            column.addWidget(part, share)
        open_at(self, *SIZE)
        self.finished.connect(self._close)
        jobs.start("", lambda _job: parts(fonts), then=self._show, otherwise=self._refuse)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName(tr("Parts"))
        table.setHorizontalHeaderLabels([tr("Part"), tr("Version"), tr("Licence")])
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.itemSelectionChanged.connect(self._show_licence)
        return table

    def _show(self, found: Sequence[Part]) -> None:
        if self._open:
            self._all = tuple(found)
            self._filter(self.search.text())

    def _refuse(self, error: BriefingError) -> None:
        if self._open:
            self.none_fits.setText(str(error))

    def _filter(self, typed: str) -> None:
        self._shown = matching(self._all, typed)
        self.table.setRowCount(len(self._shown))
        for row, part in enumerate(self._shown):
            for column, words in enumerate((part.name, part.version, part.licence)):
                self.table.setItem(row, column, QTableWidgetItem(words))
        if self._all:
            self.none_fits.setText(tr("No part fits these letters."))
            self.none_fits.setVisible(not self._shown)
        if self._shown:
            self.table.selectRow(0)
        self._show_licence()

    def _show_licence(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self._shown):
            self.licence.setPlainText("")
            return
        part = self._shown[row]
        self.licence.setPlainText(
            part.text or tr("{name} brings no text of its licence along.", name=part.name)
        )

    def _copy(self) -> None:
        screen = QGuiApplication.primaryScreen()
        more = [("Qt", qVersion()), ("Platform", QGuiApplication.platformName()),
                ("Scale", f"{screen.devicePixelRatio():g}")]  # fmt: skip
        QGuiApplication.clipboard().setText(details(self._all, more))
        self.said.setText(tr("The details are on the clipboard."))

    def _close(self) -> None:
        self._open = False
