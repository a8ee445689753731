"""Where the work of a batch is done: what any place can, and the processes of this machine."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from briefing.errors import ExportError
from briefing.language import tr
from briefing.services.batch_sources import BatchSource
from briefing.services.batch_workers import Answer, BatchWorker, Work, first_answers

LOOK_EVERY = 0.05
"""Seconds between looks at limits and at whether somebody stops it."""
WORTH_A_PROCESS = 1.0
"""Seconds of work that have to be left for each process for another one to be started."""
USUAL = 0.05
"""Seconds that an article takes, before any has been measured."""
_AHEAD = 2
"""Requests that a process has before it: it goes on while its answer is being taken."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file, or one of its articles (`number` of `of`; of 0: as many as there are)."""

    source: BatchSource
    key: str
    number: int = 1
    of: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task: an answer, or why there will be none; and the seconds it took."""

    task: Task
    answer: Answer | str
    seconds: float


class Place(Protocol):
    """Does tasks, in no order; each comes back exactly once unless it is cancelled.

    `most` is how many were done at once. All methods raise ExportError where nothing can be done.
    """

    most: int

    @property
    def waiting(self) -> int:
        """How many tasks nobody has begun."""

    @property
    def unfinished(self) -> int:
        """How many tasks have not come back."""

    def submit(self, tasks: Sequence[Task], *, first: bool = False) -> None:
        """Take tasks, to be done after the others or before them."""

    def hand_out(self, coming: int) -> None:
        """Let work go on; `coming` tells how many tasks are still to be submitted."""

    def results(self) -> list[Result]:
        """Return what has come back, waiting for it no longer than LOOK_EVERY."""

    def cancel(self) -> None:
        """Give up what is unfinished, and let go of all that was started."""


class LocalPool:
    """Processes of this machine: as many as there is work for, `jobs` at most (0: one a core)."""

    def __init__(self, work: Work, wish: str, jobs: int, seconds: float, megabytes: int) -> None:
        self._work, self._wish = work, wish
        self._jobs = jobs or os.cpu_count() or 1
        self._seconds, self._megabytes = seconds, megabytes
        self._tasks: deque[Task] = deque()
        self._busy: dict[BatchWorker, deque[Task]] = {}
        self._taken = 0.0
        self._answered = 0
        self._looked = 0.0
        self.most = 0

    @property
    def waiting(self) -> int:
        """How many tasks nobody has begun."""
        return len(self._tasks)

    @property
    def unfinished(self) -> int:
        """How many tasks have not come back."""
        return len(self._tasks) + sum(map(len, self._busy.values()))

    def submit(self, tasks: Sequence[Task], *, first: bool = False) -> None:
        """Take tasks, to be done after the others or before them."""
        if first:
            self._tasks.extendleft(reversed(tasks))
        else:
            self._tasks.extend(tasks)

    def hand_out(self, coming: int) -> None:
        """Start processes while enough work is left for them, and give each a task and a next one.

        The next one is given only while there is plenty, so that at the end none waits for another.
        """
        self._hire(coming)
        for ahead in range(_AHEAD):
            for worker, tasks in self._busy.items():
                plenty = not ahead or len(self._tasks) + coming > len(self._busy)
                if worker.ready and len(tasks) == ahead and self._tasks and plenty:
                    task = self._tasks.popleft()
                    tasks.append(task)
                    worker.ask(_request(task), queued=bool(ahead))

    def results(self) -> list[Result]:
        """Return what has come back, waiting for it no longer than LOOK_EVERY."""
        found: list[Result] = []
        for worker in first_answers(list(self._busy), LOOK_EVERY):
            seconds, answer = time.monotonic() - worker.since, worker.answer()
            if isinstance(answer, str):
                found += self._drop(worker, answer)
            elif tasks := self._busy[worker]:
                found.append(Result(tasks.popleft(), answer, seconds))
                worker.idle = not tasks
                self._taken += seconds
                self._answered += 1
        if time.monotonic() - self._looked > LOOK_EVERY:
            for worker in list(self._busy):
                if broken := worker.broken_cap():
                    found += self._drop(worker, broken)
            self._looked = time.monotonic()
        return found

    def cancel(self) -> None:
        """End the processes."""
        for worker in self._busy:
            worker.end()

    def _hire(self, coming: int) -> None:
        """Start a process if there is none, and another one while enough work is left for it."""
        idle = sum(not tasks for tasks in self._busy.values())
        each = self._taken / self._answered if self._answered else USUAL
        left = len(self._tasks) + coming
        while self._tasks and idle < len(self._tasks) and len(self._busy) < self._jobs:
            if self._busy and left * each / (len(self._busy) + 1) < WORTH_A_PROCESS:
                return
            worker = BatchWorker(self._work, self._wish, self._seconds, self._megabytes)
            self._busy[worker] = deque()
            self.most = max(self.most, len(self._busy))
            idle += 1

    def _drop(self, worker: BatchWorker, why: str) -> list[Result]:
        """End a process, and return the task that it ended with; the next one is still to do."""
        tasks = self._busy.pop(worker)
        seconds = time.monotonic() - worker.since
        worker.end()
        if not worker.ready:
            raise ExportError(
                tr("The batch cannot begin: {why}.", why=why), tr("Mend that, then run it again.")
            )
        if not tasks:
            return []
        failed = tasks.popleft()
        self._tasks.extendleft(reversed(tasks))
        return [Result(failed, why, seconds)]


def _request(task: Task) -> dict[str, object]:
    excerpts = task.source.excerpts
    return {
        "path": os.fspath(task.source.path), "number": task.number,
        "of": task.of, "excerpts": excerpts and os.fspath(excerpts),
    }  # fmt: skip
