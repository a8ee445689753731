"""Keeps backups while one works: at opening, and some minutes after the first change since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from briefing.errors import BriefingError, StorageError
from briefing.language import tr
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.services.rescue_ports import BackupCopy, Rescuer

_OVER = object()
_left: list[Iterator[None]] = []
"""Copies that were given up in the middle, held so that nothing tries to close them."""

AFTER_OPENING = 3_000
"""Milliseconds after a project was opened; the window is quiet then."""
AFTER_CHANGE = 10 * 60_000
"""Milliseconds from the first change since the last backup to the next one."""


class BackingUp(QObject):
    """Makes the backups of the project that is open; a failure is kept in `problem`, not shown.

    The file is copied a little at a time, in between what else is written, and verified apart.
    """

    def __init__(
        self, document: ProjectDocument, rescue: Rescuer, jobs: JobRunner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.problem = ""
        self._document = document
        self._rescue = rescue
        self._jobs = jobs
        self._copy: BackupCopy | None = None
        self._steps: Iterator[None] = iter(())
        self._finishing = False
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self.make)
        self._step = QTimer(self, interval=0, singleShot=True)
        self._step.timeout.connect(self._go_on)
        document.opened.connect(self._opened)
        document.changed.connect(self._changed)
        self._wait.start(AFTER_OPENING)

    @property
    def busy(self) -> bool:
        """Whether a backup is being made."""
        return self._copy is not None

    def make(self) -> None:
        """Make a backup now, unless one is being made."""
        if self.busy:
            return
        try:
            self._copy = self._rescue.backup(self._document.store)
        except StorageError as error:
            self.problem = str(error)
            return
        if self._copy is not None:
            self._steps = self._copy.steps()
            self._step.start()

    def end(self) -> None:
        """Give up what is being made."""
        self._wait.stop()
        self._step.stop()
        close = getattr(self._steps, "close", None)
        at_rest = self._document.rest()
        if not at_rest:  # where its folder does not answer nothing can be closed; a sweep drops it
            _left.append(self._steps)
        elif close is not None:
            with suppress(StorageError):
                close()
        self._steps = iter(())
        if at_rest and self._copy is not None and not self._finishing:
            self._copy.drop()
        self._copy, self._finishing = None, False

    def _opened(self) -> None:
        self.end()
        self._wait.start(AFTER_OPENING)

    def _changed(self, _changes: object) -> None:
        if not self._wait.isActive():
            self._wait.start(AFTER_CHANGE)

    def _go_on(self) -> None:
        copy, steps = self._copy, self._steps

        def went(more: object) -> None:
            if self._copy is copy:
                self._step.start() if more else self._finish()

        def failed(error: StorageError) -> None:
            if self._copy is copy:
                self._fail(error)

        self._document.ask(lambda _store: next(steps, _OVER) is not _OVER, went, failed)

    def _finish(self) -> None:
        copy = self._copy
        if copy is None:
            return
        self._finishing = True
        self._jobs.start(
            tr("Keeping a backup"), lambda _job: copy.finish(),
            then=lambda _made: self._done(copy), otherwise=self._fail,
        )  # fmt: skip

    def _done(self, copy: BackupCopy) -> None:
        if self._copy is copy:
            self.problem, self._copy, self._finishing = "", None, False

    def _fail(self, error: BriefingError) -> None:
        self.problem = str(error)
        self._step.stop()
        if self._copy is not None:
            self._copy.drop()
        self._copy, self._finishing = None, False
