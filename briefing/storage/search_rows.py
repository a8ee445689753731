"""Sets of rows of a search index, asked row by row and counted out only when they are few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from briefing.storage.search_marks import Found

FEW = 2_000
"""Rows up to which a set is counted out at once: that is quicker than to ask row by row."""


class Rows(Protocol):
    """Rows that fulfil something; whether one does costs no more with a million excerpts."""

    @property
    def most(self) -> int:
        """The most rows that can be in it."""

    def __contains__(self, row: object) -> bool:
        """Return whether a row is in it."""

    def __iter__(self) -> Iterator[int]:
        """Yield all of them, in no order."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows that are known one by one."""

    rows: frozenset[int]

    @property
    def most(self) -> int:
        """The most rows that can be in it."""
        return len(self.rows)

    def __contains__(self, row: object) -> bool:
        return row in self.rows

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows)


@dataclass(frozen=True, slots=True)
class MarkedRows:
    """Rows of articles that have an excerpt of a kind; `rows` and `ids` lead there and back."""

    found: Found
    rows: Mapping[str, int]
    ids: Mapping[int, str]

    @property
    def most(self) -> int:
        """The most rows that can be in it."""
        return self.found.most

    def __contains__(self, row: object) -> bool:
        article = self.ids.get(row) if isinstance(row, int) else None
        return article is not None and bool(self.found.keys_of(article))

    def __iter__(self) -> Iterator[int]:
        keys_of, row_of = self.found.keys_of, self.rows.get
        having = (row_of(article) for article in self.found.articles() if keys_of(article))
        return (row for row in set(having) if row is not None)


@dataclass(frozen=True, slots=True)
class OtherRows:
    """Rows of `ids` that are not in `part`."""

    part: Rows
    ids: Mapping[int, str]

    @property
    def most(self) -> int:
        """The most rows that can be in it."""
        return len(self.ids)

    def __contains__(self, row: object) -> bool:
        return row in self.ids and row not in self.part

    def __iter__(self) -> Iterator[int]:
        return (row for row in self.ids if row not in self.part)


@dataclass(frozen=True, slots=True)
class CommonRows:
    """Rows that are in every part, of which there is at least one."""

    parts: Sequence[Rows]

    @property
    def most(self) -> int:
        """The most rows that can be in it."""
        return min(part.most for part in self.parts)

    def __contains__(self, row: object) -> bool:
        return all(row in part for part in self.parts)

    def __iter__(self) -> Iterator[int]:
        fewest, *others = sorted(self.parts, key=lambda part: part.most)
        return (row for row in fewest if all(row in other for other in others))


@dataclass(frozen=True, slots=True)
class AllRows:
    """Rows that are in some part."""

    parts: Sequence[Rows]

    @property
    def most(self) -> int:
        """The most rows that can be in it."""
        return sum(part.most for part in self.parts)

    def __contains__(self, row: object) -> bool:
        return any(row in part for part in self.parts)

    def __iter__(self) -> Iterator[int]:
        return iter({row for part in self.parts for row in part})


def handy(rows: Rows) -> Rows:
    """Return the rows counted out if they are few, as they are if not."""
    return rows if isinstance(rows, Listed) or rows.most > FEW else Listed(frozenset(rows))


def newest(rows: Rows, known: Iterable[int], most: int) -> list[int]:
    """Return the newest rows of a set, at most `most`; `known` are all rows, the newest first."""
    if isinstance(rows, Listed):
        return sorted(rows, reverse=True)[:most]
    found = []
    for row in known:
        if row in rows:
            found.append(row)
            if len(found) == most:
                break
    return found
