"""A field of formatted text that is as high as its words, and leaves undoing to the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QTextEdit, QWidget

from briefing.model.article import clean_text
from briefing.qt.plain import plain_tip
from briefing.services.section_text import markdown_reading, markdown_writing
from briefing.services.section_text.pasted import quotation_of
from briefing.services.section_text.rich_text import BlockKind, RichBlock
from briefing.widgets import theme
from briefing.widgets.controls.labels import prompt as in_order
from briefing.widgets.controls.pressed_keys import undoes, written
from briefing.widgets.writing import rich_clipboard
from briefing.widgets.writing.block_marks import paint_marks
from briefing.widgets.writing.citation_chip import CitationChip, Mark, mark_of
from briefing.widgets.writing.citation_places import citation_under, citations_in, cited_at
from briefing.widgets.writing.formatting import Formatting
from briefing.widgets.writing.live_blocks import LiveBlocks
from briefing.widgets.writing.rich_document import (
    ATOM,
    CHIP,
    INDENT,
    insert_blocks,
    insert_runs,
    read,
    refill,
    restyle,
)
from briefing.widgets.writing.rich_keys import acts_of, key_pressed, make_shortcuts
from briefing.widgets.writing.rich_menu import open_menu
from briefing.widgets.writing.table_cells import TableCells

CARD = "application/x-briefing-excerpt"
"""The form in which a card is dragged: the section's key and the excerpt's id, a line each."""


class RichText(QTextEdit):
    """Shows CommonMark as formatted text; `typed` carries it after each change the user made.

    `arranged` carries it instead after one that is a step of its own, `table_wanted` asks for the
    size of a table.
    `chosen` carries the id of a cited excerpt to go to, `hovered` one that the mouse rests on and
    where on the screen ("" for none), `link_wanted` asks for the address of a link, `caret_moved`
    says that another formatting may hold at the caret.
    """

    typed = Signal(str)
    arranged = Signal(str)
    entered = Signal()
    left = Signal()
    shown = Signal()
    chosen = Signal(str)
    hovered = Signal(str, QPoint)
    link_wanted = Signal()
    table_wanted = Signal()
    quote_wanted = Signal(str)
    caret_moved = Signal()
    card_dropped = Signal(str)

    def __init__(self, name: str, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", True)
        self.setAccessibleName(name)
        self._prompt = prompt
        self.setToolTip(plain_tip(prompt))
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.interface_font())
        self.document().setIndentWidth(INDENT)
        self.document().setDocumentMargin(2)
        self.mark: Callable[[str], Mark] = lambda cited: mark_of(cited, None, "")
        self.quoted: Callable[[str], str] = lambda _words: ""
        self._chip = CitationChip(self, self._shown_mark)
        layout = self.document().documentLayout()
        layout.registerHandler(CHIP, self._chip)
        self.formatting = Formatting(self)
        self.cells = TableCells(self, self.one_step)
        self._acts = acts_of(self)
        self._live = LiveBlocks(self.document())
        self._setting = self._stepping = False
        self._from_elsewhere = False
        self._markdown = ""
        self._marks: dict[str, Mark] = {}
        self._show([])
        self.textChanged.connect(self._say)
        self.cursorPositionChanged.connect(self._caret)
        layout.documentSizeChanged.connect(self._fit)
        make_shortcuts(self, self._acts)
        self._fit()

    # What it shows

    @property
    def markdown(self) -> str:
        """What stands here, as CommonMark."""
        return self._markdown

    def show_text(self, markdown: str) -> None:
        """Show what the project holds, unless it is what stands here; caret and selection stay."""
        if markdown.strip("\n") != self._markdown.strip("\n"):
            self._markdown = markdown
            self._show(markdown_reading.read(markdown))
        self._refresh_marks(self._live.blocks())

    def cite(self, excerpt_id: str) -> None:
        """Cite an excerpt at the caret."""
        self.formatting.cite(excerpt_id)

    def show_citation(self, excerpt_id: str) -> bool:
        """Select the first citation of an excerpt; returns whether there is one."""
        place = self._place_of(excerpt_id)
        if place < 0:
            return False
        cursor = self.textCursor()
        cursor.setPosition(place)
        cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def put(self, blocks: Sequence[RichBlock]) -> None:
        """Put blocks at the caret, in place of the selection; one paragraph goes into the line."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        inline = len(blocks) > 0 and blocks[0].kind is BlockKind.TEXT
        if inline:
            insert_runs(cursor, blocks[0].runs)
        insert_blocks(cursor, blocks[1:] if inline else blocks)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def citation_at(self, place: QPoint) -> str:
        """Return the excerpt whose citation is at a point of the viewport, or ""."""
        return citation_under(self, place)

    def citation_at_caret(self) -> str:
        """Return the excerpt whose citation is selected or beside the caret, or ""."""
        cursor = self.textCursor()
        for place in (cursor.selectionStart(), cursor.selectionEnd() - 1, cursor.position() - 1):
            if place >= 0 and (cited := cited_at(self.document(), place)):
                return cited
        return ""

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """Take what is changed meanwhile for a step of its own."""
        self._stepping = True
        try:
            yield
        finally:
            self._stepping = False

    # Qt's events

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what can be done here, in a table what can be done to it."""
        open_menu(self, event)

    def event(self, event: QEvent) -> bool:
        """Leave the keys of undo and redo to the window, and keep those of formatting."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if undoes(event):
                event.ignore()
                return False
            if self._key(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Format, go on below, or write."""
        if undoes(event):
            event.ignore()
            return
        if act := self._key(event):
            act()
            return
        if self._handled(event):
            return
        words = written(event)
        if words:
            self.formatting.before_typing()
        super().keyPressEvent(event)
        if words:
            self.formatting.after_typing(words)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802
        """Move list items in and out with Tab, and from cell to cell; else leave the field."""
        step = 1 if next else -1
        if self.cells.here is not None:
            if self.cells.go(step):
                return True
        elif self.formatting.indent(step):
            return True
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that this is being edited; a citation that was pointed out is not typed over."""
        super().focusInEvent(event)
        cursor = self.textCursor()
        if cursor.selectedText() == ATOM:
            cursor.clearSelection()
            self.setTextCursor(cursor)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that this is not being edited any more."""
        super().focusOutEvent(event)
        self.left.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to the words of a citation that is clicked on."""
        super().mouseReleaseEvent(event)
        cited = self.citation_at(event.position().toPoint())
        if cited and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(cited)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say which citation the mouse is on."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            cited = self.citation_at(event.position().toPoint())
            shape = Qt.CursorShape.PointingHandCursor if cited else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)
            self.hovered.emit(cited, event.globalPosition().toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the text, the marks of lists and the bars of quotations."""
        super().paintEvent(event)
        paint_marks(self, event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the height in step with the width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_marks"):
            self._show(read(self.document()))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the words."""
        return QSize(200, self.height())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Take words, and cards of excerpts."""
        return source.hasText() or source.hasHtml() or source.hasFormat(CARD)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Take in words with the formatting that a section can have, or a card."""
        if source.hasFormat(CARD):
            self.card_dropped.emit(bytes(source.data(CARD).data()).decode("utf-8", "replace"))
        elif self._dragged_in(source):
            self.put(quotation_of(source.text(), self.quoted(source.text())))
        else:
            rich_clipboard.paste(self, source)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 Qt's name
        """Return what is selected with its citations, and for other programs without them."""
        return rich_clipboard.copied(self.textCursor())

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take in what is dropped; words from an article come as a quotation."""
        self._from_elsewhere = event.source() is not None and event.source() is not self
        super().dropEvent(event)
        self._from_elsewhere = False

    def _dragged_in(self, source: QMimeData) -> bool:
        return self._from_elsewhere and not source.hasHtml()

    def paste_plain(self) -> None:
        """Paste the words alone."""
        rich_clipboard.paste_plain(self)

    def split(self, excerpt_id: str = "") -> tuple[str, str]:
        """Return the text before and after the caret's block, as CommonMark.

        With `excerpt_id` the block that cites it is in neither; else the caret's is in the first
        unless the caret is at its start.
        """
        cursor = self.textCursor()
        if excerpt_id and (place := self._place_of(excerpt_id)) >= 0:
            cursor.setPosition(place)
        ends = QTextCursor(cursor.block())
        ends.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        whole = read(self.document())
        upper = read(self.document(), ends.position())
        if not excerpt_id:
            first = len(upper) if cursor.positionInBlock() else len(upper) - 1
            return markdown_writing.write(whole[:first]), markdown_writing.write(whole[first:])
        return (
            markdown_writing.write(whole[: len(upper) - 1]),
            markdown_writing.write(whole[len(upper) :]),
        )

    # The parts of it

    def _key(self, event: QKeyEvent) -> Callable[[], object] | None:
        return self._acts.get(key_pressed(self, event))

    def _handled(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.formatting.new_line()
        return event.key() == Qt.Key.Key_Backspace and self.formatting.step_out()

    def _say(self) -> None:
        if self._setting:
            return
        self._setting = True
        restyle(self.textCursor().block())
        self._setting = False
        blocks = self._live.blocks()
        markdown = clean_text(markdown_writing.write(blocks))
        if markdown != self._markdown:
            self._markdown = markdown
            self._refresh_marks(blocks)
            (self.arranged if self._stepping else self.typed).emit(markdown)

    def _show(self, blocks: Sequence[RichBlock]) -> None:
        self._setting = True
        refill(self, blocks)
        self._setting = False
        self.shown.emit()

    def _refresh_marks(self, blocks: Sequence[RichBlock]) -> None:
        runs = [run for b in blocks for cell in (b.runs, *chain(*b.rows)) for run in cell]
        marks = {cited: self.mark(cited) for cited in {run.cite for run in runs if run.cite}}
        if any(self._marks.get(each, mark) != mark for each, mark in marks.items()):
            self.document().markContentsDirty(0, self.document().characterCount())
        self._marks = marks

    def _shown_mark(self, cited: str) -> Mark:
        return self.mark(cited)

    def citations(self) -> list[tuple[int, str]]:
        """Return where in the document each citation stands, and of which excerpt."""
        return citations_in(self.document())

    def _place_of(self, excerpt_id: str) -> int:
        return next((place for place, cited in self.citations() if cited == excerpt_id), -1)

    def _caret(self) -> None:
        self.caret_moved.emit()
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        area, inside = above, above.widget() if above is not None else None
        if area is not None and inside is not None and self.hasFocus():
            box = self.cursorRect()
            place = self.viewport().mapTo(inside, box.center())
            area.ensureVisible(0, place.y(), 0, box.height() + 8)

    def _fit(self) -> None:
        height = ceil(self.document().size().height())
        room = max(80, self.viewport().width() - 14)
        shown = self.fontMetrics().elidedText(self._prompt, Qt.TextElideMode.ElideRight, room)
        shown = in_order(shown)
        if shown != self.placeholderText():
            self.setPlaceholderText(shown)
        frame = self.height() - self.viewport().height()
        self.setFixedHeight(max(height, self.fontMetrics().lineSpacing()) + max(frame, 8))
