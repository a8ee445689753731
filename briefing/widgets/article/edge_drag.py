"""Dragging the edges of the selected excerpt with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor

from briefing.model.excerpt import Excerpt
from briefing.services.reading.growing import word_at

if TYPE_CHECKING:
    from briefing.widgets.article.article_view import ArticleView

REACH = 5
"""Pixels from an edge within which the mouse takes hold of it."""


class EdgeDrag(QObject):
    """Watches the article's page: near an edge of the excerpt that is selected, a press drags it.

    The edge snaps to whole words; with Alt held it goes anywhere.
    """

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._held: tuple[Excerpt, bool] | None = None
        view.viewport().installEventFilter(self)
        view.viewport().setMouseTracking(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Take the mouse while an edge is held; show where one can be taken."""
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        place = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == _LEFT:
            self._held = self._edge_at(place)
            return self._held is not None
        if event.type() == QEvent.Type.MouseMove:
            if self._held:
                self._stretch(place, event.modifiers())
                return True
            over = not event.buttons() and self._edge_at(place) is not None
            shape = Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.IBeamCursor
            self._view.viewport().setCursor(shape)
        if event.type() == QEvent.Type.MouseButtonRelease and self._held:
            self._drop()
            return True
        return super().eventFilter(watched, event)

    def _edge_at(self, place: QPoint) -> tuple[Excerpt, bool] | None:
        excerpt = self._view.current_excerpt()
        if excerpt is None or self._view.selection() != (excerpt.start, excerpt.end):
            return None
        for offset, is_end in ((excerpt.end, True), (excerpt.start, False)):
            box = self._view.cursorRect(self._cursor(offset))
            if box.adjusted(-REACH, 0, REACH, 0).contains(place):
                return excerpt, is_end
        return None

    def _stretch(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        assert self._held is not None
        excerpt, is_end = self._held
        offset = self._view.map.from_qt(self._view.cursorForPosition(place).position())
        if not modifiers & Qt.KeyboardModifier.AltModifier and self._view.article:
            word = word_at(self._view.article.text, offset)
            if word and word[0] < offset < word[1]:
                offset = word[1] if is_end else word[0]
        fixed = excerpt.start if is_end else excerpt.end
        if (offset > fixed) == is_end and offset != fixed:
            cursor = self._cursor(fixed)
            cursor.setPosition(self._view.map.to_qt(offset), QTextCursor.MoveMode.KeepAnchor)
            self._view.setTextCursor(cursor)

    def _drop(self) -> None:
        assert self._held is not None
        (excerpt, _is_end), self._held = self._held, None
        selection = self._view.selection()
        if selection and selection != (excerpt.start, excerpt.end):
            self._view.edges_dragged.emit(excerpt, *selection)

    def _cursor(self, offset: int) -> QTextCursor:
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(self._view.map.to_qt(offset))
        return cursor


_LEFT = Qt.MouseButton.LeftButton
