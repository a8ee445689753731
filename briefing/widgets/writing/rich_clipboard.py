"""The clipboard of a section's text: copied with its citations, pasted without foreign looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QTextCursor

from briefing.qt.clipping import clip
from briefing.services.section_text.pasted import blanks_around, blocks_in
from briefing.services.section_text.rich_text import BlockKind, RichBlock
from briefing.services.section_text.section_clip import FORM, blocks_of, clip_of
from briefing.widgets.writing.rich_document import selected

if TYPE_CHECKING:
    from briefing.widgets.writing.rich_text import RichText


def copied(cursor: QTextCursor) -> QMimeData:
    """Return what a cursor has selected, for this program and for others."""
    blocks = selected(cursor)
    if len(blocks) == 1 and blocks[0].kind not in (BlockKind.TABLE, BlockKind.VERBATIM):
        blocks = [RichBlock(runs=blocks[0].runs)]  # words of one line go into a line again
    made = clip_of(blocks)
    lead, trail = _blanks(cursor.selectedText())
    data = clip(f"{lead}{made.text}{trail}", made.html)
    data.setData(FORM, made.markdown.encode())
    return data


def paste(field: RichText, source: QMimeData) -> None:
    """Put what was copied at the caret: as it was from here, cleaned from elsewhere."""
    blocks = blocks_of(bytes(source.data(FORM).data())) if source.hasFormat(FORM) else ()
    if not blocks:
        blocks = blocks_in(source.html() if source.hasHtml() else "", source.text())
    field.put(blanks_around(blocks, source.text()))


def paste_plain(field: RichText) -> None:
    """Paste the words alone."""
    words = QGuiApplication.clipboard().text()
    field.put(blanks_around(blocks_in("", words), words))


def _blanks(words: str) -> tuple[str, str]:
    """Return the blanks at the ends of a selection within a line."""
    return " " * words.startswith(" "), " " * words.endswith(" ")
