"""The field of a title: one paragraph, shown whole in as many lines as it needs."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from briefing.model.article import clean_text
from briefing.widgets.controls.growing_text import GrowingText

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TitleField(GrowingText):
    """Takes a title; Enter goes on to the next field. `renamed` carries what the user typed."""

    renamed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "", parent)
        self.typed.connect(lambda words: self.renamed.emit(_one_line(words)))

    def text(self) -> str:
        """Return the title."""
        return _one_line(self.toPlainText())

    def show_words(self, words: str) -> None:
        """Show what the project holds, unless it is what stands here."""
        if self.text() != words:
            self.show_text(words)
            if not self.hasFocus():
                self.moveCursor(QTextCursor.MoveOperation.Start)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go on with Enter: a title has no second paragraph."""
        if event.key() in _ENTER:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste words into the one line."""
        self.insertPlainText(" ".join(clean_text(source.text()).split()))


def _one_line(words: str) -> str:
    return clean_text(words).replace("\n", " ")
