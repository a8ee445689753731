"""Lets the find bar work on the article view, and marks what it found there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from briefing.widgets import theme
from briefing.widgets.article.article_view import ArticleView

Span = tuple[int, int]

_PAUSE = 15
"""Milliseconds after scrolling before the marks in view are set."""


class FoundMarks(QObject):
    """An article view as `find_bar.Findable`; only the places in view are marked."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._spans: Sequence[Span] = ()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._mark_seen)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._pause.start())
        view.zoomed.connect(lambda _step: self._pause.start())

    def article_text(self) -> str:
        """Return the text that is shown, "" for none."""
        return self._view.article.text if self._view.article else ""

    def chosen_words(self) -> str:
        """Return the selected words, "" for none."""
        span = self._view.selection()
        return self.article_text()[slice(*span)] if span else ""

    def caret_place(self) -> int:
        """Return where the caret is."""
        return self._view.caret

    def go_to(self, start: int, end: int) -> None:
        """Select words and bring them into view, without taking the focus."""
        self._view.select(start, end)

    def mark_all(self, spans: Sequence[Span]) -> None:
        """Mark these places in the text, and no others."""
        self._spans = spans
        self._mark_seen()

    def take_focus(self) -> None:
        """Put the keyboard back into the text."""
        self._view.setFocus()

    def _mark_seen(self) -> None:
        seen = [shown.span for shown in self._view.in_view.all()]
        marks = []
        page, places = self._view.document(), self._view.map
        if seen and self.article_text():
            top, bottom = seen[0][0], seen[-1][1]
            first = max(0, bisect_left(self._spans, (top, 0)) - 1)
            for number in range(first, len(self._spans)):
                start, end = self._spans[number]
                if start >= bottom:
                    break
                if end > top:
                    marks.append(found_mark(page, places.to_qt(start), places.to_qt(end)))
        self._view.setExtraSelections(marks)


def found_mark(document: QTextDocument, start: int, end: int) -> QTextEdit.ExtraSelection:
    """Return what marks found words; their places are Qt's, in UTF-16 units, the end exclusive."""
    look = theme.current()
    mark = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    shown = QTextCharFormat()
    shown.setBackground(QColor(look.warning_ground))
    shown.setForeground(QColor(look.text))
    shown.setFontUnderline(True)
    shown.setUnderlineColor(QColor(look.warning))
    mark.cursor = cursor
    mark.format = shown
    return mark
