"""Typing in the article itself, to mend its errors; excerpts move with their words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)

from briefing.errors import ProjectError
from briefing.model.article import clean_text
from briefing.model.article_edits import edit_text
from briefing.qt.document import ProjectDocument
from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.controls.pressed_keys import written

_STEPS = {
    Qt.Key.Key_Backspace: QTextCursor.MoveOperation.PreviousCharacter,
    Qt.Key.Key_Delete: QTextCursor.MoveOperation.NextCharacter,
}


class ArticleTyping(QObject):
    """While it is on, keys in the article write instead of tagging; Escape leaves.

    `changed` says whether it is on; `refused` carries a ProjectError.
    """

    changed = Signal(bool)
    refused = Signal(object)

    def __init__(self, document: ProjectDocument, view: ArticleView) -> None:
        super().__init__(view)
        self._document = document
        self._view = view
        self._run = (-1, -1)
        self.is_on = False
        view.installEventFilter(self)

    def set_on(self, on: bool) -> None:  # noqa: FBT001 as its action has it
        """Begin or end writing in the article."""
        if on == self.is_on:
            return
        self.is_on = on and self._view.article is not None
        self._view.setCursorWidth(3 if self.is_on else 2)
        self._view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self.is_on)
        self._view.setFocus()
        self.changed.emit(self.is_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Take what is typed before it is a key of tagging."""
        if self.is_on and isinstance(event, QInputMethodEvent | QInputMethodQueryEvent):
            return self._compose(event)
        if not (self.is_on and isinstance(event, QKeyEvent)):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and self._is_ours(event):
            self._take(event)
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in _ARROWS:
            self._move(event)
            return True
        return super().eventFilter(watched, event)

    def _compose(self, event: QInputMethodEvent | QInputMethodQueryEvent) -> bool:
        """Take what an input method or a dead key has made; Qt's view, read only, would not."""
        if isinstance(event, QInputMethodQueryEvent):
            self._view.event(event)  # where the caret is, and what stands around it
            event.setValue(Qt.InputMethodQuery.ImEnabled, True)
            event.setValue(Qt.InputMethodQuery.ImReadOnly, False)
        elif event.commitString():
            self._put(self._view.textCursor(), event.commitString())
        event.accept()
        return True

    def _is_ours(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste) or event.matches(
            QKeySequence.StandardKey.Cut
        ):
            return True
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, *_STEPS):
            return True
        return bool(written(event))

    def _take(self, event: QKeyEvent) -> None:
        cursor = self._view.textCursor()
        if event.key() == Qt.Key.Key_Escape:
            self.set_on(False)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._put(cursor, QGuiApplication.clipboard().text(), is_key=False)
        elif event.matches(QKeySequence.StandardKey.Cut):
            self._view.copy()
            self._put(cursor, "", is_key=False)
        elif step := _STEPS.get(Qt.Key(event.key())):
            if not cursor.hasSelection():
                cursor.movePosition(step, QTextCursor.MoveMode.KeepAnchor)
            self._put(cursor, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._put(cursor, "\n")
        else:
            self._put(cursor, written(event))

    def _put(self, cursor: QTextCursor, new: str, *, is_key: bool = True) -> None:
        """Put words in place of what the cursor has selected."""
        article = self._view.article
        if article is None:
            return
        start = self._view.map.from_qt(cursor.selectionStart())
        end = self._view.map.from_qt(cursor.selectionEnd())
        new = clean_text(new)
        run = self._run[0] if is_key and start <= self._run[1] <= end else start
        try:
            self._document.apply(edit_text(article, start, end, new, typing=run if is_key else -1))
        except ProjectError as error:
            self.refused.emit(error)
            return
        self._run = (run, start + len(new))
        self._view.put_caret(start + len(new))

    def _move(self, event: QKeyEvent) -> None:
        """Move the caret as in any text, not by sentence."""
        cursor = self._view.textCursor()
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        mode = QTextCursor.MoveMode
        up = event.key() == Qt.Key.Key_Up
        way = QTextCursor.MoveOperation.Up if up else QTextCursor.MoveOperation.Down
        cursor.movePosition(way, mode.KeepAnchor if shift else mode.MoveAnchor)
        self._view.setTextCursor(cursor)


_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
