"""Chooses a template: what there is, what it is for, and what fills it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing.services.ports import TemplatePackage, TemplateShelf
from briefing.widgets import theme
from briefing.widgets.labels import Label


class TemplateChooser(QDialog):
    """A list of templates, and beside it what the current one asks for."""

    def __init__(self, shelf: TemplateShelf, current: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose a template"))
        self._packages: Sequence[TemplatePackage] = sorted(
            shelf.packages.values(), key=lambda package: package.template.title
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Templates"))
        self.list.setFixedWidth(240)
        for package in self._packages:
            self.list.addItem(QListWidgetItem(package.template.title))
        self._words = Label()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        notes = [*shelf.overridden, *(f"{f.message} {f.hint}" for f in shelf.faults)]
        faults = Label("\n".join(notes))
        faults.setWordWrap(True)
        faults.setTextFormat(Qt.TextFormat.PlainText)
        faults.setVisible(bool(notes))
        theme.set_quiet(faults)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(faults)
        column.addWidget(buttons)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(self.accept)
        ids = [package.template.id for package in self._packages]
        self.list.setCurrentRow(ids.index(current) if current in ids else 0)
        self.resize(640, 420)

    def chosen(self) -> TemplatePackage | None:
        """Return the template that is marked."""
        row = self.list.currentRow()
        return self._packages[row] if 0 <= row < len(self._packages) else None

    def _show(self, _row: int) -> None:
        package = self.chosen()
        if package is None:
            return
        template = package.template
        lines = [template.description, ""]
        for slot in template.slots:
            fills = ", ".join(slot.tags) or ", ".join(slot.statuses) or self.tr("you write it")
            lines.append(f"{slot.title}: {fills}")
        lines += ["", f"{template.id} {template.version} · {package.origin}"]
        self._words.setText("\n".join(lines))
