"""Connections to a library's database, and what its errors mean to a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from briefing.errors import LibraryAwayError, LibraryError, LibraryRefusedError
from briefing.language import tr
from briefing.library.address import Server, password_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

PATIENCE = 5
"""Seconds to wait for a server to answer a connection."""
BUSY = 30.0
"""Seconds to wait for another program to finish with a file."""
_REFUSED = "42501"
_AWAY = ("57P01", "57P02", "57P03", "53300")
"""Shutting down, crashed, starting up, too many connections."""


def engine_for(place: Path | Server) -> Engine:
    """Return what connects to a library; nothing is opened yet."""
    if isinstance(place, Server):
        return _server_engine(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    url = URL.create("sqlite+pysqlite", database=str(place))
    engine = create_engine(url, connect_args={"timeout": BUSY}, hide_parameters=True)
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


def _server_engine(server: Server) -> Engine:
    try:
        import psycopg  # noqa: F401 to say at once that it is missing
    except ImportError as error:
        raise LibraryError(
            tr("The package for PostgreSQL is not installed."),
            tr("Install briefing with its extra [desk]."),
        ) from error
    options: dict[str, Any] = {"connect_timeout": PATIENCE, "application_name": "briefing"}
    options |= server.options
    options |= {"host": options.get("host", server.host) or None, "port": server.port}
    options |= {"user": server.user or None, "dbname": server.database}
    if password := password_of(server):
        options["password"] = password
    return create_engine(
        "postgresql+psycopg://", connect_args={k: v for k, v in options.items() if v is not None},
        pool_pre_ping=True, pool_size=3, hide_parameters=True,
    )  # fmt: skip


def _leave_transactions_to_us(connection: Any, _record: object) -> None:
    """Stop the standard library from beginning transactions when it thinks fit."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")


def _begin(connection: Connection) -> None:
    """Take the right to write at once, where it is needed: two can then not lock each other."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn errors of the database into ours, that say what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(error, where) from error
    except SQLAlchemyError as error:
        raise LibraryError(
            tr("The library at {where} cannot be used ({error}).", where=where, error=error)
        ) from error


def _meaning(error: DBAPIError, where: str) -> LibraryError:
    state = getattr(error.orig, "sqlstate", None)
    words = str(error.orig).strip().splitlines()
    said = words[0] if words else type(error.orig).__name__
    if getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
        return LibraryAwayError(
            tr(
                "The library at {where} is busy: another program has been writing to it for long.",
                where=where,
            ),
            tr("Work goes on. What you publish waits here until it can be written."),
        )
    if state == _REFUSED:
        return LibraryRefusedError(
            tr("The library at {where} does not let you do that ({said}).", where=where, said=said),
            tr("Ask its owner for the role that may: analyst to publish, editor to change all."),
        )
    if state is None and type(error.orig).__module__.startswith("psycopg"):
        return _unconnected(str(error.orig), where)
    if state in _AWAY or error.connection_invalidated:
        return _away(where, said)
    return LibraryError(
        tr("The library at {where} cannot be used ({said}).", where=where, said=said),
        tr("Is it a library, and does nothing else hold it?"),
    )


def _unconnected(words: str, where: str) -> LibraryError:
    """Return what a connection that was not made means; the server's own words come as FATAL."""
    said = " ".join(words.split())[:300]
    if "certificate" in words or "SSL" in words:
        return LibraryError(
            tr("The library at {where} is not trusted ({said}).", where=where, said=said),
            tr("Check the host's name, and that sslrootcert is the authority that signed for it."),
        )
    if "FATAL" in words and "starting up" not in words and "shutting down" not in words:
        return LibraryRefusedError(
            tr("The library at {where} does not let you in ({said}).", where=where, said=said),
            tr("Check user and password: briefing library password ADDRESS, or ~/.pgpass."),
        )
    if "fe_sendauth" in words or "password" in words:
        return LibraryRefusedError(
            tr("The library at {where} wants a password ({said}).", where=where, said=said),
            tr("Keep it with: briefing library password ADDRESS, or in ~/.pgpass."),
        )
    first = next(iter(words.strip().splitlines()), "")
    return _away(where, first.rsplit("failed: ", 1)[-1])


def _away(where: str, said: str) -> LibraryAwayError:
    return LibraryAwayError(
        tr("The library at {where} does not answer ({said}).", where=where, said=said),
        tr("Work goes on. What you publish waits here until it does."),
    )
