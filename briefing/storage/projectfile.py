"""One project file: every edit is one durable transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import msgspec

from briefing.errors import DamageError, StorageError
from briefing.language import tr
from briefing.model.changes import Changes, changes_between
from briefing.model.project import KINDS, Item, Project
from briefing.model.shifting import Shift
from briefing.services.ports import Step
from briefing.services.writing import part_of
from briefing.storage import codec
from briefing.storage.codec import Names
from briefing.storage.connection import RECOVER, reported
from briefing.storage.holder import Holder
from briefing.storage.move_logs import Followed, MoveLogs
from briefing.storage.parts import given_up, identity_of, placed
from briefing.storage.pieces import PieceMemory
from briefing.storage.places import Places, settled
from briefing.storage.references import Row, needed
from briefing.storage.seals import over_steps, seal_of
from briefing.storage.soundness import MOST_STEPS, Bounded, unsound

STEPS = 1_000
PAGES = 128
"""Pages of 4 kB that are copied at a time, so that a key waits for some 5 ms at most."""
LITTER = 32 * 1024 * 1024
"""Bytes written by steps that grow, from which what nothing needs any more is taken out."""


class ProjectFile:
    """An open project file; see `services.ports.ProjectStore`.

    `notice` is a word for the user on how it was opened, or "".
    """

    def __init__(
        self,
        connection: apsw.Connection,
        path: Path,
        *,
        holder: Holder | None,
        notice: str = "",
    ) -> None:
        self.path: Path | None = path
        self.read_only = holder is None
        self.notice = notice
        self._file = path
        self._identity = identity_of(path)
        self._connection = connection
        self._holder = holder
        self._done: int | None = None
        self._closing: Callable[[], None] = lambda: None
        self._pieces = PieceMemory(codec.digest)
        self._moves = MoveLogs(self._execute, self.blob)
        self._last: Names | None = None
        self._litter = 0

    def load(self) -> Project:
        """Return the project; raises StorageError naming the entry that is damaged."""
        project, seal, read, places = Project(), 0, Bounded(self.blob), Places()
        with reported(self._file, "read"):
            rows = self._execute("SELECT kind, id, sha256 FROM item")
            kinds: dict[str, dict[str, Item]] = {kind: {} for kind in KINDS}
            for kind, key, name in rows:
                if kind not in kinds:
                    raise self._damaged(tr("there is no kind “{kind}”", kind=kind))
                kinds[kind][key] = codec.decoded(kind, key, name, read, self._pieces, places)
                seal ^= seal_of(kind, key, name)
        if f"{seal:064x}" != self._meta("seal", f"{0:064x}"):
            raise self._damaged(tr("entries are missing"))
        for kind, items in kinds.items():
            project = project.with_items(kind, items)
        project, adrift = settled(project, places)
        if adrift:
            raise self._damaged(
                tr("nobody knows where “{quote}” stands", quote=adrift[0].quote[:60])
            )
        if fault := next(unsound(project), ""):
            raise self._damaged(fault)
        return project

    def begin_with(self, project: Project, blobs: Mapping[str, bytes] | None = None) -> None:
        """Fill a new file, without a step that could be undone."""
        names, content = codec.named(changes_between(self.load(), project), self._pieces)
        with self._writing():
            self._put({**content, **(blobs or {})})
            seal = self._set_items(names)
            self._finish(seal, 0, 0)
        self._wrote(0, content, None)

    def history(self) -> tuple[Sequence[Step], int]:
        """Return the steps, oldest first, and how many of them are done."""
        with reported(self._file, "read"):
            rows = self._execute(
                "SELECT n, step, sha256 FROM history ORDER BY n LIMIT ?", (MOST_STEPS + 1,)
            )
        if len(rows) > MOST_STEPS:
            raise self._damaged(
                tr("its history has more than {most_steps:,} steps", most_steps=MOST_STEPS)
            )
        steps = [self._step(step, sha256) for _, step, sha256 in rows]
        if self._steps_seal() not in (None, over_steps((n, sha256) for n, _, sha256 in rows)):
            raise self._damaged(tr("the history is not that of what is in it"))
        done = self._read_done()
        first = rows[0][0] if rows else done + 1
        if [n for n, _, _ in rows] != list(range(first, first + len(rows))):
            raise self._damaged(tr("steps of the history are missing"))
        if not 0 <= done - first + 1 <= len(steps):
            raise self._damaged(tr("nobody knows which steps of the history are done"))
        return steps, done - first + 1

    def record(self, step: Step, blobs: Mapping[str, bytes]) -> Step:
        """Write a step after the done ones; returns it with its changes left in the file."""
        changes = step.changes()
        moves = self._moved(changes)
        names, content = codec.named(changes, self._pieces, moves.logs)
        row = self._row(step, names, changes)
        with self._writing():
            self._put({**blobs, **content, **moves.content})
            seal = self._set_items(names, moves.names)
            done = self._known_done() + 1
            self._finish(seal, done, self._replace_steps(done, row))
            if done > STEPS and done % (STEPS // 10) == 0:
                self._prune(done)
        self._wrote(done, content, names)
        return self._kept(step, row)

    def amend(self, step: Step, changes: Changes) -> Step:
        """Write more changes into the last done step, which `step` replaces; see `record`."""
        moves = self._moved(changes)
        names, content = codec.named(changes, self._pieces, moves.logs, self._last)
        both = step.changes()
        if self._last is None:
            whole, _ = codec.named(both, self._pieces, moves.logs)
        else:
            whole = codec.then(self._last, names)
        if changes.shifts:  # they move what was written before, and what was before them
            excerpts, more = codec.named(both.only("excerpts"), None, moves.logs)
            whole = {**whole, "excerpts": excerpts.get("excerpts", {})}
            content |= more
        row = self._row(step, whole, both)
        with self._writing():
            self._put({**content, **moves.content})
            seal = self._set_items(names, moves.names)
            done = self._known_done()
            self._finish(seal, done, self._replace_steps(done, row))
            self._litter += sum(map(len, content.values()))
            if self._litter > LITTER:
                self._collect()
        self._wrote(done, content, whole)
        return self._kept(step, row)

    def move(self, changes: Changes, done: int) -> None:
        """Write the changes of an undo or redo."""
        moves = self._moved(changes)
        names, content = codec.named(changes, self._pieces, moves.logs, changes.items)
        with self._writing():
            self._put({**content, **moves.content})
            seal = self._set_items(names, moves.names)
            first = self._execute("SELECT min(n) FROM history")[0][0] or 1
            number = int(first) - 1 + done
            self._finish(seal, number, self._known_steps_seal())
        self._wrote(number, content, None)

    def blob(self, sha256: str) -> bytes:
        """Return content by its SHA-256, checked against it."""
        with reported(self._file, "read"):
            found = self._execute("SELECT data FROM content WHERE sha256 = ?", (sha256,))
        if not found:
            raise self._damaged(tr("content {sha256} is missing", sha256=sha256[:12]))
        data: bytes = found[0][0]
        if not isinstance(data, bytes):
            raise self._damaged(tr("content {sha256} is of another kind", sha256=sha256[:12]))
        if codec.digest(data) != sha256:
            raise self._damaged(tr("content {sha256} has changed", sha256=sha256[:12]))
        return data

    def save_copy(self, path: Path) -> None:
        """Write a whole copy to another file, which may exist but not be this one."""
        if (there := identity_of(path)) and there == identity_of(self._file):
            raise StorageError(
                tr("{name} is this project itself.", name=path.name), tr("It is saved at every "
                                                                         "change; choose "
                "another name for the copy."),
            )  # fmt: skip
        part = part_of(path)
        with reported(path, "written"), given_up(part):
            self._execute("VACUUM INTO ?", (str(part),))
        placed(part, path)

    def copied_in_steps(self, path: Path) -> Iterator[None]:
        """Write a whole copy to a new file a little at a time; edits may come in between.

        What is written meanwhile is in the copy too (SQLite's backup interface). Close the
        generator to give up. The copy is neither checked nor forced to disk yet.
        """
        with reported(path, "written"):
            target = apsw.Connection(str(path))
            try:
                with target.backup("main", self._connection, "main") as copy:
                    while not copy.done:
                        copy.step(PAGES)
                        yield
            finally:
                target.close()

    def on_close(self, act: Callable[[], None]) -> None:
        """Do something more when the file is released."""
        self._closing = act

    def close(self) -> None:
        """Release the file, and take away the empty journal beside it."""
        if not self.read_only:
            with suppress(apsw.Error):
                self._connection.pragma("journal_mode", "delete")
        self._connection.close()
        self._closing()
        if self._holder:
            self._holder.leave()

    def _step(self, row: str, sha256: str) -> Step:
        if codec.digest(row.encode()) != sha256:
            raise self._damaged(tr("a step of the history has changed"))
        try:
            said = msgspec.json.decode(row, type=Row)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise self._damaged(
                tr("a step of the history cannot be read ({error})", error=error)
            ) from error
        return self._kept(Step(said.label, said.author, said.time, said.merge, _nothing), said)

    def _row(self, step: Step, names: Names, changes: Changes) -> Row:
        shifts = tuple((shift.article, shift.after, shift.by) for shift in changes.shifts)
        return Row(step.label, step.author, step.time, step.merge, names, shifts)

    def _kept(self, step: Step, row: Row) -> Step:
        """Return a step that reads its changes from the file."""
        shifts = tuple(Shift(*each) for each in row.shifts)
        return replace(step, changes=partial(codec.changes_of, row.changes, shifts, self.blob))

    def _moved(self, changes: Changes) -> Followed:
        with reported(self._file, "read"):
            return self._moves.followed(changes)

    def _replace_steps(self, n: int, row: Row) -> int:
        """Put a step in place of all from number `n` on; returns the seal over all steps."""
        seal = self._known_steps_seal()
        gone = self._execute("SELECT n, sha256 FROM history WHERE n >= ?", (n,))
        data = msgspec.json.encode(row)
        new = (n, data.decode(), codec.digest(data))
        self._execute("DELETE FROM history WHERE n >= ?", (n,))
        self._execute("INSERT INTO history VALUES (?, ?, ?)", new)
        return seal ^ over_steps([*gone, (n, new[2])])

    def _steps_seal(self) -> int | None:
        """Return the seal over the steps, or None in a file that an older program wrote last."""
        said = self._meta("steps", "").split(":")
        now = [self._meta("seal", ""), self._meta("done", "")]
        if said[:2] != now:
            return None
        try:
            return int(said[2], 16)
        except (IndexError, ValueError) as error:
            raise self._damaged(tr("the seal over its history cannot be read")) from error

    def _known_steps_seal(self) -> int:
        seal = self._steps_seal()
        if seal is None:
            seal = over_steps(self._execute("SELECT n, sha256 FROM history"))
        return seal

    def _put(self, content: Mapping[str, bytes]) -> None:
        rows = content.items()
        self._connection.executemany("INSERT OR IGNORE INTO content VALUES (?, ?)", rows)

    def _set_items(self, names: Names, besides: Names | None = None) -> int:
        """Point items at their content; returns the seal over all items.

        It goes by what the file says: a disk that reports an error late has written all the same.
        """
        seal = int(self._meta("seal", "0"), 16)
        for kind, of_kind in [*names.items(), *(besides or {}).items()]:
            for key, (_, after) in of_kind.items():
                old = self._execute(
                    "SELECT sha256 FROM item WHERE kind = ? AND id = ?", (kind, key)
                )
                if old:
                    seal ^= seal_of(kind, key, old[0][0])
                if after is None:
                    self._execute("DELETE FROM item WHERE kind = ? AND id = ?", (kind, key))
                else:
                    self._execute("REPLACE INTO item VALUES (?, ?, ?)", (kind, key, after))
                    seal ^= seal_of(kind, key, after)
        return seal

    def _finish(self, seal: int, done: int, steps: int) -> None:
        whole = f"{seal:064x}:{done}:{steps:064x}"
        for key, value in (("seal", f"{seal:064x}"), ("done", str(done)), ("steps", whole)):
            self._execute("REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _prune(self, done: int) -> None:
        """Forget the oldest steps, and the content that nothing needs any more."""
        last = done - STEPS
        seal = self._known_steps_seal()
        gone = self._execute("SELECT n, sha256 FROM history WHERE n <= ?", (last,))
        self._execute("DELETE FROM history WHERE n <= ?", (last,))
        self._finish(int(self._meta("seal", "0"), 16), done, seal ^ over_steps(gone))
        self._collect()

    def _collect(self) -> None:
        """Take out the content that neither an entry nor a step needs."""
        items = ((kind, name) for kind, name in self._execute("SELECT kind, sha256 FROM item"))
        steps = (str(row) for (row,) in self._execute("SELECT step FROM history"))
        names = needed(items, steps, self.blob)
        for (name,) in self._execute("SELECT sha256 FROM content"):
            if name not in names:
                self._execute("DELETE FROM content WHERE sha256 = ?", (name,))
        self._pieces.kept(names)
        self._litter = 0

    def _wrote(self, done: int, content: Iterable[str], last: Names | None) -> None:
        """Take note of what is in the file now, which is known only after it was committed."""
        self._done, self._last = done, last
        self._pieces.stored(content)

    def _known_done(self) -> int:
        """Return how many steps are done, as far as this program has written or read it."""
        if self._done is None:
            self._done = self._read_done()
        return self._done

    def _read_done(self) -> int:
        done = self._meta("done", "0")
        if not (done.isascii() and done.isdecimal()) or len(done) > 18:
            raise self._damaged(tr("nobody knows which steps of the history are done"))
        return int(done)

    def _meta(self, key: str, otherwise: str) -> str:
        with reported(self._file, "read"):
            found = self._execute("SELECT value FROM meta WHERE key = ?", (key,))
        return str(found[0][0]) if found else otherwise

    def _execute(self, sql: str, values: Sequence[apsw.SQLiteValue] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, tuple(values)).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Commit when all goes well; else the file is as it was, and the error says why."""
        if self.read_only:
            raise StorageError(
                tr("{name} is open for reading only.", name=self._file.name),
                tr("Save a copy to work on it."),
            )
        self._check_place()
        with reported(self._file, "saved"), self._connection:
            yield

    def _check_place(self) -> None:
        """Raise StorageError unless the file still stands where it was opened.

        Written to where nobody looks for it, an edit would be lost; and where the file was moved,
        its journal would not be found beside it after a crash.
        """
        if (now := identity_of(self._file)) == self._identity:
            return
        what = tr("another file stands in its place") if now else tr("it was moved or deleted")
        raise StorageError(
            tr("{name} could not be saved: {what}.", name=self._file.name, what=what),
            tr("Put it back, or save a copy elsewhere; what you did is kept until then."),
        )

    def _damaged(self, how: str) -> DamageError:
        return DamageError(
            tr("{name} is damaged: {how}.", name=self._file.name, how=how),
            tr(RECOVER),
        )


def _nothing() -> Changes:
    return Changes({})
