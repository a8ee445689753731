"""The words of Undo and Redo: which step each would take."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QUndoStack

from briefing.language import marked, tr
from briefing.widgets.actions import Actions

PAUSE = 150
"""Milliseconds after a step: the tool bar is laid out anew for other words, which can wait."""


class UndoWords(QObject):
    """Keeps the two actions in step with the history."""

    def __init__(self, stack: QUndoStack, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._actions = actions
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._say)
        stack.canUndoChanged.connect(actions["undo"].setEnabled)
        stack.canRedoChanged.connect(actions["redo"].setEnabled)
        stack.indexChanged.connect(self._pause.start)
        actions["undo"].setEnabled(stack.canUndo())
        actions["redo"].setEnabled(stack.canRedo())
        self._say()

    def _say(self) -> None:
        for action, words, step in (
            ("undo", marked("&Undo {step}"), self._stack.undoText()),
            ("redo", marked("&Redo {step}"), self._stack.redoText()),
        ):
            self._actions[action].setText(tr(words, step=step.replace("&", "&&")))
