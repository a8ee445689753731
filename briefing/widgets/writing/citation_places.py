"""Finds citations in a document, at a place and under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from briefing.widgets.writing.rich_document import ATOM, CITE


def citations_in(document: QTextDocument) -> list[tuple[int, str]]:
    """Return where in a document each citation stands, and of which excerpt."""
    found = []
    cursor = document.find(ATOM)
    while not cursor.isNull():
        if cited := cursor.charFormat().property(CITE):
            found.append((cursor.selectionStart(), str(cited)))
        cursor = document.find(ATOM, cursor)
    return found


def cited_at(document: QTextDocument, place: int) -> str:
    """Return the excerpt that is cited at a position of the document, or ""."""
    if document.characterAt(place) != ATOM:
        return ""
    cursor = QTextCursor(document)
    cursor.setPosition(place + 1)
    return str(cursor.charFormat().property(CITE) or "")


def citation_under(field: QTextEdit, place: QPoint) -> str:
    """Return the excerpt whose citation is at a point of the viewport, or ""."""
    document = field.document()
    near = field.cursorForPosition(place).position()
    for start in (near - 1, near):
        if document.characterAt(start) == ATOM:
            left, right = _caret_box(field, start), _caret_box(field, start + 1)
            if left.united(right).contains(place):
                return cited_at(document, start)
    return ""


def _caret_box(field: QTextEdit, place: int) -> QRect:
    cursor = QTextCursor(field.document())
    cursor.setPosition(place)
    return field.cursorRect(cursor)
