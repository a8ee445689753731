"""Movement by sentence and clause: which words are meant next, and how a selection grows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from briefing.model.article import Article, BlockKind
from briefing.services.reading.clauses import clauses

Span = tuple[int, int]
SentenceAt = Callable[..., Span | None]
"""Gives the sentence around an offset of a text, in code points, or None; it may be told the
language by that name."""


def neighbour(text: str, sentence_at: SentenceAt, here: int, direction: int) -> Span | None:
    """Return the sentence after (+1) or before (-1) the one around `here`, or None at the end."""
    current = sentence_at(text, here)
    if direction > 0:
        offset = max(current[1] if current else here, here)
        while offset < len(text) and text[offset].isspace():
            offset += 1
        return sentence_at(text, offset) if offset < len(text) else None
    offset = (current[0] if current else here) - 1
    while offset >= 0 and text[offset].isspace():
        offset -= 1
    return sentence_at(text, offset) if offset >= 0 else None


def neighbour_clause(
    article: Article, sentence_at: SentenceAt, here: Span, direction: int
) -> Span | None:
    """Return the clause after (+1) or before (-1) a range, or None at the end of the article.

    Without a range (`here` is empty) it is the one around it. Headings are passed over.
    """
    offset = here[1] if direction > 0 and here[0] < here[1] else here[0]
    sentence = sentence_at(article.text, max(0, offset - 1) if offset == here[1] else offset)
    while sentence:
        found = [] if is_heading(article, sentence) else clauses(article.text, *sentence)
        if direction > 0:
            nearest = next((c for c in found if c[0] >= offset or _around(c, here)), None)
        else:
            nearest = next((c for c in reversed(found) if c[1] <= offset), None)
        if nearest:
            return nearest
        sentence = neighbour(article.text, sentence_at, sentence[0], direction)
    return None


def is_heading(article: Article, span: Span) -> bool:
    """Return whether a range begins in a heading."""
    index = bisect_right(article.blocks, span[0], key=lambda block: block.start) - 1
    return index >= 0 and article.blocks[index].kind is BlockKind.HEADING


def _around(clause: Span, here: Span) -> bool:
    return here[0] == here[1] and clause[0] <= here[0] < clause[1]


def extended(
    text: str, sentence_at: SentenceAt, anchor: int, caret: int, direction: int
) -> Span | None:
    """Return anchor and caret of a selection with one more (or one less) sentence, or None.

    Without a selection (`anchor == caret`) it is the sentence around the caret.
    """
    if anchor == caret:
        current = sentence_at(text, caret)
        return current if current is None or direction > 0 else (current[1], current[0])
    forward = caret > anchor
    edge = sentence_at(text, caret - 1 if forward else caret)
    if edge is None:
        return None
    if forward == (direction > 0) and caret != edge[1 if forward else 0]:
        return anchor, edge[1 if forward else 0]
    if forward == (direction > 0):
        found = neighbour(text, sentence_at, edge[0], direction)
        return (anchor, found[1] if forward else found[0]) if found else None
    found = neighbour(text, sentence_at, edge[0], direction)
    if found is None or (found[1] <= anchor if forward else found[0] >= anchor):
        return None
    return anchor, found[1] if forward else found[0]
