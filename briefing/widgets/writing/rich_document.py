"""Blocks and runs in a Qt document and back: what they mean is kept beside how they look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from briefing.qt.textmap import TextMap
from briefing.services.section_text.rich_text import LISTS, BlockKind, RichBlock, RichRun, Runs
from briefing.widgets import theme

KIND, LEVEL, BOLD, ITALIC, CODE, LINK, CITE, STYLED = range(0x100001, 0x100009)
"""Properties of formats: the first two of blocks, the others of characters."""
CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
"""The type of the object that a citation is."""
ATOM = "\ufffc"
INDENT = 22
WHOLE = 1 << 60
"""A block may be this long: the text of a field is laid out as it is."""
_SIZES = {1: 19, 2: 17, 3: 16}
_LINE_END = "\u2028"


def kind_of(block: QTextBlock) -> BlockKind:
    """Return what a block of the document is."""
    return BlockKind(block.blockFormat().property(KIND) or BlockKind.TEXT)


def level_of(block: QTextBlock) -> int:
    """Return the depth of a list item, the level of a heading."""
    return int(block.blockFormat().property(LEVEL) or 0)


def block_format(kind: BlockKind, level: int = 0) -> QTextBlockFormat:
    """Return the format of a block."""
    form = QTextBlockFormat()
    form.setProperty(KIND, kind.value)
    form.setProperty(LEVEL, level)
    form.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setTopMargin(6 if kind is BlockKind.HEADING else 1 if kind in LISTS else 2)
    form.setBottomMargin(1 if kind in LISTS else 4)
    if kind in LISTS:
        form.setIndent(level + 1)
    elif kind is BlockKind.QUOTE:
        form.setIndent(1)
    return form


def char_format(run: RichRun, kind: BlockKind, level: int = 0) -> QTextCharFormat:
    """Return the format of words, or of a citation, in a block of this kind."""
    look = theme.current()
    form = QTextCharFormat()
    form.setProperty(STYLED, f"{kind.value}{level}")
    heading = kind is BlockKind.HEADING
    size = _SIZES.get(level, 15) if heading else 15
    form.setProperty(QTextFormat.Property.FontPixelSize.value, size)
    if run.bold or heading:
        form.setFontWeight(QFont.Weight.Bold if run.bold else QFont.Weight.DemiBold)
    if run.italic:
        form.setFontItalic(True)
    if run.code or kind is BlockKind.VERBATIM:
        form.setFontFamilies(["DejaVu Sans Mono", "Consolas", "Menlo", theme.SANS])
        form.setProperty(QTextFormat.Property.FontPixelSize.value, size - 2)
        form.setBackground(QColor(look.focus_band))
    if run.link:
        form.setForeground(QColor(look.accent))
        form.setFontUnderline(True)
    for name, value in ((BOLD, run.bold), (ITALIC, run.italic), (CODE, run.code),
                        (LINK, run.link), (CITE, run.cite)):  # fmt: skip
        if value:
            form.setProperty(name, value)
    if run.cite:
        form.setObjectType(CHIP)
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    return form


def run_of(form: QTextCharFormat, text: str = "") -> RichRun:
    """Return words, or none, with the formatting of a character's format."""
    return RichRun(
        text, bool(form.property(BOLD)), bool(form.property(ITALIC)), bool(form.property(CODE)),
        form.property(LINK) or None,
    )  # fmt: skip


def insert_runs(cursor: QTextCursor, runs: Sequence[RichRun]) -> None:
    """Insert runs into the block at the cursor, as they look in a block of its kind."""
    kind, level = kind_of(cursor.block()), level_of(cursor.block())
    for run in runs:
        form = char_format(run, kind, level)
        cursor.insertText(ATOM if run.cite else run.text.replace("\n", _LINE_END), form)


def insert_blocks(cursor: QTextCursor, blocks: Sequence[RichBlock]) -> None:
    """Insert blocks at the cursor; the first takes the place of an empty block."""
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE:
            _insert_table(cursor, block)
            continue
        form = block_format(block.kind, block.level)
        plain = char_format(RichRun(""), block.kind, block.level)
        follows_table = number > 0 and blocks[number - 1].kind is BlockKind.TABLE
        if (number == 0 or follows_table) and not cursor.block().text():
            cursor.setBlockFormat(form)
            cursor.setBlockCharFormat(plain)
        else:
            cursor.insertBlock(form, plain)
        insert_runs(cursor, block.runs)


