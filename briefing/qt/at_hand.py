"""What of a project is in memory: enough for a copy where its own folder does not answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import StorageError
from briefing.language import tr
from briefing.model.changes import changes_between
from briefing.model.edits import Stamp
from briefing.model.project import Project
from briefing.qt.writer import Held
from briefing.services.ports import ProjectStore, Step
from briefing.services.writing import part_of, put_in_place, reason_of

ROOM = 32_000_000
"""Bytes that the file has and that may be kept; those of edits that are in no file come on top."""


class BlobsAtHand:
    """Bytes that the project file has or is to have; `pin` keeps those that are in no file yet."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._pinned: dict[str, bytes] = {}
        self._read: dict[str, bytes] = {}

    def clear(self) -> None:
        """Hold nothing any more."""
        self._pinned.clear()
        self._read.clear()

    def get(self, sha256: str) -> bytes | None:
        """Return bytes by their SHA-256, or None."""
        return self._pinned.get(sha256, self._read.get(sha256))

    def all(self) -> dict[str, bytes]:
        """Return all there are."""
        return self._read | self._pinned

    def keep(self, sha256: str, data: bytes) -> None:
        """Hold what the file has too; the first ones go where there is no room."""
        self._read.pop(sha256, None)
        self._read[sha256] = data
        while sum(map(len, self._read.values())) > self._room and len(self._read) > 1:
            del self._read[next(iter(self._read))]

    def pin(self, blobs: Mapping[str, bytes]) -> None:
        """Hold bytes whatever the room."""
        self._pinned |= blobs

    def unpin(self, names: Iterable[str]) -> None:
        """Say that the file has these now."""
        for sha256 in names:
            if sha256 in self._pinned:
                self.keep(sha256, self._pinned.pop(sha256))


@dataclass(frozen=True, slots=True)
class AtHand:
    """The value of a project, the files of it that are in memory, and who copies them when."""

    project: Project
    blobs: Mapping[str, bytes]
    stamp: Stamp

    def copied(
        self, create: Callable[[Path], ProjectStore], path: Path, source: Path | None, label: str
    ) -> None:
        """Write them as a project of one step, called `label`, which may replace a file.

        Nothing is asked of the project's own file, `source`. Raises StorageError.
        """
        if source is not None and _spelled(path) == _spelled(source):
            raise StorageError(
                tr("{name} is this project itself.", name=path.name), tr("Choose another name.")
            )
        part = part_of(path)
        try:
            store = create(part)
            try:
                changes = changes_between(store.load(), self.project)
                step = Step(label, self.stamp.author, self.stamp.time, "", Held(changes))
                store.record(step, self.blobs)
            finally:
                store.close()
            put_in_place(part, path)
        except OSError as error:
            raise StorageError(
                tr("{path} could not be written: {reason}.", path=path, reason=reason_of(error)),
                tr("Choose another folder."),
            ) from error
        finally:
            part.unlink(missing_ok=True)


def _spelled(path: Path) -> str:
    """Return a path as no disk need be asked; some take large and small letters for the same."""
    return str(path.absolute()).casefold()
