"""Layers of marks over one field's words: each kind is drawn and taken away by itself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit


class TextMarks(QObject):
    """Draws the layers of one field; a layer set later stands over those set before."""

    def __init__(self, field: QTextEdit) -> None:
        super().__init__(field)
        self._field = field
        self._layers: dict[str, list[QTextEdit.ExtraSelection]] = {}

    def show_layer(
        self, name: str, spans: Iterable[tuple[int, int]], form: QTextCharFormat
    ) -> None:
        """Mark these spans (positions in the document, end exclusive), and no others."""
        marks = []
        for start, end in spans:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._field.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, form
            marks.append(mark)
        if not marks and not self._layers.get(name):
            return
        self._layers[name] = marks
        self._field.setExtraSelections([mark for each in self._layers.values() for mark in each])


def marks_of(field: QTextEdit) -> TextMarks:
    """Return the layers of a field; there is one such thing a field."""
    found = field.findChild(TextMarks)
    return found if isinstance(found, TextMarks) else TextMarks(field)