def fill(document: QTextDocument, blocks: Sequence[RichBlock]) -> None:
    """Let a document show these blocks and nothing else."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    cursor.setBlockFormat(block_format(BlockKind.TEXT))
    cursor.setBlockCharFormat(char_format(RichRun(""), BlockKind.TEXT))
    insert_blocks(cursor, blocks)
    cursor.endEditBlock()


def refill(field: QTextEdit, blocks: Sequence[RichBlock]) -> None:
    """Let a field show other blocks; caret and selection stay with their words."""
    document, cursor = field.document(), field.textCursor()
    before, count = TextMap(document.toRawText(), WHOLE), document.characterCount()
    places = (cursor.anchor(), cursor.position())
    fill(document, blocks)
    start, _end, _words = before.difference(TextMap(document.toRawText(), WHOLE))
    last, grown = document.characterCount() - 1, document.characterCount() - count
    anchor, place = (p if p <= start else max(start, p + grown) for p in places)
    cursor = field.textCursor()
    cursor.setPosition(max(0, min(anchor, last)))
    cursor.setPosition(max(0, min(place, last)), QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)


def read(document: QTextDocument, until: int = -1) -> list[RichBlock]:
    """Return what a document shows, as blocks; with `until` those that begin before a position."""
    blocks: list[RichBlock] = []
    has_tables = bool(document.rootFrame().childFrames())
    block = document.begin()
    while block.isValid() and (until < 0 or block.position() <= until):
        table = QTextCursor(block).currentTable() if has_tables else None
        if table:
            blocks.append(_table(table))
            block = table.lastCursorPosition().block()
        else:
            blocks.append(block_of(block))
        block = block.next()
    return blocks


def selected(cursor: QTextCursor) -> list[RichBlock]:
    """Return what a cursor has selected."""
    document = QTextDocument()
    QTextCursor(document).insertFragment(cursor.selection())
    return read(document)


def block_of(block: QTextBlock) -> RichBlock:
    """Return one block of a document, outside of tables."""
    kind, runs = kind_of(block), runs_of(block)
    if kind is BlockKind.VERBATIM:
        runs = (RichRun("".join(run.text for run in runs)),)
    return RichBlock(kind, runs, level_of(block))


def runs_of(block: QTextBlock) -> Runs:
    """Return the runs of one block of a document."""
    return tuple(run for _place, run in placed_runs(block))


def placed_runs(block: QTextBlock) -> Iterator[tuple[int, RichRun]]:
    """Yield the runs of one block, and where in the document each begins."""
    parts = block.begin()
    while not parts.atEnd():
        fragment = parts.fragment()
        text, place = fragment.text(), fragment.position()
        form = fragment.charFormat()
        cited = form.property(CITE)
        if cited and ATOM in text:
            for offset, character in enumerate(text):
                if character == ATOM:
                    yield place + offset, RichRun("", cite=str(cited))
                else:
                    yield place + offset, run_of(form, character)
        else:
            yield place, run_of(form, text.replace(_LINE_END, "\n"))
        parts += 1


def restyle(block: QTextBlock) -> bool:
    """Let the words of a block look as those of its kind do; returns whether any did not."""
    kind, level = kind_of(block), level_of(block)
    styled = f"{kind.value}{level}"
    wrong: list[tuple[int, int, QTextCharFormat]] = []
    parts = block.begin()
    while not parts.atEnd():
        fragment = parts.fragment()
        form = fragment.charFormat()
        if form.property(STYLED) != styled:
            run = replace(run_of(form), cite=form.property(CITE) or "")
            if form.objectType() != CHIP:
                run = replace(run, cite="")
            wrong.append((fragment.position(), fragment.length(), char_format(run, kind, level)))
        parts += 1
    cursor = QTextCursor(block)
    for place, length, form in wrong:
        cursor.setPosition(place)
        cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(form)
    if block.blockFormat().indent() != block_format(kind, level).indent():
        QTextCursor(block).setBlockFormat(block_format(kind, level))
    return bool(wrong)


def _insert_table(cursor: QTextCursor, block: RichBlock) -> None:
    look = theme.current()
    form = QTextTableFormat()
    form.setHeaderRowCount(1)
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setBorderBrush(QColor(look.edge))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setCellPadding(4)
    form.setCellSpacing(0)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setAlignment(Qt.AlignmentFlag.AlignLeft)
    table = cursor.insertTable(len(block.rows), len(block.rows[0]), form)
    for number, row in enumerate(block.rows):
        for column, cell in enumerate(row):
            inside = table.cellAt(number, column).firstCursorPosition()
            _plain(inside)
            insert_runs(inside, cell)
    dress_table(table)
    after = table.lastCursorPosition()
    after.movePosition(QTextCursor.MoveOperation.NextBlock)
    cursor.setPosition(after.position())
    if not cursor.block().text():
        cursor.setBlockFormat(block_format(BlockKind.TEXT))


def dress_table(table: QTextTable) -> None:
    """Let the first row look as the head of the table, and new cells as the others."""
    head = QColor(theme.current().line)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            form = QTextTableCellFormat()
            if row == 0:
                form.setBackground(head)
            cell.setFormat(form)
            inside = cell.firstCursorPosition()
            if not inside.blockFormat().hasProperty(KIND):
                _plain(inside)


def _plain(cursor: QTextCursor) -> None:
    cursor.setBlockFormat(block_format(BlockKind.TEXT))
    cursor.setBlockCharFormat(char_format(RichRun(""), BlockKind.TEXT))


def _table(table: QTextTable) -> RichBlock:
    rows = tuple(
        tuple(_cell(table, row, column) for column in range(table.columns()))
        for row in range(table.rows())
    )
    return RichBlock(BlockKind.TABLE, rows=rows)


def _cell(table: QTextTable, row: int, column: int) -> Runs:
    cell = table.cellAt(row, column)
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    runs: list[RichRun] = []
    while block.isValid():
        runs.extend(runs_of(block))
        if block == last:
            break
        runs.append(RichRun(" "))
        block = block.next()
    return tuple(runs)
