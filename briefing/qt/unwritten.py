"""The edits of a document that are not on disk yet, in their order, until the file has them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from briefing.errors import StorageError
from briefing.language import tr
from briefing.model.changes import Changes
from briefing.qt.writer import Outcome, Task, Writer
from briefing.services.ports import ProjectStore, Step

RETRY = 5_000
"""Milliseconds after which is tried again what was refused."""
PATIENCE = 0.04
"""Seconds that the window waits at most for what is being written; a good disk takes 0.002."""

Making = Callable[[Changes | None, Mapping[str, bytes]], Task]


class Unwritten(QObject):
    """Has edits written one after the other, and keeps each until it is.

    `refused` carries a StorageError: the edit stays and is tried again, and none overtakes it;
    `written` says that all are on disk, `settled` that the file is at rest.
    """

    refused = Signal(object)
    written = Signal()
    settled = Signal()

    def __init__(self, parent: QObject, *, behind: bool) -> None:
        super().__init__(parent)
        self.tasks: list[Task] = []
        self._handed = 0
        self._copied = 0
        self._since = 0.0
        self._writer = Writer(behind=behind)
        self._writer.ended.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._retry = QTimer(self, interval=RETRY, singleShot=True)
        self._retry.timeout.connect(self._write)

    def begin(self, store: ProjectStore) -> None:
        """Write to this store from now on, which nobody else may use while it is not at rest."""
        self._writer.store = store
        self.tasks.clear()
        self._handed = self._copied = 0
        self._retry.stop()

    def stop(self) -> None:
        """Try no more."""
        self._retry.stop()

    def add(self, task: Task) -> None:
        """Write an edit after all others."""
        self.tasks.append(task)
        self._write()

    def amend(self, old: Step, changes: Changes, made: Making) -> None:
        """Write more changes into the last step, which was `old`, by the task that `made` makes.

        A write of that step that waits takes them along: a slow disk must not fall behind a hand.
        """
        last = self.tasks[-1] if len(self.tasks) > self._copied else None
        if last is not None and last.recorded is not None and last.recorded.step is old:
            more = last.recorded.more
            task = made(None if more is None else more.then(changes), last.recorded.blobs)
            if self._handed < len(self.tasks) or self._writer.swap(last, task):
                self.tasks[-1] = task
                self._write()
                return
        self.add(made(changes, {}))

    def ask(self, task: Task) -> None:
        """Have the store do something in its turn that is no edit."""
        self._writer.put(task)
        self._take_at_once()

    def retry(self) -> None:
        """Write what is left, and wait a little for it."""
        if self.tasks:
            self._write()
            self.rest()

    def rest(self, seconds: float = PATIENCE) -> bool:
        """Wait until the file is at rest, at most so long; returns whether it is."""
        self._writer.wait(seconds)
        self._take()
        return self._writer.idle

    def check_rest(self) -> None:
        """Raise StorageError unless the store is free for this thread, or is so in a moment."""
        if not self._writer.wait(PATIENCE):
            raise StorageError(
                tr("The project is still being saved, and its folder is slow."),
                tr("Your work goes on; try this again in a moment."),
            )

    @property
    def under_way_for(self) -> float:
        """For how many seconds edits have been on their way, without any being refused."""
        return time.monotonic() - self._since if self._handed else 0.0

    @property
    def is_copied(self) -> bool:
        """Whether all that is left is in a copy elsewhere."""
        return self._copied == len(self.tasks)

    def write_into(self, copy: ProjectStore) -> None:
        """Write what is left into a copy of the file; raises StorageError."""
        self.check_rest()
        for task in self.tasks:
            task.to(copy)
        self._copied = len(self.tasks)

    def copying(self) -> Callable[[], None]:
        """Return what is to be called once all that is here now is in a file elsewhere."""
        last = self.tasks[-1:]

        def copied() -> None:
            if last and last[0] in self.tasks:
                self._copied = max(self._copied, self.tasks.index(last[0]) + 1)

        return copied

    def _write(self) -> None:
        """Hand over what the writer does not have yet."""
        if not self._handed:
            self._since = time.monotonic()
        for task in self.tasks[self._handed :]:
            self._handed += 1
            self._writer.put(task)
        self._take_at_once()

    def _take_at_once(self) -> None:
        if not self._writer.behind:
            self._take()

    def _take(self) -> None:
        """Take note of what the writer has done, and tell of it."""
        error: Exception | None = None
        ended = edits = False
        while outcome := self._writer.take():
            error = self._noted(outcome) or error
            ended, edits = True, edits or outcome.task.otherwise is None
        if edits:
            self._tell(error)
        if ended and self._writer.idle:
            self.settled.emit()
        if error is not None and not isinstance(error, StorageError):
            raise error

    def _noted(self, outcome: Outcome) -> Exception | None:
        """Take note of one thing; returns what went wrong and nobody was told of."""
        task, error = outcome.task, outcome.error
        if task.otherwise is not None:
            if isinstance(error, StorageError):
                task.otherwise(error)
                return None
            if error is None:
                task.then(outcome.result)
            return error
        if error is not None:
            self._handed = 0
            return error
        del self.tasks[0]
        self._handed -= 1
        self._copied = max(0, self._copied - 1)
        task.then(outcome.result)
        return None

    def _tell(self, error: Exception | None) -> None:
        if isinstance(error, StorageError):
            self._retry.start()
            self.refused.emit(error)
        elif error is not None:
            self._retry.start()
            self.refused.emit(StorageError(tr("An edit could not be written."), tr("It is kept.")))
        elif not self.tasks:
            self._retry.stop()
            self.written.emit()
