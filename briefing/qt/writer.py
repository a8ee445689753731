"""Writes behind: what the project file is to do is done in order, one thing at a time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from briefing.errors import StorageError
from briefing.model.changes import Changes
from briefing.services.ports import ProjectStore, Step

PAINTING = 0.02
"""Seconds after an edit before it is written: what was done is painted first. Two threads share
Python, and each call of a paint would wait for the other."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The changes of a step that is in no file yet, as a step gives them."""

    held: Changes

    def __call__(self) -> Changes:
        """Return them."""
        return self.held


@dataclass(frozen=True, slots=True)
class Recorded:
    """The step that a task writes: anew with its files, or with `more` into the last one."""

    step: Step
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    more: Changes | None = None

    def to(self, store: ProjectStore) -> Step:
        """Write it; returns it as the file has it."""
        if self.more is None:
            return store.record(self.step, self.blobs)
        return store.amend(self.step, self.more)


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What the store is to do; `then` takes what it returned.

    Without `otherwise` it is an edit: after one that failed no other is written before it.
    """

    to: Callable[[ProjectStore], object]
    then: Callable[[object], None] = lambda _done: None
    otherwise: Callable[[StorageError], None] | None = None
    recorded: Recorded | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended: what it returned, or what it raised."""

    task: Task
    result: object = None
    error: Exception | None = None


class Writer(QObject):
    """Has a project's store do one task after the other: at once, or `behind` on its own thread.

    A thread is there only while there is something to do, and it alone has the store then; with
    none the store is free for the caller, who is one thread too. It begins `PAINTING` after it was
    started, or as soon as somebody waits for it. `ended` is emitted, from that thread, when there
    is an outcome to `take`. After an edit that failed the other edits are let go of, also those
    that come before its outcome was taken: whoever put them has them still.
    """

    ended = Signal()

    def __init__(self, *, behind: bool) -> None:
        super().__init__()
        self.behind = behind
        self.store: ProjectStore | None = None
        self._turn = threading.Condition()
        self._waiting: deque[Task] = deque()
        self._begun: Task | None = None
        self._ended: deque[Outcome] = deque()
        self._failed = False
        self._running = False
        self._awaited = 0

    def put(self, task: Task) -> None:
        """Have a task done after those that were put before."""
        if not self.behind:
            if not (self._failed and task.otherwise is None):
                self._note(self._done(task))
            return
        with self._turn:
            if self._failed and task.otherwise is None:
                return
            self._waiting.append(task)
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name="project file", daemon=True).start()

    def swap(self, old: Task, new: Task) -> bool:
        """Put a task in the place of one; returns False if that has begun, or was let go of."""
        with self._turn:
            if old not in self._waiting:
                return False
            self._waiting[self._waiting.index(old)] = new
            return True

    def take(self) -> Outcome | None:
        """Return what has ended first; once a failure was taken edits are accepted again."""
        with self._turn:
            if not self._ended:
                return None
            outcome = self._ended.popleft()
            if _is_refusal(outcome):
                self._failed = False
            return outcome

    @property
    def idle(self) -> bool:
        """Whether nothing is being done or waits, so that the store is free."""
        with self._turn:
            return self._begun is None and not self._waiting

    def wait(self, seconds: float) -> bool:
        """Wait until it is idle, at most so long; returns whether it is."""
        with self._turn:
            self._awaited += 1
            self._turn.notify_all()
            try:
                return self._turn.wait_for(lambda: self.idle, seconds)
            finally:
                self._awaited -= 1

    def _run(self) -> None:
        with self._turn:
            self._turn.wait_for(lambda: self._awaited, PAINTING)
        while True:
            with self._turn:
                if not self._waiting:
                    self._running = False
                    return
                task = self._begun = self._waiting.popleft()
            outcome = self._done(task)
            with self._turn:
                self._begun = None
                self._note(outcome)
                self._turn.notify_all()
            with suppress(RuntimeError):  # the document has gone meanwhile
                self.ended.emit()

    def _done(self, task: Task) -> Outcome:
        store = self.store
        assert store is not None
        try:
            return Outcome(task, task.to(store))
        except Exception as error:  # noqa: BLE001 a thread's last stop: whoever takes it raises it
            return Outcome(task, error=error)

    def _note(self, outcome: Outcome) -> None:
        self._ended.append(outcome)
        if _is_refusal(outcome):
            self._failed = True
            self._waiting = deque(task for task in self._waiting if task.otherwise is not None)


def _is_refusal(outcome: Outcome) -> bool:
    return outcome.error is not None and outcome.task.otherwise is None
