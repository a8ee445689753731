"""Asks what fills a section of the brief: its template's tags, a query, a page of the analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import SearchError
from briefing.language import tr
from briefing.model.brief import SectionText
from briefing.model.edits import Edit
from briefing.model.project import Project
from briefing.model.query_edits import fill_section
from briefing.model.saved_query import recalled
from briefing.model.template import Slot
from briefing.services.analysis import PAGES
from briefing.services.analysis.tag_query import HOW, found_by
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label, name_choice
from briefing.widgets.controls.window_size import open_at

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

WIDTH = 560
LONGEST_QUERY = 1_000


class FillDialog(QDialog):
    """Asks for a query and for how what it finds is printed; `chosen` are both, "" for neither."""

    def __init__(
        self, project: Project, slot: Slot, written: SectionText, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self.setWindowTitle(tr("What fills the section"))
        title = Label(slot.title)
        title.setProperty("heading", True)
        self.query = QComboBox()
        self.query.setEditable(True)
        self.query.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        name_choice(self.query, tr("Query of tags"))
        saved = sorted(project.queries.values(), key=lambda each: each.name.casefold())
        self.query.addItems([recalled(each.name) for each in saved])
        self.query.setEditText(written.query)
        if line := self.query.lineEdit():
            line.setMaxLength(LONGEST_QUERY)
            line.setPlaceholderText(slot.query or tr("None: the template's tags fill it"))
        self.page = QComboBox()
        name_choice(self.page, tr("How it is printed"))
        self.page.addItem(tr("As the template prints it"), "")
        for page in PAGES:
            name = tr("Excerpts found") if page.typed else tr(page.title)
            self.page.addItem(tr("Table: {name}", name=name), page.key)
        self.page.setCurrentIndex(max(0, self.page.findData(written.analysis)))
        self.said = Label()
        self.said.setWordWrap(True)
        self.fill_button = QPushButton(tr("&Fill"))
        self.fill_button.setProperty("primary", True)
        self.fill_button.setDefault(True)
        self.fill_button.clicked.connect(self.accept)
        self.reset_button = QPushButton(tr("As the &template has it"))
        self.reset_button.clicked.connect(self._reset)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self._lay_out(title, cancel)
        self.query.editTextChanged.connect(self._tell)
        self._tell()

    @property
    def chosen(self) -> tuple[str, str]:
        """The query and the key of the page."""
        return self.query.currentText().strip(), str(self.page.currentData() or "")

    def _lay_out(self, title: Label, cancel: QPushButton) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Query"), self.query)
        form.addRow(tr("&Printed"), self.page)
        theme.set_quiet(self.said)
        self.said.setMinimumHeight(self.said.fontMetrics().lineSpacing() * 4)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reset_button)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.fill_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addStretch()
        layout.addLayout(buttons)
        open_at(self, WIDTH, self.sizeHint().height())

    def _tell(self) -> None:
        """Say how many excerpts the query finds, or what is wrong with it."""
        query = self.query.currentText().strip()
        try:
            count = len(found_by(self._project, query)) if query else -1
        except SearchError as error:
            self.said.setText(f"{error.message} {error.hint}")
            self.fill_button.setEnabled(False)
            return
        every = len(self._project.excerpts)
        words = tr("{count} of {every} excerpts of the project", count=count, every=every)
        self.said.setText(tr(HOW) if count < 0 else words)
        self.fill_button.setEnabled(True)

    def _reset(self) -> None:
        self.query.setEditText("")
        self.page.setCurrentIndex(0)
        self.accept()


def ask_filling(window: MainWindow, key: str) -> None:
    """Ask what fills a section of the brief that is shown, and see that it does."""
    brief, template = window.outline.brief, window.outline.template
    slot = template.slot(key) if template else None
    if brief is None or slot is None:
        window.bar.say(tr("There is no brief to fill yet: start one (Ctrl+Shift+N)."))
        return
    dialog = FillDialog(window.document.project, slot, brief.section(key), window)
    dialog.accepted.connect(lambda: window.document.apply(_edit(brief.id, key, dialog.chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _edit(brief: str, key: str, chosen: tuple[str, str]) -> Edit:
    return fill_section(brief, key, *chosen)
