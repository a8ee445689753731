"""The wavy lines under misspelt words of one field, and the menu on such a word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
)

from briefing.qt.textmap import TextMap
from briefing.services.section_text.rich_text import BlockKind
from briefing.services.spelling.checking import words_in
from briefing.widgets import theme
from briefing.widgets.controls.text_marks import marks_of
from briefing.widgets.writing.rich_document import ATOM, WHOLE, kind_of, run_of
from briefing.widgets.writing.rich_text import RichText

if TYPE_CHECKING:
    from briefing.widgets.writing.spelling import Spelling

_AWAY = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
         Qt.Key.Key_End)  # fmt: skip
LAYER = "spelling"
PAUSE = 300
"""Milliseconds after a change before the lines follow."""

Place = tuple[str, int, int]
"""A word and where in the document it stands, in Qt's positions, end exclusive."""


class SpellingMarks(QObject):
    """Marks what `spelling` calls wrong in one field; the word at the caret is left in peace."""

    def __init__(self, field: RichText, spelling: Spelling) -> None:
        super().__init__(field)
        self.field = field
        self._spelling = spelling
        self._layers = marks_of(field)
        self._typing = False
        self._follow = QTimer(self, interval=PAUSE, singleShot=True)
        self._follow.timeout.connect(self.draw)
        field.typed.connect(self._follow.start)
        field.shown.connect(self._follow.start)
        field.left.connect(self._follow.start)
        field.caret_moved.connect(self._follow.start)
        field.installEventFilter(self)
        field.viewport().installEventFilter(self)
        self._follow.start()

    def draw(self) -> None:
        """Show the lines as they are to be now."""
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(QColor(theme.current().error))
        caret = self.field.textCursor().position()
        busy = self._typing and self.field.hasFocus()
        spans = [(start, end) for _word, start, end in self.wrong() if not (busy and end == caret)]
        self._layers.show_layer(LAYER, spans, form)

    def wrong(self) -> list[Place]:
        """Return the words that are misspelt as far as is known, in their order."""
        places = list(self._places())
        words = {word for word, _start, _end in places}
        self._spelling.want(words)
        wrong = {word for word in words if self._spelling.is_wrong(word)}
        return [each for each in places if each[0] in wrong and not self._is_code(each)]

    def word_at(self, position: int) -> Place | None:
        """Return the word at a position of the document, misspelt or not."""
        for place in self._places():
            if place[1] <= position <= place[2]:
                return place
        return None

    def select(self, place: Place) -> None:
        """Give a word the keyboard."""
        cursor = self.field.textCursor()
        cursor.setPosition(place[1])
        cursor.setPosition(place[2], QTextCursor.MoveMode.KeepAnchor)
        self._typing = False
        self.field.setFocus()
        self.field.setTextCursor(cursor)

    def replace(self, place: Place, word: str) -> None:
        """Put another word in the place of one, in its formatting, if it still stands there."""
        cursor = QTextCursor(self.field.document())
        cursor.setPosition(place[1])
        cursor.setPosition(place[2], QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() == place[0]:
            cursor.insertText(word, cursor.charFormat())
            self.field.setTextCursor(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Put what can be done about a word into the field's menu."""
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
            if self._open(event.pos(), event.globalPos(), keyboard=keyboard):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._typing = event.text().isprintable() if event.text() else self._typing
            self._typing = self._typing and event.key() not in _AWAY
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._typing = False
        return super().eventFilter(watched, event)

    def _open(self, at: QPoint, on_screen: QPoint, *, keyboard: bool) -> bool:
        caret = self.field.textCursor()
        if keyboard:
            on_screen = self.field.viewport().mapToGlobal(self.field.cursorRect().bottomLeft())
        position = caret.position() if keyboard else self.field.cursorForPosition(at).position()
        place = self.word_at(position)
        return place is not None and self._spelling.open_menu(self, place, on_screen)

    def _places(self) -> Iterator[Place]:
        block = self.field.document().begin()
        while block.isValid():
            text = block.text()
            if text and kind_of(block) is not BlockKind.VERBATIM:
                start = block.position()
                for word, first, last in _placed(text):
                    yield word, start + first, start + last
            block = block.next()

    def _is_code(self, place: Place) -> bool:
        cursor = QTextCursor(self.field.document())
        cursor.setPosition(place[2])
        return run_of(cursor.charFormat()).code


@lru_cache(maxsize=4096)  # at a key one paragraph of a long section is another
def _placed(text: str) -> tuple[Place, ...]:
    """Return the words of one block and where in it they stand, in Qt's positions."""
    positions = TextMap(text, WHOLE)
    return tuple(
        (word, positions.to_qt(start), positions.to_qt(end))
        for word, start, end in words_in(text.replace(ATOM, " "))
    )
