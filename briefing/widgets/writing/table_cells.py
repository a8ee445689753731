"""Tables in a section's text: put one in, go through its cells, add and remove rows and columns."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from PySide6.QtGui import QTextCursor, QTextTable
from PySide6.QtWidgets import QTextEdit

from briefing.services.section_text.rich_text import BlockKind, RichBlock, RichRun
from briefing.widgets.writing.rich_document import (
    block_format,
    char_format,
    dress_table,
    insert_blocks,
    kind_of,
    read,
    refill,
)

_Step = Callable[[], AbstractContextManager[None]]


class TableCells:
    """Changes the tables of one field; each change is one step to undo.

    `step` gives the context in which the field takes a change for one of its own kind.
    """

    def __init__(self, field: QTextEdit, step: _Step) -> None:
        self._field = field
        self._step = step

    @property
    def here(self) -> QTextTable | None:
        """The table that the caret is in."""
        return self._field.textCursor().currentTable()

    def insert(self, rows: int, columns: int) -> None:
        """Put an empty table after the paragraph or table at the caret, and go into it."""
        cursor = self._field.textCursor()
        with self._step():
            cursor.beginEditBlock()
            if (table := self.here) is not None:
                cursor = _after(table)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            if cursor.block().text():
                cursor.insertBlock(
                    block_format(BlockKind.TEXT), char_format(RichRun(""), BlockKind.TEXT)
                )
            elif kind_of(cursor.block()) is not BlockKind.TEXT:
                cursor.setBlockFormat(block_format(BlockKind.TEXT))
            place = cursor.position()
            empty = RichBlock(BlockKind.TABLE, rows=((((),) * columns),) * rows)
            insert_blocks(cursor, [empty])
            cursor.endEditBlock()
        cursor.setPosition(place)
        while cursor.currentTable() is None and cursor.movePosition(
            QTextCursor.MoveOperation.NextBlock
        ):
            pass
        self._field.setTextCursor(cursor)

    def go(self, step: int) -> bool:
        """Go to the next (+1) or previous (-1) cell; a row is added after the last.

        Returns False outside of a table, and before its first cell.
        """
        table = self.here
        if table is None:
            return False
        cell = table.cellAt(self._field.textCursor())
        place = cell.row() * table.columns() + cell.column() + step
        if place < 0:
            return False
        if place == table.rows() * table.columns():
            self._grow_rows(table, table.rows())
        self._enter(table, *divmod(place, table.columns()))
        return True

    def add_row(self, *, below: bool) -> None:
        """Add a row below or above that of the caret."""
        if table := self.here:
            cell = table.cellAt(self._field.textCursor())
            row, column = cell.row() + below, cell.column()
            self._grow_rows(table, row)
            self._enter(table, row, column)

    def add_column(self, *, right: bool) -> None:
        """Add a column to the right or left of that of the caret."""
        if table := self.here:
            cell = table.cellAt(self._field.textCursor())
            row, column = cell.row(), cell.column() + right
            self._change(table, lambda: table.insertColumns(column, 1))
            self._enter(table, row, column)

    def remove_row(self) -> None:
        """Remove the row of the caret, with the last one the table."""
        if table := self.here:
            cell = table.cellAt(self._field.textCursor())
            row, column, left = cell.row(), cell.column(), table.rows() - 1
            self._remove(table, lambda: table.removeRows(row, 1), left)
            if left:
                self._enter(table, min(row, left - 1), column)

    def remove_column(self) -> None:
        """Remove the column of the caret, with the last one the table."""
        if table := self.here:
            cell = table.cellAt(self._field.textCursor())
            row, column, left = cell.row(), cell.column(), table.columns() - 1
            self._remove(table, lambda: table.removeColumns(column, 1), left)
            if left:
                self._enter(table, row, min(column, left - 1))

    def remove_table(self) -> None:
        """Remove the table that the caret is in."""
        if table := self.here:
            self._remove(table, lambda: None, 0)

    def _grow_rows(self, table: QTextTable, row: int) -> None:
        self._change(table, lambda: table.insertRows(row, 1))

    def _remove(self, table: QTextTable, some: Callable[[], object], left: int) -> None:
        if left:
            self._change(table, some)
            return
        document = self._field.document()
        # Qt joins the paragraphs around a table whose last row is removed.
        above = len(read(document, table.firstPosition() - 1))
        blocks = read(document)
        with self._step():
            refill(self._field, blocks[:above] + blocks[above + 1 :])

    def _change(self, table: QTextTable, change: Callable[[], object]) -> None:
        cursor = self._field.textCursor()
        with self._step():
            cursor.beginEditBlock()
            change()
            dress_table(table)
            cursor.endEditBlock()

    def _enter(self, table: QTextTable, row: int, column: int) -> None:
        cell = table.cellAt(row, column)
        cursor = cell.firstCursorPosition()
        self._field.setTextCursor(cursor)
        self._field.setCurrentCharFormat(char_format(RichRun(""), BlockKind.TEXT))


def _after(table: QTextTable) -> QTextCursor:
    cursor = table.lastCursorPosition()
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    return cursor
