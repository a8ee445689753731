"""The template library: choose one, and make, copy, change, pass on or take out one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.tags import Tag
from briefing.qt.jobs import Job
from briefing.services.ports import (
    REACHES_OUTSIDE,
    RemovedTemplate,
    TemplateFinding,
    TemplatePackage,
)
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button, only_with_focus
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.saving_as import ask_target
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.desk import Desk
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.templates.template_details import TemplateDetails
from briefing.widgets.templates.template_picture import template_picture
from briefing.widgets.templates.template_rows import ORIGIN, THUMBNAIL, TemplateRow

SIZE = (940, 620)


class TemplateDialog(QDialog):
    """Shows the library; `edited` carries a template's folder when it is opened to be changed."""

    edited = Signal(object)

    def __init__(
        self, desk: Desk, current: str, tag_of: Callable[[str], Tag | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._packages: list[TemplatePackage] = []
        self._overridden: Sequence[str] = ()
        self._removed: list[RemovedTemplate] = []
        self._check: Job | None = None
        self.setWindowTitle(tr("Templates"))
        self.bar = MessageBar(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Templates"))
        self.list.setFixedWidth(300)
        self.list.setItemDelegate(TemplateRow(self.list))
        self.details = TemplateDetails(tag_of, self)
        self._faults = Label()
        self._faults.setWordWrap(True)
        theme.set_quiet(self._faults)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.list)
        row.addWidget(self.details, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addLayout(row, 1)
        column.addWidget(self._faults)
        column.addLayout(self._buttons())
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(self.accept)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.put_back)
        open_at(self, *SIZE)
        self.reload(current)
        self.list.setFocus()

    def chosen(self) -> TemplatePackage | None:
        """Return the template that is marked."""
        row = self.list.currentRow()
        return self._packages[row] if 0 <= row < len(self._packages) else None

    def reload(self, current: str = "") -> None:
        """Read the library anew, and mark a template by its id."""
        marked = self.chosen()
        current = current or (marked.template.id if marked else "")
        shelf = self._desk.library.shelf()
        self._packages = sorted(shelf.packages.values(), key=lambda p: p.template.title.lower())
        self._overridden = shelf.overridden
        self.list.blockSignals(True)
        self.list.clear()
        for package in self._packages:
            picture = template_picture(package.template, THUMBNAIL, self.devicePixelRatioF())
            icon = QIcon(picture)
            icon.addPixmap(picture, QIcon.Mode.Selected)
            item = QListWidgetItem(icon, f"{package.template.title}\n{package.origin}")
            item.setData(ORIGIN, package.origin)
            self.list.addItem(item)
        self.list.blockSignals(False)
        faults = "\n".join(f"{fault.message} {fault.hint}" for fault in shelf.faults)
        self._faults.setText(faults)
        self._faults.setVisible(bool(faults))
        ids = [package.template.id for package in self._packages]
        self.list.setCurrentRow(ids.index(current) if current in ids else 0)

    def put_back(self) -> None:
        """Put back what was removed last."""
        if self._removed:
            removed = self._removed.pop()
            self._do(lambda: self._desk.keeper.restore(removed), removed.template_id)

    def stop_checking(self) -> None:
        """Let the result of a check that is running come to nothing."""
        if self._check:
            self._check.cancelled.set()

    def _buttons(self) -> QHBoxLayout:
        new = act_button(tr("New from Word…"), self._new)
        copy = act_button(tr("Duplicate"), self._duplicate)
        self._edit_button = act_button(tr("Edit in Word"), self._edit)
        self._remove_button = act_button(tr("Remove"), self._remove)
        more = QPushButton(tr("More"))
        self._more = QMenu(more)
        more.setMenu(self._more)
        self._more.aboutToShow.connect(self._fill_more)
        ends = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        use = ends.addButton(tr("Use this template"), QDialogButtonBox.ButtonRole.AcceptRole)
        use.setProperty("primary", True)
        use.setDefault(True)
        ends.accepted.connect(self.accept)
        ends.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        only_with_focus(more)
        for button in (new, copy, self._edit_button, self._remove_button, more):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(ends)
        return row

    def _fill_more(self) -> None:
        self._more.clear()
        package = self.chosen()
        self._more.addAction(tr("Import…"), self._import)
        if package:
            self._more.addAction(tr("Export as a file…"), lambda: self._export(package))
            if self._is_refused and self._sum(package) not in self._allowed():
                self._more.addAction(
                    tr("Allow it to reach beyond itself"), lambda: self._allow(package)
                )
        self._more.addSeparator()
        self._more.addAction(tr("Add a team's folder…"), self._add_folder)
        for folder in self._desk.settings.values.template_folders:
            words = tr("Stop using {folder}", folder=folder)
            self._more.addAction(words.replace("&", "&&"), self._dropper(folder))

    def _show(self, _row: int) -> None:
        package = self.chosen()
        key = f"“{package.template.id}”" if package else ""
        self.details.show_template(package, [w for w in self._overridden if w.startswith(key)])
        self._remove_button.setEnabled(bool(package and not package.built_in))
        self.stop_checking()
        if package is None:
            return
        self._is_refused = False
        self.details.show_checking()

        def work(_job: Job) -> Sequence[TemplateFinding]:
            name = package.template.id
            return self._desk.checker.lint(package.document, name, package.template)

        self._check = self._desk.jobs.start(
            tr("Checking the template"), work, then=self._found, otherwise=self._unreadable
        )

    def _found(self, findings: Sequence[TemplateFinding]) -> None:
        self._is_refused = any(finding.kind == REACHES_OUTSIDE for finding in findings)
        self.details.show_findings(findings)

    def _unreadable(self, error: BriefingError) -> None:
        self.details.faults.setText(str(error))

    def _do(self, act: Callable[[], object], show: str = "") -> None:
        """Do something to the library and show it as it is then; say what went wrong."""
        try:
            done = act()
        except BriefingError as error:
            self.bar.complain(error)
            return
        self.bar.hide()
        self.reload(show or (done if isinstance(done, str) else ""))

    def _new(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, tr("Make a template of a Word document"), "",
            tr("Word documents (*.docx *.dotx)"),
        )  # fmt: skip
        if name:
            self._make(Path(name))

    def _make(self, path: Path) -> None:
        template_id = self._free_id(path.stem)
        notes: list[str] = []

        def make() -> None:
            notes.extend(self._desk.keeper.new_from_word(path, template_id))

        self._do(make, template_id)
        if notes:
            made = self.chosen()
            sections = len(made.template.slots) if made else 0
            self.bar.say(
                tr(
                    "Made of {name}: {sections} sections, {count} other things. "
                    "Edit it in Word to change it.",
                    name=path.name,
                    sections=sections,
                    count=len(notes) - sections,
                )
            )

    def _free_id(self, words: str) -> str:
        plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in words.lower())
        base = "-".join(filter(None, plain.split("-"))) or "template"
        taken = {package.template.id for package in self._packages}
        return next(n for n in (base, *(f"{base}-{i}" for i in range(2, 999))) if n not in taken)

    def _duplicate(self) -> None:
        if package := self.chosen():
            self._do(lambda: self._desk.keeper.duplicate(package))

    def _edit(self) -> None:
        """Open the Word file in the system's editor; a shipped one is copied first."""
        package = self.chosen()
        if package and package.built_in:
            shipped = package
            self._do(lambda: self._desk.keeper.duplicate(shipped))
            package = self.chosen()
            self.bar.say(tr("Shipped templates stay as they are; this is a copy of it."))
        if package and package.folder:
            self.edited.emit(package.folder)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(package.folder / "template.docx")))

    def _remove(self) -> None:
        package = self.chosen()
        if package is None:
            return

        def remove() -> None:
            self._removed.append(self._desk.keeper.remove(package))

        before = len(self._removed)
        self._do(remove)
        if len(self._removed) > before:
            self.bar.say(
                tr("“{title}” is removed.", title=package.template.title),
                [(tr("Put it back"), self.put_back)],
            )

    def _import(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, tr("Import a template"), "",
            tr("Templates (*.brieftemplate *.zip template.toml)"),
        )  # fmt: skip
        if name:
            path = Path(name)
            self._do(lambda: self._desk.keeper.add(path.parent if path.suffix == ".toml" else path))

    def _export(self, package: TemplatePackage) -> None:
        ending = ".brieftemplate"
        path = ask_target(
            self, tr("Export the template"), Path(f"{package.template.id}{ending}"),
            {tr("Template (*.brieftemplate)"): ending},
        )  # fmt: skip
        if path:
            self._do(lambda: self._desk.keeper.pack(package, path))

    def _add_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("A folder of templates"))
        folders = self._desk.settings.values.template_folders
        if name and name not in folders:
            self._do(lambda: self._desk.settings.change(template_folders=(*folders, name)))

    def _dropper(self, folder: str) -> Callable[[], None]:
        def drop() -> None:
            kept = [f for f in self._desk.settings.values.template_folders if f != folder]
            self._do(lambda: self._desk.settings.change(template_folders=tuple(kept)))

        return drop

    def _allow(self, package: TemplatePackage) -> None:
        allowed = (*self._allowed(), self._sum(package))
        self._do(lambda: self._desk.settings.change(allowed_templates=allowed))

    def _allowed(self) -> tuple[str, ...]:
        return self._desk.settings.values.allowed_templates

    @staticmethod
    def _sum(package: TemplatePackage) -> str:
        return package.template.document
