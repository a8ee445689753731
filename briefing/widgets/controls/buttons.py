"""Buttons that Enter presses only while they have the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton


def act_button(words: str, act: Callable[[], object]) -> QPushButton:
    """Return a button that does something, and is not what Enter in a field of its window does."""
    button = QPushButton(words)
    only_with_focus(button)
    button.clicked.connect(lambda _on=False: act())
    return button


def only_with_focus(button: QPushButton) -> None:
    """Let Enter press a button while it has the keyboard, and at no other time.

    Qt has both or neither: a button that is no dialog's default hears the space bar alone.
    """
    button.setAutoDefault(False)
    button.installEventFilter(_Enter(button))


class _Enter(QObject):
    """Presses the button that it watches."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Take Enter without Ctrl, Alt or Shift."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and isinstance(watched, QPushButton):
            watched.click()
        return plain
