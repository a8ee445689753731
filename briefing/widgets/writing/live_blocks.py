"""Keeps the blocks of a document in step with it, reading again only what changed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument

from briefing.services.section_text.rich_text import RichBlock
from briefing.widgets.writing.rich_document import block_of, read


class LiveBlocks(QObject):
    """The blocks of one document; a key in a long section costs one paragraph."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._blocks: list[RichBlock] | None = None
        self._start, self._end = -1, -1
        document.contentsChange.connect(self._touch)

    def blocks(self) -> list[RichBlock]:
        """Return the blocks as they are now."""
        known, document = self._blocks, self._document
        if known is None or len(known) != document.blockCount() or _has_tables(document):
            known = read(document)
        elif self._start >= 0:
            block = document.findBlock(self._start)
            while block.isValid() and block.position() <= self._end:
                known[block.blockNumber()] = block_of(block)
                block = block.next()
        self._start = self._end = -1
        self._blocks = known
        return list(known)

    def _touch(self, place: int, removed: int, added: int) -> None:
        if self._blocks is not None and len(self._blocks) != self._document.blockCount():
            self._blocks = None
        start = place if self._start < 0 else min(self._start, place)
        # What was noted before may have moved by what was put in since.
        self._end = max(self._end + max(0, added - removed), place + added)
        self._start = start


def _has_tables(document: QTextDocument) -> bool:
    return bool(document.rootFrame().childFrames())
