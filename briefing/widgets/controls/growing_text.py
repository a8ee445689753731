"""A text field that is as high as its words, and leaves undoing to the project."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from briefing.model.article import clean_text
from briefing.qt.plain import plain_tip
from briefing.widgets.controls.labels import prompt
from briefing.widgets.controls.pressed_keys import undoes


class GrowingText(QPlainTextEdit):
    """Takes plain words; `typed` carries the text after each change that the user made."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self, name: str, asked: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", True)
        self.setAccessibleName(name)
        self._prompt = asked
        self.setToolTip(plain_tip(asked))
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._setting = False
        self.textChanged.connect(self._say)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show what the project holds, unless it is what stands here; the caret stays."""
        if self.toPlainText().strip("\n") == text.strip("\n"):
            return
        caret = self.textCursor().position()
        self._setting = True
        self.setPlainText(text)
        self._setting = False
        cursor = self.textCursor()
        cursor.setPosition(min(caret, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Leave the keys of undo and redo to the window."""
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and undoes(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave undo and redo to the window."""
        if undoes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste words without foreign formatting."""
        self.insertPlainText(clean_text(source.text()))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that this is being edited."""
        super().focusInEvent(event)
        self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the height in step with the width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the words."""
        return QSize(200, self.height())

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = 0
        block = self.document().begin()
        while block.isValid():
            self.document().documentLayout().blockBoundingRect(block)
            lines += max(1, block.lineCount())
            block = block.next()
        room = max(80, self.viewport().width() - 14)
        elided = self.fontMetrics().elidedText(self._prompt, Qt.TextElideMode.ElideRight, room)
        elided = prompt(elided)
        if elided != self.placeholderText():
            self.setPlaceholderText(elided)
        self.setFixedHeight(line * min(max(lines, 1), 40) + 20)

    def _say(self) -> None:
        if not self._setting:
            self.typed.emit(clean_text(self.toPlainText()))
