"""The open project: applies edits, keeps the undo stack and the file in step, tells the views."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from briefing.errors import StorageError
from briefing.language import tr
from briefing.model.changes import Changes, changes_between
from briefing.model.edits import Edit, Stamp
from briefing.model.project import Project
from briefing.qt.steps_at_hand import StepsAtHand
from briefing.services.ports import Clock, ProjectStore, Step

STEPS = 1_000
MERGE_PAUSE = 1.0
MERGE_SPAN = 10.0
RETRY = 5_000


class _Command(QUndoCommand):
    """One step on the undo stack, whatever was edited."""

    def __init__(self, document: ProjectDocument, step: Step) -> None:
        super().__init__(step.label)
        self._document = document
        self.step = step
        self.since = time.monotonic()
        self.last = self.since

    def undo(self) -> None:
        self._document.travel(self, -1)

    def redo(self) -> None:
        self._document.travel(self, +1)


@dataclass(frozen=True, slots=True)
class _Write:
    """What is to be written: `to` writes it, `then` takes note of it when the project has it."""

    to: Callable[[ProjectStore], object]
    then: Callable[[object], None] = lambda _written: None


class ProjectDocument(QObject):
    """The project value in the window.

    `changed` carries the `Changes` of each edit, undo and redo; `opened` says that the whole value
    is another; `save_failed` carries a StorageError when an edit could not be written: it is kept
    and written when it can be; `saved` says that everything is on disk.
    """

    changed = Signal(object)
    opened = Signal()
    save_failed = Signal(object)
    saved = Signal()

    def __init__(
        self, store: ProjectStore, clock: Clock, author: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.project = Project()
        self._clock = clock
        self.author = author
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(STEPS)
        self._commands: list[_Command] = []
        self._done = 0
        self._standing = False
        self._at_hand = StepsAtHand()
        self._unwritten: list[_Write] = []
        self._copied = 0
        self._retry = QTimer(self, interval=RETRY, singleShot=True)
        self._retry.timeout.connect(self._write)
        self._blobs: dict[str, bytes] = {}
        self.open(store)

    def open(self, store: ProjectStore) -> None:
        """Show another project file; the one before is to be closed by the caller.

        Raises StorageError, and then the open project stays; so it does while it has work that is
        in no file.
        """
        if hasattr(self, "store") and not self.may_go():
            raise StorageError(
                tr("This project has work that could not be written yet."),
                tr("Save a copy elsewhere, then open the other project."),
            )
        project, (steps, done) = store.load(), store.history()
        self.store = store
        self.project = project
        self._unwritten.clear()
        self._copied = 0
        self._blobs.clear()
        self._restore(steps, done)
        self.opened.emit()

    def apply(self, edit: Edit) -> bool:
        """Make an edit; returns whether it changed anything.

        Raises StorageError if the project is open for reading only.
        """
        self._check_writable()
        before = self.project
        after = edit.apply(before)
        changes = changes_between(before, after)
        if not changes:
            return False
        self.project = after
        if not self._merge(edit, changes):
            self._push(edit, changes)
        self.changed.emit(changes)
        return True

    def undo(self) -> None:
        """Take the last step back; raises StorageError as `apply`, and if it cannot be read."""
        self._check_writable()
        self._read(self._done - 1)
        self.undo_stack.undo()

    def redo(self) -> None:
        """Do the step that was taken back again; raises StorageError as `undo` does."""
        self._check_writable()
        self._read(self._done)
        self.undo_stack.redo()

    @property
    def steps(self) -> list[Step]:
        """The steps that can be undone or done again, oldest first."""
        return [command.step for command in self._commands]

    @property
    def done(self) -> int:
        """How many of the steps are done; the others are undone."""
        return self._done

    def go_to(self, done: int) -> None:
        """Undo or redo until this many steps are done, as one write and one announcement.

        Raises StorageError as `apply` does.
        """
        self._check_writable()
        done = max(0, min(len(self._commands), done))
        between = self._commands[min(done, self._done) : max(done, self._done)]
        changes = Changes({})
        for command in between if done > self._done else reversed(between):
            step = self._at_hand.of(command.step)
            changes = changes.then(step if done > self._done else step.reversed())
            command.last = 0.0
        if not between:
            return
        self._standing = True
        self.undo_stack.setIndex(done)
        self._standing = False
        self._done = done
        self.project = changes.applied_to(self.project)
        self._queue(_Write(lambda store: store.move(changes, done)))
        self.changed.emit(changes)

    def stamp(self) -> Stamp:
        """Return id, author and time for a new thing."""
        return Stamp(secrets.token_hex(8), self.author, self._clock.now())

    def blob(self, sha256: str) -> bytes:
        """Return bytes that the project file keeps; raises StorageError."""
        return self._blobs[sha256] if sha256 in self._blobs else self.store.blob(sha256)

    @property
    def is_saved(self) -> bool:
        """Whether every edit is on disk."""
        return not self._unwritten

    def retry(self) -> bool:
        """Write now what could not be written; returns whether everything is on disk."""
        if self._unwritten:
            self._write()
        return self.is_saved

    def may_go(self) -> bool:
        """Return whether nothing would be lost if the project were closed: a copy will do."""
        return self.retry() or self._copied == len(self._unwritten)

    def bring_up_to_date(self, copy: ProjectStore) -> None:
        """Write into a copy of the file what the file itself does not have yet.

        Raises StorageError, and then the copy is not whole.
        """
        for write in self._unwritten:
            write.to(copy)
        self._copied = len(self._unwritten)

    def travel(self, command: _Command, direction: int) -> None:
        """Go one step of history back (-1) or forward (+1)."""
        if self._standing:
            return
        changes = self._at_hand.of(command.step)
        if direction < 0:
            changes = changes.reversed()
        self._done += direction
        done = self._done
        self.project = changes.applied_to(self.project)
        command.last = 0.0
        self._queue(_Write(lambda store: store.move(changes, done)))
        self.changed.emit(changes)

    def _check_writable(self) -> None:
        if self.store.read_only:
            raise StorageError(
                tr("This project is open for reading only."), tr("Save a copy to work on it.")
            )

    def _read(self, number: int) -> None:
        """Have a step's changes at hand before anything moves, for the disk may fail."""
        if 0 <= number < len(self._commands):
            self._at_hand.of(self._commands[number].step)

    def _restore(self, steps: Sequence[Step], done: int) -> None:
        self._standing = True
        self.undo_stack.clear()
        self._at_hand.clear()
        self._commands = []
        for step in steps:
            self._commands.append(_Command(self, step))
            self._commands[-1].last = 0.0
            self.undo_stack.push(self._commands[-1])
        self.undo_stack.setIndex(done)
        self._done = done
        self._standing = False

    def _push(self, edit: Edit, changes: Changes) -> None:
        step = Step(edit.label, self.author, self._clock.now(), edit.merge, lambda: changes)
        blobs = dict(edit.blobs)
        self._blobs |= blobs
        for gone in self._commands[self._done :]:
            self._at_hand.drop(gone.step)
        del self._commands[self._done :]
        command = _Command(self, step)
        self._commands.append(command)
        self._standing = True
        self.undo_stack.push(command)
        self._standing = False
        del self._commands[:-STEPS]
        self._done = len(self._commands)
        self._at_hand.keep(step, changes)

        def wrote(kept: object) -> None:
            self._settle(command, step, kept)
            for sha256 in blobs:
                self._blobs.pop(sha256, None)

        self._queue(_Write(lambda store: store.record(step, blobs), wrote))

    def _settle(self, command: _Command, step: Step, kept: object) -> None:
        """Leave the changes of a step that was written to the file, but for what is at hand."""
        if command.step is step and isinstance(kept, Step):
            changes = self._at_hand.of(step)
            self._at_hand.drop(step)
            command.step = kept
            self._at_hand.keep(kept, changes)

    def _merge(self, edit: Edit, changes: Changes) -> bool:
        if not edit.merge or not self._commands or self._done < len(self._commands):
            return False
        last, now = self._commands[-1], time.monotonic()
        if last.step.merge != edit.merge or now - last.last > MERGE_PAUSE:
            return False
        if now - last.since > MERGE_SPAN:
            return False
        both = self._at_hand.of(last.step).then(changes)
        step = Step(edit.label, self.author, last.step.time, edit.merge, lambda: both)
        self._at_hand.drop(last.step)
        last.step, last.last = step, now
        self._at_hand.keep(step, both)
        self._queue(
            _Write(
                lambda store: store.amend(step, changes),
                lambda kept: self._settle(last, step, kept),
            )
        )
        return True

    def _queue(self, write: _Write) -> None:
        self._unwritten.append(write)
        self._write()

    def _write(self) -> None:
        try:
            while self._unwritten:
                write = self._unwritten[0]
                written = write.to(self.store)
                del self._unwritten[0]
                self._copied = max(0, self._copied - 1)
                write.then(written)
        except StorageError as error:
            self._retry.start()
            self.save_failed.emit(error)
        else:
            self._retry.stop()
            self.saved.emit()
