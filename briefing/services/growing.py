"""Selections that grow and shrink: word, clause, sentence, paragraph, section, all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from briefing.model.article import Article, BlockKind
from briefing.services.clauses import clauses
from briefing.services.reading import Span, keyword_line, paragraph_at, sentence_at

_WORD = re.compile(r"\w+(?:[.'’\-]\w+)*|[^\w\s]")
WORD_REACH = 80
"""Code points on each side in which the word around an offset is looked for."""


def grown(article: Article, span: Span) -> Span:
    """Return the next larger unit around a range (code points), or the range itself at the end."""
    for unit in units(article, span[0]):
        if unit[0] <= span[0] and span[1] <= unit[1] and unit != span:
            return unit
    start, end = span
    last = max(start, end - 1)
    for unit in units(article, last):
        if unit[1] >= end and unit[1] - min(start, unit[0]) > end - start:
            return min(start, unit[0]), unit[1]
    return span


def shrunk(article: Article, span: Span) -> Span:
    """Return the largest smaller unit at the start of a range; nothing is left after a word."""
    inside = [
        unit for unit in units(article, span[0])
        if span[0] <= unit[0] and unit[1] <= span[1] and unit != span
    ]  # fmt: skip
    return inside[-1] if inside else (span[0], span[0])


def units(article: Article, offset: int) -> Iterator[Span]:
    """Yield the units around an offset, the smallest first, without white space at their ends."""
    text = article.text
    sentence = sentence_at(text, offset, article.metadata.language)
    for unit in (
        word_at(text, offset), clause_at(text, sentence, offset), sentence,
        paragraph_at(text, offset), section_at(article, offset), (0, len(text)),
    ):  # fmt: skip
        trimmed = _trimmed(text, *unit) if unit else None
        if trimmed:
            yield trimmed


def word_at(text: str, offset: int) -> Span | None:
    """Return the word around an offset, else the next one in its line."""
    low = max(0, offset - WORD_REACH)
    for found in _WORD.finditer(text, low, min(len(text), offset + WORD_REACH)):
        if found.end() > offset:
            return None if "\n" in text[offset : found.start()] else found.span()
    return None


def clause_at(text: str, sentence: Span | None, offset: int) -> Span | None:
    """Return the clause of a sentence around an offset, or None where there is none."""
    found = clauses(text, *sentence) if sentence else []
    return next((span for span in found if span[0] <= offset < span[1]), None)


def section_at(article: Article, offset: int) -> Span:
    """Return the section around an offset: from its heading to the next of its level or above."""
    headings = [b for b in article.blocks if b.kind is BlockKind.HEADING]
    before = [b for b in headings if b.start <= offset]
    if not before:
        return 0, headings[0].start if headings else len(article.text)
    own = before[-1]
    after = [b for b in headings if b.start > own.start and b.level <= own.level]
    return own.start, after[0].start if after else len(article.text)


def untagged_paragraph(
    article: Article, is_tagged: Callable[[int, int], bool], offset: int, step: int
) -> Span | None:
    """Return the next (+1) or previous (-1) paragraph from `offset` on that nobody tagged.

    Headings and a line of keywords are passed over; the search goes round at the end of the
    article. None if everything is tagged.
    """
    keywords = keyword_line(article.text)
    blocks = [
        block
        for block in article.blocks
        if block.kind is not BlockKind.HEADING and not (keywords and block.start < keywords[1])
    ]
    if step > 0:
        first = bisect_right(blocks, offset, key=lambda block: block.start)
        ordered = [*blocks[first:], *blocks[:first]]
    else:
        first = bisect_left(blocks, offset, key=lambda block: block.end)
        ordered = [*reversed(blocks[:first]), *reversed(blocks[first:])]
    spans = ((block.start, block.end) for block in ordered)
    return next((span for span in spans if not is_tagged(*span)), None)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    stripped = words.strip()
    if not stripped:
        return None
    start += len(words) - len(words.lstrip())
    return start, start + len(stripped)
