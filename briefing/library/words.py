"""The words that an item is found by, and queries over them in the spelling of either database.

Both indexes are given the same folded words, so that both find the same. What is said of an item
is among them as marks: words that begin with a letter nobody types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.services.library_port import Kind, LibraryItem, Said
from briefing.services.search_query import (
    About,
    AllOf,
    Marked,
    OneOf,
    Query,
    Without,
    Words,
)
from briefing.services.words import folded

MARK = "\ua66e"
"""The Cyrillic multiocular O, found in one manuscript of about 1429."""
EVERY = f"{MARK}every"
"""A mark that all items have: what only leaves out needs something to leave it out of."""
LAST_PLACE = 16_383
"""The last place that a tsvector tells apart; see PostgreSQL's limits of text search."""
PLACES = 255
"""Places of one word that a tsvector keeps."""
LONGEST = 400
"""Code points of a word that are kept; PostgreSQL allows 2,046 bytes."""
MOST = 200_000
"""Words of an item that it is found by; a tsvector takes one megabyte."""


@dataclass(frozen=True, slots=True)
class ItemWords:
    """The folded words of an item: those of its title, its text, and its marks."""

    title: str
    text: str
    marks: str


def words_of(item: LibraryItem) -> ItemWords:
    """Return what an item is found by; the title of an excerpt is its article's, and left out."""
    title = "" if item.kind is Kind.EXCERPT else _short(folded(item.title))
    words = _short(folded(item.text))
    if words.count(" ") >= MOST:
        words = " ".join(words.split(" ", MOST)[:MOST])
    return ItemWords(title, words, " ".join([EVERY, *_marks(item.said)]))


def _short(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return " ".join(word[:LONGEST] for word in words.split(" "))


def _marks(said: Said) -> Iterator[str]:
    if said.status:
        yield _mark(About.STATUS, said.status)
    for about, words in ((About.SAID, said.attribution), (About.STAKEHOLDER, said.stakeholder)):
        for word in folded(words).split():
            yield _mark(about, word)
    for tag in said.tags:
        yield _mark(About.TAG, folded(tag).replace(" ", "0"))


def _mark(about: About, word: str) -> str:
    return f"{MARK}{about.value}{word}"[:LONGEST]


def as_fts5(query: Query) -> str:
    """Return a query as FTS5's MATCH takes it (https://sqlite.org/fts5.html, section 3)."""

    def words(terms: list[str], *, prefix: bool, headline: bool) -> str:
        phrase = f'"{" ".join(terms)}"{"*" if prefix else ""}'
        return f"({{title}} : {phrase})" if headline else phrase

    return _spelled(query, _Spelling(words, " AND ", " OR ", f'("{EVERY}" NOT %s)'))


def as_tsquery(query: Query) -> str:
    """Return a query as a tsquery (https://www.postgresql.org/docs/15/datatype-textsearch.html)."""

    def words(terms: list[str], *, prefix: bool, headline: bool) -> str:
        weight = "A" if headline else ""
        spelled = [f"'{term}'" + (f":{weight}" if weight else "") for term in terms]
        if prefix:
            spelled[-1] = f"'{terms[-1]}':*{weight}"
        return f"({' <-> '.join(spelled)})"

    return _spelled(query, _Spelling(words, " & ", " | ", "!%s"))


def as_tsvector(words: ItemWords) -> str:
    """Return words as a tsvector: title A, text B, marks D, each word with its places."""
    places: dict[str, list[str]] = {}
    at = 0
    for part, weight in ((words.title, "A"), (words.text, "B"), (words.marks, "D")):
        for word in part.split():
            at += 1
            known = places.setdefault(word, [])
            if len(known) < PLACES and at <= LAST_PLACE:
                known.append(f"{at}{weight}")
            elif not known:
                known.append(f"{LAST_PLACE}{weight}")
        at += 1
    return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How a language of queries spells words, both, either, and without."""

    words: Callable[..., str]
    both: str
    either: str
    without: str


def _spelled(query: Query, spelling: _Spelling) -> str:
    if isinstance(query, Words):
        terms = [word[:LONGEST] for word in query.words]
        return spelling.words(terms, prefix=query.prefix, headline=query.headline)
    if isinstance(query, Marked):
        return spelling.both.join(_spelled_marks(query, spelling)).join("()")
    if isinstance(query, Without):
        return spelling.without % _spelled(query.part, spelling)
    joined = spelling.both if isinstance(query, AllOf) else spelling.either
    assert isinstance(query, AllOf | OneOf)
    return joined.join(_spelled(part, spelling) for part in query.parts).join("()")


def _spelled_marks(mark: Marked, spelling: _Spelling) -> Iterator[str]:
    if mark.about in (About.TAG, About.STATUS):
        word = folded(mark.value).replace(" ", "0") if mark.about is About.TAG else mark.value
        yield spelling.words([_mark(mark.about, word)], prefix=False, headline=False)
        return
    for word in mark.value.split():
        term = _mark(mark.about, word.removesuffix("*"))
        yield spelling.words([term], prefix=word.endswith("*"), headline=False)
