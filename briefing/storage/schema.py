"""The tables of a project file, their version, and how older versions become this one."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

APPLICATION_ID = 0x42524946

TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE content (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT",
    """CREATE TABLE item (kind TEXT NOT NULL, id TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID""",
    "CREATE TABLE history (n INTEGER PRIMARY KEY, step TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT",
)
"""`content` holds every value and every file once, by the SHA-256 of its bytes; `item` says which
content each thing of the project has now; `history` what each step replaced with what."""

MIGRATIONS: Sequence[str] = ("", "")
"""The SQL that makes version n + 2 of version n + 1, n being its place here.

Version 2 has the kinds "decisions", "snapshots" and "origins", and more to say of excerpts and
tags. Version 3 tells once in an article's entry how its excerpts moved (`places.py`), and so does a
step of the history; entries of version 2 say that nothing moved. The tables are the same."""
VERSION = len(MIGRATIONS) + 1


def create(connection: apsw.Connection) -> None:
    """Make the tables of an empty file."""
    with connection:
        for table in TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={VERSION}")


def migrate(
    connection: apsw.Connection, version: int, migrations: Sequence[str] = MIGRATIONS
) -> None:
    """Bring a file of an older version up to date, in one transaction."""
    with connection:
        for number, script in enumerate(migrations[version - 1 :], start=version + 1):
            connection.execute(script)
            connection.execute(f"PRAGMA user_version={number}")


def strangers(connection: apsw.Connection) -> list[str]:
    """Return what the schema holds beyond our tables: triggers, views, other spellings."""
    known = {" ".join(table.split()) for table in TABLES}
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    return [
        f"{kind} {name}"
        for kind, name, sql in rows
        if not (kind == "index" and sql is None) and " ".join(str(sql).split()) not in known
    ]


def missing(connection: apsw.Connection) -> list[str]:
    """Return our tables that the file lacks."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    return [name for name in ("meta", "content", "item", "history") if name not in there]
