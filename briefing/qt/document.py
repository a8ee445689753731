"""The open project: applies edits, keeps the undo stack and the file in step, tells the views."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from briefing.errors import StorageError
from briefing.language import tr
from briefing.model.changes import Changes, changes_between
from briefing.model.edits import Edit, Stamp
from briefing.model.project import Project
from briefing.qt.at_hand import AtHand, BlobsAtHand
from briefing.qt.steps_at_hand import StepsAtHand
from briefing.qt.unwritten import Unwritten
from briefing.qt.writer import Held, Recorded, Task
from briefing.services.ports import Clock, ProjectStore, Step

STEPS = 1_000
MERGE_PAUSE = 1.0
MERGE_SPAN = 10.0
PARTING = 2.0
"""Seconds that the end of the program waits for what the file is doing."""


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


class ProjectDocument(QObject):
    """The project value in the window.

    `changed` carries the `Changes` of each edit, undo and redo; `opened` says that the whole value
    is another; `save_failed` carries a StorageError when an edit could not be written: it is kept
    and written when it can be; `saved` says that everything is on disk, and `settled` that the file
    is at rest, whether all is in it or not.

    Edits are written before `apply` returns; with `behind` on a thread of their own, in their
    order, while the window goes on.
    """

    changed = Signal(object)
    opened = Signal()
    save_failed = Signal(object)
    saved = Signal()
    settled = Signal()

    def __init__(
        self,
        store: ProjectStore,
        clock: Clock,
        author: str = "",
        parent: QObject | None = None,
        *,
        behind: bool = False,
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
        self._at_hand = StepsAtHand(self._changes_of)
        self._unwritten = Unwritten(self, behind=behind)
        self._unwritten.refused.connect(self.save_failed)
        self._unwritten.written.connect(self.saved)
        self._unwritten.settled.connect(self.settled)
        self._blobs = BlobsAtHand()
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
        self._unwritten.check_rest()
        project, (steps, done) = store.load(), store.history()
        self.store = store
        self.project = project
        self._unwritten.begin(store)
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
        self._unwritten.add(Task(lambda store: store.move(changes, done)))
        self.changed.emit(changes)

    def stamp(self) -> Stamp:
        """Return id, author and time for a new thing."""
        return Stamp(secrets.token_hex(8), self.author, self._clock.now())

    def blob(self, sha256: str) -> bytes:
        """Return bytes that the project file keeps; raises StorageError, also while it is busy."""
        data = self._blobs.get(sha256)
        if data is None:
            self._unwritten.check_rest()
            data = self.store.blob(sha256)
            self._blobs.keep(sha256, data)
        return data

    @property
    def is_saved(self) -> bool:
        """Whether every edit is on disk."""
        return not self._unwritten.tasks

    @property
    def is_copied(self) -> bool:
        """Whether all that is not on disk is in a copy elsewhere."""
        return self._unwritten.is_copied

    @property
    def unwritten(self) -> int:
        """How many writes are not on disk yet."""
        return len(self._unwritten.tasks)

    @property
    def saving_for(self) -> float:
        """For how many seconds edits have been on their way to disk, without any being refused."""
        return self._unwritten.under_way_for

    def rest(self) -> bool:
        """Wait a little for what the file is doing; returns whether it is at rest."""
        return self._unwritten.rest()

    def ask(
        self,
        act: Callable[[ProjectStore], object],
        then: Callable[[object], None],
        otherwise: Callable[[StorageError], None],
    ) -> None:
        """Have the store do something that changes nothing, in its turn; then call one of both."""
        self._unwritten.ask(Task(act, then, otherwise))

    def close(self) -> bool:
        """Close the project file at the end; returns False if it is busy, and then stays open."""
        if not self._unwritten.rest(PARTING):
            return False
        self._unwritten.stop()
        self.store.close()
        # Left to the garbage, commands may go before the stack that deletes them: that crashes.
        self.undo_stack.blockSignals(True)
        self.undo_stack.clear()
        self._commands.clear()
        return True

    def retry(self) -> bool:
        """Write now what could not be written; returns whether everything is on disk."""
        self._unwritten.retry()
        return self.is_saved

    def may_go(self) -> bool:
        """Return whether nothing would be lost if the project were closed: a copy will do."""
        return self.retry() or self._unwritten.is_copied

    def bring_up_to_date(self, copy: ProjectStore) -> None:
        """Write into a copy of the file what the file itself does not have yet.

        Raises StorageError, and then the copy is not whole.
        """
        self._unwritten.write_into(copy)

    def at_hand(self) -> tuple[AtHand, Callable[[], None]]:
        """Return what is in memory, and what is to be called once that is in a file elsewhere."""
        return AtHand(self.project, self._blobs.all(), self.stamp()), self._unwritten.copying()

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
        self._unwritten.add(Task(lambda store: store.move(changes, done)))
        self.changed.emit(changes)

    def _check_writable(self) -> None:
        if self.store.read_only:
            raise StorageError(
                tr("This project is open for reading only."), tr("Save a copy to work on it.")
            )

    def _changes_of(self, step: Step) -> Changes:
        if not isinstance(step.changes, Held):
            self._unwritten.check_rest()
        return step.changes()

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
        step = Step(edit.label, self.author, self._clock.now(), edit.merge, Held(changes))
        blobs = dict(edit.blobs)
        self._blobs.pin(blobs)
        for gone in self._commands[self._done :]:
            self._at_hand.drop(gone.step)
        del self._commands[self._done :]
        command = _Command(self, step)
        self._commands.append(command)
        self._standing = True
        self.undo_stack.push(command)
        self._standing = False
        for old in self._commands[:-STEPS]:
            self._at_hand.drop(old.step)
        del self._commands[:-STEPS]
        self._done = len(self._commands)
        self._at_hand.keep(step, changes)
        self._unwritten.add(self._recording(command, Recorded(step, blobs)))

    def _recording(self, command: _Command, recorded: Recorded) -> Task:
        def wrote(kept: object) -> None:
            self._settle(command, recorded.step, kept)
            self._blobs.unpin(recorded.blobs)

        return Task(recorded.to, wrote, recorded=recorded)

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
        old, both = last.step, self._at_hand.of(last.step).then(changes)
        step = Step(edit.label, self.author, old.time, edit.merge, Held(both))
        self._at_hand.drop(old)
        last.step, last.last = step, now
        self._at_hand.keep(step, both)
        self._unwritten.amend(
            old, changes, lambda more, blobs: self._recording(last, Recorded(step, blobs, more))
        )
        return True
