"""Opens a SQLite file that may be damaged, hostile, newer, or in somebody else's hands."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from briefing.errors import DamageError, StorageError
from briefing.language import marked, tr, tr_in
from briefing.services.writing import reason_of
from briefing.storage import schema

LONGEST_VALUE = 64 * 1024 * 1024
CHECK_SECONDS = 30.0
CHECKED_A_SECOND = 5_000_000
"""Bytes that are checked in a second of processor at the least, on top of those seconds."""
CHECK_STEPS = 100_000
"""Of SQLite's machine, after which it is looked at the time."""
SUFFIX = ".briefing"
SMALLEST = 5 * 4096
"""Bytes of a project with nothing in it."""
_HEADER = b"SQLite format 3\x00"
RECOVER = marked("Restore a backup, or save what can be read with “briefing project recover”.")

_ROOM = marked("Make room; what you did is kept and will be written then.")


@contextmanager
def reported(path: Path, doing: str) -> Iterator[None]:
    """Turn SQLite's errors into a StorageError that says what happened to `path` while `doing`."""
    try:
        yield
    except apsw.FullError as error:
        raise StorageError(
            tr("{name} could not be {doing}: the disk is full.", name=path.name, doing=_in(doing)),
            tr(_ROOM) if doing == "saved" else tr("Make room, or choose another disk."),
        ) from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError) as error:
        raise StorageError(
            tr(
                "{path} could not be {doing}: the folder or file cannot be written.",
                path=path,
                doing=_in(doing),
            ),
            tr("Check its permissions, or save a copy elsewhere."),
        ) from error
    except (apsw.CorruptError, apsw.NotADBError, UnicodeDecodeError) as error:
        raise DamageError(
            tr("{name} is damaged ({error}).", name=path.name, error=error), tr(RECOVER)
        ) from error
    except UnicodeEncodeError as error:
        shown = str(path).encode("utf-8", "replace").decode()
        raise StorageError(
            tr(
                "{path} could not be {doing}: its name, or that of a folder above it, is not in "
                "Unicode.",
                path=shown, doing=_in(doing),
            ),
            tr("Rename it, or choose another folder."),
        ) from error  # fmt: skip
    except (apsw.IOError, apsw.TooBigError) as error:
        raise StorageError(
            tr(
                "{name} could not be {doing}: {error}.",
                name=path.name,
                doing=_in(doing),
                error=error,
            ),
            tr("Check the disk, or save a copy elsewhere."),
        ) from error
    except apsw.Error as error:
        raise DamageError(
            tr(
                "{name} could not be {doing}: {error}.",
                name=path.name,
                doing=_in(doing),
                error=error,
            ),
            tr(RECOVER),
        ) from error


def _in(doing: str) -> str:
    """Return what could not be done to a file in the language spoken."""
    return {
        "made": tr_in("could not be", "made"), "opened": tr_in("could not be", "opened"),
        "read": tr_in("could not be", "read"), "saved": tr_in("could not be", "saved"),
        "verified": tr_in("could not be", "verified"),
        "written": tr_in("could not be", "written"),
    }[doing]  # fmt: skip


def connect(path: Path, *, writing: bool) -> apsw.Connection:
    """Open a SQLite file; with `writing`, take its lock as well.

    Raises apsw.BusyError if another process has it.
    """
    flags = apsw.SQLITE_OPEN_READWRITE if writing else apsw.SQLITE_OPEN_READONLY
    connection = apsw.Connection(str(path), flags=flags)
    connection.limit(apsw.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.limit(apsw.SQLITE_LIMIT_ATTACHED, 1)
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")
    if writing:
        _take(connection)
    return connection


def check_header(path: Path) -> None:
    """Raise StorageError if the file is plainly not a project."""
    try:
        with path.open("rb") as file:
            start = file.read(100)
            size = file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        raise StorageError(
            tr("{path} is not there.", path=path),
            tr("It may have been moved; choose “Open project…”."),
        ) from None
    except OSError as error:
        raise StorageError(
            tr("{path} cannot be read ({reason}).", path=path, reason=reason_of(error)),
            tr("Check its permissions, or save a copy elsewhere."),
        ) from error
    application = int.from_bytes(start[68:72], "big")
    if start.startswith(_HEADER) and application == schema.APPLICATION_ID:
        return
    if path.suffix == SUFFIX and size >= SMALLEST:
        raise DamageError(
            tr("{name} is not a Briefing project, or its beginning is damaged.", name=path.name),
            tr(RECOVER),
        )
    raise StorageError(
        tr("{name} is not a Briefing project.", name=path.name),
        tr("Open it as an article instead."),
    )


def version_of(connection: apsw.Connection) -> int:
    """Return the file's version."""
    return int(connection.pragma("user_version"))


def check_contents(connection: apsw.Connection, path: Path) -> None:
    """Raise StorageError if the schema is not ours or SQLite finds damage."""
    if odd := schema.strangers(connection):
        raise StorageError(
            tr(
                "{name} holds what no project of ours does: {odd}.",
                name=path.name,
                odd=", ".join(odd[:3]),
            ),
            tr("It was not opened. Ask whoever sent it for another copy."),
        )
    if gone := schema.missing(connection):
        raise DamageError(
            tr("{name} is damaged: no table {gone}.", name=path.name, gone=", ".join(gone)),
            tr(RECOVER),
        )
    found = _checked(connection, path)
    if found != [("ok",)]:
        raise DamageError(
            tr("{name} is damaged ({found}).", name=path.name, found=found[0][0]), tr(RECOVER)
        )


def limit_time(connection: apsw.Connection, path: Path) -> None:
    """Let what is asked of a file end in apsw.InterruptError after a time that grows with the file.

    Of the processor: on a busy machine a large project takes minutes, and is not damaged.
    """
    seconds = CHECK_SECONDS + path.stat().st_size / CHECKED_A_SECOND
    deadline = time.thread_time() + seconds
    connection.set_progress_handler(lambda: time.thread_time() > deadline, CHECK_STEPS)


def _checked(connection: apsw.Connection, path: Path) -> list[tuple[object, ...]]:
    """Return what SQLite's check says of a file, within a limit of time."""
    limit_time(connection, path)
    try:
        # quick_check does not look into indexes: a copy torn in the middle of a write passed it
        return list(connection.execute("PRAGMA integrity_check(5)"))
    finally:
        connection.set_progress_handler(None)


def _take(connection: apsw.Connection) -> None:
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    mode = connection.pragma("journal_mode", "truncate")
    if mode != "truncate":
        raise apsw.IOError(tr("journal mode {mode}", mode=mode))
    for pragma in ("synchronous=EXTRA", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("COMMIT")
