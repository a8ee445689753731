"""What Help shows: the sheet of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument, QTextTableFormat
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefing.language import marked, tr
from briefing.widgets import theme
from briefing.widgets.actions import MENUS, keys_by_menu, menu_name
from briefing.widgets.controls.labels import Label
from briefing.widgets.writing.rich_keys import rich_key_list

KeyGroup = tuple[str, list[tuple[str, str]]]
"""A heading, and words and keys below it."""
MOST_COLUMNS = 3
HEIGHT, MARGIN = 760, 80
"""Pixels: the height wanted, and what is left free of the screen."""
NAME_WIDTH = 212
"""Pixels from which on what a key does goes on in a second line."""
HEADING = 2
"""How many rows a heading is as high as."""
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
    """Lists what each key does, by menus, in columns side by side as the screen has room."""

    def __init__(self, own: Mapping[str, tuple[str, ...]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keys"))
        self.area = QScrollArea()
        self.area.setAccessibleName(tr("Keys"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self._fit(key_groups(own))

    def _fit(self, groups: Sequence[KeyGroup]) -> None:
        """Show as many columns as the screen has room for, at most `MOST_COLUMNS`."""
        room = self.screen().availableGeometry()
        self.area.verticalScrollBar().ensurePolished()
        bar = self.area.verticalScrollBar().sizeHint().width()
        for count in range(MOST_COLUMNS, 0, -1):
            sheet = _sheet(_dealt(groups, count))
            self.area.setWidget(sheet)  # which gives it the look that its size follows from
            for label in sheet.findChildren(Label):
                label.ensurePolished()
            width = sheet.sizeHint().width() + bar
            if width <= room.width() - MARGIN or count == 1:
                height = min(sheet.sizeHint().height(), HEIGHT, room.height() - MARGIN)
                self.resize(min(width, room.width()), height)
                return


def key_groups(own: Mapping[str, tuple[str, ...]]) -> list[KeyGroup]:
    """Return what each key does: a heading, and words and keys below it; `own` as in key_list."""
    menus = [
        (menu_name(menu), [(words, keys) for of, words, keys in keys_by_menu(own) if of == menu])
        for menu in MENUS
    ]
    return [
        (tr("Article"), [(tr(words), tr(keys)) for words, keys in READING_KEYS]),
        *menus,
        (tr("In the text of a section"), rich_key_list()),
        (tr("In lists and windows"), [(tr(words), keys) for words, keys in LIST_KEYS]),
    ]


def _dealt(groups: Sequence[KeyGroup], count: int) -> list[list[KeyGroup]]:
    """Return groups in columns of about the same height, in their order."""
    share = sum(len(rows) + HEADING for _, rows in groups) / count
    columns: list[list[KeyGroup]] = [[] for _ in range(count)]
    before = 0.0
    for group in groups:
        height = len(group[1]) + HEADING
        columns[min(count - 1, int((before + height / 2) / share))].append(group)
        before += height
    return columns


def _sheet(columns: Sequence[Sequence[KeyGroup]]) -> QWidget:
    sheet = QWidget()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(24, 8, 24, 24)
    row.setSpacing(32)
    for groups in columns:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for heading, rows in groups:
            title = Label(heading)
            title.setProperty("heading", True)
            title.setContentsMargins(0, 16, 0, 0)
            grid.addWidget(title, grid.rowCount(), 0, 1, 2)
            for words, keys in rows:
                place, key = grid.rowCount(), Label(keys)
                theme.set_quiet(key)
                grid.addWidget(_name(words), place, 0)
                grid.addWidget(key, place, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        row.addLayout(grid)
    row.addStretch(1)
    return sheet


def _name(words: str) -> Label:
    """Return what a key does, on two lines where it is long: columns stay close."""
    label = Label(words)
    if label.sizeHint().width() > NAME_WIDTH:
        label.setWordWrap(True)
        label.setFixedWidth(NAME_WIDTH)
    return label


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
