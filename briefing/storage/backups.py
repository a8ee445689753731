"""Automatic backups of projects: each is verified before an older one goes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.errors import StorageError
from briefing.language import tr
from briefing.services.ports import Clock, ProjectStore
from briefing.services.rescue_ports import Backup, BackupCopy, Recovery
from briefing.services.writing import part_of, reason_of, sweep
from briefing.storage.files import ProjectFiles
from briefing.storage.parts import given_up, placed
from briefing.storage.projectfile import ProjectFile
from briefing.storage.recovery import recover
from briefing.storage.verifying_child import verified

LAST, DAYS, WEEKS = 5, 7, 4
"""The last so many backups are kept, and beyond them the last one of so many days and weeks."""
LARGEST = 1024 * 1024 * 1024
"""Bytes that the backups of one project may take; the oldest go first, the newest never."""
IN_ALL = 4 * LARGEST
_NAME = re.compile(r"(\d{8}-\d{6})_a(\d+)_e(\d+)_([0-9a-f]{16})\.briefing")
_TIME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Rescue:
    """Saves damaged projects and keeps backups; see `services.rescue_ports.Rescuer`.

    Backups of a project lie in a folder of its own under `folder`, named after the project and the
    hash of its path; `folder` is asked for at each use.
    """

    folder: Path
    clock: Clock
    files: ProjectFiles

    def recover(self, damaged: Path, target: Path) -> Recovery:
        """Write what is sound into a new file; `damaged` is only read. Raises StorageError."""
        return recover(damaged, target, self.files)

    def backup(self, store: ProjectStore) -> BackupCopy | None:
        """Begin a backup of an open project; None where there is nothing to copy."""
        if not isinstance(store, ProjectFile) or store.read_only or store.path is None:
            return None
        home = self._home(store.path)
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                tr("{home} cannot be made ({reason}).", home=home, reason=reason_of(error)),
                tr("Make room on the disk."),
            ) from error
        return _Copy(store, home, self.clock.now(), lambda: self._make_room(home))

    def backups(self, project: Path) -> Sequence[Backup]:
        """Return the backups of a project file, the newest first."""
        return _listed(self._home(project))

    def restored(self, backup: Backup, target: Path) -> None:
        """Copy a backup to a new file; raises StorageError if there is one of that name."""
        if target.exists():
            raise StorageError(
                tr("{target} is there already.", target=target), tr("Choose another name.")
            )
        part = part_of(target)
        try:
            with given_up(part):
                shutil.copyfile(backup.path, part)
        except OSError as error:
            raise StorageError(
                tr(
                    "{name} could not be copied to {target} ({reason}).",
                    name=backup.path.name,
                    target=target,
                    reason=reason_of(error),
                ),
                tr("Choose another folder."),
            ) from error
        placed(part, target)

    def _home(self, project: Path) -> Path:
        whole = str(project.resolve())
        stem = re.sub(r"[^\w-]+", "_", project.stem)[:40]
        return self.folder / f"{stem}-{hashlib.sha256(os.fsencode(whole)).hexdigest()[:12]}"

    def _make_room(self, home: Path) -> None:
        """Let go of what is not to be kept, of this project and then of others.

        What somebody holds stays until the next time: the new backup is there all the same.
        """
        for each in let_go(_listed(home)):
            _let_go(each)
        everything = sorted(
            (each for other in self.folder.iterdir() if other != home for each in _listed(other)),
            key=lambda each: each.made,
        )
        over = sum(each.size for each in (*everything, *_listed(home))) - IN_ALL
        for each in everything:
            if over <= 0:
                break
            over -= each.size
            _let_go(each)


class _Copy:
    """A backup in the making; see `services.rescue_ports.BackupCopy`."""

    def __init__(
        self, store: ProjectFile, home: Path, now: str, make_room: Callable[[], None]
    ) -> None:
        self._store = store
        self._home = home
        self._now = datetime.fromisoformat(now).strftime(_TIME)
        self._make_room = make_room
        self._part = part_of(home / "backup.briefing")

    def steps(self) -> Iterator[None]:
        """Copy a little at each step; what a killed program left of a backup goes first."""
        sweep(self._home)
        yield from self._store.copied_in_steps(self._part)

    def finish(self) -> Backup | None:
        """Verify the copy and put it in its place; None if nothing is new."""
        try:
            return self._finished()
        except OSError as error:
            raise StorageError(
                tr(
                    "No backup was made in {home} ({reason}).",
                    home=self._home,
                    reason=reason_of(error),
                ),
                tr("Make room on the disk."),
            ) from error
        finally:
            self.drop()

    def drop(self) -> None:
        """Give it up and take away what was written."""
        for path in self._home.glob(f"{self._part.name}*"):
            path.unlink(missing_ok=True)

    def _finished(self) -> Backup | None:
        before = _listed(self._home)
        with self._part.open("rb+") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()[:16]
            if before and before[0].path.stem.endswith(sha256):
                return None
            os.fsync(file.fileno())
        articles, excerpts = verified(self._part)
        name = f"{self._now}_a{articles}_e{excerpts}_{sha256}.briefing"
        self._part.replace(self._home / name)
        self._make_room()
        return _read_name(self._home / name)


def let_go(backups: Iterable[Backup]) -> list[Backup]:
    """Return the backups that are not to be kept, by their number, days, weeks and size."""
    newest_first = sorted(backups, key=lambda each: each.made, reverse=True)
    days: dict[str, Backup] = {}
    weeks: dict[tuple[int, int], Backup] = {}
    for each in newest_first:
        made = datetime.fromisoformat(each.made)
        days.setdefault(each.made[:10], each)
        weeks.setdefault(made.isocalendar()[:2], each)
    kept = {each.path for each in newest_first[:LAST]}
    kept |= {each.path for each in list(days.values())[:DAYS]}
    kept |= {each.path for each in list(weeks.values())[:WEEKS]}
    size = 0
    for number, each in enumerate(newest_first):
        size += each.size if each.path in kept else 0
        if number and size > LARGEST:
            kept.discard(each.path)
    return [each for each in newest_first if each.path not in kept]


def _let_go(backup: Backup) -> None:
    with suppress(OSError):
        backup.path.unlink(missing_ok=True)


def _listed(home: Path) -> list[Backup]:
    if not home.is_dir():
        return []
    found = filter(None, (_read_name(path) for path in home.iterdir()))
    return sorted(found, key=lambda each: (each.made, each.path.name), reverse=True)


def _read_name(path: Path) -> Backup | None:
    """Return the backup that a file is; None for another, or one that has just gone."""
    said = _NAME.fullmatch(path.name)
    if said is None:
        return None
    try:
        made = datetime.strptime(said[1], _TIME).isoformat()  # noqa: DTZ007 as the clock said it
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    return Backup(path, made, int(said[2]), int(said[3]), size)
