"""Answers a query from the tables and sets of a search index."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice

from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.services.ports import Hit
from briefing.services.search.passages import marked, matches_in, snippet
from briefing.services.search.query import (
    AllOf,
    OneOf,
    Query,
    Without,
    Words,
    wanted_words,
)
from briefing.storage.search_marks import ExcerptMarks
from briefing.storage.search_plan import (
    conditions,
    expression,
    is_marked,
    is_text,
    phrases,
    plan,
    positive,
)
from briefing.storage.search_rows import (
    AllRows,
    CommonRows,
    Listed,
    MarkedRows,
    OtherRows,
    Rows,
    handy,
    newest,
)
from briefing.storage.search_tables import SearchTables

COUNTED = 10_000
"""Matches that are counted exactly."""
_TRIED = 100
"""Candidates that are looked up to see whether a word that is not wanted stands further on."""


@dataclass(slots=True)
class Shelf:
    """The articles of a project by id, and which row of the index each one has.

    `newest` is the highest row that was ever given.
    """

    articles: dict[str, Article] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    marks: ExcerptMarks = field(default_factory=ExcerptMarks)
    newest: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows found, best first, with how many there are; with `more` there are more."""

    rows: Sequence[int]
    count: int
    more: bool = False


class Answers:
    """Asks the tables; made anew when they have changed.

    Articles that have all words in headline or opening come first, ranked among themselves; then
    the others. Of each kind the newest four hundred are ranked, so that a word that nearly every
    article has costs no more than a rare one.
    """

    def __init__(self, tables: SearchTables, shelf: Shelf) -> None:
        self._tables = tables
        self._shelf = shelf
        self._frequencies: dict[str, int] = {}
        self._known_rows: dict[Query, Rows] = {}
        self._newest: dict[Query, list[int]] = {}
        self._ordered: Sequence[int] | None = None

    def answer(self, query: Query, limit: int) -> Answer:
        """Return the best `limit` rows; raises SearchError for an unknown tag."""
        parts = plan(query)
        among = self._rows(parts.rest) if parts.rest else None
        if parts.text is not None:
            return self._ranked(parts.text, among, limit)
        if query not in self._newest:
            self._newest[query] = newest(among or Listed(frozenset()), self._every(), COUNTED + 1)
        found = self._newest[query]
        count = among.most if isinstance(among, Listed) else len(found)
        return Answer(found[:limit], min(count, COUNTED), count > COUNTED)

    def _every(self) -> Sequence[int]:
        """Return all rows, the newest first."""
        if self._ordered is None:
            self._ordered = sorted(self._shelf.ids, reverse=True)
        return self._ordered

    def hits(self, query: Query, rows: Sequence[int]) -> tuple[Hit, ...]:
        """Return what is shown of the articles in these rows."""
        wanted = list(wanted_words(query))
        articles = [self._shelf.articles[self._shelf.ids[row]] for row in rows]
        shown: dict[str, Excerpt] = {}
        if not wanted and (asked := conditions(query)):
            shown = self._shelf.marks.first(asked, [article.id for article in articles])
        return tuple(_hit(article, wanted, shown.get(article.id)) for article in articles)

    def _ranked(self, text: Query, among: Rows | None, limit: int) -> Answer:
        if among is not None and not among.most:
            return Answer((), 0)
        if all(words.headline for words, _ in phrases(text)):
            found, all_of_them = self._candidates("heads", text, among)
            return Answer(found[:limit], len(found), not all_of_them)
        wanted, counted = positive(text), among is None
        if wanted == text and among is None:
            first, _ = self._candidates("heads", wanted, None)
            if len(first) >= limit:
                return self._counted(first[:limit], text)
        whole, all_of_them = self._candidates("texts", text, among)
        if all_of_them:
            among = Listed(frozenset(whole))
        first, _ = self._candidates("heads", wanted, among)
        if wanted != text and not all_of_them:
            first = self._without_unwanted(first, text, set(whole), limit)
        foremost = set(first[:limit])
        rows = [*first[:limit], *(row for row in whole if row not in foremost)][:limit]
        if counted and not all_of_them:
            return self._counted(rows, text)
        return Answer(rows, len(whole), not all_of_them)

    def _counted(self, rows: Sequence[int], text: Query) -> Answer:
        count = self._tables.count(expression(text), COUNTED)
        return Answer(rows, min(count, COUNTED), count > COUNTED)

    def _without_unwanted(
        self, first: Sequence[int], text: Query, known: Collection[int], limit: int
    ) -> list[int]:
        """Return those whose whole text has no unwanted word, as far as `limit`."""
        asked = expression(text)
        kept = (row for row in first[:_TRIED] if row in known or self._tables.matches(row, asked))
        return list(islice(kept, limit))

    def _candidates(self, table: str, text: Query, among: Rows | None) -> tuple[list[int], bool]:
        weights = self._weights(text)
        matches = 0 if among is None else self._matches(text)
        return self._tables.ranked(table, expression(text), weights, among, matches)

    def _weights(self, text: Query) -> list[float]:
        """Return what each phrase counts: the rarer the more, an unwanted one nothing."""
        asked = list(phrases(text))
        if sum(wanted for _, wanted in asked) < 2:
            return [float(wanted) for _, wanted in asked]
        size = max(1, len(self._shelf.ids))
        return [_rarity(self._frequency(words), size) * wanted for words, wanted in asked]

    def _matches(self, text: Query) -> int:
        """Return about how many articles match, at most."""
        if isinstance(text, AllOf):
            return min(self._matches(p) for p in text.parts if not isinstance(p, Without))
        if isinstance(text, OneOf):
            return sum(map(self._matches, text.parts))
        return self._frequency(text) if isinstance(text, Words) else 0

    def _frequency(self, words: Words) -> int:
        """Return about how many articles have the rarest of words that stand beside each other."""
        last = len(words.words) - 1
        singles = [
            f'"{word}"{"*" if words.prefix and place == last else ""}'
            for place, word in enumerate(words.words)
        ]
        for single in singles:
            if single not in self._frequencies:
                self._frequencies[single] = self._tables.frequency(single, len(self._shelf.ids))
        return min(self._frequencies[single] for single in singles)

    def _rows(self, query: Query) -> Rows:
        """Return all rows that a query finds, whatever it asks."""
        if query not in self._known_rows:
            self._known_rows[query] = handy(self._looked_up(query))
        return self._known_rows[query]

    def _looked_up(self, query: Query) -> Rows:
        ids = self._shelf.ids
        if is_text(query):
            return Listed(frozenset(self._tables.all_rows(expression(query))))
        if is_marked(query):
            return self._marked([query])
        if isinstance(query, Without):
            return OtherRows(self._rows(query.part), ids)
        if isinstance(query, OneOf):
            return AllRows([self._rows(part) for part in query.parts])
        assert isinstance(query, AllOf)
        together = conditions(query)
        parts = [self._marked(together)] if together else []
        parts += [self._rows(part) for part in query.parts if part not in together]
        return CommonRows(parts)

    def _marked(self, together: Sequence[Query]) -> Rows:
        shelf = self._shelf
        return handy(MarkedRows(shelf.marks.found(together), shelf.rows, shelf.ids))


def _rarity(frequency: int, size: int) -> float:
    return max(0.01, math.log(1 + (size - frequency + 0.5) / (frequency + 0.5)))


def _hit(article: Article, wanted: Sequence[Words], excerpt: Excerpt | None) -> Hit:
    if excerpt:
        shown = marked(article.text, (excerpt.start, excerpt.end))
    else:
        shown = snippet(article.text, [words for words in wanted if not words.headline])
    return Hit(
        article.id,
        article.name,
        shown.start,
        article.text[shown.start : shown.end],
        shown.marks,
        matches_in(article.name, wanted),
    )
