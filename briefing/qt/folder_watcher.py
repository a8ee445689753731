"""Watches a folder: looks into it in the background when it changes, and now and then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from briefing.errors import BriefingError
from briefing.qt.jobs import Job, JobRunner
from briefing.services.articles.watching import Arrival, Look, WatchedFolder, WatchMemory

POLL = 10_000
"""Milliseconds between looks when nothing is heard, as from a folder in the network."""
SOON = 1_600
"""Milliseconds until the next look while something may be growing."""
AT_ONCE = 200
"""Milliseconds from a change to a look, so that many changes cost one."""


class FolderWatcher(QObject):
    """Watches one folder, or none.

    `arrived` carries the Arrivals of a look, `earlier` the files that were there when watching
    began; `changed` tells that `folder` or `trouble` are others.
    """

    arrived = Signal(object)
    earlier = Signal(object)
    changed = Signal()

    def __init__(self, jobs: JobRunner, memory: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._memory = WatchMemory(memory)
        self._watched: WatchedFolder | None = None
        self._busy = self._paused = False
        self.trouble = ""
        self._system = QFileSystemWatcher(self)
        self._system.directoryChanged.connect(lambda _path: self._look_in(AT_ONCE))
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        return self._watched.folder if self._watched else None

    def watch(self, folder: Path | None) -> None:
        """Watch this folder, or none, from now on."""
        self._let_go()
        self._watched = WatchedFolder(folder, self._memory) if folder else None
        self.trouble = ""
        self.changed.emit()
        self._look_in(0)

    def forget(self) -> None:
        """Watch none; when the same folder is watched again what is in it by then is no arrival."""
        if self._watched is not None:
            self._do(partial(self._memory.drop, self._watched.folder))
        self.watch(None)

    def pause(self, *, on: bool) -> None:
        """Look no more for a while, or again; what was not dealt with then arrives once more."""
        self._paused = on
        self.watch(self.folder)

    def remember(self, arrivals: Sequence[Arrival]) -> None:
        """Keep in mind that these have been dealt with."""
        if arrivals:
            self._do(partial(self._memory.add, tuple(arrivals)))

    def look(self) -> None:
        """Look into the folder, in the background."""
        watched = self._watched
        if watched is None or self._paused:
            return
        if self._busy:
            self._look_in(SOON)
            return
        self._busy = True
        self._jobs.start(
            "", lambda _job: watched.look(),
            then=lambda look: self._take(watched, look), otherwise=self._fail,
        )  # fmt: skip

    def stop(self) -> None:
        """Look no more, for good."""
        self._let_go()
        self._watched = None

    def _do(self, work: Callable[[], None]) -> None:
        def ordered(_job: Job) -> None:
            work()

        self._jobs.start("", ordered, then=lambda _none: None, otherwise=self._fail)

    def _take(self, watched: WatchedFolder, look: Look) -> None:
        self._busy = False
        if watched is not self._watched:
            return
        if look.trouble != self.trouble:
            self.trouble = look.trouble
            self.changed.emit()
        if not look.trouble and not self._system.directories():
            self._system.addPath(str(watched.folder))
        self._look_in(SOON if look.waiting else POLL)
        if look.earlier:
            self.earlier.emit(look.earlier)
        if look.arrived:
            self.arrived.emit(look.arrived)

    def _fail(self, _error: BriefingError) -> None:
        self._busy = False
        self._look_in(POLL)

    def _look_in(self, milliseconds: int) -> None:
        """Look at the latest in so many milliseconds."""
        if self._watched is None or self._paused:
            return
        if not self._next.isActive() or self._next.remainingTime() > milliseconds:
            self._next.start(milliseconds)

    def _let_go(self) -> None:
        self._next.stop()
        if places := self._system.directories():
            self._system.removePaths(places)
