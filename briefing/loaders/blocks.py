"""Puts an article's text together block by block, keeping where each stands."""

from __future__ import annotations

from briefing.model.article import Block, BlockKind, clean_text


class TextBuilder:
    """Collects blocks of words; `text` is what they make, one line each."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def add(self, words: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> None:
        """Add a block; its inner line ends and runs of spaces become one space each."""
        line = clean_text(words)
        if kind is BlockKind.TABLE_ROW:
            line = line.replace("\n", " ").strip()
        else:
            line = " ".join(line.split())
        if not line:
            return
        start = self._length
        self._lines.append(line)
        self.blocks.append(Block(kind, level, start, start + len(line)))
        self._length += len(line) + 1

    @property
    def text(self) -> str:
        """The whole text, a line a block."""
        return "\n".join(self._lines)
