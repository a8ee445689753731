"""Opens and makes project files."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import apsw

from briefing.errors import ProjectInUseError, StorageError
from briefing.language import marked, tr
from briefing.model.project import new_project
from briefing.services.ports import Clock
from briefing.services.writing import part_of, reason_of, sweep
from briefing.storage import schema
from briefing.storage.connection import (
    check_contents,
    check_header,
    connect,
    reported,
    version_of,
)
from briefing.storage.holder import Holder, note_of, who
from briefing.storage.parts import given_up, placed
from briefing.storage.projectfile import ProjectFile

_READ_ONLY = marked("This project is open for reading only.")
_PROTECTED = marked("This project's file or folder cannot be written; it is open for reading only.")
_NEWER = marked(
    "This project was made by a newer version of Briefing and is open for reading only."
)


class ProjectFiles:
    """Project files on this machine; see `services.ports.ProjectStores`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def create(self, path: Path) -> ProjectFile:
        """Make a new, empty project file; raises StorageError if the file exists."""
        if path.exists():
            raise StorageError(
                tr("{path} is there already.", path=path), tr("Choose another name, or open it.")
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                tr(
                    "{parent} cannot be made ({reason}).",
                    parent=path.parent,
                    reason=reason_of(error),
                ),
                tr("Choose another folder."),
            ) from error
        part = part_of(path)
        with reported(path, "made"), given_up(part):
            connection = apsw.Connection(str(part))
            schema.create(connection)
            file = ProjectFile(connection, part, holder=Holder(note_of(part)))
            file.begin_with(new_project())
            file.close()
        placed(part, path)
        return self.open(path)

    def open(self, path: Path, *, read_only: bool = False) -> ProjectFile:
        """Open a project file.

        A file of a newer version, or one that cannot be written, opens for reading only. Raises
        StorageError if it is damaged or hostile, ProjectInUseError if it is open elsewhere; with
        `read_only` a copy of an open one is read.
        """
        check_header(path)
        sweep(path.parent)
        if read_only:
            return self._read_only(path, tr(_READ_ONLY))
        try:
            with reported(path, "opened"):
                connection = self._locked(path)
        except _Unwritable:
            return self._read_only(path, tr(_PROTECTED))
        except _InUse:
            raise ProjectInUseError(
                tr("{name} is open already: {who}.", name=path.name, who=who(path)),
                tr("Close it there, or open it for reading only."),
            ) from None
        try:
            if version_of(connection) <= schema.VERSION:
                with reported(path, "opened"):
                    check_contents(connection, path)
                    schema.migrate(connection, version_of(connection))
                    holder = Holder.enter(path, self._clock.now())
                    return ProjectFile(connection, path, holder=holder)
        except StorageError:
            connection.close()
            raise
        connection.close()
        return self._read_only(path, tr(_NEWER))

    def _locked(self, path: Path) -> apsw.Connection:
        try:
            connection = connect(path, writing=True)
        except (apsw.BusyError, apsw.LockedError) as error:
            raise _InUse from error
        if connection.readonly("main") or not os.access(path.parent, os.W_OK):
            connection.close()
            raise _Unwritable
        return connection

    def _read_only(self, path: Path, notice: str) -> ProjectFile:
        """Read a copy, so that nobody who has the file open is in the way.

        A copy that was taken in the middle of a change is taken again.
        """
        for last in (False, False, False, False, True):
            try:
                return self._copied(path, notice)
            except StorageError:
                if last:
                    raise
        raise AssertionError

    def _copied(self, path: Path, notice: str) -> ProjectFile:
        folder = Path(tempfile.mkdtemp(prefix="briefing-"))
        try:
            copy = Path(shutil.copy(path, folder / path.name))
            journal = path.with_name(f"{path.name}-journal")
            if journal.exists():
                shutil.copy(journal, folder / journal.name)
            copy.chmod(0o600)  # it may be a copy of one that can only be read
            with reported(path, "opened"):
                connection = connect(copy, writing=True)
                check_contents(connection, path)
                file = ProjectFile(connection, path, holder=None, notice=notice)
                file.load()
                file.history()
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise StorageError(
                tr("{path} cannot be read ({reason}).", path=path, reason=reason_of(error)),
                tr("Make room on the disk, or open it elsewhere."),
            ) from error
        except StorageError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        file.on_close(lambda: shutil.rmtree(folder, ignore_errors=True))
        return file


class _InUse(Exception):  # noqa: N818 a signal between two methods
    """Another process has the file."""


class _Unwritable(Exception):  # noqa: N818 a signal between two methods
    """The file can only be read."""
