"""Publishes: a new version of what stands under a name, or nothing at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from briefing.errors import LibraryConflictError, LibraryError, LibraryRefusedError
from briefing.language import tr
from briefing.library.tables import editions, items, publications
from briefing.library.words import as_tsvector, words_of
from briefing.services.library.port import Edition, LibraryItem, Publication

BATCH = 500
"""Items that are written at once."""
LONGEST_NAME = 200
MOST_TEXT = 20_000_000
"""Code points of one item's text."""


class Again(Exception):  # noqa: N818 a signal to the caller
    """Somebody published the first version under this name just now."""


def publish(connection: Connection, publication: Publication, account: str) -> Edition:
    """Publish in the connection's transaction; raises LibraryConflictError."""
    _check(publication)
    row = _row(connection, publication.name)
    version = row.version if row else 0
    fresh = {(i.kind.value, i.key): (i, digest_of(i)) for i in publication.items}
    current = _current(connection, row.id) if row else {}
    if row and {k: d for k, (_id, d) in current.items()} == {k: d for k, (_, d) in fresh.items()}:
        return _edition(row)
    if version != publication.base:
        raise _conflict(row, publication.name)
    number = _next(connection, row, publication, account)
    version += 1
    who = publication.author or account
    connection.execute(
        insert(editions).values(
            publication=number, version=version, who=who, account=account, time=publication.time
        )
    )
    _end(connection, number, version, [
        item for key, (item, digest) in current.items() if fresh.get(key, (None, ""))[1] != digest
    ])  # fmt: skip
    added = [
        (item, digest) for key, (item, digest) in fresh.items()
        if current.get(key, (0, ""))[1] != digest
    ]  # fmt: skip
    for start in range(0, len(added), BATCH):
        _add(connection, number, version, publication.time, added[start : start + BATCH])
    return Edition(publication.name, version, who, publication.time)


def current_edition(connection: Connection, name: str) -> Edition | None:
    """Return the current version under a name."""
    row = _row(connection, name)
    return _edition(row) if row else None


def digest_of(item: LibraryItem) -> str:
    """Return the SHA-256 of all that an item says."""
    return hashlib.sha256(msgspec.json.encode(item)).hexdigest()


def _check(publication: Publication) -> None:
    if not publication.name.strip() or len(publication.name) > LONGEST_NAME:
        raise LibraryError(
            tr("What is published needs a name of 1 to 200 characters."),
            tr("Rename the project's file."),
        )
    for item in publication.items:
        if len(item.text) > MOST_TEXT:
            raise LibraryError(
                tr(
                    "“{title}” is too long to be published ({count:,} characters).",
                    title=item.title,
                    count=len(item.text),
                ),
                tr("Take it out of the project, or split it."),
            )


def _row(connection: Connection, name: str) -> Any:
    return connection.execute(select(publications).where(publications.c.name == name)).first()


def _edition(row: Any) -> Edition:
    return Edition(row.name, row.version, row.who, row.time)


def _current(connection: Connection, number: int) -> dict[tuple[str, str], tuple[int, str]]:
    """Return the current items by kind and key: their ids and digests."""
    asked = select(items.c.kind, items.c.key, items.c.id, items.c.digest).where(
        items.c.publication == number, items.c.until.is_(None)
    )
    return {(row.kind, row.key): (row.id, row.digest) for row in connection.execute(asked)}


def _next(connection: Connection, row: Any, publication: Publication, account: str) -> int:
    """Take the next version for this publication; returns the publication's number.

    Whoever comes second waits here for the first, and then finds that the version has changed.
    """
    who = publication.author or account
    said = {"who": who, "time": publication.time}
    if row is None:
        made = insert(publications).values(
            name=publication.name, version=1, owner=account, retired=False, **said
        )
        try:
            return int(connection.execute(made.returning(publications.c.id)).scalar_one())
        except IntegrityError as error:
            raise Again from error
    taken = connection.execute(
        update(publications)
        .where(publications.c.id == row.id, publications.c.version == row.version)
        .values(version=row.version + 1, **said)
    )
    if taken.rowcount == 1:
        return int(row.id)
    now = _row(connection, publication.name)
    if now is None or now.version != row.version:
        raise _conflict(now, publication.name)
    raise LibraryRefusedError(
        tr(
            "“{name}” was published by {who}, and only an editor may publish over it.",
            name=publication.name,
            who=row.who,
        ),
        tr("Publish beside it, or ask an editor."),
    )


def _conflict(row: Any, name: str) -> LibraryError:
    if row is None:
        return LibraryError(
            tr("“{name}” is no longer in the library, or was taken out of it.", name=name),
            tr("Publish it beside, under another name."),
        )
    return LibraryConflictError(name, row.version, row.who, row.time)


def _end(connection: Connection, number: int, version: int, gone: Sequence[int]) -> None:
    for start in range(0, len(gone), BATCH):
        connection.execute(
            update(items)
            .where(items.c.publication == number, items.c.id.in_(gone[start : start + BATCH]))
            .values(until=version)
        )


def _add(
    connection: Connection,
    number: int,
    version: int,
    time: str,
    added: Iterable[tuple[LibraryItem, str]],
) -> None:
    every = list(added)
    rows = [_values(number, version, time, item, digest) for item, digest in every]
    asked = insert(items).returning(items.c.id, sort_by_parameter_order=True)
    ids = list(connection.execute(asked, rows).scalars())
    words = [(i, words_of(item)) for i, (item, _digest) in zip(ids, every, strict=True)]
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO words (rowid, title, text, marks) VALUES (:i, :t, :w, :m)"),
            [{"i": i, "t": each.title, "w": each.text, "m": each.marks} for i, each in words],
        )
    else:
        connection.execute(
            text("INSERT INTO words (item, vector) VALUES (:i, CAST(:v AS tsvector))"),
            [{"i": i, "v": as_tsvector(each)} for i, each in words],
        )


def _values(
    number: int, version: int, time: str, item: LibraryItem, digest: str
) -> dict[str, object]:
    return {
        "publication": number, "since": version, "until": None, "kind": item.kind.value,
        "key": item.key[:200], "article": item.article[:200], "digest": digest,
        "title": item.title, "said": msgspec.json.encode(item.said).decode(),
        "dated": (item.said.date or time)[:40], "text": item.text, "value": item.value,
    }  # fmt: skip
