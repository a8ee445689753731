"""The words of a text that a query looked for, and the piece of the text around the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.services.library.port import Span
from briefing.services.search.found_words import FURTHEST, found_in
from briefing.services.search.query import Words

AROUND = 60
"""Code points that are shown before the first word found."""
LENGTH = 240
NEAR = 40
"""Code points that are read before words that stand as they are typed."""
WINDOW = 4_000
"""Code points in which words are looked for at once."""


def piece_of(text: str, wanted: Iterable[Words]) -> tuple[int, str, tuple[Span, ...]]:
    """Return start and words of the piece around the first words found, and what is found in it.

    Without any, the beginning of the text.
    """
    asked = list(wanted)
    first = next(_first(text, asked), 0)
    start = 0 if first <= AROUND else text.rfind(" ", 0, first - AROUND // 2) + 1
    if first - start > AROUND * 2:
        start = first
    piece = text[start : start + LENGTH]
    marks = found_in(piece, asked)
    return start, piece, tuple((low + start, high + start) for low, high in marks)


def _first(text: str, wanted: list[Words]) -> Iterator[int]:
    """Yield the place of the first of the words.

    Where they stand as they are typed is looked first; then through one window after another, for
    words that are spelled otherwise in the text.
    """
    lowered = text[:FURTHEST].lower()
    spelled = [at for each in wanted if (at := lowered.find(" ".join(each.words))) >= 0]
    if spelled and len(lowered) == len(text[:FURTHEST]):
        low = max(0, min(spelled) - NEAR)
        found = found_in(text[low : low + LENGTH + NEAR], wanted)
        if found and found[0][0] > 0:  # at 0 it may be the end of a longer word
            yield low + found[0][0]
            return
        if found and low == 0:
            yield 0
            return
    for low in range(0, min(len(text), FURTHEST), WINDOW):
        found = found_in(text[low : low + WINDOW + 200], wanted)
        if found:
            yield low + found[0][0]
            return
