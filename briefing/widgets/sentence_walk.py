"""Movement by sentence: which words are meant next, and how a selection grows by sentences."""

from __future__ import annotations

from collections.abc import Callable

Span = tuple[int, int]
SentenceAt = Callable[[str, int], Span | None]
"""Gives the sentence around an offset of a text, in code points, or None."""


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
    if forward == (direction > 0):
        found = neighbour(text, sentence_at, edge[0], direction)
        return (anchor, found[1] if forward else found[0]) if found else None
    found = neighbour(text, sentence_at, edge[0], direction)
    if found is None or (found[1] <= anchor if forward else found[0] >= anchor):
        return None
    return anchor, found[1] if forward else found[0]
