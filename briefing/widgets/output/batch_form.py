"""What a batch is asked to do, as a form: folders, template, format, excerpts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from briefing.language import tr
from briefing.model.template import Template
from briefing.services.batch.plan import BatchPlan, Scheduler
from briefing.services.brief.profiles import Profiles, filled
from briefing.services.ports import TemplatePackage
from briefing.widgets.controls.buttons import act_button

BESIDE, ELSEWHERE, SUGGESTED = range(3)


class FolderField(QWidget):
    """A folder, typed or chosen."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(lambda _words: self.changed.emit())
        self.button = act_button(tr("Choose…"), lambda: self._choose(name))
        self.button.setAccessibleName(tr("{name}: choose", name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)

    @property
    def path(self) -> Path | None:
        """The folder, None where nothing is given."""
        words = self.line.text().strip()
        return Path(words).expanduser() if words else None

    def set_path(self, path: Path) -> None:
        """Show a folder."""
        self.line.setText(str(path))

    def _choose(self, name: str) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, name, self.line.text()):
            self.line.setText(chosen)


class BatchForm(QWidget):
    """Gives a BatchPlan once both folders are given; `changed` when anything is."""

    changed = Signal()

    def __init__(self, formats: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.folder = FolderField(tr("Folder of articles"), self)
        self.out = FolderField(tr("Folder for the documents"), self)
        self.template = self._choice(tr("Template"), [])
        self.format = self._choice(tr("Format"), formats)
        self.source = self._choice(
            tr("Excerpts"),
            [
                (tr("Saved beside each article (NAME.excerpts.json)"), BESIDE),
                (tr("Saved in a folder of their own"), ELSEWHERE),
                (tr("Suggested: drafts that nobody has checked"), SUGGESTED),
            ],
        )
        self.header = self._choice(tr("Header from a profile"), [(tr("Empty"), None)])
        self.excerpts = FolderField(tr("Folder of excerpts"), self)
        self.scheduler = QLineEdit()
        self.scheduler.setAccessibleName(tr("Scheduler"))
        self.scheduler.setPlaceholderText(
            tr("Empty: this computer alone. Else a Dask cluster's: tls://desk.example:8786")
        )
        self.subfolders = QCheckBox(tr("Articles in folders below, too"))
        self.again = QCheckBox(tr("Make all again, and replace what is there"))
        self._proposed = ""
        self._templates: dict[str, Template] = {}
        self._profiles = Profiles()
        self._lay_out()
        for field in (self.folder, self.out, self.excerpts):
            field.changed.connect(self._follow)
        self.source.currentIndexChanged.connect(lambda _row: self._follow())
        self._follow()

    def show_templates(self, packages: Sequence[TemplatePackage], current: str) -> None:
        """Offer these templates, with one of them chosen by its id."""
        self._templates = {each.template.id: each.template for each in packages}
        self.template.clear()
        for package in sorted(packages, key=lambda each: each.template.title.casefold()):
            self.template.addItem(package.template.title, package.template.id)
        self.template.setCurrentIndex(max(0, self.template.findData(current)))

    def show_profiles(self, profiles: Profiles) -> None:
        """Offer to fill headers in from these profiles, with the default one chosen."""
        if profiles == self._profiles:
            return
        self._profiles = profiles
        while self.header.count() > 1:
            self.header.removeItem(1)
        for profile in profiles.profiles:
            self.header.addItem(profile.name, profile)
        self.header.setCurrentIndex(max(0, self.header.findText(profiles.default)))
        self._form.setRowVisible(self.header, bool(profiles.profiles))

    def _fields(self) -> dict[str, str]:
        template = self._templates.get(self.template.currentData())
        profile = self.header.currentData()
        values = filled(template, profile) if template and profile else {}
        return {key: value for key, value in values.items() if value}

    def plan(self) -> BatchPlan | None:
        """Return what is asked for, None while a folder or the template is missing."""
        folder, out, template = self.folder.path, self.out.path, self.template.currentData()
        kind, address = self.source.currentData(), self.scheduler.text().strip()
        excerpts = self.excerpts.path if kind == ELSEWHERE else None
        if not (folder and out and template) or (kind == ELSEWHERE and not excerpts):
            return None
        return BatchPlan(
            folder, template, out,
            form=str(self.format.currentData()).removeprefix("."),
            suggest=kind == SUGGESTED, excerpts=excerpts, fields=self._fields(),
            again=self.again.isChecked(), subfolders=self.subfolders.isChecked(),
            scheduler=Scheduler(address) if address else None,
        )  # fmt: skip

    def _choice(self, name: str, rows: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for words, value in rows:
            box.addItem(words, value)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        kinds = QWidget(self)
        row = QHBoxLayout(kinds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.template, 2)
        row.addWidget(self.format, 1)
        options = QWidget(self)
        checks = QHBoxLayout(options)
        checks.setContentsMargins(0, 0, 0, 0)
        checks.setSpacing(24)
        checks.addWidget(self.subfolders)
        checks.addWidget(self.again)
        checks.addStretch(1)
        form.addRow(tr("&Articles in"), self.folder)
        form.addRow(tr("&Documents to"), self.out)
        form.addRow(tr("&Template"), kinds)
        form.addRow(tr("&Header"), self.header)
        form.addRow(tr("E&xcerpts"), self.source)
        form.addRow("", self.excerpts)
        form.addRow(tr("Sched&uler"), self.scheduler)
        form.addRow("", options)
        for field in (self.folder, self.out, self.excerpts):
            field.setFocusProxy(field.line)
        kinds.setFocusProxy(self.template)
        self._form = form
        form.setRowVisible(self.header, False)

    def _follow(self) -> None:
        """Propose a folder for the documents, until the user gives another."""
        folder = self.folder.path
        if folder and self.out.line.text() in ("", self._proposed):
            self._proposed = (
                str(folder.with_name(tr("{name} briefs", name=folder.name))) if folder.name else ""
            )
            self.out.line.setText(self._proposed)
        elsewhere = self.source.currentData() == ELSEWHERE
        self._form.setRowVisible(self.excerpts, elsewhere)
        self.changed.emit()
