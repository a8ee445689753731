"""How an article's blocks follow an edit of its text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from briefing.model.article import Block, BlockKind
from briefing.model.excerpt import trimmed
from briefing.model.moved_blocks import replaced


def blocks_after(
    blocks: Sequence[Block], text: str, start: int, end: int, new: str
) -> Sequence[Block]:
    """Return the blocks of `text` once `new` stands in place of `start` to `end` (code points).

    A line end that is typed parts a block in two, one that is taken out joins two to the kind of
    the first; what is typed on an empty line is a paragraph. Other blocks only move.
    """
    by = len(new) - (end - start)
    first, last = _touched(blocks, text, start, end)
    low = min([start, *(block.start for block in blocks[first:last])])
    high = max([end, *(block.end for block in blocks[first:last])])
    lines = _lines(low, high + by, new, start)
    changed = f"{text[low:start]}{new}{text[end:high]}"
    inside = (trimmed(changed, begin - low, stop - low) for begin, stop in lines)
    made = _kinds([(low + a, low + b) for a, b in filter(None, inside)], blocks[first:last])
    return replaced(blocks, first, last, made, by)


def _touched(blocks: Sequence[Block], text: str, start: int, end: int) -> tuple[int, int]:
    """Return the blocks that share a place with the edit, else those on its line."""
    first = bisect_left(blocks, start, key=lambda block: block.end)
    last = bisect_right(blocks, end, key=lambda block: block.start)
    if first < last:
        return first, last
    line = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    first = bisect_left(blocks, line + 1, key=lambda block: block.end)
    last = bisect_left(blocks, len(text) if after < 0 else after, key=lambda block: block.start)
    return first, max(first, last)


def _lines(low: int, high: int, new: str, start: int) -> list[tuple[int, int]]:
    """Return the range, cut at the line ends of what was put in."""
    cuts = [start + place for place, character in enumerate(new) if character == "\n"]
    return list(zip([low, *(cut + 1 for cut in cuts)], [*cuts, high], strict=True))


def _kinds(spans: Sequence[tuple[int, int]], old: Sequence[Block]) -> list[Block]:
    made = []
    for number, (start, end) in enumerate(spans):
        like = old[0] if old else Block(BlockKind.PARAGRAPH, 0, start, end)
        if number and number == len(spans) - 1:
            like = old[-1] if old else like
        if number and len(old) < 2 and like.kind is BlockKind.HEADING:
            like = Block(BlockKind.PARAGRAPH, 0, start, end)
        made.append(Block(like.kind, like.level, start, end))
    return made
