"""The tag schemes of the project, and the ways to more of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr, tr_many
from briefing.model.project import Project
from briefing.model.tags import TagScheme
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button, only_with_focus
from briefing.widgets.controls.saving_as import ask_target

_ID = Qt.ItemDataRole.UserRole


class SchemeList(QWidget):
    """`chosen` says that another scheme is the current one; the others say what is wanted.

    `added` carries a TagScheme, `importing` and `exporting` a path, `removing` nothing.
    """

    chosen = Signal()
    added = Signal(object)
    making = Signal()
    importing = Signal(object)
    exporting = Signal(object)
    removing = Signal()

    def __init__(self, shipped: Sequence[TagScheme], parent: QWidget) -> None:
        super().__init__(parent)
        self._shipped = shipped
        self._names: dict[str, str] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Tag schemes"))
        self.list.currentRowChanged.connect(lambda _row: self.chosen.emit())
        add = QPushButton(tr("Add"))
        self.menu = QMenu(add)
        add.setMenu(self.menu)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.export_button = act_button(tr("Export…"), self._export)
        self.remove_button = act_button(tr("Remove"), self.removing.emit)
        only_with_focus(add)
        row = QHBoxLayout()
        row.setSpacing(theme.RHYTHM)
        for button in (add, self.export_button, self.remove_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.RHYTHM)
        column.addWidget(self.list, 1)
        column.addLayout(row)

    def show_project(self, project: Project) -> None:
        """Show the schemes of a project; the current one stays current."""
        current = self.current()
        schemes = sorted(project.schemes.values(), key=lambda s: (s.name, s.id))
        self.list.blockSignals(True)
        self.list.clear()
        for scheme in schemes:
            item = QListWidgetItem(f"{scheme.name}  ·  {len(scheme.tags)}")
            count = tr_many("{count} tag", "{count} tags", len(scheme.tags))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{scheme.name}, {count}")
            item.setData(_ID, scheme.id)
            self.list.addItem(item)
        ids = [scheme.id for scheme in schemes]
        self.list.setCurrentRow(ids.index(current) if current in ids else 0)
        self.list.blockSignals(False)
        self._names = {scheme.id: scheme.name for scheme in schemes}
        self.export_button.setEnabled(bool(schemes))
        self.remove_button.setEnabled(bool(schemes))

    def current(self) -> str:
        """Return the id of the current scheme, "" without one."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_ID)) if row >= 0 else ""

    def make_current(self, scheme_id: str) -> None:
        """Let a scheme be the current one."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == scheme_id:
                self.list.setCurrentRow(row)

    def fill_menu(self) -> None:
        """Offer what can be added now."""
        self.menu.clear()
        self.menu.addAction(tr("New scheme"), self.making.emit)
        self.menu.addAction(tr("From a file…"), self._import)
        self.menu.addSeparator()
        for scheme in self._shipped:
            there = scheme.id in self._names
            words = tr("{name}, as it ships", name=scheme.name) if there else scheme.name
            self.menu.addAction(words.replace("&", "&&"), self._adder(scheme))

    def _adder(self, scheme: TagScheme) -> Callable[[], None]:
        return lambda: self.added.emit(scheme)

    def _import(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, tr("Add tags from a file"), "",
            tr("Tags (*.toml *.csv *.tsv *.txt)"),
        )  # fmt: skip
        if name:
            self.importing.emit(Path(name))

    def _export(self) -> None:
        suggested = Path(f"{self.current()}.toml")
        kinds = {tr("Tags (*.toml)"): ".toml"}
        if path := ask_target(self, tr("Export the tags"), suggested, kinds):
            self.exporting.emit(path)
