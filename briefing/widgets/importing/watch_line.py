"""The line that says which folder is watched, and changes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from briefing.language import tr
from briefing.services.articles.importing import plain_name
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label


class WatchLine(QWidget):
    """`wanted` carries the path of the folder to watch, "" for none."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = ""
        self.words = Label()
        self.words.setWordWrap(True)
        theme.set_quiet(self.words)
        self.choose_button = act_button(tr("Watch a folder…"), self.choose)
        self.off_button = act_button(tr("Stop watching"), self.turn_off)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.RHYTHM)
        row.addWidget(self.words, 1)
        row.addWidget(self.choose_button)
        row.addWidget(self.off_button)
        self.show_folder("", "")

    def choose(self) -> None:
        """Let the user choose the folder."""
        name = QFileDialog.getExistingDirectory(self, tr("Watch a folder"), self.folder)
        if name:
            self.wanted.emit(name)

    def turn_off(self) -> None:
        """Watch no folder any more."""
        self.wanted.emit("")

    def show_folder(self, folder: str, trouble: str) -> None:
        """Say which folder is watched, and what keeps it from being watched."""
        self.folder = folder
        self.off_button.setVisible(bool(folder))
        if not folder:
            words = tr("No folder is watched. What arrives in one is imported by itself.")
        elif trouble:
            words = trouble
        else:
            words = tr("What arrives in {folder} is imported.", folder=plain_name(folder))
        self.words.setText(words)
