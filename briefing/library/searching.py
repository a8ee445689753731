"""Searches a library: one query language, one port for words, an index of either database."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, select, text

from briefing.errors import LibraryError
from briefing.language import tr
from briefing.library.snippets import piece_of
from briefing.library.tables import items, publications
from briefing.library.words import as_fts5, as_tsquery
from briefing.services.library.port import (
    Edition,
    Kind,
    LibraryAnswer,
    LibraryHit,
    LibraryItem,
    Said,
    Wanted,
)
from briefing.services.search.found_words import found_in
from briefing.services.search.query import Query, parse, wanted_words

RANKED = 2_000
"""The newest of what is found that are ranked; of more, that there are more is said."""


class WordIndex(Protocol):
    """Finds items by their words; SQLite and PostgreSQL each have theirs."""

    def find(
        self, connection: Connection, query: Query, wanted: Wanted, limit: int
    ) -> tuple[list[int], int]:
        """Return the ids of the best `limit` items, best first, and how many are found.

        No more than `RANKED` are counted.
        """


class Fts5:
    """SQLite's index, ranked by bm25: a word of the title counts eight times."""

    def find(
        self, connection: Connection, query: Query, wanted: Wanted, limit: int
    ) -> tuple[list[int], int]:
        """Return the best; see `WordIndex`."""
        asked = text(f"""
            SELECT id, count(*) OVER () FROM (
                SELECT i.id AS id, bm25(words, 8.0, 1.0, 0.1) AS place
                FROM words JOIN items i ON i.id = words.rowid
                JOIN publications p ON p.id = i.publication
                WHERE words MATCH :query AND i.until IS NULL AND NOT p.retired
                AND (:kinds = '' OR instr(:kinds, '|' || i.kind || '|') > 0)
                AND i.dated >= :since AND (:until = '' OR i.dated < :until)
                ORDER BY words.rowid DESC LIMIT {RANKED})
            ORDER BY place, id DESC LIMIT :limit""")  # noqa: S608 a number of ours
        kinds = "".join(f"|{kind.value}|" for kind in wanted.kinds)
        rows = connection.execute(asked, {
            "query": as_fts5(query), "kinds": kinds, "since": wanted.since, "until": wanted.until,
            "limit": limit,
        }).all()  # fmt: skip
        return [int(row[0]) for row in rows], int(rows[0][1]) if rows else 0


class TsVector:
    """PostgreSQL's index, ranked by cover density; a word of the title counts ten times."""

    def find(
        self, connection: Connection, query: Query, wanted: Wanted, limit: int
    ) -> tuple[list[int], int]:
        """Return the best; see `WordIndex`."""
        asked = text("""
            SELECT item, found FROM library_hits(CAST(:query AS tsquery), CAST(:kinds AS text[]),
                :since, :until, :most) ORDER BY place, item DESC LIMIT :limit""")
        rows = connection.execute(asked, {
            "query": as_tsquery(query), "kinds": [kind.value for kind in wanted.kinds],
            "since": wanted.since, "until": wanted.until, "most": RANKED, "limit": limit,
        }).all()  # fmt: skip
        return [int(row[0]) for row in rows], int(rows[0][1]) if rows else 0


def index_of(connection: Connection) -> WordIndex:
    """Return the index that a database has."""
    return Fts5() if connection.dialect.name == "sqlite" else TsVector()


def search(connection: Connection, wanted: Wanted, limit: int) -> LibraryAnswer:
    """Return the best hits, each with its words; raises SearchError."""
    query = parse(wanted.query)
    ids, count = index_of(connection).find(connection, query, wanted, limit)
    words = list(wanted_words(query))
    rows = rows_of(connection, ids)
    hits = tuple(hit_of(rows[i], words, edition_of(rows[i])) for i in ids if i in rows)
    return LibraryAnswer(hits, count, more=count >= RANKED)


def rows_of(connection: Connection, ids: list[int]) -> dict[int, Any]:
    """Return rows of `items` by their ids, each with what its publication says."""
    asked = (
        select(items, publications.c.name, publications.c.version, publications.c.who,
               publications.c.time)
        .join(publications, publications.c.id == items.c.publication)
        .where(items.c.id.in_(ids))
    )  # fmt: skip
    return {row.id: row for row in connection.execute(asked)}


def hit_of(row: Any, words: list[Any], edition: Edition) -> LibraryHit:
    """Return a row of `items` as something found, with the piece of it that shows the words."""
    start, piece, marks = piece_of(row.text, words)
    titles = tuple(found_in(row.title, words))
    return LibraryHit(
        row.id, Kind(row.kind), row.title, _said(row), edition, start, piece, marks, titles
    )


def item_of(row: Any) -> LibraryItem:
    """Return a row of `items` as it was published."""
    return LibraryItem(
        Kind(row.kind), row.key, row.title, row.text, row.value, _said(row), row.article
    )


def _said(row: Any) -> Said:
    try:
        return msgspec.json.decode(row.said, type=Said)
    except msgspec.MsgspecError as error:
        raise LibraryError(
            tr("“{title}” is damaged in the library ({error}).", title=row.title, error=error),
            tr("Publish its project again."),
        ) from error


def edition_of(row: Any) -> Edition:
    """Return the current version of a row's publication."""
    return Edition(row.name, row.version, row.who, row.time)
