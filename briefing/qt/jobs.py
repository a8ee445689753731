"""Background work: the only threads of the program."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from briefing.errors import BriefingError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What running work is given: a way to say how far it is, and whether it should stop."""

    report: Callable[[float, str], None]
    cancelled: threading.Event = field(default_factory=threading.Event)


class _Task(QRunnable):
    """One job on its thread; `then` and `otherwise` are for the UI thread, which `tell` reaches."""

    def __init__(
        self,
        title: str,
        work: Callable[[Job], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[BriefingError], None],
        tell: JobRunner,
    ) -> None:
        super().__init__()
        self.title = title
        self.then = then
        self.otherwise = otherwise
        self._work = work
        self._tell = tell
        self.job = Job(self._report)
        self.is_over = False

    def run(self) -> None:
        try:
            self._work_and_tell()
        finally:
            self.is_over = True

    def let_go(self) -> None:
        """Drop what it worked with: the pool keeps each task that it ever ran, for good."""
        del self._work, self._tell, self.job, self.then, self.otherwise

    def _report(self, done: float, _word: str) -> None:
        self._tell.told.emit(partial(self._tell.running.emit, self.title, done))

    def _work_and_tell(self) -> None:
        try:
            result = self._work(self.job)
        except BriefingError as error:
            self._tell.told.emit(partial(self._tell.fail, self, error))
        except Exception as error:  # a thread's last stop: the UI thread raises it again
            log.debug("Job “%s” broke off", self.title, exc_info=True)
            self._tell.told.emit(partial(self._tell.fail, self, error))
        else:
            self._tell.told.emit(partial(self._tell.finish, self, result))


SWEEP = 50
"""Milliseconds until it is looked again whether a thread is done with its task."""


class JobRunner(QObject):
    """Runs work off the UI thread and brings its result back to it.

    `running` tells the title and progress (0 to 1) of what goes on, or "" when all is done. `told`
    carries what a task wants done from its thread to this one.
    """

    running = Signal(str, float)
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._going: set[_Task] = set()
        self._spent: list[_Task] = []
        self._later = QTimer(self, interval=SWEEP, singleShot=True)
        self._later.timeout.connect(self._sweep)
        self._ended = False
        # To a method, which Qt drops with this object. A function would keep this object alive, and
        # let it be deleted in the middle of its own children.
        self.told.connect(self._do, Qt.ConnectionType.QueuedConnection)

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
        task = _Task(title, work, then, otherwise, self)
        task.setAutoDelete(False)
        if self._ended:
            task.job.cancelled.set()
            return task.job
        self._going.add(task)
        self.running.emit(title, 0.0)
        self._pool.start(task)
        return task.job

    def end(self) -> None:
        """Tell all work to stop, wait for it, and take no more."""
        self._ended = True
        for task in self._going:
            task.job.cancelled.set()
        self._pool.waitForDone()

    @property
    def idle(self) -> bool:
        """Whether nothing is running."""
        return not self._going

    def finish(self, task: _Task, result: Any) -> None:
        """Hand on what a task found, unless it was cancelled."""
        then = task.then
        if not self._retire(task).cancelled.is_set():
            then(result)

    def fail(self, task: _Task, error: Exception) -> None:
        """Hand on why a task failed; what we did not foresee is raised."""
        otherwise = task.otherwise
        job = self._retire(task)
        if not isinstance(error, BriefingError):
            raise error
        if not job.cancelled.is_set():
            otherwise(error)

    def _do(self, work: Callable[[], None]) -> None:
        work()

    def _retire(self, task: _Task) -> Job:
        self._going.discard(task)
        job = task.job
        self._spent.append(task)
        self._sweep()
        if not self._going:
            self.running.emit("", 1.0)
        return job

    def _sweep(self) -> None:
        """Let go of the tasks whose threads are done with them: they may still be sending."""
        over = [task for task in self._spent if task.is_over]
        self._spent = [task for task in self._spent if not task.is_over]
        for task in over:
            task.let_go()
        if self._spent:
            self._later.start()
