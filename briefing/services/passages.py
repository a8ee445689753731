"""Passages: the words around the place where an article has most of what is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefing.services.search_query import Words
from briefing.services.words import Token, folded, tokens

Span = tuple[int, int]

WIDE = 220
"""Code points of a snippet."""
BEFORE = 50
LOOKED_AT = 20_000
"""Code points of an article that are read word by word; further on the first place is taken."""
_STEP = 700
_OVERLAP = 240
_MOST = 30


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
    if not wanted:
        return _around(text, [])
    for start in range(0, min(len(text), LOOKED_AT), _STEP):
        found = _densest(list(_matches(text, wanted, start, start + _STEP + _OVERLAP)), len(wanted))
        if _terms(found) > _terms(best):
            best = found
        if _terms(best) == len(wanted):
            break
    if not best and len(text) > LOOKED_AT:
        best = _further_on(text, wanted)
    return _around(text, [(match.start, match.end) for match in best])


def marked(text: str, span: Span) -> Snippet:
    """Return a snippet that begins just before a range of the text and marks it."""
    return _around(text, [span])


def matches_in(text: str, wanted: Sequence[Words]) -> tuple[Span, ...]:
    """Return where the wanted words stand in a short text."""
    return _merged([(match.start, match.end) for match in _matches(text, wanted, 0, len(text))])


def _matches(text: str, wanted: Sequence[Words], start: int, end: int) -> Iterator[_Match]:
    """Yield where the wanted words stand in a stretch of the text.

    A word that is cut off at the end is left to the next stretch, which begins before it.
    """
    words = folded(text[start:end]).split()
    if end < len(text):
        del words[-1:]
    places = [place for place, word in enumerate(words) if _may_begin(word, wanted)][:_MOST]
    if places:
        needed = places[-1] + max(len(each.words) for each in wanted)
        there = list(islice(tokens(text, start, end), needed))
        for place in places:
            for term, each in enumerate(wanted):
                if last := _run(there, place, each):
                    yield _Match(term, there[place][1], last[2])


def _may_begin(word: str, wanted: Sequence[Words]) -> bool:
    for each in wanted:
        first = each.words[0]
        if word == first or (each.prefix and word.startswith(first)):
            return True
    return False


def _run(there: Sequence[Token], place: int, words: Words) -> Token | None:
    last = place + len(words.words) - 1
    if last >= len(there):
        return None
    wish = words.words[-1]
    fits = there[last][0].startswith(wish) if words.prefix else there[last][0] == wish
    before = zip(there[place:last], words.words, strict=False)
    return there[last] if fits and all(token[0] == word for token, word in before) else None


def _densest(found: Sequence[_Match], terms: int) -> list[_Match]:
    """Return the first matches close together that are of all `terms`, else of most."""
    best: list[_Match] = []
    for place, first in enumerate(found):
        close = [match for match in found[place : place + _MOST] if match.end <= first.start + WIDE]
        if _terms(close) > _terms(best):
            best = close
        if _terms(best) == terms:
            break
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
    return _densest(list(_matches(text, wanted, start, place.end() + _STEP)), len(wanted))


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
