"""A folder that is watched: which files have arrived in it whole, and which were there before."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefing.language import tr
from briefing.services.articles.importing import is_temporary, plain_name
from briefing.services.articles.loading import LARGEST
from briefing.services.writing import reason_of, write_whole

STEADY = 1.5
"""Seconds that size and time of a file are the same before it is taken to be whole."""
MOST_REMEMBERED = 20_000
"""Files that are remembered; the oldest are forgotten first."""
MOST_AT_ONCE = 500
"""Files that one look gives; the others come with the next."""
TRIES = 5
"""Looks at a file that cannot be read, perhaps since it is still held, before it is given."""
_Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is there whole; `sha256` is "" for one that is too large or cannot be read."""

    path: Path
    size: int
    time: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found.

    `trouble` says why the folder cannot be looked into, "" if it can; `waiting` that something in
    it may still be growing; `earlier` are files that were there when watching began.
    """

    arrived: tuple[Arrival, ...] = ()
    waiting: bool = False
    trouble: str = ""
    earlier: tuple[Path, ...] = ()


class WatchMemory:
    """What has arrived in watched folders, kept in a file of the user's.

    It is read when it is first needed. A file that cannot be read or written costs no more than
    that something is offered once more. To be used in the background, by any thread.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._folders: list[str] | None = None
        self._files: dict[str, tuple[int, int, str]] = {}
        self._hashes: set[str] = set()

    def knows_folder(self, folder: Path) -> bool:
        """Tell whether the folder was watched before."""
        return str(folder) in self._known()

    def knows(self, path: Path, mark: _Mark) -> bool:
        """Tell whether this file was seen, and is as it was then."""
        self._known()
        return self._files.get(str(path), (-1, -1, ""))[:2] == mark

    def knows_content(self, sha256: str) -> bool:
        """Tell whether a file with this content was seen."""
        self._known()
        return sha256 in self._hashes

    def add(self, arrivals: Iterable[Arrival], folder: Path | None = None) -> None:
        """Remember files, and that a folder is watched; writes the file."""
        with self._lock:
            folders = self._known()
            for each in arrivals:
                self._files.pop(str(each.path), None)
                self._files[str(each.path)] = (each.size, each.time, each.sha256)
            while len(self._files) > MOST_REMEMBERED:
                del self._files[next(iter(self._files))]
            self._hashes = {sha256 for _, _, sha256 in self._files.values() if sha256}
            if folder is not None and str(folder) not in folders:
                folders.append(str(folder))
            self._write()

    def drop(self, folder: Path) -> None:
        """Remember that a folder is not watched any more."""
        with self._lock:
            self._folders = [name for name in self._known() if name != str(folder)]
            self._write()

    def _known(self) -> list[str]:
        """Return the folders, after the file was read."""
        with self._lock:
            if self._folders is None:
                self._folders = self._read()
            return self._folders

    def _read(self) -> list[str]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            folders = [str(name) for name in found["folders"]]
            self._files = {str(p): (int(s), int(t), str(h)) for p, s, t, h in found["files"]}
        except (OSError, ValueError, KeyError, TypeError):
            return []
        self._hashes = {sha256 for _, _, sha256 in self._files.values() if sha256}
        return folders

    def _write(self) -> None:
        kept = [[path, *said] for path, said in self._files.items()]
        with suppress(OSError):
            write_whole(self._path, json.dumps({"folders": self._folders, "files": kept}).encode())


class WatchedFolder:
    """Looks into one folder, not into those in it; `look` is to be called in the background.

    It opens files for reading only. `now` gives seconds that only grow.
    """

    def __init__(
        self, folder: Path, memory: WatchMemory, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.folder = folder
        self._memory = memory
        self._now = now
        self._since: dict[Path, tuple[_Mark, float]] = {}
        self._given: dict[Path, _Mark] = {}
        self._tries: dict[Path, int] = {}

    def look(self) -> Look:
        """Return what has arrived since the last look; the first one ever gives nothing."""
        try:
            there = dict(self._files())
        except OSError as error:
            self._since.clear()
            return Look(trouble=(
                tr("{folder} is not there ({reason}). It is watched "
                "again when "
                "it is back.", folder=plain_name(str(self.folder)), reason=reason_of(error))
            ))  # fmt: skip
        memory = self._memory
        if not memory.knows_folder(self.folder):
            memory.add([Arrival(path, *mark, "") for path, mark in there.items()], self.folder)
            return Look(earlier=tuple(sorted(there)))
        fresh = {
            path: mark
            for path, mark in there.items()
            if not memory.knows(path, mark) and self._given.get(path) != mark
        }
        steady = self._steady(fresh)
        arrived = self._new(steady[:MOST_AT_ONCE], memory)
        self._given.update((each.path, (each.size, each.time)) for each in arrived)
        waiting = len(fresh) > len(steady) or len(steady) > MOST_AT_ONCE or bool(self._tries)
        return Look(tuple(arrived), waiting)

    def _files(self) -> Iterable[tuple[Path, _Mark]]:
        """Yield what may be an article: an ordinary file with something in it."""
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if is_temporary(entry.name):
                    continue
                try:
                    found = entry.stat(follow_symlinks=False)
                except OSError:
                    continue  # gone since
                if stat.S_ISREG(found.st_mode) and found.st_size:
                    yield Path(entry.path), (found.st_size, found.st_mtime_ns)

    def _steady(self, fresh: dict[Path, _Mark]) -> list[Path]:
        """Return the files that have been as they are for long enough."""
        now = self._now()
        since = {}
        for path, mark in fresh.items():
            before = self._since.get(path)
            since[path] = before if before and before[0] == mark else (mark, now)
        self._since = since
        return sorted(path for path, (_mark, begin) in since.items() if now - begin >= STEADY)

    def _new(self, steady: Iterable[Path], memory: WatchMemory) -> list[Arrival]:
        """Return those whose content has not been seen under another name or at another time."""
        new: list[Arrival] = []
        seen: list[Arrival] = []
        for path in steady:
            size, changed = self._since[path][0]
            try:
                sha256 = "" if size > LARGEST else _hash(path)
            except OSError:
                self._tries[path] = self._tries.get(path, 0) + 1
                if self._tries[path] < TRIES:
                    continue
                sha256 = ""
            self._tries.pop(path, None)
            arrival = Arrival(path, size, changed, sha256)
            twice = any(sha256 and each.sha256 == sha256 for each in new)
            (seen if twice or memory.knows_content(sha256) else new).append(arrival)
        if seen:
            memory.add(seen)
        return new


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
