"""Reads things whole, and what the earlier versions of a publication had."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from briefing.errors import LibraryError
from briefing.language import tr
from briefing.library.searching import hit_of, item_of, rows_of
from briefing.library.tables import editions, items, publications
from briefing.services.library.port import (
    Edition,
    Kind,
    LibraryAnswer,
    LibraryItem,
    LibraryRecord,
)

MOST_EDITIONS = 500
"""Versions of one publication that are listed."""
MOST_EXCERPTS = 2_000
"""Excerpts of one article that come with it."""


def read(connection: Connection, item_id: int, version: int = 0) -> LibraryRecord:
    """Return a whole item as a version had it, with the article it stands in or its excerpts.

    Version 0, or one that did not have it, means the newest that had. Raises LibraryError if it is
    gone.
    """
    row = rows_of(connection, [item_id]).get(item_id)
    if row is None:
        raise LibraryError(tr("This is no longer in the library."), tr("Search again."))
    newest = row.until - 1 if row.until else row.version
    at = version if row.since <= version <= newest else newest
    article: LibraryItem | None = None
    excerpts: tuple[LibraryItem, ...] = ()
    if row.article:
        asked = _of(row.publication, at, Kind.ARTICLE).where(items.c.key == row.article)
        found = connection.execute(asked).first()
        article = item_of(found) if found else None
    elif row.kind == Kind.ARTICLE.value:
        excerpts = _excerpts(connection, row, at)
    edition = _edition(connection, row, at)
    return LibraryRecord(item_of(row), edition, article, excerpts)


def editions_of(connection: Connection, name: str) -> tuple[Edition, ...]:
    """Return the versions under a name, the newest first."""
    asked = (
        select(editions.c.version, editions.c.who, editions.c.time)
        .join(publications, publications.c.id == editions.c.publication)
        .where(publications.c.name == name)
        .order_by(editions.c.version.desc())
        .limit(MOST_EDITIONS)
    )
    return tuple(Edition(name, row.version, row.who, row.time) for row in connection.execute(asked))


def contents(connection: Connection, edition: Edition, limit: int) -> LibraryAnswer:
    """Return what an edition had, in the order it was published."""
    number = connection.execute(
        select(publications.c.id).where(publications.c.name == edition.name)
    ).scalar()
    if number is None:
        return LibraryAnswer((), 0)
    had = _had(number, edition.version)
    count = connection.execute(select(func.count()).select_from(items).where(*had)).scalar_one()
    rows = connection.execute(select(items).where(*had).order_by(items.c.id).limit(limit))
    hits = tuple(hit_of(row, [], edition) for row in rows)
    return LibraryAnswer(hits, count, more=count > len(hits))


def _excerpts(connection: Connection, row: Any, version: int) -> tuple[LibraryItem, ...]:
    asked = _of(row.publication, version, Kind.EXCERPT).where(items.c.article == row.key)
    found = connection.execute(asked.order_by(items.c.id).limit(MOST_EXCERPTS))
    return tuple(item_of(each) for each in found)


def _edition(connection: Connection, row: Any, version: int) -> Edition:
    asked = select(editions.c.who, editions.c.time).where(
        editions.c.publication == row.publication, editions.c.version == version
    )
    found = connection.execute(asked).first()
    who, when = (found.who, found.time) if found else (row.who, row.time)
    return Edition(row.name, version, who, when)


def _of(publication: int, version: int, kind: Kind) -> Select[Any]:
    return select(items).where(*_had(publication, version), items.c.kind == kind.value)


def _had(publication: int, version: int) -> tuple[ColumnElement[bool], ...]:
    """Return what holds for the items that a version of a publication had."""
    stays = or_(items.c.until.is_(None), items.c.until > version)
    return items.c.publication == publication, items.c.since <= version, stays
