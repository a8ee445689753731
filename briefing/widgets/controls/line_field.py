"""A field of one line that leaves undoing to the project, and shows the whole of long words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from briefing.model.article import clean_text
from briefing.qt.plain import plain_tip
from briefing.widgets.controls.pressed_keys import undoes

_FRAME = 16
"""Pixels at the sides that no words stand in."""


class LineField(QLineEdit):
    """`typed` carries the words, without the space around them, after each change by the user."""

    typed = Signal(str)

    def __init__(self, name: str, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMaxLength(longest)
        self.textEdited.connect(lambda _text: self.typed.emit(self.words()))

    def words(self) -> str:
        """Return what stands here, without the space around it."""
        return " ".join(clean_text(self.text()).split())

    def show_words(self, words: str) -> None:
        """Show what the project holds, unless it is what stands here; the caret stays."""
        if self.words() != words:
            caret = self.cursorPosition()
            self.setText(words)
            self.setCursorPosition(min(caret, len(words)) if self.hasFocus() else 0)

    def hidden_words(self) -> str:
        """Return what stands here, or what is asked for, if it is too long to be seen whole."""
        words = self.text() or self.placeholderText()
        room = self.width() - _FRAME
        return words if self.fontMetrics().horizontalAdvance(words) > room else ""

    def event(self, event: QEvent) -> bool:
        """Leave the keys of undo and redo to the window; say in a tip what is cut off."""
        if isinstance(event, QHelpEvent) and (words := self.hidden_words()):
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
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
