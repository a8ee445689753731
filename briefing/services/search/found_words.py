"""Where the words that a query looks for stand in a text, whatever index found it."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.errors import SearchError
from briefing.services.search.query import Words, parse, wanted_words
from briefing.services.search.words import tokens

FURTHEST = 400_000
"""Code points of a text that are gone through to mark what was found."""
MOST = 2_000
"""Places that are marked in one text."""


def found_in(text: str, wanted: Iterable[Words]) -> list[tuple[int, int]]:
    """Return where wanted words stand in a text, in code points, end exclusive."""
    every = list(tokens(text))
    folded = [word for word, _start, _end in every]
    found = set()
    for each in wanted:
        count = len(each.words)
        for at in range(len(every) - count + 1):
            if _stand_at(each, folded[at : at + count]):
                found.add((every[at][1], every[at + count - 1][2]))
    return sorted(found)


def marks_of(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a query stand in a text, the first `MOST` of them.

    A query that cannot be read marks nothing: whoever searched was told then.
    """
    try:
        wanted = list(wanted_words(parse(query)))
    except SearchError:
        return ()
    return tuple(found_in(text[:FURTHEST], wanted)[:MOST]) if wanted else ()


def _stand_at(wanted: Words, words: list[str]) -> bool:
    if not wanted.prefix:
        return tuple(words) == wanted.words
    return tuple(words[:-1]) == wanted.words[:-1] and words[-1].startswith(wanted.words[-1])
