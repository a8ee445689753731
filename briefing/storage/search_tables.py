"""The tables of a search index: two full-text tables, the articles in them, and sketches."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Container, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import apsw

from briefing.language import tr
from briefing.services.articles.duplicates import keys, shingles
from briefing.services.search.words import folded
from briefing.storage.search_rows import Rows

VERSION = 1
CANDIDATES = 400
"""Newest matches that are ranked: with no more than these the order is that of all."""
COMMON = 1_000
"""Newest matches from which the frequency of a word is estimated."""
_LEAD = 1_000
_CACHE = 64 * 1024
"""Kilobytes of a file's pages kept in memory."""
_BUFFER = 16 * 1024 * 1024
"""Bytes of new entries gathered in memory before they are sorted into the file."""
_ALIKE = 200
_LOOKED_UP = 500
"""Matches among few wanted articles that are ranked: each is looked up by itself."""
_SCAN_RATIO = 33
"""How many times dearer it is to look one article up than to pass one by."""
_PAGES = 200
"""Pages of a full-text table that are merged in one go, some tenths of a second."""

# The texts themselves are in the project; FTS5 keeps only where which word stands ("contentless").
# Words come folded and parted by spaces, so that "ascii" has nothing left to decide.
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE {} USING fts5(headline, body, content='', contentless_delete=1,"
    " tokenize='ascii', prefix='{}')"
)
_TABLES = (
    _FULL_TEXT.format("heads", "2"),
    _FULL_TEXT.format("texts", "2 3"),
    "CREATE TABLE article (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, print TEXT NOT NULL)",
    "CREATE TABLE sketch (key INTEGER, row INTEGER, PRIMARY KEY (key, row)) WITHOUT ROWID",
)


