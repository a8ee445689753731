"""Makes a library's tables, brings older ones up to date, and says which version a library is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from briefing.errors import LibraryError
from briefing.language import tr

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The newest step of `migrations`; a test sees that it is."""
FOLDER = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Make the tables, or bring them up to date, in the connection's transaction."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def newest() -> str:
    """Return the name of the newest step that ships."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def version_of(connection: Connection) -> str:
    """Return the step that a library is at, "" if there is none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def check_is_ours(connection: Connection, version: str, where: str) -> None:
    """Raise LibraryError for a file with tables that are not a library's."""
    if not version and inspect(connection).get_table_names():
        raise LibraryError(
            tr("{where} is no library.", where=where), tr("Name another file; a new one is made.")
        )


def check(version: str, where: str) -> None:
    """Raise LibraryError unless this is the version that this program knows."""
    if not version:
        raise LibraryError(
            tr("There is no library at {where} yet.", where=where),
            tr("Its owner makes it with: briefing library set-up {where} --roles", where=where),
        )
    if version < HEAD:
        raise LibraryError(
            tr(
                "The library at {where} is of an older version ({version}).",
                where=where,
                version=version,
            ),
            tr("Its owner brings it up to date with: briefing library set-up {where}", where=where),
        )
    if version > HEAD:
        raise LibraryError(
            tr(
                "The library at {where} was made by a newer version of Briefing ({version}).",
                where=where,
                version=version,
            ),
            tr("Use that version."),
        )
