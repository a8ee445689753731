"""Shows the end of the logs, to be read and copied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.help.crash import NATIVE

SHOWN = 20_000
"""Bytes of the end of each log."""


class LogSheet(QDialog):
    """The ends of the log and of what was noted when the program was ended from below."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Log"))
        open_at(self, 760, 480)
        self.words = QPlainTextEdit()
        self.words.setProperty("edge", True)
        self.words.setReadOnly(True)
        self.words.setAccessibleName(tr("The end of the log"))
        parts = [end_of(folder / name) for name in (NATIVE, "briefing.log")]
        self.words.setPlainText("\n\n".join(filter(None, parts)) or tr("The log is empty."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.words)
        column.addWidget(buttons)


def end_of(path: Path) -> str:
    """Return the end of a log, "" where there is none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - SHOWN))
            return file.read().decode("utf-8", "replace").strip()
    except OSError:
        return ""