class SearchTables:
    """One index, in a file or in memory (`path` None); raises apsw.Error."""

    def __init__(self, path: Path | None) -> None:
        self._connection = apsw.Connection(str(path) if path else ":memory:")
        self._among: Container[int] = ()
        self._execute(f"PRAGMA cache_size=-{_CACHE}")
        if path:
            # A write-ahead log at NORMAL is never damaged by a crash; what is lost is made anew.
            for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=NORMAL"):
                self._execute(f"PRAGMA {pragma}")
        if self._connection.pragma("user_version") != VERSION:
            self._make()
        self._connection.create_scalar_function("among", self._is_among, 1)
        self._score = _Score()
        self._connection.register_fts5_function("score", self._score)

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    def known(self) -> dict[str, tuple[int, str]]:
        """Return row and fingerprint of each article, by its id."""
        rows = self._execute("SELECT id, row, print FROM article")
        return {key: (row, fingerprint) for key, row, fingerprint in rows}

    def together(self) -> AbstractContextManager[object]:
        """Return a context in which all that is written is written as one, or not at all."""
        return self._connection

    def add(self, row: int, key: str, fingerprint: str, headline: str, text: str) -> None:
        """Take an article in."""
        body, name = folded(text), folded(headline)
        lead = folded(_opening(text))
        self._execute("INSERT INTO article VALUES (?, ?, ?)", (row, key, fingerprint))
        self._execute(
            "INSERT INTO heads (rowid, headline, body) VALUES (?, ?, ?)", (row, name, lead)
        )
        self._execute(
            "INSERT INTO texts (rowid, headline, body) VALUES (?, ?, ?)", (row, name, body)
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO sketch VALUES (?, ?)",
            [(key, row) for key in keys(shingles(text))],
        )

    def remove(self, rows: Collection[int], sketches: Iterable[tuple[int, int]] = ()) -> None:
        """Take articles out; `sketches` are their keys with their rows, if they are known."""
        if not rows:
            return
        wanted = [(row,) for row in rows]
        for table in ("heads", "texts"):
            self._connection.executemany(
                f"DELETE FROM {table} WHERE rowid = ?",  # noqa: S608 names of our own
                wanted,
            )
        self._connection.executemany("DELETE FROM article WHERE row = ?", wanted)
        if pairs := list(sketches):
            self._connection.executemany("DELETE FROM sketch WHERE key = ? AND row = ?", pairs)
        else:
            listed = json.dumps([*rows])
            sql = "DELETE FROM sketch WHERE row IN (SELECT value FROM json_each(?))"
            self._execute(sql, (listed,))

    def tidy(self, *, begin: bool) -> bool:
        """Merge a part of what was written piece by piece; returns whether there is more to merge.

        Looking one article up costs a step for each piece; in one piece it is ten times as fast.
        """
        before = self._connection.total_changes()
        for table in ("heads", "texts"):
            sql = f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)"  # noqa: S608 as above
            self._execute(sql, (-_PAGES if begin else _PAGES,))
        # Each command counts as one change itself (sqlite.org/fts5.html, section 6.7).
        return self._connection.total_changes() - before > 3

    def frequency(self, expression: str, size: int) -> int:
        """Return about how many of `size` articles match, from how dense the newest matches are."""
        rows = self._execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid DESC LIMIT ?",
            (expression, COMMON),
        )
        if len(rows) < COMMON:
            return len(rows)
        newest = self._execute("SELECT max(row) FROM article")[0][0]
        return int(size * COMMON / max(COMMON, newest - rows[-1][0] + 1))

    def count(self, expression: str, most: int) -> int:
        """Return how many articles match, counting no further than `most` + 1."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM texts WHERE texts MATCH ? LIMIT ?)"
        return int(self._execute(sql, (expression, most + 1))[0][0])

    def all_rows(self, expression: str) -> set[int]:
        """Return all articles that match."""
        return {
            row
            for (row,) in self._execute(
                "SELECT rowid FROM texts WHERE texts MATCH ?", (expression,)
            )
        }

    def ranked(
        self, table: str, expression: str, weights: Sequence[float], among: Rows | None,
        matches: int,
    ) -> tuple[list[int], bool]:  # fmt: skip
        """Return the newest matches of `table`, best first, and whether those are all.

        With `among` only these articles count. `weights` has one number for each phrase of the
        expression; `matches` is about how many
        articles match, for choosing whether to pass through all or to look up those wanted.
        """
        self._score.average = 0.0
        values = ", ".join(f"{weight:.6f}" for weight in weights)
        score = f"SELECT {table}.rowid, score({table}, {values}) FROM"
        looked_up = among is not None and among.most * _SCAN_RATIO < matches
        most = _LOOKED_UP if looked_up else CANDIDATES
        if looked_up:
            rows = self._execute(
                f"{score} json_each(?) CROSS JOIN {table} WHERE {table}.rowid = json_each.value"
                f" AND {table} MATCH ? LIMIT {most}",
                (json.dumps(sorted(among or (), reverse=True)), expression),
            )
        else:
            self._among = () if among is None else among
            only = f"AND among({table}.rowid)" if among is not None else ""
            rows = self._execute(
                f"{score} {table} WHERE {table} MATCH ? {only}"
                f" ORDER BY {table}.rowid DESC LIMIT {most}",
                (expression,),
            )
        best = sorted(((score, row) for row, score in rows), reverse=True)
        return [row for _, row in best], len(rows) < most

    def matches(self, row: int, expression: str) -> bool:
        """Return whether one article matches."""
        sql = "SELECT 1 FROM texts WHERE texts MATCH ? AND rowid = ?"
        return bool(self._execute(sql, (expression, row)))

    def alike(self, wanted: Iterable[int], most: int) -> list[int]:
        """Return the articles that have most of these sketch keys, at most `most`."""
        shared: dict[int, int] = {}
        for key in wanted:
            sql = "SELECT row FROM sketch WHERE key = ? ORDER BY row DESC LIMIT ?"
            for (row,) in self._execute(sql, (key, _ALIKE)):
                shared[row] = shared.get(row, 0) + 1
        return sorted(shared, key=lambda row: (-shared[row], -row))[:most]

    def _make(self) -> None:
        names = "SELECT name FROM sqlite_schema WHERE type = 'table'"
        if self._execute(names):
            raise apsw.NotADBError(tr("an index of another version"))
        self._execute("PRAGMA page_size=8192")
        with self._connection:
            for table in _TABLES:
                self._execute(table)
            for table in ("heads", "texts"):
                for name, value in (("hashsize", _BUFFER), ("pgsz", 8_000)):
                    sql = f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)"  # noqa: S608 as above
                    self._execute(sql, (name, value))
            self._execute(f"PRAGMA user_version={VERSION}")

    def _is_among(self, *row: Any) -> bool:
        return row[0] in self._among

    def _execute(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()


def _opening(text: str) -> str:
    """Return the text as far as its first real paragraph goes: short lines before it are titles."""
    start = text[:_LEAD]
    first = re.search(r"[^\n]{60,}", start)
    return start[: first.end()] if first else start


class _Score:
    """The BM25 score of a row; a word in the headline counts as five.

    Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), k1 1.2 and b 0.75.
    SQLite's own takes as long to count a common word in all articles as to rank them.
    """

    average = 0.0
    """Words of a row; 0 until the first row of a query is scored."""

    def __call__(self, api: apsw.FTS5ExtensionApi, *weights: Any) -> float:
        if not self.average:
            self.average = max(1.0, api.column_total_size(-1) / max(1, api.row_count))
        length = 1.2 * (0.25 + 0.75 * api.column_size(-1) / self.average)
        total = 0.0
        for phrase, weight in enumerate(weights):
            times = 0
            for column in api.phrase_columns(phrase) if weight else ():
                found = len(api.phrase_column_offsets(phrase, column))
                times += found if column else found * 5
            total += weight * times * 2.2 / (times + length)
        return total
