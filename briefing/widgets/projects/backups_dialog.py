"""The dialogs of backups, and of what became of a damaged project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr
from briefing.qt.saying import listed, moment, number, size
from briefing.services.rescue_ports import Backup, Recovery
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at


class BackupsDialog(QDialog):
    """Lists the backups of a project; `chosen` carries the one of which a copy is to be opened."""

    chosen = Signal(object)

    def __init__(self, project: Path, backups: Sequence[Backup], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Backups of {name}", name=project.stem))
        open_at(self, 520, 380)
        words = Label(
            tr(
                "Kept by themselves and verified: the last 5, and one for each of 7 days and 4 "
                "weeks. Opening one makes a copy beside the project; nothing is replaced."
            )
            if backups
            else tr(
                "There is no backup of this project yet. One is made shortly after it is opened, "
                "and 10 minutes after a change."
            )
        )
        words.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups, the newest first"))
        for backup in backups:
            item = QListWidgetItem(self._said(backup))
            item.setData(Qt.ItemDataRole.UserRole, backup)
            self.list.addItem(item)
        self.list.setVisible(bool(backups))
        self.open_button = QPushButton(tr("&Open a copy"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setEnabled(bool(backups))
        buttons.rejected.connect(self.reject)
        self.open_button.clicked.connect(self._choose)
        self.list.itemActivated.connect(lambda _item: self._choose())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        if not backups:
            column.addStretch(1)
        column.addWidget(buttons)
        if backups:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _choose(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self.accept()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _said(self, backup: Backup) -> str:
        return tr(
            "{made}   articles: {articles}, excerpts: {excerpts}, {size}",
            made=moment(backup.made, seconds=True),
            articles=number(backup.articles),
            excerpts=number(backup.excerpts),
            size=size(backup.size),
        )


class RecoveryDialog(QDialog):
    """Says what was saved of a damaged project and names what was lost."""

    def __init__(self, found: Recovery, target: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Recovered"))
        open_at(self, 560, 380)
        counts = listed(f"{number(count)} {kind}" for kind, count in found.counts if count)
        saved = Label(
            tr("Saved into “{name}”, which is open now: {counts}.", name=target.name, counts=counts)
        )
        saved.setWordWrap(True)
        lost = Label(
            tr("Lost, {count} in all:", count=len(found.lost))
            if found.lost
            else tr("Nothing was lost but the history of steps.")
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What was lost"))
        self.list.addItems(list(found.lost))
        self.list.setVisible(bool(found.lost))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(saved)
        column.addWidget(lost)
        column.addWidget(self.list, 1)
        if not found.lost:
            column.addStretch(1)
        column.addWidget(buttons)
