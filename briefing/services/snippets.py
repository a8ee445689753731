"""Snippets: the words around the place where an article has most of what is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.services.search_query import Words
from briefing.services.words import Token, tokens

Span = tuple[int, int]

WIDE = 220
"""Code points of a snippet."""
BEFORE = 50
LOOKED_AT = 20_000
"""Code points of an article that are read word by word; further on the first place is taken."""
_STEP = 2_000
_OVERLAP = 200


@dataclass(frozen=True, slots=True)
class Snippet:
    """A range of a text, and the words found in it; all in code points into that text."""

    start: int
    end: int
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    term: int
    start: int
    end: int


def snippet(text: str, wanted: Sequence[Words]) -> Snippet:
    """Return where most of the wanted words stand close together, else how the text opens."""
    best: list[_Match] = []
    for start in range(0, min(len(text), LOOKED_AT), _STEP):
        found = _densest(list(_matches(text, wanted, start, start + _STEP + _OVERLAP)))
        if _terms(found) > _terms(best):
            best = found
        if _terms(best) == len(wanted):
            break
    if not best and wanted and len(text) > LOOKED_AT:
        best = _further_on(text, wanted)
    return _around(text, [(match.start, match.end) for match in best])


def marked(text: str, span: Span) -> Snippet:
    """Return a snippet that begins just before a range of the text and marks it."""
    return _around(text, [span])


def matches_in(text: str, wanted: Sequence[Words]) -> tuple[Span, ...]:
    """Return where the wanted words stand in a short text."""
    return _merged([(match.start, match.end) for match in _matches(text, wanted, 0, len(text))])


def _matches(text: str, wanted: Sequence[Words], start: int, end: int) -> Iterator[_Match]:
    # The last word of a stretch may be cut off; the next stretch begins before it.
    there = list(tokens(text, start, min(end, len(text))))
    if end < len(text) and there:
        there.pop()
    for place, token in enumerate(there):
        for term, words in enumerate(wanted):
            if _begins(token[0], words) and (last := _run(there, place, words)):
                yield _Match(term, token[1], last[2])


def _begins(word: str, words: Words) -> bool:
    first = words.words[0]
    return word == first or (words.prefix and len(words.words) == 1 and word.startswith(first))


def _run(there: Sequence[Token], place: int, words: Words) -> Token | None:
    run = there[place : place + len(words.words)]
    if len(run) < len(words.words):
        return None
    pairs = list(zip(run, words.words, strict=True))
    last, wish = pairs[-1]
    fits = last[0].startswith(wish) if words.prefix else last[0] == wish
    return last if fits and all(token[0] == word for token, word in pairs[:-1]) else None


def _densest(found: Sequence[_Match]) -> list[_Match]:
    best: list[_Match] = []
    for place, first in enumerate(found):
        close = [match for match in found[place : place + 40] if match.end <= first.start + WIDE]
        if _terms(close) > _terms(best):
            best = close
    return best


def _terms(found: Sequence[_Match]) -> int:
    return len({match.term for match in found})


def _further_on(text: str, wanted: Sequence[Words]) -> list[_Match]:
    """Return matches about the first place behind what was read that has one of the words."""
    words = "|".join(r"[\W_]+".join(map(re.escape, each.words)) for each in wanted)
    place = re.compile(rf"\b(?:{words})", re.IGNORECASE).search(text, LOOKED_AT)
    if place is None:
        return []
    start = max(0, place.start() - _OVERLAP)
    return _densest(list(_matches(text, wanted, start, place.end() + _STEP)))


def _around(text: str, marks: Sequence[Span]) -> Snippet:
    first = marks[0][0] if marks else 0
    start = _word_start(text, max(0, first - BEFORE), first) if first > BEFORE else 0
    end = min(len(text), start + WIDE)
    if end < len(text):
        space = text.rfind(" ", max(start, end - 30), end)
        end = space if space > 0 else end
    inside = [(begin, min(stop, end)) for begin, stop in marks if begin < end]
    return Snippet(start, end, _merged(inside))


def _word_start(text: str, wish: int, latest: int) -> int:
    line = text.rfind("\n", wish, latest) + 1
    space = text.find(" ", wish, latest) + 1
    return line or space or wish


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
