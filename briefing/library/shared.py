"""A library in a database: what can be asked of it, each in one transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, select, text, update

from briefing.errors import LibraryError, LibraryRefusedError
from briefing.language import tr
from briefing.library import schema, searching, storing, versions
from briefing.library.address import Server
from briefing.library.connecting import engine_for, told
from briefing.library.tables import items, publications
from briefing.services.library.port import (
    Edition,
    LibraryAnswer,
    LibraryRecord,
    LibraryState,
    Publication,
    Wanted,
)

ROLES = ("editor", "analyst", "reader")


class SharedLibrary:
    """A library in an SQLite file or a PostgreSQL database; see `services.library.port.Library`.

    A file is made when it is first used; a database of a server has to be set up by its owner.
    """

    def __init__(self, place: Path | Server, account: str = "") -> None:
        self._place = place
        self._account = account
        self._engine = engine_for(place)
        self._checked = False
        self._checking = threading.Lock()
        self.where = place.words() if isinstance(place, Server) else str(place)

    def search(self, wanted: Wanted, limit: int = 50) -> LibraryAnswer:
        """Return the best of what is found; raises SearchError."""
        with self._asking() as connection:
            return searching.search(connection, wanted, limit)

    def read(self, item_id: int, version: int = 0) -> LibraryRecord:
        """Return a whole thing as a version had it; raises LibraryError if it is gone."""
        with self._asking() as connection:
            return versions.read(connection, item_id, version)

    def editions(self, name: str) -> tuple[Edition, ...]:
        """Return the versions under a name, the newest first."""
        with self._asking() as connection:
            return versions.editions_of(connection, name)

    def contents(self, edition: Edition, limit: int = 500) -> LibraryAnswer:
        """Return all that an edition had, in the order it was published."""
        with self._asking() as connection:
            return versions.contents(connection, edition, limit)

    def publish(self, publication: Publication) -> Edition:
        """Publish everything or nothing; raises LibraryConflictError."""
        try:
            return self._publish(publication)
        except storing.Again:
            return self._publish(publication)  # it is there now, and says who came first

    def current(self, name: str) -> Edition | None:
        """Return the current version under a name."""
        with self._asking() as connection:
            return storing.current_edition(connection, name)

    def retire(self, name: str, *, retired: bool = True) -> None:
        """Take what is published under a name out of all searches, or put it back."""
        with self._asking(writes=True) as connection:
            changed = connection.execute(
                update(publications).where(publications.c.name == name).values(retired=retired)
            )
            if changed.rowcount != 1:
                raise LibraryError(
                    tr("“{name}” is not in the library, or not yours to change.", name=name),
                    tr("Ask an editor."),
                )

    def state(self) -> LibraryState:
        """Return where it is, who is known there as what, and how much is in it."""
        with self._asking() as connection:
            number = connection.execute(select(func.count()).select_from(publications)).scalar_one()
            current = select(func.count()).select_from(items).where(items.c.until.is_(None))
            count = connection.execute(current).scalar_one()
            return LibraryState(
                self.where, self._name(connection), _role(connection), number, count
            )

    def set_up(self, *, roles: bool = False) -> None:
        """Make the tables or bring them up to date, as their owner; with `roles` the roles too."""
        if roles and not isinstance(self._place, Server):
            raise LibraryError(
                tr("A file has no roles."), tr("Leave --roles out, or use a server.")
            )
        with told(self.where), self._engine.execution_options(writes=True).begin() as connection:
            schema.upgrade(connection)
            if roles:
                script = Path(__file__).with_name("roles.sql").read_text(encoding="utf-8")
                connection.connection.cursor().execute(script)  # many statements at once

        if isinstance(self._place, Path):
            # Readers and a writer do not wait for each other; the file remembers it.
            with closing(self._engine.raw_connection()) as raw:
                raw.cursor().execute("PRAGMA journal_mode=WAL")

    def close(self) -> None:
        """Let go of its connections."""
        self._engine.dispose()

    def _publish(self, publication: Publication) -> Edition:
        with self._asking(writes=True) as connection:
            return storing.publish(connection, publication, self._name(connection))

    @contextmanager
    def _asking(self, *, writes: bool = False) -> Iterator[Connection]:
        self._check()
        engine = self._engine.execution_options(writes=writes)
        with told(self.where), engine.begin() as connection:
            yield connection

    def _check(self) -> None:
        """See once that the tables are those that this program knows; a file is made."""
        with self._checking:
            if self._checked:
                return
            with told(self.where), self._engine.begin() as connection:
                version = schema.version_of(connection)
                if isinstance(self._place, Path):
                    schema.check_is_ours(connection, version, self.where)
            if isinstance(self._place, Path) and version < schema.HEAD:
                self.set_up()
                version = schema.HEAD
            schema.check(version, self.where)
            self._checked = True

    def _name(self, connection: Connection) -> str:
        """Return who a user is to the database; a file knows what the machine says."""
        if connection.dialect.name == "sqlite":
            return self._account or "me"
        return str(connection.execute(text("SELECT current_user")).scalar_one())


def _role(connection: Connection) -> str:
    """Return the highest role of the user; the owner of the tables may do everything."""
    if connection.dialect.name == "sqlite":
        return "owner"
    asked = text("""SELECT tableowner = current_user FROM pg_tables
        WHERE tablename = 'publications' AND schemaname = ANY (current_schemas(false))""")
    if connection.execute(asked).scalar():
        return "owner"
    for role in ROLES:
        named = {"role": f"briefing_{role}"}
        there = text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :role)")
        if not connection.execute(there, named).scalar():
            continue
        member = text("SELECT pg_has_role(current_user, :role, 'member')")
        if connection.execute(member, named).scalar():
            return role
    raise LibraryRefusedError(tr("You have no role in this library."), tr("Ask its owner for one."))
