"""What the window needs to save a damaged project, and to keep and open backups, as protocols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from briefing.services.ports import ProjectStore


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of a damaged file: how many things were saved, and by name what was lost."""

    saved: int
    lost: tuple[str, ...]
    counts: tuple[tuple[str, int], ...] = ()
    """Kinds ("articles", "excerpts", "briefs"...) with how many of each were saved."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy of a project: when it was made, and how much is in it."""

    path: Path
    made: str
    articles: int
    excerpts: int
    size: int


class BackupCopy(Protocol):
    """A backup in the making."""

    def steps(self) -> Iterator[None]:
        """Copy a little at each step, on the thread that the project file belongs to."""

    def finish(self) -> Backup | None:
        """Verify the copy and put it in its place, on any thread; None if nothing is new.

        Raises StorageError, and then all older backups are as they were.
        """

    def drop(self) -> None:
        """Give it up and take away what was written."""


class Rescuer(Protocol):
    """Saves what can be read of damaged projects and keeps backups of sound ones."""

    def recover(self, damaged: Path, target: Path) -> Recovery:
        """Write what is sound into a new file; `damaged` is only read. Raises StorageError."""

    def backup(self, store: ProjectStore) -> BackupCopy | None:
        """Begin a backup of an open project; None where there is nothing to copy."""

    def backups(self, project: Path) -> Sequence[Backup]:
        """Return the backups of a project file, the newest first."""

    def restored(self, backup: Backup, target: Path) -> None:
        """Copy a backup to a new file; raises StorageError if there is one of that name."""
