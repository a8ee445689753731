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
        self.resize(860, 560)


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
