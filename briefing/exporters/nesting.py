"""The blocks of a section with its lists as lists in lists, for formats that nest them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.model.outline import LISTS, OutlineBlock, Paragraph, ParagraphKind


@dataclass(slots=True)
class Item:
    """One item of a list, with the lists inside it."""

    paragraph: Paragraph
    lists: list[ListOf] = field(default_factory=list)


@dataclass(slots=True)
class ListOf:
    """A list; an `ordered` one counts from 1."""

    ordered: bool
    items: list[Item] = field(default_factory=list)


def nested(blocks: Iterable[OutlineBlock]) -> list[OutlineBlock | ListOf]:
    """Return the blocks in order, paragraphs of lists put into the lists they belong to."""
    found: list[OutlineBlock | ListOf] = []
    open_lists: list[ListOf] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or block.kind not in LISTS:
            open_lists.clear()
            found.append(block)
            continue
        level = min(block.level, len(open_lists))
        del open_lists[level + 1 :]
        ordered = block.kind is ParagraphKind.NUMBER
        if level < len(open_lists) and (open_lists[level].ordered != ordered or block.first):
            del open_lists[level:]
        if level == len(open_lists):
            fresh = ListOf(ordered)
            (open_lists[-1].items[-1].lists if open_lists else found).append(fresh)
            open_lists.append(fresh)
        open_lists[level].items.append(Item(block))
    return found
