"""Clauses: the parts of a sentence that a person would quote on their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.model.article import count_words
from briefing.services.reading import Span

SHORTEST = 4
"""Words of a clause at least; what is shorter belongs to what follows, as in a list."""
_STOP = re.compile(r"[,;:](?=\s)|[，；：、،؛]")


def clauses(text: str, start: int, end: int) -> list[Span]:
    """Return the clauses of the sentence from `start` to `end`, in code points into `text`.

    Commas, semicolons and colons part them. An opening word (“Meanwhile,”) and a dateline
    (“AGENCY: Place:”) belong to none. There is always at least one.
    """
    parts = list(_parts(text, start, end))
    while len(parts) > 1 and _is_opener(text, parts[0], parts[1]):
        del parts[0]
    found: list[Span] = []
    was_short = False
    for first, last in parts:
        if was_short:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
        was_short = count_words(text[first:last]) < SHORTEST
    if was_short and len(found) > 1:
        found[-2:] = [(found[-2][0], found[-1][1])]
    return [_without_stop(text, span) for span in found]


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield what the stops part, each with its stop and without white space around it."""
    at = start
    for stop in [*(match.end() for match in _STOP.finditer(text, start, end)), end]:
        words = text[at:stop]
        if words.strip():
            first = at + len(words) - len(words.lstrip())
            yield first, first + len(words.strip())
        at = stop


def _is_opener(text: str, part: Span, after: Span) -> bool:
    words, rest = text[slice(*part)], text[slice(*after)]
    if words.endswith(":"):
        return count_words(words) <= 3
    return words.endswith(",") and count_words(words) == 1 and count_words(rest) >= SHORTEST


def _without_stop(text: str, span: Span) -> Span:
    start, end = span
    return (start, end - 1) if _STOP.match(text[end - 1] + " ") else span
