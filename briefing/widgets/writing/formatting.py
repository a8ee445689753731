"""What can be done to formatted text: bold, lists, headings, links, marks of citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtGui import QTextBlock, QTextCursor, QTextTable
from PySide6.QtWidgets import QTextEdit

from briefing.model.brief import CITATION, JUDGEMENT
from briefing.qt.textmap import TextMap
from briefing.services.reading.article_sentences import sentences
from briefing.services.section_text.rich_text import DEEPEST, LISTS, BlockKind, RichRun
from briefing.widgets.writing.rich_document import (
    ATOM,
    BOLD,
    CHIP,
    CITE,
    CODE,
    ITALIC,
    LINK,
    WHOLE,
    block_format,
    char_format,
    insert_runs,
    kind_of,
    level_of,
    restyle,
    run_of,
)

_STARTS = (
    (re.compile(r"[-*•]"), BlockKind.BULLET, 0),
    (re.compile(r"1[.)]"), BlockKind.NUMBER, 0),
    (re.compile(r">"), BlockKind.QUOTE, 0),
    (re.compile(r"#"), BlockKind.HEADING, 1),
    (re.compile(r"##"), BlockKind.HEADING, 2),
    (re.compile(r"###"), BlockKind.HEADING, 3),
)
_MARKED = re.compile(
    r"(?<![*\w])(?:\*\*(?P<bold>\S|\S[^*]*\S)\*\*|\*(?P<italic>[^\s*]|[^\s*][^*]*[^\s*])\*)$"
    r"|(?<!`)`(?P<code>[^`]+)`$"
)
_PROPERTIES = {"bold": BOLD, "italic": ITALIC, "code": CODE}
_KEEP = QTextCursor.MoveMode.KeepAnchor
_Change = Callable[[RichRun], RichRun]
_CHANGES: dict[str, Callable[[bool], _Change]] = {
    "bold": lambda on: lambda run: replace(run, bold=on),
    "italic": lambda on: lambda run: replace(run, italic=on),
    "code": lambda on: lambda run: replace(run, code=on),
}


@dataclass(frozen=True, slots=True)
class State:
    """What holds at the caret, for the buttons that show it."""

    bold: bool
    italic: bool
    link: str
    kind: BlockKind
    level: int


class Formatting:
    """Changes the text of one field; each call is one change of its document."""

    def __init__(self, field: QTextEdit) -> None:
        self._field = field

    def state(self) -> State:
        """Return what holds at the caret."""
        form = self._field.currentCharFormat()
        block = self._field.textCursor().block()
        return State(
            bool(form.property(BOLD)), bool(form.property(ITALIC)), str(form.property(LINK) or ""),
            kind_of(block), level_of(block),
        )  # fmt: skip

    def toggle(self, what: str) -> None:
        """Put "bold", "italic" or "code" on the selection or what is typed, or take it off."""
        on = not self._field.currentCharFormat().property(_PROPERTIES[what])
        self._change_runs(_CHANGES[what](bool(on)))

    def set_link(self, address: str) -> None:
        """Let the selection, the link at the caret, or else the address itself, lead somewhere."""
        cursor = self._field.textCursor()
        if not cursor.hasSelection() and (span := self._link_span()):
            cursor.setPosition(span[0])
            cursor.setPosition(span[1], _KEEP)
            self._field.setTextCursor(cursor)
        if cursor.hasSelection():
            self._change_runs(lambda run: replace(run, link=address or None))
        elif address:
            insert_runs(cursor, [RichRun(address, link=address)])
            self._plain_next()

    def set_kind(self, kind: BlockKind, level: int = 0) -> None:
        """Make the selected blocks a list, a heading or a quotation; ordinary if they are."""
        blocks = list(self._selected())
        if all(kind_of(b) is kind and (kind in LISTS or level_of(b) == level) for b in blocks):
            kind, level = BlockKind.TEXT, 0
        self._edit([(block, kind, level) for block in blocks])

    def indent(self, step: int) -> bool:
        """Move the selected list items in (+1) or out (-1); returns whether any could."""
        changes = []
        for block in self._selected():
            if kind_of(block) not in LISTS:
                return False
            before = block.previous()
            most = level_of(before) + 1 if kind_of(before) in LISTS else 0
            level = max(0, min(level_of(block) + step, most, DEEPEST))
            changes.append((block, kind_of(block), level))
        if all(level == level_of(block) for block, _, level in changes):
            return False
        self._edit(changes)
        return True

    def cite(self, excerpt: str) -> None:
        """Put a citation at the caret, with a space before it if it would touch a word."""
        cursor = self._field.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        before = _before(cursor)
        runs = [RichRun("", cite=excerpt)]
        if before and not before[-1].isspace() and before[-1] != ATOM:
            runs.insert(0, RichRun(" "))
        insert_runs(cursor, runs)
        self._field.setTextCursor(cursor)
        self._plain_next()

    def toggle_judgement(self) -> None:
        """Mark the sentence at the caret as the writer's own view, or take the mark off."""
        cursor = self._field.textCursor()
        start, end = sentence_of(cursor)
        block, text = cursor.block(), cursor.block().text()
        place, units = QTextCursor(block), TextMap(text, WHOLE)
        for offset in range(start, min(len(text), end + 2)):
            place.setPosition(block.position() + units.to_qt(offset) + 1)
            if text[offset] == ATOM and place.charFormat().property(CITE) == JUDGEMENT:
                place.deletePreviousChar()
                if offset and text[offset - 1] == " ":
                    place.deletePreviousChar()
                return
        place.setPosition(block.position() + units.to_qt(end))
        insert_runs(place, [RichRun(" "), RichRun("", cite=JUDGEMENT)])

    def new_line(self) -> bool:
        """Go on below; returns False where Qt does it right."""
        cursor = self._field.textCursor()
        kind, level = kind_of(cursor.block()), level_of(cursor.block())
        empty = not cursor.block().text()
        if in_table(cursor):
            return True
        if kind is BlockKind.VERBATIM:
            cursor.insertText("\u2028")
        elif kind in LISTS and empty:
            self._edit([(cursor.block(), kind if level else BlockKind.TEXT, max(0, level - 1))])
        elif kind is BlockKind.QUOTE and empty:
            self._edit([(cursor.block(), BlockKind.TEXT, 0)])
        elif kind is BlockKind.HEADING and cursor.atBlockEnd():
            plain = char_format(RichRun(""), BlockKind.TEXT)
            cursor.insertBlock(block_format(BlockKind.TEXT), plain)
            self._field.setTextCursor(cursor)
            self._field.setCurrentCharFormat(plain)
        else:
            return False
        return True

    def step_out(self) -> bool:
        """Make an item, heading or quotation ordinary text, from its start; else False."""
        cursor = self._field.textCursor()
        block = cursor.block()
        kind, level = kind_of(block), level_of(block)
        if cursor.hasSelection() or not cursor.atBlockStart() or kind is BlockKind.TEXT:
            return False
        lists = kind in LISTS and level > 0
        self._edit([(block, kind if lists else BlockKind.TEXT, level - 1 if lists else 0)])
        return True

    def before_typing(self) -> None:
        """Let a link and a citation end where they end."""
        cursor = self._field.textCursor()
        form = self._field.currentCharFormat()
        after = QTextCursor(cursor)
        after.movePosition(QTextCursor.MoveOperation.NextCharacter)
        inside = not cursor.atBlockEnd() and after.charFormat().property(LINK)
        if form.property(CITE) or (form.property(LINK) and form.property(LINK) != inside):
            self._plain_next()

    def after_typing(self, typed: str) -> None:
        """Turn marks of CommonMark that have just been typed into what they mean."""
        cursor = self._field.textCursor()
        block = cursor.block()
        if kind_of(block) is BlockKind.VERBATIM:
            return
        before = _before(cursor)
        if typed == " ":
            self._start_block(cursor, before[:-1])
        elif typed in "*`" and (match := _MARKED.search(before)):
            self._marked(cursor, match)
        elif (
            typed == "]"
            and (match := CITATION.search(before[-80:]))
            and match.end() == len(before[-80:])
        ):
            cursor.setPosition(cursor.position() - _units(match.group()), _KEEP)
            insert_runs(cursor, [RichRun("", cite=match.group(1))])
            self._plain_next()

    def _start_block(self, cursor: QTextCursor, before: str) -> None:
        if kind_of(cursor.block()) is not BlockKind.TEXT or in_table(cursor):
            return
        for pattern, kind, level in _STARTS:
            if pattern.fullmatch(before):
                cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, _KEEP)
                cursor.removeSelectedText()
                self._edit([(cursor.block(), kind, level)])
                return

    def _marked(self, cursor: QTextCursor, match: re.Match[str]) -> None:
        what = match.lastgroup or "bold"
        width = {"bold": 2, "italic": 1, "code": 1}[what]
        end = cursor.position()
        start = end - _units(match.group())
        cursor.beginEditBlock()
        for place in (end - width, start):
            cursor.setPosition(place)
            cursor.setPosition(place + width, _KEEP)
            cursor.removeSelectedText()
        cursor.setPosition(start)
        cursor.setPosition(end - 2 * width, _KEEP)
        self._restyle_runs(cursor, _CHANGES[what](True))
        cursor.endEditBlock()
        cursor.setPosition(end - 2 * width)
        self._field.setTextCursor(cursor)
        self._plain_next()

    def _change_runs(self, change: _Change) -> None:
        cursor = self._field.textCursor()
        if cursor.hasSelection():
            cursor.beginEditBlock()
            self._restyle_runs(cursor, change)
            cursor.endEditBlock()
        else:
            block = cursor.block()
            run = change(run_of(self._field.currentCharFormat()))
            self._field.setCurrentCharFormat(char_format(run, kind_of(block), level_of(block)))

    def _restyle_runs(self, cursor: QTextCursor, change: _Change) -> None:
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        pieces = []
        block = cursor.document().findBlock(start)
        while block.isValid() and block.position() < end:
            parts = block.begin()
            while not parts.atEnd():
                fragment = parts.fragment()
                first = max(start, fragment.position())
                last = min(end, fragment.position() + fragment.length())
                if first < last and fragment.charFormat().objectType() != CHIP:
                    run = change(run_of(fragment.charFormat()))
                    form = char_format(run, kind_of(block), level_of(block))
                    pieces.append((first, last, form))
                parts += 1
            block = block.next()
        for first, last, form in pieces:
            cursor.setPosition(first)
            cursor.setPosition(last, _KEEP)
            cursor.setCharFormat(form)

    def _edit(self, changes: list[tuple[QTextBlock, BlockKind, int]]) -> None:
        edit = self._field.textCursor()
        edit.beginEditBlock()
        for block, kind, level in changes:
            cursor = QTextCursor(block)
            cursor.setBlockFormat(block_format(kind, level))
            cursor.setBlockCharFormat(char_format(RichRun(""), kind, level))
            restyle(block)
        edit.endEditBlock()
        form = self._field.currentCharFormat()
        block = self._field.textCursor().block()
        run = run_of(form)
        self._field.setCurrentCharFormat(char_format(run, kind_of(block), level_of(block)))

    def _plain_next(self) -> None:
        block = self._field.textCursor().block()
        run = replace(run_of(self._field.currentCharFormat()), link=None, code=False)
        if self._field.textCursor().positionInBlock() == 0 or run.bold or run.italic:
            run = RichRun("")
        self._field.setCurrentCharFormat(char_format(run, kind_of(block), level_of(block)))

    def _selected(self) -> Iterator[QTextBlock]:
        cursor = self._field.textCursor()
        block = cursor.document().findBlock(cursor.selectionStart())
        while block.isValid() and block.position() <= cursor.selectionEnd():
            yield block
            block = block.next()

    def _link_span(self) -> tuple[int, int] | None:
        cursor = self._field.textCursor()
        address = cursor.charFormat().property(LINK)
        parts = cursor.block().begin()
        while address and not parts.atEnd():
            fragment = parts.fragment()
            start, end = fragment.position(), fragment.position() + fragment.length()
            if start <= cursor.position() <= end and fragment.charFormat().property(LINK):
                return start, end
            parts += 1
        return None


def sentence_of(cursor: QTextCursor) -> tuple[int, int]:
    """Return where in its block the sentence at the cursor begins and ends, in code points."""
    text = cursor.block().text()
    place = TextMap(text, WHOLE).from_qt(cursor.positionInBlock())
    words = text.replace(ATOM, " ")
    found = (0, len(words.rstrip()))
    for start, end in sentences(words, 0, len(words)):
        if start <= place:
            found = (start, end)
    return found


def in_table(cursor: QTextCursor) -> bool:
    """Return whether the cursor is in a cell of a table."""
    table: QTextTable | None = cursor.currentTable()
    return table is not None


def _before(cursor: QTextCursor) -> str:
    """Return the words of the cursor's block before it."""
    words = QTextCursor(cursor.block())
    words.setPosition(cursor.position(), _KEEP)
    return words.selectedText()


def _units(words: str) -> int:
    """Return how many positions of a document these words take."""
    return TextMap(words, WHOLE).to_qt(len(words))
