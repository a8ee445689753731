"""What Help shows: the sheet of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument, QTextTableFormat
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from briefing.language import marked, tr
from briefing.widgets import theme
from briefing.widgets.actions import key_list
from briefing.widgets.labels import Label
from briefing.widgets.rich_keys import rich_key_list

READING_KEYS = (
    (marked("Tag the marked sentence, or the selected words"), marked("1 to 8")),
    (marked("Next or previous sentence"), marked("J or K, Down or Up")),
    (marked("Take in the next or previous sentence"), marked("Shift+J or Shift+K")),
    (marked("Select by character or word"), marked("Shift+Left, Ctrl+Shift+Left")),
)
LIST_KEYS = (
    (marked("A card of a section: up, down"), "Alt+Up, Alt+Down"),
    (marked("A card of a section: in own words, leave out"), "Q, Del"),
    (marked("A suggestion: accept, all like it, reject"), "A, Shift+A, R"),
    (marked("An excerpt to look at: confirm, use selection, remove"), "C, R, Del"),
    (marked("A file of an import: try again as, one article, choose"), "R, O, C"),
    (marked("A name in a table: rename everywhere"), "F2"),
    (marked("A snapshot: restore, rename, remove"), "R, F2, Del"),
    (marked("A section from Word: take theirs"), "T"),
    (marked("A snippet: remove"), "Ctrl+Del"),
    (marked("A tag in its window: add, up, down"), "Ins, Alt+Up, Alt+Down"),
    (marked("A tag in its window: merge, split, retire"), "Ctrl+M, Ctrl+L, Ctrl+R"),
    (marked("The tour: on, back, leave"), "Ctrl+F9, Ctrl+Shift+F9, Shift+F9"),
)
"""Keys that single lists and windows have, where those of menus mean something else or nothing."""


class KeySheet(QDialog):
    """Lists what each key does, two columns side by side."""

    def __init__(self, own: Mapping[str, tuple[str, ...]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keys"))
        reading = [(tr(words), tr(keys)) for words, keys in READING_KEYS]
        rows = [
            *reading,
            *key_list(own),
            (tr("In the text of a section"), ""),
            *rich_key_list(),
            (tr("In lists and windows"), ""),
            *((tr(words), keys) for words, keys in LIST_KEYS),
        ]
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        half = (len(rows) + 1) // 2
        for number, (words, keys) in enumerate(rows):
            column = 3 * (number // half)
            name = Label(words)
            key = Label(keys)
            theme.set_quiet(key)
            name.setProperty("heading", not keys)
            grid.addWidget(name, number % half, column)
            grid.addWidget(key, number % half, column + 1)
        grid.setColumnMinimumWidth(2, 24)
        area = QScrollArea()
        area.setAccessibleName(tr("Keys"))
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        wanted = sheet.sizeHint().width() + area.verticalScrollBar().sizeHint().width()
        self.resize(min(wanted, self.screen().availableSize().width()), 640)


def key_document(title: str, rows: Sequence[tuple[str, str]]) -> QTextDocument:
    """Return a sheet of keys to print: two columns of actions, the keys in bold."""
    document = QTextDocument()
    face = QFont(theme.interface_font().family())
    face.setPointSizeF(8.5)
    document.setDefaultFont(face)
    heading, bold = QTextCharFormat(), QTextCharFormat()
    heading.setFontPointSize(14)
    bold.setFontWeight(QFont.Weight.Bold)
    cursor = QTextCursor(document)
    cursor.insertText(title, heading)
    look = QTextTableFormat()
    look.setBorder(0)
    look.setCellPadding(2)
    half = (len(rows) + 1) // 2
    table = cursor.insertTable(half, 4, look)
    for number, (words, keys) in enumerate(rows):
        row, column = number % half, 2 * (number // half)
        table.cellAt(row, column).firstCursorPosition().insertText(words)
        table.cellAt(row, column + 1).firstCursorPosition().insertText(keys, bold)
    return document
