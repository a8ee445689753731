"""Background work: the only threads of the program."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from briefing.errors import BriefingError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What running work is given: a way to say how far it is, and whether it should stop."""

    report: Callable[[float, str], None]
    cancelled: threading.Event = field(default_factory=threading.Event)


class _Messenger(QObject):
    """Carries a job's words to the UI thread."""

    finished = Signal(object)
    failed = Signal(object)
    progressed = Signal(float, str)


class _Task(QRunnable):
    def __init__(self, title: str, work: Callable[[Job], Any], messenger: _Messenger) -> None:
        super().__init__()
        self._title = title
        self._work = work
        self._messenger = messenger
        self.job = Job(messenger.progressed.emit)
        self.is_over = False

    def run(self) -> None:
        try:
            self._work_and_tell()
        finally:
            self.is_over = True

    def let_go(self) -> None:
        """Drop what it worked with: the pool keeps each task that it ever ran, for good."""
        del self._work, self._messenger, self.job

    def _work_and_tell(self) -> None:
        try:
            result = self._work(self.job)
        except BriefingError as error:
            self._messenger.failed.emit(error)
        except Exception as error:  # a thread's last stop: the UI thread raises it again
            log.debug("Job “%s” broke off", self._title, exc_info=True)
            self._messenger.failed.emit(error)
        else:
            self._messenger.finished.emit(result)


SWEEP = 50
"""Milliseconds until it is looked again whether a thread is done with its messenger."""


class JobRunner(QObject):
    """Runs work off the UI thread and brings its result back to it.

    `running` tells the title and progress (0 to 1) of what goes on, or "" when all is done.
    """

    running = Signal(str, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._going: dict[_Messenger, _Task] = {}
        self._spent: list[tuple[_Messenger, _Task]] = []
        self._later = QTimer(self, interval=SWEEP, singleShot=True)
        self._later.timeout.connect(self._sweep)
        self._ended = False

    def start(
        self,
        title: str,
        work: Callable[[Job], Any],
        *,
        then: Callable[[Any], None],
        otherwise: Callable[[BriefingError], None],
    ) -> Job:
        """Run `work` on another thread, then `then` with its result on this one.

        A BriefingError goes to `otherwise`; anything else is raised on this thread. A cancelled
        job's result is dropped. After `end` nothing is started any more.
        """
        messenger = _Messenger(self)
        task = _Task(title, work, messenger)
        task.setAutoDelete(False)
        if self._ended:
            task.job.cancelled.set()
            return task.job
        self._going[messenger] = task
        queued = Qt.ConnectionType.QueuedConnection
        messenger.progressed.connect(lambda done, _word: self.running.emit(title, done), queued)
        messenger.finished.connect(lambda result: self._end(messenger, then, result), queued)
        messenger.failed.connect(lambda error: self._fail(messenger, otherwise, error), queued)
        self.running.emit(title, 0.0)
        self._pool.start(task)
        return task.job

    def end(self) -> None:
        """Tell all work to stop, wait for it, and take no more."""
        self._ended = True
        for task in self._going.values():
            task.job.cancelled.set()
        self._pool.waitForDone()

    @property
    def idle(self) -> bool:
        """Whether nothing is running."""
        return not self._going

    def _end(self, messenger: _Messenger, then: Callable[[Any], None], result: Any) -> None:
        if not self._retire(messenger).cancelled.is_set():
            then(result)

    def _fail(
        self, messenger: _Messenger, otherwise: Callable[[BriefingError], None], error: Exception
    ) -> None:
        job = self._retire(messenger)
        if not isinstance(error, BriefingError):
            raise error
        if not job.cancelled.is_set():
            otherwise(error)

    def _sweep(self) -> None:
        """Delete the messengers whose threads are done with them.

        Earlier, a thread that is still sending would drop the last hold on what is connected: it
        then waits for Python with one of Qt's locks in its hands, and this thread for that lock.
        """
        over = [spent for spent in self._spent if spent[1].is_over]
        self._spent = [spent for spent in self._spent if not spent[1].is_over]
        for messenger, task in over:
            task.let_go()
            messenger.deleteLater()
        if self._spent:
            self._later.start()

    def _retire(self, messenger: _Messenger) -> Job:
        task = self._going.pop(messenger)
        job = task.job
        self._spent.append((messenger, task))
        self._sweep()
        if not self._going:
            self.running.emit("", 1.0)
        return job
